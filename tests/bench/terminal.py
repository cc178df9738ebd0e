"""A program in a pseudo-terminal, with a stopwatch: keys in, times of what it draws out.

    command, size -> Screen: first paint, keys answered, memory, processor time, quitting

A frame counts when it is released (synchronized output), otherwise when the program has been
silent for ``QUIET`` seconds. Times are from the key to the last byte of the frame. Queries that
terminals answer are answered. Linux: memory and processor time are read from ``/proc``.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Iterable
from pathlib import Path

QUIET = 0.03
BEGIN, END = b"\x1b[?2026h", b"\x1b[?2026l"
ANSWERS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>0?c"), b"\x1b[>1;10;0c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\]1([01]);\?(?:\x07|\x1b\\)"), b"\x1b]1\\1;rgb:1010/1010/1010\x07"),
)
SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_=>])")
# Modes that are to be off when a program has ended, and what turns each on and off.
MODES = {"screen": 1049, "mouse": 1000, "motion": 1003, "paste": 2004, "focus": 1004}


class Screen:
    """A program that runs in a pseudo-terminal of ``columns`` by ``rows``."""

    def __init__(self, command: Iterable[str], env: dict[str, str], columns: int, rows: int):
        self.output = bytearray()
        self.sync = False
        self.read = 0.0  # when something came last; what is done with it takes its time, too
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(env)
            command = list(command)
            os.execvp(command[0], command)
        self.resize(columns, rows, tell=False)

    def resize(self, columns: int, rows: int, *, tell: bool = True) -> None:
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if tell:
            os.kill(self.pid, signal.SIGWINCH)

    def _read(self, seconds: float) -> bytes:
        """What comes within ``seconds``; nothing at the end."""
        if not select.select([self.fd], [], [], max(seconds, 0))[0]:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.read = time.perf_counter()
        for query, answer in ANSWERS:
            for match in query.finditer(data):
                os.write(self.fd, match.expand(answer))
        last = max(data.rfind(BEGIN), data.rfind(END))
        if last >= 0:
            self.sync = data.startswith(BEGIN, last)
        self.output += data
        return data

    def until(self, text: str, seconds: float = 120) -> float:
        """Wait until ``text`` was drawn; gives the seconds since the start."""
        start, end = len(self.output), time.perf_counter() + seconds
        wanted = text.encode()
        while time.perf_counter() < end:
            self._read(0.05)
            if wanted in SEQUENCE.sub(b"", self.output[max(start - 100, 0) :]) and not self.sync:
                return self.read - self.begun
        raise TimeoutError(text)

    def frame(self, seconds: float = 2, quiet: float = QUIET) -> tuple[float, float] | None:
        """The times until the first frame from now on, and until the last; None without any."""
        begun = time.perf_counter()
        first = last = None
        while True:
            now = time.perf_counter()
            if last is not None and not self.sync and now - last >= quiet:
                break
            if now - begun >= seconds:
                break
            if self._read(quiet if last is not None else begun + seconds - now):
                last = self.read
                if first is None and not self.sync:
                    first = last
        return None if first is None or last is None else (first - begun, last - begun)

    def key(self, keys: str) -> tuple[float, float] | None:
        """Press ``keys``; times as of ``frame``."""
        os.write(self.fd, keys.encode())
        return self.frame()

    def longest_gap(self, keys: str, period: float, seconds: float) -> float:
        """Press ``keys`` in turn every ``period``; the longest time without an answer."""
        end = time.perf_counter() + seconds
        asked = due = time.perf_counter()
        waiting, worst, count = False, 0.0, 0
        while (now := time.perf_counter()) < end:
            if now >= due:
                os.write(self.fd, keys[count % len(keys)].encode())
                count += 1
                due += period
                if not waiting:
                    waiting, asked = True, now
            if self._read(due - time.perf_counter()) and not self.sync:
                if waiting:
                    worst = max(worst, time.perf_counter() - asked)
                waiting = False
        return worst

    def settle(self, seconds: float = 0.5) -> None:
        """Read until nothing has come for ``seconds``."""
        while self._read(seconds):
            pass

    def _processes(self) -> list[int]:
        found, ahead = [], [self.pid]
        while ahead:
            pid = ahead.pop()
            found.append(pid)
            for path in Path(f"/proc/{pid}/task").glob("*/children"):
                ahead += map(int, path.read_text().split())
        return found

    def memory(self) -> float:
        """Megabytes that are not file pages, of the program and what it started."""
        total = 0
        for pid in self._processes():
            try:
                text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue
            total += int(re.search(r"Anonymous:\s+(\d+)", text)[1])
        return total / 1024

    def processor(self) -> float:
        """Seconds of processor time so far, of all threads of the program."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(path.read_text().split()[0]) for path in tasks) / 1e9

    def quit(self, keys: str) -> tuple[float, list[str]]:
        """Type ``keys``; the seconds until it ended, and the modes that it left on."""
        begun = time.perf_counter()
        os.write(self.fd, keys.encode())
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            self._read(0.002)
            if time.perf_counter() - begun > 10:
                os.kill(self.pid, signal.SIGKILL)
        took = time.perf_counter() - begun
        self.settle(0.05)
        os.close(self.fd)
        left = []
        for name, number in MODES.items():
            on = self.output.rfind(b"\x1b[?%dh" % number)
            if on > self.output.rfind(b"\x1b[?%dl" % number):
                left.append(name)
        if self.output.rfind(b"\x1b[?25l") > self.output.rfind(b"\x1b[?25h"):
            left.append("cursor")
        return took, left
