"""The atomic storage: the old file or the new one, and never somebody else's bytes."""

import errno
import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from tests.io.sample_notes import add, bodies, new_store
from tui.core.model import Problem
from tui.io import storage as module
from tui.io.storage import (
    AtomicJSONStorage,
    Damaged,
    GivenUp,
    make_folder,
    parse,
    write_all,
    write_atomic,
)

OLD = {"notes": {"1": {"body": "早先的"}}}
NEW = {"notes": {"1": {"body": "新的"}}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "some.json"


def written(path: Path) -> AtomicJSONStorage:
    storage = AtomicJSONStorage(path)
    storage.write(OLD)
    return storage


def failing(monkeypatch: pytest.MonkeyPatch, name: str, error: int) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(module.os, name, fail)


def test_what_was_written_is_read(path: Path):
    written(path)
    assert AtomicJSONStorage(path).read() == OLD
    assert "早先的" in path.read_text("utf-8")


def test_a_missing_file_is_a_new_database(path: Path):
    storage = AtomicJSONStorage(path)
    assert storage.read() is None
    assert not path.parent.exists()
    below = AtomicJSONStorage(path / "below")
    written(path)
    assert below.read() is None


def test_tinydb_works_on_it_and_reads_it_back_plain(path: Path):
    db = TinyDB(path, storage=AtomicJSONStorage)
    db.insert({"a": "一"})
    db.close()
    assert TinyDB(path, encoding="utf-8").all() == [{"a": "一"}]


def test_only_the_owner_may_read(path: Path):
    written(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {file.name for file in path.parent.iterdir()} == {"some.json", "some.json.lock"}


DAMAGED = [
    (b"", "notes-damaged-empty"),
    (b" \n", "notes-damaged-empty"),
    (b"\0" * 4096, "notes-damaged-empty"),
    (json.dumps(OLD).encode()[:-3], "notes-damaged-json"),
    (b"\xef\xbb\xbf{}", "notes-damaged-json"),
    (json.dumps(OLD, ensure_ascii=False).encode("gb18030"), "notes-damaged-encoding"),
    (json.dumps(OLD).encode("utf-16"), "notes-damaged-encoding"),
    (b"[1, 2]", "notes-damaged-shape"),
    (b'"text"', "notes-damaged-shape"),
    (b'{"name": "package", "version": 1}', "notes-damaged-shape"),
    (b'{"notes": {"x": {}}}', "notes-damaged-shape"),
    (b'{"notes": {"1": []}}', "notes-damaged-shape"),
    (b"[" * 100_000, "notes-damaged-shape"),
]


@pytest.mark.parametrize(("content", "id"), DAMAGED)
def test_a_damaged_file_is_refused_and_left_alone(path: Path, content: bytes, id: str):
    storage = written(path)
    path.write_bytes(content)
    with pytest.raises(Damaged) as caught:
        storage.read()
    assert caught.value.id == id
    assert caught.value.values["path"] == str(path)
    with pytest.raises(Damaged):
        storage.write(NEW)
    assert path.read_bytes() == content


def test_a_file_that_cannot_be_read_is_no_new_database(path: Path):
    path.mkdir(parents=True)
    storage = AtomicJSONStorage(path)
    for act in (storage.read, lambda: storage.write(NEW)):
        with pytest.raises(Problem) as caught:
            act()
        assert caught.value.id == "unreadable"


@pytest.mark.parametrize("name", ["write", "fsync", "open", "replace"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_what_cannot_be_written_leaves_the_earlier_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: int
):
    storage = written(path)
    failing(monkeypatch, name, error)
    with pytest.raises(Problem) as caught:
        storage.write(NEW)
    monkeypatch.undo()
    assert caught.value.id == "not-saved"
    assert caught.value.values == {"path": str(path), "reason": os.strerror(error)}
    assert storage.read() == OLD
    assert {file.name for file in path.parent.iterdir()} == {"some.json", "some.json.lock"}
    storage.write(NEW)
    assert storage.read() == NEW


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Problem) as caught:
        AtomicJSONStorage(tmp_path / "file" / "some.json").write(NEW)
    assert caught.value.id == "not-saved"


def test_a_read_only_folder(path: Path):
    storage = written(path)
    notes = new_store(path.with_name("notes.json"))
    add(notes, "一")
    path.parent.chmod(0o500)
    try:
        if os.access(path.parent, os.W_OK):
            pytest.skip("this user may write anywhere")
        assert AtomicJSONStorage(path).read() == OLD
        assert bodies(new_store(notes.path)) == {"一"}
        with pytest.raises(Problem) as caught:
            storage.write(NEW)
        assert caught.value.id == "not-saved"
        notes.close()
    finally:
        path.parent.chmod(0o700)
    assert storage.read() == OLD
    assert bodies(notes) == {"一"}


def test_a_lock_that_is_held_times_out(path: Path):
    held = written(path)
    with held.exclusive(), held.exclusive(), pytest.raises(Problem) as caught:
        AtomicJSONStorage(path, timeout=0).write(NEW)
    assert caught.value.id == "locked"
    assert caught.value.values == {"path": str(path)}
    AtomicJSONStorage(path, timeout=0).write(NEW)
    assert held.read() == NEW


def test_stale_temporary_files_are_swept_others_stay(path: Path):
    written(path)
    stale = path.with_name(".some.json.0123.tmp")
    others = [path.with_name(".other.json.0123.tmp"), path.with_name("some.json.tmp")]
    for file in (stale, *others):
        file.write_text("x")
    AtomicJSONStorage(path).read()
    assert stale.exists()
    AtomicJSONStorage(path).write(NEW)
    assert not stale.exists()
    assert all(file.exists() for file in others)


def test_a_short_write_is_gone_on_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    real = os.write
    monkeypatch.setattr(module.os, "write", lambda handle, rest: real(handle, bytes(rest[:3])))
    handle = os.open(tmp_path / "x", os.O_WRONLY | os.O_CREAT)
    write_all(handle, b"0123456789")
    os.close(handle)
    assert (tmp_path / "x").read_bytes() == b"0123456789"


def test_a_temporary_file_that_cannot_be_removed_hides_no_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    written(path)
    failing(monkeypatch, "write", errno.ENOSPC)
    monkeypatch.setattr(Path, "unlink", lambda _: os.close(-1))
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, b"x")


def test_a_folder_made_by_another_meanwhile_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    real = Path.mkdir

    def twice(self: Path, mode: int) -> None:
        real(self, mode)
        real(self, mode)

    monkeypatch.setattr(Path, "mkdir", twice)
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_loop_of_links_is_a_problem(tmp_path: Path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(Problem) as caught:
        AtomicJSONStorage(tmp_path / "a").read()
    assert caught.value.id == "unreadable"


ROWS = st.dictionaries(
    st.integers(0, 99).map(str),
    st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text())),
)


@given(st.dictionaries(st.text(), ROWS), st.sampled_from([None, 2]), st.booleans())
def test_row_by_row_gives_the_same(tables: dict, indent: int | None, plain: bool):
    text = json.dumps(tables, indent=indent, ensure_ascii=plain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ROW_BY_ROW", 0)
        assert parse(Path("x"), text.encode("utf-8", "surrogatepass")) == tables


WHOLE = json.dumps({"notes": {"1": {"a": "一"}, "2": {}}, "schema": {"1": {"version": 1}}})


@given(st.integers(0, len(WHOLE)), st.sampled_from(["", ",", "}", "{", '"', "x", ' "9": {}']))
def test_row_by_row_refuses_the_same(at: int, put: str):
    """Cut or put something in anywhere: the outcome is that of Python's parser."""

    def outcome(text: str) -> object:
        try:
            return parse(Path("x"), text.encode())
        except Damaged as damaged:
            return damaged.id, damaged.values

    for text in (
        WHOLE[:at] + put + WHOLE[at:],
        WHOLE[:at] + put,
        WHOLE[:at] + put + WHOLE[at + 1 :],
    ):
        wanted = outcome(text)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "ROW_BY_ROW", 0)
            assert outcome(text) == wanted


def test_row_by_row_ends_when_nobody_waits(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "ROW_BY_ROW", 0)
    answers = iter([False, True])
    with pytest.raises(GivenUp):
        parse(Path("x"), WHOLE.encode(), lambda: next(answers))
