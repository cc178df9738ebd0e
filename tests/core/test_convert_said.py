"""What stands in a converted text instead of the characters' own conversion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.articles import article_of
from tui.core.convert import script_edits, to_script
from tui.core.convert_idioms import Finder
from tui.core.convert_said import never_matches
from tui.core.model import Chosen, Edit, Manner, Script, Span, Written
from tui.core.offsets import apply
from tui.core.pipeline import display

QUOTES = Manner(quotes=True)
IDIOMS = Manner(idioms=True)


def own(script: Script, **pairs: str) -> Manner:
    return Manner(words={script: pairs})


# Own words


def test_own_words_hold_against_phrases_and_characters():
    manner = own(Script.TW, 计算机="電腦", 里="里", 头发="頭毛")
    assert to_script("计算机里的头发", Written.HANS, Script.TW, manner) == "電腦里的頭毛"
    assert to_script("计算机里的头发", Written.HANS, Script.HK, manner) == "計算機裏的頭髮"


def test_the_longest_own_word_counts_and_the_edits_say_whose_it_is():
    manner = own(Script.HANT, 面="麪", 面包="餅")
    shown, edits = script_edits("面包和面", Written.HANS, Script.HK, manner)
    assert shown == "餅和麪"
    assert edits == (Edit(Span(0, 2), "餅", "own-word"), Edit(Span(3, 4), "麪", "own-word"))


def test_own_words_of_a_region_come_before_those_of_all_traditional():
    manner = Manner(words={Script.HANT: {"软件": "甲"}, Script.TW: {"软件": "乙"}})
    assert to_script("软件", Written.HANS, Script.TW, manner) == "乙"
    assert to_script("软件", Written.HANS, Script.HK, manner) == "甲"
    assert to_script("软件", Written.HANS, Script.HANT, manner) == "甲"
    assert to_script("軟件", Written.HANT, Script.HANS, manner) == "软件"


def test_own_words_hold_in_a_text_that_is_in_the_script_already_but_never_in_the_original():
    manner = own(Script.HANT, 部份="部分")
    assert to_script("大部份", Written.HANT, Script.HANT, manner) == "大部分"
    assert to_script("大部份", Written.HANT, Script.ORIGINAL, manner) == "大部份"


def test_own_words_come_before_the_words_of_the_region():
    manner = Manner(idioms=True, words={Script.TW: {"软件": "軟件"}})
    assert to_script("软件和网络", Written.HANS, Script.TW, manner) == "軟件和網路"


# The region's words


@pytest.mark.parametrize(
    ("text", "written", "script", "expected"),
    [
        ("安装软件要用打印机", Written.HANS, Script.TW, "安裝軟體要用印表機"),
        ("安裝軟件要用打印機", Written.HANT, Script.TW, "安裝軟體要用印表機"),
        ("安裝軟體要用印表機", Written.HANT, Script.HANS, "安装软件要用打印机"),
        ("军长相信息息相关", Written.HANS, Script.TW, "軍長相信息息相關"),
        ("法律程序和程序语言", Written.HANS, Script.TW, "法律程序和程式語言"),
        ("软件", Written.HANS, Script.HANT, "軟件"),
        ("菜单上没有土豆", Written.HANS, Script.TW, "菜單上沒有土豆"),
        ("软件的菜单", Written.HANS, Script.TW, "軟體的選單"),
        ("支持者打开窗口", Written.HANS, Script.TW, "支持者打開窗口"),
        ("電腦檔案", Written.HANT, Script.HANS, "电脑文件"),
        ("歷史檔案和智慧", Written.HANT, Script.HANS, "历史档案和智慧"),
        ("软件", Written.HANS, Script.HANS, "软件"),
    ],
)
def test_the_words_of_the_region(text: str, written: Written, script: Script, expected: str):
    assert to_script(text, written, script, IDIOMS) == expected


# Quotation marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“走吧。”", "他說：「走吧。」"),
        ("“她说‘再见’就走了”", "「她說『再見』就走了」"),
        ("他说“OK”，就走", "他說「OK」，就走"),
        ("“他说到这里", "「他說到這裡"),
        ("到这里。”", "到這裡。」"),
        # left alone
        ("He said “no way” to me", "He said “no way” to me"),
        ("it’s ‘fine’ here", "it’s ‘fine’ here"),
        ("“it’s late”她说", "「it’s late」她說"),
        ("Open “ended", "Open “ended"),
        ('他说"走吧"', '他說"走吧"'),
        ("后来’他走了", "後來’他走了"),
        ("‘他走了", "‘他走了"),
        ("off” the", "off” the"),
    ],
)
def test_quotation_marks_of_traditional_regions(text: str, expected: str):
    assert to_script(text, Written.HANS, Script.TW, QUOTES) == expected


def test_quotation_marks_of_the_mainland():
    text = "他說：「再見『朋友』」"
    shown, edits = script_edits(text, Written.HANT, Script.HANS, QUOTES)
    assert shown == "他说：“再见‘朋友’”"
    assert [edit.rule for edit in edits].count("quote") == 4
    assert to_script(text, Written.HANT, Script.ORIGINAL, QUOTES) == text


# What the user chose at one place


def test_a_choice_holds_at_its_place_and_in_every_traditional_script():
    article = article_of(["头发和发现", "皇后和后来"])
    last = article.starts[1]
    chosen = (
        Chosen(1, "发", "發", Script.TW),
        Chosen(last + 1, "后", "後", Script.HANT),
        Chosen(last + 3, "里", "里", Script.TW),  # another character stands there by now
        Chosen(last + 4, "来", "耒", Script.HANS),
    )
    article = replace(article, manner=Manner(chosen=chosen))
    assert display(article, 0, Script.TW).text == "頭發和發現"
    assert display(article, 1, Script.HK).text == "皇後和後來"
    assert display(article, 1, Script.HANS).text == "皇后和后耒"
    assert display(article, 1, Script.ORIGINAL).text == "皇后和后来"
    assert display(article, 0, Script.TW).edits[1] == Edit(Span(1, 2), "發", "chosen")


# In general


def test_a_finder_of_nothing_finds_nothing():
    assert list(Finder({}).matches("天下")) == []


@given(
    text=st.text(alphabet="软件里发后信息程序“”‘’「」『』aé ’，。", max_size=30),
    written=st.sampled_from(Written),
    script=st.sampled_from(Script),
    key=st.text(alphabet="软件里发后", min_size=1, max_size=3),
    value=st.text(alphabet="甲乙", max_size=3),
)
def test_edits_lead_to_the_text(text: str, written: Written, script: Script, key, value):
    manner = Manner(idioms=True, quotes=True, words={script: {key: value}})
    shown, edits = script_edits(text, written, script, manner)
    assert apply(text, 0, edits) == shown
    assert all(text[e.span.start : e.span.end] != e.replacement for e in edits)


def test_what_no_text_can_hold():
    assert [never_matches(key) for key in ("软件", " 软件", "软\n件", "a b")] == [
        False,
        True,
        True,
        False,
    ]
