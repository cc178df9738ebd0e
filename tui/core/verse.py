"""Which lines are verse or a list, to be kept as they are set.

    Article, index of a paragraph -> whether the next one belongs to it, its own indent

Every line of the source is a paragraph. Prose gets rows between its paragraphs and, at wish,
an indent; lines of verse and entries of a list stand together, with the indent that they
have in the source. No text says what it is, so only form decides, and prose set like verse
does less harm than verse set like prose. Two lines stand together if nothing but a line
break parts them, both are body text, and

- both begin like entries of a list (``1.`` ``一、`` ``（3）`` ``•``), or
- both are short and of equal length, as in regulated verse, or
- both are short, in a document that parts its prose by blank lines, or has none: there the
  missing blank line means something. Where every paragraph is a line, it does not, and free
  verse cannot be told from talk.

Left out on purpose: poems set as one long line, tables.
"""

import re
from functools import lru_cache
from itertools import pairwise

from tui.core.cells import text_cells
from tui.core.model import Article, Role
from tui.core.patterns import Pattern

SHORT = 30  # cells; as in ``split``, where shorter lines are not taken for wrapped prose
REGULATED = range(4, 19)  # characters of a line of regulated verse, or of two, with marks
SAMPLE = 200  # paragraphs that tell whether blank lines part them
DEEPEST = 24  # cells of an indent

_ENTRY = Pattern(
    r"(?:\d{1,3}[.、．)）]|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]"
    r"|[一二三四五六七八九十]{1,3}[、．]|[①-⑳•●○◆◇■□▪‧※*+-])(?!\d)"
)
_NEWLINE = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def _breaks(article: Article, index: int) -> int:
    """How many line breaks stand between paragraph ``index`` and the next."""
    between = article.source[article.ends[index] : article.starts[index + 1]]
    return len(_NEWLINE.findall(between))


@lru_cache(maxsize=8)
def _parted(article: Article) -> bool:
    """Whether the document parts its prose by blank lines, or has no prose."""
    sizes = [len(article.span(index)) for index in range(min(len(article), SAMPLE))]
    beside_prose = [index for index, pair in enumerate(pairwise(sizes)) if max(pair) > SHORT // 2]
    blank = sum(_breaks(article, index) > 1 for index in beside_prose)
    return 2 * blank >= len(beside_prose)


def _is_body(article: Article, index: int) -> bool:
    verdict = article.verdict(index)
    return verdict.role is Role.BODY and not verdict.folded


@lru_cache(maxsize=1024)
def joined(article: Article, index: int) -> bool:
    """Whether paragraph ``index`` and the next one are lines of one poem or list."""
    if index < 0 or index + 1 >= len(article) or _breaks(article, index) != 1:
        return False
    if not _is_body(article, index) or not _is_body(article, index + 1):
        return False
    spans = article.span(index), article.span(index + 1)
    if all(_ENTRY.match(article.source, span.start, span.end) for span in spans):
        return True
    lines = [article.source[span.start : min(span.end, span.start + SHORT + 1)] for span in spans]
    if any(text_cells(line) > SHORT for line in lines):
        return False
    is_regulated = len(lines[0]) == len(lines[1]) and len(lines[0]) in REGULATED
    return is_regulated or _parted(article)


def kept_indent(article: Article, index: int) -> int | None:
    """The cells before a line of verse or a list in the source; None for prose."""
    if not joined(article, index - 1) and not joined(article, index):
        return None
    start = article.starts[index]
    before = article.source[max(start - DEEPEST, 0) : start]
    return min(text_cells(_NEWLINE.split(before)[-1].replace("\t", "    ")), DEEPEST)
