"""Scripts on the command line: corrected text, own words, quotation marks, what was chosen."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.test_cli import give, home  # noqa: F401 - home is a fixture
from tui import cli
from tui.core.model import Action, Script, UserRule
from tui.io import paths
from tui.io.rules import RuleStore

MACHINE = "警方先后趕到現場\n\n隊員采取了措施，聯系了骨干，也復制了一份。\n"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(MACHINE, "utf-8")
    return path


def set_up(text: str) -> None:
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text(text, "utf-8")


def test_clean_puts_machine_made_traditional_right_only_when_asked(capsys, machine):
    assert cli.main(["clean", str(machine)]) == 0
    assert capsys.readouterr().out == MACHINE
    assert cli.main(["clean", str(machine), "--script", "corrected"]) == 0
    assert capsys.readouterr().out == (
        "警方先後趕到現場\n\n隊員採取了措施，聯繫了骨幹，也複製了一份。\n"
    )


def test_the_diff_lists_each_word(capsys, machine):
    assert cli.main(["clean", str(machine), "--script", "corrected", "--diff=words"]) == 0
    out = capsys.readouterr().out
    assert "[-先后-]{+先後+}" in out
    assert "[-復制-]{+複製+}" in out


def test_explain_tells_that_a_machine_made_it(capsys, machine, tmp_path):
    assert cli.main(["explain", str(machine)]) == 0
    assert "--script corrected puts 5 words right" in capsys.readouterr().out
    (tmp_path / "b.txt").write_text("太后後來採取了措施，聯繫了幹部。\n", "utf-8")
    assert cli.main(["explain", str(tmp_path / "b.txt")]) == 0
    assert "machine" not in capsys.readouterr().out


def test_explain_tells_what_a_paragraph_is_written_in_if_otherwise(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("這場雨來得正好。\n农民们松了一口气，这场雨来得正好。\n天下\n", "utf-8")
    assert cli.main(["explain", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split(" · ")[1] == "simplified and traditional"
    first, second, third = (line for line in lines[2:] if line[:4].strip())
    assert first.endswith(" · traditional")
    assert second.endswith(" · simplified")
    assert " · " not in third


def test_clean_takes_words_and_quotation_marks_of_the_region(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("他说：“这个软件好。”\n", "utf-8")
    command = ["clean", str(path), "--script", "zh-TW"]
    assert cli.main([*command, "--idioms", "--quotes"]) == 0
    assert capsys.readouterr().out == "他說：「這個軟體好。」\n"
    set_up('quotes = "region"\n[words.zh-TW]\n"软件" = "程式"\n')
    assert cli.main(command) == 0
    assert capsys.readouterr().out == "他說：「這個程式好。」\n"


def test_convert_takes_the_users_words_and_what_was_chosen_for_always(capsys, monkeypatch):
    set_up('[words.zh-Hant]\n"软件" = "程式"\n')
    store = RuleStore(paths.rules_file(), lambda: datetime(2026, 3, 1, tzinfo=UTC))
    store.add(UserRule("", Action.CHOOSE, None, None, raw="发廊", text="發廊", script=Script.TW))
    store.add(UserRule("", Action.CHOOSE, "x", 0, raw="这", text="呢", script=Script.TW))
    give(monkeypatch, "这发廊的软件".encode())
    assert cli.main(["convert", "--to", "zh-TW"]) == 0
    assert capsys.readouterr().out == "這發廊的程式"
    give(monkeypatch, "这发廊的软件".encode())
    assert cli.main(["convert", "--config", "s2tw"]) == 0
    assert capsys.readouterr().out == "這髮廊的軟件"


@pytest.mark.parametrize("command", [["clean", "--script", "zh-TW"], ["convert", "--to", "zh-TW"]])
def test_settings_that_are_wrong_are_told_and_left_aside(capsys, monkeypatch, tmp_path, command):
    set_up('[words.zh-TW]\n"机场" = "飛行場"\n"车站" = 3\n')
    give(monkeypatch, "到机场去。\n".encode())
    assert cli.main([*command, *(["-"] if command[0] == "clean" else [])]) == 0
    out, err = capsys.readouterr()
    assert out == "到機場去。\n"
    (line,) = err.splitlines()
    assert line.startswith(f"qingdu: {paths.config_file()}, line 3: ")


def test_convert_takes_text_to_correct_for_traditional(capsys, monkeypatch):
    give(monkeypatch, "先后採取\n先后采取，这里后来\n".encode())
    assert cli.main(["convert", "--to", "corrected"]) == 0
    assert capsys.readouterr().out == "先後採取\n先后采取，这里后来\n"
