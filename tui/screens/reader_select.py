"""The reader's caret: word mode, and selecting characters, words or paragraphs.

    key -> another caret or mode; the text selected -> its source span

While a caret is shown, its own keys come before the reader's: ``b`` goes a word back
instead of a page. All other motions take it along.
"""

from tui.core import caret
from tui.core import reading as r
from tui.core.commands import CARET, Keymap, keymap
from tui.core.model import Span
from tui.core.reading import Mode
from tui.screens.reader_base import Part


class SelectKeys(Part):
    """Words and selections."""

    @property
    def keys(self) -> Keymap:
        """The reader's key sequences, and before them the caret's while there is one."""
        known = super().keys
        if self.reading is None or not self.reading.mode.caret:
            return known
        return {**known, **keymap(CARET, self.desk.settings.keys)}

    def _on_fold(self) -> bool:
        """Whether a closed fold is in the way of a caret, which is told."""
        reading = self.reading
        if reading is None or len(reading.article) == 0:
            return True
        if reading.items.closed_at(reading.paragraph) is None:
            return False
        self.say("message.caret-fold", fold=self.key_of("fold"))
        return True

    def do_words(self) -> None:
        """Put the cursor on words, or back on paragraphs."""
        if self.reading is not None and not self._on_fold():
            self.change(r.words_mode(self.reading))
            self._tell_mode()

    def do_select(self) -> None:
        """Begin or end a selection of characters."""
        reading = self.reading
        if reading is None or (reading.mode is not Mode.TEXT and self._on_fold()):
            return
        self.change(r.select(reading, Mode.TEXT, self.article_view.selection))
        self._tell_mode()

    def do_select_paragraphs(self) -> None:
        """Begin or end a selection of paragraphs."""
        if self.reading is not None:
            self.change(r.select(self.reading, Mode.PARAGRAPHS))
            self._tell_mode()

    def _tell_mode(self) -> None:
        reading = self.reading
        if reading is not None and reading.mode is not Mode.PAGE:
            keys = {name: self.key_of(f"caret-{name}") for name in ("word", "back", "end")}
            keys |= {"copy": self.key_of("copy"), "close": self.key_of("close")}
            self.say(f"message.mode-{reading.mode.name.lower()}", **keys)

    def selection(self) -> Span | None:
        """The source span of the characters or the word selected; None if there are none."""
        reading = self.reading
        if reading is None or not reading.mode.caret:
            return None
        return self.article_view.selection

    def end_selection(self) -> None:
        """Drop the selection once it was used; word mode goes on."""
        if self.reading is not None and self.reading.mark is not None:
            self.change(r.leave(self.reading))

    def do_caret_left(self, count: int | None) -> None:
        """A character back."""
        self.article_view.move_caret(caret.left, count or 1)

    def do_caret_right(self, count: int | None) -> None:
        """A character on."""
        self.article_view.move_caret(caret.right, count or 1)

    def do_caret_word(self, count: int | None) -> None:
        """The next word."""
        self.article_view.move_caret(caret.word_next, count or 1)

    def do_caret_back(self, count: int | None) -> None:
        """The word before."""
        self.article_view.move_caret(caret.word_back, count or 1)

    def do_caret_end(self, count: int | None) -> None:
        """The end of the word."""
        self.article_view.move_caret(caret.word_end, count or 1)

    def do_caret_start(self) -> None:
        """The beginning of the paragraph."""
        self.article_view.move_caret(caret.start, 1)

    def do_caret_finish(self) -> None:
        """The end of the paragraph."""
        self.article_view.move_caret(caret.end, 1)

    def do_caret_down(self, count: int | None) -> None:
        """A row down."""
        self.article_view.caret_rows(count or 1)

    def do_caret_up(self, count: int | None) -> None:
        """A row up."""
        self.article_view.caret_rows(-(count or 1))
