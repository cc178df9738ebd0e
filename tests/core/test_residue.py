import pytest

from tui.core.model import Span
from tui.core.pipeline import article_from_text, paragraph
from tui.core.residue import find_guesses, find_pairs, find_residue, find_wrecks

DAMAGED = (
    "縣里的車(chē)站舊(jiù)樓最近開(kāi)始拆。住在對(duì)面的羅(luó)師傅說(shuō)，"
    "他看著車(chē)站蓋起來，也看著它拆掉，前后不過(guò)三十年。"
)
MEANT = {
    "a rare name": "他姓仇(qiú)，街坊都叫他老仇。仇(qiú)家的車停在門外，車上沒有人。",
    "a glossary": "車(chē)、開(kāi)、說(shuō)、過(guò)、對(duì)。",
    "readings behind common characters": (
        "大(dà)山(shān)上有車(chē)站，我(wǒ)們(men)開(kāi)車(chē)去，老人(rén)說(shuō)路遠。"
    ),
    "said once and not again": (
        "車(chē)站在東邊，開(kāi)車要走很久，羅(luó)師傅說(shuō)車壞了，開不動。羅家的車也借走了，"
        "說是開去城裏，說好晚上開回來，車上還有羅家的人。"
    ),
    "only twice": "車(chē)站邊上，羅(luó)師傅在等。",
    "no brackets": "車站邊上，羅師傅在等。",
}


def test_a_damaged_document_is_known() -> None:
    assert {"車(chē)", "羅(luó)", "說(shuō)"} < find_pairs(DAMAGED)


@pytest.mark.parametrize("name", MEANT)
def test_readings_that_an_author_meant_are_known(name: str) -> None:
    assert not find_pairs(MEANT[name])


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("車(chē)站", [Span(1, 6)]),
        ("車(chē)(chē)站", [Span(1, 11)]),
        ("車(chē)(luó)站", [Span(1, 6)]),
        ("車(luó)站", []),
        ("山(shān)路", []),
        ("車（chē）站", []),
        ("(chē)站", []),
        ("車(CHE)站", []),
    ],
)
def test_what_residue_is(text: str, spans: list[Span]) -> None:
    assert find_residue(text, {"車(chē)", "長(cháng)"}) == spans


def test_a_second_reading_is_meant() -> None:
    assert find_residue("長(cháng)長(zhǎng)", {"長(cháng)"}) == [Span(1, 8)]


def test_the_broken_daily_is_restored_where_only_one_character_fits() -> None:
    source = (
        "河西日?qǐng)?bào)的舊(jiù)報(bào)紙(zhǐ)堆在車(chē)站，過(guò)路的人隨手翻翻。"
        "羅(luó)師傅說(shuō)，日?qǐng)?bào)他訂了三十年。"
    )
    article = article_from_text(source, "x")
    found = paragraph(article, 0)
    assert article.facts.guesses == {"日?qǐng)?bào)": "報"}
    assert found.text.startswith("河西日報的舊報紙堆在車站")
    guessed = [edit for edit in found.edits if edit.rule == "pinyin-guess"]
    assert [edit.replacement for edit in guessed] == ["報", "報"]
    assert source[guessed[0].span.start : guessed[0].span.end] == "?qǐng)?bào)"


def test_a_wreck_that_nothing_explains_stays() -> None:
    source = DAMAGED + "牆(qiáng)上寫著日?mā)?bào)三個(gè)字。"
    article = article_from_text(source, "x")
    assert article.facts.residue
    assert article.facts.guesses == {}
    assert "日?mā)?bào)三個字" in paragraph(article, 0).text


@pytest.mark.parametrize(
    ("pairs", "guesses"),
    [
        ({"車(chē)"}, {"日?jí)?yì)": "憶"}),
        ({"憶(yì)"}, {"日?jí)?yì)": "憶"}),
        ({"憶(yì)", "懌(yì)"}, {}),
        (set(), {}),
    ],
)
def test_of_several_candidates_the_one_that_the_document_has_is_taken(
    pairs: set[str], guesses: dict[str, str]
) -> None:
    # 憶 and 懌 explain it; of the two only 憶 is in common use.
    assert find_guesses("日?jí)?yì)，又日?jí)?yì)", pairs) == guesses


def test_half_a_wreck_is_restored_from_the_same_words_elsewhere() -> None:
    assert find_guesses("晚?bào)和晚報(bào)", {"報(bào)"}) == {"晚?bào)": "報"}
    assert find_guesses("晚?bào)和日報(bào)", {"報(bào)"}) == {}
    assert find_guesses("晚?bào)和晚報(bào)、晚豹(bào)", {"報(bào)"}) == {}


def test_a_wreck_whose_second_byte_is_a_letter_is_restored() -> None:
    pairs = {"車(chē)"}
    assert find_guesses("演?lún)T(yuán)病了", pairs) == {"演?lún)T(yuán)": "員"}
    assert find_guesses("演?lún)U(yuán)病了", pairs) == {}


def test_wrecks_are_found_in_order() -> None:
    text = "日?qǐng)?bào)和？qǐng)?bào)和晚\ufffdqǐng)□(bào)"
    assert find_wrecks(text) == [
        (Span(1, 12), "日?qǐng)?bào)"),
        (Span(13, 24), "和？qǐng)?bào)"),
        (Span(26, 38), "晚\ufffdqǐng)□(bào)"),
    ]


@pytest.mark.parametrize(
    ("wreck", "whole"),
    [
        ("拆完了?，F(xiàn)在輪到北樓", "拆完了。現在輪到北樓"),
        ("拆完了?，F(luó)在輪到北樓", None),  # no such reading
        ("拆完了?天F(xiàn)在輪到北樓", None),  # no mark ends so
        ("拆完了?㐂F(xiàn)在輪到北樓", None),  # not in GBK
    ],
)
def test_a_lost_byte_before_a_mark(wreck: str, whole: str | None) -> None:
    article = article_from_text(f"{DAMAGED}{wreck}。", "a.txt")
    assert (whole in paragraph(article, 0).text) if whole else not article.facts.guesses


@pytest.mark.parametrize(
    ("wreck", "whole"),
    [
        ("當(dāng)?shù)貢r(shí)間", "當地時間"),
        ("當(dāng)?shù)鼐用裾f(shuō)話", "當地居民說話"),
        ("當(dāng)�shù)貢r(shí)間", "當地時間"),
        ("當(dāng)?shù)貢r(luó)間", None),  # what comes out is not read so
        ("羅(luó)?shù)貢r(shí)間", None),  # 羅 ends in another byte
        ("當(dāng)?luó)貢r(shí)間", None),  # no 羅 begins with 當's second byte
        ("當(dāng)?shù)㐂r(shí)間", None),  # not in GBK
        ("當(地方)?shù)貢r(shí)間", None),  # no reading before it
        ("地方)?shù)貢r(shí)間", None),
    ],
)
def test_what_is_read_one_byte_off_is_put_right_where_a_reading_proves_it(
    wreck: str, whole: str | None
) -> None:
    article = article_from_text(f"{DAMAGED}當(dāng)年{wreck}。", "a.txt")
    found = paragraph(article, 0)
    guessed = [edit for edit in found.edits if edit.rule == "pinyin-guess"]
    assert (whole in found.text) if whole else not article.facts.guesses
    assert bool(guessed) == (whole is not None)


def test_where_the_whole_document_is_damaged_a_reading_at_the_end_of_a_line_is_residue() -> None:
    words = "機(jī)場車(chē)站開(kāi)門說(shuō)話們(men)個(gè)這(zhè)會(huì)議對(duì)於時(shí)間"
    more = "來(lái)往過(guò)去還(hái)有國(guó)家學(xué)校長(zhǎng)大發(fā)現(xiàn)電(diàn)話"
    most = "動(dòng)身進(jìn)門點(diǎn)燈(dēng)火傳(chuán)說讓(ràng)路"
    damaged = f"{words}{more}{most}。"
    assert "間(jiān)" in find_pairs(f"{damaged}\n分享到QQ空間(jiān)\n{damaged}")
    assert "間(jiān)" not in find_pairs(f"{words}。\n分享到QQ空間(jiān)\n{words}。時間在走。")


def test_what_gb2312_has_goes_with_what_is_proved() -> None:
    text = f"{DAMAGED}開車(chē)以後(hòu)，樓就拆了，後(hòu)來說(shuō)起。"
    assert "後(hòu)" in find_pairs(text)
    assert "後(hòu)" not in find_pairs(f"{text}後面還有，後天再說，後來呢。")
    assert not find_pairs("以後(hòu)、乾(gān)淨、長征(zhēng)、於(yú)是，後(hòu)天。")
