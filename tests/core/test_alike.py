import pytest
from hypothesis import given

from tests.core.strategies import ANY_TEXT, STEADY
from tui.core.alike import letters, spellings
from tui.core.offsets import apply


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("機場，裡裏", "机场,里里"),
        ("“機”「場」", '"机""场"'),
        ("‘機’『場』", "'机''场'"),
        ("ﬁ㎡ẞ", "fim2ss"),
        ("e\u0301É", "éé"),
        ("か\u3099", "が"),
        ("約翰・韋恩‧", "约翰·韦恩·"),
        ("……", "……"),
        ("⼀豈", "一岂"),
    ],
)
def test_what_reads_the_same_folds_alike(text: str, folded: str) -> None:
    assert letters(text)[0] == folded


@pytest.mark.parametrize(
    ("one", "other"), [("瞭", "了"), ("藉", "借"), ("覆", "复"), ("両", "兩"), ("它", "牠")]
)
def test_spellings_go_both_ways(one: str, other: str) -> None:
    assert letters(other)[0] in spellings(one)
    assert letters(one)[0] in spellings(other)


@pytest.mark.parametrize(("one", "other"), [("呆", "待"), ("坐", "座"), ("芸", "藝"), ("買", "賣")])
def test_other_words_are_no_spellings(one: str, other: str) -> None:
    assert letters(other)[0] not in spellings(one)
    assert letters(one)[0] not in spellings(other)


@STEADY
@given(ANY_TEXT)
def test_the_edits_lead_to_a_text_of_the_folded_length(text: str) -> None:
    folded, edits = letters(text)
    assert len(apply(text, 0, edits)) == len(folded)
    for edit in edits:
        assert len(edit.replacement) != len(edit.span)


def test_spellings_go_one_step() -> None:
    assert spellings("復") == "复"
