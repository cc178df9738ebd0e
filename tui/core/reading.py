"""Where the reader is in an article and how it is shown; every change is a pure function.

    Reading, what the user asks for -> Reading

The cursor, notes, hits, selection and jumps are source offsets, so no change of script,
folds or width moves them. A function that finds nothing to do returns the very reading
it was given. What is drawn where is decided in ``view``; files, notes' texts and the
clipboard are none of this module's business.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tui.core.items import Items, paragraph_at
from tui.core.model import PLAIN, Article, Fold, Manner, Script, Span, Written
from tui.core.typography import MAX_WIDTH, MIN_WIDTH, USUAL, Typography

MAX_STEPS = 200  # how much is remembered for undo and for jumps back


class Mode(Enum):
    """What the cursor stands on, and what is selected."""

    PAGE = "an item; nothing is selected"
    WORD = "a word, which is selected"
    TEXT = "a character; selected is all from the mark to it"
    PARAGRAPHS = "an item; selected are the paragraphs from the mark to it"

    @property
    def caret(self) -> bool:
        """Whether characters and words can be gone to."""
        return self in (Mode.WORD, Mode.TEXT)


class Mark(Struct, frozen=True):
    """Where a note stands.

    Attributes:
        span: its place in the source.
        colour: of its highlight; empty for none.
        text: it has a text.
        drawn: its very characters are marked, not only the paragraph's margin.
    """

    span: Span
    colour: str = ""
    text: bool = True
    drawn: bool = False


class Look(Struct, frozen=True):
    """What ``undo`` brings back of how an article is shown."""

    script: Script
    opened: frozenset[int]
    typography: Typography
    manner: Manner = PLAIN


class Ruled(Struct, frozen=True):
    """How an article was shown before a change to the user's rules.

    The rule store takes the change back; ``unruled`` then shows what comes of it.
    """

    opened: frozenset[int]


class Reading(Struct, frozen=True):
    """An article being read.

    Attributes:
        article: what is read.
        cursor: source offset of the character read.
        script: the script shown.
        other: the script that the toggle switches to from the original.
        opened: the open folds, by the index of their first paragraph.
        typography: how the page is set.
        notes: source offsets of the article's notes, ascending; not of those on it as a whole.
        marks: the same notes, as they are marked.
        remarks: whether their texts are shown.
        query: what was searched for last, or nothing.
        hits: where it stands, ascending source spans.
        mode: what the cursor stands on.
        beside: the other script is shown beside this one, where there is room.
        radar: the characters whose conversion was a choice are marked.
        mark: source offset where the selection began, or None.
        jumps: where jumps began, the latest last.
        done: what ``undo`` takes back, the latest last; ``Ruled`` stands for a change to
            the rules, None for one to the notes: their stores take them back themselves.
        undone: what ``redo`` makes again, likewise; the next change clears it.
    """

    article: Article
    cursor: int = 0
    script: Script = Script.ORIGINAL
    other: Script = Script.HANS
    opened: frozenset[int] = frozenset()
    typography: Typography = USUAL
    notes: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    remarks: bool = False
    query: str = ""
    hits: tuple[Span, ...] = ()
    mode: Mode = Mode.PAGE
    beside: bool = False
    radar: bool = False
    mark: int | None = None
    jumps: tuple[int, ...] = ()
    done: tuple[Look | Ruled | None, ...] = ()
    undone: tuple[Look | Ruled | None, ...] = ()

    @property
    def items(self) -> Items:
        """What the cursor can stand on now."""
        return Items(self.article, self.opened)

    @property
    def paragraph(self) -> int:
        """The index of the paragraph that the cursor is in."""
        return paragraph_at(self.article, self.cursor)

    @property
    def item(self) -> int:
        """The item that the cursor is in."""
        return self.items.at(self.paragraph)

    @property
    def percent(self) -> int:
        """How far the cursor is through the source; 100 in the last item."""
        part = self.article.part
        if len(self.article) == 0 or (part == 1 and self.item == self.items.last()):
            return 100
        return int(self.cursor * 100 * part) // max(len(self.article.source), 1)

    @property
    def selected(self) -> tuple[int, int] | None:
        """The first and the last selected paragraph, what closed folds hide included."""
        if self.mark is None:
            return None
        items = self.items
        ends = sorted((items.at(paragraph_at(self.article, self.mark)), self.item))
        return ends[0], items.last_paragraph(ends[1])


_Place = TypeVar("_Place")
Change = Callable[[Reading], Reading]


def begin(  # noqa: PLR0913 - all that is remembered of the last time
    article: Article,
    *,
    script: Script = Script.ORIGINAL,
    other: Script = Script.HANS,
    cursor: int = 0,
    opened: Iterable[int] = (),
    typography: Typography | None = None,
    marks: Iterable[Mark] = (),
) -> Reading:
    """Open ``article`` at ``cursor``, with the folds that begin at source offsets ``opened``."""
    starts = {article.starts[fold.first]: fold.first for fold in article.folds}
    reading = Reading(
        article=article,
        script=script,
        other=other,
        opened=frozenset(starts[offset] for offset in opened if offset in starts),
        typography=typography or USUAL,
    )
    return at_offset(with_notes(reading, marks), cursor)


def opened_offsets(reading: Reading) -> tuple[int, ...]:
    """The open folds as source offsets, to be kept for the next time."""
    return tuple(sorted(reading.article.starts[first] for first in reading.opened))


# Where the cursor goes


def at_offset(reading: Reading, offset: int) -> Reading:
    """The cursor at source ``offset``, without opening what hides it or noting a jump."""
    if len(reading.article) == 0:
        return reading
    start = reading.article.starts[0]
    offset = min(max(offset, start), max(len(reading.article.source) - 1, start))
    return reading if offset == reading.cursor else replace(reading, cursor=offset)


def at_item(reading: Reading, item: int) -> Reading:
    """The cursor at the beginning of ``item``; it stays if it is in there already."""
    if len(reading.article) == 0 or item == reading.item:
        return reading
    return at_offset(reading, reading.article.starts[item])


def step(reading: Reading, count: int) -> Reading:
    """The cursor ``count`` items on, or back; a closed fold is one item."""
    if len(reading.article) == 0:
        return reading
    return at_item(reading, reading.items.step(reading.item, count))


def jump(reading: Reading, offset: int) -> Reading:
    """The cursor at ``offset``: opens the fold that hides it, remembers where it came from."""
    if len(reading.article) == 0:
        return reading
    return reveal(leap(reading, offset))


def to_number(reading: Reading, number: int) -> Reading:
    """Jump to the paragraph ``number``, counted from 1 and with the folded ones."""
    if len(reading.article) == 0:
        return reading
    index = min(max(number, 1), len(reading.article)) - 1
    return jump(reading, reading.article.starts[index])


def leap(reading: Reading, offset: int) -> Reading:
    """Jump to ``offset``, a beginning or an end; a fold there stays closed."""
    moved = at_offset(reading, offset)
    if moved is reading:
        return reading
    return replace(moved, jumps=(*reading.jumps, reading.cursor)[-MAX_STEPS:])


def back(reading: Reading) -> Reading:
    """The cursor back to where the latest jump began."""
    if not reading.jumps:
        return reading
    moved = at_offset(reading, reading.jumps[-1])
    return reveal(replace(moved, jumps=reading.jumps[:-1]))


def _around(
    places: Sequence[_Place], cursor: int, count: int, start: Callable[[_Place], int]
) -> tuple[int, bool]:
    """Which of ``places`` is ``count`` on from ``cursor`` (back if negative), round the end.

    Returns:
        Its index, and whether the end was passed.
    """
    if count > 0:
        at = bisect_right(places, cursor, key=start) + count - 1
    else:
        at = bisect_left(places, cursor, key=start) + count
    return at % len(places), not 0 <= at < len(places)


def to_note(reading: Reading, count: int) -> tuple[Reading, bool]:
    """Jump to the next note (the ``count``-th; back if negative); whether it went round."""
    if not reading.notes:
        return reading, False
    at, round_ = _around(reading.notes, reading.cursor, count, lambda offset: offset)
    return jump(reading, reading.notes[at]), round_


# Search


def found(reading: Reading, query: str, hits: tuple[Span, ...]) -> Reading:
    """Remember what was searched for and where it stands."""
    return replace(reading, query=query, hits=hits)


def to_first_hit(reading: Reading) -> tuple[Reading, bool]:
    """Jump to the first hit from the cursor on; whether it went round the end."""
    if not reading.hits:
        return reading, False
    at = bisect_left(reading.hits, reading.cursor, key=lambda hit: hit.start)
    return jump(reading, reading.hits[at % len(reading.hits)].start), at == len(reading.hits)


def to_hit(reading: Reading, count: int) -> tuple[Reading, bool]:
    """Jump to the next hit (the ``count``-th; back if negative); whether it went round."""
    if not reading.hits:
        return reading, False
    at, round_ = _around(reading.hits, reading.cursor, count, lambda hit: hit.start)
    return jump(reading, reading.hits[at].start), round_


def hit_number(reading: Reading) -> int:
    """Which hit the cursor stands on, from 1; 0 if on none."""
    at = bisect_left(reading.hits, reading.cursor, key=lambda hit: hit.start)
    on = at < len(reading.hits) and reading.hits[at].start == reading.cursor
    return at + 1 if on else 0


def hits_within(reading: Reading, span: Span) -> tuple[Span, ...]:
    """The hits that touch the source ``span``."""
    first = bisect_right(reading.hits, span.start, key=lambda hit: hit.end)
    last = bisect_left(reading.hits, span.end, key=lambda hit: hit.start)
    return reading.hits[first:last]


def notes_within(reading: Reading, span: Span) -> tuple[Mark, ...]:
    """The notes that begin in the source ``span``."""
    first, last = bisect_left(reading.notes, span.start), bisect_left(reading.notes, span.end)
    return reading.marks[first:last]


def marks_over(reading: Reading, span: Span) -> tuple[Mark, ...]:
    """The notes whose characters are marked and touch the source ``span``."""
    before = reading.marks[: bisect_left(reading.notes, span.end)]
    return tuple(mark for mark in before if mark.drawn and mark.span.end > span.start)


# How it is shown


def _look(reading: Reading) -> Look:
    return Look(reading.script, reading.opened, reading.typography, reading.article.manner)


def _change(
    reading: Reading,
    *,
    script: Script | None = None,
    opened: frozenset[int] | None = None,
    typography: Typography | None = None,
    manner: Manner | None = None,
) -> Reading:
    """Change the look in one step that ``undo`` takes back."""
    now = _look(reading)
    new = Look(
        now.script if script is None else script,
        now.opened if opened is None else opened,
        now.typography if typography is None else typography,
        now.manner if manner is None else manner,
    )
    if new == now:
        return reading
    return replace(
        reading,
        article=in_manner(reading.article, new.manner),
        script=new.script,
        opened=new.opened,
        typography=new.typography,
        done=(*reading.done, now)[-MAX_STEPS:],
        undone=(),
    )


def reveal(reading: Reading) -> Reading:
    """Open the fold that hides the cursor's paragraph, as part of a jump."""
    fold = reading.items.closed_at(reading.paragraph)
    return replace(reading, opened=reading.opened | {fold.first}) if fold else reading


def toggle_fold(reading: Reading) -> Reading:
    """Open or close the fold at the cursor; outside of folds nothing happens."""
    fold = reading.items.fold_of(reading.paragraph) if len(reading.article) else None
    if fold is None:
        return reading
    return _change(reading, opened=reading.opened ^ {fold.first})


def toggle_all(reading: Reading) -> Reading:
    """Open all folds; close all if all are open."""
    every = frozenset(fold.first for fold in reading.article.folds)
    return _change(reading, opened=frozenset() if reading.opened == every else every)


def show_script(reading: Reading, script: Script) -> Reading:
    """Show the article in ``script``; a script chosen becomes the toggle's other one."""
    changed = _change(reading, script=script)
    return changed if script is Script.ORIGINAL else replace(changed, other=script)


def toggle_script(reading: Reading) -> Reading:
    """Switch between the original and the other script."""
    original = reading.script is Script.ORIGINAL
    return _change(reading, script=reading.other if original else Script.ORIGINAL)


def other_script(article: Article) -> Script:
    """The script that a toggle from the original leads to."""
    return Script.HANT if article.facts.written is Written.HANS else Script.HANS


def toggle_beside(reading: Reading) -> Reading:
    """Show the other script beside this one, or no longer."""
    return replace(reading, beside=not reading.beside)


def in_manner(article: Article, manner: Manner) -> Article:
    """``article`` converted in ``manner``; the same object if it is that already."""
    return article if article.manner is manner else replace(article, manner=manner)


def show_manner(reading: Reading, manner: Manner) -> Reading:
    """Convert the article in ``manner`` from now on."""
    return _change(reading, manner=manner)


def toggle_radar(reading: Reading) -> Reading:
    """Mark the characters whose conversion was a choice, or no longer."""
    return replace(reading, radar=not reading.radar)


def widen(reading: Reading, cells: int) -> Reading:
    """Make the reading width ``cells`` wider (narrower if negative), within its limits."""
    width = min(max(reading.typography.width + cells, MIN_WIDTH), MAX_WIDTH)
    return set_page(reading, replace(reading.typography, width=width))


def set_page(reading: Reading, typography: Typography, *, step: bool = True) -> Reading:
    """Set the page by ``typography``; without ``step`` as part of the last change."""
    if step:
        return _change(reading, typography=typography)
    return replace(reading, typography=typography)


# The user's rules


def ruled(reading: Reading, article: Article) -> Reading:
    """The same source after a change to the user's rules, as a step for ``undo``.

    A fold is open if everything in it stood in open folds before.
    """
    before = reading.items

    def was_open(fold: Fold) -> bool:
        folds = (before.fold_of(index) for index in range(fold.first, fold.last + 1))
        return all(fold is not None and fold.first in reading.opened for fold in folds)

    opened = frozenset(fold.first for fold in article.folds if was_open(fold))
    done = (*reading.done, Ruled(reading.opened))[-MAX_STEPS:]
    return replace(reading, article=article, opened=opened, done=done, undone=())


def unruled(reading: Reading, article: Article) -> Reading:
    """The same source once the last change, which was to the rules, is taken back."""
    return _ruled_again(reading, article, back=True)


def reruled(reading: Reading, article: Article) -> Reading:
    """The same source once the change to the rules that was taken back last is made again."""
    return _ruled_again(reading, article, back=False)


def _ruled_again(reading: Reading, article: Article, *, back: bool) -> Reading:
    last = (reading.done if back else reading.undone)[-1]
    assert isinstance(last, Ruled)
    opened = last.opened & {fold.first for fold in article.folds}
    moved = _moved(reading, Ruled(reading.opened), back=back)
    return replace(moved, article=article, opened=opened)


def revised(reading: Reading, article: Article) -> Reading:
    """The same source, or one that goes on from it, of which more is known by now.

    What was read stays where it was. Of the open folds those stay open that begin where
    one began before. The toggle leads to the other script by what is known now, unless that
    other one is shown or the user chose it.
    """
    before = set(opened_offsets(reading))
    first = (fold.first for fold in article.folds) if before else ()
    opened = frozenset(index for index in first if article.starts[index] in before)
    other = reading.other
    if reading.script is Script.ORIGINAL and other is other_script(reading.article):
        other = other_script(article)
    return replace(reading, article=article, opened=opened, other=other)


# Notes, selection, undo


def with_notes(reading: Reading, marks: Iterable[Mark], *, steps: int = 0) -> Reading:
    """The article's notes as they stand; ``steps`` changes more (fewer) for ``undo``."""
    ordered = tuple(sorted(marks, key=lambda mark: (mark.span, mark.colour)))
    known = replace(reading, marks=ordered, notes=tuple(mark.span.start for mark in ordered))
    if steps > 0:
        done = (*reading.done, *[None] * steps)[-MAX_STEPS:]
        return replace(known, done=done, undone=())
    for _ in range(-steps):
        if None in known.done:
            at = len(known.done) - 1 - known.done[::-1].index(None)
            known = replace(known, done=known.done[:at] + known.done[at + 1 :], undone=())
    return known


def toggle_remarks(reading: Reading) -> Reading:
    """Show the texts of the notes, or hide them."""
    return replace(reading, remarks=not reading.remarks)


def words_mode(reading: Reading) -> Reading:
    """The cursor on words, or back on paragraphs."""
    mode = Mode.PAGE if reading.mode is Mode.WORD else Mode.WORD
    return replace(reading, mode=mode, mark=None)


def select(reading: Reading, mode: Mode, word: Span | None = None) -> Reading:
    """Begin to select in ``mode`` at the cursor; drop the selection if that is its mode already.

    A selection that goes on in another mode keeps its mark. ``word`` is what is selected so
    far in word mode: both of its ends are kept.
    """
    if reading.mode is mode:
        return leave(reading)
    if reading.mark is not None:
        return replace(reading, mode=mode)
    if word is not None and reading.mode is Mode.WORD and mode is Mode.TEXT:
        return replace(reading, mode=mode, mark=word.start, cursor=max(word.end - 1, word.start))
    return replace(reading, mode=mode, mark=reading.cursor)


def drag(reading: Reading, mark: int, cursor: int) -> Reading:
    """Characters selected with the mouse, from ``mark`` to ``cursor``."""
    return at_offset(replace(reading, mode=Mode.TEXT, mark=mark), cursor)


def leave(reading: Reading) -> Reading:
    """Drop the selection, the cursor back on paragraphs."""
    return replace(reading, mode=Mode.PAGE, mark=None)


def undo(reading: Reading) -> Reading:
    """Take back the last change; one to notes or rules is only struck off the list."""
    return _again(reading, back=True)


def redo(reading: Reading) -> Reading:
    """Make the change again that was taken back last; of notes or rules as ``undo``."""
    return _again(reading, back=False)


def _again(reading: Reading, *, back: bool) -> Reading:
    source = reading.done if back else reading.undone
    if not source:
        return reading
    look = source[-1]
    if not isinstance(look, Look):
        return _moved(reading, look, back=back)
    moved = _moved(reading, _look(reading), back=back)
    return replace(
        moved,
        article=in_manner(reading.article, look.manner),
        script=look.script,
        opened=look.opened,
        typography=look.typography,
    )


def _moved(reading: Reading, step: Look | Ruled | None, *, back: bool) -> Reading:
    """``step`` in the place of the last one done, on the other list."""
    if back:
        undone = (*reading.undone, step)[-MAX_STEPS:]
        return replace(reading, done=reading.done[:-1], undone=undone)
    done = (*reading.done, step)[-MAX_STEPS:]
    return replace(reading, done=done, undone=reading.undone[:-1])
