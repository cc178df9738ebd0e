import re
from collections.abc import Iterator

import pytest

from tui.core import patterns
from tui.core.patterns import Pattern, assembled, compiled, recall

SOURCES = ("機+", "(?i)[a-z]+(?P<n>[一-鿿])?", r"(?m)^(\d)|(?<=a)b", "[人方项种极]{2,}+")
TEXT = "機機長 Ab機 1\n2 ab 人方项"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is known from other tests."""
    monkeypatch.setattr(patterns, "_known", {})
    monkeypatch.setattr(patterns, "_new", {})
    re.purge()
    yield
    re.purge()


def found(pattern: re.Pattern[str]) -> list[tuple[object, ...]]:
    return [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in pattern.finditer(TEXT)]


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    pattern = Pattern("(")  # no regular expression: only its use can tell
    assert vars(pattern) == {"source": "("}
    used = Pattern("機+")
    assert used.sub("场", "機機長") == "场長"
    assert "sub" in vars(used)


@pytest.mark.parametrize("source", SOURCES)
def test_it_is_what_python_compiles(source: str) -> None:
    mine, theirs = compiled(source), re.compile(source)
    assert mine == theirs
    assert found(mine) == found(theirs)
    assert (mine.pattern, mine.groups, mine.groupindex) == (
        source,
        theirs.groups,
        theirs.groupindex,
    )


@pytest.mark.parametrize("source", SOURCES)
def test_code_recalled_does_the_same_and_is_not_assembled_again(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(source)
    codes = assembled()
    assert codes is not None
    assert assembled() is None  # nothing new since
    monkeypatch.setattr(patterns, "_known", {})
    monkeypatch.setattr(patterns, "_assembled", None)
    recall(codes)
    assert found(compiled(source)) == found(re.compile(source))
    assert assembled() is None


def test_where_python_is_not_as_known_it_compiles_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(patterns, "import_module", unknown)
    assert compiled("機+") == re.compile("機+")
    assert assembled() is None


def test_code_that_the_machine_refuses_is_made_again() -> None:
    recall({"機+": (0, b"\xff\xff\xff\xff", 0, {}, (None,))})
    assert compiled("機+") == re.compile("機+")


def test_what_is_no_pattern_is_told() -> None:
    with pytest.raises(re.error):
        compiled("(")
