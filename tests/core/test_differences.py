"""Differences lead from the source to the cleaned text, line by line."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.core.differences import CONTEXT, Hunk, hunks
from tui.core.model import Role, Script, Verdict
from tui.core.pipeline import article_from_text
from tui.core.report import plain

FOOTER = "本網轉載其他媒體的稿件，如涉及版權等問題，請來電或來函。"


def lines_of(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [line + "\n" for line in text.split("\n")[:-1]] + [
        line for line in [text.rsplit("\n", 1)[-1]] if line
    ]


def patched(old: list[str], found: list[Hunk]) -> list[str]:
    """The new lines that the hunks make of the ``old`` ones; checks where they stand."""
    new: list[str] = []
    at = 0
    for hunk in found:
        new += old[at : hunk.old - 1]
        at = hunk.old - 1
        assert hunk.new - 1 == len(new)
        rows = [part for row in hunk.rows for part in row.parts]
        assert [row.old for row in hunk.rows] == [int(sign != "+") for sign, _ in rows]
        for sign, text in rows:
            if sign != "+":
                assert old[at] == text
                at += 1
            if sign != "-":
                new.append(text)
        assert hunk.sizes == (at - hunk.old + 1, len(new) - hunk.new + 1)
    return new + old[at:]


def check(source: str, script: Script = Script.ORIGINAL, *, markdown=False, everything=False):
    article = article_from_text(source, "a.txt", markdown=markdown)
    found = list(hunks(article, script, everything=everything))
    old, new = lines_of(source), patched(lines_of(source), found)
    if len(article):
        cleaned = plain(article, script, everything=everything)
        assert "".join(new) == (f"{cleaned}\n" if cleaned else "")
    inline = list(hunks(article, script, everything=everything, words=True))
    assert (not found) == (old == new)
    assert not inline or found
    if not inline:  # what ends without a line end has the words of what ends with one
        assert old == new or "".join(old) + "\n" == "".join(new)
    return article, found, inline


def test_an_intact_article_has_no_differences():
    _, found, _ = check("春天來了，燕子也來了。\n\n人們走到河邊，看冰化成水。\n")
    assert found == []


def test_a_repaired_line_goes_and_comes():
    _, (hunk,), (inline,) = check("春天來了,燕子也來了。\n人們走到河邊，看冰化成水。\n")
    assert [row.parts for row in hunk.rows] == [
        (("-", "春天來了,燕子也來了。\n"),),
        (("+", "春天來了，燕子也來了。\n"),),
        ((" ", "人們走到河邊，看冰化成水。\n"),),
    ]
    assert inline.rows[0].parts == (
        *((" ", "春天來了"), ("-", ","), ("+", "，")),
        *((" ", "燕子也來了。"), (" ", "\n")),
    )
    assert (inline.rows[0].old, inline.rows[0].new) == (1, 1)


def test_a_folded_paragraph_goes_and_says_which_it_is():
    source = f"春天來了，燕子也來了。\n\n{FOOTER}\n"
    article, (hunk,), (inline,) = check(source)
    assert article.verdict(1).folded
    assert hunk.folded == inline.folded == (1,)
    assert [row.parts[0][0] for row in hunk.rows] == [" ", "-", "-"]
    assert inline.rows[-1].parts == (("-", f"{FOOTER}\n"),)
    check(source, everything=True)
    assert list(hunks(article, everything=True)) == []


def test_everything_folded_leaves_nothing():
    article = article_from_text(f"{FOOTER}\n{FOOTER}\n", "a.txt")
    verdicts = dict.fromkeys((0, 1), Verdict(Role.FOOTER, "footer", folded=True))
    (hunk,) = hunks(replace(article, verdicts=verdicts))
    assert [row.parts for row in hunk.rows] == [(("-", f"{FOOTER}\n"),)] * 2
    assert (hunk.new, hunk.sizes) == (1, (2, 0))


def test_indents_and_line_ends_are_told():
    _, (hunk,), (inline,) = check("　　春天來了，\n燕子也來了 \t\n\n\n\n人們走到河邊，看冰化成水。")
    assert hunk.rows[0].parts == (("-", "　　春天來了，\n"),)
    assert inline.rows[0].parts[0] == ("-", "　　")
    assert ("-", " \t") in inline.rows[1].parts
    assert hunk.rows[-1].parts == (("+", "人們走到河邊，看冰化成水。\n"),)


def test_changes_far_apart_are_hunks_of_their_own():
    calm = [f"春天的第{n}日，燕子在樑上，一切照舊。" for n in range(30)]
    calm[4] = calm[4].replace("，一", ",一")
    calm[20] = calm[20].replace("，一", ",一")
    _, found, _ = check("\n".join(calm) + "\n")
    assert [(hunk.old, hunk.new, hunk.sizes) for hunk in found] == [
        (5 - CONTEXT, 5 - CONTEXT, (2 * CONTEXT + 1, 2 * CONTEXT + 1)),
        (21 - CONTEXT, 21 - CONTEXT, (2 * CONTEXT + 1, 2 * CONTEXT + 1)),
    ]
    calm[9] = calm[9].replace("，一", ",一")
    _, found, _ = check("\n".join(calm) + "\n")
    assert [hunk.old for hunk in found] == [2, 18]


def test_lines_joined_show_where_a_line_ended():
    source = "# 題目\n\n春天來了，燕子也\r\n來了。\n"
    _, _, found = check(source, markdown=True)
    assert ("-", "↵") in [part for hunk in found for row in hunk.rows for part in row.parts]


def test_code_keeps_its_lines():
    source = "春天來了。\n\n```\na, \u200bb\n  c\n```\n\n燕子也來了。\n"
    _, (hunk,), _ = check(source, markdown=True)
    assert [row.parts[0] for row in hunk.rows if row.is_changed] == [
        ("-", "a, \u200bb\n"),
        ("+", "a, b\n"),
    ]


def test_a_mark_at_either_end_of_a_line_of_marks():
    check("* #\n\n# 題 #\n", markdown=True)


def test_a_caption_twice_in_a_line_is_one_step():
    caption = "▲柳灣鎮的圖書館在舊糧倉裡開門。（記者韓小滿攝）"
    before = "春天來了，燕子也來了，人們走到河邊。\n"
    article, found, inline = check(f"{before}{caption}{caption}\n")
    assert len(article) == 3
    assert found[0].folded == inline[0].folded == (2,)
    assert inline[0].rows[-1].parts == (("-", f"{caption}{caption}\n"), ("+", f"{caption}\n"))
    check(f"{before}{caption}{caption}\n", everything=True)


def test_lines_that_only_the_splitter_sees_stay_within_one_step():
    check("春天來了。\u2028燕子也來了。\x0b\x0b人們走到河邊,看冰。\n", everything=True)


def test_an_empty_article_loses_its_blank_lines():
    _, (hunk,), _ = check("\n \n")
    assert hunk.sizes == (2, 0)
    assert list(hunks(article_from_text("", "a.txt"))) == []


@pytest.mark.parametrize("script", [Script.ORIGINAL, Script.HANS])
@given(
    source=st.lists(
        st.sampled_from(
            [
                *"機場,:。“”說 \u3000\t\u2028\x0c*-#",
                "\n",
                "\r\n",
                "\r",
                "\n\n",
                "(jī)",
                f"\n{FOOTER}\n",
            ]
        ),
        max_size=60,
    ).map("".join),
    markdown=st.booleans(),
    everything=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_the_hunks_make_the_cleaned_text(source, markdown, everything, script):
    check(source, script, markdown=markdown, everything=everything)


def test_the_cost_is_that_of_the_text():
    # Lines that are alike in thousands would keep a searching diff busy for minutes.
    random.seed(1)
    alike = ["哈,哈。", "哈哈。", ""]
    source = "".join(f"{random.choice(alike)}\n" for _ in range(4000))
    check(source)
