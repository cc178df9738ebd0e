"""A text as what its readers would call the same: letters and digits, in one form.

    "他說（機(jī)場）：Ａ！" -> "他说机场a", and where each character stood

Inline pinyin, whitespace, punctuation and symbols are dropped; width, case and script are
folded character by character. It starts from the decoded source and knows nothing of
repair or folding on purpose: a better rule there must not change who an article is or
where a note belongs. ``VERSION`` goes up when this module changes what it gives, and is
written beside everything that was made of it.
"""

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

VERSION = 1

_PINYIN = re.compile(r"(?<=[\u3400-\u9fff\uf900-\ufaff])\s*[(（][a-zü\u00e0-\u01dc]{1,7}[)）]")
_KEPT = re.compile(r"[^\W_]+")
_HALF_WIDTH = {0xFF10 + n: 0x30 + n for n in range(75)}


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in normal form; ``places[n]`` is where its character ``n`` stood before."""

    text: str
    places: "array[int]"


def normal(source: str, fold: Callable[[str], str]) -> Normal:
    """``source`` in normal form.

    Args:
        source: any text.
        fold: makes one script of two, character by character, so that lengths stay.

    Raises:
        ValueError: ``fold`` changed a length.
    """
    places = array("l")
    kept = []
    start = 0
    for end, following in chain(
        (residue.span() for residue in _PINYIN.finditer(source)), ((len(source), 0),)
    ):
        for run in _KEPT.finditer(source, start, end):
            kept.append(run.group())
            places.extend(range(run.start(), run.end()))
        start = following
    text = "".join(kept).translate(_HALF_WIDTH)
    lower = text.lower()
    folded = fold(lower if len(lower) == len(text) else text)
    if len(folded) != len(text):
        raise ValueError("the fold changed the length of a text")
    return Normal(folded, places)


def plain_size(text: str) -> int:
    """How many letters and digits ``text`` has."""
    return sum(map(len, _KEPT.findall(text)))
