"""Boilerplate that recurs at the ends of articles: remembered, offered, folded or refused.

    article shown -> LearnedStore, in a thread -> an offer in the status line

An offer is told once in a session; until the article is left it can be taken up or
refused, and what was refused does not come again.
"""

from threading import Lock
from typing import TYPE_CHECKING

from textual.message import Message

from tui.core.model import Action, Article, Problem
from tui.core.pipeline import rule_about
from tui.screens.desk import Desk
from tui.screens.reader_rules import RuleKeys

if TYPE_CHECKING:
    from tui.core.learned import Offer


class LearnedKeys(RuleKeys):
    """What recurs, and what the user makes of it."""

    class Learned(Message):
        """What recurs at the end of ``article``, or what went wrong."""

        def __init__(self, article: Article, found: "tuple[Offer, ...] | Problem") -> None:
            super().__init__()
            self.article = article
            self.found = found

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.offered: tuple[Offer, ...] = ()
        self.told: set[str] = set()
        self.learning = Lock()  # one thread at a time in the store

    def learn(self, article: Article) -> None:
        """Remember how ``article`` ends, and look for what recurs there."""

        def work() -> None:
            # A message, not a call: whoever quits meanwhile does not wait for this.
            try:
                with self.learning:
                    self.desk.learned.remember(article)
                    found = self.desk.learned.offers(article)
            except Problem as problem:
                self.post_message(self.Learned(article, problem))
            else:
                self.post_message(self.Learned(article, found))

        self.run_worker(work, thread=True, group="learn")

    def on_learned_keys_learned(self, event: Learned) -> None:
        """Offer what was found, if its article is still the one shown."""
        event.stop()
        reading = self.reading
        if isinstance(event.found, Problem):
            self.tell_problem(event.found)
        elif reading is not None and reading.article.id == event.article.id:
            self.offered = event.found
            new = {offer.key for offer in event.found} - self.told
            if new:
                self.told |= new
                self.tell(f"{self.bar.message} {self._offer()}".strip())

    def _offer(self) -> str:
        keys = {name: self.key_of(f"learned-{name}") for name in ("fold", "refuse")}
        return self.desk.words.text("message.offer", count=len(self.offered), **keys)

    def offers(self) -> "list[Offer]":
        """What is offered now."""
        if self.reading is None:
            return []
        verdict = self.reading.article.verdict
        return [offer for offer in self.offered if not verdict(offer.index).folded]

    def do_learned_fold(self) -> None:
        """Fold in every article what is offered."""
        found = self.offers()
        if self.reading is None or not found:
            self.say("message.no-offer")
            return
        article = self.reading.article
        rules = [
            (
                rule_about(article, offer.index, Action.FOLD, everywhere=True),
                article.starts[offer.index],
            )
            for offer in found
        ]
        self.obey(rules, "message.offer-taken")

    def do_learned_refuse(self) -> None:
        """Never offer it again."""
        found = self.offers()
        if not found:
            self.say("message.no-offer")
            return
        with self.learning:
            self.desk.learned.refuse(offer.key for offer in found)
        self.offered = ()
        self.say("message.offer-refused", count=len(found))
