import pytest

from tui.core.offsets import apply
from tui.core.pipeline import article_from_text, paragraph
from tui.core.punctuation import find_doubled, find_marks, is_damaged, protected_spans


def widened(text: str, *, damaged: bool = False) -> str:
    spans = protected_spans(text)
    edits = find_marks(text, lambda at: any(at in span for span in spans), damaged)
    return apply(text, 0, edits)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("縣裏(記者王某)說,今天開放!", "縣裏（記者王某）說，今天開放！"),
        ("他問:去嗎?我說:去;她不去.", "他問：去嗎？我說：去；她不去."),
        ("增長5%,同比持平", "增長5%，同比持平"),
        ("用的是Python,然後是別的", "用的是Python，然後是別的"),
        ("天亮, 人走", "天亮，人走"),
        ("天亮, : 人走", "天亮，：人走"),
        ("(張家口新聞網)", "（張家口新聞網）"),
        ("是嗎?真的", "是嗎？真的"),
        ("「走吧」,他說", "「走吧」，他說"),
        ("真的嗎?」", "真的嗎？」"),
        ("甲((乙)丙)丁", "甲（（乙）丙）丁"),
        ("甲 (乙) 丙", "甲 （乙） 丙"),
        ("上一篇:[遊記] 山路", "上一篇：[遊記] 山路"),
    ],
)
def test_marks_between_or_after_chinese_are_widened(text: str, clean: str) -> None:
    assert widened(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "沒有半形標點。",
        "晚上10:30開始",
        "比分7:3領先",
        "共1,200人",
        "見http://a.cn/?x=1,2吧",
        "寄到a.b@c.cn吧",
        "執行`f(甲,乙)`即可",
        "Hello, world! (really?)",
        "好的 :) 明天見 ;-)",
        "好的:[ 明天見",
        "好的;D",
        "好(=甲)乙",
        "姓仇(qiú)的人",
        "讀作(Hàn yǔ)",
        "OK (exit 0)",
        'print("你好", end="")',
        "路徑是:/usr",
        "甲!=乙",
        "王?明昨天來了",
        "多一個)括號",
        "少一個(括號",
        ", 開頭的逗號",
        "(,甲",
        "a:甲",
        "(abc)",
    ],
)
def test_marks_that_belong_elsewhere_stay(text: str) -> None:
    assert widened(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("在2025,12人", "在2025，12人"),
        ("共1,200人", "共1,200人"),
        ("GDP(abc)增長", "GDP(abc)增長"),
        ("增長(GDP)很快", "增長（GDP）很快"),
        ("增長(GDP)", "增長（GDP）"),
        ("增長()很快", "增長()很快"),
        ("用A(甲)型", "用A（甲）型"),
        ("款式A:甲", "款式A：甲"),
    ],
)
def test_where_half_width_is_the_rule_more_is_damage(text: str, clean: str) -> None:
    assert widened(text, damaged=True) == clean


def test_without_damage_brackets_behind_latin_stay() -> None:
    assert widened("Model(甲)x") == "Model(甲)x"


def test_a_question_is_told_from_a_lost_character() -> None:
    assert widened("誰來了?他說") == "誰來了？他說"
    assert widened("你騎車喔?不累") == "你騎車喔？不累"
    assert widened("早上?他說") == "早上?他說"
    assert widened("，?他說") == "，?他說"
    assert widened("山" * 70 + "嗎" + "山" * 70 + "?他") == "山" * 70 + "嗎" + "山" * 70 + "?他"


def test_the_habit_of_a_document_is_counted() -> None:
    assert is_damaged("天亮了,人走了,門關了。")
    assert not is_damaged("天亮了，人走了，門關了,燈滅了；完。")
    assert not is_damaged("Hello, world!")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("甲，，乙", "甲，乙"),
        ("甲、、、乙", "甲、乙"),
        ("甲！！", "甲！！"),
        ("甲，、乙", "甲，、乙"),
    ],
)
def test_doubled_clause_marks_become_one(text: str, clean: str) -> None:
    assert apply(text, 0, find_doubled(text)) == clean


def test_spaces_before_a_mark_go_with_it_where_marks_are_damaged() -> None:
    damaged = article_from_text("他說 ,好 ,真的 !大家都說,好!", "a.txt")
    assert paragraph(damaged, 0).text == "他說，好，真的！大家都說，好！"
    sound = article_from_text("他說，好，真的！大家都說，好！ OK ,fine", "a.txt")
    assert paragraph(sound, 0).text == "他說，好，真的！大家都說，好！ OK ,fine"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("收入降了12.6%;利潤也降了。", "收入降了12.6%；利潤也降了。"),
        ("標籤: 快充 直屏 長續航", "標籤： 快充 直屏 長續航"),
        ("手機版 ( 黔備字9號 )", "手機版 ( 黔備字9號 )"),
    ],
)
def test_marks_between_figures_and_words_and_in_lists_of_fields(text: str, want: str) -> None:
    assert apply(text, 0, find_marks(text, lambda at: False, False)) == want


def test_the_mark_at_the_end_of_a_damaged_text_goes_with_the_others() -> None:
    assert apply("別用502!", 0, find_marks("別用502!", lambda at: False, True)) == "別用502！"
    assert find_marks("別用502!", lambda at: False, False) == []
    assert apply("別用OK!", 0, find_marks("別用OK!", lambda at: False, True)) == "別用OK！"
    assert find_marks("她唱 Hey Jude Now!", lambda at: False, True) == []


def test_a_bracket_behind_a_mark_is_a_frown_only_if_nothing_follows() -> None:
    text = "(一)先開門;(二)再點燈。注意:(三)關門。"
    want = "（一）先開門；（二）再點燈。注意：（三）關門。"
    assert apply(text, 0, find_marks(text, lambda at: False, True)) == want
    assert find_marks("他走了 :(", lambda at: False, True) == []


def test_a_mark_alone_in_quotation_marks_is_meant() -> None:
    assert find_marks("逗號是「,」，不是別的。", lambda at: False, True) == []
    text = "他說「好,」，就走了。"
    assert apply(text, 0, find_marks(text, lambda at: False, True)) == "他說「好，」，就走了。"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("增長6.5%,CPI上漲2.1%。", "增長6.5%，CPI上漲2.1%。"),
        ("系統是iOS 17,APP叫渡口通。", "系統是iOS 17，APP叫渡口通。"),
        ("1,先開門;2,後點燈;3,再出門。", "1，先開門；2，後點燈；3，再出門。"),
        ("明天見 :3", "明天見 :3"),
        ("分為A,B,C三段。", "分為A,B,C三段。"),
        ("有5%, 10%, 15%三種。", "有5%, 10%, 15%三種。"),
    ],
)
def test_figures_and_words_in_a_damaged_text(text: str, want: str) -> None:
    assert apply(text, 0, find_marks(text, lambda at: False, True)) == want


def test_a_line_of_a_program_stays() -> None:
    for line in ('line = re.compile(r"(\\d{3})(.+?[縣市])(.+)$")', 'print("縣(市),鄉")'):
        assert widened(line, damaged=True) == line
    assert widened('他寫了print("縣"),就走了。', damaged=True).endswith("，就走了。")


@pytest.mark.parametrize("text", ["見http://a/(c)吧", "見www.a.(c)吧", "見`(c)`吧"])
def test_brackets_in_an_address_stay_in_a_damaged_text(text: str) -> None:
    assert widened(text, damaged=True) == text
    assert widened("見乙(c)吧", damaged=True) == "見乙（c）吧"
