"""Key sequences as people write them -> key names as Textual reports them.

    "g g", "ctrl+d", "]", "right_square_bracket" -> ("g", "g"), ("ctrl+d",), …

Keys of a sequence are separated by blanks. A key is a character (``G``, ``/``, ``]``) or
a name: Textual's for a character is its Unicode name in lower case with underscores
(``right_square_bracket``), some shorter (``slash``, ``minus``), and for others ``escape``,
``enter``, ``pageup``, ``f1`` and so on. Before it may stand ``ctrl+``, ``alt+``,
``shift+``, ``super+``.

Left out on purpose: whether a terminal can send the key (``ctrl+slash`` often cannot).
"""

import re
import unicodedata

_SHORT = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_SYNONYMS = {"esc": "escape", "return": "enter", "page_up": "pageup", "page_down": "pagedown"}
_NAMED = {
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("insert", "delete", "backspace", "tab", "enter", "escape", "space", "newline"),
    *(f"f{number}" for number in range(1, 25)),
}
_MODIFIED = re.compile(r"((?:(?:ctrl|alt|shift|super|meta|hyper)\+)*)(.+)", re.DOTALL)


def _character_name(character: str) -> str:
    """Textual's name of a character that is neither letter nor digit."""
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _SHORT.get(name, name)


# The names of characters beyond Latin-1 are not known: whoever types them can write them.
_CHARACTERS = {_character_name(chr(n)) for n in range(0x21, 0x100) if not chr(n).isalnum()} - {""}


def key_sequence(text: str) -> tuple[str, ...]:
    """The keys that ``text`` names, in order.

    >>> key_sequence("g g"), key_sequence("ctrl+d"), key_sequence("]")
    (('g', 'g'), ('ctrl+d',), ('right_square_bracket',))

    Raises:
        ValueError: there is none, or one that is not the name of a key.
    """
    keys = tuple(_key(word) for word in text.split())
    if not keys:
        raise ValueError("no key")
    return keys


def clash(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether typing one sequence would act on the other as well, or never reach it.

    >>> clash(("g",), ("g", "g")), clash(("g", "g"), ("g", "n"))
    (True, False)
    """
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _key(word: str) -> str:
    found = _MODIFIED.fullmatch(word)
    assert found is not None
    modifiers, key = found.groups()
    return modifiers + _base(key)


def _base(key: str) -> str:
    if len(key) == 1 and key.isalnum():
        return key
    name = key.lower() if len(key) > 1 else _character_name(key)
    name = _SYNONYMS.get(name, _SHORT.get(name, name))
    if name in _NAMED or name in _CHARACTERS or (len(key) == 1 and name):
        return name
    raise ValueError(f"no key is called {key}")
