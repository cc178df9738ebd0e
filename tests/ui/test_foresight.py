"""What comes next is drawn before it is asked for."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.articles import article_of
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp
from tui.screens.desk import Desk
from tui.widgets import foresight
from tui.widgets.article_view import drawn_as
from tui.widgets.foresight import Foresight

TEXTS = [f"第{number}段。" + "山下的小鎮每到秋天就掛滿柿子。" * 3 for number in range(200)]


@pytest.fixture
def app(desk: Desk) -> QingduApp:
    """A reader on an article of many screens."""
    return QingduApp(desk, [Path("-")], article_of(TEXTS))


async def foreseen(app: QingduApp) -> None:
    """Wait until nothing is left to be foreseen."""
    view = app.reader.article_view
    while view._idle is not None or view._foresight._waiting is not None:
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("keys", ["space", "G", "G gg", "space space space b"])
async def test_the_next_screen_is_drawn_before_its_key(app: QingduApp, keys: str):
    *before, last = keys.split()
    async with app.run_test(size=SIZE) as pilot:
        for key in before:
            await press(pilot, key)
        await foreseen(app)
        view = app.reader.article_view
        drawn = dict(view._strips)
        await press(pilot, " ".join("gg") if last == "gg" else last)
        shown = [drawn_as(row, shade) for row, shade in view._keys]
        assert len(shown) == view.size.height
        assert set(shown) <= drawn.keys()
        assert all(view._strips[key] is drawn[key] for key in shown)


async def test_what_was_foreseen_looks_as_what_is_drawn_at_once(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await foreseen(app)
        await press(pilot, "space")
        view = app.reader.article_view
        foreseen_lines = [view.render_line(y) for y in range(view.size.height)]
        view._strips.clear()
        assert [view.render_line(y) for y in range(view.size.height)] == foreseen_lines


async def test_hits_are_drawn_only_where_they_are(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "/ 柿 enter")
        await foreseen(app)
        view = app.reader.article_view
        assert len(view._strips) <= view.size.height


async def test_without_an_article_nothing_is_foreseen(app: QingduApp):
    view = app.reader.article_view
    assert list(view._expected()) == []


async def test_a_slice_ends_and_the_rest_follows(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(foresight, "SLICE", -1.0)
    done: list[int] = []

    def steps() -> Iterator[None]:
        for number in range(3):
            done.append(number)
            yield

    work = Foresight()
    work.begin(0, steps)
    while work._waiting is not None:
        before = len(done)
        await asyncio.sleep(0)
        assert len(done) <= before + 1
    assert done == [0, 1, 2]


async def test_what_is_given_up_is_not_done():
    done: list[int] = []

    def steps() -> Iterator[None]:
        done.append(1)
        yield

    work = Foresight()
    work.begin(0, steps)
    work.cancel()
    await asyncio.sleep(0.01)
    assert done == []
