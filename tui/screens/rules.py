"""All that the user said about paragraphs and edits.

    rules -> a list, each with its scope, its date and what it still meets -> one to go to

Which rules meet nothing any more is found in a thread: those for every article are looked
for in the article that is open, the others in the article they were made for.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from textual.content import Content

from tui.core.commands import RULES
from tui.core.model import Article, Problem, UserRule
from tui.core.pipeline import matches
from tui.core.safe import safe
from tui.screens.listed import Filtered
from tui.screens.reader_rules import RuleKeys
from tui.widgets.wording import user_rule_text


class RulesScreen(Filtered):
    """The rules; Enter gives the one marked."""

    WHERE = RULES

    def __init__(self, reader: RuleKeys) -> None:
        """List all rules; ``reader`` shows what comes of a change to them."""
        words = reader.desk.words
        title, hint = words.text("rules-screen.title"), words.text("rules-screen.hint")
        super().__init__(reader.desk, title, hint)
        self.reader = reader
        self.rules: tuple[UserRule, ...] = ()
        self.counts: dict[str, int] = {}

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill(0)
        self.check()

    def fill(self, at: int | None) -> None:
        """Read the rules and show them, the one at ``at`` marked."""
        try:
            rules = self.desk.rules.all()
        except Problem as problem:
            self.rules = ()
            self.show_entries([])
            self.tell_problem(problem)
            return
        self.rules = tuple(rule for rule in rules if self.passes(self._searched(rule)))
        self.show_entries([self._prompt(rule) for rule in self.rules], at or 0)
        self.tell("")

    def tell(self, text: str) -> None:
        """Show ``text``, or how many rules there are and what can be done."""
        words = self.desk.words
        if not text and not self.rules and not self.wanted:
            text = words.text("rules-screen.empty")
        count = words.text("rules-screen.count", count=len(self.rules))
        super().tell(text or f"{count}{self.filtered} · {self.hint}")

    def _searched(self, rule: UserRule) -> str:
        return f"{user_rule_text(self.desk.words, rule)} {rule.quote} {rule.name}"

    def _prompt(self, rule: UserRule) -> Content:
        words = self.desk.words
        if rule.start is None:
            scope = words.text("rules.everywhere")
        else:
            scope = words.text("rules.here", name=safe(Path(rule.name).name))
        count = self.counts.get(rule.id)
        if count is None:
            met = words.text("rules.unread")
        elif count:
            met = words.text("rules.matches", count=count)
        else:
            key = "rules-screen.not-here" if rule.start is None else "rules.nothing"
            met = words.text(key)
        return Content.assemble(
            (user_rule_text(words, rule), "bold"),
            "\n  ",
            (f"{met} · {rule.created[:10]} · {scope}", "$text-muted"),
        )

    def check(self) -> None:
        """Count what each rule meets."""
        rules, reading = self.rules, self.reader.reading
        article = reading.article if reading is not None else None

        def work() -> None:
            self.app.call_from_thread(self.show_counts, count(rules, article))

        self.run_worker(work, thread=True, exclusive=True, group="rules")

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show what each rule meets, where that was found."""
        self.counts = dict(counts)
        for at, rule in enumerate(self.rules):
            self.entries.replace_option_prompt_at_index(at, self._prompt(rule))

    def chosen(self, at: int) -> None:
        """Give the rule back."""
        self.dismiss(self.rules[at])

    def do_rule_delete(self) -> None:
        """Revoke the rule marked."""
        if self.at is not None:
            rule = self.rules[self.at]
            self.reader.revoke([rule], lambda: self._after("message.rule-revoked"))

    def do_undo(self) -> None:
        """Take back the last change, if it was to the rules."""
        if not self.reader.undo_rule(lambda: self._after("message.rule-undone")):
            self.say("message.no-undo")

    def _after(self, message: str) -> None:
        self.fill(self.at or 0)
        self.check()
        self.say(message)


def count(rules: Sequence[UserRule], article: Article | None) -> dict[str, int]:
    """How often each rule is met, by its id; one that could not be looked for is missing.

    Args:
        rules: the rules.
        article: the one that is open, read with its rules.
    """
    from tui.io.articles import load

    found = dict(matches(article)) if article is not None else {}
    counts = {rule.id: found.get(rule.id, 0) for rule in rules if article is not None}
    elsewhere = {rule.id: rule for rule in rules if rule.start is not None and rule.id not in found}
    for id in elsewhere:
        counts.pop(id, None)
    for name in dict.fromkeys(rule.name for rule in elsewhere.values()):
        mine = [rule for rule in elsewhere.values() if rule.name == name]
        if name == "-":
            continue
        with suppress(Problem):
            met = matches(load(Path(name), rules=mine))
            counts |= {rule.id: met.get(rule.id, 0) for rule in mine}
    return counts
