"""The folders follow the environment as it is when asked."""

import sys
from pathlib import Path

import pytest

from tui.io import paths

FILES = [
    ("XDG_DATA_HOME", paths.notes_file, "notes.json"),
    ("XDG_DATA_HOME", paths.rules_file, "rules.json"),
    ("XDG_STATE_HOME", paths.state_file, "state.json"),
    ("XDG_STATE_HOME", paths.learned_file, "learned.json"),
    ("XDG_CONFIG_HOME", paths.config_file, "config.toml"),
    ("XDG_CACHE_HOME", paths.compiled_file, "patterns.bin"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="XDG variables are read on Linux")
@pytest.mark.parametrize(("variable", "file", "name"), FILES)
def test_xdg_variables_count_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, file, name: str
):
    monkeypatch.setenv(variable, str(tmp_path / "one"))
    assert file() == tmp_path / "one" / "qingdu" / name
    monkeypatch.setenv(variable, str(tmp_path / "two"))
    assert file() == tmp_path / "two" / "qingdu" / name
    assert list(tmp_path.iterdir()) == []
