"""A paragraph's source slice -> clean text and the edits that lead there.

Small named fixers run in rounds; each round looks at the text that the one before it
left, and its edits are carried home to source offsets (`offsets.compose`), so that every
paragraph ends with one sorted, disjoint list of edits, each with the rule that made it.

    rule             what it does
    markdown         drops Markdown's marks (in .md files)
    line-break       joins the lines of one paragraph
    terminal-control drops whole terminal control sequences
    control          drops other control characters
    invisible        drops zero-width and direction marks, soft hyphens
    private-use      drops characters of a private font, unless one may be a word's own
    space            tabs and unusual spaces become plain ones
    entity           HTML entities become their characters
    debris           drops code stuck to a sentence's end, `。<br/>`
    pinyin-residue   drops `(jī)` behind 機 (see `residue`)
    pinyin-guess     restores characters that residue broke
    half-width       widens punctuation between or after Chinese (see `punctuation`)
    stray-space      drops spaces inside Chinese sentences (see `spacing`)
    doubled-mark     drops a comma set twice

Repair is idempotent: clean text is left as it is, given the same facts.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate

from tui.core import extract, punctuation, residue, spacing
from tui.core.glyphs import only
from tui.core.model import Edit, Facts, Paragraph, Span
from tui.core.offsets import apply, compose
from tui.core.patterns import Pattern
from tui.core.safe import UNSAFE

_ODD = Pattern(
    r"(?P<terminal>(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|\x1b[\]PX^_][^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c))"
    r"|(?P<invisible>[\xad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064"
    r"\u2066-\u206f\ufeff\ufff9-\ufffb]+|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d)"
    r"|(?P<private>\ue5e5+|(?<![\u4e00-\u9fff\ue000-\uf8ff])[\ue000-\uf8ff]+"
    r"|(?<=[\u4e00-\u9fff])[\ue000-\uf8ff]++(?![\u4e00-\u9fff]))"
    r"|(?P<icon>[\ue000-\uf8ff]+)"
    r"|(?P<space>[\t\xa0\u2000-\u200a\u202f\u205f\u2028\u2029]+)"
    r"|(?P<control>\x1b+(?=\x1b)|\x1b|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9a\x9c-\x9f]+|\x9b)"
    rf"|(?P<lone>(?!\n){UNSAFE.source})"
)
# Where GBK keeps characters that Unicode had not yet: one of these in a word was a character.
# Of Hong Kong's that can be said of all. U+E5E5 is a blank in GBK.
_GBK_LOST = range(0xE766, 0xE865)
# A paragraph of Markdown with more snippets of code than this is about code, not prose.
_MOST_CODE = 50
_RULES = {
    "terminal": "terminal-control",
    "lone": "control",
    "private": "private-use",
    "icon": "private-use",
}
_ENTITY = Pattern(
    r"&(?:(?:amp|AMP|#0{0,4}38|#[xX]0{0,3}26);)*"
    r"(?P<name>#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,7};)"
)
_ODD_ONES = "\xa0\xad\ue000-\uf8ff\u034f\u180e\u2000-\u200f\u202f\u205f-\u206f\ufeff\ufff9-\ufffb"
_TRIGGER = Pattern(rf"[{_ODD_ONES}]|(?!\n){UNSAFE.source}")
_PRINTABLE = "\u034f"  # the only one of them that Python calls printable

_ONE = r"(?:<br ?/?>|</?p>|x0d|x0a|\\[rn]|&?nbsp;)"
_CODE = rf"{_ONE}(?:\s*{_ONE})*"
_DEBRIS = Pattern(
    rf"^{_CODE}\s*(?=[^\x00-\x7f])|(?<=[。！？…”」』）])\s*{_CODE}(?:$|\s*(?=[^\x00-\x7f]))"
)
# What any fixer but the last starts from, odd characters aside.
_SUSPECT = Pattern(r"[ ,:;!?()&<\\]")


def _odd_characters(text: str) -> list[Edit]:
    """Control characters, invisible ones and unusual spaces."""
    if _is_printable(text) or _TRIGGER.search(text) is None:
        return []
    edits = []
    for match in _ODD.finditer(text):
        kind = match.lastgroup or ""
        replacement = ""
        if kind == "icon" and not _is_icon(match[0], text):
            continue
        if kind == "space":
            replacement = " "
        elif kind == "lone":
            replacement = "\ufffd"
        edits.append(Edit(Span(match.start(), match.end()), replacement, _RULES.get(kind, kind)))
    return edits


def _is_printable(text: str) -> bool:
    """Whether ``text`` holds no odd character, nor any line break: told fast."""
    return text.isprintable() and _PRINTABLE not in text


def _is_sound(text: str) -> bool:
    """Whether no fixer but the last has anything to do; so are most paragraphs of a sound text."""
    return _is_printable(text) and _SUSPECT.search(text) is None and "x0" not in text


def _is_icon(inside: str, text: str) -> bool:
    """Whether private characters inside a word are a font's pictures: the text is simplified."""
    simplified, traditional = only()
    is_simplified = not simplified.isdisjoint(text) and traditional.isdisjoint(text)
    return is_simplified and not any(ord(character) in _GBK_LOST for character in inside)


def _entities(text: str) -> list[Edit]:
    """HTML entities, escaped once or more (`&amp;nbsp;`), without odd characters in turn."""
    if "&" not in text:
        return []
    import html
    from html.entities import html5

    edits = []
    for match in _ENTITY.finditer(text):
        name = match["name"]
        plain = html.unescape(f"&{name}") if name[0] == "#" else html5.get(name, f"&{name}")
        if plain != match[0]:
            plain = "".join(
                " " if c in "\xa0\t\n" else "" if _TRIGGER.match(c) else c for c in plain
            )
            edits.append(Edit(Span(match.start(), match.end()), plain, "entity"))
    return edits


def _debris(text: str) -> list[Edit]:
    """Code stuck to either end of a sentence, `。<br/>`."""
    if not any(sign in text for sign in ("<", "x0", "nbsp", "\\")):
        return []
    return [Edit(Span(m.start(), m.end()), "", "debris") for m in _DEBRIS.finditer(text)]


def _edges(text: str) -> list[Edit]:
    """White space at either end, left by what was dropped or decoded there."""
    inner = text.strip()
    if len(inner) == len(text) or not inner:
        return []
    start = len(text) - len(text.lstrip())
    spans = Span(0, start), Span(start + len(inner), len(text))
    return [Edit(span, "", "space") for span in spans if len(span)]


def _pinyin(text: str, facts: Facts) -> list[Edit]:
    edits = []
    if facts.residue and "(" in text:
        edits = [
            Edit(span, "", "pinyin-residue") for span in residue.find_residue(text, facts.residue)
        ]
    if facts.guesses:
        for span, key in residue.find_wrecks(text):
            if key in facts.guesses:
                edits.append(Edit(span, facts.guesses[key], "pinyin-guess"))
    return sorted(edits, key=lambda edit: edit.span)


def _guard(spans: Sequence[Span]) -> Callable[[int], bool]:
    """Whether an offset lies in one of ``spans`` (sorted; they may overlap)."""
    starts = [span.start for span in spans]
    ends = list(accumulate((span.end for span in spans), max))

    def is_protected(offset: int) -> bool:
        k = bisect_right(starts, offset) - 1
        return k >= 0 and offset < ends[k]

    return is_protected


def repair(index: int, source: Span, raw: str, facts: Facts) -> Paragraph:
    """Repair one paragraph.

    Args:
        index: the paragraph's index, from 0.
        source: its span (source offsets).
        raw: the source slice at ``source``.
        facts: what the whole document tells.
    """
    edits: list[Edit] = []

    def keep(found: list[Edit], text: str) -> None:
        nonlocal edits
        edits = compose(source, edits, found, text)

    text = _rounds(raw, facts, keep)
    return Paragraph(index, source, raw, text, tuple(edits))


def clean(raw: str, facts: Facts) -> str:
    """The text that `repair` would give, for when the edits are not wanted."""
    return _rounds(raw, facts, None)


def _rounds(raw: str, facts: Facts, keep: Callable[[list[Edit], str], None] | None) -> str:
    """Run the fixers over ``raw``; ``keep`` gets each round's edits and the text after it."""
    text = raw
    is_code = facts.markdown and extract.is_code(raw)
    for find in _fixers(raw, facts, is_code):
        found = find(text)
        if found:
            text = apply(text, 0, found)
            if keep is not None:
                keep(found, text)
    return text


def _fixers(raw: str, facts: Facts, is_code: bool) -> Iterator[Callable[[str], list[Edit]]]:
    """The fixers in their order; each takes the text that the one before it left."""
    if not facts.markdown and _is_sound(raw):
        yield punctuation.find_doubled
        return
    if facts.markdown:
        yield extract.find_marks
    if not is_code:
        yield extract.find_breaks
    yield _odd_characters
    yield _entities
    if not facts.markdown:
        yield _debris
    yield _edges
    yield lambda text: _pinyin(text, facts)
    if not is_code:
        code = extract.code(raw) if facts.markdown else set()
        yield lambda text: _marks(text, code, facts)
        yield spacing.find_stray
        yield punctuation.find_doubled


def _marks(text: str, code: AbstractSet[str], facts: Facts) -> list[Edit]:
    """Half-width marks outside URLs, wrecks of residue, and code, whose backticks are gone."""
    if text.isascii() or len(code) > _MOST_CODE:
        return []
    protected = punctuation.protected_spans(text)
    if facts.residue:
        protected += [span for span, _ in residue.find_wrecks(text)]
    for snippet in code:
        start = text.find(snippet)
        while start >= 0:
            protected.append(Span(start, start + len(snippet)))
            start = text.find(snippet, start + len(snippet))
    return punctuation.find_marks(text, _guard(sorted(protected)), facts.half_width)
