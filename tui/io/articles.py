"""Where articles come from: files, folders, standard input and the samples shipped.

    path -> bytes -> Article (tui.core.pipeline)

Every error names the file. Reading stops at nothing but what the system refuses: odd text
is the core's business. Pipes are read like files, for shells give them as ``/dev/fd/63``.

Left out on purpose: following links to folders, which may lead round in circles, and
saying which folders below the one asked for could not be looked into.
"""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from tui.core.model import Article, Problem, UserRule

SUFFIXES = (".txt", ".md", ".markdown", ".text")
STDIN = "-"


def named(text: str) -> Path:
    """The path that a person means by ``text``: ``-`` is standard input, ``./-`` is not.

    Raises:
        Problem: ``no-file``, the text is empty.
    """
    if not text:
        raise Problem("no-file", path="''")
    path = Path(text)
    return path.absolute() if str(path) == STDIN != text else path


def trouble(path: Path, error: OSError | ValueError) -> Problem:
    """``error`` as a problem that names ``path``."""
    name = str(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem("no-file", path=name)
    if isinstance(error, PermissionError):
        return Problem("no-permission", path=name)
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Problem("unreadable", path=name, reason=reason)


def _mode(path: Path) -> int:
    """What ``path`` is, links followed, as `os.stat` has it.

    Raises:
        Problem: ``no-file``, ``no-permission``, ``unreadable``.
    """
    try:
        return path.stat().st_mode
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise trouble(path, error) from error


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at ``path``; ``-`` is standard input.

    Raises:
        Problem: ``no-file``, ``is-folder``, ``not-a-file``, ``no-permission``,
            ``unreadable``, ``no-input``.
    """
    if str(path) == STDIN:
        try:
            return stdin().read()
        except OSError as error:
            raise trouble(path, error) from error
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        raise Problem("is-folder", path=str(path))
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise Problem("not-a-file", path=str(path))
    try:
        return path.read_bytes()
    except OSError as error:
        raise trouble(path, error) from error


def stdin() -> BinaryIO:
    """Standard input.

    Raises:
        Problem: ``no-input``, it was closed by who started the program.
    """
    if sys.stdin is None:
        raise Problem("no-input")
    return sys.stdin.buffer


def is_markdown(path: Path) -> bool:
    """Whether the name says Markdown."""
    return path.suffix.lower() in (".md", ".markdown")


def followed(rules: Sequence[UserRule], path: Path) -> tuple[UserRule, ...]:
    """``rules``, those said of the file at ``path`` with its name as it is given here.

    They are kept with the whole path, and follow the file when it is edited.
    """
    whole = str(path.absolute())
    return tuple(replace(rule, name=str(path)) if rule.name == whole else rule for rule in rules)


def load(
    path: Path,
    encoding: str | None = None,
    *,
    data: bytes | None = None,
    rules: Sequence[UserRule] = (),
    fold_credits: bool = False,
) -> Article:
    """Read the article at ``path``; ``-`` is standard input.

    Args:
        path: the file.
        encoding: a codec's name; ``None`` finds it out.
        data: its bytes, if they were read already.
        rules: all that the user said.
        fold_credits: also fold the credit lines at the end.

    Raises:
        Problem: what `read_bytes` raises, ``binary``, ``encoding-unknown`` or ``empty``.
    """
    from tui.core.pipeline import article_from_bytes

    data = read_bytes(path) if data is None else data
    rules = followed(rules, path)
    try:
        article = article_from_bytes(
            data,
            str(path),
            markdown=is_markdown(path),
            encoding=encoding,
            rules=rules,
            fold_credits=fold_credits,
        )
    except Problem as error:
        raise Problem(error.id, **{**error.values, "path": str(path)}) from error
    if not len(article):
        raise Problem("empty", path=str(path))
    return article


def decoded(path: Path, encoding: str | None = None) -> str:
    """The decoded text of the file at ``path``, untouched; ``-`` is standard input.

    Raises:
        Problem: as `load`, but that an empty file is a text.
    """
    from tui.core.decode import decode

    data = read_bytes(path)
    try:
        return decode(data, encoding)[0]
    except Problem as error:
        raise Problem(error.id, **{**error.values, "path": str(path)}) from error


def listing(folder: Path) -> tuple[Path, ...]:
    """The article files below ``folder``, sorted; hidden ones and links to folders left out.

    Raises:
        Problem: ``no-file``, ``no-permission`` or ``unreadable``: the folder itself.
    """
    return tuple(sorted(_walk(folder)))


def _walk(folder: Path) -> Iterator[Path]:
    def check(error: OSError) -> None:
        if error.filename == str(folder):
            raise trouble(folder, error) from error

    for base, folders, names in os.walk(folder, onerror=check):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(base, name)
            if (
                not name.startswith(".")
                and path.suffix.lower() in SUFFIXES
                and os.path.isfile(path)  # noqa: PTH113 - Path.is_file may raise
            ):
                yield path


def expand(path: Path) -> tuple[Path, ...]:
    """The articles that ``path`` stands for: itself, or all in the folder.

    Raises:
        Problem: what `listing` raises, or ``no-articles``; both name the path.
    """
    if str(path) == STDIN or not stat.S_ISDIR(_mode(path)):
        return (path,)
    found = listing(path)
    if not found:
        raise Problem("no-articles", path=str(path))
    return found


def sample_folder() -> Path:
    """The folder of sample articles: in the wheel, or at the top of a checkout."""
    inside = Path(__file__).parent.parent / "sample_articles"
    return inside if inside.is_dir() else inside.parent.parent / "sample_articles"
