from itertools import pairwise

import pytest
from hypothesis import given

from tests.core.strategies import DAMAGED_TEXT, STEADY
from tui.core.flags import find_flags
from tui.core.model import Flag, Span
from tui.core.pipeline import article_from_text, flags, paragraph

RESIDUE = "機(jī)場車(chē)站開(kāi)門說(shuō)話，們(men)個(gè)這(zhè)會(huì)議對(duì)於時(shí)間"


def flagged(text: str, has_residue: bool = False) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], rule) for s, rule in find_flags(text, has_residue)]


def test_residue_that_nothing_restores_is_flagged_where_the_document_has_any() -> None:
    text = "日?mā)?bào)社的人也來了"
    assert flagged(text, has_residue=True) == [("?mā)?bào)", "broken-residue")]
    assert flagged(text) == []
    assert flagged("日\ufffdmā)\ufffdbào)社", True) == [("\ufffdmā)\ufffdbào)", "broken-residue")]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("王?明不在", ["?"]),
        ("王\ufffd\ufffd明", ["\ufffd\ufffd"]),
        ("王□明", ["□"]),
        ("你去嗎？我去", []),
        ("真的?", []),
        ("a?b", []),
        ("寫作 foo?bar=1", []),
    ],
)
def test_characters_lost_before_are_flagged(text: str, lost: list[str]) -> None:
    assert flagged(text) == [(piece, "lost-character") for piece in lost]


def test_flags_lead_to_the_source_and_change_nothing() -> None:
    source = f"{RESIDUE}，日?mā)?bào)社的人(王?明)也來了,就走了。"
    article = article_from_text(source, "a.txt")
    (wreck, lost) = flags(article, 0)
    assert source[wreck.span.start : wreck.span.end] == "?mā)?bào)"
    assert lost == Flag(Span(source.index("?明"), source.index("明")), "lost-character")
    assert "日?mā)?bào)社的人（王?明）也" in paragraph(article, 0).text
    assert flags(article_from_text("好好的一段。", "b.txt"), 0) == ()


@given(DAMAGED_TEXT)
@STEADY
def test_flags_are_in_order_and_apart(text: str) -> None:
    spans = [span for span, _ in find_flags(text, has_residue=True)]
    assert all(one.end <= two.start for one, two in pairwise(spans))
