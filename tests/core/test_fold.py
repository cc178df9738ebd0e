from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import STEADY
from tui.core.fold import BESIDE, MIN_ANYWHERE, MIN_BESIDE, MIN_NEXT, find_repeats, group
from tui.core.keys import Look, Repeat, comparison_key, look
from tui.core.model import Fold, Role, Verdict

LEAD = "柳灣港的老燈塔修了半年，昨天傍晚重新點亮，漁民們站在堤上看了很久，直到最後一班渡輪靠岸。"
OTHER = "港務處的人說，燈塔的鏡片是從舊倉庫裡找回來的，擦了三天才看得見上面刻的年份和工匠的名字。"
THIRD = "鎮上的孩子第一次見到燈光掃過海面，有人問它為什麼要轉，老看守人笑著說，因為船從四面來。"
CAPTION = "老燈塔在霧裡亮著"
LONG = LEAD + OTHER


def _repeats(texts: Sequence[str]) -> dict[int, Repeat]:
    return find_repeats([look(text) for text in texts], lambda index: comparison_key(texts[index]))


def _found(*texts: str) -> list[tuple[int, int, str]]:
    sure = ((index, repeat) for index, repeat in _repeats(texts).items() if repeat.sure)
    return [(index, repeat.twin, repeat.rule) for index, repeat in sure]


# --- captions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CAPTION, CAPTION + "（孟遠帆攝）"),
        (CAPTION + "（孟遠帆攝）", CAPTION),
        ("▲" + CAPTION, CAPTION),
        ("老灯塔在雾里亮着。", "▲老燈塔在霧裡亮著"),
    ],
)
def test_a_caption_with_its_credit_on_one_copy_repeats(one: str, other: str) -> None:
    assert _found(LEAD, one, OTHER, other) == [(3, 1, "repeated-caption")]


def test_a_caption_with_its_credit_in_the_next_line_repeats() -> None:
    assert _found(LEAD, CAPTION, OTHER, CAPTION, "記者孟遠帆攝", THIRD) == [
        (3, 1, "repeated-caption")
    ]


def test_a_repeated_caption_names_its_twin_and_its_credit() -> None:
    repeat = _repeats([LEAD, CAPTION, OTHER, CAPTION + "（孟遠帆攝）"])[3]
    equal, credit = repeat.evidence
    assert (equal.id, equal.values) == ("equal", (("number", "2"),))
    assert (credit.id, credit.values) == ("credit", (("text", "（孟遠帆攝）"),))


def test_captions_of_too_few_words_or_other_words_are_none() -> None:
    assert _found(LEAD, "燈塔", OTHER, "▲燈塔") == []
    assert _found(LEAD, CAPTION, OTHER, "▲新燈塔在霧裡亮著") == []


def test_a_lead_that_shares_its_words_with_a_caption_is_not_that_caption() -> None:
    caption = "柳灣港的老燈塔修了半年，昨天傍晚重新點亮。（孟遠帆攝）"
    assert _found(LEAD, caption, OTHER) == []


# --- copies of text -------------------------------------------------------------------


def test_a_text_back_to_back_repeats() -> None:
    assert len(comparison_key(LEAD)) >= MIN_BESIDE
    assert _found(LEAD, LEAD, OTHER) == [(1, 0, "repeated-beside")]


def test_only_small_lines_may_stand_between() -> None:
    assert _found(LEAD, "第二頁", LEAD, OTHER) == [(2, 0, "repeated-beside")]
    assert _found(LEAD, "▲燈塔。（孟遠帆攝）", LEAD, OTHER) == [(2, 0, "repeated-beside")]
    assert _found(LEAD, "天亮了。", LEAD, OTHER) == []
    assert _found(LEAD, "渡輪" * 30, LEAD, OTHER) == []


def test_too_far_apart_is_not_beside() -> None:
    lines = [f"第{n}頁" for n in "一二三四五六七八九"]
    assert _found(LEAD, *lines[: BESIDE - 1], LEAD) == [(BESIDE, 0, "repeated-beside")]
    assert _found(LEAD, *lines[:BESIDE], LEAD) == []


def test_right_behind_its_twin_less_is_enough_in_prose() -> None:
    said = "老看守人一個人走下石階去看那條舊船。"
    assert MIN_NEXT <= len(comparison_key(said)) < MIN_BESIDE
    assert _found(LONG, said, said, OTHER) == [(2, 1, "repeated-beside")]
    assert _found(LONG, said, "第二頁", said, OTHER) == []
    assert _found("燈亮了。", said, said, "船走了。") == []


def test_a_short_sentence_said_twice_is_meant() -> None:
    assert _found("燈亮了。", "燈亮了。", LEAD) == []
    assert _found(LEAD, "他等著船回來。", OTHER, "他等著船回來。", THIRD) == []


def test_a_long_text_repeats_anywhere() -> None:
    assert len(comparison_key(LONG)) >= MIN_ANYWHERE
    assert _found(LONG, THIRD, LONG) == [(2, 0, "repeated-text")]
    repeat = _repeats([LONG, THIRD, LONG])[2]
    assert repeat.evidence[1].values == (("count", str(len(LONG))),)


def test_speech_and_lists_may_repeat_whatever_their_length() -> None:
    assert _found("「" + LONG + "」", THIRD, "「" + LONG + "」") == []
    assert _found("1. " + LEAD, "1. " + LEAD) == []
    assert _found(LONG, THIRD, "「" + LONG + "」") == []


def test_a_line_without_an_end_repeats_in_prose_only() -> None:
    line = "老燈塔的鏡片擦了三天"
    assert _found(line, LONG, OTHER, line, THIRD) == [(3, 0, "repeated-text")]
    assert _found(line, "潮水慢慢地退去", "月亮照著舊船", line, "風在堤上睡了") == []
    assert _found("燈塔的鏡片", LONG, OTHER, "燈塔的鏡片", THIRD) == []


# --- runs -----------------------------------------------------------------------------


def test_a_line_may_come_again_with_its_full_stop() -> None:
    line = "第二排座椅的滑軌有六百一十毫米長"
    assert _found(LEAD, line, OTHER, line + "。") == [(3, 1, "repeated-text")]
    assert _found(LEAD, line[:12], OTHER, line[:12] + "。") == []


def test_paragraphs_that_come_again_in_order_repeat() -> None:
    texts = ["燈塔", LEAD, OTHER, THIRD, "「好。」", LEAD, OTHER, THIRD, "「好。」", "完"]
    assert _found(*texts) == [
        (5, 1, "repeated-run"),
        (6, 2, "repeated-run"),
        (7, 3, "repeated-run"),
        (8, 4, "repeated-run"),
    ]
    assert _repeats(texts)[5].evidence[1].id == "run"


def test_in_another_order_they_are_no_run() -> None:
    assert _found(LEAD, OTHER, THIRD, "燈亮了。", THIRD, OTHER, LEAD) == []


def test_a_chorus_of_short_lines_is_no_run() -> None:
    chorus = [
        f"{word}呀{word}，照我回家的路，"
        for word in ("燈", "星", "月", "潮", "風", "船", "雨", "雪", "霧", "浪", "雲", "沙")
    ]
    assert sum(len(comparison_key(line)) for line in chorus) >= 100
    assert _found(*chorus, "他走了很久。", *chorus) == []


def test_a_run_is_weighed_as_a_whole() -> None:
    short = [LEAD, "燈亮了。"]
    assert _found(*short, "船走了。", *short) == []
    run = [*short, OTHER, THIRD]
    assert [at for at, _, _ in _found(*run, "船走了。", *run)] == [5, 6, 7, 8]


def test_a_run_of_short_parts_repeats_and_a_chorus_does_not() -> None:
    run = [f"第{n}天，山上的雪又化了一些，溪水又漲了一些。" for n in "一二三四五六七八九"]
    assert _found(*run, LEAD, *run) == [(10 + n, n, "repeated-run") for n in range(9)]
    chorus = [f"啦啦啦{n}" for n in "一二三四五六七八九"]
    assert _found(*chorus, LEAD, *chorus) == []


# --- what equality means --------------------------------------------------------------


def test_marks_alone_are_no_text() -> None:
    assert _found("——", LEAD, "——") == []


def test_equal_hashes_are_not_enough() -> None:
    looks = [look(LEAD), look(LEAD)]
    assert find_repeats(looks, str) == {}
    assert list(find_repeats(looks, lambda _: "")) == [1]


def test_no_key_is_equal_to_no_key() -> None:
    empty = Look(3, 0, 0, "", alone=False, set_apart=False, ends=False)
    assert find_repeats([empty, empty], lambda _: "") == {}


def test_a_caption_given_twice_with_its_credit_below_repeats() -> None:
    texts = [CAPTION, "（記者孟遠帆攝）", LEAD, CAPTION, "（記者孟遠帆攝）", OTHER]
    assert _found(*texts)[0] == (3, 0, "repeated-caption")


def test_a_third_copy_repeats_the_first() -> None:
    assert _found(LONG, LONG, LONG) == [(1, 0, "repeated-beside"), (2, 0, "repeated-beside")]


# --- groups ---------------------------------------------------------------------------

FOOTER = Verdict(Role.FOOTER, "footer", folded=True)
IN_FOOTER = Verdict(Role.FOOTER, "in-footer", folded=True)
JUNK = Verdict(Role.JUNK, "share", folded=True)
TITLE = Verdict(Role.TITLE, "title")


def _copy(of: int) -> Verdict:
    return Verdict(Role.CAPTION, "repeated-caption", duplicate_of=of, folded=True)


def test_neighbours_of_one_role_fold_into_one_line() -> None:
    verdicts = {0: TITLE, 2: FOOTER, 3: IN_FOOTER, 4: JUNK, 6: JUNK}
    assert group(8, verdicts) == (Fold(2, 3, FOOTER), Fold(4, 4, JUNK), Fold(6, 6, JUNK))


def test_copies_fold_together_where_they_have_one_twin() -> None:
    captions = {1: _copy(0), 2: _copy(0), 3: _copy(9), 4: Verdict(Role.CAPTION, "x", folded=True)}
    assert [(fold.first, fold.last) for fold in group(5, captions)] == [(1, 2), (3, 3), (4, 4)]
    other_role = Verdict(Role.BODY, "repeated-text", duplicate_of=0, folded=True)
    assert len(group(5, {1: _copy(0), 2: other_role})) == 2


def test_what_the_article_does_not_hold_is_left_out() -> None:
    assert group(2, {5: JUNK}) == ()
    assert group(0, {}) == ()


@pytest.mark.parametrize(
    ("verdicts", "folds"),
    [
        ({}, []),
        ({2: TITLE}, []),
        ({2: FOOTER, 3: FOOTER}, [(2, 3)]),
        ({2: FOOTER, 4: FOOTER}, [(2, 2), (4, 4)]),
        ({2: _copy(0), 3: _copy(0), 4: _copy(1)}, [(2, 3), (4, 4)]),
        ({2: _copy(0), 3: FOOTER}, [(2, 2), (3, 3)]),
        ({2: _copy(0), 3: TITLE, 4: _copy(0)}, [(2, 2), (4, 4)]),
        ({4: FOOTER, 9: FOOTER}, [(4, 4)]),
    ],
)
def test_neighbours_hidden_for_one_reason_are_one_fold(
    verdicts: dict[int, Verdict], folds: list[tuple[int, int]]
) -> None:
    found = group(5, verdicts)
    assert [(fold.first, fold.last) for fold in found] == folds


@STEADY
@given(
    st.dictionaries(st.integers(0, 20), st.sampled_from([TITLE, FOOTER, JUNK, _copy(0), _copy(1)]))
)
def test_folds_hold_exactly_what_is_folded(verdicts: dict[int, Verdict]) -> None:
    folds = group(21, verdicts)
    inside = [index for fold in folds for index in range(fold.first, fold.last + 1)]
    assert inside == sorted(index for index, verdict in verdicts.items() if verdict.folded)
    assert all(fold.verdict is verdicts[fold.first] for fold in folds)


# --- leads, pages and galleries ---------------------------------------------------------

NEWS = "柳灣港5月3日重新點亮的老燈塔修了半年，花去41萬元，漁民們在堤上站到最後一班渡輪靠岸。"
SAID = "「燈亮了就能回家，燈不亮也要回家，」老看守人對來看熱鬧的人這樣說，說完就下樓去了。"


def test_a_lead_with_a_number_is_given_again_at_the_end_of_the_page() -> None:
    assert _found(NEWS, OTHER, THIRD, NEWS) == [(3, 0, "repeated-text")]
    refrain = NEWS.replace("5月3日", "那年").replace("41萬元", "力氣")
    assert _found(refrain, OTHER, THIRD, refrain) == []


def test_speech_repeats_only_over_the_number_of_a_page() -> None:
    assert _found(LONG, SAID, "第1頁 第2頁", SAID, OTHER) == [(3, 1, "repeated-beside")]
    assert _found(LONG, SAID, OTHER, SAID) == []


def test_a_run_comes_again_without_its_captions() -> None:
    short = "孩子們問它為什麼要轉，老看守人說因為船來。"
    first = [LEAD, short, "圖片來源：作者供圖", OTHER]
    assert [index for index, *_ in _found(*first, LEAD, short, OTHER)] == [4, 5, 6]


def test_a_credit_below_each_caption_of_a_gallery_is_no_repeat() -> None:
    credit = "北堤社記者 孟遠帆 攝"
    captions = [
        f"5月{n}日，漁民在{place}補網。" for n, place in enumerate(["東堤", "西堤", "南堤"], 3)
    ]
    gallery = [line for caption in captions for line in (caption, credit)]
    assert _found("柳灣港的春天", *gallery, "責任編輯：孟寬") == []
    article = [line for text in (LONG, LONG[::-1], OTHER + THIRD) for line in (text, credit)]
    assert [index for index, *_ in _found(*article, THIRD)] == [3, 5]


@pytest.mark.parametrize(
    ("line", "is_odd"),
    [
        ("船來了就上，船沒來就等，河水不急。", True),
        ("「船來了就上，船沒來就等，河水不急。」", False),
        ("船來了。", False),
    ],
)
def test_a_sentence_said_twice_in_prose_is_suspected_but_speech_is_not(
    line: str, is_odd: bool
) -> None:
    found = _repeats([LONG, line, OTHER + THIRD, line, LEAD])
    assert [(n, repeat.sure, repeat.rule) for n, repeat in found.items()] == (
        [(3, False, "suspected-repeat")] if is_odd else []
    )
    verse = [f"{first}天的{last}開了又謝了一遍" for first in "春夏秋" for last in "花草"]
    assert not _repeats([*verse, verse[0]])


def test_a_lead_comes_again_near_the_top_but_a_litany_is_meant() -> None:
    lead = "柳灣港的老燈塔修了三十六年，老看守人七十一歲，昨天傍晚看它重新點亮。"
    assert _found("燈塔", lead, OTHER, lead, THIRD, LONG + "一。", LONG + "二。") == [
        (3, 1, "repeated-beside")
    ]
    litany = "如果你見到一個穿灰色毛衣的老人，請告訴他，門沒有鎖，湯在爐上，燈在窗前。"
    assert _found("燈塔", litany, OTHER, litany, THIRD, LONG + "一。", LONG + "二。") == []
    assert _found("燈塔", OTHER, lead, THIRD, lead, LONG + "一。") == []


def test_a_sentence_comes_again_over_the_number_of_a_page() -> None:
    short = "她看了六十年戲，從頭唱到尾，一個字不差。"
    assert _found(OTHER, short, "上一頁 1 2 下一頁", short, THIRD) == [(3, 1, "repeated-beside")]
    assert _found(OTHER, short, "她看戲去了", short, THIRD) == []


def test_a_run_that_begins_with_the_title_may_be_short() -> None:
    short = [
        "聾啞學校的合唱團",
        "站在台上的孩子，沒有一個聽得見自己的聲音。",
        "老師用手勢數拍子，他們看著她的手，唱得整整齊齊。",
    ]
    more = "演出結束，觀眾沒有鼓掌，而是舉起雙手。"
    again = _repeats([*short, more, *short, more])
    assert all(again[index].sure for index in range(4, 8))
    other = _repeats([LEAD, *short[1:], OTHER, *short[1:], THIRD])
    assert not any(repeat.sure for repeat in other.values())


def test_credits_alone_under_pictures_back_to_back_are_no_repeats() -> None:
    first, second = "■第1道：紅隊以2分08秒衝線。", "■第2道：藍隊以2分11秒衝線。"
    credit = "（記者王某攝）"
    assert _found("龍舟賽", first, credit, second, credit, LEAD) == []
    assert _found("龍舟賽", first, credit, LEAD, second, credit, OTHER) == [
        (5, 2, "repeated-caption")
    ]
