"""All notes over all articles.

    notes -> a list -> the note whose place to go to

Editing, deleting and undo work from here.
"""

from textual.content import Content

from tui.core.commands import NOTES
from tui.core.notes import Note
from tui.core.safe import safe
from tui.screens.desk import Desk
from tui.screens.listed import Filtered

QUOTE = 60  # characters of the quote shown


class NotesScreen(Filtered):
    """The notes; Enter gives the one marked."""

    WHERE = NOTES

    def __init__(self, desk: Desk, here: str | None = None) -> None:
        """List all notes; the first of the article with the id ``here`` is marked."""
        words = desk.words
        super().__init__(desk, words.text("notes-screen.title"), words.text("notes-screen.hint"))
        self.here = here
        self.notes: tuple[Note, ...] = ()

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill(None)

    def fill(self, at: int | None) -> None:
        """Read the notes and show them, the one at ``at`` marked."""
        self.notes = tuple(note for note in self.desk.notes.all() if self.passes(_searched(note)))
        if at is None:
            ids = [note.article_id for note in self.notes]
            at = ids.index(self.here) if self.here in ids else 0
        self.show_entries([_prompt(note) for note in self.notes], at)
        self.tell("")

    def tell(self, text: str) -> None:
        """Show ``text``, or how many notes there are and what can be done."""
        words = self.desk.words
        if not text and not self.notes and not self.wanted:
            text = words.text("notes-screen.empty")
        count = words.text("notes-screen.count", count=len(self.notes))
        super().tell(text or f"{count}{self.filtered} · {self.hint}")

    def chosen(self, at: int) -> None:
        """Give the note back."""
        self.dismiss(self.notes[at])

    def do_note_edit(self) -> None:
        """Edit the note marked."""
        if self.at is None:
            return
        from tui.screens.editor import EditorScreen

        note = self.notes[self.at]
        title = self.desk.words.text("reader.note-edit-of", title=safe(note.article_title))

        def save(text: str | None) -> None:
            if text is not None and text.strip() and text != note.body:
                self.desk.notes.edit(note.id, text)
                self.fill(self.at)
                self.say("message.note-saved")

        self.app.push_screen(EditorScreen(self.desk, title, note.body), self.guarded(save))

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
        at = self.at
        step = self.desk.notes.undo()
        self.fill(at or 0)
        self.say("message.no-undo" if step is None else "message.note-restored")


def _searched(note: Note) -> str:
    return f"{note.body} {note.article_title} {note.anchor.exact} {note.article_name}"


def _prompt(note: Note) -> Content:
    quote = safe(note.anchor.exact[:QUOTE])
    first = safe(note.body.strip().split("\n", 1)[0])
    return Content.assemble(
        (first, "bold"), "\n  ", (f"{safe(note.article_title)} · {quote}", "dim")
    )
