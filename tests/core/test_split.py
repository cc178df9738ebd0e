import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import ODD_TEXT, STEADY
from tui.core.split import split, wrapped_at

CAPTION = "▲機場外的長椅坐滿了候車的人。（記者某某攝）"
WRAPPED = [
    "那年夏天外公把收音機拆開又裝上，前前後後",
    "試了十幾次，總算在一個雨夜裏聽見了遠處的",
    "鑼鼓。他叫我過去，把耳機分給我一半，我們",
    "誰也沒說話。",
]


def paragraphs(source: str, *, markdown: bool = False) -> list[str]:
    starts, ends = split(source, markdown=markdown)
    return [source[a:b] for a, b in zip(starts, ends, strict=True)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028", "\n\n \n"])
def test_every_line_that_is_not_blank_is_a_paragraph(newline: str) -> None:
    assert paragraphs(f"\u3000\u3000一段。{newline}  二段。 {newline}") == ["一段。", "二段。"]


@pytest.mark.parametrize("source", ["", " \n\u3000\n", "\ufeff\u200b\n"])
def test_blank_text_has_no_paragraph(source: str) -> None:
    assert paragraphs(source) == []
    assert paragraphs(" \n", markdown=True) == []


def test_lines_wrapped_by_width_are_one_paragraph() -> None:
    source = "\n".join(WRAPPED)
    assert wrapped_at(source) == 40
    assert paragraphs(f"{source}\n\n{source}\n") == [source, source]


def test_an_indent_begins_a_paragraph_among_wrapped_lines() -> None:
    source = "\n".join([*WRAPPED[:3], "\u3000\u3000" + WRAPPED[0], *WRAPPED[1:]])
    assert paragraphs(source) == ["\n".join(WRAPPED[:3]), "\n".join(WRAPPED)]


@pytest.mark.parametrize(
    "lines",
    [
        WRAPPED[:2],
        [line[:-1] + "。" for line in WRAPPED],
        ["床前明月光", "疑是地上霜", "舉頭望明月", "低頭思故鄉"],
        ["長" * 70] * 5,
        ["一", WRAPPED[0], "二三四五", "六七"],
    ],
)
def test_other_lines_are_paragraphs_of_their_own(lines: list[str]) -> None:
    assert wrapped_at("\n".join(lines)) == 0
    assert paragraphs("\n".join(lines)) == lines


def test_lines_with_blanks_between_are_not_wrapped() -> None:
    assert wrapped_at("\n\n".join(WRAPPED)) == 0


def test_one_character_a_line_is_one_paragraph() -> None:
    assert paragraphs("山\n中\n何\n所\n有\n") == ["山\n中\n何\n所\n有"]
    assert paragraphs("一段話。\n山\n中\n何\n所\n有\n又一段。") == [
        "一段話。",
        "山\n中\n何\n所\n有",
        "又一段。",
    ]


def test_a_few_single_characters_stay_apart() -> None:
    assert paragraphs("大\n中\n小\n") == ["大", "中", "小"]
    assert paragraphs("大\n\n中\n\n小\n\n山\n\n水") == ["大", "中", "小", "山", "水"]


def test_a_caption_set_twice_in_one_line_is_two() -> None:
    assert paragraphs(CAPTION * 2) == [CAPTION, CAPTION]
    assert paragraphs(f"{CAPTION} {CAPTION}") == [CAPTION, CAPTION]


@pytest.mark.parametrize(
    "line",
    ["啦啦啦啦啦啦啦啦" * 2, "走吧走吧走吧走吧，一起走" * 2, CAPTION + CAPTION[:-2], "短" * 3],
)
def test_other_repetition_within_a_line_stays_one(line: str) -> None:
    assert paragraphs(line) == [line]


def test_markdown_lines_belong_together_up_to_a_blank_one() -> None:
    assert paragraphs("一行\n二行\n\n三行", markdown=True) == ["一行\n二行", "三行"]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("# 題\n文字", ["# 題", "文字"]),
        ("題\n===\n文字", ["題\n===", "文字"]),
        ("一\n- 甲\n- 乙", ["一", "- 甲", "- 乙"]),
        ("> 甲\n> 乙", ["> 甲", "> 乙"]),
        ("一\n\n---\n二", ["一", "---\n二"]),
        ("一\n```\na\n\nb\n```\n二", ["一", "```\na\n\nb\n```", "二"]),
        ("```\na\n~~~\nb", ["```\na\n~~~\nb"]),
        ("---\ntitle: 題\n---\n文字", ["---\ntitle: 題\n---", "文字"]),
        ("===\n", ["==="]),
    ],
)
def test_markdown_blocks_stand_alone(source: str, wanted: list[str]) -> None:
    assert paragraphs(source, markdown=True) == wanted


def is_blank(text: str) -> bool:
    return not text.translate(
        dict.fromkeys(map(ord, "\ufeff\u2060\u200b\u200c\u200d\u200e\u200f"))
    ).strip()


@STEADY
@given(ODD_TEXT, st.booleans())
def test_paragraphs_cover_all_that_is_not_blank(source: str, markdown: bool) -> None:
    starts, ends = split(source, markdown=markdown)
    at = 0
    for start, end in zip(starts, ends, strict=True):
        assert at <= start < end <= len(source)
        assert not source[start].isspace()
        assert not source[end - 1].isspace()
        assert is_blank(source[at:start])
        at = end
    assert is_blank(source[at:])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("渡口的石階剛剛掃過雪。（攝：孟遠帆）", "渡口的石階剛剛掃過雪。"),
        ("渡口的石階剛剛掃過雪。", "渡口的石階剛剛掃過雪。（攝：孟遠帆）"),
        ("▲渡口的石階剛剛掃過雪。", "▲渡口的石階，剛剛掃過雪"),
        (
            "渡口的石階(jiē)剛(gāng)剛掃過(guò)雪。孟遠(yuǎn)帆 攝(shè)",
            "渡口的石阶刚刚扫过雪。孟远帆 摄",
        ),
    ],
)
def test_a_caption_twice_in_one_line_is_two_however_each_is_set(one: str, other: str) -> None:
    assert paragraphs(f"{one} {other}\n") == [one, other]


def test_a_sentence_twice_is_two_where_it_fills_the_line() -> None:
    shown = "義工每日早晚協助輪椅使用者上下天橋。"
    assert paragraphs(shown * 2) == [shown] * 2
    assert paragraphs(f"{shown} {shown[:-1]}") == [shown, shown[:-1]]
    short, said = "橋上的雪還沒有化。", f"「{shown}」"
    for line in (short * 2, said * 2, f"{shown}{shown}他念了兩遍。"):
        assert paragraphs(line) == [line]


def test_a_line_that_says_a_thing_twice_is_one_paragraph() -> None:
    said = "渡口的石階剛剛掃過雪，渡口的石階剛剛掃過雪，他念了兩遍，照片還掛著。"
    assert paragraphs(said) == [said]
    assert paragraphs("照片照片") == ["照片照片"]


def test_an_indent_behind_a_sentence_parts_a_line() -> None:
    assert paragraphs("他走了。\u3000\u3000「還來嗎？」\u3000\u3000沒人答。") == [
        "他走了。",
        "「還來嗎？」",
        "沒人答。",
    ]
    kept = "甲（對）\u3000\u3000乙（錯）\u3000\u3000丙"
    assert paragraphs(kept) == [kept]


def test_a_page_set_in_one_line_is_parted_at_wide_blanks() -> None:
    page = "山路修好了  2020-05-01 來源：山城報  路窄。  彎多。\u3000\u3000車少。 人也少。  完"
    assert paragraphs(page) == [
        "山路修好了",
        "2020-05-01 來源：山城報",
        "路窄。",
        "彎多。",
        "車少。 人也少。",
        "完",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "路窄。  彎多。  車少。  人也少。",  # an author's habit
        "題目  路窄。  彎多。",
        "甲  乙  丙  丁",
    ],
)
def test_wide_blanks_alone_do_not_part_a_line(line: str) -> None:
    assert paragraphs(line) == [line]


def test_what_nobody_sees_belongs_to_the_paragraph_it_stands_in() -> None:
    assert paragraphs("\u200b一段。\ufeff\n \u200b \n") == ["\u200b一段。\ufeff"]


def test_a_wrapped_line_that_ends_in_a_comma_goes_on_though_it_is_short() -> None:
    short = ["那年夏天外公把收音機拆開又裝上，前前後後，", "試了十幾次，總算聽見了遠處的聲，"]
    lines = [*WRAPPED[:3], short[1], "鑼鼓。他叫我過去，把耳機分給我一半，我們也", "沒說話。"]
    assert len(paragraphs("\n".join(lines))) == 1
    verse = [*WRAPPED[:3], "鑼鼓，", "誰也沒說話。"]
    assert len(paragraphs("\n".join(verse))) == 2


def test_the_head_and_foot_of_a_letter_do_not_hide_that_it_is_wrapped() -> None:
    head = ["发信人: bridge", "标  题: 渡口", "发信站: 清溪BBS"]
    source = "\n".join([*head, "", *WRAPPED, "", "--", "※ 来源: 清溪BBS"])
    assert len(paragraphs(source)) == 6
    talk = ["問: 冷嗎", "答: 冷", "問: 走嗎", "答: 不走", "那年夏天"]
    assert len(paragraphs("\n".join([*head, "", *talk]))) == 8


def test_a_page_in_one_line_is_parted_by_two_ends_if_it_is_most_of_the_text() -> None:
    parts = [
        "橋邊的票亭",
        "文：沈青",
        "票亭只有一扇窗。",
        "票亭舊照。（沈青攝）",
        "橋下的水",
    ]
    line = "\u3000\u3000".join(parts)
    assert paragraphs(f"{line}\n") == parts
    other = "那年的雨下得很久，人人都說河要漲了，誰也沒有把這話放在心上。" * 3
    assert line not in paragraphs(f"{line}\n{other[:20]}")
    flat = "\u3000\u3000".join(["橋邊", "文：沈青", "照片。（沈青攝）", "票亭有一扇窗。", "水"])
    assert len(paragraphs(f"{other}\n{flat}")) == 3
    assert paragraphs("甲　　乙　　丙　　丁") == ["甲　　乙　　丙　　丁"]


def test_where_paragraphs_hang_an_indent_shows_that_they_go_on() -> None:
    hanging = "\n".join([WRAPPED[0], *(f"  {line}" for line in WRAPPED[1:])])
    assert paragraphs(f"{hanging}\n\n{hanging}\n") == [hanging, hanging]
    mixed = f"{hanging}\n\n{WRAPPED[0]}\n{WRAPPED[1]}"
    assert hanging not in paragraphs(mixed)


def test_a_wrapped_line_that_stops_in_mid_sentence_goes_on_though_it_is_short() -> None:
    lines = [*WRAPPED[:3], "試了十幾次，總算聽見了遠處的人", "說話。"]
    assert len(paragraphs("\n".join(lines))) == 1
    ended = [*WRAPPED[:3], "試了十幾次，總算聽見了遠處人聲。", "誰也沒說話。"]
    assert len(paragraphs("\n".join(ended))) == 2


def test_markdown_without_a_blank_line_has_a_paragraph_a_line() -> None:
    lines = ["# 題", "第一段話，說的是橋下的水。", "第二段話，說的是橋上的人。", "> 引文", "- 一"]
    assert paragraphs("\n".join(lines), markdown=True) == lines
    assert paragraphs("山\n水\n橋", markdown=True) == ["山\n水\n橋"]
    assert paragraphs("\n" * 50_000 + lines[1], markdown=True) == lines[1:2]
    parted = "第一行\n第二行\n\n第二段話。"
    assert paragraphs(parted, markdown=True) == ["第一行\n第二行", "第二段話。"]
    wrapped = "\n".join(WRAPPED)
    assert paragraphs(wrapped, markdown=True) == [wrapped]
