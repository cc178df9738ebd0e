from tui.core.model import Edit, Script, Span
from tui.core.offsets import apply
from tui.core.pipeline import article_from_text
from tui.core.report import describe, markdown, plain

BODY = "山上的雪化了，溪水漲了半尺，村口的木橋又被沖走了一塊板，人們只好繞到下游去。"
CAPTION = "村口的木橋（記者王某攝）"
SOURCE = "\n".join(
    [
        "木橋[又]斷了",
        "2024-03-05 來源：南河日報",
        "",
        BODY,
        CAPTION,
        "",
        "1. 先繞路,再修橋*明天*再說。",
        CAPTION,
    ]
)
ARTICLE = article_from_text(SOURCE, "a.txt")


def test_plain_text_leaves_out_what_is_folded_and_keeps_blank_lines() -> None:
    text = plain(ARTICLE)
    assert text.splitlines() == [
        "木橋[又]斷了",
        "2024-03-05 來源：南河日報",
        "",
        BODY,
        CAPTION,
        "",
        "1. 先繞路，再修橋*明天*再說。",
    ]
    assert plain(ARTICLE, everything=True) == f"{text}\n{CAPTION}"


def test_a_part_can_be_asked_for_in_another_script() -> None:
    assert plain(ARTICLE, Script.HANS, first=3, last=3) == "村口的木桥（记者王某摄）"
    assert plain(ARTICLE, first=5, everything=True) == CAPTION
    assert plain(ARTICLE, first=9) == ""


def test_markdown_sets_off_what_is_no_body_and_escapes_the_rest() -> None:
    assert markdown(ARTICLE).split("\n\n") == [
        "# 木橋\\[又\\]斷了",
        "*2024-03-05 來源：南河日報*",
        BODY,
        f"*{CAPTION}*",
        "1\\. 先繞路，再修橋\\*明天\\*再說。",
    ]
    assert markdown(ARTICLE, everything=True).endswith(f"*{CAPTION}*")


def test_the_json_counts_from_one_in_the_source() -> None:
    found = describe(ARTICLE, lambda evidence: evidence.id, script=Script.HANS)
    assert found["path"] == "a.txt"
    assert found["id"] == ARTICLE.id
    assert found["encoding"] == "utf-8"
    assert found["script"] == "zh-Hant"
    assert found["title"] == "木橋[又]斷了"
    paragraphs = found["paragraphs"]
    assert [p["index"] for p in paragraphs] == [1, 2, 3, 4, 5, 6]
    assert [p["role"] for p in paragraphs] == [
        "title",
        "byline",
        "body",
        "caption",
        "body",
        "caption",
    ]
    assert [p["folded"] for p in paragraphs] == [False] * 5 + [True]
    assert [p["duplicate_of"] for p in paragraphs] == [None] * 5 + [4]
    assert paragraphs[5]["evidence"] == ["equal", "credit"]
    for item in paragraphs:
        start, end = item["source"]
        assert SOURCE[start:end] == item["raw"]
        edits = [Edit(Span(*e["span"]), e["replacement"], e["rule"]) for e in item["edits"]]
        assert apply(item["raw"], start, edits) == item["text"]


def test_the_json_may_leave_out_what_is_folded() -> None:
    found = describe(ARTICLE, lambda evidence: evidence.id, everything=False)
    assert len(found["paragraphs"]) == 5
