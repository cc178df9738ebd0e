"""The rows of an article: lines of paragraphs, closed folds, gaps, worked out when asked for.

    items, display texts, width -> Page: place <-> row, place <-> source offset

A place is an item, a piece of it and a row within that; places are in the order of the
page. Everything is reckoned outward from a place, so that it costs what is looked at; the
height of the whole article is never known. The shape follows the wrapped document of
Textual's text area.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from tui.core.cells import text_cells
from tui.core.items import Items, paragraph_at
from tui.core.layout import PIECE, Line, pieces, wrap
from tui.core.model import Span
from tui.core.offsets import OffsetMap

GAP = 1  # empty rows between items
KEPT = 400_000  # characters whose lines are kept: some hundred screens, a few megabytes


class Shown(Protocol):
    """A paragraph as it is displayed."""

    @property
    def text(self) -> str:
        """What is shown."""

    @property
    def offsets(self) -> OffsetMap:
        """From source offsets to offsets in ``text`` and back."""


class Lines:
    """The lines of an article's paragraphs at one width and in one script, kept in bounds.

    A long paragraph is laid out in the pieces that ``layout`` cuts it into. With ``other``,
    what stands beside each line in another script is to fit the width as well.
    """

    def __init__(
        self,
        display: Callable[[int], Shown],
        width: int,
        other: Callable[[int], Shown] | None = None,
    ) -> None:
        self.display = display
        self.width = width
        self.other = other
        self._kept: OrderedDict[tuple[int, int], tuple[Line, ...]] = OrderedDict()
        self._size = 0
        self._pieces: dict[int, tuple[Span, ...]] = {}

    def pieces(self, paragraph: int) -> tuple[Span, ...]:
        """The pieces of ``paragraph`` as spans of its display text, at least one."""
        found = self._pieces.get(paragraph)
        if found is not None:
            return found
        text = self.display(paragraph).text
        if len(text) <= PIECE:
            return (Span(0, len(text)),)
        found = self._pieces[paragraph] = pieces(text)
        return found

    def of(self, paragraph: int, piece: int = 0) -> tuple[Line, ...]:
        """The lines of a piece of ``paragraph``, spans in its display text; at least one."""
        key = paragraph, piece
        lines = self._kept.get(key)
        if lines is not None:
            self._kept.move_to_end(key)
            return lines
        within = self.pieces(paragraph)[piece]
        lines = self._wrapped(paragraph, within)
        self._kept[key] = lines
        self._size += len(within) + 1
        while self._size > KEPT and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._size -= dropped[-1].span.end - dropped[0].span.start + 1
        return lines

    def _wrapped(self, paragraph: int, within: Span) -> tuple[Line, ...]:
        """The lines of a piece, broken early enough for what stands beside them."""
        shown = self.display(paragraph)
        lines = wrap(shown.text, self.width, within=within)
        if self.other is None:
            return lines
        other = self.other(paragraph)

        def too_wide(line: Line) -> bool:
            beside = opposite(shown, other, line.span)
            return text_cells(other.text[beside.start : beside.end].rstrip()) > self.width

        width = self.width
        while width > self.width // 2 and any(map(too_wide, lines)):
            width -= 2
            lines = wrap(shown.text, width, within=within)
        return lines


def opposite(shown: Shown, other: Shown, span: Span) -> Span:
    """Where the characters of ``span`` (offsets in ``shown``) stand in ``other``.

    Neighbouring spans give neighbouring ones: what another length replaced goes with its end.
    """
    start = other.offsets.forward(shown.offsets.back(span.start)) if span.start else 0
    if span.end >= len(shown.text):
        return Span(start, len(other.text))
    return Span(start, other.offsets.forward(shown.offsets.back(span.end)))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A row of the page: the ``row``-th of a ``piece`` of ``item``, all from 0."""

    item: int
    piece: int = 0
    row: int = 0


class Kind(Enum):
    """What a row shows."""

    TEXT = "a line of a paragraph"
    FOLD = "a closed fold"
    HEAD = "the line above an open fold"
    GAP = "nothing, between two items"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: for a line of text, ``span`` is its part of the paragraph's display text."""

    place: Place
    kind: Kind
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of an article as it is shown now; it holds at least one paragraph."""

    items: Items
    lines: Lines

    def pieces(self, item: int) -> int:
        """How many pieces ``item`` is laid out in."""
        return 1 if self.items.closed_at(item) else len(self.lines.pieces(item))

    def body(self, item: int, piece: int = 0) -> int:
        """How many rows a piece of ``item`` has, the gap after the item not counted."""
        if self.items.closed_at(item):
            return 1
        return self._heads(item, piece) + len(self.lines.of(item, piece))

    def _heads(self, item: int, piece: int) -> int:
        return 1 if piece == 0 and self.items.opens_at(item) else 0

    def _size(self, item: int, piece: int) -> int:
        ends = piece == self.pieces(item) - 1 and self.items.after(item) is not None
        return self.body(item, piece) + (GAP if ends else 0)

    def _after(self, item: int, piece: int) -> tuple[int, int] | None:
        if piece + 1 < self.pieces(item):
            return item, piece + 1
        following = self.items.after(item)
        return None if following is None else (following, 0)

    def _before(self, item: int, piece: int) -> tuple[int, int] | None:
        if piece:
            return item, piece - 1
        before = self.items.before(item)
        return None if before is None else (before, self.pieces(before) - 1)

    def row(self, place: Place) -> Row:
        """What stands at ``place``."""
        if place.row >= self.body(place.item, place.piece):
            return Row(place, Kind.GAP)
        if self.items.closed_at(place.item):
            return Row(place, Kind.FOLD)
        line = place.row - self._heads(place.item, place.piece)
        if line < 0:
            return Row(place, Kind.HEAD)
        return Row(place, Kind.TEXT, self.lines.of(place.item, place.piece)[line].span)

    def place(self, offset: int) -> Place:
        """Where the character at source ``offset`` stands."""
        paragraph = paragraph_at(self.items.article, offset)
        item = self.items.at(paragraph)
        if self.items.closed_at(item):
            return Place(item)
        at = self.lines.display(paragraph).offsets.forward(offset)
        spans = self.lines.pieces(paragraph)
        piece = max(bisect_right(spans, at, key=lambda span: span.start) - 1, 0)
        lines = self.lines.of(paragraph, piece)
        line = max(bisect_right(lines, at, key=lambda line: line.span.start) - 1, 0)
        return Place(item, piece, self._heads(item, piece) + line)

    def offset(self, place: Place) -> int:
        """The source offset of the first character of the row at ``place``."""
        row = self.row(place)
        if row.span is None or row.span.start == 0:
            return self.items.article.starts[place.item]
        return self.lines.display(place.item).offsets.back(row.span.start)

    def first_of(self, item: int) -> Place:
        """The first row of ``item``."""
        return Place(item)

    def last_of(self, item: int) -> Place:
        """The last row of ``item``, before the gap."""
        piece = self.pieces(item) - 1
        return Place(item, piece, self.body(item, piece) - 1)

    def end(self) -> Place:
        """The last row."""
        return self.last_of(self.items.last())

    def down(self, place: Place, rows: int) -> Place:
        """The place ``rows`` below ``place``, at most the last row."""
        item, piece, row = place.item, place.piece, place.row + rows
        while row >= (size := self._size(item, piece)):
            following = self._after(item, piece)
            if following is None:
                return Place(item, piece, size - 1)
            item, piece = following
            row -= size
        return Place(item, piece, row)

    def up(self, place: Place, rows: int) -> Place:
        """The place ``rows`` above ``place``, at least the first row."""
        item, piece, row = place.item, place.piece, place.row - rows
        while row < 0:
            before = self._before(item, piece)
            if before is None:
                return Place(item)
            item, piece = before
            row += self._size(item, piece)
        return Place(item, piece, row)

    def between(self, first: Place, last: Place) -> list[Row]:
        """The rows from ``first`` to ``last``, both included."""
        rows = []
        place = first
        while place <= last:
            size = self._size(place.item, place.piece)
            rows += [
                self.row(here)
                for row in range(place.row, size)
                if (here := replace(place, row=row)) <= last
            ]
            following = self._after(place.item, place.piece)
            if following is None:
                break
            place = Place(*following)
        return rows

    def on_text(self, place: Place) -> Place:
        """``place`` if it is not a gap, otherwise the last row of the item before the gap."""
        return min(place, replace(place, row=self.body(place.item, place.piece) - 1))

    def past_gap(self, place: Place) -> Place:
        """``place`` if it is not a gap, otherwise the beginning of the item after it."""
        if place.row < self.body(place.item, place.piece):
            return place
        following = self._after(place.item, place.piece)
        return Place(*following) if following else place
