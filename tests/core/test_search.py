from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import ODD_TEXT, STEADY
from tui.core.glyphs import fold
from tui.core.model import Span
from tui.core.search import find


@pytest.mark.parametrize("query", ["机场", "機場", "機场"])
def test_either_script_finds_the_other(query: str) -> None:
    assert find("到機場去，机场很遠。", query) == [Span(1, 3), Span(5, 7)]


def test_width_and_case_do_not_matter() -> None:
    assert find("ＪＩ和ji", "Ji") == [Span(0, 2), Span(3, 5)]


def test_marks_and_spaces_of_the_query_count() -> None:
    assert find("機場，飯", "機 場") == []
    assert find("一.二", "一二") == []
    assert find("a.b axb", "a.b") == [Span(0, 3)]


@pytest.mark.parametrize("query", ["", " ", "\u3000"])
def test_nothing_finds_nothing(query: str) -> None:
    assert find("機 場", query) == []


@STEADY
@given(ODD_TEXT, st.data())
def test_hits_are_disjoint_in_order_and_fold_alike(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    query = text[start : start + data.draw(st.integers(1, 3))]
    hits = find(text, query)
    assert bool(hits) == bool(query.strip() and fold(query).strip())
    assert all(fold(text[hit.start : hit.end]) == fold(query) for hit in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))
