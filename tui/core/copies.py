"""What is copied: an article or a part of it, in a form -> text.

    Article, paragraphs, a span of them, Form, placed notes, words -> text

A form is plain text or Markdown; in the script shown or the original one; with a line that
says where it is from, or without; with the notes on it, or without. Each use (a paragraph,
a selection, the article) has a form of its own, which ``written`` and ``read`` turn into
text and back.

The date told is the one that the article gives at its head, otherwise the day of copying.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tui.core.anchor import Anchor, anchor
from tui.core.items import paragraph_at
from tui.core.model import Article, Role, Script, Span
from tui.core.notes import Kind, Note
from tui.core.pipeline import display
from tui.core.report import as_markdown, escape, gap

_HEAD = 12  # paragraphs in which an article says when and where it was published
_URL = re.compile(r"https?://[\w./?=&%#~:@!$*+,;\-]*[\w/]", re.ASCII)
_DATE = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|([-/.])\d{1,2}\1\d{1,2})")
NOTE, HIGHLIGHT = "✎", "▮"  # before a note, before a highlight without words

Placed = Sequence[tuple[Span, Note]]


class Form(Struct, frozen=True):
    """How it is copied.

    Attributes:
        markdown: as Markdown instead of plain text.
        original: in the original script instead of the one shown.
        source: with a line that tells where it is from.
        notes: with the notes on it.
    """

    markdown: bool = False
    original: bool = False
    source: bool = False
    notes: bool = False


PARTS = Form.__struct_fields__


def written(form: Form) -> str:
    """``form`` as text.

    >>> written(Form(markdown=True, notes=True)), written(Form())
    ('markdown notes', '')
    """
    return " ".join(name for name in PARTS if getattr(form, name))


def read(text: str) -> Form:
    """The form that ``written`` made ``text`` of; what it does not know it leaves out."""
    return replace(Form(), **{name: True for name in text.split() if name in PARTS})


def toggled(form: Form, part: str) -> Form:
    """``form`` with ``part``, one of ``PARTS``, the other way."""
    return replace(form, **{part: not getattr(form, part)})


class Origin(Struct, frozen=True):
    """Where an article is from: its address or path, and a date if it gives one."""

    where: str
    date: str


def origin(article: Article) -> Origin:
    """What the head of ``article`` says of its address and date; its path for want of one."""
    url, date = "", ""
    for index in range(min(_HEAD, len(article))):
        text = display(article, index, Script.ORIGINAL).text
        if article.verdict(index).role in (Role.BYLINE, Role.CREDIT, Role.JUNK):
            found_url, found_date = _URL.search(text), _DATE.search(text)
            url = url or (found_url[0] if found_url else "")
            date = date or (found_date[0] if found_date else "")
    return Origin(url or article.name, date)


def copied(  # noqa: PLR0913 - what a copy is made of
    article: Article,
    paragraphs: Iterable[int],
    form: Form,
    script: Script,
    *,
    span: Span | None = None,
    placed: Placed = (),
    source_line: Callable[[Origin], str] | None = None,
) -> str:
    """The text of ``paragraphs`` in ``form``.

    Args:
        article: the article.
        paragraphs: indices, ascending.
        form: the form.
        script: the script shown.
        span: only this part of them (source offsets).
        placed: the article's notes with their places; those on what is copied are taken.
        source_line: tells where it is from, in plain text.
    """
    script = Script.ORIGINAL if form.original else script
    parts: list[str] = []
    whole = [(place, note) for place, note in placed if note.kind is Kind.ARTICLE]
    for index in paragraphs:
        within = article.span(index)
        if span is not None:
            within = Span(max(within.start, span.start), min(within.end, span.end))
        if parts:
            parts.append("\n\n" if form.markdown else gap(article, index))
        parts.append(_text(article, index, script, form, within))
        if form.notes:
            here = _notes_on(article, index, within, placed)
            parts += [
                f"\n\n{told}" if form.markdown else f"\n{told}"
                for told in (_note(article, script, form, place, note) for place, note in here)
            ]
    between = "\n\n"
    if form.notes and span is None and whole and parts:
        parts += [between + _note(article, script, form, place, note) for place, note in whole]
    if form.source and source_line is not None and parts:
        line = source_line(origin(article))
        parts.append(between + (escape(line) if form.markdown else line))
    return "".join(parts)


def anchored(article: Article, span: Span) -> Anchor:
    """An anchor of ``span`` (source offsets) with its quote as it is read, repaired."""
    first = paragraph_at(article, span.start)
    last = paragraph_at(article, max(span.start, span.end - 1))
    read = copied(article, range(first, last + 1), Form(), Script.ORIGINAL, span=span)
    return anchor(article.source, span, read)


def _text(article: Article, index: int, script: Script, form: Form, within: Span) -> str:
    shown = display(article, index, script)
    if within == article.span(index):
        return as_markdown(article, index, script) if form.markdown else shown.text
    part = shown.offsets.forward_span(within)
    text = shown.text[part.start : part.end]
    return escape(text) if form.markdown else text


def _notes_on(article: Article, index: int, within: Span, placed: Placed) -> Placed:
    """The notes that begin in paragraph ``index`` and touch ``within``."""
    return [
        (place, note)
        for place, note in placed
        if note.kind is not Kind.ARTICLE
        and paragraph_at(article, place.start) == index
        and place.start < within.end
        and within.start < max(place.end, place.start + 1)
    ]


def _note(article: Article, script: Script, form: Form, place: Span, note: Note) -> str:
    """A note as a line, its lines of Markdown as a quotation."""
    quote = ""
    if note.kind is Kind.CHARACTERS:
        index = paragraph_at(article, place.start)
        shown = display(article, index, script)
        part = shown.offsets.forward_span(place)
        quote = f"「{shown.text[part.start : part.end]}」"
    sign = NOTE if note.body else HIGHLIGHT
    told = " ".join(part for part in (sign, quote, note.body.strip()) if part)
    if not form.markdown:
        return told
    return "\n".join(f"> {escape(line)}" for line in told.split("\n"))
