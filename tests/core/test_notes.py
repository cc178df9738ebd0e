"""What a note is: its tags, and its place in an article that changed."""

import pytest
from msgspec.structs import replace

from tests.articles import article_of
from tui.core.anchor import anchor
from tui.core.model import Article, Span
from tui.core.notes import (
    WHOLE,
    Colour,
    Kind,
    Note,
    is_tagged,
    place_of,
    placed,
    says,
    tags_in,
)
from tui.core.search import Query, finder

TEXTS = [
    "清晨，霧還沒有散，擺渡人把船推到了水邊。",
    "他說這條河他渡了四十一年。",
    "傍晚，最後一班船靠岸，他提着燈回家去了。",
]


def note(article: Article, index: int = 0, **more) -> Note:
    place = anchor(article.source, article.span(index))
    whole = Note(
        *("1", article.id, article.name, article.title, Kind.PARAGRAPH, place),
        *(Colour.YELLOW, "記", "2026", "2026"),
    )
    return replace(whole, **more)


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("#讀書 好", ("讀書",)),
        ("好文#讀書，#散文。", ("讀書", "散文")),
        ("＃全形 #a-b #a_b #書/散文/", ("全形", "a-b", "a_b", "書/散文")),
        ("#微博# 式", ("微博",)),
        ("#2026年 #一 #一", ("2026年", "一")),
        ("（#括號）「#引號」", ("括號", "引號")),
    ],
)
def test_tags_are_words_after_a_number_sign(body: str, tags: tuple[str, ...]):
    assert tags_in(body) == tags


@pytest.mark.parametrize(
    "body", ["", "C# 語言", "# 標題", "## 標題", "#12", "http://x.org/#top", "&#12345;", "#", "#-/"]
)
def test_other_number_signs_are_no_tags(body: str):
    assert tags_in(body) == ()


def test_a_note_tells_its_tags():
    assert note(article_of(TEXTS), body="#一").tags == ("一",)


@pytest.mark.parametrize("tag", ["讀書", "#读书", "＃讀書/散文", "读书/散文"])
def test_a_tag_is_found_in_either_script_and_with_those_below_it(tag: str):
    assert is_tagged(note(article_of(TEXTS), body="#讀書/散文"), tag)


@pytest.mark.parametrize("tag", ["讀", "散文", "讀書/", "讀書/散文/春"])
def test_another_tag_is_another(tag: str):
    assert not is_tagged(note(article_of(TEXTS), body="#讀書/散文"), tag)


@pytest.mark.parametrize("query", ["记下來", "摆渡人把船", "題目", "test.txt"])
def test_a_note_is_found_by_its_text_quote_title_and_path(query: str):
    assert says(note(article_of(TEXTS), body="一行\n記下來"), finder(Query(query)))


@pytest.mark.parametrize("query", ["沒有的", "行記", ""])
def test_what_a_note_does_not_say(query: str):
    assert not says(note(article_of(TEXTS), body="一行\n記下來"), finder(Query(query)))


def test_in_the_very_text_a_note_is_where_it_was():
    article = article_of(TEXTS)
    assert place_of(note(article, 1), article) == article.span(1)


def test_in_a_changed_text_a_note_finds_its_place():
    article, changed = article_of(TEXTS), article_of(["新的開頭。", *TEXTS])
    assert place_of(note(article, 1), changed) == changed.span(2)
    simple = article_of(["清晨,雾还没有散,摆渡人把船推到了水边。", "傍晚。"])
    assert place_of(note(article), simple) == Span(0, simple.ends[0])


def test_a_note_on_an_article_is_at_its_beginning():
    article = article_of(TEXTS)
    whole = note(article, kind=Kind.ARTICLE, anchor=WHOLE)
    assert place_of(whole, article_of(["別的"])) == Span(0, 0)


def test_notes_are_placed_in_order_and_none_is_left_out():
    article = article_of(TEXTS)
    notes = [note(article, n, id=str(n)) for n in (2, 1, 0)]
    changed = article_of([TEXTS[2], TEXTS[0]])
    found, orphans = placed(notes, changed)
    assert [one.id for _, one in found] == ["2", "0"]
    assert [one.id for one in orphans] == ["1"]
