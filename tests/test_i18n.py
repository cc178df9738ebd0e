import ast
import fnmatch
import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

import tui
from tui.core.cues import JUNK
from tui.core.model import Role, Script
from tui.core.pipeline import article_from_text
from tui.explain import explained
from tui.i18n import LANGUAGES, Catalog, catalog, language_of
from tui.io.articles import listing, load, sample_folder

SOURCE = Path(tui.__file__).parent
ENGLISH = catalog("en").messages
MODULES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))}


def forms(message) -> dict[str, str]:
    return {"other": message} if isinstance(message, str) else dict(message)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def strings(node: ast.AST) -> set[str]:
    """The strings that ``node`` can be, of one that is put together its beginning and ``*``."""
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return {f"{first.value}*"} if isinstance(first, ast.Constant) else set()
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    return set().union(*map(strings, ast.iter_child_nodes(node)))


def calls(*names: str):
    """Every call of one of ``names`` in the program."""
    for tree in MODULES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", None))
                if name in names:
                    yield node


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_read_line_by_line_is_what_toml_says(language: str):
    text = (SOURCE / "i18n" / f"{language}.toml").read_text("utf-8")
    said = {}
    for section, messages in tomllib.loads(text).items():
        said |= {f"{section}.{key}": message for key, message in messages.items()}
    assert catalog(language).messages == said


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_catalogue_has_the_same_messages(language: str):
    assert set(catalog(language).messages) == set(ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_the_same_placeholders(language: str):
    for key, message in catalog(language).messages.items():
        expected = placeholders(forms(ENGLISH[key])["other"])
        for form, text in forms(message).items():
            # One thing may be called one instead of 1.
            optional = {"count"} if form == "one" else set()
            assert expected - optional <= placeholders(text) <= expected, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_that_counts_has_both_forms(language: str):
    for key, message in catalog(language).messages.items():
        assert isinstance(message, str) or set(message) == {"one", "other"}, key
        if language == "en" and not isinstance(message, str):
            assert message["one"] != message["other"], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_unsafe(language: str):
    for key, message in catalog(language).messages.items():
        for text in forms(message).values():
            assert text.strip(), key
            assert text.isprintable(), key


def test_each_chinese_catalogue_keeps_to_its_script():
    from tui.core.convert import written

    quotes = re.compile("[“”「」].*?[”」]")
    for language in LANGUAGES[1:]:
        texts = [t for m in catalog(language).messages.values() for t in forms(m).values()]
        assert written(quotes.sub("", "\n".join(texts))) == language


def test_every_problem_has_a_message():
    ids = {
        name
        for node in calls("Problem", "Damaged", "_problem", "not_saved")
        if node.args
        for name in strings(node.args[0])
    }
    assert len(ids) > 20
    missing = {id for id in ids if f"problem.{id}" not in ENGLISH}
    assert not missing


def test_every_message_asked_for_by_name_is_there():
    asked = {
        node.args[0].value
        for node in calls("text", "say", "words")
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert len(asked) > 20
    tables = {key.split(".")[0] for key in ENGLISH}
    missing = {
        key for key in asked if key.split(".")[0] in tables and "." in key and key not in ENGLISH
    }
    assert not missing


def test_every_role_and_script_has_a_name():
    for role in Role:
        assert f"role.{role.value}" in ENGLISH
    for script in Script:
        assert f"status.{script.value}" in ENGLISH


def unknown(table: str, names: set[str]) -> set[str]:
    """Those of ``names`` that no message in ``table`` has."""
    keys = [key.removeprefix(f"{table}.") for key in ENGLISH if key.startswith(f"{table}.")]
    return {name for name in names if name and not fnmatch.filter(keys, name)}


def test_every_evidence_in_the_code_has_a_sentence():
    ids = {name for node in calls("Evidence") if node.args for name in strings(node.args[0])}
    assert len(ids) > 5
    assert not unknown("evidence", ids)


def test_every_kind_of_junk_has_a_name_and_a_form():
    given = {name for node in calls("_junk") for arg in node.args[1:2] for name in strings(arg)}
    assert "page-tools" in given
    kinds = {kind for kind in given | set(JUNK) if "*" not in kind}
    assert not {kind for kind in kinds if f"evidence.junk-{kind}" not in ENGLISH}
    assert not unknown("rule", kinds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_folded_by_its_wording_is_explained(language: str):
    text = "往水庫的路修好了，老人每天早上都從那裡走過去。"
    lines = ("木橋", text, text.replace("水庫", "果園"), "看完還不過癮？這些文章您或許會喜歡")
    article = article_from_text("\n\n".join(lines), "x")
    assert article.verdict(3).rule == "wording"
    last = list(explained(article, catalog(language)))[-2]
    assert catalog(language).text("rule.wording") in last
    assert "喜歡" in last


def test_every_rule_in_the_code_has_a_name():
    rules = {
        name
        for class_name, position in (("Edit", 2), ("Verdict", 1))
        for node in calls(class_name)
        if len(node.args) > position
        for name in strings(node.args[position])
    }
    assert len(rules) > 10
    assert not unknown("rule", rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sample_article_can_be_explained(language: str):
    """Every role, rule and evidence that comes up has its words."""
    lines = [
        line
        for path in listing(sample_folder())
        for line in explained(load(path), catalog(language))
    ]
    assert len(lines) > 100
    assert not [line for line in lines if "{" in line and "}" in line]


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh_TW.UTF-8", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh_MO.big5hkscs", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("zh-Hans-TW", "zh-Hans"),
        ("zh_CN.GB18030", "zh-Hans"),
        ("zh_SG@pinyin", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("ZH_tw", "zh-Hant"),
        ("zhx_TW", "en"),
        ("en_GB.UTF-8", "en"),
        ("de_DE", "en"),
        ("C", "en"),
        ("POSIX", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_locale(locale: str, language: str):
    assert language_of(locale) == language


def test_a_message_counts_and_is_filled():
    words = Catalog("en", {"a": {"one": "{count} hit", "other": "{count} hits"}, "b": "in {path}"})
    assert [words.text("a", count=n) for n in (0, 1, 2)] == ["0 hits", "1 hit", "2 hits"]
    assert words.text("b", path="{x}") == "in {x}"
    with pytest.raises(KeyError):
        words.text("c")
    with pytest.raises(KeyError):
        words.text("b")
