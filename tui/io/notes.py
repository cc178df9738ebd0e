"""A person's notes: what is kept of each, and the store over all articles.

    note added, edited, deleted -> TinyDB table ``notes`` -> journal, on disk when it returns

Rows stay plain JSON: anyone can read ``notes.json`` with TinyDB after a clean exit.
What another process wrote is there at the next call. A note that was acknowledged is
never lost; how, ``journal`` says. Undo is the caller's: ``delete`` and ``edit`` have the
note as it was to give back, and ``restore`` takes it.

Left out on purpose: finding a note's place in a changed text (``core.anchor`` does), and
an index by article: TinyDB's search over 100,000 notes takes some 20 ms, and is kept
until something changes.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from operator import index
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from tinydb.queries import QueryLike
from tinydb.table import Document

from tui.core.anchor import Anchor
from tui.core.model import Problem, Span
from tui.io.journal import JournalStorage
from tui.io.storage import LOCK_SECONDS, Damaged
from tui.io.table import JournalDB

TABLE = "notes"


@dataclass(frozen=True, slots=True)
class Note:
    """One note of a person's.

    Attributes:
        id: a random UUID in hexadecimal.
        article_id: SHA-256 of the article's source when the note was written.
        article_name: the path that the article was opened by, ``-`` for standard input.
        article_title: the article's title then.
        anchor: where the note belongs in the source.
        body: the person's text.
        tags: words to find it by.
        created: when, in UTC, as ISO 8601.
        updated: when it was last changed, likewise.
    """

    id: str
    article_id: str
    article_name: str
    article_title: str
    anchor: Anchor
    body: str
    tags: tuple[str, ...]
    created: str
    updated: str


# The fields that are text, in the order of ``Note``.
_TEXTS = (
    *("id", "article_id", "article_name", "article_title"),
    *("body", "created", "updated"),
)


def to_row(note: Note) -> dict[str, Any]:
    """``note`` as JSON holds it; ``from_row`` gives the same note again."""
    row = asdict(note)
    span = note.anchor.span
    row["anchor"]["span"] = [span.start, span.end]
    row["tags"] = list(note.tags)
    return row


def from_row(row: dict[str, Any]) -> Note:
    """The note that ``to_row`` made ``row`` of.

    Raises:
        ValueError: it did not.
    """
    try:
        anchor = row["anchor"]
        start, end = anchor["span"]
        quote = [anchor[part] for part in ("exact", "prefix", "suffix")]
        texts = [row[field] for field in _TEXTS]
        id, article_id, name, title, body, created, updated = texts
        tags = tuple(row["tags"])
        "".join((*quote, *texts, *tags))  # raises TypeError unless all of them are texts
        place = Anchor(Span(index(start), index(end)), *quote)
        return Note(id, article_id, name, title, place, body, tags, created, updated)
    except (KeyError, TypeError, ValueError):
        raise ValueError("not a note") from None


class NoteStore:
    """All notes, in one file. Made without touching it: the first call reads.

    Every method raises ``Problem`` if the file cannot be read, was damaged, or could not
    be written; whatever was saved before is then still there.
    """

    def __init__(
        self, path: Path, now: Callable[[], datetime], timeout: float = LOCK_SECONDS
    ) -> None:
        """Keep notes in ``path``; ``now`` is the clock, ``timeout`` the wait for the lock."""
        self._now = now
        self._db = JournalDB(path, storage=JournalStorage, timeout=timeout)
        storage = self._db.storage
        assert isinstance(storage, JournalStorage)
        self._storage = storage
        self._notes = self._db.table(TABLE, cache_size=0)
        self._found: tuple[tuple[int, str, str], tuple[Note, ...]] | None = None

    @property
    def path(self) -> Path:
        """The file, symbolic links followed."""
        return self._storage.path

    @property
    def backup(self) -> Path | None:
        """The last good copy of the file, if there is one."""
        return self._storage.backup if self._storage.backup.exists() else None

    @property
    def generation(self) -> int:
        """Another number whenever the notes changed, here or in another process."""
        self._storage.read()
        return self._storage.generation

    def add(  # noqa: PLR0913, PLR0917 - what a note is made of
        self,
        article_id: str,
        article_name: str,
        article_title: str,
        anchor: Anchor,
        body: str,
        tags: Iterable[str] = (),
    ) -> Note:
        """Write a new note."""
        now = self._time()
        id = uuid4().hex
        note = Note(
            id, article_id, article_name, article_title, anchor, body, tuple(tags), now, now
        )
        self.restore(note)
        return note

    def edit(self, id: str, body: str) -> Note:
        """Change a note's text; gives the note as it is now.

        Raises:
            Problem: no such note, besides what every method raises.
        """
        with self._storage.exclusive():
            note = replace(self._known(id), body=body, updated=self._time())
            self.restore(note)
        return note

    def delete(self, id: str) -> Note:
        """Delete a note; gives it as it was, for ``restore``.

        Raises:
            Problem: no such note, besides what every method raises.
        """
        with self._storage.exclusive():
            note = self._known(id)
            number = self._storage.number(TABLE, id)
            assert number is not None
            self._notes.remove(doc_ids=[number])
        return note

    def restore(self, note: Note) -> None:
        """Write ``note`` as it is, whether it was deleted or changed since."""
        row = to_row(note)
        with self._storage.exclusive():
            self._storage.read()
            number = self._storage.number(TABLE, note.id)
            if number is None:
                self._notes.insert(Document(row, self._storage.free_number(TABLE)))
            else:
                self._notes.update(row, doc_ids=[number])

    def get(self, id: str) -> Note | None:
        """The note ``id``, if there is one."""
        self._storage.read()
        number = self._storage.number(TABLE, id)
        return None if number is None else self._note(self._notes.get(doc_id=number))

    def for_article(self, article_id: str, path: Path | str | None) -> tuple[Note, ...]:
        """The notes of one article, in the order of their places.

        Args:
            article_id: the text's identity.
            path: where it was opened; notes written there on an earlier text belong to
                it too. ``None`` or ``-`` for a text that has no place.
        """
        name = "" if path is None or str(path) == "-" else str(path)
        key = (self.generation, article_id, name)
        found = self._found
        if found is None or found[0] != key:

            def belongs(row: Any) -> bool:
                return row.get("article_id") == article_id or (
                    bool(name) and row.get("article_name") == name
                )

            found = key, self._sorted(self._notes.search(cast(QueryLike, belongs)))
            self._found = found
        return found[1]

    def all(self) -> tuple[Note, ...]:
        """Every note: by article as named, and in it in the order of their places."""
        notes = self._sorted(self._notes.all())
        return tuple(sorted(notes, key=lambda note: note.article_name))

    def compact(self) -> None:
        """Bring the file up to date for other programs; ``close`` does it too."""
        self._storage.fold()

    def close(self) -> None:
        """Compact, if that can be done. The store may be used again."""
        self._storage.close()

    def _time(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="milliseconds")

    def _known(self, id: str) -> Note:
        note = self.get(id)
        if note is None:
            raise Problem("note-missing", id=id)
        return note

    def _note(self, row: Any) -> Note:
        try:
            return from_row(row)
        except ValueError:
            raise Damaged("notes-damaged-shape", path=str(self.path)) from None

    def _sorted(self, rows: Iterable[Any]) -> tuple[Note, ...]:
        notes = map(self._note, rows)
        return tuple(sorted(notes, key=lambda note: (note.anchor.span.start, note.created)))
