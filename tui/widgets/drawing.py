"""How a row of the page looks: margin, text, marks.

    Row, Reading, styles -> Strip

The margin holds the cursor's bar, the paragraph's number and the sign of a note or a doubt. All
text goes through ``safe`` and into segments; nothing is read as markup.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.core.beside import right_part, second
from tui.core.cells import JOINER, text_cells
from tui.core.layout import Line, wrap
from tui.core.model import Flag, Fold, Role, Script, Span
from tui.core.offsets import OffsetMap
from tui.core.page import Kind, Page, Row, Shown
from tui.core.pipeline import Mended, flags, mended
from tui.core.reading import Reading, hits_within, marks_over, notes_within
from tui.core.safe import safe, safe_lines
from tui.core.typography import MIN_WIDTH
from tui.i18n import Catalog
from tui.widgets.fit import ELLIPSIS, fit, narrow
from tui.widgets.wording import HIGHLIGHT, NOTE, fold_text

BAR, CLOSED, OPEN, HIT, DOUBT = "▌", "▸", "▾", "⌕", "?"
GUTTER = " │ "  # between two columns
SIGNS = 3  # cells of the margin beside the number: the bar, the note, a space
PREVIEW = 200  # characters of a hidden text that its fold may show

Piece = tuple[str, Style]  # of a row
_Placed = TypeVar("_Placed", Flag, Mended)

COLOURS = ("yellow", "green", "blue", "pink")
BARS = ("track", "thumb")
SIDE = (24, 40)  # cells of a column of notes beside the text: at least, at most
REMARKS = 8  # lines of an item's notes shown
HANG = 2  # cells that a hanging mark needs beside the text
ROLES = {Role.TITLE: "title", Role.BYLINE: "aside", Role.CAPTION: "aside", Role.CREDIT: "aside"}


def _over(found: Sequence[_Placed], source: Span) -> Sequence[_Placed]:
    """Those of ``found``, which is in order, that lie in ``source``."""
    first = bisect_right(found, source.start, key=lambda one: one.span.end)
    return found[first : bisect_left(found, source.end, key=lambda one: one.span.start)]


def _spaced(text: str, start: int, end: int, blanks: Sequence[tuple[int, int]]) -> str:
    """``text`` from ``start`` to ``end``, safe, with the blank cells between and behind."""
    if not blanks:
        return safe(text[start:end])
    parts = []
    for at, cells in blanks:
        if start < at <= end:
            parts.append(safe(text[start:at]) + " " * cells)
            start = at
    return "".join((*parts, safe(text[start:end])))


def _cells(pieces: Sequence[Piece]) -> int:
    """The cells that ``pieces`` take."""
    # What is between them takes no cells, and none that a joiner could hide.
    return text_cells("\0".join([text for text, _ in pieces]))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """``pieces``, neighbours of one style joined: the fewer, the faster they are drawn.

    A joiner keeps what follows apart: in one text it would hide it.
    """
    joined: list[Piece] = []
    before, last = "", None
    for text, style in pieces:
        if not text:
            continue
        if style is last and not before.endswith(JOINER):
            before += text
            joined[-1] = before, style
        else:
            before, last = text, style
            joined.append((text, style))
    return joined


class Columns(Struct, frozen=True):
    """Where a row's parts stand, in cells.

    Attributes:
        width: of the whole row.
        left: empty cells before the margin.
        digits: of a paragraph's number.
        text: for the text, in each of two columns if there are two.
        beside: there are two.
        side: for the notes beside the text; 0 if they are under it, or not shown.
    """

    width: int
    left: int
    digits: int
    text: int
    beside: bool = False
    side: int = 0

    @classmethod
    def of(cls, width: int, reading: Reading) -> "Columns":
        """The columns of a screen ``width`` cells wide: the text centred, as wide as wished.

        The last column is the scrollbar's.
        """
        wish = reading.typography
        digits = 0
        if wish.numbers != "off":
            count = int(len(reading.article) / reading.article.part)
            digits = max(len(str(count)), 2 if wish.numbers == "paragraph" else 3)
        margin = digits + SIGNS
        half = (width - margin - 1 - len(GUTTER)) // 2
        if reading.beside and half >= MIN_WIDTH:
            half = max(min(wish.width, half - wish.margin), MIN_WIDTH)
            left = max((width - 2 * half - len(GUTTER) - margin) // 2, 0)
            return cls(width, left, digits, half, beside=True)
        most = max(width - margin - 1 - (HANG if wish.hanging else 0), 2)
        text = max(min(wish.width, most - 2 * wish.margin), min(MIN_WIDTH, most))
        side = min(width - margin - 1 - text - len(GUTTER), SIDE[1]) if reading.remarks else 0
        if side >= SIDE[0]:
            left = (width - margin - 1 - text - len(GUTTER) - side) // 2
            return cls(width, left, digits, text, side=side)
        return cls(width, max((width - text) // 2 - margin, 0), digits, text)

    @property
    def whole(self) -> int:
        """The cells of the text, of both columns and what is between them."""
        return 2 * self.text + len(GUTTER) if self.beside else self.text

    @property
    def remarks(self) -> int:
        """The cells of a line of notes."""
        return self.side or self.whole

    @property
    def before(self) -> int:
        """The cells to the left of the text."""
        return self.left + self.digits + SIGNS


class Shade(NamedTuple):
    """What lies over a row.

    Attributes:
        here: it belongs to the cursor's item.
        selected: which part of its text is selected (display offsets); of a fold's row an
            empty span.
        caret: the display offset of the caret in it.
        bar: what the scrollbar shows beside it, one of ``BARS``; empty without one.
    """

    here: bool = False
    selected: Span | None = None
    caret: int | None = None
    bar: str = ""


class Remarks:
    """The lines of the notes' texts, an item at a time.

    In two columns they stand beside the item's first rows and go on below them, otherwise
    all are below.
    """

    def __init__(self, texts: Mapping[int, Sequence[str]], columns: Columns, height: int) -> None:
        """Set ``texts``, by item, for a screen of ``height`` rows."""
        self._set_for = texts, columns, height
        self._texts = texts
        self._columns = columns
        self._most = min(REMARKS, height // 2)
        self._kept: dict[int, tuple[str, ...]] = {}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._texts)

    def are(self, texts: Mapping[int, Sequence[str]], columns: Columns, height: int) -> bool:
        """Whether they are ``texts`` set for such a screen."""
        return self._set_for == (texts, columns, height)

    def lines(self, item: int) -> tuple[str, ...]:
        """The lines of the notes on ``item``."""
        found = self._kept.get(item)
        if found is None:
            found = self._kept[item] = tuple(self._set(self._texts.get(item, ())))
        return found

    def _set(self, texts: Sequence[str]) -> Iterator[str]:
        width = self._columns.remarks
        every = []
        for text in texts:
            shown = safe_lines(text)
            for number, line in enumerate(wrap(shown, max(width - 2, 2))):
                part = shown[line.span.start : line.span.end].rstrip()
                every.append(part if number == 0 else f"  {part}")
        for number, told in enumerate(every[: self._most]):
            is_cut = number == self._most - 1 and len(every) > self._most
            yield fit(f"{told} {ELLIPSIS}" if is_cut else told, width)

    def under(self, item: int, rows: int) -> int:
        """How many of them stand under ``item``, which has ``rows`` rows."""
        count = len(self.lines(item))
        return max(count - rows, 0) if self._columns.side else count

    def beside(self, row: int, item: int, rows: int) -> str:
        """What stands in ``row`` of ``item``, which has ``rows`` rows of its own."""
        at = row if self._columns.side else row - rows
        lines = self.lines(item)
        return lines[at] if 0 <= at < len(lines) else ""


class Drawing(Struct, frozen=True):
    """Everything that rows are drawn from."""

    page: Page
    reading: Reading
    columns: Columns
    styles: Mapping[str, Style]
    words: Catalog
    remarks: "Remarks"
    seen: Callable[[Style], Style]  # a style as the terminal is to be told

    def strip(self, row: Row, shade: Shade) -> Strip:
        """Draw ``row`` under ``shade``."""
        pieces = [(" " * self.columns.left, self.styles["base"])]
        if row.kind is not Kind.GAP:
            pieces += self._margin(row, shade.here)
            if row.kind is not Kind.NOTE:
                pieces += self._text(row, shade)
            if self.remarks:
                pieces = self._with_remark(row, pieces)
        width = self.columns.width - bool(shade.bar)
        pieces = self._filled(pieces, width)
        if shade.bar:
            pieces.append((" ", self.styles[shade.bar]))
        shown = [Segment(text, self.seen(style)) for text, style in _joined(pieces)]
        return Strip(shown, self.columns.width)

    def _filled(self, pieces: list[Piece], width: int) -> list[Piece]:
        """``pieces`` in ``width`` cells, cut off or filled up."""
        base, cells = self.styles["base"], _cells(pieces)
        if cells <= width:
            return [*pieces, (" " * (width - cells), base)]
        cut = Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(width)
        return [(text, style or base) for text, style, _ in cut]

    def _with_remark(self, row: Row, pieces: list[Piece]) -> list[Piece]:
        """``pieces`` and the line of notes in or beside ``row``."""
        place = row.place
        if place.piece < self.page.pieces(place.item) - 1 and not self.columns.side:
            return pieces
        if row.kind is Kind.FOLD or (self.columns.side and place.piece):
            return pieces
        rows = self.page.body(place.item, place.piece)
        text = self.remarks.beside(place.row, place.item, rows)
        if not text:
            return pieces
        base = self.styles["base"]
        remark = text, base + self.styles["remark"]
        if not self.columns.side:
            return [*pieces, remark]
        room = self.columns.before + self.columns.text
        return [*self._filled(pieces, room), (GUTTER, base), remark]

    def _margin(self, row: Row, here: bool) -> list[Piece]:
        styles, base = self.styles, self.styles["base"]
        first = row.kind is Kind.FOLD or (row.span is not None and row.span.start == 0)
        number = str(row.place.item + 1) if first else self._line_number(row)
        number = number.rjust(self.columns.digits)[: self.columns.digits]
        sign, style = self._sign(row) if first else (" ", "base")
        return [
            (narrow(BAR), styles["bar"]) if here else (" ", base),
            (number, base if number.isspace() else styles["number"]),
            (sign, styles[style]),
            (" ", base),
        ]

    def _line_number(self, row: Row) -> str:
        """The number of a line within its paragraph, where lines are numbered and it fits."""
        if self.reading.typography.numbers != "line" or row.line is None:
            return ""
        number = f".{self.page.number(row.place) or ''}"
        return number if 1 < len(number) <= self.columns.digits else ""

    def _sign(self, row: Row) -> tuple[str, str]:
        """The sign of the notes on the item of ``row``, or of a doubt, and its style."""
        marks = notes_within(self.reading, self._hidden(row))
        if any(mark.text for mark in marks):
            return NOTE, "note"
        colour = marks[0].colour if marks else ""
        if colour:
            return HIGHLIGHT, f"sign-{colour}"
        article, item = self.reading.article, row.place.item
        doubtful = article.verdict(item).marked or flags(article, item)
        return (DOUBT, "doubt") if doubtful and row.kind is not Kind.FOLD else (" ", "base")

    def _hidden(self, row: Row) -> Span:
        """The source span of the item of ``row``."""
        article, item = self.reading.article, row.place.item
        return Span(article.starts[item], article.ends[self.page.items.last_paragraph(item)])

    def _text(self, row: Row, shade: Shade) -> list[Piece]:
        if row.line is not None:
            return self._columns(row, row.line, shade)
        fold = self.page.items.fold_of(row.place.item)
        assert fold is not None
        base = self.styles["base" if shade.selected is None else "selected"]
        style = base + self.styles["fold"]
        if self._is_dimmed(shade):
            style += self.styles["unread"]
        if row.kind is Kind.HEAD:
            return [(fit(self._told(fold, OPEN, ""), self.columns.whole), style)]
        hits = len(hits_within(self.reading, self._hidden(row)))
        found = [(f"{HIT}{hits} ", self.styles["hit"])] if hits else []
        room = self.columns.whole - _cells(found)
        text = self.page.lines.display(fold.first).text[:PREVIEW]
        return [*found, (fit(self._told(fold, CLOSED, text), room), style)]

    def _told(self, fold: Fold, sign: str, text: str) -> str:
        told = fold_text(self.words, fold.verdict, len(fold), safe(text))
        return f"{sign} {told if text else told.rstrip('：: ')}"

    def _is_dimmed(self, shade: Shade) -> bool:
        return self.reading.typography.focus and not shade.here

    def _columns(self, row: Row, line: Line, shade: Shade) -> list[Piece]:
        """The ``line`` of ``row``, with what stands beside it where there are two columns."""
        item = row.place.item
        indent = 0 if line.span.start else self.page.lines.indent(item)
        pieces = [(" " * indent, self.styles["base"])] if indent else []
        shown, blanks = self.page.lines.display(item), self.page.blanks(row)
        pieces += self._line(item, shown, line.span, shade, blanks)
        if not self.columns.beside:
            return pieces
        room = self.columns.text - _cells(pieces)
        between = " " * room + narrow(GUTTER), self.styles["base"] + self.styles["folded"]
        selected, caret = shade.selected, shade.caret
        if selected is not None:
            selected = right_part(self.page, row, selected)[1]
        if caret is not None:
            caret = right_part(self.page, row, Span(caret, caret + 1))[1].start
        shade = shade._replace(selected=selected, caret=caret)
        other, span = right_part(self.page, row, line.span)
        return [*pieces, between, *self._line(item, other, span, shade, ())]

    def _line(
        self,
        item: int,
        shown: Shown,
        span: Span,
        shade: Shade,
        blanks: Sequence[tuple[int, int]],
    ) -> list[Piece]:
        """The text of ``span``, each part in the style of what lies over it."""
        text = shown.text
        end = span.start + len(text[span.start : span.end].rstrip())
        is_left = shown is self.page.lines.display(item)
        script = self.reading.script if is_left else second(self.reading)
        over = list(self._over(item, shown.offsets, span, shade, script))
        plain = self.styles["base"] + self._role_style(item)
        if self._is_dimmed(shade):
            plain += self.styles["unread"]
        if not over:
            return [(_spaced(text, span.start, end, blanks), plain)]
        cuts = {min(max(at, span.start), end) for part, _ in over for at in (part.start, part.end)}
        edges = sorted({span.start, end, *cuts})
        pieces = []
        for left, right in pairwise(edges):
            style = plain
            for part, name in over:
                if part.start <= left and right <= part.end:
                    style += self.styles[name]
            pieces.append((_spaced(text, left, right, blanks), style))
        return pieces

    def _over(
        self, item: int, offsets: OffsetMap, span: Span, shade: Shade, script: Script
    ) -> Iterator[tuple[Span, str]]:
        """What lies over ``span`` of ``item`` (display offsets), the uppermost last."""
        reading, article = self.reading, self.reading.article
        corrected = Script.CORRECTED in (reading.script, self.columns.beside and reading.other)
        flagged = flags(article, item)
        shaded = shade.selected is not None or shade.caret is not None
        if not (corrected or flagged or shaded or reading.marks or reading.hits or reading.radar):
            return
        source = offsets.back_span(span)
        for word in _over(mended(article, item), source) if corrected else ():
            yield offsets.forward_span(word.span), "mended"
        for flag in _over(flagged, source):
            yield offsets.forward_span(flag.span), "flag"
        for noted in marks_over(self.reading, source):
            name = f"mark-{noted.colour}" if noted.colour else "noted"
            yield offsets.forward_span(noted.span), name
        if self.reading.radar and script is not Script.ORIGINAL and span.start < span.end:
            from tui.core import radar

            for mark in radar.within(self.reading.article, script, source):
                here = mark.offset == self.reading.cursor
                place = offsets.forward_span(Span(mark.offset, mark.offset + 1))
                yield place, "choice-here" if here else "choice"
        if shade.selected is not None:
            yield shade.selected, "selected"
        for hit in hits_within(self.reading, source):
            here = hit.start == self.reading.cursor
            yield offsets.forward_span(hit), "hit-here" if here else "hit"
        if shade.caret is not None:
            yield Span(shade.caret, shade.caret + 1), "caret"

    def _role_style(self, item: int) -> Style:
        verdict = self.reading.article.verdict(item)
        if verdict.folded or verdict.marked:
            return self.styles["folded"]
        return self.styles[ROLES.get(verdict.role, "plain")]
