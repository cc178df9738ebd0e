import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.core.strategies import ODD_TEXT, STEADY
from tui.core.model import Action, Problem, Role, Script, Span, Written
from tui.core.offsets import apply
from tui.core.pipeline import (
    article_from_bytes,
    article_from_text,
    as_found,
    beginning,
    display,
    fingerprint,
    matches,
    outline,
    paragraph,
    rule_about,
    rule_undoing,
    search,
    taken_for,
    with_rules,
)
from tui.core.safe import safe_lines
from tui.core.search import Query

BODY = "山上的雪化了，溪水漲了半尺，村口的木橋又被沖走了一塊板，人們只好繞到下游去。"
DAMAGED = (
    "縣里的車(chē)站舊(jiù)樓最近開(kāi)始拆。住在對(duì)面的羅(luó)師傅說(shuō),"
    "他看著車(chē)站蓋起來,也看著它拆掉,前后不過(guò)三十年。"
)


def test_bytes_are_decoded_and_named() -> None:
    source = f"木橋\r\n{BODY}\r\n{BODY}完。"
    article = article_from_bytes(source.encode("gb18030"), "a/b.txt")
    assert article.source == source
    assert article.encoding == "gb18030"
    assert article.id == hashlib.sha256(source.encode()).hexdigest()
    assert article.name == "a/b.txt"
    assert article_from_bytes("清".encode("big5"), "x", encoding="big5").source == "清"
    with pytest.raises(Problem, match="binary"):
        article_from_bytes(b"\0\1\2\3" * 9, "x")


def test_what_only_the_whole_document_tells() -> None:
    facts = article_from_text(DAMAGED, "x").facts
    assert "車(chē)" in facts.residue
    assert facts.half_width
    assert facts.written is Written.HANT
    assert not facts.markdown
    facts = article_from_text(BODY, "x", markdown=True).facts
    assert not facts.residue
    assert not facts.half_width
    assert facts.markdown


@pytest.mark.parametrize(
    ("source", "name", "title"),
    [
        (f"木橋又斷了\n{BODY}\n{BODY}完。", "x", "木橋又斷了"),
        (f"木橋\x1b[31m\u202e斷了\n{BODY}\n{BODY}完。", "x", "木橋斷了"),
        (BODY, "x", "山上的雪化了，溪水漲了半尺"),
        ("（南河社3月5日電）" + BODY, "x", "山上的雪化了，溪水漲了半尺"),
        ("南河3月5日電（記者王某）" + BODY, "x", "山上的雪化了，溪水漲了半尺"),
        ("雪化" * 40 + "。", "x", "雪化" * 15 + "…"),
        ("雪化了", "x", "雪化了"),
        ("", "a/b.txt", "b.txt"),
        ("***", "b.txt", "b.txt"),
        (f"***\n{BODY}", "b.txt", "山上的雪化了，溪水漲了半尺"),
    ],
)
def test_a_title_is_found_or_derived(source: str, name: str, title: str) -> None:
    assert article_from_text(source, name).title == title


def test_markdown_may_say_its_title() -> None:
    said = f"---\ntitle: 題\n---\n\n{BODY}\n\n{BODY}完。"
    assert article_from_text(said, "x", markdown=True).title == "題"
    unsaid = f"---\ndate: 1\n---\n\n{BODY}\n\n{BODY}完。"
    assert article_from_text(unsaid, "x", markdown=True).title == "山上的雪化了，溪水漲了半尺"
    heading = f"# 木橋\n\n{BODY}"
    article = article_from_text(heading, "x", markdown=True)
    assert article.title == "木橋"
    assert article.verdict(0).role is Role.TITLE


def test_what_is_shown_leads_home() -> None:
    article = article_from_text(DAMAGED, "x")
    shown = display(article, 0, Script.HANS)
    at = shown.text.index("车站旧楼")
    home = shown.offsets.back_span(Span(at, at + 2))
    assert DAMAGED[home.start : home.end] == "車(chē)站"
    assert display(article, 0, Script.ORIGINAL).text == paragraph(article, 0).text


def test_search_finds_in_the_repaired_text_and_counts_in_the_source() -> None:
    source = f"{BODY}\n{DAMAGED}"
    hits = search(article_from_text(source, "x"), Query("车站"))
    assert [source[hit.start : hit.end] for hit in hits] == ["車(chē)站", "車(chē)站"]
    assert search(article_from_text(source, "x"), Query("飛機")) == ()


WORDED = f"木橋又斷了\n{BODY}\n溪水漲了,人走了,橋沒了。\n責任編輯：王某"


@pytest.mark.parametrize("everywhere", [False, True])
def test_the_users_word_is_put_above_what_was_found(everywhere: bool) -> None:
    plain = article_from_text(WORDED, "x")
    rule = replace(rule_about(plain, 1, Action.FOLD, everywhere=everywhere), id="r")
    assert (rule.article, rule.start) == ((None, None) if everywhere else (plain.id, 6))
    for article in (article_from_text(WORDED, "x", rules=[rule]), with_rules(plain, [rule])):
        assert article.verdict(1).folded
        assert [(fold.first, fold.last) for fold in article.folds] == [(1, 1)]
        assert matches(article) == {"r": 1}
        again = with_rules(article, [])
        assert (again.verdicts, again.folds, again.rules) == (plain.verdicts, plain.folds, ())


def test_a_rule_for_another_article_is_left_out() -> None:
    rule = rule_about(article_from_text(BODY, "y"), 0, Action.FOLD)
    article = article_from_text(WORDED, "x", rules=[replace(rule, id="r")])
    assert article.rules == ()
    assert not article.folds


def test_a_title_that_the_user_gives_is_the_articles() -> None:
    plain = article_from_text(WORDED, "x")
    rule = replace(rule_about(plain, 2, Action.ROLE, role=Role.TITLE), id="r")
    assert with_rules(plain, [rule]).title == "溪水漲了，人走了，橋沒了。"


def test_credit_lines_are_folded_when_asked_for() -> None:
    assert not article_from_text(WORDED, "x").verdict(3).folded
    folded = article_from_text(WORDED, "x", fold_credits=True)
    assert (folded.verdict(3).role, folded.verdict(3).folded) == (Role.CREDIT, True)
    assert not folded.verdict(1).folded


@pytest.mark.parametrize(
    ("everywhere", "text"), [(False, "溪水漲了,人走了，"), (True, "溪水漲了,人走了,")]
)
def test_an_edit_undone_stays_undone_here_or_everywhere(everywhere: bool, text: str) -> None:
    plain = article_from_text(WORDED, "x")
    edit = paragraph(plain, 2).edits[0]
    rule = replace(rule_undoing(plain, 2, edit, everywhere=everywhere), id="r")
    article = with_rules(plain, [rule])
    assert paragraph(article, 2).text.startswith(text)
    assert as_found(article, 2).text == paragraph(plain, 2).text
    assert matches(article) == {"r": 2 if everywhere else 1}


@STEADY
@given(ODD_TEXT, st.booleans(), st.sampled_from(Script))
def test_any_text_is_read_and_shown_safely(source: str, markdown: bool, script: Script) -> None:
    article = article_from_text(source, "x", markdown=markdown)
    for index in range(len(article)):
        found = paragraph(article, index)
        assert apply(found.raw, found.source.start, found.edits) == found.text
        shown = display(article, index, script)
        assert safe_lines(shown.text) == shown.text
        assert apply(found.raw, found.source.start, shown.edits) == shown.text
        assert shown.offsets.length == len(shown.text)
    assert safe_lines(article.title) == article.title
    assert all(0 <= fold.first <= fold.last < len(article) for fold in article.folds)


DAYS = "".join(f"第{n}天，他沿著河岸走到渡口，看見對岸的燈亮起來。\n" for n in range(100))
SHOT = "▲渡口的燈火照著夜裡的河。（記者某某攝）\n"
BOOK = SHOT + DAYS[:1000] + SHOT + DAYS[1000:] + SHOT


class TestBeginning:
    def test_what_its_end_seemed_to_tell_is_left_out(self) -> None:
        part = article_from_text(BOOK[:1500], "x")
        head = beginning(part, 0.3)
        assert (head.id, head.part, head.source) == ("", 0.3, part.source)
        assert {n for n in part.verdicts if n < len(part) - 40} == set(head.verdicts)

    def test_the_outline_has_every_paragraph_and_the_verdicts_of_the_beginning(self) -> None:
        whole = article_from_text(BOOK, "x")
        head = beginning(article_from_text(BOOK[: len(BOOK) - 200], "x"), 0.9)
        found = outline(head, BOOK, whole.id, (whole.starts, whole.ends))
        assert (found.id, found.part, found.source) == (whole.id, 1.0, BOOK)
        assert list(found.starts) == list(whole.starts)
        assert found.verdicts == {n: v for n, v in whole.verdicts.items() if n < len(whole) - 1}
        assert [fold.first for fold in found.folds] == [fold.first for fold in whole.folds][:-1]

    def test_verdicts_are_left_where_the_paragraphs_are_other_ones(self) -> None:
        head = beginning(article_from_text(BOOK, "x"), 0.9)
        other = article_from_text("新的開頭。\n" + BOOK, "x")
        assert not outline(head, other.source, "id", (other.starts, other.ends)).verdicts

    def test_what_was_shown_of_the_beginning_is_converted_on_as_it_was(self) -> None:
        lines = ["他在渡口等了一会儿。\n" * 20, "渡口的燈後來亮了，他聽見車聲。\n" * 200]
        whole = article_from_text("".join(lines), "x")
        head = beginning(article_from_text(lines[0] + "渡口的燈後來", "x"), 0.1)
        assert (head.facts.written, whole.facts.written) == (Written.HANS, Written.HANT)
        found = outline(head, whole.source, "id", (whole.starts, whole.ends))
        assert found.facts.written is Written.HANT
        for script in Script:
            for index in range(20):
                assert display(found, index, script).text == display(head, index, script).text
        assert display(found, 0, Script.HANS).text == "他在渡口等了一会儿。"
        assert display(found, 20, Script.HANT).text == "渡口的燈後來亮了，他聽見車聲。"
        assert display(found, 21, Script.HANS).text == "渡口的灯后来亮了，他听见车声。"
        assert taken_for(found, 20) is Written.HANS  # its first words were there already
        assert taken_for(found, 21) is Written.HANT

    def test_a_beginning_in_the_script_of_the_whole_is_nothing_to_keep(self) -> None:
        whole = article_from_text(BOOK, "x")
        head = beginning(article_from_text(BOOK[: len(BOOK) - 200], "x"), 0.9)
        assert outline(head, BOOK, "id", (whole.starts, whole.ends)).begun == (0, Written.NONE)

    def test_the_identity_does_not_depend_on_the_pieces(self, monkeypatch) -> None:
        whole = fingerprint(BOOK)
        monkeypatch.setattr("tui.core.pipeline._HASHED", 7)
        assert fingerprint(BOOK) == whole

    def test_who_goes_through_the_paragraphs_may_tell_how_far(self) -> None:
        seen: list[int] = []

        def each(indices: range) -> list[int]:
            seen.extend(indices)
            return list(indices)

        whole = article_from_text(BOOK, "x", each=each)
        assert seen == list(range(len(whole)))


def test_an_article_is_named_and_not_written_out() -> None:
    assert (
        repr(article_from_text("橋修好了。\n人走了。", "橋.txt"))
        == "Article('橋.txt', 2 paragraphs)"
    )
