"""Writing: the caret, the draft, the person's own editor, a save that fails."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from textual import events

from tests.io.test_drafts import crash
from tests.ui.conftest import reading_of
from tests.ui.screens import dump
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp
from tui.core.model import Problem
from tui.io.drafts import Draft, Drafts
from tui.io.notes import NoteStore
from tui.screens.desk import Desk
from tui.screens.editor import EditorScreen


def bodies(desk: Desk) -> list[str]:
    return [note.body for note in desk.notes.all()]


def text_of(app: QingduApp) -> str:
    assert isinstance(app.screen, EditorScreen)
    return app.screen.area.text


def drafts_in(folder: Path) -> list[Path]:
    return list((folder / "drafts").glob("*.json"))


class TestCaret:
    async def test_the_terminals_cursor_stands_behind_wide_characters(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a")
            assert isinstance(app.screen, EditorScreen)
            left, top, _, _ = app.screen.area.content_region
            assert tuple(app.cursor_position) == (left, top)
            await press(pilot, "清 讀 a")
            assert tuple(app.cursor_position) == (left + 5, top)
            await press(pilot, "left left")
            assert tuple(app.cursor_position) == (left + 2, top)
            await press(pilot, "end enter 讀")
            assert tuple(app.cursor_position) == (left + 2, top + 1)

    async def test_it_follows_a_line_that_is_broken(self, app: QingduApp):
        async with app.run_test(size=(40, 20)) as pilot:
            await press(pilot, "a " + "讀 " * 30)
            assert isinstance(app.screen, EditorScreen)
            x, y = app.cursor_position
            region = app.screen.area.content_region
            assert y > region.y
            assert (x - region.x) % 2 == 0
            assert x < region.right

    async def test_no_second_cursor_is_drawn(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a 好")
            assert isinstance(app.screen, EditorScreen)
            strip = app.screen.area.render_line(0)
            assert not any(segment.style and segment.style.reverse for segment in strip)


class TestKeysAtOnce:
    async def test_what_comes_while_the_editor_opens_keeps_its_order(
        self, app: QingduApp, monkeypatch: pytest.MonkeyPatch
    ):
        push = app.push_screen

        def pushing(screen: EditorScreen) -> object:
            app.post_message(events.Key("存", "存"))
            app.post_message(events.Paste("了"))
            return push(screen)

        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "")
            monkeypatch.setattr(app, "push_screen", pushing)
            for key in "a未":
                app.post_message(events.Key(key, key))
            await press(pilot, "")
            await pilot.pause()
            assert text_of(app) == "未存了"

    @pytest.mark.parametrize(
        ("typed", "text"),
        [
            ("a b c backspace backspace ! ?", "a!?"),
            ("a b left ! ?", "a!?b"),
            ("a enter b up !", "a!\nb"),
        ],
    )
    async def test_keys_that_are_bound_to_something_keep_their_order(
        self, app: QingduApp, typed: str, text: str
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a")
            for key in typed.split():
                app.post_message(events.Key(key, key if len(key) == 1 else None))
            await press(pilot, "")
            await pilot.pause()
            assert text_of(app) == text

    async def test_what_is_typed_while_nothing_has_the_focus_is_text(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a 甲")
            app.screen.set_focus(None)
            await press(pilot, "乙 enter")
            assert text_of(app) == "甲乙\n"

    async def test_what_comes_after_it_was_saved_is_the_readers(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "")
            typed = [("a", "a"), ("短", "短"), ("ctrl+s", "\x13"), ("j", "j"), ("j", "j")]
            for key, character in typed:
                app.post_message(events.Key(key, character))
            await press(pilot, "")
            await pilot.pause()
            assert bodies(desk) == ["短"]
            assert app.reader.reading is not None
            assert app.reader.reading.paragraph == 2

    async def test_what_is_typed_before_the_editor_is_there_is_kept(
        self, app: QingduApp, desk: Desk
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "")
            typed = [("a", "a"), ("短", "短"), ("enter", "\r"), ("文", "文"), ("ctrl+s", "\x13")]
            for key, character in typed:
                app.post_message(events.Key(key, character))
            await press(pilot, "")
            await pilot.pause()
            assert bodies(desk) == ["短\n文"]


class TestDraft:
    async def test_it_is_kept_while_typing_and_gone_when_saved(
        self, app: QingduApp, tmp_path: Path
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h i")
            assert '"hi"' in drafts_in(tmp_path)[0].read_text("utf-8")
            await press(pilot, "ctrl+s")
            assert drafts_in(tmp_path) == []

    async def test_it_is_gone_when_dropped_on_purpose(self, app: QingduApp, tmp_path: Path):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h escape escape")
            assert drafts_in(tmp_path) == []

    async def test_it_stays_when_the_program_is_ended(self, app: QingduApp, tmp_path: Path):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h")
            app.end(15)
        assert len(drafts_in(tmp_path)) == 1

    async def test_what_a_crash_left_of_the_same_note_is_put_back(
        self, app: QingduApp, desk: Desk, tmp_path: Path
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x ctrl+s")
            about = desk.notes.all()[0].id
            crash(tmp_path / "drafts", "x未存", about=about)
            await press(pilot, "e")
            assert text_of(app) == "x未存"
            assert "left unsaved on" in dump(app)
            await press(pilot, "ctrl+s")
            assert bodies(desk) == ["x未存"]
            assert desk.drafts.left() == []

    async def test_what_a_crash_left_of_another_is_offered(
        self, app: QingduApp, desk: Desk, tmp_path: Path
    ):
        crash(tmp_path / "drafts", "別處")
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a")
            assert text_of(app) == ""
            assert "Ctrl-r puts it in" in dump(app)
            await press(pilot, "ctrl+r ctrl+r ctrl+s")
            assert bodies(desk) == ["別處"]
            assert desk.drafts.left() == []

    async def test_what_was_left_is_told_once_when_an_article_opens(
        self, app: QingduApp, tmp_path: Path
    ):
        crash(tmp_path / "drafts", "別處")
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "k")
            assert "left unsaved; a offers it" in app.reader.bar.message
            app.reader.say("")
            app.reader.tell_notes()
            assert app.reader.bar.message == ""

    async def test_an_offer_can_be_dropped(self, app: QingduApp, desk: Desk, tmp_path: Path):
        crash(tmp_path / "drafts", "別處")
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a ctrl+g")
            assert "That text is dropped" in dump(app)
            assert desk.drafts.left() == []
            await press(pilot, "x ctrl+g ctrl+s")
            assert bodies(desk) == ["x"]
            await press(pilot, "a ctrl+g")
            assert "That text" not in dump(app)

    async def test_one_dropped_can_still_be_put_in(
        self, app: QingduApp, desk: Desk, tmp_path: Path
    ):
        crash(tmp_path / "drafts", "別處")
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a ctrl+g ctrl+r ctrl+s")
            assert bodies(desk) == ["別處"]

    async def test_an_offer_not_taken_stays(self, app: QingduApp, desk: Desk, tmp_path: Path):
        crash(tmp_path / "drafts", "別處")
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a x ctrl+s")
            assert [draft.text for draft in desk.drafts.left()] == ["別處"]

    async def test_between_two_writings_it_waits(self, app: QingduApp, desk: Desk, tmp_path: Path):
        desk.drafts.seconds = 60.0
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h i")
            assert drafts_in(tmp_path) == []
            assert isinstance(app.screen, EditorScreen)
            assert app.screen.timer is not None
            app.end(15)
        assert '"hi"' in drafts_in(tmp_path)[0].read_text("utf-8")


class TestFailedSave:
    async def test_the_text_and_the_reason_stay_in_the_editor(
        self, app: QingduApp, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        def fail(*_: object, **__: object) -> None:
            raise Problem("not-saved", path="notes.json", reason="No space left on device")

        async with app.run_test(size=SIZE) as pilot:
            with monkeypatch.context() as patch:
                patch.setattr(NoteStore, "add", fail)
                await press(pilot, "a h i ctrl+s")
            assert text_of(app) == "hi"
            assert "No space left" in dump(app)
            assert len(drafts_in(tmp_path)) == 1
            await press(pilot, "ctrl+s")
            assert bodies(desk) == ["hi"]

    async def test_in_the_list_as_well(
        self, app: QingduApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ):
        def fail(*_: object, **__: object) -> None:
            raise Problem("locked", path="notes.json")

        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+s A")
            with monkeypatch.context() as patch:
                patch.setattr(NoteStore, "edit", fail)
                await press(pilot, "e i ctrl+s")
            assert text_of(app) == "hi"
            assert "another program holds it" in dump(app)


class TestOwnEditor:
    def set_editor(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str) -> None:
        path = tmp_path / "editor.py"
        path.write_text(
            f"import sys\nfrom pathlib import Path\nfile = Path(sys.argv[1])\n{program}"
        )
        monkeypatch.setenv("VISUAL", f"{sys.executable} {path}")

    async def test_its_text_comes_back(
        self, app: QingduApp, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        self.set_editor(
            monkeypatch, tmp_path, "file.write_text(file.read_text('utf-8') + '好', 'utf-8')"
        )
        monkeypatch.setattr(app, "suspend", nullcontext)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+o")
            assert text_of(app) == "h好"
            await press(pilot, "! ctrl+s")
            assert bodies(desk) == ["h好!"]

    async def test_a_failure_is_told_and_the_text_stays(
        self, app: QingduApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        resumed: list[bool] = []

        @contextmanager
        def suspend() -> Iterator[None]:
            """As Textual's: after an exception it does not resume."""
            yield
            resumed.append(True)

        self.set_editor(monkeypatch, tmp_path, "sys.exit(2)")
        monkeypatch.setattr(app, "suspend", suspend)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+o")
            assert text_of(app) == "h"
            assert "ended with code 2" in dump(app)
            assert resumed == [True]

    async def test_without_one_it_is_told(self, app: QingduApp, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.delenv("EDITOR", raising=False)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+o")
            assert "no editor is set" in dump(app)

    async def test_a_terminal_that_cannot_be_lent_is_told(
        self, app: QingduApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        self.set_editor(monkeypatch, tmp_path, "")
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "a h ctrl+o")
            assert "cannot suspend" in dump(app)
            assert reading_of(app).notes == ()


def test_a_draft_of_the_same_process_is_its_own(tmp_path: Path):
    drafts = Drafts(tmp_path, seconds=0)
    drafts.keep(Draft("a", "t", "x", "2026-01-01T00:00:00+00:00"))
    assert drafts.left() == []
