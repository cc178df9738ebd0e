"""Write a note, or change one.

    the note as it is -> its text as the user leaves it, given to ``save``

The terminal's own cursor stands at the caret, so that an input method opens there. What is
typed is kept in a draft until it is saved or dropped; a text that could not be saved stays.
Ctrl-s saves. Esc cancels, and asks once more if something typed would be lost.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar

from msgspec import Struct
from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tui.core.model import Problem
from tui.core.safe import safe, safe_lines
from tui.io.drafts import Draft
from tui.screens.desk import Desk
from tui.widgets.wording import problem_text

SHOW_CURSOR, HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"


class NoteArea(TextArea):
    """The text area: the terminal's cursor is its caret, and pasted text is made safe."""

    @property
    def _draw_cursor(self) -> bool:
        """Never: the terminal's own cursor is shown."""
        return False

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw, and tell where the caret is as the text is laid out now."""
        self.app.cursor_position = self.cursor_screen_offset
        return super().render_lines(crop)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        result = self.replace(safe_lines(text), *self.selection)
        self.move_cursor(result.end_location)


class Writing(Struct, frozen=True):
    """What is written.

    Attributes:
        heading: what it is, for people.
        about: the same for the draft: a note's id, or an article's id and a place.
        title: the article's title.
        text: the note as it is; empty for a new one.
    """

    heading: str
    about: str
    title: str
    text: str = ""


class EditorScreen(ModalScreen[None]):
    """A note's text in a box over the article."""

    CSS_PATH = "../app.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", priority=True),
        Binding("escape", "cancel", priority=True),
        Binding("ctrl+o", "outside", priority=True),
        Binding("ctrl+r", "take_draft", priority=True),
        Binding("ctrl+g", "drop_draft", priority=True),
        Binding("ctrl+c", "exit", priority=True),
        Binding("ctrl+z", "app.suspend_process", priority=True),
    ]

    def __init__(self, desk: Desk, writing: Writing, save: Callable[[str], None]) -> None:
        """Edit what ``writing`` says; ``save`` gets the text and may raise a ``Problem``."""
        super().__init__()
        self.desk = desk
        self.writing = writing
        self.save = save
        self.text = safe_lines(writing.text)
        left = desk.drafts.left()
        self.found = next((draft for draft in left if draft.about == writing.about), None)
        self.offered = None if self.found or not left else left[0]
        text = safe_lines(self.found.text) if self.found else self.text
        self.area = NoteArea(text, soft_wrap=True, show_line_numbers=False)
        self.area.cursor_blink = False
        self.foot = Static(markup=False)
        self.warned = False
        self.timer: Timer | None = None
        self.kept = ""
        self.done = False

    def compose(self) -> ComposeResult:
        """A box: heading, text, foot."""
        with Vertical(classes="box"):
            yield Static(Content(self.writing.heading), classes="heading", markup=False)
            yield self.area
            yield self.foot

    def on_mount(self) -> None:
        """Put the caret after the text, and show the terminal's cursor there."""
        self.area.move_cursor(self.area.document.end)
        self.area.focus()
        self.tell("")
        draft = self.found or self.offered
        if draft is not None:
            key = "reader.draft-found" if self.found else "reader.draft-offered"
            day = datetime.fromisoformat(draft.written).astimezone().strftime("%Y-%m-%d %H:%M")
            self.tell(self.desk.words.text(key, title=safe(draft.title), date=day))
        self.app.app_resume_signal.subscribe(self, lambda _: self._cursor(SHOW_CURSOR))
        self._cursor(SHOW_CURSOR)

    def on_unmount(self) -> None:
        """Hide the cursor again, and keep what is not saved nor dropped."""
        self._keep()
        if self.app.is_running:  # otherwise the terminal is the shell's again
            self._cursor(HIDE_CURSOR)

    def _cursor(self, sequence: str) -> None:
        if self.app._driver is not None:
            self.app._driver.write(sequence)

    def tell(self, text: str) -> None:
        """Show ``text`` in the foot, or the keys again."""
        self.foot.update(Content(text or self.desk.words.text("reader.note-keys")))

    def on_key(self, event: events.Key) -> None:
        """A key that came before the text had the focus belongs to it as well."""
        text = "\n" if event.key == "enter" else event.character
        if text and (text == "\n" or event.is_printable):
            event.stop()
            event.prevent_default()
            self.area.insert(text)

    # The draft

    def on_text_area_changed(self) -> None:
        """Ask again before something new is lost; keep what was typed."""
        if self.warned:
            self.warned = False
            self.tell("")
        seconds = self.desk.drafts.seconds
        if not seconds:
            self._keep()
        elif self.timer is None:
            self.timer = self.set_timer(seconds, self._keep)

    def _keep(self) -> None:
        """Keep what is typed as a draft, if it is something new."""
        self.timer = None
        text = self.area.text
        if text not in (self.text, self.kept) and not self.done:
            now = self.desk.now().astimezone(UTC).isoformat(timespec="seconds")
            self.desk.drafts.keep(Draft(self.writing.about, self.writing.title, text, now))
            self.kept = text

    def _leave(self) -> None:
        """Close; what was typed is saved or dropped."""
        self.done = True
        self.desk.drafts.drop()
        if self.found is not None:
            self.desk.drafts.discard(self.found)
        self.dismiss(None)

    def action_take_draft(self) -> None:
        """Put in the text that was left unsaved elsewhere."""
        draft, self.offered = self.offered, None
        if draft is not None:
            self.area.insert(safe_lines(draft.text))
            self.found = draft  # dropped with this text
            self.tell("")

    def action_drop_draft(self) -> None:
        """Drop the text that is offered; until the editor closes it can still be put in."""
        if self.offered is not None:
            self.desk.drafts.discard(self.offered)
            self.tell(self.desk.words.text("reader.draft-dropped"))

    # Leaving

    def action_save(self) -> None:
        """Save."""
        try:
            self.save(self.area.text)
        except Problem as problem:
            self._keep()
            self.tell(problem_text(self.desk.words, problem))
        else:
            self._leave()

    def action_cancel(self) -> None:
        """Leave; with something typed, ask first."""
        if self._may_leave():
            self._leave()

    def action_exit(self) -> None:
        """Quit the program; with something typed, ask first."""
        if self._may_leave():
            self._leave()
            self.app.exit()

    def _may_leave(self) -> bool:
        if self.warned or self.area.text == self.text:
            return True
        self.warned = True
        self.tell(self.desk.words.text("reader.note-lost"))
        return False

    def action_outside(self) -> None:
        """Go on in the person's own editor."""
        from tui.io import outside

        before = self.area.text
        self._keep()
        try:
            words = outside.command(os.environ)
            with self.app.suspend():
                left = _left(before, words)
        except SuspendNotSupported:
            self.tell(self.desk.words.text("message.no-suspend"))
        except Problem as problem:
            self.tell(problem_text(self.desk.words, problem))
        else:
            if isinstance(left, Problem):
                self.tell(problem_text(self.desk.words, left))
            else:
                self.area.text = safe_lines(left)
                self.area.move_cursor(self.area.document.end)


def _left(text: str, words: list[str]) -> str | Problem:
    """What the editor ``words`` makes of ``text``; Textual does not resume if this raises."""
    from tui.io import outside

    try:
        return outside.edited(text, words)
    except Problem as problem:
        return problem
