"""A screen that is a list of entries to choose from.

    entries, keys -> the entry chosen

Textual's option list draws; its own keys are off, the table's are on.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.core.glyphs import fold
from tui.core.safe import safe
from tui.screens.desk import Desk
from tui.screens.keyed import Keyed
from tui.widgets.prompt import Prompt


class Entries(OptionList, can_focus=False):
    """The list; the screen reads the keys."""


class Listed(Keyed):
    """Entries under a heading, a hint below."""

    def __init__(self, desk: Desk, title: str, hint: str = "") -> None:
        super().__init__(desk)
        self.heading = title
        self.hint = hint
        self.entries = Entries(markup=False)
        self.foot = Static(Content(hint), classes="foot", markup=False)

    def compose(self) -> ComposeResult:
        """Heading, entries, foot."""
        with Vertical(classes="listed"):
            yield Static(Content(self.heading), classes="heading", markup=False)
            yield self.entries
            yield self.foot

    def show_entries(self, prompts: Sequence[Content], at: int = 0) -> None:
        """Show ``prompts``, the one at index ``at`` marked."""
        self.entries.clear_options()
        self.entries.add_options([Option(prompt) for prompt in prompts])
        if prompts:
            self.entries.highlighted = min(max(at, 0), len(prompts) - 1)

    @property
    def at(self) -> int | None:
        """The index of the marked entry."""
        return self.entries.highlighted

    def tell(self, text: str) -> None:
        """Show ``text`` in the foot, or the hint again."""
        self.foot.update(Content(text or self.hint))

    def show_pending(self) -> None:
        """Show pending keys in the foot."""
        if self.pending:
            self.tell(str(self.pending))

    def move(self, rows: int) -> None:
        """Mark the entry ``rows`` further on, or back."""
        if self.at is not None:
            last = self.entries.option_count - 1
            self.entries.highlighted = min(max(self.at + rows, 0), last)

    @property
    def screenful(self) -> int:
        """How many rows the list shows."""
        return max(self.entries.size.height - 1, 1)

    def do_down(self, count: int | None) -> None:
        """Next entry."""
        self.move(count or 1)

    def do_up(self, count: int | None) -> None:
        """Previous entry."""
        self.move(-(count or 1))

    def do_page_down(self, count: int | None) -> None:
        """A page on."""
        self.move(self.screenful * (count or 1))

    def do_page_up(self, count: int | None) -> None:
        """A page back."""
        self.move(-self.screenful * (count or 1))

    def do_half_down(self, count: int | None) -> None:
        """Half a page on."""
        self.move(max(self.screenful // 2, 1) * (count or 1))

    def do_half_up(self, count: int | None) -> None:
        """Half a page back."""
        self.move(-max(self.screenful // 2, 1) * (count or 1))

    def do_first(self, count: int | None) -> None:
        """The first entry, or the one with that number."""
        self.move((count or 1) - 1 - (self.at or 0))

    def do_last(self, count: int | None) -> None:
        """The last entry, or the one with that number."""
        self.move((count or self.entries.option_count) - 1 - (self.at or 0))

    def do_open(self) -> None:
        """Choose the marked entry."""
        if self.at is not None:
            self.chosen(self.at)

    def chosen(self, at: int) -> None:
        """What choosing the entry ``at`` does."""
        self.dismiss(at)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses."""
        event.stop()
        self.chosen(event.option_index)


class Filtered(Listed):
    """A list that can be filtered, in either script."""

    FILTER: ClassVar[str] = "library.filter"  # what the input line says of itself

    def __init__(self, desk: Desk, title: str, hint: str = "") -> None:
        super().__init__(desk, title, hint)
        self.wanted = ""
        self.prompt: Prompt | None = None

    def fill(self, at: int | None) -> None:
        """Show the entries that ``passes`` lets through, the one at ``at`` marked."""
        raise NotImplementedError

    def passes(self, text: str) -> bool:
        """Whether the filter lets an entry with this text through."""
        return fold(self.wanted.casefold()) in fold(text.casefold())

    @property
    def filtered(self) -> str:
        """The filter, for the foot."""
        return f" · /{safe(self.wanted)}" if self.wanted else ""

    def typing(self, event: events.Key) -> bool:
        """While filtering, keys belong to the input line; behind Enter they are commands."""
        if self.prompt is None:
            return False
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.prompt.answered = True
            self.on_prompt_asked(Prompt.Asked(self.prompt.value))
        else:
            self.prompt.take(event)
        return True

    def do_filter(self) -> None:
        """Ask for what to filter by."""
        self.prompt = Prompt(self.desk.words.text(self.FILTER), self.wanted)
        self.mount(self.prompt)
        self.call_after_refresh(self.prompt.begin)
        self.tell("")

    def on_input_changed(self, event: Prompt.Changed) -> None:
        """Filter while typing."""
        event.stop()
        self.wanted = event.value
        self.fill(0)

    def on_prompt_asked(self, event: Prompt.Asked) -> None:
        """Keep the filter, or drop it."""
        event.stop()
        if self.prompt is not None:
            self.prompt.remove()
            self.prompt = None
        self.set_focus(None)
        self.wanted = event.text or ""
        self.fill(self.at or 0)

    def do_close(self) -> None:
        """Drop the filter; without one, close."""
        if self.wanted:
            self.wanted = ""
            self.fill(0)
        else:
            self.leave()

    def leave(self) -> None:
        """Close this screen."""
        self.dismiss(None)
