"""Behind a paragraph: its raw source, what was changed, what it was taken for, and why.

    Article, paragraph, script, width -> a page

Raw and repaired text stand side by side, or one below the other where there is no room.
An edit can be undone from here, for this article or for all.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from textual.content import Content
from textual.content import Span as Styled
from textual.widgets import Static

from tui.core.cells import text_cells
from tui.core.commands import SOURCE
from tui.core.layout import wrap
from tui.core.model import Article, Edit, Span
from tui.core.pipeline import Display, display, flags, paragraph
from tui.core.reading import Reading
from tui.core.safe import safe, safe_lines
from tui.screens.page import PageScreen
from tui.screens.reader_rules import RuleKeys
from tui.widgets.wording import evidence_text, role_text, rule_text

SIDE_BY_SIDE = 76  # cells from which two columns are worth it
GUTTER = 3
CHANGED = "bold underline"


class SourceScreen(PageScreen):
    """One paragraph's source and edits."""

    WHERE = SOURCE

    def __init__(self, reader: RuleKeys) -> None:
        """Show the paragraph under the cursor of ``reader``."""
        assert reader.reading is not None
        self.index = reader.reading.paragraph
        words = reader.desk.words
        title = words.text("reader.source", number=self.index + 1)
        super().__init__(reader.desk, title, words.text("reader.source-hint"))
        self.reader = reader
        self.body = Static(markup=False, classes="lines")

    @property
    def reading(self) -> Reading:
        """What the reader shows."""
        assert self.reader.reading is not None
        return self.reader.reading

    @property
    def article(self) -> Article:
        """The article as it is read now."""
        return self.reading.article

    def on_mount(self) -> None:
        """Fill the column."""
        self.column.mount(self.body)

    def on_resize(self) -> None:
        """Set the page for the width there is."""
        self.show()

    def show(self) -> None:
        """Set the page."""
        self.body.update(self.page(max(self.size.width - 3, 20)))

    def page(self, width: int) -> Content:
        """The page, ``width`` cells wide."""
        shown = display(self.article, self.index, self.reading.script)
        parts = [
            self._texts(shown, width),
            Content(""),
            _plain(self._verdict(), width),
            Content(""),
            Content(self.desk.words.text("reader.edits")).stylize("bold"),
            *(_plain(line, width) for line in (*self._edits(shown), *self._flags())),
        ]
        return Content("\n").join(parts)

    def _texts(self, shown: Display, width: int) -> Content:
        words = self.desk.words
        span = self.article.span(self.index)
        raw = safe_lines(self.article.source[span.start : span.end])
        old = [Span(e.span.start - span.start, e.span.end - span.start) for e in shown.edits]
        new = [shown.offsets.forward_span(e.span) for e in shown.edits]
        heads = words.text("reader.raw"), words.text("reader.repaired")
        if width < SIDE_BY_SIDE:
            parts = []
            for head, text, spans in ((heads[0], raw, old), (heads[1], shown.text, new)):
                parts += [Content(head).stylize("bold"), *_lines(text, spans, width), Content("")]
            return Content("\n").join(parts[:-1])
        room = (width - GUTTER) // 2
        left = [Content(heads[0]).stylize("bold"), *_lines(raw, old, room)]
        right = [Content(heads[1]).stylize("bold"), *_lines(shown.text, new, room)]
        rows = max(len(left), len(right))
        left += [Content("")] * (rows - len(left))
        right += [Content("")] * (rows - len(right))
        return Content("\n").join(
            one + " " * (room + GUTTER - text_cells(one.plain)) + other
            for one, other in zip(left, right, strict=True)
        )

    def _verdict(self) -> str:
        words = self.desk.words
        verdict = self.article.verdict(self.index)
        rule = rule_text(words, verdict.rule)
        lines = [words.text("reader.role", role=role_text(words, verdict.role), rule=rule)]
        if verdict.folded or verdict.marked:
            key = "reader.folded" if verdict.folded else "reader.marked"
            lines[0] += " · " + words.text(key)
        for item in verdict.evidence:
            lines.append(words.text("reader.evidence", evidence=evidence_text(words, item)))
        return "\n".join(lines)

    def _edits(self, shown: Display) -> list[str]:
        source = self.article.source
        found = Counter(
            (e.rule, source[e.span.start : e.span.end], e.replacement) for e in shown.edits
        )
        if not found:
            return [self.desk.words.text("reader.no-edits")]
        return [self._edit(*edit, times=times) for edit, times in found.items()]

    def _flags(self) -> list[str]:
        """What could not be read here."""
        words, source = self.desk.words, self.article.source
        return [
            words.text(
                "reader.flag",
                rule=rule_text(words, flag.rule),
                raw=safe(source[flag.span.start : flag.span.end]),
            )
            for flag in flags(self.article, self.index)
        ]

    def _edit(self, rule: str, raw: str, text: str, *, times: int) -> str:
        words = self.desk.words
        key = "reader.edit" if text else "reader.edit-drop"
        line = words.text(key, rule=rule_text(words, rule), raw=safe(raw), text=safe(text))
        return f"{line} ×{times}" if times > 1 else line

    # Undoing

    def do_revert(self) -> None:
        """Undo an edit of this paragraph, or take back its fold."""
        self._revert(everywhere=False)

    def do_revert_all(self) -> None:
        """Undo an edit of this paragraph, or take back its fold, wherever it comes again."""
        self._revert(everywhere=True)

    def _revert(self, *, everywhere: bool) -> None:
        """Undo what is chosen; the same edit several times in the paragraph is one."""
        groups = self._changes()
        if not groups:
            self.say("reader.no-edits")
            return

        def chosen(at: object) -> None:
            if isinstance(at, int):
                changes = [(self.index, edit) for edit in groups[at][1]]
                told = self._then("message.rule-reverted", len(changes))
                self.reader.revert(changes, everywhere=everywhere, then=told)

        if len(groups) == 1:
            chosen(0)
            return
        from tui.screens.choose import ChooseScreen

        title = self.desk.words.text("reader.which-edit-all" if everywhere else "reader.which-edit")
        texts = [text for text, _ in groups]
        self.app.push_screen(ChooseScreen(self.desk, title, texts), self.guarded(chosen))

    def _changes(self) -> list[tuple[str, list[Edit | None]]]:
        """What can be undone here, each told: the fold or mark, as None, and every edit."""
        groups: list[tuple[str, list[Edit | None]]] = []
        verdict = self.article.verdict(self.index)
        if verdict.folded or verdict.marked:
            state = self.desk.words.text("reader.folded" if verdict.folded else "reader.marked")
            groups.append((f"{rule_text(self.desk.words, verdict.rule)} · {state}", [None]))
        same: dict[tuple[str, str, str], list[Edit | None]] = {}
        for edit in paragraph(self.article, self.index).edits:
            raw = self.article.source[edit.span.start : edit.span.end]
            same.setdefault((edit.rule, raw, edit.replacement), []).append(edit)
        groups += [(self._edit(*key, times=len(edits)), edits) for key, edits in same.items()]
        return groups

    def _then(self, message: str, count: int = 1) -> Callable[[], None]:
        def then() -> None:
            self.show()
            self.say(message, count=count)

        return then

    def do_undo(self) -> None:
        """Take back the last change, if it was to the rules."""
        if not self.reader.undo_rule(self._then("message.rule-undone")):
            self.say("message.no-undo")


def _plain(text: str, width: int) -> Content:
    return Content("\n").join(
        content for line in text.split("\n") for content in _lines(line, (), width)
    )


def _lines(text: str, changed: Sequence[Span], width: int) -> list[Content]:
    """The lines of ``text``, with the spans ``changed`` marked."""
    lines = []
    for line in wrap(text, width):
        start, end = line.span.start, line.span.end
        styled = [
            Styled(max(span.start, start) - start, min(span.end, end) - start, CHANGED)
            for span in changed
            if span.start < end and span.end > start
        ]
        lines.append(Content(text[start:end].rstrip(), styled))
    return lines
