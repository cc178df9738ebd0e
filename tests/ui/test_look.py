"""The panel that sets the page, the themes, and the mouse."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.color import ColorType
from textual import events
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES

from tests.articles import article_of
from tests.ui.conftest import reading_of
from tests.ui.screens import lines_of, widest
from tests.ui.test_reader import press
from tui.app import QingduApp
from tui.core.page import Kind
from tui.core.reading import Mode
from tui.core.typography import CHOICES, THEMES, Typography
from tui.i18n import catalog
from tui.io.config import Settings
from tui.screens.desk import Desk
from tui.screens.look import NAMES, LookScreen
from tui.widgets.drawing import BARS
from tui.widgets.themes import LOOKS

SIZE = (80, 24)
SIZES = [(40, 12), (80, 24), (120, 40)]


def keys_to(name: str) -> str:
    """The keys that open the panel and go to a setting."""
    return ", " + "j " * NAMES.index(name)


def typography_of(app: QingduApp) -> Typography:
    return reading_of(app).typography


class TestPanel:
    @pytest.mark.parametrize("name", NAMES)
    async def test_every_setting_changes_and_comes_back(self, app: QingduApp, name: str):
        async with app.run_test(size=SIZE) as pilot:
            usual = typography_of(app)
            await press(pilot, keys_to(name) + "l l")
            changed = getattr(typography_of(app), name)
            if len(CHOICES[name]) > 2:
                assert changed != getattr(usual, name)
            await press(pilot, "h h")
            assert typography_of(app) == usual

    async def test_it_is_seen_at_once_behind_the_panel(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            before = lines_of(app)
            await press(pilot, keys_to("line_spacing") + "l")
            assert isinstance(app.screen, LookScreen)
            after = lines_of(app)
            assert before[0].strip() == after[0].strip()
            assert before[2].strip()
            assert not after[1].strip()

    @pytest.mark.parametrize("key", ["escape", "q"])
    async def test_all_that_was_changed_is_one_step_for_undo(self, app: QingduApp, key: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"{keys_to('indent')} l l j j l {key}")
            assert app.screen is app.reader
            assert typography_of(app) == Typography(indent=4, hanging=True)
            await press(pilot, "u")
            assert typography_of(app) == Typography()

    async def test_undo_in_the_panel_brings_back_what_was_before(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"+ {keys_to('justify')} l u u")
            assert typography_of(app) == Typography(width=74)
            assert isinstance(app.screen, LookScreen)

    async def test_resetting_one_or_all_goes_by_the_settings_file(self, desk: Desk, article):
        usual = Typography(width=60, indent=2)
        desk = replace(desk, settings=Settings(typography=usual))
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"{keys_to('width')} l l j l k r")
            assert typography_of(app) == replace(usual, margin=1)
            await press(pilot, "R")
            assert typography_of(app) == usual

    async def test_a_click_takes_the_next_value(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, ",")
            panel = app.screen.query_one("Entries")
            await pilot.click(panel, offset=(5, 3))
            assert typography_of(app) == Typography(paragraph_spacing=2)

    async def test_it_is_remembered_and_the_rest_follows_the_settings(self, desk: Desk, article):
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"{keys_to('theme')} l l escape")
            assert app.theme == "sepia"
        assert desk.state.page == {"theme": "sepia"}
        wider = replace(desk, settings=Settings(typography=Typography(width=80)))
        again = QingduApp(wider, [Path("-")], article)
        async with again.run_test(size=SIZE):
            assert typography_of(again) == Typography(width=80, theme="sepia")
            assert again.theme == "sepia"

    async def test_what_was_remembered_and_may_not_be_is_left_out(self, desk: Desk, article):
        desk.state.page = {"theme": "gone", "width": 3, "indent": 2, "colour": "red"}
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=SIZE):
            assert typography_of(app) == Typography(indent=2)

    async def test_without_an_article_there_is_nothing_to_set(self, desk: Desk):
        app = QingduApp(desk, [])
        async with app.run_test(size=SIZE):
            app.reader.do_look()
            assert not isinstance(app.screen, LookScreen)

    @pytest.mark.parametrize("size", SIZES)
    @pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
    async def test_it_fits_with_its_hint(
        self, desk: Desk, article, size: tuple[int, int], language: str
    ):
        words = catalog(language)
        app = QingduApp(replace(desk, words=words), [Path("-")], article)
        async with app.run_test(size=size) as pilot:
            await press(pilot, keys_to("numbers") + "l l")
            shown = "\n".join(lines_of(app))
            for key in ("look.title", "look.hint", "look.numbers", "look.numbers-off"):
                assert words.text(key) in shown
            assert widest(app) <= size[0]


class TestPage:
    @pytest.mark.parametrize("size", SIZES)
    @pytest.mark.parametrize(
        "wish",
        [
            Typography(margin=20, hanging=True, justify=True, autospace=True, indent=4),
            Typography(numbers="line", focus=True, line_spacing=2, paragraph_spacing=0),
            Typography(numbers="off", scrollbar=False, width=200, line_rules="loose"),
        ],
    )
    async def test_no_setting_makes_a_line_too_wide(
        self, desk: Desk, article, size: tuple[int, int], wish: Typography
    ):
        desk = replace(desk, settings=Settings(typography=wish))
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=size) as pilot:
            await press(pilot, "Z j j j j j")
            assert widest(app) <= size[0]
            assert any(line.strip() for line in lines_of(app))

    async def test_lines_are_numbered_in_their_paragraph(self, desk: Desk, article):
        desk = replace(desk, settings=Settings(typography=Typography(numbers="line")))
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "6 G")
            numbers = [line[:5].strip("▌ ") for line in lines_of(app)]
            at = numbers.index("6")
            assert numbers[at : at + 4] == ["6", ".2", ".3", ".4"]

    async def test_all_but_the_paragraph_read_is_dimmed(self, desk: Desk, article):
        desk = replace(desk, settings=Settings(typography=Typography(focus=True)))
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=SIZE) as pilot:
            for keys in ("", "j"):
                await press(pilot, keys)
                colours = {}
                for strip, (row, _) in zip(
                    app.screen._compositor.render_strips(),
                    app.reader.article_view._keys,
                    strict=False,
                ):
                    if row.kind is Kind.TEXT:
                        text = next(
                            s for s in strip if s.text.strip() and ord(s.text.strip()[0]) > 999
                        )
                        assert text.style is not None
                        colours[row.place.item] = text.style.color
                here = colours.pop(reading_of(app).item)
                assert len(set(colours.values())) == 1
                assert here not in colours.values()


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2."""

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in colour.rgb]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


WITHOUT_COLOURS = {name for name in BUILTIN_THEMES if "ansi" in name}  # nobody knows them


class TestThemes:
    @pytest.mark.parametrize("theme", THEMES)
    async def test_all_text_can_be_read(self, app: QingduApp, theme: str):
        """Dimmed text, folds, marks, hits and the selection included."""
        async with app.run_test(size=SIZE) as pilot:
            app.theme = theme
            await pilot.pause()
            view = app.reader.article_view
            styles = view._style_table()
            least = 7.0 if theme == "contrast" else 4.5
            base = styles["base"]
            for name in {*LOOKS, "base", "plain"} - {*BARS}:
                style = base + styles[name]
                assert style.color is not None
                assert style.bgcolor is not None
                assert not style.dim
                text, ground = (
                    Color.from_rich_color(colour) for colour in (style.color, style.bgcolor)
                )
                assert contrast(text, ground) >= least, name
            variables = app.get_css_variables()
            for ground in ("panel", "surface"):
                for text in ("text", "text-muted"):
                    ratio = contrast(Color.parse(variables[text]), Color.parse(variables[ground]))
                    assert ratio >= least, (text, ground)
            track, thumb = (Color.from_rich_color(styles[bar].bgcolor) for bar in BARS)
            assert contrast(track, thumb) >= 3

    @pytest.mark.parametrize("theme", sorted({*BUILTIN_THEMES} - WITHOUT_COLOURS))
    async def test_all_text_can_be_read_in_themes_of_textuals(self, app: QingduApp, theme: str):
        async with app.run_test(size=SIZE) as pilot:
            app.theme = theme
            await pilot.pause()
            styles = app.reader.article_view._style_table()
            base = styles["base"]
            muted = "aside", "fold", "number", "unread", "remark"
            for name in (*muted, "selected", "hit", "hit-here", "choice-here"):
                style = base + styles[name]
                assert style.color is not None
                assert style.bgcolor is not None
                text, ground = (
                    Color.from_rich_color(colour) for colour in (style.color, style.bgcolor)
                )
                assert contrast(text, ground) >= 4.3, name  # white on a violet of Solarized
            assert base.bgcolor != styles["thumb"].bgcolor

    @pytest.mark.parametrize("theme", sorted(WITHOUT_COLOURS))
    async def test_a_theme_of_the_terminals_own_colours(self, app: QingduApp, theme: str):
        async with app.run_test(size=SIZE) as pilot:
            app.theme = theme
            await pilot.pause()
            styles = app.reader.article_view._style_table()
            colour = styles["bar"].color
            assert colour is not None
            assert colour.type is ColorType.STANDARD


MIXED = "清晨的集市，Wi-Fi與👩\u200d🚀e\u0301還有𠮷字。" * 3


async def drag(pilot: Pilot[int], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag over the article from one cell to another."""
    await pilot.mouse_down("ArticleView", offset=start)
    await pilot.hover("ArticleView", offset=end)
    await pilot.mouse_up("ArticleView", offset=end)
    await pilot.pause()


async def as_the_terminal_tells_it(
    pilot: Pilot[int], start: tuple[int, int], end: tuple[int, int]
) -> None:
    """The same by way of the app, which takes button down and up for a click."""
    steps = (events.MouseDown, start), (events.MouseMove, end), (events.MouseUp, end)
    for event, (x, y) in steps:
        pilot.app.post_message(event(None, x, y, 0, 0, 1, False, False, False, x, y))
        await pilot.pause()


class TestMouse:
    @pytest.fixture
    def mixed(self, desk: Desk) -> QingduApp:
        """Wide, narrow, joined and combining characters."""
        return QingduApp(desk, [Path("-")], article_of([MIXED, "第二段的文字也在這裡。"]))

    @pytest.mark.parametrize("wish", [Typography(), Typography(autospace=True, indent=4)])
    async def test_a_drag_selects_and_copies_what_it_shows(
        self, desk: Desk, copied: list[str], wish: Typography
    ):
        desk = replace(desk, settings=Settings(typography=wish))
        app = QingduApp(desk, [Path("-")], article_of([MIXED, "第二段的文字也在這裡。"]))
        async with app.run_test(size=SIZE) as pilot:
            page, view = app.reader.article_view.page, app.reader.article_view
            assert page is not None
            row = view._keys[0][0]
            left = view._columns.before
            for first, last in ((0, 1), (2, 9), (7, 12), (12, 15)):
                ends = [left + page.cells_before(row, at) for at in (first, last)]
                await drag(pilot, (ends[0], 0), (ends[1], 0))
                assert reading_of(app).mode is Mode.TEXT
                await press(pilot, "y")
                end = last + (3 if MIXED[last] == "👩" else 2 if MIXED[last] == "e" else 1)
                assert copied.pop() == MIXED[first:end]
                assert reading_of(app).mark is None

    async def test_over_paragraphs_and_backwards(self, mixed: QingduApp, copied: list[str]):
        async with mixed.run_test(size=SIZE) as pilot:
            left = mixed.reader.article_view._columns.before
            await drag(pilot, (left + 4, 3), (left + 2, 0))
            await press(pilot, "y")
            assert copied == [MIXED[1:] + "\n" + "第二段"]

    @pytest.mark.parametrize(("times", "text"), [(1, None), (2, "集市"), (3, MIXED)])
    async def test_two_clicks_take_a_word_and_three_the_paragraph(
        self, mixed: QingduApp, copied: list[str], times: int, text: str | None
    ):
        async with mixed.run_test(size=SIZE) as pilot:
            left = mixed.reader.article_view._columns.before
            await pilot.click("ArticleView", offset=(left + 6, 0), times=times)
            assert (reading_of(mixed).mark is not None) == (times > 1)
            if text is not None:
                await press(pilot, "y")
                assert copied == [text]

    async def test_ctrl_c_copies_a_selection_and_quits_without_one(
        self, mixed: QingduApp, copied: list[str]
    ):
        async with mixed.run_test(size=SIZE) as pilot:
            left = mixed.reader.article_view._columns.before
            await drag(pilot, (left, 0), (left + 4, 0))
            await press(pilot, "ctrl+c")
            assert copied == ["清晨的"]
            assert mixed.is_running
            await press(pilot, "ctrl+c")
        assert mixed.return_code == 0

    async def test_a_click_or_esc_drops_it(self, mixed: QingduApp):
        async with mixed.run_test(size=SIZE) as pilot:
            left = mixed.reader.article_view._columns.before
            await drag(pilot, (left, 0), (left + 9, 0))
            await pilot.click("ArticleView", offset=(left + 6, 3))
            assert reading_of(mixed).mark is None
            assert reading_of(mixed).paragraph == 1
            await drag(pilot, (left, 0), (left + 9, 0))
            await press(pilot, "escape")
            assert reading_of(mixed).mark is None

    async def test_a_drag_from_a_fold_selects_nothing_and_beyond_an_edge_scrolls(
        self, app: QingduApp
    ):
        async with app.run_test(size=(80, 12)) as pilot:
            view = app.reader.article_view
            fold = next(y for y, (row, _) in enumerate(view._keys) if row.kind is Kind.FOLD)
            await drag(pilot, (20, fold), (30, fold - 2))
            assert reading_of(app).mark is None
            await pilot.mouse_down("ArticleView", offset=(20, 0))
            top = view.window.top
            await pilot.hover("StatusBar", offset=(20, 0))
            await pilot.mouse_up("StatusBar", offset=(20, 0))
            assert view.window.top > top
            assert reading_of(app).mode is Mode.TEXT

    async def test_the_scrollbar_is_clicked_and_dragged(self, app: QingduApp):
        async with app.run_test(size=(80, 12)) as pilot:
            view = app.reader.article_view
            assert view._keys[0][1].bar == "thumb"
            await pilot.click("ArticleView", offset=(79, 10))
            assert view.page is not None
            assert view.window.bottom(view.page) == view.page.end()
            assert reading_of(app).jumps == ()
            await drag(pilot, (79, 10), (79, 0))
            assert view.window.top.item == 0
            assert reading_of(app).mark is None

    async def test_a_drag_that_ends_on_a_fold_leaves_it_closed(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            view = app.reader.article_view
            fold = next(y for y, (row, _) in enumerate(view._keys) if row.kind is Kind.FOLD)
            await as_the_terminal_tells_it(pilot, (20, 0), (30, fold))
            assert reading_of(app).opened == set()

    async def test_nor_does_the_scrollbar_open_it(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            view = app.reader.article_view
            await as_the_terminal_tells_it(pilot, (79, 0), (79, view.size.height - 1))
            assert view._keys[-1][0].kind is Kind.FOLD
            assert reading_of(app).opened == set()

    async def test_another_button_opens_no_fold(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            keys = app.reader.article_view._keys
            fold = next(y for y, (row, _) in enumerate(keys) if row.kind is Kind.FOLD)
            await pilot.click("ArticleView", offset=(20, fold), button=3)
            assert reading_of(app).opened == set()

    async def test_without_a_scrollbar_the_last_column_is_the_page(self, desk: Desk, article):
        desk = replace(desk, settings=Settings(typography=Typography(scrollbar=False)))
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=(80, 12)) as pilot:
            await pilot.click("ArticleView", offset=(79, 10))
            assert app.reader.article_view.window.top.item == 0

    async def test_other_buttons_do_nothing(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.mouse_down("ArticleView", offset=(20, 0), button=3)
            await pilot.hover("ArticleView", offset=(30, 2))
            await pilot.mouse_up("ArticleView", offset=(30, 2))
            assert reading_of(app).mark is None


class TestPlace:
    """Where the cursor's character stands on the screen, whatever changes around it."""

    @staticmethod
    def line(app: QingduApp) -> int:
        view, reading = app.reader.article_view, reading_of(app)
        assert view.page is not None
        return view.window.line_of(view.page, view.page.place(reading.cursor))

    @pytest.mark.parametrize(
        "keys",
        [
            "t",
            "+ + +",
            "- - - -",
            ", l l l escape",
            keys_to("line_spacing") + "l escape",
            keys_to("indent") + "l l escape",
            keys_to("justify") + "l escape",
            keys_to("numbers") + "l escape",
            "S",
            "Z",
        ],
    )
    async def test_it_stays_on_its_line(self, app: QingduApp, keys: str):
        async with app.run_test(size=(60, 16)) as pilot:
            await press(pilot, "6 G j")
            await pilot.click("ArticleView", offset=(30, 8))
            before, offset = self.line(app), reading_of(app).cursor
            assert before == 8
            await press(pilot, keys)
            assert (self.line(app), reading_of(app).cursor) == (before, offset)
            await press(pilot, "u")
            assert (self.line(app), reading_of(app).cursor) == (before, offset)

    async def test_it_stays_when_folds_elsewhere_open(self, app: QingduApp):
        async with app.run_test(size=(30, 12)) as pilot:
            await press(pilot, "J")
            assert self.line(app) == 0
            await press(pilot, "Z")
            assert self.line(app) == 0

    async def test_it_stays_when_the_terminal_changes(self, app: QingduApp):
        async with app.run_test(size=(60, 16)) as pilot:
            await press(pilot, "6 G j")
            await pilot.click("ArticleView", offset=(30, 8))
            for size in ((44, 16), (90, 20), (60, 12), (61, 16)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert self.line(app) == 8
