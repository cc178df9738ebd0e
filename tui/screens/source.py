"""Behind a paragraph: its raw source, what was changed, what it was taken for, and why.

    Article, paragraph, script, width -> a page

Raw and repaired text stand side by side, or one below the other where there is no room.
"""

from collections import Counter
from collections.abc import Sequence

from textual.content import Content
from textual.content import Span as Styled
from textual.widgets import Static

from tui.core.cells import text_cells
from tui.core.layout import wrap
from tui.core.model import Article, Script, Span
from tui.core.pipeline import Display, display
from tui.core.safe import safe, safe_lines
from tui.screens.desk import Desk
from tui.screens.page import PageScreen
from tui.widgets.wording import evidence_text, role_text, rule_text

SIDE_BY_SIDE = 76  # cells from which two columns are worth it
GUTTER = 3
CHANGED = "bold underline"


class SourceScreen(PageScreen):
    """One paragraph's source and edits."""

    def __init__(self, desk: Desk, article: Article, index: int, script: Script) -> None:
        super().__init__(desk, desk.words.text("reader.source", number=index + 1))
        self.article = article
        self.index = index
        self.script = script
        self.body = Static(markup=False)

    def on_mount(self) -> None:
        """Fill the column."""
        self.column.mount(self.body)

    def on_resize(self) -> None:
        """Set the page for the width there is."""
        self.body.update(self.page(max(self.size.width - 3, 20)))

    def page(self, width: int) -> Content:
        """The page, ``width`` cells wide."""
        shown = display(self.article, self.index, self.script)
        parts = [
            self._texts(shown, width),
            Content(""),
            _plain(self._verdict(), width),
            Content(""),
            Content(self.desk.words.text("reader.edits")).stylize("bold"),
            *(_plain(line, width) for line in self._edits(shown)),
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
        if verdict.folded:
            lines[0] += " · " + words.text("reader.folded")
        for item in verdict.evidence:
            lines.append(words.text("reader.evidence", evidence=evidence_text(words, item)))
        return "\n".join(lines)

    def _edits(self, shown: Display) -> list[str]:
        words = self.desk.words
        source = self.article.source
        found = Counter(
            (e.rule, safe(source[e.span.start : e.span.end]), safe(e.replacement))
            for e in shown.edits
        )
        if not found:
            return [words.text("reader.no-edits")]
        lines = []
        for (rule, raw, text), times in found.items():
            key = "reader.edit" if text else "reader.edit-drop"
            line = words.text(key, rule=rule_text(words, rule), raw=raw, text=text)
            lines.append(f"{line} ×{times}" if times > 1 else line)
        return lines


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
