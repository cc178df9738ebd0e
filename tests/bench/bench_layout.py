"""How fast text is laid out: ``python tests/bench/bench_layout.py TEXT [--width 72]``.

Prints characters a second for TEXT (a UTF-8 file, laid out paragraph by paragraph; ordinary
Chinese is meant to pass 6 million), for the same text as one paragraph in pieces, and for
texts made to be hard. The best of ``--rounds`` counts. Run by hand on a quiet machine.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from tui.core.layout import pieces, wrap

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


def by_paragraph(text: str, width: int) -> None:
    for paragraph in text.split("\n"):
        wrap(paragraph, width)


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
    print("paragraphs          ", speed(len(text), rounds, lambda: by_paragraph(text, width)))
    print("one, in pieces      ", speed(len(whole), rounds, lambda: by_piece(whole, width)))
    for name, unit in HARD.items():
        hard = unit * (1_000_000 // len(unit))
        print(f"{name:20}", speed(len(hard), 1, lambda t=hard: wrap(t, width)), end="; ")
        print("in pieces", speed(len(hard), 1, lambda t=hard: by_piece(t, width)))


if __name__ == "__main__":
    main()
