"""Endings are remembered across sessions, in bounds; refusing holds."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.core.test_learned import BOILERPLATE, SECOND, article
from tui.core.model import Action, Problem
from tui.core.pipeline import article_from_text, rule_about, with_rules
from tui.io.learned import LearnedStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "learned.json"


def test_what_three_articles_end_with_is_offered_in_another_session(path: Path):
    first = LearnedStore(path)
    first.remember(article(1, BOILERPLATE))
    first.remember(article(2, BOILERPLATE))
    assert first.offers(article(1, BOILERPLATE)) == ()
    first.close()
    second = LearnedStore(path)
    mine = article(3, BOILERPLATE)
    second.remember(mine)
    (offer,) = second.offers(mine)
    assert (offer.quote, offer.count) == (BOILERPLATE, 3)
    assert second.path == path


def test_asking_creates_nothing(path: Path):
    assert LearnedStore(path).offers(article(1, BOILERPLATE)) == ()
    LearnedStore(path).remember(article_from_text("一段話", "a.txt"))
    assert not path.parent.exists()


def test_refusing_holds(path: Path):
    store = LearnedStore(path)
    for number in range(4):
        store.remember(article(number, BOILERPLATE, SECOND))
    mine = article(0, BOILERPLATE, SECOND)
    first, second = store.offers(mine)
    store.refuse([first.key])
    store.refuse([first.key])
    assert store.offers(mine) == LearnedStore(path).offers(mine) == (second,)


def test_what_became_a_rule_is_not_offered(path: Path):
    store = LearnedStore(path)
    for number in range(4):
        store.remember(article(number, BOILERPLATE))
    mine = article(0, BOILERPLATE)
    (offer,) = store.offers(mine)
    rule = replace(rule_about(mine, offer.index, Action.FOLD, everywhere=True), id="r")
    assert store.offers(with_rules(mine, [rule])) == ()


def test_an_article_read_again_is_written_once(path: Path):
    store = LearnedStore(path)
    store.remember(article(1, BOILERPLATE))
    size = store._storage.journal.stat().st_size
    store.remember(article(1, BOILERPLATE))
    assert store._storage.journal.stat().st_size == size


def test_an_article_that_reads_otherwise_now_is_remembered_so(path: Path):
    store = LearnedStore(path)
    for number in (1, 2):
        store.remember(article(number, BOILERPLATE))
    other = replace(article(5, SECOND), id=article(1, BOILERPLATE).id)
    store.remember(other)
    assert store.offers(article(3, BOILERPLATE)) == ()


def test_the_oldest_are_forgotten(path: Path):
    store = LearnedStore(path, kept=2)
    for number in (1, 2, 3):
        store.remember(article(number, BOILERPLATE))
    assert len(store._rows("articles")) == 2
    (offer,) = store.offers(article(1, BOILERPLATE))
    assert offer.count == 3  # itself, and the two that are left
    store.remember(article(4, SECOND))
    assert store.offers(article(1, BOILERPLATE)) == ()


SCHEMA = '"schema": {"1": {"version": 1, "journal": "x"}}'
DAMAGED = [
    "{",
    '{"articles": {}}',
    f'{{{SCHEMA}, "articles": {{"1": {{"id": "x"}}}}}}',
    f'{{{SCHEMA}, "articles": {{"1": {{"id": "x", "tail": [3], "sketch": []}}}}}}',
    f'{{{SCHEMA}, "refused": {{"1": {{"key": "x"}}}}}}',
]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_told_and_left_alone(path: Path, content: str):
    path.parent.mkdir()
    path.write_text(content)
    store = LearnedStore(path)
    with pytest.raises(Problem) as caught:
        store.offers(article(1, BOILERPLATE))
    assert caught.value.id == "learned-damaged"
    if SCHEMA not in content:
        with pytest.raises(Problem):
            store.remember(article(1, BOILERPLATE))
    store.close()
    assert path.read_text() == content
