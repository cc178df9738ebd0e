"""Markdown -> edits that drop its marks; code in it is left alone.

    ## 標題 -> 標題        [字](網址) -> 字        **重**要 -> 重要

Headings, emphasis, links, images, quotes, bullets (they become `•`), escapes and soft line
breaks, as in CommonMark for the cases that articles use. A fenced block or an indented
one of code stays as it is. Left out on purpose: reference links, tables and raw HTML,
which stay as written.
"""

import re
from collections.abc import Iterator

from tui.core.model import Edit, Span
from tui.core.patterns import Pattern

_FENCE = Pattern(r"(?:```|~~~)")
_LEADING = Pattern(r"(?m)^(?:[ ]{0,3}(?:#{1,6}(?=\s)|>)[ \t]*)+|^[ ]{0,3}[-*+](?=[ \t]+\S)[ \t]*")
_SETEXT = Pattern(r"\n[ ]{0,3}(?:=+|-{2,})[ \t]*$")
_CLOSING = Pattern(r"(?<![ \t])[ \t]+#+[ \t]*$")
_RULE = Pattern(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_INLINE = Pattern(
    r"(?P<code>`[^`\n]{1,500}`)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<link>!?\[(?=(?:[^\[\]\n]{0,500}|!\[[^\[\]\n]{0,500}\]\([^()\s]{0,2000}\))\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s\"[^\"\n]{0,200}\")?\)))"
    r"|(?P<target>(?<=[^\\])\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s\"[^\"\n]{0,200}\")?\))"
    r"|(?P<strong>\*{1,3}|_{1,3}|~~)"
)
_BREAK = Pattern(r"(?:(?<![ \t\u3000\\])[ \t\u3000\\]+)?\r?\n[ \t\u3000]*")
_FRONT = Pattern(r"---[ \t]*\r?\n[^\n]*:")
_FIRST = Pattern(r"[ ]{0,3}#\s|[^\n]+\r?\n[ ]{0,3}=+\s*$")
HEADING = Pattern(r"[ ]{0,3}#{1,6}\s")
FRONT_MATTER = Pattern(r"---[ \t]*\r?\n(?:.*\r?\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")


def is_code(raw: str) -> bool:
    """Whether the paragraph ``raw`` stays as written: fenced code, front matter, a rule."""
    return any(pattern.match(raw) for pattern in (_FENCE, _RULE, _FRONT))


def structure(raw: str) -> str:
    """What Markdown says of ``raw``: a ``heading`` of the first level, ``front-matter``, or ""."""
    if _FRONT.match(raw):
        return "front-matter"
    return "heading" if _FIRST.match(raw) else ""


def front_title(raw: str) -> str:
    """The title that front matter gives, or an empty string."""
    found = re.search(r"^title:[ \t]*[\"']?([^\n]{1,200}?)[\"']?[ \t\r]*$", raw, re.MULTILINE)
    return found[1] if found else ""


def find_marks(raw: str, rule: str = "markdown") -> list[Edit]:
    """Edits that drop the Markdown marks of ``raw``, one paragraph; spans count in ``raw``."""
    if is_code(raw):
        return []
    edits = []
    for match in _LEADING.finditer(raw):
        bullet = match[0].strip() in "-*+"
        edits.append(Edit(Span(match.start(), match.end()), "• " if bullet else "", rule))
    for pattern in (_SETEXT, _CLOSING):
        end = pattern.search(raw)
        if end and not any(end.start() < edit.span.end for edit in edits):
            edits.append(Edit(Span(end.start(), end.end()), "", rule))
    taken = [edit.span for edit in edits]
    edits += [e for e in _inline(raw, rule) if not any(e.span.start in span for span in taken)]
    return sorted(edits, key=lambda edit: edit.span)


def _inline(raw: str, rule: str) -> Iterator[Edit]:
    opened: dict[str, list[re.Match[str]]] = {}
    in_link = 0
    for match in _INLINE.finditer(raw):
        span = Span(match.start(), match.end())
        if match.lastgroup == "code":
            yield Edit(Span(span.start, span.start + 1), "", rule)
            yield Edit(Span(span.end - 1, span.end), "", rule)
        elif match.lastgroup in ("link", "target"):
            in_link += 1 if match.lastgroup == "link" else -1
            if in_link >= 0:
                yield Edit(span, "", rule)
            in_link = max(in_link, 0)
        elif match.lastgroup == "escape":
            yield Edit(Span(span.start, span.start + 1), "", rule)
        else:
            yield from _emphasis(raw, match, opened, rule)


def _emphasis(
    raw: str, match: re.Match[str], opened: dict[str, list[re.Match[str]]], rule: str
) -> Iterator[Edit]:
    """A mark closes the same mark opened before it; one that finds no partner stays."""
    mark = match[0]
    before, after = raw[match.start() - 1 : match.start()], raw[match.end() : match.end() + 1]
    inside_word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    if mark.startswith("_") and inside_word:
        return
    waiting = opened.setdefault(mark, [])
    if waiting and before.strip():
        start = waiting.pop()
        waiting.clear()
        yield Edit(Span(start.start(), start.end()), "", rule)
        yield Edit(Span(match.start(), match.end()), "", rule)
    elif after.strip():
        waiting.append(match)


def find_breaks(raw: str, rule: str = "line-break") -> list[Edit]:
    """Edits that join the lines of ``raw``: with a space between Latin words only."""
    if "\n" not in raw:
        return []
    edits = []
    for match in _BREAK.finditer(raw):
        before, after = raw[match.start() - 1 : match.start()], raw[match.end() : match.end() + 1]
        latin = before.isascii() and after.isascii()
        edits.append(Edit(Span(match.start(), match.end()), " " if latin else "", rule))
    return edits


def code(raw: str) -> set[str]:
    """The inline code in ``raw``, without its backticks."""
    return {m[0][1:-1] for m in _INLINE.finditer(raw) if m.lastgroup == "code"}
