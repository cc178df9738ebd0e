"""Where blank cells stand in a line as it is drawn, and what is drawn where.

    Line, cells to fill -> offsets of blanks; cell -> offset of the character there

The gaps between Chinese and Latin are the line's own. An even right edge, justified as far
as cells allow, widens the places where the line might break, in the order of CLREQ: beside
Latin and spaces first, then beside marks, then between characters, each by a single cell and
spread evenly. A line that would need more (a long word went to the next) stays ragged, and
so does a paragraph's last.

Blanks are no characters: what is copied, searched or pointed at never counts them.
"""

from collections.abc import Mapping

from tui.core.breaks import ALLOWED, HAN, LATIN, SPACE
from tui.core.cells import cell_widths
from tui.core.layout import DEFAULT, Coded, Line, LineRules


def blanks(
    text: str, line: Line, room: int = 0, rules: LineRules = DEFAULT
) -> tuple[tuple[int, int], ...]:
    """Where blank cells stand in a line as it is drawn, and how many.

    Args:
        text: the paragraph that ``line`` is of.
        line: one of its lines.
        room: the cells that the line is to fill; 0 leaves its right edge ragged.
        rules: those that the line was broken by.

    Returns:
        Offsets in ``text``, ascending, each with the number of cells before it.

    >>> from tui.core.layout import wrap
    >>> text = "他說：「走吧。」然後出門。"
    >>> [blanks(text, line, 11) for line in wrap(text, 11)]
    [((3, 1),), ((8, 1),), ()]
    """
    found = dict.fromkeys(line.gaps, 1)
    start, end = line.span.start, line.span.end
    if room and end < len(text) and text[end - 1] != "\n":
        part = text[start:end]
        paragraph = Coded(part, rules, 0)
        for at in _stretched(paragraph, line, room):
            found[start + at] = found.get(start + at, 0) + 1
    return tuple(sorted(found.items()))


def _stretched(paragraph: Coded, line: Line, room: int) -> list[int]:
    """The places of ``paragraph``, which is one line, that are a cell wider to fill ``room``."""
    codes = paragraph.codes
    end = paragraph.end
    while end and codes[end - 1] >> 2 == SPACE:
        end -= 1
    missing = room - line.width
    if missing < 0:  # a mark hangs
        missing += paragraph.cells[end - 1]
    places: tuple[list[int], ...] = ([], [], [])
    for at in range(1, end):
        if paragraph.ban(0, at) == ALLOWED:
            places[_rank(codes[at - 1] >> 2, codes[at] >> 2)].append(at)
    if not 0 < missing <= sum(map(len, places)):
        return []
    chosen: list[int] = []
    for rank in places:
        take = min(missing - len(chosen), len(rank))
        chosen += (rank[(2 * n + 1) * len(rank) // (2 * take)] for n in range(take))
    return chosen


def _rank(left: int, right: int) -> int:
    """How late a place between two kinds of characters is widened."""
    if SPACE in (left, right) or (left in LATIN) != (right in LATIN):
        return 0
    return 2 if left == right == HAN else 1


def offset_at(text: str, line: Line, cells: int, before: Mapping[int, int]) -> int:
    """The offset of the character that ``line`` draws ``cells`` from its left edge.

    The line's last character stands for everything behind it. ``before``: blank cells by
    the offset that they stand before, as ``blanks`` tells them; they belong to the character
    after them.
    """
    start, end = line.span.start, line.span.end
    part = text[start:end]
    end = start + max(len(part.rstrip()), 1)
    widths = cell_widths(part)
    reached = 0
    for at in range(start, end):
        reached += widths[at - start] + before.get(at, 0)
        if cells < reached:
            return at
    last = end - 1
    while last > start and not widths[last - start]:
        last -= 1
    return last
