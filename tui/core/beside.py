"""The same paragraph in two scripts, row by row: Page, row -> what stands in the right column.

The left column is laid out as a page always is. Every row of the right one holds just the
characters that stand beside it on the left, so that both stay level whatever the words of
a region do to the lengths; ``page.Lines`` breaks a line earlier where the right one would
not fit. Together the rows hold the whole text.
"""

from tui.core.cells import text_cells
from tui.core.model import Script, Span
from tui.core.page import Page, Row, Shown, opposite
from tui.core.reading import Reading


def second(reading: Reading) -> Script:
    """The script of the right column: the original, or beside that the toggle's other one."""
    return reading.other if reading.script is Script.ORIGINAL else Script.ORIGINAL


def right_part(page: Page, row: Row, span: Span) -> tuple[Shown, Span]:
    """What stands beside ``span``, a part of ``row`` (display offsets): the text, and where."""
    assert page.lines.other is not None
    other = page.lines.other(row.place.item)
    return other, opposite(page.lines.display(row.place.item), other, span)


def at_column(page: Page, row: Row, cells: int) -> int:
    """The source offset of the character at ``cells`` of the right column of ``row``, or last."""
    assert row.span is not None
    other, span = right_part(page, row, row.span)
    at = span.start
    while at + 1 < span.end and text_cells(other.text[span.start : at + 1]) <= cells:
        at += 1
    return other.offsets.back(at)
