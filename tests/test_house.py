"""The house's own description names every file."""

from pathlib import Path

HOUSE = Path(__file__).parent.parent / "tui"


def test_readme_names_every_module_and_no_other() -> None:
    told = {
        line.split("`")[1]
        for line in (HOUSE / "README.md").read_text("utf-8").splitlines()
        if line.startswith("| `")
    }
    there = {
        str(path.relative_to(HOUSE))
        for path in HOUSE.rglob("*.py")
        if path.name != "__init__.py" or path.parent.name == "i18n"
    }
    assert told == there
