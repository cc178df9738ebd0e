"""Rows of a page, and a window over them that never loses the cursor."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.articles import article_of, plain_display
from tui.core import page as pages
from tui.core import reading as r
from tui.core import view as v
from tui.core.items import Items
from tui.core.layout import LineRules, wrap
from tui.core.model import Article, Role, Span, Verdict
from tui.core.page import Kind, Lines, Page, Place, Row, rules_of
from tui.core.typography import USUAL, Typography
from tui.core.view import START, Window

LONG = "長" * 60
TEXTS = ["一二三四五", LONG, "a", "短句。" * 9, "六", "七", "八八八", LONG * 2, "九"]
ARTICLE = article_of(TEXTS, folds=[(2, 3), (5, 6)])


def page_of(
    article: Article = ARTICLE,
    width: int = 20,
    opened: frozenset[int] = frozenset(),
    wish: Typography = USUAL,
):
    lines = Lines(
        plain_display(article), width, rules=rules_of(article, wish, width), even=wish.justify
    )
    return Page(Items(article, opened), lines, wish.line_spacing, wish.paragraph_spacing)


def all_rows(page: Page) -> list[Row]:
    return page.between(Place(0), page.end())


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long paragraphs in pieces of 25 characters."""
    monkeypatch.setattr(pages, "PIECE", 25)
    monkeypatch.setattr(pages, "pieces", cut)


def cut(text: str) -> tuple[Span, ...]:
    return tuple(Span(at, min(at + 25, len(text))) for at in range(0, len(text), 25))


class TestPage:
    def test_the_rows_are_lines_gaps_and_folds(self):
        kinds = [row.kind for row in all_rows(page_of())]
        one = [Kind.TEXT, Kind.GAP]
        long = [Kind.TEXT] * 6 + [Kind.GAP]
        fold = [Kind.FOLD, Kind.GAP]
        longer = [Kind.TEXT] * 12 + [Kind.GAP]
        assert kinds == [*one, *long, *fold, *one, *fold, *longer, Kind.TEXT]

    def test_an_open_fold_has_a_line_above_it(self):
        page = page_of(opened=frozenset({2}))
        rows = page.between(Place(2), Place(2, 0, 9))
        assert [row.kind for row in rows] == [Kind.HEAD, Kind.TEXT, Kind.GAP]

    def test_the_lines_of_an_item_are_its_layout(self):
        rows = page_of().between(Place(7), Place(7, 0, 11))
        assert [row.span for row in rows] == [line.span for line in wrap(TEXTS[7], 20)]

    def test_down_and_up_count_rows(self):
        page = page_of()
        rows = [row.place for row in all_rows(page)]
        for at, place in enumerate(rows):
            for other, there in enumerate(rows):
                move = page.down if other >= at else page.up
                assert move(place, abs(other - at)) == there
            assert page.down(place, 99) == rows[-1]
            assert page.up(place, 99) == rows[0]

    def test_down_and_up_count_rows_across_pieces(self, small_pieces: None):
        self.test_down_and_up_count_rows()
        assert page_of().pieces(7) == 5

    @pytest.mark.parametrize("opened", [frozenset(), frozenset({2, 5})])
    def test_every_character_has_its_place(self, opened: frozenset[int], small_pieces: None):
        page = page_of(opened=opened)
        for offset in range(len(ARTICLE.source)):
            place = page.place(offset)
            row = page.row(place)
            assert row.kind in {Kind.TEXT, Kind.FOLD}
            assert page.offset(place) <= offset
            assert page.place(page.offset(place)) == place

    def test_sizes_are_kept_in_bounds(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(pages, "SIZES", 2)
        page = page_of()
        rows = all_rows(page)
        assert len(page._sizes) <= 2
        assert rows == all_rows(page_of())

    def test_no_rows_are_between_a_row_and_one_above_it(self):
        assert page_of().between(Place(1), Place(0)) == []

    def test_a_gap_leads_to_either_side(self):
        page = page_of()
        gap = Place(0, 0, 1)
        assert page.row(gap).kind is Kind.GAP
        assert page.on_text(gap) == Place(0)
        assert page.past_gap(gap) == Place(1)
        assert page.past_gap(Place(1)) == Place(1)
        assert page.past_gap(Place(8, 0, 9)) == Place(8, 0, 9)

    @pytest.mark.parametrize("spacing", [0, 1, 2])
    @pytest.mark.parametrize("gap", [0, 1, 3])
    def test_rows_are_left_free_between_lines_and_paragraphs(self, spacing: int, gap: int):
        article = article_of(["一" * 15, "二" * 25])
        wish = Typography(line_spacing=spacing, paragraph_spacing=gap)
        line, between = [Kind.TEXT], [Kind.GAP] * spacing
        rows = [*line, *between, *line, *between, *[Kind.GAP] * gap]
        rows += [*line, *between, *line, *between, *line]
        page = page_of(article, wish=wish)
        assert [row.kind for row in all_rows(page)] == rows
        spans = [row.span for row in all_rows(page) if row.span]
        assert [len(span) for span in spans] == [10, 5, 10, 10, 5]

    @pytest.mark.parametrize("spacing", [0, 1, 2])
    @pytest.mark.parametrize("opened", [frozenset(), frozenset({2, 5})])
    def test_with_rows_between_lines_every_character_has_its_place(
        self, spacing: int, opened: frozenset[int], small_pieces: None
    ):
        page = page_of(opened=opened, wish=Typography(line_spacing=spacing))
        for offset in range(len(ARTICLE.source)):
            place = page.place(offset)
            assert page.row(place).kind in {Kind.TEXT, Kind.FOLD}
            assert page.offset(place) <= offset
            assert page.place(page.offset(place)) == place
        for row in all_rows(page):
            assert page.row(page.on_text(row.place)).kind is not Kind.GAP
            assert page.row(page.past_gap(row.place)).kind is not Kind.GAP
            if row.kind is Kind.GAP:
                assert page.on_text(row.place) < row.place < page.past_gap(row.place)
            else:
                assert page.on_text(row.place) == row.place == page.past_gap(row.place)

    def test_lines_of_verse_stand_together(self):
        article = article_of(["一" * 40, "雨過山亭靜，", "風來竹徑涼。", "二" * 40])
        kinds = [row.kind for row in all_rows(page_of(article, 80))]
        text, gap = Kind.TEXT, Kind.GAP
        assert kinds == [text, gap, text, text, gap, text]

    def test_prose_is_indented_and_verse_keeps_its_own(self):
        article = article_of(["一" * 40, "雨過山亭靜，", "風來竹徑涼。", "二" * 40])
        page = page_of(article, 40, wish=Typography(indent=4))
        assert [page.lines.indent(index) for index in range(4)] == [4, 0, 0, 4]
        rows = all_rows(page)
        assert [len(row.span) for row in rows[:3] if row.span] == [18, 20, 2]
        assert page.at_cell(rows[0], 3) == 0
        assert [page.at_cell(rows[0], cell) for cell in (4, 5, 6, 99)] == [0, 0, 1, 17]
        assert [page.cells_before(rows[0], at) for at in (0, 1, 17)] == [4, 6, 38]
        assert page.at_cell(rows[1], 0) == 18

    def test_two_columns_and_other_roles_are_not_indented(self):
        article = article_of(["一" * 40], folds=[(0, 0)])
        wish = Typography(indent=4, hanging=True, line_rules="loose", autospace=True)
        assert rules_of(article, wish, 40)(0) == LineRules(False, True, 0, True)
        assert rules_of(ARTICLE, wish, 40)(0) == LineRules(False, True, 4, True)
        assert rules_of(ARTICLE, wish, 40, beside=True)(0) == LineRules(False)

    def test_blanks_stand_between_the_characters(self):
        article = article_of(["清a讀" + "書" * 20])
        page = page_of(article, 12, wish=Typography(autospace=True))
        row = all_rows(page)[0]
        assert page.blanks(row) == ((1, 1), (2, 1))
        even = page_of(article, 12, wish=Typography(autospace=True, justify=True))
        row = all_rows(even)[0]
        assert page.blanks(row) == ((1, 1), (2, 1))
        assert sum(cells for _, cells in even.blanks(row)) == 3
        for at in range(len(row.span or ())):
            assert even.at_cell(row, even.cells_before(row, at)) == at

    def test_lines_are_numbered_within_the_first_piece(self, small_pieces: None):
        page = page_of(opened=frozenset({5}), wish=Typography(line_spacing=1))
        numbers = [
            page.number(row.place) for row in all_rows(page) if row.place.item == 7 if row.span
        ]
        assert numbers[:3] == [1, 2, 3]
        assert set(numbers[3:]) == {None}
        assert page.number(Place(5, 0, 1)) == 1

    def test_an_empty_paragraph_is_a_row(self):
        assert len(all_rows(page_of(article_of(["", "一" * 30]), 60))) == 3


class TestLines:
    def test_they_are_kept(self):
        asked = []
        display = plain_display(ARTICLE)

        def counting(index: int):
            asked.append(index)
            return display(index)

        lines = Lines(counting, 20)
        assert lines.of(1) is lines.of(1)
        assert asked == [1, 1]

    def test_they_are_kept_in_bounds(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(pages, "KEPT", 70)
        lines = Lines(plain_display(ARTICLE), 20)
        first = lines.of(0)
        lines.of(1)
        assert lines.of(0) is first
        lines.of(3)
        assert lines.of(0) is first
        lines.of(7)
        assert lines.of(0) is not first

    def test_only_the_piece_asked_for_is_laid_out(self, monkeypatch: pytest.MonkeyPatch):
        article = article_of(["字。" * 200_000])
        done = []

        def counting(text: str, width: int, rules: LineRules, within: Span):
            done.append(within)
            return wrap(text, width, rules, within)

        monkeypatch.setattr(pages, "wrap", counting)
        page = page_of(article, 40)
        window = v.centred(page, Window(height=20), 300_000)
        window.rows(page)
        assert sum(map(len, done)) < 130_000


class TestFollowed:
    def test_it_scrolls_no_more_than_it_must(self):
        page = page_of()
        window = Window(Place(1), 5)
        assert v.followed(page, window, ARTICLE.starts[1]) == window
        assert v.followed(page, window, ARTICLE.starts[0]).top == Place(0)
        below = v.followed(page, window, ARTICLE.starts[7])
        assert below.bottom(page) == Place(7)


class TestShow:
    def test_what_is_in_view_does_not_move(self):
        page = page_of()
        window = Window(Place(0), 12)
        assert v.show(page, window, ARTICLE.starts[1]) == window

    def test_the_paragraph_comes_wholly_into_view(self):
        page = page_of()
        window = v.show(page, Window(Place(0), 6), ARTICLE.starts[1])
        assert window.top == Place(1)
        assert window.bottom(page) == Place(1, 0, 5)

    def test_upward_it_comes_to_the_top(self):
        page = page_of()
        window = v.show(page, Window(Place(1, 0, 3), 8), ARTICLE.starts[1])
        assert window.top == Place(1)

    def test_of_a_long_one_the_beginning_comes(self):
        page = page_of()
        assert v.show(page, Window(Place(0), 5), ARTICLE.starts[7]).top == Place(7)
        assert v.show(page, Window(Place(5), 5), ARTICLE.starts[7]).top == Place(7)

    def test_within_a_long_one_the_window_stays_if_it_shows_the_cursor(self):
        page = page_of()
        window = Window(Place(7, 0, 4), 5)
        assert v.show(page, window, ARTICLE.starts[7] + 60) == window

    def test_within_a_long_one_a_distant_cursor_comes_a_third_below_the_top(self):
        page = page_of()
        cursor = ARTICLE.starts[7] + 60
        assert v.show(page, Window(Place(0), 6), cursor).top == Place(7, 0, 4)

    def test_a_jump_shows_what_is_before_its_goal(self):
        page = page_of()
        window = v.centred(page, Window(Place(0), 6), ARTICLE.starts[4])
        assert window.top < Place(4)
        stays = v.centred(page, Window(Place(0), 9), ARTICLE.starts[1] + 3)
        assert stays.top == Place(0)


class TestEnd:
    def test_it_is_the_beginning_of_the_last_item(self):
        article = article_of(["一", LONG])
        page = page_of(article)
        assert v.last_cursor(page, Window(height=6)) == article.starts[1]

    def test_of_one_longer_than_the_screen_its_last_row(self):
        article = article_of(["一", LONG])
        page = page_of(article)
        assert page.place(v.last_cursor(page, Window(height=5))) == page.end()


class TestScrollbar:
    def test_what_is_wholly_on_the_screen_has_none(self):
        page = page_of(article_of(["一", "二"]))
        assert v.thumb(page, Window(height=9)) == range(0)

    @settings(deadline=None)
    @given(st.integers(14, 60), st.integers(1, 20), st.integers(0, 60))
    def test_it_touches_an_end_only_there(self, width: int, height: int, down: int):
        page = page_of(width=width)
        window = Window(page.down(Place(0), down), height).fitted(page)
        thumb = v.thumb(page, window)
        at_start, at_end = window.top == Place(0), window.bottom(page) == page.end()
        if at_start and at_end:
            assert not thumb
            return
        assert thumb
        assert 0 <= thumb.start < thumb.stop <= height
        if height > 3:
            assert (thumb.start == 0) == at_start
            assert (thumb.stop == height) == at_end

    def test_its_ends_lead_to_those_of_the_article(self):
        page = page_of()
        window, cursor = v.to_line(page, Window(height=6), 0, 5)
        assert window.bottom(page) == page.end()
        assert window.shows(page, page.place(cursor))
        assert v.to_line(page, window, cursor, -3)[0].top == Place(0)
        middle = v.to_line(page, window, cursor, 2)[0].top
        assert middle == page.place(len(ARTICLE.source) * 2 // 5)
        assert v.to_line(page, Window(height=1), 0, 0)[0].top == Place(0)


class TestSteps:
    def test_a_paragraph_that_goes_on_is_scrolled_first(self):
        page = page_of()
        window = Window(Place(7), 5)
        cursor = ARTICLE.starts[7]
        tops = []
        while (moved := v.scroll_first(page, window, cursor, down=True)) is not None:
            window, cursor = moved
            tops.append(window.top.row)
            assert window.shows(page, page.place(cursor))
        assert tops == [4, 7]
        while (moved := v.scroll_first(page, window, cursor, down=False)) is not None:
            window, cursor = moved
            tops.append(window.top.row)
        assert tops == [4, 7, 3, 0]

    def test_one_that_ends_on_the_screen_is_not(self):
        page = page_of()
        assert v.scroll_first(page, Window(Place(0), 5), 0, down=True) is None
        assert v.scroll_first(page, Window(Place(0), 5), 0, down=False) is None

    def test_lines_scroll_and_take_the_cursor_along(self):
        page = page_of()
        window, cursor = v.scroll(page, Window(Place(0), 5), 0, 1)
        assert (window.top, cursor) == (Place(0, 0, 1), ARTICLE.starts[1])
        window, cursor = v.scroll(page, window, cursor, -1)
        assert (window.top, cursor) == (Place(0), ARTICLE.starts[1])

    def test_where_the_article_ends_the_cursor_moves_instead(self):
        page = page_of()
        bottom = Window(Place(0), 5).fitted(page)
        window = Window(page.up(page.end(), 4), 5)
        cursor = page.offset(window.top)
        window, cursor = v.scroll(page, window, cursor, 9)
        assert page.place(cursor) == page.end()
        assert bottom.top == Place(0)
        window, cursor = v.scroll(page, Window(Place(0), 5), ARTICLE.starts[1], -9)
        assert (window.top, cursor) == (Place(0), 0)

    def test_half_a_screen(self):
        page = page_of()
        window, cursor = v.half(page, Window(Place(0), 8), 0, 1)
        assert (window.top, page.place(cursor)) == (Place(1, 0, 2), Place(1, 0, 2))
        window, cursor = v.half(page, window, cursor, -1)
        assert (window.top, cursor) == (Place(0), 0)

    def test_a_page_begins_with_the_last_row_of_the_one_before(self):
        page = page_of()
        window, cursor = v.turn(page, Window(Place(0), 8), 0, 1)
        assert window.top == Place(1, 0, 5)
        assert cursor == ARTICLE.starts[2]
        window, cursor = v.turn(page, window, cursor, -1)
        assert (window.top, cursor) == (Place(0), 0)

    def test_several_pages_at_once_are_as_many_single_ones(self):
        page = page_of()
        once = v.turn(page, Window(Place(0), 6), 0, 3)
        window, cursor = Window(Place(0), 6), 0
        for _ in range(3):
            window, cursor = v.turn(page, window, cursor, 1)
        assert once == (window, cursor)

    def test_on_the_last_and_first_page_the_cursor_goes_to_the_end(self):
        page = page_of()
        window = Window(page.up(page.end(), 7), 8)
        assert page.place(v.turn(page, window, ARTICLE.starts[7], 1)[1]) == page.end()
        assert v.turn(page, Window(Place(0), 12), ARTICLE.starts[1], -1)[1] == 0


def test_the_screen_line_is_kept_over_a_new_layout():
    wide, narrow = page_of(width=40), page_of(width=16)
    cursor = ARTICLE.starts[7] + 50
    window = v.centred(wide, Window(Place(0), 9), cursor)
    line = window.line_of(wide, wide.place(cursor))
    there = v.kept(narrow, 9, line, cursor)
    assert there.line_of(narrow, narrow.place(cursor)) == line
    assert v.kept(narrow, 4, 8, cursor).line_of(narrow, narrow.place(cursor)) == 3


def test_a_beginning_that_was_on_the_screen_stays_there_where_there_is_room():
    narrow = page_of(width=16)
    item, cursor = Place(7), ARTICLE.starts[7] + 50
    row = narrow.place(cursor).row
    assert v.kept(narrow, row + 1, 0, cursor, begun=True).top == item
    assert v.kept(narrow, row, 0, cursor, begun=True).top > item
    assert v.kept(narrow, row + 1, 0, cursor).top > item


TYPOGRAPHIES = st.builds(
    Typography,
    line_spacing=st.integers(0, 2),
    paragraph_spacing=st.integers(0, 3),
    indent=st.sampled_from([0, 2, 4]),
    hanging=st.booleans(),
    autospace=st.booleans(),
    justify=st.booleans(),
)


@settings(deadline=None)
@given(
    st.tuples(st.integers(14, 80), TYPOGRAPHIES),
    st.tuples(st.integers(14, 80), TYPOGRAPHIES),
    st.integers(1, 20),
    st.integers(0, len(ARTICLE.source) - 1),
    st.sampled_from([frozenset(), frozenset({2}), frozenset({2, 5})]),
)
def test_the_cursors_character_stays_on_its_line_where_that_is_possible(
    one: tuple[int, Typography],
    other: tuple[int, Typography],
    height: int,
    cursor: int,
    opened: frozenset[int],
):
    """Over any change of width, spacing and folds; the article's ends alone may move it."""
    before = page_of(width=one[0], wish=one[1])
    window = v.centred(before, Window(height=height), cursor)
    line = window.line_of(before, before.place(cursor))
    after = page_of(width=other[0], wish=other[1], opened=opened)
    moved = v.kept(after, height, line, cursor)
    there = moved.line_of(after, after.place(cursor))
    if there < line:
        assert moved.top == Place(0)
    elif there > line:
        assert moved.bottom(after) == after.end()
    assert moved.shows(after, after.place(cursor))


KEYS = ["j", "k", "5j", "J", "K", "space", "b", "2b", "ctrl+d", "ctrl+u", "G", "g", "4G", "z", "Z"]
SIZES = st.tuples(st.integers(14, 120), st.integers(4, 60))


class Reader:
    """Drives reading and view as the screen does."""

    def __init__(self, article: Article) -> None:
        self.reading = r.begin(article)
        self.width, self.window = 20, Window(height=5)
        self.page = page_of(article, self.width)

    def lay_out(self, width: int, height: int) -> None:
        line = self.window.line_of(self.page, self.page.place(self.reading.cursor))
        self.page = Page(self.reading.items, Lines(plain_display(self.reading.article), width))
        self.width, self.window = width, v.kept(self.page, height, line, self.reading.cursor)

    def put(self, moved: v.Moved) -> None:
        self.window = moved[0]
        self.reading = r.at_offset(self.reading, moved[1])

    def step(self, count: int) -> None:
        cursor = self.reading.cursor
        first = v.scroll_first(self.page, self.window, cursor, down=count > 0)
        if first is not None and abs(count) == 1:
            self.put(first)
        else:
            self.reading = r.step(self.reading, count)
            self.window = v.show(self.page, self.window, self.reading.cursor)

    def press(self, key: str) -> None:
        moves = {"J": v.scroll, "K": v.scroll, "space": v.turn, "b": v.turn, "2b": v.turn}
        counts = {"j": 1, "k": -1, "5j": 5, "J": 1, "K": -1, "space": 1, "b": -1, "2b": -2}
        if key in {"j", "k", "5j"}:
            self.step(counts[key])
        elif key in moves:
            self.put(moves[key](self.page, self.window, self.reading.cursor, counts[key]))
        elif key in {"ctrl+d", "ctrl+u"}:
            halves = 1 if key == "ctrl+d" else -1
            self.put(v.half(self.page, self.window, self.reading.cursor, halves))
        else:
            changes = {
                "G": lambda x: r.leap(x, v.last_cursor(self.page, self.window)),
                "g": lambda x: r.leap(x, 0),
                "4G": lambda x: r.to_number(x, 4),
                "z": r.toggle_fold,
                "Z": r.toggle_all,
            }
            line = self.window.line_of(self.page, self.page.place(self.reading.cursor))
            before, self.reading = self.reading, changes[key](self.reading)
            self.page = Page(self.reading.items, self.page.lines)
            if before.cursor == self.reading.cursor:
                self.window = v.kept(self.page, self.window.height, line, self.reading.cursor)
            else:
                self.window = v.centred(
                    self.page,
                    v.kept(self.page, self.window.height, line, before.cursor),
                    self.reading.cursor,
                )


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(KEYS), SIZES), max_size=40))
@example(["Z", "5j", "K"])  # the line above an open fold comes last on the screen
def test_the_cursor_is_always_visible(steps: list[str | tuple[int, int]]):
    """After any keys and resizes the cursor's row is on the screen, and the screen is full."""
    reader = Reader(ARTICLE)
    for step in steps:
        if isinstance(step, str):
            reader.press(step)
        else:
            reader.lay_out(*step)
        place = reader.page.place(reader.reading.cursor)
        rows = reader.window.rows(reader.page)
        assert place in [row.place for row in rows]
        whole = len(all_rows(reader.page))
        assert len(rows) == min(reader.window.height, whole)


@settings(deadline=None)
@given(st.integers(14, 80), st.integers(4, 20))
def test_j_alone_shows_every_row(width: int, height: int):
    """Reading on with the one key, no text stays unseen."""
    reader = Reader(ARTICLE)
    reader.press("Z")
    reader.lay_out(width, height)
    seen = set()
    for _ in range(400):
        seen |= {row.place for row in reader.window.rows(reader.page)}
        before = reader.window, reader.reading.cursor
        reader.press("j")
        if before == (reader.window, reader.reading.cursor):
            break
    assert seen >= {row.place for row in all_rows(reader.page) if row.kind is not Kind.GAP}


@settings(deadline=None)
@given(st.integers(14, 80), st.integers(4, 20))
def test_space_alone_shows_every_row(width: int, height: int):
    reader = Reader(ARTICLE)
    reader.lay_out(width, height)
    seen = set()
    for _ in range(100):
        seen |= {row.place for row in reader.window.rows(reader.page)}
        reader.press("space")
    assert seen == {row.place for row in all_rows(reader.page)}
    assert reader.page.place(reader.reading.cursor) == reader.page.end()


class TestNotesUnder:
    """Rows of notes under an item belong to it, and a cursor never stands on one."""

    def page(self, under: dict[int, int]) -> Page:
        page = page_of()
        return Page(page.items, page.lines, under=lambda item, rows: under.get(item, 0))

    def test_they_stand_between_the_last_line_and_the_gap(self):
        page = self.page({1: 2})
        kinds = [row.kind for row in page.between(Place(1), Place(2))]
        body = page.body(1)
        assert kinds == [
            *[Kind.TEXT] * body,
            *[Kind.NOTE] * 2,
            Kind.GAP,
            page.row(Place(2)).kind,
        ]

    def test_a_closed_fold_has_none(self):
        page = page_of(article_of(["甲", "乙", "丙"], folds=[(1, 1)]))
        noted = Page(page.items, page.lines, under=lambda item, rows: 2)
        assert [row.kind for row in noted.between(Place(1), Place(2))][:2] == [Kind.FOLD, Kind.GAP]

    def test_a_row_of_notes_has_the_offset_of_the_line_above(self):
        page = self.page({1: 2})
        body = page.body(1)
        assert page.offset(Place(1, 0, body + 1)) == page.offset(Place(1, 0, body - 1))

    def test_under_the_last_item_they_end_the_page(self):
        last = page_of().items.last()
        page = self.page({last: 3})
        assert page.row(page.end()).kind is Kind.NOTE
        assert v.last_cursor(page, Window(height=2)) == v.last_cursor(page_of(), Window(height=2))

    def test_a_step_brings_them_into_view_first(self):
        page = self.page({1: 2})
        window = Window(Place(1), page.body(1))
        moved = v.scroll_first(page, window, ARTICLE.starts[1], down=True)
        assert moved is not None
        assert page.row(moved[0].bottom(page)).kind is Kind.NOTE

    @given(st.integers(3, 12), st.lists(st.sampled_from("jkdufb"), max_size=12))
    def test_whatever_is_pressed_the_cursor_stays_in_view(self, height: int, keys: list[str]):
        page = self.page(dict.fromkeys(range(len(ARTICLE)), height // 2))
        window, cursor = Window(height=height), 0
        for key in keys:
            if key in "jk":
                moved = v.scroll(page, window, cursor, 1 if key == "j" else -1)
            elif key in "du":
                moved = v.half(page, window, cursor, 1 if key == "d" else -1)
            else:
                moved = v.turn(page, window, cursor, 1 if key == "f" else -1)
            window, cursor = moved
            assert window.shows(page, page.place(cursor))


class TestRevised:
    """A page of the same text of which more is known."""

    def window(self, top: Place = START, height: int = 12) -> Window:
        return Window(top, height)

    def test_more_below_the_screen_changes_nothing_on_it(self):
        more = article_of([*TEXTS, "十"], folds=[(2, 3), (5, 6), (9, 9)])
        assert v.unchanged(page_of(), self.window(), page_of(more))
        assert v.unchanged(page_of(), self.window(Place(7), 5), page_of(more))

    @pytest.mark.parametrize(
        ("texts", "folds"),
        [
            (TEXTS[:1], []),
            (TEXTS, [(2, 2), (5, 6)]),
            (TEXTS, [(1, 1), (2, 3), (5, 6)]),
            (["一二三四六", *TEXTS[1:]], [(2, 3), (5, 6)]),
            ([TEXTS[0], "長" * 5, *TEXTS[2:]], [(2, 3), (5, 6)]),
        ],
    )
    def test_other_text_or_folds_on_it_are_seen(self, texts: list[str], folds):
        assert not v.unchanged(page_of(), self.window(), page_of(article_of(texts, folds)))

    def test_a_piece_that_is_there_no_more_is_seen(self, small_pieces: None):
        window = self.window(Place(1, 2), 3)
        shorter = article_of([TEXTS[0], "長" * 30, *TEXTS[2:]], folds=[(2, 3), (5, 6)])
        assert not v.unchanged(page_of(), window, page_of(shorter))

    def test_another_role_is_seen(self):
        roles = {**ARTICLE.verdicts, 0: Verdict(Role.TITLE, "title")}
        assert not v.unchanged(page_of(), self.window(), page_of(replace(ARTICLE, verdicts=roles)))

    def test_windows_are_apart_when_they_share_no_row_but_one(self):
        page = page_of()
        first, second = self.window(height=4), Window(page.down(START, 3), 4)
        assert v.apart(page, first, second)
        assert v.apart(page, second, first)
        assert not v.apart(page, first, Window(page.down(START, 2), 4))


class TestAlike:
    def test_pages_of_the_same_are_alike(self):
        page = page_of()
        assert page.alike(Page(page.items, page.lines, page.spacing, page.gap, page.under))
        assert not page.alike(Page(page.items, page.lines, page.spacing + 1, page.gap, page.under))
        assert not page.alike(page_of())


class TestExpected:
    def test_the_pages_around_the_end_and_the_beginning(self):
        page = page_of()
        window = Window(Place(1), 5)
        cursor = page.offset(window.top)
        last = v.last_cursor(page, window)
        assert [moved for moved in v.expected(page, window, cursor) if moved] == [
            v.turn(page, window, cursor, 1),
            v.turn(page, window, cursor, -1),
            (v.centred(page, window, last), last),
            (v.centred(page, window, 0), 0),
        ]

    def test_each_step_lays_out_one_item(self):
        page = page_of()
        steps = v.approach(page, 0, 100, down=True)
        count = 0
        for _ in steps:
            count += 1
            assert len(page.lines._kept) <= count
        assert count == 7

    def test_it_ends_where_there_are_rows_enough(self):
        page = page_of()
        assert len(list(v.approach(page, 8, 2, down=False))) == 2

    def test_a_long_paragraph_is_left_for_when_it_is_wanted(self):
        article = article_of(["短。", "長" * (v.EASY + 1), "短。"])
        page = page_of(article)
        moved = [one for one in v.expected(page, Window(START, 1), 0) if one]
        assert (1, 0) not in page.lines._kept
        assert len(moved) < 4

    def test_among_long_paragraphs_alone_nothing_is_expected(self):
        page = page_of(article_of(["長" * (v.EASY + 1)] * 3))
        window = Window(Place(1), 1)
        assert [one for one in v.expected(page, window, page.offset(window.top)) if one] == []
        assert page.lines._kept.keys() == {(1, 0)}
