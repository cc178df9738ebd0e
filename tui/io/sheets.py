"""Notes as tables that other programs import: Readwise's CSV and Anki's text file.

    notes -> text; nothing is printed or written here

Readwise takes the columns Highlight, Title, Author, URL, Note, Location and Date. Anki
takes a text file whose first lines say how it is made; with the note's id as the card's, a
second import changes the cards of the first. Both are tables that people open in a
spreadsheet as well, so a cell that a spreadsheet would run as a formula begins with an
apostrophe. Characters that act on a terminal are made visible.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from tui.core.notes import Note
from tui.core.safe import safe_lines

# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), in either width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_READWISE = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_ANKI = ("#separator:tab", "#html:false", "#guid column:1", "#tags column:5")
_ANKI_COLUMNS = ("guid", "Front", "Back", "Source", "Tags")


def to_readwise(notes: Iterable[Note]) -> str:
    """``notes`` as the CSV that Readwise imports; a note without a quote is its own highlight."""
    rows: list[Sequence[str]] = [_READWISE]
    for note in notes:
        quote = note.anchor.quote or note.body
        body = note.body if note.anchor.quote else ""
        url = note.article_name if urlsplit(note.article_name).scheme in ("http", "https") else ""
        place = str(note.anchor.span.start)
        when = note.created.replace("T", " ")[:19]
        rows.append([*map(_cell, (quote, note.article_title, "", url, body)), place, _cell(when)])
    return _table(rows, ",")


def to_anki(notes: Iterable[Note]) -> str:
    """``notes`` as the text file that Anki imports: the quote asks, the text answers."""
    rows: list[Sequence[str]] = []
    for note in notes:
        front = note.anchor.quote or note.article_title
        source = f"{note.article_title} · {note.article_name}"
        tags = " ".join(tag.replace("/", "::") for tag in note.tags)
        rows.append([_cell(value) for value in (note.id, front, note.body, source, tags)])
    head = [*_ANKI, "#columns:" + "\t".join(_ANKI_COLUMNS)]
    return "\n".join(head) + "\n" + _table(rows, "\t")


def _cell(text: str) -> str:
    """``text`` as a cell that is no formula."""
    shown = safe_lines(text.replace("\r\n", "\n"))
    return f"'{shown}" if text.startswith(_FORMULA) else shown


def _table(rows: Iterable[Sequence[str]], separator: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\n").writerows(rows)
    return written.getvalue()
