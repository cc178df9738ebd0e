import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.core.safe import UNSAFE, safe, safe_json, safe_lines

ANY = st.text(st.characters(exclude_categories=()))


def unsafe_by_the_book(code: int) -> bool:
    """The list again, told from Unicode's properties instead of ranges."""
    char = chr(code)
    bidi_control = code in {0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    nonchar = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or bidi_control or nonchar


def test_every_code_point_is_replaced_or_kept_as_listed() -> None:
    for code in range(0x110000):
        char = chr(code)
        assert (safe(char) != char) == unsafe_by_the_book(code), hex(code)
        assert bool(UNSAFE.match(char)) == unsafe_by_the_book(code), hex(code)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m紅", "␛[31m紅"),
        ("\x00\x1f\x7f", "␀␟␡"),
        ("\x9b2J\x85", "�2J�"),
        ("a\u202eb\u2066c\u200f\u061c", "a�b�c��"),
        ("x\u2028y\u2029", "x�y�"),
        ("\ud83d", "�"),
        ("\ufffe\U0010ffff", "��"),
        ("一\n二\t三\r", "一 二 三␍"),
        ("家👨\u200d👩 ❤\ufe0f 邊󠄀 \u200b[/][@click=app.quit]", None),
    ],
)
def test_what_a_screen_gets(text: str, shown: str | None) -> None:
    assert safe(text) == (text if shown is None else shown)


def test_lines_keep_their_newlines_only() -> None:
    assert safe_lines("一\n二\t三\x1b\u2028") == "一\n二 三␛�"


@settings(deadline=None)
@given(ANY)
def test_as_long_as_before_and_settled_at_once(text: str) -> None:
    for make in (safe, safe_lines):
        once = make(text)
        assert len(once) == len(text)
        assert make(once) == once
    assert safe_lines(text).replace("\n", " ") == safe(text)


@settings(deadline=None)
@given(ANY)
def test_json_says_the_same_without_an_unsafe_character(text: str) -> None:
    document = json.dumps({"t": [text]}, ensure_ascii=False, indent="\t")
    escaped = safe_json(document)
    assert json.loads(escaped) == json.loads(document)
    assert safe(re.sub(r"[\n\t]", "", escaped)) == re.sub(r"[\n\t]", "", escaped)


def test_json_escapes_planes_beyond_the_first_as_pairs() -> None:
    assert safe_json('"\U0001ffff中\x7f\ud800"') == '"\\ud83f\\udfff中\\u007f\\ud800"'
