"""The line that a search is typed into: what was typed -> ``Sought(query)`` at every change.

The form is named in front, how many hits there are behind. Ctrl-x finds exactly what is
typed, Ctrl-r takes it as a regular expression, ↑ brings back earlier searches. Enter and
Esc answer as in any ``Prompt``.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.core.model import Query
from tui.i18n import Catalog
from tui.widgets.prompt import Prompt


class SearchLine(Prompt):
    """The input itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+x", "form('exact')", show=False),
        Binding("ctrl+r", "form('pattern')", show=False),
        Binding("up", "earlier(1)", show=False),
        Binding("down", "earlier(-1)", show=False),
    ]

    class Form(Message):
        """The form ``name`` was switched."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Earlier(Message):
        """An earlier search is wanted, a later one if negative."""

        def __init__(self, steps: int) -> None:
            super().__init__()
            self.steps = steps

    def action_form(self, name: str) -> None:
        """Switch a form on or off."""
        self.post_message(self.Form(name))

    def action_earlier(self, steps: int) -> None:
        """Go through what was searched for before."""
        self.post_message(self.Earlier(steps))


class SearchPrompt(Horizontal):
    """The form, the input line, the count."""

    class Sought(Message):
        """Something else is searched for."""

        def __init__(self, query: Query) -> None:
            super().__init__()
            self.query = query

    def __init__(self, words: Catalog, history: Sequence[Query] = ()) -> None:
        """Ask; ``history`` holds the earlier searches, the latest last."""
        self.words = words
        self.history = (*history, Query(""))
        self.at = len(history)
        self.exact = self.pattern = False
        self.form = Static(markup=False, classes="form")
        self.line = SearchLine(words.text("search.hint"))
        self.count = Static(markup=False, classes="count")
        super().__init__(self.form, self.line, self.count)
        self._name_form()

    @property
    def query_typed(self) -> Query:
        """What is searched for."""
        return Query(self.line.value, self.exact, self.pattern)

    def tell(self, text: str) -> None:
        """Say behind the line how many hits there are, or what is wrong."""
        self.count.update(Content(text))

    def _name_form(self) -> None:
        form = ("exact-" if self.exact else "") + ("expression" if self.pattern else "words")
        self.form.update(Content(self.words.text(f"search.{form}")))

    def on_input_changed(self, event: Prompt.Changed) -> None:
        """Search while typing."""
        event.stop()
        self.post_message(self.Sought(self.query_typed))

    def on_search_line_form(self, event: SearchLine.Form) -> None:
        """Search in another form."""
        event.stop()
        if event.name == "exact":
            self.exact = not self.exact
        else:
            self.pattern = not self.pattern
        self._name_form()
        self.post_message(self.Sought(self.query_typed))

    def on_search_line_earlier(self, event: SearchLine.Earlier) -> None:
        """Show an earlier search, or a later one."""
        event.stop()
        self.at = min(max(self.at - event.steps, 0), len(self.history) - 1)
        query = self.history[self.at]
        self.exact, self.pattern = query.exact, query.pattern
        self._name_form()
        self.line.value = query.text
        self.line.cursor_position = len(query.text)
        self.post_message(self.Sought(query))
