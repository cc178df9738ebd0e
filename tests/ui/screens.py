"""What a screen shows, as text."""

from textual.app import App

from tui.core.cells import text_cells


def lines_of(app: App[int]) -> list[str]:
    """The lines on the screen, blanks at their ends dropped."""
    strips = app.screen._compositor.render_strips()
    return [strip.text.rstrip() for strip in strips]


def dump(app: App[int]) -> str:
    """The screen as one text."""
    return "\n".join(lines_of(app)) + "\n"


def widest(app: App[int]) -> int:
    """The cells of the widest line."""
    return max(text_cells(line) for line in lines_of(app))
