"""A place in a text that finds itself again after the text has changed.

    source, span -> anchor          source, anchor -> span, or None: an orphan

An anchor is a W3C TextQuoteSelector (exact, prefix, suffix) beside the source span, as in
Hypothesis, and what else in the text resembled it. Where it is no longer as it was, the
quote is looked for in normal form (``normal``), which knows no script, marks, spaces or
inline pinyin: as it is, by the fewest edits, and where quote and context together take
the fewest edits. Each place found is then judged:

*In place* if the context bears it out, and less had to be edited than if the quote had
been dropped and its neighbours had closed the gap. Without this question a paragraph that
was deleted attaches to the one after it, whose context is half its own.

*Moved* if there is no such context but little of the quote differs, or of a short quote
and the rest of its line.

What already resembled the quote in the text it comes from is kept with it: a place that
is more like such a rival is the rival's. So the bulletin of a day that was deleted does
not attach to the next day's. Of a quote that stood more than once, and stands less often
now, one is gone, and it may be this one.

A quote that stands more than once takes more context with it, until it is the only one
from either side, and 32 characters beyond: five equal captions in a row are told apart.

Left out on purpose: who the article is (``identity``), and word similarity: two sentences
about the same thing are not the same sentence.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from unicodedata import category

from tui.core.edits import borders, fewest
from tui.core.model import Span
from tui.core.normal import Normal, normal

# W3C leaves the length open; Hypothesis keeps 32 characters.
CONTEXT = 32
# A run of equal paragraphs longer than this is not told apart by more context.
LONGEST_CONTEXT = 2048
# How much of its line a quote takes with it when it is compared with its rivals.
BESIDE = 12
# How far around it the rivals of a quote are looked for.
AROUND = 20_000
# The share of its characters that may differ in a rival.
RIVAL = 0.5
# What dropping a character of the quote weighs against editing one. Of text edited at
# random, 30 characters of 100, a third is edits; text of the same kind differs by two.
GONE = 0.5
# The share of a quote that may be edited away where its context bears it out, and one more.
LOST_IN_PLACE = 0.6
# The share of its context, on the better side, that may be; of equal quotes, on both.
LOST_CONTEXT = 0.55
LOST_BESIDE_EQUALS = 0.5
# The same where a place is as like the quote as it is like a rival.
LOST_BESIDE_RIVAL = 0.3
# The share of a quote that may be edited away elsewhere.
LOST_ELSEWHERE = 0.3
# A quote this short (in normal form) is found elsewhere only with its line.
SHORT = 8
# How much the share of the context that was edited away weighs against that of the quote.
CONTEXT_COUNTS = 0.75
# How many of the nearest stretches by edits are judged.
STRETCHES = 8
# Of a quote that stands in more places than this, the nearest are judged.
PLACES = 200


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote with its context.

    Attributes:
        span: where it last stood, in source offsets.
        exact: the quote.
        prefix: what stood before it.
        suffix: what stood after it.
        equals: how often the quote stood in the text, in normal form.
        rivals: what was most like it elsewhere in the text.
    """

    span: Span
    exact: str
    prefix: str
    suffix: str
    equals: int = 1
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Quote:
    """An anchor in normal form; ``line`` is how much of its context is in its line."""

    before: str
    exact: str
    after: str
    near: int
    line: tuple[int, int]
    equals: int
    rivals: tuple[str, ...]


_normal_of = lru_cache(maxsize=1)(normal)


def anchor(source: str, span: Span) -> Anchor:
    """Make an anchor of ``span`` (source offsets).

    >>> anchor("一二三四", Span(1, 3))
    Anchor(span=Span(start=1, end=3), exact='二三', prefix='一', suffix='四', equals=1, rivals=())
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
    suffix = source[span.end : span.end + size]
    return Anchor(span, exact, prefix, suffix, *_resembling(source, span))


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
        for at in _ends(wide, around, len(around), RIVAL) if len(wide) >= SHORT else ():
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
    quote = _Quote(form.text[:a], form.text[a:b], form.text[b:], near, line, anchor.equals, rivals)
    found = _best(source, text, quote)
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
    for at in nsmallest(PLACES, _occurrences(source, exact), lambda at: abs(at - near)):
        lost = sum(_lost(source, Span(at, at + len(exact)), before, after))
        best = min(best, (2 * lost, abs(at - near), at))
    lost, _, at = best
    return Span(at, at + len(exact)) if lost <= len(before + after) else None


def _occurrences(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _best(source: str, form: Normal, quote: _Quote) -> Span | None:
    """The place of ``quote``, in offsets of ``form``, which is ``source`` in normal form."""
    text = form.text
    exact = quote.exact
    whole = quote.before + exact + quote.after
    places = nsmallest(PLACES, _occurrences(text, exact), lambda at: abs(at - quote.near))
    for at in places:
        if at >= len(quote.before) and text.startswith(whole, at - len(quote.before)):
            return Span(at, at + len(exact))
    stretches = {Span(at, at + len(exact)) for at in places}
    if not places or quote.equals > 1 or len(exact) < SHORT:
        stretches |= _stretches(text, quote)
    gone = _closed(text, quote.before[-CONTEXT:], quote.after[:CONTEXT]) + GONE * len(exact)
    candidates = []
    for stretch in stretches:
        count = _distance(exact, text[stretch.start : stretch.end])
        if _is_rivals(text, stretch, quote):
            continue
        if _is_in_place(text, stretch, quote, count, gone) or (
            (len(places) >= quote.equals or quote.equals == 1)
            and (
                _is_moved(text, stretch, quote, count)
                or (count == 0 and quote.line == (0, 0) and _is_line(source, form, stretch))
            )
        ):
            lost = sum(_lost(text, stretch, quote.before, quote.after))
            cost = count / len(exact)
            cost += CONTEXT_COUNTS * lost / max(1, len(quote.before) + len(quote.after))
            candidates.append((cost, abs(stretch.start - quote.near), stretch))
    return min(candidates)[2] if candidates else None


def _closed(text: str, before: str, after: str) -> int:
    """How many edits it takes that ``before`` and ``after`` stand side by side in ``text``.

    Where one is empty, the quote stood at that end of its text, and the other now does.
    """
    if not before:
        return min(fewest(after, text[: 2 * CONTEXT], from_start=True))
    counts = fewest(before + after, text)
    return min(counts) if after else counts[-1]


def _distance(one: str, other: str) -> int:
    return fewest(one, other, from_start=True)[-1]


def _stretches(text: str, quote: _Quote) -> set[Span]:
    """Stretches of ``text`` that resemble the quote, by itself or with its context."""
    exact = quote.exact
    found = set()
    if len(exact) >= SHORT:
        for end in _ends(exact, text, quote.near + len(exact), LOST_IN_PLACE):
            (start,) = borders(exact, text, end, (0,))
            found.add(Span(start, end))
    before, after = quote.before[-CONTEXT:], quote.after[:CONTEXT]
    whole = before + exact + after
    rows = (len(whole) - len(after), len(before))
    for last in _ends(whole, text, quote.near + len(exact + after), LOST_IN_PLACE):
        end, start = borders(whole, text, last, rows)
        found.add(Span(start, end))
    return {stretch for stretch in found if len(stretch)}


def _ends(pattern: str, text: str, near: int, share: float) -> list[int]:
    """Where the stretches end that are nearest to ``pattern`` by edits, half of it apart."""
    most = share * len(pattern)
    counts = fewest(pattern, text)
    ends: list[int] = []
    for _, _, end in sorted(
        (count, abs(end - near), end) for end, count in enumerate(counts) if count <= most
    ):
        if all(abs(end - other) > len(pattern) // 2 for other in ends):
            ends.append(end)
            if len(ends) == STRETCHES:
                break
    return ends


def _lost(text: str, stretch: Span, before: str, after: str) -> tuple[int, int]:
    """How many edits made what stands before and after ``stretch`` of its context."""
    left = text[max(0, stretch.start - 2 * len(before)) : stretch.start]
    right = text[stretch.end : stretch.end + 2 * len(after)]
    return fewest(before, left)[-1], min(fewest(after, right, from_start=True))


def _is_in_place(text: str, stretch: Span, quote: _Quote, count: int, gone: float) -> bool:
    """Whether the context bears out that ``stretch`` is the quote, after ``count`` edits.

    Args:
        text: in normal form.
        stretch: of it.
        quote: what is looked for.
        count: how many edits make the one of the other.
        gone: how many it takes if the quote is gone.
    """
    before, after = quote.before, quote.after
    if quote.equals > 1:
        left, right = _lost(text, stretch, before, after)
        if max(left / max(1, len(before)), right / max(1, len(after))) > LOST_BESIDE_EQUALS:
            return False
    before, after = before[-CONTEXT:], after[:CONTEXT]
    left, right = _lost(text, stretch, before, after)
    sides = [lost / len(side) for lost, side in ((left, before), (right, after)) if side]
    better = min(sides) if sides else len(stretch) < len(text)
    return (
        count <= LOST_IN_PLACE * len(quote.exact) + 1
        and better <= LOST_CONTEXT
        and count + left + right < gone
    )


def _is_moved(text: str, stretch: Span, quote: _Quote, count: int) -> bool:
    """Whether ``stretch``, a short one with its line, is like the quote without its context."""
    size = len(quote.exact)
    if size < SHORT:
        before, after = _beside(quote)
        count += sum(_lost(text, stretch, before, after))
        size += len(before) + len(after)
    return size >= SHORT and count <= LOST_ELSEWHERE * size


def _beside(quote: _Quote) -> tuple[str, str]:
    """The context in the line of the quote."""
    left, right = quote.line
    return quote.before[len(quote.before) - left :], quote.after[:right]


def _is_rivals(text: str, stretch: Span, quote: _Quote) -> bool:
    """Whether ``stretch`` with its surroundings is more like something else that was there."""
    before, after = _beside(quote)
    now = text[max(0, stretch.start - len(before)) : stretch.end + len(after)]
    own = _distance(before + quote.exact + after, now)
    rival = min((_distance(rival, now) for rival in quote.rivals), default=own + 1)
    if rival != own or not own:
        return rival < own
    before, after = quote.before[-CONTEXT:], quote.after[:CONTEXT]
    left, right = _lost(text, stretch, before, after)
    return max(left / max(1, len(before)), right / max(1, len(after))) > LOST_BESIDE_RIVAL


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
