"""Text cut to a number of terminal cells.

    text, cells -> text no wider than that

An ellipsis stands where something is missing.
"""

from tui.core.cells import char_cells, is_wide, text_cells

ELLIPSIS = "…"
_NARROW = str.maketrans("▌│", "▐|")


def narrow(signs: str) -> str:
    """``signs`` as they take a cell each in every terminal (see ``core.cells``).

    >>> narrow("▌ │")
    '▌ │'
    """
    return signs.translate(_NARROW) if is_wide() else signs


def fit(text: str, cells: int) -> str:
    """``text``, cut to at most ``cells`` cells.

    >>> fit("清讀", 4), fit("清讀者", 5), fit("清讀", 0)
    ('清讀', '清讀…', '')
    """
    if text_cells(text) <= cells:
        return text
    if cells < text_cells(ELLIPSIS):
        return ""
    at, kept = 0, 0
    while at < len(text) and kept <= cells:
        kept += char_cells(text[at])
        at += 1
    # Measured whole: what follows a character may widen it.
    while text_cells(text[:at] + ELLIPSIS) > cells:
        at -= 1
    return text[:at] + ELLIPSIS
