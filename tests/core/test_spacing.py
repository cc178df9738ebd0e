import pytest
from hypothesis import given

from tests.core.strategies import ODD_TEXT, STEADY
from tui.core.offsets import apply
from tui.core.spacing import find_stray


def closed(text: str) -> str:
    return apply(text, 0, find_stray(text))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("在下載使用 時須注明。", "在下載使用時須注明。"),
        ("站長（從前是個工 人的地方）走了。", "站長（從前是個工人的地方）走了。"),
        ("字盤。 （他說）共有二千多個。", "字盤。（他說）共有二千多個。"),
        ("他說： “走吧。” 就走了。", "他說：“走吧。”就走了。"),
        ("縣 裏 的 燈 亮 了 。", "縣裏的燈亮了。"),
        ("村口的老樹  今年又開了花，來看的人很多。", "村口的老樹今年又開了花，來看的人很多。"),
    ],
)
def test_stray_spaces_go(text: str, clean: str) -> None:
    assert closed(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "沒有空格的一句。",
        "甲 乙 丙 丁 戊",
        "他只說了“OK” 就走了。",
        "山城夜雨 老街燈火",
        "山城夜雨，老街燈火 兩代人的守望",
        "用 Python 寫的，很快。",
        "春風又綠江南岸 明月何時照我還。",
        "王小明 李大同 陳雨，都講了話。",
        "新華社記者 殷剛 攝於河邊，當日天晴。",
        "圖片由李大同 攝，文字由本人撰寫。",
        "答（消防員 王大同）：找鞋子，那天我偏偏脫了。",
        "字盤上的字，共有二千多個。 （攝影：王大同）",
    ],
)
def test_spaces_that_mean_something_stay(text: str) -> None:
    assert closed(text) == text


def test_in_one_sentence_some_go_and_some_stay() -> None:
    text = "門口的 燈亮了，新華社記者 殷剛 攝，路上的 人多了。"
    assert closed(text) == "門口的燈亮了，新華社記者 殷剛 攝，路上的人多了。"


@STEADY
@given(ODD_TEXT)
def test_only_spaces_go(text: str) -> None:
    assert closed(text).replace(" ", "") == text.replace(" ", "")
    assert closed(closed(text)) == closed(text)


@pytest.mark.parametrize(
    "text",
    [
        "江州段探傷工 焦海洋：頭髮絲那麼細的一道紋，也要找出來。",
        "本報〈里長不見了 住戶找三天〉一文，寫錯了名字。",
        "他抄的是“邑 小 而 人 不 小 。”這一句，抄了兩遍。",
    ],
)
def test_spaces_before_a_speaker_in_a_quoted_headline_or_in_quoted_letters_stay(text: str) -> None:
    assert find_stray(text) == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("同伴 小葵說：往左走，往右走，都一樣。", "同伴小葵說：往左走，往右走，都一樣。"),
        ("打 開 面 板，裡面掉出半塊橡皮。", "打開面板，裡面掉出半塊橡皮。"),
        ("燈塔成立 一百一十年來，第一次有人來修。", "燈塔成立一百一十年來，第一次有人來修。"),
        ("他讀〈渡 口〉這一篇，讀了三遍。", "他讀〈渡口〉這一篇，讀了三遍。"),
    ],
)
def test_spaces_of_damage_go_even_where_parts_are_alike(text: str, want: str) -> None:
    assert apply(text, 0, find_stray(text)) == want


@pytest.mark.parametrize(
    "text",
    [
        "本報訊 昨天傍晚，燈塔重新點亮。",
        "南河社柳灣3月5日電 昨天傍晚，燈塔重新點亮。",
        "半年关店四百家 “茶小满”还能翻身吗？",
    ],
)
def test_the_space_behind_a_wire_and_in_a_headline_stays(text: str) -> None:
    assert find_stray(text) == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("昨天傍晚，停電 了半個鐘頭。", "昨天傍晚，停電了半個鐘頭。"),
        ("你知道 為什麼嗎？", "你知道為什麼嗎？"),
        ("她與 6 名老師冒 雨趕到，把琴墊高。", "她與 6 名老師冒雨趕到，把琴墊高。"),
    ],
)
def test_other_spaces_like_them_go(text: str, want: str) -> None:
    assert apply(text, 0, find_stray(text)) == want


def test_a_space_behind_a_quotation_set_loosely_goes() -> None:
    assert closed("“你好， ” 他說。") == "“你好，”他說。"
    assert closed("“Hello ” 他說，就走了。") == "“Hello ” 他說，就走了。"


def test_a_wide_space_within_a_clause_of_a_long_text_goes() -> None:
    long = (
        "會議強調，一要\u3000壓實責任，建立檔案；二要優化流程，"
        "把時限由十五個工作日壓縮到七個工作日，做到一台一驗。"
    )
    assert closed(long) == long.replace("\u3000", "")
    behind = long.replace("要\u3000壓", "要壓").replace("，建", "，\u3000建")
    for text in ("一要\u3000壓實責任，二要優化流程。", behind):
        assert closed(text) == text


def test_halves_of_a_clause_are_verse_only_where_one_is_cited() -> None:
    assert closed("雨下到半夜，他坐在窗邊 聽着河水漲。") == "雨下到半夜，他坐在窗邊聽着河水漲。"
    for verse in (
        "他念道：夜雨敲舊窗 寒燈照孤影。",
        "他念了「夜雨敲舊窗 寒燈照孤影」，就走了。",
        "他念，夜雨敲舊窗 寒燈照孤影 河水繞村長。",
    ):
        assert closed(verse) == verse


def test_a_space_within_the_words_of_a_credit_or_a_floor_stays() -> None:
    credit = "渡口的早晨，人很少。（清溪新聞網 沈青攝）"
    assert closed(credit) == credit
    assert closed("渡口的早晨，人很少。（清溪的早晨 真冷）").endswith("（清溪的早晨真冷）")
    answer = "回复 2楼 老船工：桨断了，就别下水了。"
    assert closed(answer) == answer
