"""A reader on an article made by hand, with stores in a temporary folder."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.articles import article_of
from tui.app import QingduApp
from tui.core.model import Article
from tui.core.reading import Reading
from tui.i18n import catalog
from tui.io import clipboard
from tui.io.clipboard import Outcome
from tui.io.config import Settings
from tui.io.drafts import Drafts
from tui.io.learned import LearnedStore
from tui.io.notes import NoteStore
from tui.io.rules import RuleStore
from tui.io.state import StateStore
from tui.screens.desk import Desk

NOW = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
LONG = "山下的小鎮每到秋天就掛滿柿子，走在街上的人都放慢了腳步。" * 30
TEXTS = [
    "清晨的集市剛剛開門，賣菜的老人把蘿蔔一根一根擺好。",
    "他說今年的雨水好，菜長得快。機場那邊的客人也常常過來。",
    "（圖：集市一角）",
    "（圖：集市一角）",
    "（圖：集市一角）",
    LONG,
    "傍晚收攤，他把剩下的菜分給鄰居。",
    "夜裡又下起雨來，屋簷滴滴答答響個不停。",
    "本站文章版權所有，轉載請註明出處。",
    "聯絡我們：讀者信箱。",
]
FOLDS = [(3, 4), (8, 9)]


@pytest.fixture
def article() -> Article:
    """Ten paragraphs, the sixth longer than a screen, two folds."""
    return article_of(TEXTS, FOLDS, title="集市的一天")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """English words, default settings, empty stores."""
    notes = NoteStore(tmp_path / "notes.json", lambda: NOW)
    state = StateStore(tmp_path / "state.json")
    rules = RuleStore(tmp_path / "rules.json", lambda: NOW)
    learned = LearnedStore(tmp_path / "learned.json")
    drafts = Drafts(tmp_path / "drafts", seconds=0)
    stores = (lambda: notes, lambda: state, lambda: rules, lambda: learned, lambda: drafts)
    return Desk(catalog("en"), Settings(), *stores, now=lambda: NOW)


@pytest.fixture
def app(desk: Desk, article: Article) -> QingduApp:
    """The reader on the article, as if it came from standard input."""
    return QingduApp(desk, [Path("-")], article)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment with folders of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "LC_", "COV"))}
    names = ("DATA", "STATE", "CONFIG", "CACHE")
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in names}
    return kept | folders | {"TERM": "xterm-256color", "LANG": "C.UTF-8"}


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was copied; no clipboard is touched."""
    texts: list[str] = []

    def copy(text: str, **_: object) -> Outcome:
        texts.append(text)
        return Outcome("xclip", len(text), True)

    monkeypatch.setattr(clipboard, "copy", copy)
    return texts


def reading_of(app: QingduApp) -> Reading:
    """What is read."""
    assert app.reader.reading is not None
    return app.reader.reading
