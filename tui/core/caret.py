"""Where a caret goes in the text shown: by characters, words, rows, to a paragraph's ends.

    Page, source offset, count -> source offset        Page, offset(s) -> the span selected

Motions count what is seen (display text in the script shown) and give source offsets. They
go from paragraph to paragraph over closed folds, whose text has nothing to stand on.

A word is a run of letters and digits, or one of jieba's dictionary words (``words``): the
text is folded to simplified characters, one for one, so that a word is the same in every
script. Punctuation belongs to no word. A long run is segmented in parts, so that a motion
costs its surroundings and not the paragraph.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from tui.core.cells import char_cells
from tui.core.glyphs import HAN, fold
from tui.core.items import paragraph_at
from tui.core.model import Span
from tui.core.page import Page, Place, Row, Shown
from tui.core.patterns import Pattern
from tui.core.words import tokens

_JOINER = "\u200d"
# Chinese without any mark for longer than this is cut, wherever that falls.
_RUN = Pattern(rf"[{HAN}]{{1,200}}|[^\W_{HAN}]+")

Motion = Callable[[Page, int], int]


def _spot(page: Page, offset: int) -> tuple[int, Shown, int]:
    """The paragraph that ``offset`` is in, as shown, and the character there."""
    paragraph = paragraph_at(page.items.article, offset)
    shown = page.lines.display(paragraph)
    at = min(shown.offsets.forward(offset), max(len(shown.text) - 1, 0))
    return paragraph, shown, _whole(shown.text, at)


def spot(page: Page, offset: int) -> int:
    """The display offset, in its paragraph, of the character at source ``offset``."""
    return _spot(page, offset)[2]


def _whole(text: str, at: int) -> int:
    """The beginning of the character at ``at`` with what is drawn in its cells."""
    while at > 0 and (char_cells(text[at]) == 0 or text[at - 1] == _JOINER):
        at -= 1
    return at


def _past(text: str, at: int) -> int:
    """The end of the character that begins at ``at``."""
    end = min(at + 1, len(text))
    while end < len(text) and _whole(text, end) < end:
        end += 1
    return end


def _others(page: Page, paragraph: int, step: int) -> Iterator[int]:
    """The paragraphs in view after ``paragraph``, or before it (``step`` -1), from there on."""
    items = page.items
    going = items.after if step > 0 else items.before
    there = going(items.at(paragraph))
    while there is not None:
        if items.closed_at(there) is None:
            yield there
        there = going(there)


def _first(page: Page, paragraph: int) -> int:
    return page.lines.display(paragraph).offsets.back(0)


def _last(page: Page, paragraph: int) -> int:
    shown = page.lines.display(paragraph)
    return shown.offsets.back(_whole(shown.text, max(len(shown.text) - 1, 0)))


# Characters


def right(page: Page, offset: int) -> int:
    """The next character, at a paragraph's end the first of the next one."""
    paragraph, shown, at = _spot(page, offset)
    after = _past(shown.text, at)
    if after < len(shown.text) and page.items.closed_at(paragraph) is None:
        return shown.offsets.back(after)
    following = next(_others(page, paragraph, 1), None)
    return offset if following is None else _first(page, following)


def left(page: Page, offset: int) -> int:
    """The character before, at a paragraph's beginning the last of the one before."""
    paragraph, shown, at = _spot(page, offset)
    if at > 0 and page.items.closed_at(paragraph) is None:
        return shown.offsets.back(_whole(shown.text, at - 1))
    before = next(_others(page, paragraph, -1), None)
    return offset if before is None else _last(page, before)


def start(page: Page, offset: int) -> int:
    """The first character of the paragraph."""
    return _first(page, paragraph_at(page.items.article, offset))


def end(page: Page, offset: int) -> int:
    """The last character of the paragraph."""
    return _last(page, paragraph_at(page.items.article, offset))


# Words


def _words(text: str, run: Span) -> list[Span]:
    """The words of a run, in order."""
    part = fold(text[run.start : run.end])
    if not re.match(f"[{HAN}]", part):
        return [run]
    return [Span(run.start + word.start, run.start + word.end) for word in tokens(part)]


def _runs(page: Page, paragraph: int, piece: int) -> list[Span]:
    within = page.lines.pieces(paragraph)[piece]
    text = page.lines.display(paragraph).text
    return [Span(*found.span()) for found in _RUN.finditer(text, within.start, within.end)]


def _piece(page: Page, paragraph: int, at: int) -> int:
    pieces = page.lines.pieces(paragraph)
    return max(bisect_right(pieces, at, key=lambda span: span.start) - 1, 0)


def _onward(page: Page, paragraph: int, at: int) -> Iterator[Span]:
    """The words of ``paragraph`` that end after ``at``."""
    text = page.lines.display(paragraph).text
    for piece in range(_piece(page, paragraph, at), len(page.lines.pieces(paragraph))):
        for run in _runs(page, paragraph, piece):
            if run.end > at:
                yield from (word for word in _words(text, run) if word.end > at)


def _backward(page: Page, paragraph: int, at: int) -> Iterator[Span]:
    """The words of ``paragraph`` that begin before ``at``, the last first."""
    text = page.lines.display(paragraph).text
    for piece in range(_piece(page, paragraph, at), -1, -1):
        for run in reversed(_runs(page, paragraph, piece)):
            if run.start < at:
                yield from (word for word in reversed(_words(text, run)) if word.start < at)


def _following(page: Page, offset: int) -> Iterator[tuple[int, Span, int]]:
    """The words that end after ``offset``: paragraph, word, where the caret is in there."""
    paragraph, _, at = _spot(page, offset)
    if page.items.closed_at(paragraph) is None:
        yield from ((paragraph, word, at) for word in _onward(page, paragraph, at))
    for there in _others(page, paragraph, 1):
        yield from ((there, word, -1) for word in _onward(page, there, -1))


def word_next(page: Page, offset: int) -> int:
    """The beginning of the next word; at the end it stays."""
    for paragraph, found, at in _following(page, offset):
        if found.start > at:
            return page.lines.display(paragraph).offsets.back(found.start)
    return offset


def word_end(page: Page, offset: int) -> int:
    """The last character of the word, or of the next one; at the end it stays."""
    for paragraph, found, at in _following(page, offset):
        shown = page.lines.display(paragraph)
        last = _whole(shown.text, found.end - 1)
        if last > at:
            return shown.offsets.back(last)
    return offset


def word_back(page: Page, offset: int) -> int:
    """The beginning of the word, or of the one before; at the beginning it stays."""
    paragraph, _, at = _spot(page, offset)
    found: Span | None = None
    if page.items.closed_at(paragraph) is None:
        found = next(_backward(page, paragraph, at), None)
    others = _others(page, paragraph, -1)
    while found is None:
        before = next(others, None)
        if before is None:
            return offset
        paragraph = before
        found = next(_backward(page, before, len(page.lines.display(before).text)), None)
    return page.lines.display(paragraph).offsets.back(found.start)


def word(page: Page, offset: int) -> Span | None:
    """The source span of the word at ``offset``, or of the mark there; None in a closed fold."""
    paragraph, shown, at = _spot(page, offset)
    if page.items.closed_at(paragraph) is not None:
        return None
    found = next(_onward(page, paragraph, at), None)
    if found is None or found.start > at:
        found = Span(at, _past(shown.text, at))
    return shown.offsets.back_span(found)


# Rows


def column(page: Page, offset: int) -> int:
    """The cells before the character at ``offset`` in its row; 0 in a closed fold."""
    row = page.row(page.place(offset))
    return 0 if row.span is None else page.cells_before(row, _spot(page, offset)[2])


def at_column(page: Page, row: Row, cells: int) -> int:
    """The source offset of the character of ``row``, a line of text, at ``cells`` or last."""
    return page.lines.display(row.place.item).offsets.back(page.at_cell(row, cells))


def rows(page: Page, offset: int, count: int, cells: int) -> int:
    """The character at ``cells`` of the ``count``-th row of text below (above if negative)."""
    place = page.place(offset)
    row = page.row(place)
    for _ in range(abs(count)):
        found = _row_beside(page, place, 1 if count > 0 else -1)
        if found is None:
            break
        place, row = found.place, found
    return offset if row.span is None else at_column(page, row, cells)


def _row_beside(page: Page, place: Place, step: int) -> Row | None:
    """The nearest row of text below ``place``, or above it."""
    going = page.down if step > 0 else page.up
    while (there := going(place, 1)) != place:
        row = page.row(there)
        if row.span is not None:
            return row
        place = there
    return None


# What is selected


def between(page: Page, one: int, other: int) -> Span:
    """The source span from one character to another, both included, in either order.

    Of a closed fold all that it hides counts.
    """
    first, last = sorted((one, other))
    items, article = page.items, page.items.article
    fold_before = items.closed_at(paragraph_at(article, first))
    begin = article.starts[fold_before.first] if fold_before else _at(page, first).start
    fold_after = items.closed_at(paragraph_at(article, last))
    finish = article.ends[fold_after.last] if fold_after else _at(page, last).end
    return Span(begin, max(begin, finish))


def _at(page: Page, offset: int) -> Span:
    """The source span of the character at ``offset``."""
    _, shown, at = _spot(page, offset)
    return shown.offsets.back_span(Span(at, _past(shown.text, at)))


def part(page: Page, paragraph: int, span: Span) -> Span:
    """Which part of the text of ``paragraph`` the source ``span`` takes (display offsets)."""
    article = page.items.article
    shown = page.lines.display(paragraph)
    if span.start <= article.starts[paragraph] and span.end >= article.ends[paragraph]:
        return Span(0, len(shown.text))
    return shown.offsets.forward_span(span)
