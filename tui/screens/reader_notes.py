"""The reader's notes: written, highlighted, changed, deleted, attached, listed.

    command at the cursor or on the selection -> NoteStore; the places of the notes -> marks

A note written on this very text keeps its offsets; one written on an earlier text of the
article is looked for by its quote. Those not found are orphans: they stay in the list of
notes with their quotes until they are attached by hand. What another window writes shows
at the next key, or within seconds.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.core import reading as r
from tui.core.items import paragraph_at
from tui.core.model import Article, Problem, Span
from tui.core.reading import Mark, Mode
from tui.core.safe import safe
from tui.screens.reader_select import SelectKeys
from tui.widgets.drawing import COLOURS
from tui.widgets.wording import note_text, remark_text

if TYPE_CHECKING:
    from tui.core.anchor import Anchor
    from tui.core.identity import Identity
    from tui.core.notes import Kind, Note
    from tui.screens.editor import Writing

SHOWN = 60  # characters of a note or of a quote shown
AT_ONCE = 50_000  # characters of an article identified at once; takes some 50 ms
LOOK_SECONDS = 2.0  # between two looks for what another window wrote


class NoteKeys(SelectKeys):
    """What is done with notes."""

    placed: "tuple[tuple[Span, Note], ...]" = ()
    orphans: "tuple[Note, ...]" = ()
    asked: "tuple[Identity, ...]" = ()
    known: "tuple[Article, Identity] | None" = None
    seen: int | None = None  # the store's generation that is shown
    in_hand: "Note | None" = None  # to be attached
    colour = "yellow"  # used last
    looked = False  # whether it was told what an ended program left unsaved

    def watch_notes(self) -> None:
        """Look from time to time for what another window wrote."""
        self.set_interval(LOOK_SECONDS, self.look_for_notes)

    def look_for_notes(self) -> None:
        """Show what another window wrote meanwhile."""
        if self.reading is None or self.seen is None:
            return
        with suppress(Problem):
            if self.desk.notes.generation != self.seen:
                self.refresh_notes()

    def find_notes(self, article: Article) -> None:
        """Show the notes of ``article``, just opened; where that takes long, a thread looks."""
        known = self.known is not None and self.known[0].id == article.id
        if (known or len(article.source) <= AT_ONCE) and self.desk.notes.is_quick:
            self._found_notes(article)
            return
        app = self.app

        def work() -> None:
            from tui.core.identity import identify

            self.known = article, identify(article)
            with suppress(Problem):  # told when they are shown
                if not self.desk.notes.load(lambda: not app.is_running):
                    return
                self.desk.notes.of(self.known[1])
            app.call_from_thread(self._found_notes, article)

        self.run_worker(work, thread=True, exclusive=True, group="identify")

    def _found_notes(self, article: Article) -> None:
        if self.reading is not None and self.reading.article.id == article.id:
            marks = self.load_notes(article)
            if marks:
                self.change(r.with_notes(self.reading, marks))
            self.tell_notes()

    def identity(self, article: Article) -> "Identity":
        """Who ``article`` is; worked out once for the article shown."""
        from tui.core.identity import identify

        if self.known is None or self.known[0].id != article.id:
            self.known = article, identify(article)
        return self.known[1]

    def load_notes(self, article: Article) -> tuple[Mark, ...]:
        """Find the notes of ``article``; gives where they are marked."""
        from tui.core.notes import placed

        self.placed, self.orphans, self.asked = (), (), ()
        try:
            self.seen = self.desk.notes.generation
            found = self.desk.notes.of(self.identity(article))
        except Problem as problem:
            self.tell_problem(problem)
            return ()
        self.placed, self.orphans = placed(found.notes, article)
        self.asked = found.asked
        texts: dict[int, list[str]] = {}
        for span, note in self.placed:
            index = paragraph_at(article, span.start)
            texts.setdefault(index, []).append(remark_text(self.desk.words, note))
        self.article_view.remarks = texts
        return tuple(_mark(span, note) for span, note in self.placed if note.kind != "article")

    def tell_notes(self) -> None:
        """Say, of an article just opened, what its notes ask of the user."""
        words = self.desk.words
        if self.asked:
            title = safe(self.asked[0].title)[:SHOWN]
            self.say("message.notes-asked", title=title, same=self.key_of("note-same"))
        elif self.orphans:
            key = self.key_of("note-list")
            self.tell(words.text("message.notes-lost", count=len(self.orphans), list=key))
        elif not self.looked and self.desk.drafts.left():
            self.say("message.draft-left", add=self.key_of("note-add"))
        self.looked = True

    def refresh_notes(self, *, steps: int = 0) -> None:
        """Show the notes as they are now; ``steps`` changes more for ``undo``."""
        if self.reading is not None:
            marks = self.load_notes(self.reading.article)
            self.change(r.with_notes(self.reading, marks, steps=steps))

    def notes_here(self) -> "list[Note]":
        """The notes on the cursor's item, what a closed fold hides included.

        With a caret only those that it stands in, if there are any.
        """
        reading = self.reading
        assert reading is not None
        first = reading.item
        last = reading.items.last_paragraph(first)
        here = [
            (span, note)
            for span, note in self.placed
            if note.kind != "article" and first <= paragraph_at(reading.article, span.start) <= last
        ]
        at = [note for span, note in here if reading.mode.caret and reading.cursor in span]
        return at or [note for _, note in here]

    def whole_note(self) -> "Note | None":
        """The note on the article as a whole."""
        found = (note for _, note in self.placed if note.kind == "article")
        return next(found, None)

    def do_note_show(self) -> None:
        """Show the texts of the notes beside the text or under it, or hide them."""
        reading = self.reading
        if reading is None:
            return
        if not reading.remarks and not self.placed:
            self.say("message.no-notes")
            return
        self.change(r.toggle_remarks(reading))
        self.say("message.remarks-hidden" if reading.remarks else "message.remarks-shown")

    # Writing

    def meant(self) -> "tuple[Kind, Anchor]":
        """What a note is to be on: the selection, or the cursor's paragraph."""
        from tui.core.copies import anchored
        from tui.core.notes import Kind

        reading = self.reading
        assert reading is not None
        whole = reading.article.span(reading.paragraph)
        span = self.article_view.selection
        if span is None or span == whole:
            return Kind.PARAGRAPH, anchored(reading.article, whole)
        return Kind.CHARACTERS, anchored(reading.article, span)

    def do_note_add(self) -> None:
        """Write a note on the selection, or on the cursor's paragraph."""
        if self.reading is None:
            return
        article = self.reading.article
        kind, place = self.meant()
        words, number = self.desk.words, paragraph_at(article, place.span.start) + 1
        heading = words.text("reader.note-new", number=number)
        if kind == "characters":
            heading = words.text("reader.note-on", quote=safe(place.quote[:SHOWN]))
        self._write(article, kind, place, heading)

    def do_note_article(self) -> None:
        """Write a note on the article, or change the one there is."""
        if self.reading is None:
            return
        from tui.core.notes import WHOLE, Kind

        note, article = self.whole_note(), self.reading.article
        if note is not None:
            self._edit_note(note)
        else:
            heading = self.desk.words.text("reader.note-whole", title=safe(article.title))
            self._write(article, Kind.ARTICLE, WHOLE, heading)

    def _write(self, article: Article, kind: "Kind", place: "Anchor", heading: str) -> None:
        from tui.screens.editor import Writing

        def save(text: str) -> None:
            if not text.strip():
                self.say("message.note-empty")
                return
            self.desk.notes.add(self.identity(article), place, text, kind=kind)
            self.end_selection()
            self._changed("message.note-saved")

        about = f"{article.id} {kind.value} {place.span.start} {place.span.end}"
        self._edit(Writing(heading, about, article.title), save)

    def do_note_edit(self) -> None:
        """Change a note here."""
        self._with_note(self._edit_note)

    def _edit_note(self, note: "Note") -> None:
        from tui.screens.editor import Writing

        assert self.reading is not None

        def save(text: str) -> None:
            if text == note.body:
                return
            if not text.strip() and note.highlight is None:
                self.say("message.note-empty")
                return
            self.desk.notes.edit(note.id, text.strip() and text)
            self._changed("message.note-saved")

        words = self.desk.words
        heading = words.text("reader.note-edit", number=self.reading.paragraph + 1)
        if note.kind == "article":
            heading = words.text("reader.note-whole", title=safe(note.article_title))
        self._edit(Writing(heading, note.id, note.article_title, note.body), save)

    def _edit(self, writing: "Writing", save: Callable[[str], None]) -> None:
        from tui.screens.editor import EditorScreen

        self.app.push_screen(EditorScreen(self.desk, writing, save))

    def do_note_delete(self) -> None:
        """Delete a note here."""
        self._with_note(self._delete_note)

    def _delete_note(self, note: "Note") -> None:
        self.desk.notes.delete(note.id)
        self._changed("message.note-deleted")

    def _changed(self, message: str) -> None:
        self.refresh_notes(steps=1)
        self.say(message)

    def _with_note(self, act: "Callable[[Note], None]") -> None:
        """``act`` on the note here; where there are several, on the one chosen."""
        found = self.notes_here() if self.reading is not None else []
        if not found:
            self.say("message.no-note")
        elif len(found) == 1:
            act(found[0])
        else:
            texts = [note_text(self.desk.words, note)[:SHOWN] for note in found]
            self.choose_row(
                self.desk.words.text("reader.note-which"), texts, lambda at: act(found[at])
            )

    def choose_row(
        self, title: str, texts: list[str], act: Callable[[int], None], at: int = 0
    ) -> None:
        """``act`` on the row of ``texts`` that is chosen under ``title``."""
        from tui.screens.choose import ChooseScreen

        def chosen(row: object) -> None:
            if isinstance(row, int):
                act(row)

        screen = ChooseScreen(self.desk, title, texts, at)
        self.app.push_screen(screen, self.guarded(chosen))

    # Highlights

    def do_highlight(self) -> None:
        """Highlight in the colour used last."""
        self._highlight(self.colour)

    def do_highlight_yellow(self) -> None:
        """Highlight in yellow."""
        self._highlight("yellow")

    def do_highlight_green(self) -> None:
        """Highlight in green."""
        self._highlight("green")

    def do_highlight_blue(self) -> None:
        """Highlight in blue."""
        self._highlight("blue")

    def do_highlight_pink(self) -> None:
        """Highlight in pink."""
        self._highlight("pink")

    def do_highlight_choose(self) -> None:
        """Choose a colour for what is here, or take it away."""
        if self.reading is None:
            return
        words, colours = self.desk.words, (*COLOURS, "")
        texts = [words.text(f"colour.{colour or 'none'}") for colour in colours]
        at = colours.index(self.colour)
        self.choose_row(
            words.text("reader.highlight"), texts, lambda row: self._highlight(colours[row]), at
        )

    def _marked(self, span: Span, *, to_clear: bool) -> "Note | None":
        """The note on exactly this place; in word mode also the highlight around the word.

        ``to_clear``: else the only highlight of the paragraph.
        """
        reading = self.reading
        assert reading is not None
        exact = [note for place, note in self.placed if place == span and note.kind != "article"]
        if exact:
            return exact[0]
        lit = [(place, note) for place, note in self.placed if note.highlight is not None]
        if reading.mode is Mode.WORD:
            return next((note for place, note in lit if reading.cursor in place), None)
        here = [note for note in self.notes_here() if note.highlight is not None]
        return here[0] if to_clear and len(here) == 1 else None

    def _highlight(self, name: str) -> None:
        """Give what is here the colour ``name``, or take its colour away (empty)."""
        reading = self.reading
        if reading is None:
            return
        from tui.core.notes import Colour

        colour = Colour(name) if name else None
        kind, place = self.meant()
        note = self._marked(place.span, to_clear=colour is None)
        store = self.desk.notes
        if colour is None and (note is None or note.highlight is None):
            self.say("message.no-highlight")
            return
        if note is None:
            store.add(self.identity(reading.article), place, "", kind=kind, highlight=colour)
        elif colour is None and not note.body:
            store.delete(note.id)
        else:
            store.colour(note.id, colour)
        self.colour = name or self.colour
        self.end_selection()
        self._changed("message.highlighted" if colour else "message.highlight-gone")

    # Orphans, and articles that may be one

    def take(self, note: "Note") -> None:
        """Take ``note`` in hand, to attach it to another place."""
        self.in_hand = note
        told = note_text(self.desk.words, note)[:SHOWN]
        self.say("message.note-in-hand", note=told, attach=self.key_of("note-attach"))

    def do_note_attach(self) -> None:
        """Attach the note in hand, or an orphan of this article, to what is here."""
        reading = self.reading
        if reading is None:
            return
        if self.in_hand is not None:
            self._put_down(self.in_hand)
        elif self.orphans:
            orphans = self.orphans
            texts = [note_text(self.desk.words, note)[:SHOWN] for note in orphans]
            title = self.desk.words.text("reader.note-lost-which")
            self.choose_row(title, texts, lambda at: self._put_down(orphans[at]))
        else:
            self.say("message.no-orphan")

    def _put_down(self, note: "Note") -> None:
        assert self.reading is not None
        article = self.reading.article
        kind, place = self.meant()
        self.desk.notes.attach(note.id, self.identity(article), place, kind)
        self.in_hand = None
        self.end_selection()
        self._changed("message.note-attached")

    def do_note_same(self) -> None:
        """Say whether the notes of a like article belong to this one."""
        if self.reading is None or not self.asked:
            self.say("message.none-asked")
            return
        other, article = self.asked[0], self.reading.article
        words = self.desk.words
        texts = [words.text("reader.same-yes"), words.text("reader.same-no")]

        def tell(row: int) -> None:
            self.desk.notes.tell(self.identity(article), other.id, same=row == 0)
            self._changed("message.same" if row == 0 else "message.not-same")
            self.tell_notes()

        title = words.text("reader.same", title=safe(other.title), name=safe(other.name))
        self.choose_row(title, texts, tell)

    # The list

    def do_note_list(self) -> None:
        """Show all notes."""
        from tui.core.notes import Note
        from tui.screens.notes import NotesScreen, Taken

        before = self.desk.notes.steps
        here = self.reading.article.id if self.reading is not None else None

        def chosen(choice: object) -> None:
            self.refresh_notes(steps=self.desk.notes.steps - before)
            if isinstance(choice, Taken):
                self.take(choice.note)
            elif isinstance(choice, Note):
                self.go_to_note(choice)

        self.app.push_screen(NotesScreen(self.desk, here, self.orphans), self.guarded(chosen))

    def go_to_note(self, note: "Note") -> None:
        """Go to the place of ``note``, in this article or another."""
        raise NotImplementedError


def _mark(span: Span, note: "Note") -> Mark:
    drawn = note.kind == "characters" or note.highlight is not None
    return Mark(span, note.highlight or "", bool(note.body), drawn)
