"""Search in the reader: typed, previewed, gone through."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual import events

from tests.articles import article_of
from tests.ui.conftest import TEXTS, reading_of
from tests.ui.screens import lines_of
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp
from tui.core.pipeline import article_from_text
from tui.core.search import Query
from tui.screens.desk import Desk
from tui.screens.help import HelpScreen


def found(app: QingduApp) -> list[str]:
    """The hits, as they stand in the source."""
    reading = reading_of(app)
    return [reading.article.source[hit.start : hit.end] for hit in reading.hits]


def foot(app: QingduApp) -> str:
    return lines_of(app)[-1]


class TestSearch:
    async def test_it_goes_to_the_hit_in_either_script(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 机 场 enter")
            reading = reading_of(app)
            assert reading.paragraph == 1
            assert [reading.article.source[h.start : h.end] for h in reading.hits] == ["機場"]
            assert reading.cursor == reading.hits[0].start

    async def test_next_and_previous_go_on_open_folds_and_go_round(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 圖 enter")
            assert reading_of(app).paragraph == 2
            await press(pilot, "n")
            assert (reading_of(app).paragraph, reading_of(app).opened) == (3, {3})
            await press(pilot, "2 n")
            assert reading_of(app).paragraph == 2
            assert "other end" in app.reader.bar.message
            await press(pilot, "N")
            assert reading_of(app).paragraph == 4
            await press(pilot, "escape")
            assert reading_of(app).hits == ()

    async def test_keys_that_come_at_once_are_taken_in_their_order(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            for key, character in (("slash", "/"), ("圖", "圖"), ("enter", "\r"), ("n", "n")):
                app.post_message(events.Key(key, character))
            await pilot.pause()
            await pilot.pause()
            assert app.reader.prompt is None
            assert reading_of(app).paragraph == 3
            assert app.reader.sought == Query("圖")

    async def test_nothing_found_is_said(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j / 龍 enter")
            assert reading_of(app).paragraph == 1
            assert "龍" in app.reader.bar.message

    async def test_without_a_search_n_says_so(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "n")
            assert "/" in app.reader.bar.message

    async def test_what_is_not_there_is_sought_again_by_n(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 龍 enter j n")
            assert "“龍” was not found" in app.reader.bar.message

    async def test_hits_dropped_by_esc_come_back_with_n(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 圖 enter escape 5 G n")
            assert (len(found(app)), reading_of(app).paragraph) == (3, 4)

    async def test_a_search_left_is_none(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 圖 escape n")
            assert "Nothing was searched for" in app.reader.bar.message

    @pytest.mark.parametrize("key", ["escape", "enter"])
    async def test_it_can_be_left(self, app: QingduApp, key: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"/ {key}")
            assert reading_of(app).hits == ()
            await press(pilot, "j")
            assert reading_of(app).paragraph == 1

    async def test_a_long_article_is_searched_in_a_thread(
        self, app: QingduApp, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("tui.screens.reader_search.SEARCHED_AT_ONCE", 10)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 機 場 enter")
            assert reading_of(app).paragraph == 1


class TestWhileTyping:
    async def test_the_first_hit_shows_and_is_counted(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 圖")
            assert (reading_of(app).paragraph, len(found(app))) == (2, 3)
            assert "1 of 3" in foot(app)
            await press(pilot, "龍")
            assert (reading_of(app).paragraph, found(app)) == (0, [])
            assert "not found" in foot(app)
            await press(pilot, "backspace")
            assert reading_of(app).paragraph == 2
            await press(pilot, "backspace")
            assert (reading_of(app).paragraph, found(app)) == (0, [])

    async def test_escape_goes_back_to_where_it_began(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 菜 enter ctrl+d")
            before, window = reading_of(app), app.reader.article_view.window
            await press(pilot, "/ 版")
            assert reading_of(app).opened == {8}
            await press(pilot, "escape")
            assert (reading_of(app), app.reader.article_view.window) == (before, window)
            await press(pilot, "n")
            assert len(found(app)) == 3

    async def test_the_cursor_is_in_sight_after_a_change_of_size(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "6 G 9 J / 圖")
            await pilot.resize_terminal(40, 8)
            await press(pilot, "escape")
            view = app.reader.article_view
            assert view.page is not None
            assert view.window.shows(view.page, view.page.place(reading_of(app).cursor))

    async def test_enter_is_one_jump(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j / 雨 水 enter")
            assert len(reading_of(app).jumps) == 1
            await press(pilot, "/ 屋 簷 enter ctrl+o ctrl+o")
            assert reading_of(app).paragraph == 1

    async def test_keys_that_come_at_once_are_all_taken(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("slash", "机", "场", "enter")
            await pilot.pause()
            assert found(app) == ["機場"]

    @pytest.mark.parametrize("first", ["/", "/ 圖"], ids=["all", "behind the line"])
    async def test_keys_behind_enter_keep_their_order(self, app: QingduApp, first: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, first)
            typed = [("圖", "圖"), ("enter", "\r"), ("3", "3"), ("G", "G"), ("question_mark", "?")]
            for key, character in typed:
                app.post_message(events.Key(key, character))
            await press(pilot, "")
            await pilot.pause()
            assert reading_of(app).paragraph == 2
            assert isinstance(app.screen, HelpScreen)

    async def test_keys_that_come_before_the_line_has_the_focus_are_taken(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            for key, character in (("slash", "/"), ("机", "机"), ("left", None), ("场", "场")):
                app.post_message(events.Key(key, character))
            app.post_message(events.Key("enter", "\r"))
            await pilot.pause()
            await pilot.pause()
            assert found(app) == ["機場"]

    async def test_going_round_is_said(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "G / 機 場 enter")
            assert reading_of(app).paragraph == 1
            assert "other end" in app.reader.bar.message


class TestForms:
    async def test_exactly(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 机 场 ctrl+x")
            assert found(app) == []
            assert foot(app).startswith(" Exactly")
            await press(pilot, "ctrl+x")
            assert found(app) == ["機場"]

    async def test_what_is_not_found_in_the_source_s_script_is_said_so(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ ctrl+x 机 场 enter")
            assert "source" not in app.reader.bar.message
            await press(pilot, "t / ctrl+x 机 场 enter")
            assert "source" in app.reader.bar.message
            await press(pilot, "/ ctrl+x 機 場 enter")
            assert found(app) == ["機場"]
            assert "source" not in app.reader.bar.message

    async def test_expression(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ ctrl+r 机 . | 雨 水 enter")
            assert sorted(found(app)) == ["機場", "雨水"]

    async def test_a_wrong_expression_is_told_in_place_and_moves_nothing(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j / 圖 ctrl+r ( ")
            assert reading_of(app).paragraph == 1
            assert "not a regular expression" in foot(app)
            await press(pilot, "enter")
            assert "not a regular expression" in app.reader.bar.message
            assert found(app) == []

    async def test_an_expression_that_takes_too_long_is_told(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("tui.core.search.SECONDS", 0.001)
        app = QingduApp(desk, [Path("-")], article_from_text("晨" * 300, "-"))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ ctrl+r ( 晨 | 晨 晨 ) + 霧 enter")
            assert "too long" in app.reader.bar.message

    async def test_earlier_searches_come_back_with_their_form(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 菜 enter / ctrl+x 雨 enter / up")
            assert app.reader.prompt is not None
            assert app.reader.prompt.query_typed == Query("雨", exact=True)
            await press(pilot, "up")
            assert app.reader.prompt.query_typed == Query("菜")
            await press(pilot, "up down down down")
            assert app.reader.prompt.query_typed == Query("")
            await press(pilot, "up up enter")
            assert app.reader.searches == (Query("雨", exact=True), Query("菜"))


class TestWord:
    async def test_the_word_here_is_searched_for(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "5 G")
            await press(pilot, "*")
            assert len(found(app)) == 3
            assert reading_of(app).paragraph == 2
            assert app.reader.searches == (Query("圖"),)

    async def test_there_may_be_no_word(self, desk: Desk):
        app = QingduApp(desk, [Path("-")], article_of(["……。"]))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "*")
            assert app.reader.searches == ()
            assert "no word" in app.reader.bar.message


class TestInAThread:
    @pytest.fixture(autouse=True)
    def small_blocks(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("tui.screens.reader_search.SEARCHED_AT_ONCE", 10)
        monkeypatch.setattr("tui.core.pipeline.BLOCK", 10)

    async def test_all_is_found_in_order(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "3 G / 菜 enter")
            hits = reading_of(app).hits
            assert hits == tuple(sorted(hits))
            assert (reading_of(app).paragraph, len(hits)) == (6, 3)

    async def test_enter_before_the_end_is_said_to_go_on(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 菜")
            app.reader.outcome = None  # as long as the thread goes on
            await pilot.press("enter")
            assert "searching" in app.reader.bar.message

    async def test_n_goes_to_no_hit_of_the_search_before(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 圖 enter")
            there = reading_of(app).cursor
            app.reader.sought, app.reader.outcome = Query("菜"), None  # none of it found yet
            await press(pilot, "n")
            assert reading_of(app).cursor == there
            assert "searching" in app.reader.bar.message

    async def test_what_is_found_after_the_user_went_on_moves_nothing(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 菜 enter G")
            there = reading_of(app).cursor
            app.reader.found(Query("菜"), reading_of(app).hits[:2])
            assert (reading_of(app).cursor, len(found(app))) == (there, 2)

    async def test_what_is_no_longer_wanted_is_dropped(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 菜 enter")
            before = reading_of(app)
            app.reader.found(Query("雨"), ())
            assert reading_of(app) is before


class TestMoreOfTheArticle:
    """What happens when more is known of the article that was searched."""

    def grow(self, app: QingduApp) -> None:
        """Show the article with a paragraph more, another fold and one less."""
        more = article_of([*TEXTS, "他又到機場去了。"], [(3, 4)])
        app.reader.change(replace(reading_of(app), article=more))

    async def test_hits_in_it_are_found_without_a_word(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 机 场 enter G")
            app.reader.say("message.undone")
            there = reading_of(app).cursor
            self.grow(app)
            assert found(app) == ["機場", "機場"]
            assert reading_of(app).cursor == there
            assert app.reader.bar.message == "Undone"

    async def test_a_search_that_is_typed_goes_on_in_it(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 又 到")
            assert "not found" in foot(app)
            self.grow(app)
            await pilot.pause()
            assert reading_of(app).paragraph == 10
            assert "1 of 1" in foot(app)
            await press(pilot, "escape")
            assert (reading_of(app).paragraph, len(reading_of(app).article)) == (0, 11)

    async def test_a_search_left_keeps_the_hits_of_the_one_before(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 机 场 enter / 雨 escape")
            self.grow(app)
            assert found(app) == ["機場", "機場"]

    async def test_dropped_hits_do_not_come_back(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 机 场 enter escape")
            self.grow(app)
            assert found(app) == []
            self.grow(app)
            assert found(app) == []
            await press(pilot, "n")
            assert found(app) == ["機場", "機場"]

    async def test_another_article_is_not_searched(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "/ 机 场 enter")
            other = replace(article_of(TEXTS), name="other.txt")
            app.reader.change(replace(reading_of(app), article=other, hits=()))
            assert found(app) == []


async def test_without_an_article_nothing_is_searched(desk: Desk, tmp_path: Path):
    app = QingduApp(desk, [tmp_path / "none.txt"])
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "/ *")
        assert app.reader.prompt is None
