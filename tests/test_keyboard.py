"""The reader after a pipe, on a real terminal: the keyboard has to work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.io.articles import sample_folder

SAMPLE = str(sorted(sample_folder().iterdir())[0])


class Run:
    """The command line with a terminal; ``streams`` are those that are not the terminal."""

    def __init__(self, *arguments: str, **streams) -> None:
        self.master, slave = os.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.keyboard", *arguments],
            **({"stdin": slave, "stdout": slave, "stderr": slave} | streams),
            start_new_session=True,
        )
        os.close(slave)

    def until(self, mark: bytes) -> str:
        """What the terminal shows up to ``mark`` or the end."""
        shown = b""
        while mark not in shown:
            try:
                more = os.read(self.master, 4096)
            except OSError:  # Linux: nobody has the terminal open any more
                break
            if not more:
                break
            shown += more
        return shown.decode()

    def finish(self, typed: bytes = b"") -> int:
        os.write(self.master, typed)
        code = self.process.wait()
        os.close(self.master)
        return code


@pytest.mark.parametrize(
    "others", [{}, {"stderr": subprocess.DEVNULL}], ids=["terminal", "no errors"]
)
def test_after_a_pipe_the_keyboard_is_the_terminal(others):
    run = Run("-", stdin=subprocess.PIPE, **others)
    run.process.stdin.write("春天來了。".encode())
    run.process.stdin.close()
    assert "<[True, True, True] True ['-'] '春天來了。'>" in run.until(b">")
    assert run.finish(b"jjj\n") == 4


def test_files_are_opened_with_the_keyboard_there_is():
    run = Run(SAMPLE)
    assert f"<[True, True, True] True ['{SAMPLE}'] None>" in run.until(b">")
    assert run.finish(b"q\n") == 2


@pytest.mark.parametrize(
    ("arguments", "streams", "said"),
    [
        ([], {"stdin": subprocess.DEVNULL}, "standard input is no terminal"),
        ([SAMPLE], {"stdout": subprocess.DEVNULL}, "standard output is no terminal"),
        (["-"], {"stdout": subprocess.DEVNULL}, "standard output is no terminal"),
        (["missing"], {}, "missing: no such file"),
        ([""], {}, "'': no such file"),
        ([str(Path(SAMPLE).parent / "none"), SAMPLE], {}, "none: no such file"),
    ],
)
def test_what_keeps_the_reader_from_opening_is_said(arguments, streams, said: str):
    run = Run(*arguments, **streams)
    shown = run.until(b"\n")
    assert shown.startswith("qingdu: ")
    assert said in shown
    assert run.finish() == 1
