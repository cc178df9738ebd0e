"""One test an action, on what is read and not on how it looks."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.articles import article_of
from tests.ui.conftest import LONG, TEXTS, reading_of
from tests.ui.screens import dump
from tui.app import QingduApp
from tui.core.commands import CARET, COMMANDS, SCROLLED
from tui.core.model import Article, Problem, Script
from tui.core.page import Kind
from tui.core.pipeline import Display, article_from_text
from tui.core.reading import Reading
from tui.io.config import Settings
from tui.screens import reader_script
from tui.screens.choose import ChooseScreen
from tui.screens.desk import Desk
from tui.screens.help import HelpScreen
from tui.screens.keyed import Keyed
from tui.screens.ledger import LedgerScreen
from tui.screens.library import LibraryScreen
from tui.screens.look import LookScreen
from tui.screens.notes import NotesScreen
from tui.screens.page import PageScreen
from tui.screens.reader import ReaderScreen
from tui.screens.rules import RulesScreen
from tui.screens.source import SourceScreen

SIZE = (80, 24)
SCREENS: dict[str, tuple[type[Keyed], ...]] = {
    "reader": (ReaderScreen,),
    "library": (LibraryScreen,),
    "notes": (NotesScreen,),
    "rules": (RulesScreen,),
    "ledger": (LedgerScreen,),
    "source": (SourceScreen,),
    "page": (PageScreen, HelpScreen),
    "choice": (ChooseScreen,),
    "look": (LookScreen,),
    CARET: (ReaderScreen,),
}
NAMES = {"/": "slash", "}": "right_curly_bracket", "{": "left_curly_bracket", "?": "question_mark"}
NAMES |= {"[": "left_square_bracket", "]": "right_square_bracket", "+": "plus", "-": "minus"}
NAMES |= {"$": "dollar_sign", ">": "greater_than_sign", "<": "less_than_sign"}


async def press(pilot: Pilot[int], keys: str) -> None:
    """Press ``keys``, separated by blanks, and wait until all is done."""
    for key in keys.split():
        await pilot.press(NAMES.get(key, key))
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def test_every_command_has_its_method_on_every_screen_that_knows_it():
    assert set(SCREENS) == {*SCROLLED, CARET}
    for command in COMMANDS:
        for where in command.where:
            for screen in SCREENS[where]:
                assert where in {screen.WHERE, CARET}
                assert callable(getattr(screen, "do_" + command.id.replace("-", "_")))


Check = Callable[[Reading], object]


@pytest.mark.parametrize(
    ("keys", "paragraph"),
    [
        ("j", 1),
        ("}", 1),
        ("down", 1),
        ("3 j", 3),
        ("4 j", 5),
        ("j j k", 1),
        ("j {", 0),
        ("j up", 0),
        ("k", 0),
        ("G", 8),
        ("end", 8),
        ("G g g", 0),
        ("G home", 0),
        ("7 G", 6),
        ("2 g g", 1),
        ("7 G ctrl+o", 0),
        ("7 G 2 G ctrl+o", 6),
        ("1 0 G", 9),
        ("space", 5),
        ("space space space", 8),
        ("pagedown pageup", 0),
        ("space b", 0),
        ("ctrl+d", 5),
        ("ctrl+d ctrl+u", 0),
    ],
)
async def test_motions(app: QingduApp, keys: str, paragraph: int):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, keys)
        assert reading_of(app).paragraph == paragraph


async def test_lines_scroll_without_losing_the_cursor(app: QingduApp):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "J shift+down")
        assert app.reader.article_view.window.top.item == 1
        assert reading_of(app).paragraph == 1
        await press(pilot, "K shift+up")
        assert app.reader.article_view.window.top.item == 0
        assert reading_of(app).paragraph == 1


async def test_j_scrolls_a_paragraph_that_goes_on_before_it_steps(app: QingduApp):
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, "6 G")
        tops = [app.reader.article_view.window.top]
        while reading_of(app).paragraph == 5:
            await press(pilot, "j")
            tops.append(app.reader.article_view.window.top)
        assert reading_of(app).paragraph == 6
        assert len(tops) > 3
        assert tops == sorted(set(tops))


class TestFolds:
    @pytest.mark.parametrize("key", ["z", "enter"])
    async def test_the_fold_here_opens_and_closes(self, app: QingduApp, key: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"3 j {key}")
            assert reading_of(app).opened == {3}
            await press(pilot, key)
            assert reading_of(app).opened == frozenset()

    async def test_elsewhere_it_says_that_there_is_none(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "z")
            assert reading_of(app).opened == frozenset()
            assert "no fold" in app.reader.bar.message

    async def test_all_folds_open_and_close(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "Z")
            assert reading_of(app).opened == {3, 8}
            await press(pilot, "Z")
            assert reading_of(app).opened == frozenset()

    async def test_an_article_without_folds_says_so(self, desk: Desk):
        app = QingduApp(desk, [Path("-")], article_of(["一", "二"]))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "Z")
            assert "no folds" in app.reader.bar.message


async def machine_looked_at(app: QingduApp, pilot: Pilot[int]) -> None:
    """Wait until it is known whether a machine made the article."""
    await pilot.pause(0.05)
    await app.workers.wait_for_complete()
    await pilot.pause()


class TestScript:
    @pytest.fixture(autouse=True)
    def soon(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reader_script, "LATER", 0.01)

    async def test_toggle_keeps_the_cursor(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j t")
            assert reading_of(app).script is Script.HANS
            assert reading_of(app).paragraph == 1
            await press(pilot, "t")
            assert reading_of(app).script is Script.ORIGINAL

    async def test_a_chosen_script_becomes_the_other_one(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "T")
            assert isinstance(app.screen, ChooseScreen)
            await press(pilot, "4 j enter")
            assert reading_of(app).script is Script.HK
            await press(pilot, "t t")
            assert reading_of(app).script is Script.HK

    async def test_words_and_quotation_marks_of_the_region_are_switched(self, desk: Desk):
        source = "他说：“软件好。”这里开了发廊。"
        app = QingduApp(desk, [Path("-")], article_from_text(source, "-"))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "T 3 j enter")
            assert "他說：“軟件好。”這裡開了髮廊。" in dump(app)
            await press(pilot, "T G k enter")
            assert "Words of the region" in app.reader.bar.message
            assert "他說：“軟體好。”這裡開了髮廊。" in dump(app)
            await press(pilot, "T G enter")
            assert "Quotation marks of the region" in app.reader.bar.message
            assert "他說：「軟體好。」這裡開了髮廊。" in dump(app)
            await press(pilot, "T G enter")
            assert "他說：“軟體好。”這裡開了髮廊。" in dump(app)
            await press(pilot, "u u")
            assert "他說：“軟體好。”這裡開了髮廊。" in dump(app)
            await press(pilot, "u")
            assert "他說：“軟件好。”這裡開了髮廊。" in dump(app)

    async def test_the_switches_go_on_in_the_next_article(self, desk: Desk, tmp_path: Path):
        for name in "ab":
            (tmp_path / f"{name}.txt").write_text(f"{name}：这个软件", "utf-8")
        settings = Settings(script=Script.TW)
        paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
        app = QingduApp(replace(desk, settings=settings), paths)
        async with app.run_test(size=SIZE) as pilot:
            assert "這個軟件" in dump(app)
            await press(pilot, "T G k enter >")
            assert "b：這個軟體" in dump(app)

    async def test_settings_give_the_manner(self, desk: Desk):
        words = {Script.TW: {"软件": "程式"}}
        settings = Settings(script=Script.TW, quotes="region", words=words)
        article = article_from_text("“软件”好在这里", "-")
        app = QingduApp(replace(desk, settings=settings), [Path("-")], article)
        async with app.run_test(size=SIZE):
            assert "「程式」好在這裡" in dump(app)

    async def test_machine_made_traditional_is_told_and_corrected_when_asked(self, desk: Desk):
        text = "警方先后趕到，采取了措施，聯系骨干。"
        app = QingduApp(desk, [Path("-")], article_from_text(text, "-"))
        async with app.run_test(size=SIZE) as pilot:
            await machine_looked_at(app, pilot)
            assert "a machine made this text traditional" in app.reader.bar.message
            assert "先后趕到，采取" in dump(app)
            await press(pilot, "T 5 j enter")
            assert "Corrected: 4 words" in app.reader.bar.message
            assert "先後趕到，採取了措施，聯繫骨幹" in dump(app)
            await press(pilot, "X")
            assert "“采取” → “採取”" in dump(app)
            await press(pilot, "j r")
            assert "“先后” → “先後”" not in dump(app)
            await press(pilot, "q")
            assert "先后趕到，採取了措施" in dump(app)
            await press(pilot, "X u q")
            assert "先後趕到，採取了措施" in dump(app)
            await press(pilot, "X j R q")
            assert "先后趕到，採取了措施" in dump(app)
            await press(pilot, "X j enter")
            assert reading_of(app).cursor == text.index("采取")
            await press(pilot, "t")
            assert "先后趕到，采取" in dump(app)

    async def test_nothing_is_told_of_good_traditional(self, desk: Desk):
        text = "太后後來採取了措施，聯繫了幹部，複製了一份。"
        app = QingduApp(desk, [Path("-")], article_from_text(text, "-"))
        async with app.run_test(size=SIZE) as pilot:
            await machine_looked_at(app, pilot)
            assert "machine" not in app.reader.bar.message

    async def test_the_status_says_what_is_written_and_what_is_shown(self, desk: Desk):
        source = "這場雨來得正好，農民們鬆了一口氣。\n这场雨来得正好，农民们松了一口气。\n天下"
        app = QingduApp(desk, [Path("-")], article_from_text(source, "-"))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "k")
            assert "mixed, here traditional →  original" in dump(app)
            await press(pilot, "j j k")
            assert "mixed, here simplified →  original" in dump(app)
            await press(pilot, "t j k j")
            assert "mixed →  simplified" in dump(app)

    @pytest.mark.parametrize("key", ["escape", "q"])
    async def test_choosing_can_be_left(self, app: QingduApp, key: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"T j {key}")
            assert app.screen is app.reader
            assert reading_of(app).script is Script.ORIGINAL


class TestLook:
    async def test_the_width_changes_within_its_limits(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "-")
            assert reading_of(app).typography.width == 70
            await press(pilot, "3 +")
            assert reading_of(app).typography.width == 76

    async def test_undo_takes_back_one_change_after_the_other(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "t Z - u")
            assert (reading_of(app).typography.width, reading_of(app).opened) == (72, {3, 8})
            await press(pilot, "u u")
            assert (reading_of(app).opened, reading_of(app).script) == (
                frozenset(),
                Script.ORIGINAL,
            )
            await press(pilot, "u")
            assert "nothing to undo" in app.reader.bar.message

    async def test_a_jump_that_never_was_cannot_be_taken_back(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "ctrl+o")
            assert "no jump" in app.reader.bar.message


class TestCopy:
    async def test_the_paragraph(self, app: QingduApp, copied: list[str]):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j t y")
            assert copied == ["他说今年的雨水好，菜长得快。机场那边的客人也常常过来。"]
            assert "28 characters" not in app.reader.bar.message
            assert f"{len(copied[0])} characters copied with xclip" in app.reader.bar.message

    async def test_what_a_closed_fold_hides(self, app: QingduApp, copied: list[str]):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "3 j y")
            assert copied == ["\n".join(TEXTS[3:5])]

    async def test_the_article_without_folds(self, app: QingduApp, copied: list[str]):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "Y")
            assert "版權" not in copied[0]
            assert copied[0].startswith(TEXTS[0])
            assert copied[0].endswith(TEXTS[7])

    async def test_the_selection_as_it_is_seen(self, app: QingduApp, copied: list[str]):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "2 j V 2 j y")
            assert copied == [f"{TEXTS[2]}\n{LONG}"]
            assert reading_of(app).mark is None

    @pytest.mark.parametrize("key", ["V", "escape"])
    async def test_a_selection_can_be_dropped(self, app: QingduApp, key: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "V j")
            assert reading_of(app).selected == (0, 1)
            await press(pilot, key)
            assert reading_of(app).selected is None

    async def test_a_form_is_chosen_and_remembered_for_its_use(
        self, app: QingduApp, copied: list[str], desk: Desk
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j t g y j j enter")
            assert isinstance(app.screen, ChooseScreen)
            await press(pilot, "k enter k enter")
            assert copied[-1] == TEXTS[1]
            assert desk.state.form("paragraph") == "markdown original"
            await press(pilot, "y")
            assert copied[-1] == TEXTS[1]
            await press(pilot, "w y")
            assert copied[-1] == "他"
            await press(pilot, "2 w y escape Y")
            assert copied[-2] == "今年"
            assert "机场" in copied[-1]

    async def test_the_article_with_its_source_line_and_its_notes(
        self, app: QingduApp, copied: list[str]
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h i ctrl+s g Y 3 j enter j enter k k k k enter")
            assert copied[0].startswith(f"{TEXTS[0]}\n✎ hi\n{TEXTS[1]}")
            assert copied[0].endswith("\n\n— 集市的一天, test.txt, copied 2025-03-01")

    async def test_the_order_of_ways_that_was_set_is_tried(
        self, desk: Desk, article: Article, monkeypatch: pytest.MonkeyPatch
    ):
        tried: list[object] = []

        def copy(text: str, **options: object):
            tried.append(options["order"])
            raise Problem("copy-empty")

        monkeypatch.setattr("tui.io.clipboard.copy", copy)
        settings = replace(desk.settings, clipboard=("tmux", "file"))
        for known in (desk, replace(desk, settings=settings)):
            app = QingduApp(known, [Path("-")], article)
            async with app.run_test(size=SIZE) as pilot:
                await press(pilot, "y")
        assert tried == [None, ("tmux", "file")]

    async def test_the_text_is_made_outside_of_the_screens_thread(
        self, app: QingduApp, copied: list[str], monkeypatch: pytest.MonkeyPatch
    ):
        threads = []

        def make(*_: object, **__: object) -> str:
            threads.append(threading.current_thread())
            return "x"

        monkeypatch.setattr("tui.core.copies.copied", make)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "Y")
        assert threads != [threading.main_thread()]
        assert copied == ["x"]

    async def test_a_failure_is_told(self, app: QingduApp, monkeypatch: pytest.MonkeyPatch):
        def fail(text: str, **_: object):
            raise Problem("copy-empty")

        monkeypatch.setattr("tui.io.clipboard.copy", fail)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "y")
            assert "nothing to copy" in app.reader.bar.message


class TestKeys:
    async def test_pending_keys_are_shown_and_escape_clears_them(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "1 2 g")
            assert app.reader.bar.status.pending == "12g"
            await press(pilot, "escape")
            assert app.reader.bar.status.pending == ""

    async def test_keys_that_mean_nothing_are_told(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "g x")
            assert app.reader.bar.message.startswith("gx")
            await press(pilot, "j")
            assert app.reader.bar.message == ""

    async def test_the_users_keys_count(self, desk: Desk, article: Article):
        from msgspec.structs import replace

        from tui.io.config import Settings

        desk = replace(desk, settings=Settings(keys={"down": (("f5",),)}))
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "f5")
            assert reading_of(app).paragraph == 1
            await press(pilot, "j")
            assert reading_of(app).paragraph == 1


class TestPages:
    async def test_help_lists_the_keys_and_closes(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "?")
            assert isinstance(app.screen, HelpScreen)
            text = app.screen.page(76).plain
            assert "gg Home" in text
            assert "next paragraph" in text
            await press(pilot, "q")
            assert app.screen is app.reader
            await press(pilot, "? escape")
            assert app.screen is app.reader

    async def test_a_page_scrolls(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "?")
            assert isinstance(app.screen, HelpScreen)
            column = app.screen.column

            async def at(keys: str) -> int:
                await press(pilot, keys)
                return column.scroll_offset.y

            assert await at("3 j") == 3
            assert await at("k") == 2
            page = await at("space") - 2
            assert page > 10
            assert await at("b") == 2
            half = await at("ctrl+d") - 2
            assert 0 < half < page
            assert await at("ctrl+u") == 2
            end = await at("G")
            assert end == column.max_scroll_y
            assert await at("5 G") == 4
            assert await at("g g") == 0

    async def test_the_source_shows_raw_text_and_edits(self, desk: Desk):
        from tui.core.pipeline import article_from_text

        source = "這是機(jī)場(chǎng)的消息,大家都知道。後來的事情也說(shuō)清楚了。" * 3
        app = QingduApp(desk, [Path("-")], article_from_text(source, "a.txt"))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "x")
            assert isinstance(app.screen, SourceScreen)
            wide, narrow = app.screen.page(100).plain, app.screen.page(36).plain
            for page in (wide, narrow):
                assert "pinyin residue" in page
                assert "“,” → “，” ×3" in page
                assert "Role: body" in page
            assert "Raw source" in wide.splitlines()[0]
            assert "Repaired" in wide.splitlines()[0]
            assert "Repaired" not in narrow.splitlines()[0]

    async def test_an_untouched_paragraph_says_so(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "x")
            assert isinstance(app.screen, SourceScreen)
            assert "Nothing was changed" in app.screen.page(80).plain

    async def test_a_folded_paragraph_tells_why(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "G x")
            assert isinstance(app.screen, SourceScreen)
            assert "folded" in app.screen.page(80).plain


class TestPalette:
    async def test_a_command_is_found_by_its_words(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "ctrl+p")
            await pilot.press(*"open or close all")
            found = app.screen.query_one(OptionList)
            while found.option_count != 1:
                await pilot.pause()
            await press(pilot, "down enter")
            while app.screen is not app.reader:
                await pilot.pause()
            assert reading_of(app).opened == {3, 8}

    async def test_it_lists_all_commands_and_closes(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "ctrl+p")
            found = app.screen.query_one(OptionList)
            while found.option_count < 20:
                await pilot.pause()
            await press(pilot, "escape")
            assert app.screen is app.reader


class TestMouse:
    async def test_a_click_sets_the_cursor(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            view = app.reader.article_view
            line = next(n for n, key in enumerate(view._keys) if key[0].place.item == 1)
            await pilot.click(view, offset=(9, line))
            reading = reading_of(app)
            assert reading.paragraph == 1
            assert reading.cursor == reading.article.starts[1] + 2

    async def test_a_click_opens_and_closes_a_fold(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            view = app.reader.article_view
            for opened in ({3}, frozenset()):
                kinds = [key[0].kind for key in view._keys]
                line = kinds.index(Kind.HEAD if not opened else Kind.FOLD)
                await pilot.click(view, offset=(20, line))
                await pilot.pause()
                assert reading_of(app).opened == opened

    async def test_a_click_between_paragraphs_does_nothing(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            before = reading_of(app)
            await pilot.click(app.reader.article_view, offset=(9, 1))
            assert reading_of(app) is before

    async def test_the_wheel_scrolls(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            view = app.reader.article_view
            await pilot._post_mouse_events([events.MouseScrollDown], view, (5, 5))
            assert view.window.top.item > 0
            await pilot._post_mouse_events([events.MouseScrollUp], view, (5, 5))
            assert view.window.top.item == 0


class TestResize:
    @pytest.mark.parametrize("keys", ["j", "6 G j", "G", "3 j z"])
    async def test_the_cursor_stays_in_view(self, app: QingduApp, keys: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, keys)
            cursor = reading_of(app).cursor
            for size in ((40, 12), (20, 5), (120, 40), (60, 8), (80, 24)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                view = app.reader.article_view
                assert view.page is not None
                assert reading_of(app).cursor == cursor
                assert view.window.shows(view.page, view.page.place(cursor))
                assert len(view._keys) <= view.size.height

    async def test_a_toggle_keeps_the_line(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "6 G t")
            view = app.reader.article_view
            assert view.page is not None

            def line() -> int:
                assert view.page is not None
                return view.window.line_of(view.page, view.page.place(reading_of(app).cursor))

            before = line()
            await press(pilot, "-")
            assert line() == before


class TestLeaving:
    @pytest.mark.parametrize(
        "keys",
        ["q", "ctrl+c", "? ctrl+c", "T ctrl+c", "o ctrl+c", "/ ctrl+c", "ctrl+p ctrl+c", "ctrl+q"],
    )
    async def test_it_quits(self, app: QingduApp, keys: str):
        async with app.run_test(size=SIZE) as pilot:
            for key in keys.split():
                await pilot.press(NAMES.get(key, key))
            await pilot.pause()
        assert app.return_code == 0
        assert app._exit

    async def test_escape_leaves_the_reader_open(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "escape escape")
            assert not app._exit

    async def test_suspending_keeps_the_state_first(
        self, app: QingduApp, monkeypatch: pytest.MonkeyPatch
    ):
        suspended = []
        monkeypatch.setattr(
            QingduApp, "action_suspend_process", lambda self: suspended.append(True)
        )
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j ctrl+z")
            assert suspended
            state = app.desk.state.get(reading_of(app).article.id)
            assert state is not None
            assert state.cursor == reading_of(app).cursor


class TestLongParagraphs:
    @pytest.fixture
    def threads(self, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
        """Where a paragraph was converted before it was shown: whether in the main thread."""
        found: list[bool] = []
        real = reader_script.display

        def display(article: Article, index: int, script: Script) -> Display:
            found.append(threading.current_thread() is threading.main_thread())
            return real(article, index, script)

        monkeypatch.setattr(reader_script, "LONG", 5)
        monkeypatch.setattr(reader_script, "display", display)
        monkeypatch.setattr(ReaderScreen, "prepare", lambda *_: None)
        return found

    async def test_they_are_converted_before_they_show(self, desk: Desk, threads: list[bool]):
        article = article_from_text("他先后去了机场和渡口，骨干都在。", "-")
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "t")
            assert reading_of(app).script is Script.HANT
            assert "traditional" in app.reader.bar.message
            await press(pilot, "T G k k enter")
            assert reading_of(app).script is Script.CORRECTED
            assert threads == [False, False]

    async def test_another_article_keeps_its_script(
        self, desk: Desk, threads: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
        for path in paths:
            path.write_text(f"他先后去了机场和渡口，{path.stem}。", "utf-8")
        begun, go_on = threading.Event(), threading.Event()

        def wait(*_: object) -> None:
            begun.set()
            assert go_on.wait(60)

        monkeypatch.setattr(reader_script, "display", wait)
        app = QingduApp(desk, paths)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("t")
            assert begun.wait(60)
            await pilot.press(">")
            go_on.set()
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert app.reader.path == paths[1]
            assert reading_of(app).script is Script.ORIGINAL
        assert threads == []
