"""A place in a text that finds itself again after the text has changed.

    source, span -> anchor          source, anchor -> span, or None: an orphan

An anchor is a W3C TextQuoteSelector (exact, prefix, suffix) beside the source span, as in
Hypothesis, and what else in the text resembled it. Where it is no longer as it was, the
quote is looked for in normal form (``normal``), which knows no script, marks, spaces or
inline pinyin; ``quote`` says which stretch of such a text it is, if any.

A quote that stands more than once takes more context with it, until it is the only one
from either side, and 32 characters beyond: five equal captions in a row are told apart.

What a person is shown is the quote as it was read: repaired, without what was stuck into it.

Left out on purpose: who the article is (``identity``), and word similarity: two sentences
about the same thing are not the same sentence.
"""

from bisect import bisect_left
from functools import lru_cache
from heapq import nsmallest
from unicodedata import category

from msgspec import Struct

from tui.core.edits import borders
from tui.core.model import Span
from tui.core.normal import Normal, normal
from tui.core.quote import CONTEXT, PLACES, SHORT, Quote, best, ends, lost_beside, occurrences

# A run of equal paragraphs longer than this is not told apart by more context.
LONGEST_CONTEXT = 2048
# How much of its line a quote takes with it when it is compared with its rivals.
BESIDE = 12
# How far around it the rivals of a quote are looked for.
AROUND = 20_000
# The share of its characters that may differ in a rival.
RIVAL = 0.5


class Anchor(Struct, frozen=True):
    """A quote with its context.

    Attributes:
        span: where it last stood, in source offsets.
        exact: the quote.
        prefix: what stood before it.
        suffix: what stood after it.
        equals: how often the quote stood in the text, in normal form.
        rivals: what was most like it elsewhere in the text.
        repaired: the quote as it was read; empty where that is ``exact``.
    """

    span: Span
    exact: str
    prefix: str
    suffix: str
    equals: int = 1
    rivals: tuple[str, ...] = ()
    repaired: str = ""

    @property
    def quote(self) -> str:
        """The quote for people: as it was read."""
        return self.repaired or self.exact


_normal_of = lru_cache(maxsize=1)(normal)


def anchor(source: str, span: Span, read: str = "") -> Anchor:
    """Make an anchor of ``span`` (source offsets), which was read as ``read`` if that is given.

    >>> made = anchor("一二三四", Span(1, 3))
    >>> made.prefix, made.exact, made.suffix, made.quote
    ('一', '二三', '四', '二三')
    """
    exact = source[span.start : span.end]
    first, last = _unique(source, span)
    prefix = source[max(0, first - CONTEXT, span.start - LONGEST_CONTEXT) : span.start]
    suffix = source[span.end : min(last + CONTEXT, span.end + LONGEST_CONTEXT)]
    repaired = "" if read == exact else read
    return Anchor(span, exact, prefix, suffix, *_resembling(source, span), repaired)


def _unique(source: str, span: Span) -> tuple[int, int]:
    """How far the text around ``span`` reaches until it stands only once, from either side."""
    text = _normal_of(source)
    start, end = bisect_left(text.places, span.start), bisect_left(text.places, span.end)
    size = 0
    while size < LONGEST_CONTEXT and not (
        _alone(text.text, text.text[max(0, start - size) : end])
        and _alone(text.text, text.text[start : end + size])
    ):
        size = max(CONTEXT, 2 * size)
    if not size:
        return span.start, span.end
    first = text.places[start - size] if start >= size else 0
    return first, text.places[end + size] if end + size < len(text.places) else len(source)


def _alone(source: str, text: str) -> bool:
    """Whether ``text`` stands in ``source`` only once."""
    return source.find(text, source.find(text) + 1) < 0


def _resembling(source: str, span: Span) -> tuple[int, tuple[str, ...]]:
    """How often the quote at ``span`` stands in ``source``, and what is like its surroundings."""
    text = _normal_of(source)
    start, end = bisect_left(text.places, span.start), bisect_left(text.places, span.end)
    exact = text.text[start:end]
    if not exact:
        return 1, ()
    left, right = _in_line(source, text, span, start, end)
    start, end = start - left, end + right
    wide = text.text[start:end]
    rivals = []
    for first, last in ((max(0, start - AROUND), start), (end, end + AROUND)):
        around = text.text[first:last]
        for at in ends(wide, around, len(around), RIVAL) if len(wide) >= SHORT else ():
            (begin,) = borders(wide, around, at, (0,))
            if around[begin:at] != wide:
                places = text.places[first + begin], text.places[first + at - 1]
                rivals.append(source[places[0] : places[1] + 1])
    return text.text.count(exact), tuple(rivals)


def _in_line(source: str, text: Normal, span: Span, start: int, end: int) -> tuple[int, int]:
    """How much of the context of ``span``, ``start`` to ``end`` in ``text``, is in its line."""
    first = bisect_left(text.places, source.rfind("\n", 0, span.start) + 1)
    following = source.find("\n", span.end)
    last = bisect_left(text.places, following if following >= 0 else len(source))
    return min(BESIDE, start - first), min(BESIDE, last - end)


def find(source: str, anchor: Anchor) -> Span | None:
    """Where ``anchor`` belongs in ``source``, in source offsets; ``None`` if nowhere."""
    prefix, exact, suffix = anchor.prefix, anchor.exact, anchor.suffix
    start = anchor.span.start
    whole = prefix + exact + suffix
    if start >= len(prefix) and source.startswith(whole, start - len(prefix)):
        return Span(start, start + len(exact))
    if not exact:
        return _find_point(source, anchor)
    form = normal(whole)
    a = bisect_left(form.places, len(prefix))
    b = bisect_left(form.places, len(prefix) + len(exact))
    if a == b:
        return _find_marks(source, anchor)
    text = _normal_of(source)
    near = bisect_left(text.places, start)
    line = _in_line(whole, form, Span(len(prefix), len(prefix + exact)), a, b)
    rivals = tuple(normal(rival).text for rival in anchor.rivals)
    quote = Quote(form.text[:a], form.text[a:b], form.text[b:], near, line, anchor.equals, rivals)
    found = best(text.text, quote, lambda stretch: _is_line(source, text, stretch))
    if found is None:
        return None
    if quote.line == (0, 0) and text.text[found.start : found.end] != quote.exact:
        found = _whole_line(source, text, found)
    return _with_marks(source, text, found, exact)


def _find_point(source: str, anchor: Anchor) -> Span | None:
    """Where an anchor without a quote belongs: between its prefix and its suffix."""
    for exact, before in ((anchor.prefix, len(anchor.prefix)), (anchor.suffix, 0)):
        if exact:
            span = Span(anchor.span.start - before, anchor.span.start - before + len(exact))
            found = find(source, Anchor(span, exact, "", ""))
            if found is not None:
                at = found.end if before else found.start
                return Span(at, at)
    return None


def _find_marks(source: str, anchor: Anchor) -> Span | None:
    """Where a quote of marks alone belongs: where most of its context stands beside it."""
    exact, near = anchor.exact, anchor.span.start
    before, after = anchor.prefix[-CONTEXT:], anchor.suffix[:CONTEXT]
    best = (2 * len(before + after) + 1, 0, -1)
    for at in nsmallest(PLACES, occurrences(source, exact), lambda at: abs(at - near)):
        lost = sum(lost_beside(source, Span(at, at + len(exact)), before, after))
        best = min(best, (2 * lost, abs(at - near), at))
    lost, _, at = best
    return Span(at, at + len(exact)) if lost <= len(before + after) else None


def _is_line(source: str, form: Normal, stretch: Span) -> bool:
    """Whether ``stretch`` is all the text of a line."""
    first = form.places[stretch.start - 1] + 1 if stretch.start else 0
    last = form.places[stretch.end] if stretch.end < len(form.text) else len(source)
    before = source[first : form.places[stretch.start]]
    after = source[form.places[stretch.end - 1] + 1 : last]
    return (not stretch.start or "\n" in before) and (last == len(source) or "\n" in after)


def _whole_line(source: str, form: Normal, stretch: Span) -> Span:
    """The line that most of ``stretch`` is and that is most of it; else ``stretch``."""
    best = stretch
    most = 0
    at = source.rfind("\n", 0, form.places[stretch.start]) + 1
    while at <= form.places[stretch.end - 1]:
        following = source.find("\n", at)
        following = following if following >= 0 else len(source)
        line = Span(bisect_left(form.places, at), bisect_left(form.places, following))
        shared = min(line.end, stretch.end) - max(line.start, stretch.start)
        if shared > most and 2 * shared > len(line) and 2 * shared > len(stretch):
            best, most = line, shared
        at = following + 1
    return best


def _with_marks(source: str, text: Normal, stretch: Span, exact: str) -> Span:
    """``stretch`` in source offsets, with as many marks at its ends as ``exact`` has."""
    first, last = text.places[stretch.start], text.places[stretch.end - 1] + 1
    same = source.find(exact, max(0, first - len(exact)), last + len(exact))
    if same >= 0:
        return Span(same, same + len(exact))
    letters = [place for place, character in enumerate(exact) if character.isalnum()]
    for _ in range(letters[0]):
        if first and _opens(source[first - 1]) is True:
            first -= 1
    for _ in range(len(exact) - letters[-1] - 1):
        if last < len(source) and _opens(source[last]) is False:
            last += 1
    return Span(first, last)


def _opens(character: str) -> bool | None:
    """Whether a mark belongs to what follows it; None for what is no mark."""
    kind = category(character)
    return kind in ("Ps", "Pi") if kind.startswith("P") else None
