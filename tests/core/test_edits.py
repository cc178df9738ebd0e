"""Edits: the same counts as the plain table of edit distances gives."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.core.edits import borders, fewest


def plain(pattern: str, text: str, *, from_start: bool) -> list[int]:
    column = list(range(len(pattern) + 1))
    ends = [column[-1]]
    for at, character in enumerate(text, 1):
        new = [at if from_start else 0]
        for row, wanted in enumerate(pattern, 1):
            new.append(min(column[row - 1] + (wanted != character), column[row] + 1, new[-1] + 1))
        column = new
        ends.append(column[-1])
    return ends


PATTERNS = st.text("甲乙丙", max_size=12)
TEXTS = st.text("甲乙丙", max_size=20)


@given(PATTERNS, TEXTS, st.booleans())
def test_edits_are_those_of_the_plain_table(pattern: str, text: str, from_start: bool):
    wanted = plain(pattern, text, from_start=from_start)
    assert list(fewest(pattern, text, from_start=from_start)) == wanted


@given(PATTERNS.filter(bool), TEXTS, st.data())
def test_borders_cut_a_stretch_into_parts_of_no_more_edits(pattern, text, data):
    counts = fewest(pattern, text)
    end = data.draw(st.integers(0, len(text)))
    rows = sorted(data.draw(st.sets(st.integers(0, len(pattern)))), reverse=True)
    cuts = borders(pattern, text, end, [len(pattern), *rows, 0])
    assert cuts[0] == end
    assert cuts == sorted(cuts, reverse=True)
    places = [len(pattern), *rows, 0]
    total = sum(
        fewest(pattern[b:a], text[y:x], from_start=True)[-1]
        for (a, b), (x, y) in zip(pairwise(places), pairwise(cuts), strict=True)
    )
    assert total == counts[end]


def test_borders_prefer_another_character_to_a_shorter_stretch():
    assert borders("甲乙丙丁", "子丑丙丁", 4, [2, 0]) == [2, 0]
