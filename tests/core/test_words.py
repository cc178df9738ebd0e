"""Words from jieba's dictionary, read without the module jieba."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.packaged import packaged
from tui.core.words import UNKNOWN, known, path, tokens


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in tokens(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("不包括发动机", ["不", "包括", "发动机"]),
        ("展示了如何", ["展示", "了", "如何"]),
        ("abc", ["a", "b", "c"]),
        ("", []),
    ],
)
def test_tokens(text: str, words: list[str]):
    assert split(text) == words


@given(st.text(st.sampled_from("我们在图书馆看书龥龢一丁 a\ud800𠀀") | st.characters()))
def test_tokens_tile(text: str):
    assert "".join(split(text)) == text


def test_every_chinese_word_of_the_dictionary_is_found():
    """The bisection relies on the order of jieba's file; a reordered one fails here."""
    missing = []
    for line in packaged("jieba", "dict.txt").decode().splitlines():
        word = line.split(" ")[0]
        if "一" <= word[0] <= "龥" and known(word) is None:
            missing.append(word)
    assert missing == ["江南style", "江南Style", "小S", "大S", "阿Q"][: len(missing)]


def test_unknown_characters_cost_most():
    assert path("\u3400")[0] == UNKNOWN
    assert known("\u3400") is None
    assert known("A") is known("") is None


def test_the_module_jieba_is_not_imported():
    program = "import sys, tui.core.words as w; w.tokens('看书'); sys.exit('jieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
