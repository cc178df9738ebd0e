"""Which stretch of a text is a quote, after the text was edited: quote, text -> span or None.

Texts are in normal form (``normal``). The quote is looked for as it is, by the fewest
edits, and where quote and context together take the fewest. Each stretch found is judged:

*In place* if the context bears it out, and less had to be edited than if the quote had
been dropped and its neighbours had closed the gap. Without this question a paragraph that
was deleted attaches to the one after it, whose context is half its own.

*Moved* if there is no such context but little of the quote differs, or of a short quote
and the rest of its line.

What already resembled the quote in the text it comes from is its rival: a stretch that is
more like a rival is the rival's. So the bulletin of a day that was deleted does not attach
to the next day's. Of a quote that stood more than once, and stands less often now, one is
gone, and it may be this one.
"""

from collections.abc import Callable, Iterator
from heapq import nsmallest

from msgspec import Struct

from tui.core.edits import borders, fewest
from tui.core.model import Span

# W3C leaves the length of a context open; Hypothesis keeps 32 characters.
CONTEXT = 32
# What dropping a character of the quote weighs against editing one. Of text edited at
# random, 30 characters of 100, a third is edits; text of the same kind differs by two.
GONE = 0.5
# The share of a quote that may be edited away where its context bears it out, and one more;
# the share of a long one, and three more. Of 40 characters with 30 edits in 100, 21 or more
# are edited once in a thousand times.
LOST_IN_PLACE = 0.6
LOST_OF_MANY = 0.45
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
# How far from where it was an edited quote is looked for; as it is, it is found anywhere.
REACH = 200_000


class Quote(Struct, frozen=True):
    """A quote to be found again.

    Attributes:
        before: what stood before it.
        exact: the quote.
        after: what stood after it.
        near: where it would stand if nothing had changed.
        line: how much of the context before and after it is in its line.
        equals: how often it stood in the text.
        rivals: what was most like it there, with as much of a line.
    """

    before: str
    exact: str
    after: str
    near: int
    line: tuple[int, int]
    equals: int
    rivals: tuple[str, ...]


def occurrences(text: str, exact: str) -> Iterator[int]:
    """Where ``exact`` stands in ``text``."""
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def best(text: str, quote: Quote, is_line: Callable[[Span], bool]) -> Span | None:
    """The stretch of ``text`` that is ``quote``; None if there is none.

    Args:
        text: in normal form.
        quote: what is looked for.
        is_line: whether a stretch is all the text of a line.
    """
    exact = quote.exact
    whole = quote.before + exact + quote.after
    places = nsmallest(PLACES, occurrences(text, exact), lambda at: abs(at - quote.near))
    for at in places:
        if at >= len(quote.before) and text.startswith(whole, at - len(quote.before)):
            return Span(at, at + len(exact))
    stretches = {Span(at, at + len(exact)) for at in places}
    lines = quote.line == (0, 0) and any(map(is_line, stretches))
    if not places or quote.equals > 1 or not (len(exact) >= SHORT or lines):
        stretches |= _stretches(text, quote)
    gone = _closed(text, quote) + GONE * len(exact)
    candidates = []
    for stretch in stretches:
        count = _distance(exact, text[stretch.start : stretch.end])
        if _is_rivals(text, stretch, quote):
            continue
        if _is_in_place(text, stretch, quote, count, gone) or (
            (len(places) >= quote.equals or quote.equals == 1)
            and (
                _is_moved(text, stretch, quote, count)
                or (count == 0 and quote.line == (0, 0) and is_line(stretch))
            )
        ):
            lost = sum(lost_beside(text, stretch, quote.before, quote.after))
            cost = count / len(exact)
            cost += CONTEXT_COUNTS * lost / max(1, len(quote.before) + len(quote.after))
            candidates.append((cost, abs(stretch.start - quote.near), stretch))
    return min(candidates)[2] if candidates else None


def _closed(text: str, quote: Quote) -> int:
    """How many edits it takes that the contexts of ``quote`` stand side by side in ``text``.

    Where one is empty, the quote stood at that end of its text, and the other now does.
    """
    before, after = quote.before[-CONTEXT:], quote.after[:CONTEXT]
    text = text[max(0, quote.near - REACH) : quote.near + REACH]
    if not before:
        return min(fewest(after, text[: 2 * CONTEXT], from_start=True))
    counts = fewest(before + after, text)
    return min(counts) if after else counts[-1]


def _distance(one: str, other: str) -> int:
    return fewest(one, other, from_start=True)[-1]


def _stretches(text: str, quote: Quote) -> set[Span]:
    """Stretches of ``text`` that resemble the quote, by itself or with its context."""
    exact = quote.exact
    found = set()
    first = max(0, quote.near - REACH)
    text, near = text[first : quote.near + REACH], quote.near - first
    if len(exact) >= SHORT:
        for end in ends(exact, text, near + len(exact), LOST_IN_PLACE):
            (start,) = borders(exact, text, end, (0,))
            found.add(Span(start, end))
    before, after = quote.before[-CONTEXT:], quote.after[:CONTEXT]
    whole = before + exact + after
    rows = (len(whole) - len(after), len(before))
    for last in ends(whole, text, near + len(exact + after), LOST_IN_PLACE):
        end, start = borders(whole, text, last, rows)
        found.add(Span(start, end))
    return {Span(at.start + first, at.end + first) for at in found if len(at)}


def ends(pattern: str, text: str, near: int, share: float) -> list[int]:
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


def lost_beside(text: str, stretch: Span, before: str, after: str) -> tuple[int, int]:
    """How many edits made what stands before and after ``stretch`` of its context."""
    left = text[max(0, stretch.start - 2 * len(before)) : stretch.start]
    right = text[stretch.end : stretch.end + 2 * len(after)]
    return fewest(before, left)[-1], min(fewest(after, right, from_start=True))


def _is_in_place(text: str, stretch: Span, quote: Quote, count: int, gone: float) -> bool:
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
        left, right = lost_beside(text, stretch, before, after)
        if max(left / max(1, len(before)), right / max(1, len(after))) > LOST_BESIDE_EQUALS:
            return False
    before, after = before[-CONTEXT:], after[:CONTEXT]
    left, right = lost_beside(text, stretch, before, after)
    sides = [lost / len(side) for lost, side in ((left, before), (right, after)) if side]
    better = min(sides) if sides else len(stretch) < len(text)
    return (
        count <= _most_lost(len(quote.exact))
        and better <= LOST_CONTEXT
        and count + left + right < gone
    )


def _most_lost(size: int) -> float:
    """How many edits may be behind a quote of ``size`` characters that its context bears out."""
    return min(LOST_IN_PLACE * size + 1, LOST_OF_MANY * size + 3)


def _is_moved(text: str, stretch: Span, quote: Quote, count: int) -> bool:
    """Whether ``stretch``, a short one with its line, is like the quote without its context."""
    size = len(quote.exact)
    if size < SHORT:
        before, after = _beside(quote)
        count += sum(lost_beside(text, stretch, before, after))
        size += len(before) + len(after)
    return size >= SHORT and count <= LOST_ELSEWHERE * size


def _beside(quote: Quote) -> tuple[str, str]:
    """The context in the line of the quote."""
    left, right = quote.line
    return quote.before[len(quote.before) - left :], quote.after[:right]


def _is_rivals(text: str, stretch: Span, quote: Quote) -> bool:
    """Whether ``stretch`` with its surroundings is more like something else that was there."""
    before, after = _beside(quote)
    now = text[max(0, stretch.start - len(before)) : stretch.end + len(after)]
    own = _distance(before + quote.exact + after, now)
    rival = min((_distance(rival, now) for rival in quote.rivals), default=own + 1)
    if rival != own or not own:
        return rival < own
    before, after = quote.before[-CONTEXT:], quote.after[:CONTEXT]
    left, right = lost_beside(text, stretch, before, after)
    return max(left / max(1, len(before)), right / max(1, len(after))) > LOST_BESIDE_RIVAL
