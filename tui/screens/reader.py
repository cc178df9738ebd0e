"""The reader: one article at a time, everything a key away.

    path -> Article -> Reading, shown; left -> its state is kept

A small file is read at once; of a larger one its beginning (``reader_large``).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES

from tui.core import reading as r
from tui.core.commands import Command
from tui.core.model import Article, Problem, Script, UserRule
from tui.core.pipeline import with_rules
from tui.core.reading import Look, Mode, Reading, Ruled
from tui.core.typography import Typography, differing, taken
from tui.screens.desk import Desk
from tui.screens.reader_base import ReaderBase
from tui.screens.reader_choices import ChoiceKeys
from tui.screens.reader_copy import CopyKeys
from tui.screens.reader_large import LargeKeys
from tui.screens.reader_learned import LearnedKeys
from tui.screens.reader_moves import Moves
from tui.screens.reader_rules import place_of_rule
from tui.screens.reader_script import ScriptKeys
from tui.screens.reader_search import SearchKeys
from tui.widgets.themes import show_theme

if TYPE_CHECKING:
    from tui.core.notes import Note
    from tui.io.whole import Whole
    from tui.screens.reader_large import Goal

WIDER = 2  # cells a key: one Chinese character
SMALL = 60_000  # bytes read before the screen shows; takes some hundredths of a second


class ReaderScreen(
    Moves, SearchKeys, CopyKeys, ChoiceKeys, LearnedKeys, ScriptKeys, LargeKeys, ReaderBase
):
    """The article and what is done with it."""

    CSS_PATH = None  # the program's own, which the first screen needs

    def __init__(
        self, desk: Desk, paths: Sequence[Path], piped: Article | bytes | None = None
    ) -> None:
        """Read ``paths``; ``piped`` is the one called ``-`` among them."""
        super().__init__(desk)
        self.paths = tuple(paths)
        self.piped = piped
        self.first: Article | Whole | None = None
        self.last_set = taken(desk.settings.typography, desk.state.page, tuple(BUILTIN_THEMES))
        self.trouble: Problem | None = None

    # Articles

    def read_first(self) -> None:
        """Read the first article, or its beginning, before the screen shows.

        Raises:
            Problem: it could not be read.
        """
        if self.paths:
            self.first = self._read(self.paths[0])

    def on_mount(self) -> None:
        """Open the first article, or the library."""
        self.watch_notes()
        if not self.paths:
            self.show_library(base=True)
        elif self.first is not None:
            first, self.first = self.first, None
            self._open(self.paths[0], first, None)
        else:
            self.guarded(self.open_path)(self.paths[0])

    def open_path(self, path: Path, goal: "Goal | None" = None) -> None:
        """Open the article at ``path``, at the place of ``goal`` if there is one.

        Raises:
            Problem: a small file could not be read.
        """
        self._open(path, self._read(path), goal)

    def _open(self, path: Path, found: "Article | Whole", goal: "Goal | None") -> None:
        if isinstance(found, Article):
            self.show(path, found, goal)
        else:
            self.begin_reading(found, path, goal)

    def _read(self, path: Path) -> "Article | Whole":
        """Read ``path`` as the user wants it read, or the beginning of a large file.

        Raises:
            Problem: it could not be read.
        """
        from tui.io.articles import followed, is_markdown, load

        fold_credits = self.desk.settings.fold_credits
        rules: tuple[UserRule, ...] = ()
        try:
            if self.desk.has_rules():
                rules = followed(self.desk.rules.all(), path)
        except Problem as problem:
            self.trouble = problem
        data = self.piped if str(path) == "-" else None
        if isinstance(data, Article):
            return with_rules(data, rules, fold_credits) if rules or fold_credits else data
        size = path.stat().st_size if data is None and path.is_file() else len(data or b"")
        if size <= SMALL:
            return load(path, data=data, rules=rules, fold_credits=fold_credits)
        from tui.io.whole import Options, begin

        options = Options(str(path), is_markdown(path), rules, fold_credits)
        return begin(path, data, size, options)

    def show(
        self,
        path: Path,
        article: Article,
        goal: "Goal | None" = None,
        whole: "Whole | None" = None,
    ) -> None:
        """Show ``article`` where it was left last, or at the place of ``goal``.

        Args:
            path: where it is.
            article: as far as it is known.
            goal: what it was opened for.
            whole: what it is being read from, if there is more of it.
        """
        before = self.reading.article.manner if self.reading is not None else None
        article = self.desk.in_manner(article, before)
        self.save()
        if whole is not self.growing:
            self.stop_reading()
            self.growing, self.percent = whole, 0
        self.say("")
        self.path = path
        self.offered = ()
        settings = self.desk.settings
        state = self.desk.state.get(article.id)
        script = self.script_of(article)
        chosen = script if script is not Script.ORIGINAL else settings.script
        reading = r.begin(
            article,
            script=script,
            other=chosen if chosen is not Script.ORIGINAL else r.other_script(article),
            cursor=0 if state is None else state.cursor,
            opened=() if state is None else state.opened,
            typography=self.typography,
        )
        self.article_view.open(reading)
        if state is None and not self.bar.message:
            keys = {name: self.key_of(name) for name in ("down", "help", "quit")}
            self.say("message.first", **keys)
        trouble = self.desk.state.warning or self.trouble
        self.desk.state.warning = self.trouble = None
        if trouble is not None:
            self.tell_problem(trouble)
        if goal is not None:
            self._to_goal(goal, article)
        self.unfinished = article
        self.call_after_refresh(self.finish)

    def script_of(self, article: Article) -> Script:
        """The script in which ``article`` opens: the one it was left in, or the setting."""
        state = self.desk.state.get(article.id)
        return self.desk.settings.script if state is None else _script(state.script)

    def finish(self) -> None:
        """Do what could wait until the article was on the screen, but not beyond the next key."""
        article, self.unfinished = self.unfinished, None
        if article is None or self.reading is None:
            return
        self.prepare(article)
        if article.id:
            self.find_notes(article)
            if self.growing is None:
                self.learn(article)

    def perform(self, command: Command, count: int | None = None) -> None:
        """Carry out ``command``, on the notes as they are now."""
        self.finish()
        self.look_for_notes()
        if not self.held(command, count):
            super().perform(command, count)

    def _to_goal(self, goal: "Goal", article: Article) -> None:
        if isinstance(goal, UserRule):
            place, otherwise = place_of_rule(goal, article), "message.rule-not-located"
        else:
            from tui.core.notes import place_of

            place, otherwise = place_of(goal, article), "message.not-located"
        if place is None or self.reading is None:
            self.say(otherwise)
        else:
            self.change(r.jump(self.reading, place.start))

    def go_to_note(self, note: "Note") -> None:
        """Go to the place of ``note``, opening its article if that is another one."""
        article = self.reading.article if self.reading is not None else None
        path = self._path_of(note)
        is_placed = any(found.id == note.id for _, found in self.placed) and not path.exists()
        if article is not None and (is_placed or note.article_id == article.id):
            self._to_goal(note, article)
        elif note.article_name == "-" and self.piped is None:
            self.say("message.not-open")
        else:
            self.open_path(path, note)

    def _path_of(self, note: "Note") -> Path:
        """The path of the article of ``note``; if that is gone, where it was read last."""
        path = Path(note.article_name)
        left = None if path.exists() else self.desk.state.get(note.article_id)
        return path if left is None or not Path(left.name).exists() else Path(left.name)

    def go_to_rule(self, rule: UserRule) -> None:
        """Go to the place of which ``rule`` was said, in this article or another."""
        article = self.reading.article if self.reading is not None else None
        if article is not None and place_of_rule(rule, article) is not None:
            self._to_goal(rule, article)
        elif rule.name == "-" and self.piped is None:
            self.say("message.rule-not-open")
        else:
            self.open_path(Path(rule.name), rule)

    def save(self) -> None:
        """Keep where the article is left; a problem is told."""
        try:
            self.keep_state()
        except Problem as problem:
            self.tell_problem(problem)

    def keep_state(self) -> None:
        """Keep where the article is left.

        Raises:
            Problem: it could not be written.
        """
        from tui.io.state import ReadingState

        reading = self.reading
        if reading is not None and reading.article.id:
            now = self.desk.now().isoformat(timespec="seconds")
            opened = r.opened_offsets(reading)
            script = reading.script.value
            article = reading.article
            self.keep_typography()
            self.desk.state.save(
                ReadingState(article.id, reading.cursor, script, opened, article.name, now)
            )

    def do_article_next(self, count: int | None) -> None:
        """The next article."""
        self._neighbour(count or 1)

    def do_article_previous(self, count: int | None) -> None:
        """The previous article."""
        self._neighbour(-(count or 1))

    def _neighbour(self, count: int) -> None:
        paths = self.library()
        at = paths.index(self.path) + count if self.path in paths else 0
        if 0 <= at < len(paths) and paths[at] != self.path:
            self.open_path(paths[at])
        else:
            self.say("message.no-article")

    def library(self) -> tuple[Path, ...]:
        """The articles that were asked for; of a single one, those beside it.

        If none was asked for: the samples, the folders in the settings, the last folder.
        """
        from tui.io.articles import listing, sample_folder

        if not self.paths:
            state = self.desk.state.last_folder
            folders = dict.fromkeys([sample_folder(), *self.desk.settings.folders, state])
            return tuple(p for folder in folders if folder for p in listing(folder))
        if len(self.paths) > 1 or self.path is None or str(self.path) == "-":
            return self.paths
        beside = tuple(p for p in listing(self.path.parent) if p.parent == self.path.parent)
        return beside if self.path in beside else self.paths

    def do_library(self) -> None:
        """Choose an article."""
        self.show_library(base=False)

    def show_library(self, *, base: bool) -> None:
        """Show the library; ``base``: there is no article to go back to."""
        from tui.core.notes import Note
        from tui.screens.library import LibraryScreen

        def chosen(choice: object) -> None:
            if isinstance(choice, Note):
                self.go_to_note(choice)
            elif isinstance(choice, Path):
                self.open_path(choice)
            if self.reading is None and base:
                self.show_library(base=True)

        paths = self.library()
        screen = LibraryScreen(self.desk, paths, self.path, base=base)
        self.app.push_screen(screen, self.guarded(chosen))

    # Look

    def do_fold(self) -> None:
        """Open or close the fold here; fold a paragraph that is suspected."""
        reading = self.reading
        if reading and len(reading.article) and reading.article.verdict(reading.paragraph).marked:
            self.do_rule_fold()
        else:
            self.look(r.toggle_fold, "message.no-fold")

    def do_fold_all(self) -> None:
        """Open or close all folds."""
        self.look(r.toggle_all, "message.no-folds")

    def do_beside(self) -> None:
        """Show the other script beside this one, or no longer."""
        if self.reading is None:
            return
        self.change(r.toggle_beside(self.reading))
        if self.reading.beside and not self.article_view.beside:
            self.say("message.too-narrow")

    def do_wider(self, count: int | None) -> None:
        """Wider lines."""
        self._widen(WIDER * (count or 1))

    def do_narrower(self, count: int | None) -> None:
        """Narrower lines."""
        self._widen(-WIDER * (count or 1))

    def _widen(self, cells: int) -> None:
        self.look(lambda reading: r.widen(reading, cells), "")
        if self.reading is not None:
            self.say("message.width", cells=self.reading.typography.width)

    def do_look(self) -> None:
        """Change how the page is set."""
        if self.reading is not None:
            from tui.screens.look import LookScreen

            self.app.push_screen(LookScreen(self))

    @property
    def typography(self) -> Typography:
        """How the page is set: as it is shown, before the first article as it was last."""
        return self.last_set if self.reading is None else self.reading.typography

    def change(self, reading: Reading) -> None:
        """Show ``reading``, a successor of the one shown, in its colours."""
        super().change(reading)
        show_theme(self.app, self.typography.theme)

    def keep_typography(self) -> None:
        """Remember how the page is set, as far as it is not as in the settings.

        Raises:
            Problem: it could not be written.
        """
        if self.typography != self.last_set:
            self.desk.state.page = differing(self.typography, self.desk.settings.typography)
            self.last_set = self.typography

    def do_source(self) -> None:
        """Show what is behind the cursor's paragraph."""
        if self.reading is not None:
            from tui.screens.source import SourceScreen

            self.app.push_screen(SourceScreen(self))

    def do_undo(self) -> None:
        """Take back the last thing changed."""
        reading = self.reading
        if reading is None or not reading.done:
            self.say("message.no-undo")
        elif not self.undo_rule():
            self._again(reading.done[-1], r.undo, back=True)

    def do_redo(self) -> None:
        """Make the change again that was taken back last."""
        reading = self.reading
        if reading is None or not reading.undone:
            self.say("message.no-redo")
        elif not self.redo_rule():
            self._again(reading.undone[-1], r.redo, back=False)

    def _again(self, step: Look | Ruled | None, change: r.Change, *, back: bool) -> None:
        assert self.reading is not None
        if isinstance(step, Look):
            self.change(change(self.reading))
            self.say("message.undone" if back else "message.redone")
            return
        try:
            done = self.desk.notes.undo() if back else self.desk.notes.redo()
        except Problem as problem:
            if problem.id == "note-changed":  # the store has dropped the step
                self.change(change(self.reading))
            raise
        self.change(change(self.reading))
        self.refresh_notes()
        if done is not None and done.notes:
            now = done.notes[0][0 if back else 1]
            self.say("message.note-removed" if now is None else "message.note-restored")
        elif done is not None:  # whether two articles are one
            self.say("message.undone" if back else "message.redone")

    # Leaving

    def do_close(self) -> None:
        """Drop the selection or leave word mode, or else drop the hits; the reader stays."""
        reading = self.reading
        if reading is None:
            return
        if reading.mode is not Mode.PAGE:
            self.change(r.leave(reading))
        elif reading.hits:
            self.change(r.found(reading, "", ()))
        elif reading.radar:
            self.change(r.toggle_radar(reading))

    def do_quit(self) -> None:
        """Quit the program."""
        self.app.exit()

    def do_suspend(self) -> None:
        """Keep the state, then stop until the shell continues the program."""
        self.save()
        super().do_suspend()


def _script(value: str) -> Script:
    """The script called ``value``; the original if there is none of the name."""
    return Script(value) if value in set(Script) else Script.ORIGINAL
