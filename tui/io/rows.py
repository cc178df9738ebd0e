"""Notes and articles as rows of the database, and rows of earlier versions brought up to date.

    note <-> row          identity <-> row          tables of version 1 -> tables as of now

Rows are plain JSON that any program can read. ``tags`` stands in a note's row for such
programs; what counts is the text.
"""

from functools import lru_cache
from operator import index
from typing import Any

from msgspec.structs import asdict

from tui.core.anchor import Anchor
from tui.core.identity import Identity
from tui.core.model import Span
from tui.core.notes import Colour, Kind, Note, tags_in
from tui.io.lines import Row
from tui.io.storage import Tables

# 1: notes on paragraphs. 2: kind and highlight; tags are in the text; table ``articles``.
VERSION = 2
NOTES = "notes"
ARTICLES = "articles"

# The fields that are text, in the order of ``Note``.
_TEXTS = ("id", "article_id", "article_name", "article_title", "body", "created", "updated")


def to_row(note: Note) -> Row:
    """``note`` as JSON holds it; ``from_row`` gives the same note again."""
    row = asdict(note)
    span = note.anchor.span
    row["anchor"] = {
        **asdict(note.anchor),
        "span": [span.start, span.end],
        "rivals": list(note.anchor.rivals),
    }
    row["kind"] = note.kind.value
    row["highlight"] = None if note.highlight is None else note.highlight.value
    row["tags"] = list(note.tags)
    return row


def from_row(row: Row) -> Note:
    """The note that ``to_row`` made ``row`` of.

    Raises:
        ValueError: it did not.
    """
    try:
        anchor = row["anchor"]
        start, end = anchor["span"]
        quote = [anchor[part] for part in ("exact", "prefix", "suffix")]
        texts = [row[field] for field in _TEXTS]
        equals, rivals = index(anchor["equals"]), tuple(anchor["rivals"])
        repaired = anchor.get("repaired", "")
        "".join(
            (*quote, *rivals, *texts, repaired)
        )  # raises TypeError unless all of them are texts
        id, article_id, name, title, body, created, updated = texts
        colour = row["highlight"]
        exact, prefix, suffix = quote
        span = Span(index(start), index(end))
        place = Anchor(span, exact, prefix, suffix, equals, rivals, repaired)
        highlight = None if colour is None else Colour(colour)
        kind = Kind(row["kind"])
    except (KeyError, TypeError, ValueError):
        raise ValueError("not a note") from None
    return Note(id, article_id, name, title, kind, place, highlight, body, created, updated)


def article_row(article: Identity, told: dict[str, bool]) -> Row:
    """``article`` as JSON holds it.

    Args:
        article: who it is.
        told: what a person said of other articles by their id: whether they are this one.
    """
    sketch = "".join(f"{number:08x}" for number in article.sketch)
    return {**asdict(article), "sketch": sketch, "told": told}


def identity_of(row: Row) -> Identity:
    """The identity that ``article_row`` made ``row`` of.

    Raises:
        ValueError: it did not.
    """
    try:
        texts = [row[field] for field in ("id", "name", "title", "form", "sketch")]
        "".join(texts)
        return _identity(*texts)
    except (KeyError, TypeError, ValueError):
        raise ValueError("not an article") from None


@lru_cache(maxsize=20_000)
def _identity(id: str, name: str, title: str, form: str, hashes: str) -> Identity:
    sketch = tuple(int(hashes[at : at + 8], 16) for at in range(0, len(hashes), 8))
    return Identity(id, name, title, form, sketch)


def upgrade(tables: Tables, version: int) -> Tables:
    """``tables`` of an earlier ``version`` as this one has them; the given ones stay."""
    assert version < VERSION
    notes = {number: _second(row) for number, row in tables.get(NOTES, {}).items()}
    return {**tables, NOTES: notes}


def _second(row: Row) -> Row:
    """A note's row of version 1: its tags go into the text."""
    body: Any = row.get("body")
    tags: Any = row.get("tags")
    if isinstance(body, str) and isinstance(tags, list):
        missing = [f"#{tag}" for tag in tags if tag not in tags_in(body)]
        body = "\n\n".join(part for part in (body, " ".join(missing)) if part)
        tags = list(tags_in(body))
    anchor: Any = row.get("anchor")
    more = {"equals": 1, "rivals": []}
    anchor = {**anchor, **more} if isinstance(anchor, dict) else anchor
    kind = Kind.PARAGRAPH.value
    return {
        **{**row, "body": body, "tags": tags, "anchor": anchor},
        **{"kind": kind, "highlight": None},
    }
