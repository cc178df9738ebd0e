"""How fast the page is, against a bare Textual program: ``python -m tests.bench.bench_page``.

    the same run: bare Textual, Qingdu on an article, 10 MB, 100 MB -> a table of ratios
    --peers: less, vim, toolong, frogmouth, baca on 1 MB -> a table of times

Medians over ``--rounds`` rounds, the programs in turn, each in a pseudo-terminal of 100 by 30.
The peers that are Python packages are installed from PyPI, each into an environment of its own
in ``--venvs DIR`` (kept, and used again). The texts are made up here, the same each time. By
hand, on a quiet machine: look at the processor's times first, a busy one spoils the others.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from tests.bench.terminal import Screen

SIZE = (100, 30)
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    BINDINGS = [("q", "quit", ""), ("j", "count", "")]
    count = 0
    def compose(self):
        self.line = Static("READY 0")
        yield self.line
    def action_count(self):
        self.count += 1
        self.line.update(f"READY {self.count}")
Bare().run()
"""
QINGDU = "import sys; from tui.cli import main; sys.exit(main())"  # as the command does
ARTICLE = Path(__file__).parents[2] / "sample_articles" / "01-xiangzhen-tushuguan.txt"
WHO = ["船夫", "茶客", "郵差", "木匠", "學徒", "更夫", "園丁", "教員", "裁縫", "掌櫃"]
DID = ["修好了", "記下了", "帶來了", "打聽到", "忘記了", "收起了", "畫出了", "量過了"]
WHAT = [
    "漏雨的屋頂",
    "舊碼頭的臺階",
    "一壺熱茶",
    "半本帳簿",
    "河上的浮標",
    "鐘樓的指針",
    "後院的井",
    "新買的麵粉",
]
WHEN = ["天亮以前", "午後", "雨停之後", "掌燈時分", "集市散了", "過年那天"]
PEERS = {
    "less": ("less {}", "q"),
    "vim": ("vim -n -u NONE {}", ":q!\r"),
    "toolong": ("tl {}", "q"),
    "frogmouth": ("frogmouth {}", "\x11"),
    "baca": ("baca {}", "q"),
}


def make_text(path: Path, size: int) -> None:
    """Write about ``size`` bytes of made-up prose; the first paragraph begins 第1段."""
    pick = random.Random(3)
    pool = [
        f"{pick.choice(WHEN)},{pick.choice(WHO)}{pick.choice(DID)}{pick.choice(WHAT)},"
        f"{pick.choice(WHO)}也{pick.choice(DID)}{pick.choice(WHAT)}。"
        for _ in range(5000)
    ]
    written = number = 0
    with path.open("w", encoding="utf-8") as file:
        while written < size:
            number += 1
            text = f"第{number}段。{''.join(pick.choices(pool, k=pick.randint(1, 7)))}\n"
            written += len(text.encode())
            file.write(text)


Times = dict[str, dict[str, list[float]]]


def bare(times: dict[str, list[float]], env: dict[str, str]) -> None:
    screen = Screen([sys.executable, "-c", BARE], env, *SIZE)
    times["first paint"].append(screen.until("READY"))
    times["first paint, processor"].append(screen.processor())
    screen.settle()
    times["memory"].append(screen.memory())
    press(times, "key", screen, ["j"] * 40)
    times["quit"].append(screen.quit("q")[0])


def press(times: dict[str, list[float]], name: str, screen: Screen, keys: list[str]) -> None:
    """Press each of ``keys``; the processor's time is of all of them, a key."""
    used = screen.processor()
    for key in keys:
        found = screen.key(key)
        if found is not None:
            times[name].append(found[0])
    times[f"{name}, processor"].append((screen.processor() - used) / len(keys))


def qingdu(
    times: dict[str, list[float]], env: dict[str, str], path: Path, marker: str, *, large: bool
) -> None:
    screen = Screen([sys.executable, "-c", QINGDU, str(path)], env, *SIZE)
    times["first paint"].append(screen.until(marker))
    times["first paint, processor"].append(screen.processor())
    peak = screen.memory()
    if large:
        times["gap while it loads"].append(screen.longest_gap("jk", 0.02, 3))
        while len(screen._processes()) > 1:
            peak = max(peak, screen.memory())
            times["gap while it loads"][-1] = max(
                times["gap while it loads"][-1], screen.longest_gap("jk", 0.02, 1)
            )
    time.sleep(2.5)
    screen.settle()
    times["memory"].append(max(peak, screen.memory()))
    press(times, "j", screen, ["j", "j", "j", "k", "k", "k"] * 6)
    if large:
        for _ in range(4):
            press(times, "G", screen, ["G"])
            screen.key("gg")
        press(times, "PageDown", screen, [" "] * 8)
        press(times, "12345G", screen, ["12345G", "99G", "23456G", "77G"])
    else:
        for name, keys in (("toggle, first", ["t"]), ("toggle, warm", ["t"] * 11)):
            press(times, name, screen, keys)
        for columns, rows in ((80, 24), (120, 40), (100, 30)):
            screen.resize(columns, rows)
            found = screen.frame()
            if found is not None:
                times["resize, first change"].append(found[0])
                times["resize, settled"].append(found[1])
    screen.key("gg")  # where it opens the next time
    took, left = screen.quit("q")
    times["quit"].append(took)
    if left:
        print(f"left on by {path.name}: {', '.join(left)}")


def own_environment(folder: Path) -> dict[str, str]:
    names = ("DATA", "STATE", "CONFIG", "CACHE")
    return {f"XDG_{name}_HOME": str(folder / name) for name in names} | {
        "TERM": "xterm-256color",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "LC_ALL": "C.UTF-8",
    }


BARS: tuple[tuple[str, str, str, float], ...] = (
    ("article", "first paint", "first paint", 1.25),
    ("10 MB", "first paint", "first paint", 1.25),
    ("article", "first paint, processor", "first paint, processor", 1.25),
    ("10 MB", "first paint, processor", "first paint, processor", 1.25),
    ("article", "j", "key", 1.3),
    ("article", "j, processor", "key, processor", 1.3),
    ("100 MB", "j", "key", 1.3),
    ("100 MB", "G", "key", 2),
    ("100 MB", "PageDown", "key", 2),
    ("100 MB", "12345G", "key", 2),
    ("article", "toggle, warm", "key", 2.5),
    ("article", "toggle, first", "key", 6),
    ("article", "resize, first change", "key", 7),
    ("article", "resize, settled", "key", 20),
    ("article", "quit", "quit", 1.2),
    ("100 MB", "quit", "quit", 1.2),
)


def show(times: Times) -> None:
    def middle(who: str, name: str) -> float:
        return statistics.median(times[who][name])

    def late(who: str, name: str) -> float:
        found = sorted(times[who][name])
        return found[int(len(found) * 0.95)]

    print(f"{'':42}{'ms':>9}{'bare':>9}{'ratio':>8}{'bar':>7}")
    for who, name, other, bar in BARS:
        mine, theirs = middle(who, name) * 1e3, middle("bare", other) * 1e3
        print(f"{who + ': ' + name:42}{mine:9.2f}{theirs:9.2f}{mine / theirs:8.2f}{bar:7}")
        if other == "key":
            mine, theirs = late(who, name) * 1e3, late("bare", other) * 1e3
            print(f"{'  p95':42}{mine:9.2f}{theirs:9.2f}{mine / theirs:8.2f}")
    ratio = middle("100 MB", "first paint") / middle("article", "first paint")
    print(f"{'100 MB: first paint, against the article':60}{ratio:8.2f}{1.5:7}")
    gap = max(times["100 MB"]["gap while it loads"]) * 1e3
    print(f"{'100 MB: longest gap while it loads':42}{gap:9.2f}{'':17}{50:7}")
    for who, most in (("article", 15), ("10 MB", 45), ("100 MB", 300)):
        more = max(times[who]["memory"]) - middle("bare", "memory")
        print(f"{who + ': memory above bare, MB, peak':42}{more:9.1f}{'':17}{most:7}")


def epub(text: Path, path: Path) -> None:
    """The text as an EPUB of one chapter, for a reader of books."""
    lines = "".join(f"<p>{line}</p>\n" for line in text.read_text("utf-8").splitlines())
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            f'{head}<container version="1.0" '
            'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>",
        )
        book.writestr(
            "a.opf",
            f'{head}<package xmlns="http://www.idpf.org/2007/opf" version="2.0" '
            'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            '<dc:title>a</dc:title><dc:identifier id="id">a</dc:identifier></metadata><manifest>'
            '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="n" href="n.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
            '<spine toc="n"><itemref idref="c"/></spine></package>',
        )
        book.writestr(
            "n.ncx",
            f'{head}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>'
            '<navPoint id="p" playOrder="1"><navLabel><text>a</text></navLabel>'
            '<content src="c.xhtml"/></navPoint></navMap></ncx>',
        )
        book.writestr(
            "c.xhtml",
            f'{head}<html xmlns="http://www.w3.org/1999/xhtml"><body>{lines}</body></html>',
        )


def peer(name: str, venvs: Path) -> str | None:
    """The peer's program, installed if need be."""
    program = PEERS[name][0].split()[0]
    if name in ("less", "vim"):
        return shutil.which(program)
    folder = venvs / name
    if not (folder / "bin" / program).exists():
        venv.create(folder, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", name]
        subprocess.run([*pip, "--disable-pip-version-check"], check=True)
    return str(folder / "bin" / program)


def peers(folder: Path, venvs: Path, rounds: int, env: dict[str, str]) -> None:
    text, marker = folder / "1.txt", "第1段"
    make_text(text, 1_000_000)
    (folder / "1.md").write_text(text.read_text("utf-8").replace("\n", "\n\n"), "utf-8")
    epub(text, folder / "1.epub")
    runs: dict[str, tuple[list[str], str]] = {
        "Qingdu": ([sys.executable, "-c", QINGDU, str(text)], "q")
    }
    for name, (command, leave) in PEERS.items():
        try:
            program = peer(name, venvs)
        except subprocess.CalledProcessError:
            program = None
        if program is None:
            print(f"{name}: not to be had")
            continue
        file = folder / {"baca": "1.epub", "frogmouth": "1.md"}.get(name, "1.txt")
        runs[name] = ([program, *command.format(file).split()[1:]], leave)
    times: Times = defaultdict(lambda: defaultdict(list))
    for _ in range(rounds):
        for name, (command, leave) in runs.items():
            try:
                screen = Screen(command, env, *SIZE)
                times[name]["first paint"].append(screen.until(marker, 20))
                time.sleep(3)
                screen.settle(1)
                press(times[name], "j", screen, ["j"] * 20)
                times[name]["memory"].append(screen.memory())
            except (TimeoutError, OSError) as error:
                print(f"{name}: {error!r}")
            finally:
                screen.quit(leave)
    print(f"{'1 MB':12}{'first paint':>12}{'j p50':>9}{'j p95':>9}{'j cpu':>9}{'MB':>8}")
    for name, found in times.items():
        if found["j"] and found["memory"]:
            keys = sorted(found["j"])
            print(
                f"{name:12}{statistics.median(found['first paint']) * 1e3:12.0f}"
                f"{statistics.median(keys) * 1e3:9.1f}{keys[int(len(keys) * 0.95)] * 1e3:9.1f}"
                f"{statistics.median(found['j, processor']) * 1e3:9.1f}"
                f"{statistics.median(found['memory']):8.0f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--article", type=Path, default=ARTICLE)
    parser.add_argument("--marker", default="青禾", help="what the article's first screen shows")
    parser.add_argument("--peers", action="store_true", help="the peers instead")
    parser.add_argument("--venvs", type=Path, help="folder of the peers' environments")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        env = {**os.environ, **own_environment(folder)}
        if options.peers:
            peers(folder, options.venvs or folder / "venvs", options.rounds, env)
            return
        texts = {"10 MB": folder / "10.txt", "100 MB": folder / "100.txt"}
        make_text(texts["10 MB"], 10_000_000)
        make_text(texts["100 MB"], 100_000_000)
        times: Times = defaultdict(lambda: defaultdict(list))
        runs: list[Callable[[], None]] = [
            lambda: bare(times["bare"], env),
            lambda: qingdu(times["article"], env, options.article, options.marker, large=False),
            lambda: qingdu(times["10 MB"], env, texts["10 MB"], "第1段", large=True),
            lambda: bare(times["bare"], env),
        ]
        for number in range(options.rounds):
            for run in runs:
                run()
            if number % 3 == 0:
                qingdu(times["100 MB"], env, texts["100 MB"], "第1段", large=True)
        show(times)


if __name__ == "__main__":
    main()
