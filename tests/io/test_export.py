"""Notes as Markdown and JSON: nothing lost, nothing that acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from tests.articles import article_of
from tests.io.sample_notes import place
from tests.io.test_notes import ANY_NOTES
from tui.core.model import Span
from tui.core.notes import Colour, Kind, Note
from tui.core.safe import UNSAFE
from tui.io.export import to_markdown, to_org, with_notes


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
        '---\ntags: ["春", "樹"]\nnotes: 3\nupdated: "2026-03-02T08:00:00.000+00:00"\n---\n\n'
        "# 柳樹\n\n/t/a.txt\n\n"
        "> 河邊的柳樹\n\n一\n\n*2026-03-02T08:00:00.000+00:00*\n\n"
        "> 河邊的柳樹\n\n三#春 #樹\n\n*2026-03-02T08:00:00.000+00:00*\n"
        "\n# 山\n\n/t/b.md\n\n"
        "> 河邊的柳樹\n\n二\n\n*2026-03-02T08:00:00.000+00:00*\n"
    )


def test_an_article_edited_or_moved_stays_one():
    notes = [
        note("一", article_id="1"),
        note("二", article_id="2"),
        note("三", name="/t/moved.txt", article_id="2"),
        note("四", title="山", article_id="3"),
    ]
    text = to_markdown(notes)
    assert [line for line in text.splitlines() if line.startswith("# ")] == ["# 柳樹", "# 山"]
    assert to_org(notes).count("\n* ") == 1
    piped = [note(name="-", article_id="1"), note(name="-", article_id="2")]
    assert to_markdown(piped).count("# 柳樹") == 2


def test_nothing_is_left_of_nothing():
    assert to_markdown([]) == ""
    assert to_org([]) == ""


def test_a_note_without_quote_or_title():
    text = to_markdown([note(title="", exact="")])
    front, text = text.split("---\n\n", 1)
    assert front.startswith('---\ntitle: "/t/a.txt"\nsource: "/t/a.txt"\ntags: []\n')
    assert text.startswith("# /t/a.txt\n\n/t/a.txt\n\n記下來\n\n*2026")


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
    body = to_markdown([note(before + text)]).split("\n\n")[4:-1]
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
    text = text.split("---\n\n", 1)[1]
    assert text.startswith("# \\<b\\> # 題\n\n/t/\\*a\\*.txt\n\n> \\# 一  \n> \\> 二\n\nx\n\n")


def test_what_acts_on_a_terminal_is_made_visible():
    text = to_markdown([note("甲\x1b]0;x\x07乙\u202e", "題\x1b", "/t/\x9b.txt", exact="\u2066引")])
    assert not any(character in text for character in "\x1b\x07\x9b\u202e\u2066")


@given(st.lists(ANY_NOTES))
def test_whatever_the_notes_nothing_in_a_document_acts(notes: list[Note]):
    for text in (to_markdown(notes), to_org(notes)):
        assert UNSAFE.search(text.replace("\n", "")) is None
        text.encode("utf-8")


def test_front_matter_is_what_yaml_takes_for_texts():
    text = to_markdown([note(title='「"題: #1', name="/t/a\\b.txt")])
    assert 'title: "「\\"題: #1"\nsource: "/t/a\\\\b.txt"\n' in text


def test_a_tag_with_an_underscore_stays_a_tag():
    assert "#a_b \\_c\\_ d" in to_markdown([note("#a_b _c_ d")])


def test_a_note_can_be_linked_to():
    one = replace(note(), id="0a1b2c3d4e", highlight=Colour.GREEN)
    assert to_markdown([one]).endswith("*2026-03-02T08:00:00.000+00:00* · green ^0a1b2c3d\n")
    assert "^" not in to_markdown([replace(one, id="../x")])


def test_org_has_a_heading_a_note():
    notes = [
        replace(note("記下來 #春/日\n* 不是標題\n  #+begin_src\n:x:"), highlight=Colour.BLUE),
        note("", "題\n目", "/t/b.txt", exact=""),
    ]
    assert to_org(notes) == (
        "* 柳樹\n:PROPERTIES:\n:SOURCE: /t/a.txt\n:END:\n"
        "** 河邊的柳樹 :春_日:\n:PROPERTIES:\n:ID: 1\n"
        ":CREATED: 2026-03-01T08:00:00.000+00:00\n:UPDATED: 2026-03-02T08:00:00.000+00:00\n"
        ":HIGHLIGHT: blue\n:END:\n#+begin_quote\n河邊的柳樹\n#+end_quote\n"
        "記下來 #春/日\n\u200b* 不是標題\n  \u200b#+begin_src\n\u200b:x:\n"
        "\n* 題 目\n:PROPERTIES:\n:SOURCE: /t/b.txt\n:END:\n"
        "** 題 目\n:PROPERTIES:\n:ID: 1\n"
        ":CREATED: 2026-03-01T08:00:00.000+00:00\n:UPDATED: 2026-03-02T08:00:00.000+00:00\n:END:\n"
    )


def test_only_a_line_that_begins_something_is_kept_from_it_in_org():
    for line in ("字 * 字", "#讀書", "a: b", "--", "**粗** 字"):
        assert f"\n{line}\n" in to_org([note(line)])


def test_an_article_with_its_notes():
    article = article_of(["題", "一段。", "收起的。", "二段。"], [(2, 2)], title="題")
    on = [
        (article.span(1), note("記一")),
        (Span(6, 7), note("", exact="起", kind=Kind.CHARACTERS, highlight=Colour.PINK)),
    ]
    text = with_notes(article, on, [note("孤兒", exact="別處")])
    assert text.split("---\n\n", 1)[1] == (
        "題\n\n一段。\n\n> [!note] *2026-03-02T08:00:00.000+00:00*\n> 記一\n\n"
        "收起的。\n\n> [!note] *2026-03-02T08:00:00.000+00:00* · pink\n> > 起\n\n"
        "二段。\n\n> [!note] *2026-03-02T08:00:00.000+00:00*\n> > 別處\n> 孤兒\n"
    )
    assert with_notes(article, [], []) == "題\n\n一段。\n\n二段。\n"
