import re

import pytest

from tui.core import breaks
from tui.core.breaks import MARKS, bans_by_code


def ban(left: int, right: int, *, cells: int = 2, strict: bool = True) -> int:
    return bans_by_code(strict)[(left * 4 + cells) << 6 | right * 4 + cells]


def test_no_character_is_of_two_kinds() -> None:
    listed = [
        chr(code)
        for members in MARKS.values()
        for item in re.findall(r"\\?.(?:-.)?", members)
        for code in range(ord(item.lstrip("\\")[0]), ord(item[-1]) + 1)
    ]
    assert len(listed) == len(set(listed))
    assert "-" in listed


@pytest.mark.parametrize("strict", [True, False])
def test_what_is_banned_by_both_rules(strict: bool) -> None:
    for right in (breaks.CLOSE, breaks.HANGING, breaks.CLOSE_WORD, breaks.DASH, breaks.TAIL):
        assert ban(breaks.HAN, right, strict=strict) == breaks.FORBIDDEN
        assert ban(right, breaks.HAN, strict=strict) == breaks.ALLOWED
    for left in (breaks.OPEN, breaks.OPEN_WORD):
        assert ban(left, breaks.HAN, strict=strict) == breaks.FORBIDDEN
        assert ban(breaks.HAN, left, strict=strict) == breaks.ALLOWED
    assert ban(breaks.DASH, breaks.DASH, strict=strict) == breaks.IN_ROW
    assert ban(breaks.HAN, breaks.MARK, strict=strict) == breaks.GLUED
    assert ban(breaks.HAN, breaks.HAN, strict=strict) == breaks.ALLOWED


def test_what_only_the_strict_rules_ban() -> None:
    for left, right in ((breaks.HAN, breaks.STRICT), (breaks.SLASH, breaks.HAN)):
        assert ban(left, right) == breaks.FORBIDDEN
        assert ban(left, right, strict=False) == breaks.ALLOWED


def test_words_are_runs_of_narrow_characters() -> None:
    assert ban(breaks.WORD, breaks.WORD, cells=1) == breaks.IN_WORD
    assert ban(breaks.TAIL, breaks.WORD, cells=1) == breaks.IN_WORD
    assert ban(breaks.TAIL, breaks.WORD, cells=2) == breaks.ALLOWED
    assert ban(breaks.SLASH, breaks.WORD, cells=1) == breaks.IN_WORD


def test_spaces_and_marks_ask_to_look_further_left() -> None:
    assert ban(breaks.SPACE, breaks.HAN) == breaks.ALLOWED | breaks.LOOK
    assert ban(breaks.MARK, breaks.CLOSE) == breaks.FORBIDDEN | breaks.LOOK
    assert ban(breaks.SPACE, breaks.SPACE) == breaks.FORBIDDEN
    assert ban(breaks.SPACE, breaks.MARK) == breaks.GLUED
