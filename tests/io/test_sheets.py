"""Tables for Readwise and Anki: their own columns, and no cell that is a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.io.test_export import note
from tests.io.test_notes import ANY_NOTES
from tui.core.notes import Note
from tui.io.sheets import to_anki, to_readwise


def readwise(*notes: Note) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_readwise(notes), newline="")))


def anki(*notes: Note) -> list[list[str]]:
    text = to_anki(notes).split("\n", 5)
    assert text[:5] == [
        "#separator:tab",
        "#html:false",
        "#guid column:1",
        "#tags column:5",
        "#columns:guid\tFront\tBack\tSource\tTags",
    ]
    return list(csv.reader(io.StringIO(text[5], newline=""), delimiter="\t"))


def test_readwise_has_its_own_columns():
    assert readwise(note("一\n二, 三"), note(name="https://example.org/a")) == [
        {
            **{"Highlight": "河邊的柳樹", "Title": "柳樹", "Author": "", "URL": ""},
            **{"Note": "一\n二, 三", "Location": "10", "Date": "2026-03-01 08:00:00"},
        },
        {
            **{"Highlight": "河邊的柳樹", "Title": "柳樹", "Author": ""},
            **{"URL": "https://example.org/a", "Note": "記下來"},
            **{"Location": "10", "Date": "2026-03-01 08:00:00"},
        },
    ]


def test_a_note_without_a_quote_is_its_own_highlight():
    (row,) = readwise(note(exact=""))
    assert (row["Highlight"], row["Note"]) == ("記下來", "")


def test_anki_asks_with_the_quote():
    one = replace(note("背面\t一\n二 #讀書/散文 #樹"), id="n1")
    assert anki(one, note(exact="")) == [
        ["n1", "河邊的柳樹", "背面 一\n二 #讀書/散文 #樹", "柳樹 · /t/a.txt", "讀書::散文 樹"],
        ["1", "柳樹", "記下來", "柳樹 · /t/a.txt", ""],
    ]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1"])
def test_no_cell_is_a_formula(start: str):
    one = note(start, start, start, exact=start)
    for row in (list(readwise(one)[0].values()), anki(one)[0]):
        assert any(cell.startswith("'") for cell in row)
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row)


def test_a_harmless_cell_stays():
    assert readwise(note("a=b"))[0]["Note"] == "a=b"


@given(st.lists(ANY_NOTES))
def test_every_note_is_a_row(notes: list[Note]):
    assert len(readwise(*notes)) == len(anki(*notes)) == len(notes)
