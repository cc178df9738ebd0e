"""Who an article is: the same through writing and editing, and nobody else."""

import random
from itertools import combinations

import pytest
from msgspec.structs import replace

from tests.articles import article_of
from tests.core.scorer import CASES, HELD_OUT, load
from tui.core.identity import (
    ALIKE,
    FEW,
    HASHES,
    PERHAPS_ALIKE,
    Identity,
    Kinship,
    identify,
    kinship,
    likeness,
    sketch,
)
from tui.core.normal import normal

FOLDERS = (CASES, *HELD_OUT)
LETTERS = [chr(n) for n in range(0x4E00, 0x5600)]


def text(seed: int, size: int = 800) -> str:
    return "".join(random.Random(seed).choices(LETTERS, k=size))


def edited(source: str, share: float, seed: int = 1) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(LETTERS) if chance.random() < share else c for c in source)


def who(source: str, name: str = "/a.txt") -> Identity:
    return replace(identify(article_of([source])), name=name)


def test_the_same_text_anywhere_is_the_article():
    assert kinship(who(text(1)), who(text(1), "/b.txt")) is Kinship.SAME


def test_writing_does_not_make_another_article():
    one = who("清晨，機場的門開了。他說：「今天有霧。」")
    other = who("清晨,机(jī)场的门开了。 他说:“今天有雾。”", "/b.txt")
    assert one.id != other.id
    assert one.form == other.form
    assert kinship(one, other) is Kinship.SAME


@pytest.mark.parametrize("seed", range(5))
def test_a_few_edits_do_not_make_another_article(seed: int):
    source = text(seed)
    assert kinship(who(source), who(edited(source, 0.05), "/b.txt")) is Kinship.SAME


@pytest.mark.parametrize("seed", range(5))
def test_after_many_edits_a_person_is_asked_but_for_the_path(seed: int):
    source = text(seed)
    changed = edited(source, 0.2)
    assert kinship(who(source), who(changed, "/b.txt")) is Kinship.PERHAPS
    assert kinship(who(source), who(changed)) is Kinship.SAME


@pytest.mark.parametrize("seed", range(5))
def test_another_text_is_another_article(seed: int):
    one, other = text(seed), text(seed + 100)
    assert kinship(who(one), who(other, "/b.txt")) is Kinship.NONE
    # Written over with another text, the path alone does not settle it.
    assert kinship(who(one), who(other)) is Kinship.PERHAPS


def test_short_texts_are_told_by_their_path_only():
    assert kinship(who("春分"), who("夏至")) is Kinship.SAME
    assert kinship(who("春分"), who("夏至", "/b.txt")) is Kinship.NONE
    assert kinship(who("春分", "-"), who("夏至", "-")) is Kinship.NONE


def test_without_marks_the_path_decides():
    bare = Identity("1", "/a.txt", "")
    assert kinship(bare, who(text(1))) is Kinship.SAME
    assert kinship(bare, who(text(1), "/b.txt")) is Kinship.NONE


def test_a_sketch_is_the_smallest_hashes():
    assert sketch("一二三") == ()
    assert len(sketch("一二三四")) == 1
    assert len(sketch(text(1))) == HASHES > FEW
    assert sketch(text(1)) == tuple(sorted(sketch(text(1))))
    assert sketch("一二三四五" * 50) == tuple(sorted(sketch("一二三四五一二三")))


def test_likeness_is_near_the_truth():
    for share in (0.02, 0.1, 0.2):
        source = text(9, 3000)
        other = edited(source, share)
        grams = [{t[n : n + 4] for n in range(len(t) - 3)} for t in (source, other)]
        truth = len(grams[0] & grams[1]) / len(grams[0] | grams[1])
        assert abs(likeness(sketch(source), sketch(other)) - truth) < 0.12
    assert likeness((), (1,)) == 0


def test_no_two_labelled_articles_are_taken_for_one():
    cases = [case for folder in FOLDERS for case in load(folder=folder)]
    sketches = [sketch(normal(case["source"]).text) for case in cases]
    assert len(sketches) > 140
    alike = [likeness(one, other) for one, other in combinations(sketches, 2)]
    assert max(alike) < ALIKE / 2
    assert sum(share >= PERHAPS_ALIKE for share in alike) <= len(alike) / 1000


def test_a_lone_surrogate_is_a_character_like_others():
    assert identify(replace(article_of(["x"]), source="\ud800一二三四")).form
