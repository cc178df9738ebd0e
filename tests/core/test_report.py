import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import ODD_TEXT, STEADY
from tui.core.model import Edit, Evidence, Script, Span
from tui.core.offsets import apply
from tui.core.pipeline import article_from_text
from tui.core.report import as_json, describe, gap, markdown, pieces, plain, shown

BODY = "山上的雪化了，溪水漲了半尺，村口的木橋又被沖走了一塊板，人們只好繞到下游去。"
CAPTION = "村口的木橋（記者王某攝）"
SOURCE = "\n".join(
    [
        "木橋[又]斷了",
        "2024-03-05 來源：南河日報",
        "",
        BODY,
        CAPTION,
        "",
        "1. 先繞路,再修橋*明天*再說。",
        CAPTION,
    ]
)
ARTICLE = article_from_text(SOURCE, "a.txt")


def test_plain_text_leaves_out_what_is_folded_and_keeps_blank_lines() -> None:
    text = plain(ARTICLE)
    assert text.splitlines() == [
        "木橋[又]斷了",
        "2024-03-05 來源：南河日報",
        "",
        BODY,
        CAPTION,
        "",
        "1. 先繞路，再修橋*明天*再說。",
    ]
    assert plain(ARTICLE, everything=True) == f"{text}\n{CAPTION}"


def test_a_part_can_be_asked_for_in_another_script() -> None:
    assert plain(ARTICLE, Script.HANS, first=3, last=3) == "村口的木桥（记者王某摄）"
    assert plain(ARTICLE, first=5, everything=True) == CAPTION
    assert plain(ARTICLE, first=9) == ""


def test_markdown_sets_off_what_is_no_body_and_escapes_the_rest() -> None:
    assert markdown(ARTICLE).split("\n\n") == [
        "# 木橋\\[又\\]斷了",
        "*2024-03-05 來源：南河日報*",
        BODY,
        f"*{CAPTION}*",
        "1\\. 先繞路，再修橋\\*明天\\*再說。",
    ]
    assert markdown(ARTICLE, everything=True).endswith(f"*{CAPTION}*")


def test_the_json_counts_from_one_in_the_source() -> None:
    found = describe(ARTICLE, lambda evidence: evidence.id, script=Script.HANS)
    assert found["path"] == "a.txt"
    assert found["id"] == ARTICLE.id
    assert found["encoding"] == "utf-8"
    assert found["script"] == "zh-Hant"
    assert found["title"] == "木橋[又]斷了"
    paragraphs = found["paragraphs"]
    assert [p["index"] for p in paragraphs] == [1, 2, 3, 4, 5, 6]
    assert [p["role"] for p in paragraphs] == [
        "title",
        "byline",
        "body",
        "caption",
        "body",
        "caption",
    ]
    assert [p["folded"] for p in paragraphs] == [False] * 5 + [True]
    assert [p["duplicate_of"] for p in paragraphs] == [None] * 5 + [4]
    assert paragraphs[5]["evidence"] == ["equal", "credit"]
    for item in paragraphs:
        start, end = item["source"]
        assert SOURCE[start:end] == item["raw"]
        edits = [Edit(Span(*e["span"]), e["replacement"], e["rule"]) for e in item["edits"]]
        assert apply(item["raw"], start, edits) == item["text"]


def test_the_json_may_leave_out_what_is_folded() -> None:
    found = describe(ARTICLE, lambda evidence: evidence.id, everything=False)
    assert len(found["paragraphs"]) == 5


def _say(item: Evidence) -> str:
    return f"{item.id} {dict(item.values)}"


def test_a_clean_copy_holds_all_but_the_folded() -> None:
    assert list(shown(ARTICLE)) == [0, 1, 2, 3, 4]
    assert list(shown(ARTICLE, everything=True)) == [0, 1, 2, 3, 4, 5]
    assert plain(ARTICLE, first=5, last=5) == ""
    assert plain(ARTICLE, first=5, last=5, everything=True) == CAPTION


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        ("\n", "\n"),
        ("\r\n", "\n"),
        ("\r", "\n"),
        ("\n\n", "\n\n"),
        ("\r\n \r\n", "\n\n"),
        ("\n\n\n\n", "\n\n"),
    ],
)
def test_at_most_one_blank_line_is_kept(between: str, kept: str) -> None:
    article = article_from_text(f"雪化了。{between}橋斷了。", "a.txt")
    assert len(article) == 2
    assert gap(article, 1) == kept
    assert plain(article) == f"雪化了。{kept}橋斷了。"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("他寫 `路` 和 a_b<c>。", r"他寫 \`路\` 和 a\_b\<c\>。"),
        ("# 這是他寫的井號，不是標題。", r"\# 這是他寫的井號，不是標題。"),
        ("12) 先把橋修好，再上漆。", r"12\) 先把橋修好，再上漆。"),
        ("~ 他走了，沒有回頭。", r"\~ 他走了，沒有回頭。"),
        ("他走了一里路 - 沒有回頭。", "他走了一里路 - 沒有回頭。"),
        ("2024 年的春天，橋修好了。", "2024 年的春天，橋修好了。"),
    ],
)
def test_markdown_has_no_marks_that_were_not_meant(text: str, escaped: str) -> None:
    article = article_from_text(f"木橋\n{BODY}\n{text}\n{BODY}完。", "a.txt")
    assert markdown(article).split("\n\n")[2] == escaped


def test_a_copy_says_of_what_and_why_and_an_edit_where() -> None:
    *_, body, copy = describe(ARTICLE, _say)["paragraphs"]
    assert (copy["folded"], copy["rule"], copy["duplicate_of"]) == (True, "repeated-caption", 4)
    assert copy["evidence"] == ["equal {'number': '4'}", "credit {'text': '（記者王某攝）'}"]
    assert (body["rule"], body["evidence"], body["duplicate_of"]) == ("body", [], None)
    at = SOURCE.index("路,") + 1
    assert body["edits"][0] == {"span": [at, at + 1], "replacement": "，", "rule": "half-width"}


@pytest.mark.parametrize("source", [SOURCE, "", CAPTION])
@pytest.mark.parametrize("everything", [False, True])
def test_the_pieces_together_are_the_object(source: str, everything: bool) -> None:
    article = article_from_text(source, "a.txt")
    asked = {"script": Script.TW, "everything": everything}
    parts = list(pieces(article, _say, **asked))
    assert "".join(parts) == as_json(describe(article, _say, **asked))
    assert len(parts) == 2 + len(list(shown(article, everything=everything)))


def test_json_is_safe_on_a_terminal() -> None:
    assert as_json({"字": "\x1b\u202e"}) == '{\n "字": "\\u001b\\u202e"\n}'


@STEADY
@given(ODD_TEXT, st.sampled_from(Script))
def test_edits_applied_to_the_raw_text_give_the_text(source: str, script: Script) -> None:
    article = article_from_text(source, "a.txt")
    told = describe(article, _say, script=script)
    assert json.loads("".join(pieces(article, _say, script=script))) == told
    for one in told["paragraphs"]:
        edits = [Edit(Span(*e["span"]), e["replacement"], e["rule"]) for e in one["edits"]]
        assert source[slice(*one["source"])] == one["raw"]
        assert apply(one["raw"], one["source"][0], edits) == one["text"]
