import marshal
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tui.core.patterns import Code
from tui.io import compiled, paths

CODES: dict[str, Code] = {"機": (32, b"\0\0\0\0", 0, {}, (None,))}


@pytest.fixture(autouse=True)
def recalled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Code]]:
    """What the core was given; it has assembled ``CODES``."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    given: list[Mapping[str, Code]] = []
    monkeypatch.setattr(compiled, "recall", given.append)
    monkeypatch.setattr(compiled, "assembled", lambda: CODES)
    return given


def test_what_is_kept_is_taken_up(recalled: list[Mapping[str, Code]]) -> None:
    compiled.keep()
    compiled.take_up()
    assert recalled == [CODES]
    assert paths.compiled_file().stat().st_mode & 0o777 == 0o600


def test_nothing_is_kept_where_nothing_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "assembled", lambda: None)
    compiled.keep()
    assert not paths.compiled_file().exists()


def test_without_a_file_nothing_is_taken_up(recalled: list[Mapping[str, Code]]) -> None:
    compiled.take_up()
    assert recalled == []


def test_a_file_of_another_python_is_left_aside(
    recalled: list[Mapping[str, Code]], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled.keep()
    monkeypatch.setattr(compiled, "FORM", "another")
    compiled.take_up()
    assert recalled == []


def test_so_is_a_damaged_one(recalled: list[Mapping[str, Code]]) -> None:
    compiled.keep()
    whole = paths.compiled_file().read_bytes()
    for at in (0, whole.index(b"\n") + 1, len(whole) - 1):
        paths.compiled_file().write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        compiled.take_up()
    for size in (0, 10, len(whole) - 1):
        paths.compiled_file().write_bytes(whole[:size])
        compiled.take_up()
    paths.compiled_file().write_bytes(marshal.dumps(CODES))
    compiled.take_up()
    assert recalled == []


def test_a_folder_that_cannot_be_written_keeps_nobody_from_reading(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, no folder", "utf-8")
    compiled.keep()
    compiled.take_up()
    assert (tmp_path / "cache").read_text("utf-8") == "a file, no folder"


def test_a_pipe_in_its_place_keeps_nobody_waiting(recalled: list[Mapping[str, Code]]) -> None:
    path = paths.compiled_file()
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    compiled.take_up()
    assert recalled == []
