"""The reader's search: typed, previewed, gone through.

    query -> hits -> the first one from where the search began; Esc goes back there

A short article is searched at once. A longer one, and any regular expression, is searched
in a thread that stops when something else is typed: the hits show from the cursor's place
on as soon as there is one, and are counted to the end.
"""

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import events
from textual.worker import get_current_worker

from tui.core import reading as r
from tui.core.model import Problem, Query, Script, Span
from tui.core.pipeline import search_from, word_at
from tui.core.reading import Reading
from tui.core.view import Window
from tui.screens.reader_base import Part

if TYPE_CHECKING:
    from tui.widgets.prompt import Prompt
    from tui.widgets.search_prompt import SearchPrompt

SEARCHED_AT_ONCE = (
    30_000  # characters: made ready for the first query in some hundredths of a second
)
REMEMBERED = 100  # searches
SO_FAR = "search.so-far"  # what came of a search that goes on when more is read


class SearchKeys(Part):
    """What is searched for, and where it stands."""

    searches: tuple[Query, ...] = ()
    """What was searched for in this session, the latest last."""
    prompt: "SearchPrompt | None" = None
    """The line that is typed into, while it is."""
    begun: tuple[Reading, Window] | None = None
    """How the article was shown when the search began that goes on or was the last."""
    sought = Query("")
    """What is searched for, or was last."""
    outcome: tuple[str, dict[str, str | int]] | None = None
    """What to say of the search once the line is closed; None while it goes on."""
    telling = True
    """Whether the outcome is still to be said."""
    earlier = Query("")
    """What was searched for before."""
    arrived: Reading | None = None
    """What the search has shown so far."""
    go: Callable[[Reading], tuple[Reading, bool]] = staticmethod(r.to_first_hit)
    """How it goes to a hit."""

    def do_search(self) -> None:
        """Ask for what to search for."""
        from tui.widgets.search_prompt import SearchPrompt

        if self.reading is None:
            return
        self._begin(self.reading, r.to_first_hit)
        self.asking = True
        self.bar.display = False
        self.prompt = SearchPrompt(self.desk.words, self.searches)
        self.mount(self.prompt)
        self.call_after_refresh(self.prompt.line.begin)

    def do_search_word(self) -> None:
        """Search for the word under the cursor, from here on."""
        reading = self.reading
        if reading is None:
            return
        found = word_at(reading.article, reading.cursor)
        if found is None:
            self.say("message.no-word")
            return
        word, span = found
        self._begin(r.at_offset(reading, span.start), lambda reading: r.to_hit(reading, 1))
        self._remember(Query(word))
        self._seek(Query(word))

    def _begin(self, reading: Reading, go: Callable[[Reading], tuple[Reading, bool]]) -> None:
        self.begun = reading, self.article_view.window
        self.go = go
        self.earlier, self.sought = self.sought, Query("")
        self.outcome, self.arrived, self.telling = None, self.reading, True

    def update_status(self) -> None:
        """Say where one is; search anew in what is known of the article by now."""
        super().update_status()
        if self.begun is not None and self.reading is not None:
            self._follow(self.reading, *self.begun)

    def _follow(self, reading: Reading, begun: Reading, window: Window) -> None:
        article, before = reading.article, begun.article
        if article is before:
            return
        is_over = self.prompt is None and self.outcome is not None and self.outcome[0] != SO_FAR
        if article.name != before.name:
            self._stop()
            self.begun = None
            return
        folds = frozenset(fold.first for fold in article.folds)
        self.begun = replace(begun, article=article, opened=begun.opened & folds), window
        self.telling = not is_over
        if self.sought.text and (reading.hits or not is_over):
            self._seek(self.sought)

    def typing(self, event: events.Key) -> bool:
        """While a search is typed, keys belong to its line."""
        if self.prompt is not None and event.key == "enter":  # keys behind it are commands
            from tui.widgets.prompt import Prompt

            event.stop()
            event.prevent_default()
            self.prompt.line.answered = True
            self.on_prompt_asked(Prompt.Asked(self.prompt.line.value))
            return True
        if self.prompt is not None:
            self.prompt.line.take(event)
        return super().typing(event)

    def on_search_prompt_sought(self, event: "SearchPrompt.Sought") -> None:
        """Search for what has been typed so far."""
        event.stop()
        if self.prompt is not None:
            self._seek(event.query)

    def on_prompt_asked(self, event: "Prompt.Asked") -> None:
        """Keep what was found, or go back to where the search began."""
        event.stop()
        prompt, self.prompt = self.prompt, None
        if prompt is None:
            return
        query = prompt.query_typed
        self.asking = False
        prompt.remove()
        self.set_focus(None)
        self.bar.display = True
        if event.text is None or not query.text.strip():
            self._stop()
            self._go_back()
            self.sought, self.outcome = self.earlier, ("", {})
            return
        self._remember(query)
        if query != self.sought:  # Enter came with the last character
            self._seek(query)
        elif self.outcome is None:
            self.say("search.going")
        else:
            self._say_outcome()

    def _remember(self, query: Query) -> None:
        others = tuple(each for each in self.searches if each != query)
        self.searches = (*others, query)[-REMEMBERED:]

    def _stop(self) -> None:
        self.workers.cancel_group(self, "search")

    def _go_back(self, *, keep_hits: bool = True) -> None:
        """Show the article as it was when the search began."""
        assert self.begun is not None
        reading, window = self.begun
        self.arrived = reading if keep_hits else r.found(reading, "", ())
        self.article_view.restore(self.arrived, window)

    def seek_again(self) -> None:
        """Search for the same once more: there is more of the article."""
        query = self.sought
        if self.reading is not None and query.text.strip():
            self._begin(self.reading, self.go)
            self._seek(query)

    def _seek(self, query: Query) -> None:
        """Find ``query`` and show its first hit."""
        self._stop()
        assert self.begun is not None
        reading = self.article_view.current(self.begun[0])
        self.begun = reading, self.begun[1]
        article = reading.article
        self.sought, self.outcome = query, None
        if not query.text.strip():
            self._go_back()
            self._tell_count("")
        elif not query.pattern and len(article.source) <= SEARCHED_AT_ONCE:
            found = search_from(article, query, script=reading.script)
            self.found(query, tuple(hit for hits in found for hit in hits))
        else:
            self._tell_count(self.desk.words.text("search.going"))
            work = partial(self._work, query, reading)
            self.run_worker(work, thread=True, exclusive=True, group="search")

    def _work(self, query: Query, reading: Reading) -> None:
        """Search in a thread."""
        article, cursor = reading.article, reading.cursor
        worker = get_current_worker()
        hits: list[Span] = []
        shown = False
        try:
            for found in search_from(article, query, cursor, reading.script):
                if worker.is_cancelled:
                    return
                hits += found
                if not shown and any(hit.start >= cursor for hit in found):
                    shown = True
                    self.app.call_from_thread(self.found, query, _in_order(hits), so_far=True)
        except Problem as problem:
            self.app.call_from_thread(self._failed, query, problem)
        else:
            self.app.call_from_thread(self.found, query, _in_order(hits))

    def _failed(self, query: Query, problem: Problem) -> None:
        """Say what is wrong with an expression."""
        if query == self.sought:
            self._go_back(keep_hits=False)
            key = f"problem.{problem.id}"
            self.outcome = key, problem.values
            self._tell_count(self.desk.words.text(key, **problem.values))
            self._say_outcome()

    def found(self, query: Query, hits: tuple[Span, ...], *, so_far: bool = False) -> None:
        """Show ``hits``, all there are or those ``so_far``, if they are still wanted."""
        if self.begun is None or self.reading is None or query != self.sought:
            return
        begun = self.article_view.current(self.begun[0])
        if self.reading.article is not begun.article:
            return
        round_ = False
        if self.prompt is None and self.reading is not self.arrived:  # the user went on meanwhile
            self.change(r.found(self.reading, query.text, hits))
        elif hits:
            self.arrived, round_ = self.go(r.found(begun, query.text, hits))
            self.change(self.arrived)
        else:
            self._go_back(keep_hits=False)
        self._tell_found(len(hits), "…" if so_far else "")
        if not so_far:
            message = "message.round" if round_ else ""
            self.outcome = message if hits else _not_found(query, begun), {"query": query.text}
            self._say_outcome()

    def _tell_found(self, count: int, more: str) -> None:
        assert self.reading is not None
        number = r.hit_number(self.reading)
        key = "search.count" if count else "search.none"
        self._tell_count(self.desk.words.text(key, number=number, all=count) + more)

    def _tell_count(self, text: str) -> None:
        """Say behind the line how the search goes."""
        if self.prompt is not None:
            self.prompt.tell(text)

    def _say_outcome(self) -> None:
        """Say what came of the search, once the line is closed."""
        if self.prompt is None and self.outcome is not None and self.telling:
            message, values = self.outcome
            self.say(message, **values)

    def do_search_next(self, count: int | None) -> None:
        """The next hit."""
        self._to_hit(count or 1)

    def do_search_previous(self, count: int | None) -> None:
        """The previous hit."""
        self._to_hit(-(count or 1))

    def _to_hit(self, count: int) -> None:
        reading, sought = self.reading, self.sought.text
        if reading is None or self.begun is None or not sought.strip():
            self.say("message.no-search")
        elif self.outcome is None and reading.query != sought:
            self.say("search.going")
        elif reading.hits:
            self.arrive(*r.to_hit(reading, count))
        else:
            self.seek_again()


def _not_found(query: Query, reading: Reading) -> str:
    """What to say where ``query`` is not found; what one sees may stand otherwise in the source."""
    if reading.article.part < 1:
        return SO_FAR
    converted = query.exact and reading.script is not Script.ORIGINAL
    return "message.not-found-exact" if converted else "message.not-found"


def _in_order(hits: list[Span]) -> tuple[Span, ...]:
    return tuple(sorted(hits, key=attrgetter("start")))
