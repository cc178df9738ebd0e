"""The reader's own themes, and how its parts look in each.

    name -> Theme            a theme's variables -> styles of the page

Text stands at 4.5 : 1 or more against its background in all of them, dimmed text included,
and at 7 : 1 in ``contrast`` (WCAG 2, AA and AAA); a test works it out. In a theme of
Textual's the reader's colours follow from the theme's own, and are as legible as they are.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

USUAL = {
    "reader-aside": "text-muted",
    "reader-number": "text-muted",
    "reader-fold": "text-muted",
    "reader-mark": "warning",
    "reader-bar": "accent",
    "reader-unread": "text-muted",
    "reader-hit": "auto",
    "reader-hit-ground": "warning",
    "reader-here-ground": "accent",
    "reader-selected": "text",
    "reader-selected-ground": "primary-muted",
    "reader-thumb": "primary",
    "reader-track": "panel",
}
"""The variables of the page, and those of Textual's that they follow if a theme of Textual's
is chosen; `auto` is black or white, whatever can be read on the ground."""


class Look(NamedTuple):
    """How a part of the page looks.

    Attributes:
        colour: of the letters, a colour or a variable of the theme; empty: as the text.
        ground: behind them, likewise.
        words: how the letters are set, in Rich's words.
    """

    colour: str = ""
    ground: str = ""
    words: str = ""


_MARKED = "#1a1a1a"  # dark on light in every theme
LOOKS = {
    "bar": Look("reader-bar", words="bold"),
    "number": Look("reader-number"),
    "note": Look("reader-mark", words="bold"),
    "fold": Look("reader-fold", words="italic"),
    "folded": Look("reader-fold"),
    "aside": Look("reader-aside"),
    "doubt": Look("reader-mark"),
    "flag": Look("reader-mark", words="underline"),
    "title": Look(words="bold"),
    "mended": Look("reader-mark", words="underline"),
    "unread": Look("reader-unread"),
    "hit": Look("reader-hit", "reader-hit-ground", "underline"),
    "hit-here": Look("reader-hit", "reader-here-ground", "bold underline"),
    "choice": Look("reader-mark", words="underline"),
    "choice-here": Look("reader-hit", "reader-here-ground", "bold"),
    "selected": Look("reader-selected", "reader-selected-ground"),
    "caret": Look(words="bold reverse"),
    "thumb": Look(ground="reader-thumb"),
    "track": Look(ground="reader-track"),
    "remark": Look("reader-aside", words="italic"),
    "noted": Look(words="underline"),
    "mark-yellow": Look(_MARKED, "#f2dc6d", "underline"),
    "mark-green": Look(_MARKED, "#a8d99c", "underline"),
    "mark-blue": Look(_MARKED, "#a5cdf0", "underline"),
    "mark-pink": Look(_MARKED, "#f2b8d0", "underline"),
}
"""The looks of what lies over the text, by name. What a colour says is said by a text style as
well, for terminals without colours. No rules of a style sheet: Textual would take a thirtieth of
the time to the first screen to read and to apply them."""


def looks(variables: Mapping[str, str], ground: Color) -> dict[str, Style]:
    """The styles of ``LOOKS`` in a theme of these ``variables``, on ``ground``."""

    def colour(name: str, under: Color) -> Color:
        plain, _, percent = variables.get(name, name).partition(" ")  # `auto 60%`
        share = float(percent.rstrip("%") or 100)
        if plain == "auto":
            return under + Color.automatic(share)
        return under + Color.parse(plain).multiply_alpha(share / 100)

    styles = {}
    for name, look in LOOKS.items():
        under = colour(look.ground, ground) if look.ground else ground
        words: dict[str, Any] = dict.fromkeys(look.words.split(), True)
        styles[name] = Style(
            color=colour(look.colour, under).rich_color if look.colour else None,
            bgcolor=under.rich_color if look.ground else None,
            **words,
        )
    return styles


def show_theme(app: App[Any], name: str) -> None:
    """Take the colours of the theme ``name``, if there is one."""
    if name != app.theme and name in app.available_themes:
        app.theme = name


def _theme(name: str, *, dark: bool, **colours: str) -> Theme:
    """A theme from its ground, its text, the greys between them and a few colours."""
    muted, faint = colours["muted"], colours["faint"]
    return Theme(
        name,
        primary=colours["blue"],
        secondary=colours["blue"],
        accent=colours["accent"],
        warning=colours["mark"],
        error=colours["red"],
        success=colours["blue"],
        foreground=colours["text"],
        background=colours["ground"],
        surface=colours["ground"],
        panel=colours["panel"],
        dark=dark,
        variables={
            "text": colours["text"],
            "text-muted": muted,
            "reader-aside": muted,
            "reader-number": faint,
            "reader-fold": muted,
            "reader-unread": faint,
            "reader-mark": colours["mark"],
            "reader-bar": colours["accent"],
            "reader-hit": colours["ground"],
            "reader-hit-ground": colours["mark"],
            "reader-here-ground": colours["accent"],
            "reader-selected": colours["text"],
            "reader-selected-ground": colours["selected"],
            "reader-thumb": colours["thumb"],
            "reader-track": colours["track"],
        },
    )


OWN = (
    _theme(
        "dark",
        dark=True,
        ground="#17191c",
        panel="#24282e",
        text="#dcdad5",
        muted="#a9abae",
        faint="#8b8f96",
        blue="#86aed1",
        accent="#e3b564",
        mark="#e0915c",
        red="#e57f7a",
        selected="#33465c",
        track="#17191c",
        thumb="#62676f",
    ),
    _theme(
        "light",
        dark=False,
        ground="#fcfbf8",
        panel="#ebe9e3",
        text="#23262b",
        muted="#55595f",
        faint="#666a71",
        blue="#245a8c",
        accent="#8a5200",
        mark="#9c3f12",
        red="#a8201a",
        selected="#c8dcf0",
        track="#fcfbf8",
        thumb="#8d9095",
    ),
    _theme(
        "sepia",
        dark=False,
        ground="#f4ecd8",
        panel="#e6dabd",
        text="#41311f",
        muted="#63503a",
        faint="#6c5941",
        blue="#3c5a74",
        accent="#8a4b08",
        mark="#96380f",
        red="#94251b",
        selected="#dcc797",
        track="#f4ecd8",
        thumb="#8f8068",
    ),
    _theme(
        "contrast",
        dark=True,
        ground="#000000",
        panel="#262626",
        text="#ffffff",
        muted="#dcdcdc",
        faint="#c0c0c0",
        blue="#9fd0ff",
        accent="#ffd83d",
        mark="#ffb066",
        red="#ff9c9c",
        selected="#004a8f",
        track="#262626",
        thumb="#c0c0c0",
    ),
)
