"""The reading state: kept per article, bounded, and never in the way of reading."""

import errno
import json
import os
from pathlib import Path

import pytest

from tui.core.model import Problem
from tui.io import state as module
from tui.io import storage
from tui.io.state import ReadingState, StateStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.json"


def reading(id: str, time: str = "2026-01-01", cursor: int = 5) -> ReadingState:
    return ReadingState(id, cursor, "zh-Hans", (3, 90), f"/t/{id}.txt", time)


def test_the_state_is_there_again(path: Path):
    StateStore(path).save(reading("a"))
    StateStore(path).save(reading("b"))
    store = StateStore(path)
    assert store.get("a") == reading("a")
    assert store.get("c") is None
    assert store.warning is None


def test_saving_replaces_what_was_known(path: Path):
    store = StateStore(path)
    store.save(reading("a"))
    store.save(reading("a", cursor=77))
    assert store.get("a") == reading("a", cursor=77)
    assert len(store.recent()) == 1


def test_asking_creates_nothing(path: Path):
    store = StateStore(path)
    assert store.get("a") is None
    assert store.recent() == ()
    assert store.last_folder is None
    assert not path.parent.exists()


def test_the_last_read_come_first(path: Path):
    store = StateStore(path)
    for id, time in (("a", "2026-01-02"), ("b", "2026-01-03"), ("c", "2026-01-01")):
        store.save(reading(id, time))
    assert [state.article_id for state in store.recent()] == ["b", "a", "c"]
    assert [state.article_id for state in store.recent(1)] == ["b"]


def test_each_use_has_a_form_of_its_own(path: Path):
    store = StateStore(path)
    assert store.form("paragraph") == ""
    store.keep_form("paragraph", "markdown")
    store.keep_form("article", "notes")
    store.keep_form("article", "notes source")
    again = StateStore(path)
    assert (again.form("paragraph"), again.form("article")) == ("markdown", "notes source")
    assert again.last_folder is None


def test_the_last_folder(path: Path):
    store = StateStore(path)
    store.save(reading("a"))
    store.last_folder = Path("/texts")
    store.last_folder = Path("/文章")
    assert StateStore(path).last_folder == Path("/文章")
    assert store.get("a") == reading("a")


def test_the_oldest_is_forgotten(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "KEPT", 3)
    store = StateStore(path)
    for number in (3, 1, 4, 5, 2):
        store.save(reading(str(number), f"2026-01-0{number}"))
    assert {state.article_id for state in store.recent()} == {"3", "4", "5"}


def test_two_windows_keep_each_others_state(path: Path):
    one, two = StateStore(path), StateStore(path)
    one.save(reading("a"))
    two.save(reading("b"))
    one.save(reading("c"))
    assert {state.article_id for state in two.recent()} == {"a", "b", "c"}


ASKING = [lambda s: s.get("a"), lambda s: s.recent() or None, lambda s: s.last_folder]


@pytest.mark.parametrize("ask", ASKING)
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe"])
def test_a_damaged_file_is_moved_aside(path: Path, content: bytes, ask):
    path.parent.mkdir()
    path.write_bytes(content)
    store = StateStore(path)
    assert ask(store) is None
    kept = path.with_name("state.json.damaged-1")
    assert kept.read_bytes() == content
    assert store.warning is not None
    assert store.warning.id == "state-damaged"
    assert store.warning.values == {"path": str(path), "kept": str(kept)}
    store.save(reading("a"))
    assert StateStore(path).get("a") == reading("a")


def test_every_damaged_file_is_kept(path: Path):
    path.parent.mkdir()
    store = StateStore(path)
    for content in (b"one", b"two"):
        path.write_bytes(content)
        store.save(reading("a"))
    assert path.with_name("state.json.damaged-1").read_bytes() == b"one"
    assert path.with_name("state.json.damaged-2").read_bytes() == b"two"


def refuse(*_args: object, **_kwargs: object) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def test_reading_goes_on_where_nothing_can_be_moved(path: Path, monkeypatch):
    path.parent.mkdir()
    path.write_bytes(b"")
    monkeypatch.setattr(storage.Path, "rename", refuse)
    store = StateStore(path)
    assert store.get("a") is None
    assert store.warning is not None
    assert store.warning.id == "not-saved"
    with pytest.raises(Problem, match="not-saved"):
        store.save(reading("a"))
    assert path.read_bytes() == b""


def test_reading_goes_on_where_nothing_can_be_read(path: Path):
    path.mkdir(parents=True)
    store = StateStore(path)
    assert store.get("a") is None
    assert store.warning is not None
    assert store.warning.id == "unreadable"


def test_saving_says_when_it_could_not(path: Path, monkeypatch: pytest.MonkeyPatch):
    store = StateStore(path)
    store.save(reading("a"))
    monkeypatch.setattr(storage.os, "fsync", refuse)
    with pytest.raises(Problem, match="not-saved"):
        store.save(reading("b"))
    monkeypatch.undo()
    assert store.get("a") == reading("a")
    assert store.get("b") is None


STRANGE = [
    {"cursor": "5"},
    {"cursor": -1},
    {"opened": None},
    {"opened": ["x"]},
    {"script": 3},
    {"updated": None},
]


@pytest.mark.parametrize("strange", STRANGE)
def test_a_row_that_something_else_wrote_is_no_state(path: Path, strange: dict):
    store = StateStore(path)
    store.save(reading("a"))
    store.save(reading("b"))
    tables = json.loads(path.read_bytes())
    tables["articles"]["1"].update(strange)
    path.write_text(json.dumps(tables))
    assert store.get("a") is None
    assert store.recent() == (reading("b"),)
    store.save(reading("a"))
    assert store.get("a") == reading("a")


def test_a_folder_that_is_no_text_is_none(path: Path):
    path.parent.mkdir()
    path.write_text('{"places": {"1": {"id": "last_folder", "path": 3}}}')
    assert StateStore(path).last_folder is None
