"""Decides between which kinds of characters a line may break.

    kind before, kind after → allowed, or how strongly banned

Every character is of one kind; ``MARKS`` lists those whose kind does not follow from their
width alone. Source: CLREQ, prohibition rules for line start and line end, and the pair table
of UAX #14, in fewer kinds. What a ban yields to is told in ``layout``.
"""

from functools import cache

(
    MARK,  # combining: never parts from the character before it
    WORD,  # narrow letters, digits, symbols
    HAN,  # wide characters: a line may break on either side
    SPACE,
    OPEN,  # never ends a line
    OPEN_WORD,  # the same, but part of a Latin run: f(x)
    CLOSE,  # never begins a line
    HANGING,  # the same, and may hang
    CLOSE_WORD,  # never begins a line, and holds a Latin run together: 1,200 don’t
    TAIL,  # never begins a line, save after a space, where a word may begin with it: -5 .py
    STRICT,  # by the strict rules never begins a line, by the loose ones like HAN
    SLASH,  # by the strict rules neither begins nor ends a line
    QUOTE,  # straight quotes: opening or closing, so no break on either side
    DIGIT,  # full-width digits: a number stays whole
    GLUE,  # no-break space, word joiner
    DASH,  # never begins a line, and a row of them stays whole
) = range(16)

# Members of each kind: single characters, and ranges as "a-b"; "\\-" is the hyphen itself.
MARKS = {
    SPACE: " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000",
    OPEN: "“‘〝（［｛「『《〈【〖〔〘〚｟｢￥＄￡﹙﹛﹝︗︵︷︹︻︽︿﹁﹃﹇",
    OPEN_WORD: "([{",
    CLOSE: "；：？！”〞〟）］｝」』》〉】〗〕〙〛｠｣％・･‼⁇⁈⁉"
    "﹐﹑﹒﹔-﹗﹚﹜﹞﹪︐-︖︘︙︰︶︸︺︼︾﹀﹂﹄﹈",
    HANGING: "，。、．｡､",
    CLOSE_WORD: ",:;!?)]}’·‧",
    TAIL: ".\\-‐–~%‰‱°′″℃℉¢㍱-㍺㎀-㏟",
    STRICT: "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿー々〻ゝゞヽヾ〱-〵～〜－",
    SLASH: "/／",
    QUOTE: "\"'«»‹›＂＇",
    DIGIT: "０-９",
    DASH: "—―⸺─…‥⋯",
    GLUE: "\u00a0\u2007\u202f\u2011\u2060\ufeff",
}

(
    ALLOWED,
    IN_WORD,  # only in a word longer than a line
    FORBIDDEN,  # only where the line has no other break
    IN_ROW,  # only in a row of dashes that fills the line
    GLUED,  # never
) = range(5)
UNIT_SPACE = GLUE * 4 + 3  # a code of its own: the space between a number and its unit
LOOK = 8  # added to a ban where what stands further left decides

NEVER_LAST = {OPEN, OPEN_WORD}
NEVER_FIRST = {CLOSE, HANGING, CLOSE_WORD, DASH}
LATIN = {WORD, OPEN_WORD, CLOSE_WORD, TAIL, SLASH}


def _ban(left: int, right: int, narrow: bool, strict: bool) -> int:
    """How strongly a break between two kinds, both of narrow characters or not, is banned."""
    latin = narrow and left in LATIN and right in LATIN
    if right == MARK:
        return GLUED
    if left == right == DASH:
        return IN_ROW
    if left in NEVER_LAST or right in NEVER_FIRST or right in (SPACE, TAIL):
        return FORBIDDEN
    if strict and (right in (STRICT, SLASH) or (left == SLASH and not latin)):
        return FORBIDDEN
    if GLUE in (left, right):
        return FORBIDDEN
    return IN_WORD if latin or QUOTE in (left, right) or left == right == DIGIT else ALLOWED


@cache
def bans_by_code(strict: bool) -> bytes:
    """The ban on a break between two codes, at ``before << 6 | after``.

    A code is a kind and the cells that the character takes: ``kind * 4 + cells``.
    """
    kinds = range(16)
    looks = [
        [LOOK if left in (MARK, SPACE) and right not in (MARK, SPACE) else 0 for right in kinds]
        for left in kinds
    ]
    wide, narrow = (
        [[_ban(a, b, narrow, strict) | looks[a][b] for b in kinds] for a in kinds]
        for narrow in (False, True)
    )

    def is_narrow(code: int) -> bool:
        return bool(code & 1) or code >> 2 == WORD  # Greek is a word where it is drawn wide, too

    codes = [(code, code >> 2, is_narrow(code)) for code in range(64)]
    bans = bytearray()
    for left, kind, is_left in codes:
        if left == UNIT_SPACE:
            bans += bytes(wide[kind][right] if right == MARK else IN_WORD for _, right, _ in codes)
            continue
        row, alike = wide[kind], narrow[kind] if is_left else wide[kind]
        bans += bytes([alike[right] if is_right else row[right] for _, right, is_right in codes])
    return bytes(bans)
