"""The status line, cutting to cells, words for the core's ids, and copying's far side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles import article_of
from tests.ui.conftest import reading_of
from tests.ui.screens import lines_of
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp
from tui.core.cells import text_cells
from tui.core.model import Article, Evidence, Problem, Role, Verdict
from tui.i18n import catalog
from tui.io.clipboard import Outcome
from tui.screens.desk import Desk
from tui.widgets.fit import fit
from tui.widgets.status_bar import Status, status_line
from tui.widgets.wording import evidence_text, fold_text, problem_text, role_text, rule_text

TEXT = st.text(st.sampled_from("清讀 aé❤\ufe0f\u0301👩\u200d"), max_size=30)


@given(TEXT, st.integers(0, 40))
def test_a_cut_text_is_never_wider(text: str, cells: int):
    cut = fit(text, cells)
    assert text_cells(cut) <= cells
    if text_cells(text) <= cells:
        assert cut == text


class TestStatusLine:
    status = Status("一個很長很長的題目", ("select", "12/345", "34%", "▸2/3"), (1, 0, 3, 6))

    @given(st.integers(1, 120), TEXT, st.sampled_from(["", "12g"]))
    def test_it_is_exactly_as_wide_as_the_screen(self, width: int, message: str, pending: str):
        status = Status(self.status.title, self.status.parts, self.status.ranks, pending)
        assert text_cells(status_line(status, message, width)) == width

    def test_with_room_it_says_everything(self):
        line = status_line(self.status, "", 60)
        assert line.startswith("一個很長很長的題目 ")
        assert line.endswith("select  12/345  34%  ▸2/3")

    def test_the_least_important_goes_first_and_the_title_is_cut(self):
        line = status_line(self.status, "", 24)
        assert line == "一個很…   select  12/345"

    def test_pending_keys_stay(self):
        line = status_line(Status("題目", ("12/345",), (0,), "12g"), "", 12)
        assert line.endswith("12g")

    def test_a_message_takes_the_titles_place(self):
        line = status_line(self.status, "a message", 40)
        assert line.startswith("a message ")
        assert "12/345" in line


class TestMessages:
    async def test_a_long_one_takes_more_lines_until_the_next_key(self, app: QingduApp):
        async with app.run_test(size=(40, 12)) as pilot:
            await press(pilot, "escape")
            before = lines_of(app)
            app.reader.tell("a message that says a lot " * 3)
            await pilot.pause()
            shown = lines_of(app)
            assert shown[:10] == before[:10]
            assert "says a lot" in shown[10] + shown[11]
            await press(pilot, "escape")
            assert lines_of(app) == before

    async def test_it_is_made_safe(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            app.reader.tell("a\x1b]0;x\x07[bold]b[/]")
            await pilot.pause()
            assert lines_of(app)[-1].startswith("a␛]0;x␇[bold]b[/]")


class TestWords:
    words = catalog("en")

    def test_a_rule_without_a_name_is_called_by_its_id(self):
        assert rule_text(self.words, "pinyin-residue") == "pinyin residue"
        assert rule_text(self.words, "of-tomorrow") == "of-tomorrow"

    def test_every_role_has_a_name(self):
        assert all(role_text(self.words, role) for role in Role)

    def test_evidence_counts(self):
        one = Evidence("length", (("count", "1"),))
        assert evidence_text(self.words, one) == "1 character long"

    def test_a_fold_says_why(self):
        evidence = (Evidence("equal", (("number", "3"),)),)
        verdict = Verdict(Role.CAPTION, "repeated-caption", evidence, 2, True)
        told = fold_text(self.words, verdict, 4, "圖")
        assert told == "repeated caption ×4 · same text as paragraph 3: 圖"
        alone = fold_text(self.words, Verdict(Role.FOOTER, "footer"), 1, "圖")
        assert alone == "site footer: 圖"

    def test_what_fills_a_problem_is_safe(self):
        problem = Problem("no-file", path="a\x1b.txt")
        assert problem_text(self.words, problem).startswith("a␛.txt")


async def test_copying_may_write_to_the_terminal(app: QingduApp, monkeypatch: pytest.MonkeyPatch):
    written: list[str] = []

    def copy(text: str, *, terminal, **_: object) -> Outcome:
        terminal("\x1b]52;c;eA==\a")
        return Outcome("osc52", len(text), False)

    monkeypatch.setattr("tui.io.clipboard.copy", copy)
    async with app.run_test(size=SIZE) as pilot:
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        await press(pilot, "y")
        assert written == ["\x1b]52;c;eA==\a"]
        assert "does not say" in app.reader.bar.message


async def test_the_end_of_a_long_paragraph_is_reached(desk: Desk):
    from pathlib import Path

    app = QingduApp(desk, [Path("-")], article_of(["長長的一段話。" * 2000]))
    async with app.run_test(size=SIZE) as pilot:
        view = app.reader.article_view
        await press(pilot, "G")
        assert view.page is not None
        assert view.page.place(reading_of(app).cursor) == view.page.end()
        await press(pilot, "g g")
        assert reading_of(app).cursor == 0
        await press(pilot, "G 1 G")
        assert reading_of(app).cursor == 0


async def test_many_drawn_rows_are_forgotten(
    app: QingduApp, article: Article, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tui.widgets.article_view.MAX_STRIPS", 30)
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(8):
            await press(pilot, "j")
            assert len(app.reader.article_view._strips) <= 30 + SIZE[1]


async def test_another_theme_draws_anew(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        view = app.reader.article_view
        before = view.render_line(0)
        app.theme = "textual-light"
        await pilot.pause()
        assert view.render_line(0) != before


async def test_a_new_size_is_laid_out_for_once(app: QingduApp, monkeypatch: pytest.MonkeyPatch):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j")
        sizes: list[object] = []
        lay_out = app.reader._refresh_layout

        def counted(size: object = None, scroll: bool = False) -> None:
            sizes.append(size)
            lay_out(size, scroll)  # type: ignore[arg-type] # no Size

        monkeypatch.setattr(app.reader, "_refresh_layout", counted)
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        assert sizes
        assert set(sizes) == {(60, 18)}
        assert len(lines_of(app)) == 18
