"""Two scripts, one beside the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.core.strategies import STEADY
from tui.core.beside import at_column, right_part, second
from tui.core.cells import text_cells
from tui.core.items import Items
from tui.core.model import Manner, Script
from tui.core.page import Lines, Page, Place
from tui.core.pipeline import article_from_text, display
from tui.core.reading import begin, show_script, toggle_beside, toggle_script

TEXT = "他用打印机打印了博客，又把软件装进笔记本电脑，视频里的信息丢了。" * 3
DAMAGED = "鐘(zhōng)聲過(guò)後，機(jī)場(chǎng)的鐘(zhōng)聲過(guò)去了，機(jī)場(chǎng)還在。" * 3


def page_of(text: str, width: int, left: Script, right: Script) -> Page:
    article = replace(article_from_text(text, "a.txt"), manner=Manner(idioms=True))
    other = lambda index: display(article, index, right)  # noqa: E731 - two of a kind
    opened = {fold.first for fold in article.folds}
    return Page(Items(article, opened), Lines(lambda n: display(article, n, left), width, other))


@pytest.mark.parametrize("width", [8, 20, 37])
@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        (TEXT, Script.ORIGINAL, Script.TW),
        (TEXT, Script.TW, Script.ORIGINAL),
        (DAMAGED, Script.ORIGINAL, Script.HANS),
        (DAMAGED, Script.HANS, Script.ORIGINAL),
    ],
)
def test_the_rows_of_both_columns_hold_the_whole_text_and_fit(
    text: str, left: Script, right: Script, width: int
) -> None:
    page = page_of(text, width, left, right)
    shown = []
    for row in page.between(Place(0), page.end()):
        assert row.span is not None
        other, span = right_part(page, row, row.span)
        shown.append(other.text[span.start : span.end])
        assert text_cells(shown[-1].rstrip()) <= width
    assert "".join(shown) == page.lines.other(0).text  # type: ignore[misc] # it is there


def test_the_same_characters_stand_side_by_side() -> None:
    page = page_of(DAMAGED, 8, Script.ORIGINAL, Script.HANS)
    row = page.row(Place(0, 0, 1))
    other, span = right_part(page, row, row.span)  # type: ignore[arg-type] # a row of text
    left = page.lines.display(0).text[row.span.start : row.span.end]  # type: ignore[union-attr] # likewise
    assert (left, other.text[span.start : span.end]) == ("後，機場", "后，机场")


def test_a_column_leads_to_its_character() -> None:
    page = page_of(DAMAGED, 8, Script.ORIGINAL, Script.HANS)
    row = page.row(Place(0, 0, 1))
    source = page.items.article.source
    assert [source[at_column(page, row, cells)] for cells in (0, 1, 2, 3, 99)] == list("後後，，場")


def test_the_second_script_is_the_other_one() -> None:
    reading = begin(article_from_text("機場", "a.txt"))
    assert second(reading) is Script.HANS
    assert second(toggle_script(reading)) is Script.ORIGINAL
    assert second(show_script(reading, Script.TW)) is Script.ORIGINAL
    assert toggle_beside(reading).beside
    assert not toggle_beside(toggle_beside(reading)).beside


@STEADY
@given(st.text("打印机博客软件视频a，。 ", min_size=1, max_size=40), st.integers(6, 30))
def test_any_text_is_whole(text: str, width: int) -> None:
    article = article_from_text(text, "a.txt")
    if len(article) == 0:
        return
    page = page_of(text, width, Script.ORIGINAL, Script.TW)
    rows = page.between(Place(0), page.last_of(0))
    parts = [right_part(page, row, row.span) for row in rows if row.span is not None]
    assert "".join(t.text[s.start : s.end] for t, s in parts) == parts[0][0].text
