"""What the tests of the notes share: a clock that steps, an anchor, short ways to add."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from tui.core.anchor import Anchor
from tui.core.identity import Identity
from tui.core.model import Span
from tui.core.notes import Note
from tui.io.notes import NoteStore

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def ticking() -> Callable[[], datetime]:
    """A clock that is a second later at each call."""
    seconds = count()
    return lambda: START + timedelta(seconds=next(seconds))


def place(start: int = 10, exact: str = "河邊的柳樹") -> Anchor:
    return Anchor(Span(start, start + len(exact)), exact, "春天，", "又綠了。")


def new_store(path: Path, timeout: float = 10) -> NoteStore:
    return NoteStore(path, ticking(), timeout)


def add(store: NoteStore, body: str, article: str = "a1", start: int = 10) -> Note:
    return store.add(who(article), place(start), body)


def who(article: str = "a1", name: str = "") -> Identity:
    return Identity(article, name or f"/texts/{article}.txt", "柳樹")


def bodies(store: NoteStore) -> set[str]:
    return {note.body for note in store.all()}
