"""Text -> paragraphs, as spans of the source.

Every line that is not blank is a paragraph, without the white space around it; in
Markdown, lines up to a blank one belong together, but for headings, list items, quotes,
fenced code and front matter, which stand alone. Together the spans cover all that is not
white space.

    source text -> starts, ends (source offsets)

White space here includes the ideographic space U+3000 of Chinese indents, and zero-width
characters when a line holds nothing else.
"""

import re
from array import array

from tui.core import extract

Paragraphs = tuple["array[int]", "array[int]"]
_BLANK = "\\s\\ufeff\\u200b-\\u200f\\u2060"
_LINE = re.compile(f"[^{_BLANK}](?:[^\\r\\n\\x0b\\x0c\\x85\\u2028\\u2029]*[^{_BLANK}])?")
_MD_LINE = re.compile(r"[^\n]*\n?")
_FENCE = re.compile(r"[ ]{0,3}(```|~~~)")
_ALONE = re.compile(
    r"[ ]{0,3}(?:[-*+]\s|\d{1,9}[.)]\s|>|\||#{1,6}\s"
    r"|(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$)"
)
_SETEXT = re.compile(r"[ ]{0,3}(?:=+|-{2,})[ \t]*\r?\n?$")


def split(source: str, *, markdown: bool = False) -> Paragraphs:
    """Split ``source`` into paragraphs; returns their starts and ends."""
    starts, ends = array("q"), array("q")
    if markdown:
        _split_markdown(source, starts, ends)
        return starts, ends
    for match in _LINE.finditer(source):
        starts.append(match.start())
        ends.append(match.end())
    return starts, ends


def _split_markdown(source: str, starts: "array[int]", ends: "array[int]") -> None:
    front = extract.FRONT_MATTER.match(source)
    at = front.end() if front else 0
    if front:
        _add(source, 0, at, starts, ends)
    begun = at  # where the paragraph being gathered begins
    fence = ""
    while at < len(source):
        match = _MD_LINE.match(source, at)
        end = match.end() if match else len(source)
        line = source[at:end]
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1] == fence:
                _add(source, begun, end, starts, ends)
                begun, fence = end, ""
        elif mark:
            _add(source, begun, at, starts, ends)
            begun, fence = at, mark[1]
        elif not line.strip() or (_SETEXT.match(line) and source[begun:at].strip()):
            _add(source, begun, end, starts, ends)
            begun = end
        elif _ALONE.match(line):
            _add(source, begun, at, starts, ends)
            begun = at
            if extract.HEADING.match(line):
                _add(source, begun, end, starts, ends)
                begun = end
        at = end
    _add(source, begun, len(source), starts, ends)


def _add(source: str, start: int, end: int, starts: "array[int]", ends: "array[int]") -> None:
    """Add ``start`` to ``end`` without the white space around it, unless it is blank."""
    raw = source[start:end]
    inner = raw.strip()
    if inner:
        start += len(raw) - len(raw.lstrip())
        starts.append(start)
        ends.append(start + len(inner))
