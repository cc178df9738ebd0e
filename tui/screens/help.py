"""The keys known on a screen, from the same table that dispatches them.

    table, the user's keys, width -> a page of two columns

The second column has an indent of its own, so that the first can be scanned.
"""

from textual.content import Content
from textual.widgets import Static

from tui.core.cells import text_cells
from tui.core.commands import BY_ID, CARET, READER, Command, grouped, sequence_label, sequences
from tui.core.layout import wrap
from tui.screens.desk import Desk
from tui.screens.page import PageScreen

KEYS = 16  # cells of the column of keys


class HelpScreen(PageScreen):
    """Every command of one screen with its keys."""

    def __init__(self, desk: Desk, about: str) -> None:
        super().__init__(desk, desk.words.text("help.title"))
        self.about = about
        self.body = Static(markup=False, classes="lines")

    def on_mount(self) -> None:
        """Fill the column."""
        self.column.mount(self.body)

    def on_resize(self) -> None:
        """Set the page for the width there is."""
        self.body.update(self.page(max(self.size.width - 3, 20)))

    def page(self, width: int) -> Content:
        """The page, ``width`` cells wide."""
        words = self.desk.words
        parts: list[Content] = [_wrapped(words.text("help.count"), width)]
        for group, commands in grouped(
            [self.about, CARET] if self.about == READER else [self.about]
        ):
            name = words.text(f"help.group-{group}")
            parts += [Content(""), Content(name).stylize("bold")]
            for command in commands:
                parts.append(self._row(command, width))
        return Content("\n").join(parts)

    def _row(self, command: Command, width: int) -> Content:
        found = sequences(command, self.desk.settings.keys)
        found = found or sequences(BY_ID["palette"], self.desk.settings.keys)
        keys = " ".join(map(sequence_label, found)) or "–"
        text = _wrapped(self.desk.words.text(f"command.{command.id}"), width - KEYS)
        gap = KEYS - text_cells(keys)
        start = keys + (" " * gap if gap > 0 else "\n" + " " * KEYS)
        rest = text.plain.replace("\n", "\n" + " " * KEYS)
        return Content(start + rest).stylize("bold", 0, len(keys))


def _wrapped(text: str, width: int) -> Content:
    return Content("\n".join(text[line.span.start : line.span.end] for line in wrap(text, width)))
