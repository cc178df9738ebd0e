"""What every part of the reader stands on: the article shown, the status, the messages.

    Reading, settings -> ArticleView above, StatusBar below

``reader_moves`` and ``reader_notes`` add their commands, ``reader`` joins them.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.geometry import Size

from tui.core.commands import BY_ID, READER, sequence_label, sequences
from tui.core.convert import to_script
from tui.core.model import Article, Script, Written
from tui.core.pipeline import manner_of, taken_for, written_in
from tui.core.reading import Mode, Reading, hit_number
from tui.i18n import Catalog
from tui.screens.desk import Desk
from tui.screens.keyed import Keyed
from tui.widgets.article_view import ArticleView
from tui.widgets.drawing import CLOSED, DOUBT
from tui.widgets.status_bar import Status, StatusBar
from tui.widgets.wording import NOTE, rule_text

if TYPE_CHECKING:
    from tui.io.whole import Whole

LONG = 50_000  # characters of a paragraph of which no key is to wait until it is made ready


class ReaderBase(Keyed):
    """The widgets of the reader, and how they are told."""

    WHERE = READER

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.article_view = ArticleView(desk.words, self.update_status)
        self.bar = StatusBar()
        self.asking = False
        self.path: Path | None = None
        self.growing: Whole | None = None  # the article shown, of which more is being read
        self.percent = 0  # how far that is
        self.unfinished: Article | None = None

    def compose(self) -> ComposeResult:
        """The article above the status line."""
        yield self.article_view
        yield self.bar

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Take a new size, which asks for no second layout: no other size depends on it."""
        return super()._size_updated(size, virtual_size, container_size, layout=False)

    @property
    def reading(self) -> Reading | None:
        """What is read; None before the first article."""
        return self.article_view.reading

    def change(self, reading: Reading) -> None:
        """Show ``reading``, a successor of the one shown."""
        self.article_view.change(reading)

    def key_of(self, command: str) -> str:
        """The key that calls ``command``; one without a key is called from the palette."""
        remap = self.desk.settings.keys
        found = sequences(BY_ID[command], remap) or sequences(BY_ID["palette"], remap)
        return sequence_label(found[0]) if found else "–"

    def arrive(self, reading: Reading, round_: bool) -> None:
        """Show ``reading``; say so if the way there led round the end."""
        self.change(reading)
        if round_:
            self.say("message.round")

    def typing(self, event: events.Key) -> bool:
        """While something is asked below, keys belong to the input line."""
        return self.asking

    def tell(self, text: str) -> None:
        """Show ``text`` in the status line until the next key."""
        self.bar.say(text)

    def show_pending(self) -> None:
        """Show pending keys in the status line."""
        self.bar.show(replace(self.bar.status, pending=str(self.pending)))

    def update_status(self) -> None:
        """Say where one is."""
        self.bar.show(self.status() if self.reading else Status(pending=str(self.pending)))

    def status(self) -> Status:
        """Title, script, paragraph, percent, folds, notes; and what is going on."""
        reading, words = self.reading, self.desk.words
        assert reading is not None
        folds = len(reading.article.folds)
        closed = folds - len(reading.opened)
        number = hit_number(reading)
        more = "…" if reading.article.part < 1 else ""
        hits = words.text("status.hit", number=number or "–", all=f"{len(reading.hits)}{more}")
        parts = (
            (self._growth(), 1),
            (_mode(words, reading), 1),
            (hits if reading.hits else "", 2),
            (self._written(reading), 7),
            (words.text(f"status.{reading.script.value}"), 4),
            (f"{reading.paragraph + 1}/{len(reading.article)}{more}", 0),
            (f"{reading.percent}%", 3),
            (f"{CLOSED}{closed}/{folds}" if folds else "", 6),
            (f"{NOTE}{len(reading.notes)}" if reading.notes else "", 5),
            (_doubt(words, reading), 7),
        )
        said = [(text, rank) for text, rank in parts if text]
        return Status(
            title=title_in(reading.article, reading.script),
            parts=tuple(text for text, _ in said),
            ranks=tuple(rank for _, rank in said),
            pending=str(self.pending),
        )

    def _growth(self) -> str:
        """How far the article is read, or that a revision of the page waits."""
        if self.growing is not None:
            return self.desk.words.text("status.reading", percent=self.percent)
        return self.desk.words.text("status.revision") if self.article_view.waits else ""

    def _written(self, reading: Reading) -> str:
        """The script that the article is written in, and the paragraph if in another one."""
        whole = reading.article.facts.written
        here = written_in(reading.article, reading.paragraph) if len(reading.article) else whole
        words = self.desk.words
        if whole is Written.NONE:
            return ""
        text = words.text(f"status.written-{whole.value}")
        if here not in (whole, Written.NONE):
            here_text = words.text(f"status.written-{here.value}")
            text = words.text("status.written-here", article=text, paragraph=here_text)
        return f"{text} →"


if TYPE_CHECKING:
    Part = ReaderBase
else:
    # Textual takes a third of a millisecond to make a class of screens: the reader's parts are
    # plain classes, which ``reader`` joins with this one.
    Part = object


def _doubt(words: Catalog, reading: Reading) -> str:
    """What the cursor's paragraph is suspected of."""
    verdict = reading.article.verdict(reading.paragraph)
    return f"{DOUBT} {rule_text(words, verdict.rule)}" if verdict.marked else ""


def _mode(words: Catalog, reading: Reading) -> str:
    if reading.mode is Mode.PAGE:
        return ""
    return words.text("status.words" if reading.mode is Mode.WORD else "status.selecting")


@lru_cache(maxsize=8)
def title_in(article: Article, script: Script) -> str:
    """The title in the script shown."""
    return to_script(article.title, taken_for(article, 0), script, manner_of(article))
