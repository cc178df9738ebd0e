"""A place in a text that finds itself again after the text has changed.

    source, span -> anchor          source, anchor -> span, or None: an orphan

An anchor is a W3C TextQuoteSelector (exact, prefix, suffix) beside the source span. It
is looked for in this order, as Hypothesis does; the first way that finds it decides:

1. where it was, with the very same context;
2. the quote as it is elsewhere, with the very same context, the nearest between equals;
3. the text that takes the fewest edits (Myers 1999, in Hyyrö's form for searching) to be
   the quote in its context, if enough of the quote is left. Both are in normal form:
   inline pinyin, whitespace and punctuation dropped, letters in lower and half width,
   script folded by the caller's table.

The second way asks less context of a short quote that stands once, too little to be
compared by edits.
Quote and context weigh together in the third, since an equal passage elsewhere must not
win over the right one with a typing error mended.

A quote that stands more than once takes more context with it, until it is the only one
from either side, and 32 characters beyond: five equal captions in a row are told apart.

Left out on purpose: who the article is (the caller knows), and word similarity: two
sentences about the same thing are not the same sentence.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import nsmallest

from tui.core.model import Span
from tui.core.normal import normal, plain_size

# W3C leaves the length open; Hypothesis keeps 32 characters.
CONTEXT = 32
# A run of equal paragraphs longer than this is not told apart by more context.
LONGEST_CONTEXT = 2048
# The share of its context that may be edited away for it to bear a quote out.
LOST = 0.5
# The share of a quote that may be edited away where its context bears it out, and where
# not. Of paragraphs in which 30 characters of 100 were edited at random one in twenty has
# lost more than half of its own; a deleted one often has half of its characters in order
# somewhere else, by chance and a name or two.
LOST_IN_PLACE = 0.7
LOST_ELSEWHERE = 0.3
# How much the share of the context that was edited away weighs against that of the quote.
CONTEXT_COUNTS = 0.75
# A quote this short (in normal form) stands in many places: its context must bear it out.
SHORT = 8
# How many characters of context a short quote found as it is must share with its anchor.
BORNE_OUT = 2
# How many of the nearest stretches by edits are compared by their context.
STRETCHES = 16
# Of a quote that stands in more places than this, the nearest are looked at.
PLACES = 10_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote with its context; ``span`` (source offsets) is where it last stood."""

    span: Span
    exact: str
    prefix: str
    suffix: str


def anchor(source: str, span: Span) -> Anchor:
    """Make an anchor of ``span`` (source offsets).

    >>> anchor("一二三四", Span(1, 3))
    Anchor(span=Span(start=1, end=3), exact='二三', prefix='一', suffix='四')
    """
    exact = source[span.start : span.end]
    size = 0
    while size < LONGEST_CONTEXT and not (
        _alone(source, source[max(0, span.start - size) : span.end])
        and _alone(source, source[span.start : span.end + size])
    ):
        size = max(CONTEXT, 2 * size)
    size = min(size + CONTEXT, LONGEST_CONTEXT)
    prefix = source[max(0, span.start - size) : span.start]
    return Anchor(span, exact, prefix, source[span.end : span.end + size])


def _alone(source: str, text: str) -> bool:
    """Whether ``text`` stands in ``source`` only once."""
    return source.find(text, source.find(text) + 1) < 0


def find(source: str, anchor: Anchor, fold: Callable[[str], str] = str) -> Span | None:
    """Where ``anchor`` belongs in ``source``, in source offsets; ``None`` if nowhere.

    Args:
        source: the text as it is now.
        anchor: made of an earlier one.
        fold: makes one script of two, character by character, so that lengths stay.

    Raises:
        ValueError: ``fold`` changed a length.
    """
    prefix, exact, suffix = anchor.prefix, anchor.exact, anchor.suffix
    start = anchor.span.start
    whole = prefix + exact + suffix
    if start >= len(prefix) and source.startswith(whole, start - len(prefix)):
        return Span(start, start + len(exact))
    if not exact:
        return _find_point(source, anchor, fold)
    shared, at = _best(source, (prefix, exact, suffix), start)
    context = len(prefix) + len(suffix)
    alone = _alone(source, exact)
    enough = min(BORNE_OUT, context) if alone else context / 2
    short = plain_size(exact) < SHORT
    if shared < (enough if short and alone else context):
        found = _find_changed(source, anchor, fold)
        if found is not None:
            same = source.find(exact, max(0, found.start - len(exact)), found.end + len(exact))
            return found if same < 0 else Span(same, same + len(exact))
    return Span(at, at + len(exact)) if shared >= enough else None


def _find_changed(source: str, anchor: Anchor, fold: Callable[[str], str]) -> Span | None:
    """Where a quote belongs that is not, or not for certain, there as it was."""
    quote = normal(anchor.prefix + anchor.exact + anchor.suffix, fold)
    a = bisect_left(quote.places, len(anchor.prefix))
    b = bisect_left(quote.places, len(anchor.prefix) + len(anchor.exact))
    if a == b:
        return None
    text = normal(source, fold)
    parts = quote.text[:a], quote.text[a:b], quote.text[b:]
    found = _nearest(text.text, parts, bisect_left(text.places, anchor.span.start))
    if found is None:
        return None
    return Span(text.places[found.start], text.places[found.end - 1] + 1)


def _find_point(source: str, anchor: Anchor, fold: Callable[[str], str]) -> Span | None:
    """Where an anchor without a quote belongs: between its prefix and its suffix."""
    for exact, before in ((anchor.prefix, len(anchor.prefix)), (anchor.suffix, 0)):
        if exact:
            span = Span(anchor.span.start - before, anchor.span.start - before + len(exact))
            found = find(source, Anchor(span, exact, "", ""), fold)
            if found is not None:
                at = found.end if before else found.start
                return Span(at, at)
    return None


def _best(text: str, parts: tuple[str, str, str], near: int) -> tuple[int, int]:
    """How much context the best place of the quote in ``text`` shares, and its start.

    Between equals the nearest. Nothing is shared, -1, where the quote does not stand.
    """
    before, exact, after = parts
    found = (
        (_shared(text, at, before, after, len(exact)), -abs(at - near), at)
        for at in nsmallest(PLACES, _occurrences(text, exact), lambda at: abs(at - near))
    )
    shared, _, at = max(found, default=(-1, 0, 0))
    return shared, at


def _occurrences(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _shared(text: str, at: int, before: str, after: str, size: int) -> int:
    """How many characters around ``at`` are as they were: unbroken from the quote on.

    Where the quote stood at an end of its text and still does, that end counts as one.
    """
    end = at + size
    left = _common(before[::-1], text[max(0, at - len(before)) : at][::-1])
    right = _common(after, text[end : end + len(after)])
    return left + right + (not before and not at) + (not after and end == len(text))


def _common(one: str, other: str) -> int:
    """How many characters both texts begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _nearest(text: str, parts: tuple[str, str, str], near: int) -> Span | None:
    """The stretch of ``text`` that takes the fewest edits to be the quote in its context."""
    before, exact, after = parts
    best: tuple[float, int, Span] | None = None
    for count, end in _stretches(text, parts, near):
        start = _start(exact, text, end)
        context = _edits(before, text[max(0, start - 2 * len(before)) : start])[-1]
        context += _edits(after[::-1], text[end : end + 2 * len(after)][::-1])[-1]
        lost = context / max(1, len(before) + len(after))
        changed = count / len(exact)
        if lost <= LOST or (changed <= LOST_ELSEWHERE and len(exact) >= SHORT):
            cost = changed + CONTEXT_COUNTS * lost
            candidate = (cost, abs(start - near), Span(start, end))
            best = min(best or candidate, candidate)
    return best[2] if best else None


def _stretches(text: str, parts: tuple[str, str, str], near: int) -> list[tuple[int, int]]:
    """Where stretches that resemble the quote may end, each with its number of edits.

    The nearest by edits, and the nearest to where the quote and its context, together,
    are found best.
    """
    before, exact, after = parts
    before, after = before[-CONTEXT:], after[:CONTEXT]
    edits = _edits(exact, text)
    found = (
        (count, abs(end - len(exact) - near), end)
        for end, count in enumerate(edits)
        if count <= LOST_IN_PLACE * len(exact)
    )
    together = _edits(before + exact + after, text)
    fewest = min(together)
    end = min(
        (end for end, count in enumerate(together) if count == fewest),
        key=lambda end: abs(end - near),
    )
    about = range(max(0, end - 2 * len(after)), end + 1)
    inside = min((edits[at], abs(at - end + len(after)), at) for at in about)
    return [
        (count, at)
        for count, _, at in [*nsmallest(STRETCHES, found), inside]
        if count <= LOST_IN_PLACE * len(exact)
    ]


def _start(exact: str, text: str, end: int) -> int:
    """Where the stretch of ``text`` that ends at ``end`` and is nearest to ``exact`` starts."""
    window = text[max(0, end - 2 * len(exact)) : end]
    edits = _edits(exact[::-1], window[::-1])
    _, _, size = min(
        (count, abs(size - len(exact)), size) for size, count in enumerate(edits) if size
    )
    return end - size


def _edits(pattern: str, text: str) -> "array[int]":
    """For every end in ``text``: the fewest edits from ``pattern`` to a stretch ending there.

    A column of the table of edit distances is two integers, its steps up and down, so a
    character of text costs a dozen operations on integers as wide as the pattern.
    """
    marks: dict[str, int] = {}
    for place, character in enumerate(pattern):
        marks[character] = marks.get(character, 0) | 1 << place
    full = (1 << len(pattern)) - 1
    last = 1 << len(pattern) >> 1
    up, down, count = full, 0, len(pattern)
    counts = array("l", [count])
    for character in text:
        equal = marks.get(character, 0)
        vertical = equal | down
        horizontal = (((equal & up) + up) ^ up) | equal
        rise = down | ~(horizontal | up) & full
        fall = up & horizontal
        count += bool(rise & last) - bool(fall & last)
        rise <<= 1
        up = (fall << 1 | ~(vertical | rise)) & full
        down = rise & vertical & full
        counts.append(count)
    return counts
