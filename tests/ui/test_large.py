"""Large articles: their beginning at once, the rest when it is there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.ui.conftest import reading_of
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp
from tui.core.model import Article, Problem, Script, Written
from tui.core.pipeline import article_from_text
from tui.io import whole
from tui.io.state import ReadingState
from tui.io.whole import Cancelled, Grown, Whole
from tui.screens.desk import Desk
from tui.widgets.article_view import ArticleView

LINES = [f"第{n}天，他沿著河岸走到渡口，看見對岸的燈一盞一盞亮起來。" for n in range(1, 401)]
REVISED = "▲渡口的燈火照著夜裡的河。（記者某某攝）"
TEXT = "\n".join([*LINES[:3], REVISED, *LINES[3:], REVISED])


class Steps:
    """Lets a large article grow step by step."""

    def __init__(self) -> None:
        self.outline, self.complete, self.failure = Event(), Event(), False

    def grow(self, read: Whole, tell: Callable[[float], None]) -> Iterator[Grown]:
        for step, grown in zip((self.outline, self.complete), self.real(read, tell), strict=True):
            while not step.wait(0.01):
                if read._cancelled:
                    raise Cancelled
            if self.failure:
                raise OSError(5, "Input/output error")
            yield grown


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[Steps]:
    """What lets it grow; nothing is done in another process."""
    monkeypatch.setattr("tui.screens.reader.SMALL", 5000)
    monkeypatch.setattr(whole, "FIRST", 1500)
    monkeypatch.setattr(whole.sys, "executable", "/nowhere/python")
    steps = Steps()
    steps.real = Whole.grow

    def grow(read: Whole, tell: Callable[[float], None]) -> Iterator[Grown]:
        yield from steps.grow(read, tell)

    monkeypatch.setattr(Whole, "grow", grow)
    yield steps
    steps.outline.set()
    steps.complete.set()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "large.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def large(path: Path, desk: Desk, steps: Steps) -> QingduApp:
    return QingduApp(desk, [path])


async def keys(pilot: Pilot[int], text: str) -> None:
    """Press keys without waiting for the article."""
    for key in text.split():
        await pilot.press(key)
    await pilot.pause()


async def until(pilot: Pilot[int], app: QingduApp, count: int, *, whole: bool = False) -> None:
    """Wait for the article to have ``count`` paragraphs, or to be all there."""
    for _ in range(2000):
        await pilot.pause()
        if len(reading_of(app).article) == count and (not whole or app.reader.growing is None):
            return
    raise AssertionError(len(reading_of(app).article))


async def until_so(pilot: Pilot[int], done: Callable[[], object]) -> None:
    """Wait until ``done``."""
    for _ in range(2000):
        await pilot.pause()
        if done():
            return
    raise AssertionError


async def grown(pilot: Pilot[int], app: QingduApp, steps: Steps) -> None:
    """Let the article grow to the end."""
    steps.outline.set()
    steps.complete.set()
    for _ in range(2000):
        await pilot.pause()
        if app.reader.growing is None:
            break
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_it_begins_with_what_its_first_part_tells(large: QingduApp, steps: Steps):
    async with large.run_test(size=SIZE) as pilot:
        await pilot.pause()
        first = reading_of(large).article
        assert 20 < len(first) < 100
        assert first.part < 0.2
        assert reading_of(large).percent == 0
        assert f"1/{len(first)}…" in large.reader.bar.status.parts
        assert large.reader.bar.status.parts[0].startswith("reading")
        await keys(pilot, "G")
        assert 0 < reading_of(large).percent < 20


async def test_all_paragraphs_come_first_and_what_the_whole_tells_later(
    large: QingduApp, steps: Steps
):
    async with large.run_test(size=SIZE) as pilot:
        await pilot.pause()
        steps.outline.set()
        await until(pilot, large, 402)
        assert not reading_of(large).article.folds
        await grown(pilot, large, steps)
        article = reading_of(large).article
        assert [(fold.first, fold.last) for fold in article.folds] == [(401, 401)]
        assert article.id == article_from_text(TEXT, "x").id
        assert not any("reading" in part for part in large.reader.bar.status.parts)


def texts(view: ArticleView) -> list[str]:
    """What stands in each line, without colours and the scroll bar."""
    return [strip.text.rstrip() for strip in view.render_lines(view.size.region)]


async def test_what_was_converted_stays_so_whatever_the_rest_is_written_in(
    large: QingduApp, path: Path, steps: Steps
):
    begun = [f"第{n}天，他在渡口等了一会儿，后来听见车声。" for n in range(80)]
    path.write_text("\n".join([*begun, *LINES * 3]), "utf-8")
    async with large.run_test(size=SIZE) as pilot:
        await keys(pilot, "t")
        view = large.reader.article_view
        before = texts(view)
        assert "他在渡口等了一會兒，後來聽見車聲" in "".join(before)
        assert reading_of(large).article.facts.written is Written.HANS
        await grown(pilot, large, steps)
        assert reading_of(large).article.facts.written is Written.HANT
        assert texts(view) == before
        await press(pilot, "t t")
        assert texts(view) == before


async def test_the_cursor_and_the_screen_stay_while_it_grows(large: QingduApp, steps: Steps):
    async with large.run_test(size=SIZE) as pilot:
        await keys(pilot, "j j j J J")
        view = large.reader.article_view
        before = reading_of(large).cursor, view.window, view.render_lines(view.size.region)
        await grown(pilot, large, steps)
        assert len(reading_of(large).article) == 402
        assert (reading_of(large).cursor, view.window) == before[:2]
        assert [strip.text for strip in view.render_lines(view.size.region)] == [
            strip.text for strip in before[2]
        ]


async def test_the_end_is_gone_to_once_it_is_there(large: QingduApp, steps: Steps):
    async with large.run_test(size=SIZE) as pilot:
        await keys(pilot, "G")
        assert reading_of(large).paragraph < 100
        steps.outline.set()
        await until(pilot, large, 402)
        assert reading_of(large).paragraph == 401


async def test_so_is_a_numbered_paragraph(large: QingduApp, steps: Steps):
    async with large.run_test(size=SIZE) as pilot:
        await keys(pilot, "3 0 0 G")
        steps.outline.set()
        await until(pilot, large, 402)
        assert reading_of(large).paragraph == 299


async def test_another_key_meanwhile_stays_where_it_went(large: QingduApp, steps: Steps):
    async with large.run_test(size=SIZE) as pilot:
        await keys(pilot, "G g g")
        steps.outline.set()
        await until(pilot, large, 402)
        assert reading_of(large).paragraph == 0


async def test_the_place_left_last_is_gone_to(path: Path, desk: Desk, steps: Steps):
    steps.outline.set()
    steps.complete.set()
    app = QingduApp(desk, [path])
    async with app.run_test(size=SIZE) as pilot:
        await grown(pilot, app, steps)
        await keys(pilot, "3 0 0 G t")
        app.reader.keep_state()
    again = QingduApp(desk, [path])
    async with again.run_test(size=SIZE) as pilot:
        await grown(pilot, again, steps)
        assert (reading_of(again).paragraph, reading_of(again).script) == (299, Script.HANS)


@pytest.mark.parametrize("left", [0, 300])
async def test_the_place_left_last_is_a_jump_away_for_who_read_on(
    path: Path, desk: Desk, steps: Steps, left: int
):
    article = article_from_text(TEXT, "large.txt")
    state = ReadingState(article.id, article.starts[left], "original", (), str(path), "2025")
    desk.state.save(state)
    app = QingduApp(desk, [path])
    async with app.run_test(size=SIZE) as pilot:
        await keys(pilot, "j")
        steps.outline.set()
        await until(pilot, app, len(article))
        assert reading_of(app).paragraph == 1
        assert ("Ctrl-o" in app.reader.bar.message) == bool(left)
        await keys(pilot, "ctrl+o")
        assert reading_of(app).paragraph == (left or 1)


async def test_nothing_is_kept_of_an_article_whose_beginning_alone_is_known(
    large: QingduApp, desk: Desk, steps: Steps
):
    async with large.run_test(size=SIZE) as pilot:
        await keys(pilot, "j")
        large.reader.keep_state()
        assert desk.state.recent() == ()


class TestRevision:
    """The whole tells that something on the screen is to be hidden."""

    @pytest.fixture
    def text(self) -> str:
        return "\n".join([*LINES[:3], REVISED, *LINES[3:200], REVISED, *LINES[200:]])

    @pytest.fixture
    async def waiting(self, tmp_path: Path, text: str, desk: Desk, steps: Steps):
        """The article with its second picture on the screen, all known, the fold not shown."""
        path = tmp_path / "a.txt"
        path.write_text(text, "utf-8")
        app = QingduApp(desk, [path])
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            steps.outline.set()
            await until(pilot, app, 402)
            await keys(pilot, "1 9 9 G")
            await grown(pilot, app, steps)
            yield app, pilot

    async def test_it_waits_and_is_told(self, waiting):
        app, pilot = waiting
        await pilot.pause()
        assert not reading_of(app).article.folds
        assert "revised on the next screen" in app.reader.bar.status.parts
        await keys(pilot, "j k J K")
        assert not reading_of(app).article.folds

    @pytest.mark.parametrize("key", ["space", "G", "g g"])
    async def test_it_comes_with_the_next_screen(self, waiting, key: str):
        app, pilot = waiting
        await keys(pilot, key)
        assert [fold.first for fold in reading_of(app).article.folds] == [201]
        assert app.reader.article_view.waits is False

    async def test_a_search_begun_before_goes_back_to_what_is_known(self, waiting):
        app, pilot = waiting
        before = reading_of(app).cursor
        await keys(pilot, "slash")
        app.reader.article_view.take_revision()
        await keys(pilot, "escape")
        assert reading_of(app).cursor == before
        assert reading_of(app).article.folds

    async def test_a_rule_is_about_the_whole(self, waiting):
        app, pilot = waiting
        await press(pilot, "f enter")
        assert len(reading_of(app).article.folds) == 2


class TestHeld:
    @pytest.mark.parametrize("key", ["f", "X", "Y", "a"])
    async def test_what_needs_the_whole_says_so(self, large: QingduApp, steps: Steps, key: str):
        async with large.run_test(size=SIZE) as pilot:
            await keys(pilot, key)
            assert "Still reading" in large.reader.bar.message
            assert large.screen is large.reader

    async def test_notes_need_its_paragraphs_only(self, large: QingduApp, steps: Steps):
        async with large.run_test(size=SIZE) as pilot:
            await pilot.pause()
            steps.outline.set()
            await until(pilot, large, 402)
            await keys(pilot, "a")
            assert large.screen is not large.reader


class TestSearch:
    async def test_a_hit_that_is_not_there_yet_is_gone_to(self, large: QingduApp, steps: Steps):
        async with large.run_test(size=SIZE) as pilot:
            await keys(pilot, "slash 第 3 0 0 天 enter")
            assert reading_of(large).paragraph == 0
            assert "so far" in large.reader.bar.message
            steps.outline.set()
            await until(pilot, large, 402)
            await until_so(pilot, lambda: reading_of(large).hits)
            assert reading_of(large).paragraph == 300

    async def test_who_goes_on_stays_and_finds_it_later(self, large: QingduApp, steps: Steps):
        async with large.run_test(size=SIZE) as pilot:
            await keys(pilot, "slash 第 3 0 0 天 enter j")
            steps.outline.set()
            await until(pilot, large, 402)
            await until_so(pilot, lambda: reading_of(large).hits)
            assert reading_of(large).paragraph == 1
            await keys(pilot, "n")
            assert reading_of(large).paragraph == 300

    async def test_what_is_counted_so_far_is_said_so(self, large: QingduApp):
        async with large.run_test(size=SIZE) as pilot:
            await keys(pilot, "slash 渡 口 enter")
            hits = len(reading_of(large).hits)
            assert any(f"hit 1/{hits}…" in part for part in large.reader.bar.status.parts)

    async def test_in_the_end_it_is_said_that_there_is_none(self, large: QingduApp, steps: Steps):
        async with large.run_test(size=SIZE) as pilot:
            await keys(pilot, "slash 鯨 魚 enter")
            steps.outline.set()
            await until(pilot, large, 402)
            await until_so(pilot, lambda: large.reader.bar.message == "“鯨魚” was not found")
            await grown(pilot, large, steps)
            await keys(pilot, "j n")
            await until_so(pilot, lambda: large.reader.bar.message == "“鯨魚” was not found")


class TestLeaving:
    async def test_another_article_ends_it(self, large: QingduApp, steps: Steps, tmp_path: Path):
        (tmp_path / "z.txt").write_text("短短的一篇。\n只有兩段。", "utf-8")
        async with large.run_test(size=SIZE) as pilot:
            await keys(pilot, "greater_than_sign")
            assert len(reading_of(large).article) == 2
            await grown(pilot, large, steps)
            assert len(reading_of(large).article) == 2
            assert large.reader.growing is None

    async def test_quitting_ends_it(self, large: QingduApp, steps: Steps):
        async with large.run_test(size=SIZE) as pilot:
            await pilot.pause()
            read = large.reader.growing
            assert read is not None
            await keys(pilot, "q")
        assert read._cancelled

    async def test_a_file_that_breaks_off_is_told(self, large: QingduApp, steps: Steps):
        async with large.run_test(size=SIZE) as pilot:
            await pilot.pause()
            steps.failure = True
            await grown(pilot, large, steps)
            assert "Input/output error" in large.reader.bar.message
            assert large.reader.growing is None
            assert len(reading_of(large).article) < 100

    @pytest.mark.parametrize("count", [100, 0])
    async def test_so_is_one_that_became_shorter(
        self, large: QingduApp, steps: Steps, path: Path, count: int
    ):
        async with large.run_test(size=SIZE) as pilot:
            path.write_text("\n".join(LINES[:count]), "utf-8")
            steps.outline.set()
            steps.complete.set()
            await until(pilot, large, count)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert "became shorter" in large.reader.bar.message

    async def test_so_is_what_turns_out_to_be_no_text(
        self, path: Path, desk: Desk, steps: Steps, monkeypatch: pytest.MonkeyPatch
    ):
        def grow(*_) -> Iterator[Grown]:
            raise Problem("binary", path=str(path))
            yield

        monkeypatch.setattr(Whole, "grow", grow)
        app = QingduApp(desk, [path])
        async with app.run_test(size=SIZE) as pilot:
            await grown(pilot, app, steps)
            assert "binary" in app.reader.bar.message


async def test_a_long_paragraph_is_repaired_before_the_screen_asks(
    path: Path, desk: Desk, steps: Steps, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tui.screens.reader_large.LONG", 3000)
    path.write_text("。".join(["他說:“走吧”"] * 1000), "utf-8")
    app = QingduApp(desk, [path])
    asked: list[int] = []
    monkeypatch.setattr("tui.screens.reader_large.flags", lambda _, index: asked.append(index))
    async with app.run_test(size=SIZE) as pilot:
        await grown(pilot, app, steps)
        assert len(reading_of(app).article.source) == 7999
        assert asked == [0, 0]


async def test_a_long_paragraph_is_made_ready_in_the_script_it_was_left_in(
    path: Path, desk: Desk, steps: Steps, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tui.screens.reader_large.LONG", 3000)
    text = "。".join(["他說:“走吧”"] * 1000)
    path.write_text(text, "utf-8")
    left = article_from_text(text, str(path))
    desk.state.save(ReadingState(left.id, 0, "zh-Hans", (), left.name, "2026-01-01T00:00:00"))
    asked: list[Script] = []
    monkeypatch.setattr("tui.screens.reader_large.display", lambda *of: asked.append(of[2]))
    app = QingduApp(desk, [path])
    async with app.run_test(size=SIZE) as pilot:
        await grown(pilot, app, steps)
        assert reading_of(app).script is Script.HANS
        assert asked == [Script.HANS, Script.HANS]


async def test_what_is_piped_may_be_large(desk: Desk, steps: Steps):
    app = QingduApp(desk, [Path("-")], TEXT.encode())
    async with app.run_test(size=SIZE) as pilot:
        await grown(pilot, app, steps)
        assert len(reading_of(app).article) == 402


async def test_before_the_screen_has_a_size_it_may_grow(large: QingduApp, article: Article):
    view = large.reader.article_view
    view.revise(article)
    assert view.reading is None
    async with large.run_test(size=SIZE):
        view._page = None
        view.revise(replace(article, title="x"))
        assert reading_of(large).article.title == "x"
