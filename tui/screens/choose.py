"""Choose one of a few: a script, or which of a paragraph's notes.

    texts, the one that is on -> its index, or None

The same keys as in any list.
"""

from collections.abc import Sequence

from textual.content import Content
from textual.screen import ModalScreen

from tui.core.cells import text_cells
from tui.core.commands import CHOICE
from tui.screens.desk import Desk
from tui.screens.listed import Listed

FRAME = 4  # cells of the border and of the blank on either side
NARROWEST = 36


class ChooseScreen(Listed, ModalScreen[object]):
    """A small list over the article."""

    WHERE = CHOICE

    def __init__(self, desk: Desk, title: str, texts: Sequence[str], at: int = 0) -> None:
        super().__init__(desk, title)
        self.texts = texts
        self.start = at

    def on_mount(self) -> None:
        """Fill the list, in a box as wide as it needs."""
        widest = max(map(text_cells, (self.heading, *self.texts)))
        self.query_one(".listed").styles.width = max(widest + FRAME, NARROWEST)
        self.show_entries([Content(text) for text in self.texts], self.start)
