r"""The source beside the cleaned text, as hunks of rows: Article, script -> hunks.

    article -> Hunk(old line, new line, rows, indices of the paragraphs folded in it)

By lines, the hunks make a unified diff that leads from the source to what ``report.plain``
gives: every line of either side is a row, or unchanged and far from any change. By words,
a changed paragraph is one row whose parts say which characters went and came. Both follow
the edits and verdicts; nothing is searched for, so that the cost grows with the text alone.

Line ends count as one character ``\n`` here, whatever they are in the source.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tui.core.model import Article, Script, Span
from tui.core.pipeline import display
from tui.core.report import gap

CONTEXT = 3  # unchanged lines around a change, as diff and git show
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_END = re.compile(r"\r\n?|\n")

Part = tuple[str, str]  # " ", "-" or "+", and the text


class Row(Struct, frozen=True):
    """A row of a hunk: how many lines of either side it stands for, and its parts."""

    old: int
    new: int
    parts: tuple[Part, ...]
    folded: tuple[int, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything in the row went or came."""
        return any(sign != " " for sign, _ in self.parts)


class Hunk(Struct, frozen=True):
    """Neighbouring rows; ``old`` and ``new`` are the first lines, from 1, of either side."""

    old: int
    new: int
    rows: tuple[Row, ...]

    @property
    def sizes(self) -> tuple[int, int]:
        """Lines of the old and of the new side."""
        return sum(row.old for row in self.rows), sum(row.new for row in self.rows)

    @property
    def folded(self) -> tuple[int, ...]:
        """Indices of the paragraphs whose removal the hunk shows."""
        return tuple(index for row in self.rows for index in row.folded)


def hunks(
    article: Article,
    script: Script = Script.ORIGINAL,
    *,
    everything: bool = False,
    words: bool = False,
) -> Iterator[Hunk]:
    """What cleaning changes in ``article``.

    Args:
        article: the article.
        script: the script of the cleaned text.
        everything: keep what would be folded.
        words: show changes within a paragraph, instead of whole lines.
    """
    return _hunks(_rows(article, script, everything, words))


def _hunks(rows: Iterable[Row]) -> Iterator[Hunk]:
    """Gather changed rows with what stands around them."""
    waiting: list[Row] = []  # unchanged rows since the last change
    hunk: list[Row] = []
    old = new = 1  # the lines that follow the rows seen so far
    first = (1, 1)
    for row in rows:
        if row.is_changed:
            if not hunk:
                waiting = waiting[-CONTEXT:]
                first = old - sum(r.old for r in waiting), new - sum(r.new for r in waiting)
            hunk += [*waiting, row]
            waiting = []
        else:
            waiting.append(row)
            if hunk and len(waiting) > 2 * CONTEXT:
                yield Hunk(*first, (*hunk, *waiting[:CONTEXT]))
                hunk = []
            if not hunk:
                waiting = waiting[-CONTEXT:]
        old += row.old
        new += row.new
    if hunk:
        yield Hunk(*first, (*hunk, *waiting[:CONTEXT]))


class _Lines(Struct):
    """The lines of the source, one after another, with their offsets."""

    source: str
    at: int = 0

    def until(self, offset: int) -> list[str]:
        """The lines from here that begin before ``offset``; they are left behind."""
        found = []
        while self.at < min(offset, len(self.source)):
            match = _LINE.match(self.source, self.at)
            assert match is not None  # every character is in some line
            found.append(_ended(match[0]))
            self.at = match.end()
        return found

    def before(self, offset: int) -> list[str]:
        """The whole lines from here that end at or before ``offset``; left behind."""
        end = max(
            self.source.rfind("\n", self.at, offset), self.source.rfind("\r", self.at, offset)
        )
        return self.until(end + 1)


def _ended(line: str) -> str:
    return line.rstrip("\r\n") + "\n" if line[-1:] in "\r\n" else line


def _rows(article: Article, script: Script, everything: bool, words: bool) -> Iterator[Row]:
    lines = _Lines(article.source)
    printed = False
    index = 0
    while index < len(article):
        blank = lines.before(article.starts[index])
        begun = lines.at
        old = lines.until(article.ends[index])
        those = [index]
        # Paragraphs that share a line of the source are one step.
        while those[-1] + 1 < len(article) and article.starts[those[-1] + 1] < lines.at:
            those.append(those[-1] + 1)
            old += lines.until(article.ends[those[-1]])
        index = those[-1] + 1
        folded = tuple(i for i in those if not everything and article.verdict(i).folded)
        hidden = frozenset(folded)
        shown = [i for i in those if i not in hidden]
        # Within a step no line ends between paragraphs, so only before it may be a blank line.
        is_apart = printed and shown and gap(article, shown[0]) == "\n\n"
        yield from _lines_changed(blank, ["\n"] if is_apart else [])
        texts = [display(article, one, script).text for one in shown]
        new = [f"{line}\n" for text in texts for line in text.split("\n")]
        printed = printed or bool(shown)
        if old == new:
            yield from (Row(1, 1, ((" ", line),)) for line in old)
        elif words and len(those) == 1 and shown:
            parts = _inline(article, shown[0], script, Span(begun, lines.at))
            yield Row(len(old), len(new), parts)
        elif words:
            whole = ("-", "".join(old)), ("+", "".join(new))
            yield Row(len(old), len(new), _some(whole), folded)
        else:
            yield from _lines_changed(old, new, folded)
    yield from _lines_changed(lines.until(len(article.source)), [])


def _lines_changed(
    old: Sequence[str], new: Sequence[str], folded: tuple[int, ...] = ()
) -> Iterator[Row]:
    """Rows from ``old`` to ``new``: what they begin and end with alike stays."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield from (Row(1, 1, ((" ", line),)) for line in old[:head])
    for line in old[head : len(old) - tail]:
        yield Row(1, 0, (("-", line),), folded)
        folded = ()
    yield from (Row(0, 1, (("+", line),)) for line in new[head : len(new) - tail])
    yield from (Row(1, 1, ((" ", line),)) for line in old[len(old) - tail :])


def _inline(article: Article, index: int, script: Script, lines: Span) -> tuple[Part, ...]:
    """The paragraph that has ``lines`` for itself, as what stayed, went and came."""
    span = article.span(index)
    source = article.source
    parts: list[Part] = [("-", source[lines.start : span.start])]
    at = span.start
    for edit in display(article, index, script).edits:
        start, end = edit.span.start, edit.span.end
        gone = _END.sub("↵", source[start:end])
        parts += [(" ", source[at:start]), ("-", gone), ("+", edit.replacement)]
        at = end
    rest = source[span.end : lines.end].rstrip("\r\n")
    return _some([*parts, (" ", source[at : span.end]), ("-", rest), (" ", "\n")])


def _some(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part[1])
