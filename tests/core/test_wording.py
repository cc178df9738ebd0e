import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_classify import BODY, END, PROSE
from tui.core.glyphs import fold
from tui.core.model import Evidence, Role, Verdict
from tui.core.pipeline import article_from_text
from tui.core.wording import LIMIT, TOLD, runs, telling, weight

ODD = "夜讀橋邊"  # neither in a name of a button nor in the labelled lines' furniture
OWN = [
    "看完還不過癮？這些文章您或許會喜歡",
    "本頁內容由讀者上載提供",
    "最新優惠資訊請按此瀏覽",
    "有關部門聯絡資料請按此",
]
THEIRS = [
    "他點開那篇文章看了很久",  # someone tells it
    "我把手機放下，不再看那些留言",
    "「看完還不過癮？這些文章您或許會喜歡」",  # cited
    "git checkout -- thesis.md",
    "本頁內容由讀者上載提供；",  # an item of a list
    "四月五日 星期一",
    "末班車還沒有來",
    "趙守橋 敬上",
    "相關部門正在調查",
    "涉事單位負責人已被停職",
    "任何人如有線索，請致電2860 1234與調查人員聯絡",
    "更多細節有待公布",
]


def verdict(line: str, *around: str, at: int) -> Verdict:
    lines = [*around[:at], line, *around[at:]]
    return article_from_text("\n\n".join(lines), "x").verdict(at)


@pytest.mark.parametrize("line", OWN)
def test_below_the_text_and_above_it(line: str) -> None:
    for around, at in ((("木橋", *PROSE), 4), (("木橋", "2021年3月2日 10:30", *PROSE), 2)):
        found = verdict(line, *around, at=at)
        assert (found.rule, found.role, found.folded) == ("wording", Role.JUNK, True)
        told = found.evidence[0]
        assert told.id == "wording"
        assert all(part in line for part in told.values[0][1].split("…"))
        assert found.evidence[1:] == (Evidence("short", (("count", str(len(line))),)),)
    assert not verdict(line, "木橋", BODY, END, BODY + "又一年。", at=2).folded


@pytest.mark.parametrize("line", THEIRS)
def test_what_resembles_it_stays(line: str) -> None:
    for around, at in ((("木橋", *PROSE), 4), (("木橋", BODY, END, BODY + "又一年。"), 2)):
        assert not verdict(line, *around, at=at).folded


def test_above_the_title_it_does_not_hide_it() -> None:
    lines = OWN[2], "木橋修好了，老人又走了過去", "2021年3月2日 10:30", *PROSE
    article = article_from_text("\n\n".join(lines), "x")
    assert [article.verdict(n).role for n in range(3)] == [Role.JUNK, Role.TITLE, Role.BYLINE]


def test_what_the_sentence_above_cites_stays() -> None:
    around = "木橋", BODY, BODY + "又一年。", END, "門上貼着一張紙，上面寫的是："
    assert not verdict(OWN[1], *around, at=5).folded


def test_an_article_about_rights_has_such_lines_itself() -> None:
    about = "轉載與版權：一份合同的讀法", *PROSE
    assert not verdict(OWN[0], *about, at=4).folded


def test_in_verse_any_line_may_be_one() -> None:
    assert not verdict(OWN[0], "橋", "橋上有霜", "橋下有水", at=3).folded


def test_below_the_text_a_doubtful_line_is_marked() -> None:
    maybe = "謝謝大家讀到這裡", "感謝您看到這裡", "下回再看橋的故事"
    line = next(each for each in maybe if 0 < weight(fold(each)) < 1)
    found = verdict(line, "木橋", *PROSE, at=4)
    assert (found.rule, found.role, found.folded) == ("suspected-junk", Role.BODY, False)
    assert found.evidence[0].id == "wording"
    assert not verdict(line, "木橋", BODY, END, BODY + "又一年。", at=2).marked


def test_digits_are_all_alike() -> None:
    assert runs("第12页") == runs("第90页")
    assert weight("1234人气") == weight("9078人气")


@given(st.text(alphabet="点击您本文他说橋，0a ", max_size=LIMIT))
def test_what_tells_most_lies_apart_and_in_order(text: str) -> None:
    folded = fold(text)
    found = telling(folded)
    assert len(found) <= TOLD
    ends = [0, *(end for _, end in found)]
    assert all(last <= start < end for last, (start, end) in zip(ends, found, strict=False))
    assert all(end <= len(folded) for end in ends)
    assert isinstance(weight(folded), float)


@pytest.mark.parametrize("line", ["線上收看：example.org/live", "查詢電話：2345 6789"])
def test_what_tells_most_cuts_no_word_or_number(line: str) -> None:
    told = [line[start:end] for start, end in telling(fold(line))]
    assert told
    words = set(re.findall(r"[a-z]+|\d+", line))
    assert all(part in words for part in told if part.isascii())


def test_a_part_of_a_word_tells_where_nothing_else_does() -> None:
    assert telling("appointment")


def test_above_a_title_with_its_byline_less_suffices() -> None:
    line = "精選節目 收聽"
    article = article_from_text("\n\n".join([line, "木橋", "2021年3月2日 10:30", *PROSE]), "x")
    assert [article.verdict(n).role for n in range(3)] == [Role.JUNK, Role.TITLE, Role.BYLINE]
    assert article_from_text("\n\n".join([line, "木橋", *PROSE]), "x").verdict(0).role is Role.TITLE


def test_doubtful_cues_of_a_footer_suffice_beside_the_wording() -> None:
    line = "橋上所有照片歡迎分享，請勿轉載全文，著作權皆有歸屬。"
    found = verdict(line, "木橋", *PROSE, at=4)
    assert (found.role, found.folded) == (Role.FOOTER, True)
    told = "橋上的照片都有著作權，老人說過，轉載要先問問守橋的人，誰也沒有問過，他也沒有生氣。"
    assert not verdict(told, "木橋", *PROSE, at=4).folded
