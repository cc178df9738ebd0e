import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import STEADY, edited
from tui.core.model import Edit, Span
from tui.core.offsets import OffsetMap, apply, compose

DROP = Edit(Span(101, 105), "", "residue")


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, int, list[Edit]]:
    raw = draw(st.text("清讀abc", max_size=20))
    start = draw(st.integers(0, 50))
    return raw, start, draw(edited(raw, start))


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(Span(103, 105), "", ""), Edit(Span(101, 104), "", "")],
        [Edit(Span(101, 104), "", ""), Edit(Span(103, 105), "", "")],
        [Edit(Span(104, 103), "", "")],
        [Edit(Span(99, 101), "", "")],
        [Edit(Span(105, 107), "", "")],
    ],
)
def test_edits_that_cannot_be_applied_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="edit"):
        apply("機(jī)場", 100, edits)


def test_what_was_dropped_leads_to_what_follows_it() -> None:
    there = OffsetMap.of(Span(100, 106), [DROP])
    assert [there.forward(n) for n in range(99, 108)] == [0, 0, 1, 1, 1, 1, 1, 2, 2]
    assert [there.back(n) for n in (-1, 0, 1, 2, 3)] == [100, 100, 105, 106, 106]


def test_equally_long_replacements_match_character_by_character() -> None:
    there = OffsetMap.of(Span(0, 4), [Edit(Span(1, 3), "乙丙", "r")])
    assert [there.forward(n) for n in range(5)] == [0, 1, 2, 3, 4]
    assert [there.back(n) for n in range(5)] == [0, 1, 2, 3, 4]
    assert there.back_span(Span(1, 2)) == Span(1, 2)


def test_a_span_in_an_unequal_replacement_comes_from_all_that_was_replaced() -> None:
    there = OffsetMap.of(Span(0, 6), [Edit(Span(1, 5), "乙丙", "r")])
    assert there.back_span(Span(1, 2)) == Span(1, 5)
    assert there.back_span(Span(0, 1)) == Span(0, 1)
    assert there.forward(3) == 1


def test_spans_there_and_back() -> None:
    there = OffsetMap.of(Span(100, 106), [DROP])
    assert there.back_span(Span(0, 2)) == Span(100, 106)
    assert there.back_span(Span(1, 1)) == Span(105, 105)
    assert there.forward_span(Span(100, 105)) == Span(0, 1)


def test_nothing_to_add_leaves_the_first_round() -> None:
    assert compose(Span(100, 106), [DROP], [], "機場") == [DROP]


def test_two_rounds_over_the_same_characters_become_one_edit_of_the_first_rule() -> None:
    first = [Edit(Span(1, 3), "xy", "one")]
    second = [Edit(Span(0, 2), "z", "two")]
    edits = compose(Span(0, 4), first, second, "zyd")
    assert edits == [Edit(Span(0, 3), "zy", "one")]
    assert apply("abcd", 0, edits) == "zyd"


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (Span(0, 2), Span(0, 3)),
        (Span(0, 1), Span(0, 3)),
        (Span(1, 2), Span(0, 3)),
        (Span(2, 3), Span(3, 4)),
        (Span(3, 4), Span(4, 5)),
        (Span(2, 4), Span(3, 5)),
        (Span(1, 1), Span(0, 0)),
    ],
)
def test_what_is_replaced_by_another_length_stands_as_a_whole(span: Span, shown: Span) -> None:
    there = OffsetMap.of(Span(0, 5), [Edit(Span(0, 2), "部落格", "x"), Edit(Span(3, 4), "乙", "x")])
    assert there.forward_span(span) == shown


def test_what_was_taken_out_between_characters_does_not_join_them() -> None:
    first = [Edit(Span(1, 5), "", "residue")]
    second = [Edit(Span(0, 2), "机场", "script")]
    assert compose(Span(0, 6), first, second, "机场") == [
        Edit(Span(0, 1), "机", "script"),
        Edit(Span(1, 5), "", "residue"),
        Edit(Span(5, 6), "场", "script"),
    ]


@STEADY
@given(slices())
def test_both_ways_are_monotone_and_stay_inside(case: tuple[str, int, list[Edit]]) -> None:
    raw, start, edits = case
    source = Span(start, start + len(raw))
    there = OffsetMap.of(source, edits)
    assert there.length == len(apply(raw, start, edits))
    forward = [there.forward(n) for n in range(source.start - 1, source.end + 2)]
    back = [there.back(n) for n in range(-1, there.length + 2)]
    assert forward == sorted(forward)
    assert back == sorted(back)
    assert 0 <= forward[0] <= forward[-1] <= there.length
    assert source.start <= back[0] <= back[-1] <= source.end


@STEADY
@given(slices())
def test_a_character_kept_comes_back_to_itself(case: tuple[str, int, list[Edit]]) -> None:
    raw, start, edits = case
    there = OffsetMap.of(Span(start, start + len(raw)), edits)
    text = apply(raw, start, edits)
    for n in range(start, start + len(raw)):
        if not any(n in edit.span for edit in edits):
            at = there.forward(n)
            assert text[at] == raw[n - start]
            assert there.back_span(Span(at, at + 1)) == Span(n, n + 1)
            assert there.back(at) == n


@STEADY
@given(st.data(), slices())
def test_composed_edits_do_what_two_rounds_do(
    data: st.DataObject, case: tuple[str, int, list[Edit]]
) -> None:
    raw, start, first = case
    between = apply(raw, start, first)
    second = data.draw(edited(between))
    text = apply(between, 0, second)
    joined = compose(Span(start, start + len(raw)), first, second, text)
    assert apply(raw, start, joined) == text
