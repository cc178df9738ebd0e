import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.core.test_layout import HANG, RULES, STRICT, TEXTS, first_cells
from tui.core.blanks import blanks, offset_at
from tui.core.cells import cell_widths
from tui.core.layout import LineRules, wrap


@settings(deadline=None)
@given(TEXTS, st.integers(8, 200), RULES)
def test_an_even_right_edge_is_even_or_untouched(text: str, width: int, rules: LineRules) -> None:
    """A widened line fills the width; blanks stand where it might break, one a place."""
    lines = wrap(text, width, rules)
    for line, room in zip(lines, first_cells(lines, width, rules), strict=True):
        part = text[line.span.start : line.span.end].rstrip("\n \u3000")
        plain = dict(blanks(text, line, 0, rules))
        even = dict(blanks(text, line, room, rules))
        assert tuple(plain) == line.gaps
        added = {at: even[at] - plain.get(at, 0) for at in even}
        assert set(added.values()) <= {0, 1}
        assert all(0 < at - line.span.start < len(part) for at in even)
        filled = line.width + sum(added.values())
        hung = cell_len(part[-1:]) if line.width > room else 0
        assert filled == line.width or filled - hung == room
        if line.span.end == len(text) or text[line.span.end - 1] == "\n":
            assert not any(added.values())


def drawn(text: str, width: int, rules: LineRules = STRICT) -> list[str]:
    found = []
    for line in wrap(text, width, rules):
        cells = dict(blanks(text, line, width, rules))
        places = range(line.span.start, line.span.end)
        found.append("".join(" " * cells.get(at, 0) + text[at] for at in places).rstrip())
    return found


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("清讀：「走吧。」然後", 11, ["清讀： 「走", "吧。」然後"]),
        ("清讀：「走吧。」然後", 13, ["清讀：「走", "吧。」然後"]),
        ("清讀清讀清讀", 5, ["清 讀", "清 讀", "清讀"]),
        ("清a讀清讀 清讀書書", 13, ["清a 讀清讀 清", "讀書書"]),
        ("清讀abcdefgh", 9, ["清讀", "abcdefgh"]),
        ("清\n讀清讀", 5, ["清", "讀 清", "讀"]),
        ("清讀——清", 7, ["清 讀——", "清"]),
    ],
)
def test_where_a_line_is_widened(text: str, width: int, lines: list[str]) -> None:
    assert drawn(text, width) == lines


def test_a_hanging_mark_stands_beyond_the_even_edge() -> None:
    assert drawn("清讀清。清讀清", 7, HANG) == ["清讀 清。", "清讀清"]


@settings(deadline=None)
@given(TEXTS.filter(bool), st.integers(8, 60), RULES)
def test_every_cell_leads_to_the_character_drawn_there(text: str, width: int, rules: LineRules):
    for line in wrap(text, width, rules):
        before = dict(blanks(text, line, width, rules))
        widths = cell_widths(text[line.span.start : line.span.end])
        shown = len(text[line.span.start : line.span.end].rstrip())
        reached = 0
        for at in range(line.span.start, line.span.start + shown):
            room = before.get(at, 0) + widths[at - line.span.start]
            assert all(offset_at(text, line, reached + cell, before) == at for cell in range(room))
            reached += room
        last = offset_at(text, line, reached + 5, before)
        assert line.span.start <= last < line.span.start + max(shown, 1)
        assert offset_at(text, line, -1, before) <= last


def test_behind_the_line_stands_its_last_character_with_its_marks():
    (line,) = wrap("清e\u0301 ", 20)
    assert offset_at("清e\u0301 ", line, 9, {}) == 1
    assert offset_at("\u0301\u0301", wrap("\u0301\u0301", 20)[0], 9, {}) == 0
