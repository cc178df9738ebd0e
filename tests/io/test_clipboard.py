"""The clipboard chain, on real X and tmux servers and on tools that lie or hang."""

import base64
import contextlib
import os
import pty
import re
import select
import shutil
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pyperclip
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.model import Problem
from tui.i18n import LANGUAGES, catalog
from tui.io import clipboard
from tui.io.clipboard import OSC52_BYTES, Outcome, copy, copy_step, default_order, look_step
from tui.io.paths import state_folder

TEXT = "張家口新聞網\n\t「清讀」 reads, “quotes” & \U0002070e\r\n"
DEADLINE = 20
"""Seconds after which a real program that should have answered has failed the test."""

any_text = st.text(st.characters(codec=None), min_size=1)


def need(*tools: str) -> None:
    for tool in tools:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")


def script(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text("#!/bin/sh\n" + textwrap.dedent(body))
    path.chmod(0o755)


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder to be the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("cat", "sleep"):
        (folder / name).symlink_to(shutil.which(name) or "")
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of our own: no test leaves a file in a real one. xsel does nothing without one."""
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    need("Xvfb")
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def wayland(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What a program needs to know of a Wayland session without a screen."""
    need("sway", "wl-copy", "wl-paste")
    # Short: the path of a socket holds 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="way", dir="/tmp"))
    command = ["sway", "-c", str(folder / "config")]
    if os.geteuid() == 0:  # sway refuses to run as root
        need("setpriv")
        os.chown(folder, 65534, 65534)
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    ready = folder / "ready"
    os.mkfifo(ready, 0o666)
    ready.chmod(0o666)
    (folder / "config").write_text(f"exec echo $WAYLAND_DISPLAY > {ready}\n")
    server = subprocess.Popen(
        command,
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "WLR_BACKENDS": "headless",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
        },
        stderr=subprocess.DEVNULL,
    )
    opened = os.open(ready, os.O_RDONLY | os.O_NONBLOCK)
    try:
        if not select.select([opened], [], [], DEADLINE)[0]:
            pytest.skip("sway does not start without a screen here")
        name = os.read(opened, 100).decode().strip()
        yield {"XDG_RUNTIME_DIR": str(folder), "WAYLAND_DISPLAY": name}
    finally:
        os.close(opened)
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


# The system's clipboard, through pyperclip


READERS = {
    "xclip": ["xclip", "-selection", "clipboard", "-o"],
    "xsel": ["xsel", "-b", "-o"],
}


@pytest.mark.parametrize("tool", READERS)
@pytest.mark.parametrize("text", [TEXT, "漢" * 350_000], ids=["short", "one megabyte"])
def test_a_real_x_clipboard_takes_the_text(
    tool: str, text: str, display: str, tools: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    need(tool)
    (tools / tool).symlink_to(shutil.which(tool) or "")
    environment = {"PATH": str(tools), "DISPLAY": display, "HOME": os.environ["HOME"]}
    text += tool  # another text each time: an old one that is still there proves nothing
    assert copy(text, environment=environment) == Outcome(tool, len(text), True)
    for _ in range(5):  # xsel, asked for much at once, now and then gives nothing
        back = subprocess.run(
            READERS[tool], env=environment, capture_output=True, check=True, timeout=DEADLINE
        )
        if back.stdout:
            break
    assert back.stdout.decode() == text
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", [TEXT, "漢" * 350_000], ids=["short", "one megabyte"])
def test_a_real_wayland_clipboard_takes_the_text(
    text: str, wayland: dict[str, str], tools: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for tool in ("wl-copy", "wl-paste"):
        (tools / tool).symlink_to(shutil.which(tool) or "")
    environment = {"PATH": str(tools), "HOME": os.environ["HOME"], **wayland}
    assert copy(text, environment=environment) == Outcome("wl-copy", len(text), True)
    back = subprocess.run(
        ["wl-paste", "-n"],
        env=environment | {"PATH": os.environ["PATH"]},
        capture_output=True,
        check=True,
        timeout=DEADLINE,
    )
    assert back.stdout.decode() == text
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("tool", READERS)
def test_a_dead_display_is_noticed_and_prints_nothing(
    tool: str, tools: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    need(tool)
    (tools / tool).symlink_to(shutil.which(tool) or "")
    environment = {"PATH": str(tools), "DISPLAY": ":9999", "HOME": os.environ["HOME"]}
    assert copy(TEXT, environment=environment, folder=tmp_path).way == "file"
    assert capfd.readouterr() == ("", "")


STORE = """\
    if [ "$3" = -o ]; then cat {store} 2>/dev/null; else cat >{store}; fi
    echo not for the screen >&2
    """


def test_a_tool_that_keeps_the_text_is_believed(tools: Path, tmp_path: Path) -> None:
    script(tools, "xclip", STORE.format(store=tmp_path / "store"))
    environment = {"PATH": str(tools), "DISPLAY": ":0"}
    assert copy(TEXT, environment=environment) == Outcome("xclip", len(TEXT), True)


@pytest.mark.parametrize(
    "body",
    ["cat >/dev/null", "exit 0", "exit 1", "echo noise; echo noise >&2", "kill -9 $$"],
)
def test_a_tool_that_does_not_keep_it_is_not_believed(
    body: str, tools: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script(tools, "xclip", body)
    environment = {"PATH": str(tools), "DISPLAY": ":0"}
    assert copy(TEXT, environment=environment, folder=tmp_path).way == "file"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("hangs", ["on copying", "on reading back"])
def test_a_hanging_tool_is_killed(
    hangs: str, tools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "TIME_LIMIT", 1.5)
    monkeypatch.setattr(clipboard, "LOOK_LIMITS", (1.5,))
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    when = "=" if hangs == "on reading back" else "!="
    hang = f"exec 9>{fifo}; echo reached >&9; exec sleep 1000"
    script(tools, "xclip", f'if [ "$3" {when} -o ]; then {hang}; fi; cat >/dev/null')
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        environment = {"PATH": str(tools), "DISPLAY": ":0"}
        assert copy(TEXT, environment=environment, folder=tmp_path).way == "file"
        assert os.read(reader, 100) == b"reached\n"
        # The end of file: nobody holds the other end any more.
        assert select.select([reader], [], [], DEADLINE)[0]
        assert os.read(reader, 100) == b""
    finally:
        os.close(reader)


def test_a_look_that_hangs_is_followed_by_another(
    tools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "LOOK_LIMITS", (1.5, DEADLINE))
    store, looked = tmp_path / "store", tmp_path / "looked"
    body = f"""\
        if [ "$3" != -o ]; then exec cat >{store}; fi
        if [ -e {looked} ]; then exec cat {store}; fi
        : >{looked}
        exec sleep 1000
        """
    script(tools, "xclip", body)
    environment = {"PATH": str(tools), "DISPLAY": ":0"}
    assert copy(TEXT, environment=environment, folder=tmp_path).way == "xclip"
    assert looked.exists()


@pytest.mark.parametrize(
    ("tool", "answers", "steps"),
    [
        (b"xclip", [b"same"], "copy look"),
        (b"xclip", [b"other"], "copy look"),
        (b"xclip", [None, b"same"], "copy look look"),
        (b"xclip", [None, None], "copy look look"),
        (b"", [], "copy"),
        (None, [], "copy"),
    ],
)
def test_only_a_look_that_told_nothing_is_followed_by_a_longer_one(
    tool: bytes | None,
    answers: list[bytes | None],
    steps: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    replies = iter([tool, *answers])
    asked: list[str] = []
    limits: list[float] = []

    def run(command: list[str], text: str, environment: object, *limit: float) -> bytes | None:
        asked.append(command[-1])
        limits.extend(limit)
        return next(replies)

    monkeypatch.setattr(clipboard, "_run", run)
    outcome = copy(TEXT, environment={}, folder=tmp_path)
    assert outcome.way == ("xclip" if b"same" in answers else "file")
    assert " ".join(asked) == steps
    assert limits == list(clipboard.LOOK_LIMITS[: len(answers)])
    assert limits == sorted(set(limits))


def test_wayland_tools_are_used_where_the_session_is_wayland(tools: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    script(tools, "wl-copy", f"cat >{store}")
    script(tools, "wl-paste", f"cat {store}")
    environment = {"PATH": str(tools), "WAYLAND_DISPLAY": "wayland-0"}
    assert copy(TEXT, environment=environment) == Outcome("wl-copy", len(TEXT), True)


def test_a_missing_python_is_one_more_way_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    assert copy(TEXT, environment={}, folder=tmp_path).way == "file"


def test_a_killed_group_that_is_gone_already_is_no_error(
    tools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A group of zombies, which macOS refuses to signal."""
    killpg = os.killpg

    def refuse(group: int, number: int) -> None:
        killpg(group, number)
        raise PermissionError

    monkeypatch.setattr(clipboard, "TIME_LIMIT", 0.1)
    monkeypatch.setattr(os, "killpg", refuse)
    script(tools, "tmux", "exec sleep 1000")
    environment = {"PATH": str(tools), "TMUX": "x"}
    assert copy(TEXT, order=["tmux", "file"], environment=environment, folder=tmp_path).path


def test_every_tool_of_pyperclip_has_a_name_for_people() -> None:
    """A new version that renames one is noticed; Qt, Windows and Cygwin are left out."""
    kinds = {name for name in vars(pyperclip) if re.fullmatch("init_.*_clipboard", name)}
    kinds -= {f"init_{kind}_clipboard" for kind in ("qt", "windows", "dev_clipboard", "no")}
    names = {vars(pyperclip)[kind]()[0].__name__ for kind in kinds}
    assert names == set(clipboard.TOOLS)


class Fake:
    """A pair of pyperclip functions over a clipboard that shows its text after some looks."""

    def __init__(self, name: str, looks: int = 0, ends: str = "\n") -> None:
        self.looks, self.ends, self.text, self.copied = looks, ends, "", False
        self.pauses: list[float] = []
        self.copy_text = lambda text: vars(self).update(text=text, copied=True)
        self.copy_text.__name__ = name

    def paste(self) -> str | None:
        self.looks -= 1
        return None if self.looks >= 0 else self.text.replace("\n", self.ends)


def use(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> Fake:
    monkeypatch.setattr(pyperclip, "determine_clipboard", lambda: (fake.copy_text, fake.paste))
    monkeypatch.setattr(clipboard.time, "sleep", fake.pauses.append)
    return fake


@pytest.mark.parametrize(("ends", "seen"), [("\n", "same"), ("\r\n", "same"), ("\r", "other")])
def test_windows_line_ends_count_as_the_same_text(
    ends: str, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(Fake("copy_wsl", ends=ends), monkeypatch)
    assert copy_step("一\n二") == "clip.exe"
    assert look_step("一\n二") == seen


@pytest.mark.parametrize(("looks", "seen"), [(0, "same"), (3, "same"), (100, "other")])
def test_a_slow_server_is_looked_at_again(
    looks: int, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = use(Fake("copy_xclip", looks), monkeypatch)
    assert copy_step(TEXT) == "xclip"
    assert look_step(TEXT) == seen
    assert len(fake.pauses) == min(looks, len(clipboard.PAUSES))


def test_qt_is_not_used_because_its_text_dies_with_its_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake = use(Fake("copy_qt"), monkeypatch)
    assert copy_step(TEXT) == ""
    assert not fake.copied


@pytest.mark.parametrize("step", ["copy", "look"])
def test_the_child_reports_and_silences_its_tools(
    step: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def shout(text: str) -> str:
        os.write(1, text.encode())
        return "answer"

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(TEXT.encode())))
    monkeypatch.setattr(clipboard, f"{step}_step", shout)
    before = os.dup(1)
    try:
        clipboard._child(step)
    finally:
        os.dup2(before, 1)
        os.close(before)
    assert capfd.readouterr() == ("answer", TEXT)


# tmux


@pytest.fixture
def tmux(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment inside a real tmux server of our own."""
    need("tmux")
    socket = tmp_path_factory.mktemp("t") / "s"
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color"}
    command = ["tmux", "-f", "/dev/null", "-S", str(socket)]
    start = [*command, "new-session", "-d", "-P", "-F", "#{pid},#{session_id}", "cat"]
    made = subprocess.run(start, env=environment, capture_output=True, check=True, text=True)
    pid, session = made.stdout.strip().split(",$")
    try:
        yield {**environment, "TMUX": f"{socket},{pid},{session}"}
    finally:
        subprocess.run([*command, "kill-server"], env=environment, check=False)


def ask_tmux(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        ["tmux", *command],
        env=environment,
        capture_output=True,
        check=True,
        timeout=DEADLINE,
    )
    return done.stdout.decode()


@pytest.mark.parametrize("text", [TEXT, "漢" * 350_000], ids=["short", "one megabyte"])
def test_the_tmux_buffer_takes_the_text(text: str, tmux: dict[str, str]) -> None:
    assert copy(text, environment=tmux) == Outcome("tmux", len(text), True)
    assert ask_tmux(tmux, "show-buffer") == text


@pytest.mark.parametrize("setting", ["external", "on", "off"])
def test_tmux_passes_the_text_to_its_terminal(setting: str, tmux: dict[str, str]) -> None:
    ask_tmux(tmux, "set-option", "-s", "set-clipboard", setting)
    ask_tmux(tmux, "set-hook", "-g", "client-attached", "wait-for -S attached")
    outside = {name: value for name, value in tmux.items() if name != "TMUX"}
    socket = tmux["TMUX"].split(",")[0]
    screen, inside = pty.openpty()
    client = subprocess.Popen(
        ["tmux", "-S", socket, "attach"], env=outside, stdin=inside, stdout=inside, stderr=inside
    )
    os.close(inside)
    try:
        ask_tmux(tmux, "wait-for", "attached")
        assert copy(TEXT, environment=tmux).way == "tmux"
        wanted = base64.b64encode(TEXT.encode())
        shown = b""
        while wanted not in shown:
            assert select.select([screen], [], [], DEADLINE)[0], shown
            shown += os.read(screen, 65_536)
    finally:
        client.terminate()
        client.wait()
        os.close(screen)


def test_a_tmux_server_that_is_gone_is_noticed(tmux: dict[str, str], tmp_path: Path) -> None:
    gone = {**tmux, "TMUX": f"{tmp_path}/none,1,0"}
    assert copy(TEXT, environment=gone, folder=tmp_path).way == "file"


def test_a_buffer_that_reads_back_otherwise_is_not_believed(tools: Path, tmp_path: Path) -> None:
    script(tools, "tmux", "cat >/dev/null; echo something else")
    environment = {"PATH": str(tools), "TMUX": "x"}
    assert copy(TEXT, environment=environment, folder=tmp_path).way == "file"


def test_tmux_is_left_alone_outside_of_it(tools: Path, tmp_path: Path) -> None:
    script(tools, "tmux", f"cat >{tmp_path}/store; cat {tmp_path}/store")
    environment = {"PATH": str(tools)}
    order = ["tmux", "file"]
    assert copy(TEXT, order=order, environment=environment, folder=tmp_path).way == "file"
    environment["TMUX"] = "x"
    script(tools, "tmux", f'if [ "$2" ]; then cat >{tmp_path}/s; else cat {tmp_path}/s; fi')
    assert copy(TEXT, order=order, environment=environment, folder=tmp_path).way == "tmux"


# The terminal


def sent(text: str, environment: dict[str, str]) -> str:
    """What reaches the terminal when only it may be asked; nothing if it was passed over."""
    said: list[str] = []
    with contextlib.suppress(Problem):
        outcome = copy(text, order=["osc52"], terminal=said.append, environment=environment)
        assert outcome == Outcome("osc52", len(text), False)
    return "".join(said)


def payload(sequence: str) -> str:
    found = re.fullmatch(r"\x1b]52;c;([A-Za-z0-9+/]+=*)\x07", sequence)
    assert found
    return base64.b64decode(found[1]).decode()


@given(any_text)
def test_the_terminal_is_sent_the_text(text: str) -> None:
    shown = payload(sent(text, {}))
    assert len(shown) == len(text)
    assert all(a == b for a, b in zip(text, shown, strict=True) if b not in "␀�")


def test_the_terminal_is_sent_no_more_than_it_takes() -> None:
    assert len(sent("漢" * (OSC52_BYTES // 3), {})) == 100_000
    assert sent("漢" * (OSC52_BYTES // 3) + "a", {}) == ""


def test_without_a_terminal_to_write_to_it_is_passed_over() -> None:
    with pytest.raises(Problem, match="copy-nowhere"):
        copy(TEXT, order=["osc52"], environment={})


@pytest.mark.parametrize(
    ("environment", "drops"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "linux"}, True),
        ({"TERM": "dumb"}, True),
        ({"TERM_PROGRAM": "iTerm.app"}, False),
        ({"TERM_PROGRAM": "Apple_Terminal"}, True),
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": ""}, False),
    ],
)
def test_terminals_that_drop_it_are_passed_over(environment: dict[str, str], drops: bool) -> None:
    assert (sent(TEXT, environment) == "") is drops


@given(st.integers(1, 2000))
def test_gnu_screen_passes_it_on_in_short_strings(length: int) -> None:
    wrapped = sent("讀" * length, {"STY": "1.pts"})
    strings = re.findall("\x1bP(.*?)\x1b\\\\", wrapped, re.DOTALL)
    assert "".join(f"\x1bP{inner}\x1b\\" for inner in strings) == wrapped
    assert payload("".join(strings)) == "讀" * length
    assert all(len(inner) + 4 <= 256 for inner in strings)


def test_tmux_within_screen_is_sent_the_plain_sequence() -> None:
    assert payload(sent(TEXT, {"STY": "1.pts", "TMUX": "x"})) == TEXT


# The file


@given(any_text)
def test_a_file_holds_the_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    outcome = copy(text, order=["file"], folder=tmp_path_factory.getbasetemp() / "copies")
    assert outcome.path
    written = outcome.path.read_bytes().decode()
    assert written == re.sub("[\ud800-\udfff]", "�", text).replace("\0", "␀")
    assert outcome == Outcome("file", len(text), True, outcome.path)


def test_files_are_private_and_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "copies"
    paths = [copy(text, order=["file"], folder=folder).path for text in ("一", "二")]
    assert [path and path.read_text("utf-8") for path in paths] == ["一", "二"]
    assert [path and stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o600] * 2
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_open_to_others_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    copy(TEXT, order=["file"], folder=tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_the_file_lies_in_the_state_folder(home: Path) -> None:
    path = copy(TEXT, order=["file"]).path
    assert path
    assert path.parent == state_folder() / "copies"
    assert path.is_relative_to(home)
    assert stat.S_IMODE(state_folder().stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(Problem, match="copy-file") as caught:
        copy(TEXT, order=["file"], folder=tmp_path / "taken")
    assert caught.value.values["path"] == str(tmp_path / "taken")


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fdopen = os.fdopen

    def full(descriptor: int, *args: object, **options: object) -> object:
        os.close(descriptor)
        return fdopen(os.open("/dev/full", os.O_WRONLY), "w", encoding="utf-8")

    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(Problem, match="No space left"):
        copy(TEXT, order=["file"], folder=tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []


# The chain


@pytest.mark.parametrize(
    ("environment", "first"),
    [
        ({}, "pyperclip"),
        ({"DISPLAY": ":0"}, "pyperclip"),
        ({"TMUX": "x"}, "pyperclip"),
        ({"SSH_CONNECTION": "a 1 b 2"}, "tmux"),
        ({"SSH_TTY": "/dev/pts/1"}, "tmux"),
        ({"SSH_TTY": "/dev/pts/1", "DISPLAY": ""}, "tmux"),
        ({"SSH_TTY": "/dev/pts/1", "DISPLAY": "localhost:10.0"}, "pyperclip"),
        ({"SSH_TTY": "/dev/pts/1", "WAYLAND_DISPLAY": "w"}, "pyperclip"),
    ],
)
def test_the_far_end_of_ssh_asks_the_terminal_first(
    environment: dict[str, str], first: str
) -> None:
    order = default_order(environment)
    assert order[0] == first
    assert (order.index("osc52") < order.index("pyperclip")) is (first == "tmux")
    assert sorted(order) == ["file", "osc52", "pyperclip", "tmux"]


def test_over_ssh_the_terminal_takes_it_and_a_long_text_goes_to_a_file(tmp_path: Path) -> None:
    environment = {"SSH_TTY": "/dev/pts/1", "PATH": ""}
    said: list[str] = []
    outcome = copy(TEXT, terminal=said.append, environment=environment, folder=tmp_path)
    assert (outcome.way, len(said)) == ("osc52", 1)
    long = "漢" * 350_000
    outcome = copy(long, terminal=said.append, environment=environment, folder=tmp_path)
    assert (outcome.way, len(said)) == ("file", 1)


def test_a_set_order_is_kept(tmp_path: Path) -> None:
    said: list[str] = []
    order = ["file", "osc52"]
    outcome = copy(TEXT, order=order, terminal=said.append, environment={}, folder=tmp_path)
    assert (outcome.way, said) == ("file", [])


def test_no_way_at_all_is_told() -> None:
    with pytest.raises(Problem) as caught:
        copy(TEXT, order=["tmux", "osc52"], environment={})
    assert caught.value.values == {"ways": "tmux, osc52"}


def test_nothing_is_not_copied() -> None:
    with pytest.raises(Problem, match="copy-empty"):
        copy("", order=["file"])


# The message


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", ["xclip", "tmux", "osc52", "file"])
@pytest.mark.parametrize("characters", [1, 1234])
def test_the_message_says_how_much_went_where(language: str, way: str, characters: int) -> None:
    path = Path("/s/copy-1.txt") if way == "file" else None
    outcome = Outcome(way, characters, way != "osc52", path)
    said = catalog(language).text(outcome.message_key, **outcome.values)
    assert f"{characters:,}" in said
    assert "None" not in str(outcome.values)
    assert {"xclip": "xclip", "tmux": "tmux", "osc52": "", "file": "/s/copy-1.txt"}[way] in said


def test_english_counts_one_and_many() -> None:
    one, many = (Outcome("xclip", n, True) for n in (1, 1234))
    english = catalog("en")
    assert english.text(one.message_key, **one.values) == "1 character copied with xclip"
    assert english.text(many.message_key, **many.values) == "1,234 characters copied with xclip"


@pytest.mark.parametrize("language", LANGUAGES)
def test_problems_have_words(language: str) -> None:
    for id, values in [
        ("copy-empty", {}),
        ("copy-nowhere", {"ways": "tmux"}),
        ("copy-file", {"path": "/s", "reason": "full"}),
    ]:
        said = catalog(language).text(f"problem.{id}", **values)
        assert all(value in said for value in values.values())


# What works here


def trials(environment: dict[str, str], folder: Path) -> dict[str, clipboard.Trial]:
    return {found.way: found for found in clipboard.trial(environment, folder=folder)}


def test_a_trial_puts_back_what_the_clipboard_held(tools: Path, tmp_path: Path) -> None:
    script(tools, "xclip", STORE.format(store=tmp_path / "store"))
    (tmp_path / "store").write_text("mine")
    found = trials({"PATH": str(tools), "DISPLAY": ":0"}, tmp_path / "copies")
    assert found["pyperclip"] == clipboard.Trial("pyperclip", True, "xclip")
    assert (tmp_path / "store").read_text() == "mine"


def test_a_trial_on_a_real_x_clipboard(display: str, tools: Path, tmp_path: Path) -> None:
    need("xclip")
    (tools / "xclip").symlink_to(shutil.which("xclip") or "")
    environment = {"PATH": str(tools), "DISPLAY": display, "HOME": os.environ["HOME"]}
    copy("mine", environment=environment)
    assert trials(environment, tmp_path)["pyperclip"] == clipboard.Trial("pyperclip", True, "xclip")
    back = subprocess.run(
        READERS["xclip"], env=environment, capture_output=True, check=True, timeout=DEADLINE
    )
    assert back.stdout == b"mine"


def test_a_trial_where_there_is_nothing(tools: Path, tmp_path: Path) -> None:
    environment = {"PATH": str(tools), "TERM": "dumb"}
    assert [found.works for found in trials(environment, tmp_path).values()] == [
        *(False, False, False, True)
    ]
    assert list(tmp_path.glob("*.txt")) == []


def test_a_trial_of_tmux_leaves_no_buffer(tmux: dict[str, str], tmp_path: Path) -> None:
    assert trials(tmux, tmp_path)["tmux"].works is True
    assert ask_tmux(tmux, "list-buffers") == ""


def test_a_trial_where_no_file_can_be_written(tools: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    environment = {"PATH": str(tools), "TERM": "xterm"}
    found = trials(environment, tmp_path / "taken")
    assert (found["osc52"].works, found["file"].works) == (None, False)


def test_a_trial_keeps_to_the_order_that_was_set(tools: Path, tmp_path: Path) -> None:
    environment = {"PATH": str(tools)}
    found = clipboard.trial(environment, ("file", "tmux"), tmp_path)
    assert [trial.way for trial in found] == ["file", "tmux"]


def test_what_no_known_tool_holds_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    use(Fake("copy_qt"), monkeypatch)
    assert clipboard.paste_step("") == ""
