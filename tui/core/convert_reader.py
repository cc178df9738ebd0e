"""Conversion for the reader: OpenCC's phrases, kept to the borders of words.

OpenCC takes the longest phrase from the left, wherever words begin: in 包括发动机 it finds
括发, in 他於倫敦出生 the name 於倫. Decided here: a phrase counts only inside one word, or if
both its ends are borders of words. The words are those of jieba's dictionary, looked at around
the few phrases in question, long ones taken apart (考试制度 holds no 试制). Towards traditional,
two things come on top: what neither table can know (``convert_hints``), and the plain characters
that Taiwan's standard is content with where OpenCC picks a rarer one (``_OPTIONAL``).

``text -> text`` of equal length; on the way to traditional in OpenCC's own glyphs, the
regional ones come afterwards.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from tui.core.convert_engine import Converter, match
from tui.core.convert_hints import PHRASES, SIMPLER, changes, hinted, simpler
from tui.core.model import Span
from tui.core.words import Borders

# Context on either side of a stretch: a word of four, and what it may itself collide with.
_CONTEXT = 6
_REMEMBERED = 8192

# Optional forms: where OpenCC writes the first, Taiwan's standard is content with the second.
_OPTIONAL = {
    "佈": "布", "唸": "念", "揹": "背", "僱": "雇", "樑": "梁", "柺": "拐", "孃": "娘",
    "傢": "家", "俱": "具", "燬": "毀", "闇": "暗", "昇": "升", "矇": "蒙", "硃": "朱", "捱": "挨",
    "巖": "岩", "絃": "弦",
}  # fmt: skip


class WordwiseConverter(Converter):
    """The configuration ``s2t`` or ``t2s`` with phrases kept to the borders of words."""

    def _init_dict(self) -> None:
        self.own = PHRASES if self.conversion == "s2t" else SIMPLER
        super()._init_dict()
        self._within = lru_cache(_REMEMBERED)(self._between_words)

    def _stretch(self, string: str, start: int, end: int) -> str:
        left = max(0, start - _CONTEXT)
        return self._within(string[left : end + _CONTEXT], start - left, end - left)

    def _between_words(self, window: str, at: int, stop: int) -> str:
        """Convert ``window[at:stop]`` by the keys that respect the words of ``window``."""
        entries = self.steps.stages[0].entries
        keys = (window[start:end] for start, end in self._keys(window, at, stop))
        return "".join(entries.get(key, key) for key in keys)

    def _keys(self, window: str, at: int, stop: int) -> Iterator[tuple[int, int]]:
        """The keys that ``window[at:stop]`` falls into, or single characters, in order."""
        table = self.steps.stages[0]
        borders = Borders(self._plain(window))
        while at < stop:
            end = match(window[:stop], at, table)
            while end > at + 1 and not borders.fit(at, end):
                end = match(window[: end - 1], at, table)
            end = max(end, at + 1)
            yield at, end
            at = end

    def _plain(self, text: str) -> str:
        """``text`` as jieba's words are written: simplified."""
        return text.translate(self.prepared.singles) if self.conversion == "t2s" else text

    def deciding(self, string: str, at: int) -> Span:
        """The key by which the character ``at`` of ``string`` converts; else its word."""
        key = self.key(string, at)
        return key if len(key) > 1 else self.word(string, at)

    def word(self, string: str, at: int) -> Span:
        """The word of ``string`` that the character ``at`` is part of."""
        left = max(0, at - _CONTEXT)
        word = Borders(self._plain(string[left : at + 1 + _CONTEXT])).word(at - left)
        return Span(word.start + left, word.end + left)

    def key(self, string: str, at: int) -> Span:
        """The key by which the character ``at`` of ``string`` converts, often it alone."""
        start, end = self.prepared.stretch(string, at)
        left = max(0, start - _CONTEXT)
        window = string[left : end + _CONTEXT]
        keys = self._keys(window, start - left, end - left)
        key = next(key for key in keys if key[1] > at - left)
        return Span(key[0] + left, key[1] + left)


@cache
def wordwise(name: str) -> WordwiseConverter:
    """The converter of ``s2t`` or ``t2s`` by words, made once."""
    return WordwiseConverter(name)


def simplified(text: str) -> str:
    """Convert traditional ``text`` to simplified, equally long; 著 stays as it is."""
    return simpler(wordwise("t2s").convert(text))


def settles(text: str, at: int) -> bool:
    """Whether a phrase or neighbours tell what the simplified character ``at`` becomes."""
    converter = wordwise("s2t")
    key = converter.key(text, at)
    return len(key) > 1 or hinted(text, at, lambda _: key)[1]


def traditional(text: str) -> str:
    """Convert simplified ``text`` to traditional in OpenCC's glyphs, equally long."""
    converter = wordwise("s2t")
    shown = list(converter.convert(text))
    for at, new in enumerate(shown):
        if new in _OPTIONAL and new != text[at]:
            shown[at] = _OPTIONAL[new]
    for at, new in changes(text, lambda at: converter.key(text, at)):
        shown[at] = new
    return "".join(shown)
