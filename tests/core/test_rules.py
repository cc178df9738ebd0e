"""The user's word: it wins, edits left still replay, and what meets nothing is counted so."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.core import rules
from tui.core.model import Action, Article, Edit, Role, Script, UserRule, Verdict
from tui.core.offsets import apply
from tui.core.pipeline import (
    article_from_bytes,
    article_from_text,
    display,
    matches,
    paragraph,
    rule_about,
    rule_undoing,
    search,
    with_rules,
)
from tui.core.safe import UNSAFE
from tui.core.search import Query

BODY = "柳灣鎮的圖書館在舊糧倉裡開門，孩子們坐在窗下讀書。"
FOOTER = "本網轉載其他媒體的稿件，如涉及版權等問題，請來電或來函。"
ODD = "逢雨的日子渡口的茶館裡講一個故事"
SOURCE = f"糧倉裡的圖書館\n{BODY}\n館員說:“借完再來。”\n{ODD}\n責任編輯：方慧蘭\n{FOOTER}\n"


def read(said: list[UserRule] | tuple[UserRule, ...] = (), source: str = SOURCE, **more) -> Article:
    return article_from_text(source, "a.txt", rules=said, **more)


def stored(rule: UserRule, id: str = "r1", created: str = "2026-03-01T08:00:00.000+00:00"):
    return replace(rule, id=id, created=created)


def index_of(article: Article, words: str) -> int:
    return next(n for n in range(len(article)) if words in paragraph(article, n).text)


def about(words: str, action: Action, *, everywhere: bool = False, role: Role | None = None):
    article = read()
    return stored(
        rule_about(article, index_of(article, words), action, everywhere=everywhere, role=role)
    )


def test_without_rules_nothing_is_different():
    article = read()
    assert (article.rules, article.found, dict(article.matched)) == ((), None, {})
    assert matches(article) == {}
    assert article.verdict(index_of(article, "本網")).folded
    assert not article.verdict(index_of(article, "茶館")).folded


@pytest.mark.parametrize("everywhere", [False, True])
def test_what_is_kept_is_never_folded(everywhere: bool):
    rule = about("本網", Action.KEEP, everywhere=everywhere)
    article = read([rule])
    verdict = article.verdict(index_of(article, "本網"))
    assert (verdict.role, verdict.rule, verdict.folded) == (Role.FOOTER, "user-keep", False)
    scope = "everywhere" if everywhere else "here"
    assert [e.id for e in verdict.evidence] == [f"user-keep-{scope}"]
    assert verdict.evidence[0].values == (("date", "2026-03-01"),)
    assert article.folds == ()
    assert article.matched == {"r1": 1}


@pytest.mark.parametrize("everywhere", [False, True])
def test_what_is_to_be_folded_is(everywhere: bool):
    article = read([about("茶館", Action.FOLD, everywhere=everywhere)])
    at = index_of(article, "茶館")
    assert article.verdict(at).folded
    assert article.verdict(at).rule == "user-fold"
    assert at in [fold.first for fold in article.folds]
    assert not article.verdict(index_of(article, "窗下")).folded


def test_here_is_not_another_article_and_everywhere_is():
    other = f"別的文章\n另一天的事情，說來話長。\n逢雨的日子，渡口的茶馆里讲一个故事\n{FOOTER}"
    here = about("茶館", Action.FOLD)
    everywhere = about("茶館", Action.FOLD, everywhere=True)
    article = read([replace(here, name="b.txt")], other)
    assert (article.rules, article.matched) == ((), {})
    assert article.verdict(2).rule == "body"
    assert read([everywhere], other).verdict(2).rule == "user-fold"


def test_a_given_role_shows_and_hides():
    hidden = read([about("窗下", Action.ROLE, role=Role.JUNK)])
    at = index_of(hidden, "窗下")
    assert (hidden.verdict(at).role, hidden.verdict(at).folded) == (Role.JUNK, True)
    shown = read([about("本網", Action.ROLE, role=Role.BODY)])
    at = index_of(shown, "本網")
    assert (shown.verdict(at).rule, shown.verdict(at).folded) == ("user-role", False)


def test_a_role_and_keeping_go_together():
    rules = [
        stored(about("窗下", Action.ROLE, role=Role.JUNK), "a"),
        stored(about("窗下", Action.KEEP), "b"),
    ]
    article = read(rules)
    verdict = article.verdict(index_of(article, "窗下"))
    assert (verdict.role, verdict.rule, verdict.folded) == (Role.JUNK, "user-keep", False)
    assert [e.id for e in verdict.evidence] == ["user-keep-here", "user-role-here"]
    assert article.matched == {"a": 1, "b": 1}


def test_this_place_wins_over_everywhere_then_the_later_word():
    early, late = "2026-01-01", "2026-02-01"
    everywhere = stored(about("茶館", Action.FOLD, everywhere=True), "a", late)
    here = stored(about("茶館", Action.KEEP), "b", early)
    article = read([everywhere, here])
    at = index_of(article, "茶館")
    assert not article.verdict(at).folded
    again = stored(about("茶館", Action.FOLD), "c", late)
    assert read([again, everywhere, here]).verdict(at).folded


def test_a_title_given_is_the_articles_title():
    article = read([about("茶館", Action.ROLE, role=Role.TITLE)])
    assert article.title == ODD
    assert read().title == "糧倉裡的圖書館"
    none = read([about("糧倉裡的", Action.ROLE, role=Role.BODY)])
    assert none.title == "糧倉裡的圖書館"
    folded = read([about("糧倉裡的", Action.ROLE, role=Role.JUNK)])
    assert folded.title.startswith("柳灣鎮的圖書館")


def test_front_matter_kept_still_gives_the_title():
    source = f"---\ntitle: 渡口\n---\n\n{BODY}\n"
    article = article_from_text(source, "a.md", markdown=True)
    assert (article.title, article.verdict(0).folded) == ("渡口", True)
    kept = with_rules(article, [stored(rule_about(article, 0, Action.KEEP))])
    assert (kept.title, kept.verdict(0).folded) == ("渡口", False)


def test_a_rule_that_meets_nothing_is_counted_as_nothing():
    lost = replace(about("茶館", Action.FOLD), start=3)
    behind = replace(lost, id="r2", start=9_999)
    gone = stored(rule_about(read(), 0, Action.FOLD, everywhere=True), "r3")
    gone = replace(gone, key=rules.digest("從來沒有的話"))
    article = read([lost, behind, gone])
    assert article.matched == {"r1": 0, "r2": 0, "r3": 0}
    assert article.folds == read().folds
    assert matches(article) == article.matched


def test_rules_replace_those_before():
    article = read([about("本網", Action.KEEP)])
    back = with_rules(article, [])
    assert back.verdict(index_of(back, "本網")).folded
    assert back.verdicts == read().verdicts
    assert (back.rules, back.matched, back.id) == ((), {}, article.id)
    again = with_rules(back, [about("茶館", Action.FOLD, everywhere=True)])
    assert again.verdict(index_of(again, "茶館")).folded


def test_a_paragraph_of_marks_goes_by_its_marks():
    source = f"{BODY}\n！！\n〔〕\n{BODY[::-1]}\n"
    article = article_from_text(source, "a.txt")
    rule = stored(rule_about(article, 1, Action.FOLD, everywhere=True))
    folded = read([rule], source)
    assert [folded.verdict(n).folded for n in range(4)] == [False, True, False, False]


def test_credit_lines_fold_by_a_setting_unless_kept():
    assert not read().verdict(index_of(read(), "方慧蘭")).folded
    article = read(fold_credits=True)
    at = index_of(article, "方慧蘭")
    assert (article.verdict(at).role, article.verdict(at).folded) == (Role.CREDIT, True)
    assert article.verdict(at).rule == "credit"
    assert article_from_bytes(SOURCE.encode(), "a.txt", fold_credits=True).folds == article.folds
    kept = read([about("方慧蘭", Action.KEEP)], fold_credits=True)
    assert not kept.verdict(at).folded
    assert not with_rules(kept, []).verdict(at).folded


def test_a_long_quote_is_cut():
    assert rules.quote_of("字" * 41) == "字" * 40 + "…"
    assert rules.quote_of("一\n二") == "一 二"


# Undone edits


def first_edit(article: Article, rule: str) -> tuple[int, Edit]:
    return next(
        (index, edit)
        for index in range(len(article))
        for edit in paragraph(article, index).edits
        if edit.rule == rule
    )


def test_an_edit_undone_here_leaves_the_others():
    article = read()
    index, edit = first_edit(article, "half-width")
    assert article.source[edit.span.start] == ":"
    undone = read([stored(rule_undoing(article, index, edit))])
    assert paragraph(undone, index).text == "館員說:“借完再來。”"
    assert matches(undone) == {"r1": 1}
    assert undone.matched == {}
    assert display(undone, index, Script.HANS).text.startswith("馆员说:")
    assert search(undone, Query("說:")) == search(article, Query("說："))


def test_an_edit_undone_everywhere_goes_by_rule_and_slice():
    source = "他說:“好。”\n她說:“好。”\n他們說,都好。\n"
    article = read(source=source)
    index, edit = first_edit(article, "half-width")
    rule = stored(rule_undoing(article, index, edit, everywhere=True))
    assert (rule.article, rule.start) == (None, None)
    undone = read([rule], source)
    texts = [paragraph(undone, n).text for n in range(3)]
    assert texts == ["他說:“好。”", "她說:“好。”", "他們說，都好。"]
    assert matches(undone) == {"r1": 2}
    assert matches(read([rule], "別的話：沒有。\n")) == {"r1": 0}
    wrong = replace(rule, edit="doubled-mark")
    assert matches(read([wrong], source)) == {"r1": 0}


def test_an_edit_that_is_no_more_is_counted_as_nothing():
    article = read()
    index, edit = first_edit(article, "half-width")
    rule = stored(rule_undoing(article, index, edit))
    moved = replace(rule, id="r2", start=(rule.start or 0) + 1)
    before = replace(rule, id="r3", start=-1)
    assert matches(read([rule, moved, before])) == {"r1": 1, "r2": 0, "r3": 0}


def test_no_rule_undoes_what_has_no_edits():
    whole = paragraph(read(), 1)
    assert rules.undo(whole, [about("茶館", Action.KEEP)]) is whole


def test_undoing_never_lets_a_control_through():
    source = "春天\x1b[31m來了，燕子\u202e也來了。\r\n"
    article = read(source=source)
    those = [
        stored(rule_undoing(article, 0, edit), str(n))
        for n, edit in enumerate(paragraph(article, 0).edits)
    ]
    undone = read(those, source)
    assert "␛[31m" in paragraph(undone, 0).text
    assert UNSAFE.search(paragraph(undone, 0).text) is None
    assert matches(undone) == dict.fromkeys([rule.id for rule in those], 1)


def test_lines_joined_can_be_parted_again():
    source = "# 題\r\n\r\n春天來了，\r\n燕子也來了。\r\n"
    article = article_from_text(source, "a.md", markdown=True)
    index, edit = first_edit(article, "line-break")
    undone = with_rules(article, [stored(rule_undoing(article, index, edit))])
    assert paragraph(undone, index).text == "春天來了，\n燕子也來了。"


PIECES = st.sampled_from(
    [
        *"機(jī)場(chǎng)報(bào),:“.”說春 來了\u200b\u3000\t\x07\n*",
        "&nbsp;",
        "，，",
        "\x1b[0m",
        "\r\n",
    ]
)


@given(
    source=st.lists(PIECES, max_size=80).map("".join),
    chosen=st.sets(st.integers(0, 60)),
    everywhere=st.booleans(),
    markdown=st.booleans(),
    script=st.sampled_from([Script.ORIGINAL, Script.HANS]),
)
@settings(max_examples=150, deadline=None)
def test_edits_replay_with_any_of_them_undone(source, chosen, everywhere, markdown, script):
    article = article_from_text(source, "a.txt", markdown=markdown)
    edits = [(n, e) for n in range(len(article)) for e in paragraph(article, n).edits]
    those = [
        stored(rule_undoing(article, *edits[n], everywhere=everywhere), str(n))
        for n in chosen
        if n < len(edits)
    ]
    undone = with_rules(article, those)
    for index in range(len(undone)):
        whole = paragraph(undone, index)
        assert apply(whole.raw, whole.source.start, whole.edits) == whole.text
        view = display(undone, index, script)
        assert apply(whole.raw, whole.source.start, view.edits) == view.text
        assert UNSAFE.search(view.text.replace("\n", "")) is None
    assert all(count >= 1 for count in matches(undone).values())
    assert [undone.verdict(n) for n in range(len(undone))] == [
        article.verdict(n) for n in range(len(article))
    ]


# What decides, alone


def test_key_sizes_are_those_of_rules_for_every_article():
    here = UserRule("a", Action.FOLD, "x", 0, key="12:00")
    everywhere = UserRule("b", Action.FOLD, None, None, key="7:00")
    odd = UserRule("c", Action.FOLD, None, None, key="nothing")
    undo = UserRule("d", Action.UNDO, None, None, key="3:00")
    assert rules.key_sizes([here, everywhere, odd, undo]) == {7}


def test_keys_are_asked_for_only_where_a_rule_has_one():
    def key_of(index: int) -> str:
        raise AssertionError

    here = UserRule("a", Action.FOLD, "x", 5)
    decided = rules.decide([here], array("q", [0, 5]), {0: Verdict(Role.TITLE, "title")}, key_of)
    assert decided.matched == {"a": 1}
    assert decided.verdicts[0] == Verdict(Role.TITLE, "title")
    assert decided.verdicts[1].folded


def test_equal_keys_are_one_in_any_script_and_under_any_credit():
    same = rules.digest("▲機場外的長椅。（記者某某攝）")
    assert same == rules.digest("机场外的长椅")
    assert same != rules.digest("机场外的长凳")
    assert rules.undone_by(paragraph(read(), 2), []) == []


@pytest.mark.parametrize(
    ("old", "new", "goes"),
    [
        (("茶館", Action.FOLD, False), ("茶館", Action.KEEP, False), True),
        (("茶館", Action.FOLD, False), ("茶館", Action.FOLD, True), True),
        (("茶館", Action.FOLD, True), ("茶館", Action.KEEP, True), True),
        (("茶館", Action.FOLD, True), ("茶館", Action.KEEP, False), False),
        (("茶館", Action.FOLD, False), ("本網", Action.KEEP, False), False),
        (("茶館", Action.FOLD, True), ("本網", Action.KEEP, True), False),
        (("茶館", Action.ROLE, False), ("茶館", Action.KEEP, False), False),
    ],
)
def test_a_rule_takes_the_place_of_those_about_the_same(old, new, goes: bool):
    def said(words: str, action: Action, everywhere: bool) -> UserRule:
        role = Role.CAPTION if action is Action.ROLE else None
        return about(words, action, everywhere=everywhere, role=role)

    article, before, now = read(), said(*old), said(*new)
    start = article.starts[index_of(article, new[0])]
    assert rules.superseded(now, [before], article.id, start) == ((before,) if goes else ())


def test_an_undone_edit_takes_the_place_of_the_same_one_only():
    article = read()
    edits = paragraph(article, index_of(article, "館員")).edits
    undone = [rule_undoing(article, index_of(article, "館員"), edit) for edit in edits]
    again = rule_undoing(article, index_of(article, "館員"), edits[0], everywhere=True)
    start = edits[0].span.start
    assert rules.superseded(again, undone, article.id, start) == (undone[0],)


# --- an article that was edited since ---------------------------------------------------

OLD = "渡口的鐘\n船來了就上,船沒來就等。\n河水不急。\n橋修好了,人也老了。\n"


def _later(source: str, *said: UserRule, name: str = "a.txt") -> Article:
    return with_rules(article_from_text(source, name), said)


def test_a_rule_follows_its_paragraph_into_the_edited_file() -> None:
    old = article_from_text(OLD, "a.txt")
    rule = replace(rule_about(old, 2, Action.FOLD), id="1", created="2024-01-01T00:00:00")
    edited = "天亮了。\n" + OLD.replace("橋修好了", "橋塌了")
    article = _later(edited, rule)
    assert article.verdict(3).rule == "user-fold"
    assert matches(article) == {"1": 1}
    assert article.rules[0].start == article.starts[3]
    assert not _later(edited, rule, name="b.txt").rules
    assert not _later(edited, replace(rule, name="-"), name="-").rules


def test_of_several_equal_paragraphs_the_nearest_is_meant() -> None:
    source = OLD + OLD.replace("渡口的鐘", "渡口的雪")
    old = article_from_text(source, "a.txt")
    rule = replace(rule_about(old, 6, Action.KEEP), id="1")
    article = _later("天亮了。\n" + source, rule)
    assert [n for n in range(len(article)) if article.verdict(n).rule == "user-keep"] == [7]


def test_a_rule_whose_paragraph_is_gone_meets_nothing_and_says_so() -> None:
    old = article_from_text(OLD, "a.txt")
    said = replace(rule_about(old, 2, Action.FOLD), id="1")
    article = _later(OLD.replace("河水不急", "河水很急"), said)
    assert matches(article) == {"1": 0}
    assert [rule.id for rule in article.rules] == ["1"]


def test_an_undone_edit_follows_where_no_other_could_be_meant() -> None:
    old = article_from_text(OLD, "a.txt")
    edit = paragraph(old, 1).edits[0]
    undo = replace(rule_undoing(old, 1, edit), id="1")
    article = _later("天亮了。\n" + OLD, undo)
    assert matches(article) == {"1": 1}
    assert paragraph(article, 2).text == "船來了就上,船沒來就等。"
    twice = OLD.replace("船沒來就等。", "船沒來就等,再等。")
    two = article_from_text(twice, "a.txt")
    either = replace(rule_undoing(two, 1, paragraph(two, 1).edits[0]), id="1")
    assert matches(_later("天亮了。\n" + twice, either)) == {"1": 0}
