"""Edits and the way home: source offsets <-> offsets in the edited text.

An edited text is its source slice with sorted, disjoint edits applied. ``OffsetMap``
carries an offset through them both ways; ``compose`` joins two rounds of edits
(repair, then script conversion) into one, so that every screen text has a single map.

    edits -> apply -> text          offset -> OffsetMap.forward / back -> offset
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tui.core.model import Edit, Span


def apply(raw: str, start: int, edits: Iterable[Edit]) -> str:
    """Apply ``edits`` to ``raw``, the source slice that begins at source offset ``start``.

    >>> apply("機(jī)場", 100, [Edit(Span(101, 105), "", "residue")])
    '機場'

    Raises:
        ValueError: the edits are unsorted, overlap or lie outside the slice.
    """
    parts = []
    done = start
    for edit in edits:
        if edit.span.start < done or edit.span.end < edit.span.start:
            raise ValueError(f"edits overlap or are unsorted at {edit.span}")
        parts.append(raw[done - start : edit.span.start - start])
        parts.append(edit.replacement)
        done = edit.span.end
    if done > start + len(raw):
        raise ValueError("an edit lies outside its slice")
    parts.append(raw[done - start :])
    return "".join(parts)


class OffsetMap(Struct, frozen=True):
    """Offsets of one slice, before (source offsets) and after its edits (from 0).

    Both directions are monotone. An offset inside a replaced stretch goes to the start
    of its replacement, or to the matching character where both are equally long.
    """

    source: Span
    length: int
    _from: tuple[int, ...]
    _to: tuple[int, ...]
    _changed: tuple[bool, ...]

    @classmethod
    def of(cls, source: Span, edits: Sequence[Edit]) -> "OffsetMap":
        """Build the map of the slice ``source`` under sorted, disjoint ``edits``."""
        before = [source.start]
        after = [0]
        changed = [False]
        for edit in edits:
            at = after[-1] + edit.span.start - before[-1]
            before += [edit.span.start, edit.span.end]
            after += [at, at + len(edit.replacement)]
            changed += [True, False]
        length = after[-1] + source.end - before[-1]
        return cls(source, length, tuple(before), tuple(after), tuple(changed))

    def forward(self, offset: int) -> int:
        """Source offset -> offset in the edited text (clamped to the slice).

        An offset in a removed stretch goes to the first character kept after it.
        """
        offset = min(max(offset, self.source.start), self.source.end)
        k = bisect_right(self._from, offset) - 1
        if not self._changed[k]:
            return self._to[k] + offset - self._from[k]
        size = self._to[k + 1] - self._to[k]
        same = size == self._from[k + 1] - self._from[k]
        return self._to[k] + (offset - self._from[k] if same else 0)

    def back(self, offset: int) -> int:
        """Offset in the edited text -> source offset of the character there (clamped)."""
        offset = min(max(offset, 0), self.length)
        k = bisect_right(self._to, offset) - 1
        if not self._changed[k]:
            return self._from[k] + offset - self._to[k]
        size = self._from[k + 1] - self._from[k]
        same = size == self._to[k + 1] - self._to[k]
        return self._from[k] + (offset - self._to[k] if same else 0)

    def back_span(self, span: Span) -> Span:
        """The source span that the characters of ``span`` (edited text) came from."""
        if span.end <= span.start:
            at = self.back(span.start)
            return Span(at, at)
        start = self.back(span.start)
        last = min(span.end, self.length) - 1
        k = bisect_right(self._to, last) - 1
        if not self._changed[k]:
            return Span(start, self.back(last) + 1)
        size = self._from[k + 1] - self._from[k]
        same = size == self._to[k + 1] - self._to[k]
        return Span(start, self.back(last) + 1 if same else self._from[k + 1])

    def forward_span(self, span: Span) -> Span:
        """Where the characters of ``span`` (source) stand in the edited text.

        A stretch replaced by one of another length stands as a whole for each of its
        characters: of 博客 → 部落格, both 博 and 客 give 部落格.
        """
        start, end = self.forward(span.start), self.forward(span.end)
        k = bisect_right(self._from, min(span.end, self.source.end) - 1) - 1
        if self._changed[k] and span.start < span.end:
            size = self._to[k + 1] - self._to[k]
            if size != self._from[k + 1] - self._from[k]:
                end = self._to[k + 1]
        return Span(start, max(start, end))


def compose(source: Span, first: Sequence[Edit], second: Sequence[Edit], text: str) -> list[Edit]:
    """Join two rounds of edits into one round over the source.

    Args:
        source: the slice that ``first`` counts in (source offsets).
        first: sorted, disjoint edits of the source.
        second: sorted, disjoint edits whose spans count in the text after ``first``, from 0.
        text: the text after both rounds.

    Returns:
        Sorted, disjoint edits that lead from the source to ``text``. Edits of both rounds
        that touch the same characters become one; it carries the rule of the first round.
        What the first round took out between characters does not join them.
    """
    if not second:
        return list(first)
    if not first:
        return [
            Edit(
                Span(e.span.start + source.start, e.span.end + source.start), e.replacement, e.rule
            )
            for e in second
        ]
    through = OffsetMap.of(source, first)
    final = OffsetMap.of(Span(0, through.length), second)
    pieces = [(e.span.start, e.span.end, e.rule) for e in first]
    for span, rule in _singly(second, through):
        home = through.back_span(span)
        pieces.append((home.start, home.end, rule))
    order = sorted(range(len(pieces)), key=lambda n: (pieces[n][0], n >= len(first), pieces[n][1]))
    joined: list[tuple[int, int, int]] = []
    for n in order:
        start, end, _ = pieces[n]
        if joined and (start < joined[-1][1] or (start == joined[-1][0] and start == end)):
            last = joined[-1]
            joined[-1] = (last[0], max(last[1], end), min(last[2], n))
        else:
            joined.append((start, end, n))
    edits = []
    for start, end, n in joined:
        a = final.forward(through.forward(start))
        b = final.forward(through.forward(end))
        edits.append(Edit(Span(start, end), text[a:b], pieces[n][2]))
    return edits


def _singly(edits: Sequence[Edit], through: OffsetMap) -> Iterator[tuple[Span, str]]:
    """Spans and rules of ``edits``: those that keep their length, over gaps, by characters."""
    for edit in edits:
        span = edit.span
        if len(edit.replacement) == len(span) != len(through.back_span(span)):
            yield from ((Span(at, at + 1), edit.rule) for at in range(span.start, span.end))
        else:
            yield span, edit.rule
