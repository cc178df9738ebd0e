"""What the reader copies, and in which form.

    cursor or selection, form -> cleaned text -> io.clipboard -> its own sentence

The text is made and copied in a thread: an article may be long, and a clipboard may take
seconds to answer; the screen goes on meanwhile.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.core.model import Article, Problem, Script
from tui.core.reading import Mode
from tui.core.safe import safe
from tui.screens.reader_base import title_in
from tui.screens.reader_notes import NoteKeys

if TYPE_CHECKING:
    from tui.core.copies import Origin
    from tui.io.clipboard import Outcome


class CopyKeys(NoteKeys):
    """What is copied."""

    def do_copy(self) -> None:
        """Copy the selection, or what the cursor is on, in the form of last time."""
        self._copy(self._use())

    def do_copy_article(self) -> None:
        """Copy the article, cleaned and without folds, in the form of last time."""
        self._copy("article")

    def do_copy_form(self) -> None:
        """Choose the form for the selection or what the cursor is on, and copy it."""
        self._choose_form(self._use())

    def do_copy_article_form(self) -> None:
        """Choose the form for the article, and copy it."""
        self._choose_form("article")

    def _use(self) -> str:
        """What is copied but for the article: each use has a form of its own."""
        reading = self.reading
        selecting = reading is not None and reading.mark is not None
        return "selection" if selecting or self.selection() is not None else "paragraph"

    def _choose_form(self, use: str, at: int = 0) -> None:
        """Show what the form for ``use`` is made of, row ``at`` marked."""
        if self.reading is None:
            return
        from tui.core.copies import PARTS, read, toggled, written

        form, words = read(self.desk.state.form(use)), self.desk.words
        rows = [words.text("copy.now")]
        for part in PARTS:
            told = words.text(f"copy.{part}-{'yes' if getattr(form, part) else 'no'}")
            rows.append(f"{words.text(f'copy.{part}')}{told}")

        def chosen(row: int) -> None:
            if row == 0:
                self._copy(use)
            else:
                self.desk.state.keep_form(use, written(toggled(form, PARTS[row - 1])))
                self._choose_form(use, row)

        self.choose_row(words.text(f"copy.{use}"), rows, chosen, at)

    def _copy(self, use: str) -> None:
        reading = self.reading
        if reading is None:
            return
        from tui.core import copies, report

        article = reading.article
        paragraphs = None if use == "article" else list(self._paragraphs())
        make = partial(
            copies.copied,
            article,
            form=copies.read(self.desk.state.form(use)),
            script=reading.script,
            span=self.selection() if use == "selection" else None,
            placed=self.placed,
            source_line=partial(self._source_line, article, reading.script),
        )
        if use == "selection":
            self.end_selection()
        self.copy(lambda: make(report.shown(article) if paragraphs is None else paragraphs))

    def _paragraphs(self) -> range | list[int]:
        """The paragraphs meant; of several items only what is seen of them."""
        reading = self.reading
        assert reading is not None
        items, item = reading.items, reading.item
        first, last = reading.selected or (item, items.last_paragraph(item))
        if first == item and last == items.last_paragraph(item):
            return range(first, last + 1)
        return [at for at in range(first, last + 1) if items.closed_at(at) is None]

    def _source_line(self, article: Article, script: Script, origin: "Origin") -> str:
        words = self.desk.words
        today = self.desk.now().astimezone().date().isoformat()
        return words.text(
            "copy.source-line",
            title=title_in(article, script),
            where=origin.where,
            date=origin.date or words.text("copy.on", date=today),
        )

    def do_exit(self) -> None:
        """Copy the characters selected, as one expects of the key; without any, quit."""
        if self.reading is not None and self.reading.mode is Mode.TEXT:
            self.do_copy()
        else:
            super().do_exit()

    def copy(self, make: Callable[[], str]) -> None:
        """Copy the text that ``make`` gives, in a thread, and say where it went."""
        from tui.io import clipboard

        app, order = self.app, self.desk.settings.clipboard
        self.say("message.copying")

        def to_terminal(sequence: str) -> None:
            if app._driver is not None:
                app.call_from_thread(app._driver.write, sequence)

        def work() -> None:
            try:
                outcome = clipboard.copy(make(), order=order or None, terminal=to_terminal)
            except Problem as problem:
                app.call_from_thread(self.tell_problem, problem)
            else:
                app.call_from_thread(self._copied_to, outcome)

        self.run_worker(work, thread=True, group="copy")

    def _copied_to(self, outcome: "Outcome") -> None:
        values = {k: safe(v) if isinstance(v, str) else v for k, v in outcome.values.items()}
        self.say(outcome.message_key, **values)
