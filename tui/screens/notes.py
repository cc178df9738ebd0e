"""All notes over all articles.

    notes, a line of what is wanted -> a list -> the note to go to, or to attach elsewhere

Editing, deleting, undo and redo work from here. Notes that lost their place come first.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from msgspec import Struct
from textual.content import Content

from tui.core.commands import NOTES
from tui.core.model import Problem
from tui.core.notes import Kind, Note
from tui.core.safe import safe
from tui.core.wanted import Wanted, passes, wanted
from tui.screens.desk import Desk
from tui.screens.listed import Filtered
from tui.widgets.wording import HIGHLIGHT, NOTE, note_text

QUOTE = 60  # characters of the quote shown
LOOK_SECONDS = 2.0  # between two looks for what another window wrote


class Taken(Struct, frozen=True):
    """A note taken in hand, to be attached to another place."""

    note: Note


class NotesScreen(Filtered):
    """The notes; Enter gives the one marked."""

    WHERE = NOTES
    FILTER = "notes-screen.filter"

    def __init__(self, desk: Desk, here: str | None = None, orphans: Iterable[Note] = ()) -> None:
        """List all notes; the first of the article with the id ``here`` is marked.

        ``orphans`` are the notes known to have lost their place.
        """
        words = desk.words
        super().__init__(desk, words.text("notes-screen.title"), words.text("notes-screen.hint"))
        self.here = here
        self.lost = {note.id for note in orphans}
        self.notes: tuple[Note, ...] = ()
        self.seen: int | None = None

    def on_mount(self) -> None:
        """Fill the list, and go on looking for what other windows write."""
        self.fill(None)
        self.set_interval(LOOK_SECONDS, self.look_for_notes)

    def look_for_notes(self) -> None:
        """Show what another window wrote meanwhile, the same note marked."""
        with suppress(Problem):
            if self.desk.notes.generation != self.seen:
                marked = self.notes[self.at].id if self.at is not None else None
                self.fill(self.at)
                ids = [note.id for note in self.notes]
                if marked in ids:
                    self.entries.highlighted = ids.index(marked)

    def fill(self, at: int | None) -> None:
        """Read the notes and show them, the one at ``at`` marked."""
        asked = wanted(self.wanted)
        self.seen = self.desk.notes.generation
        found = [note for note in self.desk.notes.all() if self._passes(note, asked)]
        self.notes = tuple(sorted(found, key=lambda note: note.id not in self.lost))
        if at is None:
            ids = [note.article_id for note in self.notes]
            at = ids.index(self.here) if self.here in ids else 0
        self.show_entries([self._entry(note) for note in self.notes], at)
        self.tell("")

    def _passes(self, note: Note, asked: Wanted) -> bool:
        return passes(note, asked, day_of(note), self.lost)

    def tell(self, text: str) -> None:
        """Show ``text``, or how many notes there are and what can be done."""
        words = self.desk.words
        unknown = wanted(self.wanted).unknown
        if not text and unknown:
            text = words.text("notes-screen.unknown", part=safe(unknown[0]))
        elif not text and self.prompt is not None:
            text = words.text("notes-screen.syntax")
        elif not text and not self.notes and not self.wanted:
            text = words.text("notes-screen.empty")
        count = words.text("notes-screen.count", count=len(self.notes))
        super().tell(text or f"{count}{self.filtered} · {self.hint}")

    def chosen(self, at: int) -> None:
        """Give the note back; one that lost its place has none to go to."""
        if self.notes[at].id in self.lost:
            self.say("notes-screen.no-place")
        else:
            self.dismiss(self.notes[at])

    def do_note_attach(self) -> None:
        """Take the note marked in hand, to attach it to another place."""
        if self.at is not None:
            self.dismiss(Taken(self.notes[self.at]))

    def do_note_edit(self) -> None:
        """Edit the note marked."""
        if self.at is None:
            return
        from tui.screens.editor import EditorScreen, Writing

        note = self.notes[self.at]
        title = self.desk.words.text("reader.note-edit-of", title=safe(note.article_title))

        def save(text: str) -> None:
            if text == note.body or not (text.strip() or note.highlight):
                return
            self.desk.notes.edit(note.id, text.strip() and text)
            self.fill(self.at)
            self.say("message.note-saved")

        writing = Writing(title, note.id, note.article_title, note.body)
        self.app.push_screen(EditorScreen(self.desk, writing, save))

    def do_note_delete(self) -> None:
        """Delete the note marked."""
        if self.at is None:
            return
        at = self.at
        self.desk.notes.delete(self.notes[at].id)
        self.fill(at)
        self.say("message.note-deleted")

    def do_undo(self) -> None:
        """Take back the last change to the notes."""
        step = self.desk.notes.undo()
        self.fill(self.at or 0)
        self.say("message.no-undo" if step is None else "message.note-restored")

    def do_redo(self) -> None:
        """Make the change to the notes again that was taken back last."""
        step = self.desk.notes.redo()
        self.fill(self.at or 0)
        self.say("message.no-redo" if step is None else "message.note-restored")

    def _entry(self, note: Note) -> Content:
        words = self.desk.words
        sign = NOTE if note.body else HIGHLIGHT
        parts = [safe(note.article_title) or safe(note.article_name), day_of(note)]
        if note.highlight is not None and note.body:
            parts.append(words.text(f"colour.{note.highlight.value}"))
        if note.kind is Kind.ARTICLE:
            parts.append(words.text("notes-screen.whole"))
        elif note.body:  # last: what a narrow screen cuts off
            parts.append(f"“{safe(note.anchor.quote[:QUOTE])}”")
        lost = words.text("notes-screen.lost") + " " if note.id in self.lost else ""
        return Content.assemble(
            (f"{sign} ", "bold"),
            (lost, "bold italic"),
            (note_text(words, note), "bold"),
            "\n  ",
            (" · ".join(parts), "$text-muted"),
        )


def day_of(note: Note) -> str:
    """The day on which ``note`` was last changed, where the user is."""
    try:
        return datetime.fromisoformat(note.updated).astimezone().date().isoformat()
    except (ValueError, OverflowError):
        return note.updated[:10]
