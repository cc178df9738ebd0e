"""All that was hidden or changed in an article, grouped by rule: Article -> entries.

    article -> (Entry("repeated-caption", folds), Entry("pinyin-residue", edits), …)
    entry[n] -> Line: the place, what stood there, what stands there now

Every hidden paragraph and every edit is a line, and every line leads to its place, from
where it can be taken back. So are paragraphs that were suspected and kept, and places that
could not be read. An entry keeps two numbers a line and works the line out when
asked for, so that the ledger of a large article costs one pass and little memory. Folds
come first, then marks, flags and edits; of each the largest groups first.

In the corrected script (see ``convert_mended``) its words are lines as well. Left out on purpose:
what conversion to another script changes. Both are ways of looking, taken back by looking
otherwise.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import overload

from msgspec import Struct

from tui.core.convert_said import MENDED
from tui.core.model import Article, Edit, Script, Span
from tui.core.pipeline import Mended, flags, flags_of, mended, paragraph, repaired

WORDS = 60  # characters of a hidden paragraph that a line shows


class Kind(StrEnum):
    """What a line tells of; the order is that of the ledger."""

    MENDED = "mended"  # a word was written otherwise
    FOLD = "fold"  # a paragraph was hidden
    MARK = "mark"  # a paragraph is suspected, and was kept
    FLAG = "flag"  # some characters could not be read, and were left
    EDIT = "edit"  # some characters were changed


class Line(Struct, frozen=True):
    """One thing hidden, suspected, not read or changed.

    Attributes:
        index: the paragraph, from 0.
        span: source offsets of the paragraph, or of the characters.
        before: the paragraph's first words, or the characters as they stand in the source.
        after: what the edit put there.
        edit: the edit, to undo it, if it is one.
        mended: the word of machine-made traditional put right, if it is one.
    """

    index: int
    span: Span
    before: str
    after: str = ""
    edit: Edit | None = None
    mended: Mended | None = None


class Entry(Sequence[Line]):
    """All lines of one rule, in the order of the text; its length is their count."""

    def __init__(self, article: Article, kind: Kind, rule: str) -> None:
        """Begin without lines."""
        self.article = article
        self.kind = kind
        self.rule = rule
        self.indices = array("q")
        self.starts = array("q")

    def __len__(self) -> int:
        return len(self.indices)

    @overload
    def __getitem__(self, number: int) -> Line: ...
    @overload
    def __getitem__(self, number: slice) -> list[Line]: ...
    def __getitem__(self, number: int | slice) -> Line | list[Line]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        index, start = self.indices[number], self.starts[number]
        if self.kind is Kind.MENDED:
            word = next(word for word in mended(self.article, index) if word.span.start == start)
            return Line(index, word.span, word.before, word.after, mended=word)
        whole = paragraph(self.article, index)
        if self.kind in (Kind.FOLD, Kind.MARK):
            words = whole.text[: WORDS + 1]
            shown = words if len(words) <= WORDS else words[:WORDS] + "…"
            return Line(index, whole.source, shown)
        base = whole.source.start
        if self.kind is Kind.FLAG:
            span = next(f.span for f in flags(self.article, index) if f.span.start == start)
            return Line(index, span, whole.raw[span.start - base : span.end - base])
        at = bisect_left(whole.edits, start, key=lambda edit: edit.span.start)
        edit = whole.edits[at]
        before = whole.raw[edit.span.start - base : edit.span.end - base]
        return Line(index, edit.span, before, edit.replacement, edit)

    def __iter__(self) -> Iterator[Line]:
        return (self[number] for number in range(len(self)))


def ledger(article: Article, script: Script = Script.ORIGINAL) -> tuple[Entry, ...]:
    """The entries of ``article`` shown in ``script`` by kind, of each kind the largest first."""
    entries: dict[tuple[Kind, str], Entry] = {}

    def add(kind: Kind, rule: str, index: int, start: int) -> None:
        entry = entries.get((kind, rule))
        if entry is None:
            entry = entries[kind, rule] = Entry(article, kind, rule)
        entry.indices.append(index)
        entry.starts.append(start)

    for index in range(len(article)):
        verdict = article.verdict(index)
        if verdict.folded or verdict.marked:
            kind = Kind.FOLD if verdict.folded else Kind.MARK
            add(kind, verdict.rule, index, article.starts[index])
        whole = repaired(article, index)
        for flag in flags_of(article, whole):
            add(Kind.FLAG, flag.rule, index, flag.span.start)
        for edit in whole.edits:
            add(Kind.EDIT, edit.rule, index, edit.span.start)
        if script is Script.CORRECTED:
            for word in mended(article, index):
                add(Kind.MENDED, MENDED, index, word.span.start)
    order = list(Kind)
    return tuple(sorted(entries.values(), key=lambda e: (order.index(e.kind), -len(e), e.rule)))
