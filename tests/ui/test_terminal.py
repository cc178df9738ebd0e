"""The real program in a pseudo-terminal: what it writes, and how it ends."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyte
import pytest

from tests.ui.test_safe_screen import IN_A_FILE

LIMIT = 30.0  # seconds to wait for what must come; reached only by a failing test


class Terminal:
    """A program run in a terminal of its own, and the screen it drew."""

    def __init__(self, arguments: list[str], env: dict[str, str], columns: int = 80) -> None:
        self.screen = pyte.Screen(columns, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child
            os.execve(sys.executable, [sys.executable, "-m", "tui", *arguments], env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def until(self, done: Callable[["Terminal"], bool]) -> None:
        """Read until ``done``."""
        while not done(self):
            assert self.read(), "\n".join(self.lines)

    def read(self) -> bool:
        """Read what there is; whether there was something in time."""
        ready, _, _ = select.select([self.fd], [], [], LIMIT)
        try:
            found = os.read(self.fd, 65536) if ready else b""
        except OSError:
            found = b""
        self.written += found
        self.stream.feed(found)
        return bool(found)

    def until_kept(self, folder: Path, text: str) -> None:
        """Wait until a file in ``folder`` holds ``text``, reading what comes meanwhile."""
        deadline = time.monotonic() + LIMIT
        while not any(text in path.read_text("utf-8") for path in folder.glob("*.json")):
            assert time.monotonic() < deadline
            if select.select([self.fd], [], [], 0.05)[0]:
                self.read()

    def shows(self, text: str) -> bool:
        return any(text in line for line in self.lines)

    @property
    def lines(self) -> list[str]:
        # Pyte's own display fails on a cell without text, as after half of a wide character.
        rows, columns = range(self.screen.lines), range(self.screen.columns)
        return ["".join(self.screen.buffer[y][x].data for x in columns) for y in rows]

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def code(self) -> int:
        """Read to the end; the exit code, negative for a signal."""
        while self.read():
            pass
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


@pytest.fixture
def terminal(tmp_path: Path, env: dict[str, str]) -> Iterator[Terminal]:
    path = tmp_path / "a.txt"
    path.write_bytes(IN_A_FILE)
    terminal = Terminal([str(path)], env)
    yield terminal
    os.close(terminal.fd)
    with suppress(ProcessLookupError):  # one that a failing test left running
        os.kill(terminal.pid, signal.SIGKILL)


def test_a_hostile_article_commands_nothing(terminal: Terminal):
    terminal.until(lambda t: t.shows("1/39") and t.shows("市場"))
    assert b"\x1b]52" not in terminal.written
    assert "\x9b" not in terminal.written.decode()
    assert "\u202e" not in terminal.written.decode()
    assert terminal.screen.title != "x"
    terminal.type("q")
    assert terminal.code() == 0
    assert b"\x1b[?1049l" in terminal.written


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["TERM", "HUP"]
)
def test_a_signal_ends_it_with_its_place_kept(
    terminal: Terminal, tmp_path: Path, env: dict[str, str], number: int, code: int
):
    terminal.until(lambda t: t.shows("1/39"))
    terminal.type("5G")
    terminal.until(lambda t: t.shows("5/39"))
    os.kill(terminal.pid, number)
    assert terminal.code() == code
    again = Terminal([str(tmp_path / "a.txt")], env)
    again.until(lambda t: t.shows("5/39"))
    again.type("\x03")
    assert again.code() == 0
    os.close(again.fd)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["TERM", "HUP"])
def test_a_signal_gives_the_terminal_back_even_before_the_first_screen(
    terminal: Terminal, number: int
):
    terminal.until(lambda t: b"\x1b[?1049h" in t.written)
    os.kill(terminal.pid, number)
    assert terminal.code() == 128 + number
    assert b"\x1b[?1049l" in terminal.written


def test_a_signal_in_the_editor_gives_the_cursor_back(terminal: Terminal):
    terminal.until(lambda t: t.shows("1/39"))
    terminal.type("a未存")
    terminal.until(lambda t: t.shows("未存"))
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.code() == 143
    assert not terminal.screen.cursor.hidden


def test_a_terminal_that_takes_no_more_does_not_hold_it(terminal: Terminal):
    terminal.until(lambda t: t.shows("1/39"))
    slave = os.open(Path(f"/proc/{terminal.pid}/fd/0").readlink(), os.O_RDWR | os.O_NOCTTY)
    termios.tcflow(slave, termios.TCOOFF)  # from here on no write comes back
    os.kill(terminal.pid, signal.SIGTERM)
    _, status = os.waitpid(terminal.pid, 0)
    os.close(slave)
    assert os.waitstatus_to_exitcode(status) == 143


def test_suspended_it_comes_back_whole(terminal: Terminal):
    terminal.until(lambda t: t.shows("1/39"))
    terminal.type("j")
    terminal.until(lambda t: t.shows("2/39"))
    before = terminal.lines
    terminal.type("\x1a")
    _, status = os.waitpid(terminal.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.screen.reset()
    terminal.until(lambda t: t.lines == before)
    terminal.type("j")
    terminal.until(lambda t: t.shows("3/39"))
    terminal.type("q")
    assert terminal.code() == 0


def test_without_colours_it_writes_none(tmp_path: Path, env: dict[str, str]):
    path = tmp_path / "a.txt"
    path.write_text("清晨的集市剛剛開門。\n\n賣菜的老人把蘿蔔擺好。", "utf-8")
    terminal = Terminal([str(path)], env | {"NO_COLOR": "1"})
    terminal.until(lambda t: t.shows("1/2"))
    grey = {
        (cell.fg, cell.bg)
        for line in terminal.screen.buffer.values()
        for cell in line.values()
        if cell.data.strip()
    }
    for colours in grey:
        for colour in colours:
            assert colour == "default" or colour[:2] == colour[2:4] == colour[4:6], colour
    terminal.type("q")
    assert terminal.code() == 0
    os.close(terminal.fd)


def test_keys_typed_ahead_go_to_the_screen_that_the_one_before_opened(terminal: Terminal):
    terminal.until(lambda t: t.shows("1/39"))
    terminal.type(",jjl")
    terminal.until(lambda t: t.shows("Line spacing         ‹ 1 ›"))
    terminal.type("qjq")
    assert terminal.code() == 0


def test_the_terminals_cursor_stands_at_the_caret_behind_wide_characters(terminal: Terminal):
    terminal.until(lambda t: t.shows("1/39"))
    assert terminal.screen.cursor.hidden
    terminal.type("a")
    terminal.until(lambda t: t.shows("Ctrl-s"))
    terminal.until(lambda t: not t.screen.cursor.hidden)
    terminal.type("讀書b")
    terminal.until(lambda t: t.shows("讀書b"))
    cells = terminal.screen.buffer
    top = next(y for y in range(24) if any(cells[y][x].data == "讀" for x in range(80)))
    left = next(x for x in range(80) if cells[top][x].data == "讀")
    terminal.until(lambda t: (t.screen.cursor.x, t.screen.cursor.y) == (left + 5, top))
    terminal.type("\r讀")
    terminal.until(lambda t: (t.screen.cursor.x, t.screen.cursor.y) == (left + 2, top + 1))
    terminal.type("\x13")
    terminal.until(lambda t: t.shows("Note saved"))
    terminal.until(lambda t: t.screen.cursor.hidden)
    terminal.type("q")
    assert terminal.code() == 0


def test_what_was_typed_survives_a_kill(terminal: Terminal, tmp_path: Path, env: dict[str, str]):
    terminal.until(lambda t: t.shows("1/39"))
    terminal.type("a未存")
    terminal.until(lambda t: t.shows("未存"))
    drafts = tmp_path / "STATE" / "qingdu" / "drafts"
    terminal.until_kept(drafts, "未存")
    os.kill(terminal.pid, signal.SIGKILL)
    assert terminal.code() == -signal.SIGKILL
    again = Terminal([str(tmp_path / "a.txt")], env)
    again.until(lambda t: t.shows("/39"))
    again.type("a")
    again.until(lambda t: t.shows("未存") and t.shows("left unsaved"))
    again.type("\x13")
    again.until(lambda t: t.shows("Note saved"))
    again.type("q")
    assert again.code() == 0
    os.close(again.fd)


def test_the_persons_editor_gets_the_terminal_and_gives_it_back(
    tmp_path: Path, env: dict[str, str]
):
    (tmp_path / "a.txt").write_bytes(IN_A_FILE)
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys\nprint('the editor is here', flush=True)\ninput()\n"
        "open(sys.argv[1], 'a', encoding='utf-8').write('外面')\n"
    )
    terminal = Terminal(
        [str(tmp_path / "a.txt")], env | {"EDITOR": f"{sys.executable} {editor}", "VISUAL": ""}
    )
    terminal.until(lambda t: t.shows("1/39"))
    terminal.type("a裡")
    terminal.until(lambda t: t.shows("裡"))
    terminal.type("\x0f")
    terminal.until(lambda t: t.shows("the editor is here"))
    terminal.type("\n")
    terminal.until(lambda t: t.shows("裡外面"))
    terminal.until(lambda t: not t.screen.cursor.hidden)
    terminal.type("\x13")
    terminal.until(lambda t: t.shows("Note saved"))
    terminal.type("q")
    assert terminal.code() == 0
    os.close(terminal.fd)
