"""Decides where a text breaks into screen lines.

    safe text + width in cells + rules → lines that tile the text

Method: the prohibitions of CLREQ (line start, line end, unbreakable marks and numbers) on the
pair table of UAX #14, with widths in cells. Each character gets a kind, a table tells whether
a line may break between two kinds; a line is filled by counting, then its end steps back to
the last break that the table allows.

What the rules ask, and what gives way when a width cannot hold them:

1. A line never is wider than ``width`` (with ``hang``, one stop or comma may stand beyond it),
   and a character never parts from its combining marks, joiners and variation selectors.
2. No line begins with a closing or pausing mark, a dash, an ellipsis, or ends with an opening
   one. This gives way where a line offers no other break, as in a row of marks longer than
   the line; before it does, ``——`` and ``……`` still stay whole.
3. Runs of narrow characters stay whole: Latin words, numbers with their signs and units (also
   behind a space, ``20 km``), URLs.
   This gives way first, for a run longer than a line, which then breaks at the width.

Spaces at a break hang: they belong to the line before, take no width and are not drawn.

With ``autospace`` a blank cell stands between Chinese and a Latin word or number. It is no
character: lines tell the offsets that it stands before, and no text ever holds it.

A paragraph of millions of characters is laid out in pieces. The viewer keeps ``pieces(text)``
for it, finds the piece of an offset by bisection, and calls ``wrap(…, within=piece)`` for that
piece alone (and its neighbours, as the screen needs them), caching by paragraph, piece, width
and rules. The pieces do not depend on the width; each ends at a sentence where it can, and
its last line ends there too.

Left out on purpose: hyphenation, scripts without spaces that need a dictionary (Thai, Khmer:
whole runs), Korean words (they break at any syllable), squeezing a mark to half its width
(a cell cannot be halved), even right edges (see ``blanks``).
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from mmap import mmap

from msgspec import Struct

from tui.core.breaks import (
    ALLOWED,
    FORBIDDEN,
    HAN,
    HANGING,
    IN_ROW,
    IN_WORD,
    LATIN,
    LOOK,
    MARK,
    MARKS,
    NEVER_FIRST,
    NEVER_LAST,
    SPACE,
    TAIL,
    UNIT_SPACE,
    WORD,
    bans_by_code,
)
from tui.core.cells import ambiguous, blank_table, has_context, in_context, is_wide, odd
from tui.core.model import Span

PIECE = 20_000
"""Characters in a piece of a long paragraph: 550 lines of 72 cells, some 2 ms to lay out."""

_SEARCH = 2_000
"""Characters after ``PIECE`` in which a piece looks for a sentence's end: a tenth of a piece.
Text that goes on for so long without one is not prose, and any break will do."""


def _any_of(*codes: int) -> bytes:
    """A pattern for one of ``codes``."""
    return b"[" + b"".join(b"\\x%02x" % code for code in codes) + b"]"


_WORD_CODES = (WORD * 4 + 1, WORD * 4 + 2)  # in two cells: Greek, where it is drawn wide
_RUN = re.compile(
    _any_of(*_WORD_CODES)
    + _any_of(*_WORD_CODES, *(kind * 4 + 1 for kind in sorted(LATIN)), MARK * 4)
    + b"*"
)
_UNIT = re.compile(
    r" (?<=\d )(?=(?:[kMGTchdmµn]?(?:m|g|s|A|K|N|J|W|V|B|b|L|l|t|Hz|Pa|mol|bit|eV|Wh|cal)|min|h|ha"
    r"|°[CF]|[℃℉Ω%‰])[²³]?(?![A-Za-z\d]))"
)
_SPACES = re.compile(_any_of(SPACE * 4 + 1, SPACE * 4 + 2) + b"+")
_SENTENCE_END = re.compile(r"\n|(?:[。！？]|[.!?](?= ))[」』”’）》】]*[ \u3000]*")


_USUAL = WORD * 4 + 1  # what a byte of the table is combined with, so that most are 0
_DECODED = bytes(stored ^ _USUAL for stored in range(256))


@cache
def _codes(wide: bool) -> mmap:
    """A code a character, combined with ``_USUAL``.

    ``wide``: those of ambiguous width take two cells.
    """
    codes = blank_table()
    for each, cells in odd():
        code = HAN * 4 + 2 if cells else MARK * 4
        codes[each.start : each.stop] = bytes([code ^ _USUAL]) * len(each)
    for kind, members in MARKS.items():
        for char in re.findall(r"\\?.(?:-.)?", members):
            first, last = char.lstrip("\\")[0], char[-1]
            for code in range(ord(first), ord(last) + 1):
                codes[code] = (kind * 4 + (codes[code] ^ _USUAL) % 4) ^ _USUAL
    for each in ambiguous() if wide else ():
        for code in each:
            codes[code] = ((codes[code] ^ _USUAL) + 1) ^ _USUAL
    return codes


_CELLS_OF = bytes(code & 3 for code in range(256))


class Line(Struct, frozen=True):
    """One screen line.

    Attributes:
        span: offsets in the text given; a newline or spaces at the end are included.
        width: the cells to draw, without them, gaps included.
        gaps: offsets before which a blank cell stands that no character has.
    """

    span: Span
    width: int
    gaps: tuple[int, ...] = ()


class LineRules(Struct, frozen=True):
    """How a text is set.

    Attributes:
        strict: also keep small kana, ``ー``, ``々``, ``～``, ``－`` from beginning a line
            and ``/`` from beginning or ending one. Without it, only what every Chinese
            book does.
        hang: let one of ``，。、．`` stand beyond the width instead of taking its
            neighbour to the next line; the viewer keeps two cells free for it.
        indent: cells that the first line leaves free; they are not part of its ``width``.
        autospace: leave a cell free between Chinese and Latin where no space stands.
    """

    strict: bool = True
    hang: bool = False
    indent: int = 0
    autospace: bool = False


DEFAULT = LineRules()


def wrap(
    text: str, width: int, rules: LineRules = DEFAULT, within: Span | None = None
) -> tuple[Line, ...]:
    r"""Break ``text`` into lines of at most ``width`` cells.

    Args:
        text: one paragraph, already safe; a newline inside ends a line and belongs to it.
        width: cells, at least 2 (less counts as 2).
        rules: see ``LineRules``.
        within: lay out only this piece of the text, one of ``pieces(text)``.

    Returns:
        Lines whose spans (offsets in ``text``) tile the text, or the piece, in order;
        a single empty line for an empty text.

    >>> text = "他說：「走吧。」然後出門。"
    >>> [text[line.span.start:line.span.end] for line in wrap(text, 12)]
    ['他說：「走', '吧。」然後出', '門。']
    """
    piece = Span(0, len(text)) if within is None else within
    if within is not None:
        text = text[piece.start : piece.end]
    if not text:
        return (Line(Span(piece.start, piece.start), 0),)
    paragraph = Coded(text, rules, piece.start)
    start = 0
    while start < len(text):
        newline = text.find("\n", start)
        stop = len(text) if newline < 0 else newline
        free = 0 if start or piece.start else rules.indent
        paragraph.fill(start, stop, max(width, 2), free)
        start = stop + 1
    return tuple(paragraph.lines)


def pieces(text: str) -> tuple[Span, ...]:
    """Cut a long text at places where a line may end, for ``wrap(…, within=piece)``.

    The cuts depend on the text alone. A text of up to two ``PIECE`` is one piece. Each other
    piece but the last is ``PIECE`` long and ends at the next sentence end, newline, other
    break, or (in a word without one) there.
    """
    found = []
    start = 0
    while len(text) - start > 2 * PIECE:
        end = _cut(text, start + PIECE)
        found.append(Span(start, end))
        start = end
    if start < len(text) or not text:
        found.append(Span(start, len(text)))
    return tuple(found)


def _cut(text: str, at: int) -> int:
    """The place for a cut after ``at``; the end of the text if nothing but marks follows."""
    while at < len(text):
        paragraph = Coded(text[at : at + _SEARCH], DEFAULT, at)
        last = len(paragraph.codes) - 1
        ends = [match.end() for match in _SENTENCE_END.finditer(text, at, at + last)]
        for place in (end - at for end in ends):
            if paragraph.ban(0, place) == ALLOWED:
                return at + place
        for most in (ALLOWED, IN_WORD, FORBIDDEN, IN_ROW):
            for place in range(1, last + 1):
                if paragraph.ban(0, place) <= most:
                    return at + place
        at += last + 1
    return at


class Coded:
    """A text on its way to lines: its codes and cells, one byte a character."""

    def __init__(self, text: str, rules: LineRules, offset: int) -> None:
        codes = text.translate(_codes(is_wide())).encode("latin-1").translate(_DECODED)
        cells = codes.translate(_CELLS_OF)
        if has_context(text):
            alone, cells = cells, in_context(text, cells)
            pairs = zip(codes, alone, cells, strict=True)
            codes = bytes(code if a == c else MARK * 4 + c for code, a, c in pairs)
        if " " in text:
            codes = _with_units(text, codes)
        self.codes = codes
        self.gaps = _gaps(text, codes) if rules.autospace else []
        self.cells = cells
        self.bans = bans_by_code(rules.strict)
        self.hang = rules.hang
        self.offset = offset
        self.end = len(text)
        self.lines: list[Line] = []

    def fill(self, start: int, stop: int, width: int, free: int) -> None:
        """Append the lines of ``start`` to ``stop``, which a newline or the text's end follows."""
        codes, bans, cells = self.codes, self.bans, self.cells
        room = max(width - free, 2)
        gaps: tuple[int, ...] = ()
        while True:
            end = _reach(cells, start, stop, room)
            if self.gaps:
                end = self.with_gaps(start, end, room)
            if end < stop and (self.hang or codes[end] >> 2 == SPACE):
                end = self.past_hanging(start, end, stop)
            if end < stop and bans[codes[end - 1] << 6 | codes[end]]:
                end = self.step_back(start, end)
            drawn = end
            while drawn > start and (
                codes[drawn - 1] >> 2 == SPACE or codes[drawn - 1] == UNIT_SPACE
            ):
                drawn -= 1
            used = _cells(cells, start, drawn)
            if self.gaps:
                gaps = tuple(self.offset + at for at in self.between(start, drawn))
                used += len(gaps)
            last = end == stop
            until = min(stop + 1, self.end) if last else end
            self.lines.append(Line(Span(self.offset + start, self.offset + until), used, gaps))
            if last:
                return
            start = end
            room = width

    def between(self, start: int, end: int) -> list[int]:
        """The gaps in a line from ``start`` to ``end``; before its first character is none."""
        first = bisect_right(self.gaps, start)
        return self.gaps[first : bisect_left(self.gaps, end, first)]

    def with_gaps(self, start: int, end: int, room: int) -> int:
        """The end of a line that would reach to ``end`` if it had no gaps."""
        inside = self.between(start, end)
        over = len(inside) + _cells(self.cells, start, end) - room if inside else 0
        while over > 0:
            end -= 1
            over -= self.cells[end]
            if inside[-1:] == [end]:
                inside.pop()
                over -= 1
        return end

    def past_hanging(self, start: int, end: int, stop: int) -> int:
        """The end of a line that reaches to ``end``, with what may hang beyond the width."""
        codes = self.codes
        if self.hang and codes[end] >> 2 == HANGING:
            beyond = end + 1
            while beyond < stop and codes[beyond] >> 2 in {MARK, SPACE}:
                beyond += 1
            if beyond == stop or self.ban(start, beyond) == ALLOWED:
                return beyond
        spaces = _SPACES.match(codes, end, stop)
        return spaces.end() if spaces else end

    def step_back(self, start: int, end: int) -> int:
        """The best break in a line up to ``end``, after ``start``."""
        codes, bans = self.codes, self.bans
        for most in (ALLOWED, IN_WORD, FORBIDDEN):
            for at in range(end, start, -1):
                ban = bans[codes[at - 1] << 6 | codes[at]]
                if ban <= most or (ban >= LOOK and self.ban(start, at) <= most):
                    return at
        return end

    def ban(self, start: int, at: int) -> int:
        """How strongly a break before ``at`` is banned, in a line that begins at ``start``."""
        codes = self.codes
        ban = self.bans[codes[at - 1] << 6 | codes[at]]
        if ban < LOOK:
            return ban
        left = at - 1
        spaced = codes[left] >> 2 == SPACE
        while left > start and codes[left] >> 2 in {MARK, SPACE}:
            left -= 1
            spaced = spaced or codes[left] >> 2 == SPACE
        if not spaced:
            return self.bans[codes[left] << 6 | codes[at]] & 7
        never = codes[left] >> 2 in NEVER_LAST or codes[at] >> 2 in NEVER_FIRST
        return FORBIDDEN if never else ALLOWED


def _cells(cells: bytes, start: int, end: int) -> int:
    """The cells of the characters from ``start`` to ``end``."""
    return end - start + cells.count(2, start, end) - cells.count(0, start, end)


def _reach(cells: bytes, start: int, stop: int, room: int) -> int:
    """The offset after the characters from ``start`` that fit into ``room`` cells."""
    end = start
    while room > 1:
        begin = end
        end += room >> 1
        if end >= stop:
            return stop
        room -= end - begin + cells.count(2, begin, end) - cells.count(0, begin, end)
    while end < stop and cells[end] <= room:
        room -= cells[end]
        end += 1
    return end


def _with_units(text: str, codes: bytes) -> bytes:
    """``codes``, but that the space between a number and its unit keeps them together."""
    places = [match.start() for match in _UNIT.finditer(text)]
    if not places:
        return codes
    kept = bytearray(codes)
    for at in places:
        kept[at] = UNIT_SPACE
    return bytes(kept)


def _gaps(text: str, codes: bytes) -> list[int]:
    """The offsets where Chinese and Latin touch: letters or digits beside Han."""
    found = []
    for run in _RUN.finditer(codes):
        start, end = run.span()
        if start and codes[start - 1] >> 2 == HAN and text[start - 1 : start + 1].isalnum():
            found.append(start)
        if end < len(text) and codes[end] >> 2 == HAN and text[end].isalpha():
            last = codes[end - 1] >> 2
            if last == TAIL or (last in (WORD, MARK) and text[end - 1 - (last == MARK)].isalnum()):
                found.append(end)
    return found
