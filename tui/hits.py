"""Hits told to a person and to programs: passages -> lines for a terminal, JSON objects.

A line names the file and the paragraph's number; on a terminal the hits are coloured and all
that comes from the article is made safe. The JSON is README's *The JSON of search*.
"""

from collections.abc import Iterator
from typing import Any

from tui.core.excerpt import Passage, excerpt
from tui.core.model import Article
from tui.core.safe import safe

_FILE, _NUMBER, _HIT, _PLAIN = "\x1b[35m", "\x1b[32m", "\x1b[1;31m", "\x1b[0m"


def line(article: Article, passage: Passage, around: int, *, colour: bool) -> str:
    """``passage`` in one line: file, paragraph, the hits with what stands around them."""

    def paint(style: str, text: str) -> str:
        return f"{style}{safe(text)}{_PLAIN}" if colour else text

    name, number = paint(_FILE, article.name), paint(_NUMBER, str(passage.whole.index + 1))
    pieces = ((" ".join(text.splitlines()), hit) for text, hit in excerpt(passage, around))
    text = "".join(paint(_HIT if hit else "", piece) for piece, hit in pieces if piece)
    return f"{name}:{number}: {text}"


def objects(article: Article, passage: Passage, around: int) -> Iterator[dict[str, Any]]:
    """One JSON object for every hit of ``passage``."""
    text, index = passage.whole.text, passage.whole.index
    verdict = article.verdict(index)
    for hit, place in zip(passage.hits, passage.places, strict=True):
        yield {
            "path": article.name,
            "id": article.id,
            "paragraph": index + 1,
            "role": verdict.role.value,
            "folded": verdict.folded,
            "span": [hit.start, hit.end],
            "before": text[max(place.start - around, 0) : place.start],
            "text": text[place.start : place.end],
            "after": text[place.end : place.end + around],
        }
