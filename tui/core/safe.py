"""Decides which characters may reach a screen, and what stands there instead of the others.

    text from outside → the same number of characters, all harmless

A terminal obeys control characters wherever they come from, so a text could set the
clipboard, retitle the window or reorder what is read. Each such character becomes exactly
one visible character, so offsets into the text stay true. The C0 controls get their
pictures (U+2400 block), everything else U+FFFD. Source of the list: ECMA-48 (C0, DEL, C1),
UAX #9 (bidirectional controls), the Unicode Standard 23.7 (noncharacters) and 5.8
(U+2028, U+2029).

Left out on purpose: invisible characters that do nothing to a terminal (zero-width space,
joiners, variation selectors). They belong to emoji and rare ideographs; repair removes stray ones.
"""

import re

from tui.core.patterns import Pattern

_PLANE_ENDS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_NOT_C0 = (
    f"\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}"
)

UNSAFE = Pattern(f"[\x00-\x1f{_NOT_C0}]")
"""Matches each character that ``safe`` replaces, newline and tab included; none is printable."""

_UNSAFE_IN_LINES = Pattern(f"[\x00-\x09\x0b-\x1f{_NOT_C0}]")
_UNSAFE_IN_JSON = Pattern(f"[\x00-\x08\x0b-\x1f{_NOT_C0}]")

_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)}
_SUBSTITUTES = _PICTURES | {"\x7f": "\u2421", "\n": " ", "\t": " "}


def _substitute(match: re.Match[str]) -> str:
    return _SUBSTITUTES.get(match[0], "\ufffd")


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def safe(text: str) -> str:
    r"""Make ``text`` harmless for one line of a screen; newline and tab become spaces.

    The result is as long as ``text``, and ``safe(safe(text)) == safe(text)``.

    >>> safe("a\x1b]52;c;b\x07\tz")
    'a␛]52;c;b␇ z'
    """
    return text if text.isprintable() else UNSAFE.sub(_substitute, text)


def safe_lines(text: str) -> str:
    r"""Like ``safe``, but newlines stay newlines.

    >>> safe_lines("a\r\nb")
    'a␍\nb'
    """
    return text if text.isprintable() else _UNSAFE_IN_LINES.sub(_substitute, text)


def safe_json(document: str) -> str:
    r"""Escape the unsafe characters that a JSON document carries inside its strings.

    Parsing the result gives the same value. Newline and tab, which JSON allows between its
    tokens, stay.

    >>> safe_json('["\x9b\u202e"]')
    '["\\u009b\\u202e"]'
    """
    return _UNSAFE_IN_JSON.sub(_escape, document)
