"""Damaged notes mended: the last good copy, and whatever can still be read beside it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.io.sample_notes import add, bodies, new_store
from tests.io.test_rows import FIRST
from tui.core.model import Problem
from tui.io.journal import JournalStorage
from tui.io.lines import Change, to_line
from tui.io.restore import Restored, restore
from tui.io.rows import VERSION
from tui.io.storage import Damaged

NOW = datetime(2026, 4, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Notes 一 in the last copy, 二 in the snapshot too, 三 and 四 in the journal."""
    path = tmp_path / "notes.json"
    for body in "一二":
        store = new_store(path)
        add(store, body)
        store.close()
    store = new_store(path)
    add(store, "三")
    add(store, "四")
    return path


def journal(path: Path) -> Path:
    return path.with_name("notes.json.journal")


def backup(path: Path) -> Path:
    return path.with_name("notes.json.bak")


def spent(path: Path) -> Path:
    return path.with_name("notes.json.journal.bak")


def refused(path: Path) -> None:
    with pytest.raises(Damaged):
        new_store(path).all()


def mended(path: Path, *texts: str) -> Restored:
    refused(path)
    before = {file: file.read_bytes() for file in (path, journal(path)) if file.exists()}
    done = restore(path, NOW)
    assert bodies(new_store(path)) == set(texts)
    assert done.notes == len(texts)
    assert {aside.read_bytes() for aside in done.kept} == set(before.values())
    assert all(aside.name.endswith(".damaged-20260401-123000") for aside in done.kept)
    add(new_store(path), "之後")
    assert bodies(new_store(path)) == {*texts, "之後"}
    return done


def test_an_empty_file_is_mended_from_the_copy_and_the_journal(path: Path):
    path.write_bytes(b"")
    assert mended(path, "一", "二", "三", "四").base == backup(path)


def test_whole_rows_of_a_cut_off_file_are_kept(path: Path):
    add(store := new_store(path), "五")
    store.close()
    spent(path).unlink()
    content = path.read_bytes()
    at = content.index("五".encode())
    path.write_bytes(content[:at])
    assert mended(path, "一", "二", "三", "四") == Restored(
        4, 2, backup(path), (path.with_name("notes.json.damaged-20260401-123000"),)
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_file_saved_in_another_encoding_is_read(path: Path, encoding: str):
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    mended(path, "一", "二", "三", "四")


def test_of_a_damaged_journal_every_whole_line_counts(path: Path):
    content = journal(path).read_bytes()
    journal(path).write_bytes(content.replace("三".encode(), "叁".encode()))
    assert mended(path, "一", "二", "四").base == path


def test_a_deletion_in_the_journal_counts(path: Path):
    store = new_store(path)
    gone = next(note for note in store.all() if note.body == "一")
    store.delete(gone.id)
    path.write_bytes(b"{}")
    mended(path, "二", "三", "四")


def test_a_bad_row_is_left_out(path: Path):
    tables = json.loads(path.read_bytes())
    tables["notes"]["1"]["body"] = 3
    path.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")
    with pytest.raises(Damaged):
        new_store(path).all()
    assert restore(path, NOW).base == backup(path)
    assert bodies(new_store(path)) == {"一", "二", "三", "四"}


def test_a_note_with_spoilt_characters_does_not_replace_a_whole_one(path: Path):
    spent(path).unlink()
    content = path.read_bytes().replace("一".encode(), b"\xff\xfe\xff")
    path.write_bytes(content.replace("二".encode(), b"\xff"))
    refused(path)
    restore(path, NOW)
    assert bodies(new_store(path)) == {"一", "\ufffd", "三", "四"}


def test_a_foreign_file_is_put_aside(path: Path):
    path.write_text('{"name": "package", "files": {"1": {"id": "x"}}}')
    mended(path, "一", "二", "三", "四")


def test_bytes_that_are_no_text_are_put_aside(path: Path):
    path.write_bytes(bytes(range(32)) * 200)
    mended(path, "一", "二", "三", "四")


def test_lines_of_the_journal_that_are_no_notes_are_passed_over(path: Path):
    content = journal(path).read_bytes()
    odd = [Change("notes", "x", "9", {"id": "x"}, None), ["short"]]
    for each in odd:
        content += to_line([each], int(content.rstrip().split(b"\n")[-1][:8], 16))
    journal(path).write_bytes(content)
    path.write_bytes(b"")
    mended(path, "一", "二", "三", "四")


def test_deeply_nested_rows_are_passed_over(path: Path):
    path.write_text('{"notes": {"1": ' + '{"a": ' * 100_000)
    mended(path, "一", "二", "三", "四")


def test_a_file_that_is_gone_is_mended(path: Path):
    path.unlink()
    journal(path).unlink()
    assert restore(path, NOW) == Restored(2, 0, backup(path), ())
    assert bodies(new_store(path)) == {"一", "二"}


def test_of_the_first_session_the_folded_journal_is_left(tmp_path: Path):
    path = tmp_path / "notes.json"
    add(store := new_store(path), "一")
    store.close()
    path.write_bytes(b"")
    assert mended(path, "一").base == spent(path)


def test_a_journal_that_the_copy_holds_already_is_not_read_again(path: Path):
    """As after a kill between the copy and the snapshot."""
    store = new_store(path)
    for note in store.all():
        store.edit(note.id, "改")
    store.close()
    held = spent(path).read_bytes()
    for note in store.all():
        store.delete(note.id)
    add(store, "新")
    store.close()
    spent(path).write_bytes(held)
    path.write_bytes(b"")
    restore(path, NOW)
    assert [note.body for note in new_store(path).all()] == ["改"] * 4


def test_a_snapshot_that_no_journal_led_to_leaves_none(path: Path):
    store = new_store(path)
    store.close()
    assert spent(path).exists()
    JournalStorage(path, version=VERSION).write({"notes": {}, "articles": {}})
    assert not spent(path).exists()


def test_a_copy_of_an_earlier_version_will_do(path: Path):
    backup(path).unlink()
    path.write_bytes(b"")
    journal(path).write_bytes(b"no journal\n")
    tables = {"notes": {"1": FIRST}, "schema": {"1": {"version": 1, "journal": ""}}}
    earlier = path.with_name("notes.json.v1.bak")
    earlier.write_text(json.dumps(tables), "utf-8")
    assert mended(path, "舊的\n\n#春 #樹").base == earlier


def test_notes_that_can_be_read_are_left_alone(path: Path):
    before = path.read_bytes(), journal(path).read_bytes()
    with pytest.raises(Problem) as caught:
        restore(path, NOW)
    assert caught.value.id == "restore-fine"
    assert (path.read_bytes(), journal(path).read_bytes()) == before


def test_where_nothing_is_left_nothing_is_done(tmp_path: Path):
    path = tmp_path / "notes.json"
    path.write_bytes(b"[]")
    with pytest.raises(Problem) as caught:
        restore(path, NOW)
    assert caught.value.id == "restore-nothing"
    assert path.read_bytes() == b"[]"


def test_what_cannot_be_written_leaves_all_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch):
    path.write_bytes(b"")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("tui.io.restore.write_atomic", fail)
        with pytest.raises(Problem) as caught:
            restore(path, NOW)
    assert caught.value.id == "not-saved"
    mended(path, "一", "二", "三", "四")
