"""Lines are checked against the rules told a second time, as plain sets of characters."""

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.core import cells, layout
from tui.core.blanks import blanks
from tui.core.layout import PIECE, Line, LineRules, pieces, wrap
from tui.core.model import Span

NEVER_FIRST = set("，。、；：？！」』）》〉】〕｝］”’…—·・％‧?!:;,)]}")
NEVER_LAST = set("「『（《〈【〔［｛“‘([{￥＄")
STRICT_FIRST = set("ゃッァー々～〜－／/ヽ")
STRICT = LineRules()
LOOSE = LineRules(strict=False)
HANG = LineRules(hang=True)
SPACED = LineRules(autospace=True)

WORDS = st.sampled_from(
    [
        *'清讀。，、；：？！「」『』（）《》“”‘’·％～／ー々－㎡𠮷￥\u3000\u0301\n 5‐"',
        *("圖書館", "他說", "——", "……", "Wi-Fi", "1,200.5", "10:30", "50%", "20℃", "$5", "A/B"),
        *(
            "don’t",
            "f(x)",
            "  ",
            "5 m",
            "２０２６",
            "e\u0301",
            "葛\U000e0100",
            "👩\u200d🚀",
            "❤\ufe0f",
        ),
        *("a\u00a0b", "https://example.org/a/b?c=d&e=1,2#f"),
    ]
)
TEXTS = st.lists(WORDS, max_size=60).map("".join)
RULES = st.builds(
    LineRules,
    strict=st.booleans(),
    hang=st.booleans(),
    indent=st.integers(min_value=0, max_value=6),
    autospace=st.booleans(),
)


def shown(text: str, width: int, rules: LineRules = STRICT) -> list[str]:
    return [text[line.span.start : line.span.end] for line in wrap(text, width, rules)]


def first_cells(lines: tuple[Line, ...], width: int, rules: LineRules) -> list[int]:
    """The cells that each line may take."""
    return [max(width - rules.indent, 2)] + [width] * (len(lines) - 1)


@settings(deadline=None)
@given(TEXTS | st.text(), st.integers(2, 200), RULES)
def test_lines_tile_and_fit(text: str, width: int, rules: LineRules) -> None:
    lines = wrap(text, width, rules)
    assert lines[0].span.start == 0
    assert lines[-1].span.end == len(text)
    for one, two in pairwise(lines):
        assert one.span.end == two.span.start
    for line, room in zip(lines, first_cells(lines, width, rules), strict=True):
        assert len(line.span) > 0 or not text
        part = text[line.span.start : line.span.end]
        drawn = re.sub(r"[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]*\n?\Z", "", part)
        assert "\n" not in drawn
        assert cell_len(drawn) + len(line.gaps) == line.width
        assert all(line.span.start < gap < line.span.start + len(drawn) for gap in line.gaps)
        assert rules.autospace or not line.gaps
        over = rules.hang and drawn[-1:] in set("，。、．｡､")
        assert line.width <= room + (2 if over else 0)


@settings(deadline=None)
@given(TEXTS, st.integers(2, 200), st.integers(2, 200))
def test_the_same_characters_at_any_width_and_the_same_lines_again(
    text: str, one: int, two: int
) -> None:
    assert "".join(shown(text, one)) == "".join(shown(text, two)) == text
    assert wrap(text, one) == wrap(text, one)
    for line in wrap(text, one):
        part = text[line.span.start : line.span.end]
        assert [len(again.span) for again in wrap(part, one)] == [len(part)]


COMBINING = "\u0301\u200d\ufe0f\U000e0100"


def may_break(text: str, at: int, strict: bool) -> bool:
    """A break before ``at`` that no prohibition forbids, even if it splits a word."""
    before, after = text[:at].rstrip(f" \u3000{COMBINING}"), text[at]
    left, between = before[-1:], text[len(before) : at]
    spaced = " " in between or "\u3000" in between
    never_first = NEVER_FIRST | (STRICT_FIRST if strict else set())
    directly = after in STRICT_FIRST | set(".-‐%℃㎡") and not spaced
    if after in f"{COMBINING} \u3000\u00a0" or text[at - 1] == "\u200d":
        return False
    if after in NEVER_FIRST or left in NEVER_LAST or (left == "\u00a0" and not spaced):
        return False
    if left and strict and left in "／/" and not spaced:
        return False
    return not (directly and (after in never_first or after in ".-‐%℃㎡"))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(8, 200), RULES)
def test_a_prohibition_gives_way_only_where_a_line_has_no_other_break(
    text: str, width: int, rules: LineRules
) -> None:
    lines = wrap(text, width, rules)
    for line, following in pairwise(lines):
        start, end = line.span.start, line.span.end
        if text[end - 1] == "\n" or may_break(text, end, rules.strict):
            continue
        others = [at for at in range(start + 1, end) if may_break(text, at, rules.strict)]
        # Within Latin runs a slash may end a line; the plain rules above say no.
        assert not others or text[end - 1] == "/", (shown(text, width, rules), following)


UNIT = re.compile(
    r"(?:[「（“《] *)*(?:[!-~]+|——|……|[^ -~])(?: *(?:[，。、」）”》：]|——|……))* *", re.DOTALL
)
PLAIN = st.lists(
    st.sampled_from(
        [*"清讀圖書，。、「」（）“”《》： ", "——", "……", "Wi", "x", "12.5", "reader", "3"]
    ),
    max_size=80,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(PLAIN, st.integers(20, 90))
def test_each_line_takes_as_many_whole_units_as_fit(text: str, width: int) -> None:
    text = "始" + re.sub(r"[「（“《 ]+\Z", "", text)
    units = UNIT.findall(text)
    assert "".join(units) == text
    if max(cell_len(unit.rstrip()) for unit in units) > width:
        return
    lines = [""]
    for unit in units:
        if cell_len((lines[-1] + unit).rstrip(" ")) > width:
            lines.append("")
        lines[-1] += unit
    assert shown(text, width) == lines


@pytest.mark.parametrize("mark", "，。、；：？！」』）》〉】〕｝］”’…—·・％‧｣〞.,:;!?)]}%℃㎡-‐⋯‥―")
def test_no_line_begins_with(mark: str) -> None:
    for rules in (STRICT, LOOSE):
        assert shown(f"清清清清{mark}讀", 8, rules)[0] == "清清清"
    assert shown("清清清清讀讀", 8)[0] == "清清清清"


@pytest.mark.parametrize("mark", "「『（《〈【〔［｛“‘〝￥＄([{｢")
def test_no_line_ends_with(mark: str) -> None:
    for rules in (STRICT, LOOSE):
        assert shown(f"清清清{mark}讀讀", 8, rules)[0] == "清清清"
    assert shown("清清清讀讀讀", 8)[0] == "清清清讀"


@pytest.mark.parametrize("mark", "ぁっゃょゎァッャヶㇰー々〻ゝヽ～〜－／")
def test_only_the_strict_rules_keep_from_beginning_a_line(mark: str) -> None:
    assert shown(f"清清清清{mark}讀", 8) == ["清清清", f"清{mark}讀"]
    assert shown(f"清清清清{mark}讀", 8, LOOSE) == ["清清清清", f"{mark}讀"]


def test_a_slash_ends_a_line_by_the_loose_rules_only() -> None:
    assert shown("清清清／讀讀", 8) == ["清清", "清／讀讀"]
    assert shown("清清清／讀讀", 8, LOOSE) == ["清清清／", "讀讀"]


@pytest.mark.parametrize(
    "word",
    [
        *("Wi-Fi", "1,200.5", "10:30", "50%", "20℃", "$5", "don’t", "f(x)", "x=1", "A/B", "3.5‰"),
        *("٣٤٥", "café", "cafe\u0301s", "5㎞", "２０２６", "￥300", "——", "……", "⋯⋯", "──", "C++"),
        *(
            "@reader",
            "#12",
            "a\u00a0b",
            *("20 km", "3.5 GB", "5 m²", "20 ℃", "36 °C"),
            "10\u202fkm",
            "a\u2060b",
            '"ok"',
            "「讀」",
            "１２％",
            "l·l",
        ),
        *("🇨🇳", "👨\u200d👩\u200d👧", "葛\U000e0100", "❤\ufe0f", "1\ufe0f\u20e3"),
    ],
)
def test_what_stays_whole(word: str) -> None:
    text = f"清讀{word}清"
    for width in range(8, 30):
        assert any(word in line for line in shown(text, width))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("中文reader中文", 8, ["中文", "reader中", "文"]),
        ("看https://example.org/清", 12, ["看", "https://exam", "ple.org/清"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("abcdefgh，清", 8, ["abcdefg", "h，清"]),
        ("（abcdefgh", 8, ["（abcdef", "gh"]),
        ("１２３４５清", 6, ["１２３", "４５清"]),
        ("，，，，", 4, ["，，", "，，"]),
        ("，，，", 2, ["，", "，", "，"]),
        ("「「「清", 4, ["「「", "「清"]),
        ("——————", 4, ["————", "——"]),
        ("清——讀", 4, ["清——", "讀"]),
        ("清……", 4, ["清……"]),
        ("清讀——清", 5, ["清", "讀——", "清"]),
        ("清”」——好", 5, ["清”」", "——好"]),
        ("清」——好", 5, ["清」", "——好"]),
        ("aa/bbcc", 4, ["aa/b", "bcc"]),
        ("aa/bbcc", 3, ["aa/", "bbc", "c"]),
        ("清 讀 書", 3, ["清 ", "讀 ", "書"]),
        ("清清   讀", 4, ["清清   ", "讀"]),
        ("清清　　讀", 4, ["清清　　", "讀"]),
        ("　　清讀", 6, ["　　清", "讀"]),
        ("清讀 ，書", 5, ["清", "讀 ，", "書"]),
        ("清「 讀書", 5, ["清", "「 讀", "書"]),
        ("清讀 -5", 5, ["清讀 ", "-5"]),
        ("清20 km", 6, ["清", "20 km"]),
        ("清20 kmh", 6, ["清20 ", "kmh"]),
        ("20 m", 3, ["20 ", "m"]),
        ("清v2 key", 6, ["清v2 ", "key"]),
        ("abcdef 20 km", 4, ["abcd", "ef ", "20 k", "m"]),
        ("清讀清e\u0301e\u0301", 7, ["清讀清", "e\u0301e\u0301"]),
        ("e\u0301“清”e\u0301 \u0301清", 4, ["e\u0301", "“清”", "e\u0301 \u0301清"]),
        ("\u0301清讀", 2, ["\u0301清", "讀"]),
        ("a❤\ufe0f", 2, ["a", "❤\ufe0f"]),
        ("👩\u200d🚀👩\u200d🚀", 3, ["👩\u200d🚀", "👩\u200d🚀"]),
        ("清", 1, ["清"]),
        ("清讀", 0, ["清", "讀"]),
        ("", 9, [""]),
        (" ", 9, [" "]),
        ("\n", 9, ["\n"]),
        ("清\n", 9, ["清\n"]),
        ("清 \n\n讀", 9, ["清 \n", "\n", "讀"]),
    ],
)
def test_known_lines(text: str, width: int, lines: list[str]) -> None:
    assert shown(text, width) == lines


def test_the_width_leaves_out_spaces_and_newlines_at_the_end_only() -> None:
    assert wrap("一 a  \n 二", 6) == (Line(Span(0, 6), 4), Line(Span(6, 8), 3))


def test_a_stop_hangs_where_it_alone_does_not_fit() -> None:
    assert shown("清清清。讀", 6, HANG) == ["清清清。", "讀"]
    assert [line.width for line in wrap("清清清。讀", 6, HANG)] == [8, 2]
    assert shown("清清清。 \u0301 讀", 6, HANG) == ["清清清。 \u0301 ", "讀"]
    assert shown("清清清。", 6, HANG) == ["清清清。"]
    assert shown("清清清。", 6) == ["清清", "清。"]
    assert shown("清清，讀", 6, HANG) == ["清清，", "讀"]
    assert shown("清清 讀", 4, HANG) == ["清清 ", "讀"]


def test_what_does_not_hang() -> None:
    assert shown("清清清。」讀", 6, HANG) == ["清清", "清。」", "讀"]
    assert shown("清清清」讀", 6, HANG) == ["清清", "清」讀"]
    assert shown("清清清讀", 6, HANG) == ["清清清", "讀"]


def test_only_the_first_line_is_indented() -> None:
    assert shown("清清清清清\n讀讀讀", 6, LineRules(indent=4)) == ["清", "清清清", "清\n", "讀讀讀"]
    assert shown("清清", 4, LineRules(indent=9)) == ["清", "清"]


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("清a讀", "清 a 讀"),
        ("清Wi-Fi讀", "清 Wi-Fi 讀"),
        ("清2.5％讀", "清 2.5％讀"),
        ("清5%讀", "清 5% 讀"),
        ("清20℃讀", "清 20℃ 讀"),
        ("清cafe\u0301讀", "清 cafe\u0301 讀"),
        ("清（a）讀", "清（a）讀"),
        ("清 a 讀", "清 a 讀"),
        ("清→讀，a。", "清→讀，a。"),
        ("清(a)讀", "清(a)讀"),
        ("👩a讀", "👩a 讀"),
        ("a", "a"),
        ("清２讀", "清２讀"),
    ],
)
def test_where_chinese_and_latin_are_kept_apart(text: str, spaced: str) -> None:
    (line,) = wrap(text, 40, SPACED)
    cells = dict(blanks(text, line))
    assert "".join(" " * cells.get(at, 0) + char for at, char in enumerate(text)) == spaced
    assert line.width == cell_len(spaced)
    assert wrap(text, 40)[0].gaps == ()


def test_a_gap_at_a_break_takes_no_room() -> None:
    assert shown("清讀清讀abcd", 8, SPACED) == ["清讀清讀", "abcd"]
    assert shown("清清a清b清", 9, SPACED) == ["清清a清", "b清"]
    assert shown("清讀abcd清", 8, SPACED) == ["清讀", "abcd清"]
    assert [line.gaps for line in wrap("清讀abcd清", 8, SPACED)] == [(), (6,)]
    assert shown("abcdefgh清清清清清", 8, SPACED) == ["abcdefgh", "清清清清", "清"]


def long_text(sentences: int) -> str:
    chance = random.Random(3)
    han = "山雨欲來風滿樓燈下讀書人未眠"
    parts = ("".join(chance.choices(han, k=chance.randrange(4, 60))) for _ in range(sentences))
    return "".join(part + chance.choice(["。", "！」", "，", "？ "]) for part in parts)


def test_a_long_text_is_cut_after_sentences() -> None:
    text = long_text(4000)
    cut = pieces(text)
    assert len(cut) > 3
    assert "".join(text[piece.start : piece.end] for piece in cut) == text
    for piece in cut[:-1]:
        assert PIECE < len(piece) < PIECE + 2000
        assert text[piece.end - 1] in "。」 "
        assert text[piece.end] not in NEVER_FIRST


@pytest.mark.parametrize(
    ("unit", "ends"),
    [("清", "清"), ("q", "q"), ("，", "，"), ("—", "—"), ("清。」？", "？"), ("清。\n", "\n")],
)
def test_a_long_text_without_good_places_is_cut_all_the_same(unit: str, ends: str) -> None:
    text = unit * (5 * PIECE // len(unit))
    cut = pieces(text)
    assert [piece.start for piece in cut[1:]] == [piece.end for piece in cut[:-1]]
    assert len(cut) == 4
    assert {text[piece.end - 1] for piece in cut} == {ends}


def test_no_cut_parts_a_character_from_its_marks() -> None:
    marks = "\u0301" * 9000
    text = "清" * (PIECE - 1) + marks + "讀" * 2 * PIECE
    assert pieces(text)[0].end == PIECE - 1 + len(marks)
    only = "清" + "\u0301" * (3 * PIECE)
    assert pieces(only) == (Span(0, len(only)),)


def test_short_and_empty_texts_are_one_piece() -> None:
    assert pieces("") == (Span(0, 0),)
    assert pieces("清" * 2 * PIECE) == (Span(0, 2 * PIECE),)


def test_pieces_are_laid_out_alone_in_offsets_of_the_whole() -> None:
    text = long_text(2500)
    for piece in pieces(text):
        lines = wrap(text, 40, LineRules(indent=4), within=piece)
        part = wrap(text[piece.start : piece.end], 40, LineRules(indent=0 if piece.start else 4))
        moved = [Span(x.span.start + piece.start, x.span.end + piece.start) for x in part]
        assert [line.span for line in lines] == moved
    assert wrap(text, 40, within=Span(7, 7)) == (Line(Span(7, 7), 0),)


@pytest.mark.parametrize(
    "unit", ["清", "「", "。", "—", "q", "/", " ", " 。", "\u0301", "👩\u200d", "「 "]
)
@pytest.mark.parametrize("width", [2, 3, 72])
def test_hard_texts_end(unit: str, width: int) -> None:
    text = "清" + unit * 20_000
    assert "".join(shown(text, width)) == text


def test_no_character_lacks_a_code_or_has_other_cells() -> None:
    every = "".join(map(chr, range(0x110000)))
    try:
        for wide in (False, True):
            cells.widen(wide)
            codes = every.translate(layout._codes(wide)).encode("latin-1")
            alone = every.translate(cells._tables[0]).encode("latin-1").translate(cells._CELLS)
            assert codes.translate(layout._DECODED).translate(layout._CELLS_OF) == alone
    finally:
        cells.widen(False)
