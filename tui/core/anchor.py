"""A place in a text that finds itself again after the text has changed.

    source, span -> anchor          source, anchor -> span, or None: an orphan

An anchor is a W3C TextQuoteSelector (exact, prefix, suffix) beside the source span. It
is looked for in this order, as Hypothesis does; the first way that finds it decides:

1. where it was, with the very same context;
2. the quote as it is, wherever its context fits best; between equals the nearest;
3. the quote in normal form: inline pinyin, whitespace and punctuation dropped, letters
   in lower and half width, script folded by the caller's table;
4. the nearest text by edits (Myers 1999, in Hyyrö's form for searching), the context
   having its say, if enough of the quote is left.

Where a quote and its 32 characters of context stand more than once, the anchor takes
more context until it is the only one: five equal captions in a row are told apart.

Left out on purpose: who the article is (the caller knows), and word similarity: two
sentences about the same thing are not the same sentence.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from tui.core.model import Span

# W3C leaves the length open; Hypothesis keeps 32 characters.
CONTEXT = 32
# A run of equal paragraphs longer than this is not told apart by more context.
LONGEST_CONTEXT = 2048
# The share of a quote that may be edited away.
LOST = 0.5
# A quote this short (in normal form) stands in many places: its context must bear it out.
SHORT = 8
# How many characters of context a short quote found as it is must share with its anchor.
BORNE_OUT = 2
# How many of the nearest stretches by edits are compared by their context.
STRETCHES = 16

_PINYIN = re.compile(r"(?<=[\u3400-\u9fff\uf900-\ufaff])\s*[(（][a-zü\u00e0-\u01dc]{1,7}[)）]")
_KEPT = re.compile(r"[^\W_]+")
_HALF_WIDTH = {0xFF10 + n: 0x30 + n for n in range(75)}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote with its context; ``span`` (source offsets) is where it last stood."""

    span: Span
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class _Normal:
    """A text in normal form; ``places[n]`` is where its character ``n`` stood before."""

    text: str
    places: "array[int]"


def anchor(source: str, span: Span) -> Anchor:
    """Make an anchor of ``span`` (source offsets).

    >>> anchor("一二三四", Span(1, 3))
    Anchor(span=Span(start=1, end=3), exact='二三', prefix='一', suffix='四')
    """
    exact = source[span.start : span.end]
    size = CONTEXT
    while True:
        prefix = source[max(0, span.start - size) : span.start]
        suffix = source[span.end : span.end + size]
        whole = prefix + exact + suffix
        if size >= LONGEST_CONTEXT or source.find(whole, source.find(whole) + 1) < 0:
            return Anchor(span, exact, prefix, suffix)
        size *= 2


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
    at = _best(source, (prefix, exact, suffix), start)
    if at is not None:
        return Span(at, at + len(exact))
    quote = _normal(whole, fold)
    a = bisect_left(quote.places, len(prefix))
    b = bisect_left(quote.places, len(prefix) + len(exact))
    parts = quote.text[:a], quote.text[a:b], quote.text[b:]
    if a == b:
        return None
    text = _normal(source, fold)
    near = bisect_left(text.places, start)
    at = _best(text.text, parts, near)
    found = _nearest(text.text, parts, near) if at is None else Span(at, at + b - a)
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


def _best(text: str, parts: tuple[str, str, str], near: int) -> int | None:
    """The start of the quote in ``text`` where its context fits best, then nearest."""
    before, exact, after = parts
    found = [
        (_shared(text, at, before, after, len(exact)), -abs(at - near), at)
        for at in _occurrences(text, exact)
    ]
    if not found:
        return None
    shared, _, at = max(found)
    return at if len(exact) >= SHORT or shared >= BORNE_OUT else None


def _occurrences(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _shared(text: str, at: int, before: str, after: str, size: int) -> int:
    """How many characters around ``at`` are as they were: unbroken from the quote on.

    Where the quote stood at an end of its text and still does, that end counts as one.
    """
    left = 0
    for old, new in zip(reversed(before), _leftwards(text, at), strict=False):
        if old != new:
            break
        left += 1
    right = 0
    for old, new in zip(after, text[at + size : at + size + len(after)], strict=False):
        if old != new:
            break
        right += 1
    return left + right + (not before and not at) + (not after and at + size == len(text))


def _leftwards(text: str, at: int) -> Iterator[str]:
    for place in range(at - 1, -1, -1):
        yield text[place]


def _normal(source: str, fold: Callable[[str], str]) -> _Normal:
    places = array("l")
    kept = []
    start = 0
    for end, following in chain(
        (residue.span() for residue in _PINYIN.finditer(source)), ((len(source), 0),)
    ):
        for run in _KEPT.finditer(source, start, end):
            kept.append(run.group())
            places.extend(range(run.start(), run.end()))
        start = following
    text = "".join(kept).translate(_HALF_WIDTH)
    lower = text.lower()
    folded = fold(lower if len(lower) == len(text) else text)
    if len(folded) != len(text):
        raise ValueError("the fold changed the length of a text")
    return _Normal(folded, places)


def _nearest(text: str, parts: tuple[str, str, str], near: int) -> Span | None:
    """The stretch of ``text`` that the quote is turned into by the fewest edits."""
    before, exact, after = parts
    size = len(exact)
    before, after = before[-CONTEXT:], after[:CONTEXT]
    edits = _edits(exact, text)
    limit = int(LOST * size)
    ends = sorted(
        (count, abs(end - size - near), end) for end, count in enumerate(edits) if count <= limit
    )
    best: tuple[float, int, Span] | None = None
    for count, _, end in ends[:STRETCHES]:
        start = _start(exact, text, end)
        context = _least(before, text[max(0, start - 2 * len(before)) : start]) + _least(
            after, text[end : end + 2 * len(after)]
        )
        if size < SHORT and context > LOST * (len(before) + len(after)):
            continue
        candidate = (count + context / 2, abs(start - near), Span(start, end))
        best = min(best or candidate, candidate)
    return best[2] if best else None


def _start(exact: str, text: str, end: int) -> int:
    """Where the stretch of ``text`` that ends at ``end`` and is nearest to ``exact`` starts."""
    window = text[max(0, end - 2 * len(exact)) : end]
    edits = _edits(exact[::-1], window[::-1])
    _, _, size = min(
        (count, abs(size - len(exact)), size) for size, count in enumerate(edits) if size
    )
    return end - size


def _least(pattern: str, text: str) -> int:
    """The fewest edits that turn ``pattern`` into some stretch of ``text``."""
    return min(_edits(pattern, text))


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
