import errno
import hashlib
import json
import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui import __version__, cli
from tui.core.model import Edit, Script, Span
from tui.core.offsets import apply
from tui.core.pipeline import article_from_text
from tui.core.report import as_json, describe, pieces
from tui.explain import in_english
from tui.io import paths
from tui.io.articles import listing, sample_folder

SAMPLES = listing(sample_folder())
DAMAGED = "廠房\n記者在機(jī)場(chǎng)報(bào)道,旅客說(shuō):“隨(suí)著班次增加,出行方便。”\n"
PIECES = (
    *"機(jī)場(chǎng),。：(“ 著軟件简体\r\n\t#*-\u200b\u2028",
    "\x1b[31m",
    "&nbsp;",
    "机(jī)场",
)
HEADLESS = (
    ["--help"],
    ["--version"],
    ["clean", str(SAMPLES[0]), "--script", "zh-TW"],
    ["clean", str(SAMPLES[0]), "--format", "json"],
    ["explain", str(SAMPLES[0])],
    ["convert", "--to", "zh-Hans"],
    ["convert", "--config", "s2twp"],
    ["cat", str(SAMPLES[0])],
    ["notes", "list"],
    ["notes", "export"],
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person without settings or notes, in an English locale."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return tmp_path / "home"


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(DAMAGED, "utf-8")
    return path


class Terminal(TextIOWrapper):
    """A standard output that says it is a terminal."""

    def __init__(self) -> None:
        super().__init__(BytesIO(), encoding="utf-8")

    def isatty(self) -> bool:
        return True

    @property
    def shown(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()


def show(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make standard output a terminal."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stdout", stream)
    return stream


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Make ``data`` the standard input."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data), encoding="ascii"))


def process(*arguments: str, **options) -> subprocess.Popen:
    """Run the command line in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "tui", *arguments], **options)


# Help and wrong use


def test_the_help_names_every_command_and_aligns_the_examples(capsys):
    assert cli.main(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for command in ("clean", "explain", "convert", "cat", "notes list, search"):
        assert any(line.startswith(f"  {command}  ") for line in lines)
    at = lines.index("examples:") + 1
    examples = lines[at : lines.index("", at)]
    told = {line.rindex("  ") for line in examples}
    assert len(told) == 1
    assert all(len(line) < 90 for line in lines)


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "zh_TW.UTF-8"])
def test_the_help_is_in_the_language_of_the_locale(capsys, monkeypatch, language: str):
    monkeypatch.setenv("LANG", language)
    assert cli.main(["--help"]) == 0
    assert "命令" in capsys.readouterr().out


def test_a_setting_of_the_language_wins_over_the_locale(capsys):
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text('language = "zh-Hant"')
    assert cli.main(["clean", "missing"]) == 1
    assert "沒有" in capsys.readouterr().err


def test_a_wrong_setting_is_told_and_keeps_no_command_from_its_work(capsys, damaged):
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text('language = "klingon"')
    assert cli.main(["clean", str(damaged)]) == 0
    assert "config.toml, line 1: language" in capsys.readouterr().err


def test_the_first_locale_variable_that_is_set_counts(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert cli.main(["clean", "missing"]) == 1
    assert "没有" in capsys.readouterr().err


def test_the_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"qingdu {__version__}\n"


@pytest.mark.parametrize(
    "wrong",
    [
        ["--bogus"],
        ["clean"],
        ["clean", "a", "--format", "xml"],
        ["clean", "a", "--scr", "zh-TW"],
        ["explain"],
        ["cat"],
        ["cat", "a", "b"],
        ["convert"],
        ["convert", "--to", "original"],
        ["convert", "--to", "zh-TW", "--config", "s2t"],
        ["convert", "--config", "s2t", "--idioms"],
        ["convert", "--config", "s2t", "--from", "zh-TW"],
        ["notes"],
        ["notes", "delete"],
        ["notes", "export", "--format", "text"],
    ],
)
def test_wrong_use_exits_2_and_prints_nothing(capsys, wrong: list[str]):
    assert cli.main(wrong) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "\nqingdu: " in err


def test_arguments_are_safe_in_complaints(capsys):
    assert cli.main(["--\x1b]0;owned\x07"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_options_stand_before_between_and_behind_paths(capsys, damaged):
    path = str(damaged)
    assert cli.main(["clean", "--all", path, path]) == 0
    expected = capsys.readouterr().out
    assert cli.main(["clean", path, "--all", path]) == 0
    assert capsys.readouterr().out == expected
    assert cli.main(["clean", "--all", "--", path, path]) == 0
    assert capsys.readouterr().out == expected


# Articles


def test_clean_prints_the_repaired_article(capsys, damaged):
    assert cli.main(["clean", str(damaged)]) == 0
    assert capsys.readouterr().out == ("廠房\n記者在機場報道，旅客說：“隨著班次增加，出行方便。”\n")


def test_clean_converts_and_writes_markdown(capsys, damaged):
    assert cli.main(["clean", str(damaged), "--script", "zh-Hans", "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert "机场报道，旅客说：“随着班次" in out
    assert "\n\n" in out


def test_clean_sets_articles_apart(capsys, damaged):
    assert cli.main(["clean", str(damaged), str(damaged)]) == 0
    out = capsys.readouterr().out
    assert out.count("\n\n廠房") == 1


def test_clean_leaves_out_folds_unless_all_is_asked_for(capsys):
    folded = next(p for p in SAMPLES if p.name.startswith("01"))
    assert cli.main(["clean", str(folded)]) == 0
    short = capsys.readouterr().out
    assert cli.main(["clean", str(folded), "--all"]) == 0
    assert len(capsys.readouterr().out) > len(short)


def test_a_folder_stands_for_its_articles(capsys):
    assert cli.main(["explain", "--json", str(sample_folder())]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["path"] for each in found] == [str(path) for path in SAMPLES]


def test_standard_input_is_an_article(capsys, monkeypatch):
    give(monkeypatch, DAMAGED.encode("gb18030"))
    assert cli.main(["clean", "-", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["path"], found["encoding"]) == ("-", "gb18030")


def test_a_problem_with_one_file_leaves_the_others(capsys, damaged, tmp_path):
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "folder").mkdir()
    bad = [str(tmp_path / name) for name in ("binary.txt", "empty.txt", "folder", "none", "no/ne")]
    assert cli.main(["clean", *bad[:3], str(damaged), *bad[3:]]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("廠房")
    lines = err.splitlines()
    assert [line.split(": ")[1] for line in lines] == bad
    assert cli.main(["explain", "--json", bad[0], str(damaged)]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_json_without_any_article_is_an_empty_array(capsys):
    assert cli.main(["explain", "--json", "missing"]) == 1
    assert json.loads(capsys.readouterr().out) == []


def test_file_names_are_safe_in_complaints(capsys):
    assert cli.main(["clean", "a\x1b]0;owned\x07\nb"]) == 1
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert err.count("\n") == 1


# The JSON contract


def _replayed(found: dict, source: str) -> None:
    """Check one object of the contract against the source it speaks of."""
    assert found["id"] == hashlib.sha256(source.encode()).hexdigest()
    before = 0
    for paragraph in found["paragraphs"]:
        start, end = paragraph["source"]
        assert before <= start < end
        before = end
        assert paragraph["raw"] == source[start:end]
        edits = [
            Edit(Span(*each["span"]), each["replacement"], each["rule"])
            for each in paragraph["edits"]
        ]
        assert all(start <= e.span.start <= e.span.end <= end for e in edits)
        assert edits == sorted(edits, key=lambda edit: edit.span)
        assert apply(paragraph["raw"], start, edits) == paragraph["text"]


def _described(capsysbinary, path: Path, script: Script) -> dict:
    assert cli.main(["cat", str(path)]) == 0
    source = capsysbinary.readouterr().out.decode()
    arguments = ["clean", str(path), "--all", "--format", "json", "--script", script.value]
    assert cli.main(arguments) == 0
    (found,) = json.loads(capsysbinary.readouterr().out)
    _replayed(found, source)
    return found


@pytest.mark.parametrize("script", Script)
@pytest.mark.parametrize("path", SAMPLES, ids=[path.name[:2] for path in SAMPLES])
def test_edits_replay_over_what_cat_prints(capsysbinary, path: Path, script: Script):
    found = _described(capsysbinary, path, script)
    assert [each["index"] for each in found["paragraphs"]] == [
        n + 1 for n in range(len(found["paragraphs"]))
    ]


@given(
    text=st.lists(st.sampled_from(PIECES)).map("".join),
    script=st.sampled_from(Script),
    suffix=st.sampled_from([".txt", ".md"]),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_edits_replay_over_any_text(capsysbinary, tmp_path, text: str, script, suffix: str):
    path = tmp_path / f"any{suffix}"
    path.write_bytes(f"前{text}後".encode())
    _described(capsysbinary, path, script)


def test_conversions_are_edits_of_their_own_rule(capsysbinary, damaged):
    found = _described(capsysbinary, damaged, Script.HANS)
    rules = {edit["rule"] for p in found["paragraphs"] for edit in p["edits"]}
    assert {"script", "pinyin-residue", "half-width"} <= rules


def test_the_fields_of_the_contract(capsys, damaged):
    assert cli.main(["explain", "--json", str(damaged)]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert list(found) == ["path", "id", "encoding", "script", "title", "paragraphs"]
    assert [*found["paragraphs"][1]] == [
        *("index", "source", "raw", "text", "role", "folded", "rule"),
        *("evidence", "duplicate_of", "edits", "marked", "flags"),
    ]
    assert (found["script"], found["encoding"]) == ("zh-Hant", "utf-8")


def test_a_repeat_names_its_twin_and_evidence_is_english(capsys, monkeypatch):
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert cli.main(["explain", "--json", str(sample_folder())]) == 0
    articles = json.loads(capsys.readouterr().out)
    repeats = [p for a in articles for p in a["paragraphs"] if p["duplicate_of"]]
    assert repeats
    assert all(p["evidence"][0].isascii() and p["duplicate_of"] < p["index"] for p in repeats)


@pytest.mark.parametrize("everything", [True, False])
@pytest.mark.parametrize("text", ["", "渡口\n", "渡口\n請關注我們\u2028的專頁\n渡船照開。\n"])
def test_json_comes_in_pieces_that_make_the_whole(text: str, everything: bool):
    article = article_from_text(text, "a\n.txt")
    asked = {"script": Script.HANS, "everything": everything}
    whole = as_json(describe(article, in_english, **asked))
    assert "".join(pieces(article, in_english, **asked)) == whole


def test_evidence_quotes_the_text_as_it_is_written(capsys, tmp_path):
    path = tmp_path / "a.txt"
    story = "渡船照樣開，孩子們照樣來。\n"
    path.write_text(
        f"渡口\n{story * 3}　　本網轉載的稿件如涉及版權，請來電或來函。\n歡迎關注渡口的專頁",
        "utf-8",
    )
    assert cli.main(["explain", "--json", str(path)]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    footer, prompt = found["paragraphs"][-2:]
    assert "the page speaks of itself: “本網”" in footer["evidence"]
    assert "speaks of use: “轉載”" in footer["evidence"]
    assert any("歡迎…專頁" in said for said in prompt["evidence"])


def test_json_escapes_controls_and_says_what_the_text_holds(capsys, tmp_path):
    path = tmp_path / "b.txt"
    path.write_text(
        "春天\x1b]0;x\x07來了，\x9b燕子\u202e也來了。" + "春天來了，燕子也來了。" * 20, "utf-8"
    )
    assert cli.main(["explain", "--json", str(path)]) == 0
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\x07\x9b\u202e")
    assert json.loads(out)[0]["paragraphs"][0]["raw"] == path.read_text("utf-8")


def test_a_file_name_that_is_no_text_survives_in_json(capsysbinary, tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        Path(os.fsdecode(path)).write_text("春天來了。", "utf-8")
    except OSError:
        pytest.skip("this file system wants text for names")
    assert cli.main(["explain", "--json", os.fsdecode(path)]) == 0
    (found,) = json.loads(capsysbinary.readouterr().out)
    assert os.fsencode(found["path"]) == path


# Explained to a person


def test_explain_tells_roles_folds_and_edits(capsys, damaged):
    assert cli.main(["explain", str(damaged), str(SAMPLES[0])]) == 0
    out = capsys.readouterr().out
    assert "utf-8 · traditional · 2 paragraphs" in out
    assert "(jī) → nothing  pinyin residue" in out
    assert "caption, folded: repeated caption (same text as paragraph" in out


def test_explain_speaks_the_language_of_the_interface(capsys, damaged, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert cli.main(["explain", str(damaged)]) == 0
    out = capsys.readouterr().out
    assert "繁体 · 2 段" in out
    assert "nothing" not in out


def test_explain_is_safe_and_shows_what_cannot_be_seen(capsys, tmp_path):
    path = tmp_path / "b\x1b[2J.txt"
    path.write_text("春\x1b[31m天\u200b來了。", "utf-8")
    assert cli.main(["explain", str(path)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "'\\x1b[31m' → nothing" in out
    assert "'\\u200b' → nothing" in out


# cat


@pytest.mark.parametrize(
    ("data", "printed"),
    [
        (b"\xef\xbb\xbfa\r\nb\rc\n\x1b[0m", b"a\r\nb\rc\n\x1b[0m"),
        ("春天來了，燕子也來了。\r\n".encode("big5"), "春天來了，燕子也來了。\r\n".encode()),
        (b"", b""),
    ],
)
def test_cat_prints_the_text_untouched_into_a_pipe(capsysbinary, tmp_path, data, printed):
    path = tmp_path / "c.txt"
    path.write_bytes(data)
    assert cli.main(["cat", str(path)]) == 0
    assert capsysbinary.readouterr().out == printed


def test_cat_is_safe_on_a_terminal(monkeypatch, tmp_path):
    terminal = show(monkeypatch)
    path = tmp_path / "c.txt"
    path.write_bytes(b"a\r\n\x1b]52;c;eA==\x07b\x00\n")
    assert cli.main(["cat", str(path), "--encoding", "utf-8"]) == 0
    assert terminal.shown == "a\n␛]52;c;eA==␇b␀\n"


def test_cat_passes_what_utf_8_cannot_say(capsysbinary, tmp_path):
    path = tmp_path / "c.txt"
    path.write_bytes(b"a+2AA-b")  # a lone surrogate in UTF-7
    assert cli.main(["cat", str(path), "--encoding", "utf-7"]) == 0
    assert capsysbinary.readouterr().out == "a\ud800b".encode("utf-8", "surrogatepass")


def test_cat_says_what_it_cannot_read(capsys, tmp_path):
    assert cli.main(["cat", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"qingdu: {tmp_path}: is a folder\n"


# convert


@pytest.mark.parametrize(
    ("arguments", "given", "printed"),
    [
        (["--to", "zh-Hans"], "隨著「原著」\r\n", "随着「原著」\r\n"),
        (["--to", "zh-Hant"], "随着“原著”,机(jī)场", "隨着“原著”,機(jī)場"),
        (["--to", "zh-TW", "--from", "zh-Hant"], "羣眾", "群眾"),
        (["--to", "zh-TW", "--idioms"], "软件\n\n", "軟體\n\n"),
        (["--config", "s2twp"], "软件\n", "軟體\n"),
        (
            ["--to", "zh-Hans"],
            "\x1b[0m\u200b\ufeff 簡 體\r乙\n\n\n",
            "\x1b[0m\u200b\ufeff 简 体\r乙\n\n\n",
        ),
        (["--to", "zh-Hans"], "", ""),
    ],
)
def test_convert_changes_the_script_and_nothing_else(
    capsysbinary, monkeypatch, arguments, given, printed
):
    give(monkeypatch, given.encode())
    assert cli.main(["convert", *arguments]) == 0
    assert capsysbinary.readouterr().out.decode() == printed


@given(data=st.binary(), to=st.sampled_from(list(Script)[1:]), idioms=st.booleans())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_convert_keeps_lines_and_foreign_bytes(capsysbinary, monkeypatch, data, to, idioms):
    data = bytes(byte | 0x80 if byte >= 0x20 else byte for byte in data)
    give(monkeypatch, data)
    assert cli.main(["convert", "--to", to.value, *(["--idioms"] if idioms else [])]) == 0
    out = capsysbinary.readouterr().out
    assert out.count(b"\n") == data.count(b"\n")
    assert out.count(b"\r") == data.count(b"\r")
    if "\ufffd" in data.decode("utf-8", "replace") and not any(
        c >= "\u3400" for c in data.decode("utf-8", "ignore")
    ):
        assert out == data


def test_convert_is_safe_on_a_terminal(monkeypatch):
    terminal = show(monkeypatch)
    give(monkeypatch, b"\x1b]0;x\x07\xff\r\n")
    assert cli.main(["convert", "--to", "zh-Hans"]) == 0
    assert terminal.shown == "␛]0;x␇\ufffd\n"


def test_convert_names_the_configurations_there_are(capsys, monkeypatch):
    give(monkeypatch, b"")
    assert cli.main(["convert", "--config", "s2x"]) == 1
    err = capsys.readouterr().err
    assert "“s2x”" in err
    assert "s2twp" in err


# Notes


def test_damaged_notes_are_one_line(capsys):
    paths.notes_file().parent.mkdir(parents=True)
    paths.notes_file().write_text("{")
    assert cli.main(["notes", "export"]) == 1
    err = capsys.readouterr().err
    assert str(paths.notes_file()) in err
    assert err.count("\n") == 1


# Streams


def test_a_headless_command_loads_no_screen_and_no_big_library(tmp_path):
    """Neither Textual nor Rich, and no module of jieba or pypinyin."""
    program = (
        "import sys, json; from tui import cli\n"
        "for arguments in json.loads(sys.argv[1]): assert cli.main(arguments) == 0\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, json.dumps(HEADLESS)],
        input=b"",
        capture_output=True,
        check=True,
    )
    roots = {name.split(".")[0] for name in json.loads(done.stderr.splitlines()[-1])}
    assert "tui" in roots
    assert not roots & {"textual", "rich", "jieba", "pypinyin", "pkg_resources"}


@pytest.mark.parametrize("times", [1, 100])
def test_a_reader_that_goes_away_ends_it_quietly(times: int):
    """Whether the output is larger than a pipe holds, or only written at the end."""
    reading, writing = os.pipe()
    os.close(reading)
    run = process(
        "clean", "--all", *[str(SAMPLES[0])] * times, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert run.communicate()[1] == b""
    assert run.returncode == 0


@pytest.mark.parametrize("command", [["clean"], ["clean", "--format=json"], ["explain"]])
@pytest.mark.parametrize("times", [1, 100])
def test_a_reader_that_goes_away_hides_no_failure(command: list[str], times: int):
    reading, writing = os.pipe()
    os.close(reading)
    run = process(
        *command, "missing", *[str(SAMPLES[0])] * times, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert run.communicate()[1] == b"qingdu: missing: no such file or folder\n"
    assert run.returncode == 1


def test_a_reader_that_goes_away_stops_the_reading(capsys, monkeypatch, tmp_path, damaged):
    stream = Refusing(tmp_path / "out", BrokenPipeError(errno.EPIPE, "Broken pipe"))
    for command, code in (
        (["clean", "missing", str(damaged)], 1),
        (["explain", str(damaged), "missing"], 0),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            patch.setattr(stream, "flush", lambda: None)
            assert cli.main(command) == code
        assert ("missing" in capsys.readouterr().err) == code
    stream.file.close()


def test_head_gets_its_line_and_nothing_is_said():
    run = process(
        *("explain", *[str(SAMPLES[0])] * 50), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert run.stdout.readline().decode().startswith(str(SAMPLES[0]))
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    assert run.wait() == 0


def test_a_full_disk_is_one_line():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    for times in (1, 100):
        with Path("/dev/full").open("wb") as full:
            run = process("clean", *[str(SAMPLES[0])] * times, stdout=full, stderr=subprocess.PIPE)
        err = run.communicate()[1].decode()
        assert err == f"qingdu: standard output: {os.strerror(errno.ENOSPC)}\n"
        assert run.returncode == 1


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-"])
def test_closed_streams_are_no_crash(closed: str):
    command = f'"$0" -m tui clean - {SAMPLES[0]} {closed}'
    if closed != "0<&-":
        command += " 0</dev/null"
    run = subprocess.run(["sh", "-c", command, sys.executable], capture_output=True, check=False)
    assert run.returncode == 1
    err = run.stderr.decode()
    assert "Traceback" not in err
    assert err.count("\n") == (closed != "2>&-")
    assert bool(run.stdout) == (closed != "1>&-")


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "POSIX"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "LC_ALL": "C"},
    ],
)
def test_output_is_utf_8_in_any_locale(damaged, environment):
    run = subprocess.run(
        [sys.executable, "-m", "tui", "clean", str(damaged), "沒有.txt"],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    assert run.stdout.decode().startswith("廠房\n")
    assert run.returncode == 1
    assert run.stderr.decode().startswith("qingdu: ")


def test_an_interrupt_exits_130_quietly(capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_run", interrupted)
    monkeypatch.setattr(cli, "_drop_output", lambda: None)
    assert cli.main(["clean", "-"]) == 130
    assert capsys.readouterr() == ("", "")


def test_the_module_runs_and_gives_its_exit_code():
    run = process("clean", "missing", stderr=subprocess.PIPE)
    assert run.communicate()[1] == b"qingdu: missing: no such file or folder\n"
    assert run.returncode == 1


class Refusing:
    """A standard output on a file of its own that takes nothing."""

    def __init__(self, path: Path, error: OSError) -> None:
        self.file = path.open("wb")
        self.fileno = self.file.fileno
        self.error = error

    def isatty(self) -> bool:
        return False

    def write(self, text: str) -> None:
        raise self.error

    def flush(self) -> None:
        raise self.error


@pytest.mark.parametrize("arguments", [["cat", str(SAMPLES[0])], ["convert", "--to", "zh-TW"]])
@pytest.mark.parametrize(
    "refusal",
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 0, ""),
        (OSError(errno.ENOSPC, "No space left"), 1, "qingdu: standard output: No space left\n"),
        (OSError("odd"), 1, "qingdu: standard output: odd\n"),
    ],
)
def test_an_output_that_refuses_is_given_up(capsys, monkeypatch, tmp_path, arguments, refusal):
    """What is still buffered goes nowhere, or Python would complain when it exits."""
    give(monkeypatch, b"")
    error, code, said = refusal
    stream = Refusing(tmp_path / "out", error)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        assert cli.main(arguments) == code
        os.write(stream.fileno(), b"late")
    stream.file.close()
    assert (tmp_path / "out").read_bytes() == b""
    assert capsys.readouterr().err == said


def test_no_output_is_a_problem_and_no_standard_error_is_none(capsys, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        assert cli.main(["--version"]) == 1
    assert capsys.readouterr().err.startswith("qingdu: standard output: ")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", None)
        assert cli.main(["clean", "missing"]) == 1
        assert cli.main(["--bogus"]) == 2
        assert cli.main(["notes", "list"]) == 0
    assert capsys.readouterr().out == ""


def test_a_complaint_that_cannot_be_written_changes_nothing(capsys, monkeypatch, tmp_path, damaged):
    stream = Refusing(tmp_path / "err", OSError(errno.ENOSPC, "No space left"))
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        assert cli.main(["clean", "missing", str(damaged)]) == 1
    stream.file.close()
    assert capsys.readouterr().out.startswith("廠房")


# The reader (its keyboard: test_keyboard)


class Descriptors:
    """The standard streams as far as the command line asks for them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, errors: bool = True) -> None:
        master, slave = os.openpty()
        self.opened = [master, slave]
        self.put: list[int] = []
        monkeypatch.setattr(os, "isatty", lambda each: each != 2 or errors)
        name = os.ttyname(slave)
        monkeypatch.setattr(os, "ttyname", lambda _: name)
        monkeypatch.setattr(os, "dup2", lambda _, to: self.put.append(to))

    def close(self) -> None:
        for each in self.opened:
            os.close(each)


@pytest.fixture
def reader(monkeypatch) -> list:
    """What the reader was opened with."""
    opened: list = []

    def run_reader(paths, piped, words):
        opened.append((paths, piped and piped.decode(), words.language))
        return 7

    stub = ModuleType("tui.app")
    stub.run_reader = run_reader
    monkeypatch.setitem(sys.modules, "tui.app", stub)
    return opened


@pytest.mark.parametrize("errors", [True, False])
def test_the_reader_opens_what_is_piped_and_its_code_is_ours(monkeypatch, reader, errors: bool):
    give(monkeypatch, DAMAGED.encode())
    show(monkeypatch)
    streams = Descriptors(monkeypatch, errors=errors)
    code = cli.main(["-", str(SAMPLES[0])])
    monkeypatch.undo()
    streams.close()
    assert code == 7
    assert reader == [([Path("-"), SAMPLES[0]], DAMAGED, "en")]
    assert streams.put == ([0] if errors else [0, 2])


def test_the_reader_opens_the_library_without_a_path(monkeypatch, reader):
    show(monkeypatch)
    keyboard = Terminal()
    monkeypatch.setattr(sys, "stdin", keyboard)
    streams = Descriptors(monkeypatch)
    code = cli.main([])
    monkeypatch.undo()
    streams.close()
    assert (code, reader, streams.put) == (7, [([], None, "en")], [])


def test_the_reader_needs_a_keyboard_and_a_screen(capsys, monkeypatch, reader, damaged):
    assert cli.main([str(damaged)]) == 1
    assert "qingdu clean" in capsys.readouterr().err
    show(monkeypatch)
    for stdin in (None, TextIOWrapper(BytesIO())):
        monkeypatch.setattr(sys, "stdin", stdin)
        assert cli.main([str(damaged)]) == 1
        assert "add -" in capsys.readouterr().err
    assert cli.main(["missing"]) == 1
    assert reader == []
