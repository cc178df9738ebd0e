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
candidate, or the sole one that the document has elsewhere, or else the sole one in
common use, is restored.

Where a residue stands before the wreck, `當(dāng)?shù)貢r(shí)間`, one bracket only is lost and
what follows is read one byte off, up to a letter of ASCII: 當 and 地時 are AE94 B5D8 9572,
94B5 reads as 數, and behind `(shù)` D895 and 72 decode to 貢r. The byte that 數 gives back
puts 地時 right again, and the reading of 時 behind it proves that.

    source text -> pairs (Facts.residue), Facts.guesses;  clean paragraph -> spans to drop

Readings: a table made from pypinyin by assets/make_readings.py.
"""

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path

from tui.core.glyphs import HAN, is_han
from tui.core.model import Span
from tui.core.patterns import Pattern

LETTERS = "a-zāáǎàēéěèêếềīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
_PAIR = Pattern(rf"\((?<=([{HAN}])\()([{LETTERS}]{{1,6}})\)")
_READING = Pattern(rf"\(([{LETTERS}]{{1,6}})\)")
_WRECK = Pattern(
    rf"[?？\ufffd□](?:(?<=([^\x00-\x7f]).)(?:\(?([{LETTERS}]{{1,6}})\)"
    rf"(?:[?？\ufffd□]\(?([{LETTERS}]{{1,6}})\)|([@-~])\(([{LETTERS}]{{1,6}})\))?"
    rf"|([^\x00-\x7f])([@-~])\(([{LETTERS}]{{1,6}})\))"
    rf"|(?<=\).)([{LETTERS}]{{1,6}})\)([^\x00-\x7f?？\ufffd□]{{1,8}}[@-~])\(([{LETTERS}]{{1,6}})\))"
)
_MARKS = "。，、；：！？“”"

# Residue must be seen on this many different characters, this often: a single rare name
# with its reading is one character, a gloss rarely more than two.
MIN_CHARACTERS = 3
MIN_PAIRS = 4
# So many different characters leave no doubt: what reads as usual is residue at a line's end too.
MANY_CHARACTERS = 20
# The share of a character's occurrences that carry one and the same reading. In the damaged
# lines that carry any it is 1.0; what a page adds from elsewhere lowers it. A second reading
# of the same character, or one given once only, is meant by the author.
MIN_CONSISTENCY = 0.7
# Share of pairs with a Chinese character right behind: 0.92 in damaged running text, near
# zero in word lists, where a reading ends the word.
MIN_RUNNING = 0.35
# Different readings that are meant, for each that is residue: more make a textbook.
MAX_MEANT = 0.25
# Traditional characters that GB2312 has as well, and how they are read: no such site replaces
# them, others do. They prove nothing, and go with what is proved.
_IN_GB2312 = {
    "後": ("hòu",),
    "乾": ("gān", "qián"),
    "於": ("yú", "wū"),
    "著": ("zhe", "zhù", "zháo", "zhuó"),
    "徵": ("zhēng", "zhǐ"),
    "夥": ("huǒ",),
    "摺": ("zhé",),
    "麽": ("me",),
}


@lru_cache(maxsize=1)
def _readings() -> tuple[dict[str, str], dict[str, str]]:
    """Syllable -> characters outside GB2312 mostly read so, and all that can be."""
    text = Path(__file__).with_name("data").joinpath("readings.txt").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    usual = {syllable: mostly for syllable, mostly, _ in rows}
    return usual, {syllable: mostly + others for syllable, mostly, others in rows}


def _reads(character: str, syllable: str) -> bool:
    return len(character) == 1 and character in _readings()[1].get(syllable, "")


def _usually_reads(character: str, syllable: str) -> bool:
    return character in _readings()[0].get(syllable, "")


def find_pairs(source: str) -> frozenset[str]:
    """The residues of ``source``, a whole document, such as ``機(jī)``; empty if it has none."""
    if _PAIR.search(source) is None:
        return frozenset()
    pairs: Counter[str] = Counter()
    running: Counter[str] = Counter()
    also: Counter[str] = Counter()
    meant = set()
    for match in _PAIR.finditer(source):
        pair = match[1] + match[0]
        if _reads(match[1], match[2]):
            pairs[pair] += 1
            after = source[match.end() : match.end() + 1]
            running[pair] += after == "(" or (after != "" and is_han(after))
        elif match[2] in _IN_GB2312.get(match[1], ()):
            also[pair] += 1
        else:
            meant.add(pair)
    counts = Counter[str]()
    for line in source.splitlines():
        if _PAIR.search(line) is not None:
            counts.update(line)
    affected = {p for p, n in pairs.items() if n >= MIN_CONSISTENCY * counts[p[0]]}
    total = sum(pairs[pair] for pair in affected)
    is_damaged = (
        len({pair[0] for pair in affected}) >= MIN_CHARACTERS
        and total >= MIN_PAIRS
        and len(meant) + len(pairs) - len(affected) <= MAX_MEANT * len(affected)
        and sum(running[pair] for pair in affected) >= MIN_RUNNING * total
    )
    if not is_damaged:
        return frozenset()
    # In a damaged document, a title or caption from elsewhere hides how consistent it is.
    is_all = len({pair[0] for pair in affected}) >= MANY_CHARACTERS
    rest = {
        p
        for p in pairs
        if running[p] > 1 or ((running[p] or is_all) and _usually_reads(p[0], p[2:-1]))
    }
    others = {p for p, n in also.items() if n >= MIN_CONSISTENCY * counts[p[0]]}
    return frozenset(affected | rest | others)


def find_residue(text: str, pairs: AbstractSet[str]) -> list[Span]:
    """The residues in ``text`` of a document that has ``pairs``: spans of ``(jī)``, in order.

    A reading given twice goes as a whole.
    """
    spans = []
    for match in _PAIR.finditer(text):
        if match[1] + match[0] in pairs:
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
    for character in sorted(_readings()[1].get(reading, "")):
        between = (tail + character.encode("gbk")[:1]).decode("gbk", "ignore")
        if _reads(between, astride):
            found.append(character)
    return tuple(found)


def _is_common(character: str) -> bool:
    """Whether it is one of the 5,401 frequently used characters that Big5 puts first."""
    code = character.encode("big5", "ignore")
    return b"\xa4\x40" <= code <= b"\xc6\x7e"


def find_guesses(source: str, pairs: AbstractSet[str]) -> dict[str, str]:
    """Wrecks in ``source`` that can be restored, and what each hides.

    A wreck runs from its first `?` to its last `)`; with the character before it, which
    stays, it is the key (`_key`). Where only one half of a wreck is left, the character is restored
    if the document has one, and only one, with this reading behind the same character.

    Args:
        source: the whole document.
        pairs: its residues, as `find_pairs` gives them.
    """
    if not pairs:
        return {}
    guesses = {}
    behind: dict[str, set[str]] = {}  # 日(bào) -> 報
    for pair in _PAIR.finditer(source):
        before = source[pair.start() - 2 : pair.start() - 1] if pair.start() > 1 else ""
        behind.setdefault(before + pair[0], set()).add(pair[1])
    candidates: tuple[str, ...]
    for match in _WRECK.finditer(source):
        key = _key(match)
        if match[9] is not None:
            candidates = _put_right(key[:1], match[9], match[10], match[11])
        elif match[8] is not None:
            whole = _unshift(match[6], match[7], match[8])
            candidates = (whole,) if whole else ()
        elif match[4] is not None:
            candidates = tuple(
                whole
                for whole in _restore(match[1], match[2], match[5])
                if whole.encode("gbk")[1:] == match[4].encode()
            )
        elif match[3] is None:
            candidates = tuple(behind.get(f"{match[1]}({match[2]})", ()))
        else:
            candidates = _restore(match[1], match[2], match[3])
        if len(candidates) > 1:
            here = tuple(c for c in candidates if f"{c}({match[3]})" in pairs)
            candidates = here or tuple(c for c in candidates if _is_common(c))
        if len(candidates) == 1:
            guesses[key] = candidates[0]
    return guesses


def _unshift(astride: str, tail: str, reading: str) -> str:
    """The mark and character that became ``?``, ``astride`` and the ASCII letter ``tail``.

    A byte lost before a mark moves all that follow by one: 。現, A1A3 AC46 in GBK, is then
    read as ``?``, A3AC (，) and 46 (F). Only the marks after which a clause begins are tried.
    """
    lost, found = astride.encode("gbk", "ignore"), ""
    if len(lost) == 2:
        character = (lost[1:] + tail.encode()).decode("gbk", "ignore")
        marks = [mark for mark in _MARKS if mark.encode("gbk")[1:] == lost[:1]]
        if len(marks) == 1 and len(character) == 1 and _reads(character, reading):
            found = marks[0] + character
    return found


def _put_right(before: str, astride: str, shifted: str, reading: str) -> tuple[str, ...]:
    """What ``shifted`` was before it lost its first byte to a character read ``astride``.

    That character began with the second byte of ``before``; what ends in one read
    ``reading`` is right.
    """
    tail, found = before.encode("gbk", "ignore")[1:], set()
    for character in _readings()[1].get(astride, ""):
        first, second = character.encode("gbk")
        if tail == bytes([first]):
            code = bytes([second]) + shifted.encode("gbk", "replace")
            text = code.decode("gbk", "replace")
            if "\ufffd" not in text and _reads(text[-1], reading):
                found.add(text)
    return tuple(sorted(found))


def _key(match: re.Match[str]) -> str:
    """A wreck with the character before it, past that character's own reading."""
    if match[1] is not None:
        return match[1] + match[0]
    opening = match.string.rfind("(", max(match.start() - 8, 0), match.start())
    is_reading = opening > 0 and _READING.fullmatch(match.string, opening, match.start())
    return (match.string[opening - 1] if is_reading else "") + match[0]


def find_wrecks(text: str) -> list[tuple[Span, str]]:
    """The wrecks in ``text``, in order, and the key of each among the guesses."""
    return [(Span(m.start(), m.end()), _key(m)) for m in _WRECK.finditer(text)]
