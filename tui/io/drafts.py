"""What is being typed, kept until it is saved: it survives a crash.

    text, what it is for -> a private file; files that ended programs left -> drafts

Each program keeps one draft and holds a lock beside it; a draft whose lock is free was left
by a program that ended without saving or dropping it. Writing one never fails the typing:
what could not be written is simply not there after a crash.

Left out on purpose: more than one text at a time, since one is typed at a time.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from filelock import BaseFileLock, FileLock, Timeout
from msgspec import Struct
from msgspec.structs import asdict

from tui.io.storage import make_folder, write_atomic

SECONDS = 1.0
KEPT = 20  # drafts that ended programs left; older ones go


class Draft(Struct, frozen=True):
    """A text that was not saved.

    Attributes:
        about: what it is for: a note's id, or an article's id and a place.
        title: the article's title, for people.
        text: what was typed.
        written: when, in UTC, as ISO 8601.
    """

    about: str
    title: str
    text: str
    written: str


class Drafts:
    """This program's draft, and those that others left, in ``folder``."""

    def __init__(self, folder: Path, seconds: float = SECONDS) -> None:
        """Keep it in ``folder``; ``seconds`` is how long the typing may be ahead of it."""
        self._folder = folder
        self.seconds = seconds
        self._file = folder / f"draft-{os.getpid()}-{uuid4().hex[:8]}.json"
        self._lock: BaseFileLock | None = None

    def keep(self, draft: Draft) -> None:
        """Keep ``draft`` in the place of the one before."""
        with suppress(OSError, Timeout):
            make_folder(self._folder)
            if self._lock is None:
                lock = FileLock(_lock_of(self._file), mode=0o600)
                lock.acquire(blocking=False)
                self._lock = lock
            content = json.dumps(asdict(draft), ensure_ascii=False)
            write_atomic(self._file, content.encode("utf-8", "surrogatepass"))

    def drop(self) -> None:
        """Forget this program's draft: it was saved, or is not wanted."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()
            self._lock = None
            with suppress(OSError):
                _lock_of(self._file).unlink(missing_ok=True)

    def left(self) -> list[Draft]:
        """What ended programs left, the latest first."""
        found = []
        for path in self._free():
            draft = _draft(path)
            if draft is not None:
                found.append(draft)
        return sorted(found, key=lambda draft: draft.written, reverse=True)[:KEPT]

    def discard(self, draft: Draft) -> None:
        """Forget ``draft``, one that an ended program left."""
        for path in self._free():
            if _draft(path) == draft:
                with suppress(OSError):
                    path.unlink()
                    _lock_of(path).unlink(missing_ok=True)

    def _free(self) -> list[Path]:
        """The files that no living program holds."""
        free = []
        try:
            paths = sorted(self._folder.glob("draft-*.json"))
        except OSError:
            return []
        for path in paths:
            lock = FileLock(_lock_of(path), mode=0o600)
            with suppress(OSError, Timeout), lock.acquire(blocking=False):
                free.append(path)
        return free


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")


def _draft(path: Path) -> Draft | None:
    """The draft in ``path``; None if something else wrote it."""
    try:
        found = json.loads(path.read_text("utf-8", "surrogatepass"))
        values = [found[name] for name in ("about", "title", "text", "written")]
        "".join(values)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Draft(*values)
