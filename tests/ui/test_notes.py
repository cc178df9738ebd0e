"""Notes: written, changed, deleted, found again; the list over all articles."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual import events

from tests.articles import article_of
from tests.ui.conftest import TEXTS, reading_of
from tests.ui.screens import dump, lines_of
from tests.ui.test_reader import SIZE, press
from tests.ui.test_select import drawn
from tui.app import QingduApp
from tui.core import anchor
from tui.core.commands import BY_ID
from tui.core.identity import identify
from tui.core.model import Problem, Script, Span
from tui.core.notes import Colour, Kind
from tui.core.pipeline import article_from_text
from tui.io.notes import NoteStore
from tui.screens.choose import ChooseScreen
from tui.screens.desk import Desk
from tui.screens.editor import EditorScreen
from tui.screens.notes import NotesScreen, day_of


def bodies(desk: Desk) -> list[str]:
    return [note.body for note in desk.notes.all()]


def add(desk: Desk, article, index: int, body: str, name: str = "-"):
    place = anchor.anchor(article.source, article.span(index))
    return desk.notes.add(replace(identify(article), name=name), place, body)


def add_to(store: NoteStore, article, index: int, body: str):
    place = anchor.anchor(article.source, article.span(index))
    return store.add(identify(article), place, body)


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

    async def test_an_orphan_waits_in_the_list_and_is_attached_by_hand(
        self, tmp_path: Path, desk: Desk
    ):
        path = tmp_path / "a.txt"
        add(desk, article_of(TEXTS[:3]), 1, "x", str(path))
        path.write_text("完全不同的內容，沒有一句相同。\n\n第二段是另一回事。", "utf-8")
        app = QingduApp(desk, [path])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "k")  # by the first key at the latest the notes are there
            assert reading_of(app).notes == ()
            assert "may belong here" in app.reader.bar.message
            await press(pilot, "g s enter")
            assert "1 note lost its place" in app.reader.bar.message
            await press(pilot, "A enter")
            assert isinstance(app.screen, NotesScreen)
            assert "lost its place: x" in dump(app)
            assert TEXTS[1][:8] in dump(app)
            assert "gone from the text" in dump(app)
            await press(pilot, "p j")
            assert app.screen is app.reader
            await press(pilot, "p")
            assert reading_of(app).notes == (reading_of(app).article.starts[1],)
            assert app.reader.orphans == ()
            await press(pilot, "u")
            assert reading_of(app).notes == ()
            await press(pilot, "p")
            assert isinstance(app.screen, ChooseScreen)
            await press(pilot, "enter")
            (note,) = desk.notes.all()
            assert note.anchor.exact == "第二段是另一回事。"

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

    async def test_a_note_is_found_where_its_article_was_moved(self, tmp_path: Path, desk: Desk):
        gone, path, other = (tmp_path / name for name in ("gone.txt", "moved.txt", "other.txt"))
        old = article_of(TEXTS[:3])
        add(desk, old, 1, "x", str(gone))
        path.write_text(old.source, "utf-8")
        other.write_text(TEXTS[6], "utf-8")
        app = QingduApp(desk, [other])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "A enter")
            assert "gone.txt: no such file" in app.reader.bar.message
        app = QingduApp(desk, [path, other])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "> A enter")
            assert reading_of(app).article.name == str(path)
            assert reading_of(app).paragraph == 1

    async def test_one_placed_here_is_gone_to_here(self, tmp_path: Path, desk: Desk):
        path = tmp_path / "moved.txt"
        old = article_of(TEXTS[:3])
        add(desk, old, 1, "x", str(tmp_path / "gone.txt"))
        path.write_text(old.source + "\n後來添的一段。", "utf-8")
        app = QingduApp(desk, [path])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "A enter")
            assert reading_of(app).paragraph == 1

    async def test_a_damaged_database_is_told_and_left_alone(
        self, tmp_path: Path, app: QingduApp, desk: Desk
    ):
        (tmp_path / "notes.json").write_text("{", "utf-8")
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "k")
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


class TestOnCharacters:
    async def test_a_note_is_on_the_selection_or_the_word(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "v w w a 好 ctrl+s")
            assert reading_of(app).mark is None
            await press(pilot, "w a 詞 ctrl+s")
            first, second = sorted(desk.notes.all(), key=lambda note: note.body == "詞")
            assert (first.kind, first.anchor.exact) == (Kind.CHARACTERS, "清晨的集")
            assert (second.kind, second.anchor.exact) == (Kind.CHARACTERS, "集市")

    async def test_a_whole_paragraph_selected_is_the_paragraph(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "V a 好 ctrl+s")
            assert desk.notes.all()[0].kind is Kind.PARAGRAPH

    async def test_the_heading_names_what_is_selected(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "w a")
            assert "Note on “清晨”" in dump(app)

    async def test_the_caret_tells_which_note_is_meant(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "w a 一 ctrl+s 2 w a 二 ctrl+s d d")
            assert bodies(desk) == ["一"]

    async def test_its_characters_are_underlined_in_either_script(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j w 1 0 w a x ctrl+s escape")
            assert drawn(app, "underline") == "機場"
            await press(pilot, "t")
            assert drawn(app, "underline") == "机场"


class TestOnTheArticle:
    async def test_it_is_kept_and_changed_by_the_same_key(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "3 j g a 全 ctrl+s")
            (note,) = desk.notes.all()
            assert (note.kind, note.body) == (Kind.ARTICLE, "全")
            assert reading_of(app).notes == ()
            await press(pilot, "g a 文 ctrl+s")
            assert bodies(desk) == ["全文"]

    async def test_the_list_tells_it_and_leads_to_the_beginning(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "3 j g a x ctrl+s A")
            assert "on the whole article" in dump(app)
            await press(pilot, "enter")
            assert reading_of(app).paragraph == 0


class TestHighlights:
    @pytest.mark.parametrize("colour", Colour)
    async def test_a_key_a_colour_on_the_selection(
        self, app: QingduApp, desk: Desk, colour: Colour
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"v w w H {colour.value[0]}")
            (note,) = desk.notes.all()
            assert (note.highlight, note.body, note.anchor.exact) == (colour, "", "清晨的集")
            assert drawn(app, "underline") == "清晨的集"
            assert drawn(app, "bgcolor") == "清晨的集"
            assert "▮" in lines_of(app)[0]

    async def test_the_colour_of_last_time_and_another_one_on_the_same_place(
        self, app: QingduApp, desk: Desk
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "w H b 2 w H H H p")
            found = {note.anchor.exact: note.highlight for note in desk.notes.all()}
            assert found == {"清晨": Colour.BLUE, "集市": Colour.PINK}

    async def test_a_paragraph_and_a_colour_from_the_list(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j H c j enter")
            (note,) = desk.notes.all()
            assert (note.kind, note.highlight) == (Kind.PARAGRAPH, Colour.GREEN)
            assert reading_of(app).marks[0].drawn

    async def test_a_colour_taken_away_takes_the_highlight_but_never_a_text(
        self, app: QingduApp, desk: Desk
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "w H H H c end enter")
            assert desk.notes.all() == ()
            await press(pilot, "a x ctrl+s H H")
            assert desk.notes.all()[0].highlight is Colour.YELLOW
            await press(pilot, "H c end enter")
            assert [(n.body, n.highlight) for n in desk.notes.all()] == [("x", None)]

    async def test_the_caret_inside_means_the_highlight_around_it(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "v w w w H y w H g")
            assert [n.highlight for n in desk.notes.all()] == [Colour.GREEN]

    async def test_where_there_is_none_it_is_said(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "H c end enter")
            assert "Nothing is highlighted" in app.reader.bar.message

    async def test_a_highlight_gets_a_text_and_loses_it(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "w H y escape e x ctrl+s")
            assert [(n.body, n.highlight) for n in desk.notes.all()] == [("x", Colour.YELLOW)]
            await press(pilot, "e backspace ctrl+s")
            assert [(n.body, n.highlight) for n in desk.notes.all()] == [("", Colour.YELLOW)]

    async def test_a_caption_is_no_dimmer_under_it(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "2 j H y")
            view = app.reader.article_view
            marked = [
                segment.style
                for y in range(view.size.height)
                for segment in view.render_line(y)
                if "集市一角" in segment.text and segment.style and segment.style.underline
            ]
            assert marked
            assert not any(style.dim for style in marked)


class TestRedo:
    async def test_what_was_undone_comes_again(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x ctrl+s t u u")
            assert desk.notes.all() == ()
            await press(pilot, "ctrl+r")
            assert bodies(desk) == ["x"]
            assert reading_of(app).notes == (0,)
            await press(pilot, "ctrl+r")
            assert reading_of(app).script is Script.HANS
            await press(pilot, "ctrl+r")
            assert "nothing to redo" in app.reader.bar.message

    async def test_a_delete_made_again(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x ctrl+s d d u ctrl+r")
            assert desk.notes.all() == ()

    async def test_a_rule_made_again(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j f enter")
            rules = desk.rules.all()
            assert len(rules) == 1
            await press(pilot, "u")
            assert desk.rules.all() == ()
            await press(pilot, "ctrl+r")
            assert desk.rules.all() == rules
            await press(pilot, "u")
            assert desk.rules.all() == ()

    async def test_what_another_window_changed_since_is_not_undone(
        self, app: QingduApp, desk: Desk, tmp_path: Path
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x ctrl+s")
            other = NoteStore(tmp_path / "notes.json", desk.now)
            other.edit(other.all()[0].id, "y")
            await press(pilot, "u")
            assert bodies(desk) == ["y"]
            await press(pilot, "u")
            assert "nothing to undo" in app.reader.bar.message

    async def test_in_the_list(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x ctrl+s A d d u")
            assert bodies(desk) == ["x"]
            await press(pilot, "ctrl+r")
            assert desk.notes.all() == ()
            await press(pilot, "ctrl+r")
            assert "nothing to redo" in dump(app)

    async def test_what_was_undone_in_the_list_is_no_step_any_more(
        self, app: QingduApp, desk: Desk
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "t a x ctrl+s A u q")
            assert desk.notes.all() == ()
            await press(pilot, "u")
            assert reading_of(app).script is Script.ORIGINAL


class TestTwoWindows:
    async def test_what_the_other_writes_shows_at_the_next_key(
        self, app: QingduApp, desk: Desk, tmp_path: Path
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j")
            article = reading_of(app).article
            add_to(NoteStore(tmp_path / "notes.json", desk.now), article, 2, "x")
            await press(pilot, "j")
            assert reading_of(app).notes == (article.starts[2],)

    async def test_and_without_a_key(self, app: QingduApp, desk: Desk, tmp_path: Path):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x ctrl+s")
            other = NoteStore(tmp_path / "notes.json", desk.now)
            other.delete(other.all()[0].id)
            app.reader.look_for_notes()
            assert reading_of(app).notes == ()

    async def test_the_list_follows_with_the_same_note_marked(
        self, app: QingduApp, desk: Desk, tmp_path: Path, article
    ):
        add(desk, article, 5, "later", article.name)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "A")
            other = NoteStore(tmp_path / "notes.json", desk.now)
            add_to(other, article, 0, "earlier")
            screen = app.screen
            assert isinstance(screen, NotesScreen)
            screen.look_for_notes()
            assert [note.body for note in screen.notes] == ["earlier", "later"]
            assert screen.at == 1
            other.delete(screen.notes[1].id)
            screen.look_for_notes()
            assert screen.at == 0
            screen.look_for_notes()

    async def test_a_damaged_file_is_left_to_the_next_change_to_tell(
        self, app: QingduApp, tmp_path: Path
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x ctrl+s")
            (tmp_path / "notes.json").write_text("{", "utf-8")
            app.reader.look_for_notes()
            assert reading_of(app).notes == (0,)


class TestFilter:
    async def list_of(self, pilot, desk: Desk, article) -> None:
        add(desk, article, 0, "雨 #天氣")
        add(desk, article, 1, "菜 #市場")
        await press(pilot, "w H g A /")

    @pytest.mark.parametrize(
        ("line", "found"),
        [
            ("#天气", ["雨 #天氣"]),
            ("colour:green", [""]),
            ("机场", ["菜 #市場"]),
            ("@集市", ["", "雨 #天氣", "菜 #市場"]),
            ("since:2025-03-02", []),
            ("until:2025-03-01 #市場", ["菜 #市場"]),
        ],
    )
    async def test_a_line_lets_through(
        self, app: QingduApp, desk: Desk, article, line: str, found: list[str]
    ):
        async with app.run_test(size=SIZE) as pilot:
            await self.list_of(pilot, desk, article)
            screen = app.screen
            assert isinstance(screen, NotesScreen)
            assert screen.prompt is not None
            screen.prompt.value = line
            await press(pilot, "enter")
            assert sorted(note.body for note in screen.notes) == sorted(found)

    async def test_what_can_be_asked_is_shown_while_typing(
        self, app: QingduApp, desk: Desk, article
    ):
        async with app.run_test(size=SIZE) as pilot:
            await self.list_of(pilot, desk, article)
            assert "#tag @article colour:yellow" in dump(app)

    async def test_what_is_not_understood_is_told(self, app: QingduApp, desk: Desk, article):
        async with app.run_test(size=(100, 24)) as pilot:
            await self.list_of(pilot, desk, article)
            screen = app.screen
            assert isinstance(screen, NotesScreen)
            assert screen.prompt is not None
            screen.prompt.value = "colour:red"
            await press(pilot, "enter")
            assert "“colour:red” is looked for as a word" in dump(app)


class TestLikeArticles:
    """Of two texts that may be one article the user is asked."""

    MANY = "".join(f"第{n}天，山下的集市開到黃昏，賣柿子的人說起第{n * 7}場雨。" for n in range(60))

    def app_on_a_like_text(self, desk: Desk, tmp_path: Path) -> QingduApp:
        half = len(self.MANY) // 2
        earlier = article_from_text(self.MANY, "old.txt")
        desk.notes.add(identify(earlier), anchor.anchor(earlier.source, Span(0, 5)), "x")
        later = self.MANY[:half] + "".join(
            f"第{n}夜，河邊的船都靠岸，撐篙的人數著{n * 3}盞燈。" for n in range(60)
        )
        path = tmp_path / "new.txt"
        path.write_text(later, "utf-8")
        return QingduApp(desk, [path])

    async def test_yes_brings_its_notes(self, desk: Desk, tmp_path: Path):
        app = self.app_on_a_like_text(desk, tmp_path)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "k")  # by the first key at the latest the notes are there
            assert "may belong here" in app.reader.bar.message
            assert reading_of(app).notes == ()
            await press(pilot, "g s enter")
            assert reading_of(app).notes == (0,)
            assert app.reader.asked == ()
            await press(pilot, "u")
            assert reading_of(app).notes == ()
            assert app.reader.bar.message == "Undone"
            await press(pilot, "ctrl+r")
            assert reading_of(app).notes == (0,)
            assert app.reader.bar.message == "Done again"

    async def test_no_keeps_them_apart(self, desk: Desk, tmp_path: Path):
        app = self.app_on_a_like_text(desk, tmp_path)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "g s j enter")
            assert reading_of(app).notes == ()
            await press(pilot, "g s")
            assert "No other article" in app.reader.bar.message


async def test_many_notes_are_read_in_a_thread(
    app: QingduApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    article = app.reader.piped
    add(desk, article, 1, "記")
    monkeypatch.setattr(NoteStore, "is_quick", False)
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert list(reading_of(app).notes) == [article.starts[1]]


async def test_quitting_gives_their_reading_up(
    app: QingduApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    add(desk, app.reader.piped, 1, "記")
    reasons: list[Callable[[], bool]] = []

    def load(self: NoteStore, given_up: Callable[[], bool]) -> bool:
        reasons.append(given_up)
        return given_up()

    monkeypatch.setattr(NoteStore, "is_quick", False)
    monkeypatch.setattr(NoteStore, "load", load)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "k")
        await app.workers.wait_for_complete()
        assert not reasons[0]()
        await press(pilot, "q")
    assert reasons[0]()
    assert reading_of(app).notes == ()


class TestShown:
    """The notes' texts, by a key beside the text or under it."""

    async def test_under_the_paragraph_on_a_narrow_screen(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "g a 全 ctrl+s j a 好 enter 天 ctrl+s j H y s g g")
            lines = lines_of(app)
            at = next(n for n, line in enumerate(lines) if TEXTS[1][:10] in line)
            assert lines[at + 1].strip() == "✎ 好"
            assert lines[at + 2].strip() == "天"
            assert any("✎ On the article: 全" in line for line in lines)
            assert any("▮ yellow" in line for line in lines)
            await press(pilot, "s")
            assert not any("✎ 好" in line for line in lines_of(app))

    async def test_beside_it_on_a_wide_one(self, app: QingduApp):
        async with app.run_test(size=(120, 30)) as pilot:
            await press(pilot, "j a 好 enter 天 ctrl+s j H y s g g")
            lines = lines_of(app)
            at = next(n for n, line in enumerate(lines) if TEXTS[1][:10] in line)
            assert "│ ✎ 好" in lines[at]
            assert "│   天" in lines[at + 1]
            assert TEXTS[2] in lines[at + 3]
            assert "│ ▮ yellow" in lines[at + 3]

    async def test_a_long_one_is_cut(self, app: QingduApp):
        async with app.run_test(size=(60, 12)) as pilot:
            await press(pilot, "a " + "enter x " * 12 + "ctrl+s s")
            shown = [line for line in lines_of(app) if "✎" in line or " x" in line]
            assert len(shown) == 1 + 5 + 1
            assert "…" in shown[-2]

    async def test_without_notes_it_is_said(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "s")
            assert not reading_of(app).remarks
            assert "no notes" in app.reader.bar.message

    async def test_a_click_on_one_sets_the_cursor_above(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j a 好 ctrl+s s g g")
            y = next(n for n, line in enumerate(lines_of(app)) if "✎ 好" in line)
            await pilot.click(app.reader.article_view, offset=(20, y))
            assert reading_of(app).paragraph == 1


class TestNothingThere:
    COMMANDS = (
        *("note-add", "note-article", "note-edit", "note-delete", "note-show", "note-attach"),
        *("note-same", "highlight", "highlight-choose", "undo", "redo", "copy", "copy-article"),
        *("copy-form", "copy-article-form", "words", "select", "select-paragraphs"),
    )

    @pytest.mark.parametrize("command", COMMANDS)
    async def test_without_an_article_no_command_does_anything(
        self, desk: Desk, copied: list[str], command: str
    ):
        app = QingduApp(desk, [])
        async with app.run_test(size=SIZE) as pilot:
            app.reader.perform(BY_ID[command])
            await press(pilot, "")
            assert app.reader.reading is None
            assert (desk.notes.all(), copied) == ((), [])

    @pytest.mark.parametrize("keys", ["e", "d d", "p", "u", "ctrl+r", "enter"])
    async def test_in_an_empty_list(self, app: QingduApp, desk: Desk, keys: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"A {keys}")
            assert isinstance(app.screen, NotesScreen)
            assert desk.notes.all() == ()

    async def test_an_emptied_text_in_the_list_is_not_kept(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x ctrl+s A e backspace ctrl+s")
            assert bodies(desk) == ["x"]

    async def test_a_day_that_is_none_is_shown_as_it_is(self, desk: Desk, article):
        note = replace(add(desk, article, 0, "x"), updated="someday, perhaps")
        assert day_of(note) == "someday, p"

    async def test_a_note_in_hand_goes_to_another_article(self, tmp_path: Path, desk: Desk):
        paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
        for path, text in zip(paths, TEXTS, strict=False):
            path.write_text(text, "utf-8")
        app = QingduApp(desk, paths)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x ctrl+s A p")
            assert "is in hand" in app.reader.bar.message
            await press(pilot, "> p")
            assert desk.notes.all()[0].article_name == str(paths[1])
            await press(pilot, "p")
            assert "no note to attach" in app.reader.bar.message

    async def test_a_file_that_cannot_be_read_is_told_when_a_note_is_written(
        self, app: QingduApp, tmp_path: Path
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x")
            (tmp_path / "notes.json").write_text("{", "utf-8")
            await press(pilot, "ctrl+s")
            assert isinstance(app.screen, EditorScreen)
            assert "damaged" in dump(app)
