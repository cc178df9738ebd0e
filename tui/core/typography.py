"""How a person wants the page set: what there is to choose, and the choice made.

    Typography, the name of a setting, steps -> Typography
    values from a file, Typography -> Typography

One table says which values each setting takes; the settings file, the reading state and the
panel in the reader all go by it. Colours are only named here; what a theme looks like is the
widgets' business.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

WIDTH = 72  # cells: 36 Chinese characters, within the 35-40 that printed books set
MIN_WIDTH, MAX_WIDTH = 20, 200
STEP = 2  # cells: one Chinese character
THEMES = ("dark", "light", "sepia", "contrast")

Value = int | str  # a switch is an int as well

CHOICES: Mapping[str, tuple[Value, ...]] = {
    "width": tuple(range(MIN_WIDTH, MAX_WIDTH + 1, STEP)),
    "margin": tuple(range(21)),
    "line_spacing": (0, 1, 2),
    "paragraph_spacing": (0, 1, 2, 3),
    "indent": (0, 2, 4),
    "line_rules": ("loose", "strict"),
    "hanging": (False, True),
    "autospace": (False, True),
    "justify": (False, True),
    "theme": THEMES,
    "focus": (False, True),
    "numbers": ("off", "paragraph", "line"),
    "scrollbar": (False, True),
}
"""The values of each setting in order. Of a number, all from the first to the last are
allowed, and these are the steps; of a theme, those that Textual knows are added."""


class Typography(Struct, frozen=True):
    """How the page is set.

    Attributes:
        width: of the text, in cells, where the screen is that wide.
        margin: cells kept free on either side of text and paragraph numbers.
        line_spacing: empty rows between lines.
        paragraph_spacing: rows more between paragraphs.
        indent: cells that a paragraph of prose begins with.
        line_rules: which marks may begin and end a line (see ``layout.LineRules``).
        hanging: whether a stop or comma may stand beyond the width.
        autospace: whether a cell is left free between Chinese and Latin.
        justify: whether the right edge is even.
        theme: the name of a theme.
        focus: whether all but the cursor's paragraph is dimmed.
        numbers: what is numbered in the margin; lines count within their paragraph.
        scrollbar: whether the right edge shows where in the article one is.
    """

    width: int = WIDTH
    margin: int = 0
    line_spacing: int = 0
    paragraph_spacing: int = 1
    indent: int = 0
    line_rules: str = "strict"
    hanging: bool = False
    autospace: bool = False
    justify: bool = False
    theme: str = THEMES[0]
    focus: bool = False
    numbers: str = "paragraph"
    scrollbar: bool = True


USUAL = Typography()


def choices(name: str, themes: Sequence[str] = ()) -> tuple[Value, ...]:
    """The values of the setting ``name``; ``themes`` are those there are besides our own."""
    return tuple(dict.fromkeys((*CHOICES[name], *(themes if name == "theme" else ()))))


def is_number(name: str) -> bool:
    """Whether the setting ``name`` is a number, not a switch or a choice of names."""
    return type(CHOICES[name][0]) is int


def allowed(name: str, value: object, themes: Sequence[str] = ()) -> bool:
    """Whether ``value`` is one that the setting ``name`` may have.

    >>> allowed("width", 61), allowed("width", True), allowed("hanging", 1)
    (True, False, False)
    """
    among = choices(name, themes)
    if type(value) is not type(among[0]):
        return False
    return among[0] <= value <= among[-1] if is_number(name) else value in among  # type: ignore[operator] # one type


def taken(
    typography: Typography, values: Mapping[str, object], themes: Sequence[str] = ()
) -> Typography:
    """``typography`` with those of ``values`` that may be; the others are left out."""
    fit: dict[str, Any] = {
        name: value
        for name, value in values.items()
        if name in CHOICES and allowed(name, value, themes)
    }
    return replace(typography, **fit)


def differing(typography: Typography, usual: Typography) -> dict[str, Value]:
    """What of ``typography`` is not as ``usual``."""
    names = usual.__struct_fields__
    both = ((name, getattr(typography, name), getattr(usual, name)) for name in names)
    return {name: mine for name, mine, theirs in both if mine != theirs}


def stepped(
    typography: Typography, name: str, steps: int, themes: Sequence[str] = ()
) -> Typography:
    """The setting ``name`` changed by ``steps``: a number up to its end, others round it.

    >>> stepped(Typography(width=61), "width", 1).width, stepped(Typography(), "focus", 1).focus
    (62, True)
    """
    value, among = getattr(typography, name), choices(name, themes)
    changed: dict[str, Any]
    if is_number(name):
        place = sum(other < value for other in among)
        if steps > 0 and among[place] != value:
            place -= 1  # a value between two steps: the first step leads to the next
        changed = {name: among[min(max(place + steps, 0), len(among) - 1)]}
    else:
        at = among.index(value) if value in among else 0
        changed = {name: among[(at + steps) % len(among)]}
    return replace(typography, **changed)
