"""A large file, read in two steps: as here, so in the other process, and when it is cut short."""

import gc
import pickle
from io import BytesIO
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from tui.core.model import Action, Article, Problem, Written
from tui.core.pipeline import article_from_text, rule_about
from tui.io import whole
from tui.io.articles import load
from tui.io.whole import Cancelled, Grown, Options, Whole, answer, begin

LINES = [f"第{n}天，他沿著河岸走到渡口,看見對岸的燈一盞一盞亮起來。" for n in range(400)]
CAPTION = "（圖：渡口的燈。記者某某攝）"
TEXT = "\n".join([*LINES[:3], CAPTION, *LINES[3:300], CAPTION, *LINES[300:]]) + "\n"


def fields(article: Article) -> tuple[object, ...]:
    """All that an article says."""
    return tuple(getattr(article, name) for name in Article.__struct_fields__)


def grown(data: Path | bytes, options: Options | None = None, size: int | None = None):
    """What becomes of ``data``, and how far it was told to be."""
    size = size if size is not None else len(data) if isinstance(data, bytes) else 0
    told: list[float] = []
    read = Whole(data, size, options or Options("a.txt", markdown=False))
    return read.beginning, list(read.grow(told.append)), told


@pytest.fixture(params=["another process", "this one"])
def where(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where an article is worked out."""
    if request.param == "this one":
        monkeypatch.setattr(whole.sys, "executable", "/nowhere/python")
    return request.param


def test_it_comes_to_what_reading_at_once_does(where: str):
    head, (outline, last), told = grown(TEXT.encode())
    once = article_from_text(TEXT, "a.txt")
    assert fields(last.article) == fields(once)
    assert (outline.complete, last.complete) == (False, True)
    assert outline.article.id == once.id
    assert outline.article.source == TEXT
    assert list(outline.article.starts) == list(once.starts)
    assert outline.article.verdicts == head.verdicts
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1


def test_the_script_that_the_beginning_was_shown_in_is_kept_for_it(
    where: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(whole, "FIRST", 40)
    text = "他在渡口等了一会儿。\n" * 4 + "渡口的燈後來亮了，他聽見車聲。\n" * 60
    head, found, _ = grown(text.encode())
    assert head.facts.written is Written.HANS
    for one in found:
        assert one.article.facts.written is Written.HANT
        assert one.article.begun == (len(head), Written.HANS)


def test_rules_and_credits_are_minded(where: str):
    rule = rule_about(article_from_text(TEXT, "a.txt"), 7, Action.FOLD, everywhere=True)
    options = Options("a.txt", markdown=False, rules=(rule,), fold_credits=True)
    _, found, _ = grown(TEXT.encode(), options)
    once = article_from_text(TEXT, "a.txt", rules=[rule], fold_credits=True)
    assert fields(found[-1].article) == fields(once)


def test_the_beginning_is_whole_paragraphs_that_nothing_hides_for_standing_last():
    head, _, _ = grown(TEXT.encode())
    assert head.id == ""
    assert TEXT.startswith(head.source)
    assert head.source.endswith("\n")
    assert len(head.source) <= whole.FIRST
    assert head.part == pytest.approx(len(head.source.encode()) / len(TEXT.encode()))
    assert max(head.verdicts, default=0) < len(head) - 40


@pytest.mark.parametrize("blank", [whole.FIRST - 100, whole.FIRST + 100])
def test_a_beginning_without_a_paragraph_takes_more_of_the_file(blank: int):
    head, _, _ = grown(("\n" * blank + TEXT).encode())
    assert len(head)


def test_one_long_line_is_cut():
    head, found, _ = grown(("水" * 200_000).encode())
    assert (len(head), len(head.source)) == (1, whole.FIRST)
    assert len(found[-1].article.source) == 200_000


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "big5"])
def test_other_encodings(encoding: str):
    text = TEXT.replace("著", "着") if encoding == "gb18030" else TEXT
    head, found, _ = grown(text.encode(encoding))
    assert found[-1].article.source == text
    assert 0 < head.part < 1


def test_an_encoding_that_only_the_rest_tells(where: str):
    data = b"It rained for days.\n" * 20_000 + (TEXT * 10).encode("gb18030")
    head, found, _ = grown(data)
    assert head.encoding == "utf-8"
    assert found[-1].article.encoding == "gb18030"
    assert found[-1].article.source == data.decode("gb18030")


def test_what_the_rest_shows_to_be_no_text_is_a_problem():
    head, rest = "ก ".encode() * 60_000, b"\xff\x81" * 200_000
    read = Whole(head + rest, len(head + rest), Options("a.txt", markdown=False))
    with pytest.raises(Problem):
        list(read.grow(lambda _: None))


def test_cancelled_it_ends_without_an_answer(where: str):
    read = Whole(TEXT.encode() * 50, 1, Options("a.txt", markdown=False))

    def tell(done: float) -> None:
        if done > whole._READING:
            read.cancel()

    with pytest.raises(Cancelled):
        list(read.grow(tell))
    assert read._process is None


def test_cancelled_before_all_is_read_it_ends():
    read = Whole(TEXT.encode() * 50, 1, Options("a.txt", markdown=False))
    read.cancel()
    with pytest.raises(Cancelled):
        list(read.grow(lambda _: None))


def test_another_process_that_dies_is_done_without():
    read = Whole(TEXT.encode(), 1, Options("a.txt", markdown=False))

    def tell(done: float) -> None:
        if read._process is not None:
            read._process.kill()
            read._process.wait()

    found = list(read.grow(tell))
    assert fields(found[-1].article) == fields(article_from_text(TEXT, "a.txt"))


def test_it_answers_what_it_is_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(whole, "_JOINED", 100)
    asked, answered, watched = BytesIO(), BytesIO(), Event()
    rule = rule_about(article_from_text(TEXT, "a.txt"), 7, Action.FOLD, everywhere=True)
    pickle.dump((Options("a.txt", markdown=False, rules=(rule,)), "utf-8"), asked)
    for at in range(0, len(TEXT), 50):
        pickle.dump(TEXT[at : at + 50], asked)
    pickle.dump(None, asked)
    asked.seek(0)
    answer(asked, answered, watched.set)
    assert watched.wait(10)
    answered.seek(0)
    starts, _, id = pickle.load(answered)
    once = article_from_text(TEXT, "a.txt", rules=[rule])
    assert (starts, id) == (once.starts.tobytes(), once.id)
    told = []
    while isinstance(received := pickle.load(answered), float):
        told.append(received)
    assert told == [0.0]
    assert (received.source, received.title) == ("", once.title)
    assert dict(whole._batches(answered)) == once.verdicts
    assert dict(whole._batches(answered)) == once.found


class TestServe:
    def test_it_answers_and_ends(self, monkeypatch: pytest.MonkeyPatch):
        asked, answered = BytesIO(), BytesIO()
        ended: list[int] = []
        monkeypatch.setattr(whole.os, "_exit", ended.append)
        monkeypatch.setattr(whole.os, "nice", lambda _: 0)
        read, write = whole.os.pipe()
        stdin = SimpleNamespace(buffer=asked, fileno=lambda: read)
        monkeypatch.setattr(whole.sys, "stdin", stdin)
        monkeypatch.setattr(whole.sys, "stdout", SimpleNamespace(buffer=answered))
        for thing in ((Options("a.txt", markdown=False), "utf-8"), TEXT, None):
            pickle.dump(thing, asked)
        asked.seek(0)
        whole.serve()
        gc.enable()
        whole.os.close(write)
        answered.seek(0)
        assert pickle.load(answered)[2] == article_from_text(TEXT, "a.txt").id
        assert ended[0] == 0

    def test_it_ends_with_who_asked(self, monkeypatch: pytest.MonkeyPatch):
        ended: list[int] = []
        monkeypatch.setattr(whole.os, "_exit", ended.append)
        read, write = whole.os.pipe()
        whole.os.close(write)
        whole._end_with(read)
        whole.os.close(read)
        assert ended == [1]


class TestBegin:
    def test_it_reads_on(self, tmp_path: Path):
        path = tmp_path / "a.md"
        path.write_text(f"# 題目\n\n{TEXT}", "utf-8")
        read = begin(path, None, path.stat().st_size, Options(str(path), markdown=True))
        assert isinstance(read, Whole)
        last = list(read.grow(lambda _: None))[-1]
        assert isinstance(last, Grown)
        assert fields(last.article) == fields(load(path))

    def test_what_begins_with_nothing_is_read_at_once(self):
        options = Options("-", markdown=False)
        data = b"\n" * 300_000 + TEXT.encode()
        found = begin(Path("-"), data, len(data), options)
        assert isinstance(found, Article)
        assert len(found) == len(article_from_text(TEXT, "-"))

    @pytest.mark.parametrize("data", [b"\0\1\2\3" * 100, None])
    def test_what_cannot_be_read_is_a_problem_that_names_it(self, tmp_path: Path, data):
        path = tmp_path / "gone.txt"
        with pytest.raises(Problem) as caught:
            begin(path, data, 100_000, Options(str(path), markdown=False))
        assert caught.value.values["path"] == str(path)
