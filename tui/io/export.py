r"""Notes as a document: Markdown for people, JSON without loss for programs.

    notes -> text; nothing is printed or written here

Markdown has a heading an article with its path below, and for each note its quote, its
text and when it was last changed. All of it comes from outside the document: what
CommonMark would read as a mark is escaped, so that it shows what was written, character
for character; only blanks at the ends of lines go. A title like ``<b>`` or
``[x](javascript:…)`` stays text. Characters that act on a terminal are made visible.

JSON holds every field of every note as ``notes.to_row`` makes it, and such characters as
escapes, so nothing is lost. The order is the order given.
"""

import json
import re
from collections.abc import Iterable
from itertools import groupby

from tui.core.notes import Note
from tui.core.safe import safe, safe_json, safe_lines
from tui.io.rows import to_row

# What has a meaning anywhere in a line, and what has one only at its start: headings,
# lists, and the lines that turn the one above into a heading or rule.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>&|~])")
_AT_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]+$|\d{1,9}(?=[.)](?:\s|$)))")


def to_json(notes: Iterable[Note]) -> str:
    """``notes`` as a JSON array with an object a note."""
    rows = [to_row(note) for note in notes]
    return safe_json(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"


def to_markdown(notes: Iterable[Note]) -> str:
    """``notes`` as Markdown, grouped by article in the order of their first notes."""
    order: dict[tuple[str, str], int] = {}
    for note in (notes := tuple(notes)):
        order.setdefault(_article(note), len(order))
    grouped = groupby(sorted(notes, key=lambda n: order[_article(n)]), key=_article)
    return "\n".join(_section(article, tuple(group)) for article, group in grouped)


def _article(note: Note) -> tuple[str, str]:
    return note.article_id, note.article_name


def _section(article: tuple[str, str], notes: tuple[Note, ...]) -> str:
    parts = [f"# {_line(notes[-1].article_title or article[1])}", _line(article[1])]
    for note in notes:
        parts += ["\n".join(f"> {line}" for line in _lines(note.anchor.exact))]
        parts += ["\n".join(_lines(note.body))]
        parts += [f"*{_line(note.updated)}*"]
    return "\n\n".join(part for part in parts if part.strip("> \n")) + "\n"


def _line(text: str) -> str:
    return _escaped(safe(text).strip(" \t"))


def _lines(text: str) -> list[str]:
    """``text`` line by line, with the blanks that make Markdown break where it does."""
    lines = [_escaped(safe(line).strip(" \t")) for line in safe_lines(text).split("\n")]
    following = [*lines[1:], ""]
    return [
        f"{line}  " if line and after else line
        for line, after in zip(lines, following, strict=True)
    ]


def _escaped(line: str) -> str:
    line = _ANYWHERE.sub(r"\\\1", line)
    found = _AT_START.match(line)
    if found is None:
        return line
    mark = found.group()
    return f"{mark}\\{line[len(mark) :]}" if mark.isdigit() else f"\\{line}"
