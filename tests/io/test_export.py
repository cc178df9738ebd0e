"""Notes as Markdown and JSON: nothing lost, nothing that acts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.io.sample_notes import place
from tests.io.test_notes import ANY_NOTES
from tui.core.notes import Kind, Note
from tui.io.export import to_json, to_markdown
from tui.io.rows import from_row


def note(body: str = "記下來", title: str = "柳樹", name: str = "/t/a.txt", **rest) -> Note:
    values = {
        "article_id": name,
        "kind": Kind.PARAGRAPH,
        "highlight": None,
        "exact": "河邊的柳樹",
        **rest,
    }
    exact = values.pop("exact")
    return Note(
        id="1",
        article_name=name,
        article_title=title,
        anchor=place(exact=exact),
        body=body,
        created="2026-03-01T08:00:00.000+00:00",
        updated="2026-03-02T08:00:00.000+00:00",
        **values,
    )


def test_markdown_is_grouped_by_article():
    notes = [note("一"), note("二", "山", "/t/b.md"), note("三#春 #樹")]
    assert to_markdown(notes) == (
        "# 柳樹\n\n/t/a.txt\n\n"
        "> 河邊的柳樹\n\n一\n\n*2026-03-02T08:00:00.000+00:00*\n\n"
        "> 河邊的柳樹\n\n三#春 #樹\n\n*2026-03-02T08:00:00.000+00:00*\n"
        "\n# 山\n\n/t/b.md\n\n"
        "> 河邊的柳樹\n\n二\n\n*2026-03-02T08:00:00.000+00:00*\n"
    )


def test_nothing_is_left_of_nothing():
    assert to_markdown([]) == ""
    assert to_json([]) == "[]\n"


def test_a_note_without_quote_or_title():
    text = to_markdown([note(title="", exact="")])
    assert text.startswith("# /t/a.txt\n\n/t/a.txt\n\n記下來\n\n*2026")


@given(st.lists(ANY_NOTES))
def test_json_holds_everything(notes: list[Note]):
    assert [from_row(row) for row in json.loads(to_json(notes))] == notes


def test_json_holds_nothing_that_acts():
    text = to_json([note("\x1b]52;c;eA==\x07\u202e\ud800")])
    assert "\x1b" not in text
    assert "\u202e" not in text
    text.encode("utf-8")


def rendered(text: str) -> str:
    """What a reader of the Markdown sees of ``text`` as a note's body."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    kinds = {token.type for token in tokens} - {"paragraph_open", "paragraph_close", "inline"}
    inner = [child for token in tokens for child in token.children or ()]
    assert kinds == set()
    assert {child.type for child in inner} <= {"text", "text_special", "softbreak", "hardbreak"}
    return "".join("\n" if "break" in child.type else child.content for child in inner)


MARKS = [
    "# 標題", "#", "###### x", "- 項", "-", "+ 項", "* 項", "1. 項", "12) 項", "---", "===",
    "***", "> 引", "`碼`", "```", "~~~", "~~刪~~", "*強*", "__強__", "<b>粗</b>", "<!-- x",
    "[x](javascript:alert(1))", "![x](y)", "[x]: /y", "<http://x.y>", "&amp; &#60;", "a\\*b",
    "| a | b |", "    碼", "\t碼", "#標籤 1.5 -3 a_b_c", "1.", "a  ", "\\",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKS)
@pytest.mark.parametrize("before", ["", "上一行\n"])
def test_marks_are_shown_as_they_are(text: str, before: str):
    body = to_markdown([note(before + text)]).split("\n\n")[3:-1]
    assert rendered("\n\n".join(body)) == before + text.strip()


@given(st.text("#-+*_`~<>[]()!&|\\=1.) \na", max_size=30))
def test_any_mixture_of_marks_is_shown_as_it_is(text: str):
    lines = [line.strip(" ") for line in text.split("\n")]
    wanted = "\n".join(lines)
    document = to_markdown([note(f"首\n{text}\n尾")])
    body = document.split("> 河邊的柳樹\n\n")[1].rsplit("\n\n*2026", 1)[0]
    shown = rendered(body)
    assert shown.replace("\n", "") == f"首{wanted}尾".replace("\n", "")


def test_titles_and_quotes_are_escaped_too():
    text = to_markdown([note("x", "<b>\n# 題", "/t/*a*.txt", exact="# 一\n> 二")])
    assert text.startswith("# \\<b\\> # 題\n\n/t/\\*a\\*.txt\n\n> \\# 一  \n> \\> 二\n\nx\n\n")


def test_what_acts_on_a_terminal_is_made_visible():
    text = to_markdown([note("甲\x1b]0;x\x07乙\u202e", "題\x1b", "/t/\x9b.txt", exact="\u2066引")])
    assert not any(character in text for character in "\x1b\x07\x9b\u202e\u2066")
