"""Where a caret goes, and what it selects: in display text, told in source offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles import article_of, plain_display
from tui.core import caret
from tui.core.items import Items
from tui.core.model import Article, Script, Span
from tui.core.page import Kind, Lines, Page
from tui.core.pipeline import article_from_text, display

# Two words, a mark, a word of Latin, a closed fold of two paragraphs, an emoji of three.
ARTICLE = article_of(
    ["我們在圖書館，看NBA書。", "頁尾一", "頁尾二", "下雨👨\u200d👩了", "", "——"], folds=[(1, 2)]
)
FORWARD = [caret.right, caret.word_next, caret.word_end]
BACKWARD = [caret.left, caret.word_back]


def page_of(article: Article = ARTICLE, width: int = 20, opened: frozenset[int] = frozenset()):
    return Page(Items(article, opened), Lines(plain_display(article), width))


def trail(page: Page, motion: caret.Motion, offset: int) -> list[int]:
    """Every place that ``motion`` leads to from ``offset``, until it stays."""
    places = []
    while (there := motion(page, offset)) != offset:
        places.append(there)
        offset = there
    return places


class TestCharacters:
    def test_right_goes_through_all_in_view_and_a_joined_emoji_is_one(self):
        page = page_of(article_of(["甲👨\u200d👩乙", "丙"]))
        assert trail(page, caret.right, 0) == [1, 4, 6]
        assert trail(page, caret.left, 6) == [4, 1, 0]

    def test_a_closed_fold_is_leapt_over_and_an_open_one_is_not(self):
        last, following = ARTICLE.ends[0] - 1, ARTICLE.starts[3]
        assert caret.right(page_of(), last) == following
        assert caret.left(page_of(), following) == last
        assert caret.right(page_of(opened=frozenset({1})), last) == ARTICLE.starts[1]

    def test_out_of_a_closed_fold_it_leads_to_what_is_in_view(self):
        inside = ARTICLE.starts[1] + 1
        assert caret.right(page_of(), inside) == ARTICLE.starts[3]
        assert caret.left(page_of(), inside) == ARTICLE.ends[0] - 1

    def test_the_ends_of_the_paragraph(self):
        assert caret.start(page_of(), 5) == 0
        assert caret.end(page_of(), 5) == ARTICLE.ends[0] - 1
        assert caret.end(page_of(), ARTICLE.starts[4]) == ARTICLE.starts[4]

    def test_where_a_character_stands_in_its_paragraph(self):
        start = ARTICLE.starts[3]
        assert [caret.spot(page_of(), start + at) for at in (0, 1, 3, 5)] == [0, 1, 2, 5]


class TestWords:
    def test_next_goes_by_dictionary_words_and_leaves_marks_out(self):
        found = [ARTICLE.source[at] for at in trail(page_of(), caret.word_next, 0)]
        assert found == ["在", "圖", "看", "N", "書", "下", "了"]

    def test_back_is_the_way_of_next(self):
        there = trail(page_of(), caret.word_next, 0)
        assert trail(page_of(), caret.word_back, there[-1]) == [*there[-2::-1], 0]

    def test_back_within_a_word_goes_to_its_beginning(self):
        assert caret.word_back(page_of(), 5) == 3

    def test_end_goes_to_the_last_character(self):
        found = [ARTICLE.source[at] for at in trail(page_of(), caret.word_end, 0)]
        assert found == ["們", "在", "館", "看", "A", "書", "雨", "了"]

    @pytest.mark.parametrize("motion", [caret.word_next, caret.word_end])
    def test_out_of_a_closed_fold_they_lead_on(self, motion: caret.Motion):
        assert motion(page_of(), ARTICLE.starts[1]) in Span(ARTICLE.starts[3], ARTICLE.ends[3])

    def test_out_of_a_closed_fold_back_leads_before_it(self):
        assert caret.word_back(page_of(), ARTICLE.starts[2]) == ARTICLE.source.index("書。")

    def test_the_word_at_a_place(self):
        page = page_of()
        words = [caret.word(page, at) for at in (0, 1, 4, 6, ARTICLE.starts[3] + 2)]
        assert [ARTICLE.source[w.start : w.end] for w in words if w] == [
            *("我們", "我們", "圖書館", "，", "👨\u200d👩")
        ]

    def test_in_a_closed_fold_there_is_no_word(self):
        assert caret.word(page_of(), ARTICLE.starts[1]) is None
        assert caret.word(page_of(opened=frozenset({1})), ARTICLE.starts[1]) is not None

    def test_a_run_without_marks_is_cut_instead_of_segmented_whole(self):
        page = page_of(article_of(["圖書館" * 200]))
        assert caret.word(page, 300) == Span(300, 303)
        assert caret.word_next(page, 596) == 597

    def test_words_of_a_long_paragraph_lie_in_all_its_pieces(self):
        page = page_of(article_of(["圖書館。" * 12_000]))
        assert len(page.lines.pieces(0)) > 1
        edge = page.lines.pieces(0)[1].start
        assert caret.word_next(page, edge - 2) == edge
        assert caret.word_back(page, edge) == edge - 4


class TestRows:
    def test_rows_of_text_only_and_in_the_column(self):
        page = page_of(width=8)  # four characters a row
        assert caret.column(page, 6) == 4
        assert caret.rows(page, 2, 1, 4) == 6
        assert caret.rows(page, ARTICLE.starts[3], -1, 0) in Span(*_last_row(page, 0))

    def test_a_short_row_ends_the_way_and_more_rows_than_there_are_lead_to_the_last(self):
        page = page_of(width=40)
        assert caret.rows(page, 8, 1, 16) == ARTICLE.ends[3] - 1
        assert caret.rows(page, 0, 99, 2) == ARTICLE.starts[5] + 1
        assert caret.rows(page, 0, -1, 2) == 1

    def test_in_a_closed_fold_there_is_no_column_and_rows_lead_out(self):
        page = page_of(width=40)
        assert caret.column(page, ARTICLE.starts[1]) == 0
        assert caret.rows(page, ARTICLE.starts[1], 1, 0) == ARTICLE.starts[3]

    def test_where_all_is_folded_it_stays(self):
        article = article_of(["頁尾", "頁尾"], folds=[(0, 1)])
        page = page_of(article)
        motions = [*FORWARD, *BACKWARD]
        assert caret.rows(page, 1, 1, 0) == 1
        assert [motion(page, 1) for motion in motions] == [1] * len(motions)


def _last_row(page: Page, item: int) -> tuple[int, int]:
    row = page.row(page.last_of(item))
    assert row.span is not None
    return row.span.start, row.span.end


class TestBetween:
    def test_both_ends_belong_to_it_in_either_order(self):
        page = page_of()
        assert caret.between(page, 3, 5) == caret.between(page, 5, 3) == Span(3, 6)
        emoji = ARTICLE.starts[3] + 2
        assert len(caret.between(page, emoji, emoji)) == 3

    def test_of_a_closed_fold_all_counts(self):
        page, inside = page_of(), ARTICLE.starts[2]
        assert caret.between(page, 3, inside) == Span(3, ARTICLE.ends[2])
        assert caret.between(page, inside, ARTICLE.starts[3]).start == ARTICLE.starts[1]

    @pytest.mark.parametrize("script", [Script.ORIGINAL, Script.HANS])
    def test_what_was_repaired_away_inside_belongs_to_it(self, script: Script):
        source = "清晨我們去機(jī)場(chǎng)接人，機(jī)場(chǎng)的人很多，說(shuō)是下雨。"
        article = article_from_text(source, "a.txt")
        page = Page(Items(article), Lines(lambda n: display(article, n, script), 40))
        at = caret.word_next(page, source.index("去"))
        span = caret.word(page, at)
        assert span is not None
        assert source[span.start : span.end] == "機(jī)場"
        part = caret.part(page, 0, span)
        assert page.lines.display(0).text[part.start : part.end] in ("機場", "机场")

    def test_a_whole_paragraph_is_its_whole_text(self):
        page = page_of()
        assert caret.part(page, 0, Span(0, 50)) == Span(0, ARTICLE.ends[0])
        assert caret.part(page, 3, Span(0, ARTICLE.starts[3] + 1)) == Span(0, 1)


TEXT = st.text(alphabet="圖書館我們看a1，。 \u0301👨\u200d\ufe0f", max_size=12)


@given(st.lists(TEXT, min_size=1, max_size=5), st.data())
def test_a_caret_always_comes_to_an_end_and_stays_in_view(texts: list[str], data: st.DataObject):
    folds = [(1, 2)] if len(texts) > 3 else []
    article = article_of(texts, folds)
    page = page_of(article, width=6)
    offset = data.draw(st.integers(0, max(len(article.source) - 1, 0)))
    for motion in (*FORWARD, *BACKWARD):
        going = trail(page, motion, offset)
        assert going == sorted(going, reverse=motion in BACKWARD)
        for there in going:
            assert page.row(page.place(there)).kind is Kind.TEXT
