"""The commands about notes: what they print, what they change, and their exit codes."""

import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from tui import cli
from tui.core.anchor import Anchor
from tui.core.identity import Identity
from tui.core.model import Span
from tui.core.notes import Kind
from tui.io import paths
from tui.io.notes import NoteStore

TEXTS = [
    "柳樹下的書攤",
    "渡口旁邊有一個書攤，擺了二十三年，老闆姓秦，只收舊書。",
    "他說，書和船一樣，停在這裡是為了再到別處去。",
    "傍晚收攤，他把沒賣掉的書一本一本放回木箱裡。",
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person without notes, in an English locale."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return tmp_path / "home"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "書攤.txt", TEXTS)


def write(path: Path, texts: list[str]) -> Path:
    path.write_text("\n".join(texts) + "\n", "utf-8")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run ``qingdu notes``; gives exit code, output and complaints."""

    def act(*arguments: object) -> tuple[int, str, str]:
        code = cli.main(["notes", *map(str, arguments)])
        return code, *capsys.readouterr()

    return act


def store() -> NoteStore:
    return NoteStore(paths.notes_file(), lambda: datetime(2025, 3, 4, tzinfo=UTC))


def added(run, *arguments: object) -> str:
    code, out, err = run("add", *arguments)
    assert (code, err) == (0, "")
    return out.strip()


def test_without_notes_it_says_so_and_makes_no_file(run):
    assert run("list") == (0, "", "qingdu: no notes yet\n")
    assert run("list", "--json") == (0, "[]\n", "")
    assert run("orphans") == (0, "", "qingdu: no orphans\n")
    assert run("orphans", "--json") == (0, "[]\n", "")
    assert run("search", "書") == (1, "", "")
    assert run("export") == (0, "", "")
    assert not paths.notes_file().exists()


def test_a_note_on_a_paragraph(run, article: Path):
    id = added(run, article, "--paragraph", 2, "--text", "記下來 #書攤")
    note = store().get(id)
    assert note is not None
    assert (note.kind, note.anchor.exact) == (Kind.PARAGRAPH, TEXTS[1])
    assert (note.article_name, note.article_title) == (str(article), TEXTS[0])
    assert note.tags == ("書攤",)


def test_a_path_is_kept_whole(run, article: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(article.parent)
    id = added(run, article.name, "--text", "x")
    assert store().get(id).article_name == str(article)


def test_a_note_on_the_article_and_a_highlight_without_text(run, article: Path):
    whole = added(run, article, "--text", "整篇")
    colour = added(run, article, "--paragraph", 3, "--highlight", "green")
    assert store().get(whole).kind is Kind.ARTICLE
    assert (store().get(colour).highlight, store().get(colour).body) == ("green", "")


def test_the_text_may_come_from_standard_input(run, article: Path, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO("一行\n二行\n".encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert store().get(added(run, article, "--text", "-")).body == "一行\n二行"


def test_plain_tinydb_reads_the_file_afterwards(run, article: Path):
    added(run, article, "--text", "一")
    assert [row["body"] for row in TinyDB(paths.notes_file(), encoding="utf-8").table("notes")] == [
        "一"
    ]


@pytest.mark.parametrize("number", [0, -1, 5])
def test_a_paragraph_that_is_not_there(run, article: Path, number: int):
    code, out, err = run("add", article, f"--paragraph={number}", "--text", "x")
    assert (code, out) == (1, "")
    assert f"no paragraph {number}; it has 4" in err
    assert not paths.notes_file().exists()


WRONG = [
    ("add", "a.txt"),
    ("add", "-", "--text", "-"),
    ("add", "a.txt", "--text", "x", "--paragraph", "one"),
    ("add", "a.txt", "--highlight", "red"),
    ("edit", "x"),
    ("export", "--format", "html"),
    ("export", "--with-article"),
    ("export", "a.txt", "--with-article", "--format", "org"),
    ("rm",),
    ("burn",),
    (),
]


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_use(run, arguments: tuple[str, ...]):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: ")


def test_an_empty_text_is_no_note(run, article: Path):
    assert run("add", article, "--text", " ")[0] == 1
    id = added(run, article, "--text", "x", "--highlight", "pink")
    assert run("edit", id, "--text", "")[0] == 0
    code, _, err = run("edit", id, "--highlight", "none")
    assert code == 1
    assert "needs a text or a highlight" in err


def test_edit_by_the_beginning_of_an_id(run, article: Path):
    id = added(run, article, "--text", "早")
    assert run("edit", id[:6], "--text", "晚") == (0, "", "")
    assert run("edit", id[:6], "--highlight", "blue") == (0, "", "")
    assert (store().get(id).body, store().get(id).highlight) == ("晚", "blue")
    assert run("edit", id, "--highlight", "none") == (0, "", "")
    assert store().get(id).highlight is None


def test_rm_tells_what_it_deleted(run, article: Path):
    id = added(run, article, "--paragraph", 1, "--text", "早\x1b[0m\n二")
    code, out, _ = run("rm", id[:8])
    assert code == 0
    assert out.startswith(f"deleted: {id[:8]}  ")
    assert out.endswith("柳樹下的書攤  「柳樹下的書攤」  早␛[0m\n")
    assert store().all() == ()


@pytest.mark.parametrize("action", [("edit", "--text", "x"), ("rm",), ("attach", "a.txt")])
def test_an_id_must_name_one_note(run, article: Path, action: tuple[str, ...]):
    added(run, article, "--text", "一")
    added(run, article, "--text", "二")
    name, *rest = action
    code, _, err = run(name, "zz", *rest)
    assert code == 1
    assert "no note zz" in err
    assert run(name, "", *rest)[0] == 1
    notes = store()
    for n, note in enumerate(notes.all()):
        notes.take([replace_id(note, f"same{n}")], ())
    code, _, err = run(name, "same", *rest)
    assert code == 1
    assert "2 notes begin with same" in err


def replace_id(note, id: str):
    from msgspec.structs import replace

    return replace(note, id=id)


def test_lists_may_be_narrowed(run, article: Path, tmp_path: Path):
    other = write(tmp_path / "b.txt", ["別的一篇", "沒有柳樹的河邊，只有石頭。"])
    added(run, article, "--text", "一 #讀書/散文")
    added(run, article, "--paragraph", 2, "--text", "二", "--highlight", "pink")
    added(run, other, "--text", "三 #读书")

    def bodies(*arguments: object) -> list[str]:
        return [note["body"][0] for note in json.loads(run("list", "--json", *arguments)[1])]

    assert bodies() == ["三", "一", "二"]
    assert bodies(article) == ["一", "二"]
    assert bodies("--tag", "#讀書") == ["三", "一"]
    assert bodies("--tag", "讀") == []
    assert bodies("--colour", "pink") == ["二"]
    assert bodies(article, other, article) == ["一", "二", "三"]
    assert "[pink] 二" in run("list", "--colour", "pink")[1]


def test_search_is_blind_to_script(run, article: Path):
    added(run, article, "--paragraph", 2, "--text", "记下来")
    for query in ("記下來", "书摊", "書攤，擺了", "柳树"):
        code, out, _ = run("search", query)
        assert (code, "记下来" in out) == (0, True)
    assert json.loads(run("search", "二十三", "--json")[1])[0]["body"] == "记下来"
    assert run("search", "石頭") == (1, "", "")


def test_orphans_and_giving_them_a_place(run, article: Path):
    kept = added(run, article, "--paragraph", 3, "--text", "留")
    gone = added(run, article, "--paragraph", 2, "--text", "走")
    assert run("orphans")[1] == ""
    write(article, [TEXTS[0], TEXTS[2], TEXTS[3], "新的一段，說的是別的事情。"])
    for arguments in ((), (article,)):
        code, out, _ = run("orphans", *arguments)
        assert code == 0
        assert out.startswith(gone[:8])
        assert out.endswith("(its place is gone)\n")
        assert kept[:8] not in out
    assert [note["id"] for note in json.loads(run("orphans", "--json")[1])] == [gone]
    code, out, _ = run("attach", gone[:8], article, "--paragraph", 4)
    assert (code, "新的一段" in out) == (0, True)
    assert run("orphans")[1] == ""
    article.unlink()
    assert run("orphans")[1].count("(its file cannot be read)") == 2


def test_notes_from_standard_input_are_no_orphans(run):
    anchor = Anchor(Span(0, 2), "春分", "", "")
    store().add(Identity("0" * 64, "-", "春分"), anchor, "x")
    assert run("orphans")[1] == ""


def test_a_moved_file_keeps_its_notes(run, article: Path, tmp_path: Path):
    added(run, article, "--text", "一")
    moved = article.rename(tmp_path / "別名.txt")
    assert len(json.loads(run("list", moved, "--json")[1])) == 1


def test_exports_and_import(run, article: Path, monkeypatch, tmp_path: Path):
    added(run, article, "--paragraph", 2, "--text", "一 #書")
    added(run, article, "--paragraph", 3, "--text", "二")
    whole = run("export", "--format", "json")[1]
    assert len(json.loads(whole)["notes"]) == 2
    assert json.loads(whole)["articles"][0]["title"] == TEXTS[0]
    assert f"> {TEXTS[1]}" in run("export")[1]
    assert run("export", "--format", "readwise", "--tag", "書")[1].count("\n") == 2
    assert run("export", "--format", "anki")[1].startswith("#separator:tab\n")
    assert run("export", article, "--format", "org")[1].startswith("* 柳樹下的書攤\n")
    file = tmp_path / "n.json"
    file.write_text(whole, "utf-8")
    assert run("import", file)[1] == "0 new, 0 changed, 2 known already\n"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
    monkeypatch.setenv("HOME", str(tmp_path / "other"))
    assert run("import", file)[1] == "2 new, 0 changed, 0 known already\n"
    assert run("import", file)[1] == "0 new, 0 changed, 2 known already\n"
    assert run("export", "--format", "json")[1] == whole
    file.write_text("{}")
    code, _, err = run("import", file)
    assert (code, "holds no notes" in err) == (1, True)


def test_an_article_with_its_notes(run, article: Path, tmp_path: Path):
    other = write(tmp_path / "b.txt", ["別的一篇", "沒有柳樹的河邊，只有石頭。"])
    added(run, article, "--paragraph", 2, "--text", "記下來")
    code, out, _ = run("export", "--with-article", article, other)
    assert code == 0
    assert f"{TEXTS[1]}\n\n> [!note] " in out
    assert out.endswith("沒有柳樹的河邊，只有石頭。\n")


def test_compact_ends_the_journal(run, article: Path):
    notes = store()
    notes.add(Identity("a", "/a", "題"), Anchor(Span(0, 1), "一", "", ""), "x")
    assert not paths.notes_file().exists()
    assert run("compact") == (0, f"1 note in {paths.notes_file()}\n", "")
    assert paths.notes_file().exists()


def test_restore(run, article: Path):
    added(run, article, "--text", "一")
    code, _, err = run("restore")
    assert (code, "can be read" in err) == (1, True)
    added(run, article, "--text", "二")
    paths.notes_file().write_text("{")
    code, _, err = run("list")
    assert (code, "qingdu notes restore" in err) == (1, True)
    code, out, err = run("restore")
    assert code == 0
    assert (
        out == f"2 notes restored from {paths.notes_file()}.bak, 0 of them from the damaged files\n"
    )
    assert "notes.json.damaged-" in err
    assert [line[-1] for line in run("list")[1].splitlines()] == ["一", "二"]
    file = paths.notes_file()
    for copy in ("notes.json.bak", "notes.json.journal.bak"):
        file.with_name(copy).unlink()
    file.write_text(file.read_text("utf-8")[:-2], "utf-8")
    assert "restored from what was left" in run("restore")[1]


def test_commands_at_once_beside_an_open_reader_lose_nothing(article: Path, home: Path):
    reader = store()
    anchor = Anchor(Span(0, 2), "柳樹", "", "下的書攤")
    reader.add(Identity("a", str(article), "題"), anchor, "讀")
    command = [sys.executable, "-m", "tui", "notes", "add", str(article), "--text"]

    def act(body: str) -> int:
        return subprocess.run([*command, body], check=False, capture_output=True).returncode

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(act, "甲乙丙")) == [0, 0, 0]
    reader.add(Identity("a", str(article), "題"), anchor, "後")
    assert {note.body for note in reader.all()} == {"讀", "甲", "乙", "丙", "後"}


def test_quotes_are_told_and_exported_as_they_are_read(tmp_path: Path, run):
    damaged = ["清晨我們去機(jī)場(chǎng)接人,機(jī)場(chǎng)的人很多,說(shuō)是下雨。", *TEXTS]
    article = write(tmp_path / "雨.txt", damaged)
    id = run("add", article, "--paragraph", 1, "--text", "記")[1].strip()
    whole = "清晨我們去機場接人，機場的人很多，說是下雨。"
    assert whole in run("list")[1]
    assert run("search", "機場接人")[1].startswith(id[:8])
    for form in ("markdown", "readwise", "anki", "org"):
        text = run("export", "--format", form)[1]
        assert whole in text
        assert "jī" not in text
    (row,) = json.loads(run("list", "--json")[1])
    assert row["anchor"]["exact"] == damaged[0]
