"""The engine against the labelled articles, with the bars that it must not fall below."""

import pytest

from tests.core.scorer import Score, load, score


@pytest.fixture(scope="module")
def result() -> Score:
    return score(load())


def test_there_is_enough_to_score(result: Score) -> None:
    assert len(list(load())) >= 60
    assert result.intact > 300
    assert result.damaged > 100


def test_folding_finds_what_a_reader_would_fold(result: Score) -> None:
    assert result.f1 >= 0.95, "\n".join(result.notes)


def test_no_paragraph_of_the_article_is_folded(result: Score) -> None:
    assert result.body_lost == 0, "\n".join(result.notes)


def test_no_intact_paragraph_is_changed(result: Score) -> None:
    assert result.intact_right == result.intact, "\n".join(result.notes)


def test_damaged_paragraphs_are_repaired(result: Score) -> None:
    assert result.damaged_right >= 0.98 * result.damaged, "\n".join(result.notes)
