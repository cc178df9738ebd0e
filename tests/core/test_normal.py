"""The normal form: the same for what a reader calls the same, with the way back."""

from hypothesis import given
from hypothesis import strategies as st

from tui.core.normal import normal


def test_writing_does_not_matter():
    one = normal("他說：「機(jī)場 ＡＢ12，開了。」\n").text
    assert one == normal("他说:机场\u3000ab１２ 开(kāi)了").text == "他说机场ab12开了"


def test_pinyin_counts_for_nothing_however_broken():
    for text in ("日?qǐng)?bào)社", "日(qǐng)(bào)社", "日 (ri) 社", "日社"):
        assert normal(text).text == "日社"


def test_words_in_brackets_stay():
    assert normal("機場(Airport2)").text == "机场airport2"
    assert normal("(jī)場").text == "jī场"


@given(st.text(max_size=80))
def test_every_character_knows_where_it_stood(text: str):
    found = normal(text)
    assert len(found.text) == len(found.places)
    assert list(found.places) == sorted(set(found.places))
    assert all(text[place].isalnum() for place in found.places)


@given(st.text(max_size=80))
def test_it_is_the_same_again(text: str):
    once = normal(text).text
    assert normal(once).text == once
