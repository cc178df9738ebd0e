"""Make README's picture: ``python assets/make_screenshots.py``.

Opens the reader on a sample article without a terminal, and saves what it draws as SVG.
Rich gives every run of text a length in characters; Chinese takes two cells each, so every
character is given its own place, or the characters would overlap.
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
from tui.i18n import catalog
from tui.io.config import Settings
from tui.io.learned import LearnedStore
from tui.io.notes import NoteStore
from tui.io.rules import RuleStore
from tui.io.state import StateStore
from tui.screens.desk import Desk

HERE = Path(__file__).resolve().parent
ARTICLE = HERE.parent / "sample_articles" / "01-xiangzhen-tushuguan.txt"
SIZE = (84, 28)
KEYS = ("G",)  # to the end: the repeated captions and the footer are folds there
TEXT = re.compile(
    r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"([^>]*)>([^<]*)</text>'
)
PIECE = re.compile(r"[\u2e80-\uffff]|[^\u2e80-\uffff\xa0 ]+|[\xa0 ]+")
FONTS = "Fira Code, Noto Sans Mono CJK TC, PingFang TC, Microsoft JhengHei, monospace"


def sized_by_cells(svg: str) -> str:
    """Part every run of text, and place its characters and words by cells."""

    def parted(match: re.Match[str]) -> str:
        kind, x, y, length, rest, content = match.groups()
        text = html.unescape(content)
        if not text:
            return match[0]
        cell = float(length) / len(text)
        at = float(x)
        parts = []
        for piece in PIECE.findall(text):
            # Not every renderer obeys textLength or a list of places: each wide character and
            # each word stands alone.
            if piece.strip("\xa0 "):
                shown = html.escape(piece)
                parts.append(f'<text class="{kind}" x="{at:g}" y="{y}"{rest}>{shown}</text>')
            at += cell * text_cells(piece)
        return "".join(parts)

    return TEXT.sub(parted, svg).replace("Fira Code, monospace", FONTS)


async def draw(folder: Path) -> str:
    """What the reader draws of the sample, its first fold in sight, as SVG."""
    clock = partial(datetime.now, UTC)
    desk = Desk(
        catalog("en"),
        Settings(),
        NoteStore(folder / "notes.json", clock),
        StateStore(folder / "state.json"),
        RuleStore(folder / "rules.json", clock),
        LearnedStore(folder / "learned.json"),
    )
    app = QingduApp(desk, [ARTICLE])
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*KEYS)
        await pilot.pause()
        return app.export_screenshot(title="Qingdu 清讀")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        svg = asyncio.run(draw(Path(folder)))
    (HERE / "reader.svg").write_text(sized_by_cells(svg), "utf-8")


if __name__ == "__main__":
    main()
