"""How well anchors find their place: the bars, in small.

``python -m tests.core.anchoring`` measures over all articles; here every eighth is enough
to see a rule that has become worse.
"""

import pytest

from tests.core.anchoring import CHANGES, Count, measure


@pytest.fixture(scope="module")
def counts() -> dict[str, tuple[Count, Count]]:
    return measure(range(1), step=8)


BARS = {
    **dict.fromkeys(("script", "whitespace", "punctuation", "residue", "all four"), 1.0),
    **dict.fromkeys(("junk inserted", "shuffled", "5 % edited"), 1.0),
    "15 % edited": 0.99,
    "30 % edited": 0.97,
    "merged": 1.0,
    "split": 1.0,
}


@pytest.mark.parametrize("name", BARS)
def test_notes_on_paragraphs_find_their_place(counts, name: str):
    assert counts[name][0].there > 300
    assert counts[name][0].share >= BARS[name]


@pytest.mark.parametrize("name", BARS)
def test_notes_on_characters_find_their_place(counts, name: str):
    assert counts[name][1].there > 60
    assert counts[name][1].share >= min(BARS[name], 0.99 if "%" in name else 1) - 0.02


def test_few_are_attached_where_they_do_not_belong(counts):
    for kind in (0, 1):
        total = Count()
        for name in CHANGES:
            one = counts[name][kind]
            assert one.mistakes <= 0.01, name
            total.right += one.right + one.orphans
            total.wrong += one.wrong
            total.gone += one.gone
            total.gone_wrong += one.gone_wrong
        assert total.mistakes <= 0.005


def test_what_was_deleted_waits_as_an_orphan(counts):
    gone = [counts["3 of 10 deleted"][kind] for kind in (0, 1)]
    assert sum(one.gone for one in gone) > 100
    assert sum(one.gone_wrong for one in gone) <= 0.02 * sum(one.gone for one in gone)


def test_every_anchor_is_found_or_an_orphan(counts):
    totals = {kind: {c[kind].there + c[kind].gone for c in counts.values()} for kind in (0, 1)}
    assert all(len(found) == 1 for found in totals.values())
