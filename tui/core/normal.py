"""A text as what its readers would call the same: letters and digits, in one form.

    "他說（機(jī)場）：Ａ！" -> "他说机场a", and where each character stood

Inline pinyin, whitespace, punctuation and symbols are dropped; width, case and script are
folded character by character. It starts from the decoded source and knows nothing of
repair or folding on purpose: a better rule there must not change who an article is or
where a note belongs. ``VERSION`` goes up when this module changes what it gives, and is
written beside everything that was made of it.
"""

from array import array
from itertools import chain

from msgspec import Struct

from tui.core.glyphs import HAN, fold
from tui.core.patterns import Pattern

VERSION = 1

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
# Behind a Chinese character: in brackets, or with a tone whatever became of its brackets. That
# no Chinese character comes next is told first: it is so nearly everywhere, and told fast.
_PINYIN = Pattern(
    rf"(?=[^\u4e00-\u9fff])(?<=[{HAN}])"
    rf"(?:\s*[(（][a-zü{_TONES}]{{1,7}}[)）]|[^\w\n]{{,2}}[a-zü]*[{_TONES}]+[a-zü]*[)）]?)+"
)
_KEPT = Pattern(r"[^\W_]+")


class Normal(Struct, frozen=True):
    """A text in normal form; ``places[n]`` is where its character ``n`` stood before."""

    text: str
    places: "array[int]"


def normal(source: str) -> Normal:
    """``source`` in normal form.

    >>> normal("機(jī)場：Ａ").text
    '机场a'
    """
    places = array("l")
    kept = []
    start = 0
    for end, following in chain(
        (residue.span() for residue in _PINYIN.finditer(source)), ((len(source), 0),)
    ):
        for run in _KEPT.finditer(source, start, end):
            kept.append(fold(run.group()))  # all at once would hold up every key
            places.extend(range(run.start(), run.end()))
        start = following
    return Normal("".join(kept), places)
