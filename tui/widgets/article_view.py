"""The article on the screen: one widget that draws rows and keeps a window over them.

    Reading, size -> rows (``core.view``) -> strips (``drawing``)

It holds the reading and the window, both immutable, and replaces them; what they may
become is decided in the core. Rows that did not change are not drawn again.

Textual's own scrolling is not used: it wants the height of the whole, which nobody knows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import zip_longest
from types import MappingProxyType

from msgspec.structs import replace
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.core import beside, caret, view
from tui.core import reading as reading_
from tui.core.model import Article, Script, Span
from tui.core.page import Kind, Lines, Page, Place, Row, Shown, rules_of
from tui.core.pipeline import display
from tui.core.reading import Mode, Reading
from tui.core.view import Window
from tui.i18n import Catalog
from tui.widgets.drawing import (
    BARS,
    COLOURS,
    GUTTER,
    ROLES,
    Columns,
    Drawing,
    Remarks,
    Shade,
)
from tui.widgets.foresight import Foresight
from tui.widgets.themes import looks

WHEEL = 3  # rows a notch of the wheel
MAX_STRIPS = 2000  # drawn rows kept, some forty screens
SOON, LATER = 0.01, 0.3  # seconds until what may come next is drawn: after a turn, otherwise
MOST_REGIONS = 8  # rows of a screen that are drawn one by one; of more, all are
LAID = 2  # shapes whose lines are kept: those of the two scripts that are switched between
_Drawn = tuple[Place | None, Shade | str]
NO_REMARKS: Mapping[int, Sequence[str]] = MappingProxyType({})


class ArticleView(Widget, can_focus=False):
    """Shows a reading."""

    ALLOW_SELECT = False

    def __init__(self, words: Catalog, changed: Callable[[], None]) -> None:
        """Make a view.

        Args:
            words: the interface's language.
            changed: called when the reading moved or looks different. Not a message:
                what it draws would come a frame later.
        """
        super().__init__()
        self.words = words
        self.changed = changed
        self.reading: Reading | None = None
        self.window = Window()
        self._page: Page | None = None
        self._fitted = Size()  # what the page was laid out for
        self._columns = Columns(0, 0, 2, 0)
        self._look: dict[str, Style] = {}
        self._strips: dict[_Drawn, Strip] = {}  # drawn as ``_drawn_as`` tells
        self._drawn_as: tuple[object, ...] = ()
        self._drawing: Drawing | None = None
        self._filters: Sequence[LineFilter] = ()
        self._foresight = Foresight()
        self._idle: float | None = LATER  # seconds after the next frame that are made use of
        self._keys: list[tuple[Row, Shade]] = []
        self._placed: tuple[Page | None, Window, list[Row]] = (None, self.window, [])
        self._laid: dict[tuple[object, ...], Lines] = {}  # of the last shapes, the latest last
        self._revision: Article | None = None  # the article, of which more is known by now
        self._outdated: list[Article] = []  # the same with less
        self._anchor: int | None = None  # where a drag over the text began
        self._scrolling = False  # whether the scrollbar is dragged
        self._pressed = 0  # the line on which the button went down
        self._dragged = False  # whether it did more than click
        self.remarks: Mapping[int, Sequence[str]] = {}  # the notes' texts, by paragraph
        self._remarks = Remarks({}, self._columns, 0)
        self._column: int | None = None  # where the caret would go on, row by row

    @property
    def page(self) -> Page | None:
        """The rows there are; None before the widget has a size or an article."""
        return self._page

    @property
    def beside(self) -> bool:
        """Whether two scripts are shown, one beside the other."""
        return self._columns.beside

    @property
    def shown(self) -> tuple[int, ...]:
        """The items on the screen, by the index of their first paragraph."""
        return tuple(dict.fromkeys(row.place.item for row, _ in self._keys))

    @property
    def last_cursor(self) -> int:
        """Where the cursor goes at the end of the article."""
        return view.last_cursor(self._page, self.window) if self._page is not None else 0

    # What may change

    def open(self, reading: Reading) -> None:
        """Show another article, its cursor in view."""
        self.reading, self._page, self._fitted, self._laid = reading, None, Size(), {}
        self._revision, self._outdated = None, []
        self._fit()
        self.refresh()
        self.changed()

    def change(self, reading: Reading) -> None:
        """Show ``reading``, a successor of the one shown, its cursor's line kept in place."""
        before, was, window = self.reading, self._page, self.window
        self.reading = reading = self.current(reading)
        if before is None or was is None or reading is before:
            return
        page = self._lay_out()
        if page is not None:
            if page is not was:
                line, begun = self._spot(was, before.cursor)
                self.window = view.kept(page, window.height, line, before.cursor, begun=begun)
            if reading.cursor != before.cursor:
                self.window = view.centred(page, self.window, reading.cursor)
            fold = page.items.fold_of(reading.paragraph)
            if fold is not None and fold.first in reading.opened ^ before.opened:
                self.window = view.show(page, self.window, reading.cursor)
        self._draw()
        if reading.article is before.article:
            self._revise(window)

    @property
    def waits(self) -> bool:
        """Whether more is known of the article than is shown, for it would change the screen."""
        return self._revision is not None

    def revise(self, article: Article) -> None:
        """Show what is known by now of the article: at once, if nothing on the screen changes.

        Otherwise when the reader has moved on to another screen.
        """
        self._revision = article
        self._revise(None)
        self.changed()

    def take_revision(self) -> None:
        """Show what is known by now of the article, whatever changes."""
        self._revise(None, at_once=True)

    def current(self, reading: Reading) -> Reading:
        """``reading``, with what is known by now of its article."""
        if self.reading is None or not any(reading.article is old for old in self._outdated):
            return reading
        return reading_.revised(reading, self.reading.article)

    def _revise(self, left: Window | None, *, at_once: bool = False) -> None:
        """Take up what is known of the article, if the reader does not see it happen.

        Args:
            left: the window that the reader has just left.
            at_once: even if the reader sees it.
        """
        article, reading, page = self._revision, self.reading, self._page
        if article is None or reading is None:
            return
        moved = left is not None and page is not None and view.apart(page, left, self.window)
        if left is not None and not moved:
            return  # no key waits for the comparison
        revised = reading_.revised(reading, article)
        line = None
        if page is not None:
            columns, _, found = self._laid_out(revised)
            same = columns == self._columns and view.unchanged(page, self.window, found)
            if not (same or moved or at_once):
                return
            line = None if same else self.window.line_of(page, page.place(reading.cursor))
        self._outdated.append(reading.article)
        self.reading, self._revision = revised, None
        fitted = self._lay_out()
        if fitted is not None and line is not None:
            self.window = view.kept(fitted, self.window.height, line, revised.cursor)
        self._draw()

    def _spot(self, page: Page, cursor: int) -> tuple[int, bool]:
        """The cursor's screen line, and whether its item begins on the screen."""
        place = page.place(cursor)
        return self.window.line_of(page, place), self.window.top <= page.first_of(place.item)

    def restore(self, reading: Reading, window: Window) -> None:
        """Show ``reading`` again as it was shown in ``window``, if that still holds its cursor."""
        self.change(reading)
        page = self._page
        if page is not None:
            window = replace(window, height=self.window.height).fitted(page)
            if window.shows(page, page.place(reading.cursor)):
                self.window = window
                self._draw()

    def step(self, count: int) -> None:
        """Move ``count`` items on or back; a single step first scrolls what goes on."""
        page, reading = self._page, self.reading
        if page is None or reading is None:
            return
        if abs(count) == 1:
            moved = view.scroll_first(page, self.window, reading.cursor, down=count > 0)
            if moved is not None:
                self._put(moved)
                return
        stepped = reading_.step(reading, count)
        self._put((view.show(page, self.window, stepped.cursor), stepped.cursor))

    def scroll_lines(self, rows: int) -> None:
        """Scroll by ``rows``, up if negative."""
        self._move(partial(view.scroll, rows=rows))

    def half(self, halves: int) -> None:
        """Move by ``halves`` half screens, back if negative."""
        self._move(partial(view.half, halves=halves))
        self._idle = SOON

    def turn(self, pages: int) -> None:
        """Turn ``pages`` pages, back if negative."""
        self._move(partial(view.turn, pages=pages))
        self._idle = SOON

    def move_caret(self, motion: caret.Motion, count: int) -> None:
        """Move the caret ``count`` times by ``motion``."""
        page, reading = self._page, self.reading
        if page is None or reading is None:
            return
        offset = reading.cursor
        for _ in range(count):
            before, offset = offset, motion(page, offset)
            if offset == before:
                break
        self._put((view.followed(page, self.window, offset), offset))

    def caret_rows(self, count: int) -> None:
        """Move the caret ``count`` rows of text down, up if negative, in its column."""
        page, reading = self._page, self.reading
        if page is None or reading is None:
            return
        column = self._column
        if column is None:
            column = caret.column(page, reading.cursor)
        offset = caret.rows(page, reading.cursor, count, column)
        self._put((view.followed(page, self.window, offset), offset))
        self._column = column

    @property
    def selection(self) -> Span | None:
        """The source span selected: in paragraphs whole ones; None without a selection."""
        page, reading = self._page, self.reading
        return None if page is None or reading is None else self._selection(page, reading)

    def _selection(self, page: Page, reading: Reading) -> Span | None:
        if reading.mode is Mode.PAGE:
            return None
        if reading.mode is Mode.WORD:
            return caret.word(page, reading.cursor)
        if reading.mode is Mode.TEXT:
            mark = reading.cursor if reading.mark is None else reading.mark
            return caret.between(page, mark, reading.cursor)
        first, last = reading.selected or (reading.item, reading.item)
        return Span(reading.article.starts[first], reading.article.ends[last])

    def _move(self, motion: "partial[view.Moved]") -> None:
        if self._page is not None and self.reading is not None:
            self._put(motion(self._page, self.window, self.reading.cursor))

    def _put(self, moved: view.Moved) -> None:
        assert self.reading is not None
        left = self.window
        self.window = moved[0]
        self._column = None
        self.reading = reading_.at_offset(self.reading, moved[1])
        self._draw()
        self._revise(left)

    # Layout and drawing

    def _fit(self) -> bool:
        """Lay out for the size there is now, the cursor's character on the line it was on.

        Returns:
            Whether there was something to do.
        """
        reading, page = self.reading, self._page
        if reading is None or self.size == self._fitted:
            return False
        self._fitted = self.size
        height = max(self.size.height, 1)
        cursor = reading.cursor
        spot = self._spot(page, cursor) if page is not None else None
        fitted = self._lay_out()
        if fitted is not None and spot is not None:
            self.window = view.kept(fitted, height, spot[0], cursor, begun=spot[1])
        elif fitted is not None:
            self.window = view.centred(fitted, Window(height=height), cursor)
        self._drawn_as = ()
        self._prepare()
        self._keys = self._rows(reading, self.window)
        return True

    def lay_out_again(self) -> None:
        """Lay out anew, since characters are measured otherwise."""
        self._laid, self._fitted, self._drawn_as = {}, Size(), ()
        self._draw()

    def _lay_out(self) -> Page | None:
        """Rebuild the page for the reading and the size; lines that still fit are kept."""
        reading = self.reading
        if reading is None or len(reading.article) == 0 or not self.size:
            self._page = None
            return None
        self._columns, self._remarks, self._page = self._laid_out(reading)
        return self._page

    def _laid_out(self, reading: Reading) -> tuple[Columns, Remarks, Page]:
        """The page of ``reading``, its columns and notes; the one there is, if nothing differs."""
        article, script, wish = reading.article, reading.script, reading.typography
        columns = Columns.of(self.size.width, reading)
        right = beside.second(reading) if columns.beside else None
        breaking = wish.line_rules, wish.hanging, wish.indent, wish.autospace, wish.justify
        shape = article, script, right, columns.text, *breaking
        lines = self._laid.pop(shape, None)
        if lines is None:
            other = None if right is None else partial(_display, article, right)
            rules = rules_of(article, wish, columns.text, beside=columns.beside)
            even = wish.justify and not columns.beside
            shown = partial(_display, article, script)
            lines = Lines(shown, columns.text, other, rules=rules, even=even)
        kept = {old: those for old, those in self._laid.items() if old[0] is article}
        self._laid = dict([*kept.items()][1 - LAID :]) | {shape: lines}
        texts = self.remarks if reading.remarks else NO_REMARKS
        remarks = self._remarks
        if not remarks.are(texts, columns, self.size.height):
            remarks = Remarks(texts, columns, self.size.height)
        spacing = wish.line_spacing, wish.paragraph_spacing
        page = Page(reading.items, lines, *spacing, remarks.under)
        if self._page is not None and self._page.alike(page):
            page = self._page  # with all that was drawn of it
        return columns, remarks, page

    def _draw(self) -> None:
        """Refresh what changed."""
        before = self._keys
        anew = self._prepare()
        self._keys = self._rows(self.reading, self.window)
        pairs = enumerate(zip_longest(before, self._keys))
        changed = [y for y, (old, new) in pairs if old != new]
        if anew or len(changed) > MOST_REGIONS:
            self.refresh()
        elif changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))
        self.changed()

    def _prepare(self) -> bool:
        """Get ready to draw; whether what was drawn is of no more use."""
        self._foresight.cancel()
        self._idle = LATER
        page, reading = self._page, self.reading
        here = None
        if reading is not None and (reading.hits or reading.radar):
            here = reading.cursor  # the hit and the choice there have their own colour
        looks: tuple[object, ...] = (page, self._columns, self._remarks, here)
        if reading is not None:
            looks += reading.notes, reading.marks, reading.hits, reading.typography
            looks += reading.script, reading.other, reading.radar
        anew = looks != self._drawn_as
        if anew or len(self._strips) > MAX_STRIPS:
            self._strips.clear()
            self._drawing, self._drawn_as = None, looks
        return anew

    def _rows(self, reading: Reading | None, window: Window) -> list[tuple[Row, Shade]]:
        """The rows that ``window`` shows, and what lies over each of ``reading``."""
        page = self._page
        if page is None or reading is None:
            return []
        selection = self._selection(page, reading)
        here = page.place(reading.cursor) if reading.mode.caret else None
        thumb = view.thumb(page, window) if reading.typography.scrollbar else range(0)
        item = reading.item
        found = []
        if self._placed[:2] != (page, window):
            self._placed = page, window, window.rows(page)
        for y, row in enumerate(self._placed[2]):
            at = None
            if row.place == here and row.span is not None:
                at = caret.spot(page, reading.cursor)
            selected = self._selected(page, row, selection) if selection is not None else None
            bar = BARS[y in thumb] if thumb else ""
            found.append((row, Shade(row.place.item == item, selected, at, bar)))
        return found

    def _expected(self) -> Iterator[None]:
        """Draw what the reader may go to next, a row at a time."""
        page, reading = self._page, self.reading
        if page is None or reading is None:
            return
        for moved in view.expected(page, self.window, reading.cursor):
            yield
            if moved is None or reading.hits or reading.radar or reading.mode is not Mode.PAGE:
                continue
            there = reading_.at_offset(reading, moved[1])
            for row, shade in self._rows(there, moved[0]):
                if drawn_as(row, shade) not in self._strips:
                    self._strip(row, shade).render(self.app.console)
                    yield

    def _selected(self, page: Page, row: Row, selection: Span) -> Span | None:
        """The part of ``row`` that is selected."""
        article, item = page.items.article, row.place.item
        if row.kind in (Kind.GAP, Kind.NOTE):
            return None
        last = article.ends[page.items.last_paragraph(item)]
        if selection.end <= article.starts[item] or selection.start >= last:
            return None
        if row.span is None:
            return Span(0, 0)
        part = caret.part(page, item, selection)
        start, end = max(part.start, row.span.start), min(part.end, row.span.end)
        return Span(start, end) if start < end else None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what ``crop`` shows, without the borders, links and paddings that are not here.

        At a new size, the first frame is the right one already.
        """
        self._fit()
        filters = self.get_line_filters()
        if filters != self._filters:
            self._filters = filters
            self.notify_style_update()
        strips = [self.render_line(y) for y in range(crop.y, crop.bottom)]
        if self._idle is not None:
            self._foresight.begin(self._idle, self._expected)
            self._idle = None
        if crop.x or crop.width < self.size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Draw screen line ``y``."""
        if y >= len(self._keys) or self._page is None or self.reading is None:
            return Strip.blank(self.size.width, self._seen(self.rich_style))
        return self._strip(*self._keys[y])

    def _strip(self, row: Row, shade: Shade) -> Strip:
        """Draw ``row`` under ``shade``, and remember it."""
        drawn = drawn_as(row, shade)
        strip = self._strips.get(drawn)
        if strip is not None:
            return strip
        if self._drawing is None:
            assert self._page is not None
            assert self.reading is not None
            self._drawing = Drawing(
                self._page,
                self.reading,
                self._columns,
                self._style_table(),
                self.words,
                self._remarks,
                cache(self._seen),
            )
        strip = self._strips[drawn] = self._drawing.strip(row, shade)
        return strip

    def _seen(self, style: Style) -> Style:
        """What the terminal is told of ``style``: without colours, say, where it has none."""
        segments = [Segment(" ", style)]
        for each in self._filters:
            segments = each.apply(segments, self.background_colors[1])
        return segments[0].style or style

    def _style_table(self) -> dict[str, Style]:
        if not self._look:
            base = self.rich_style
            self._look = looks(self.app.get_css_variables(), self.background_colors[1])
            for name in self._look.keys() - {"fold", "folded", *BARS, *ROLES.values()}:
                self._look[name] = base + self._look[name]
            for colour in COLOURS:
                mark = self._look[f"mark-{colour}"]
                self._look[f"sign-{colour}"] = base + Style(color=mark.bgcolor, bold=True)
                # Whatever else the text is: dim letters on a colour would be hard to read.
                self._look[f"mark-{colour}"] = mark + Style(dim=False)
            self._look |= {"base": base, "plain": Style()}
        return self._look

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        super().notify_style_update()
        self._look, self._drawing = {}, None
        self._strips.clear()

    # Events

    def on_unmount(self) -> None:
        """Draw no more."""
        self._foresight.cancel()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Take a new size, which asks for no second layout: no other size depends on it."""
        return super()._size_updated(size, virtual_size, container_size, layout=False)

    def on_resize(self) -> None:
        """Lay out anew, unless the frame before has done it."""
        if self._fit():
            self.refresh()
        self.changed()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.scroll_lines(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.scroll_lines(-WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select, or to move the scrollbar; what was selected is dropped."""
        event.stop()
        reading = self.reading
        if reading is None or not self._keys or event.button != 1:
            return
        if reading.mark is not None:
            self.change(reading_.leave(reading))
        self.capture_mouse()
        self._pressed = event.y
        if self._keys[0][1].bar and event.x == self.size.width - 1:
            self._scrolling = True
            self._move(partial(view.to_line, line=event.y))
        else:
            self._anchor = self._character(event.x, event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on with what the button began; beyond an edge the page scrolls."""
        if self._scrolling:
            self._move(partial(view.to_line, line=event.y))
        elif self._anchor is not None:
            if not 0 <= event.y < self.size.height:
                self.scroll_lines(1 if event.y > 0 else -1)
            there = self._character(event.x, event.y)
            assert self.reading is not None
            if there is not None and (there != self._anchor or self.reading.mark is not None):
                self.reading = reading_.drag(self.reading, self._anchor, there)
                self._draw()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Leave it at that; the end of a drag is no click, though Textual says it is one."""
        event.stop()
        self.release_mouse()
        selected = self.reading is not None and self.reading.mark is not None
        self._dragged = self._scrolling or selected or event.y != self._pressed
        self._scrolling, self._anchor = False, None

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the character clicked; open or close the fold clicked."""
        event.stop()
        if self._dragged or event.button != 1:
            return
        if self.reading is None or not 0 <= event.y < len(self._keys):
            return
        row = self._keys[event.y][0]
        if row.kind is Kind.GAP:
            return
        there = self._character(event.x, event.y)
        if there is None:
            at = reading_.at_item(self.reading, row.place.item)
            self.change(reading_.toggle_fold(at))
        else:
            self._put((self.window, there))
            self._select(event.chain)

    def _select(self, clicks: int) -> None:
        """Select the word that was clicked twice, or the paragraph clicked three times."""
        page, reading = self._page, self.reading
        assert page is not None
        assert reading is not None
        word = caret.word(page, reading.cursor) if clicks == 2 else None
        if word is not None:
            self.change(reading_.drag(reading, word.start, max(word.end - 1, word.start)))
        elif clicks == 3:
            self.change(reading_.select(reading, Mode.PARAGRAPHS))

    def _character(self, x: int, y: int) -> int | None:
        """The source offset of the character in column ``x`` of screen line ``y``.

        Between lines it is one of the line above, beyond the edges one of the nearest
        line; None on a fold.
        """
        page = self._page
        assert page is not None
        row = self._keys[min(max(y, 0), len(self._keys) - 1)][0]
        row = page.row(page.on_text(row.place))
        if row.line is None:
            return None
        cells = x - self._columns.before
        right = cells - self._columns.text - len(GUTTER)
        if self._columns.beside and right >= 0:
            return beside.at_column(page, row, right)
        return caret.at_column(page, row, cells)


def drawn_as(row: Row, shade: Shade) -> _Drawn:
    """By what the drawing of ``row`` under ``shade`` is kept; all gaps look alike."""
    return (None, shade.bar) if row.kind is Kind.GAP else (row.place, shade)


def _display(article: Article, script: Script, index: int) -> Shown:
    return display(article, index, script)
