"""Two scripts side by side, in the reader."""

from tests.ui.conftest import reading_of
from tests.ui.screens import lines_of, widest
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp
from tui.widgets.drawing import GUTTER


async def test_both_scripts_are_shown_and_the_keys_work_on_both(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "S")
        assert any("賣菜" in line and GUTTER in line and "卖菜" in line for line in lines_of(app))
        await press(pilot, "j / 机 场 enter")
        assert reading_of(app).paragraph == 1
        await press(pilot, "t")
        assert any(
            line.find("机场") < line.find("機場") for line in lines_of(app) if "机场" in line
        )
        await press(pilot, "S")
        assert not any(GUTTER in line for line in lines_of(app))


async def test_the_selection_and_the_caret_show_on_both_sides(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "S w")
        strips = app.screen._compositor.render_strips()
        at = [
            segment.text
            for segment in strips[0]
            if segment.style is not None and segment.style.reverse
        ]
        assert at == ["清", "清"]


async def test_a_window_too_narrow_is_told_and_filled_when_it_grows(app: QingduApp):
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "S")
        assert "narrow" in app.reader.bar.message
        assert widest(app) <= 40
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert any(GUTTER in line for line in lines_of(app))


async def test_a_click_on_either_side_puts_the_cursor_there(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "S")
        line = lines_of(app)[0]
        for word in ("剛剛", "刚刚"):
            x = sum(2 if ord(c) > 0x2E80 else 1 for c in line[: line.index(word)])
            await pilot.click("ArticleView", offset=(x, 0))
            reading = reading_of(app)
            assert reading.article.source[reading.cursor] == "剛"
            await press(pilot, "g g")
