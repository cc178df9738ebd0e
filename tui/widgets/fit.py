"""Text cut to a number of terminal cells.

    text, cells -> text no wider than that

An ellipsis stands where something is missing.
"""

from tui.core.cells import char_cells, text_cells

ELLIPSIS = "…"


def fit(text: str, cells: int) -> str:
    """``text``, cut to at most ``cells`` cells.

    >>> fit("清讀", 4), fit("清讀者", 5), fit("清讀", 0)
    ('清讀', '清讀…', '')
    """
    if text_cells(text) <= cells:
        return text
    room = cells - text_cells(ELLIPSIS)
    kept = 0
    for at, char in enumerate(text):
        kept += char_cells(char)
        if kept > room:
            return text[:at] + ELLIPSIS if room >= 0 else ""
    return text
