"""The store of a person's notes over all articles.

    note added, edited, deleted -> TinyDB tables ``notes``, ``articles`` -> journal, on disk
    when it returns

What another process wrote is there at the next call. A note that was acknowledged is
never lost; how, ``journal`` says. Every change is a step of the session that ``undo``
takes back and ``redo`` makes again; a step whose notes were changed elsewhere meanwhile
is refused, so that undoing never overwrites what another window wrote.

``articles`` keeps the marks of every article that has notes (``core.identity``), and what
a person said when they did not tell whether two are one.

Left out on purpose: finding a note's place in a changed text (``core.notes`` does), and
an index by article: going through 100,000 notes takes some 20 ms, and what is found is
kept until something changes.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace

from tui.core.anchor import Anchor
from tui.core.identity import STANDARD_INPUT, Identity, Kinship, kinship
from tui.core.model import Problem
from tui.core.notes import Colour, Kind, Note
from tui.io.journal import JournalStorage
from tui.io.lines import Change, Row, checksum
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
from tui.io.storage import LOCK_SECONDS, Damaged, GivenUp
from tui.io.table import JournalDB

# An article is compared with every other that has notes whenever a note was changed.
_kinship = lru_cache(maxsize=20_000)(kinship)
# No session makes so many steps by hand; an import of all notes is one of them.
STEPS = 1000


class Changed(NamedTuple):
    """A row as it was and as it is; None where there was or is none."""

    table: str
    before: Row | None
    after: Row | None


class Step(Struct, frozen=True):
    """One change of the session's, whole: all rows or none were changed."""

    rows: tuple[Changed, ...]

    @property
    def notes(self) -> tuple[tuple[Note | None, Note | None], ...]:
        """The notes changed, each as it was and as it is."""
        return tuple(
            (
                None if row.before is None else from_row(row.before),
                None if row.after is None else from_row(row.after),
            )
            for row in self.rows
            if row.table == NOTES
        )


class Belonging(Struct, frozen=True):
    """What is known of an article.

    Attributes:
        notes: its notes, those written on earlier texts of it included, in the order of
            their places then.
        asked: articles with notes of which only a person can tell whether they are it;
            ``tell`` keeps the answer.
    """

    notes: tuple[Note, ...]
    asked: tuple[Identity, ...]


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
        self._db = JournalDB(
            path, storage=JournalStorage, timeout=timeout, version=VERSION, upgrade=upgrade
        )
        storage = self._db.storage
        assert isinstance(storage, JournalStorage)
        self._storage = storage
        self._notes = self._db.table(NOTES, cache_size=0)
        self._found: tuple[tuple[int, Identity], Belonging] | None = None
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def path(self) -> Path:
        """The file, symbolic links followed."""
        return self._storage.path

    @property
    def backup(self) -> Path | None:
        """The last good copy of the file, if there is one."""
        return self._storage.backup if self._storage.backup.exists() else None

    @property
    def is_quick(self) -> bool:
        """Whether a call answers at once: the file was read before, or is small."""
        return self._storage.is_quick

    def load(self, given_up: Callable[[], bool]) -> bool:
        """Read the file; false if ``given_up`` said meanwhile that nobody waits any more."""
        self._storage.given_up = given_up
        try:
            self._storage.read()
        except GivenUp:
            return False
        return True

    @property
    def generation(self) -> int:
        """Another number whenever the notes changed, here or in another process."""
        self._storage.read()
        return self._storage.generation

    def add(
        self,
        article: Identity,
        anchor: Anchor,
        body: str,
        *,
        kind: Kind = Kind.PARAGRAPH,
        highlight: Colour | None = None,
    ) -> Note:
        """Write a new note."""
        now = self._time()
        id, name, title = article.id, article.name, article.title
        note = Note(uuid4().hex, id, name, title, kind, anchor, highlight, body, now, now)
        with self._storage.exclusive():
            self._remember(article)
            self._write((Changed(NOTES, None, to_row(note)),))
        return note

    def edit(self, id: str, body: str) -> Note:
        """Change a note's text; gives the note as it is now.

        Raises:
            Problem: no such note, besides what every method raises.
        """
        return self._change(id, body=body)

    def write(self, id: str, body: str, highlight: Colour | None) -> Note:
        """Change a note's text and colour in one step; gives the note as it is now.

        Raises:
            Problem: no such note, besides what every method raises.
        """
        return self._change(id, body=body, highlight=highlight)

    def colour(self, id: str, highlight: Colour | None) -> Note:
        """Change a note's colour; gives the note as it is now.

        Raises:
            Problem: no such note, besides what every method raises.
        """
        return self._change(id, highlight=highlight)

    def attach(self, id: str, article: Identity, anchor: Anchor, kind: Kind) -> Note:
        """Give a note another place, in whatever article; gives the note as it is now.

        Raises:
            Problem: no such note, besides what every method raises.
        """
        with self._storage.exclusive():
            self._remember(article)
            return self._change(
                id,
                article_id=article.id,
                article_name=article.name,
                article_title=article.title,
                anchor=anchor,
                kind=kind,
            )

    def delete(self, id: str) -> Note:
        """Delete a note; gives it as it was.

        Raises:
            Problem: no such note, besides what every method raises.
        """
        with self._storage.exclusive():
            note = self._known(id)
            self._write((Changed(NOTES, self._row(NOTES, id), None),))
        return note

    def undo(self) -> Step | None:
        """Take back the session's last change; gives it, None if there is none.

        Raises:
            Problem: ``note-changed``, a note was changed elsewhere since; the step is
                dropped. Besides, what every method raises; the step stays then.
        """
        return self._again(self._done, self._undone, back=True)

    def redo(self) -> Step | None:
        """Make the change again that was undone last; gives it, None if there is none.

        Raises:
            Problem: as ``undo``.
        """
        return self._again(self._undone, self._done, back=False)

    def get(self, id: str) -> Note | None:
        """The note ``id``, if there is one."""
        row = self._row(NOTES, id)
        return None if row is None else self._note(row)

    def find(self, beginning: str) -> Note:
        """The only note whose id begins so.

        Raises:
            Problem: ``note-missing`` or ``note-ambiguous``, besides what every method raises.
        """
        whole = self.get(beginning)
        if whole is not None:
            return whole
        rows = self._storage.read().get(NOTES, {}).values()
        found = [row for row in list(rows) if beginning and row["id"].startswith(beginning)]
        if len(found) > 1:
            raise Problem("note-ambiguous", id=beginning, count=len(found))
        if not found:
            raise Problem("note-missing", id=beginning)
        return self._note(found[0])

    def take(self, notes: Iterable[Note], articles: Iterable[Identity]) -> tuple[int, int]:
        """Write notes from elsewhere; of two forms of one note the one changed later stays.

        One step. Gives how many were new, and how many were changed.
        """
        with self._storage.exclusive():
            known = self._articles()
            rows: dict[str, Changed] = {}
            for note in notes:
                before = self._row(NOTES, note.id)
                earlier = rows[note.id].after if note.id in rows else before
                if earlier is None or self._note(earlier).updated < note.updated:
                    after = {**(earlier or {}), **to_row(note)}
                    rows[note.id] = Changed(NOTES, before, after)
            marks = {one.id: Changed(ARTICLES, None, article_row(one, {})) for one in articles}
            self._commit([mark for id, mark in marks.items() if id not in known])
            if rows:
                self._write(tuple(rows.values()))
        new = sum(row.before is None for row in rows.values())
        return new, len(rows) - new

    def articles(self) -> tuple[Identity, ...]:
        """Every article that has or had notes."""
        return tuple(article for article, _ in self._articles().values())

    def of(self, article: Identity) -> Belonging:
        """The notes of ``article``, by its marks and what a person said."""
        key = (self.generation, article)
        if self._found is None or self._found[0] != key:
            self._found = key, self._belonging(article)
        return self._found[1]

    def tell(self, article: Identity, other: str, *, same: bool) -> None:
        """Keep whether the article with the id ``other`` is this one. A step like others."""
        with self._storage.exclusive():
            self._remember(article)
            before = self._row(ARTICLES, article.id)
            assert before is not None
            told = {**before["told"], other: same}
            self._write((Changed(ARTICLES, before, {**before, "told": told}),))

    @property
    def steps(self) -> int:
        """How many steps ``undo`` can take back."""
        return len(self._done)

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

    def _change(self, id: str, **fields: Any) -> Note:
        with self._storage.exclusive():
            before = self._known(id)
            note = replace(before, **fields, updated=self._time())
            row = self._row(NOTES, id)
            # What another program added to the row stays.
            self._write((Changed(NOTES, row, {**(row or {}), **to_row(note)}),))
        return note

    def _write(self, rows: tuple[Changed, ...]) -> None:
        """Change rows as one step of the session's."""
        self._commit(rows)
        self._done = [*self._done[1 - STEPS :], Step(rows)]
        self._undone.clear()

    def _again(self, source: list[Step], target: list[Step], *, back: bool) -> Step | None:
        """Take back the last of ``source``, or make it again, and move it to ``target``."""
        if not source:
            return None
        step = source[-1]
        rows = step.rows
        if back:
            rows = tuple(Changed(row.table, row.after, row.before) for row in rows)
        with self._storage.exclusive():
            for table, before, after in rows:
                id = (before or after or {})["id"]
                if self._row(table, id) != before:
                    source.pop()
                    raise Problem("note-changed", id=id[:8])
            self._commit(rows)
        source.pop()
        target.append(step)
        return step

    def _commit(self, rows: Iterable[Changed]) -> None:
        """Write rows, all or none; to be called under the lock, with what is there now."""
        with self._storage.exclusive():
            self._storage.read()
            free: dict[str, int] = {}
            changes = []
            for table, before, after in rows:
                id = (before or after or {})["id"]
                number = self._storage.number(table, id)
                if number is None:
                    number = free.get(table, self._storage.free_number(table))
                    free[table] = number + 1
                was = None if before is None else checksum(before)
                changes.append(Change(table, id, str(number), after, was))
            self._storage.commit(changes)

    def _remember(self, article: Identity) -> None:
        """Keep the marks of ``article``, unless they are kept already."""
        row = self._row(ARTICLES, article.id)
        now = article_row(article, row["told"] if row else {})
        if now != row:
            self._commit((Changed(ARTICLES, row, now),))

    def _belonging(self, article: Identity) -> Belonging:
        known = self._articles()
        own = known.get(article.id)
        told = own[1] if own else {}
        ids, asked = {article.id}, {}
        for other, _ in known.values():
            said = told.get(other.id)
            kin = _kinship(article, other)
            if said or (said is None and kin is Kinship.SAME):
                ids.add(other.id)
            elif said is None and kin is Kinship.PERHAPS:
                asked[other.id] = other
        rows = list(self._storage.read().get(NOTES, {}).values())
        found = [row for row in rows if row.get("article_id") in ids]
        if article.name != STANDARD_INPUT:
            # Of a note from before articles were remembered only the path is known.
            settled = {*known, article.id}
            here = (row for row in rows if row.get("article_name") == article.name)
            found += [row for row in here if row.get("article_id") not in settled]
        used = {row.get("article_id") for row in rows} if asked else set()
        others = tuple(other for id, other in asked.items() if id in used)
        return Belonging(self._sorted(found), others)

    def _articles(self) -> dict[str, tuple[Identity, dict[str, bool]]]:
        """Every article remembered, with what was told of it, by its id."""
        try:
            rows = self._storage.read().get(ARTICLES, {}).values()
            return {row["id"]: (identity_of(row), row["told"]) for row in list(rows)}
        except (ValueError, KeyError):
            raise Damaged("notes-damaged-shape", path=str(self.path)) from None

    def _row(self, table: str, id: str) -> Row | None:
        rows = self._storage.read().get(table, {})
        number = self._storage.number(table, id)
        return None if number is None else rows[str(number)]

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
