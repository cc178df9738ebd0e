"""Word mode and selections: what is selected, shown and copied."""

import pytest

from tests.ui.conftest import TEXTS, reading_of
from tests.ui.screens import lines_of
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp
from tui.core.model import Script
from tui.core.reading import Mode


def selected(app: QingduApp) -> str:
    """The source text that is selected."""
    span = app.reader.article_view.selection
    assert span is not None
    return reading_of(app).article.source[span.start : span.end]


def drawn(app: QingduApp, *attributes: str) -> str:
    """The text that is drawn as selected; only that with one of ``attributes`` if given."""
    view = app.reader.article_view
    found = ""
    for y in range(view.size.height):
        for segment in view.render_line(y):
            style, plain = segment.style, view.rich_style
            assert style is not None
            for name in attributes or ("reverse", "bgcolor"):
                if getattr(style, name) not in {None, False, getattr(plain, name)}:
                    found += segment.text.strip()  # the scrollbar is blanks
    return found


class TestWordMode:
    @pytest.mark.parametrize(
        ("keys", "word"),
        [
            ("w", "清晨"),
            ("w w", "的"),
            ("w 2 w", "集市"),
            ("w w w b", "的"),
            ("w l", "清晨"),
            ("w l l", "的"),
            ("w $", "。"),
            ("w $ b", "擺好"),
            ("w $ 0", "清晨"),
            ("w 2 w e", "集市"),
            ("w left", "清晨"),
        ],
    )
    async def test_motions(self, app: QingduApp, keys: str, word: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, keys)
            assert selected(app) == word

    async def test_what_is_drawn_is_what_is_selected_in_either_script(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j w 4 w")
            assert drawn(app) == selected(app) == "雨水"
            await press(pilot, "6 w")
            assert drawn(app) == selected(app) == "機場"
            await press(pilot, "t")
            assert reading_of(app).script is Script.HANS
            assert drawn(app) == "机场"
            assert drawn(app, "reverse") == "机"
            assert selected(app) == "機場"

    async def test_escape_leaves_it_and_the_keys_are_the_readers_again(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "w w escape")
            assert reading_of(app).mode is Mode.PAGE
            await press(pilot, "j")
            assert reading_of(app).paragraph == 1

    async def test_the_word_is_copied_and_word_mode_goes_on(
        self, app: QingduApp, copied: list[str]
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "w 2 w y")
            assert copied == ["集市"]
            assert reading_of(app).mode is Mode.WORD

    @pytest.mark.parametrize("key", ["w", "v"])
    async def test_a_closed_fold_has_no_words(self, app: QingduApp, key: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"3 j {key}")
            assert reading_of(app).mode is Mode.PAGE
            assert "z opens it" in app.reader.bar.message

    async def test_in_a_fold_met_on_the_way_nothing_is_selected(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "w G")
            assert app.reader.article_view.selection is None


class TestCharacters:
    @pytest.mark.parametrize(
        ("keys", "text"),
        [
            ("v", "清"),
            ("v l l", "清晨的"),
            ("v w", "清晨的"),
            ("v e e", "清晨的"),
            ("v w w h", "清晨的"),
            ("w w v w", "的集"),
            ("w v", "清晨"),
            ("v $", TEXTS[0]),
            ("j v $ 0", TEXTS[1][0]),
            ("j v w h b", "擺好。\n他"),
        ],
    )
    async def test_motions_select(self, app: QingduApp, keys: str, text: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, keys)
            assert selected(app) == text

    async def test_rows_keep_their_column(self, app: QingduApp):
        async with app.run_test(size=(40, 24)) as pilot:
            await press(pilot, "6 G J J l l l v j")
            first = len(selected(app))
            await press(pilot, "j k k")
            assert len(selected(app)) == 1
            await press(pilot, "j")
            assert len(selected(app)) == first > 10

    async def test_over_paragraphs_what_is_seen_is_copied(self, app: QingduApp, copied: list[str]):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "2 j l v j j")
            await press(pilot, "0 y")
            assert copied == [f"{TEXTS[2]}\n山"]
            assert reading_of(app).mode is Mode.PAGE

    async def test_other_motions_take_the_selection_along(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "v G")
            source = reading_of(app).article.source
            assert selected(app) == source

    async def test_the_selection_is_drawn_exactly(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "l v w w w")
            assert drawn(app) == selected(app)
            assert drawn(app, "reverse") == selected(app)[-1]

    async def test_the_view_follows_the_caret_row_by_row(self, app: QingduApp):
        async with app.run_test(size=(40, 8)) as pilot:
            await press(pilot, "v 9 j")
            view = app.reader.article_view
            assert view.window.shows(view.page, view.page.place(reading_of(app).cursor))
            assert view.window.bottom(view.page) == view.page.place(reading_of(app).cursor)

    async def test_paragraphs_instead_keep_where_it_began(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "v j V")
            assert selected(app) == "\n".join(TEXTS[:2])
            await press(pilot, "escape")
            assert reading_of(app).mode is Mode.PAGE

    async def test_the_status_line_tells_the_mode(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "v l")
            assert "select" in lines_of(app)[-1]
            await press(pilot, "escape w l")
            assert "  word  " in lines_of(app)[-1]
