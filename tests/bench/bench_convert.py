"""Speed of plain conversion beside opencc-python-reimplemented's own engine, in one run.

    python tests/bench/bench_convert.py [--characters 300000] [--file TEXT]

Without ``--file`` the text is made of random sentences. Both engines run on the same text in
this process, and ``first use`` is taken in fresh processes. Prints characters per second, the
ratio, and the milliseconds of the first conversion.
"""

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from opencc import OpenCC

from tui.core.convert import convert

WHO = ["郵差", "護士", "老闆", "畫家", "麵包師傅", "總編輯", "樂隊指揮", "鐘錶匠", "遊客", "範先生"]
DID = ["發現了", "修復了", "借來", "談論著", "準備賣掉", "複製了", "記錄下", "鬆開了", "嚮往"]
WHAT = [
    "一面舊鏡子",
    "乾燥的茶葉",
    "後院裡的斗笠",
    "幾千里外的來信",
    "頭髮的樣式",
    "那只鐘",
    "制度的漏洞",
]
THEN = [
    "，然後發呆",
    "，不禁讚嘆",
    "，於是開始下雨",
    "，隻字未提",
    "，週末才回去",
    "，關係更複雜了",
]
# Most clauses of running text hold no character that is ambiguous.
PLAIN = [
    "天還沒有亮，街上已經很熱鬧",
    "大家都說這是今年最冷的一天",
    "孩子們在河邊撿石頭，母親坐在樹下讀報紙",
    "車站門口停著兩輛舊車",
    "她把窗戶打開，讓風吹進來",
]

FIRST = """
import time
import opencc, tui.core.convert
start = time.perf_counter()
tui.core.convert.convert({text!r}, {name!r})
print((time.perf_counter() - start) * 1000)
"""


def sentences(size: int) -> str:
    """Random traditional sentences, ``size`` characters of them."""
    dice = random.Random(11)
    parts: list[str] = []
    length = 0
    while length < size:
        sentence = "".join(map(dice.choice, (WHO, DID, WHAT, THEN))) + "。"
        sentence += dice.choice(PLAIN) + "，" + dice.choice(PLAIN) + "。"
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)[:size]


def seconds(work: Callable[[], object], times: int) -> float:
    """The fastest of ``times`` runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def first_use(name: str, text: str) -> float:
    """Milliseconds of the first conversion, best of five fresh processes."""
    program = FIRST.format(text=text, name=name)
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
        for _ in range(5)
    ]
    return min(float(run.stdout) for run in runs)


def main() -> None:
    """Measure both directions."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--characters", type=int, default=300_000, help="length of the text")
    parser.add_argument("--file", type=Path, help="a traditional text (UTF-8) to take instead")
    options = parser.parse_args()
    text = options.file.read_text("utf-8") if options.file else sentences(options.characters)
    text = text[: options.characters]
    for name, source in (("t2s", text), ("s2t", convert(text, "t2s"))):
        theirs = OpenCC(name)
        theirs.convert("中")
        slow = seconds(lambda: theirs.convert(source), 1)  # noqa: B023 - called at once
        fast = seconds(lambda: convert(source, name), 3)  # noqa: B023 - called at once
        print(
            f"{name}: {len(source) / slow:12,.0f} -> {len(source) / fast:12,.0f} characters/s, "
            f"{slow / fast:5.1f}x; first use {first_use(name, source[:500]):.0f} ms"
        )


if __name__ == "__main__":
    main()
