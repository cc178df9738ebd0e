"""The settings file: defaults, every setting, and errors that say where."""

from pathlib import Path
from typing import Any

import pytest

from tui.core.model import Problem, Script
from tui.core.typography import Typography
from tui.i18n import LANGUAGES, catalog
from tui.io.clipboard import LOCAL_ORDER
from tui.io.config import WAYS, Settings, example, key_lines, load

COMMANDS = {
    "top": ("g g", "home"),
    "bottom": "G",
    "page-down": ("space", "ctrl+f"),
    "page-up": "b",
    "word-back": "b",
    "next-note": "]",
    "quote": ('"', "\\"),
}
THEMES = ("nord", "textual-dark")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def read(path: Path, text: str | bytes) -> Settings:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load(path, COMMANDS, THEMES)


def test_a_missing_file_means_the_defaults(path: Path):
    assert load(path, COMMANDS) == Settings()
    assert load(path / "below", COMMANDS) == Settings()
    assert Settings().typography.width == 72


def test_every_setting(path: Path):
    text = """
language = "zh-Hant"
script = "zh-TW"
width = 60
theme = "nord"
[library]
folders = ["/texts", "~/文章"]
[keys]
top = "g t"
bottom = ["G", "end"]
page-up = []
"""
    assert read(path, text) == Settings(
        language="zh-Hant",
        script=Script.TW,
        typography=Typography(width=60, theme="nord"),
        keys={"top": (("g", "t"),), "bottom": (("G",), ("end",)), "page-up": ()},
        folders=(Path("/texts"), Path.home() / "文章"),
    )


def test_a_byte_order_mark_is_no_error(path: Path):
    assert read(path, b"\xef\xbb\xbfwidth = 20\r\n").typography.width == 20


@pytest.mark.parametrize("value", [True, False])
def test_whether_credit_lines_are_folded(path: Path, value: bool):
    assert read(path, f"fold_credits = {str(value).lower()}").fold_credits is value


def test_the_order_of_the_ways_to_copy(path: Path):
    assert read(path, "").clipboard == ()
    assert read(path, 'clipboard = ["osc52", "tmux", "osc52"]').clipboard == ("osc52", "tmux")
    assert set(WAYS) == set(LOCAL_ORDER)


@pytest.mark.parametrize("width", [20, 200])
def test_widths_at_the_limits(path: Path, width: int):
    assert read(path, f"width = {width}").typography.width == width


def test_any_theme_where_the_themes_are_not_known(path: Path):
    path.write_text('theme = "mine"')
    assert load(path, COMMANDS).typography.theme == "mine"
    assert read(path, 'theme = ""').typography.theme == "dark"
    assert read(path, 'theme = "sepia"').typography.theme == "sepia"


def test_how_the_page_is_set(path: Path):
    text = """
margin = 3
line_spacing = 1
paragraph_spacing = 0
indent = 4
line_rules = "loose"
hanging = true
autospace = true
justify = true
focus = true
numbers = "off"
scrollbar = false
"""
    assert read(path, text).typography == Typography(
        margin=3,
        line_spacing=1,
        paragraph_spacing=0,
        indent=4,
        line_rules="loose",
        hanging=True,
        autospace=True,
        justify=True,
        focus=True,
        numbers="off",
        scrollbar=False,
    )


@pytest.mark.parametrize(("value", "cells"), [('"auto"', 0), ("1", 1), ("2", 2)])
def test_the_width_of_ambiguous_characters(path: Path, value: str, cells: int):
    assert read(path, f"ambiguous = {value}").ambiguous == cells


def test_the_example_sets_nothing(path: Path):
    assert read(path, example(COMMANDS)) == Settings()
    assert read(path, example()) == Settings()


def test_the_example_uncommented_sets_the_defaults(path: Path):
    lines = [line.removeprefix("# ") for line in example(COMMANDS).splitlines()]
    assert {"hanging", "numbers"} <= {line.split(" ")[0] for line in lines}
    text = "\n".join(line for line in lines if " = " in line or line.startswith("["))
    settings = read(path, text)
    assert settings.keys["top"] == (("g", "g"), ("home",))
    assert set(settings.keys) == set(COMMANDS)
    assert settings == Settings(keys=settings.keys)


def test_the_manner_of_conversion(path: Path):
    settings = read(path, 'idioms = true\nquotes = "region"\n[words.zh-TW]\n"计算机" = "電腦"\n')
    manner = settings.manner()
    assert manner.idioms
    assert manner.quotes
    assert manner.words == {Script.TW: {"计算机": "電腦"}}
    assert not read(path, 'quotes = "keep"').manner().quotes


ERRORS: list[tuple[str | bytes, str, int, dict[str, Any]]] = [
    ("width = 1\nwidth = 2", "setting-syntax", 2, {"reason": "Cannot overwrite a value"}),
    ('\n\nlanguage = "en', "setting-syntax", 3, {}),
    ("a = [\n1,\n", "setting-syntax", 2, {}),
    (b"width = 30\n# \xff\n", "setting-encoding", 2, {}),
    ("\nwidht = 30", "setting-unknown-near", 2, {"setting": "widht", "near": "width"}),
    ("zzz = 30", "setting-unknown", 1, {"setting": "zzz"}),
    ("[colour]\nx = 1", "setting-unknown", 1, {"setting": "colour"}),
    ('language = "fr"', "setting-choice", 1, {"value": "fr"}),
    ('script = "zh"', "setting-choice", 1, {"setting": "script"}),
    (
        'theme = "nrod"',
        "setting-choice",
        1,
        {"choices": "contrast, dark, light, nord, sepia, textual-dark"},
    ),
    ("language = 3", "setting-text", 1, {"setting": "language"}),
    ('quotes = "none"', "setting-choice", 1, {"choices": "keep, region"}),
    ("idioms = 1", "setting-boolean", 1, {"setting": "idioms"}),
    ("words = 1", "setting-table", 1, {"setting": "words"}),
    ("[words]\nzh-TW = 1", "setting-table", 2, {"setting": "words.zh-TW"}),
    ("[words.zh-XX]", "setting-unknown-near", 1, {"setting": "words.zh-XX"}),
    ("[words.original]", "setting-unknown", 1, {"setting": "words.original"}),
    ("[words.zh-TW]\na = 1", "setting-word", 2, {"setting": "words.zh-TW.a"}),
    ('[words.zh-TW]\n"" = "x"', "setting-word", 2, {"setting": "words.zh-TW."}),
    ("#\nwidth = 19", "setting-number", 2, {"low": 20, "high": 200}),
    ("width = 201", "setting-number", 1, {}),
    ("width = true", "setting-number", 1, {}),
    ('width = "60"', "setting-number", 1, {}),
    ("indent = 5", "setting-number", 1, {"low": 0, "high": 4}),
    ("margin = -1", "setting-number", 1, {}),
    ("hanging = 1", "setting-boolean", 1, {"setting": "hanging"}),
    ('numbers = "lines"', "setting-choice", 1, {"choices": "line, off, paragraph"}),
    ("theme = 3", "setting-text", 1, {"setting": "theme"}),
    ("ambiguous = true", "setting-choice", 1, {"choices": "auto, 1, 2"}),
    ("ambiguous = 3", "setting-choice", 1, {"value": "3"}),
    (
        'clipboard = ["tmux", "xclip"]',
        "setting-choice",
        1,
        {"setting": "clipboard", "value": "xclip", "choices": "pyperclip, tmux, osc52, file"},
    ),
    ("clipboard = 1", "setting-list", 1, {"setting": "clipboard"}),
    ("\nfold_credits = 1", "setting-boolean", 2, {"setting": "fold_credits"}),
    ("keys = 3", "setting-table", 1, {"setting": "keys"}),
    ("library = []", "setting-table", 1, {"setting": "library"}),
    ("[library]\nfolder = []", "setting-unknown-near", 2, {"near": "library.folders"}),
    ('[library]\nfolders = "/t"', "setting-list", 2, {"setting": "library.folders"}),
    ('[library]\nfolders = [""]', "setting-list", 2, {}),
    ("[library]\nfolders = [3]", "setting-list", 2, {}),
    ('[keys]\n\ntpo = "x"', "setting-unknown-near", 3, {"near": "keys.top"}),
    ('[keys]\ntop = ["x", 3]', "setting-list", 2, {"setting": "keys.top"}),
    ('[keys]\ntop = "ctlr+x"', "setting-keys", 2, {"value": "ctlr+x"}),
    ('[keys]\ntop = "G"', "setting-conflict", 2, {"value": "G", "other": "bottom"}),
    ('[keys]\nbottom = "g"', "setting-conflict", 2, {"value": "g", "other": "top"}),
    ('[keys]\nbottom = "ctrl+f x"', "setting-conflict", 2, {"other": "page-down"}),
    ('[keys]\ntop = "x"\nbottom = "x"', "setting-conflict", 2, {"other": "bottom"}),
    ('keys = {"top" = "G"}', "setting-conflict", 1, {"setting": "keys.top"}),
    ('keys.top = "G"', "setting-conflict", 1, {"setting": "keys.top"}),
    ('[ "keys" ] # mine\n\'top\' = "G"', "setting-conflict", 2, {}),
]


@pytest.mark.parametrize(("text", "id", "line", "values"), ERRORS)
def test_an_error_says_where(path: Path, text: str | bytes, id: str, line: int, values: dict):
    with pytest.raises(Problem) as caught:
        read(path, text)
    assert caught.value.id == id
    assert caught.value.values["path"] == str(path)
    assert caught.value.values["line"] == line
    assert {name: caught.value.values[name] for name in values} == values
    for language in LANGUAGES:
        told = catalog(language).text(f"problem.{id}", **caught.value.values)
        assert str(path) in told
        assert str(line) in told


def test_a_file_that_cannot_be_read_is_named(path: Path):
    path.mkdir()
    with pytest.raises(Problem) as caught:
        load(path, COMMANDS)
    assert caught.value.id == "unreadable"


def test_commands_that_share_a_key_by_default_may_go_on(path: Path):
    settings = read(path, '[keys]\npage-up = "b"\nword-back = ["b", "B"]')
    assert settings.keys == {"page-up": (("b",),), "word-back": (("b",), ("B",))}


def test_keys_may_change_places(path: Path):
    settings = read(path, '[keys]\ntop = "G"\nbottom = "g g"')
    assert settings.keys == {"top": (("G",),), "bottom": (("g", "g"),)}


def test_the_lines_of_keys():
    text = 'a = """\nb = = 1\n[x y]\n"""\n[c.d]\ne.f = 1\n[[g]]\nh = 2\n'
    lines = key_lines(text)
    assert lines[("a",)] == 1
    assert lines[("c", "d")] == 5
    assert lines[("c", "d", "e", "f")] == 6
