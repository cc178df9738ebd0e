"""Characters of ambiguous width in two cells, where the terminal draws them so.

    the terminal's answer -> the table that Rich and Textual measure by, and ours, widened

The terminal is asked once, before the first frame and without waiting for it: four such
characters, then where the cursor is now. Textual reads the answer as it reads keys, so none
is lost; a terminal that does not answer counts as narrow, and the frame paints over what was
written. Only if all four took two cells is the terminal wide.

Textual has no setting for this: it measures every text and every line with Rich, and Rich
by one table. That table is the place. A width of our own on each line would leave every
other widget, border and scrollbar torn, and the terminal cannot be told otherwise. Textual's
borders and scrollbars are drawn of ambiguous characters as well; the style sheets and
``count_wide`` take others for them. Those who measured before must lay out again.
"""

from rich import cells as rich_cells
from rich._unicode_data import load
from textual.scrollbar import ScrollBarRender

from tui.core import cells

SAMPLE = "“…—·"
ROW = 1  # from 0; an answer about the first row could be taken for a key (F3 with Shift and such)
QUESTION = f"\x1b[{ROW + 1};1H{SAMPLE}\x1b[6n\x1b[{ROW + 1};1H\x1b[2K"


def is_wide(column: int, row: int) -> bool:
    """Whether a cursor there, from 0, after ``QUESTION`` tells of two cells each."""
    return (column, row) == (2 * len(SAMPLE), ROW)


def count_wide() -> None:
    """Let Rich, Textual and the core count two cells for each character of ambiguous width."""
    cells.widen(True)
    table = load("auto")
    wide = [(codes.start, codes.stop - 1, 2) for codes in cells.ambiguous()]
    characters = {chr(code) for codes in cells.ambiguous() for code in codes}
    widened = rich_cells.CellTable(
        table.unicode_version,
        sorted([*table.widths, *wide]),
        table.narrow_to_wide - characters,
    )
    vars(rich_cells).update(
        load_cell_table=lambda unicode_version="auto": widened,
        _is_single_cell_widths=(rich_cells._SINGLE_CELLS - characters).issuperset,
    )
    rich_cells.get_character_cell_size.cache_clear()
    rich_cells.cached_cell_len.cache_clear()
    ScrollBarRender.VERTICAL_BARS = [" "] * len(ScrollBarRender.VERTICAL_BARS)
    ScrollBarRender.HORIZONTAL_BARS = [" "] * len(ScrollBarRender.HORIZONTAL_BARS)
