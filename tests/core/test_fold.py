import pytest

from tui.core.fold import find_repeats, group
from tui.core.keys import Look, comparison_key, look
from tui.core.model import Evidence, Fold, Role, Verdict

CAPTION = "機場外的長椅坐滿了候車的人。"
LONG = "山上的雪化了，溪水漲了半尺，村口的木橋又被沖走了一塊板，人們只好繞到下游去。"
LONGER = (
    LONG + "等到橋修好，已經是第二年的春天，來修橋的人也換了一批，只有工頭還是原來那個。" + LONG
)
PROSE = [f"{LONG}{n}次。" for n in range(8)]


def rules(*texts: str) -> dict[int, tuple[int, str]]:
    found = find_repeats([look(text) for text in texts], lambda n: comparison_key(texts[n]))
    return {index: (repeat.twin, repeat.rule) for index, repeat in found.items()}


def test_a_caption_again_is_a_repeat_whichever_copy_has_the_credit() -> None:
    credited = CAPTION + "（記者某某攝）"
    assert rules(credited, LONG, CAPTION) == {2: (0, "repeated-caption")}
    assert rules(CAPTION, LONG, credited) == {2: (0, "repeated-caption")}


def test_a_credit_below_the_caption_tells_as_well() -> None:
    texts = [CAPTION, "（記者某某攝）", LONG, CAPTION, "（記者某某攝）", LONG]
    assert rules(*texts)[3] == (0, "repeated-caption")


def test_text_again_without_a_credit_needs_length() -> None:
    assert rules("不認罪。", LONG, "不認罪。") == {}
    assert rules(LONG, LONG) == {1: (0, "repeated-beside")}
    assert rules(LONG, "第1頁", LONG) == {2: (0, "repeated-beside")}
    assert rules(LONG, LONGER, LONG) == {}
    assert rules(LONGER, *PROSE, LONGER) == {9: (0, "repeated-text")}


def test_speech_and_lists_said_twice_are_meant() -> None:
    assert rules(f"「{LONGER}」", f"「{LONGER}」") == {}
    assert rules(LONGER, f"「{LONGER}」") == {}


def test_a_line_of_no_sentence_again_in_prose_is_a_pictures() -> None:
    line = "機場外的長椅坐滿了候車的人"
    assert rules(line, *PROSE, line) == {9: (0, "repeated-text")}
    assert rules(line, "山上的雪", "村口的橋", line) == {}


def test_a_whole_run_again_is_a_repeat_however_short_its_parts() -> None:
    run = [f"第{n}天，山上的雪又化了一些，溪水又漲了一些。" for n in "一二三四五六七八九"]
    found = rules(*run, LONG, *run)
    assert found == {10 + n: (n, "repeated-run") for n in range(9)}
    chorus = [f"啦啦啦{n}" for n in "一二三四五六七八九"]
    assert rules(*chorus, LONG, *chorus) == {}


def test_equal_hashes_of_different_keys_are_no_repeat() -> None:
    seen = look(LONGER)
    assert find_repeats([seen, seen], lambda n: "甲乙"[n]) == {}


def test_marks_alone_have_no_key_to_compare() -> None:
    empty = Look(3, 0, 0, "", False, False, False)
    assert find_repeats([empty, empty], lambda _: "") == {}


FOOTER = Verdict(Role.FOOTER, "footer", (Evidence("at-end"),), folded=True)
FIRST = Verdict(Role.CAPTION, "repeated-caption", (), 0, True)
SECOND = Verdict(Role.CAPTION, "repeated-caption", (), 1, True)
KEPT = Verdict(Role.CAPTION, "caption")


@pytest.mark.parametrize(
    ("verdicts", "folds"),
    [
        ({}, []),
        ({2: KEPT}, []),
        ({2: FOOTER, 3: FOOTER}, [(2, 3)]),
        ({2: FOOTER, 4: FOOTER}, [(2, 2), (4, 4)]),
        ({2: FIRST, 3: FIRST, 4: SECOND}, [(2, 3), (4, 4)]),
        ({2: FIRST, 3: FOOTER}, [(2, 2), (3, 3)]),
        ({2: FIRST, 3: KEPT, 4: FIRST}, [(2, 2), (4, 4)]),
        ({4: FOOTER, 9: FOOTER}, [(4, 4)]),
    ],
)
def test_neighbours_hidden_for_one_reason_are_one_fold(
    verdicts: dict[int, Verdict], folds: list[tuple[int, int]]
) -> None:
    found = group(5, verdicts)
    assert [(fold.first, fold.last) for fold in found] == folds
    assert all(fold == Fold(fold.first, fold.last, verdicts[fold.first]) for fold in found)
