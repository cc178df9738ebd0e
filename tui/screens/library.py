"""The articles there are.

    folders -> files, by title and name -> the file chosen

Titles are found in a thread, a few at a time, so that a large folder opens at once.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from textual.content import Content
from textual.worker import get_current_worker

from tui.core.commands import LIBRARY
from tui.core.model import Problem, UserRule
from tui.core.safe import safe
from tui.screens.desk import Desk
from tui.screens.listed import Filtered

TITLED_BYTES = 200_000  # a larger file is listed by its name: its title would take too long
TITLED = 500  # files whose titles are looked up
BATCH = 8  # titles shown at a time


class LibraryScreen(Filtered):
    """The articles of the folders; Enter gives the path of one."""

    WHERE = LIBRARY

    def __init__(
        self, desk: Desk, paths: Sequence[Path], here: Path | None, *, base: bool = False
    ) -> None:
        """List ``paths``, the one called ``here`` marked.

        Args:
            desk: words and stores.
            paths: the articles.
            here: the article that is open.
            base: nothing is open below; leaving the library quits the program.
        """
        words = desk.words
        super().__init__(desk, words.text("library.title"), words.text("library.hint"))
        self.paths = tuple(paths)
        self.here = here
        self.base = base
        self.titles: dict[Path, str] = {}
        self.listed: tuple[Path, ...] = self.paths

    def on_mount(self) -> None:
        """Fill the list, then look for titles."""
        at = self.paths.index(self.here) if self.here in self.paths else 0
        self.fill(at)
        self.run_worker(self._find_titles, thread=True, exclusive=True)

    def fill(self, at: int | None) -> None:
        """Show the articles that the filter lets through, the one at ``at`` marked."""
        self.listed = tuple(path for path in self.paths if self.passes(self._searched(path)))
        self.show_entries([self._prompt(path) for path in self.listed], at or 0)
        self.tell("")

    def tell(self, text: str) -> None:
        """Show ``text``, or how many articles there are and what can be done."""
        words = self.desk.words
        if not text:
            count = words.text("library.count", count=len(self.listed))
            text = f"{count}{self.filtered} · {self.hint}"
            if not self.listed:
                text = words.text("library.empty") + self.filtered
        super().tell(text)

    def _searched(self, path: Path) -> str:
        return f"{self.titles.get(path, '')} {path}"

    def _prompt(self, path: Path) -> Content:
        title = self.titles.get(path)
        name = safe(path.name)
        return Content.assemble((title, "bold"), f"  {name}") if title else Content(name)

    def _find_titles(self) -> None:
        worker = get_current_worker()
        batch: dict[Path, str] = {}
        try:
            rules = self.desk.rules.all()
        except Problem:
            rules = ()  # the reader tells it
        for path, title in _titles(self.paths[:TITLED], rules):
            if worker.is_cancelled:
                return
            batch[path] = title
            if len(batch) == BATCH:
                self.app.call_from_thread(self.add_titles, batch)
                batch = {}
        self.app.call_from_thread(self.add_titles, batch)

    def add_titles(self, titles: dict[Path, str]) -> None:
        """Show ``titles`` beside the names."""
        self.titles |= titles
        for at, path in enumerate(self.listed):
            if path in titles:
                self.entries.replace_option_prompt_at_index(at, self._prompt(path))

    def leave(self) -> None:
        """Close, unless nothing is open below."""
        if not self.base:
            self.dismiss(None)

    def do_quit(self) -> None:
        """Close; if nothing is open below, quit."""
        if self.base:
            self.app.exit()
        else:
            self.dismiss(None)

    def do_note_list(self) -> None:
        """Show all notes; the place chosen is opened."""
        from tui.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(self.desk), self._to_note)

    def _to_note(self, note: object) -> None:
        if note is not None:
            self.dismiss(note)

    def chosen(self, at: int) -> None:
        """Give the path back."""
        self.dismiss(self.listed[at])


def _titles(paths: Sequence[Path], rules: Sequence[UserRule]) -> Iterator[tuple[Path, str]]:
    """The titles of the articles, where they can be found soon."""
    from tui.io.articles import load

    for path in paths:
        with suppress(Problem, OSError):
            if path.stat().st_size <= TITLED_BYTES:
                yield path, load(path, rules=rules).title
