"""Lines that recur at the ends of articles: offered once, folded or refused."""

from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.ui.conftest import reading_of
from tests.ui.test_reader import SIZE, press
from tests.ui.test_rules import folded, said
from tui.app import QingduApp
from tui.core.model import Action
from tui.io.config import Settings
from tui.io.learned import LearnedStore
from tui.screens.desk import Desk

TAIL = ["柳灣讀書小組每週三晚上在老糧倉碰頭", "縣城的舊書攤子都在那座橋的南邊"]
THINGS = ["渡船", "石橋", "茶館", "郵局", "鐘樓", "染坊", "碼頭", "磨坊"]


def text_of(number: int) -> str:
    """An article of its own, with the tail that all have."""
    one, other = THINGS[2 * number : 2 * number + 2]
    paragraphs = [
        f"鎮上的{one}修好了，人們說起{other}從前的樣子。{one}第{n}天就開了，{other}也快了。"
        for n in range(3)
    ]
    return "\n\n".join(paragraphs + TAIL)


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    found = [tmp_path / f"{number}.txt" for number in range(4)]
    for number, path in enumerate(found):
        path.write_text(text_of(number), "utf-8")
    return found


async def test_the_third_article_offers_and_one_key_folds_everywhere(desk: Desk, paths: list[Path]):
    app = QingduApp(desk, paths)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "> F")
        assert "No line" in app.reader.bar.message
        await press(pilot, ">")
        assert "2 lines at the end" in app.reader.bar.message
        assert "F folds them everywhere, D" in app.reader.bar.message
        await press(pilot, "F")
        assert folded(app) == {3, 4}
        assert said(desk) == [(Action.FOLD, True)] * 2
        assert "2 lines folded" in app.reader.bar.message
        await press(pilot, "F")
        assert "No line" in app.reader.bar.message
        await press(pilot, "u")
        assert folded(app) == set()
        await press(pilot, "F < ")
        assert folded(app) == {3, 4}


async def test_it_is_told_once_in_a_session(desk: Desk, paths: list[Path]):
    app = QingduApp(desk, paths)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "> > >")
        assert "at the end" not in app.reader.bar.message
        await press(pilot, "F")
        assert folded(app) == {3, 4}


async def test_what_is_refused_does_not_come_again(desk: Desk, paths: list[Path]):
    app = QingduApp(desk, paths)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D")
        assert "No line" in app.reader.bar.message
        await press(pilot, "> > D")
        assert "not be offered again" in app.reader.bar.message
        assert said(desk) == []
        await press(pilot, "> F")
        assert folded(app) == set()
    again = QingduApp(desk, paths[2:3])
    async with again.run_test(size=SIZE) as pilot:
        await press(pilot, "")
        assert "at the end" not in again.reader.bar.message


async def test_the_users_keys_are_told(desk: Desk, paths: list[Path]):
    keys = {"learned-fold": (("g", "f"),), "learned-refuse": (), "help": (), "palette": ()}
    app = QingduApp(replace(desk, settings=Settings(keys=keys)), paths)
    async with app.run_test(size=SIZE) as pilot:
        assert "– shows all keys" in app.reader.bar.message
        await press(pilot, "> >")
        assert "gf folds them everywhere, – never" in app.reader.bar.message


async def test_what_is_found_of_an_article_left_meanwhile_is_dropped(
    app: QingduApp, desk: Desk, article
):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "")
        other = replace(article, id="another")
        offers = tuple(desk.learned.offers(article))
        app.reader.post_message(app.reader.Learned(other, offers))
        await press(pilot, "j")
        assert app.reader.offered == ()


async def test_a_damaged_file_is_told(app: QingduApp, desk: Desk):
    path = desk.learned.path
    path.write_text("{", "utf-8")
    broken = replace(desk, open_learned=cache(lambda: LearnedStore(path)))
    app = QingduApp(broken, app.reader.paths, app.reader.piped)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "")
        assert "learned.json" in app.reader.bar.message
        assert reading_of(app).paragraph == 0
