from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.core.strategies import DAMAGED_TEXT, STEADY
from tests.pairs import TABLES, missed, pairs
from tui.core import pipeline, search
from tui.core.alike import letters
from tui.core.model import Manner, Problem, Script
from tui.core.pipeline import article_from_text, repaired, search_from, word_at
from tui.core.search import Query

DAMAGED = "鐘(zhōng)聲過(guò)後，機(jī)場(chǎng)的鐘(zhōng)聲過(guò)去了，機(jī)場(chǎng)還在那裡。"


def hits(text: str, query: str, *, exact: bool = False, pattern: bool = False) -> list[str]:
    """What is found in an article with the text, as it stands in the source."""
    article = article_from_text(text, "a.txt")
    found = pipeline.search(article, Query(query, exact, pattern))
    return [article.source[hit.start : hit.end] for hit in found]


class TestPlain:
    @pytest.mark.parametrize("query", ["机场", "機場", "機场", "機 場", "机(jī)场", "机\u3000场"])
    @pytest.mark.parametrize(
        "text", ["機場", "机场", "機 場", "機（jī）場", "機\u200d場", "機\ufe00場"]
    )
    def test_scripts_blanks_and_readings_do_not_matter(self, query: str, text: str) -> None:
        assert hits(f"到{text}去", query) == [text]

    def test_residue_is_skipped_and_belongs_to_what_is_found(self) -> None:
        assert hits(DAMAGED, "机场") == ["機(jī)場", "機(jī)場"]

    @pytest.mark.parametrize(
        ("query", "text"),
        [
            ("台灣", "臺灣"),
            ("臺灣", "台湾"),
            ("裡", "裏"),
            ("了解", "瞭解"),
            ("瞭解", "了解"),
            ("abc", "ＡＢＣ"),
            ("Ａｂ１，", "aB1,"),
            ("fi", "ﬁ"),
            ("ﬁnd", "FIND"),
            ("strasse", "Straße"),
            ("é", "e\u0301"),
            ("「好」", "“好”"),
            ("用Python寫", "用 Python 寫"),
            ("用 Python 寫", "用Python寫"),
            ("new york", "New\u3000 York"),
            ("豈", "\uf900"),
        ],
    )
    def test_ways_of_writing_do_not_matter(self, query: str, text: str) -> None:
        assert hits(f"甲，{text}，乙", query) == [text]

    @pytest.mark.parametrize(
        ("query", "text"),
        [
            ("呆", "等待"),
            ("后坐", "後座"),
            ("newyork", "new york"),
            ("new york", "newyork"),
            ("a.b", "axb"),
            ("機場", "機，場"),
            ("機場", "機(JFK)場"),
            ("一", "1"),
            ("", "機場"),
            (" \u3000", "機 場"),
        ],
    )
    def test_other_words_are_not_found(self, query: str, text: str) -> None:
        assert hits(text, query) == []

    def test_it_finds_across_a_line_end_within_a_paragraph_only(self) -> None:
        article = article_from_text("```\n機\n場\n```\n\n機\n\n場", "a.md", markdown=True)
        found = pipeline.search(article, Query("機場"))
        assert [article.source[hit.start : hit.end] for hit in found] == ["機\n場"]


class TestRegions:
    @pytest.mark.parametrize(
        ("script", "query", "found"),
        [
            (Script.TW, "印表機", ["打印机"]),
            (Script.TW, "打印机", ["打印机"]),
            (Script.TW, "部落格", ["博客"]),
            (Script.ORIGINAL, "部落格", []),
            (Script.CORRECTED, "部落格", []),
        ],
    )
    def test_the_words_shown_are_found(self, script: Script, query: str, found: list[str]) -> None:
        article = article_from_text("他用打印机写博客。", "a.txt")
        article = replace(article, manner=Manner(idioms=True))
        hits = [hit for some in search_from(article, Query(query), 0, script) for hit in some]
        assert [article.source[hit.start : hit.end] for hit in hits] == found

    def test_the_user_s_own_words_are_found_where_they_are_shown(self) -> None:
        article = article_from_text("他去机场。\n他去渡口。", "x")
        manner = Manner(words={Script.HANT: {"机场": "飛行場", "车": ""}})
        article = replace(article, manner=manner)
        for script, count in ((Script.TW, 1), (Script.HANS, 0), (Script.ORIGINAL, 0)):
            found = [
                hit for hits in search_from(article, Query("飛行場"), 0, script) for hit in hits
            ]
            assert [article.source[hit.start : hit.end] for hit in found] == ["机场"] * count

    def test_toward_simplified_both_regions_count(self) -> None:
        article = article_from_text("他用印表機寫部落格。", "a.txt")
        article = replace(article, manner=Manner(idioms=True))
        hits = [
            hit for some in search_from(article, Query("打印机"), 0, Script.HANS) for hit in some
        ]
        assert [article.source[hit.start : hit.end] for hit in hits] == ["印表機"]

    def test_without_the_regions_words_they_are_other_words(self) -> None:
        article = article_from_text("他用打印机写博客。", "a.txt")
        assert not any(search_from(article, Query("印表機"), 0, Script.TW))


class TestExact:
    def test_script_and_case_count(self) -> None:
        assert hits("機場 机场 Ab ab", "机场", exact=True) == ["机场"]
        assert hits("機場 机场 Ab ab", "Ab", exact=True) == ["Ab"]
        assert hits("後座", "后座", exact=True) == []

    def test_repaired_text_is_what_is_searched(self) -> None:
        assert hits(DAMAGED, "機場", exact=True) == ["機(jī)場", "機(jī)場"]
        assert hits(DAMAGED, "(jī)", exact=True) == []


class TestExpression:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("机.", ["機場", "机场"]),
            ("[機Q]", ["機", "机"]),
            (r"\p{Han}{2} ab", ["机场 Ab"]),
            (r"a\S", ["Ab", "ab"]),
            ("（", []),
            ("x*", []),
            ("^機", ["機"]),
        ],
    )
    def test_the_text_is_folded_and_so_are_its_characters(
        self, query: str, found: list[str]
    ) -> None:
        assert hits("機場 机场 Ab ab", query, pattern=True) == found

    def test_with_exact_nothing_is_folded(self) -> None:
        assert hits("機場 机场 Ab ab", "机.|A.", exact=True, pattern=True) == ["机场", "Ab"]

    @pytest.mark.parametrize("query", ["(", "[", "*", "a{2}{100}{100}", "a{20000,}", "(" * 9999])
    def test_a_wrong_one_is_told(self, query: str) -> None:
        with pytest.raises(Problem, match="expression-wrong"):
            hits("機場", query, pattern=True)

    def test_one_that_takes_too_long_is_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(search, "SECONDS", 0.05)
        with pytest.raises(Problem, match="expression-slow"):
            hits(",".join("abcdef" * 50), "(.*,){20}z", pattern=True)

    def test_no_hit_crosses_a_paragraph(self) -> None:
        assert hits("甲乙\n\n丙丁", r"乙\s*丙|丁", pattern=True) == ["丁"]


class TestBlocks:
    def test_a_search_may_begin_anywhere_and_goes_round(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pipeline, "BLOCK", 4)
        article = article_from_text("甲一二三\n\n甲四五六\n\n甲七八九", "a.txt")
        for _ in range(2):  # the blocks are ready the second time
            found = list(search_from(article, Query("甲"), article.starts[1]))
            assert [[hit.start for hit in some] for some in found] == [
                [article.starts[n]] for n in (1, 2, 0)
            ]
        assert [hit.start for hit in pipeline.search(article, Query("甲"))] == list(article.starts)

    def test_nothing_is_found_in_nothing(self) -> None:
        assert hits("", "甲") == []


class TestWord:
    @pytest.mark.parametrize(
        ("at", "word"),
        [("圖", "圖書館"), ("館", "圖書館"), ("，", "用"), ("P", "Python"), ("o", "Python")],
    )
    def test_the_word_here_or_the_next_one(self, at: str, word: str) -> None:
        article = article_from_text("在圖書館，用Python。", "a.txt")
        found = word_at(article, article.source.index(at))
        assert found is not None
        assert found[0] == word == article.source[found[1].start : found[1].end]

    @pytest.mark.parametrize("text", ["", "……。"])
    def test_there_may_be_none(self, text: str) -> None:
        assert word_at(article_from_text(text, "a.txt"), 0) is None


@pytest.mark.parametrize("name", TABLES)
def test_words_that_differ_only_in_writing_find_each_other(name: str) -> None:
    """One in five of the long table, all of the others; `bench_search` counts all."""
    some = list(pairs(name))[:: 5 if name == "STPhrases" else 1]
    both = [pair for one, other in some for pair in ((one, other), (other, one))]
    assert len(list(missed(both))) <= 0.001 * len(both)


@STEADY
@given(DAMAGED_TEXT, st.data())
def test_what_stands_there_is_found_there(text: str, data: st.DataObject) -> None:
    article = article_from_text(text, "a.txt")
    for index in range(len(article)):
        whole = repaired(article, index)
        start = data.draw(st.integers(0, max(len(whole.text) - 1, 0)))
        query = whole.text[start : start + data.draw(st.integers(1, 3))]
        for exact in (False, True):
            found = pipeline.search(article, Query(query, exact))
            assert all(a.end <= b.start for a, b in pairwise(found))
            if query.strip() and (exact or letters(query)[0].strip()):
                assert any(hit.start in whole.source for hit in found)
