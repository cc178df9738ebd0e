"""著 or 着, 帐 or 账 in simplified text: ``text -> text``, one character at a time, by neighbours.

Traditional text (as written in Taiwan) has one character, 著, for the suffix of lasting action
(看著) and for writing and fame (原著, 著名); simplified text parts them into 着 and 著, and
OpenCC's tables turn either one half or the other wrong. Decided here, for every 著: whichever
of the two makes the likelier sequence of words in jieba's dictionary, looked at in the run
of Chinese characters around it. A 着 that stands as a word of its own is the suffix,
which wants something that can last before it: a verb, an adjective, an unknown word.
Behind a name, a pronoun or a particle (所著, 由某人著) it counts as unlikely.
帳, of tents and of money alike, parts into 帐 and 账 in the same way.
"""

import re

from tui.core.words import block, path

# Characters looked at on either side: two words of four; more never changed a verdict.
_REACH = 8
_HAN = re.compile(r"[\u3400-\u9fff]*")
# What a lone 着 gains or loses in log likelihood by jieba's tag of the word before it. 着 is
# e**3.4 times as frequent as 著 in the dictionary: -4.5 turns that round, -3 leaves a lone 着
# just ahead of a lone 著, but behind a word with 著. Common nouns are often verbs (标志着).
_FITS = dict.fromkeys("rmqcutsb", -4.5) | {"v": 1.0, "a": -3.0, "d": -3.0, "n": -3.0}
_NAME = -4.5
# Jieba's dictionary holds a few misspelt 着: a word of three or more that ends in 著 (标志著).
_MISSPELT = -4.5


_DOUBTFUL = re.compile("[著帐]")
_OTHER = {"著": "着", "帐": "账"}


def settle(text: str) -> str:
    """Replace every 著 in the simplified ``text`` that should be 着, and 帐 that should be 账."""
    for found in _DOUBTFUL.finditer(text):
        at = found.start()
        other = _OTHER[found.group()]
        if _likelier(text, at, other):
            text = f"{text[:at]}{other}{text[at + 1 :]}"
    return text


def _likelier(text: str, at: int, other: str) -> bool:
    """Whether the character at ``at`` is likelier ``other``."""
    match = _HAN.match(text, at, at + 1 + _REACH)
    right = match.end() if match else at + 1
    left = at
    while left > max(0, at - _REACH) and "\u3400" <= text[left - 1] <= "\u9fff":
        left -= 1
    window = text[left:right]
    at -= left
    return _score(f"{window[:at]}{other}{window[at + 1 :]}", at) > _score(window, at)


def _score(window: str, at: int) -> float:
    """The log likelihood of ``window``, with what the word before a lone 着 at ``at`` says."""
    score, ends = path(window)
    borders = [0, *ends]
    if at + 1 not in borders:
        return score
    start = max(border for border in borders if border <= at)
    if window[at] == "着" and start == at:
        start = max((border for border in borders if border < at), default=0)
        word = window[start:at]
        tag = block(word[0]).get(word, (0.0, "x"))[1] if word else "u"
        score += _NAME if tag in ("nr", "ns", "nt", "nz") else _FITS.get(tag[0], 0.0)
    elif window[at] == "著" and at - start > 1:
        score += _MISSPELT
    return score
