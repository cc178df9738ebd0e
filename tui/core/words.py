"""Words of simplified Chinese: ``text -> spans``, by the likeliest path through jieba's dictionary.

The dictionary of the package jieba is used as it is, the module is not: importing it takes
0.15 s, starting it 0.7 s, and it writes to standard error and into the temporary folder.
Its lines are grouped by their first character, in code-point order, so a bisection over the
bytes finds those of one character within microseconds; only the words that begin as the text
does, with the same two characters, are parsed and kept.

Method: unigram segmentation (jieba's ``cut`` without its HMM for unknown names); among all
paths through the dictionary the one with the largest product of word frequencies wins.
"""

import math
from functools import cache, lru_cache
from mmap import mmap

from tui.core.glyphs import HAN, fold, is_han
from tui.core.model import Span
from tui.core.packaged import first_line, mapped
from tui.core.patterns import Pattern

# The sum of all frequencies in jieba 0.42.1's dict.txt; a word's likelihood is counted from it.
_TOTAL = math.log(60_101_967)
UNKNOWN = -_TOTAL
_LONGEST = 12
_REMEMBERED = 4096  # pairs of characters, most of a text's, with the few words of each
_AROUND = 40  # characters before a place that may tell where its word begins
_RUN = Pattern(rf"[{HAN}]+|(?:(?![{HAN}])\w)+")


@cache
def _dictionary() -> tuple[mmap, int, int]:
    """The dictionary, and its ordered part: from 一 to the last line that begins in Chinese."""
    blob = mapped("jieba", "dict.txt")
    last = blob.rfind(b"\n\xe9") + 1
    return blob, blob.find("\n一 ".encode()) + 1, blob.find(b"\n", last) + 1


@cache
def _block(first: str) -> tuple[int, int]:
    """Where the lines stand that begin with the character ``first``: start and end."""
    key = first.encode("utf-8", "surrogatepass")
    return first_line(*_dictionary(), key), first_line(*_dictionary(), key + b"\xff")


@lru_cache(maxsize=_REMEMBERED)
def _words(lead: str) -> dict[str, tuple[float, str]]:
    """The words that begin with ``lead``, two characters, or are it, if one: as `known` has it."""
    start, end = _block(lead[0])
    if start == end:
        return {}
    lines = _dictionary()[0][start - 1 : end]
    key = b"\n" + lead.encode("utf-8", "surrogatepass") + (b"" if len(lead) > 1 else b" ")
    found = {}
    at = lines.find(key)
    while at >= 0:
        stop = lines.find(b"\n", at + 1)
        word, count, tag = lines[at + 1 : stop].decode().split(" ")
        found[word] = _LIKELIHOOD[count], tag
        at = lines.find(key, stop)
    return found


def known(word: str) -> tuple[float, str] | None:
    """The log likelihood of ``word`` and its tag, if the dictionary has it.

    >>> known("图书馆") and known("图书馆")[1], known("书馆在")
    ('n', None)
    """
    return _words(word[:2]).get(word) if word else None


class _Likelihoods(dict[str, float]):
    """Log likelihoods by frequency as it is written; most of a block's are the same few."""

    def __missing__(self, count: str) -> float:
        likelihood = self[count] = math.log(int(count)) - _TOTAL
        return likelihood


_LIKELIHOOD = _Likelihoods()


def path(text: str, longest: int = _LONGEST) -> tuple[float, list[int]]:
    """The likeliest segmentation of ``text`` into words of at most ``longest`` characters.

    Returns:
        Its log likelihood, and the end of every word, in order.
    """
    size = len(text)
    best = [0.0] * (size + 1)
    step = [0] * (size + 1)
    for at in range(size - 1, -1, -1):
        likelihood = UNKNOWN
        alone = known(text[at])
        if alone and alone[0] > likelihood:
            likelihood = alone[0]
        best[at], step[at] = likelihood + best[at + 1], at + 1
        words = _words(text[at : at + 2]) if at + 1 < size else None
        if not words:
            continue
        for end in range(at + 2, min(at + longest, size) + 1):
            found = words.get(text[at:end])
            if found and found[0] + best[end] > best[at]:
                best[at], step[at] = found[0] + best[end], end
    ends = []
    at = 0
    while at < size:
        at = step[at]
        ends.append(at)
    return best[0], ends


def tokens(text: str) -> tuple[Span, ...]:
    """The words of ``text`` as spans that tile it; what no word covers stands alone.

    >>> [("我们在图书馆看书")[s.start : s.end] for s in tokens("我们在图书馆看书")]
    ['我们', '在', '图书馆', '看书']
    """
    start = 0
    spans = []
    for end in path(text)[1]:
        spans.append(Span(start, end))
        start = end
    return tuple(spans)


def word_near(text: str, at: int) -> Span | None:
    """The word of ``text`` that the character at ``at`` stands in, or the next one.

    >>> word_near("他在圖書館看 Python。", 3), word_near("他在圖書館看 Python。", 8)
    (Span(start=2, end=5), Span(start=7, end=13))
    """
    first = max(at - _AROUND, 0)
    for run in _RUN.finditer(text, first, at + 2 * _AROUND):
        if run.end() <= at:
            continue
        if not is_han(run[0][0]):
            return Span(*run.span())
        word = next(word for word in tokens(fold(run[0])) if run.start() + word.end > at)
        return Span(run.start() + word.start, run.start() + word.end)
    return None


class Borders:
    """Where words begin and end in ``text``; words of four and more are taken apart in turn."""

    def __init__(self, text: str) -> None:
        ends: list[int] = []
        start = 0
        for end in path(text)[1]:
            if end - start >= 4:
                within = path(text[start:end], longest=end - start - 1)[1]
                ends += [start + part for part in within]
            else:
                ends.append(end)
            start = end
        self.spans = [Span(start, end) for start, end in zip([0, *ends], ends, strict=False)]
        self._word = [number for number, span in enumerate(self.spans) for _ in range(len(span))]
        self._borders = {0, *ends}

    def fit(self, start: int, end: int) -> bool:
        """Whether the characters ``start`` to ``end`` lie in one word, or make up whole ones.

        >>> Borders("相信息息相关").fit(1, 3), Borders("考试制度").fit(2, 4)
        (False, True)
        """
        if self._word[start] == self._word[end - 1]:
            return True
        return start in self._borders and end in self._borders

    def word(self, at: int) -> Span:
        """The word that the character ``at`` is part of."""
        return self.spans[self._word[at]]
