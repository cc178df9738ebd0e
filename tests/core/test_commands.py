"""The table of commands, and key sequences read a key at a time."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from tui.core import commands
from tui.core.commands import (
    BY_ID,
    CARET,
    COMMANDS,
    IDLE,
    READER,
    SCROLLED,
    Fed,
    Pending,
    feed,
    keymap,
)
from tui.i18n import LANGUAGES, catalog

KEYS = keymap(READER)


def typed(*keys: str) -> Fed:
    """What the last of ``keys`` led to, typed one after the other."""
    fed = Fed()
    for key in keys:
        fed = feed(fed.pending, key, KEYS)
    return fed


@pytest.mark.parametrize(
    ("keys", "command", "count"),
    [
        (["j"], "down", None),
        (["g", "g"], "first", None),
        (["1", "2", "G"], "last", 12),
        (["1", "0", "j"], "down", 10),
        (["3", "g", "g"], "first", 3),
        (["d", "d"], "note-delete", None),
        (["2", "ctrl+d"], "half-down", 2),
        (["}"], "down", None),
    ],
)
def test_a_finished_sequence_is_its_command(keys: list[str], command: str, count: int | None):
    fed = typed(*keys)
    assert fed.command is BY_ID[command]
    assert (fed.count, fed.pending, fed.rejected) == (count, IDLE, "")


@pytest.mark.parametrize(
    ("keys", "shown"), [(["g"], "g"), (["4"], "4"), (["4", "0"], "40"), (["4", "g"], "4g")]
)
def test_an_unfinished_sequence_stays_pending_and_can_be_shown(keys: list[str], shown: str):
    fed = typed(*keys)
    assert fed.command is None
    assert str(fed.pending) == shown
    assert fed.pending


@pytest.mark.parametrize("keys", [["g"], ["12"], ["d"], ["1", "g"]])
def test_escape_clears_what_is_pending_and_does_nothing_else(keys: list[str]):
    assert typed(*keys, "escape") == Fed()


def test_escape_with_nothing_pending_is_a_command():
    assert typed("escape").command is BY_ID["close"]


@pytest.mark.parametrize(
    ("keys", "rejected"),
    [
        (["g", "x"], "gx"),
        (["0"], "0"),
        (["3", "d", "d"], "3dd"),
        (["ctrl+x"], "Ctrl-x"),
        (["9"] * 8, "9" * 8),
    ],
)
def test_keys_that_mean_nothing_are_reported_and_cleared(keys: list[str], rejected: str):
    assert typed(*keys) == Fed(rejected=rejected)


def test_the_table_is_consistent():
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.group in commands.GROUPS
        assert command.where
        assert set(command.where) <= {*SCROLLED, CARET}
    for where in (*SCROLLED, CARET):
        assert keymap(where)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_group_has_a_text(language: str):
    words = catalog(language)
    for command in COMMANDS:
        assert words.text(f"command.{command.id}")
    for group in commands.GROUPS:
        assert words.text(f"help.group-{group}")


def test_the_users_keys_take_the_place_of_the_tables():
    remap = {"down": [("n", "n")], "search-next": [("j",), ("right_square_bracket",)]}
    keys = keymap(READER, {**remap, "note-next": []})
    assert feed(IDLE, "j", keys).command is BY_ID["search-next"]
    assert feed(IDLE, "]", keys).command is BY_ID["search-next"]
    assert feed(Pending(("n",)), "n", keys).command is BY_ID["down"]
    assert feed(IDLE, "}", keys).rejected == "}"


@pytest.mark.parametrize("where", [*SCROLLED, CARET])
def test_no_two_commands_want_the_same_keys(where: str):
    """Nor does the sequence of one begin that of another."""
    wanted = [
        (keys, command)
        for command in COMMANDS
        if where in command.where
        for keys in commands.sequences(command)
    ]
    for keys, command in wanted:
        for longer, other in wanted:
            assert command is other or longer[: len(keys)] != keys


@pytest.mark.parametrize("mark", "<>/-+@\\_]?`~")
def test_textuals_names_of_characters_are_understood(mark: str):
    assert commands.plain_key(_character_to_key(mark)) == mark


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [
        ("j", "j", "j"),
        ("slash", "/", "/"),
        ("space", " ", "space"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("pagedown", None, "pagedown"),
        ("fullwidth_question_mark", "？", "?"),
    ],
)
def test_keys_are_named_by_what_they_type(key: str, character: str | None, name: str):
    assert commands.key_name(key, character) == name


@given(st.lists(st.sampled_from([*"jkgdGzZ0159[]", "escape", "ctrl+d", "space"]), max_size=30))
def test_reading_keys_never_gets_stuck(keys: list[str]):
    """Whatever was typed, Esc leads back to nothing pending."""
    fed = typed(*keys)
    assert not (fed.pending and fed.command)
    assert not feed(fed.pending, "escape", KEYS).pending


def test_the_key_table_names_every_command_once():
    table = commands.key_table(catalog("en").text)
    lines = table.splitlines()
    assert len(lines) == 2 + len(commands.GROUPS) + len(COMMANDS)
    assert any(line.startswith("| `gg` `Home` |") for line in lines)


def test_grouped_leaves_out_what_a_screen_does_not_know():
    ids = {c.id for _, found in commands.grouped(("library",)) for c in found}
    assert "open" in ids
    assert "fold" not in ids


def test_the_table_in_readme_is_this_one():
    readme = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")
    shown = readme.split("<!-- keys -->")[1].split("<!-- /keys -->")[0].strip()
    assert shown == commands.key_table(catalog("en").text)
