"""Which conversions were a choice, and why."""

from hypothesis import given
from hypothesis import strategies as st

from tui.core.convert import to_script
from tui.core.convert_choices import Choice, Reason, choices
from tui.core.model import Manner, Script, Span, Written


def told(text: str, written: Written, script: Script, **more) -> list[tuple[str, str, str, Reason]]:
    return [
        (text[c.at], c.chosen, text[c.decided.start : c.decided.end], c.reason)
        for c in choices(text, written, script, **more)
    ]


def test_the_phrase_or_the_word_that_decided():
    assert told("头发，表", Written.HANS, Script.TW) == [
        ("发", "髮", "头发", Reason.PHRASE),
        ("表", "表", "表", Reason.WORD),
    ]


def test_towards_simplified():
    assert told("乾隆看著乾淨的帳篷", Written.HANT, Script.HANS) == [
        ("乾", "乾", "乾隆", Reason.PHRASE),
        ("著", "着", "著", Reason.WORD),
        ("乾", "干", "乾淨", Reason.WORD),
        ("帳", "帐", "帳篷", Reason.WORD),
    ]


def test_candidates_in_the_glyphs_of_the_script():
    def of(script: Script) -> tuple[str, ...]:
        return choices("这里", Written.HANS, script)[0].candidates

    assert of(Script.TW)[:2] == ("裡", "里")
    assert of(Script.HK)[:2] == ("裏", "里")


def test_what_nobody_writes_is_no_choice():
    assert choices("个人知了", Written.HANS, Script.TW) == ()
    assert told("了解", Written.HANS, Script.TW) == [("了", "瞭", "了解", Reason.PHRASE)]


def test_a_text_that_stays_as_it_is_holds_no_choice():
    assert choices("里面", Written.HANS, Script.HANS) == ()
    assert choices("裡面", Written.HANT, Script.HANT) == ()
    assert choices("里面", Written.HANS, Script.ORIGINAL) == ()


def test_traditional_clauses_of_a_mixed_text_hold_none():
    text = "公里與皇后，这面条里"
    assert [c.at for c in choices(text, Written.MIXED, Script.TW) if c.at > 4] == [7, 9]


def test_what_the_user_said_decided():
    manner = Manner(words={Script.TW: {"发廊": "發廊", "里程": "路程"}})
    text = "发廊里程复了"
    assert told(text, Written.HANS, Script.TW, manner=manner, chosen={4: "復"}) == [
        ("发", "發", "发廊", Reason.OWN),
        ("里", "路", "里程", Reason.OWN),
        ("复", "復", "复", Reason.CHOSEN),
    ]
    assert "路" in choices(text, Written.HANS, Script.TW, manner)[1].candidates


def test_what_the_user_left_as_it_is_decided_as_well():
    manner = Manner(words={Script.TW: {"先后": "先后"}})
    assert told("先后，后", Written.HANS, Script.TW, manner=manner, chosen={3: "后"}) == [
        ("后", "后", "先后", Reason.OWN),
        ("后", "后", "后", Reason.CHOSEN),
    ]


def test_a_word_of_the_users_of_another_length_is_no_choice_of_a_character():
    manner = Manner(words={Script.TW: {"发廊": "美髮院"}})
    assert told("发廊", Written.HANS, Script.TW, manner=manner) == []


def test_a_word_of_the_region_is_no_choice_of_a_character():
    text = "打印机里的表"
    found = choices(text, Written.HANS, Script.TW, Manner(idioms=True))
    assert [(c.at, c.chosen) for c in found] == [(3, "裡"), (5, "表")]


def test_the_word_to_remember_a_choice_by():
    choice = choices("一头头发", Written.HANS, Script.TW)[0]
    assert choice == Choice(3, "髮", ("發", "髮"), Span(2, 4), Reason.PHRASE, Span(2, 4))


@given(
    text=st.text(alphabet="发后里干面只台复系乾著帳這这，头皇", max_size=25),
    written=st.sampled_from(Written),
    script=st.sampled_from(Script),
)
def test_choices_are_what_is_shown(text: str, written: Written, script: Script):
    shown = to_script(text, written, script)
    for choice in choices(text, written, script):
        assert shown[choice.at] == choice.chosen
        assert choice.chosen in choice.candidates
        assert len(choice.candidates) > 1
        assert choice.at in choice.decided
        assert choice.at in choice.word
