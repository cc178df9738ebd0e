"""Terminals that draw characters of ambiguous width in two cells."""

import os
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich import cells as rich_cells
from textual.scrollbar import ScrollBarRender

from tests.core.test_layout import RULES, TEXTS
from tests.ui.conftest import reading_of
from tests.ui.screens import lines_of
from tests.ui.test_reader import press
from tests.ui.test_terminal import Terminal
from tui.app import QingduApp
from tui.core import cells
from tui.core.layout import LineRules, wrap
from tui.widgets.wide import QUESTION, SAMPLE, count_wide, is_wide

TEXT = "他說：“回來了——真的回來了……”便推開窗·看雨。" * 6


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two cells for each character of ambiguous width, until the test ends."""
    for name in ("load_cell_table", "_is_single_cell_widths"):
        monkeypatch.setattr(rich_cells, name, vars(rich_cells)[name])
    for name in ("VERTICAL_BARS", "HORIZONTAL_BARS"):
        monkeypatch.setattr(ScrollBarRender, name, getattr(ScrollBarRender, name))
    count_wide()
    yield
    cells.widen(False)
    monkeypatch.undo()
    rich_cells.get_character_cell_size.cache_clear()
    rich_cells.cached_cell_len.cache_clear()


def test_only_four_wide_answers_make_a_wide_terminal():
    assert [column for column in range(12) if is_wide(column, 1)] == [8]
    assert not is_wide(8, 0)
    assert "\x1b[6n" in QUESTION
    assert all(char in SAMPLE for char in "“…—·")


def test_every_code_point_is_as_wide_as_rich_then_says(wide: None):
    table = [cells.char_cells(chr(code)) for code in range(0x110000)]
    assert table == [rich_cells.get_character_cell_size(chr(code)) for code in range(0x110000)]
    assert [cells.char_cells(char) for char in "“…—·αж─→é"] == [2] * 8 + [2]
    assert cells.is_wide()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=TEXTS | st.text(st.sampled_from("“”…—·αжéa清。®\ufe0f\u200d")),
    width=st.integers(8, 80),
    rules=RULES,
)
def test_lines_fit_as_rich_then_measures_them(wide: None, text: str, width: int, rules: LineRules):
    assert cells.text_cells(text) == rich_cells.cell_len(text)
    for line in wrap(text, width, rules):
        part = text[line.span.start : line.span.end].rstrip(" \u3000\n")
        assert rich_cells.cell_len(part) + len(line.gaps) == line.width


def test_greek_stays_whole(wide: None):
    text = "清讀清λόγος清"
    lines = [text[line.span.start : line.span.end] for line in wrap(text, 12)]
    assert lines == ["清讀清", "λόγος清"]


class WideTerminal(Terminal):
    """A terminal with two cells for each such character, which answers where its cursor is."""

    def __init__(self, arguments: list[str], env: dict[str, str]) -> None:
        super().__init__(arguments, env)
        self.answers: list[str] = []
        self.screen.write_process_input = self.answer

    def answer(self, data: str) -> None:
        self.answers.append(data)
        os.write(self.fd, data.encode())


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(f"{TEXT}\n\n{TEXT}尾\n\n{TEXT}完", "utf-8")
    return path


@pytest.fixture
def drawn_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the emulator draw as such a terminal does."""
    characters = {chr(code) for codes in cells.ambiguous() for code in codes}
    usual = pyte.screens.wcwidth
    monkeypatch.setattr(
        pyte.screens, "wcwidth", lambda char: 2 if char in characters else usual(char)
    )


def in_order(terminal: Terminal) -> bool:
    """Whether the right ends of all lines are where the program put them."""
    buffer = terminal.screen.buffer
    rows = range(terminal.screen.lines - 1)
    return all(not buffer[y][x].data.strip() for y in rows for x in (78, 79))


def test_a_terminal_that_answers_gets_lines_in_order_and_no_key_is_lost(
    article_file: Path, env: dict[str, str], drawn_wide: None
):
    terminal = WideTerminal([str(article_file)], env)
    terminal.type("jj")
    terminal.until(lambda t: t.shows("3/3") and t.shows("▐"))
    assert terminal.answers == ["\x1b[2;9R"]
    assert in_order(terminal)
    assert not terminal.shows("▌")
    terminal.type("T")
    terminal.until(lambda t: t.shows("+--"))
    terminal.type("qq")
    assert terminal.code() == 0
    os.close(terminal.fd)


def test_the_setting_speaks_for_a_terminal_that_does_not(
    article_file: Path, tmp_path: Path, env: dict[str, str], drawn_wide: None
):
    folder = tmp_path / "CONFIG" / "qingdu"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("ambiguous = 2\n", "utf-8")
    terminal = Terminal([str(article_file)], env)
    terminal.until(lambda t: t.shows("1/3") and t.shows("▐"))
    assert b"\x1b[6n" not in terminal.written
    assert in_order(terminal)
    terminal.type("q")
    assert terminal.code() == 0
    os.close(terminal.fd)


async def test_an_answer_that_it_is_narrow_changes_nothing(app: QingduApp):
    from textual.events import CursorPosition

    async with app.run_test(size=(80, 24)) as pilot:
        before = lines_of(app)
        app.post_message(CursorPosition(4, 1))
        await press(pilot, "")
        assert lines_of(app) == before
        assert not cells.is_wide()


async def test_a_late_answer_lays_out_again_and_keeps_the_place(wide: None, app: QingduApp):
    """The answer comes after the first frame; ``wide`` brings back the usual table."""
    from textual.events import CursorPosition

    cells.widen(False)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2 j")
        place = reading_of(app).cursor
        assert any(line.startswith("▌") for line in lines_of(app))
        app.post_message(CursorPosition(8, 1))
        await press(pilot, "")
        assert cells.is_wide()
        assert not any(line.startswith("▌") for line in lines_of(app))
        assert reading_of(app).cursor == place
