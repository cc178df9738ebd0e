"""Small articles made by hand, for tests of what comes after the pipeline."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from tui.core.model import Article, Edit, Fold, Role, Script, Span, Verdict, Written
from tui.core.offsets import OffsetMap

REPEAT = Verdict(Role.CAPTION, "repeat", duplicate_of=0, folded=True)
FOOTER = Verdict(Role.FOOTER, "footer", folded=True)


def article_of(
    paragraphs: Sequence[str], folds: Sequence[tuple[int, int]] = (), title: str = "題目"
) -> Article:
    """An article of ``paragraphs``, with the inclusive index ranges of ``folds`` folded."""
    starts, ends, parts, at = array("q"), array("q"), [], 0
    for text in paragraphs:
        starts.append(at)
        ends.append(at + len(text))
        parts.append(text)
        at += len(text) + 1
    verdicts = {n: FOOTER for first, last in folds for n in range(first, last + 1)}
    return Article(
        id=sha256("\n".join(parts).encode()).hexdigest(),
        name="test.txt",
        title=title,
        encoding="utf-8",
        source="\n".join(parts),
        starts=starts,
        ends=ends,
        verdicts=verdicts,
        folds=tuple(Fold(first, last, FOOTER) for first, last in folds),
    )


@dataclass(frozen=True)
class Plain:
    """A paragraph displayed as it stands in the source."""

    text: str
    offsets: OffsetMap
    edits: tuple[Edit, ...] = ()


def plain_display(article: Article):
    """A display function without repair or conversion."""

    def display(index: int) -> Plain:
        span = article.span(index)
        return Plain(article.source[span.start : span.end], OffsetMap.of(span, ()))

    return display


__all__ = ["FOOTER", "REPEAT", "Plain", "Script", "Span", "Written", "article_of", "plain_display"]
