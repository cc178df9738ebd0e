"""One line to type into: what to search for, what to filter by.

    typed or pasted text -> ``Asked(text)`` at Enter, ``Asked(None)`` at Esc

What is pasted is made safe before it is drawn. Keys that come behind Enter, however fast, are
the screen's.
"""

from textual import events
from textual.message import Message
from textual.widgets import Input

from tui.core.safe import safe


class Prompt(Input):
    """An input line that goes away when it is answered."""

    class Asked(Message):
        """The line was finished, or left (``text`` is None)."""

        def __init__(self, text: str | None) -> None:
            super().__init__()
            self.text = text

    def __init__(self, placeholder: str, value: str = "") -> None:
        super().__init__(value, placeholder, compact=True, select_on_focus=False)
        self.answered = False

    def begin(self) -> None:
        """Take the focus; to be called when the screen has taken all keys typed so far."""
        if self.is_attached and not self.answered:
            self.screen.set_focus(self)

    async def on_key(self, event: events.Key) -> None:
        """Answer at Enter, leave at Esc, quit at Ctrl-c."""
        if self.answered:
            event.prevent_default()
        elif event.key in {"enter", "escape", "ctrl+c"}:
            event.stop()
            event.prevent_default()
            if event.key == "ctrl+c":
                self.app.exit()
            else:
                self._answer(self.value if event.key == "enter" else None)

    def _answer(self, text: str | None) -> None:
        self.answered = True
        # Not by way of the line's own parents: a key that follows must not overtake it.
        self.screen.post_message(self.Asked(text))

    def take(self, event: events.Key) -> None:
        """Take a key that was pressed before the line had the focus, but for Enter."""
        if event.character is not None and event.is_printable:
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Insert what was pasted, harmless and in one line."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(safe(event.text.strip("\r\n")))
