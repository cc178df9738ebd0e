"""What all screens of a session share: words, settings and stores.

A plain value handed down by ``app``; nothing is looked up by name.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from tui.core.model import Article, Manner, UserRule
from tui.core.reading import in_manner
from tui.i18n import Catalog
from tui.io.config import Settings

if TYPE_CHECKING:
    from tui.io.drafts import Drafts
    from tui.io.learned import LearnedStore
    from tui.io.notes import NoteStore
    from tui.io.rules import RuleStore
    from tui.io.state import StateStore


class RuleChange(Struct, frozen=True):
    """One change to the rules, as ``undo`` needs it."""

    added: tuple[UserRule, ...]
    removed: tuple[UserRule, ...]


class Desk(Struct, frozen=True):
    """The session's words, settings and stores.

    The stores are opened when they are first asked for: the first screen waits for none
    that it does not need. What opens one gives the same store every time.

    Attributes:
        words: the interface's language.
        settings: what the user set.
        open_notes: opens the store of all notes.
        open_state: where each article was left.
        open_rules: what the user said about paragraphs and edits.
        open_learned: how articles end.
        open_drafts: texts that are not saved yet.
        has_rules: whether there may be any rules.
        now: the clock.
        ruled: changes to the rules in this session, the latest last.
        unruled: those of them taken back, the latest last.
    """

    words: Catalog
    settings: Settings
    open_notes: "Callable[[], NoteStore]"
    open_state: "Callable[[], StateStore]"
    open_rules: "Callable[[], RuleStore]"
    open_learned: "Callable[[], LearnedStore]"
    open_drafts: "Callable[[], Drafts]"
    has_rules: Callable[[], bool] = lambda: True
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ruled: list[RuleChange] = field(default_factory=list)
    unruled: list[RuleChange] = field(default_factory=list)

    @property
    def notes(self) -> "NoteStore":
        """All notes."""
        return self.open_notes()

    @property
    def state(self) -> "StateStore":
        """Where each article was left."""
        return self.open_state()

    @property
    def rules(self) -> "RuleStore":
        """What the user said about paragraphs and edits."""
        return self.open_rules()

    @property
    def learned(self) -> "LearnedStore":
        """How articles end."""
        return self.open_learned()

    @property
    def drafts(self) -> "Drafts":
        """Texts that are not saved yet."""
        return self.open_drafts()

    def in_manner(self, article: Article, before: Manner | None = None) -> Article:
        """``article``, converted as the user wants it.

        Args:
            article: the article.
            before: the manner of the article read before, whose switches go on.
        """
        manner = self.settings.manner()
        if before is not None and (before.idioms, before.quotes) != (manner.idioms, manner.quotes):
            manner = replace(manner, idioms=before.idioms, quotes=before.quotes)
        return in_manner(article, manner)

    def say(self, rules: Iterable[UserRule], instead_of: Iterable[UserRule] = ()) -> None:
        """Keep ``rules``, and revoke those that they take the place of.

        Raises:
            Problem: the rules could not be written.
        """
        added = tuple(self.rules.add(rule) for rule in rules)
        removed = tuple(self.rules.remove(rule.id) for rule in instead_of)
        self.ruled.append(RuleChange(added, removed))
        self.unruled.clear()

    def unsay(self) -> None:
        """Take back the last change to the rules, if there was one.

        Raises:
            Problem: the rules could not be written.
        """
        if self.ruled:
            change = self.ruled[-1]
            self._exchange(change.added, change.removed)
            self.unruled.append(self.ruled.pop())

    def resay(self) -> None:
        """Make the change to the rules again that was taken back last, if there was one.

        Raises:
            Problem: the rules could not be written.
        """
        if self.unruled:
            change = self.unruled[-1]
            self._exchange(change.removed, change.added)
            self.ruled.append(self.unruled.pop())

    def _exchange(self, old: Iterable[UserRule], new: Iterable[UserRule]) -> None:
        known = {rule.id for rule in self.rules.all()}
        for rule in old:
            if rule.id in known:
                self.rules.remove(rule.id)
        for rule in new:
            self.rules.restore(rule)
