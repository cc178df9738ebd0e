"""What a command finds around it: its settings and language, the rules, the keyboard.

    files of the person, environment, terminal -> values

Nothing here prints, and a settings file that is wrong never keeps a command from its work.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.core.model import Problem
from tui.i18n import language_of
from tui.io import config, paths

if TYPE_CHECKING:
    from tui.io.notes import NoteStore
    from tui.io.rules import RuleStore


def settings(tell: Callable[[Problem], None] | None = None) -> config.Settings:
    """What the person set; the defaults if the file is wrong, which ``tell`` is told."""
    from tui.core.commands import COMMANDS

    known = {command.id: command.keys for command in COMMANDS}
    try:
        return config.load(paths.config_file(), known)
    except Problem as problem:
        if tell is not None:
            tell(problem)
        return config.Settings()


def language() -> str:
    """The interface's language: the setting where there is one, else the locale."""
    chosen = settings().language
    if chosen != "auto":
        return chosen
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_of(next((name for name in names if name), "C"))


def rule_store() -> "RuleStore":
    """What the person said of paragraphs and edits."""
    from tui.io.rules import RuleStore

    return RuleStore(paths.rules_file(), lambda: datetime.now(UTC))


def note_store() -> "NoteStore":
    """The person's notes."""
    from tui.io.notes import NoteStore

    return NoteStore(paths.notes_file(), lambda: datetime.now(UTC))


def wants_colour() -> bool:
    """Whether a terminal may be coloured."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def reopen_keyboard() -> None:
    """Put the terminal in the place of standard input, which has been read to its end.

    The terminal is opened by its name: kqueue on macOS cannot watch ``/dev/tty``.
    """
    terminal = os.open(os.ttyname(1), os.O_RDWR)
    os.dup2(terminal, 0)
    os.close(terminal)
