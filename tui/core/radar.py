"""Where the conversion on the screen was a choice, and the way from one such place to the next.

    Reading -> marks: the character's source offset, and the choice (``convert_choices``)

A long paragraph is looked through in parts, so that what is marked costs what is shown. Closed
folds are passed over: what stands in them is not on the screen.
"""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from tui.core.beside import second
from tui.core.convert_choices import Choice, choices
from tui.core.items import paragraph_at
from tui.core.model import Action, Article, Script, Span, UserRule
from tui.core.offsets import OffsetMap
from tui.core.pipeline import chosen_in, manner_of, paragraph, taken_for
from tui.core.reading import Reading, at_offset

PART = 1_000  # characters looked through in one go: some hundredths of a second
AROUND = 20  # characters on either side of a part that may belong to a phrase in it
SOUGHT = 20_000  # characters gone through for the next choice


class Mark(Struct, frozen=True):
    """A choice in ``paragraph``, and where its character and its word stand in the source."""

    offset: int
    word: Span
    paragraph: int
    choice: Choice


def script_of(reading: Reading) -> Script:
    """The converted script on the screen; the original if there is none."""
    if reading.script is Script.ORIGINAL and reading.beside:
        return second(reading)
    return reading.script


def within(article: Article, script: Script, span: Span) -> Iterator[Mark]:
    """The marks whose characters stand in the source ``span``, which lies in one paragraph."""
    index = paragraph_at(article, span.start)
    whole = paragraph(article, index)
    offsets = OffsetMap.of(whole.source, whole.edits)
    first, last = offsets.forward(span.start), offsets.forward(span.end)
    for part in range(first // PART, last // PART + 1):
        for mark in _marks(article, index, script, part):
            if mark.offset in span:
                yield mark


@lru_cache(maxsize=256)
def _marks(article: Article, index: int, script: Script, part: int) -> tuple[Mark, ...]:
    whole = paragraph(article, index)
    offsets = OffsetMap.of(whole.source, whole.edits)
    manner = manner_of(article)
    core = Span(part * PART, (part + 1) * PART)
    start, end = max(core.start - AROUND, 0), core.end + AROUND
    chosen = {
        at - start: text
        for at, text in chosen_in(whole, manner, script).items()
        if start <= at < end
    }
    found = choices(whole.text[start:end], taken_for(article, index), script, manner, chosen)
    moved = (
        replace(
            choice,
            at=choice.at + start,
            decided=Span(choice.decided.start + start, choice.decided.end + start),
            word=Span(choice.word.start + start, choice.word.end + start),
        )
        for choice in found
    )
    return tuple(
        Mark(offsets.back(choice.at), offsets.back_span(choice.word), index, choice)
        for choice in moved
        if choice.at in core
    )


def here(reading: Reading) -> Mark | None:
    """The mark at the cursor."""
    article, offset = reading.article, reading.cursor
    if not len(article) or reading.items.closed_at(reading.paragraph):
        return None
    return next(within(article, script_of(reading), Span(offset, offset + 1)), None)


def to_choice(reading: Reading, count: int) -> Reading:
    """The cursor on the ``count``-th mark after it (before it, if negative); 0: here or next.

    Returns:
        The very reading if there is none nearby.
    """
    for mark in _from(reading, forward=count >= 0, here=count == 0):
        count -= 1 if count > 0 else -1 if count < 0 else 0
        if count == 0:
            return at_offset(reading, mark.offset)
    return reading


def _from(reading: Reading, *, forward: bool, here: bool) -> Iterator[Mark]:
    """The marks after the cursor, or before it and backwards, as far as ``SOUGHT``."""
    article, script = reading.article, script_of(reading)
    if not len(article):
        return
    items, cursor = reading.items, reading.cursor
    item: int | None = reading.item
    seen = 0
    while item is not None and seen < SOUGHT:
        span = article.span(item)
        if item == reading.item and forward:
            span = Span(cursor if here else cursor + 1, span.end)
        elif item == reading.item:
            span = Span(span.start, cursor)
        if not items.closed_at(item) and span.start < span.end:
            seen += len(span)
            for piece in _pieces(span, forward=forward):
                marks = list(within(article, script, piece))
                yield from marks if forward else reversed(marks)
        item = items.after(item) if forward else items.before(item)


def _pieces(span: Span, *, forward: bool) -> Iterator[Span]:
    """``span`` in parts, so that the first mark is found soon."""
    starts = range(span.start, span.end, PART)
    for start in starts if forward else reversed(starts):
        yield Span(start, min(start + PART, span.end))


def rules_at(article: Article, mark: Mark) -> list[UserRule]:
    """The user's choices that decided at ``mark``."""
    whole = paragraph(article, mark.paragraph)
    decided = whole.text[mark.choice.decided.start : mark.choice.decided.end]
    return [
        rule
        for rule in article.rules
        if rule.action is Action.CHOOSE
        and (rule.start == mark.offset or (rule.start is None and rule.raw == decided))
    ]
