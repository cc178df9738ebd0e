"""Which characters' conversion was a choice, what else they could have become, and why.

    clean text, script -> choices, in the order of the text

Simplified 发 is 發 or 髮, traditional 乾 is 干 or 乾: one character, several on the other side.
OpenCC's tables tell which. A candidate that few of their phrases ask for counts only where it was
taken, so that 个 is not marked for 箇, and 了 only in 了解. What decided is a phrase of the tables
or, where no phrase knows the place, the word around it; above both stand what the user chose and
the user's own words.

Left out: which of a text's phrases disagree with each other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from tui.core import convert
from tui.core.convert_reader import wordwise
from tui.core.convert_said import own_words
from tui.core.convert_tables import dictionary, several
from tui.core.model import PLAIN, Manner, Script, Span, Written
from tui.core.offsets import OffsetMap

# By the direction: the table of characters, those of phrases, and the configuration.
_TABLES = {
    "ST": (("STPhrases", "STPhrases_GeneratedFromRegionalPhrases"), "s2t"),
    "TS": (("TSPhrases",), "t2s"),
}
# Share of a character's phrases that ask for a candidate which counts everywhere: 後 and 后 divide
# 90 to 10, 個 and 箇 96 to 4.
_COMMON = 0.05
_OURS = {"著": ("著", "着"), "帳": ("帐", "账")}  # told apart by ``convert_zhe``


class Reason(StrEnum):
    """What decided a choice."""

    PHRASE = "phrase"
    WORD = "word"
    OWN = "own-word"
    CHOSEN = "chosen"


class Choice(Struct, frozen=True):
    """A character whose conversion was a choice.

    Attributes:
        at: clean offset of the character.
        chosen: what is shown for it.
        candidates: all that it may become in the script shown, ``chosen`` among them.
        decided: the phrase or word that decided (clean offsets).
        reason: what that was.
        word: the word that the character is part of (clean offsets): what to remember a
            choice for always by.
    """

    at: int
    chosen: str
    candidates: tuple[str, ...]
    decided: Span
    reason: Reason
    word: Span


def choices(
    text: str,
    written: Written,
    script: Script,
    manner: Manner = PLAIN,
    chosen: Mapping[int, str] = MappingProxyType({}),
) -> tuple[Choice, ...]:
    """The choices made when ``convert.script_edits`` converts with the same arguments.

    >>> text = "头发和发现"
    >>> for choice in choices(text, Written.HANS, Script.TW):
    ...     decided = text[choice.decided.start : choice.decided.end]
    ...     print(text[choice.at], choice.chosen, choice.candidates, decided)
    发 髮 ('發', '髮') 头发
    发 發 ('發', '髮') 发现
    """
    shown, edits = convert.script_edits(text, written, script, manner, chosen)
    if convert.is_kept(written, script):
        return ()
    direction = "TS" if script is Script.HANS else "ST"
    offsets = OffsetMap.of(Span(0, len(text)), edits)
    own = [Span(swap.start, swap.end) for swap in own_words(text, script, manner)]
    found = []
    for at, common, every in _ambiguous(text, direction, script):
        now = shown[offsets.forward(at) : offsets.forward(at + 1)]
        word_of_user = next((span for span in own if at in span), None)
        said = at in chosen or word_of_user is not None
        if len(now) != 1 or (not said and (now not in every or len({*common, now}) == 1)):
            continue  # no choice, a traditional clause of a mixed text, or a word said otherwise
        reason, word = _deciding(text, at, direction)
        decided = word
        if at in chosen:
            reason, decided = Reason.CHOSEN, Span(at, at + 1)
        elif word_of_user is not None:
            reason, decided = Reason.OWN, word_of_user
        candidates = tuple(dict.fromkeys((*common, now)))
        found.append(Choice(at, now, candidates, decided, reason, word))
    return tuple(found)


def _ambiguous(
    text: str, direction: str, script: Script
) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """Every character of ``text`` with several candidates: the common ones, and all."""
    table = _candidates(direction, script)
    for at, character in enumerate(text):
        if character in table:
            yield at, *table[character]


@cache
def _candidates(
    direction: str, script: Script
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The characters that may become several, in the glyphs of ``script``."""

    def glyphs(values: Iterable[str]) -> tuple[str, ...]:
        if script is Script.HANS:
            return tuple(values)
        shown = (convert.to_script(value, Written.HANT, script) for value in values)
        return tuple(dict.fromkeys(shown))

    asked = _asked(direction)
    table = dict(several(direction))
    if script is Script.HANS:
        table |= _OURS
    found = {}
    for character, values in table.items():
        total = sum(asked[character, value] for value in values)
        common = [
            value
            for value in values
            if value == values[0] or character in _OURS or asked[character, value] > _COMMON * total
        ]
        every = glyphs(values)
        if len(every) > 1:
            found[character] = glyphs(common), every
    return found


def _asked(direction: str) -> Counter[tuple[str, str]]:
    """How many phrases ask for each pair of characters."""
    names = _TABLES[direction][0]
    return Counter(
        pair
        for name in names
        for key, value in dictionary(name).items()
        if len(key) == len(value)
        for pair in zip(key, value, strict=True)
    )


def _deciding(text: str, at: int, direction: str) -> tuple[Reason, Span]:
    names, config = _TABLES[direction]
    span = wordwise(config).deciding(text, at)
    key = text[span.start : span.end]
    known = any(key in dictionary(name) for name in names)
    return (Reason.PHRASE if known else Reason.WORD), span
