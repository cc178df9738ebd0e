"""What is copied, in every form."""

from itertools import product

import pytest

from tui.core.anchor import Anchor
from tui.core.copies import PARTS, Form, Origin, anchored, copied, origin, read, toggled, written
from tui.core.model import Script, Span
from tui.core.notes import WHOLE, Colour, Kind, Note
from tui.core.pipeline import article_from_text

SOURCE = "清晨的集市\n\n2024年3月5日 10:20 來源：https://example.org/a?b=1\n機場*那邊*的客人常來，他們說今年雨水好。\n下雨了。"
ARTICLE = article_from_text(SOURCE, "/home/x/a.txt")
ALL = range(len(ARTICLE))
BODY = SOURCE.index("機場")


def note(kind: Kind, start: int, end: int, body: str, colour: Colour | None = None):
    span = Span(start, end)
    anchor = Anchor(span, SOURCE[start:end], "", "") if kind is not Kind.ARTICLE else WHOLE
    return span, Note("1", ARTICLE.id, "a", "t", kind, anchor, colour, body, "", "")


PLACED = [
    note(Kind.ARTICLE, 0, 0, "全文"),
    note(Kind.CHARACTERS, BODY, BODY + 2, "#地點\n第二行"),
    note(Kind.CHARACTERS, BODY + 7, BODY + 9, "", Colour.PINK),
    note(Kind.PARAGRAPH, SOURCE.index("下雨"), len(SOURCE), "天氣"),
]


def line(origin: Origin) -> str:
    return f"- {origin.where} {origin.date}"


def copy(form: Form, paragraphs=ALL, script=Script.ORIGINAL, **more) -> str:
    more = {"placed": PLACED, "source_line": line, **more}
    return copied(ARTICLE, paragraphs, form, script, **more)


def test_plain_is_the_text_with_its_blank_lines():
    assert copy(Form()) == SOURCE


def test_the_script_shown_or_the_original():
    assert copy(Form(), [3], Script.HANS) == "下雨了。"
    assert "机场" in copy(Form(), [2], Script.HANS)
    assert "機場" in copy(Form(original=True), [2], Script.HANS)


def test_markdown_escapes_what_is_no_mark():
    text = copy(Form(markdown=True))
    assert text.startswith("# 清晨的集市\n\n")
    assert "機場\\*那邊\\*的客人" in text
    assert text.endswith("\n\n下雨了。")


def test_the_source_line_comes_last_and_is_escaped_in_markdown():
    assert copy(Form(source=True), [3]) == "下雨了。\n\n- https://example.org/a?b=1 2024年3月5日"
    assert copy(Form(source=True, markdown=True), [3]).split("\n\n")[1].startswith("\\- https")


def test_without_a_way_to_tell_it_there_is_no_source_line():
    assert copy(Form(source=True), [3], source_line=None) == "下雨了。"


def test_notes_follow_their_paragraph_and_those_on_all_come_last():
    text = copy(Form(notes=True), [2, 3], Script.HANS)
    assert text == (
        "机场*那边*的客人常来，他们说今年雨水好。\n✎ 「机场」 #地點\n第二行\n▮ 「客人」"
        "\n下雨了。\n✎ 天氣\n\n✎ 全文"
    )


def test_in_markdown_notes_are_quotations():
    text = copy(Form(notes=True, markdown=True), [2])
    assert "\n\n> ✎ 「機場」 #地點\n> 第二行\n\n> ▮ 「客人」" in text


def test_a_part_takes_its_own_text_and_notes():
    span = Span(BODY + 7, SOURCE.index("下雨") + 2)
    assert copy(Form(), [2, 3], span=span) == "客人常來，他們說今年雨水好。\n下雨"
    assert (
        copy(Form(notes=True), [2, 3], span=span)
        == "客人常來，他們說今年雨水好。\n▮ 「客人」\n下雨\n✎ 天氣"
    )
    assert copy(Form(markdown=True), [2], span=Span(BODY, BODY + 4)) == "機場\\*那"


def test_of_nothing_nothing_is_copied():
    assert copy(Form(True, True, True, True), []) == ""


def test_an_article_that_tells_nothing_is_from_its_path():
    article = article_from_text("只有一段。\nhttps://example.org 是正文裡的地址。", "b.txt")
    assert origin(article) == Origin("b.txt", "")


@pytest.mark.parametrize("values", list(product([False, True], repeat=4)))
def test_every_form_can_be_written_and_read(values: tuple[bool, ...]):
    form = Form(*values)
    assert read(written(form)) == form
    for part in PARTS:
        assert toggled(toggled(form, part), part) == form != toggled(form, part)


def test_what_it_does_not_know_is_left_out():
    assert read("markdown loud") == Form(markdown=True)


def test_a_place_is_quoted_as_it_is_read():
    article = article_from_text(
        "清晨我們去機(jī)場(chǎng)接人,機(jī)場(chǎng)的人很多,說(shuō)是下雨。\n他等了很久。", "a"
    )
    place = anchored(article, article.span(0))
    assert place.exact == article.source[: article.ends[0]]
    assert place.quote == "清晨我們去機場接人，機場的人很多，說是下雨。"
    both = anchored(article, Span(article.ends[0] - 4, len(article.source) - 3))
    assert both.quote == "是下雨。\n他等了"


def test_a_quote_that_needed_no_repair_is_kept_once():
    article = article_from_text("他等了很久。", "a")
    place = anchored(article, article.span(0))
    assert (place.quote, place.repaired) == ("他等了很久。", "")
