"""Choices: marked, gone through, made by the user, and what comes of that."""

import pytest
from msgspec.structs import replace

from tests.articles import article_of
from tui.core import radar
from tui.core.convert_choices import Reason
from tui.core.model import Article, Manner, Script, Span, UserRule
from tui.core.pipeline import (
    article_from_text,
    display,
    in_every_article,
    matches,
    rule_choosing,
    with_rules,
)
from tui.core.radar import Mark
from tui.core.reading import Reading, at_offset, begin, show_script, toggle_beside, toggle_fold
from tui.core.rules import superseded

TEXT = "理发店的面条\n\n他先后去了发廊和理发店。\n\n皇后的头发。\n"
DAMAGED = "說(shuō)過(guò)頭(tóu)髮(fà)，也說(shuō)過(guò)那頂帳(zhàng)篷很大。"


def read(text: str = TEXT, rules: tuple[UserRule, ...] = ()) -> Reading:
    article = article_from_text(text, "a.txt", rules=rules)
    return show_script(begin(article), Script.TW)


def marked(article: Article, script: Script, index: int) -> list[str]:
    return [article.source[m.offset] for m in radar.within(article, script, article.span(index))]


def mark_at(reading: Reading, words: str) -> Mark:
    offset = reading.article.source.index(words)
    mark = radar.here(at_offset(reading, offset))
    assert mark is not None
    return mark


def choose(reading: Reading, words: str, text: str, *, always: bool = False) -> UserRule:
    """What the user says at the first character of ``words``."""
    mark, script = mark_at(reading, words), radar.script_of(reading)
    rule = rule_choosing(reading.article, mark.paragraph, mark.choice.at, text, script)
    rule = in_every_article(rule, reading.article, mark.word) if always else rule
    return replace(rule, id="r", created="2026-03-01")


def shown(article: Article, script: Script) -> list[str]:
    return [display(article, index, script).text for index in range(len(article))]


class TestMarks:
    def test_they_stand_where_the_conversion_was_a_choice(self) -> None:
        article = read().article
        assert [marked(article, Script.TW, n) for n in range(3)] == [
            ["发", "面"],
            ["后", "发", "发"],
            ["后", "发"],
        ]
        assert marked(article, Script.ORIGINAL, 1) == []

    def test_residue_does_not_move_them(self) -> None:
        article = article_from_text(DAMAGED, "a.txt")
        found = list(radar.within(article, Script.HANS, article.span(0)))
        assert [DAMAGED[m.offset] for m in found] == ["帳"]
        assert [DAMAGED[m.word.start : m.word.end] for m in found] == ["帳(zhàng)篷"]

    def test_a_long_paragraph_is_looked_through_in_parts(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(radar, "PART", 5)
        monkeypatch.setattr(radar, "AROUND", 3)
        article = article_from_text("他先后去了发廊和理发店，头发很长，皇后也来了。", "b.txt")
        whole = list(radar.within(article, Script.TW, article.span(0)))
        assert [m.choice.chosen for m in whole] == ["後", "髮", "髮", "髮", "后"]
        assert [m.choice.at for m in whole] == [2, 5, 9, 13, 18]
        some = radar.within(article, Script.TW, Span(5, 10))
        assert [m.offset for m in some] == [5, 9]


class TestWays:
    def test_from_one_to_the_next_and_back(self) -> None:
        reading = read()
        places = []
        for count in (0, 1, 1, 3, -1, -2):
            reading = radar.to_choice(reading, count)
            places.append(reading.cursor)
        assert places == [1, 4, 10, 23, 17, 10]
        assert radar.to_choice(reading, 0) is reading

    def test_there_may_be_none(self) -> None:
        reading = read("天地。\n\n人。")
        assert radar.to_choice(reading, 1) is reading
        assert radar.to_choice(reading, -1) is reading
        assert radar.here(reading) is None
        empty = begin(article_from_text("", "a.txt"))
        assert radar.to_choice(empty, 0) is empty
        assert radar.here(empty) is None

    def test_what_is_far_away_is_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        reading = read("天地有大美而不言，四时有明法而不议。\n\n头发")
        assert radar.to_choice(reading, 1).paragraph == 1
        monkeypatch.setattr(radar, "SOUGHT", 9)
        assert radar.to_choice(reading, 1) is reading

    def test_closed_folds_are_passed_over(self) -> None:
        article = article_of(["头发", "皇后", "面条"], [(1, 1)])
        reading = show_script(begin(article), Script.TW)
        assert radar.to_choice(reading, 2).paragraph == 2
        inside = at_offset(reading, article.starts[1] + 1)
        assert radar.here(inside) is None
        assert radar.here(toggle_fold(inside)) is not None

    def test_beside_the_original_it_is_about_the_other_column(self) -> None:
        reading = toggle_beside(begin(article_from_text(TEXT, "a.txt"), other=Script.HANT))
        assert radar.script_of(reading) is reading.other
        assert radar.to_choice(reading, 0).cursor == 1
        assert radar.script_of(toggle_beside(reading)) is Script.ORIGINAL


class TestChosen:
    def test_here_it_holds_in_every_traditional_script(self) -> None:
        reading = read()
        article = with_rules(reading.article, [choose(reading, "发廊", "發")])
        for script in (Script.TW, Script.HK, Script.HANT):
            assert shown(article, script)[1] == "他先後去了發廊和理髮店。"
        assert article.source == reading.article.source
        mark = mark_at(replace(reading, article=article), "发廊")
        assert (mark.choice.chosen, mark.choice.reason) == ("發", Reason.CHOSEN)

    def test_always_it_holds_for_the_word_in_every_article(self) -> None:
        rule = choose(read(), "发店", "發", always=True)
        assert (rule.article, rule.start, rule.raw, rule.text) == (None, None, "理发店", "理發店")
        other = article_from_text("理发店，理发的师傅，先后。", "b.txt", rules=[rule])
        assert shown(other, Script.HK) == ["理發店，理髮的師傅，先後。"]
        assert shown(other, Script.HANS) == ["理发店，理发的师傅，先后。"]
        assert matches(other) == {"r": 1}

    def test_each_script_has_its_glyphs(self) -> None:
        rule = choose(read("屋里"), "里", "里", always=True)
        rule = replace(rule, raw="面里", text="面裡")
        article = article_from_text("面里", "b.txt", rules=[rule])
        assert [shown(article, script)[0] for script in (Script.TW, Script.HK)] == ["面裡", "面裏"]

    def test_toward_simplified(self) -> None:
        reading = show_script(begin(article_from_text(DAMAGED, "a.txt")), Script.HANS)
        rule = choose(reading, "帳(zhàng)", "账", always=True)
        assert (rule.raw, rule.text) == ("帳篷", "账篷")
        article = with_rules(reading.article, [rule])
        assert shown(article, Script.HANS)[0].endswith("那顶账篷很大。")
        assert matches(article) == {"r": 1}

    def test_here_wins_over_always_and_the_latest_over_the_others(self) -> None:
        reading = read()
        always = choose(reading, "发廊", "發", always=True)
        here = replace(choose(reading, "发廊", "髮"), id="s")
        later = replace(here, id="t", text="發", created="2026-03-02")
        source = reading.article.source
        for rules, text in (
            ([always], "發"),
            ([always, here], "髮"),
            ([here, always], "髮"),
            ([later, here], "發"),
        ):
            article = article_from_text(source, "a.txt", rules=rules)
            assert text + "廊" in shown(article, Script.TW)[1]

    def test_the_settings_words_stay_beside_them(self) -> None:
        reading = read()
        manner = Manner(words={Script.HANT: {"面条": "湯麵"}})
        article = replace(reading.article, manner=manner)
        article = with_rules(article, [choose(reading, "发廊", "發", always=True)])
        assert shown(article, Script.TW)[:2] == ["理髮店的湯麵", "他先後去了發廊和理髮店。"]

    def test_one_that_meets_nothing_is_counted_so(self) -> None:
        rule = choose(read(), "发廊", "發")
        other = article_from_text("他先后去了舞厅。", "b.txt", rules=[replace(rule, article=None)])
        assert matches(other) == {"r": 0}
        always = choose(read(), "发廊", "發", always=True)
        assert matches(article_from_text("发生了什么廊", "b.txt", rules=[always])) == {"r": 0}
        assert matches(article_from_text("没有", "b.txt", rules=[always])) == {"r": 0}

    @pytest.mark.parametrize(
        ("words", "text", "now", "follows"),
        [
            ("发廊", "發", "新的一段。\n\n" + TEXT, True),
            ("后的", "後", "新的一段。\n\n" + TEXT, True),
            ("发廊", "發", "新的一段。\n\n他先后去了舞厅。", False),
            ("发廊", "發", TEXT + "\n\n然后，他先后去了发廊和理发店。", False),
        ],
    )
    def test_here_follows_into_the_edited_file(
        self, words: str, text: str, now: str, follows: bool
    ) -> None:
        rule = choose(read(), words, text)
        article = article_from_text(now, "a.txt", rules=[rule])
        assert matches(article) == {"r": int(follows)}
        assert ((text + words[1]) in "".join(shown(article, Script.TW))) is follows

    def test_a_quote_that_does_not_tell_which_character_moves_nothing(self) -> None:
        rule = choose(read("先后后来"), "后后", "后")
        assert matches(article_from_text("天。\n\n先后后来", "a.txt", rules=[rule])) == {"r": 0}

    def test_it_is_known_which_rule_decided(self) -> None:
        reading = read()
        here, always = choose(reading, "发廊", "發"), choose(reading, "发店", "發", always=True)
        article = with_rules(reading.article, [here, always])
        now = replace(reading, article=article)
        assert radar.rules_at(article, mark_at(now, "发廊")) == [here]
        assert radar.rules_at(article, mark_at(now, "发店")) == [always]
        assert radar.rules_at(article, mark_at(now, "后去")) == []

    def test_a_word_of_another_length_is_remembered_as_it_stands(self) -> None:
        reading = read("先后去了")
        manner = Manner(words={Script.TW: {"先后": "前前後後"}})
        mark = mark_at(reading, "后")
        article = replace(reading.article, manner=manner)
        rule = rule_choosing(article, 0, mark.choice.at, "后", Script.TW)
        assert in_every_article(rule, article, mark.word).text == "先后"

    def test_a_new_choice_takes_the_place_of_an_earlier_one(self) -> None:
        reading = read()
        here, other = choose(reading, "发廊", "發"), choose(reading, "发店", "發")
        always = choose(reading, "发廊", "發", always=True)
        simplified = replace(here, script=Script.HANS)
        said = [here, other, always, simplified]
        again = replace(here, text="髮")
        assert superseded(again, said, reading.article.id, 13) == (here,)
        ever = replace(always, text="髮廊")
        assert superseded(ever, said, reading.article.id, 13) == (here, always)
