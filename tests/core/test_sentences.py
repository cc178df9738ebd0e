"""Conversion of running text: sentences written without a look at the rules."""

import pytest

from tests.core.script_scorer import accepted, load, wrong

MISSES = {name: len(misses) for name, misses in wrong().items()}
COUNT = len(list(load()))


@pytest.mark.parametrize(("script", "share"), [("zh-TW", 0.99), ("zh-Hans", 0.99)])
def test_most_sentences_are_right(script: str, share: float) -> None:
    assert COUNT >= 500
    assert 1 - MISSES[script] / COUNT >= share


def test_boundaries_of_words_beat_plain_conversion() -> None:
    assert MISSES["zh-TW"] <= MISSES["s2tw"] * 0.6
    assert MISSES["zh-Hans"] <= MISSES["tw2s"]


def test_another_form_that_is_as_good_is_accepted_and_no_other() -> None:
    forms = (("饑荒", "飢荒"),)
    assert accepted("饑荒的年代裡", forms, "饑荒的年代裏")
    assert accepted("饑荒的年代裡", forms, "飢荒的年代裡")
    assert not accepted("饑荒的年代裡", forms, "饑荒的年代里")
    assert not accepted("飢餓的年代裡", forms, "饑餓的年代裡")
    assert not accepted("饑荒", forms, "饑荒了")
