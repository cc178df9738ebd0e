"""Every problem that the storage raises has words in every language."""

import re
from pathlib import Path
from string import Formatter

import pytest

import tui.io
from tui.i18n import LANGUAGES, catalog

FOLDER = Path(tui.io.__file__).parent
MODULES = ("storage", "journal", "lines", "notes", "state", "config", "rules", "learned")
RAISED = re.compile(r"(?:Problem|Damaged|_problem)\(\s*\"([a-z-]+)\"((?:[^()]|\([^()]*\))*)\)")


def raised() -> dict[str, set[str]]:
    """The problems in the source, each with the names that fill its message."""
    found: dict[str, set[str]] = {}
    for module in MODULES:
        for id, values in RAISED.findall((FOLDER / f"{module}.py").read_text("utf-8")):
            names = set(re.findall(r"(\w+)=", values))
            found[id] = names | ({"path", "line", "setting"} if id.startswith("setting") else set())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_words(language: str):
    problems = raised()
    assert len(problems) > 15
    for id, names in problems.items():
        text = catalog(language).messages[f"problem.{id}"]
        assert isinstance(text, str)
        wanted = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert wanted <= names, id
