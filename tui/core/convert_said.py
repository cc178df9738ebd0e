"""What stands in a converted text instead of the characters' own conversion.

    clean text, converted text, script, manner -> swaps, sorted and disjoint

In order of weight: what the user chose at one place, the user's own words, words put right
(``convert_mended``), the region's words (軟件, 軟體) and quotation marks
(“”, 「」). Only words change a text's length.

- *Own words* stand in the clean text as the user wrote them; the longest counts, from the left.
- *Quotation marks* follow their pair. Those of English inside the text stay, and so does
  every apostrophe.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from tui.core.convert_idioms import Finder, idioms
from tui.core.model import Manner, Script

CHOSEN, OWN, IDIOM, QUOTE, MENDED = (
    "chosen",
    "own-word",
    "idiom",
    "quote",
    "mended",
)  # rules of the edits


class Swap(Struct, frozen=True, order=True):
    """Show ``text`` instead of the characters from ``start`` to ``end`` (clean offsets)."""

    start: int
    end: int
    text: str
    rule: str


def swaps(  # noqa: PLR0913 - two texts, what is asked for and what is known
    clean: str,
    shown: str,
    script: Script,
    manner: Manner,
    *,
    kept: bool,
    mended: Iterable[Swap] = (),
) -> list[Swap]:
    """The swaps for ``shown``, an equally long conversion of ``clean``.

    Args:
        clean: the text before conversion.
        shown: the text after it.
        script: the script of ``shown``, not the original.
        manner: what the user wants.
        kept: the text was written in that script, so its words are those of the region.
        mended: words put right by ``convert_mended``, if that was asked for.
    """
    taken: list[Swap] = []
    found: list[Swap] = []
    if manner.words:
        found += own_words(clean, script, manner)
    found += mended
    if manner.idioms and not kept:
        found += (Swap(*idiom, IDIOM) for idiom in idioms(shown, script))
    if manner.quotes:
        found += quotes(shown, script)
    reached = bytearray(len(clean))
    for swap in found:  # those of more weight come first
        if not any(reached[swap.start : swap.end]):
            reached[swap.start : swap.end] = b"\1" * (swap.end - swap.start)
            taken.append(swap)
    return sorted(taken)


def own_words(clean: str, script: Script, manner: Manner) -> Iterator[Swap]:
    """The user's words in ``clean``; with them goes what stays as it is (里 = 里)."""
    finder = _own(manner, script)
    for start, end in finder.matches(clean):
        yield Swap(start, end, finder.entries[clean[start:end]], OWN)


def own_sources(shown: str, script: Script, manner: Manner) -> set[str]:
    """``shown`` with one of the user's words as the clean text has it, each in turn."""
    pairs = _own(manner, script).entries.items()
    return {shown.replace(mine, key) for key, mine in pairs if mine and mine in shown}


def never_matches(key: str) -> bool:
    """Whether no clean text can hold ``key``: it begins or ends blank, or has a line break."""
    return key != key.strip() or not key.isprintable()


@lru_cache(maxsize=16)
def _own(manner: Manner, script: Script) -> Finder:
    pairs = dict(manner.words.get(script, {}))
    if script in (Script.TW, Script.HK, Script.CORRECTED):
        pairs = {**manner.words.get(Script.HANT, {}), **pairs}
    return Finder(pairs)


# Quotation marks

_TRADITIONAL = str.maketrans("“”‘’", "「」『』")
_SIMPLIFIED = str.maketrans("「」『』", "“”‘’")
_CLOSING = {"“": "”", "‘": "’"}
_MARK = re.compile("[“”‘’]")
_CORNER = re.compile("[「」『』]")
_EAST = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff]")
_WORD = re.compile("[A-Za-zÀ-ɏ0-9]")


def quotes(shown: str, script: Script) -> Iterator[Swap]:
    """The quotation marks of ``shown`` in the manner of the script's region."""
    if script is Script.HANS:
        for found in _CORNER.finditer(shown):
            at = found.start()
            yield Swap(at, at + 1, found.group().translate(_SIMPLIFIED), QUOTE)
        return
    opened: list[tuple[str, int]] = []
    for found in _MARK.finditer(shown):
        mark, at = found.group(), found.start()
        if mark in _CLOSING:
            opened.append((mark, at))
        elif opened and _CLOSING[opened[-1][0]] == mark and not _is_apostrophe(shown, at):
            start = opened.pop()[1]
            if _EAST.search(shown, max(start - 1, 0), at + 2):
                for place in (start, at):
                    yield Swap(place, place + 1, shown[place].translate(_TRADITIONAL), QUOTE)
        elif mark == "”" and _EAST.search(shown, max(at - 1, 0), at + 2):
            yield Swap(at, at + 1, "」", QUOTE)
    for mark, start in opened:  # a speech that goes on in the next paragraph
        if mark == "“" and _EAST.search(shown, max(start - 1, 0), start + 2):
            yield Swap(start, start + 1, "「", QUOTE)


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether the ’ at ``at`` stands inside an English word."""
    return text[at] == "’" and bool(_WORD.match(text, at + 1) and _WORD.match(text, at - 1))
