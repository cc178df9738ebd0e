import pytest
from hypothesis import given

from tests.core.strategies import ODD_TEXT, STEADY
from tui.core import extract
from tui.core.offsets import apply


def bare(raw: str) -> str:
    return apply(raw, 0, extract.find_marks(raw))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("## 標題", "標題"),
        ("# 標題 #", "標題"),
        ("標題\n====", "標題"),
        ("標題\n----", "標題"),
        ("> > 引文", "引文"),
        ("- 一項", "• 一項"),
        ("* 一項", "• 一項"),
        ("**重**要", "重要"),
        ("*重*要", "重要"),
        ("__重__要", "重要"),
        ("~~刪~~去", "刪去"),
        ("***重***", "重"),
        ("見[這裏](http://a.b/c)吧", "見這裏吧"),
        ('[字](址 "題")', "字"),
        ("![圖](a.png)", "圖"),
        ("[![圖](a)](b)", "圖"),
        ("用 `a*b*c` 表示", "用 a*b*c 表示"),
        (r"\*不是\*", "*不是*"),
        ("*[字](址)*", "字"),
    ],
)
def test_marks_are_dropped(raw: str, text: str) -> None:
    assert bare(raw) == text


@pytest.mark.parametrize(
    "raw",
    [
        "沒有記號的一句話。",
        "3 * 4 = 12",
        "一個*星",
        "snake_case_name",
        "#話題",
        "[不是鏈接]",
        "不是](網址)",
        "１. 一項",
        "```\n# code *a*\n```",
        "~~~\n[a](b)\n~~~",
        "---",
        "* * *",
        "___",
        "---\ntitle: 題\n---",
        "* ",
    ],
)
def test_what_is_no_mark_stays(raw: str) -> None:
    assert bare(raw) == raw


def test_escaped_marks_open_nothing() -> None:
    assert bare(r"\[字](址)") == "[字](址)"


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("one\ntwo", "one two"),
        ("one\r\n  two", "one two"),
        ("第一行  \n　第二行\\\n第三行", "第一行第二行第三行"),
        ("一\n \n二", "一二"),
        ("one\n二", "one二"),
        ("一行", "一行"),
    ],
)
def test_lines_are_joined_with_a_space_between_latin_words(raw: str, joined: str) -> None:
    assert apply(raw, 0, extract.find_breaks(raw)) == joined


def test_what_markdown_says_of_a_paragraph() -> None:
    assert extract.structure("# 題") == "heading"
    assert extract.structure("題\n===") == "heading"
    assert extract.structure("## 小題") == ""
    assert extract.structure("---\ntitle: 題\n---") == "front-matter"


def test_front_matter_gives_its_title() -> None:
    assert extract.front_title('---\ndate: 1\ntitle: "題目"\n---') == "題目"
    assert extract.front_title("---\ndate: 1\n---") == ""


def test_inline_code_is_known() -> None:
    assert extract.code("用 `a` 和 `b,c` 與 *`d`*") == {"a", "b,c", "d"}


@STEADY
@given(ODD_TEXT)
def test_marks_of_any_text_can_be_dropped(raw: str) -> None:
    for find in (extract.find_marks, extract.find_breaks):
        assert len(apply(raw, 0, find(raw))) <= len(raw) + raw.count("\n") + 1
