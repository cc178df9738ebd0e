"""Text -> paragraphs, as spans of the source.

Every line that is not blank is a paragraph, without the white space around it. Lines that
were wrapped by width, or hold one character each, are joined; a line is parted at an indent
behind a sentence, a whole page in one line at every wide blank; a caption set twice in one
line is two. In Markdown, lines up to a blank one belong together, but for headings, list
items, quotes, fenced code and front matter, which stand alone; where no line is blank and none
was wrapped, each is a paragraph. Together the spans cover all that is not white space.

    source text -> starts, ends (source offsets)

White space here includes the ideographic space U+3000 of Chinese indents. A line that
holds nothing but zero-width characters and white space is blank.
"""

import re
from array import array
from collections.abc import Iterator
from itertools import pairwise

from tui.core import cues, extract
from tui.core.glyphs import fold
from tui.core.keys import READING, caption_cue, comparison_key, letters
from tui.core.patterns import Pattern

Paragraphs = tuple["array[int]", "array[int]"]
_BREAKS = "\\r\\n\\x0b\\x0c\\x85\\u2028\\u2029"
_LINE = Pattern(f"\\S(?:[^{_BREAKS}]*\\S)?")
_SEEN = Pattern("[^\\s\\ufeff\\u200b-\\u200f\\u2060]")
_UNSEEN = frozenset("\ufeff\u200b\u200c\u200d\u200e\u200f\u2060")
_BLANK_LINE = Pattern(r"\n[^\S\n]*\n")
_FENCE = Pattern(r"[ ]{0,3}(```|~~~)")
_ALONE = Pattern(
    r"[ ]{0,3}(?:[-*+]\s|\d{1,9}[.)]\s|>|\||#{1,6}\s"
    r"|(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$)"
)
_SETEXT = Pattern(r"[ ]{0,3}(?:=+|-{2,})[ \t]*\r?\n?$")

# A line of a letter's head or foot.
_FIELD = Pattern(
    "(?:(?:发信|發信|寄件|收件|收信)[人者站]|作者|[标標] *[题題]|主旨|主[题題]|信[区區]|看板|日期"
    "|[时時][间間]|From|To|Subject|Date) *[:：]|--|※"
)
_ENDS = Pattern(r"[。！？!?…」』”’.：:；;—）)]$")
_INDENTS = ("\u3000" * 2, "\u3000" * 3, "\u3000" * 4)
_INDENTED = ("\u3000", "  ", "\t")
_BLANKS = Pattern("[ \u00a0\u3000]{2,}(?=\\S)")
_CLOSED = Pattern("[。！？…][」』”）]?$")
_FLAT = 3  # wide blanks behind sentences that show a page set in one line
_MOST_FLAT = 2  # likewise, in a line that is most of the text; a caption's end counts as well
_TIGHT = 8  # characters of a line on average; shorter ones are verse, names or one word
_SAMPLE = 100_000  # characters that tell how the lines were wrapped
_MIN_WRAPPED = 3  # lines followed by another
_MAX_WRAPPED = 100  # cells; longer lines are paragraphs
_NARROWEST = 30  # cells; shorter lines are verse or lists
_RAGGED = 5  # cells that a wrapped line may be short of the width: a word or a banned mark
_MIN_SINGLE = 5  # lines of one character each that make one paragraph
_CAPTION = Pattern("[攝摄圖图供照发發绘繪▲△▼▽■]|資料|资料|來源|来源|取自|提供|Reuters|Getty|AFP")
_MAX_DOUBLED = 700  # characters of a line that may be a caption set twice, residue included
_MIN_PLAIN = 16  # characters of a sentence set twice that fills a line
_PLAIN = Pattern(r"[^。!?…“”\"「」『』]+。")
_MIN_HALF = 8  # characters of a caption set twice in one line


def split(source: str, *, markdown: bool = False) -> Paragraphs:
    """Split ``source`` into paragraphs; returns their starts and ends."""
    starts, ends = array("q"), array("q")
    if markdown:
        _split_markdown(source, starts, ends)
        return starts, ends
    wrapped = wrapped_at(source)
    for first, last in _indented(source, _joined(source, wrapped)):
        half = _doubled(source, first, last)
        if half:
            starts.extend((first, half))
            ends.extend((first + len(source[first:half].rstrip()), last))
        else:
            starts.append(first)
            ends.append(last)
    return starts, ends


def _indented(source: str, lines: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """``lines``, parted where a sentence ends and a paragraph's indent follows in mid-line.

    A line that begins with a title, then goes on by sentences with wide blanks between them, is
    a whole page set in one line: every wide blank parts it.
    """
    for first, last in lines:
        start = first
        gaps = [(gap, _is_closed(source, gap)) for gap in _BLANKS.finditer(source, first, last)]
        is_flat = sum(closed for _, closed in gaps) >= _FLAT and not gaps[0][1]
        if len(gaps) > _MOST_FLAT and 2 * (last - first) > len(source):
            ended = sum(closed or source[gap.start() - 1] in "）)" for gap, closed in gaps)
            is_flat = ended >= _MOST_FLAT and not gaps[0][1]
        for gap, closed in gaps:
            if is_flat or (closed and gap[0] in _INDENTS):
                yield start, gap.start()
                start = gap.end()
        yield start, last


def _is_closed(source: str, gap: re.Match[str]) -> bool:
    """Whether a sentence ends before ``gap``."""
    return _CLOSED.search(source, gap.start() - 2, gap.start()) is not None


def wrapped_at(source: str) -> int:
    """The width in cells at which the lines of ``source`` were wrapped; 0 if they were not.

    Old mail and bulletin boards wrap by width: nearly all lines that another one follows
    directly are about as wide as the widest, and most of them stop in mid-sentence.
    """
    sample = source[:_SAMPLE]
    lines = [line for line in sample.split("\n") if line.strip()]
    if len(lines) < _MIN_WRAPPED or len(sample) > _MAX_WRAPPED * len(lines):
        return 0
    rows = [line.strip() for line in sample.split("\n")]
    inner = [row for row, after in pairwise(rows) if row and after and not _FIELD.match(row)]
    widths = [_cells(row) for row in inner]
    if len(inner) < _MIN_WRAPPED:
        return 0
    widest = sorted(widths)[-(1 + len(widths) // 10)]
    full = sum(width >= widest - _RAGGED for width in widths)
    broken = sum(_ENDS.search(row) is None for row in inner)
    is_wrapped = full >= 0.7 * len(inner) and broken >= 0.5 * len(inner)
    return widest if is_wrapped and _NARROWEST <= widest <= _MAX_WRAPPED else 0


def _cells(line: str) -> int:
    """About how many cells ``line`` takes: enough to compare lines by."""
    return len(line) + sum(character > "\u2e7f" for character in line)


def _joined(source: str, wrapped: int) -> Iterator[tuple[int, int]]:
    """Lines of ``source``; the parts of a wrapped or one-character-a-line paragraph as one."""
    begun = end = -1
    pending = 0  # lines of a single character seen since ``begun``
    hangs = wrapped > 0 and _hangs(source)
    for match in _lines(source, 0, len(source)):
        is_next = begun >= 0 and _beside(source, end, match.start(), hangs)
        is_single = match.end() - match.start() == 1
        if is_next and ((wrapped and _goes_on(source, end, wrapped)) or (is_single and pending)):
            end = match.end()
            pending += is_single
            continue
        yield from _flush(source, begun, end, pending)
        begun, end = match.start(), match.end()
        pending = int(is_single)
    yield from _flush(source, begun, end, pending)


def _goes_on(source: str, end: int, wrapped: int) -> bool:
    """Whether the line that ends at ``end`` is full, or long and stops in mid-sentence."""
    cells = _cells(source[source.rfind("\n", 0, end) + 1 : end])
    is_open = not _ENDS.search(source, end - 1, end) and 4 * cells >= 3 * wrapped
    return is_open or cells >= wrapped - _RAGGED


def _lines(source: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The lines that are not blank, without the white space around them."""
    for match in _LINE.finditer(source, start, end):
        if source[match.start()] not in _UNSEEN or _SEEN.search(source, match.start(), match.end()):
            yield match


def _flush(source: str, begun: int, end: int, pending: int) -> Iterator[tuple[int, int]]:
    if begun < 0:
        return
    if 1 < pending < _MIN_SINGLE:
        for match in _lines(source, begun, end):
            yield match.start(), match.end()
    else:
        yield begun, end


def _beside(source: str, end: int, start: int, hangs: bool) -> bool:
    """Whether the line from ``start`` follows the one to ``end`` without blank line or indent.

    Where paragraphs hang, the indent shows that it goes on.
    """
    gap = source[end:start]
    return gap.count("\n") == 1 and (hangs or not gap.endswith(_INDENTED))


def _hangs(source: str) -> bool:
    """Whether all lines are indented but the first of each block."""
    rows = ["", *source[:_SAMPLE].split("\n")]
    pairs = [(before, row) for before, row in pairwise(rows) if row.strip()]
    inner = [row.startswith(_INDENTED) for before, row in pairs if before.strip()]
    first = [row.startswith(_INDENTED) for before, row in pairs if not before.strip()]
    return len(inner) >= _MIN_WRAPPED and all(inner) and not any(first)


def _doubled(source: str, first: int, last: int) -> int:
    """Where a caption set twice in one line begins again; 0 if it is not one.

    The copies are compared as a reader would: without script, marks, spaces, readings in
    brackets, and with the credit on either of them or on both.
    """
    if not 2 * _MIN_HALF <= last - first <= _MAX_DOUBLED:
        return 0
    if not (_CAPTION.search(source, first, last) or _is_halved(source, first, last)):
        return 0
    line = fold(source[first:last])
    opening = cues.CAPTION_START.match(line)
    begun = opening.end() if opening else 0
    places = [at for at in letters(line) if at >= begun]
    key = "".join(line[at] for at in places)
    again = key.find(key[:_MIN_HALF], _MIN_HALF) if len(key) >= 2 * _MIN_HALF else -1
    if again < 0:
        return 0
    at = places[again]
    before = line.rfind(line[:begun], 0, at)  # the sign that opens the second copy
    if begun and before > 0 and not letters(line[before + begun : at]):
        at = before
    return first + at if _same_caption(line[:at], line[at:]) else 0


def _is_halved(source: str, first: int, last: int) -> bool:
    """Whether the line begins again about its middle."""
    opening, fifth = source[first : first + _MIN_HALF], (last - first) // 5
    return source.find(opening, first + 2 * fifth, first + 3 * fifth + _MIN_HALF) >= 0


def _same_caption(one: str, other: str) -> bool:
    """Whether two folded texts are one caption, and at least one shows that it is one.

    A whole sentence that comes again and fills its line is alternative text and caption.
    """
    texts = [READING.sub("", text).strip() for text in (one, other)]
    is_caption = any(opening or credit for opening, credit in map(caption_cue, texts))
    is_plain = len(texts[0]) >= _MIN_PLAIN and _PLAIN.fullmatch(texts[0]) is not None
    same = comparison_key(texts[0]) == comparison_key(texts[1])
    return same and (is_caption or is_plain)


def _split_markdown(source: str, starts: "array[int]", ends: "array[int]") -> None:
    front = extract.FRONT_MATTER.match(source)
    at = front.end() if front else 0
    if front:
        _add(source, 0, at, starts, ends)
    each = _is_tight(source[at:].strip())
    begun = at  # where the paragraph being gathered begins
    fence = ""
    while at < len(source):
        line = _line_at(source, at)
        end = at + len(line)
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
        elif each and not _SETEXT.match(_line_at(source, end)):
            _add(source, begun, end, starts, ends)
            begun = end
        at = end
    _add(source, begun, len(source), starts, ends)


def _is_tight(text: str) -> bool:
    """Whether lines of some length follow each other without a blank one, and none was wrapped."""
    is_long = len(text) >= _TIGHT * (text.count("\n") + 1)
    return is_long and _BLANK_LINE.search(text) is None and not wrapped_at(text)


def _line_at(source: str, start: int) -> str:
    """The line of Markdown that begins at ``start``, with its end."""
    return source[start : source.find("\n", start) + 1 or len(source)]


def _add(source: str, start: int, end: int, starts: "array[int]", ends: "array[int]") -> None:
    """Add ``start`` to ``end`` without the white space around it, unless it is blank."""
    raw = source[start:end]
    inner = raw.strip()
    if inner:
        start += len(raw) - len(raw.lstrip())
        starts.append(start)
        ends.append(start + len(inner))
