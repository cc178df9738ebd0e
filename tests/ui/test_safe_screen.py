"""Text from outside reaches no terminal as a command, and is never read as markup."""

from pathlib import Path

import pytest

from tests.ui.conftest import reading_of
from tests.ui.screens import dump
from tests.ui.test_reader import press
from tui.app import QingduApp
from tui.core import anchor
from tui.core.identity import Identity
from tui.core.pipeline import article_from_text
from tui.core.safe import UNSAFE
from tui.screens.desk import Desk

HOSTILE = (
    "\x1b]52;c;aGFjaw==\x07市場\x1b[31m裡\x9b2J的老人\u202e賣\u2066菜\x00[@click=app.quit]走[/]"
    "[/][bold]他\ud800說\u2028今\x7f年\u061c雨\x85水\u200e好[link=https://example.org]處[/link]。"
)
SOURCE = f"{HOSTILE}標題\n\n" + "\n\n".join(f"{n} {HOSTILE}" for n in range(12))
IN_A_FILE = SOURCE.replace("\ud800", "").replace("\x00", "").encode()  # else it is binary


def controls(shown: str) -> list[str]:
    """Unsafe characters on the screen."""
    return UNSAFE.findall(shown.replace("\n", ""))


@pytest.mark.parametrize(
    "keys",
    ["", "t", "Z", "x", "/ 老 人 enter", "a 好 ctrl+s A", "o", "T", "v j j", "y", "a 好 ctrl+s e"],
)
async def test_no_control_reaches_the_screen(
    desk: Desk, tmp_path: Path, copied: list[str], keys: str
):
    path = tmp_path / "a\x1b]0;owned\x07[@click=app.quit]\u202e.txt"
    path.write_bytes(IN_A_FILE)
    app = QingduApp(desk, [path])
    async with app.run_test(size=(90, 30)) as pilot:
        await press(pilot, keys)
        shown = dump(app)
        assert controls(shown) == []
        assert len(reading_of(app).article) == 39  # U+2028 and U+0085 end lines
        assert not app._exit


async def test_lone_surrogates_neither(desk: Desk):
    app = QingduApp(desk, [Path("-")], article_from_text(SOURCE, "a.txt"))
    async with app.run_test(size=(90, 30)) as pilot:
        await press(pilot, "j x")
        assert controls(dump(app)) == []


async def test_markup_is_shown_as_it_is(desk: Desk):
    app = QingduApp(desk, [Path("-")], article_from_text(SOURCE, "a.txt"))
    async with app.run_test(size=(90, 30)) as pilot:
        assert "[@click=app.quit]走[/]" in dump(app).replace("\n", "")
        for y in range(12):
            await pilot.click(app.reader.article_view, offset=(30, y))
        assert not app._exit


async def test_hostile_notes_are_listed_and_edited_without_harm(desk: Desk, article):
    place = anchor.anchor(article.source, article.span(0))
    who = Identity(article.id, HOSTILE.replace("\ud800", ""), HOSTILE[:20])
    desk.notes.add(who, place, HOSTILE[:60])
    app = QingduApp(desk, [Path("-")], article)
    async with app.run_test(size=(90, 30)) as pilot:
        await press(pilot, "A")
        assert controls(dump(app)) == []
        assert "老人" in dump(app)
        await press(pilot, "e")
        assert controls(dump(app)) == []


async def test_what_is_pasted_into_a_prompt_is_safe(app: QingduApp):
    from textual import events

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "/")
        assert app.focused is not None
        app.focused.post_message(events.Paste("圖\x1b]0;x\x07\n"))
        await press(pilot, "")
        assert controls(dump(app)) == []
        await press(pilot, "enter")
        assert reading_of(app).hits == ()
        assert controls(dump(app)) == []
