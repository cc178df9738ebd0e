"""A screen of text that is only scrolled and closed.

    blocks of text -> a heading, a scrolling column, a hint

The screen reads the keys, so that they are those of the table.
"""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.core.commands import PAGE
from tui.screens.desk import Desk
from tui.screens.keyed import Keyed


class Column(VerticalScroll, can_focus=False):
    """What scrolls; the screen reads the keys."""


class PageScreen(Keyed):
    """Text under a heading."""

    WHERE = PAGE

    def __init__(self, desk: Desk, title: str, hint: str = "") -> None:
        super().__init__(desk)
        self.heading = title
        self.hint = hint or desk.words.text("help.hint")
        self.column = Column()
        self.foot = Static(Content(self.hint), classes="foot", markup=False)

    def compose(self) -> ComposeResult:
        """Heading, column, foot."""
        with Vertical(classes="paged"):
            yield Static(Content(self.heading), classes="heading", markup=False)
            yield self.column
            yield self.foot

    def tell(self, text: str) -> None:
        """Show ``text`` in the foot, or the hint again."""
        self.foot.update(Content(text or self.hint))

    def scroll_rows(self, rows: int) -> None:
        """Scroll by ``rows``, up if negative."""
        self.column.scroll_to(y=self.column.scroll_offset.y + rows, animate=False)

    def do_down(self, count: int | None) -> None:
        """A line on."""
        self.scroll_rows(count or 1)

    def do_up(self, count: int | None) -> None:
        """A line back."""
        self.scroll_rows(-(count or 1))

    def do_page_down(self, count: int | None) -> None:
        """A page on."""
        self.scroll_rows((self.column.size.height - 1) * (count or 1))

    def do_page_up(self, count: int | None) -> None:
        """A page back."""
        self.scroll_rows(-(self.column.size.height - 1) * (count or 1))

    def do_half_down(self, count: int | None) -> None:
        """Half a page on."""
        self.scroll_rows(self.column.size.height // 2 * (count or 1))

    def do_half_up(self, count: int | None) -> None:
        """Half a page back."""
        self.scroll_rows(-(self.column.size.height // 2) * (count or 1))

    def do_first(self, count: int | None) -> None:
        """The beginning, or the line with that number."""
        self.column.scroll_to(y=(count or 1) - 1, animate=False)

    def do_last(self, count: int | None) -> None:
        """The end, or the line with that number."""
        if count is None:
            self.column.scroll_end(animate=False)
        else:
            self.do_first(count)
