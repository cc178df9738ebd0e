"""Notes: written, changed, deleted, found again; the list over all articles."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from tests.articles import article_of
from tests.ui.conftest import TEXTS, reading_of
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp
from tui.core import anchor
from tui.core.identity import identify
from tui.core.model import Problem, Script
from tui.io.notes import NoteStore
from tui.screens.choose import ChooseScreen
from tui.screens.desk import Desk
from tui.screens.editor import EditorScreen
from tui.screens.notes import NotesScreen


def bodies(desk: Desk) -> list[str]:
    return [note.body for note in desk.notes.all()]


def add(desk: Desk, article, index: int, body: str, name: str = "-"):
    place = anchor.anchor(article.source, article.span(index))
    return desk.notes.add(replace(identify(article), name=name), place, body)


class TestWriting:
    async def test_a_note_is_kept_where_the_cursor_is(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j a 好 ctrl+s")
            reading = reading_of(app)
            assert reading.notes == (reading.article.starts[1],)
            (note,) = desk.notes.all()
            assert (note.body, note.anchor.exact) == ("好", TEXTS[1])
            assert note.article_title == "集市的一天"

    async def test_keys_that_come_at_once_are_all_kept(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j a")
            for key in ("h", "i", "ctrl+s"):
                app.post_message(events.Key(key, key if len(key) == 1 else None))
            await pilot.pause()
            await pilot.pause()
            assert bodies(desk) == ["hi"]

    async def test_escape_with_nothing_typed_leaves(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a escape")
            assert app.screen is app.reader
            assert bodies(desk) == []

    async def test_escape_asks_before_something_is_lost(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h i escape")
            assert isinstance(app.screen, EditorScreen)
            await press(pilot, "! escape")
            assert isinstance(app.screen, EditorScreen)
            await press(pilot, "escape")
            assert app.screen is app.reader
            assert bodies(desk) == []

    async def test_after_asking_it_can_still_be_saved(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h i escape ctrl+s")
            assert bodies(desk) == ["hi"]

    async def test_quitting_asks_as_well(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+c")
            assert not app._exit
            await pilot.press("ctrl+c")
            await pilot.pause()
            assert app._exit

    async def test_an_empty_note_is_not_kept(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a space ctrl+s")
            assert bodies(desk) == []
            assert "empty" in app.reader.bar.message

    async def test_a_text_that_could_not_be_saved_is_not_lost(
        self, app: QingduApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ):
        def fail(self: NoteStore, *_: object, **__: object) -> None:
            raise Problem("note-missing", id="1")

        async with app.run_test(size=SIZE) as pilot:
            with monkeypatch.context() as patch:
                patch.setattr(NoteStore, "add", fail)
                await press(pilot, "a h i ctrl+s")
            assert isinstance(app.screen, EditorScreen)
            assert app.screen.area.text == "hi"
            await press(pilot, "ctrl+s")
            assert bodies(desk) == ["hi"]

    async def test_pasted_controls_are_shown_not_sent(self, app: QingduApp, desk: Desk):
        from textual import events

        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a")
            assert isinstance(app.screen, EditorScreen)
            app.screen.area.post_message(events.Paste("a\x1b]0;x\x07\r\nb"))
            await press(pilot, "c ctrl+s")
            assert bodies(desk) == ["a␛]0;x␇\nbc"]


class TestChanging:
    async def test_edit(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h i ctrl+s e ! ctrl+s")
            assert bodies(desk) == ["hi!"]

    async def test_edit_to_nothing_is_refused(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+s e backspace ctrl+s")
            assert bodies(desk) == ["h"]

    async def test_edit_without_a_change_is_no_step(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+s e ctrl+s")
            assert desk.notes.steps == 1

    @pytest.mark.parametrize("keys", ["e", "d d"])
    async def test_where_there_is_no_note_it_is_said(self, app: QingduApp, keys: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, keys)
            assert "no note" in app.reader.bar.message

    async def test_delete_and_undo(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+s d d")
            assert bodies(desk) == []
            assert reading_of(app).notes == ()
            await press(pilot, "u")
            assert bodies(desk) == ["h"]
            assert reading_of(app).notes == (0,)
            await press(pilot, "u")
            assert bodies(desk) == []

    async def test_undo_of_notes_and_look_in_their_order(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "t a h ctrl+s - e i ctrl+s u")
            assert bodies(desk) == ["h"]
            await press(pilot, "u")
            assert reading_of(app).typography.width == 72
            await press(pilot, "u")
            assert bodies(desk) == []
            assert reading_of(app).script is Script.HANS

    async def test_of_several_notes_one_is_chosen(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+s a i ctrl+s d d")
            assert isinstance(app.screen, ChooseScreen)
            await press(pilot, "escape")
            assert len(bodies(desk)) == 2
            await press(pilot, "d d enter")
            assert len(bodies(desk)) == 1


class TestMotions:
    async def test_next_and_previous(self, app: QingduApp, desk: Desk, article):
        for index in (1, 4, 6):
            add(desk, article, index, str(index))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "]")
            assert reading_of(app).paragraph == 1
            await press(pilot, "]")
            assert (reading_of(app).paragraph, reading_of(app).opened) == (4, {3})
            await press(pilot, "2 ]")
            assert reading_of(app).paragraph == 1
            assert "other end" in app.reader.bar.message
            await press(pilot, "[")
            assert reading_of(app).paragraph == 6

    async def test_without_notes_it_is_said(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "[")
            assert "no notes" in app.reader.bar.message

    async def test_a_note_hidden_by_a_fold_can_be_edited(self, app: QingduApp, desk: Desk, article):
        add(desk, article, 4, "x")
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "3 j e y ctrl+s")
            assert bodies(desk) == ["xy"]


class TestPlaces:
    async def test_a_note_on_an_earlier_text_is_found_by_its_quote(
        self, tmp_path: Path, desk: Desk
    ):
        path = tmp_path / "a.txt"
        old = article_of(TEXTS[:3])
        add(desk, old, 1, "x", str(path))
        path.write_text("\n".join(["新的開頭在這裡，加了一整段話。", *TEXTS[:3]]), "utf-8")
        app = QingduApp(desk, [path])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "]")
            assert reading_of(app).paragraph == 2

    async def test_an_orphan_is_left_out(self, tmp_path: Path, desk: Desk):
        path = tmp_path / "a.txt"
        add(desk, article_of(TEXTS[:3]), 1, "x", str(path))
        path.write_text("完全不同的內容，沒有一句相同。", "utf-8")
        app = QingduApp(desk, [path])
        async with app.run_test(size=SIZE) as pilot:
            assert reading_of(app).notes == ()
            await press(pilot, "A enter")
            assert "no longer" in app.reader.bar.message

    async def test_a_note_on_a_piped_text_of_another_day_is_not_opened(
        self, tmp_path: Path, desk: Desk
    ):
        path = tmp_path / "a.txt"
        path.write_text(TEXTS[6], "utf-8")
        add(desk, article_of(TEXTS[:3]), 1, "x")
        app = QingduApp(desk, [path])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "A enter")
            assert "standard input" in app.reader.bar.message

    async def test_a_damaged_database_is_told_and_left_alone(
        self, tmp_path: Path, app: QingduApp, desk: Desk
    ):
        (tmp_path / "notes.json").write_text("{", "utf-8")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert "notes.json" in app.reader.bar.message
            await press(pilot, "j a h ctrl+s")
            assert isinstance(app.screen, EditorScreen)
        assert (tmp_path / "notes.json").read_text("utf-8") == "{"


class TestList:
    async def test_it_lists_all_notes_and_goes_to_one(
        self, tmp_path: Path, desk: Desk, app: QingduApp
    ):
        path = tmp_path / "b.txt"
        path.write_text("\n\n".join(TEXTS), "utf-8")
        other = article_of(["\n\n".join(TEXTS)])
        add(desk, other, 0, "first", str(path))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j a h ctrl+s A")
            assert isinstance(app.screen, NotesScreen)
            notes = [note.body for note in app.screen.notes]
            assert sorted(notes) == ["first", "h"]
            await press(pilot, f"{notes.index('first') + 1} G enter")
            assert app.screen is app.reader
            assert app.reader.path == path

    async def test_a_note_of_the_article_itself_is_jumped_to(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "6 G a h ctrl+s g g A enter")
            assert reading_of(app).paragraph == 5
            await press(pilot, "ctrl+o")
            assert reading_of(app).paragraph == 0

    async def test_edit_delete_and_undo(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+s A e i ctrl+s")
            assert bodies(desk) == ["hi"]
            await press(pilot, "d d")
            assert bodies(desk) == []
            await press(pilot, "u u")
            assert bodies(desk) == ["h"]
            await press(pilot, "q")
            assert reading_of(app).notes == (0,)

    async def test_what_was_deleted_in_the_list_comes_back_in_the_reader(
        self, app: QingduApp, desk: Desk
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+s A d d q")
            assert reading_of(app).notes == ()
            await press(pilot, "u")
            assert reading_of(app).notes == (0,)

    async def test_it_is_filtered_in_either_script(self, app: QingduApp, desk: Desk, article):
        add(desk, article, 1, "機場")
        add(desk, article, 0, "蘿蔔")
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "A / 机 场 enter")
            assert isinstance(app.screen, NotesScreen)
            assert [note.body for note in app.screen.notes] == ["機場"]
            await press(pilot, "escape")
            assert len(app.screen.notes) == 2
            await press(pilot, "escape")
            assert app.screen is app.reader

    async def test_without_notes_it_says_how_to_make_one(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "A")
            assert isinstance(app.screen, NotesScreen)
            await press(pilot, "e d d enter u")
            assert app.screen.entries.option_count == 0
            await press(pilot, "q")
            assert app.screen is app.reader

    async def test_a_problem_is_told(
        self, app: QingduApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ):
        def fail(self: NoteStore, *_: object, **__: object) -> None:
            raise Problem("note-missing", id="1")

        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+s a i ctrl+s")
            monkeypatch.setattr(NoteStore, "delete", fail)
            await press(pilot, "d d enter")
            assert app.reader.bar.message
            await press(pilot, "A d d")
            assert len(bodies(desk)) == 2
