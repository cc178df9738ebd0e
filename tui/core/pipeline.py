"""The one place that orders the stages: bytes -> Article, and an article's paragraphs.

    bytes -decode-> text -split-> spans -repair-> clean -classify, fold-> Article
    Article, index -repair-> Paragraph -convert-> Display

An article keeps its source and what only the whole document can tell; a paragraph's text
is worked out when asked for, so that memory follows the file and time the screen.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from tui.core import classify, convert, extract, fold, punctuation, residue, split
from tui.core.decode import decode
from tui.core.keys import comparison_key, look
from tui.core.model import (
    Article,
    Edit,
    Facts,
    Paragraph,
    Role,
    Script,
    Span,
    Verdict,
    Written,
)
from tui.core.offsets import OffsetMap, compose
from tui.core.repair import clean, repair
from tui.core.safe import safe, safe_lines
from tui.core.search import find

CACHED = 512  # paragraphs kept of those last asked for; a screen shows at most some fifty
_TITLE = 30  # characters of a derived title
_DATELINE = re.compile(
    r"^[^。，]{0,20}\d{1,2}月\d{1,2}日(?:電|电|訊|讯)(?:（[^（）]{0,40}）)?|^[【〔（][^】〕）]{0,40}[】〕）]"
)


@dataclass(frozen=True, slots=True)
class Display:
    """A paragraph as shown: ``edits`` lead from the source slice to ``text``."""

    text: str
    edits: tuple[Edit, ...]
    offsets: OffsetMap


def article_from_bytes(
    data: bytes, name: str, *, markdown: bool = False, encoding: str | None = None
) -> Article:
    """Read a file's bytes into an article.

    Args:
        data: the whole file.
        name: where it came from, for people.
        markdown: the file is Markdown.
        encoding: a codec's name; ``None`` finds it out.

    Raises:
        Problem: ``binary`` or ``encoding-unknown``.
    """
    source, found = decode(data, encoding)
    return article_from_text(source, name, markdown=markdown, encoding=found)


def article_from_text(
    source: str, name: str, *, markdown: bool = False, encoding: str = "utf-8"
) -> Article:
    """Read a decoded text into an article: find its paragraphs, roles and folds."""
    starts, ends = split.split(source, markdown=markdown)
    facts = Facts(
        markdown=markdown,
        residue=residue.has_residue(source),
        half_width=punctuation.is_damaged(source),
        guesses=residue.find_guesses(source),
        written=convert.written(source),
    )

    def text_of(index: int) -> str:
        return clean(source[starts[index] : ends[index]], facts)

    looks = [look(text_of(index)) for index in range(len(starts))]
    repeats = fold.find_repeats(looks, lambda index: comparison_key(text_of(index)))

    def structure_of(index: int) -> str:
        return extract.structure(source[starts[index] : ends[index]]) if markdown else ""

    verdicts = classify.classify(looks, repeats, text_of, structure_of)
    return Article(
        id=hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
        name=name,
        title=_title(name, len(starts), text_of, verdicts),
        encoding=encoding,
        source=source,
        starts=starts,
        ends=ends,
        verdicts=verdicts,
        folds=fold.group(len(starts), verdicts),
        facts=facts,
    )


def _title(
    name: str, count: int, text_of: Callable[[int], str], verdicts: dict[int, Verdict]
) -> str:
    """The title found, or one made of the lead's first words, or the name."""
    roles = {index: verdicts[index].role for index in range(min(count, 20)) if index in verdicts}
    for index, role in roles.items():
        if role is Role.TITLE:
            return safe(text_of(index))
    if 0 in verdicts and verdicts[0].rule == "front-matter":
        title = extract.front_title(text_of(0))
        if title:
            return safe(title)
    for index in range(min(count, 20)):
        if index not in roles:
            return safe(_headline(text_of(index)))
    return safe(name.rsplit("/", 1)[-1])


def _headline(lead: str) -> str:
    """The first words of ``lead`` without its dateline, ended at a comma where one is near."""
    words = _DATELINE.sub("", lead).strip()[: _TITLE * 3]
    stop = re.compile("[。！？；，]").search(words, 8)
    if stop and stop.start() <= _TITLE:
        return words[: stop.start()]
    return words if len(words) <= _TITLE else words[:_TITLE] + "…"


@lru_cache(maxsize=CACHED)
def paragraph(article: Article, index: int) -> Paragraph:
    """Paragraph ``index`` (from 0) of ``article``, repaired."""
    span = article.span(index)
    return repair(index, span, article.source[span.start : span.end], article.facts)


@lru_cache(maxsize=CACHED)
def display(article: Article, index: int, script: Script) -> Display:
    """Paragraph ``index`` (from 0) as shown in ``script``; safe for a terminal."""
    clean = paragraph(article, index)
    text, changes = convert.script_edits(clean.text, article.facts.written, script)
    edits = compose(clean.source, clean.edits, changes, text)
    return Display(safe_lines(text), tuple(edits), OffsetMap.of(clean.source, edits))


def other_script(article: Article) -> Script:
    """The script that a toggle from the original leads to."""
    return Script.HANT if article.facts.written is Written.HANS else Script.HANS


def search(article: Article, query: str) -> tuple[Span, ...]:
    """Every hit of ``query`` in the repaired article, as source spans in order."""
    hits = []
    for index in range(len(article)):
        span = article.span(index)
        raw = article.source[span.start : span.end]
        whole = repair(index, span, raw, article.facts)
        found = find(whole.text, query)
        if found:
            offsets = OffsetMap.of(span, whole.edits)
            hits += [offsets.back_span(hit) for hit in found]
    return tuple(hits)
