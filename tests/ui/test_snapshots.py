"""How screens look. ``UPDATE_SNAPSHOTS=1 pytest tests/ui/test_snapshots.py`` renews them.

Read the difference before you renew: every change must be one that you wanted.
"""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.ui.conftest import reading_of
from tests.ui.screens import dump, widest
from tests.ui.test_reader import press
from tui.app import QingduApp
from tui.core.pipeline import article_from_text
from tui.i18n import catalog
from tui.screens.desk import Desk

FOLDER = Path(__file__).parent / "snapshots"
DAMAGED = (
    "市場(chǎng)清晨開門,賣菜的老人說(shuō)今年雨水好。後來又說(shuō)起了機(jī)場(chǎng)的事。"
)

CASES = [
    ("reader-80", (80, 24), "", "en"),
    ("reader-120", (120, 40), "", "en"),
    ("reader-40", (40, 12), "j", "zh-Hant"),
    ("fold-open", (80, 24), "3 j z", "zh-Hant"),
    ("fold-marks", (80, 24), "5 G a x ctrl+s / 圖 enter Z Z g g", "en"),
    ("simplified", (60, 16), "t", "zh-Hans"),
    ("search", (80, 24), "/ 菜 enter n", "en"),
    ("beside", (80, 24), "S 3 j z / 机 场 enter", "zh-Hans"),
    ("selection", (60, 16), "V 2 j", "en"),
    ("pending", (60, 8), "1 2 g", "en"),
    ("help", (80, 24), "?", "en"),
    ("help-40", (40, 12), "?", "zh-Hans"),
    ("scripts", (60, 16), "T", "zh-Hant"),
    ("editor", (60, 20), "a 好", "en"),
    ("notes", (60, 10), "a 好 ctrl+s A", "en"),
    ("ledger", (80, 24), "X", "en"),
    ("ledger-40", (40, 12), "X j r", "zh-Hant"),
    ("rule-menu", (60, 16), "j f", "zh-Hans"),
    ("rule-folded", (80, 24), "j f enter", "en"),
    ("rules", (60, 10), "j f enter 3 j f enter R", "en"),
]


def compare(name: str, shown: str) -> None:
    path = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(shown, "utf-8")
    assert path.read_text("utf-8") == shown


@pytest.mark.parametrize(("name", "size", "keys", "language"), CASES, ids=[c[0] for c in CASES])
async def test_looks(
    desk: Desk, article, name: str, size: tuple[int, int], keys: str, language: str
):
    app = QingduApp(replace(desk, words=catalog(language)), [Path("-")], article)
    async with app.run_test(size=size) as pilot:
        await press(pilot, keys)
        assert widest(app) <= size[0]
        compare(name, dump(app))


async def test_corrected_looks(desk: Desk):
    text = "警方先后趕到，采取了措施，聯系骨干。\n這是很好的復制品，余下的再說。"
    app = QingduApp(desk, [Path("-")], article_from_text(text, "a.txt"))
    async with app.run_test(size=(60, 10)) as pilot:
        await press(pilot, "T 5 j enter")
        compare("corrected", dump(app))


async def test_library_looks(desk: Desk, tmp_path: Path):
    paths = [tmp_path / name for name in ("market.txt", "雨.txt")]
    paths[0].write_text("清晨的集市剛剛開門，賣菜的老人把蘿蔔一根一根擺好。", "utf-8")
    paths[1].write_text("# 一場秋雨\n\n夜裡又下起雨來，屋簷滴滴答答響個不停。", "utf-8")
    app = QingduApp(desk, paths)
    async with app.run_test(size=(60, 10)) as pilot:
        await press(pilot, "o j")
        compare("library", dump(app))


@pytest.mark.parametrize(("name", "size"), [("source-100", (100, 20)), ("source-40", (40, 24))])
async def test_source_looks(desk: Desk, name: str, size: tuple[int, int]):
    app = QingduApp(desk, [Path("-")], article_from_text(DAMAGED * 2, "a.txt"))
    async with app.run_test(size=size) as pilot:
        assert "(" not in app.reader.article_view.page.lines.display(0).text  # type: ignore[union-attr] # shown
        await press(pilot, "x")
        assert widest(app) <= size[0]
        compare(name, dump(app))
        assert reading_of(app).paragraph == 0
