"""The reader's scripts: switched, chosen, and in what manner texts are converted.

A list gives all scripts, and below them what can be switched on and off: the words and the
quotation marks of the region. Once the article is on the screen, a thread converts what is
there to the other script, so that the first toggle finds all tables loaded, and looks whether
a machine made the text traditional; if so, that is told. Paragraphs so long that one would see the
screen stand still are converted in a thread before they show.
"""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from textual.worker import get_current_worker

from tui.core import reading as r
from tui.core.model import Article, Manner, Script
from tui.core.pipeline import display, machine_made, mended
from tui.screens.reader_base import LONG, Part

ON, OFF = "■", "□"
LATER = 1.0  # seconds: a key that comes at once is not to wait for what can


class ScriptKeys(Part):
    """Commands on the script shown."""

    def look(self, change: r.Change, otherwise: str) -> None:
        """Carry out ``change``, or say ``otherwise`` if it changes nothing."""
        if self.reading is not None:
            changed = change(self.reading)
            if changed is self.reading:
                self.say(otherwise)
            self.change(changed)

    def do_script(self) -> None:
        """Switch between the original and the other script."""
        self._show(r.toggle_script)

    def _show(self, change: r.Change) -> None:
        """Carry out ``change`` to another script, once long paragraphs on the screen are in it."""
        if self.reading is None:
            return
        changed = change(self.reading)
        article, script = changed.article, changed.script
        long = [at for at in self.article_view.shown if len(article.span(at)) > LONG]

        def show() -> None:
            if self.reading is not None and self.reading.article.id == article.id:
                self.look(change, "")
                self._tell_script()

        def work() -> None:
            worker = get_current_worker()
            for index in long:
                display(article, index, script)
                if script is Script.CORRECTED:
                    mended(article, index)
            if not worker.is_cancelled:
                self.app.call_from_thread(show)

        if long:
            self.say("message.converting")
            self.run_worker(work, thread=True, exclusive=True, group="convert")
        else:
            show()

    def _tell_script(self) -> None:
        if self.reading is None:
            return
        name = self.desk.words.text(f"status.{self.reading.script.value}")
        if self.reading.script is Script.CORRECTED:
            here = len(mended(self.reading.article, self.reading.paragraph))
            self.say("message.corrected", count=here, ledger=self.key_of("ledger"))
        else:
            self.say("message.script", script=name)

    def do_script_choose(self) -> None:
        """Choose among all scripts, or switch how they are converted to."""
        if self.reading is None:
            return
        from tui.screens.choose import ChooseScreen

        scripts = tuple(Script)
        words = self.desk.words
        manner = self.reading.article.manner
        switches = (
            ("idioms", manner.idioms, replace(manner, idioms=not manner.idioms)),
            ("quotes", manner.quotes, replace(manner, quotes=not manner.quotes)),
        )
        texts = [words.text(f"status.{script.value}") for script in scripts]
        for name, is_on, _ in switches:
            texts.append(f"{ON if is_on else OFF} {words.text(f'reader.{name}')}")

        def chosen(at: object) -> None:
            if not isinstance(at, int):
                return
            if at < len(scripts):
                self._show(lambda reading: r.show_script(reading, scripts[at]))
            else:
                name, was_on, other = switches[at - len(scripts)]
                self._switch(other, f"message.{name}-{'off' if was_on else 'on'}")

        title = words.text("reader.script-choose")
        screen = ChooseScreen(self.desk, title, texts, scripts.index(self.reading.script))
        self.app.push_screen(screen, chosen)

    def _switch(self, manner: Manner, message: str) -> None:
        """Convert this article in ``manner``, and those opened after it."""
        self.look(lambda reading: r.show_manner(reading, manner), "")
        self.say(message)

    def prepare(self, article: Article) -> None:
        """Load in a thread what a toggle needs; later, look whether a machine made the text.

        A key that has come first is not to load the same at the same time: it has its turn.
        """
        reading = self.reading
        if reading is None:
            return
        shown, other = self.article_view.shown, reading.other

        def load() -> None:
            for index in shown:
                display(article, index, other)

        def look() -> None:
            if machine_made(article):
                self.app.call_from_thread(self.tell_machine, article)

        def begin(work: Callable[[], None], group: str) -> None:
            self.run_worker(work, thread=True, exclusive=True, group=group)

        self.call_after_refresh(begin, load, "prepare")
        if article.id:  # more than the beginning of a large one
            self.set_timer(LATER, partial(begin, look, "machine"))

    def tell_machine(self, article: Article) -> None:
        """Say where the corrected text of ``article`` is to be found."""
        reading = self.reading
        if reading is None or reading.article.id != article.id:
            return
        if reading.script is not Script.CORRECTED:
            told = self.desk.words.text("message.machine", choose=self.key_of("script-choose"))
            self.tell(f"{self.bar.message} · {told}" if self.bar.message else told)
