"""What the user says about paragraphs and edits, in the reader.

    command at the cursor -> RuleStore -> the same source read with the new rules

The effect shows at once: the cursor stays on its character, ``undo`` takes it back. A
large article is gone through in a thread; until that is done, nothing more is taken in.
"""

from collections.abc import Callable, Iterable, Sequence

from tui.core import reading as r
from tui.core.items import paragraph_at
from tui.core.model import Action, Article, Edit, Role, Span, UserRule
from tui.core.pipeline import paragraph, rule_about, rule_undoing, with_rules
from tui.core.reading import Reading, Ruled
from tui.core.rules import IN_TEXT, superseded
from tui.screens.reader_base import Part
from tui.widgets.wording import role_text

RULED_AT_ONCE = 100_000  # characters; more is gone through in a thread
MOST = 50  # places that one command is about: each becomes a rule


def nothing() -> None:
    """Do nothing more."""


class RuleKeys(Part):
    """What is done with rules."""

    applying = False

    # What the screens over the reader ask for

    def obey(
        self,
        said: Sequence[tuple[UserRule, int]],
        message: str = "message.rule-kept",
        then: Callable[[], None] = nothing,
    ) -> None:
        """Keep rules and show what comes of them.

        Args:
            said: each rule with the source offset of the paragraph or edit it was said of.
            message: what to tell.
            then: called when it shows.

        Raises:
            Problem: the rules could not be written.
        """
        reading = self.reading
        if reading is None or self._busy():
            return
        moved = {rule.id: rule for rule in reading.article.rules}
        known = [moved.get(rule.id, rule) for rule in self.desk.rules.all()]
        old = {
            rule.id: rule
            for new, start in said
            for rule in superseded(new, known, reading.article.id, start)
        }
        self.desk.say([rule for rule, _ in said], old.values())
        self._apply(r.ruled, message, then, count=len(said))

    def revoke(self, rules: Iterable[UserRule], then: Callable[[], None] = nothing) -> None:
        """Revoke ``rules`` and show what comes of it; as `obey`."""
        if not self._busy():
            self.desk.say((), rules)
            self._apply(r.ruled, "message.rule-revoked", then)

    def undo_rule(self, then: Callable[[], None] = nothing) -> bool:
        """Take back the last change, if it was to the rules; whether it was."""
        reading = self.reading
        last = reading.done[-1] if reading is not None and reading.done else None
        if not isinstance(last, Ruled):
            return False
        if not self._busy():
            self.desk.unsay()
            self._apply(r.unruled, "message.rule-undone", then)
        return True

    def redo_rule(self) -> bool:
        """Make the change again that was taken back last, if it was to the rules."""
        reading = self.reading
        last = reading.undone[-1] if reading is not None and reading.undone else None
        if not isinstance(last, Ruled):
            return False
        if not self._busy():
            self.desk.resay()
            self._apply(r.reruled, "message.rule-undone", nothing)
        return True

    def revert(
        self,
        changes: Sequence[tuple[int, Edit | None]],
        *,
        everywhere: bool,
        then: Callable[[], None] = nothing,
    ) -> None:
        """Take back edits, or with None what hides their paragraph; as `obey`.

        Args:
            changes: each with its paragraph's index.
            everywhere: in every article.
            then: called when it shows.
        """
        assert self.reading is not None
        article = self.reading.article
        said: dict[object, tuple[UserRule, int]] = {}
        for index, edit in changes:
            if edit is None:
                rule = rule_about(article, index, Action.KEEP, everywhere=everywhere)
                start = article.starts[index]
            else:
                rule = rule_undoing(article, index, edit, everywhere=everywhere)
                start = edit.span.start
            said.setdefault((rule.start, rule.key, rule.edit, rule.raw), (rule, start))
        self.obey(list(said.values()), "message.rule-reverted", then)

    def _busy(self) -> bool:
        if self.applying:
            self.say("message.applying")
        return self.applying

    def _apply(
        self,
        change: Callable[[Reading, Article], Reading],
        message: str,
        then: Callable[[], None],
        count: int = 1,
    ) -> None:
        """Read the article with the rules as they are now, and show it."""
        reading = self.reading
        if reading is None:
            then()
            return
        article = reading.article
        rules, fold_credits = self.desk.rules.all(), self.desk.settings.fold_credits
        if self.path is not None:
            from tui.io.articles import followed

            rules = followed(rules, self.path)

        def show(new: Article) -> None:
            self.applying = False
            if self.reading is not None and self.reading.article is article:
                self.change(change(self.reading, new))
                if self.is_current:
                    self.say(message, count=count)
                then()

        if len(article.source) <= RULED_AT_ONCE:
            show(with_rules(article, rules, fold_credits))
            return
        self.applying = True
        self.say("message.applying")

        def work() -> None:
            self.app.call_from_thread(show, with_rules(article, rules, fold_credits))

        self.run_worker(work, thread=True, group="rules")

    # Commands

    def here(self) -> range:
        """The paragraphs meant: the selected ones, or those of the cursor's item."""
        reading = self.reading
        if reading is None:
            return range(0)
        first = reading.item
        first, last = reading.selected or (first, reading.items.last_paragraph(first))
        return range(first, last + 1)

    def _judge(self, action: Action, *, everywhere: bool, role: Role | None = None) -> None:
        """Keep a rule for every paragraph meant."""
        reading, meant = self.reading, self.here()
        if reading is None:
            return
        if len(meant) > MOST:
            self.say("message.rule-many", most=MOST)
            return
        article = reading.article
        said: dict[object, tuple[UserRule, int]] = {}
        for index in meant:
            rule = rule_about(article, index, action, everywhere=everywhere, role=role)
            said.setdefault((rule.start, rule.key), (rule, article.starts[index]))
        if reading.mark is not None:
            self.change(r.leave(reading))
        self.obey(list(said.values()))

    def do_rule_keep(self) -> None:
        """Never fold this."""
        self._judge(Action.KEEP, everywhere=False)

    def do_rule_keep_all(self) -> None:
        """Never fold this text in any article."""
        self._judge(Action.KEEP, everywhere=True)

    def do_rule_fold(self) -> None:
        """Always fold this."""
        self._judge(Action.FOLD, everywhere=False)

    def do_rule_fold_all(self) -> None:
        """Always fold this text in every article."""
        self._judge(Action.FOLD, everywhere=True)

    def do_rule_role(self) -> None:
        """Give this another role."""
        self._choose_role(everywhere=False)

    def do_rule_role_all(self) -> None:
        """Give this text another role in every article."""
        self._choose_role(everywhere=True)

    def _choose_role(self, *, everywhere: bool) -> None:
        reading = self.reading
        if reading is None:
            return
        roles = tuple(Role)

        def chosen(at: object) -> None:
            if isinstance(at, int):
                self._judge(Action.ROLE, everywhere=everywhere, role=roles[at])

        texts = [role_text(self.desk.words, role) for role in roles]
        now = roles.index(reading.article.verdict(self.here()[0]).role)
        self._choose("rule-role-all" if everywhere else "rule-role", texts, chosen, now)

    def do_rule_forget(self) -> None:
        """Forget all that was said of this."""
        found = self.rules_here()
        if found:
            self.revoke(found)
        else:
            self.say("message.no-rule")

    def rules_here(self) -> list[UserRule]:
        """The rules about the paragraphs meant, and about their edits."""
        reading = self.reading
        if reading is None or not reading.article.rules:
            return []
        article = reading.article
        meant = self.here()
        keys = {rule_about(article, index, Action.KEEP).key for index in meant}

        def is_about(rule: UserRule) -> bool:
            if rule.start is not None:
                return rule.start >= 0 and paragraph_at(article, rule.start) in meant
            if rule.action not in IN_TEXT:
                return rule.key in keys
            spans = (article.span(index) for index in meant)
            return any(rule.raw in article.source[span.start : span.end] for span in spans)

        return [rule for rule in article.rules if is_about(rule)]

    def do_rule(self) -> None:
        """Choose among all that can be said of this paragraph."""
        reading, meant = self.reading, self.here()
        if reading is None:
            return
        acts: dict[str, Callable[[], None]] = {
            "keep": self.do_rule_keep,
            "keep-all": self.do_rule_keep_all,
            "fold": self.do_rule_fold,
            "fold-all": self.do_rule_fold_all,
            "role": self.do_rule_role,
            "role-all": self.do_rule_role_all,
        }
        if any(paragraph(reading.article, index).edits for index in meant[:MOST]):
            acts["edit"] = self.do_source
        if self.rules_here():
            acts["forget"] = self.do_rule_forget

        def chosen(at: object) -> None:
            if isinstance(at, int):
                list(acts.values())[at]()

        folded = reading.article.verdict(meant[0]).folded
        texts = [self.desk.words.text(f"rules-screen.{act}") for act in acts]
        self._choose("rule", texts, chosen, 0 if folded else 2)

    def _choose(
        self, title: str, texts: Sequence[str], chosen: Callable[[object], None], at: int
    ) -> None:
        from tui.screens.choose import ChooseScreen

        meant = self.here()
        numbers = f"{meant[0] + 1}–{meant[-1] + 1}" if len(meant) > 1 else f"{meant[0] + 1}"
        heading = self.desk.words.text(f"rules-screen.about-{title}", numbers=numbers)
        screen = ChooseScreen(self.desk, heading, texts, at)
        self.app.push_screen(screen, self.guarded(chosen))

    def do_source(self) -> None:
        """Show what is behind the cursor's paragraph."""
        raise NotImplementedError

    # Screens

    def do_ledger(self) -> None:
        """Show all that was hidden or changed; a line chosen is gone to."""
        if self.reading is None:
            return
        from tui.screens.ledger import LedgerScreen

        def chosen(offset: object) -> None:
            if isinstance(offset, int) and self.reading is not None:
                self.change(r.jump(self.reading, offset))

        self.app.push_screen(LedgerScreen(self), chosen)

    def do_rules(self) -> None:
        """Show all rules; the place of the one chosen is gone to."""
        from tui.screens.rules import RulesScreen

        def chosen(rule: object) -> None:
            if isinstance(rule, UserRule):
                self.go_to_rule(rule)

        self.app.push_screen(RulesScreen(self), self.guarded(chosen))

    def go_to_rule(self, rule: UserRule) -> None:
        """Go to the place of which ``rule`` was said, in this article or another."""
        raise NotImplementedError


def place_of_rule(rule: UserRule, article: Article) -> Span | None:
    """The paragraph or edit in ``article``, read with its rules, that ``rule`` is about."""
    rule = next((moved for moved in article.rules if moved.id == rule.id), rule)
    if rule.start is not None:
        index = paragraph_at(article, rule.start)
        is_here = rule.article == article.id and rule.start >= 0
        return Span(rule.start, article.ends[index]) if is_here else None
    if rule.action in IN_TEXT:
        start = article.source.find(rule.raw)
        return Span(start, start + len(rule.raw)) if start >= 0 else None
    for index in sorted(article.verdicts):
        is_said = article.verdicts[index].rule.startswith("user-")
        if is_said and rule_about(article, index, rule.action).key == rule.key:
            return article.span(index)
    return None
