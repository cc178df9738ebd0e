"""Which notes are wanted: one line of words and signs -> a test of notes.

    "雨 #讀書 @集市 colour:yellow since:2026-01 is:lost" -> Wanted -> note -> yes or no

Everything asked for must be so. Words are looked for in the text, the quote and the
article's title, in either script (``glyphs.fold``); a tag also finds the levels below it. The
names before the colon may be Chinese as well, the signs full-width. What cannot be
understood is told, and looked for as a word.
"""

import re
from collections.abc import Set as AbstractSet

from msgspec import Struct, field
from msgspec.structs import replace

from tui.core.glyphs import fold
from tui.core.notes import Colour, Note

_COLOURS = {
    **{colour.value: colour for colour in Colour},
    **{"黄色": Colour.YELLOW, "绿色": Colour.GREEN, "蓝色": Colour.BLUE, "粉色": Colour.PINK},
}
_NAMES = {
    **dict.fromkeys(("colour", "color", "颜色", "色"), "colour"),
    **dict.fromkeys(("since", "自", "从"), "since"),
    **dict.fromkeys(("until", "至", "到"), "until"),
    **dict.fromkeys(("is", "是"), "is"),
}
_STATES = {
    **dict.fromkeys(("lost", "失所", "失位"), "lost"),
    **dict.fromkeys(("highlight", "标亮", "划线"), "bare"),
}
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Wanted(Struct, frozen=True):
    """What is asked of a note.

    Attributes:
        words: each stands in its text, quote or title (folded).
        tags: each is one of its tags, or above one (folded).
        articles: each stands in its article's title or path (folded).
        colours: its colour is one of them, if there are any.
        since: its day is this one or later: a year, a month or a day; empty for any.
        until: its day is this one or earlier, likewise.
        lost: it has lost its place.
        bare: it is a highlight without a text.
        unknown: parts that were not understood, as typed.
    """

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    colours: frozenset[Colour] = frozenset()
    since: str = ""
    until: str = ""
    lost: bool = False
    bare: bool = False
    unknown: tuple[str, ...] = field(default=())


def wanted(line: str) -> Wanted:
    """Read a line.

    >>> wanted("雨 #讀書 since:2026-01").tags
    ('读书',)
    """
    found = Wanted()
    for typed in line.split():
        found = _with(found, typed)
    return found


def _with(so_far: Wanted, typed: str) -> Wanted:
    part = fold(typed)
    if len(part) > 1 and part[0] == "#":
        return replace(so_far, tags=(*so_far.tags, part[1:]))
    if len(part) > 1 and part[0] == "@":
        return replace(so_far, articles=(*so_far.articles, part[1:]))
    name, colon, value = part.partition(":")
    kind = _NAMES.get(name) if colon else None
    asked = _asked(kind, value, so_far)
    if asked is not None:
        return asked
    unknown = () if kind is None else (typed,)
    words, unknown = (*so_far.words, part), (*so_far.unknown, *unknown)
    return replace(so_far, words=words, unknown=unknown)


def _asked(kind: str | None, value: str, so_far: Wanted) -> Wanted | None:
    """What ``value`` asks for as a ``kind``; None if it makes no sense there."""
    if kind == "colour":
        colours = {c for text, c in _COLOURS.items() if value and text.startswith(value)}
        return replace(so_far, colours=so_far.colours | colours) if colours else None
    if kind == "since" and _DAY.fullmatch(value):
        return replace(so_far, since=value)
    if kind == "until" and _DAY.fullmatch(value):
        return replace(so_far, until=value)
    if kind == "is" and value in _STATES:
        lost = _STATES[value] == "lost"
        return replace(so_far, lost=so_far.lost or lost, bare=so_far.bare or not lost)
    return None


def passes(note: Note, wanted: Wanted, day: str, lost: AbstractSet[str] = frozenset()) -> bool:
    """Whether ``note`` is wanted.

    Args:
        note: the note.
        wanted: what is asked.
        day: when it was last changed, where the user is: ``2026-01-31``.
        lost: the ids of notes that have lost their place.
    """
    article = fold(f"{note.article_title} {note.article_name}")
    text = f"{fold(f'{note.body} {note.anchor.quote}')} {article}"
    tags = [fold(tag) for tag in note.tags]
    return (
        all(word in text for word in wanted.words)
        and all(any(tag == had or had.startswith(f"{tag}/") for had in tags) for tag in wanted.tags)
        and all(name in article for name in wanted.articles)
        and (not wanted.colours or note.highlight in wanted.colours)
        and (not wanted.since or day >= wanted.since)
        and (not wanted.until or day[: len(wanted.until)] <= wanted.until)
        and (not wanted.lost or note.id in lost)
        and (not wanted.bare or not note.body)
    )
