"""What recurs at the end of other texts is offered; what is the same text twice is not."""

import pytest
from msgspec.structs import replace

from tui.core.learned import MIN_ARTICLES, TAIL, Trace, offers, same_text, trace
from tui.core.model import Action
from tui.core.pipeline import article_from_text, paragraph, rule_about, with_rules

BOILERPLATE = "渡口茶館每晚七點開講，座位不必預訂"
SECOND = "講者的話只代表講者自己，茶館只管添水"
THINGS = "春天燕子夏夜螢火秋山落葉冬河薄冰"


def text(number: int, paragraphs: int = 6) -> str:
    """An article that shares no sentence with that of another number."""
    one = THINGS[number]
    return "\n".join(
        f"第{n}天裡{one * 3}從{one}岸走到{one}橋，路上遇見{n % 10}個{one}人。"
        f"他們說起{one}鎮第{number}{n}年的舊事，直到天黑才散。"
        for n in range(paragraphs)
    )


def article(number: int, *ending: str, paragraphs: int = 6):
    return article_from_text("\n".join([text(number, paragraphs), *ending]), f"{number}.txt")


def traces(*numbers: int, ending: tuple[str, ...] = (BOILERPLATE,)) -> list[Trace]:
    return [trace(article(number, *ending)) for number in numbers]


def test_a_third_text_with_the_same_ending_is_offered_it():
    mine = article(0, BOILERPLATE)
    (offer,) = offers(mine, traces(1, 2))
    assert offer.index == len(mine) - 1
    assert offer.quote == BOILERPLATE
    assert offer.count == MIN_ARTICLES
    assert not any(mine.verdict(n).folded for n in range(len(mine)))


def test_a_second_text_is_not():
    assert offers(article(0, BOILERPLATE), traces(1)) == ()


def test_an_ending_in_another_script_and_with_other_marks_is_the_same():
    simplified = "渡口茶馆每晚七点开讲。座位不必预订！"
    assert offers(article(0, simplified), traces(1, 2))


def test_every_paragraph_of_the_block_is_offered():
    both = (BOILERPLATE, SECOND)
    found = offers(article(0, *both), traces(1, 2, 3, ending=both))
    assert [(offer.quote, offer.count) for offer in found] == [(BOILERPLATE, 4), (SECOND, 4)]


MOTTO = "日子是一粒一粒數出來的米。"


def with_motto(number: int, at: int, paragraphs: int):
    lines = text(number, paragraphs).split("\n")
    return article(number, *lines[:at], MOTTO, *lines[at:], BOILERPLATE, paragraphs=0)


def test_a_motto_that_short_texts_share_does_not_make_them_one():
    mine, *others = (with_motto(number, 1, 2) for number in range(3))
    assert [offer.quote for offer in offers(mine, map(trace, others))] == [BOILERPLATE]


def test_a_motto_above_the_last_sentences_of_the_text_is_not_offered():
    mine, *others = (with_motto(number, 5, 6) for number in range(3))
    assert [offer.quote for offer in offers(mine, map(trace, others))] == [BOILERPLATE]


def test_a_short_line_is_offered_beside_a_longer_one_only():
    both = ("青石坊與你同行", BOILERPLATE)
    (short, _) = offers(article(0, *both), traces(1, 2, ending=both))
    assert short.quote == both[0]
    assert offers(article(0, both[0]), traces(1, 2, ending=both[:1])) == ()


def test_a_title_that_only_this_text_has_does_not_end_the_block():
    mine = article(0, BOILERPLATE, "春天燕子從渡口飛過的早晨", SECOND)
    found = offers(mine, traces(1, 2, ending=(BOILERPLATE, SECOND)))
    assert [offer.quote for offer in found] == [BOILERPLATE, SECOND]


def test_one_article_saved_many_times_is_one_text():
    ending = f"{BOILERPLATE}\n{SECOND}"
    copies = [text(1), text(1).replace("橋", "樓"), text(1).replace("\n", ""), text(1)[40:]]
    seen = [trace(article_from_text(f"{copy}\n{ending}", "c.txt")) for copy in copies]
    assert len({one.article for one in seen}) == 4
    assert offers(article(1, BOILERPLATE, SECOND), seen) == ()
    assert offers(article(0, BOILERPLATE, SECOND), seen) == ()
    assert offers(article(0, BOILERPLATE, SECOND), [*seen, *traces(2)])


def test_the_body_of_one_article_saved_thrice_is_not_boilerplate():
    seen = [trace(article_from_text(f"{n}年重刊\n{text(1, 12)}", "c.txt")) for n in range(3)]
    assert offers(article(1, paragraphs=12), seen) == ()


def test_a_paragraph_in_the_middle_is_not_offered():
    def middle(number: int):
        lines = text(number, 2 * TAIL + 4).split("\n")
        return article_from_text("\n".join([*lines[:3], BOILERPLATE, *lines[3:]]), "m.txt")

    assert offers(middle(0), [trace(middle(n)) for n in (1, 2, 3)]) == ()


@pytest.mark.parametrize("ending", ["編輯：方慧蘭", "＊＊＊＊＊＊＊＊＊＊＊＊"])
def test_short_lines_and_marks_are_not_offered(ending: str):
    assert offers(article(0, ending), traces(1, 2, 3, ending=(ending,))) == ()


def test_the_only_paragraph_is_not_an_ending():
    alone = article_from_text(BOILERPLATE, "a.txt")
    assert trace(alone).tail == ()
    assert offers(alone, traces(1, 2, 3)) == ()


def test_texts_too_short_to_tell_apart_do_not_count():
    seen = [trace(article_from_text(f"{n}\n{BOILERPLATE}", "s.txt")) for n in "甲乙丙"]
    assert all(one.tail and not one.sketch for one in seen)
    assert offers(article(0, BOILERPLATE), seen) == ()


def test_what_was_answered_is_not_asked_again():
    mine = article(0, BOILERPLATE, SECOND)
    first, second = offers(mine, traces(1, 2, ending=(BOILERPLATE, SECOND)))
    (left,) = offers(mine, traces(1, 2, ending=(BOILERPLATE, SECOND)), {first.key})
    assert left == second


@pytest.mark.parametrize("action", [Action.FOLD, Action.KEEP])
def test_what_the_user_decided_is_not_asked(action: Action):
    mine = article(0, BOILERPLATE)
    rule = replace(rule_about(mine, len(mine) - 1, action, everywhere=True), id="r")
    assert offers(with_rules(mine, [rule]), traces(1, 2)) == ()


def test_accepting_folds_it_in_every_article():
    mine = article(0, BOILERPLATE)
    (offer,) = offers(mine, traces(1, 2))
    rule = replace(rule_about(mine, offer.index, Action.FOLD, everywhere=True), id="r")
    assert rule.key == offer.key
    other = with_rules(article(5, BOILERPLATE), [rule])
    assert other.verdict(len(other) - 1).folded
    assert paragraph(other, len(other) - 1).text == BOILERPLATE


def test_what_is_folded_already_is_not_asked():
    footer = "本網轉載其他媒體的稿件，如涉及版權等問題，請來電或來函。"
    mine = article(0, footer)
    assert mine.verdict(len(mine) - 1).folded
    assert offers(mine, traces(1, 2, ending=(footer,))) == ()


def test_an_article_among_the_others_counts_once():
    mine = article(0, BOILERPLATE)
    assert same_text(trace(mine), trace(mine))
    assert offers(mine, [trace(mine), *traces(1)]) == ()


def test_a_trace_is_bounded():
    long = trace(article(0, BOILERPLATE, paragraphs=900))
    assert len(long.tail) <= TAIL
    assert len(long.sketch) == 24
