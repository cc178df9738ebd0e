"""Put text where a person can paste it, and say no more about it than is known.

``text, environment → Outcome``: the first way of a chain that took the text.

``pyperclip``
    The system's clipboard, through whichever tool pyperclip finds: wl-copy, xclip, xsel or
    klipper on Linux, pbcopy on macOS, clip.exe under WSL. pyperclip ignores its tools' exit
    codes and what they print, and ``is_available()`` is true without any tool, so the text is
    read back and compared: a dead display is found that way. Each step runs in a Python process
    of its own, because only that can be given other descriptors (a tool's complaint would land
    on the screen; a thread shares the screen's descriptors) and can be killed with the tool it
    waits for (xclip may hang on a pipe; a thread cannot be killed). xclip lives on in the
    background to serve the text and keeps what it inherited, so it never gets the report's
    pipe, and it gets a session of its own, so that closing the terminal leaves it alive.
    Reading back is a process of its own too: a look at a large text, while the clipboard
    passes from one owner to the next, may wait for ever (measured with 1 MB: 2 of 12 looks
    taken at once, none of 40 taken 50 ms later). That look alone is killed and another taken.
``tmux``
    ``tmux load-buffer -w -``, inside tmux 3.2 or newer. The paste buffer is read back, so that
    much is known. ``-w`` asks tmux to pass the text on to the terminal; nobody knows if it did.
``osc52``
    The escape sequence OSC 52 (xterm's "Manipulate Selection Data") through the terminal,
    which never answers. Up to 74,994 bytes: hterm and others take a sequence of at most
    100,000 bytes, 8 of them frame, and base64 makes 4 of 3. GNU screen passes it on only in
    device control strings. tmux is left to its own rules: its passthrough is off by default.
    Skipped in terminals known to drop it: VTE's (GNOME/vte#2495), Apple's, the Linux console.
``file``
    A new private file, whose name is shown.

Over SSH without a forwarded display the terminal comes first: a clipboard of the far machine
would take the text, confirm it, and be of no use.

Left out: qtpy and PyQt5, which pyperclip would try on X11, because the text vanishes with the
process that owns it; pasting; the primary selection; old copies in the folder are never removed.
"""

import base64
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from tui.core.model import Problem
from tui.io.paths import state_folder

LOCAL_ORDER = ("pyperclip", "tmux", "osc52", "file")
REMOTE_ORDER = ("tmux", "osc52", "pyperclip", "file")

TIME_LIMIT = 6.0
"""Seconds for one command."""

LOOK_LIMITS = (2.0, TIME_LIMIT)
"""Seconds for each look. PowerShell, which reads back under WSL, needs 1 to 4 to start."""

PAUSES = (0.02, 0.05, 0.1, 0.3, 0.0)
"""Seconds after each comparison: xclip returns before the X server knows of its text."""

PROBE = "Qingdu 清讀"
"""What the ways are tried with."""

OSC52_BYTES = 74_994

SCREEN_CHUNK = 240
"""Characters in one device control string: GNU screen before 4.2 holds 256, frame included."""

TOOLS = {
    "copy_xclip": "xclip",
    "copy_xsel": "xsel",
    "copy_wl": "wl-copy",
    "copy_klipper": "klipper",
    "copy_osx_pbcopy": "pbcopy",
    "copy_osx_pyobjc": "pyobjc",
    "copy_wsl": "clip.exe",
}
"""What pyperclip calls its copy functions, and what people call the tool behind it."""

_UNCOPYABLE = re.compile("[\0\ud800-\udfff]")


class Outcome(Struct, frozen=True):
    """Where the text went.

    Attributes:
        way: the tool's name (``xclip``), or ``tmux``, ``osc52``, ``file``.
        characters: how many code points.
        confirmed: it was read back from there. Of ``tmux`` the paste buffer is confirmed,
            of ``osc52`` nothing.
        path: the file, when it went into one.
    """

    way: str
    characters: int
    confirmed: bool
    path: Path | None = None

    @property
    def message_key(self) -> str:
        """The catalogue's key for the sentence that tells a person, filled by ``values``."""
        kind = self.way if self.way in ("tmux", "osc52", "file") else "copied"
        return f"clipboard.{kind}"

    @property
    def values(self) -> dict[str, str | int]:
        """What fills the message; ``path`` is not made safe to show."""
        return {
            "count": self.characters,
            "characters": f"{self.characters:,}",
            "way": self.way,
            "path": str(self.path or ""),
        }


def copy(
    text: str,
    *,
    order: Sequence[str] | None = None,
    terminal: Callable[[str], None] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Outcome:
    """Copy ``text`` by the first way that takes it. Blocks for seconds at worst: use a thread.

    Args:
        text: the text; NUL and lone surrogates, which no clipboard takes, are replaced.
        order: names from ``LOCAL_ORDER``, tried in turn; by default what suits the environment.
        terminal: writes the escape sequence it is given to the terminal, as it is and in one
            piece; called in the calling thread. Without it ``osc52`` is skipped.
        environment: in place of this process's own.
        folder: for the file, in place of the one in the platform's state folder.

    Raises:
        Problem: there is nothing to copy, no way of ``order`` took it, or the file could not
            be written.
    """
    if not text:
        raise Problem("copy-empty")
    text = _UNCOPYABLE.sub(lambda match: "␀" if match[0] == "\0" else "�", text)
    settings = os.environ if environment is None else environment
    ways: dict[str, Callable[[], Outcome | None]] = {
        "pyperclip": lambda: _pyperclip(text, settings),
        "tmux": lambda: _tmux(text, settings),
        "osc52": lambda: _osc52(text, settings, terminal),
        "file": lambda: _file(text, folder),
    }
    chain = default_order(settings) if order is None else order
    for name in chain:
        if outcome := ways[name]():
            return outcome
    raise Problem("copy-nowhere", ways=", ".join(chain))


def default_order(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The chain for this place.

    >>> default_order({"SSH_TTY": "/dev/pts/3"})[0], default_order({"DISPLAY": ":0"})[0]
    ('tmux', 'pyperclip')
    """
    remote = environment.get("SSH_CONNECTION") or environment.get("SSH_TTY")
    display = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return REMOTE_ORDER if remote and not display else LOCAL_ORDER


class Trial(Struct, frozen=True):
    """What one way is worth here.

    Attributes:
        way: one of ``LOCAL_ORDER``.
        works: whether it took a text; None where nobody can tell.
        detail: the tool, or the folder.
    """

    way: str
    works: bool | None
    detail: str = ""


def trial(
    environment: Mapping[str, str] | None = None,
    order: Sequence[str] | None = None,
    folder: Path | None = None,
) -> Iterator[Trial]:
    """Try every way of the chain, in its order. What the clipboard holds is put back.

    Only text can be put back: a picture in the clipboard is lost. Nothing is sent to the
    terminal. Blocks for seconds at worst.
    """
    settings = os.environ if environment is None else environment
    ways: dict[str, Callable[[], Trial]] = {
        "pyperclip": lambda: _try_pyperclip(settings),
        "tmux": lambda: _try_tmux(settings),
        "osc52": lambda: Trial("osc52", False if _drops_osc52(settings) else None),
        "file": lambda: _try_file(folder),
    }
    for name in order or default_order(settings):
        yield ways[name]()


def _try_pyperclip(environment: Mapping[str, str]) -> Trial:
    command, surroundings = _child_of(environment)
    before = _run([*command, "paste"], "", surroundings)
    outcome = _pyperclip(PROBE, environment)
    if before:
        _run([*command, "copy"], before.decode(), surroundings)
    return Trial("pyperclip", outcome is not None, outcome.way if outcome else "")


def _try_tmux(environment: Mapping[str, str]) -> Trial:
    if not environment.get("TMUX"):
        return Trial("tmux", False)
    buffer = ["-b", "qingdu-trial"]  # of its own, so that nothing is pasted by mistake
    _run(["tmux", "load-buffer", *buffer, "-"], PROBE, environment)
    back = _run(["tmux", "show-buffer", *buffer], "", environment)
    _run(["tmux", "delete-buffer", *buffer], "", environment)
    return Trial("tmux", back == PROBE.encode())


def _try_file(folder: Path | None) -> Trial:
    place = folder or state_folder() / "copies"
    try:
        outcome = _file(PROBE, folder)
    except Problem:
        return Trial("file", False, str(place))
    assert outcome.path is not None
    outcome.path.unlink()
    return Trial("file", True, str(place))


def _child_of(environment: Mapping[str, str]) -> tuple[list[str], Mapping[str, str]]:
    """What runs a step in a process of its own: the command's beginning, its environment."""
    # The child finds the very modules of this process, and none in the current folder (-P).
    modules = os.pathsep.join(filter(None, sys.path))
    return [sys.executable, "-P", "-m", __name__], {**environment, "PYTHONPATH": modules}


def _pyperclip(text: str, environment: Mapping[str, str]) -> Outcome | None:
    child, environment = _child_of(environment)
    tool = _run([*child, "copy"], text, environment)
    if not tool:
        return None
    for limit in LOOK_LIMITS:
        if seen := _run([*child, "look"], text, environment, limit):
            return Outcome(tool.decode(), len(text), True) if seen == b"same" else None
    return None


def _tmux(text: str, environment: Mapping[str, str]) -> Outcome | None:
    if not environment.get("TMUX"):
        return None
    if _run(["tmux", "load-buffer", "-w", "-"], text, environment) is None:
        return None
    back = _run(["tmux", "show-buffer"], "", environment)
    return Outcome("tmux", len(text), True) if back == text.encode() else None


def _run(
    command: Sequence[str], text: str, environment: Mapping[str, str], limit: float | None = None
) -> bytes | None:
    """What ``command`` answers to ``text``; None if it fails or outlives the time limit."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except OSError:
        return None
    with process:
        try:
            answer, _ = process.communicate(text.encode(), timeout=limit or TIME_LIMIT)
        except subprocess.TimeoutExpired:
            # macOS refuses the signal when the group is only a zombie.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            return None
    return answer if process.returncode == 0 else None


def _osc52(
    text: str, environment: Mapping[str, str], terminal: Callable[[str], None] | None
) -> Outcome | None:
    source = text.encode()
    if terminal is None or len(source) > OSC52_BYTES or _drops_osc52(environment):
        return None
    sequence = f"\x1b]52;c;{base64.b64encode(source).decode()}\a"
    if environment.get("STY") and not environment.get("TMUX"):
        chunks = (sequence[at : at + SCREEN_CHUNK] for at in range(0, len(sequence), SCREEN_CHUNK))
        sequence = "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
    terminal(sequence)
    return Outcome("osc52", len(text), False)


def _drops_osc52(environment: Mapping[str, str]) -> bool:
    return (
        environment.get("TERM") in ("linux", "dumb")
        or environment.get("TERM_PROGRAM") == "Apple_Terminal"
        or bool(environment.get("VTE_VERSION"))
    )


def _file(text: str, folder: Path | None) -> Outcome:
    place = folder or state_folder() / "copies"
    try:
        for missing in (place.parent, place):
            missing.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.chmod(0o700)
        # A new name each time, readable by its owner alone.
        descriptor, name = tempfile.mkstemp(prefix="copy-", suffix=".txt", dir=place)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            Path(name).unlink()
            raise
    except OSError as error:
        raise Problem("copy-file", path=str(place), reason=error.strerror or "") from error
    return Outcome("file", len(text), True, Path(name))


def copy_step(text: str) -> str:
    """In a child: let pyperclip copy ``text``; the tool's name, nothing if there is none."""
    import pyperclip

    copy_text, _ = pyperclip.determine_clipboard()
    tool = TOOLS.get(getattr(copy_text, "__name__", ""), "")
    if tool:
        copy_text(text)
    return tool


def look_step(text: str) -> str:
    """In a child: whether pyperclip, asked more than once, pastes ``text``: same or other."""
    import pyperclip

    _, paste = pyperclip.determine_clipboard()
    for pause in PAUSES:
        # The Windows clipboard may turn line ends into its own.
        if (paste() or "").replace("\r\n", "\n") == text.replace("\r\n", "\n"):
            return "same"
        time.sleep(pause)
    return "other"


def paste_step(_: str) -> str:
    """In a child: what the clipboard holds, as far as it is text; nothing without a tool."""
    import pyperclip

    copy_text, paste = pyperclip.determine_clipboard()
    return str(paste() or "") if getattr(copy_text, "__name__", "") in TOOLS else ""


def _child(step: str) -> None:
    text = sys.stdin.buffer.read().decode()
    report = os.dup(1)  # not inherited by the tools, whose own output goes nowhere from here on
    os.dup2(2, 1)
    steps = {"copy": copy_step, "look": look_step, "paste": paste_step}
    with os.fdopen(report, "wb") as file:
        file.write(steps[step](text).encode())


if __name__ == "__main__":
    _child(sys.argv[1])
