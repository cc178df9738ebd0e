"""Machine-made traditional: what is put right, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles import article_of
from tui.core.convert import script_edits, to_script
from tui.core.convert_mended import corrections, is_machine_made
from tui.core.ledger import Kind, ledger
from tui.core.model import Edit, Manner, Script, Span, Written
from tui.core.offsets import apply
from tui.core.pipeline import (
    article_from_text,
    display,
    machine_made,
    mended,
    rules_unmending,
    with_rules,
)

# Machine-made, right; one pair a line.
WRONG = """
警方先后趕到 警方先後趕到
網站復制文章 網站複製文章
聯系作者 聯繫作者
采取行動 採取行動
骨干企業 骨幹企業
重復一遍 重複一遍
反復練習 反覆練習
王后在后花園 王后在後花園
頭發干了 頭髮乾了
只身前往 隻身前往
養了一只貓 養了一隻貓
台風登陸 颱風登陸
面粉和面條 麪粉和麪條
松了一口氣 鬆了一口氣
看了一出戲 看了一齣戲
制造業的制度 製造業的制度
剩余的錢 剩餘的錢
三百余人 三百餘人
准備好了 準備好了
范圍很廣 範圍很廣
北斗和斗爭 北斗和鬥爭
山谷裡的稻谷 山谷裡的稻穀
沖突 衝突
鐘情 鍾情
籤名 簽名
理發店 理髮店
農歷新年 農曆新年
收獲很大 收穫很大
詞匯很多 詞彙很多
手表 手錶
干淨的餅干 乾淨的餅乾
精致 精緻
雜志 雜誌
老板 老闆
仆人 僕人
防御 防禦
萬里長城里面 萬里長城裏面
盡管如此 儘管如此
以后再說 以後再說
于是走了 於是走了
合并 合併
"""

RIGHT = """
皇后與太后同行，皇天后土
公里與里程，鄰里與故里，一里路
干支與若干，干涉與干預，不相干
余光中先生姓余
采邑與風采，神采飛揚
系統與太陽系，中文系的系主任
制度與限制，控制
面對面，表面與面孔
只有一次，只見他走來
征服與出征，長征
北斗星，一斗米，泰斗
松樹與松柏
山谷，幽谷
准許與批准，不准進來
范仲淹與范先生
注冊與註冊，注意
台灣與臺灣，舞台與舞臺
周末與週末，四周
了解與瞭解，為了
占領與佔領，占卜
回響與迴響
借口與藉口
折扣與折斷，骨折
丑時與小丑
姜太公與姜先生
沖洗與沖茶
卷宗與試卷
云云，人云亦云
出發與一出門
吃裡扒外，那裡這裏
他匯款後彙報了情況
為什麼這麼著急，裏面裡面
"""


@pytest.mark.parametrize("line", WRONG.split("\n")[1:-1])
def test_what_a_machine_got_wrong(line: str):
    wrong, right = line.split(" ")
    assert to_script(wrong, Written.HANT, Script.CORRECTED) == right


@pytest.mark.parametrize("line", RIGHT.split("\n")[1:-1])
def test_what_is_right_stays(line: str):
    assert corrections(line) == []


def test_whole_words_are_replaced_by_a_rule_of_their_own():
    text, edits = script_edits("他們先后采取", Written.HANT, Script.CORRECTED)
    assert text == "他們先後採取"
    assert edits == (
        Edit(Span(2, 4), "先後", "mended"),
        Edit(Span(4, 6), "採取", "mended"),
    )


def test_own_words_and_quotation_marks_come_on_top():
    manner = Manner(quotes=True, words={Script.HANT: {"先后": "前後"}})
    shown = to_script("他說“先后采取”", Written.HANT, Script.CORRECTED, manner)
    assert shown == "他說「前後採取」"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("後來的事，他先后采取行動", "後來的事，他先後採取行動"),
        ("这里后来采取行动，只身前往", "这里后来采取行动，只身前往"),  # simplified
        ("他先后，还采取行动，聯系作者", "他先后，还采取行动，聯繫作者"),
        ("采取行動，为現在先后，聯系作者。", "採取行動，为現在先後，聯繫作者。"),  # one left over
        ("這里面条和餅干", "這裏面条和餅乾"),  # a word with one left over
        ("并采取行動，并采取", "並採取行動，並採取"),  # machines leave this one
        ("臺台简体", "臺台简体"),
    ],
)
def test_what_is_simplified_stays(text: str, shown: str):
    assert to_script(text, Written.MIXED, Script.CORRECTED) == shown


def test_a_simplified_article_is_not_corrected():
    assert to_script("先后采取", Written.HANS, Script.CORRECTED) == "先后采取"


def test_simplified_beside_right_traditional_is_not_machine_made():
    simplified = "这里后来的事情大家都知道，干部们采取措施，面条复制了一份。"
    assert not machine_made(article_from_text(f"題目\n{simplified}\n{GOOD}", "x"))
    assert machine_made(article_from_text(f"題目\n{simplified}\n{MACHINE * 2}", "x"))


MACHINE = "警方先后趕到，采取措施，聯系了骨干。"
GOOD = "太后後來採取了措施，聯繫了幹部，複製了一份，里程是一百公里。"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (MACHINE, True),
        (GOOD, False),
        ("先后。", False),  # a single word
        ("先后，先后，先后，先后。", False),  # the same again
        (GOOD * 3 + MACHINE, False),  # one damaged quotation
        (GOOD * 80 + MACHINE * 2, False),
        (MACHINE * 200, True),
        ("", False),
    ],
)
def test_whether_a_machine_made_it(text: str, made: bool):
    assert is_machine_made(text) is made


def test_an_article_that_a_machine_made():
    article = article_from_text(f"清晨的事\n{MACHINE}\n{MACHINE}", "x")
    assert machine_made(article)
    assert not machine_made(article_from_text(GOOD, "x"))
    assert not machine_made(article_from_text("警方先后赶到，采取措施，联系了骨干。" * 3, "x"))


def test_the_words_put_right_in_a_paragraph_lead_to_the_source():
    source = "清晨的事\n記者在機(jī)場(chǎng)報(bào)道,旅客說(shuō)已聯(lián)系骨干。"
    article = article_from_text(source, "x")
    words = mended(article, 1)
    assert [(word.before, word.after) for word in words] == [("聯系", "聯繫"), ("骨干", "骨幹")]
    assert [source[w.span.start : w.span.end] for w in words] == ["聯(lián)系", "骨干"]
    assert display(article, 1, Script.CORRECTED).text == "記者在機場報道，旅客說已聯繫骨幹。"


def test_they_are_listed_in_the_ledger_of_the_corrected_script_alone():
    article = article_of(["先后采取", "太后", "骨干"])
    assert ledger(article) == ()
    (entry,) = ledger(article, Script.CORRECTED)
    assert (entry.kind, entry.rule, len(entry)) == (Kind.MENDED, "mended", 3)
    assert [(line.index, line.before, line.after) for line in entry] == [
        (0, "先后", "先後"),
        (0, "采取", "採取"),
        (2, "骨干", "骨幹"),
    ]
    assert all(line.edit is None for line in entry)


@given(st.text(alphabet="先后采取聯系頭發干了皇一只里面復制余，。", max_size=40))
def test_corrections_are_disjoint_and_lead_to_the_text(text: str):
    shown, edits = script_edits(text, Written.HANT, Script.CORRECTED)
    assert apply(text, 0, edits) == shown
    assert len(shown) == len(text)


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_word_put_right_is_taken_back_here_or_everywhere(everywhere: bool):
    article = article_from_text("先后采取行動，先后離開。", "x")
    rules = rules_unmending(article, 0, mended(article, 0)[0], everywhere=everywhere)
    article = with_rules(article, rules)
    shown = display(article, 0, Script.CORRECTED).text
    assert shown == ("先后採取行動，先后離開。" if everywhere else "先后採取行動，先後離開。")
    assert [word.before for word in mended(article, 0)][:1] == ["采取"]
