"""One line to type into: what to search for, what to filter by.

    typed or pasted text -> ``Asked(text)`` at Enter, ``Asked(None)`` at Esc

What is pasted is made safe before it is drawn.
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

    async def on_key(self, event: events.Key) -> None:
        """Leave at Esc; quit at Ctrl-c."""
        if event.key in {"escape", "ctrl+c"}:
            event.stop()
            event.prevent_default()
            if event.key == "escape":
                self.post_message(self.Asked(None))
            else:
                self.app.exit()

    def take(self, event: events.Key) -> None:
        """Take a key that was pressed before the line had the focus."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Asked(self.value))
        elif event.character is not None and event.is_printable:
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Insert what was pasted, harmless and in one line."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(safe(event.text.strip("\r\n")))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        event.stop()
        self.post_message(self.Asked(event.value))
