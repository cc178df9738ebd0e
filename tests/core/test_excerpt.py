import pytest

from tui.core.excerpt import excerpt, passages
from tui.core.pipeline import article_from_text
from tui.core.search import Query

TEXT = "甲乙丙丁機場戊己庚辛壬癸子丑寅卯機場辰"


def told(text: str, query: str, around: int) -> list[str]:
    """Every passage with its hits in brackets."""
    article = article_from_text(text, "a.txt")
    return [
        "".join(f"[{piece}]" if hit else piece for piece, hit in excerpt(passage, around))
        for passage in passages(article, Query(query))
    ]


@pytest.mark.parametrize(
    ("around", "line"),
    [
        (0, "…[機場]…[機場]…"),
        (2, "…丙丁[機場]戊己…寅卯[機場]辰"),
        (5, "甲乙丙丁[機場]戊己庚辛壬癸子丑寅卯[機場]辰"),
        (99, "甲乙丙丁[機場]戊己庚辛壬癸子丑寅卯[機場]辰"),
    ],
)
def test_hits_stand_among_their_neighbours(around: int, line: str) -> None:
    assert told(TEXT, "机场", around) == [line]


def test_a_passage_is_a_paragraph() -> None:
    assert told("機場\n\n車站\n\n機場機場", "机场", 9) == ["[機場]", "[機場][機場]"]


def test_a_character_that_two_hits_share_is_shown_once() -> None:
    assert told("ﬀ", "f", 3) == ["[ﬀ]"]


def test_places_are_those_of_the_repaired_text() -> None:
    source = "鐘(zhōng)聲過(guò)去，機(jī)場(chǎng)的鐘(zhōng)聲過(guò)去，機(jī)場(chǎng)還在。"
    article = article_from_text(source, "a.txt")
    (passage,) = passages(article, Query("機場"))
    assert [source[hit.start : hit.end] for hit in passage.hits] == ["機(jī)場"] * 2
    assert [passage.whole.text[at.start : at.end] for at in passage.places] == ["機場"] * 2
