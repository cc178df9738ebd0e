"""An article as text, as Markdown, and as the JSON object that other programs read.

    Article, script -> str | dict

The JSON contract (README, "The JSON of explain and clean"): spans are half-open code-point
offsets into the decoded source; a paragraph's edits, applied to its raw slice, give its
text, in the script asked for; numbers count from 1 and include folded paragraphs.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from tui.core.model import Article, Evidence, Role, Script
from tui.core.pipeline import display, flags
from tui.core.safe import safe_json

_MARKS = re.compile(r"([\\`*_\[\]<>])")
_OPENING = re.compile(r"^(\s*(?:\d{1,9}(?=[.)]))?)([#+\-=>~|.)])")


def shown(article: Article, *, everything: bool = False) -> Iterator[int]:
    """Indices of the paragraphs that a clean copy holds: all, or all but the folded."""
    return (i for i in range(len(article)) if everything or not article.verdict(i).folded)


def plain(
    article: Article,
    script: Script = Script.ORIGINAL,
    *,
    everything: bool = False,
    first: int = 0,
    last: int | None = None,
) -> str:
    """The cleaned text, with a blank line where the source has one.

    Args:
        article: the article.
        script: the script to write it in.
        everything: keep what would be folded.
        first: index of the first paragraph wanted.
        last: index of the last one, included; ``None`` for the article's last.
    """
    end = len(article) - 1 if last is None else last
    parts: list[str] = []
    for index in shown(article, everything=everything):
        if not first <= index <= end:
            continue
        if parts:
            parts.append(gap(article, index))
        parts.append(display(article, index, script).text)
    return "".join(parts)


def gap(article: Article, index: int) -> str:
    """The line breaks before paragraph ``index``, not the first: a blank line at most."""
    between = article.source[article.ends[index - 1] : article.starts[index]]
    return "\n\n" if len(re.findall(r"\r\n?|\n", between)) > 1 else "\n"


def markdown(
    article: Article, script: Script = Script.ORIGINAL, *, everything: bool = False
) -> str:
    """The cleaned article as Markdown: title as a heading, captions and credits set off."""
    indices = shown(article, everything=everything)
    return "\n\n".join(as_markdown(article, index, script) for index in indices)


def as_markdown(article: Article, index: int, script: Script) -> str:
    """Paragraph ``index`` as Markdown."""
    text = escape(display(article, index, script).text)
    role = article.verdict(index).role
    if role is Role.TITLE:
        return f"# {text}"
    return f"*{text}*" if role in (Role.CAPTION, Role.BYLINE, Role.CREDIT) else text


def escape(text: str) -> str:
    """``text`` with nothing in it that Markdown would take as a mark."""
    return _OPENING.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))


def describe(
    article: Article,
    say: Callable[[Evidence], str],
    *,
    script: Script = Script.ORIGINAL,
    everything: bool = True,
) -> dict[str, Any]:
    """One article as the object of the JSON contract.

    Args:
        article: the article; its name is the object's path.
        say: puts evidence into words.
        script: the script of the paragraphs' text; its conversions are edits as well.
        everything: also the folded paragraphs.
    """
    indices = shown(article, everything=everything)
    return {**_about(article), "paragraphs": [_paragraph(article, i, say, script) for i in indices]}


def pieces(
    article: Article,
    say: Callable[[Evidence], str],
    *,
    script: Script = Script.ORIGINAL,
    everything: bool = True,
) -> Iterator[str]:
    """`describe` as JSON, a paragraph at a time: the object takes eighty times the text's size."""
    yield as_json({**_about(article), "paragraphs": []}).removesuffix("]\n}")
    before = ""
    for index in shown(article, everything=everything):
        text = as_json(_paragraph(article, index, say, script))
        # Every line break in it is the layout's; those in strings are spelled out.
        yield before + "\n  " + text.replace("\n", "\n  ")
        before = ","
    yield "\n ]\n}" if before else "]\n}"


def as_json(value: object) -> str:
    """``value`` as JSON that is safe on a terminal."""
    return safe_json(json.dumps(value, ensure_ascii=False, indent=1))


def _about(article: Article) -> dict[str, Any]:
    return {
        "path": article.name,
        "id": article.id,
        "encoding": article.encoding,
        "script": article.facts.written.value,
        "title": article.title,
    }


def _paragraph(
    article: Article, index: int, say: Callable[[Evidence], str], script: Script
) -> dict[str, Any]:
    span = article.span(index)
    verdict = article.verdict(index)
    view = display(article, index, script)
    twin = verdict.duplicate_of
    return {
        "index": index + 1,
        "source": [span.start, span.end],
        "raw": article.source[span.start : span.end],
        "text": view.text,
        "role": verdict.role.value,
        "folded": verdict.folded,
        "rule": verdict.rule,
        "evidence": [say(item) for item in verdict.evidence],
        "duplicate_of": None if twin is None else twin + 1,
        "edits": [
            {"span": [e.span.start, e.span.end], "replacement": e.replacement, "rule": e.rule}
            for e in view.edits
        ],
        "marked": verdict.marked,
        "flags": [
            {"span": [f.span.start, f.span.end], "rule": f.rule} for f in flags(article, index)
        ],
    }
