"""JSON without loss: what was exported comes back, once."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.io.sample_notes import add, bodies, new_store, who
from tests.io.test_export import note
from tests.io.test_notes import ANY_NOTES
from tests.io.test_rows import FIRST
from tui.core.identity import Identity
from tui.core.model import Problem
from tui.core.notes import Note
from tui.io.exchange import Parcel, parse, to_array, to_json


@given(st.lists(ANY_NOTES))
def test_json_holds_everything(notes: list[Note]):
    articles = tuple({n.article_id: Identity(n.article_id, "/a", "題") for n in notes}.values())
    others = Identity("another\0", "/b", "別的")
    assert parse("x", to_json(notes, [*articles, others])) == Parcel(tuple(notes), articles)
    assert parse("x", to_array(notes)) == Parcel(tuple(notes), ())


def test_json_holds_nothing_that_acts():
    text = to_array([note("\x1b]52;c;eA==\x07\u202e\ud800")])
    assert "\x1b" not in text
    assert "\u202e" not in text
    text.encode("utf-8")


def test_notes_of_the_first_version_are_read():
    (one,) = parse("x", json.dumps([FIRST])).notes
    assert (one.id, one.tags) == ("n1", ("春", "樹"))


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("", "import-json"),
        ("{", "import-json"),
        ("[" * 100_000, "import-shape"),
        ("3", "import-shape"),
        ("{}", "import-shape"),
        ('{"version": 2}', "import-shape"),
        ('{"version": 2, "notes": [3]}', "import-shape"),
        ('{"version": 2, "notes": [], "articles": [{}]}', "import-shape"),
        ('[{"kind": "paragraph"}]', "import-shape"),
        ('[{"body": "x"}]', "import-shape"),
        ('{"version": 3, "notes": []}', "import-newer"),
    ],
)
def test_what_is_no_export_is_refused(text: str, id: str):
    with pytest.raises(Problem) as caught:
        parse("f.json", text)
    assert caught.value.id == id
    assert caught.value.values["path"] == "f.json"


def test_importing_twice_gives_no_doubles(tmp_path: Path):
    one, two = new_store(tmp_path / "1" / "n.json"), new_store(tmp_path / "2" / "n.json")
    first, second = add(one, "一"), add(one, "二")
    parcel = parse("x", to_json(one.all(), one.articles()))
    assert two.take(*parcel) == (2, 0)
    assert two.take(*parcel) == (0, 0)
    assert two.all() == one.all()
    assert two.articles() == one.articles() == (who(),)
    two.undo()
    assert two.all() == ()
    assert two.redo() is not None
    assert {note.id for note in two.all()} == {first.id, second.id}


def test_of_two_forms_the_later_one_stays(tmp_path: Path):
    store = new_store(tmp_path / "n.json")
    kept, changed = add(store, "一"), add(store, "二")
    newer = replace(changed, body="新", updated="2027")
    older = replace(kept, body="舊", updated="2020")
    assert store.take([older, newer, replace(newer, body="新二", updated="2028")], ()) == (0, 1)
    assert bodies(store) == {"一", "新二"}
