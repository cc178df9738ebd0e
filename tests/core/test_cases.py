"""The engine on the labelled articles: what it must reach there, and that they are well formed."""

import re
from pathlib import Path

import pytest

from tests.core.scorer import CASES, HELD_OUT, Score, load, score
from tui.core.model import Role

ALL = [
    pytest.param(case, id=case["name"])
    for folder in (CASES, *HELD_OUT)
    for case in load(None, folder)
]
HELD_OUT_CHANGED = 1  # intact paragraphs of each held-out set that repair changes
HELD_OUT_REPAIRED = 0.93  # of the damaged: one article sets several paragraphs in one line


def _score(folder: Path) -> tuple[Score, str]:
    result = score(load(None, folder))
    return result, "\n".join(result.notes)


def test_articles_that_the_rules_were_made_with() -> None:
    result, notes = _score(CASES)
    assert result.f1 >= 0.98, notes
    assert result.body_lost == 0, notes
    assert result.intact_right == result.intact, notes
    assert result.damaged_right >= 0.98 * result.damaged, notes


def test_there_is_enough_to_score() -> None:
    result, _ = _score(CASES)
    assert len(list(load())) >= 60
    assert result.intact > 300
    assert result.damaged > 100


@pytest.mark.parametrize("folder", HELD_OUT, ids=lambda folder: folder.name)
def test_articles_that_the_rules_had_not_seen(folder: Path) -> None:
    result, notes = _score(folder)
    assert result.f1 >= 0.95, notes
    assert result.body_lost == 0, notes
    assert result.intact - result.intact_right <= HELD_OUT_CHANGED, notes
    assert result.damaged_right >= HELD_OUT_REPAIRED * result.damaged, notes


@pytest.mark.parametrize("case", ALL)
def test_labels_cover_the_source(case: dict) -> None:
    at, between = 0, []
    for wanted in case["paragraphs"]:
        start = case["source"].index(wanted["raw"], at)
        between.append(case["source"][at:start])
        at = start + len(wanted["raw"])
    between.append(case["source"][at:])
    assert not re.sub("[\\s\ufeff\u200b-\u200f\u2060]", "", "".join(between))


@pytest.mark.parametrize("case", ALL)
def test_labels_agree_with_each_other(case: dict) -> None:
    for number, wanted in enumerate(case["paragraphs"], 1):
        assert wanted["role"] in set(Role)
        assert wanted["raw"].strip()
        twin = wanted["duplicate_of"]
        assert twin is None or 1 <= twin < number
        assert twin is None or case["paragraphs"][twin - 1]["role"] == wanted["role"]
        assert wanted["folded"] == (twin is not None or wanted["role"] in ("footer", "junk"))
        if case["pile"] == "negative":
            assert wanted["text"] == wanted["raw"]
            assert not wanted["folded"]


def test_a_score_tells_hidden_body_and_changed_text() -> None:
    source = "題目在這裡\n圖書館的窗外下著雨，孩子們還在讀書。\n\n相關閱讀\n"
    lines = source.split()
    labels = [("title", False), ("body", False), ("body", False)]
    paragraphs = [
        {"raw": raw, "text": raw + "。" * (role == "title"), "role": role, "folded": folded}
        for raw, (role, folded) in zip(lines, labels, strict=True)
    ]
    result = score(iter([{"name": "made", "source": source, "paragraphs": paragraphs}]))
    assert (result.body_lost, result.folded_wrong, result.missed) == (1, 1, 0)
    assert (result.damaged, result.damaged_right) == (1, 0)
    assert (result.intact, result.intact_right) == (2, 2)
    assert result.f1 == 0
    assert len(result.notes) == 3
