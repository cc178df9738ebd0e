"""All that was hidden or changed in an article.

    Article -> core.ledger -> groups with counts, open or closed, and their lines

Enter on a group opens or closes it, on a line goes to its place. What a line tells can be
taken back from here, for this article or for all, and that undone.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from textual.content import Content

from tui.core.commands import LEDGER
from tui.core.ledger import Entry, Kind, Line, ledger
from tui.core.model import Article, UserRule
from tui.core.pipeline import rules_unmending
from tui.core.safe import safe
from tui.screens.listed import Listed
from tui.screens.reader_rules import MOST, RULED_AT_ONCE, RuleKeys
from tui.widgets.drawing import CLOSED, OPEN
from tui.widgets.wording import rule_text

FEW = 20  # lines of a group that is open from the start
SHOWN = 500  # lines of a group that are listed, and that Enter on the last one adds
AROUND = 8  # characters shown before and after those changed


class Row(Struct, frozen=True):
    """A row of the list: line ``number`` of ``entry``, or its heading, or what says more."""

    entry: Entry
    number: int | None = None
    more: bool = False

    @property
    def line(self) -> Line | None:
        """The line that the row tells."""
        return self.entry[self.number] if self.number is not None else None


class LedgerScreen(Listed):
    """The ledger; gives the source offset of the line chosen."""

    WHERE = LEDGER

    def __init__(self, reader: RuleKeys) -> None:
        """Show the ledger of what ``reader`` shows."""
        words = reader.desk.words
        super().__init__(reader.desk, words.text("ledger.title"), words.text("ledger.hint"))
        self.reader = reader
        self.groups: tuple[Entry, ...] = ()
        self.listed: dict[tuple[Kind, str], int] = {}  # lines listed of the open groups
        self.rows: list[Row] = []
        self.said = ""

    def on_mount(self) -> None:
        """Go through the article."""
        self.find(first=True)

    def find(self, *, first: bool = False) -> None:
        """Go through the article, a large one in a thread, and list what was found."""
        assert self.reader.reading is not None
        article: Article = self.reader.reading.article
        script = self.reader.reading.script
        if len(article.source) <= RULED_AT_ONCE:
            self.show(ledger(article, script), first=first)
            return
        self.said = self.desk.words.text("message.applying")
        self.tell("")

        def work() -> None:
            groups = ledger(article, script)
            self.app.call_from_thread(self.show, groups, first=first)

        self.run_worker(work, thread=True, exclusive=True, group="ledger")

    def show(self, groups: tuple[Entry, ...], *, first: bool) -> None:
        """List ``groups``."""
        self.groups = groups
        total = sum(map(len, groups))
        if first:
            few = [entry for entry in groups if len(entry) <= FEW]
            self.listed = {(entry.kind, entry.rule): SHOWN for entry in few}
        self.said = (
            self.desk.words.text("ledger.count", count=total)
            if total
            else self.desk.words.text("ledger.empty")
        )
        self.fill(self.at or 0)

    def fill(self, at: int) -> None:
        """List the groups and the lines of those that are open."""
        self.rows = []
        for entry in self.groups:
            self.rows.append(Row(entry))
            count = self.listed.get((entry.kind, entry.rule), 0)
            self.rows += [Row(entry, number) for number in range(min(count, len(entry)))]
            if 0 < count < len(entry):
                self.rows.append(Row(entry, more=True))
        self.show_entries([self._prompt(row) for row in self.rows], at)
        self.tell("")

    def tell(self, text: str) -> None:
        """Show ``text``, or how much there is and what can be done."""
        super().tell(text or f"{self.said} · {self.hint}")

    def _prompt(self, row: Row) -> Content:
        words, entry = self.desk.words, row.entry
        if row.more:
            rest = len(entry) - self.listed[entry.kind, entry.rule]
            return Content("     " + words.text("ledger.more", count=rest))
        if row.line is not None:
            return self._line(row.line, entry.kind)
        sign = OPEN if (entry.kind, entry.rule) in self.listed else CLOSED
        kind = words.text(f"ledger.{entry.kind.value}")
        return Content.assemble(
            (f"{sign} {rule_text(words, entry.rule)} ×{len(entry)}", "bold"),
            (f"  {kind}", "$text-muted"),
        )

    def _line(self, line: Line, kind: Kind) -> Content:
        number = f"{line.index + 1:>4} "
        if kind in (Kind.FOLD, Kind.MARK):
            return Content(number + safe(line.before))
        assert self.reader.reading is not None
        article, span = self.reader.reading.article, line.span
        start = max(span.start - AROUND, article.starts[line.index])
        end = min(span.end + AROUND, article.ends[line.index])
        key = "ledger.changed" if line.after else "ledger.dropped"
        if kind is Kind.FLAG:
            key = "ledger.unread"
        change = self.desk.words.text(key, raw=safe(line.before), text=safe(line.after))
        around = safe(article.source[start:end])
        return Content.assemble(number, change, (f"  …{around}…", "$text-muted"))

    def chosen(self, at: int) -> None:
        """Go to the place of a line; open or close a group, or list more of it."""
        row = self.rows[at]
        key = row.entry.kind, row.entry.rule
        if row.line is not None:
            self.dismiss(row.line.span.start)
            return
        if row.more:
            self.listed[key] += SHOWN
        elif self.listed.pop(key, None) is None:
            self.listed[key] = SHOWN
        self.fill(at)

    def do_revert(self) -> None:
        """Take back in this article what the line tells."""
        self._revert(everywhere=False)

    def do_revert_all(self) -> None:
        """Take it back in every article."""
        self._revert(everywhere=True)

    def _revert(self, *, everywhere: bool) -> None:
        """Take back a line; a group's heading means all of its lines."""
        row = self.rows[self.at] if self.at is not None else None
        if row is None or row.more or row.entry.kind is Kind.FLAG:
            self.say("ledger.no-line")
            return
        if row.line is None and len(row.entry) > MOST:
            self.say("message.rule-many", most=MOST)
            return
        lines = list(row.entry) if row.line is None else [row.line]

        def then() -> None:
            self.find()
            self.say("message.rule-reverted", count=len(lines))

        if row.entry.kind is Kind.MENDED:
            self._unmend(lines, then, everywhere=everywhere)
            return
        changes = [(line.index, line.edit) for line in lines]
        self.reader.revert(changes, everywhere=everywhere, then=then)

    def _unmend(self, lines: Sequence[Line], then: Callable[[], None], *, everywhere: bool) -> None:
        """Show the words of ``lines`` as they were written."""
        assert self.reader.reading is not None
        article = self.reader.reading.article
        said: dict[object, tuple[UserRule, int]] = {}
        for line in lines:
            assert line.mended is not None
            for rule in rules_unmending(article, line.index, line.mended, everywhere=everywhere):
                said.setdefault((rule.start, rule.raw), (rule, line.span.start))
        self.reader.obey(list(said.values()), "message.rule-reverted", then)

    def do_undo(self) -> None:
        """Take back the last change, if it was to the rules."""

        def then() -> None:
            self.find()
            self.say("message.rule-undone")

        if not self.reader.undo_rule(then):
            self.say("message.no-undo")
