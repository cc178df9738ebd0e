"""What the reader copies, and in which form.

    cursor or selection, script -> cleaned text -> io.clipboard -> its own sentence

A clipboard may take seconds to answer; the screen goes on meanwhile.
"""

from typing import TYPE_CHECKING

from tui.core.model import Problem, Span
from tui.core.pipeline import display
from tui.core.reading import Mode
from tui.core.safe import safe
from tui.screens.reader_select import SelectKeys

if TYPE_CHECKING:
    from tui.io.clipboard import Outcome


class CopyKeys(SelectKeys):
    """What is copied."""

    def do_copy(self) -> None:
        """Copy the selection, or what the cursor is on."""
        reading = self.reading
        if reading is None:
            return
        from tui.core.report import plain

        items = reading.items
        item = reading.item
        first, last = reading.selected or (item, items.last_paragraph(item))
        only = first == item and last == items.last_paragraph(item)
        span = self.selection()
        parts = []
        for at, end in self._copied(first, last, hidden=only):
            if span is not None:
                parts.append(self._part(at, span))
            else:
                parts.append(
                    plain(reading.article, reading.script, everything=True, first=at, last=end)
                )
        self.end_selection()
        self.copy("\n".join(parts))

    def _part(self, index: int, span: Span) -> str:
        assert self.reading is not None
        shown = display(self.reading.article, index, self.reading.script)
        part = shown.offsets.forward_span(span)
        return shown.text[part.start : part.end]

    def _copied(self, first: int, last: int, *, hidden: bool) -> list[tuple[int, int]]:
        """The runs of paragraphs to copy; of several items only what is seen of them."""
        assert self.reading is not None
        if hidden:
            return [(first, last)]
        items = self.reading.items
        return [(at, at) for at in range(first, last + 1) if items.closed_at(at) is None]

    def do_exit(self) -> None:
        """Copy the characters selected, as one expects of the key; without any, quit."""
        if self.reading is not None and self.reading.mode is Mode.TEXT:
            self.do_copy()
        else:
            super().do_exit()

    def do_copy_article(self) -> None:
        """Copy the article, cleaned and without folds."""
        from tui.core.report import plain

        if self.reading is not None:
            self.copy(plain(self.reading.article, self.reading.script))

    def copy(self, text: str) -> None:
        """Copy ``text`` in a thread, and say where it went."""
        from tui.io import clipboard

        app = self.app
        self.say("message.copying")

        def to_terminal(sequence: str) -> None:
            if app._driver is not None:
                app.call_from_thread(app._driver.write, sequence)

        def work() -> None:
            try:
                outcome = clipboard.copy(text, terminal=to_terminal)
            except Problem as problem:
                app.call_from_thread(self.tell_problem, problem)
            else:
                app.call_from_thread(self._copied_to, outcome)

        self.run_worker(work, thread=True, group="copy")

    def _copied_to(self, outcome: "Outcome") -> None:
        values = {k: safe(v) if isinstance(v, str) else v for k, v in outcome.values.items()}
        self.say(outcome.message_key, **values)
