"""The ledger: what was hidden or changed, gone to, taken back."""

from pathlib import Path

import pytest

from tests.articles import article_of
from tests.ui.conftest import reading_of
from tests.ui.screens import dump
from tests.ui.test_reader import SIZE, press
from tests.ui.test_rules import damaged, folded
from tui.app import QingduApp
from tui.core.model import Action
from tui.screens.desk import Desk
from tui.screens.ledger import LedgerScreen


def texts(app: QingduApp) -> list[str]:
    assert isinstance(app.screen, LedgerScreen)
    rows = app.screen.rows
    return [app.screen._prompt(row).plain for row in rows]


async def test_groups_with_counts_and_their_lines(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X")
        rows = texts(app)
        assert rows[0] == "▾ site footer ×4  folded"
        assert rows[1] == "   4 （圖：集市一角）"
        assert len(rows) == 5
        assert "4 places" in dump(app)


async def test_a_group_opens_and_closes(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X enter")
        assert texts(app) == ["▸ site footer ×4  folded"]
        await press(pilot, "enter")
        assert len(texts(app)) == 5


async def test_enter_on_a_line_goes_there_and_opens_the_fold(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X G enter")
        reading = reading_of(app)
        assert (reading.paragraph, reading.opened) == (9, {8})
        await press(pilot, "ctrl+o X q")
        assert reading_of(app).paragraph == 0


@pytest.mark.parametrize(("key", "everywhere"), [("r", False), ("R", True)])
async def test_a_fold_is_taken_back_and_that_undone(
    app: QingduApp, desk: Desk, key: str, everywhere: bool
):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, f"X G {key}")
        assert folded(app) == {3, 4, 8}
        (rule,) = desk.rules.all()
        assert (rule.action, rule.start is None) == (Action.KEEP, everywhere)
        assert len(texts(app)) == 4
        assert "Taken back" in dump(app)
        await press(pilot, "u")
        assert folded(app) == {3, 4, 8, 9}
        assert len(texts(app)) == 5
        await press(pilot, "u")
        assert "nothing to undo" in dump(app)


async def test_a_heading_means_all_its_lines(app: QingduApp, desk: Desk):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X r")
        assert folded(app) == set()
        assert texts(app) == []
        assert "Nothing was hidden" not in dump(app)  # what was done is told first
        await press(pilot, "r")
        assert "nothing to take back" in dump(app)
        await press(pilot, "enter u q u")
        assert folded(app) == {3, 4, 8, 9}


async def test_too_many_at_once_are_refused(
    app: QingduApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tui.screens.ledger.MOST", 3)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X r")
        assert desk.rules.all() == ()
        assert "more than 3" in dump(app)


async def test_edits_with_what_stands_around_them(desk: Desk):
    app = QingduApp(desk, [Path("-")], damaged())
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X")
        rows = texts(app)
        assert any(row.startswith("   1 “(jī)” dropped  …這是機(jī)") for row in rows)
        assert any("“,” → “，”" in row for row in rows)
        at = rows.index(next(row for row in rows if "“,” → “，”" in row)) + 1
        await press(pilot, f"{' '.join(str(at))} G enter")
        article = reading_of(app).article
        assert article.source[reading_of(app).cursor] == ","
        await press(pilot, f"X {' '.join(str(at))} G r")
        (rule,) = desk.rules.all()
        assert (rule.action, rule.raw) == (Action.UNDO, ",")
        assert len(texts(app)) == len(rows) - 1


async def test_a_long_group_is_listed_by_and_by(app: QingduApp, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tui.screens.ledger.SHOWN", 3)
    monkeypatch.setattr("tui.screens.ledger.FEW", 3)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X enter G")
        assert texts(app)[-1].strip() == "… 1 more: Enter lists it"
        await press(pilot, "r")
        assert "nothing to take back" in dump(app)
        await press(pilot, "enter")
        assert len(texts(app)) == 5


async def test_an_untouched_article_says_so(desk: Desk):
    app = QingduApp(desk, [Path("-")], article_of(["一", "二"]))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X")
        assert "Nothing was hidden" in dump(app)


async def test_a_large_article_is_gone_through_in_a_thread(
    app: QingduApp, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tui.screens.ledger.RULED_AT_ONCE", 10)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X")
        assert len(texts(app)) == 5
