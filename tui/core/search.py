r"""Script-blind find: a query, paragraphs -> the source spans that a reader would call the same.

    /机场 finds 機場, 機(jī)場, 机场, 機 場 and ＪＩ finds ji

A ``Block`` is some neighbouring paragraphs made ready: their repaired text, as it stands or
folded (``alike.letters``), with the way back to the source. A query is compiled once into a
``Finder`` and looked for in block after block, so that a search costs little each time and can
stop anywhere. There are four forms:

- plain: the folded query, or other words that it stands for (軟體 where 软件 is shown so), in the
  folded text. Blanks, line ends and readings in brackets are skipped between its characters
  where one of them is Chinese; between Latin words blanks count as one.
- exact: the characters as they are typed in the text as it stands, case and script included.
- regular expression: in the folded text, a paragraph at a time, its own characters folded.
- both: in the text as it stands.

Expressions are those of the package regex: it knows Chinese characters as ``\p{Han}``, and it
stops at a time limit, which the standard library's cannot. No hit crosses a paragraph.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.core.alike import letters, spellings
from tui.core.glyphs import HAN
from tui.core.model import Edit, Paragraph, Problem, Span
from tui.core.model import Query as Query  # noqa: PLC0414 - for who searches
from tui.core.offsets import compose
from tui.core.patterns import Pattern

if TYPE_CHECKING:
    import regex

END = "\0"  # ends a paragraph: repaired text has none
SECONDS = 1.0  # an expression may spend on one paragraph; sensible ones take milliseconds
# Counted repetitions multiply as the expression is compiled: a{100}{100}{100} takes 0.3 GB.
MOST_REPEATED = 10_000
_COUNTED = Pattern(r"\{(?:\d*,)?(\d+)\}|\{(\d+),\}")
_WIDE = Pattern(rf"[{HAN}\u2e80-\u30ff\uff00-\uffef，。、；：！？…—·]")
_SYLLABLE = "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouāáǎàēéěèêếềīíǐìōóǒòūúǔùǖǘǚǜü]{1,4}(?:ng|n|r)?"
_READING = Pattern(rf"(?<=[{HAN}])[(（]{_SYLLABLE}[)）](?=[{HAN}])")
_BLANK = Pattern(r"[\s\u200b-\u200d\ufe00-\ufe0f]")
_BLANKS = f"{_BLANK.source}*"
_BETWEEN = rf"{_BLANKS}(?:\({_SYLLABLE}\){_BLANKS})?"


class Block(Struct, frozen=True, eq=False):
    """Neighbouring paragraphs as one text, each ended by ``END``, and the way back to the source.

    Attributes:
        text: the text.
        here: where pieces of it begin.
        home: the source offset where each piece begins.
        ends: the source offset behind a piece that stands as a whole for another one; -1
            where each character stands for one.
    """

    text: str
    here: "array[int]"
    home: "array[int]"
    ends: "array[int]"

    def source(self, start: int, end: int) -> Span:
        """The source span of the characters from ``start`` to ``end``."""
        first = bisect_right(self.here, start) - 1
        last = bisect_right(self.here, end - 1) - 1
        begin, finish = self.home[first], self.ends[last]
        if self.ends[first] < 0:
            begin += start - self.here[first]
        if finish < 0:
            finish = self.home[last] + end - self.here[last]
        return Span(begin, finish)


class _Writer:
    """A block in the making."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.arrays = array("q"), array("q"), array("q")

    def add(self, text: str, start: int, edits: Sequence[Edit]) -> None:
        """Add a paragraph that ``edits`` made of the source from offset ``start`` on."""
        at, done = self.size, start
        self._piece(at, start, -1)
        for edit in edits:
            begin, end, size = edit.span.start, edit.span.end, len(edit.replacement)
            if size == end - begin:
                continue
            at += begin - done
            if size:
                self._piece(at, begin, end)
            at, done = at + size, end
            self._piece(at, end, -1)
        self.parts.append(text)
        self.size += len(text) + 1

    def _piece(self, *values: int) -> None:
        for column, value in zip(self.arrays, values, strict=True):
            column.append(value)

    def block(self) -> Block:
        """What was added."""
        return Block(END.join([*self.parts, ""]), *self.arrays)


def block(paragraphs: Iterable[Paragraph], *, exact: bool = False) -> Block:
    """Make repaired paragraphs ready to be searched: folded, or ``exact`` as they stand."""
    writer = _Writer()
    for whole in paragraphs:
        text, edits = (whole.text, ()) if exact else letters(whole.text)
        writer.add(text, whole.source.start, compose(whole.source, whole.edits, edits, text))
    return writer.block()


class Finder(Struct, frozen=True):
    """A query made ready."""

    expression: "re.Pattern[str] | regex.Pattern[str] | None"
    exact: bool = False

    def find(self, within: Block) -> list[Span]:
        """Its hits as source spans, disjoint and in order; ``within`` is ``exact`` as it is.

        Raises:
            Problem: ``expression-slow``.
        """
        hits: list[Span] = []
        for start, end in self._matches(within.text):
            hit = within.source(start, end)
            if not hits or hit.start >= hits[-1].end:  # else both in one character: ﬀ
                hits.append(hit)
        return hits

    def _matches(self, text: str) -> Iterator[tuple[int, int]]:
        if isinstance(self.expression, re.Pattern):
            for match in self.expression.finditer(text):
                yield match.span()
        elif self.expression is not None:
            try:
                yield from _by_lines(self.expression, text)
            except TimeoutError:
                raise Problem("expression-slow") from None


def _by_lines(expression: "regex.Pattern[str]", text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split(END):
        for match in expression.finditer(line, timeout=SECONDS, concurrent=True):
            begin, end = match.span()
            if begin < end:
                yield start + begin, start + end
        start += len(line) + 1


def finder(query: Query, also: Iterable[str] = ()) -> Finder:
    """Make ``query`` ready. A blank one finds nothing.

    Args:
        query: what is searched for.
        also: other words that a plain query stands for.

    Raises:
        Problem: ``expression-wrong``.
    """
    if not query.text.strip():
        return Finder(None)
    if query.pattern:
        text = query.text if query.exact else _folded_expression(query.text)
        return Finder(_compiled(text, query.exact), query.exact)
    if query.exact:
        return Finder(re.compile(re.escape(query.text)), exact=True)
    return Finder(re.compile("|".join(map(_loose, (query.text, *also)))))


def _compiled(text: str, exact: bool) -> "regex.Pattern[str]":
    import regex

    times = 1
    for match in _COUNTED.finditer(text):
        times *= max(int(match[1] or match[2]), 1)
    if times > MOST_REPEATED:
        raise Problem("expression-wrong", reason=f"more than {MOST_REPEATED} repetitions")
    try:
        return regex.compile(text, regex.VERSION0 | (0 if exact else regex.IGNORECASE))
    except (regex.error, RecursionError, OverflowError) as error:
        raise Problem("expression-wrong", reason=str(error)) from None


def _folded_expression(text: str) -> str:
    """``text`` with its Chinese and full-width characters folded; none becomes syntax."""
    import regex

    return "".join(c if c.isascii() else regex.escape(letters(c)[0]) for c in text)


def _loose(text: str) -> str:
    """The expression for a plain query."""
    parts = []
    before = ""
    blank = False
    for character in _READING.sub("", unicodedata.normalize("NFC", text)).strip():
        if _BLANK.match(character):
            blank = True
            continue
        if before:
            wide = [bool(_WIDE.match(each)) for each in (before, character)]
            between = _BETWEEN if all(wide) else _BLANKS
            parts.append(between if any(wide) else r"\s+" if blank else "")
        parts.append(_choice(character))
        before, blank = character, False
    return "".join(parts)


def _choice(character: str) -> str:
    """What matches one character of a plain query in the folded text."""
    whole, _ = letters(character)
    others = spellings(character)[len(whole) :]
    return f"[{re.escape(whole + others)}]" if others else re.escape(whole)
