"""A TinyDB table that hands its storage what changed, instead of everything.

    TinyDB's insert, update, upsert, remove -> changes -> ``JournalStorage.commit``

TinyDB copies a whole table twice for each of them; here it works on a view that remembers
what it touched, under the storage's lock and on what the files hold then. Rows must have
a text field ``id`` of their own.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.table import Table

from tui.io.journal import JournalStorage
from tui.io.lines import Change, Row, checksum


class _Rows(MutableMapping[int, Row]):
    """What TinyDB changes a table through: remembers what was put, changed and deleted."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._before = rows
        self._now: dict[int, Row | None] = {}

    def __getitem__(self, number: int) -> Row:
        if number not in self._now:
            self._now[number] = dict(self._before[str(number)])
        row = self._now[number]
        if row is None:
            raise KeyError(number)
        return row

    def __setitem__(self, number: int, row: Row) -> None:
        self._now[number] = row

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._now[number] = None

    def __contains__(self, number: object) -> bool:
        if number in self._now:
            return self._now[number] is not None
        return str(number) in self._before

    def __iter__(self) -> Iterator[int]:
        added = (number for number in self._now if str(number) not in self._before)
        known = [*map(int, self._before), *added]
        return iter([number for number in known if number in self])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self, table: str) -> list[Change]:
        """What is to be appended to the journal."""
        changes = []
        for number, row in self._now.items():
            old = self._before.get(str(number))
            if row != old:
                id = (row or old or {})["id"]
                was = None if old is None else checksum(old)
                changes.append(Change(table, id, str(number), row, was))
        return changes


class JournalTable(Table):
    """A TinyDB table that hands its storage what changed, instead of everything."""

    def _read_table(self) -> dict[str, Mapping[Any, Any]]:
        """A copy: another thread may change what the storage holds."""
        return dict(super()._read_table())

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        storage = cast(JournalStorage, self._storage)
        with storage.exclusive():
            rows = _Rows(storage.read().get(self.name, {}))
            updater(rows)
            storage.commit(rows.changes(self.name))
        self.clear_cache()


class JournalDB(TinyDB):
    """TinyDB with the table of this module; to be made with ``storage=JournalStorage``."""

    table_class = JournalTable
