"""How fast text is laid out: ``python tests/bench/bench_layout.py TEXT [--width 72]``.

Prints characters a second for TEXT (a UTF-8 file, laid out paragraph by paragraph; ordinary
Chinese is meant to pass 6 million with each of the rules), for the same text as one
paragraph in pieces, and for texts made to be hard. Last comes what the blank cells of an even
right edge cost, which are worked out for the lines on the screen only. The best of
``--rounds`` counts. Run by hand on a quiet machine.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from tui.core.blanks import blanks
from tui.core.layout import LineRules, pieces, wrap

HARD = {
    "one Han character": "清",
    "opening brackets": "「",
    "closing marks": "。",
    "dashes": "—",
    "one Latin word": "q",
    "slashes": "/",
    "spaces": " ",
    "spaced stops": " 。",
    "combining marks": "\u0301",
    "newlines": "\n",
    "joined emoji": "👩\u200d",
}


def speed(size: int, rounds: int, work: Callable[[], object]) -> str:
    best = float("inf")
    for _ in range(rounds):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return f"{size / best / 1e6:6.1f} M characters a second ({best:.2f} s)"


RULES = {
    "strict": LineRules(),
    "loose": LineRules(strict=False),
    "hanging": LineRules(hang=True),
    "indented": LineRules(indent=4),
    "autospace": LineRules(autospace=True),
    "all of them": LineRules(hang=True, indent=4, autospace=True),
}
SHOWN = 40  # lines


def by_paragraph(text: str, width: int, rules: LineRules) -> None:
    for paragraph in text.split("\n"):
        wrap(paragraph, width, rules)


def by_piece(text: str, width: int) -> None:
    for piece in pieces(text):
        wrap(text, width, within=piece)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("text", type=Path)
    parser.add_argument("--width", type=int, default=72)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    width, rounds = options.width, options.rounds
    text = options.text.read_text(encoding="utf-8")
    whole = text.replace("\n", "")
    for name, rules in RULES.items():
        done = speed(len(text), rounds, lambda r=rules: by_paragraph(text, width, r))
        print(f"{name:20}", done)
    print("one, in pieces      ", speed(len(whole), rounds, lambda: by_piece(whole, width)))
    for name, unit in HARD.items():
        hard = unit * (1_000_000 // len(unit))
        print(f"{name:20}", speed(len(hard), 1, lambda t=hard: wrap(t, width)), end="; ")
        print("in pieces", speed(len(hard), 1, lambda t=hard: by_piece(t, width)))
    head = whole[: 2 * SHOWN * width]
    lines = wrap(head, width, RULES["autospace"])[:SHOWN]
    start = perf_counter()
    for line in lines:
        blanks(head, line, width, RULES["autospace"])
    print(f"even right edge      {(perf_counter() - start) * 1000:.1f} ms for {SHOWN} lines")


if __name__ == "__main__":
    main()
