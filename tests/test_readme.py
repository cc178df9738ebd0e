"""README says what is so."""

import argparse
import doctest
import re
import subprocess
from pathlib import Path

import pytest

from tui.arguments import parsers
from tui.core.commands import key_table
from tui.core.model import Role, Script
from tui.i18n import catalog
from tui.io.articles import SUFFIXES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
WORDS = catalog("en")


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command as it is typed, and its parser."""
    found: dict[str, argparse.ArgumentParser] = {}
    for name, parser in parsers(WORDS).items():
        groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
        if groups:
            found |= {f"qingdu {name} {key}": sub for key, sub in groups[0].choices.items()}
        else:
            found[f"qingdu {name}".strip()] = parser
    return found


COMMANDS = commands()


def synopsis(command: str) -> str:
    """What README lists for ``command``: its line, and the lines that go on from it."""
    if command == "qingdu":
        return "\n".join(re.findall(r"^    qingdu (?:\[PATH|--).*$", README, re.M))
    match = re.search(rf"^    {command}(?: .*)?\n(?: {{20,}}.*\n)*", README, re.M)
    assert match, f"README does not list {command}"
    return match[0]


def test_the_examples_run():
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_every_command_is_listed(command: str):
    listed = synopsis(command)
    for action in COMMANDS[command]._actions:
        for option in action.option_strings:
            if option.startswith("--") and (command == "qingdu" or option != "--help"):
                assert option in listed
        for choice in action.choices or ():
            named = {"source": "--from SCRIPT", "colour": "COLOUR", "highlight": "COLOUR"}
            assert choice in listed or named.get(action.dest, "?") in listed
        assert action.option_strings or action.metavar in listed


@pytest.mark.parametrize("command", COMMANDS)
def test_no_option_is_listed_that_is_not_there(command: str):
    known = {option for action in COMMANDS[command]._actions for option in action.option_strings}
    assert set(re.findall(r"--[a-z-]+", synopsis(command))) <= known


def test_the_key_table_is_the_table_of_commands():
    table = README.split("<!-- keys -->\n")[1].split("\n<!-- /keys -->")[0]
    assert table == key_table(WORDS.text)


def test_the_two_lines_are_there_and_ci_runs_the_second():
    lines = re.findall(r"^    (python3 -m venv .*)$", README, re.M)
    assert [line.rsplit(" ", 1)[1] for line in lines] == ["sample_articles", "tests/check.py"]
    ci = (ROOT / ".ci" / "run").read_text()
    pattern = re.search(r"sed -n '(.*)' README.md", ci)
    assert pattern
    found = subprocess.run(
        ["sed", "-n", pattern[1], "README.md"], cwd=ROOT, capture_output=True, check=True
    )
    assert found.stdout.decode().splitlines() == lines[1:]


def test_roles_scripts_and_kinds_of_files_are_told():
    for role in Role:
        assert f"`{role.value}`" in README
    for script in Script:
        assert script.value in README
    assert all(f"`{suffix}`" in README for suffix in SUFFIXES[:2])


def test_the_files_that_readme_names_are_there():
    for name in re.findall(r"!\[[^]]*\]\(([^)]*)\)", README):
        assert (ROOT / name).is_file()
    for name in re.findall(r"`((?:tui|tests|assets)/[\w./-]+)`", README):
        assert (ROOT / name).exists()
