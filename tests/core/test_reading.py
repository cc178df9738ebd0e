"""Where the cursor goes, what is folded, and what undo brings back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.articles import article_of
from tui.core import reading as r
from tui.core.items import Items, paragraph_at
from tui.core.model import Article, Script, Span, Written
from tui.core.pipeline import article_from_text
from tui.core.typography import MAX_WIDTH, MIN_WIDTH, WIDTH, Typography

TEN = article_of([f"第{n}段" for n in range(10)], folds=[(3, 5), (8, 9)])
EMPTY = article_of([])


def at(index: int, article: Article = TEN, **values: object) -> r.Reading:
    """A reading with the cursor on paragraph ``index``."""
    return r.at_offset(r.Reading(article, **values), article.starts[index])  # type: ignore[arg-type] # any


class TestItems:
    def test_a_closed_fold_is_one_item(self):
        items = Items(TEN)
        walked = [0]
        while (following := items.after(walked[-1])) is not None:
            walked.append(following)
        assert walked == [0, 1, 2, 3, 6, 7, 8]
        assert [items.at(n) for n in range(10)] == [0, 1, 2, 3, 3, 3, 6, 7, 8, 8]

    def test_backward_is_the_reverse_of_forward(self):
        items = Items(TEN)
        walked = [items.last()]
        while (before := items.before(walked[-1])) is not None:
            walked.append(before)
        assert walked == [8, 7, 6, 3, 2, 1, 0]

    def test_an_open_fold_is_its_paragraphs(self):
        items = Items(TEN, frozenset({3}))
        assert items.after(3) == 4
        assert items.closed_at(4) is None
        assert items.opens_at(3) is TEN.folds[0]
        assert items.opens_at(4) is None
        assert items.opens_at(8) is None
        assert items.last_paragraph(4) == 4
        assert items.last_paragraph(8) == 9

    def test_between_paragraphs_the_earlier_one_counts(self):
        assert paragraph_at(TEN, TEN.ends[2]) == 2
        assert paragraph_at(TEN, TEN.starts[3]) == 3
        assert paragraph_at(article_of(["a"]), 0) == 0


class TestSteps:
    @pytest.mark.parametrize(
        ("start", "count", "end"),
        [(0, 1, 1), (2, 1, 3), (3, 1, 6), (4, 1, 6), (6, -1, 3), (0, -1, 0), (0, 99, 8), (8, 1, 8)],
    )
    def test_a_closed_fold_is_stepped_over_as_one(self, start: int, count: int, end: int):
        assert r.step(at(start), count).item == end

    def test_an_open_fold_is_stepped_through(self):
        assert r.step(at(2, opened=frozenset({3})), 2).paragraph == 4

    def test_at_the_end_a_step_changes_nothing(self):
        reading = at(8)
        assert r.step(reading, 1) is reading


class TestJumps:
    def test_a_number_counts_folded_paragraphs_and_opens_their_fold(self):
        reading = r.to_number(at(0), 5)
        assert reading.paragraph == 4
        assert reading.opened == {3}

    def test_a_number_outside_the_fold_opens_nothing(self):
        reading = r.to_number(at(0), 7)
        assert (reading.paragraph, reading.opened) == (6, frozenset())

    @pytest.mark.parametrize(("number", "index"), [(0, 0), (99, 9), (10, 9)])
    def test_a_number_outside_the_article_is_its_end(self, number: int, index: int):
        assert r.to_number(at(1), number).paragraph == index

    def test_the_number_of_a_hidden_paragraph_under_the_cursor_opens_it(self):
        assert r.to_number(at(3), 4).opened == {3}

    def test_the_number_of_the_paragraph_here_changes_nothing(self):
        reading = at(2)
        assert r.to_number(reading, 3) is reading
        inside = r.at_offset(reading, reading.cursor + 1)
        assert r.to_number(inside, 3).cursor == reading.cursor

    def test_the_end_does_not_open_the_fold_there(self):
        reading = r.leap(at(0), TEN.starts[9])
        assert (reading.item, reading.opened) == (8, frozenset())
        assert r.leap(reading, 0).item == 0
        assert r.leap(reading, TEN.starts[9]) is reading

    def test_back_goes_where_each_jump_began(self):
        reading = r.to_number(r.to_number(at(1), 7), 3)
        assert reading.paragraph == 2
        reading = r.back(reading)
        assert reading.paragraph == 6
        reading = r.back(reading)
        assert reading.paragraph == 1
        assert r.back(reading) is reading

    def test_back_from_the_end(self):
        assert r.back(r.leap(at(2), TEN.starts[9])).paragraph == 2

    def test_back_into_a_fold_closed_meanwhile_opens_it(self):
        reading = r.toggle_all(r.toggle_all(r.to_number(r.to_number(at(0), 5), 1)))
        assert not reading.opened
        reading = r.back(reading)
        assert (reading.paragraph, reading.opened) == (4, {3})

    def test_a_jump_to_where_the_cursor_is_is_not_remembered(self):
        assert r.jump(at(2), TEN.starts[2]).jumps == ()


class TestNotes:
    notes = (TEN.starts[1], TEN.starts[4] + 1, TEN.starts[7])

    def test_the_next_note_opens_the_fold_that_hides_it(self):
        reading, round_ = r.to_note(at(2, notes=self.notes), 1)
        assert (reading.paragraph, reading.opened, round_) == (4, {3}, False)

    def test_after_the_last_note_comes_the_first(self):
        reading, round_ = r.to_note(at(7, notes=self.notes), 1)
        assert (reading.paragraph, round_) == (1, True)

    def test_before_the_first_note_comes_the_last(self):
        reading, round_ = r.to_note(at(0, notes=self.notes), -1)
        assert (reading.paragraph, round_) == (7, True)

    def test_a_count_skips_notes(self):
        assert r.to_note(at(0, notes=self.notes), 3)[0].paragraph == 7

    def test_without_notes_nothing_happens(self):
        reading = at(0)
        assert r.to_note(reading, 1) == (reading, False)

    def test_those_that_begin_in_a_span(self):
        marks = [r.Mark(Span(at, at + 1)) for at in self.notes]
        reading = r.with_notes(at(0), marks)
        assert reading.notes == self.notes
        assert r.notes_within(reading, Span(TEN.starts[3], TEN.ends[5])) == (marks[1],)
        assert r.notes_within(reading, TEN.span(0)) == ()

    def test_those_drawn_over_a_span_may_begin_before_it(self):
        over, plain, later = (
            r.Mark(Span(2, 9), "yellow", drawn=True),
            r.Mark(Span(2, 9)),
            r.Mark(Span(12, 14), drawn=True),
        )
        reading = r.with_notes(at(0), [later, plain, over])
        assert r.marks_over(reading, Span(4, 12)) == (over,)
        assert r.marks_over(reading, Span(9, 13)) == (later,)

    def test_a_change_to_the_notes_is_a_step_for_undo(self):
        marks = [r.Mark(Span(5, 6)), r.Mark(Span(2, 3))]
        reading = r.with_notes(at(0), marks, steps=1)
        assert (reading.notes, reading.done) == ((2, 5), (None,))
        assert r.undo(reading).done == ()
        assert r.with_notes(reading, []).done == (None,)

    def test_steps_taken_back_elsewhere_are_struck_off_the_latest_first(self):
        reading = r.widen(r.with_notes(at(0), [], steps=2), 4)
        assert r.with_notes(reading, [], steps=-1).done == (None, reading.done[-1])
        assert r.with_notes(reading, [], steps=-9).done == (reading.done[-1],)


class TestSearch:
    hits = (Span(TEN.starts[1], TEN.starts[1] + 1), Span(TEN.starts[4], TEN.starts[4] + 2))

    def test_the_first_hit_may_be_the_one_at_the_cursor(self):
        reading = r.found(at(1), "第", self.hits)
        assert r.to_first_hit(reading) == (reading, False)
        assert r.hit_number(reading) == 1

    def test_the_first_hit_after_the_cursor(self):
        reading, round_ = r.to_first_hit(r.found(at(2), "第", self.hits))
        assert (reading.paragraph, reading.opened, round_) == (4, {3}, False)

    def test_the_first_hit_past_the_end_is_at_the_beginning(self):
        reading, round_ = r.to_first_hit(r.found(at(6), "第", self.hits))
        assert (reading.paragraph, round_) == (1, True)

    def test_next_and_previous_go_round(self):
        reading, round_ = r.to_hit(r.found(at(4), "第", self.hits), 1)
        assert (reading.paragraph, round_) == (1, True)
        reading, round_ = r.to_hit(reading, -1)
        assert (reading.paragraph, round_) == (4, True)
        assert r.hit_number(reading) == 2
        reading, round_ = r.to_hit(reading, -1)
        assert (reading.paragraph, round_) == (1, False)

    def test_without_hits_nothing_happens(self):
        reading = r.found(at(4), "無", ())
        assert r.to_hit(reading, 1) == (reading, False)
        assert r.to_first_hit(reading) == (reading, False)
        assert r.hit_number(reading) == 0

    def test_the_hits_of_a_paragraph(self):
        reading = r.found(at(0), "第", self.hits)
        assert r.hits_within(reading, TEN.span(4)) == self.hits[1:]
        assert r.hits_within(reading, TEN.span(0)) == ()


class TestFolds:
    def test_toggle_opens_and_closes_the_fold_here(self):
        opened = r.toggle_fold(at(3))
        assert opened.opened == {3}
        inside = r.step(opened, 1)
        assert inside.paragraph == 4
        closed = r.toggle_fold(inside)
        assert (closed.item, closed.paragraph) == (3, 4)

    def test_outside_of_folds_toggle_does_nothing(self):
        reading = at(2)
        assert r.toggle_fold(reading) is reading

    def test_toggle_all_opens_all_then_closes_all(self):
        reading = r.toggle_all(r.toggle_fold(at(3)))
        assert reading.opened == {3, 8}
        assert r.toggle_all(reading).opened == frozenset()

    def test_an_article_without_folds_has_none_to_toggle(self):
        reading = at(0, article_of(["a"]))
        assert r.toggle_all(reading) is reading


class TestLook:
    def test_toggling_the_script_twice_is_the_original_again(self):
        reading = at(2, other=Script.TW)
        shown = r.toggle_script(reading)
        assert shown.script is Script.TW
        assert r.toggle_script(shown).script is Script.ORIGINAL
        assert shown.cursor == reading.cursor

    def test_a_chosen_script_is_kept_as_the_other(self):
        chosen = r.show_script(at(2), Script.HK)
        assert (chosen.script, chosen.other) == (Script.HK, Script.HK)
        assert r.show_script(chosen, Script.ORIGINAL).other is Script.HK

    def test_the_width_stays_within_its_limits(self):
        assert r.widen(at(0), 4).typography.width == WIDTH + 4
        assert r.widen(at(0), -999).typography.width == MIN_WIDTH
        assert r.widen(at(0), 999).typography.width == MAX_WIDTH

    def test_undo_takes_back_one_change_after_the_other(self):
        reading = r.widen(r.toggle_fold(r.toggle_script(at(3))), 4)
        reading = r.undo(reading)
        assert (reading.typography.width, reading.opened) == (WIDTH, {3})
        reading = r.undo(reading)
        assert (reading.opened, reading.script) == (frozenset(), Script.HANS)
        reading = r.undo(reading)
        assert reading.script is Script.ORIGINAL
        assert r.undo(reading) is reading

    def test_the_page_is_set_in_one_step_however_many_changes(self):
        reading = r.set_page(at(0), Typography(indent=4))
        reading = r.set_page(reading, Typography(indent=4, focus=True), step=False)
        assert reading.typography == Typography(indent=4, focus=True)
        assert r.undo(reading).typography == Typography()
        assert r.set_page(reading, reading.typography) is reading

    def test_a_drag_selects_from_the_mark_to_the_cursor(self):
        dragged = r.drag(at(0), TEN.starts[2], TEN.starts[1] + 1)
        assert (dragged.mode, dragged.mark) == (r.Mode.TEXT, TEN.starts[2])
        assert dragged.cursor == TEN.starts[1] + 1
        assert r.leave(dragged).mark is None

    def test_redo_makes_them_again_in_their_order_until_something_new_comes(self):
        changed = r.with_notes(r.widen(r.toggle_script(at(3)), 4), [], steps=1)
        reading = r.undo(r.undo(r.undo(changed)))
        assert (reading.script, reading.typography.width) == (Script.ORIGINAL, WIDTH)
        again = r.redo(reading)
        assert (again.script, again.typography.width) == (Script.HANS, WIDTH)
        assert r.redo(r.redo(again)) == changed
        assert r.redo(changed) is changed
        assert r.widen(again, 2).undone == ()
        assert r.ruled(again, TEN).undone == ()

    def test_what_changes_nothing_is_not_a_step_for_undo(self):
        reading = r.widen(at(0), 999)
        assert r.widen(reading, 4) is reading


class TestSelection:
    def test_it_runs_from_the_mark_to_the_cursor_either_way(self):
        marked = r.select(at(2), r.Mode.PARAGRAPHS)
        assert r.step(marked, -1).selected == (1, 2)
        assert r.step(marked, 1).selected == (2, 5)
        assert r.leave(marked).selected is None

    def test_it_takes_in_all_of_a_closed_fold_at_its_beginning(self):
        assert r.step(r.select(at(4), r.Mode.PARAGRAPHS), 1).selected == (3, 6)

    def test_the_same_mode_again_ends_it(self):
        assert r.select(r.select(at(2), r.Mode.TEXT), r.Mode.TEXT) == at(2)

    def test_another_mode_keeps_where_it_began(self):
        began = r.step(r.select(at(2), r.Mode.TEXT), 1)
        changed = r.select(began, r.Mode.PARAGRAPHS)
        assert (changed.mode, changed.mark) == (r.Mode.PARAGRAPHS, began.mark)

    def test_out_of_word_mode_both_ends_of_the_word_are_kept(self):
        word = Span(TEN.starts[2], TEN.starts[2] + 2)
        began = r.select(r.words_mode(at(2)), r.Mode.TEXT, word)
        assert (began.mark, began.cursor) == (word.start, word.end - 1)

    def test_paragraphs_out_of_word_mode_begin_at_the_cursor(self):
        began = r.select(r.words_mode(at(2)), r.Mode.PARAGRAPHS, Span(0, 2))
        assert began.selected == (2, 2)

    def test_word_mode_selects_no_paragraphs_and_is_left_again(self):
        words = r.words_mode(at(2))
        assert (words.mode, words.selected) == (r.Mode.WORD, None)
        assert r.words_mode(words) == at(2)
        assert r.words_mode(r.select(at(2), r.Mode.TEXT)) == words


class TestBegin:
    def test_the_place_and_the_open_folds_of_last_time(self):
        reading = r.begin(TEN, cursor=TEN.starts[4] + 1, opened=[TEN.starts[3], 1])
        assert (reading.paragraph, reading.opened) == (4, {3})
        set_wide = Typography(width=90)
        assert r.begin(TEN, typography=set_wide).typography is set_wide
        assert r.opened_offsets(reading) == (TEN.starts[3],)

    def test_an_offset_outside_the_article_is_clamped(self):
        assert r.begin(TEN, cursor=10**9).paragraph == 9
        assert r.begin(TEN, cursor=-5).paragraph == 0

    def test_percent(self):
        assert at(0).percent == 0
        assert 0 < at(6).percent < 100
        assert at(8).percent == 100
        assert r.begin(EMPTY).percent == 100


def test_an_article_without_paragraphs_can_be_walked():
    reading = r.begin(EMPTY)
    assert r.step(reading, 1) is reading
    assert r.jump(reading, 5) is reading
    assert r.to_number(reading, 5) is reading
    assert r.leap(reading, 3) is reading
    assert r.toggle_fold(reading) is reading
    assert r.at_item(reading, 0) is reading


MOVES = {
    "j": lambda x: r.step(x, 1),
    "k": lambda x: r.step(x, -1),
    "z": r.toggle_fold,
    "Z": r.toggle_all,
    "t": r.toggle_script,
    "G": lambda x: r.leap(x, TEN.starts[8]),
    "5G": lambda x: r.to_number(x, 5),
    "o": r.back,
    "+": lambda x: r.widen(x, 2),
    "u": r.undo,
}


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=40))
def test_the_cursor_is_always_in_the_article_and_undo_leads_home(moves: list[str]):
    """After any moves, undoing all brings back the look, except for folds that jumps opened."""
    reading = at(0)
    for move in moves:
        reading = MOVES[move](reading)
        assert 0 <= reading.cursor < len(TEN.source)
        assert reading.items.at(reading.item) == reading.item
    while reading.done:
        reading = r.undo(reading)
    assert (reading.script, reading.typography) == (Script.ORIGINAL, Typography())


class TestRules:
    """Another article of the same source, as the user's rules make it."""

    def test_a_fold_whose_paragraphs_were_seen_stays_open(self):
        before = r.toggle_fold(at(8))
        after = article_of([f"第{n}段" for n in range(10)], folds=[(3, 5), (9, 9)])
        now = r.ruled(before, after)
        assert (now.article, now.cursor, now.opened) == (after, before.cursor, {9})
        again = r.unruled(now, TEN)
        assert replace(again, undone=()) == before
        assert replace(r.reruled(again, after), done=now.done) == now

    def test_one_that_hides_more_than_before_closes(self):
        before = r.toggle_fold(at(8))
        after = article_of([f"第{n}段" for n in range(10)], folds=[(3, 5), (7, 9)])
        assert r.ruled(before, after).opened == frozenset()

    def test_a_closed_fold_stays_closed(self):
        after = article_of([f"第{n}段" for n in range(10)], folds=[(4, 5)])
        assert r.ruled(at(0), after).opened == frozenset()

    def test_going_back_opens_no_fold_that_is_not_there(self):
        before = r.toggle_all(at(0))
        after = article_of([f"第{n}段" for n in range(10)], folds=[(3, 5)])
        assert r.unruled(r.ruled(before, TEN), after).opened == {3}

    def test_undo_only_strikes_it_off(self):
        now = r.ruled(at(0), TEN)
        assert replace(r.undo(now), undone=()) == at(0)
        assert r.redo(r.undo(now)) == now


def test_a_toggle_leads_to_the_other_script() -> None:
    assert r.other_script(article_from_text("车站开了，飞机场还没有开。", "x")) is Script.HANT
    assert r.other_script(article_from_text("車站開了，飛機場還沒有開。", "x")) is Script.HANS
    assert r.other_script(article_from_text("abc", "x")) is Script.HANS


class TestRevised:
    """More is known of the article by now."""

    def test_the_cursor_stays_and_so_do_open_folds_that_begin_where_they_did(self):
        before = r.begin(TEN, cursor=TEN.starts[1])
        opened = r.toggle_all(before)
        starts = {TEN.starts[fold.first] for fold in TEN.folds[1:]}
        more = replace(TEN, folds=TEN.folds[1:])
        revised = r.revised(opened, more)
        assert (revised.article, revised.cursor) == (more, opened.cursor)
        assert set(r.opened_offsets(revised)) == starts
        assert r.revised(before, more).opened == frozenset()

    def test_the_toggle_follows_what_is_known_unless_it_was_used_or_chosen(self):
        more = replace(TEN, facts=replace(TEN.facts, written=Written.HANS))
        before = r.begin(TEN, other=r.other_script(TEN))
        assert (before.other, r.revised(before, more).other) == (Script.HANS, Script.HANT)
        assert r.revised(r.toggle_script(before), more).other is Script.HANS
        chosen = r.show_script(r.show_script(before, Script.TW), Script.ORIGINAL)
        assert r.revised(chosen, more).other is Script.TW

    def test_the_percent_of_a_part_is_of_the_whole(self):
        part = replace(TEN, part=0.5)
        end = r.at_offset(r.begin(part), len(TEN.source))
        assert end.percent in (48, 49)
        assert r.at_offset(r.begin(TEN), len(TEN.source)).percent == 100
