"""The composition root: settings and stores are made here, the first screen is pushed.

    paths, an article from standard input, words -> the reader, its exit code

Whatever ends the program (a key, SIGHUP, SIGTERM), the place in the article is kept.
Modules that the first screen does not need are imported when they are first used, and the
garbage collector rests until it is drawn: a collection while modules load takes a tenth of
the time to the first screen, and one of all that was loaded (20 ms) would be felt at a key.
"""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from tui.core.commands import COMMANDS
from tui.core.model import Article, Problem
from tui.i18n import Catalog
from tui.io import config, paths
from tui.io.articles import expand
from tui.screens.desk import Desk
from tui.screens.keyed import InOrder
from tui.screens.reader import ReaderScreen
from tui.widgets.themes import OWN, USUAL
from tui.widgets.wide import QUESTION, count_wide, is_wide

if TYPE_CHECKING:
    from tui.io.drafts import Drafts
    from tui.io.learned import LearnedStore
    from tui.io.notes import NoteStore
    from tui.io.rules import RuleStore
    from tui.io.state import StateStore

SIGNALS = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name))
GRACE = 2  # seconds that a terminal may take to be restored; one that is gone takes for ever
ROW = 0.02  # seconds between two sizes of a window that is being drawn larger
TURN = 0.001  # seconds that a thread at work may keep a key waiting


class QingduApp(InOrder):
    """The reader as a program. Its keys are the screens', by the table of commands."""

    TITLE = "Qingdu 清讀"
    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = False  # the screens open it, by the table's key
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit", show=False, system=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    def __init__(
        self, desk: Desk, articles: Sequence[Path], piped: Article | bytes | None = None
    ) -> None:
        """Read ``articles``; without any, begin in the library.

        Args:
            desk: words, settings and stores.
            articles: the files.
            piped: the one called ``-`` among them.
        """
        self.variables: dict[str, dict[str, str]] = {}  # of each theme that was shown
        super().__init__()
        self.desk = desk
        self.resized = 0.0  # when the terminal was last
        self.reader = ReaderScreen(desk, articles, piped)
        for theme in OWN:
            self.register_theme(theme)
        if self.reader.typography.theme in self.available_themes:
            # Before anything is styled; a theme that is changed has all styled again.
            self.set_reactive(App.theme, self.reader.typography.theme)
            self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, and the reader's where the theme has none of them."""
        found = self.variables.get(self.theme)
        if found is None:
            variables = super().get_css_variables()
            usual = {name: variables.get(like, like) for name, like in USUAL.items()}
            found = self.variables[self.theme] = {**usual, **variables}
        return found

    def get_default_screen(self) -> Screen[object]:
        """The reader, which opens the first article or the library."""
        return self.reader

    def on_load(self) -> None:
        """Listen to signals before the terminal is changed in any way."""
        loop = asyncio.get_running_loop()

        def leave(number: int, _frame: object) -> None:
            signal.signal(signal.SIGALRM, lambda *_: os._exit(128 + number))
            signal.alarm(GRACE)
            loop.call_soon_threadsafe(self.end, number)

        for number in SIGNALS:
            # Not possible outside of the main thread, where a test's app may run. A handler of
            # the loop's own would not be called while a write to the terminal holds the loop.
            with suppress(ValueError):
                signal.signal(number, leave)

    def on_mount(self) -> None:
        """Ask the terminal what nobody else knows; draw all again after a stop."""
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh())
        cells = self.desk.settings.ambiguous
        if cells == 0 and self._driver is not None:
            self._driver.write(QUESTION)
        elif cells == 2:
            self.count_wide()

    def on_resize(self, event: events.Resize) -> None:
        """Show a new size at once; of several in a row Textual shows the last."""
        if event.time - self.resized > ROW:
            self.call_next(self._check_resize)
        self.resized = event.time

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """The terminal answers how wide it draws characters of ambiguous width."""
        if self.desk.settings.ambiguous == 0 and is_wide(event.x, event.y):
            self.count_wide()

    def count_wide(self) -> None:
        """Lay out anew, with two cells for each character of ambiguous width."""
        count_wide()
        self.add_class("-wide-signs")
        self.reader.article_view.lay_out_again()
        self.refresh_css(animate=False)
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh(layout=True)

    def end(self, number: int) -> None:
        """Leave because of the signal ``number``."""
        with suppress(Problem):
            self.reader.keep_state()
        self.exit(return_code=128 + number)


def run_reader(asked: Sequence[Path], piped: bytes | None, words: Catalog) -> int:
    """Open the reader on ``asked``: files, folders, ``-`` for what was ``piped``.

    Without any: the library of the sample articles, the folders in the settings and the
    folder opened last.

    Returns:
        The exit code.

    Raises:
        Problem: settings, files or the state could not be read or written.
    """
    known = {command.id: command.keys for command in COMMANDS}
    settings = config.load(paths.config_file(), known, BUILTIN_THEMES)
    with ExitStack() as opened:
        desk = desk_for(words, settings, opened)
        app = QingduApp(desk, articles_asked(asked, desk), piped)
        app.reader.read_first()
        app.reader.call_after_refresh(settle)
        app.run()
        app.reader.keep_state()
    return app.return_code or 0


def settle() -> None:
    """Collect garbage from now on, but never look again at what was loaded until now."""
    sys.setswitchinterval(TURN)
    gc.freeze()
    gc.enable()


def desk_for(words: Catalog, settings: config.Settings, opened: ExitStack) -> Desk:
    """The desk with the person's stores, each opened when it is needed and closed by ``opened``."""

    def now() -> datetime:
        return datetime.now(UTC)

    @cache
    def notes() -> "NoteStore":
        from tui.io.notes import NoteStore

        return opened.enter_context(closing(NoteStore(paths.notes_file(), now)))

    @cache
    def state() -> "StateStore":
        from tui.io.state import StateStore

        return StateStore(paths.state_file())

    @cache
    def rules() -> "RuleStore":
        from tui.io.rules import RuleStore

        return RuleStore(paths.rules_file(), now)

    @cache
    def learned() -> "LearnedStore":
        from tui.io.learned import LearnedStore

        return opened.enter_context(closing(LearnedStore(paths.learned_file())))

    @cache
    def drafts() -> "Drafts":
        from tui.io.drafts import Drafts

        return Drafts(paths.drafts_folder())

    stores = (notes, state, rules, learned, drafts)
    return Desk(words, settings, *stores, has_rules=paths.rules_file().exists)


def articles_asked(asked: Sequence[Path], desk: Desk) -> tuple[Path, ...]:
    """The articles that ``asked`` stand for, by absolute paths, which notes keep.

    A folder is remembered for the next time.

    Raises:
        Problem: there is no such file, or a folder without articles.
    """
    for path in asked:
        if path.is_dir():
            with suppress(Problem):
                desk.state.last_folder = path.absolute()
    whole = (path if str(path) == "-" else path.absolute() for path in asked)
    return tuple(article for path in whole for article in expand(path))
