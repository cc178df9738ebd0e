"""Write a note, or change one.

    the note as it is -> its text as the user leaves it, or None

Ctrl-s saves. Esc cancels, and asks once more if something typed would be lost.
"""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tui.core.safe import safe_lines
from tui.screens.desk import Desk


class NoteArea(TextArea):
    """The text area; what is pasted is made safe before it is drawn."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        result = self.replace(safe_lines(text), *self.selection)
        self.move_cursor(result.end_location)


class EditorScreen(ModalScreen[str | None]):
    """A note's text in a box over the article."""

    CSS_PATH = "../app.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", priority=True),
        Binding("escape", "cancel", priority=True),
        Binding("ctrl+c", "exit", priority=True),
        Binding("ctrl+z", "app.suspend_process", priority=True),
    ]

    def __init__(self, desk: Desk, title: str, text: str = "", written: str = "") -> None:
        """Edit ``text``; ``written`` is what was made of it before, if anything."""
        super().__init__()
        self.desk = desk
        self.heading = title
        self.text = safe_lines(text)
        self.area = NoteArea(written or self.text, soft_wrap=True, show_line_numbers=False)
        self.foot = Static(Content(desk.words.text("reader.note-keys")), markup=False)
        self.warned = False

    def compose(self) -> ComposeResult:
        """A box: heading, text, foot."""
        with Vertical(classes="box"):
            yield Static(Content(self.heading), classes="heading", markup=False)
            yield self.area
            yield self.foot

    def on_mount(self) -> None:
        """Put the caret after the text."""
        self.area.move_cursor(self.area.document.end)
        self.area.focus()

    def on_text_area_changed(self) -> None:
        """Ask again before something new is lost."""
        if self.warned:
            self.warned = False
            self.foot.update(Content(self.desk.words.text("reader.note-keys")))

    def action_save(self) -> None:
        """Give the text back."""
        self._once_typed(self._save)

    def action_cancel(self) -> None:
        """Leave; with something typed, ask first."""
        self._once_typed(self._cancel)

    def action_exit(self) -> None:
        """Quit the program; with something typed, ask first."""
        self._once_typed(self._exit)

    def _once_typed(self, then: Callable[[], None]) -> None:
        """Do ``then`` when the keys typed before this one have reached the text."""
        self.area.call_later(then)

    def _save(self) -> None:
        self.dismiss(self.area.text)

    def _cancel(self) -> None:
        if self._may_leave():
            self.dismiss(None)

    def _exit(self) -> None:
        if self._may_leave():
            self.app.exit()

    def _may_leave(self) -> bool:
        if self.warned or self.area.text == self.text:
            return True
        self.warned = True
        self.foot.update(Content(self.desk.words.text("reader.note-lost")))
        return False
