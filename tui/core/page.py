"""The rows of an article: lines of paragraphs, closed folds, gaps, worked out when asked for.

    items, display texts, typography -> Page: place <-> row, place <-> source offset

A place is an item, a piece of it and a row within that; places are in the order of the
page. Everything is reckoned outward from a place, so that it costs what is looked at; the
height of the whole article is never known. The shape follows the wrapped document of
Textual's text area.

Rows left free between lines belong to the line above them, those between paragraphs to the
item above; lines of verse and entries of a list have none between them.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from tui.core.blanks import blanks, offset_at
from tui.core.cells import text_cells
from tui.core.items import Items, paragraph_at
from tui.core.layout import DEFAULT, PIECE, Line, LineRules, pieces, wrap
from tui.core.model import Article, Role, Span
from tui.core.offsets import OffsetMap
from tui.core.typography import Typography
from tui.core.verse import joined, kept_indent

KEPT = 400_000  # characters whose lines are kept: some hundred screens, a few megabytes
SIZES = 1000  # pieces whose height is remembered: many screens


class Shown(Protocol):
    """A paragraph as it is displayed."""

    @property
    def text(self) -> str:
        """What is shown."""

    @property
    def offsets(self) -> OffsetMap:
        """From source offsets to offsets in ``text`` and back."""


def rules_of(
    article: Article, typography: Typography, width: int, *, beside: bool = False
) -> Callable[[int], LineRules]:
    """The rules by which each paragraph of ``article`` is broken into lines of ``width``.

    Only prose is indented; verse and lists keep the indent of the source. ``beside``: two
    columns are to stay level, so lines hold nothing but their characters.
    """
    strict = typography.line_rules == "strict"
    if beside:
        return lambda _: LineRules(strict)
    prose = LineRules(
        strict=strict,
        hang=typography.hanging,
        indent=typography.indent,
        autospace=typography.autospace,
    )
    plain = replace(prose, indent=0)

    def rules(paragraph: int) -> LineRules:
        if article.verdict(paragraph).role is not Role.BODY:
            return plain
        kept = kept_indent(article, paragraph)
        return prose if kept is None else replace(prose, indent=min(kept, width // 2))

    return rules


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
        *,
        rules: Callable[[int], LineRules] = lambda _: DEFAULT,
        even: bool = False,
    ) -> None:
        """Lay out what ``display`` gives, ``width`` cells wide, each paragraph by its ``rules``.

        ``even``: lines are drawn with an even right edge.
        """
        self.display = display
        self.width = width
        self.other = other
        self.rules = rules
        self.even = even
        self._kept: OrderedDict[tuple[int, int], tuple[Line, ...]] = OrderedDict()
        self._size = 0
        self._pieces: dict[int, tuple[Span, ...]] = {}

    def indent(self, paragraph: int) -> int:
        """The cells that the first line of ``paragraph`` is indented by."""
        return min(self.rules(paragraph).indent, self.width - 2)

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
        shown, rules = self.display(paragraph), self.rules(paragraph)
        lines = wrap(shown.text, self.width, rules, within)
        if self.other is None:
            return lines
        other = self.other(paragraph)

        def too_wide(line: Line) -> bool:
            beside = opposite(shown, other, line.span)
            return text_cells(other.text[beside.start : beside.end].rstrip()) > self.width

        width = self.width
        while width > self.width // 2 and any(map(too_wide, lines)):
            width -= 2
            lines = wrap(shown.text, width, rules, within)
        return lines


def opposite(shown: Shown, other: Shown, span: Span) -> Span:
    """Where the characters of ``span`` (offsets in ``shown``) stand in ``other``.

    Neighbouring spans give neighbouring ones: what another length replaced goes with its end.
    """
    start = other.offsets.forward(shown.offsets.back(span.start)) if span.start else 0
    if span.end >= len(shown.text):
        return Span(start, len(other.text))
    return Span(start, other.offsets.forward(shown.offsets.back(span.end)))


class Place(NamedTuple):
    """A row of the page: the ``row``-th of a ``piece`` of ``item``, all from 0."""

    item: int
    piece: int = 0
    row: int = 0


class Kind(Enum):
    """What a row shows."""

    TEXT = "a line of a paragraph"
    FOLD = "a closed fold"
    HEAD = "the line above an open fold"
    NOTE = "a line of the notes under an item"
    GAP = "nothing, between two items or lines"


class Row(NamedTuple):
    """One row; ``line``, of a row of text, has its span in the paragraph's display text."""

    place: Place
    kind: Kind
    line: Line | None = None

    @property
    def span(self) -> Span | None:
        """The part of the paragraph's display text that a row of text shows."""
        return None if self.line is None else self.line.span


def _nothing(item: int, rows: int) -> int:
    """No rows under any item."""
    return 0


class Page(Struct, frozen=True, eq=False):
    """The rows of an article as it is shown now; it holds at least one paragraph.

    Attributes:
        items: what there is to show.
        lines: the lines of its paragraphs.
        spacing: rows left free between lines.
        gap: rows left free between paragraphs, besides.
        under: how many rows the notes under an item take; it is given the item and the
            rows of its last piece. At most half a screen, so that its text stays in view.
    """

    items: Items
    lines: Lines
    spacing: int = 0
    gap: int = 1
    under: Callable[[int, int], int] = _nothing
    _sizes: dict[tuple[int, int], int] = field(default_factory=dict)

    def alike(self, other: "Page") -> bool:
        """Whether ``other`` has the same rows, being made of the same."""
        mine, theirs = (
            (page.items, page.lines, page.spacing, page.gap, page.under) for page in (self, other)
        )
        return mine == theirs

    def pieces(self, item: int) -> int:
        """How many pieces ``item`` is laid out in."""
        return 1 if self.items.closed_at(item) else len(self.lines.pieces(item))

    def body(self, item: int, piece: int = 0) -> int:
        """How many rows a piece of ``item`` has, the gap after the item not counted."""
        if self.items.closed_at(item):
            return 1
        lines = len(self.lines.of(item, piece))
        return self._heads(item, piece) + lines * (1 + self.spacing) - self.spacing

    def _heads(self, item: int, piece: int) -> int:
        return 1 if piece == 0 and self.items.opens_at(item) else 0

    def _size(self, item: int, piece: int) -> int:
        found = self._sizes.get((item, piece))
        if found is None:
            if len(self._sizes) >= SIZES:
                self._sizes.clear()
            found = self._sizes[item, piece] = self._measured(item, piece)
        return found

    def _measured(self, item: int, piece: int) -> int:
        size = self.body(item, piece)
        if piece < self.pieces(item) - 1:
            return size + self.spacing
        size += self._under(item, size)
        if self.items.after(item) is None:
            return size
        together = joined(self.items.article, item)
        return size + self.spacing + (0 if together else self.gap)

    def _under(self, item: int, rows: int) -> int:
        return 0 if self.items.closed_at(item) else self.under(item, rows)

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
        return next(self._rows(place, place.row + 1))

    def _rows(self, first: Place, until: int) -> Iterator[Row]:
        """What stands at ``first`` and below it in the same piece, up to row ``until``."""
        item, piece, _ = first
        closed, heads = self.items.closed_at(item), self._heads(item, piece)
        lines: tuple[Line, ...] = () if closed else self.lines.of(item, piece)
        body = noted = self.body(item, piece)
        if until > body and piece == self.pieces(item) - 1:
            noted += self._under(item, body)
        for row in range(first.row, until):
            place = Place(item, piece, row)
            if row >= body:
                yield Row(place, Kind.NOTE if row < noted else Kind.GAP)
            elif closed:
                yield Row(place, Kind.FOLD)
            elif row < heads:
                yield Row(place, Kind.HEAD)
            else:
                line, below = divmod(row - heads, 1 + self.spacing)
                yield Row(place, Kind.GAP) if below else Row(place, Kind.TEXT, lines[line])

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
        return Place(item, piece, self._heads(item, piece) + line * (1 + self.spacing))

    def offset(self, place: Place) -> int:
        """The source offset of the first character of the row at ``place``."""
        row = self.row(self.on_text(place))
        if row.span is None or row.span.start == 0:
            return self.items.article.starts[place.item]
        return self.lines.display(place.item).offsets.back(row.span.start)

    def blanks(self, row: Row) -> tuple[tuple[int, int], ...]:
        """Where the line of ``row``, a row of text, is drawn with blank cells, and how many."""
        line, lines = row.line, self.lines
        assert line is not None
        if not lines.even:
            return tuple((at, 1) for at in line.gaps) if line.gaps else ()
        rules = lines.rules(row.place.item)
        room = lines.width - (lines.indent(row.place.item) if line.span.start == 0 else 0)
        return blanks(lines.display(row.place.item).text, line, room, rules)

    def at_cell(self, row: Row, cells: int) -> int:
        """Offset in the display text of the character ``cells`` from the left edge of ``row``."""
        assert row.line is not None
        item = row.place.item
        cells -= self.lines.indent(item) if row.line.span.start == 0 else 0
        text = self.lines.display(item).text
        return offset_at(text, row.line, cells, dict(self.blanks(row)))

    def cells_before(self, row: Row, at: int) -> int:
        """The cells before the character at ``at`` (display offset) from the left edge of ``row``.

        It is the other way round of ``at_cell``.
        """
        assert row.line is not None
        item, start = row.place.item, row.line.span.start
        text = self.lines.display(item).text
        blank = sum(cells for before, cells in self.blanks(row) if before <= at)
        return text_cells(text[start:at]) + blank + (0 if start else self.lines.indent(item))

    def number(self, place: Place) -> int | None:
        """The number of the line at ``place``, a row of text, within its paragraph, from 1.

        None beyond the first piece of a long paragraph: what is before it is not laid out.
        """
        if place.piece:
            return None
        return (place.row - self._heads(place.item, 0)) // (1 + self.spacing) + 1

    def first_of(self, item: int) -> Place:
        """The first row of ``item``."""
        return Place(item)

    def last_of(self, item: int) -> Place:
        """The last row of ``item``, before the gap; the notes under it included."""
        piece = self.pieces(item) - 1
        body = self.body(item, piece)
        return Place(item, piece, body + self._under(item, body) - 1)

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
        rows: list[Row] = []
        place = first
        while place <= last:
            ends = (place.item, place.piece) == (last.item, last.piece)
            size = self._size(place.item, place.piece)
            until = min(size, last.row + 1) if ends else size
            rows += self._rows(place, until)
            following = self._after(place.item, place.piece)
            if ends or following is None:
                break
            place = Place(*following)
        return rows

    def on_text(self, place: Place) -> Place:
        """``place`` if it is not a gap, otherwise the row above the gap."""
        row = min(place.row, self.body(place.item, place.piece) - 1)
        return place._replace(row=row - self._below(place, row))

    def _below(self, place: Place, row: int) -> int:
        """How many rows ``row`` of the piece at ``place`` is below a line; 0 on a line."""
        return max(row - self._heads(place.item, place.piece), 0) % (1 + self.spacing)

    def past_gap(self, place: Place) -> Place:
        """``place`` if it is not a gap, otherwise the row after the gap."""
        if place.row < self.body(place.item, place.piece):
            below = self._below(place, place.row)
            return place._replace(row=place.row + 1 + self.spacing - below) if below else place
        following = self._after(place.item, place.piece)
        return Place(*following) if following else place
