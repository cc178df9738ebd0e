"""Where a text contains something like a pattern, and which character stands for which.

    pattern, text -> fewest edits for every end          pattern, text -> borders in the text

Myers 1999 in Hyyrö's form for searching: a column of the table of edit distances is two
integers, its steps up and down, so a character of text costs a dozen operations on
integers as wide as the pattern. An edit inserts, drops or replaces one character.
"""

from array import array
from collections.abc import Iterator, Sequence


def fewest(pattern: str, text: str, *, from_start: bool = False) -> "array[int]":
    """For every end in ``text``: the fewest edits from ``pattern`` to a stretch ending there.

    Args:
        pattern: what is searched for.
        text: where.
        from_start: only stretches that begin where ``text`` does.

    >>> list(fewest("ab", "xaby"))
    [2, 2, 1, 0, 1]
    >>> list(fewest("ab", "xaby", from_start=True))
    [2, 2, 2, 1, 2]
    """
    count = len(pattern)
    counts = array("l", [count])
    if not pattern:
        counts.extend(range(1, len(text) + 1) if from_start else [0] * len(text))
        return counts
    last = 1 << count - 1
    for rise, fall, _, _ in _columns(pattern, text, from_start=from_start):
        count += bool(rise & last) - bool(fall & last)
        counts.append(count)
    return counts


def borders(pattern: str, text: str, end: int, rows: Sequence[int]) -> list[int]:
    """Where borders in ``pattern`` come to lie in the stretch that ends at ``end``.

    Args:
        pattern: what was searched for.
        text: where.
        end: of the stretch.
        rows: offsets in ``pattern``, descending.

    Returns:
        An offset in ``text`` for each of ``rows``.
    """
    first = max(0, end - 2 * len(pattern))
    window = text[first:end]
    columns = [(0, 0, (1 << len(pattern)) - 1, 0), *_columns(pattern, window)]
    found = []
    row, column = len(pattern), len(window)
    for border in rows:
        while row > border:
            bit = 1 << row - 1
            if column and pattern[row - 1] == window[column - 1]:
                row, column = row - 1, column - 1
                continue
            rise, fall, up, _ = columns[column]
            if column and _step(rise, fall, bit) + _step(*columns[column - 1][2:], bit) == 1:
                row, column = row - 1, column - 1
            elif up & bit:
                row -= 1
            else:
                column -= 1
        found.append(first + column)
    return found


def _step(up: int, down: int, bit: int) -> int:
    return bool(up & bit) - bool(down & bit)


def _columns(
    pattern: str, text: str, *, from_start: bool = False
) -> Iterator[tuple[int, int, int, int]]:
    """The table by columns, as bits: rows that rise or fall from the column and row before."""
    marks: dict[str, int] = {}
    for place, character in enumerate(pattern):
        marks[character] = marks.get(character, 0) | 1 << place
    full = (1 << len(pattern)) - 1
    up, down = full, 0
    for character in text:
        equal = marks.get(character, 0)
        vertical = equal | down
        horizontal = (((equal & up) + up) ^ up) | equal
        rise = down | ~(horizontal | up) & full
        fall = up & horizontal
        risen = rise << 1 | from_start
        up = (fall << 1 | ~(vertical | risen)) & full
        down = risen & vertical & full
        yield rise, fall, up, down
