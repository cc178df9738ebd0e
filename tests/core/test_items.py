from hypothesis import given
from hypothesis import strategies as st

from tests.articles import article_of
from tests.core.strategies import STEADY
from tui.core.items import Items, paragraph_at

# 0, 1, [2 3 4], 5, [6], [7 8]
ARTICLE = article_of("零一二三四五六七八", folds=[(2, 4), (6, 6), (7, 8)])
CLOSED = Items(ARTICLE)
OPENED = Items(ARTICLE, frozenset({2}))


def _first(fold) -> int | None:
    return None if fold is None else fold.first


def test_a_paragraph_knows_its_fold() -> None:
    assert [_first(CLOSED.fold_of(n)) for n in range(9)] == [None, None, 2, 2, 2, None, 6, 7, 7]
    assert [_first(OPENED.closed_at(n)) for n in range(9)] == [None] * 6 + [6, 7, 7]


def test_only_the_first_paragraph_of_an_open_fold_opens_it() -> None:
    assert [_first(OPENED.opens_at(n)) for n in range(9)] == [None, None, 2] + [None] * 6
    assert CLOSED.opens_at(2) is None


def test_a_closed_fold_is_one_item_and_an_open_one_is_its_paragraphs() -> None:
    assert [CLOSED.at(n) for n in range(9)] == [0, 1, 2, 2, 2, 5, 6, 7, 7]
    assert [OPENED.at(n) for n in range(9)] == [0, 1, 2, 3, 4, 5, 6, 7, 7]
    assert (CLOSED.last_paragraph(2), OPENED.last_paragraph(2)) == (4, 2)


def test_going_on_and_back_passes_a_closed_fold_in_one_step() -> None:
    assert (CLOSED.after(2), OPENED.after(2), CLOSED.after(7)) == (5, 3, None)
    assert (CLOSED.before(5), OPENED.before(5), CLOSED.before(0)) == (2, 4, None)
    assert (CLOSED.last(), Items(ARTICLE, frozenset({7})).last()) == (7, 8)


def test_steps_stop_at_the_ends() -> None:
    assert [CLOSED.step(0, n) for n in (0, 1, 2, 3, 99)] == [0, 1, 2, 5, 7]
    assert [CLOSED.step(7, n) for n in (-1, -2, -3, -99)] == [6, 5, 2, 0]


def test_an_empty_article_has_one_place() -> None:
    empty = Items(article_of([]))
    assert (empty.last(), empty.step(0, 3), empty.step(0, -3)) == (0, 0, 0)
    assert paragraph_at(empty.article, 5) == 0


def test_an_offset_belongs_to_the_paragraph_it_stands_in_or_comes_after() -> None:
    article = article_of(["一二", "三"])  # the line break has offset 2
    assert [paragraph_at(article, offset) for offset in range(5)] == [0, 0, 0, 1, 1]


@STEADY
@given(st.sets(st.sampled_from([2, 6, 7])), st.integers(0, 8), st.integers(-9, 9))
def test_steps_add_up(opened: set[int], paragraph: int, count: int) -> None:
    items = Items(ARTICLE, frozenset(opened))
    item = items.at(paragraph)
    there = items.step(item, count)
    assert items.at(there) == there
    if items.step(there, 1 if count > 0 else -1) != there:  # no end was reached
        assert items.step(there, -count) == item
