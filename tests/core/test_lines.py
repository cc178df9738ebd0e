"""Lines of all regions, each set into a small article: furniture is folded, the rest is not.

`cases/lines.tsv` says where a line stands: above the text, in it or behind it; lines of the
article's own are tried in all three places.
"""

from pathlib import Path

import pytest

from tui.core.pipeline import article_from_text

ROWS = [
    row.split("\t")
    for row in (Path(__file__).parent / "cases" / "lines.tsv").read_text("utf-8").splitlines()[1:]
]
TOP = ["老渡口的最後一個擺渡人", "2019-03-02 10:15　記者 林遠山"]
TEXT = [
    "昨天下午，鎮上的老渡口又熱鬧起來，十幾個孩子圍著擺渡的老人，聽他講三十年前那場大水。",
    "老人今年七十二歲，年輕時在上游的林場放過木排，後來林場停了，他才回到河邊，接過父親的船。",
    "渡口對岸是一片新開的菜園，種菜的人每天早晚過河兩趟，船錢記在一個小本子上，到年底一起算。",
    "等到新橋通車，這條船大概就要停了。老人說他不急，橋通了，他也可以走過去看看對岸的菜。",
]
PLACES = {"head": 0, "middle": 2, "tail": 4}
LEAST = 0.9  # of the furniture; the rest only a reader can tell


def is_folded(line: str, place: str) -> bool:
    at = PLACES[place]
    article = article_from_text("\n\n".join([*TOP, *TEXT[:at], line, *TEXT[at:]]), "x")
    assert len(article) == len(TOP) + len(TEXT) + 1, line
    others = [n for n in range(len(article)) if n != len(TOP) + at]
    assert not any(article.verdict(n).folded for n in others), line
    return article.verdict(len(TOP) + at).folded


@pytest.mark.parametrize("place", PLACES)
def test_no_line_of_the_article_is_folded(place: str) -> None:
    lines = [line for _, kind, _, line in ROWS if kind == "body"]
    assert len(lines) >= 500
    assert [line for line in lines if is_folded(line, place)] == []


def test_furniture_is_folded() -> None:
    lines = [(line, place) for place, kind, _, line in ROWS if kind != "body"]
    assert len(lines) >= 500
    missed = [line for line, place in lines if not is_folded(line, place)]
    assert len(missed) <= (1 - LEAST) * len(lines), missed
