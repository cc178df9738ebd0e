import pytest
from hypothesis import given

from tests.core.strategies import ODD_TEXT, STEADY
from tui.core.keys import (
    CAPTION_LIMIT,
    CAPTION_TEXT,
    caption_cue,
    comparison_key,
    look,
    under_picture,
)

CAPTION = "老碼頭的燈塔在霧裡亮著。"


@pytest.mark.parametrize(
    "text",
    [
        "老码头的灯塔在雾里亮着。",
        "老碼頭 的燈塔，在霧裏亮著",
        "▲老碼頭的燈塔在霧裡亮著。",
        "圖為老碼頭的燈塔在霧裡亮著。",
        "（資料圖）老碼頭的燈塔在霧裡亮著。",
        "老碼頭的燈塔在霧裡亮著。（記者孟遠帆攝）",
        "老碼頭的燈塔在霧裡亮著。海角社記者 孟遠帆 攝",
        "老碼頭的燈塔在霧裡亮著。圖／孟遠帆",
        "老碼頭的燈塔在霧裡亮著。記者 孟遠帆 圖",
        "老碼頭的燈塔在霧裡亮著.jpg",
        "IMG_2047 老碼頭的燈塔在霧裡亮著",
        "（圖／記者孟遠帆攝）老碼頭的燈塔在霧裡亮著。",
        "老碼頭的燈塔在霧裡亮著。（港務處提供）",
    ],
)
def test_script_marks_and_credits_do_not_part_two_copies(text: str) -> None:
    assert comparison_key(text) == comparison_key(CAPTION)
    assert look(text).key == look(CAPTION).key


@pytest.mark.parametrize(
    "text",
    [
        "老碼頭的燈塔在霧裡滅了。",
        "老碼頭的燈塔在霧裡亮著，船回來了。",
        "他說這張照片是舅舅拍攝。",
        "2047 老碼頭的燈塔在霧裡亮著",
    ],
)
def test_other_words_do(text: str) -> None:
    assert comparison_key(text) != comparison_key(CAPTION)
    assert look(text).key != look(CAPTION).key


@pytest.mark.parametrize("text", ["三月2日", "那年他二十岁", "一百二十人走了"])
def test_a_number_dates_a_text(text: str) -> None:
    assert look(text).dated


@pytest.mark.parametrize("text", ["一" * 300, "一岁", "十人十色", "一五一十"])
def test_signs_of_numbers_alone_do_not(text: str) -> None:
    assert not look(text).dated


def test_a_credit_is_part_of_the_text_where_nothing_else_is() -> None:
    assert comparison_key("（記者孟遠帆攝）") == "记者孟远帆摄"
    assert comparison_key("……！") == ""


def test_a_long_text_is_no_caption_whatever_it_ends_with() -> None:
    credit = "（記者孟遠帆攝）"
    text = "霧" * (CAPTION_LIMIT - len(credit)) + credit
    assert comparison_key(text).endswith("雾")
    assert look(text).credit == credit
    assert comparison_key("霧" + text).endswith("摄")
    assert look("霧" + text).credit == ""


@pytest.mark.parametrize(
    ("text", "opening", "credit"),
    [
        ("▲灯塔亮了", "▲", ""),
        ("图为灯塔", "图为", ""),
        ("图为什么要这样拍,他没有说", "", ""),
        ("图二:灯塔", "图二:", ""),
        ("灯塔亮了(资料图)", "", "(资料图)"),
        ("灯塔亮了。孟远帆摄", "", "孟远帆摄"),
        ("灯塔亮了。孟远帆 摄影", "", "孟远帆 摄影"),
        ("灯塔亮了,他一直在那里拍摄", "", ""),
        ("灯塔亮了(他说)", "", ""),
        ("图说:灯塔。摄影/孟远帆", "图说:", "摄影/孟远帆"),
    ],
)
def test_what_shows_a_caption(text: str, opening: str, credit: str) -> None:
    assert caption_cue(text) == (opening, credit)


def test_a_credit_is_shown_as_written() -> None:
    assert look("▲燈塔亮了。").credit == "▲"
    assert look("▲燈塔亮了。（記者孟遠帆攝）").credit == "（記者孟遠帆攝）"
    assert look("　燈塔亮了。 ").credit == ""


def test_who_stands_where_is_said_in_short_captions_only() -> None:
    place = "館長呂若谷（左）把鑰匙交給新館長"
    assert look(place).credit == "（左）"
    assert look(place + "，" + "隨後眾人在院子裡種樹" * 8).credit == ""
    assert look("館長呂若谷（化名）把鑰匙交給新館長").credit == ""


@pytest.mark.parametrize(
    ("text", "alone"), [("記者孟遠帆攝", True), (CAPTION + "（孟遠帆攝）", False), (CAPTION, False)]
)
def test_a_credit_may_stand_alone(text: str, alone: bool) -> None:
    assert look(text).alone is alone


@pytest.mark.parametrize(
    "text",
    [
        "「走吧。」",
        "“走吧。”",
        "——走吧",
        "•茶葉",
        "3. 茶葉",
        "（二）茶葉",
        "二、茶葉",
        "船長：走吧",
        "> 走吧",
        "《歸帆》",
    ],
)
def test_speech_verse_and_items_are_set_apart(text: str) -> None:
    assert look(text).set_apart


@pytest.mark.parametrize(
    "text",
    ["他說「走吧。」", "茶葉三十斤", "2024年的春天，船來了", "港務處昨天對外發布消息說：走吧"],
)
def test_prose_is_not(text: str) -> None:
    assert not look(text).set_apart


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("船來了。", True),
        ("船來了！」", True),
        ("船來了", False),
        ("船來了，", False),
        ("船。來了一整天", False),
    ],
)
def test_how_a_text_ends(text: str, ends: bool) -> None:
    assert look(text).ends is ends


def test_a_caption_may_have_its_credit_below() -> None:
    texts = [CAPTION, "記者孟遠帆攝", "港口今天恢復通航。"]
    assert under_picture(0, [look(text) for text in texts])
    assert not under_picture(1, [look(text) for text in texts])


def test_the_last_credit_is_about_all_and_a_long_text_is_no_caption() -> None:
    credit = look("記者孟遠帆攝")
    assert not under_picture(0, [look(CAPTION), credit])
    assert not under_picture(1, [look("題"), look(CAPTION)])
    assert not under_picture(0, [look("霧" * (CAPTION_TEXT + 1)), credit, look(CAPTION)])
    assert not under_picture(0, [look(CAPTION), look("港口通航。"), look(CAPTION)])


@STEADY
@given(ODD_TEXT)
def test_looking_never_fails_and_agrees_with_the_key(text: str) -> None:
    seen, key = look(text), comparison_key(text)
    assert (seen.length, seen.size, seen.key) == (len(text), len(key), hash(key))
    assert seen.credit in text
