"""The ledger: every hidden paragraph and every edit, once, each leading to its place."""

from msgspec.structs import replace

from tui.core import ledger as module
from tui.core.ledger import Entry, Kind, Line, ledger
from tui.core.model import Action, Role, Verdict
from tui.core.pipeline import article_from_text, paragraph, rule_about, rule_undoing, with_rules

SOURCE = (
    "糧倉裡的圖書館\n柳灣鎮的圖書館在舊糧倉裡開門,孩子們坐在窗下讀書。\n館員說:“借完 再來。”\n"
    "本網轉載其他媒體的稿件，如涉及版權等問題，請來電或來函。\n點擊展開全文\n"
)


def entries(article) -> dict[tuple[Kind, str], Entry]:
    return {(entry.kind, entry.rule): entry for entry in ledger(article)}


def test_everything_hidden_or_changed_is_there_once():
    article = article_from_text(SOURCE, "a.txt")
    found = ledger(article)
    edits = [(n, edit) for n in range(len(article)) for edit in paragraph(article, n).edits]
    hidden = [n for n in range(len(article)) if article.verdict(n).folded]
    lines = [line for entry in found for line in entry]
    assert sorted(line.index for line in lines if line.edit is None) == hidden
    assert len(hidden) == 2
    told = [(line.index, line.edit) for line in lines if line.edit is not None]
    assert sorted(told, key=lambda each: each[1].span) == edits
    assert len({edit.rule for _, edit in edits}) == 2


def test_folds_come_first_and_large_groups_before_small_ones():
    found = ledger(article_from_text(SOURCE, "a.txt"))
    assert [(entry.kind, entry.rule, len(entry)) for entry in found] == [
        (Kind.FOLD, "footer", 1),
        (Kind.FOLD, "read-more", 1),
        (Kind.EDIT, "half-width", 2),
        (Kind.EDIT, "stray-space", 1),
    ]


def test_a_line_leads_to_its_place():
    article = article_from_text(SOURCE, "a.txt")
    marks = entries(article)[Kind.EDIT, "half-width"]
    assert isinstance(marks, Entry)
    first, second = marks
    assert (first.index, first.before, first.after) == (1, ",", "，")
    assert (second.before, second.after) == (":", "：")
    assert article.source[second.span.start : second.span.end] == ":"
    assert marks[-1] == second
    assert marks[:1] == [first]
    footer = entries(article)[Kind.FOLD, "footer"][0]
    assert footer == Line(3, article.span(3), paragraph(article, 3).text)


def test_long_paragraphs_show_their_first_words():
    long = "本網轉載其他媒體的稿件，" * 8
    article = article_from_text(f"春天來了，燕子也來了，人們走到河邊。\n{long}", "a.txt")
    article = replace(article, verdicts={1: Verdict(Role.FOOTER, "footer", folded=True)})
    (line,) = entries(article)[Kind.FOLD, "footer"]
    assert line.before == long[: module.WORDS] + "…"


def test_what_the_user_said_shows_in_the_ledger():
    article = article_from_text(SOURCE, "a.txt")
    edit = entries(article)[Kind.EDIT, "stray-space"][0].edit
    assert edit is not None
    undo = replace(rule_undoing(article, 2, edit), id="a")
    fold = replace(rule_about(article, 1, Action.FOLD), id="b")
    now = entries(with_rules(article, [undo, fold]))
    assert (Kind.EDIT, "stray-space") not in now
    assert [line.index for line in now[Kind.FOLD, "user-fold"]] == [1]


def test_an_untouched_article_has_an_empty_ledger():
    assert ledger(article_from_text("春天來了，燕子也來了。", "a.txt")) == ()


def test_what_was_suspected_or_not_read_is_there_as_well():
    said = "船來了就上，船沒來就等，河水不急。"
    between = "渡口的鐘每天清早六點敲第一聲，擺渡的人把繩子解開，再把王?明昨夜積下的雨水舀出去。"
    more = "縣裡今年撥了一筆錢修渡口，鐘不換，只換一根繩子，因為舊繩子已經用了王?明三十一年。"
    article = article_from_text(f"{between}\n{said}\n{more}\n{said}", "a.txt")
    found = entries(article)
    (mark,) = found[Kind.MARK, "suspected-repeat"]
    assert (mark.index, mark.before, mark.edit) == (3, said, None)
    first, second = found[Kind.FLAG, "lost-character"]
    assert (first.index, first.before, first.edit) == (0, "?", None)
    assert article.source[second.span.start : second.span.end] == "?"
    keep = replace(rule_about(article, 3, Action.KEEP), id="1")
    assert (Kind.MARK, "suspected-repeat") not in entries(with_rules(article, [keep]))
