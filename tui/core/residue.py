"""Pinyin residue: what it is, whether a document has it, and what broke beside it.

    機(jī)場(chǎng) -> 機場            日?qǐng)?bào) -> 日報 (a guess)

Some mirror sites replace, byte by byte in GBK and without regard to where a character
begins, every rare character by itself followed by its reading in ASCII brackets. So
residue always follows a character that GBK has and GB2312 lacks, it carries a reading
of that character, and it follows each affected character (nearly) everywhere in the
document. Readings that an author meant (rare names, glossaries, textbooks) fail one of
these: they stand behind simplified characters as well, or behind a character once and
not again, or at the ends of words instead of within running text.

A replacement that began in the middle of a character left a wreck of known shape. For
日報, C8D5 88F3 in GBK, the bytes D588 read as 請, so 請's reading was put between them;
both brackets and the half characters beside them then decode to `?`. That is arithmetic:
a character read `bào` whose first byte, behind the second byte of 日, makes a character
read `qǐng`. Only characters that pass are candidates, and only one that is the sole
candidate, or the sole one that the document has elsewhere, is restored.

    source text -> Facts.residue, Facts.guesses;  clean paragraph -> spans to drop

Readings: a table made from pypinyin by assets/make_readings.py.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from tui.core.glyphs import HAN, is_han
from tui.core.model import Span

LETTERS = "a-zāáǎàēéěèêếềīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
_PAIR = re.compile(rf"\((?<=([{HAN}])\()([{LETTERS}]{{1,6}})\)")
_READING = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")
_WRECK = re.compile(
    rf"[?？\ufffd□](?<=([^\x00-\x7f]).)\(?([{LETTERS}]{{1,6}})\)[?？\ufffd□]\(?([{LETTERS}]{{1,6}})\)"
)

# Residue must be seen on this many different characters, this often: a single rare name
# with its reading is one character, a gloss rarely more than two.
MIN_CHARACTERS = 3
MIN_PAIRS = 4
# Of all occurrences of the affected characters, the share that carries a reading. In the
# damaged documents seen it is 1.0; page joins and captions from elsewhere may lower it.
MIN_CONSISTENCY = 0.8
# Share of pairs with a Chinese character right behind: 0.92 in damaged running text, near
# zero in word lists, where a reading ends the word.
MIN_RUNNING = 0.35
# Readings behind characters that GB2312 has are meant by the author.
MAX_MEANT = 0.1


@lru_cache(maxsize=1)
def _readings() -> dict[str, frozenset[str]]:
    """Syllable -> characters outside GB2312 that can be read so."""
    text = files("tui.core").joinpath("data", "readings.txt").read_text("utf-8")
    return {
        syllable: frozenset(characters)
        for syllable, _, characters in (line.partition(" ") for line in text.splitlines())
    }


def _reads(character: str, syllable: str) -> bool:
    return character in _readings().get(syllable, ())


def has_residue(source: str) -> bool:
    """Whether ``source``, a whole document, carries pinyin residue."""
    if _PAIR.search(source) is None:
        return False
    pairs: Counter[str] = Counter()
    meant = running = 0
    for match in _PAIR.finditer(source):
        if _reads(match[1], match[2]):
            pairs[match[1]] += 1
            running += is_han(source[match.end() : match.end() + 1] or " ")
        else:
            meant += 1
    total = pairs.total()
    if len(pairs) < MIN_CHARACTERS or total < MIN_PAIRS or meant > MAX_MEANT * total:
        return False
    if running < MIN_RUNNING * total:
        return False
    counts = Counter(source)
    return total >= MIN_CONSISTENCY * sum(counts[character] for character in pairs)


def find_residue(text: str) -> list[Span]:
    """The residues in ``text`` of a document that has them: spans of ``(jī)``, in order.

    A reading behind a character that GB2312 has, or that the character does not have,
    stays. A reading given twice goes as a whole.
    """
    spans = []
    for match in _PAIR.finditer(text):
        if _reads(match[1], match[2]):
            end = match.end()
            while (again := _READING.match(text, end)) and _reads(match[1], again[1]):
                end = again.end()
            spans.append(Span(match.start(), end))
    return spans


@lru_cache(maxsize=1024)
def _restore(before: str, astride: str, reading: str) -> tuple[str, ...]:
    """Characters read ``reading`` that, behind ``before``, explain the reading ``astride``."""
    tail = before.encode("gbk", "ignore")[-1:]
    found = []
    for character in sorted(_readings().get(reading, ())):
        between = (tail + character.encode("gbk")[:1]).decode("gbk", "ignore")
        if _reads(between, astride):
            found.append(character)
    return tuple(found)


def find_guesses(source: str) -> dict[str, str]:
    """Wrecks in ``source`` that can be restored, and the character that each hides.

    A wreck runs from its first `?` to its last `)`; with the character before it, which
    stays, it is the key.
    """
    guesses = {}
    whole: set[tuple[str, str]] | None = None  # characters with their readings, unbroken
    for match in _WRECK.finditer(source):
        candidates = _restore(match[1], match[2], match[3])
        if len(candidates) > 1:
            if whole is None:
                whole = {(pair[1], pair[2]) for pair in _PAIR.finditer(source)}
            candidates = tuple(c for c in candidates if (c, match[3]) in whole)
        if len(candidates) == 1:
            guesses[match[1] + match[0]] = candidates[0]
    return guesses


def find_wrecks(text: str, guesses: Mapping[str, str]) -> list[tuple[Span, str]]:
    """The wrecks in ``text`` that ``guesses`` restores, in order, and what they hid."""
    return [
        (Span(match.start(), match.end()), guesses[match[1] + match[0]])
        for match in _WRECK.finditer(text)
        if match[1] + match[0] in guesses
    ]
