"""Conversions that were a choice, in the reader."""

from pathlib import Path

import pytest

from tests.ui.conftest import reading_of
from tests.ui.screens import dump, lines_of
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp
from tui.core.model import Action
from tui.core.pipeline import article_from_text
from tui.screens.choose import ChooseScreen
from tui.screens.desk import Desk

TEXT = "理发店的面条\n\n他先后去了发廊和理发店。\n\n天地。\n"


@pytest.fixture
def app(desk: Desk) -> QingduApp:
    return QingduApp(desk, [Path("-")], article_from_text(TEXT, "-"))


def character(app: QingduApp) -> str:
    """The character at the cursor."""
    reading = reading_of(app)
    return reading.article.source[reading.cursor]


def styled(app: QingduApp) -> list[str]:
    """What is drawn in the style of a choice."""
    view = app.reader.article_view
    marks = [view._style_table()[name] for name in ("choice", "choice-here")]
    return [
        segment.text
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None
        and any((segment.style.color, segment.style.bgcolor) == (m.color, m.bgcolor) for m in marks)
        and segment.text.strip("▌ ")
    ]


async def test_they_are_marked_and_gone_through(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t c")
        assert styled(app) == ["髮", "麪", "後", "髮", "髮"]
        assert character(app) == "发"
        assert "理发店" in app.reader.bar.message
        await press(pilot, "2 tab")
        assert character(app) == "后"
        await press(pilot, "shift+tab")
        assert character(app) == "面"
        await press(pilot, "9 tab")
        assert (character(app), "no other choice" in app.reader.bar.message) == ("面", True)
        await press(pilot, "escape")
        assert styled(app) == []


async def test_where_nothing_is_converted_the_way_is_said(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        assert "t switches" in app.reader.bar.message
        await press(pilot, "S c")
        assert styled(app)[0] == "髮"


async def test_a_choice_here_shows_at_once_and_is_taken_back(app: QingduApp, desk: Desk):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t c 3 tab c")
        assert isinstance(app.screen, ChooseScreen)
        assert "发 → 髮" in dump(app)
        await press(pilot, "j enter")
        assert "他先後去了發廊和理髮店" in lines_of(app)[2]
        (rule,) = desk.rules.all()
        assert (rule.action, rule.raw, rule.text) == (Action.CHOOSE, "发", "發")
        await press(pilot, "c G enter")
        assert "他先後去了髮廊" in lines_of(app)[2]
        assert desk.rules.all() == ()
        await press(pilot, "u")
        assert "他先後去了發廊" in lines_of(app)[2]
        await press(pilot, "u")
        assert "他先後去了髮廊" in lines_of(app)[2]
        assert desk.rules.all() == ()


async def test_a_choice_for_always_is_listed_and_revoked(app: QingduApp, desk: Desk):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t c c 3 G enter")
        assert lines_of(app)[0].endswith("理發店的麪條")
        assert "和理發店" in lines_of(app)[2]
        await press(pilot, "R")
        assert "“理发店” becomes “理發店”" in dump(app)
        await press(pilot, "enter")
        assert character(app) == "理"
        await press(pilot, "R d d q")
        assert lines_of(app)[0].endswith("理髮店的麪條")


async def test_a_choice_may_be_left_as_it_is(app: QingduApp, desk: Desk):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t c c enter")
        await press(pilot, "c escape")
        assert desk.rules.all() == ()


async def test_what_was_chosen_of_a_paragraph_can_be_forgotten(app: QingduApp, desk: Desk):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t c c 3 G enter")
        assert len(app.reader.rules_here()) == 1
        await press(pilot, "3 G")
        assert app.reader.rules_here() == []


async def test_a_character_that_is_a_word_stands_for_every_one(desk: Desk):
    app = QingduApp(desk, [Path("-")], article_from_text("鱼在水桶里。", "-"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t c c")
        assert "里, for every “里”" in dump(app)


async def test_an_empty_screen_has_no_choices(desk: Desk, tmp_path: Path):
    app = QingduApp(desk, [tmp_path / "none.txt"])
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c tab")
        assert app.reader.reading is None
