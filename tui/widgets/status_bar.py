"""The bottom line: where one is, or what just happened.

    parts in order of importance, width -> one line

What does not fit is left out, the least important first; the title is cut before it
goes. A message takes the title's place, at need the others', until the next key; one
that is longer than the line takes more lines, over the article.
"""

from collections.abc import Sequence

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.core.cells import text_cells
from tui.core.layout import wrap
from tui.core.safe import safe
from tui.widgets.fit import fit

SEPARATOR = "  "
MOST = 4  # lines of a message
LEAST = 8  # cells of the title that are worth more than the least of the other parts


class Status(Struct, frozen=True):
    """What the line may say.

    Attributes:
        title: what is read.
        parts: the rest, as it stands from left to right.
        ranks: the importance of each part; the highest goes first.
        pending: keys typed that are no command yet; always shown.
    """

    title: str = ""
    parts: tuple[str, ...] = ()
    ranks: tuple[int, ...] = ()
    pending: str = ""


def status_line(status: Status, message: str, width: int) -> str:
    """The line of ``width`` cells.

    >>> status_line(Status("清讀", ("3/11", "20%"), (0, 1)), "", 20)
    '清讀       3/11  20%'
    >>> status_line(Status("清讀", ("3/11", "20%"), (0, 1)), "", 14)
    '清讀      3/11'
    """
    left = safe(message or status.title)
    least = text_cells(left) if message else min(text_cells(left), LEAST)
    parts = list(zip(status.ranks, status.parts, strict=True))
    right = _joined([part for _, part in parts], status.pending)
    while parts and text_cells(right) + len(SEPARATOR) + least > width:
        parts.remove(max(parts))
        right = _joined([part for _, part in parts], status.pending)
    right = fit(right, width)
    room = width - text_cells(right)
    left = fit(left, max(room - len(SEPARATOR), 0) if right else room)
    gap = width - text_cells(left) - text_cells(right)
    # A joiner at the end of the title hides the first blank.
    gap += width - text_cells(left + " " * gap + right)
    return left + " " * gap + right


def _joined(parts: Sequence[str], pending: str) -> str:
    return SEPARATOR.join(safe(part) for part in [*parts, pending] if part)


class StatusBar(Widget):
    """Shows a ``Status``, or a message over it."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._status = Status()
        self.message = ""
        self._style: Style | None = None
        self._asked = False  # to be drawn

    def show(self, status: Status) -> None:
        """Show ``status``; the message stays."""
        if status != self._status:
            self._status = status
            self._draw()

    @property
    def status(self) -> Status:
        """What is shown under the message."""
        return self._status

    def say(self, message: str) -> None:
        """Show ``message`` until another, or nothing, takes its place."""
        if message != self.message:
            self.message = message
            self._fit()
            self._draw()

    def _draw(self) -> None:
        """Ask to be drawn, once for all the keys that come together."""
        if not self._asked:
            self._asked = True
            self.refresh()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Take a new size, which asks for no second layout: no other size depends on it."""
        return super()._size_updated(size, virtual_size, container_size, layout=False)

    def on_resize(self) -> None:
        """Make room for the message at the new width."""
        self._fit()

    def _fit(self) -> None:
        self.styles.height = len(self._lines(self.app.size.width))

    def _lines(self, width: int) -> list[str]:
        if text_cells(self.message) <= width:
            return [status_line(self._status, self.message, width)]
        text = safe(self.message)
        lines = [text[line.span.start : line.span.end].rstrip() for line in wrap(text, width)]
        return lines[:MOST]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what ``crop`` shows, without the borders, links and paddings that are not here."""
        self._asked = False
        strips = [self.render_line(y) for y in range(crop.y, crop.bottom)]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, self.background_colors[1]) for strip in strips]
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """Draw line ``y``."""
        if self._style is None:
            self._style = self.rich_style
        width = self.size.width
        lines = self._lines(width)
        line = lines[y] if y < len(lines) else ""
        return Strip([Segment(line, self._style)]).adjust_cell_length(width, self._style)

    def notify_style_update(self) -> None:
        """Forget the old colours."""
        super().notify_style_update()
        self._style = None
