"""How much a line reads like a web page's own, by the runs of characters in it.

    folded line -> weight (log odds; 0: as likely the article's), what tells most of it

Lists of names never end: a page says 您可能也喜歡 or 看完本文您可能還想讀. What all such lines
share are short runs of characters, 您可, 點, 本文, and being short. Each run of one to three
characters, and each length passed, has a weight; a line's weight is their sum. Method: logistic
regression over character n-grams, trained on the labelled lines under tests/core/cases by
assets/make_wording.py, which tells how well it does on lines that it has not seen.

Left out on purpose: where the line stands. That is for ``classify`` to weigh.
"""

from functools import cache, lru_cache
from pathlib import Path

LONGEST = 3  # characters in a run
LENGTHS = (4, 8, 14, 22, 35, 60, 100)  # characters; each one passed has its own weight
LIMIT = 160  # characters of a line that can be weighed: those learned from are no longer
TOLD = 2  # runs that tell most
_EDGES = "^{}$"
_DIGITS = str.maketrans("123456789", "0" * 9)
KEPT = 4096  # characters whose runs are at hand: most of those in use
LATEST = 64  # lines last weighed: the end of an article, where each is asked about some times
_WIDTH = 3  # characters of a weight in the table
_DATA = Path(__file__).parent / "data" / "wording.txt"


def runs(folded: str) -> set[str]:
    """What of a folded line is weighed: runs of characters, digits alike, and lengths passed.

    >>> sorted(runs("第7頁"))
    ['$', '0', '0頁', '0頁$', '^', '^第', '^第0', '第', '第0', '第0頁', '頁', '頁$']
    """
    text = _EDGES.format(folded.translate(_DIGITS))
    found = {text[at : at + n] for n in range(1, LONGEST + 1) for at in range(len(text) - n + 1)}
    return found | {f">{length}" for length in LENGTHS if len(folded) > length}


@cache
def _rows() -> dict[str, str]:
    """The rows of the table by the character that their runs begin with; none: the constant."""
    rows = _DATA.read_bytes().decode().rstrip("\n").split("\n")
    return {row[:1].rstrip("\t"): row for row in rows}


@lru_cache(maxsize=KEPT)
def _beginning_with(first: str) -> dict[str, float]:
    """The runs that begin with ``first``, without it, each with what it adds."""
    entries = _rows().get(first, "").split("\t")[1:]
    return {entry[_WIDTH:]: int(entry[:_WIDTH]) / 10 for entry in entries}


def _adds(run: str) -> float:
    """What ``run`` adds; the empty one is what every line begins with."""
    return _beginning_with(run[:1]).get(run[1:], 0.0)


@lru_cache(maxsize=LATEST)
def weight(folded: str) -> float:
    """How much a folded line of up to ``LIMIT`` characters reads like a page's own."""
    return _adds("") + sum(map(_adds, runs(folded)))


def telling(folded: str) -> list[tuple[int, int]]:
    """Where in a folded line the runs stand that tell most, from left to right, apart.

    No part of a number or of a Latin word, as long as anything else tells.
    """
    text = folded.translate(_DIGITS)
    sums: dict[tuple[int, int], float] = {}
    for size in range(1, LONGEST + 1):
        for start in range(len(text) - size + 1):
            end = start + size
            own = _adds(text[start:end])
            parts = sums.get((start, end - 1), 0.0) + sums.get((start + 1, end), 0.0)
            sums[start, end] = own + parts - sums.get((start + 1, end - 1), 0.0)
    places = [place for place in sums if sums[place] > 0]
    whole = [place for place in places if _is_whole(text, *place)]
    found: list[tuple[int, int]] = []
    for start, end in sorted(whole or places, key=lambda place: (-sums[place], place)):
        if len(found) < TOLD and all(end <= first or last <= start for first, last in found):
            found.append((start, end))
    return sorted(found)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a place begins and ends with no blank and cuts no number or Latin word."""
    if text[start].isspace() or text[end - 1].isspace():
        return False
    around = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return not any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in around)
