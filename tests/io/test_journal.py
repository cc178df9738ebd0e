"""The journal beside the snapshot: what was acknowledged counts, whatever happened since."""

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where

from tests.io.sample_notes import add, bodies, new_store
from tui.core.model import Problem
from tui.core.notes import Note
from tui.io import journal as module
from tui.io.journal import JournalStorage
from tui.io.lines import read_lines, to_line
from tui.io.rows import to_row
from tui.io.storage import Damaged
from tui.io.table import JournalDB


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notes.json"


def journal(path: Path) -> Path:
    return path.with_name("notes.json.journal")


def table(path: Path):
    db = JournalDB(path, storage=JournalStorage)
    return db, db.table("notes", cache_size=0)


def left(path: Path, *texts: str) -> None:
    """Write notes as a process that was killed leaves them: the last in the journal."""
    store = new_store(path)
    add(store, texts[0])
    store.close()
    for text in texts[1:]:
        add(store, text)


def edit_outside(path: Path, change: Any) -> None:
    with TinyDB(path, encoding="utf-8") as plain:
        change(plain.table("notes"))


def test_a_change_is_appended_and_the_snapshot_stays(path: Path):
    left(path, "一")
    before = path.read_bytes()
    store = new_store(path)
    add(store, "二")
    size = journal(path).stat().st_size
    add(store, "三")
    assert journal(path).stat().st_size - size < 600
    assert path.read_bytes() == before
    assert bodies(new_store(path)) == {"一", "二", "三"}


@pytest.mark.parametrize("kept", range(1, 40, 7))
def test_a_line_cut_off_by_a_kill_is_put_aside(path: Path, kept: int):
    left(path, "一", "二")
    good = journal(path).read_bytes()
    add(new_store(path), "三")
    torn = journal(path).read_bytes()[: len(good) + kept]
    journal(path).write_bytes(torn)
    store = new_store(path)
    assert bodies(store) == {"一", "二"}
    assert journal(path).read_bytes() == torn
    add(store, "四")
    assert bodies(store) == bodies(new_store(path)) == {"一", "二", "四"}
    aside = path.with_name("notes.json.torn")
    assert aside.read_bytes() == torn[len(good) :]
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600


def test_a_window_that_saw_a_line_cut_off_reads_on_after_it(path: Path):
    left(path, "一", "二")
    window = new_store(path)
    assert bodies(window) == {"一", "二"}
    with journal(path).open("ab") as file:
        file.write(b"0123")
    assert bodies(window) == {"一", "二"}
    add(new_store(path), "三")
    assert bodies(window) == {"一", "二", "三"}


def test_a_window_that_saw_a_line_cut_off_writes_before_it(path: Path):
    left(path, "一", "二")
    window = new_store(path)
    assert bodies(window) == {"一", "二"}
    with journal(path).open("ab") as file:
        file.write(b"0123")
    add(window, "三")
    assert bodies(new_store(path)) == {"一", "二", "三"}


def test_a_last_line_that_the_disk_spoilt_counts_as_cut_off(path: Path):
    left(path, "一", "二", "三")
    content = journal(path).read_bytes()
    journal(path).write_bytes(content[:-20] + b"\0" * 19 + b"\n")
    assert bodies(new_store(path)) == {"一", "二"}


def test_a_bad_line_before_a_good_one_is_refused(path: Path):
    left(path, "一", "二", "三")
    content = journal(path).read_bytes()
    spoilt = content.replace("二".encode(), "貳".encode())
    journal(path).write_bytes(spoilt)
    store = new_store(path)
    for act in (store.all, store.compact, lambda: add(store, "四")):
        with pytest.raises(Damaged) as caught:
            act()
        assert caught.value.id == "notes-damaged-journal"
        assert caught.value.values == {"path": str(journal(path)), "line": 2}
    store.close()
    assert journal(path).read_bytes() == spoilt


@pytest.mark.parametrize("content", [b"", b"hello\n", b"{}", b"\0" * 100])
def test_a_journal_without_its_first_line_is_refused(path: Path, content: bytes):
    left(path, "一", "二")
    journal(path).write_bytes(content)
    store = new_store(path)
    with pytest.raises(Damaged) as caught:
        add(store, "三")
    assert caught.value.values["line"] == 1
    store.close()
    assert journal(path).read_bytes() == content


def test_an_open_window_refuses_damage_too(path: Path):
    left(path, "一", "二")
    store = new_store(path)
    assert bodies(store) == {"一", "二"}
    with journal(path).open("ab") as file:
        file.write(b"bad\nworse\n")
    with pytest.raises(Damaged):
        store.all()
    journal(path).write_bytes(b"")
    with pytest.raises(Damaged):
        store.all()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"notes": {',
        b"[]",
        b"{}",
        b'{"_default": {"1": {"a": 1}}}',
        b'{"schema": {"1": {"version": 0}}}',
        b'{"schema": {"1": {"version": "1"}}}',
        b'{"schema": {"1": {"version": 1}}, "notes": {"1": {"body": "no id"}}}',
        b'{"schema": {"1": {"version": 1}}, "notes": {"1": {"id": []}}}',
    ],
)
def test_a_damaged_or_foreign_snapshot_is_refused(path: Path, content: bytes):
    left(path, "一", "二")
    lines = journal(path).read_bytes()
    path.write_bytes(content)
    store = new_store(path)
    for act in (store.all, store.compact, lambda: add(store, "三")):
        with pytest.raises(Damaged):
            act()
    store.close()
    assert path.read_bytes() == content
    assert journal(path).read_bytes() == lines


def test_a_newer_format_is_left_to_the_newer_program(path: Path):
    left(path, "一")
    tables = json.loads(path.read_bytes())
    tables["schema"]["1"]["version"] = 3
    path.write_text(json.dumps(tables))
    with pytest.raises(Problem) as caught:
        new_store(path).all()
    assert caught.value.id == "notes-newer"
    assert caught.value.values == {"path": str(path), "version": 3}


def test_a_newer_journal_too(path: Path):
    left(path, "一")
    journal(path).write_bytes(to_line({"journal": "x", "version": 3}, 0))
    with pytest.raises(Problem) as caught:
        new_store(path).all()
    assert caught.value.id == "notes-newer"


def test_a_kill_between_snapshot_and_journal_repeats_nothing(path: Path):
    left(path, "一", "二")
    store = new_store(path)
    note = next(note for note in store.all() if note.body == "二")
    spent = journal(path).read_bytes()
    store.close()
    store.delete(note.id)
    store.close()
    tables = json.loads(path.read_bytes())
    tables["schema"]["1"]["journal"] = json.loads(spent.split(b"\n")[0][9:])["journal"]
    path.write_text(json.dumps(tables), "utf-8")
    journal(path).write_bytes(spent)
    assert bodies(store) == bodies(new_store(path)) == {"一"}
    store.compact()
    add(store, "三")
    assert bodies(new_store(path)) == {"一", "三"}


def test_both_changed_a_note_both_are_kept(path: Path):
    left(path, "一", "二")
    store = new_store(path)
    note = next(note for note in store.all() if note.body == "一")
    store.edit(note.id, "一，改")
    edit_outside(path, lambda rows: rows.update({"body": "一，外面改"}))
    assert bodies(store) == bodies(new_store(path)) == {"一，改", "一，外面改", "二"}
    store.close()
    assert bodies(new_store(path)) == {"一，改", "一，外面改", "二"}


def test_a_note_that_something_else_changed_is_not_deleted(path: Path):
    left(path, "一", "二")
    store = new_store(path)
    for note in store.all():
        store.delete(note.id)
    edit_outside(path, lambda rows: rows.update({"body": "一，外面改"}))
    assert bodies(store) == {"一，外面改"}


def test_a_note_that_something_else_deleted_but_we_changed_stays(path: Path):
    left(path, "一")
    store = new_store(path)
    note = store.all()[0]
    store.edit(note.id, "一，改")
    edit_outside(path, lambda rows: rows.truncate())
    assert bodies(store) == {"一，改"}
    store.delete(note.id)
    assert bodies(store) == bodies(new_store(path)) == set()


def test_a_note_that_both_deleted_is_gone(path: Path):
    left(path, "一", "二")
    store = new_store(path)
    for note in store.all():
        store.delete(note.id)
    edit_outside(path, lambda rows: rows.truncate())
    assert bodies(store) == bodies(new_store(path)) == set()


def test_a_journal_that_something_else_cut_is_read_anew(path: Path):
    left(path, "一", "二", "三")
    store = new_store(path)
    assert bodies(store) == {"一", "二", "三"}
    whole = journal(path).read_bytes()
    journal(path).write_bytes(whole[: whole.rstrip().rindex(b"\n") + 1])
    assert bodies(store) == {"一", "二"}


def test_a_window_sees_the_first_note_of_all(path: Path):
    one, two = new_store(path), new_store(path)
    assert bodies(one) == set()
    add(two, "一")
    assert bodies(one) == {"一"}
    one.close()
    assert bodies(two) == {"一"}
    add(one, "二")
    assert bodies(two) == {"一", "二"}


def test_a_number_taken_by_something_else_is_not_taken_twice(path: Path):
    left(path, "一", "二")
    store = new_store(path)
    row = to_row(store.all()[0])
    edit_outside(path, lambda rows: rows.insert({**row, "id": "outside", "body": "外面加"}))
    assert bodies(store) == {"一", "二", "外面加"}
    add(store, "三")
    store.close()
    assert bodies(new_store(path)) == {"一", "二", "外面加", "三"}


@pytest.mark.parametrize("name", ["write", "fsync"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_change_that_cannot_be_written_is_none(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: int
):
    left(path, "一", "二")
    store = new_store(path)
    note = store.all()[0]
    before = journal(path).read_bytes()
    real = os.write

    def fail(handle: int, *content: bytes) -> None:
        if content:
            real(handle, bytes(content[0])[:9])
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(module.os, name, fail)
    for act in (lambda: add(store, "三"), lambda: store.edit(note.id, "x")):
        with pytest.raises(Problem) as caught:
            act()
        assert caught.value.id == "not-saved"
    with pytest.raises(Problem):
        store.compact()
    store.close()
    monkeypatch.undo()
    assert journal(path).read_bytes() == before
    assert bodies(store) == bodies(new_store(path)) == {"一", "二"}
    add(store, "四")
    assert bodies(new_store(path)) == {"一", "二", "四"}


def test_a_folder_that_cannot_be_asked_is_a_problem(path: Path, monkeypatch: pytest.MonkeyPatch):
    left(path, "一", "二")
    store = new_store(path)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(errno.EACCES, "no permission")

    monkeypatch.setattr(Path, "stat", refuse)
    for act in (store.all, store.compact):
        with pytest.raises(Problem) as caught:
            act()
        assert caught.value.id == "unreadable"
    store.close()


def test_without_hard_links_the_backup_is_a_copy(path: Path, monkeypatch: pytest.MonkeyPatch):
    left(path, "一", "二")
    before = path.read_bytes()

    def refuse(*_args: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    store = new_store(path)
    store.compact()
    assert store.backup is not None
    assert store.backup.read_bytes() == before


def test_a_snapshot_that_cannot_be_written_leaves_the_backup(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    for text in "一二三":
        left(path, text)
        store = new_store(path)
        store.compact()
    backup = path.with_name("notes.json.bak")
    before = backup.read_bytes()
    add(store, "四")

    def fail(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(module.os, "fsync", fail)
        with pytest.raises(Problem):
            store.compact()
    assert backup.read_bytes() == before
    assert backup.stat().st_ino != path.stat().st_ino


def test_a_snapshot_replaced_while_reading_is_read_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    left(path, "一", "二")
    other = new_store(path)
    real = JournalStorage.content
    once = iter([True])

    def content(self: JournalStorage) -> bytes | None:
        found = real(self)
        if next(once, False):
            monkeypatch.setattr(JournalStorage, "content", real)
            other.close()
        return found

    monkeypatch.setattr(JournalStorage, "content", content)
    assert bodies(new_store(path)) == {"一", "二"}


def test_tinydbs_own_calls_work(path: Path):
    db, rows = table(path)
    assert rows.insert_multiple([{"id": "a", "n": 1}, {"id": "b", "n": 2}]) == [1, 2]
    assert rows.insert({"id": "c", "n": 3}) == 3
    rows.update({"n": 9}, where("id") == "b")
    rows.update({"seen": True})
    assert rows.upsert({"id": "c", "n": 4}, where("id") == "c") == [3]
    assert rows.remove(where("n") == 1) == [1]
    assert rows.remove(doc_ids=[1, 7]) == []
    assert rows.all() == [{"id": "b", "n": 9, "seen": True}, {"id": "c", "n": 4, "seen": True}]
    assert len(rows) == 2
    assert table(path)[1].all() == rows.all()
    with pytest.raises(ValueError, match="already exists"):
        rows.insert_multiple([db.table("notes").get(doc_id=2)])
    rows.truncate()
    assert table(path)[1].all() == []
    rows.insert({"id": "d"})
    db.drop_tables()
    assert table(path)[1].all() == []
    assert db.tables() == {"schema"}


def test_a_change_of_nothing_writes_nothing(path: Path):
    _, rows = table(path)
    rows.insert({"id": "a", "n": 1})
    before = journal(path).read_bytes()
    rows.update({"n": 1})
    rows.remove(where("n") == 2)
    assert journal(path).read_bytes() == before


def test_a_table_may_change_while_it_is_gone_through(path: Path):
    _, rows = table(path)
    rows.insert_multiple({"id": id} for id in "ab")
    going = iter(rows)
    assert next(going) == {"id": "a"}
    rows.insert({"id": "c"})
    assert list(going) == [{"id": "b"}]


def test_rows_know_what_they_lost():
    from tui.io.table import _Rows

    rows = _Rows({"1": {"id": "a"}, "2": {"id": "b"}})
    del rows[1]
    rows[3] = {"id": "c"}
    assert list(rows) == [2, 3]
    assert len(rows) == 2
    assert 1 not in rows
    for number in (1, 9):
        with pytest.raises(KeyError):
            rows[number]
        with pytest.raises(KeyError):
            del rows[number]


RECORDS = st.lists(st.lists(st.text(max_size=8), max_size=3), max_size=6)


@given(RECORDS, st.data())
def test_any_cut_of_a_journal_gives_its_whole_lines(records: list, data: st.DataObject):
    content, ends, last = b"", [0], 0
    for record in records:
        line = to_line(record, last)
        last = int(line[:8], 16)
        content += line
        ends.append(len(content))
    cut = data.draw(st.integers(0, len(content)))
    found = read_lines(Path("x"), content[:cut])
    whole = sum(end <= cut for end in ends) - 1
    assert found.records == records[:whole]
    assert found.end == ends[whole]


OPERATIONS = st.lists(
    st.tuples(st.sampled_from("aedcnur"), st.integers(0, 1), st.integers(0, 9)), max_size=25
)


class Session:
    """A window, and what its undo and redo must do to the notes that both windows share."""

    def __init__(self, path: Path, known: dict[str, Note]) -> None:
        self.store = new_store(path)
        self.known = known
        self.done: list[tuple[str, Note | None, Note | None]] = []
        self.undone: list[tuple[str, Note | None, Note | None]] = []

    def step(self, id: str, after: Note | None) -> None:
        self.done.append((id, self.known.get(id), after))
        self.undone.clear()
        self.put(id, after)

    def put(self, id: str, note: Note | None) -> None:
        self.known.pop(id, None)
        if note is not None:
            self.known[id] = note

    def again(self, what: str) -> None:
        source, target = (self.done, self.undone) if what == "undo" else (self.undone, self.done)
        act = getattr(self.store, what)
        if not source:
            assert act() is None
            return
        id, before, after = source.pop()
        was, to = (after, before) if what == "undo" else (before, after)
        if self.known.get(id) != was:
            with pytest.raises(Problem, match="note-changed"):
                act()
            return
        assert act().notes == ((before, after),)
        target.append((id, before, after))
        self.put(id, to)


@settings(max_examples=60, deadline=None)
@given(OPERATIONS)
def test_two_windows_are_one_store(tmp_path_factory: pytest.TempPathFactory, operations: list):
    """Add, edit, delete, compact, reopen, undo, redo from two windows: as one dictionary."""
    path = tmp_path_factory.mktemp("notes") / "notes.json"
    known: dict[str, Note] = {}
    windows = [Session(path, known), Session(path, known)]
    for step, (what, window, which) in enumerate(operations):
        session = windows[window]
        store = session.store
        chosen = list(known)[which % len(known)] if known else None
        if what == "a":
            note = add(store, f"新 {step}")
            session.step(note.id, note)
        elif what == "c":
            store.compact()
        elif what == "n":
            windows[window] = Session(path, known)
        elif what in "ur":
            session.again("undo" if what == "u" else "redo")
        elif what == "e" and chosen:
            session.step(chosen, store.edit(chosen, f"改 {step}"))
        elif what == "d" and chosen:
            store.delete(chosen)
            session.step(chosen, None)
    for store in (*(window.store for window in windows), new_store(path)):
        assert {note.id: note for note in store.all()} == known
