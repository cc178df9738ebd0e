import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import ODD_TEXT, STEADY
from tui.core.model import Problem, Role, Script, Span, Written
from tui.core.offsets import apply
from tui.core.pipeline import (
    article_from_bytes,
    article_from_text,
    display,
    other_script,
    paragraph,
    search,
)
from tui.core.safe import safe_lines

BODY = "山上的雪化了，溪水漲了半尺，村口的木橋又被沖走了一塊板，人們只好繞到下游去。"
DAMAGED = (
    "縣里的車(chē)站舊(jiù)樓最近開(kāi)始拆。住在對(duì)面的羅(luó)師傅說(shuō),"
    "他看著車(chē)站蓋起來,也看著它拆掉,前后不過(guò)三十年。"
)


def test_bytes_are_decoded_and_named() -> None:
    source = f"木橋\r\n{BODY}\r\n{BODY}完。"
    article = article_from_bytes(source.encode("gb18030"), "a/b.txt")
    assert article.source == source
    assert article.encoding == "gb18030"
    assert article.id == hashlib.sha256(source.encode()).hexdigest()
    assert article.name == "a/b.txt"
    assert article_from_bytes("清".encode("big5"), "x", encoding="big5").source == "清"
    with pytest.raises(Problem, match="binary"):
        article_from_bytes(b"\0\1\2\3" * 9, "x")


def test_what_only_the_whole_document_tells() -> None:
    facts = article_from_text(DAMAGED, "x").facts
    assert "車(chē)" in facts.residue
    assert facts.half_width
    assert facts.written is Written.HANT
    assert not facts.markdown
    facts = article_from_text(BODY, "x", markdown=True).facts
    assert not facts.residue
    assert not facts.half_width
    assert facts.markdown


@pytest.mark.parametrize(
    ("source", "name", "title"),
    [
        (f"木橋又斷了\n{BODY}\n{BODY}完。", "x", "木橋又斷了"),
        (f"木橋\x1b[31m\u202e斷了\n{BODY}\n{BODY}完。", "x", "木橋斷了"),
        (BODY, "x", "山上的雪化了，溪水漲了半尺"),
        ("（南河社3月5日電）" + BODY, "x", "山上的雪化了，溪水漲了半尺"),
        ("南河3月5日電（記者王某）" + BODY, "x", "山上的雪化了，溪水漲了半尺"),
        ("雪化" * 40 + "。", "x", "雪化" * 15 + "…"),
        ("雪化了", "x", "雪化了"),
        ("", "a/b.txt", "b.txt"),
        ("***", "b.txt", "b.txt"),
    ],
)
def test_a_title_is_found_or_derived(source: str, name: str, title: str) -> None:
    assert article_from_text(source, name).title == title


def test_markdown_may_say_its_title() -> None:
    said = f"---\ntitle: 題\n---\n\n{BODY}\n\n{BODY}完。"
    assert article_from_text(said, "x", markdown=True).title == "題"
    unsaid = f"---\ndate: 1\n---\n\n{BODY}\n\n{BODY}完。"
    assert article_from_text(unsaid, "x", markdown=True).title == "山上的雪化了，溪水漲了半尺"
    heading = f"# 木橋\n\n{BODY}"
    article = article_from_text(heading, "x", markdown=True)
    assert article.title == "木橋"
    assert article.verdict(0).role is Role.TITLE


def test_what_is_shown_leads_home() -> None:
    article = article_from_text(DAMAGED, "x")
    shown = display(article, 0, Script.HANS)
    at = shown.text.index("车站旧楼")
    home = shown.offsets.back_span(Span(at, at + 2))
    assert DAMAGED[home.start : home.end] == "車(chē)站"
    assert display(article, 0, Script.ORIGINAL).text == paragraph(article, 0).text


def test_a_toggle_leads_to_the_other_script() -> None:
    assert other_script(article_from_text("车站开了，飞机场还没有开。", "x")) is Script.HANT
    assert other_script(article_from_text("車站開了，飛機場還沒有開。", "x")) is Script.HANS
    assert other_script(article_from_text("abc", "x")) is Script.HANS


def test_search_finds_in_the_repaired_text_and_counts_in_the_source() -> None:
    source = f"{BODY}\n{DAMAGED}"
    hits = search(article_from_text(source, "x"), "车站")
    assert [source[hit.start : hit.end] for hit in hits] == ["車(chē)站", "車(chē)站"]
    assert search(article_from_text(source, "x"), "飛機") == ()


@STEADY
@given(ODD_TEXT, st.booleans(), st.sampled_from(Script))
def test_any_text_is_read_and_shown_safely(source: str, markdown: bool, script: Script) -> None:
    article = article_from_text(source, "x", markdown=markdown)
    for index in range(len(article)):
        found = paragraph(article, index)
        assert apply(found.raw, found.source.start, found.edits) == found.text
        shown = display(article, index, script)
        assert safe_lines(shown.text) == shown.text
        assert apply(found.raw, found.source.start, shown.edits) == shown.text
        assert shown.offsets.length == len(shown.text)
    assert safe_lines(article.title) == article.title
    assert all(0 <= fold.first <= fold.last < len(article) for fold in article.folds)
