"""The reader's motions and its search.

    command, count -> another cursor, another window

What a motion does is decided in ``core.reading`` and ``core.view``.
"""

from tui.core import reading as r
from tui.core.model import Article, Span
from tui.core.pipeline import search
from tui.core.reading import Reading
from tui.screens.reader_base import ReaderBase
from tui.widgets.prompt import Prompt

SEARCHED_AT_ONCE = 300_000  # characters; more is searched in a thread


class Moves(ReaderBase):
    """Where the cursor goes."""

    def do_down(self, count: int | None) -> None:
        """Next paragraph."""
        self.article_view.step(count or 1)

    def do_up(self, count: int | None) -> None:
        """Previous paragraph."""
        self.article_view.step(-(count or 1))

    def do_line_down(self, count: int | None) -> None:
        """A line on."""
        self.article_view.scroll_lines(count or 1)

    def do_line_up(self, count: int | None) -> None:
        """A line back."""
        self.article_view.scroll_lines(-(count or 1))

    def do_page_down(self, count: int | None) -> None:
        """A page on."""
        self.article_view.turn(count or 1)

    def do_page_up(self, count: int | None) -> None:
        """A page back."""
        self.article_view.turn(-(count or 1))

    def do_half_down(self, count: int | None) -> None:
        """Half a page on."""
        self.article_view.half(count or 1)

    def do_half_up(self, count: int | None) -> None:
        """Half a page back."""
        self.article_view.half(-(count or 1))

    def do_first(self, count: int | None) -> None:
        """The beginning, or the paragraph with that number."""
        reading = self.reading
        if reading is None:
            return
        if count is None:
            self.change(r.leap(reading, reading.article.starts[0]))
        else:
            self.change(r.to_number(reading, count))

    def do_last(self, count: int | None) -> None:
        """The end, or the paragraph with that number."""
        reading = self.reading
        if reading is None:
            return
        if count is None:
            self.change(r.leap(reading, self.article_view.last_cursor))
        else:
            self.change(r.to_number(reading, count))

    def do_back(self) -> None:
        """Where the last jump began."""
        if self.reading is None or not self.reading.jumps:
            self.say("message.no-jump")
        else:
            self.change(r.back(self.reading))

    # Search

    def do_search(self) -> None:
        """Ask for what to search for."""
        if self.reading is None:
            return
        self.asking = True
        self.bar.display = False
        prompt = Prompt(self.desk.words.text("reader.search"))
        self.mount(prompt)
        prompt.focus()

    def on_prompt_asked(self, event: Prompt.Asked) -> None:
        """Search for what was typed."""
        event.stop()
        self.asking = False
        self.query_one(Prompt).remove()
        self.set_focus(None)
        self.bar.display = True
        if event.text and self.reading is not None:
            self.search_for(event.text, self.reading.article)

    def search_for(self, query: str, article: Article) -> None:
        """Find ``query`` and go to the first hit from the cursor on."""
        if len(article.source) <= SEARCHED_AT_ONCE:
            self.found(query, article, search(article, query))
            return

        def work() -> None:
            hits = search(article, query)
            self.app.call_from_thread(self.found, query, article, hits)

        self.run_worker(work, thread=True, exclusive=True, group="search")

    def found(self, query: str, article: Article, hits: tuple[Span, ...]) -> None:
        """Show the hits, if the article is still the one searched."""
        if self.reading is None or self.reading.article.id != article.id:
            return
        if not hits:
            self.change(r.found(self.reading, "", ()))
            self.say("message.not-found", query=query)
            return
        self._arrive(*r.to_first_hit(r.found(self.reading, query, hits)))

    def do_search_next(self, count: int | None) -> None:
        """The next hit."""
        self._to_hit(count or 1)

    def do_search_previous(self, count: int | None) -> None:
        """The previous hit."""
        self._to_hit(-(count or 1))

    def _to_hit(self, count: int) -> None:
        if self.reading is None or not self.reading.hits:
            self.say("message.no-search")
        else:
            self._arrive(*r.to_hit(self.reading, count))

    def _arrive(self, reading: Reading, round_: bool) -> None:
        """Show ``reading``; say so if the way there led round the end."""
        self.change(reading)
        if round_:
            self.say("message.round")

    def do_note_next(self, count: int | None) -> None:
        """The next note."""
        self._to_note(count or 1)

    def do_note_previous(self, count: int | None) -> None:
        """The previous note."""
        self._to_note(-(count or 1))

    def _to_note(self, count: int) -> None:
        if self.reading is None or not self.reading.notes:
            self.say("message.no-notes")
        else:
            self._arrive(*r.to_note(self.reading, count))
