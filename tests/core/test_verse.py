"""Which lines stand together, and which must not."""

import pytest

from tui.core.model import Article
from tui.core.pipeline import article_from_text
from tui.core.verse import joined, kept_indent

PROSE = "那年秋天，河水漲到了橋下第三級石階，擺渡的人把船拴在柳樹上，一連三天沒有開船。"
PARTED = f"{PROSE}\n\n{PROSE}又一段。\n\n{PROSE}再一段。\n\n"


def article_of(text: str, *, markdown: bool = False) -> Article:
    return article_from_text(text, "a.txt", markdown=markdown)


def together(text: str) -> list[bool]:
    article = article_of(text)
    return [joined(article, index) for index in range(len(article))]


@pytest.mark.parametrize(
    "lines",
    [
        "雨停在半山，\n燈亮在渡口，\n有人喊一聲，\n船便動了",
        "它是一盞燈\n也是一條河\n夜裡從窗下流過去",
    ],
)
def test_short_lines_stand_together_where_blank_lines_part_paragraphs(lines: str):
    assert together(PARTED + lines) == [False] * 3 + [True] * lines.count("\n") + [False]


def test_a_poem_alone_stands_together():
    assert together("題\n\n它是一盞燈\n也是一條河\n\n夜裡從窗下流過去\n不說話")[1:] == [
        *(True, False, True, False)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "1. 先把米洗淨\n2. 再加水煮到米粒開花為止，火不可太大，鍋蓋留一條縫，免得溢出來\n3. 關火",
        "一、借書證\n二、還書期限，逾期每日一角，遺失照價賠償，學生持證件可以減半計算",
        "（1）紙\n（2）筆",
        "• 紙\n• 筆墨與硯臺",
        "①紙\n②筆墨",
    ],
)
def test_the_entries_of_a_list_stand_together_everywhere(lines: str):
    count = lines.count("\n")
    assert together(f"{PROSE}\n{lines}\n{PROSE}再一段。") == [False, *[True] * count, False, False]


def test_lines_of_equal_length_are_verse_everywhere():
    assert together(f"{PROSE}\n雨過山亭靜，\n風來竹徑涼。\n{PROSE}") == [False, True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n{PROSE}另一段",
        f"{PROSE}\n「走吧。」\n「再等一會兒。」\n{PROSE}",
        "2.5 萬人\n3.5 萬人來過這裡",
        f"{PARTED}短的一行，\n\n又一行。",
        "好\n不",
    ],
)
def test_prose_and_talk_are_not_verse(text: str):
    assert not any(together(text))


def test_only_body_text_is_verse():
    article = article_of(f"{PARTED}（圖：橋上）\n（圖：橋上）\n（圖：橋上）\n")
    assert len(article) == 6
    assert not any(joined(article, index) for index in range(3, 6))
    assert not joined(article, -1)


@pytest.mark.parametrize(("before", "cells"), [("", 0), ("　　", 4), ("\t", 4), ("    　", 6)])
def test_the_indent_of_the_source_is_kept(before: str, cells: int):
    article = article_of(f"{PARTED}{before}它是一盞燈\n{before}也是一條河流")
    assert [kept_indent(article, index) for index in (3, 4)] == [cells, cells]
    assert kept_indent(article, 0) is None


def test_an_indent_has_its_limit():
    article = article_of(PARTED + " " * 90 + "它是一盞燈\n也是一條河流")
    assert kept_indent(article, 3) == 24
