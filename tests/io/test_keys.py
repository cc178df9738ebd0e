"""Key sequences: what people write, as Textual names it."""

import pytest

from tui.io.keys import clash, key_sequence

RIGHT = [
    ("g g", ("g", "g")),
    ("G", ("G",)),
    ("]", ("right_square_bracket",)),
    ("right_square_bracket", ("right_square_bracket",)),
    ("/ slash", ("slash", "slash")),
    ("?", ("question_mark",)),
    ("{", ("left_curly_bracket",)),
    ("- minus hyphen_minus", ("minus", "minus", "minus")),
    ("+", ("plus",)),
    ("ctrl++", ("ctrl+plus",)),
    ("ctrl+d", ("ctrl+d",)),
    ("ctrl+shift+up", ("ctrl+shift+up",)),
    ("Esc return page_up F12", ("escape", "enter", "pageup", "f12")),
    ("  g   n ", ("g", "n")),
    ("less_than_sign >", ("less_than_sign", "greater_than_sign")),
    ("'", ("apostrophe",)),
    ("中", ("中",)),
]


@pytest.mark.parametrize(("text", "keys"), RIGHT)
def test_a_sequence(text: str, keys: tuple[str, ...]):
    assert key_sequence(text) == keys


def test_the_names_are_textuals():
    from textual.keys import _character_to_key

    for code in range(0x21, 0x7F):
        assert key_sequence(chr(code)) == (_character_to_key(chr(code)),)


@pytest.mark.parametrize(
    "text", ["", "  ", "ctrl+", "ctlr+d", "gg", "f25", "page", "\x1b", "digit_one"]
)
def test_what_is_no_key(text: str):
    with pytest.raises(ValueError, match="key"):
        key_sequence(text)


def test_a_sequence_that_begins_another_is_in_its_way():
    assert clash(("g",), ("g", "g"))
    assert clash(("d", "d"), ("d",))
    assert clash(("x",), ("x",))
    assert not clash(("g", "g"), ("g", "n"))
    assert not clash(("g",), ("G",))
