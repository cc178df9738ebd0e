"""The notes of a person: written, changed, found and shared between two windows."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from tests.io.sample_notes import add, bodies, new_store, place, who
from tui.core.anchor import Anchor
from tui.core.identity import HASHES, Identity
from tui.core.model import Problem, Span
from tui.core.notes import Colour, Kind, Note
from tui.io.journal import JournalStorage
from tui.io.notes import Belonging, Changed, NoteStore, Step
from tui.io.rows import NOTES, from_row, to_row


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notes.json"


def test_a_note_is_there_again(path: Path):
    note = new_store(path).add(who(), place(), "記下來#春 #樹")
    assert note.tags == ("春", "樹")
    assert note.created == note.updated == "2026-03-01T08:00:00.000+00:00"
    assert new_store(path).get(note.id) == note
    assert new_store(path).all() == (note,)


def test_asking_creates_nothing(path: Path):
    store = new_store(path)
    assert store.all() == ()
    assert store.get("x") is None
    assert store.of(who()) == Belonging((), ())
    assert store.undo() is store.redo() is None
    assert store.backup is None
    store.compact()
    store.close()
    assert not path.parent.exists()


def test_times_are_utc(path: Path):
    east = timezone(timedelta(hours=8))
    store = NoteStore(path, lambda: datetime(2026, 1, 1, 2, tzinfo=east))
    assert add(store, "x").created == "2025-12-31T18:00:00.000+00:00"


def test_edit_keeps_everything_but_text_and_time(path: Path):
    store = new_store(path)
    note, other = add(store, "早"), add(store, "別的")
    edited = store.edit(note.id, "晚")
    assert edited.body == "晚"
    assert edited.updated > note.updated
    assert (edited.id, edited.anchor, edited.created) == (note.id, note.anchor, note.created)
    assert store.get(note.id) == edited
    assert store.get(other.id) == other


def test_delete_gives_the_note_back_for_undo(path: Path):
    store = new_store(path)
    note, other = add(store, "早"), add(store, "別的")
    assert store.delete(note.id) == note
    assert store.all() == (other,)
    assert store.undo() == Step((Changed(NOTES, to_row(note), None),))
    assert store.get(note.id) == note


def test_undo_takes_back_an_edit_and_redo_makes_it_again(path: Path):
    store = new_store(path)
    note = add(store, "早")
    edited = store.edit(note.id, "晚")
    store.undo()
    assert store.all() == (note,)
    store.redo()
    assert store.all() == (edited,)


@pytest.mark.parametrize("act", [lambda s: s.edit("x", "y"), lambda s: s.delete("x")])
def test_a_note_that_is_gone_is_named(path: Path, act):
    store = new_store(path)
    add(store, "早")
    with pytest.raises(Problem) as caught:
        act(store)
    assert caught.value.id == "note-missing"
    assert caught.value.values == {"id": "x"}
    assert bodies(store) == {"早"}


def test_notes_of_an_article_by_identity_or_path(path: Path):
    store = new_store(path)
    late, early = add(store, "後", start=90), add(store, "前", start=5)
    renamed = add(store, "改名", article="a2")
    add(store, "別處", article="a3")
    assert store.of(who("a1", "/elsewhere")).notes == (early, late)
    assert store.of(who("a1", "/texts/a2.txt")).notes == (early, renamed, late)
    assert store.of(who("new", "/texts/a2.txt")).notes == (renamed,)
    assert store.of(who("new", "/elsewhere")) == Belonging((), ())


def like(id: str, seed: int, share: float = 0) -> Identity:
    """Marks that have all but ``share`` of what is marked ``seed`` in common with it."""
    own, shared = round(HASHES * share), HASHES - round(HASHES * share)
    hashes = [seed * 10_000 + n for n in range(shared)]
    hashes += [seed * 10_000 + 5000 + 10 * n + len(id) for n in range(own)]
    return Identity(id, f"/{id}.txt", "題", f"1:{id}", tuple(sorted(hashes)))


def test_notes_of_an_article_by_its_marks(path: Path):
    store = new_store(path)
    note = store.add(like("old", 1), place(), "一")
    store.add(like("other", 2), place(), "二")
    moved = Identity("new", "/moved.txt", "題", "1:old")
    assert store.of(moved) == Belonging((note,), ())
    assert store.of(like("newer", 1, 0.1)) == Belonging((note,), ())
    assert store.of(like("another", 3)) == Belonging((), ())


def test_where_marks_do_not_settle_it_a_person_does(path: Path):
    store = new_store(path)
    note = store.add(like("old", 1), place(), "一")
    now = like("newer", 1, 0.6)
    assert store.of(now) == Belonging((), (like("old", 1),))
    store.tell(now, "old", same=True)
    assert store.of(now) == new_store(path).of(now) == Belonging((note,), ())
    store.undo()
    assert store.of(now) == Belonging((), (like("old", 1),))
    store.tell(now, "old", same=False)
    assert store.of(now) == new_store(path).of(now) == Belonging((), ())
    store.delete(note.id)
    assert new_store(path).of(like("new", 1, 0.6)) == Belonging((), ())


def test_attaching_gives_a_note_another_place(path: Path):
    store = new_store(path)
    note = store.add(like("old", 1), place(), "一", highlight=Colour.GREEN)
    there = store.attach(note.id, like("other", 2), place(3, "渡船"), Kind.CHARACTERS)
    assert there.anchor == place(3, "渡船")
    assert (there.article_id, there.article_name) == ("other", "/other.txt")
    assert (there.kind, there.highlight, there.body) == (Kind.CHARACTERS, Colour.GREEN, "一")
    assert store.of(like("old", 1)).notes == ()
    assert store.of(like("other", 2)).notes == (there,)
    store.undo()
    assert store.of(like("old", 1)).notes == (note,)


def test_a_colour_is_a_change_like_others(path: Path):
    store = new_store(path)
    note = add(store, "")
    assert store.colour(note.id, Colour.PINK).highlight is Colour.PINK
    assert new_store(path).get(note.id).highlight is Colour.PINK
    assert store.colour(note.id, None).highlight is None
    assert store.steps == 3


def test_undo_does_not_overwrite_what_another_window_wrote(path: Path):
    one, two = new_store(path), new_store(path)
    note = add(one, "一")
    one.edit(note.id, "二")
    two.edit(note.id, "三")
    for act in (one.undo, one.undo):
        with pytest.raises(Problem) as caught:
            act()
        assert caught.value.id == "note-changed"
        assert caught.value.values == {"id": note.id[:8]}
    assert one.undo() is None
    assert bodies(one) == {"三"}


def test_a_step_that_could_not_be_taken_back_stays(path: Path, monkeypatch: pytest.MonkeyPatch):
    store = new_store(path)
    add(store, "一")

    def fail(*_: object) -> None:
        raise Problem("not-saved", path="", reason="")

    with monkeypatch.context() as patch:
        patch.setattr(JournalStorage, "commit", fail)
        with pytest.raises(Problem):
            store.undo()
    assert store.undo() is not None
    assert bodies(store) == set()


def test_what_another_program_added_to_a_row_stays(path: Path):
    store = new_store(path)
    note = add(store, "一")
    store.close()
    with TinyDB(path, encoding="utf-8") as plain:
        plain.table("notes").update({"stars": 5})
    store.edit(note.id, "二")
    store.delete(note.id)
    store.undo()
    store.close()
    row = TinyDB(path, encoding="utf-8").table("notes").all()[0]
    assert (row["body"], row["stars"]) == ("二", 5)


def test_a_damaged_row_of_an_article_is_refused(path: Path):
    store = new_store(path)
    add(store, "一")
    store.close()
    with TinyDB(path, encoding="utf-8") as plain:
        plain.table("articles").update({"sketch": 3})
    with pytest.raises(Problem) as caught:
        store.of(who())
    assert caught.value.id == "notes-damaged-shape"


def test_standard_input_is_no_place(path: Path):
    store = new_store(path)
    note = store.add(who("a1", "-"), place(), "x")
    assert store.of(who("a2", "-")) == Belonging((), ())
    assert store.of(who("a1", "-")).notes == (note,)


def test_two_windows_see_each_other(path: Path):
    one, two = new_store(path), new_store(path)
    note = add(one, "一")
    assert two.of(who()).notes == (note,)
    seen = one.generation
    add(two, "二", start=20)
    assert one.generation != seen
    assert bodies(one) == {"一", "二"}
    two.edit(note.id, "壹")
    assert one.of(who()).notes[0].body == "壹"
    two.close()
    assert bodies(one) == {"壹", "二"}
    one.delete(note.id)
    assert bodies(two) == {"二"}
    add(two, "三")
    one.close()
    assert bodies(two) == {"二", "三"}


def test_threads_share_a_store(path: Path):
    store = new_store(path)

    def write(name: str) -> None:
        for number in range(25):
            add(store, f"{name}{number}", article=name)
            assert len(store.of(who(name)).notes) == number + 1
            assert len(store.all()) > number

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(write, "甲乙丙"))
    wanted = {f"{name}{number}" for name in "甲乙丙" for number in range(25)}
    assert bodies(store) == bodies(new_store(path)) == wanted


def test_generation_stays_while_nothing_changes(path: Path):
    store = new_store(path)
    add(store, "一")
    assert store.generation == store.generation
    assert store.of(who()) is store.of(who())


def test_plain_tinydb_reads_the_file_after_a_clean_exit(path: Path):
    store = new_store(path)
    notes = [add(store, body) for body in ("一", "二", "三")]
    store.delete(notes[1].id)
    store.close()
    plain = TinyDB(path, encoding="utf-8")
    assert [row["body"] for row in plain.table("notes").all()] == ["一", "三"]
    assert plain.table("schema").all()[0]["version"] == 2
    assert not path.with_name("notes.json.journal").exists()


def test_plain_tinydb_writes_and_the_store_sees_it(path: Path):
    store = new_store(path)
    note = add(store, "一")
    store.close()
    with TinyDB(path, encoding="utf-8") as plain:
        plain.table("notes").update({"body": "外面改的"})
        plain.table("notes").insert({**to_row(note), "id": "x", "body": "外面加的"})
    assert bodies(store) == {"外面改的", "外面加的"}
    add(store, "二")
    store.close()
    assert bodies(new_store(path)) == {"外面改的", "外面加的", "二"}


def test_compact_keeps_the_last_good_copy(path: Path):
    store = new_store(path)
    add(store, "一")
    store.compact()
    assert store.backup is None
    first = path.read_bytes()
    add(store, "二")
    store.compact()
    assert store.backup == store.path.with_name("notes.json.bak")
    assert store.backup.read_bytes() == first
    second = path.read_bytes()
    store.compact()
    assert path.read_bytes() == second


def test_only_the_owner_may_read(path: Path):
    store = new_store(path)
    add(store, "一")
    store.close()
    add(store, "二")
    store.close()
    add(store, "三")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    names = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(names) == {
        f"notes.json{end}" for end in ("", ".journal", ".bak", ".journal.bak", ".lock")
    }
    assert set(names.values()) == {0o600}


def test_a_symbolic_link_stays_one(path: Path, tmp_path: Path):
    target = tmp_path / "elsewhere" / "real.json"
    path.parent.mkdir()
    path.symlink_to(target)
    store = new_store(path)
    add(store, "一")
    store.close()
    assert path.is_symlink()
    assert store.path == target
    assert "一" in target.read_text("utf-8")
    other = new_store(target)
    add(other, "二")
    assert bodies(store) == {"一", "二"}


QUOTE = {"span": [1, 2], "exact": "", "prefix": "", "suffix": "", "equals": 1, "rivals": []}
BAD_ROWS = [
    {"body": 3},
    {"kind": "verse"},
    {"kind": []},
    {"highlight": "red"},
    {"highlight": ""},
    {"anchor": None},
    {"anchor": {**QUOTE, "span": [1]}},
    {"anchor": {**QUOTE, "span": [1, "x"]}},
    {"anchor": {**QUOTE, "rivals": [3]}},
    {"anchor": {**QUOTE, "equals": "two"}},
    {"anchor": {"span": [1, 2], "exact": ""}},
]


@pytest.mark.parametrize("bad", BAD_ROWS)
def test_a_row_that_is_no_note_is_refused(path: Path, bad: dict):
    store = new_store(path)
    add(store, "一")
    store.close()
    tables = json.loads(path.read_bytes())
    tables["notes"]["1"].update(bad)
    path.write_text(json.dumps(tables), "utf-8")
    before = path.read_bytes()
    with pytest.raises(Problem) as caught:
        store.all()
    assert caught.value.id == "notes-damaged-shape"
    assert path.read_bytes() == before


TEXTS = st.text(st.characters(exclude_categories=()))
ANY_NOTES = st.builds(
    Note,
    *[TEXTS] * 4,
    st.sampled_from(Kind),
    st.builds(
        Anchor,
        st.builds(Span, st.integers(0), st.integers(0)),
        *[TEXTS] * 3,
        st.integers(1),
        st.lists(TEXTS).map(tuple),
    ),
    st.sampled_from([None, *Colour]),
    *[TEXTS] * 3,
)


@given(ANY_NOTES)
def test_a_row_holds_the_whole_note(note: Note):
    assert from_row(json.loads(json.dumps(to_row(note)))) == note


@pytest.mark.parametrize("body", ["", "\ud800 lone", "\0\x1b[31m", "行\n\n行\r\n", "😀" * 1000])
def test_any_text_is_kept(path: Path, body: str):
    store = new_store(path)
    note = add(store, body)
    assert new_store(path).get(note.id).body == body
    store.close()
    assert new_store(path).get(note.id).body == body


def test_a_long_file_is_not_read_at_once(path: Path, monkeypatch: pytest.MonkeyPatch):
    store = new_store(path)
    assert store.is_quick
    add(store, "一")
    store.close()
    monkeypatch.setattr("tui.io.journal.ROW_BY_ROW", 10)
    store = new_store(path)
    assert not store.is_quick
    assert bodies(store) == {"一"}
    assert store.is_quick


def test_reading_a_long_file_can_be_given_up(path: Path, monkeypatch: pytest.MonkeyPatch):
    store = new_store(path)
    add(store, "一")
    store.close()
    add(new_store(path), "二")
    for module in ("journal", "storage"):
        monkeypatch.setattr(f"tui.io.{module}.ROW_BY_ROW", 10)
    store = new_store(path)
    left = path.read_bytes()
    assert not store.load(lambda: True)
    store.close()
    assert path.read_bytes() == left  # nothing was read for folding the journal
    assert store.load(lambda: False)
    assert bodies(store) == {"一", "二"}
    store.close()
    assert path.read_bytes() != left
