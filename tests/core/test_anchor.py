"""Anchors: the quote finds its place again, or nothing; never a wrong one."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.core.anchor import CONTEXT, LONGEST_CONTEXT, Anchor, anchor, find
from tui.core.model import Span

PARAGRAPHS = (
    "老渡口的第一班船",
    "清晨五點，霧還沒有散，擺渡人老秦已經把船推到了水邊。",
    "他說，這條河他渡了四十一年，水面寬的時候要撐三百多下，窄的時候只要一百來下。",
    "去年冬天，上游修好了公路橋，坐船的人一天比一天少，有時候整個早上只有兩三個學生。",
    "「橋是好橋，」老秦笑着說，「可是橋上看不見魚。」",
    "鎮裡的中學準備把渡口寫進鄉土課本，老師帶着孩子來量了碼頭的石階，一共二十七級。",
    "石階最下面的一級刻着「道光六年」四個字，水位高的時候看不到。",
    "傍晚，最後一班船靠岸，老秦把纜繩在木樁上繞了三圈，提着燈回家去了。",
)
CAPTION = "圖為清晨的渡口，擺渡人正在解開纜繩。攝影：本報通訊員。"
TEXT = "\n".join(PARAGRAPHS) + "\n"
PINYIN = {"渡": "渡(dù)", "船": "船(chuán)", "橋": "橋(qiáo)"}
SIMPLE = str.maketrans("擺說條寬時窄來這圖為們學鄉課", "摆说条宽时窄来这图为们学乡课")


def span_of(text: str, quote: str, start: int = 0) -> Span:
    at = text.index(quote, start)
    return Span(at, at + len(quote))


def quoted(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(
    lambda ends: Span(min(ends), max(ends))
)


def test_an_anchor_quotes_and_keeps_its_context():
    span = span_of(TEXT, "霧還沒有散")
    made = anchor(TEXT, span)
    assert made.span == span
    assert made.exact == "霧還沒有散"
    assert made.prefix == TEXT[: span.start]
    assert made.suffix == TEXT[span.end : span.end + CONTEXT]


@given(SPANS)
def test_an_unchanged_text_gives_the_very_place(span: Span):
    assert find(TEXT, anchor(TEXT, span)) == span


@given(SPANS, st.text(max_size=60))
def test_text_put_before_moves_every_place(span: Span, before: str):
    assume(len(span) >= 2)
    assume(before + TEXT != TEXT)
    found = find(before + TEXT, anchor(TEXT, span))
    assert found == Span(span.start + len(before), span.end + len(before))


@given(st.text(max_size=80), st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_whatever_the_texts_a_place_lies_in_the_text(old: str, new: str, a: int, b: int):
    span = Span(min(a, b, len(old)), min(max(a, b), len(old)))
    found = find(new, anchor(old, span))
    assert found is None or 0 <= found.start <= found.end <= len(new)
    assert find(old, anchor(old, span)) == span


@pytest.mark.parametrize("index", range(len(PARAGRAPHS)))
def test_paragraphs_in_another_order(index: int):
    chance = random.Random(index)
    for _ in range(5):
        shuffled = list(PARAGRAPHS)
        chance.shuffle(shuffled)
        text = "\n" + "\n".join(shuffled) + "\n"
        found = find(text, anchor(TEXT, span_of(TEXT, PARAGRAPHS[index])))
        assert quoted(text, found) == PARAGRAPHS[index]


def captions(*between: str) -> tuple[str, list[int]]:
    """A text with five equal captions, ``between[n]`` after the one of index n; their starts."""
    text = TEXT
    starts = []
    for index in range(5):
        starts.append(len(text))
        text += CAPTION + "\n" + (between[index] if index < len(between) else "")
    return text + PARAGRAPHS[2], starts


@pytest.mark.parametrize("index", range(5))
def test_five_equal_captions_each_keeps_its_note(index: int):
    text, starts = captions()
    made = anchor(text, Span(starts[index], starts[index] + len(CAPTION)))
    junk = "點此分享到朋友圈，長按識別二維碼。\n"
    for after in range(5):
        between = [""] * 5
        between[after] = junk
        for before in ("", "推廣：" + junk, junk * 5):
            changed, places = captions(*between)
            found = find(before + changed, made)
            assert found is not None
            assert found.start == len(before) + places[index]


def test_context_grows_until_a_quote_is_the_only_one():
    text, starts = captions()
    made = anchor(text, Span(starts[2], starts[2] + 4))
    assert text.count(made.prefix + made.exact + made.suffix) == 1
    assert len(made.prefix) > CONTEXT
    endless = "啊" * 3 * LONGEST_CONTEXT
    middle = anchor(endless, Span(LONGEST_CONTEXT + 5, LONGEST_CONTEXT + 6))
    assert len(middle.prefix) == LONGEST_CONTEXT
    assert find(endless, middle) == middle.span


def test_an_equal_passage_does_not_win_over_the_right_one_mended():
    text, starts = captions(PARAGRAPHS[1] + "\n", PARAGRAPHS[4] + "\n")
    made = anchor(text, Span(starts[1], starts[1] + len(CAPTION)))
    mended = CAPTION.replace("正在解開", "在解")
    changed = text[: starts[1]] + mended + text[starts[1] + len(CAPTION) :]
    assert quoted(changed, find(changed, made)) == mended


CHANGES = [
    lambda text: text.translate(str.maketrans("，。：「」", ",.:“”")),
    lambda text: "　　" + text.replace("，", "， ").replace("\n", "\r\n\r\n　　"),
    lambda text: "".join(PINYIN.get(c, c) for c in text),
    lambda text: text.replace("，", "").replace("。", ""),
    lambda text: text.replace("\n", ""),
]


def plain(text: str) -> str:
    for written, clean in ((v, k) for k, v in PINYIN.items()):
        text = text.replace(written, clean)
    return "".join(c for c in text if c.isalnum())


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("there", [True, False])
def test_whitespace_punctuation_and_residue_do_not_count(change, there: bool):
    old, new = (TEXT, change(TEXT)) if there else (change(TEXT), TEXT)
    for paragraph in PARAGRAPHS:
        quote = paragraph if there else change(paragraph)
        if quote in old:
            found = find(new, anchor(old, span_of(old, quote)))
            assert plain(quoted(new, found) or "") == plain(paragraph)


def test_the_script_does_not_count_where_it_is_folded():
    simple = "首" * 9 + TEXT.translate(SIMPLE)
    for paragraph in PARAGRAPHS[1:]:
        made = anchor(TEXT, span_of(TEXT, paragraph))
        found = find(simple, made)
        assert plain(quoted(simple, found) or "") == plain(paragraph.translate(SIMPLE))


def test_letters_count_in_any_case_and_width():
    old = "他在讀 ＡＢＣ 公司的年報，封面上印着 QingDu 一二三四五。"
    new = "開頭。" + old.replace("ＡＢＣ", "abc").replace("QingDu", "qingdu")
    found = find(new, anchor(old, span_of(old, "ＡＢＣ 公司的年報，封面上印着 QingDu")))
    assert quoted(new, found) == "abc 公司的年報，封面上印着 qingdu"
    odd = "İ" + old
    assert find(odd, anchor(old, span_of(old, "封面上印着"))) == span_of(odd, "封面上印着")


@pytest.mark.parametrize("index", range(len(PARAGRAPHS)))
def test_a_paragraph_that_is_gone_leaves_an_orphan(index: int):
    rest = "\n".join(p for p in PARAGRAPHS if p != PARAGRAPHS[index]) + "\n"
    assert find(rest, anchor(TEXT, span_of(TEXT, PARAGRAPHS[index]))) is None


def test_a_short_quote_needs_its_context():
    made = anchor(TEXT, span_of(TEXT, "上游"))
    moved = "推廣。\n" + TEXT
    assert quoted(moved, find(moved, made)) == "上游"
    assert find("他家在上游，不遠。", made) is None
    changed = "推廣。\n" + TEXT.replace("上游", "上流")
    assert quoted(changed, find(changed, made)) == "上流"


def test_a_short_quote_that_is_gone_takes_no_namesake():
    text = TEXT + "老秦的船，村裡的船，鎮上的船。\n" * 3
    made = anchor(text, span_of(text, "船推"))
    assert find(text.replace("已經把船推到了水邊", "走了"), made) is None
    made = anchor(text, span_of(text, "船", text.index("上游")))
    assert find(text.replace(PARAGRAPHS[3] + "\n", ""), made) is None


def test_a_short_quote_at_an_end_of_the_text():
    made = anchor("短句", Span(0, 2))
    assert find("短句", made) == Span(0, 2)
    assert find("一段話。短句", anchor("另一段，短句", Span(4, 6))) is None


def test_marks_alone_are_found_as_they_are_or_not_at_all():
    old = "他沒有回答……\n過了很久。"
    made = anchor(old, span_of(old, "……"))
    assert find("昨天，" + old, made) == Span(8, 10)
    assert find("他沒有回答。過了很久。", made) is None


def test_a_point_stands_between_its_neighbours():
    at = TEXT.index("他說")
    made = anchor(TEXT, Span(at, at))
    assert find("題記。\n" + TEXT, made) == Span(at + 4, at + 4)
    cut = TEXT[at:]
    assert find(cut, made) == Span(0, 0)
    assert find("別的文章。", made) is None
    assert find("別的", Anchor(Span(5, 5), "", "", "")) is None
    assert find("", anchor("", Span(0, 0))) == Span(0, 0)
