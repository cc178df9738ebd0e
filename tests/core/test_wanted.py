"""A line of what is wanted, and the notes that it lets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.anchor import Anchor
from tui.core.model import Span
from tui.core.notes import Colour, Kind, Note
from tui.core.wanted import passes, wanted

NOTE = Note(
    id="1",
    article_id="a",
    article_name="/home/x/market.txt",
    article_title="集市的一天",
    kind=Kind.CHARACTERS,
    anchor=Anchor(Span(0, 2), "機場", "", ""),
    highlight=Colour.GREEN,
    body="下雨了 #讀書/散文 #Rain",
    created="2026-01-02T00:00:00+00:00",
    updated="2026-01-31T00:00:00+00:00",
)


@pytest.mark.parametrize(
    "line",
    [
        *("", "  ", "雨", "机场", "機場 下雨", "集市", "MARKET"),
        *("#讀書", "#读书", "＃讀書/散文", "#rain", "#讀書 #rain"),
        *("@集市", "＠market", "@market.txt"),
        *("colour:green", "color:gr", "colour:yellow colour:green", "顏色:綠", "颜色：绿色"),
        *("since:2026", "since:2026-01", "since:2026-01-31", "自:2026-01", "until:2026-01"),
        *("until:2026", "至:2026-02", "is:lost", "是:失位", "is:lost 雨"),
        *("#", "@"),
    ],
)
def test_what_lets_it_through(line: str):
    note = NOTE if line not in {"#", "@"} else Note(**{**_fields(NOTE), "body": "a # b @ c"})
    assert passes(note, wanted(line), "2026-01-31", {"1"})
    assert wanted(line).unknown == ()


@pytest.mark.parametrize(
    "line",
    [
        *("晴", "雨 晴", "#散文", "#讀", "@機場", "colour:pink", "颜色:粉"),
        *("since:2026-02", "since:2026-02-01", "until:2025", "until:2026-01-30"),
        *("is:lost", "is:highlight", "是:标亮"),
    ],
)
def test_what_keeps_it_out(line: str):
    assert not passes(NOTE, wanted(line), "2026-01-31")
    assert wanted(line).unknown == ()


def test_a_highlight_is_a_note_without_a_text():
    bare = Note(**{**_fields(NOTE), "body": ""})
    assert passes(bare, wanted("is:highlight colour:green"), "2026-01-31")
    assert not passes(bare, wanted("is:highlight is:lost"), "2026-01-31")


@pytest.mark.parametrize("typed", ["colour:red", "colour:", "since:yesterday", "until:1", "is:x"])
def test_what_is_not_understood_is_told_and_looked_for_as_a_word(typed: str):
    asked = wanted(f"雨 {typed}")
    assert asked.unknown == (typed,)
    assert asked.words == ("雨", typed)


def test_a_word_with_a_colon_is_a_word():
    assert wanted("他說:好").words == ("他说:好",)
    assert wanted("他說:好").unknown == ()


@given(st.text(max_size=30))
def test_every_line_can_be_read(line: str):
    asked = wanted(line)
    assert len(asked.unknown) <= len(asked.words)
    passes(NOTE, asked, "2026-01-31")


def _fields(note: Note) -> dict[str, object]:
    return {name: getattr(note, name) for name in Note.__slots__}
