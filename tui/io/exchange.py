"""Notes as JSON without loss, and back.

    notes, articles -> text          text -> notes, articles

The object holds every field of every note as ``rows.to_row`` makes it, and the marks of
their articles, so that the notes find them again elsewhere. Characters that act on a
terminal are escapes in it, so nothing is lost. ``list --json`` prints the notes alone, as
an array; that is read back as well, and so are notes of the first version.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from tui.core.identity import Identity
from tui.core.model import Problem
from tui.core.notes import Note
from tui.core.safe import safe_json
from tui.io.rows import (
    ARTICLES,
    NOTES,
    VERSION,
    article_row,
    from_row,
    identity_of,
    to_row,
    upgrade,
)

FORMAT = "qingdu-notes"


class Parcel(NamedTuple):
    """Notes, and who their articles are."""

    notes: tuple[Note, ...]
    articles: tuple[Identity, ...]


def to_array(notes: Iterable[Note]) -> str:
    """``notes`` as a JSON array with an object a note."""
    return _written([to_row(note) for note in notes])


def to_json(notes: Iterable[Note], articles: Iterable[Identity]) -> str:
    """``notes`` and the ``articles`` that they are of as one JSON object."""
    notes = tuple(notes)
    used = {note.article_id for note in notes}
    whole = {
        "format": FORMAT,
        "version": VERSION,
        ARTICLES: [article_row(one, {}) for one in articles if one.id in used],
        NOTES: [to_row(note) for note in notes],
    }
    return _written(whole)


def _written(value: object) -> str:
    return safe_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def parse(name: str, text: str) -> Parcel:
    """What ``to_json`` or ``to_array`` wrote.

    Args:
        name: where ``text`` comes from, for the message.
        text: the JSON.

    Raises:
        Problem: ``import-json``, ``import-shape`` or ``import-newer``.
    """
    try:
        found: Any = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise Problem("import-json", path=name, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise Problem("import-shape", path=name) from None
    if isinstance(found, dict) and isinstance(found.get("version"), int):
        if found["version"] > VERSION:
            raise Problem("import-newer", path=name, version=found["version"])
        rows, articles = found.get(NOTES), found.get(ARTICLES, [])
    else:
        rows, articles = found, []
    if not isinstance(rows, list):
        raise Problem("import-shape", path=name)
    try:
        notes = tuple(from_row(_as_of_now(row)) for row in rows)
        return Parcel(notes, tuple(identity_of(row) for row in articles))
    except (TypeError, ValueError, AttributeError):
        raise Problem("import-shape", path=name) from None


def _as_of_now(row: dict[str, Any]) -> dict[str, Any]:
    """A note's row, also of the first version."""
    first = "kind" not in row
    upgraded: dict[str, Any] = upgrade({NOTES: {"1": row}}, 1)[NOTES]["1"] if first else row
    return upgraded
