"""Stray spaces between Chinese characters -> gone; spaces that mean something -> kept.

    在下載使用 時須注明 -> 在下載使用時須注明        新華社記者 殷剛 攝 stays

A space is stray only inside a sentence. It stays in a paragraph without sentence marks
(titles, headings, lists of names), beside the words of a credit (記者 某某 攝), and
between verses or names: parts of equal length, or all of them short. The speaker's name
before a colon keeps its space from the title before it; so does a text from the words that
it comes by wire (本報訊) and a headline's second half from its first.

    clean text -> edits (spans in that text)
"""

import re

from tui.core.glyphs import HAN
from tui.core.model import Edit, Span
from tui.core.patterns import Pattern

_BESIDE = f"{HAN}，。、；：！？」』）》〕】”’「『（《“‘"
_GAP = Pattern(rf"(?<=[{_BESIDE}])(?: +|\u3000)(?=[{_BESIDE}])")
_WITHIN = Pattern(f"[{HAN}]\u3000[{HAN}]")  # a wide space within a clause of a long text
_SENTENCE = Pattern("[，。；！？,;!?]")
_CLAUSE = Pattern("[^，。、；：！？,:;!?（）()「」『』“”‘’《》〈〉【】\n]+")
_CREDIT = Pattern(
    "(?:记者|記者|通讯员|通訊員|摄影|攝影|摄影师|攝影師|编辑|編輯|责编|責編|校对|校對|作者|翻译|翻譯"
    "|供图|供圖|制图|製圖|特约|特約|实习生|實習生|主编|主編|文|圖|图) | "
    "(?:攝|摄|摄影|攝影|编|編|文|圖|图|譯|译|撰|供图|供圖|报道|報道|報導|绘|繪|畫|画)(?:[/／]|$)"
)
_ENDS = Pattern("[。！？!?；…」』”’）)]$")
# Who speaks, in captions of television: 某某工務段探傷工 焦海洋：
_SPEAKER = Pattern(
    f"(?:[{HAN}]{{2,20}}|[{HAN}]{{2,4}} \\d+[楼樓])[ \u3000]+[{HAN}·]{{1,5}}(?<![说說道问問答称稱])"
)
# An office and who holds it, in brackets: （消防員 魏震宇）
_OFFICE = Pattern(
    f"[{HAN}]{{0,9}}[员員师師生长長记記者授任理官工友民主人家手]"
    " [^的了是在有不也就都把被和與与 ]{2,3}"
)
# Whose picture it is, in brackets: （某某網 某某攝）
_BY = Pattern(f"[{HAN}]{{2,12}} [{HAN}·]{{2,6}}[攝摄]")
# What a report begins with, before a space: 本報訊, 某社某地3月5日電
_WIRE = Pattern(r"^[^，。！？；\n]{1,28}[讯訊电電]$")
_HALVES = Pattern("[^，。；：！？,;:!? ]{6,} [^，。；：！？,;:!? ]{5,}[！？!?]")
# A picture's credit behind its sentence: …鉛字。 （攝影：某某）
_BEHIND = Pattern("（[^（）]{2,40}）$")
_LETTERS = 9  # characters set apart, without a sentence's mark: fewer are a list or a name
_HEADLINE = 45  # a headline may set its two halves apart by a space; no longer ones were seen
_HALF = 3  # characters of each half of a headline that is quoted
_BEFORE_VERSE = ("", ":", "：", "「", "『", "“", "‘", "（", "《", "。", "！", "？")
_LOOSE = ("", "，", "。", ",", "；", ";")
_RUN = 4  # characters set apart one by one, as a whole clause: letters spaced out, no list
# Parts of a name list are no longer than a Chinese name or place.
_NAME = 4


def find_stray(text: str, rule: str = "stray-space") -> list[Edit]:
    """Edits that drop the stray spaces of ``text``; spans count in ``text``."""
    if _GAP.search(text) is None:
        return []
    if not _is_letterspaced(text):
        if _SENTENCE.search(text) is None or (len(text) < _HEADLINE and not _ENDS.search(text)):
            return []
        if len(text) < _HEADLINE and _HALVES.fullmatch(text):
            return []
        kept = [c for c in _CLAUSE.finditer(text) if _keeps(c[0].strip(), text, c)]
    else:
        kept = []
    is_long = len(text) >= _HEADLINE and _ENDS.search(text) is not None
    edits = []
    clauses = iter(kept)
    clause = next(clauses, None)
    for gap in _GAP.finditer(text):
        if text[gap.start() - 1] in "”’）" and text[: gap.start() - 1].rstrip()[-1:].isascii():
            continue  # a space behind a quotation in English
        if gap[0] == "\u3000" and not (is_long and _WITHIN.match(text, gap.start() - 1)):
            continue
        if text[gap.start() - 1] in "讯訊电電" and _WIRE.match(text[: gap.start()]):
            continue
        if text[gap.start() - 1] in "。！？" and _BEHIND.match(text, gap.end()):
            continue
        while clause is not None and clause.end() <= gap.start():
            clause = next(clauses, None)
        if clause is None or gap.start() < clause.start():
            edits.append(Edit(Span(gap.start(), gap.end()), "", rule))
    return edits


def _is_letterspaced(text: str) -> bool:
    """Set with a space behind nearly every character: 中 國 人 民."""
    parts = text.split(" ")
    single = sum(len(part) == 1 for part in parts)
    is_text = _SENTENCE.search(text) is not None or len(parts) >= _LETTERS
    return is_text and len(parts) >= 5 and single >= 0.8 * len(parts)


def _keeps(clause: str, text: str, found: re.Match[str]) -> bool:
    """Whether the spaces within ``clause``, found in ``text``, mean something."""
    parts = clause.split()
    if len(parts) < 2:
        return False
    if _CREDIT.search(clause):
        return True
    after = text[found.end() : found.end() + 1]
    around = text[found.start() - 1 : found.start()] + after
    is_speaker = found.start() == 0 and after in (":", "：") and _SPEAKER.fullmatch(clause)
    if is_speaker or (around == "（）" and (_OFFICE.fullmatch(clause) or _BY.fullmatch(clause))):
        return True
    if around in ("〈〉", "《》", "【】") and min(map(len, parts)) >= _HALF:
        return True
    lengths = {len(part) for part in parts}
    if lengths == {1} and len(parts) >= _RUN and around[:-1] in _LOOSE and after in _LOOSE:
        return False
    is_cited = found.start() == 0 or around[:1] in _BEFORE_VERSE or len(parts) > 2
    is_verse = is_cited and len(lengths) == 1 and 4 <= len(parts[0]) <= 8
    is_verse = is_verse and after not in (",", "，")
    is_list = len(parts) >= 3 and max(lengths) <= _NAME and not any(map(str.isdigit, clause))
    return is_verse or is_list
