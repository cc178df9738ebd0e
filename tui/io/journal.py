"""TinyDB over a snapshot and a journal: a change costs its own size, not the database's.

    change -> one checksummed line appended to ``notes.json.journal`` -> fsync
    clean close -> snapshot ``notes.json`` (plain TinyDB reads it) -> journal put aside

TinyDB writes the whole database at every insert: two seconds at 100,000 notes. One file
an article would bound that too, but not for one article with thousands of notes, and a
list of all notes would open them all. So what changed is appended, and the snapshot is
written anew when the store is closed.

*Order.* A line counts once it is synced. Each line's CRC-32 goes on from the line before
it, so a line read at the wrong place never passes. A line that a kill cut off is the last
one; the next writer keeps its bytes in ``.torn`` and goes on before it. A bad line with a
good one after it is damage: refused, not skipped. The snapshot names the last journal
folded into it, so a kill between writing the one and moving the other repeats nothing.
The snapshot before and the journal folded since are kept: together they are the snapshot.

*Others.* Reading takes no lock: it looks at the snapshot's stamp before and after, and
reads on in the journal from where it was. Rows are known by their field ``id``, not by
TinyDB's number, and a line carries a checksum of the row it replaced. When something else
(plain TinyDB, a person) changed the snapshot beside a journal, rows that both changed are
kept twice, a row that it edited is not deleted, and new rows of both sides stay.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from tui.core.model import Problem
from tui.io.lines import Change, Row, Tail, checksum, read_lines, to_line
from tui.io.storage import (
    LOCK_SECONDS,
    ROW_BY_ROW,
    AtomicJSONStorage,
    Damaged,
    GivenUp,
    Stamp,
    Tables,
    not_saved,
    parse,
    stamp,
    sync_folder,
    to_bytes,
    unreadable,
    write_all,
    write_atomic,
)

SCHEMA = "schema"


class JournalStorage(AtomicJSONStorage):
    """The storage described above. What ``read`` returns is its own: not to be changed.

    Attributes:
        journal: the file of what changed since the snapshot.
        backup: the snapshot before the last one.
        spent: the journal that was folded last, if the last snapshot was made of one.
        given_up: asked while a long snapshot is read: whether nobody waits any more.
        generation: another number whenever the tables changed.
    """

    def __init__(
        self,
        path: str | Path,
        timeout: float = LOCK_SECONDS,
        version: int = 1,
        upgrade: Callable[[Tables, int], Tables] | None = None,
    ) -> None:
        """Keep tables of ``version`` in ``path``.

        Args:
            path: the snapshot.
            timeout: the wait for the lock, in seconds.
            version: of the rows; a file of a higher one is refused.
            upgrade: makes tables of this version of those of the lower one given, without
                changing them. The file is brought up to date at the first change; what it
                held stays beside it, as ``notes.json.v1.bak``.
        """
        super().__init__(path, timeout)
        self._version = version
        self._upgrade = upgrade
        self.journal = self.path.with_name(f"{self.path.name}.journal")
        self.backup = self.path.with_name(f"{self.path.name}.bak")
        self.spent = self.path.with_name(f"{self.path.name}.journal.bak")
        self.given_up: Callable[[], bool] = lambda: False
        self.generation = 0
        self._loaded = False
        # The tables as an earlier version left them, until the file is brought up to date.
        self._earlier: tuple[int, Tables] | None = None
        self._tables: Tables = {}
        self._numbers: dict[str, dict[str, str]] = {}
        self._next: dict[str, int] = {}
        self._snapshot: Stamp = None
        self._inode: int | None = None
        self._tail: Tail | None = None

    def read(self) -> Tables:
        """All tables as of now.

        Raises:
            Damaged: the snapshot or the journal is not what this program wrote.
            Problem: it cannot be read, or a newer version of the program wrote it.
            GivenUp: ``given_up`` said so.
        """
        with self._guard:
            try:
                if not self._loaded or stamp(self.path) != self._snapshot or not self._read_on():
                    self._load()
            except OSError as error:
                raise unreadable(self.path, error) from error
            return self._tables

    @property
    def is_quick(self) -> bool:
        """Whether ``read`` answers at once: it was read before, or there is little to read."""
        try:
            now = stamp(self.path)
        except OSError:
            return True  # it says at once that it cannot
        return self._loaded or now is None or now[2] < ROW_BY_ROW

    def number(self, table: str, id: str) -> int | None:
        """TinyDB's number of the row ``id``, as of the last reading."""
        found = self._numbers.get(table, {}).get(id)
        return None if found is None else int(found)

    def free_number(self, table: str) -> int:
        """A number that no row of ``table`` has, as of the last reading."""
        return self._next.get(table, 1)

    def commit(self, changes: list[Change]) -> None:
        """Append ``changes``, made of what ``read`` gave under the same lock.

        Raises:
            Problem: they could not be written; nothing changed.
        """
        if not changes:
            return
        with self.exclusive():
            try:
                self._bring_up_to_date()
                self._append(changes)
            except OSError as error:
                raise not_saved(self.path, error) from error
            self._apply(changes)

    def write(self, data: Tables) -> None:
        """Make ``data`` the snapshot and end the journal."""
        with self.exclusive():
            self.read()
            try:
                self._keep_earlier()
                self._replace(data)
            except OSError as error:
                raise not_saved(self.path, error) from error

    def fold(self) -> None:
        """Write what the journal holds into the snapshot, and end the journal.

        Raises:
            Problem: it could not be written; everything is where it was.
        """
        self.read()
        if self._tail is not None:
            with self.exclusive():
                self.write(self.read())

    def close(self) -> None:
        """Fold the journal. If that fails, it still holds everything.

        What nobody waited for is not read for that: the next session folds it.
        """
        if self.is_quick:
            with suppress(Problem, GivenUp):
                self.fold()

    def _load(self) -> None:
        """Read everything anew; once more, if the snapshot was replaced meanwhile."""
        while True:
            before = stamp(self.path)
            content = self.content()
            inode, journal = self._journal()
            if stamp(self.path) == before:
                break
        tables = {} if content is None else parse(self.path, content, self.given_up)
        version, folded = (self._version, None) if content is None else self._schema(tables)
        lines = None if journal is None else read_lines(self.journal, journal)
        self._take(tables)
        self._snapshot, self._inode, self._tail, self._earlier = before, inode, None, None
        if lines is not None:
            header = self._header(lines.records)
            if header["journal"] != folded:
                version = min(version, header["version"])
                self._tail = Tail(header["journal"], lines.end, lines.checksum)
                for record in lines.records[1:]:
                    self._apply([Change(*change) for change in record])
        if version < self._version and self._upgrade:
            self._earlier = version, self._tables
            self._take(self._upgrade(self._tables, version))
        self.generation += 1
        self._loaded = True

    def _take(self, tables: Tables) -> None:
        """Hold ``tables``, with an index of their rows."""
        self._numbers = {name: self._by_id(rows) for name, rows in tables.items() if name != SCHEMA}
        self._next = {name: max(map(int, rows), default=0) + 1 for name, rows in tables.items()}
        self._tables = tables

    def _journal(self) -> tuple[int | None, bytes | None]:
        """Inode and content of the journal, if there is one."""
        try:
            with self.journal.open("rb") as file:
                return os.fstat(file.fileno()).st_ino, file.read()
        except (FileNotFoundError, NotADirectoryError):
            return None, None

    def _read_on(self) -> bool:
        """Read what others appended; false if the journal is not the one that was read."""
        now = stamp(self.journal)
        if (None if now is None else now[1]) != self._inode:
            return False
        if self._earlier and now and self._tail and now[2] != self._tail.end:
            return False  # lines of an earlier version
        if now is None or self._tail is None or now[2] == self._tail.end:
            return True
        if now[2] < self._tail.end:
            return False
        with self.journal.open("rb") as file:
            file.seek(self._tail.end)
            content = file.read()
        try:
            lines = read_lines(self.journal, content, self._tail)
        except Damaged:
            return False
        for record in lines.records:
            self._apply([Change(*change) for change in record])
        cut_off = lines.end < self._tail.end + len(content)
        self._tail = Tail(self._tail.journal, lines.end, lines.checksum)
        # Under the lock nobody is in the middle of a line: look again from the start
        # before the writer takes the rest for a line that a kill cut off.
        return not (cut_off and self._depth)

    def _schema(self, tables: Tables) -> tuple[int, str]:
        """Version of the snapshot ``tables``, and the journal that it holds already."""
        schema = tables.get(SCHEMA, {}).get("1", {})
        self._check(schema.get("version"))
        return schema["version"], str(schema.get("journal"))

    def _header(self, records: list[Any]) -> dict[str, Any]:
        """The first of ``records``, checked: a journal begins with it or is damaged."""
        if not records:
            raise Damaged("notes-damaged-journal", path=str(self.journal), line=1)
        header: dict[str, Any] = records[0]
        self._check(header.get("version"))
        return header

    def _check(self, version: object) -> None:
        if not isinstance(version, int) or version < 1:
            raise Damaged("notes-damaged-shape", path=str(self.path))
        if version > self._version:
            raise Problem("notes-newer", path=str(self.path), version=version)

    def _by_id(self, rows: dict[str, Row]) -> dict[str, str]:
        try:
            return {row["id"]: number for number, row in rows.items()}
        except (KeyError, TypeError):
            raise Damaged("notes-damaged-shape", path=str(self.path)) from None

    def _apply(self, changes: list[Change]) -> None:
        """Make ``changes`` in memory; keep what something else changed beside the journal."""
        for table, id, number, row, was in changes:
            rows = self._tables.setdefault(table, {})
            at = self._numbers.setdefault(table, {}).get(id)
            now = None if at is None else rows[at]
            if now is not None and now != row and checksum(now) != was:
                if row is None:
                    continue
                kept = str(uuid5(NAMESPACE_URL, f"{id} {checksum(now)}"))
                self._put(table, str(self.free_number(table)), {**now, "id": kept})
            if row is not None:
                free = number if number not in rows else str(self.free_number(table))
                self._put(table, at or free, row)
            elif at is not None:
                del rows[at], self._numbers[table][id]
        self.generation += 1

    def _put(self, table: str, number: str, row: Row) -> None:
        self._tables[table][number] = row
        self._numbers[table][row["id"]] = number
        self._next[table] = max(self.free_number(table), int(number) + 1)

    def _append(self, changes: list[Change]) -> None:
        if self._tail is None:
            journal = uuid4().hex
            header = to_line({"journal": journal, "version": self._version}, 0)
            line = to_line(changes, int(header[:8], 16))
            write_atomic(self.journal, header + line)
            self._inode = self.journal.stat().st_ino
            self._tail = Tail(journal, len(header) + len(line), int(line[:8], 16))
            return
        line = to_line(changes, self._tail.checksum)
        handle = os.open(self.journal, os.O_RDWR | os.O_APPEND)
        try:
            self._cut(handle, self._tail.end)
            try:
                write_all(handle, line)
                os.fsync(handle)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(handle, self._tail.end)
                raise
        finally:
            os.close(handle)
        self._tail = Tail(self._tail.journal, self._tail.end + len(line), int(line[:8], 16))

    def _cut(self, handle: int, end: int) -> None:
        """Put a line that a kill cut off aside."""
        size = os.fstat(handle).st_size
        if size > end:
            torn = self.path.with_name(f"{self.path.name}.torn")
            write_atomic(torn, os.pread(handle, size - end, end))
            os.ftruncate(handle, end)

    def _bring_up_to_date(self) -> None:
        """Write tables of an earlier version anew before anything is added to them."""
        if self._earlier:
            self._keep_earlier()
            self._replace(self._tables)
            self.read()

    def _keep_earlier(self) -> None:
        """Keep what an earlier version left, its journal folded in."""
        if self._earlier:
            version, tables = self._earlier
            folded = self._tail.journal if self._tail else ""
            kept = self.path.with_name(f"{self.path.name}.v{version}.bak")
            write_atomic(kept, to_bytes(_with_schema(tables, version, folded)))

    def _replace(self, tables: Tables) -> None:
        folded = self._tail.journal if self._tail else ""
        self._loaded = False
        content = to_bytes(_with_schema(tables, self._version, folded))
        write_atomic(self.path, content, self._back_up)
        try:
            self.journal.replace(self.spent)
        except FileNotFoundError:
            self.spent.unlink(missing_ok=True)
        sync_folder(self.path.parent)

    def _back_up(self) -> None:
        """Keep the snapshot under another name: a second link, or a copy where there is none."""
        spare = self.path.with_name(f".{self.path.name}.{uuid4().hex}.tmp")
        try:
            spare.hardlink_to(self.path)
            spare.replace(self.backup)
            spare.unlink(missing_ok=True)
        except FileNotFoundError:
            return
        except OSError:
            write_atomic(self.backup, self.path.read_bytes())


def _with_schema(tables: Tables, version: int, journal: str) -> Tables:
    return {**tables, SCHEMA: {"1": {"version": version, "journal": journal}}}
