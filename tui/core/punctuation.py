"""Half-width punctuation inside Chinese text -> full-width.

    電(記者朱國亮)2月20日,隨著 -> 電（記者朱國亮）2月20日，隨著

A mark is widened where it stands between or after Chinese. It stays within numbers,
times, ratios, URLs, English, code and emoticons, and around readings that an author
meant: 仇(qiú). Where only one side is Chinese and the other Latin, the habit of the whole
document decides: an article set in full-width marks means its few half-width ones.

    clean text, protected spans, the document's habit -> edits (spans in that text)

Source: CLREQ 3.1 (punctuation marks) and GB/T 15834 for which marks are full-width.
Left out on purpose: `.` (ordinals, decimals and ellipses use it) and straight quotes,
which do not say whether they open or close.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from tui.core.glyphs import HAN
from tui.core.model import Edit, Span
from tui.core.patterns import Pattern
from tui.core.residue import LETTERS

WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
_WIDENED = frozenset(WIDE.values())
_MARK = Pattern(r"[,:;!?()]")
# Chinese for this purpose: characters, full-width marks, kana, zhuyin, closing quotes.
_CHINESE = Pattern(
    f"[{HAN}\u3001-\u3003\u3008-\u301f\u3040-\u30ff\u3105-\u312f\uff01-\uff60“”‘’…—·％]"
)
_EMOTICON = Pattern(
    r"[:;]['’]?-?(?:\((?!\w)|[)DPp\]|/\\oO]|3(?=\s|$)|\[(?![^\x00-\x7f]))(?![A-Za-z0-9])|[:;]-?\*|\([:;=^]|<3|=\)|T_T"
)
_IN_FACES = Pattern("[:;()]")  # the marks that an emoticon may hold
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹĀÁǍÀĒÉĚÈŌÓǑÒ"
_MEANT = Pattern(rf"(?=[^{_TONES}]*[{_TONES}])[{LETTERS}A-Z{_TONES}'’·\- ]*")
_ANY_HAN = Pattern(f"[{HAN}]")
_LITERAL = Pattern(r"\"[^\"]*\"|'[^']*'")
_ASKS = Pattern("[㗎咩吗嗎呢么麼吧啊喔哦嘛呀什甚谁誰哪怎几幾多何岂豈否难難可还還是有没沒不能会會]")
_TWICE = Pattern(r"([，、；：])\1+")
# A line of a program: names and signs only, but for what stands in its strings.
_PROGRAM = Pattern(r"(?a)\s*[\w.]+\s?(?:=|\()[^\u4e00-\u9fff]*['\"][^'\"]*['\"][\s)\]};,.]*$")
_HALF = Pattern(rf"[,;!?](?<=[{HAN}].)")
_CLAUSE = Pattern("[。，、；：！？,:;!?\n]")
# In a document whose clause marks behind Chinese are half-width to this share, half-width
# is damage (a font of a scraper), not a habit of its author.
DAMAGED = 0.3
# A label and several values: 標籤: 快充 直屏. All of its spaces set fields apart.
_LABELLED = Pattern(
    f"[{HAN}]{{1,6}}: [^ ，。；！？,;!?:]{{1,20}}(?: [^ ，。；！？,;!?:]{{1,20}}){{1,9}}"
)
_INSIDE = 300  # characters of what stands in brackets that tell its kind


def is_damaged(source: str) -> bool:
    """Whether half-width clause marks behind Chinese are the rule in ``source``."""
    half = sum(1 for _ in _HALF.finditer(source))
    wide = sum(map(source.count, "，；！？"))
    return half > DAMAGED * (half + wide)


@lru_cache(maxsize=4096)
def _is_han(character: str) -> bool:
    return _ANY_HAN.match(character) is not None


@lru_cache(maxsize=4096)
def _is_chinese(character: str) -> bool:
    return _CHINESE.match(character) is not None


def _chinese(text: str, at: int) -> bool:
    return 0 <= at < len(text) and _is_chinese(text[at])


def _before(text: str, at: int, widened: Mapping[int, str], damaged: bool) -> bool:
    """Whether Chinese stands before ``at``, a damaged document's spaces between them aside."""
    left = at - 1
    while left >= 0 and text[left] == " ":
        left -= 1
    if left in widened:
        return left == at - 1 or widened[left] != "）"
    is_beside = left == at - 1 or (damaged and text[at] != "(")
    return is_beside and _chinese(text, left) and text[left] != "（"


def _after(text: str, at: int) -> bool:
    """Whether Chinese stands at ``at``; marks that may owe their width to repair do not tell."""
    return _chinese(text, at) and text[at] not in _WIDENED


def find_marks(
    text: str, is_protected: Callable[[int], bool], damaged: bool, rule: str = "half-width"
) -> list[Edit]:
    """Edits that widen the half-width marks of ``text``; spans count in ``text``."""
    if text.isascii() or _MARK.search(text) is None or _PROGRAM.match(text):
        return []
    faces = _EMOTICON.finditer(text) if _IN_FACES.search(text) else ()
    emoticons = {at for face in faces for at in range(face.start(), face.end())}
    widened: dict[int, str] = {}
    opened: list[int] = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), match[0]
        if is_protected(at) or at in emoticons:
            continue
        if mark == "(":
            opened.append(at)
        elif mark == ")":
            if opened:
                start = opened.pop()
                if _is_text_in_brackets(text, start, at, damaged, widened):
                    widened[start], widened[at] = "（", "）"
        elif _widens(text, at, mark, damaged, widened):
            widened[at] = WIDE[mark]
    return _edits(text, widened, rule)


def _edits(text: str, widened: dict[int, str], rule: str) -> list[Edit]:
    """Spaces beside a widened mark go with it, but for those outside brackets."""
    edits: list[Edit] = []
    for at in sorted(widened):
        start, end = at, at + 1
        if widened[at] != "）" and not (widened[at] == "：" and _LABELLED.fullmatch(text)):
            while end < len(text) and text[end] == " ":
                end += 1
        if widened[at] not in "（）":
            floor = edits[-1].span.end if edits else 0
            while start > floor and text[start - 1] == " ":
                start -= 1
        edits.append(Edit(Span(start, end), widened[at], rule))
    return edits


def _is_call(text: str, start: int, inside: str) -> bool:
    """Whether the bracket at ``start`` opens a call in code: print("..."), f(x, y)."""
    before = text[start - 1] if start else ""
    is_name = before.isascii() and (before.isalnum() or before == "_")
    return is_name and _ANY_HAN.search(_LITERAL.sub("", inside)) is None


def _is_text_in_brackets(
    text: str, start: int, end: int, damaged: bool, widened: Mapping[int, str]
) -> bool:
    inside = text[start + 1 : min(end, start + 1 + _INSIDE)]
    before = _before(text, start, widened, damaged)
    after = _after(text, end + 1)
    if inside.startswith(" ") and inside.endswith(" "):
        return False
    if _MEANT.fullmatch(inside) or _is_call(text, start, inside):
        return False
    if _ANY_HAN.search(inside):
        outside_latin = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
        return before or after or damaged or not outside_latin
    return damaged and bool(inside.strip()) and (before or after)


def _widens(  # noqa: PLR0911 - one a case
    text: str, at: int, mark: str, damaged: bool, widened: Mapping[int, str]
) -> bool:
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if mark != "?" and _is_han(left) and _is_han(right):
        return True
    before = _before(text, at, widened, damaged)
    after = _after(text, at + 1)
    is_figure = not before and damaged and mark == "," and (left.isdigit() or left == "%")
    if is_figure and right.isascii() and right.isalpha():
        return True  # 增长6.5%,CPI上涨: a list of figures and words has blanks
    if is_figure and left.isdigit() and right.isdigit():
        return not _GROUPED.search(text, max(at - 3, 0), at + 5)
    if left in _OPENING and right in _CLOSING:
        return False  # 「,」: the mark itself is meant
    if not before and damaged and mark in "!?;" and at == len(text) - 1:
        return left == "%" or _WORD_AT_END.search(text, max(at - _WORD, 0), at) is not None
    if not before:
        # 5%,同比 / 2025,我 / "你好",他說 / Python,然後: glued to Chinese, it is Chinese.
        if not after or not left or left in " (（":
            return False
        return mark in ",;" or damaged
    if mark == "?":
        return _is_question(text, at)
    if mark in ":;" and right in ("/", "=", "\\"):
        return False
    return not (mark == "!" and right == "=")


_OPENING, _CLOSING = tuple("「『“‘"), tuple("」』”’")
_WORD = 24  # characters of a word in Latin letters at the end of a Chinese sentence
_WORD_AT_END = Pattern(rf"[{HAN}] ?[\w.+#-]+$|\d$")
_GROUPED = Pattern(r"(?<!\d)\d{1,3},\d{3}(?!\d)|,\d{3},|^\d{3},\d{3}(?!\d)")


def _is_question(text: str, at: int) -> bool:
    """Whether `?` behind Chinese asks, rather than standing for a character lost.

    At the end of a clause it asks; with Chinese right behind it only if the clause asks.
    """
    if not _chinese(text, at + 1) or text[at + 1] in "」』）》”’…—":
        return True
    start = at
    while start > 0 and at - start < 60 and not _CLAUSE.match(text, start - 1):
        start -= 1
    clause = text[start:at]
    return len(clause) > 1 and _ASKS.search(clause) is not None


def find_doubled(text: str, rule: str = "doubled-mark") -> list[Edit]:
    """Edits that reduce a comma, semicolon or colon set twice in a row to one."""
    return [Edit(Span(match.start() + 1, match.end()), "", rule) for match in _TWICE.finditer(text)]


def protected_spans(text: str) -> list[Span]:
    """URLs, e-mail addresses and code: their marks are not punctuation of the text."""
    found = _VERBATIM.finditer(text) if _IN_VERBATIM.search(text) else ()
    return [Span(match.start(), match.end()) for match in found]


_IN_VERBATIM = Pattern("[/.`]")  # each of them holds one of these


_VERBATIM = Pattern(
    r"(?a)(?:https?|ftp)://[!-~]*[\w/=&#%~+-]|www\.[!-~]*[\w/=&#%~+-]|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[A-Za-z.]{2,20}|`[^`\n]{1,500}`"
)
