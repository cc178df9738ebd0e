"""Speed of reading an article: ``python -m tests.bench.bench_engine [--large] [--limit 60]``.

    text made here -> MB of UTF-8 a second: repair, classify, fold (2 are asked for)
    1 MB inputs made to be hard -> seconds, and growth

First an ordinary article with damage of every kind, at 1, 10 and (``--large``) 100 MB. ``read``
finds paragraphs, roles and folds; ``repair`` works out the text and the edits of every paragraph
after that, as an export does. Then the hard inputs, as text and as Markdown, each grown by
fours to its full size. Growth is the exponent over the last two steps, 1 being linear; it means
nothing below some 0.05 s. What grows faster than 1.3 is marked; a step expected to take longer than
``--limit`` seconds is left out. To be run by hand on a quiet machine.
"""

import argparse
import math
import random
from collections.abc import Callable
from time import perf_counter

from tui.core.pipeline import article_from_text, repaired

MB = 1_000_000
STEPS = 4  # sizes of a hard input, each four times the one before
SUPERLINEAR = 1.3  # exponents below are noise
SHORT = 0.05  # seconds that are too short to tell growth from

WHO = ("渡口的船工", "糕餅店的學徒", "氣象站的值班員", "修鐘的老人", "夜班車的司機", "紙廠的會計")
DID = ("每天清早掃雪", "把舊帳本晒在窗臺上", "在橋頭等一封信", "替鄰居餵了三年的貓", "學會了吹口琴")
THEN = ("後來誰也沒有再提起", "這件事傳遍了整條街", "大家都說,那年冬天特別長", "茶已經涼了")
TAIL = "\n".join(
    (
        "（責任編輯：柳岸 校對：溫嵐）",
        "版權聲明：本網原創內容未經授權不得轉載，違者必究。",
        "點擊展開全文",
    )
)

HARD = {
    "one Han character": "清",
    "one sign of a number": "一",
    "one letter": "a",
    "( in a row": "(",
    "機( in a row": "機(",
    "機(j in a row": "機(j",
    "機(jī) in a row": "機(jī)",
    "spaces": " ",
    "full-width commas": "，",
    "a, in a row": "a,",
    "「 in a row": "「",
    "[ in a row": "[",
    "` in a row": "`",
    "* in a row": "*",
    "& in a row": "&",
    "ESC in a row": "\x1b",
    "lines of one Han character": "清\n",
    "lines of one letter": "a\n",
    "blank lines": "\n",
    "paragraphs in a line": "清。\u3000\u3000",
    "lines all equal": "圖為渡口。溫嵐攝\n",
}
LINE = "燕子認的不是房子,是人;人搬走了(也許),它們也不來。"


def article(size: int) -> str:
    """An article of about ``size`` bytes in UTF-8, with damage and repeats, always the same."""
    chance = random.Random(7)
    lines = ["渡口的鐘(zhōng)聲", "2019-03-02 08:10　來源：清溪日報"]
    made = 0
    while made < size:
        lines.append(paragraph(chance))
        made += len(lines[-1].encode()) + 1
        if chance.random() < 0.03:
            caption = f"圖為{chance.choice(WHO)}，編號{chance.randrange(size)}。溫嵐攝"
            lines += [caption, caption]
            made += 2 * len(caption.encode()) + 2
    return "\n".join([*lines, TAIL])


def paragraph(chance: random.Random) -> str:
    clauses = [
        chance.choice(WHO) + chance.choice(DID) + "，" + chance.choice(THEN)
        for _ in range(chance.randrange(2, 7))
    ]
    text = f"　　{'。'.join(clauses)}。共{chance.randrange(10**6)}人。"
    if chance.random() < 0.5:
        text = text.replace("鐘", "鐘(zhōng)").replace("帳", "帳(zhàng)")
    return text.replace("，", ",") if chance.random() < 0.3 else text


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def whole(text: str, markdown: bool = False) -> None:
    """Read ``text`` and repair each of its paragraphs."""
    read = article_from_text(text, "bench", markdown=markdown)
    for index in range(len(read)):
        repaired(read, index)


def speeds(sizes: list[int]) -> None:
    article_from_text(article(10_000), "bench")  # loads the tables
    print(f"{'an article of':28}{'read':>16}{'read and repair':>18}")
    for size in sizes:
        text = article(size)
        done = len(text.encode()) / MB
        read = seconds(lambda text=text: article_from_text(text, "bench"))
        both = seconds(lambda text=text: whole(text))
        print(f"{done:8.0f} MB{'':17}{done / read:11.2f} MB/s{done / both:13.2f} MB/s", flush=True)


def grow(unit: str, size: int, markdown: bool, limit: float) -> str:
    """Time ``unit`` repeated to ``size`` bytes and smaller sizes; says seconds and growth."""
    times: list[float] = []
    growth = 1.0
    for step in reversed(range(STEPS)):
        now = size // 4**step
        if times and times[-1] * 4 ** max(growth, 1.0) > limit:
            return f"{times[-1]:7.2f} s at {now / 4 / MB:.2f} MB, growth {growth:.2f}, stopped"
        text = unit * (now // len(unit.encode()))
        times.append(seconds(lambda text=text: whole(text, markdown)))
        if len(times) > 1:
            last = times[-3:]
            growth = math.log(last[-1] / last[0], 4) / (len(last) - 1)
    is_steep = growth > SUPERLINEAR and times[-1] > SHORT
    return f"{times[-1]:7.2f} s, growth {growth:5.2f}{'  <<<' if is_steep else ''}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="also 100 MB")
    parser.add_argument("--limit", type=float, default=60, help="seconds for one hard input")
    options = parser.parse_args()
    speeds([MB, 10 * MB, *([100 * MB] if options.large else [])])
    print(f"\n{'1 MB of':28}{'as text':42}as Markdown")
    for name, unit in HARD.items():
        plain, marked = (grow(unit, MB, markdown, options.limit) for markdown in (False, True))
        print(f"{name:28}{plain:42}{marked}", flush=True)
    plain, marked = (grow(LINE, 5 * MB, markdown, options.limit) for markdown in (False, True))
    print(f"{'one line of 5 MB':28}{plain:42}{marked}")


if __name__ == "__main__":
    main()
