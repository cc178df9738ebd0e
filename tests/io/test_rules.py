"""The user's rules: kept, revoked, shared between processes, and never lost to damage."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace

from tui.core.model import Action, Problem, Role, Script, UserRule
from tui.io.rules import RuleStore, from_row, to_row

FOLD = UserRule("", Action.FOLD, None, None, key="12:ab", quote="一段話", name="a.txt")
ROLE = UserRule("", Action.ROLE, "f" * 64, 0, key="3:cd", role=Role.CREDIT, quote="編", name="-")
UNDO = UserRule("", Action.UNDO, "f" * 64, 7, edit="half-width", raw="\ud800,", name="/t/a.txt")
CHOOSE = UserRule("", Action.CHOOSE, None, None, raw="发廊", text="髮廊", script=Script.TW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "rules.json"


def clock() -> Callable[[], datetime]:
    ticks = count()
    east = timezone(timedelta(hours=8))
    return lambda: datetime(2026, 3, 1, 8, tzinfo=east) + timedelta(seconds=next(ticks))


def store(path: Path) -> RuleStore:
    return RuleStore(path, clock())


def test_rules_are_there_again_in_the_order_they_were_said(path: Path):
    those = [store(path).add(rule) for rule in (FOLD, ROLE, UNDO, CHOOSE)]
    assert store(path).all() == tuple(those)
    assert len({rule.id for rule in those}) == 4
    assert those[0].created == "2026-03-01T00:00:00.000+00:00"
    assert store(path).path == path


def test_the_articles_path_is_kept_whole(path: Path, monkeypatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    names = [store(path).add(rule).name for rule in (FOLD, ROLE, UNDO)]
    assert names == [str(tmp_path / "a.txt"), "-", "/t/a.txt"]


def test_asking_creates_nothing(path: Path):
    assert store(path).all() == ()
    assert not path.parent.exists()


def test_an_article_has_its_own_rules_and_those_for_every_one(path: Path):
    mine = store(path)
    fold, role = mine.add(FOLD), mine.add(ROLE)
    assert mine.for_article("f" * 64) == (fold, role)
    assert mine.for_article("0" * 64) == (fold,)


def test_a_revoked_rule_can_be_brought_back(path: Path):
    mine = store(path)
    fold, role = mine.add(FOLD), mine.add(ROLE)
    assert mine.remove(fold.id) == fold
    assert mine.all() == (role,)
    mine.restore(fold)
    assert set(mine.all()) == {fold, role}
    mine.restore(replace(fold, quote="別的話"))
    assert [rule.quote for rule in mine.all() if rule.id == fold.id] == ["別的話"]
    assert len(mine.all()) == 2


def test_the_beginning_of_an_id_is_enough_if_it_is_the_only_one(path: Path):
    mine = store(path)
    for id in ("ab1", "ab2", "ab"):
        mine.restore(replace(FOLD, id=id))
    with pytest.raises(Problem) as caught:
        mine.remove("a")
    assert (caught.value.id, caught.value.values) == ("rule-ambiguous", {"id": "a", "count": 3})
    assert mine.remove("ab").id == "ab"
    assert mine.remove("ab2").id == "ab2"
    assert [rule.id for rule in mine.all()] == ["ab1"]


@pytest.mark.parametrize("id", ["", "none"])
def test_a_rule_that_is_not_there_is_said_so(path: Path, id: str):
    store(path).add(FOLD)
    with pytest.raises(Problem) as caught:
        store(path).remove(id)
    assert caught.value.id == "rule-missing"


def test_two_windows_see_each_others_rules(path: Path):
    one, other = store(path), store(path)
    first, second = one.add(FOLD), other.add(ROLE)
    assert one.all() == other.all() == (first, second)
    third = one.add(UNDO)
    other.remove(first.id)
    assert one.all() == (second, third)


WRONG: list[object] = [
    {"action": "hide"},
    {"role": "poem"},
    {"role": "body"},
    {"action": "role"},
    {"start": 3},
    {"article": "f"},
    {"article": "f", "start": True},
    {"article": "f", "start": -1},
    {"quote": 3},
    {"id": None},
    {"text": 3},
    {"script": "zh-TW"},
    {"action": "choose"},
]


@pytest.mark.parametrize("change", WRONG)
def test_what_is_no_rule_is_refused(change: dict[str, object]):
    assert from_row(to_row(FOLD)) == FOLD
    with pytest.raises(ValueError, match="not a rule"):
        from_row({**to_row(FOLD), **change})
    with pytest.raises(ValueError, match="not a rule"):
        from_row("text")


def test_rules_of_before_there_were_choices_are_read():
    row = to_row(FOLD)
    del row["text"], row["script"]
    assert from_row(row) == FOLD


DAMAGED = [
    b"",
    b"\xff",
    b"{",
    b"[]",
    b'{"rules": {"1": {"id": "x"}}}',
    json.dumps({"rules": {"1": {**to_row(FOLD), "action": "hide"}}}).encode(),
]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_told_and_left_alone(path: Path, content: bytes):
    path.parent.mkdir()
    path.write_bytes(content)
    mine = store(path)
    acts: list[Callable[[], object]] = [
        mine.all,
        lambda: mine.for_article("f"),
        lambda: mine.add(FOLD),
        lambda: mine.restore(FOLD),
        lambda: mine.remove("x"),
    ]
    for act in acts:
        with pytest.raises(Problem) as caught:
            act()
        assert caught.value.id == "rules-damaged"
        assert caught.value.values == {"path": str(path)}
    assert path.read_bytes() == content


def test_times_are_utc(path: Path):
    assert store(path).add(FOLD).created.endswith("+00:00")
    assert RuleStore(path, lambda: datetime(2026, 1, 1, tzinfo=UTC)).add(FOLD).created == (
        "2026-01-01T00:00:00.000+00:00"
    )
