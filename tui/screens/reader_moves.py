"""The reader's motions.

    command, count -> another cursor, another window

What a motion does is decided in ``core.reading`` and ``core.view``.
"""

from tui.core import reading as r
from tui.screens.reader_base import Part


class Moves(Part):
    """Where the cursor goes."""

    def do_down(self, count: int | None) -> None:
        """Next paragraph."""
        self.article_view.step(count or 1)

    def do_up(self, count: int | None) -> None:
        """Previous paragraph."""
        self.article_view.step(-(count or 1))

    def do_line_down(self, count: int | None) -> None:
        """A line on."""
        self.article_view.scroll_lines(count or 1)

    def do_line_up(self, count: int | None) -> None:
        """A line back."""
        self.article_view.scroll_lines(-(count or 1))

    def do_page_down(self, count: int | None) -> None:
        """A page on."""
        self.article_view.turn(count or 1)

    def do_page_up(self, count: int | None) -> None:
        """A page back."""
        self.article_view.turn(-(count or 1))

    def do_half_down(self, count: int | None) -> None:
        """Half a page on."""
        self.article_view.half(count or 1)

    def do_half_up(self, count: int | None) -> None:
        """Half a page back."""
        self.article_view.half(-(count or 1))

    def do_first(self, count: int | None) -> None:
        """The beginning, or the paragraph with that number."""
        reading = self.reading
        if reading is None:
            return
        if count is None:
            self.change(r.leap(reading, reading.article.starts[0]))
        else:
            self.change(r.to_number(reading, count))

    def do_last(self, count: int | None) -> None:
        """The end, or the paragraph with that number."""
        reading = self.reading
        if reading is None:
            return
        if count is None:
            self.change(r.leap(reading, self.article_view.last_cursor))
        else:
            self.change(r.to_number(reading, count))

    def do_back(self) -> None:
        """Where the last jump began."""
        if self.reading is None or not self.reading.jumps:
            self.say("message.no-jump")
        else:
            self.change(r.back(self.reading))

    def do_note_next(self, count: int | None) -> None:
        """The next note."""
        self._to_note(count or 1)

    def do_note_previous(self, count: int | None) -> None:
        """The previous note."""
        self._to_note(-(count or 1))

    def _to_note(self, count: int) -> None:
        if self.reading is None or not self.reading.notes:
            self.say("message.no-notes")
        else:
            self.arrive(*r.to_note(self.reading, count))
