"""The normal form: the same for what a reader calls the same, with the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.glyphs import fold
from tui.core.normal import normal, plain_size


def test_writing_does_not_matter():
    one = normal("他說：「機(jī)場 ＡＢ12，開了。」\n", fold).text
    assert one == normal("他说:机场\u3000ab１２ 开(kāi)了", fold).text == "他说机场ab12开了"


def test_words_in_brackets_stay():
    assert normal("機場(Airport2)", str).text == "機場airport2"
    assert normal("(jī)場", str).text == "jī場"


@given(st.text(max_size=80))
def test_every_character_knows_where_it_stood(text: str):
    found = normal(text, str)
    assert len(found.text) == len(found.places)
    assert list(found.places) == sorted(set(found.places))
    assert all(text[place].isalnum() for place in found.places)


@given(st.text(max_size=80))
def test_it_is_the_same_again(text: str):
    once = normal(text, fold).text
    assert normal(once, fold).text == once


def test_a_fold_that_changes_lengths_is_refused():
    with pytest.raises(ValueError, match="changed the length"):
        normal("一二", lambda text: text + text)


def test_the_size_counts_letters_and_digits():
    assert plain_size("春，a 1_") == 3
