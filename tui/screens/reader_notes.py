"""The reader's notes: written, changed, deleted, listed.

    command at the cursor -> NoteStore; the places of the notes -> Reading.notes

A note written on this very text keeps its offsets; one written on an earlier text at the
same place is looked for by its quote, and left out of the margin if it is not found.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.core import reading as r
from tui.core.items import paragraph_at
from tui.core.model import Article, Problem
from tui.core.safe import safe
from tui.screens.reader_base import ReaderBase

if TYPE_CHECKING:
    from tui.core.identity import Identity
    from tui.core.notes import Note

SHOWN = 60  # characters of a note shown where one of several is chosen


class NoteKeys(ReaderBase):
    """What is done with notes."""

    placed: "tuple[tuple[int, Note], ...]" = ()
    known: "tuple[Article, Identity] | None" = None

    def identity(self, article: Article) -> "Identity":
        """Who ``article`` is; worked out once for the article shown."""
        from tui.core.identity import identify

        if self.known is None or self.known[0] is not article:
            self.known = article, identify(article)
        return self.known[1]

    def load_notes(self, article: Article) -> tuple[int, ...]:
        """Find the notes of ``article``; gives their source offsets."""
        try:
            from tui.core.notes import placed

            found = self.desk.notes.of(self.identity(article)).notes
        except Problem as problem:
            self.placed = ()
            self.tell_problem(problem)
            return ()
        places, _ = placed(found, article)
        self.placed = tuple((span.start, note) for span, note in places)
        return tuple(offset for offset, _ in self.placed)

    def refresh_notes(self, *, steps: int = 0) -> None:
        """Show the notes as they are now; ``steps`` changes more for ``undo``."""
        if self.reading is None:
            return
        reading = r.with_notes(self.reading, self.load_notes(self.reading.article))
        for _ in range(steps):
            reading = r.with_notes(reading, reading.notes, changed=True)
        self.change(reading)

    def notes_here(self) -> "list[Note]":
        """The notes on the cursor's item, what a closed fold hides included."""
        assert self.reading is not None
        first = self.reading.item
        last = self.reading.items.last_paragraph(first)
        article = self.reading.article
        return [n for at, n in self.placed if first <= paragraph_at(article, at) <= last]

    def do_note_add(self) -> None:
        """Write a note on the cursor's paragraph."""
        reading = self.reading
        if reading is None:
            return
        article, index = reading.article, reading.paragraph

        def save(text: str | None) -> None:
            if text is None:
                return
            if not text.strip():
                self.say("message.note-empty")
                return
            from tui.core.anchor import anchor

            place = anchor(article.source, article.span(index))
            self.desk.notes.add(self.identity(article), place, text)
            self._changed("message.note-saved")

        self._edit("reader.note-new", index, "", save)

    def do_note_edit(self) -> None:
        """Change a note on the cursor's paragraph."""
        self._with_note(self._edit_note)

    def _edit_note(self, note: "Note") -> None:
        assert self.reading is not None

        def save(text: str | None) -> None:
            if text is None or text == note.body:
                return
            if not text.strip():
                self.say("message.note-empty")
                return
            self.desk.notes.edit(note.id, text)
            self._changed("message.note-saved")

        self._edit("reader.note-edit", self.reading.paragraph, note.body, save)

    def do_note_delete(self) -> None:
        """Delete a note on the cursor's paragraph."""
        self._with_note(self._delete_note)

    def _delete_note(self, note: "Note") -> None:
        self.desk.notes.delete(note.id)
        self._changed("message.note-deleted")

    def _changed(self, message: str) -> None:
        self.refresh_notes(steps=1)
        self.say(message)

    def _edit(self, title: str, index: int, text: str, save: Callable[[str | None], None]) -> None:
        from tui.screens.editor import EditorScreen

        heading = self.desk.words.text(title, number=index + 1)

        def keep(written: str | None) -> None:
            try:
                save(written)
            except Problem as problem:
                # What was written must not be lost with the message: open it again.
                self.app.push_screen(EditorScreen(self.desk, heading, text, written or ""), keep)
                self.tell_problem(problem)

        self.app.push_screen(EditorScreen(self.desk, heading, text), keep)

    def _with_note(self, act: "Callable[[Note], None]") -> None:
        """``act`` on the note here; where there are several, on the one chosen."""
        found = self.notes_here() if self.reading is not None else []
        if not found:
            self.say("message.no-note")
        elif len(found) == 1:
            act(found[0])
        else:
            from tui.screens.choose import ChooseScreen

            texts = [safe(note.body.strip())[:SHOWN] for note in found]

            def chosen(at: object) -> None:
                if isinstance(at, int):
                    act(found[at])

            title = self.desk.words.text("reader.note-which")
            self.app.push_screen(ChooseScreen(self.desk, title, texts), self.guarded(chosen))

    def do_note_list(self) -> None:
        """Show all notes."""
        from tui.core.notes import Note
        from tui.screens.notes import NotesScreen

        before = self.desk.notes.steps
        here = self.reading.article.id if self.reading is not None else None

        def chosen(note: object) -> None:
            self.refresh_notes(steps=max(self.desk.notes.steps - before, 0))
            if isinstance(note, Note):
                self.go_to_note(note)

        self.app.push_screen(NotesScreen(self.desk, here), self.guarded(chosen))

    def go_to_note(self, note: "Note") -> None:
        """Go to the place of ``note``, in this article or another."""
        raise NotImplementedError
