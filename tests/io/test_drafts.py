"""What is typed survives the program that it was typed in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.io.drafts import Draft, Drafts

DRAFT = Draft("n1", "題目", "第一行\n第二行 \ud800", "2026-01-02T03:04:05+00:00")
CRASH = """
import os, sys
from pathlib import Path
from tui.io.drafts import Draft, Drafts
drafts = Drafts(Path(sys.argv[1]))
drafts.keep(Draft(sys.argv[4], "t", sys.argv[2], sys.argv[3]))
os._exit(1)
"""


WHEN = "2026-01-01T00:00:00+00:00"


def crash(folder: Path, text: str, when: str = WHEN, about: str = "n1") -> None:
    """Keep ``text`` in a program that ends without a word."""
    command = [sys.executable, "-c", CRASH, str(folder), text, when, about]
    subprocess.run(command, check=False)


def test_a_living_programs_draft_is_not_left(tmp_path: Path):
    drafts = Drafts(tmp_path / "d")
    drafts.keep(DRAFT)
    assert Drafts(tmp_path / "d").left() == []


def test_what_a_crash_left_is_found_the_latest_first_until_it_is_discarded(tmp_path: Path):
    crash(tmp_path, "舊", "2026-01-01T00:00:00+00:00")
    crash(tmp_path, "新", "2026-01-02T00:00:00+00:00")
    drafts = Drafts(tmp_path)
    assert [draft.text for draft in drafts.left()] == ["新", "舊"]
    drafts.discard(drafts.left()[0])
    assert [draft.text for draft in drafts.left()] == ["舊"]


def test_it_is_for_its_owner_alone(tmp_path: Path):
    drafts = Drafts(tmp_path / "d")
    drafts.keep(DRAFT)
    assert (tmp_path / "d").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "d").iterdir()} == {0o600}


def test_a_dropped_draft_leaves_nothing(tmp_path: Path):
    drafts = Drafts(tmp_path)
    drafts.keep(DRAFT)
    drafts.keep(DRAFT)
    drafts.drop()
    drafts.drop()
    assert list(tmp_path.iterdir()) == []


def test_after_a_drop_it_can_be_kept_again(tmp_path: Path):
    drafts = Drafts(tmp_path)
    drafts.keep(DRAFT)
    drafts.drop()
    drafts.keep(DRAFT)
    assert len(list(tmp_path.glob("*.json"))) == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"about": 1}', b"\xff"])
def test_what_is_no_draft_is_passed_over(tmp_path: Path, content: bytes):
    (tmp_path / "draft-1-a.json").write_bytes(content)
    assert Drafts(tmp_path).left() == []


def test_a_text_with_half_a_character_comes_back(tmp_path: Path):
    crash(tmp_path, "x")
    path = next(tmp_path.glob("*.json"))
    path.write_bytes(path.read_bytes().replace(b'"x"', '"\ud800"'.encode("utf-8", "surrogatepass")))
    assert Drafts(tmp_path).left()[0].text == "\ud800"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_where_nothing_can_be_written_typing_goes_on(tmp_path: Path):
    tmp_path.chmod(0o500)
    Drafts(tmp_path / "d").keep(DRAFT)
    tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_stops_nothing(tmp_path: Path):
    (tmp_path / "d").write_text("x")
    drafts = Drafts(tmp_path / "d")
    drafts.keep(DRAFT)
    drafts.drop()
    assert drafts.left() == []


def test_what_cannot_be_removed_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    crash(tmp_path, "x")
    drafts = Drafts(tmp_path)
    draft = drafts.left()[0]

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    drafts.discard(draft)
    drafts.drop()
    assert drafts.left() == [draft]


def test_a_folder_that_cannot_be_listed_holds_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "glob", refuse)
    assert Drafts(tmp_path).left() == []
