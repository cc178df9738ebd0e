"""The person's own editor, real programs in its place."""

import errno
import sys
from pathlib import Path

import pytest

from tui.core.model import Problem
from tui.io.outside import command, edited


def editor(tmp_path: Path, program: str) -> list[str]:
    path = tmp_path / "editor.py"
    path.write_text(
        f"import os, sys\nfrom pathlib import Path\nfile = Path(sys.argv[1])\n{program}\n"
    )
    return [sys.executable, str(path)]


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"VISUAL": "vim -n", "EDITOR": "ed"}, ["vim", "-n"]),
        ({"EDITOR": "'/a b/code' --wait"}, ["/a b/code", "--wait"]),
    ],
)
def test_the_editor_is_the_one_set(environment: dict[str, str], words: list[str]):
    assert command(environment) == words


@pytest.mark.parametrize("text", ["", "  ", "'"])
def test_without_one_it_is_said(text: str):
    with pytest.raises(Problem, match="editor-none"):
        command({"EDITOR": text})


def test_what_it_leaves_is_the_text(tmp_path: Path):
    words = editor(tmp_path, "file.write_text(file.read_text('utf-8') + '好\\n', 'utf-8')")
    assert edited("天氣", words) == "天氣好"
    assert edited("天氣\n", words) == "天氣\n好\n"


def test_the_file_is_private_and_gone_afterwards(tmp_path: Path):
    told = tmp_path / "told"
    mode = "oct(file.stat().st_mode)[-3:] + oct(file.parent.stat().st_mode)[-3:]"
    words = editor(tmp_path, f"Path({str(told)!r}).write_text({mode} + str(file))")
    edited("x", words)
    assert told.read_text()[:6] == "600700"
    assert not Path(told.read_text()[6:]).exists()


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("sys.exit(3)", "editor-failed"),
        ("file.write_bytes(b'\\xff')", "editor-left"),
        ("file.unlink()", "editor-left"),
    ],
)
def test_a_failure_is_told(tmp_path: Path, program: str, problem: str):
    with pytest.raises(Problem, match=problem):
        edited("x", editor(tmp_path, program))


def test_a_program_that_is_not_there_is_told():
    with pytest.raises(Problem, match="editor-start"):
        edited("x", ["/nonexistent/editor"])


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(Problem) as caught:
        edited("文", ["cat"])
    assert (caught.value.id, caught.value.values["reason"]) == (
        "editor-start",
        "No space left on device",
    )
