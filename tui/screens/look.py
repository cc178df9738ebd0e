"""How the page is set, changed while it is read.

    Reading, keys -> the Reading set otherwise, shown behind the panel at once

All that was changed while the panel was open is one step for ``undo``. It is remembered for
the next time; what was never changed goes on following the settings file.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.content import Content
from textual.screen import ModalScreen

from tui.core import reading as r
from tui.core.cells import text_cells
from tui.core.commands import LOOK
from tui.core.typography import CHOICES, THEMES, Typography, Value, stepped
from tui.screens.listed import Listed

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

NAMES = tuple(CHOICES)


class LookScreen(Listed, ModalScreen[object]):
    """A small list of settings over the page's lower edge."""

    WHERE = LOOK

    def __init__(self, reader: "ReaderScreen") -> None:
        """Change how what ``reader`` shows is set."""
        words = reader.desk.words
        super().__init__(reader.desk, words.text("look.title"), words.text("look.hint"))
        self.reader = reader
        self.changed = False
        self.usual = reader.desk.settings.typography

    @property
    def now(self) -> Typography:
        """How the page is set now."""
        return self.reader.typography

    def on_mount(self) -> None:
        """List the settings."""
        self.show_entries([self._entry(name) for name in NAMES])

    def _entry(self, name: str) -> Content:
        words = self.desk.words
        labels = [words.text(f"look.{other}") for other in NAMES]
        label = words.text(f"look.{name}")
        room = max(map(text_cells, labels)) - text_cells(label)
        return Content(f"{label}{' ' * room}  ‹ {self._told(name, getattr(self.now, name))} ›")

    def _told(self, name: str, value: Value) -> str:
        """A value in the interface's language; Textual's themes keep their names."""
        if isinstance(value, bool):
            return self.desk.words.text("look.on" if value else "look.off")
        if isinstance(value, int) or (name == "theme" and value not in THEMES):
            return str(value)
        return self.desk.words.text(f"look.{name}-{value}")

    def _set(self, typography: Typography) -> None:
        """Set the page by ``typography``, seen at once."""
        reading = self.reader.reading
        if reading is None or typography == reading.typography:
            return
        self.reader.change(r.set_page(reading, typography, step=not self.changed))
        self.changed = True
        self._show_values()

    def _show_values(self) -> None:
        for at, name in enumerate(NAMES):
            self.entries.replace_option_prompt_at_index(at, self._entry(name))

    def _step(self, steps: int) -> None:
        if self.at is not None:
            self._set(stepped(self.now, NAMES[self.at], steps, self._themes))

    def chosen(self, at: int) -> None:
        """A click takes the next value."""
        self._step(1)

    def do_look_more(self, count: int | None) -> None:
        """The next value of the setting marked."""
        self._step(count or 1)

    def do_look_less(self, count: int | None) -> None:
        """The value before."""
        self._step(-(count or 1))

    def do_look_reset(self) -> None:
        """The setting marked as the settings file, or else the program, has it."""
        if self.at is not None:
            name = NAMES[self.at]
            self._set(replace(self.now, **{name: getattr(self.usual, name)}))

    @property
    def _themes(self) -> tuple[str, ...]:
        return tuple(sorted(self.app.available_themes))

    def do_look_reset_all(self) -> None:
        """All settings as the settings file, or else the program, has them."""
        self._set(self.usual)

    def do_undo(self) -> None:
        """All as it was when the panel was opened."""
        reading = self.reader.reading
        if reading is not None and self.changed:
            self.reader.change(r.undo(reading))
            self.changed = False
            self._show_values()

    def do_close(self) -> None:
        """Close the panel and remember what was chosen."""
        self.reader.keep_typography()
        self.dismiss(None)

    def do_quit(self) -> None:
        """The same."""
        self.do_close()
