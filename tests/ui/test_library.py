"""The library, going from article to article, and where each was left."""

import os
import signal
from pathlib import Path

import pytest

from tests.ui.conftest import TEXTS, reading_of
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp, articles_asked, run_reader
from tui.core.model import Article, Problem, Script
from tui.core.typography import Typography
from tui.i18n import catalog
from tui.io import articles as files
from tui.io.config import Settings
from tui.screens.desk import Desk
from tui.screens.library import LibraryScreen
from tui.screens.notes import NotesScreen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles: a.txt, b.txt, c.txt."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, texts in (
        ("a", TEXTS[:2]),
        ("b", [TEXTS[6], TEXTS[0], TEXTS[1]]),
        ("c", [TEXTS[7], TEXTS[6]]),
    ):
        (folder / f"{name}.txt").write_text("\n".join(texts), "utf-8")
    return folder


@pytest.fixture
def three(folder: Path, desk: Desk) -> QingduApp:
    return QingduApp(desk, files.listing(folder))


def name(app: QingduApp) -> str:
    assert app.reader.path is not None
    return app.reader.path.name


class TestNeighbours:
    @pytest.mark.parametrize(
        ("keys", "there"), [("", "a.txt"), (">", "b.txt"), ("2 >", "c.txt"), ("> <", "a.txt")]
    )
    async def test_next_and_previous(self, three: QingduApp, keys: str, there: str):
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, keys)
            assert name(three) == there

    @pytest.mark.parametrize("keys", ["<", "3 >"])
    async def test_at_the_ends_it_is_said(self, three: QingduApp, keys: str):
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, keys)
            assert name(three) == "a.txt"
            assert "no other article" in three.reader.bar.message

    async def test_of_a_single_file_the_neighbours_are_beside_it(self, folder: Path, desk: Desk):
        app = QingduApp(desk, [folder / "b.txt"])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, ">")
            assert name(app) == "c.txt"

    async def test_an_article_gone_meanwhile_is_told(self, three: QingduApp, folder: Path):
        (folder / "b.txt").unlink()
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, ">")
            assert "b.txt" in three.reader.bar.message
            assert name(three) == "a.txt"

    async def test_a_large_file_is_read_in_a_thread(
        self, three: QingduApp, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("tui.screens.reader.SMALL", 1)
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "")
            assert name(three) == "a.txt"
            await press(pilot, ">")
            assert name(three) == "b.txt"

    async def test_a_large_file_that_cannot_be_read_is_told(
        self, three: QingduApp, folder: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("tui.screens.reader.SMALL", 1)
        (folder / "b.txt").write_bytes(b"\0\1\2" * 50)
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "")
            await press(pilot, ">")
            assert "b.txt" in three.reader.bar.message
            assert name(three) == "a.txt"


class TestLibrary:
    async def test_it_opens_what_is_chosen(self, three: QingduApp):
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "o")
            assert isinstance(three.screen, LibraryScreen)
            assert len(three.screen.titles) == 3
            await press(pilot, "G enter")
            assert name(three) == "c.txt"

    @pytest.mark.parametrize("key", ["q", "escape"])
    async def test_it_closes(self, three: QingduApp, key: str):
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, f"o {key}")
            assert three.screen is three.reader

    async def test_it_moves(self, three: QingduApp):
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "o")
            assert isinstance(three.screen, LibraryScreen)
            for keys, at in (
                ("j", 1),
                ("k", 0),
                ("2 j", 2),
                ("g g", 0),
                ("space", 2),
                ("b", 0),
                ("ctrl+d", 2),
                ("ctrl+u", 0),
                ("2 G", 1),
            ):
                await press(pilot, keys)
                assert three.screen.at == at

    async def test_it_filters_by_title_and_name_in_either_script(self, three: QingduApp):
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "o / 剛 刚 backspace enter")
            assert isinstance(three.screen, LibraryScreen)
            assert [path.name for path in three.screen.listed] == ["a.txt"]
            await press(pilot, "escape")
            assert len(three.screen.listed) == 3
            await press(pilot, "/ C . t x t escape")
            assert len(three.screen.listed) == 3
            await press(pilot, "/ z z z z enter enter")
            assert three.screen.listed == ()

    async def test_a_click_opens(self, three: QingduApp):
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "o")
            assert isinstance(three.screen, LibraryScreen)
            await pilot.click(three.screen.entries, offset=(5, 1))
            await press(pilot, "")
            assert name(three) == "b.txt"

    async def test_pending_keys_show_and_unknown_ones_are_told(self, three: QingduApp):
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "o g")
            assert str(three.screen.pending) == "g"  # type: ignore[attr-defined] # a Keyed
            await press(pilot, "x z")
            assert isinstance(three.screen, LibraryScreen)

    async def test_a_note_is_reached_from_it(self, three: QingduApp):
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "> j a h ctrl+s < o A")
            assert isinstance(three.screen, NotesScreen)
            await press(pilot, "q")
            assert isinstance(three.screen, LibraryScreen)
            await press(pilot, "A enter")
            assert name(three) == "b.txt"
            assert reading_of(three).paragraph == 1

    async def test_without_an_article_it_is_the_first_screen(self, desk: Desk):
        app = QingduApp(desk, [])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "escape")
            assert isinstance(app.screen, LibraryScreen)
            assert {p.parent for p in app.screen.paths} == {files.sample_folder()}
            await press(pilot, "enter")
            assert app.screen is app.reader
            assert reading_of(app).article.name == str(app.reader.library()[0])

    async def test_left_from_there_the_program_ends(self, desk: Desk):
        app = QingduApp(desk, [])
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await pilot.press("q")
            await pilot.pause()
            assert app._exit

    async def test_the_folders_set_and_the_last_one_are_listed(self, desk: Desk, folder: Path):
        desk.state.last_folder = folder
        app = QingduApp(desk, [])
        async with app.run_test(size=SIZE):
            assert isinstance(app.screen, LibraryScreen)
            assert folder / "a.txt" in app.screen.paths

    async def test_the_reader_without_an_article_stays_whole(self, desk: Desk):
        app = QingduApp(desk, [])
        async with app.run_test(size=SIZE) as pilot:
            app.reader.piped = None
            await press(pilot, "")
            app.pop_screen()
            keys = "j k J space ctrl+d G 3 G ctrl+o / n ] z Z t T x a e d d y Y v - u escape"
            await press(pilot, keys)
            assert app.screen is app.reader


class TestResume:
    async def test_place_script_and_folds_come_back(self, desk: Desk, folder: Path):
        first = QingduApp(desk, [folder / "b.txt"])
        async with first.run_test(size=SIZE) as pilot:
            await press(pilot, "j j t")
            first.reader.save()
        again = QingduApp(desk, [folder / "b.txt"])
        async with again.run_test(size=SIZE) as pilot:
            assert reading_of(again).paragraph == 2
            assert reading_of(again).script is Script.HANS

    async def test_going_to_another_article_keeps_the_place_in_this_one(self, three: QingduApp):
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "j > <")
            assert reading_of(three).paragraph == 1

    async def test_a_state_that_cannot_be_written_is_told(
        self, three: QingduApp, monkeypatch: pytest.MonkeyPatch
    ):
        def fail(*_: object) -> None:
            raise Problem("no-file", path="state.json")

        monkeypatch.setattr("tui.io.state.StateStore.save", fail)
        async with three.run_test(size=SIZE):
            three.reader.save()
            assert "state.json" in three.reader.bar.message

    async def test_a_damaged_state_is_told_and_does_not_stop_reading(
        self, three: QingduApp, tmp_path: Path
    ):
        (tmp_path / "state.json").write_text("{", "utf-8")
        async with three.run_test(size=SIZE):
            assert "state.json" in three.reader.bar.message
            assert name(three) == "a.txt"

    async def test_the_settings_say_how_an_article_opens_first(self, desk: Desk, folder: Path):
        from msgspec.structs import replace

        typography = Typography(width=60, theme="nord")
        settings = Settings(script=Script.TW, typography=typography)
        app = QingduApp(replace(desk, settings=settings), [folder / "a.txt"])
        async with app.run_test(size=SIZE) as pilot:
            assert (reading_of(app).script, reading_of(app).typography) == (Script.TW, typography)
            assert app.theme == "nord"
            await press(pilot, "t t")
            assert reading_of(app).script is Script.TW

    async def test_a_script_nobody_knows_is_the_original(self, three: QingduApp, desk: Desk):
        from tui.io.state import ReadingState

        article = files.load(three.reader.paths[0])
        desk.state.save(ReadingState(article.id, 0, "zh-Moon", (), "a", "2025"))
        async with three.run_test(size=SIZE):
            assert reading_of(three).script is Script.ORIGINAL

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
    async def test_a_signal_keeps_the_place(
        self, three: QingduApp, desk: Desk, number: int, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("tui.app.GRACE", 0)  # no alarm that would end the tests later
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "j")
            os.kill(os.getpid(), number)
            await pilot.pause()
            await pilot.pause()
            state = desk.state.get(reading_of(three).article.id)
            assert state is not None
            assert state.cursor == reading_of(three).cursor
        assert three.return_code == 128 + number


class TestFirst:
    async def test_a_large_first_file_is_read_while_the_screen_shows(
        self, three: QingduApp, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("tui.screens.reader.SMALL", 1)
        three.reader.read_first()
        assert not isinstance(three.reader.first, Article)
        async with three.run_test(size=SIZE) as pilot:
            await press(pilot, "")
            assert name(three) == "a.txt"

    async def test_a_small_one_is_there_with_the_screen(self, three: QingduApp):
        three.reader.read_first()
        assert three.reader.first is not None
        async with three.run_test(size=SIZE):
            assert name(three) == "a.txt"
            assert three.reader.first is None


class TestRunReader:
    @pytest.fixture(autouse=True)
    def own_folders(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for variable in ("DATA", "STATE", "CONFIG"):
            monkeypatch.setenv(f"XDG_{variable}_HOME", str(tmp_path / variable))

    def test_it_runs_keeps_the_place_and_gives_the_exit_code(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ):
        seen = []

        def run(self: QingduApp) -> None:
            seen.append(self.reader.first)
            self._return_code = 3

        monkeypatch.setattr(QingduApp, "run", run)
        assert run_reader([folder], None, catalog("en")) == 3
        assert seen[0] is not None

    @pytest.mark.parametrize("name", ["missing.txt", "empty"])
    def test_what_cannot_be_read_is_a_problem_before_the_screen(self, folder: Path, name: str):
        (folder / "empty").mkdir()
        with pytest.raises(Problem) as caught:
            run_reader([folder / name], None, catalog("en"))
        assert name in str(caught.value.values["path"])

    @pytest.mark.parametrize("data", [b"", b"\n \n", b"\0\1\2" * 50])
    def test_nor_is_what_is_piped(self, data: bytes):
        with pytest.raises(Problem) as caught:
            run_reader([Path("-")], data, catalog("en"))
        assert caught.value.values["path"] == "-"

    def test_a_folder_is_remembered(self, folder: Path, desk: Desk):
        found = articles_asked([folder], desk)
        assert [path.name for path in found] == ["a.txt", "b.txt", "c.txt"]
        assert desk.state.last_folder == folder
