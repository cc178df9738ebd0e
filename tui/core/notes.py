"""What a note is, and where it stands in an article.

    note, article -> its span in the source, or None: an orphan
    body -> its tags

A note belongs to a paragraph, to some characters, or to the article as a whole. It has a
text, a colour, or both. Its tags are the words after ``#`` in its text and nothing beside,
so that there is one place to change them.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from tui.core import anchor as anchors
from tui.core.anchor import Anchor
from tui.core.glyphs import fold
from tui.core.model import Article, Paragraph, Span
from tui.core.search import Finder, block

# A tag begins behind anything but a Latin letter, a digit or one of these: neither C#, a
# heading, nor the fragment of an address is one. As in Obsidian it may have levels, a/b,
# and is not a number alone.
_TAG = re.compile(r"(?<![0-9A-Za-z_#＃/&])[#＃]((?:[^\W_]|[_/-])+)")

WHOLE = Anchor(Span(0, 0), "", "", "")
"""The anchor of a note on an article as a whole."""


class Kind(StrEnum):
    """What a note is on."""

    PARAGRAPH = "paragraph"
    CHARACTERS = "characters"
    ARTICLE = "article"


class Colour(StrEnum):
    """The colours of a highlight."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"


class Note(Struct, frozen=True):
    """One note of a person's.

    Attributes:
        id: a random UUID in hexadecimal.
        article_id: SHA-256 of the article's source when the note was written or attached.
        article_name: the path that the article was opened by, ``-`` for standard input.
        article_title: the article's title then.
        kind: what the note is on.
        anchor: where the note belongs in the source; ``WHOLE`` on an article.
        highlight: the colour that its place is shown in, if any.
        body: the person's text; may be empty if there is a colour.
        created: when, in UTC, as ISO 8601.
        updated: when it was last changed, likewise.
    """

    id: str
    article_id: str
    article_name: str
    article_title: str
    kind: Kind
    anchor: Anchor
    highlight: Colour | None
    body: str
    created: str
    updated: str

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags in the text, each once."""
        return tags_in(self.body)


def tags_in(body: str) -> tuple[str, ...]:
    """The tags of a text in the order of their first mention, without ``#``.

    >>> tags_in("好文#讀書/散文，再看。 #2026 C# #讀書/散文")
    ('讀書/散文',)
    """
    if "#" not in body and "＃" not in body:
        return ()
    found = (tag.strip("/-") for tag in _TAG.findall(body))
    return tuple(dict.fromkeys(tag for tag in found if tag and not tag.isdecimal()))


def is_tagged(note: Note, tag: str) -> bool:
    """Whether ``note`` has ``tag``, in either script, or one below it."""
    wanted = fold(tag.lstrip("#＃"))
    tags = map(fold, note.tags)
    return any(found == wanted or found.startswith(f"{wanted}/") for found in tags)


def says(note: Note, wanted: Finder) -> bool:
    """Whether a note's text, quote, title or path holds what is wanted, in either script."""
    texts = (note.body, note.anchor.quote, note.article_title, note.article_name)
    lines = (line for text in texts for line in text.split("\n"))
    parts = [Paragraph(n, Span(0, len(line)), line, line, ()) for n, line in enumerate(lines)]
    return bool(wanted.find(block(parts)))


def place_of(note: Note, article: Article) -> Span | None:
    """Where ``note`` belongs in ``article`` (source offsets); None if it is an orphan there."""
    if note.article_id == article.id:
        return note.anchor.span
    if note.kind is Kind.ARTICLE:
        return WHOLE.span
    return anchors.find(article.source, note.anchor)


def placed(
    notes: Iterable[Note], article: Article
) -> tuple[tuple[tuple[Span, Note], ...], tuple[Note, ...]]:
    """All ``notes``: those that have their place in ``article``, in order, and the orphans."""
    found: list[tuple[Span, Note]] = []
    orphans: list[Note] = []
    for note in notes:
        span = place_of(note, article)
        if span is None:
            orphans.append(note)
        else:
            found.append((span, note))
    found.sort(key=lambda placed: (placed[0], placed[1].created, placed[1].id))
    return tuple(found), tuple(orphans)
