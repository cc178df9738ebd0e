"""What one paragraph shows by itself: its comparison key and its cues.

    clean text -> Look

Two paragraphs are the same to a reader when their comparison keys are equal: script and
glyph variants folded; marks, spaces and readings in brackets dropped; the photographer's
credit and the sign that opens a caption split off. Similar keys mean nothing: a lead
shares most of its words with the caption under its picture and is not that caption.
"""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from tui.core import cues
from tui.core.glyphs import fold
from tui.core.model import Evidence
from tui.core.patterns import Pattern

_DROP = Pattern(r"[\W_]+")
_STOP = Pattern("[。!?;…]")
_NUMBER = Pattern("[0-9]|[一二三四五六七八九十百]{2}[岁人]")
READING = Pattern(r"\((?=[a-z]{0,5}[^\x00-\x7f])[a-z\u00e0-\u01ff\u1e00-\u1eff]{1,6}\)")
_COUNTED = Pattern(rf"{READING.source}|[^\W_]")
_SET_APART = Pattern(
    r"[「『“\"‘《〈—•・*#>\-]|\d{1,3}[.、)．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[^\s，。：]{1,8}："
)
_CODE_ENDS = (";", ")", "}", "{")
KEPT = 512  # short texts last seen; what repeats is looked at once
# The longest caption seen on real pages has some 160 characters, its credit included.
CAPTION_LIMIT = 240
PLACE_LIMIT = 90  # characters of a caption known only by its （左）
CAPTION_TEXT = 45  # characters of a caption above a credit that stands alone
_TAIL = 90  # how far from the end a credit may begin


class Look(Struct, frozen=True):
    """One paragraph seen alone.

    Attributes:
        length: its clean characters.
        key: hash of its comparison key; ``same`` settles equality.
        size: characters of the comparison key.
        credit: the credit or opening sign that shows a caption, as written.
        alone: the credit is all there is.
        set_apart: begins like speech, a quotation, verse or a list item.
        ends: ends like a sentence.
        single: holds no sentence's end but, maybe, its own.
        dated: names a number, as news does and a refrain does not.
        coded: opens and ends like a line of a program.
    """

    length: int
    key: int
    size: int
    credit: str
    alone: bool
    set_apart: bool
    ends: bool
    single: bool = False
    dated: bool = False
    coded: bool = False


def caption_cue(folded: str) -> tuple[str, str]:
    """The caption's sign at the start and its credit at the end of a folded text."""
    opening = cues.CAPTION_START.match(folded)
    tail = max(len(folded) - _TAIL, 0)
    if opening and opening[0].rstrip().endswith(")"):  # a credit in front: none behind it
        tail = max(tail, opening.end())
    credit = None
    if cues.CREDIT_CLUE.search(folded, tail):
        credit = cues.CREDIT_TAIL.search(folded, tail)
    return opening[0] if opening else "", credit[0] if credit else ""


def _place(folded: str, written: str) -> str:
    """Who stands where in a picture, as written; only short texts are captions by that."""
    found = cues.CAPTION_PLACE.search(folded) if len(folded) <= PLACE_LIMIT else None
    return written[found.start() : found.end()] if found else ""


def comparison_key(text: str) -> str:
    """The comparison key of a clean paragraph.

    >>> comparison_key("▲機場外的長椅。（記者某某攝）") == comparison_key("机场外的长椅")
    True
    """
    return _kept_key(text) if len(text) <= CAPTION_LIMIT else _key(text)


def _key(text: str) -> str:
    folded = fold(text).strip()
    opening, credit = caption_cue(folded) if len(folded) <= CAPTION_LIMIT else ("", "")
    inner = folded[len(opening) : len(folded) - len(credit)]
    return _bare(inner) or _bare(folded)


_kept_key = lru_cache(maxsize=KEPT)(_key)


def _bare(folded: str) -> str:
    """A folded text without marks, spaces and readings in brackets: 仇(qiú)."""
    return _DROP.sub("", READING.sub("", folded) if "(" in folded else folded)


def letters(folded: str) -> list[int]:
    """The places of the characters that count when folded texts are compared.

    >>> letters("机(jī)场, 一")
    [0, 5, 8]
    """
    return [m.start() for m in _COUNTED.finditer(folded) if m[0][0] != "("]


def look(text: str) -> Look:
    """Look at one clean paragraph."""
    return _kept_look(text) if len(text) <= CAPTION_LIMIT else _look(text)


def _look(text: str) -> Look:
    folded = fold(text).strip()
    opening, credit = caption_cue(folded) if len(folded) <= CAPTION_LIMIT else ("", "")
    inner = folded[len(opening) : len(folded) - len(credit)]
    own = _bare(inner)
    key = own or _bare(folded)
    written = text.strip()
    shown = written[len(written) - len(credit) :] if credit else written[: len(opening)]
    return Look(
        length=len(text),
        key=hash(key),
        size=len(key),
        credit=shown.strip() or _place(folded, written),
        alone=bool(credit and not own),
        set_apart=_SET_APART.match(text) is not None,
        ends=cues.SENTENCE_END.search(folded, max(len(folded) - 4, 0)) is not None,
        single=_STOP.search(folded, 0, max(len(folded) - 2, 0)) is None,
        dated=_NUMBER.search(folded) is not None,
        coded=text[-1:] in _CODE_ENDS and text[:1].isascii(),
    )


_kept_look = lru_cache(maxsize=KEPT)(_look)


def under_picture(index: int, looks: Sequence[Look]) -> bool:
    """Whether the paragraph is a caption whose credit stands alone in the next one."""
    after = index + 1
    is_last = after >= len(looks) - 1
    look = looks[index]
    return not is_last and looks[after].alone and look.single and look.length <= CAPTION_TEXT


class Repeat(Struct, frozen=True):
    """A paragraph that repeats ``twin`` (an index), and why; not ``sure``: it may be meant."""

    twin: int
    rule: str
    evidence: tuple[Evidence, ...]
    sure: bool = True
