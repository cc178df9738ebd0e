"""Rows: notes and identities as JSON, and files of the first version brought up to date."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from tests.io.sample_notes import add, bodies, new_store
from tui.core.identity import Identity
from tui.core.notes import Kind
from tui.io.journal import JournalStorage
from tui.io.lines import Change, to_line
from tui.io.rows import article_row, from_row, identity_of, to_row, upgrade

FIRST = {
    "id": "n1",
    "article_id": "a1",
    "article_name": "/texts/a1.txt",
    "article_title": "柳樹",
    "anchor": {"span": [10, 12], "exact": "柳樹", "prefix": "", "suffix": ""},
    "body": "舊的",
    "tags": ["春", "樹"],
    "created": "2025-01-01T00:00:00.000+00:00",
    "updated": "2025-01-01T00:00:00.000+00:00",
}
SECOND = {**FIRST, "id": "n2", "body": "記在日誌裡 #春", "tags": ["春"]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of the first version, with a journal that a kill left beside it."""
    path = tmp_path / "notes.json"
    tables = {"notes": {"1": FIRST}, "schema": {"1": {"version": 1, "journal": ""}}}
    path.write_text(json.dumps(tables), "utf-8")
    header = to_line({"journal": "j1", "version": 1}, 0)
    line = to_line([Change("notes", "n2", "2", SECOND, None)], int(header[:8], 16))
    path.with_name("notes.json.journal").write_bytes(header + line)
    return path


def files(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def test_an_earlier_version_is_read_without_touching_it(path: Path):
    before = files(path)
    store = new_store(path)
    assert bodies(store) == {"舊的\n\n#春 #樹", "記在日誌裡 #春"}
    note = store.get("n1")
    assert note is not None
    assert (note.kind, note.highlight, note.tags) == (Kind.PARAGRAPH, None, ("春", "樹"))
    assert files(path) == before


def test_the_first_change_brings_it_up_to_date_and_keeps_the_old(path: Path):
    store = new_store(path)
    add(store, "新的")
    kept = json.loads(path.with_name("notes.json.v1.bak").read_bytes())
    assert kept["notes"] == {"1": FIRST, "2": SECOND}
    assert kept["schema"]["1"]["version"] == 1
    wanted = {"舊的\n\n#春 #樹", "記在日誌裡 #春", "新的"}
    assert bodies(store) == bodies(new_store(path)) == wanted
    store.close()
    with TinyDB(path, encoding="utf-8") as plain:
        assert plain.table("schema").all()[0]["version"] == 2
        assert {row["kind"] for row in plain.table("notes")} == {"paragraph"}


def test_compacting_brings_it_up_to_date_too(path: Path):
    store = new_store(path)
    store.compact()
    assert path.with_name("notes.json.v1.bak").exists()
    assert bodies(store) == bodies(new_store(path)) == {"舊的\n\n#春 #樹", "記在日誌裡 #春"}


def test_what_the_earlier_version_still_writes_is_seen(path: Path):
    store = new_store(path)
    assert len(bodies(store)) == 2
    earlier = JournalStorage(path)
    row = {**FIRST, "id": "n3", "body": "同時寫的", "tags": []}
    with earlier.exclusive():
        earlier.read()
        earlier.commit([Change("notes", "n3", "3", row, None)])
    assert "同時寫的" in bodies(store)
    add(store, "新的")
    assert {"同時寫的", "新的"} < bodies(new_store(path))


def test_a_journal_of_the_earlier_version_alone(path: Path):
    path.unlink()
    store = new_store(path)
    assert bodies(store) == {"記在日誌裡 #春"}
    add(store, "新的")
    assert bodies(new_store(path)) == {"記在日誌裡 #春", "新的"}


def test_rows_that_are_no_notes_stay_as_they_are():
    odd = {"id": "x", "body": 3, "tags": None, "anchor": None}
    upgraded = upgrade({"notes": {"1": odd}}, 1)["notes"]["1"]
    assert upgraded == {**odd, "kind": "paragraph", "highlight": None}
    assert upgrade({"notes": {"1": {**odd, "body": "一"}}}, 1)["notes"]["1"]["body"] == "一"


def test_an_identity_is_kept_whole():
    who = Identity("a", "/a", "題", "1:x", (0, 7, 2**32 - 1))
    assert identity_of(json.loads(json.dumps(article_row(who, {})))) == who


@pytest.mark.parametrize("bad", [{"sketch": "xyz"}, {"sketch": None}, {"title": 3}, {"id": None}])
def test_a_row_that_is_no_identity_is_refused(bad: dict):
    with pytest.raises(ValueError, match="not an article"):
        identity_of({**article_row(Identity("a", "/a", "題"), {}), **bad})


def test_a_row_from_before_repaired_quotes_shows_its_source(path: Path):
    note = new_store(path).get("n1")
    assert note is not None
    assert note.anchor.quote == note.anchor.exact == "柳樹"
    row = to_row(replace(note, anchor=replace(note.anchor, repaired="楊柳")))
    assert from_row(row).anchor.quote == "楊柳"
    with pytest.raises(ValueError, match="not a note"):
        from_row({**row, "anchor": {**row["anchor"], "repaired": 1}})
