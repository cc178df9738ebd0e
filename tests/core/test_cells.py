import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from textual.strip import Segment, Strip

from tui.core.cells import cell_widths, char_cells, text_cells
from tui.core.safe import safe

JOINED = st.text(
    st.sampled_from("中a，“❤☎#1👨👩🏻🇨🇳\u0301\u200b ") | st.sampled_from("\u200d\ufe0f\ufe0e\u20e3")
)


def test_every_code_point_is_as_wide_as_rich_says() -> None:
    table = [char_cells(chr(code)) for code in range(0x110000)]
    assert table == [get_character_cell_size(chr(code)) for code in range(0x110000)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("reading", 7),
        ("\x07a\x7f", 1),
        ("清讀，慢慢讀。", 14),
        ("“一”…—·", 7),
        ("e\u0301", 1),
        ("❤", 1),
        ("❤\ufe0f", 2),
        ("❤\ufe0f\ufe0f", 2),
        ("\ufe0f中\ufe0f", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("中\u200d", 2),
        ("1\ufe0f\u20e3", 2),
        ("🇨🇳", 2),
        ("葛\U000e0100飾", 4),
        ("𠮷野家", 6),
    ],
)
def test_known_widths(text: str, cells: int) -> None:
    assert text_cells(text) == cells == cell_len(text)


@settings(deadline=None)
@given(st.text() | JOINED | st.text("讀書 read"))
def test_texts_are_as_wide_as_textual_draws_them(text: str) -> None:
    shown = safe(text)
    assert text_cells(shown) == Strip([Segment(shown)]).cell_length
    assert text_cells(text) == cell_len(text)


@settings(deadline=None)
@given(JOINED)
def test_widths_of_characters_add_up(text: str) -> None:
    widths = cell_widths(text)
    assert len(widths) == len(text)
    assert sum(widths) == text_cells(text)
