import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import DAMAGED_TEXT, FACTS, ODD_TEXT, STEADY
from tui.core.model import Facts, Paragraph, Span
from tui.core.offsets import apply
from tui.core.pipeline import article_from_text, paragraph
from tui.core.repair import clean, repair

CASES = Path(__file__).parent / "cases"


def cases(pile: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((CASES / f"{pile}.json").read_text("utf-8"))
    return rows


def named(case: dict[str, str]) -> str:
    return case["name"]


def repaired(raw: str, facts: Facts = Facts()) -> Paragraph:  # noqa: B008 - immutable
    return repair(0, Span(0, len(raw)), raw, facts)


def whole(source: str) -> str:
    article = article_from_text(source, "x")
    return "\n".join(paragraph(article, n).text for n in range(len(article)))


@pytest.mark.parametrize("case", cases("wild"), ids=named)
def test_damage_is_repaired(case: dict[str, str]) -> None:
    assert case["raw"] != case["text"]
    assert whole(case["raw"]) == case["text"]


@pytest.mark.parametrize("case", cases("negative"), ids=named)
def test_what_only_looks_like_damage_stays(case: dict[str, str]) -> None:
    assert whole(case["raw"]) == case["raw"]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(reason=case["reason"], strict=True))
        for case in cases("known_failures")
    ],
    ids=[case["name"] for case in cases("known_failures")],
)
def test_known_failures_fail_still(case: dict[str, str]) -> None:
    assert whole(case["raw"]) == case["text"]


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        ("一\n二", "line-break"),
        ("\x1b[1m一", "terminal-control"),
        ("一\x07二", "control"),
        ("一\ud800二", "control"),
        ("一\u200b二", "invisible"),
        ("\ue000一", "private-use"),
        ("a\xa0b", "space"),
        (" 一", "space"),
        ("一&lt;二", "entity"),
        ("機(jī)場", "pinyin-residue"),
        ("日?qǐng)?bào)", "pinyin-guess"),
        ("一二三 四五六七八九，十。", "stray-space"),
        ("一,二", "half-width"),
        ("一，，二", "doubled-mark"),
    ],
)
def test_every_repair_names_its_rule(raw: str, rule: str) -> None:
    facts = Facts(residue=frozenset({"機(jī)"}), guesses={"日?qǐng)?bào)": "報"})
    assert rule in {edit.rule for edit in repaired(raw, facts).edits}


def test_markdown_is_read_only_where_said() -> None:
    raw = "**甲**,用`f(甲,乙)`來算,**乙**"
    found = repaired(raw, Facts(markdown=True))
    assert found.text == "甲，用f(甲,乙)來算，乙"
    assert {edit.rule for edit in found.edits} == {"markdown", "half-width"}
    assert repaired("```\n甲,乙\n```", Facts(markdown=True)).edits == ()
    assert repaired("**甲** 乙").edits == ()


def test_a_paragraph_about_code_keeps_its_marks() -> None:
    raw = "".join(f"`f{n}`甲,乙" for n in range(60))
    assert "甲,乙" in repaired(raw, Facts(markdown=True)).text


def test_what_is_left_of_broken_residue_stays_whole() -> None:
    raw = "日?qǐng)?bào)的人說,是的"
    facts = Facts(residue=frozenset({"機(jī)"}), guesses={"晚?qǐng)?bào)": "報"})
    assert repaired(raw, facts).text == "日?qǐng)?bào)的人說，是的"


def test_a_line_of_nothing_else_becomes_empty() -> None:
    assert repaired("\ue000\x07").text == ""
    assert repaired("&nbsp;").text == " "


def test_numeric_entities_of_odd_characters_leave_nothing() -> None:
    assert repaired("一&#8203;二&#7;三&#57344;四&#9;五").text == "一二三四 五"


def test_what_is_no_entity_stays() -> None:
    assert repaired("AT&T; a&foo; &amp;bar;").text == "AT&T; a&foo; &bar;"


def test_spans_count_in_the_source() -> None:
    found = repair(3, Span(100, 106), "機(jī)場", Facts(residue=frozenset({"機(jī)"})))
    assert [(edit.span.start, edit.span.end) for edit in found.edits] == [(101, 105)]


@STEADY
@given(ODD_TEXT, FACTS)
def test_edits_replay_and_repair_is_idempotent(raw: str, facts: Facts) -> None:
    found = repaired(raw, facts)
    assert apply(raw, 0, found.edits) == found.text == clean(raw, facts)
    assert repaired(found.text, facts).edits == ()


@STEADY
@given(DAMAGED_TEXT, st.integers(0, 9))
def test_markdown_edits_replay(raw: str, start: int) -> None:
    facts = Facts(markdown=True, half_width=True)
    found = repair(0, Span(start, start + len(raw)), raw, facts)
    assert apply(raw, start, found.edits) == found.text == clean(raw, facts)


@pytest.mark.parametrize(
    ("raw", "want"),
    [
        ("琴聲停了。<br/>", "琴聲停了。"),
        ("琴聲停了。x0dx0a", "琴聲停了。"),
        ("<br />琴聲停了", "琴聲停了"),
        ("換行用<br/>，不用別的", "換行用<br/>，不用別的"),
        ("標籤是<br/>", "標籤是<br/>"),
    ],
)
def test_code_stuck_to_a_sentence_goes(raw: str, want: str) -> None:
    assert clean(raw, Facts()) == want


@pytest.mark.parametrize(
    ("raw", "want"),
    [
        ("供热公\ue5e5司经理", "供热公司经理"),
        ("早就听说\ue004店要改成快餐", "早就听说店要改成快餐"),
        ("早就听说王\ue863明要来", "早就听说王\ue863明要来"),
        ("早就聽說\ue004店要改成快餐", "早就聽說\ue004店要改成快餐"),
        ("早就\ue004走了", "早就\ue004走了"),
    ],
)
def test_a_private_character_inside_a_word(raw: str, want: str) -> None:
    assert clean(raw, Facts()) == want


@pytest.mark.parametrize(
    ("raw", "want"),
    [
        ("他說。<br/>老人笑了。", "他說。老人笑了。"),
        ("老人笑了。\\n\\n他說。", "老人笑了。他說。"),
        ("用<br/>換行。", "用<br/>換行。"),
        ('他用print("a\\n")換行。', '他用print("a\\n")換行。'),
    ],
)
def test_code_between_sentences_goes(raw: str, want: str) -> None:
    assert clean(raw, Facts()) == want


def test_one_odd_character_is_seen_in_a_sound_text() -> None:
    codes = (*range(0x3100), *range(0xD800, 0x10000), *range(0x1FFFE, 0x110000, 0x10000))
    for char in map(chr, codes):
        alone, beside = clean(f"讀{char}書", Facts()), clean(f"讀{char}書\u200b", Facts())
        assert alone == beside, hex(ord(char))
