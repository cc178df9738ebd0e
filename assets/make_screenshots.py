"""Make README's pictures: ``python assets/make_screenshots.py``.

Opens the reader on sample articles without a terminal, and saves what it draws as SVG.
Rich gives every run of text a length in characters; Chinese takes two cells each, and the fonts
of whoever looks are unknown, so every character is given its own place by cells. Latin fonts come
first, for they draw “ and ” in the one cell that most terminals give them.
"""

import asyncio
import html
import re
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tui.app import QingduApp
from tui.core.cells import text_cells
from tui.core.typography import Typography
from tui.i18n import catalog
from tui.io.config import Settings
from tui.io.drafts import Drafts
from tui.io.learned import LearnedStore
from tui.io.notes import NoteStore
from tui.io.rules import RuleStore
from tui.io.state import StateStore
from tui.screens.desk import Desk

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "sample_articles"
# By name: the article, the size, the keys pressed.
PICTURES = {
    # To the end: the repeated captions and the footer are folds there.
    "reader": ("01-xiangzhen-tushuguan.txt", (84, 28), "G"),
    # Two scripts, a search typed in the other one.
    "beside": ("01-xiangzhen-tushuguan.txt", (84, 20), "S / 图 书 enter n"),
    # A choice of the conversion, and what it may become.
    "choices": ("09-yingguan-fangyingyuan.txt", (84, 20), "t c tab tab c"),
    # A highlight, a note on a word, one on a paragraph, their texts beside the text.
    "notes": (
        "01-xiangzhen-tushuguan.txt",
        (108, 22),
        "j w 9 w v 9 e H y escape j w 9 w v e e a 去 看 看 # 旅 行 ctrl+s"
        " escape j a 怎 麼 補 的 ？ ctrl+s s g g j",
    ),
    # The panel that sets the page, and two of the themes.
    "page": ("01-xiangzhen-tushuguan.txt", (84, 28), "j j , j j j j j"),
    "focus": ("01-xiangzhen-tushuguan.txt", (84, 28), "j j j"),
}
# How the page is set, where not as usual.
SET = {
    "page": Typography(theme="sepia", width=60, indent=4, autospace=True, justify=True),
    "focus": Typography(theme="contrast", focus=True, numbers="off"),
}
TEXT = re.compile(
    r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"([^>]*)>([^<]*)</text>'
)
FONTS = (
    "Fira Code, DejaVu Sans Mono, Menlo, Consolas, Liberation Mono, "
    "Noto Sans Mono CJK TC, PingFang TC, Microsoft JhengHei, monospace"
)


def sized_by_cells(svg: str) -> str:
    """Part every run of text, and place its characters by cells."""

    def parted(match: re.Match[str]) -> str:
        kind, x, y, length, rest, content = match.groups()
        text = html.unescape(content)
        if not text:
            return match[0]
        cell = float(length) / len(text)
        at = float(x)
        parts = []
        for char in text:
            # Not every renderer obeys textLength or a list of places: each stands alone.
            if char.strip("\xa0 "):
                shown = html.escape(char)
                parts.append(f'<text class="{kind}" x="{at:g}" y="{y}"{rest}>{shown}</text>')
            at += cell * text_cells(char)
        return "".join(parts)

    return TEXT.sub(parted, svg).replace("Fira Code, monospace", FONTS)


async def draw(folder: Path, name: str) -> str:
    """The picture ``name`` as SVG."""
    article, size, keys = PICTURES[name]
    clock = partial(datetime.now, UTC)
    notes, state = NoteStore(folder / "notes.json", clock), StateStore(folder / "state.json")
    rules, learned = RuleStore(folder / "rules.json", clock), LearnedStore(folder / "learned.json")
    drafts = Drafts(folder / "drafts")
    settings = Settings(typography=SET.get(name, Typography()))
    stores = (lambda: notes, lambda: state, lambda: rules, lambda: learned, lambda: drafts)
    app = QingduApp(Desk(catalog("en"), settings, *stores), [SAMPLES / article])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys.split():
            await pilot.press({"/": "slash", ",": "comma"}.get(key, key))
        await pilot.pause()
        return app.export_screenshot(title="Qingdu 清讀")


def main() -> None:
    for name in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            svg = asyncio.run(draw(Path(folder), name))
        (HERE / f"{name}.svg").write_text(sized_by_cells(svg), "utf-8")


if __name__ == "__main__":
    main()
