"""Which rows of a page are on the screen, and how they move.

    Page, Window (its top row and its height), cursor -> Window, cursor

A key costs what a screen costs. The manners follow less and vim: a paragraph that goes on
below the screen is scrolled before the cursor steps on, and no motion ever leaves the
cursor outside of the screen.

Left out: colours, marks and cells, which belong to the widget.
"""

from collections.abc import Generator, Iterator

from msgspec import Struct
from msgspec.structs import replace

from tui.core.page import Kind, Page, Place, Row

START = Place(0)
OVERLAP = 1  # rows of the old page that a new one begins with
EASY = 3_000  # characters of a paragraph that is repaired and laid out in a millisecond


class Window(Struct, frozen=True):
    """What part of a page is on the screen: its first row and how many there are."""

    top: Place = START
    height: int = 1

    def bottom(self, page: Page) -> Place:
        """The last row on the screen."""
        return page.down(self.top, self.height - 1)

    def rows(self, page: Page) -> list[Row]:
        """The rows on the screen, from the top; fewer than its height in a short article."""
        return page.between(self.top, self.bottom(page))

    def line_of(self, page: Page, place: Place) -> int:
        """The screen line of ``place``, which is on the screen."""
        return len(page.between(self.top, place)) - 1

    def fitted(self, page: Page) -> "Window":
        """The window moved up as far as it shows more than the end of the article."""
        if self.bottom(page) < page.end():
            return self
        highest = page.up(page.end(), self.height - 1)
        return replace(self, top=min(self.top, highest))

    def nearest(self, page: Page, place: Place) -> Place:
        """The row with text on the screen that is nearest to ``place``."""
        if place <= self.top:
            return page.past_gap(self.top)
        bottom = self.bottom(page)
        nearest = page.on_text(min(place, bottom))
        if nearest == bottom > self.top and page.row(bottom).kind is Kind.HEAD:
            # The paragraph under the head of an open fold is below the screen.
            return page.on_text(page.up(bottom, 1))
        return nearest

    def shows(self, page: Page, place: Place) -> bool:
        """Whether ``place`` is on the screen."""
        return self.top <= place <= self.bottom(page)


def thumb(page: Page, window: Window) -> range:
    """The screen lines that a scrollbar marks; none if the whole article is on the screen.

    It goes by source offsets, for nobody knows the height of the article; it touches an end
    only where the article has one.
    """
    bottom, height = window.bottom(page), window.height
    at_start, at_end = window.top <= START, bottom >= page.end()
    if at_start and at_end:
        return range(0)
    size = max(len(page.items.article.source), 1)
    first, last = page.offset(window.top), page.offset(bottom)
    length = min(max(height * (last - first) // size, 1), max(height - 2, 1))
    if at_start or at_end:
        top = 0 if at_start else height - length
    else:
        top = min(max(height * first // size, 1), max(height - length - 1, 0))
    return range(top, top + length)


Moved = tuple[Window, int]


def unchanged(page: Page, window: Window, revised: Page) -> bool:
    """Whether ``revised`` shows in ``window`` what ``page`` does: text, folds and roles."""
    rows = window.rows(page)
    here = all(
        row.place.item < len(revised.items.article)
        and row.place.piece < revised.pieces(row.place.item)
        for row in rows
    )
    return (
        here
        and revised.between(window.top, rows[-1].place) == rows
        and all(_shown(page, row) == _shown(revised, row) for row in rows)
    )


def _shown(page: Page, row: Row) -> object:
    """What there is to see of ``row``, colours of the cursor and the like aside."""
    item = row.place.item
    verdict = page.items.article.verdict(item)
    if row.span is None:
        fold = page.items.fold_of(item)
        return None if fold is None else (fold.first, fold.last, fold.verdict.rule)
    text = page.lines.display(item).text[row.span.start : row.span.end]
    return text, verdict.role, verdict.folded


def apart(page: Page, one: Window, other: Window) -> bool:
    """Whether two windows show nothing of the same but the row that a new page begins with."""
    return one.bottom(page) <= other.top or other.bottom(page) <= one.top


def _shown_last(page: Page, item: int, height: int) -> Place:
    """The last row of ``item`` that a window of ``height`` shows which begins with it."""
    last = page.last_of(item)
    if last.piece == 0 and last.row < height:
        return last  # without looking at what is below it
    return min(last, page.down(page.first_of(item), height - 1))


def show(page: Page, window: Window, cursor: int) -> Window:
    """Scroll as little as shows the cursor's item, or as much of it as there is room for."""
    window = window.fitted(page)
    place = page.place(cursor)
    first, last = page.first_of(place.item), page.last_of(place.item)
    room = _shown_last(page, place.item, window.height)
    if last > room:
        if not window.shows(page, place):
            lines = 0 if page.offset(place) == page.offset(first) else window.height // 3
            return replace(window, top=page.up(place, lines)).fitted(page)
        if page.offset(place) > page.offset(first):
            return window
        last = room
    if first < window.top:
        return replace(window, top=first)
    if last > window.bottom(page):
        return replace(window, top=page.up(last, window.height - 1))
    return window


def followed(page: Page, window: Window, cursor: int) -> Window:
    """The window scrolled as little as shows the cursor's row."""
    window = window.fitted(page)
    place = page.place(cursor)
    if place < window.top:
        return replace(window, top=place)
    if place > window.bottom(page):
        return replace(window, top=page.up(place, window.height - 1))
    return window


def centred(page: Page, window: Window, cursor: int) -> Window:
    """The window for a jump: as it is if it shows the cursor, else a third above it."""
    place = page.place(cursor)
    if not window.shows(page, place):
        window = replace(window, top=page.up(place, window.height // 3))
    return show(page, window, cursor)


def kept(page: Page, height: int, line: int, cursor: int, *, begun: bool = False) -> Window:
    """The window over a new page that keeps the cursor's character on screen line ``line``.

    If the cursor's item had ``begun`` on the screen, it does again, as far as there is room.
    """
    place = page.place(cursor)
    first = page.first_of(place.item)
    top = page.up(place, min(max(line, 0), height - 1))
    if begun and first < top and place <= _shown_last(page, place.item, height):
        top = first
    return Window(top, height).fitted(page)


def last_cursor(page: Page, window: Window) -> int:
    """Where the cursor goes at the article's end: the last item, or of a long one its last row."""
    item, end = page.items.last(), page.end()
    whole = end <= _shown_last(page, item, window.height)
    return page.offset(page.first_of(item) if whole else end)


def scroll_first(page: Page, window: Window, cursor: int, *, down: bool) -> Moved | None:
    """What a step scrolls before it leaves a paragraph that goes on off the screen.

    Returns:
        None where the paragraph ends (begins) on the screen.
    """
    item = page.place(cursor).item
    most = max(window.height - OVERLAP, 1)
    if down:
        last = page.last_of(item)
        if last <= window.bottom(page):
            return None
        top = min(page.down(window.top, most), page.up(last, window.height - 1))
    else:
        if window.top <= page.first_of(item):
            return None
        top = max(page.up(window.top, most), page.first_of(item))
    return _followed(page, replace(window, top=top), cursor)


def _followed(page: Page, window: Window, cursor: int) -> Moved:
    """The window, and the cursor taken along if it would be off the screen."""
    place = page.place(cursor)
    if window.shows(page, place):
        return window, cursor
    return window, page.offset(window.nearest(page, place))


def _moved_place(page: Page, place: Place, rows: int) -> Place:
    """The row with text ``rows`` below ``place`` (above if negative)."""
    if rows > 0:
        return page.past_gap(page.down(place, rows))
    return page.on_text(page.up(place, -rows))


def _scrolled(page: Page, window: Window, rows: int) -> Window:
    move = page.down if rows > 0 else page.up
    return replace(window, top=move(window.top, abs(rows))).fitted(page)


def scroll(page: Page, window: Window, cursor: int, rows: int) -> Moved:
    """Scroll by ``rows`` (up if negative); where the article ends the cursor moves instead."""
    moved = _scrolled(page, window, rows)
    if moved != window:
        return _followed(page, moved, cursor)
    place = _moved_place(page, page.place(cursor), rows)
    return moved, page.offset(moved.nearest(page, place))


def to_line(page: Page, window: Window, cursor: int, line: int) -> Moved:
    """Scroll to where screen line ``line`` of a scrollbar stands for in the article."""
    last = max(window.height - 1, 1)
    source = page.items.article.source
    offset = len(source) * min(max(line, 0), last) // last
    moved = replace(window, top=page.place(offset)).fitted(page)
    return _followed(page, moved, cursor)


def half(page: Page, window: Window, cursor: int, halves: int) -> Moved:
    """Move the window and the cursor by ``halves`` half screens (back if negative)."""
    rows = max(window.height // 2, 1) * halves
    moved = _scrolled(page, window, rows)
    place = _moved_place(page, page.place(cursor), rows)
    return moved, page.offset(moved.nearest(page, place))


def turn(page: Page, window: Window, cursor: int, pages: int) -> Moved:
    """Turn ``pages`` pages (back if negative); the cursor goes to the first new row.

    On the last page it goes to the end, on the first page to the beginning.
    """
    most = max(window.height - OVERLAP, 1)
    moved = _scrolled(page, window, most * pages)
    if moved == window:
        goal = page.end() if pages > 0 else Place(0)
    elif pages > 0:
        goal = page.past_gap(page.down(window.top, window.height + most * (pages - 1)))
    else:
        goal = moved.top
    return moved, page.offset(moved.nearest(page, goal))


def approach(page: Page, item: int | None, rows: int, *, down: bool) -> Generator[None, None, bool]:
    """Lay out ``item`` and what is below (or above) it, an item at a time, for so many rows.

    Returns:
        Whether all of it could be laid out in small steps.
    """
    items = page.items
    while item is not None and rows > 0:
        if len(items.article.span(item)) > EASY:
            return False
        rows -= page.last_of(item).row + 1
        yield
        item = items.after(item) if down else items.before(item)
    return True


def expected(page: Page, window: Window, cursor: int) -> Iterator[Moved | None]:
    """Where the reader may go next: a page on, a page back, to the end, to the beginning.

    What is there is laid out a step at a time; None after each step.
    """
    items, height = page.items, window.height
    start = items.article.starts[0]
    below, above = items.after(window.bottom(page).item), items.before(window.top.item)
    if (yield from approach(page, below, height, down=True)):
        yield turn(page, window, cursor, 1)
    if (yield from approach(page, above, height, down=False)):
        yield turn(page, window, cursor, -1)
    if (yield from approach(page, items.last(), height, down=False)):
        last = last_cursor(page, window)
        yield centred(page, window, last), last
    if (yield from approach(page, items.at(0), height, down=True)):
        yield centred(page, window, start), start
