import re

import pytest
from hypothesis import given

from assets import make_glyphs
from tests.core.strategies import ANY_TEXT, STEADY
from tui.core.glyphs import HAN, fold, is_han


@pytest.mark.parametrize(
    ("one", "other"),
    [("機場", "机场"), ("裏衞", "裡衛"), ("Ａ，１", "a,1"), ("ABC", "abc"), ("著羣", "着群")],
)
def test_what_reads_the_same_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("左", "右"), ("1", "一"), ("，", "。"), ("買", "賣")])
def test_what_reads_differently_does_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["ﬁ", "㍿", "ß", "İ", "½"])
def test_a_fold_that_would_change_the_length_is_left_out(text: str) -> None:
    assert len(fold(text)) == 1


@pytest.mark.parametrize("character", "中㐀\U00020000豈〇々")
def test_chinese_characters_are_known(character: str) -> None:
    assert is_han(character)
    assert re.fullmatch(f"[{HAN}]", character)


@pytest.mark.parametrize("character", "aあ，　ㄅ한🀄")
def test_others_are_not(character: str) -> None:
    assert not is_han(character)
    assert not re.fullmatch(f"[{HAN}]", character)


@STEADY
@given(ANY_TEXT)
def test_length_stays_and_folding_settles(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_the_table_is_what_the_dictionaries_say() -> None:
    assert make_glyphs.TARGET.read_text("utf-8") == make_glyphs.text()
