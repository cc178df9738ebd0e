"""Articles too large to be read before they are shown.

    path -> its beginning, shown at once -> the rest, in a thread and another process

All paragraphs are there after about a second for 100 MB; what the whole tells of them (what
is damaged, what is repeated) comes later and revises the page, unless the reader would see
it happen (`ArticleView.revise`). What is not there yet and was asked for, as the end, the
place left last or a hit, is gone to once it is, if no other key was pressed meanwhile;
otherwise the place left last is where the latest jump began.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.message import Message

from tui.core.commands import Command
from tui.core.model import Article, Problem, Script, UserRule
from tui.core.pipeline import display, flags
from tui.screens.reader_base import LONG, Part

if TYPE_CHECKING:
    from tui.core.notes import Note
    from tui.io.whole import Grown, Whole

    Goal = Note | UserRule  # what an article may be opened for

WHOLE = {"copy-article", "ledger"}  # commands that need the whole article; so do all rules


class LargeKeys(Part):
    """What is done while a large article is read."""

    goal: "Goal | None" = None
    """What the article that is read was opened for."""
    touched = False
    """Whether a key was pressed since."""
    awaited: Callable[[], None] | None = None
    """What to do once all paragraphs are there."""

    class Read(Message):
        """How far reading is, in percent."""

        def __init__(self, whole: "Whole", percent: int) -> None:
            super().__init__()
            self.whole = whole
            self.percent = percent

    class Grew(Message):
        """More is known of the article; or it could not be read on."""

        def __init__(self, whole: "Whole", grown: "Grown | Problem") -> None:
            super().__init__()
            self.whole = whole
            self.grown = grown

    def begin_reading(self, whole: "Whole", path: Path, goal: "Goal | None") -> None:
        """Show the beginning of ``whole``; the rest is read once that is on the screen."""
        self.show(path, whole.beginning, whole=whole)
        self.goal, self.touched, self.awaited = goal, False, None
        self.call_after_refresh(self._read_on, whole)

    def stop_reading(self) -> None:
        """Read on no longer."""
        whole, self.growing = self.growing, None
        if whole is not None:
            whole.cancel()

    def on_unmount(self) -> None:
        """Leave no process behind."""
        self.stop_reading()

    def _read_on(self, whole: "Whole") -> None:
        if whole is self.growing:
            work = partial(self._grow, whole, whole.beginning.name)
            self.run_worker(work, thread=True, exclusive=True, group="load")

    def _grow(self, whole: "Whole", name: str) -> None:
        """Read on, in a thread."""
        from tui.io.whole import Cancelled

        told = 0

        def tell(done: float) -> None:
            nonlocal told
            percent = int(done * 100)
            if percent > told:
                told = percent
                self.post_message(self.Read(whole, percent))

        try:
            for grown in whole.grow(tell):
                article = self.desk.in_manner(grown.article)
                self._make_ready(article)
                self.post_message(self.Grew(whole, replace(grown, article=article)))
        except Cancelled:
            return
        except Problem as problem:
            self.post_message(self.Grew(whole, problem))
        except OSError as error:
            reason = error.strerror or str(error)
            self.post_message(self.Grew(whole, Problem("unreadable", path=name, reason=reason)))

    def _make_ready(self, article: Article) -> None:
        """Repair the long paragraphs on the screen here: a key would wait a second for 5 MB."""
        reading = self.reading
        script = reading.script if reading and self.touched else self.script_of(article)
        for index in self.article_view.shown:
            if index < len(article) and len(article.span(index)) > LONG:
                display(article, index, script)
                flags(article, index)

    def on_large_keys_read(self, event: Read) -> None:
        """Tell how far it is."""
        event.stop()
        if event.whole is self.growing:
            self.percent = event.percent
            self.update_status()

    def on_large_keys_grew(self, event: Grew) -> None:
        """Take up what is known by now."""
        event.stop()
        if event.whole is not self.growing or self.path is None:
            return
        if isinstance(event.grown, Problem):
            self.growing = None
            self.update_status()
            self.tell_problem(event.grown)
            return
        article = event.grown.article
        if event.grown.complete:
            self.growing = None
            self.article_view.revise(article)
            self.unfinished = article
            self.finish()
            if event.whole.shrank:
                self.say("message.shrank")
        elif self.touched and self.reading is not None:
            self.article_view.revise(article)
            if self.awaited is None and self.goal is None and not self.asking:
                self._offer_place_left(article)
            self._go_on()
        else:
            self.show(self.path, article, self.goal, whole=self.growing)
            self._go_on()

    def _offer_place_left(self, article: Article) -> None:
        """Who reads at the beginning by now may go to where ``article`` was left last."""
        state, reading = self.desk.state.get(article.id), self.reading
        if state is not None and state.cursor > 0 and reading is not None:
            self.change(replace(reading, jumps=(*reading.jumps, state.cursor)))
            self.say("message.place-left", back=self.key_of("back"))

    def _go_on(self) -> None:
        awaited, self.awaited = self.awaited, None
        if awaited is not None:
            self.article_view.take_revision()
            awaited()

    def held(self, command: Command, count: int | None) -> bool:
        """Whether ``command`` has to wait for the whole article; whoever asks is told."""
        self.touched = True
        self.awaited = None
        if self.reading is None:
            return False
        partly = self.reading.article.part < 1
        needs_all = command.group == "rules" or command.id in WHOLE
        if self.growing is not None and (needs_all or (partly and command.group == "notes")):
            self.say("message.still-reading")
            return True
        if needs_all or command.id == "back":
            self.article_view.take_revision()
        elif partly and command.id in ("first", "last") and (count or command.id == "last"):
            self.awaited = partial(self.perform, command, count)
        elif partly and command.group == "find":
            self.awaited = self.seek_again
        return False

    def seek_again(self) -> None:
        """Search in all of the article for what was sought in its beginning."""
        raise NotImplementedError

    def show(
        self,
        path: Path,
        article: Article,
        goal: "Goal | None" = None,
        whole: "Whole | None" = None,
    ) -> None:
        """Show ``article``, which may be the beginning of ``whole``."""
        raise NotImplementedError

    def script_of(self, article: Article) -> Script:
        """The script in which ``article`` opens."""
        raise NotImplementedError

    def finish(self) -> None:
        """Do what could wait until the article was on the screen."""
        raise NotImplementedError
