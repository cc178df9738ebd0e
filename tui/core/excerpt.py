"""Hits with what stands around them: Article, Query -> passages, and a passage in pieces.

A passage is a paragraph with hits; its text is the repaired one. In pieces it is what a person
is shown of it: every hit with some characters on either side, an ellipsis where others are
left out.
"""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from tui.core.items import paragraph_at
from tui.core.model import Article, Paragraph, Span
from tui.core.offsets import OffsetMap
from tui.core.pipeline import repaired, search
from tui.core.search import Query

LEFT_OUT = "…"


class Passage(Struct, frozen=True):
    """A paragraph with hits.

    Attributes:
        whole: the paragraph.
        hits: source spans, in order.
        places: where they stand in the paragraph's text (clean offsets).
    """

    whole: Paragraph
    hits: tuple[Span, ...]
    places: tuple[Span, ...]


def passages(article: Article, query: Query) -> Iterator[Passage]:
    """The paragraphs of ``article`` in which ``query`` is found, in order.

    Raises:
        Problem: ``expression-wrong`` or ``expression-slow``.
    """
    found = search(article, query)
    for index, some in groupby(found, key=lambda hit: paragraph_at(article, hit.start)):
        whole = repaired(article, index)
        offsets = OffsetMap.of(whole.source, whole.edits)
        hits = tuple(some)
        yield Passage(whole, hits, tuple(map(offsets.forward_span, hits)))


def excerpt(passage: Passage, around: int) -> Iterator[tuple[str, bool]]:
    """The pieces of ``passage`` that are shown, and whether each is a hit.

    Args:
        passage: a passage.
        around: characters shown on either side of every hit.
    """
    text, done = passage.whole.text, 0
    for place, following in zip(passage.places, [*passage.places[1:], None], strict=True):
        start = max(place.start - around, done)
        if start > done:
            yield LEFT_OUT, False
        yield text[start : place.start], False
        yield text[max(place.start, done) : place.end], True
        end = min(place.end + around, len(text) if following is None else following.start)
        done = max(done, place.end, end)
        yield text[place.end : done], False
    if done < len(text):
        yield LEFT_OUT, False
