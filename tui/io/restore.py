"""Damaged notes -> notes again: the last good copy, and what can still be read beside it.

    notes.json that is refused -> notes.json that is read; the damaged bytes are kept aside

The base is the snapshot if only the journal is damaged, else the newest copy that can be
read: ``.bak`` with the journal folded since, then those kept before a change of format. On
it goes every whole row in
the damaged snapshot, in whatever encoding it is now, and every whole line of the journal,
each with a checksum that goes on from the line before. A note that was deleted since the
copy may come back; none that can still be read is left out.

Nothing is done to notes that can be read.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from msgspec import Struct

from tui.core.decode import decode
from tui.core.model import Problem
from tui.io.journal import SCHEMA, JournalStorage
from tui.io.lines import Change, Row, record
from tui.io.rows import ARTICLES, NOTES, VERSION, from_row, identity_of, to_row, upgrade
from tui.io.storage import (
    LOCK_SECONDS,
    Tables,
    not_saved,
    parse,
    sync_folder,
    to_bytes,
    write_atomic,
)

# Table, id and row as found; None for a row that was deleted.
Found = tuple[str, str, Row | None]
_ROW = re.compile(r'"\d+"\s*:\s*(?=\{)')


class Restored(Struct, frozen=True):
    """What ``restore`` did.

    Attributes:
        notes: how many there are now.
        more: how many of them the base had not, or not so.
        base: the copy that they were taken from; None if there was none.
        kept: the damaged files under their new names.
    """

    notes: int
    more: int
    base: Path | None
    kept: tuple[Path, ...]


def restore(path: Path, now: datetime, timeout: float = LOCK_SECONDS) -> Restored:
    """Make the notes in ``path`` readable again.

    Raises:
        Problem: ``restore-fine``, they can be read; ``restore-nothing``, nothing is left
            of them; or the files cannot be read or written.
    """
    storage = JournalStorage(path, timeout, VERSION, upgrade)
    with storage.exclusive():
        if storage.content() is not None and _is_fine(storage):
            raise Problem("restore-fine", path=str(storage.path))
        base, tables = _base(storage)
        before = {id: _plain(row) for id, row in tables[NOTES].items()}
        _make(tables, [*_rows(storage.content()), *_changes(storage.journal)])
        notes = tables[NOTES]
        if not notes:
            raise Problem("restore-nothing", path=str(storage.path))
        try:
            kept = _write(storage, tables, now)
        except OSError as error:
            raise not_saved(storage.path, error) from error
    more = sum(before.get(id) != _plain(row) for id, row in notes.items())
    return Restored(len(notes), more, base, kept)


def _is_fine(storage: JournalStorage) -> bool:
    """Whether the notes can be read.

    Raises:
        Problem: they are not damaged, and cannot be read for another reason.
    """
    from tui.io.storage import Damaged

    try:
        for row in storage.read().get(NOTES, {}).values():
            from_row(row)
    except (Damaged, ValueError):
        return False
    return True


def _base(storage: JournalStorage) -> tuple[Path | None, dict[str, dict[str, Row]]]:
    """The newest copy that can be read, and its rows by table and id."""
    earlier = sorted(storage.path.parent.glob(f"{storage.path.name}.v*.bak"), reverse=True)
    for path in (storage.path, storage.backup, *earlier):
        with suppress(Problem, OSError, ValueError, KeyError, TypeError):
            tables = parse(path, path.read_bytes())
            version = tables[SCHEMA]["1"]["version"]
            if version < VERSION:
                tables = upgrade(tables, version)
            found: dict[str, dict[str, Row]] = {NOTES: {}, ARTICLES: {}}
            for table, id, row in _checked(tables):
                found[table][id] = row
            if path == storage.backup and tables[SCHEMA]["1"]["journal"] != _name(storage.spent):
                _make(found, _changes(storage.spent))
            return path, found
    found = {NOTES: {}, ARTICLES: {}}
    _make(found, _changes(storage.spent))
    return (storage.spent if found[NOTES] else None), found


def _make(tables: dict[str, dict[str, Row]], changes: Iterable[Found]) -> None:
    """Make ``changes``; a row with spoilt characters does not replace a whole one."""
    for table, id, row in changes:
        if row is None:
            tables[table].pop(id, None)
        elif "\ufffd" not in json.dumps(row, ensure_ascii=False) or id not in tables[table]:
            tables[table][id] = row


def _name(journal: Path) -> str | None:
    """What the first line of ``journal`` calls it."""
    with suppress(OSError, TypeError, KeyError):
        return str(record(journal.read_bytes().split(b"\n", 1)[0], 0)["journal"])
    return None


def _checked(tables: Tables) -> Iterator[tuple[str, str, Row]]:
    for row in tables.get(NOTES, {}).values():
        yield NOTES, from_row(row).id, row
    for row in tables.get(ARTICLES, {}).values():
        yield ARTICLES, identity_of(row).id, row


def _rows(content: bytes | None) -> Iterator[tuple[str, str, Row]]:
    """Every whole row in ``content``, whatever is around it."""
    if content is None:
        return
    try:
        text, _ = decode(content)
    except Problem:
        return
    decoder = json.JSONDecoder()
    at = 0
    while found := _ROW.search(text, at):
        try:
            row, at = decoder.raw_decode(text, found.end())
        except (json.JSONDecodeError, RecursionError):
            at = found.end()
            continue
        known = _known(row)
        if known is None:
            at = found.end()
        else:
            yield *known, row


def _known(row: Any) -> tuple[str, str] | None:
    """Table and id of a row; None if it is neither a note's nor an article's."""
    with suppress(ValueError):
        return NOTES, from_row(row).id
    with suppress(ValueError):
        return ARTICLES, identity_of(row).id
    return None


def _changes(journal: Path) -> Iterator[Found]:
    """Every change in the whole lines of ``journal``."""
    try:
        lines = journal.read_bytes().split(b"\n")
    except OSError:
        return
    for before, line in zip([b"0" * 8, *lines], lines, strict=False):
        with suppress(ValueError, TypeError, KeyError):
            found = record(line, int(before[:8], 16))
            for change in map(Change._make, found if isinstance(found, list) else ()):
                if change.row is None:
                    yield change.table, change.id, None
                elif known := _known(change.row):
                    yield *known, change.row


def _plain(row: Row) -> Row:
    return to_row(from_row(row))


def _write(
    storage: JournalStorage, tables: dict[str, dict[str, Row]], now: datetime
) -> tuple[Path, ...]:
    """Keep the damaged files under other names and write the notes anew."""
    kept = []
    mark = f"{now:%Y%m%d-%H%M%S}"
    for path in (storage.path, storage.journal):
        with suppress(FileNotFoundError):
            aside = path.with_name(f"{path.name}.damaged-{mark}")
            write_atomic(aside, path.read_bytes())
            kept.append(aside)
    whole: Tables = {
        table: {str(number): row for number, row in enumerate(rows.values(), 1)}
        for table, rows in tables.items()
    }
    schema = {"1": {"version": VERSION, "journal": uuid4().hex}}
    # First the journal: what can be read of it is in the tables by now, and beside an old
    # snapshot it would be refused, or read again.
    storage.journal.unlink(missing_ok=True)
    write_atomic(storage.path, to_bytes({**whole, SCHEMA: schema}))
    sync_folder(storage.path.parent)
    return tuple(kept)
