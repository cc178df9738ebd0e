"""Where articles come from: files, folders, standard input and the samples shipped.

    path -> bytes -> Article (tui.core.pipeline)

Every error names the file. Reading stops at nothing but what the system refuses: odd text
is the core's business.
"""

import os
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from tui.core.decode import decode
from tui.core.model import Article, Problem
from tui.core.pipeline import article_from_bytes

SUFFIXES = (".txt", ".md", ".markdown", ".text")
STDIN = "-"


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at ``path``.

    Raises:
        Problem: ``no-file``, ``is-folder``, ``not-a-file``, ``no-permission``, ``unreadable``.
    """
    try:
        if path.is_dir():
            raise Problem("is-folder", path=str(path))
        if path.exists() and not path.is_file() and not path.is_fifo():
            raise Problem("not-a-file", path=str(path))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Problem("no-file", path=str(path)) from error
    except PermissionError as error:
        raise Problem("no-permission", path=str(path)) from error
    except OSError as error:
        raise Problem("unreadable", path=str(path), reason=error.strerror or str(error)) from error
    except ValueError as error:  # a NUL in the name
        raise Problem("unreadable", path=str(path), reason=str(error)) from error


def is_markdown(path: Path) -> bool:
    """Whether the name says Markdown."""
    return path.suffix.lower() in (".md", ".markdown")


def load(path: Path, encoding: str | None = None) -> Article:
    """Read the article at ``path``; ``-`` is standard input.

    Raises:
        Problem: what `read_bytes` raises, ``binary``, ``encoding-unknown`` or ``empty``.
    """
    data = read_stdin() if str(path) == STDIN else read_bytes(path)
    try:
        article = article_from_bytes(data, str(path), markdown=is_markdown(path), encoding=encoding)
    except Problem as problem:
        raise Problem(problem.id, **{**problem.values, "path": str(path)}) from problem
    if not len(article):
        raise Problem("empty", path=str(path))
    return article


def decoded(path: Path, encoding: str | None = None) -> str:
    """The decoded text of the file at ``path``, untouched; ``-`` is standard input.

    Raises:
        Problem: as `load`, but that an empty file is a text.
    """
    data = read_stdin() if str(path) == STDIN else read_bytes(path)
    try:
        return decode(data, encoding)[0]
    except Problem as problem:
        raise Problem(problem.id, **{**problem.values, "path": str(path)}) from problem


def read_stdin() -> bytes:
    """Standard input, to its end."""
    return sys.stdin.buffer.read()


def listing(folder: Path) -> tuple[Path, ...]:
    """The article files below ``folder``, sorted; hidden ones and links to folders left out."""
    return tuple(sorted(_walk(folder)))


def _walk(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(base, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and path.is_file():
                yield path


def expand(path: Path) -> tuple[Path, ...]:
    """The articles that ``path`` stands for: itself, or all in the folder.

    Raises:
        Problem: ``no-file`` or ``no-articles``, naming the path.
    """
    if str(path) == STDIN or not path.is_dir():
        if str(path) != STDIN and not path.exists():
            raise Problem("no-file", path=str(path))
        return (path,)
    found = listing(path)
    if not found:
        raise Problem("no-articles", path=str(path))
    return found


def sample_folder() -> Path:
    """The folder of sample articles: in the wheel, or at the top of a checkout."""
    inside = Path(str(files("tui"))) / "sample_articles"
    return inside if inside.is_dir() else inside.parent.parent / "sample_articles"
