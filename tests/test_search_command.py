"""`qingdu search`."""

import json
from pathlib import Path

import pytest

from tests.test_cli import Terminal, home  # noqa: F401 - a fixture
from tui import cli

TEXT = "渡口的晨霧散了。\n\n他到機場去，機 場很遠。\n\n機場\x1b[31m\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text("机场。", "utf-8")
    return tmp_path


def test_it_names_file_and_paragraph(capsys, folder: Path):
    assert cli.main(["search", "机场", str(folder), "--context", "2"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{folder}/a.txt:2: 他到機場去，機場很遠…",
        f"{folder}/a.txt:3: 機場",
        f"{folder}/b.txt:1: 机场。",
    ]


def test_nothing_found_is_1_without_a_word(capsys, folder: Path):
    assert cli.main(["search", "龍", str(folder)]) == 1
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("options", "query", "count"),
    [
        ([], "机", 3),
        (["--exact"], "机", 1),
        (["--regex"], "^机.$", 1),
        (["--exact", "--regex"], "机.", 1),
    ],
)
def test_forms(capsys, folder: Path, options: list[str], query: str, count: int):
    assert cli.main(["search", query, str(folder), *options]) == 0
    assert len(capsys.readouterr().out.splitlines()) == count


def test_json_holds_every_hit(capsys, folder: Path):
    assert cli.main(["search", "机场", str(folder), "--json", "--context", "1"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(Path(hit["path"]).name, hit["paragraph"], hit["text"]) for hit in found] == [
        ("a.txt", 2, "機場"),
        ("a.txt", 2, "機場"),
        ("a.txt", 3, "機場"),
        ("b.txt", 1, "机场"),
    ]
    hit = found[0]
    assert TEXT[slice(*hit["span"])] == "機場"
    assert (hit["before"], hit["after"], hit["role"], hit["folded"]) == ("到", "去", "body", False)


def test_a_terminal_gets_colours_and_nothing_else_from_the_text(monkeypatch, folder: Path):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    assert cli.main(["search", "机场", str(folder / "a.txt"), "--context", "0"]) == 0
    assert f"\x1b[35m{folder}/a.txt\x1b[0m:\x1b[32m2\x1b[0m:" in terminal.shown
    assert "\x1b[1;31m機場\x1b[0m" in terminal.shown
    assert "\x1b[31m" not in terminal.shown


def test_no_color_is_honoured(monkeypatch, folder: Path):
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    assert cli.main(["search", "机场", str(folder)]) == 0
    assert "\x1b" not in terminal.shown


def test_a_file_that_cannot_be_read_stops_no_other(capsys, folder: Path):
    (folder / "c.txt").write_bytes(b"\0\1\2" * 99)
    assert cli.main(["search", "机场", str(folder / "c.txt"), str(folder / "b.txt")]) == 1
    out, err = capsys.readouterr()
    assert out == f"{folder}/b.txt:1: 机场。\n"
    assert "c.txt" in err


def test_a_wrong_expression_is_wrong_use(capsys, folder: Path):
    assert cli.main(["search", "--regex", "(", str(folder)]) == 2
    assert "not a regular expression" in capsys.readouterr().err


def test_an_expression_that_takes_too_long_names_the_file(capsys, monkeypatch, folder: Path):
    (folder / "a.txt").write_text("晨" * 300, "utf-8")
    monkeypatch.setattr("tui.core.search.SECONDS", 0.001)
    assert cli.main(["search", "--regex", "(晨|晨晨)+霧", str(folder / "a.txt")]) == 1
    assert "a.txt" in capsys.readouterr().err


@pytest.mark.parametrize("count", ["-1", "x", "²"])
def test_a_context_is_a_number(capsys, folder: Path, count: str):
    assert cli.main(["search", "机", str(folder), f"--context={count}"]) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["机", "--context", "-1"], "“-1”"), (["机", "--context", "x"], "“x”"), ([" "], "QUERY")],
)
def test_wrong_use_is_told_in_words(capsys, folder: Path, arguments: list[str], told: str):
    assert cli.main(["search", *arguments, str(folder)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err.splitlines()[-1]
    assert "_count" not in err
