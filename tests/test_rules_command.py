"""The user's rules and the diff, as commands."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import pytest
from msgspec.structs import replace

from tests.test_cli import SAMPLES, home, show  # noqa: F401 - home is a fixture
from tui import cli
from tui.core.model import Action, Role, Script, UserRule
from tui.core.pipeline import paragraph, rule_about, rule_choosing, rule_undoing
from tui.i18n import LANGUAGES, catalog
from tui.io import paths
from tui.io.articles import load
from tui.io.rules import RuleStore
from tui.rules import sentence

FOOTER = "本網轉載其他媒體的稿件，如涉及版權等問題，請來電或來函。"
DAYS = "".join(f"第{n}天下了雨，渡船照樣開，孩子們照樣來。\n" for n in range(6))
TEXT = (
    f"糧倉裡的圖書館\n\n館員說:“借完再來。”孩子們坐在窗下讀書。\n{DAYS}責任編輯：方慧蘭\n{FOOTER}\n"
)
CLEAN = f"糧倉裡的圖書館\n\n館員說：“借完再來。”孩子們坐在窗下讀書。\n{DAYS}責任編輯：方慧蘭\n"
LAST = 9  # the footer's index


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def say(rule: UserRule) -> UserRule:
    return RuleStore(paths.rules_file(), lambda: datetime(2026, 3, 1, tzinfo=UTC)).add(rule)


def keep_footer(path: Path, *, everywhere: bool = False) -> UserRule:
    return say(rule_about(load(path), LAST, Action.KEEP, everywhere=everywhere))


def undo_mark(path: Path, *, everywhere: bool = False) -> UserRule:
    article = load(path)
    edit = paragraph(article, 1).edits[0]
    return say(rule_undoing(article, 1, edit, everywhere=everywhere))


# Rules in clean and explain


def test_a_choice_is_applied_listed_and_told_when_it_meets_nothing(capsys, tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("他先后去了发廊。", "utf-8")
    article = load(path)
    rule = say(rule_choosing(article, 0, 5, "發", Script.TW))
    say(replace(rule_choosing(article, 0, 2, "后", Script.TW), start=0))
    assert cli.main(["clean", str(path), "--script", "zh-HK"]) == 0
    out, err = capsys.readouterr()
    assert out == "他先後去了發廊。\n"
    assert "becomes “后”" in err
    assert cli.main(["clean", str(path), "--script", "zh-HK", "--no-rules"]) == 0
    assert capsys.readouterr().out == "他先後去了髮廊。\n"
    assert cli.main(["rules", "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "“发” becomes “發”, as in “他先后去了发廊。”" in first
    assert first.endswith("1 match")
    assert second.endswith("matches nothing any more")
    assert cli.main(["rules", "rm", rule.id]) == 0


def test_clean_obeys_the_rules_unless_told_to_leave_them(capsys, path):
    keep_footer(path)
    undo_mark(path)
    assert cli.main(["clean", str(path)]) == 0
    assert capsys.readouterr() == (CLEAN.replace("：“", ":“") + FOOTER + "\n", "")
    assert cli.main(["clean", str(path), "--no-rules"]) == 0
    assert capsys.readouterr() == (CLEAN, "")


def test_explain_tells_what_the_user_said(capsys, path):
    keep_footer(path)
    assert cli.main(["explain", str(path)]) == 0
    assert "kept by you (you said on 2026-03-01 never to fold it)" in capsys.readouterr().out
    assert cli.main(["explain", "--json", str(path)]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert [p["rule"] for p in found["paragraphs"]][-1] == "user-keep"
    assert cli.main(["explain", "--no-rules", str(path)]) == 0
    assert "kept by you" not in capsys.readouterr().out


def test_a_rule_that_matches_nothing_any_more_is_told(capsys, path):
    rule = say(replace(rule_about(load(path), LAST, Action.KEEP), start=5))
    everywhere = rule_about(load(path), LAST, Action.KEEP, everywhere=True)
    say(replace(everywhere, key="9:00"))
    assert cli.main(["clean", str(path)]) == 0
    out, err = capsys.readouterr()
    assert out == CLEAN
    assert err.count("\n") == 1
    assert err.startswith(f"qingdu: {path}: a rule of yours matches nothing here any more: ")
    assert rule.id[:8] in err
    assert FOOTER[:10] in err


def test_damaged_rules_stop_clean_and_are_left_alone(capsys, path):
    paths.rules_file().parent.mkdir(parents=True)
    paths.rules_file().write_text("{")
    assert cli.main(["clean", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert str(paths.rules_file()) in err
    assert "--no-rules" in err
    assert cli.main(["clean", str(path), "--no-rules"]) == 0
    assert capsys.readouterr().out == CLEAN
    assert paths.rules_file().read_text() == "{"


def test_credit_lines_fold_by_the_setting(capsys, path):
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text("fold_credits = true")
    assert cli.main(["clean", str(path)]) == 0
    assert "方慧蘭" not in capsys.readouterr().out


# qingdu rules


def test_without_rules_the_list_says_so(capsys):
    assert cli.main(["rules", "list"]) == 0
    assert capsys.readouterr() == ("", "qingdu: no rules yet\n")
    assert cli.main(["rules", "list", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"


def test_the_list_tells_what_still_matches(capsys, path, tmp_path):
    here = keep_footer(path)
    lost = say(replace(rule_about(load(path), 0, Action.FOLD), start=5))
    everywhere = undo_mark(path, everywhere=True)
    gone = say(replace(rule_about(load(path), 0, Action.FOLD), name=str(tmp_path / "gone.txt")))
    piped = say(replace(rule_about(load(path), 0, Action.FOLD), name="-", article="0" * 64))
    assert cli.main(["rules", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:8] for line in lines] == [
        rule.id[:8] for rule in (here, lost, everywhere, gone, piped)
    ]
    assert lines[0].endswith(f"never fold “{FOOTER}” (in {path}): 1 match")
    assert lines[1].endswith(f"always fold “糧倉裡的圖書館” (in {path}): matches nothing any more")
    assert lines[2].endswith("undo half-width mark at “:” (in every article): not checked")
    assert lines[3].endswith(": 1 match")  # the same text stands in the other place
    assert lines[4].endswith(": not checked")
    assert cli.main(["rules", "list", "--json", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [rule["matches"] for rule in found] == [1, 0, 1, 1, 0]
    assert (found[0]["action"], found[0]["start"], found[0]["id"]) == ("keep", here.start, here.id)


def test_an_article_that_changed_matches_its_rules_as_long_as_it_has_the_text(capsys, path):
    keep_footer(path)
    path.write_text("又添了一行。\n" + TEXT, "utf-8")
    assert cli.main(["rules", "list"]) == 0
    assert capsys.readouterr().out.endswith(": 1 match\n")
    path.write_text("全部換了。\n", "utf-8")
    assert cli.main(["rules", "list"]) == 0
    assert capsys.readouterr().out.endswith(": matches nothing any more\n")
    assert cli.main(["clean", str(path)]) == 0
    assert "matches nothing here any more" in capsys.readouterr().err


def test_an_edited_article_named_by_another_path_is_counted_once(capsys, path, monkeypatch):
    keep_footer(path)
    path.write_text("又添了一行。\n" + TEXT, "utf-8")
    monkeypatch.chdir(path.parent)
    assert cli.main(["rules", "list", path.name]) == 0
    assert capsys.readouterr().out.endswith(": 1 match\n")


def test_an_article_that_is_gone_is_not_checked(capsys, path):
    keep_footer(path)
    path.unlink()
    assert cli.main(["rules", "list"]) == 0
    assert capsys.readouterr().out.endswith(": not checked\n")
    assert cli.main(["rules", "list", str(path)]) == 1
    assert "no such file" in capsys.readouterr().err


def test_a_rule_is_revoked_by_the_beginning_of_its_id(capsys, path):
    rule = keep_footer(path)
    assert cli.main(["rules", "rm", rule.id[:6]]) == 0
    assert capsys.readouterr().out == f"revoked: never fold “{FOOTER}” (in {path})\n"
    assert cli.main(["clean", str(path)]) == 0
    assert capsys.readouterr().out == CLEAN
    assert cli.main(["rules", "rm", rule.id]) == 1
    assert capsys.readouterr().err == f"qingdu: there is no rule {rule.id}\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_rule_has_words_and_is_safe(language: str):
    words = catalog(language)
    odd = "\x1b[31m\n\u202e"
    for rule in (
        UserRule("", Action.KEEP, None, None, quote=odd),
        UserRule("", Action.FOLD, "f", 0, quote=odd, name=odd),
        UserRule("", Action.ROLE, "f", 0, role=Role.JUNK, quote=odd, name="a"),
        UserRule("", Action.UNDO, None, None, edit="half-width", raw=odd),
        UserRule("", Action.UNDO, None, None, edit="a-rule-of-tomorrow", raw=","),
    ):
        told = sentence(rule, words)
        assert not set(told) & set("\x1b\n\u202e")
        assert "{" not in told
    assert "a-rule-of-tomorrow" in told


@pytest.mark.parametrize(
    "wrong",
    [
        ["rules"],
        ["rules", "rm"],
        ["rules", "add", "x"],
        ["clean", "a", "--diff=letters"],
        ["clean", "a", "--diff", "--diff=words"],
        ["clean", "a", "--diff", "--format", "json"],
    ],
)
def test_wrong_use_exits_2(capsys, wrong: list[str]):
    assert cli.main(wrong) == 2
    assert capsys.readouterr().out == ""


# clean --diff

UNIFIED = [
    "--- {path}\tsource",
    "+++ {path}\tcleaned",
    "@@ -1,6 +1,6 @@",
    " 糧倉裡的圖書館",
    " ",
    "-館員說:“借完再來。”孩子們坐在窗下讀書。",
    "+館員說：“借完再來。”孩子們坐在窗下讀書。",
    *(f" {line}" for line in DAYS.splitlines()[:3]),
    "# 10  footer, folded: site footer (stands at the end",
    "@@ -8,4 +8,3 @@",
    *(f" {line}" for line in DAYS.splitlines()[4:]),
    " 責任編輯：方慧蘭",
    f"-{FOOTER}",
]


def test_a_unified_diff_says_why_a_paragraph_goes(capsys, path):
    assert cli.main(["clean", "--diff", str(path)]) == 0
    lines = [line.split("; ")[0] for line in capsys.readouterr().out.splitlines()]
    assert lines == [line.replace("{path}", str(path)) for line in UNIFIED]
    assert cli.main(["clean", str(path), "--all", "--diff"]) == 0
    out = capsys.readouterr().out
    assert "+館員說：" in out
    assert FOOTER not in out


def test_nothing_to_change_prints_nothing(capsys, path):
    path.write_text("春天來了，燕子也來了。\n", "utf-8")
    assert cli.main(["clean", "--diff", str(path)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(which("patch") is None, reason="needs the program patch")
@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name[:2] for sample in SAMPLES])
def test_patch_makes_the_cleaned_text(capsys, tmp_path, sample: Path):
    assert cli.main(["cat", str(sample)]) == 0
    source = capsys.readouterr().out
    if "\r" in source:
        pytest.skip("patch leaves no other line ends than its own")
    assert cli.main(["clean", str(sample)]) == 0
    cleaned = capsys.readouterr().out
    assert cli.main(["clean", "--diff", str(sample)]) == 0
    diff = capsys.readouterr().out
    file = tmp_path / "file"
    file.write_bytes(source.encode())
    subprocess.run(
        ["patch", "--silent", str(file)], input=diff.encode(), check=True, stdout=subprocess.PIPE
    )
    assert file.read_bytes().decode() == cleaned


def test_by_words_changes_stand_inside_the_lines(capsys, path):
    path.write_text(f"　　館員說:“借完再來。”\n{FOOTER}", "utf-8")
    assert cli.main(["clean", "--diff=words", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == ["[-\\u3000\\u3000-]館員說[-:-]{+：+}“借完再來。”", f"[-{FOOTER}-]"]


def test_behind_two_dashes_everything_is_a_path(capsys):
    assert cli.main(["clean", "--diff", "--", "--diff=words"]) == 1
    assert capsys.readouterr().err == "qingdu: --diff=words: no such file or folder\n"


def test_by_words_a_blank_line_that_goes_stays_blank(capsys, path):
    path.write_text("春天來了，燕子也來了。\n\n\n人們走到河邊，看冰化成水。\n", "utf-8")
    assert cli.main(["clean", "--diff=words", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-3:] == ["", "", "人們走到河邊，看冰化成水。"]


def test_colours_on_a_terminal_and_nothing_unsafe(monkeypatch, path):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    path.write_text("春天\x1b]0;x\x07來了,燕子也來了。\n" + "看冰。\n" * 30, "utf-8")
    terminal = show(monkeypatch)
    assert cli.main(["clean", "--diff", str(path)]) == 0
    shown = terminal.shown
    assert "\x1b[31m-春天␛]0;x␇來了,燕子也來了。\x1b[0m\n" in shown
    assert "\x1b[32m+春天來了，燕子也來了。\x1b[0m\n" in shown
    assert "\n 看冰。\n" in shown
    assert "\x1b]" not in shown


def test_colours_by_words_take_the_place_of_marks(monkeypatch, path):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    terminal = show(monkeypatch)
    assert cli.main(["clean", "--diff=words", str(path)]) == 0
    assert "館員說\x1b[31m:\x1b[0m\x1b[32m：\x1b[0m“借完" in terminal.shown
    assert "[-" not in terminal.shown


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colours_where_they_are_not_wanted(monkeypatch, path, name: str, value: str):
    monkeypatch.setenv(name, value)
    terminal = show(monkeypatch)
    assert cli.main(["clean", "--diff=words", str(path)]) == 0
    assert "\x1b" not in terminal.shown
    assert "[-:-]" in terminal.shown
