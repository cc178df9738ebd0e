"""A TinyDB storage that never leaves half a file: whole bytes in, whole bytes out.

    tables -> JSON -> temporary file -> fsync -> os.replace -> fsync of the folder

TinyDB's own storage writes in place and then truncates; a kill in between leaves a file
that no longer parses, a full disk or a second process destroys it, and an empty file
passes for a new database. Here a reader sees the old file or the new one, whatever
happens in between; a file that cannot be read is refused and its bytes are left alone;
changes are made under a lock between processes and start from what the file holds then.
A missing file is a new database. Files are for their owner alone (0600, folders 0700).
A symbolic link stays a link: its target is what is read, locked and replaced.

Left out on purpose: locks on network file systems that have none (filelock falls back
to a lock file there), and watching the file: who asks gets what it holds at that time.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tinydb.storages import Storage

from tui.core.model import Problem

if TYPE_CHECKING:
    from filelock import BaseFileLock

Tables = dict[str, dict[str, Any]]
# What tells that a file is no longer the one that was read: None where there is none.
Stamp = tuple[int, int, int] | None

# Another process holds the lock for one write of some milliseconds, or for folding the
# journal of 100,000 notes (about a second). Who waits longer than this waits for ever.
LOCK_SECONDS = 10.0


# Characters of JSON from which on it is read row by row.
ROW_BY_ROW = 1_000_000
_OPENING = re.compile(r"\s*(\{)")
_CLOSING = re.compile(r"\s*(\})")
_NAME = re.compile(r'\s*("(?:[^"\\]|\\.)*")\s*:\s*\{')
_NUMBER = re.compile(r'\s*"(\d+)"\s*:\s*')
_SIGN = re.compile(r"\s*([,}])")
_DECODER = json.JSONDecoder()


class GivenUp(Exception):
    """Nobody waits any more for what was being read."""


class Damaged(Problem):
    """The file is not a database that this program wrote; its bytes were left alone."""


def not_saved(path: Path, error: OSError) -> Problem:
    """What to tell when ``path`` could not be written."""
    return Problem("not-saved", path=str(path), reason=error.strerror or str(error))


def unreadable(path: Path, error: OSError) -> Problem:
    """What to tell when ``path`` is there and could not be read."""
    return Problem("unreadable", path=str(path), reason=error.strerror or str(error))


def stamp(path: Path) -> Stamp:
    """The identity of the file at ``path`` as of now: time, inode and size."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` survive a power loss."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Create ``folder`` and its missing parents, for their owner alone."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        with suppress(FileExistsError):
            new.mkdir(0o700)
        sync_folder(new.parent)


def write_all(handle: int, content: bytes) -> None:
    """Write all of ``content``: ``os.write`` may stop early, at a signal or a full disk."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def write_atomic(path: Path, content: bytes, before: Callable[[], None] = lambda: None) -> None:
    """Replace the file at ``path``: afterwards it holds ``content``, or what it held before.

    Args:
        path: the file.
        content: what it is to hold.
        before: called when all is written but the name.

    Raises:
        OSError: nothing was replaced.
    """
    temporary = path.with_name(f".{path.name}.{uuid4().hex}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        before()
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def sweep(path: Path) -> None:
    """Remove temporary files of ``path`` that a kill left; only under its lock."""
    for stale in path.parent.glob(f".{path.name}.*.tmp"):
        with suppress(OSError):
            stale.unlink()


def _never() -> bool:
    return False


def parse(path: Path, content: bytes, given_up: Callable[[], bool] = _never) -> Tables:
    """The tables in ``content``, the bytes of ``path``.

    Args:
        path: the file.
        content: its bytes.
        given_up: asked at every row of a long file: whether nobody waits any more.

    Raises:
        Damaged: they are not a TinyDB database; the problem says in which way.
        GivenUp: nobody waits any more.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise Damaged("notes-damaged-empty", path=str(path))
    try:
        tables = _loads(content.decode("utf-8"), given_up)
    except UnicodeDecodeError as error:
        raise Damaged("notes-damaged-encoding", path=str(path), byte=error.start) from None
    except json.JSONDecodeError as error:
        raise Damaged(
            "notes-damaged-json", path=str(path), line=error.lineno, column=error.colno
        ) from None
    except RecursionError:
        raise Damaged("notes-damaged-shape", path=str(path)) from None
    if not _are_tables(tables):
        raise Damaged("notes-damaged-shape", path=str(path))
    return tables  # type: ignore[no-any-return] # told above


def _loads(text: str, given_up: Callable[[], bool]) -> Any:
    """The value in ``text``, which is JSON; tables of some length row by row.

    Python's parser lets no other thread have its turn until it is done, which would stop
    the screen for a second at 100,000 notes.
    """
    if len(text) > ROW_BY_ROW:
        with suppress(_OtherShape, json.JSONDecodeError):
            return _tables(text, given_up)
    return json.loads(text)


class _OtherShape(Exception):
    """Not what TinyDB writes."""


def _tables(text: str, given_up: Callable[[], bool]) -> Tables:
    """The tables in ``text`` as TinyDB writes them."""
    tables: Tables = {}
    at, sign = _past(_OPENING, text, 0)
    while sign != "}":
        at, name = _past(_NAME, text, at)
        rows: dict[str, Any] = {}
        while number := _NUMBER.match(text, at):
            if given_up():
                raise GivenUp
            rows[number[1]], at = _DECODER.raw_decode(text, number.end())
            at, sign = _past(_SIGN, text, at)
            if sign == "}":
                break
        else:
            if rows:
                raise _OtherShape
            at, _ = _past(_CLOSING, text, at)
        tables[json.loads(name)] = rows
        at, sign = _past(_SIGN, text, at)
    if text[at:].strip():
        raise _OtherShape
    return tables


def _past(pattern: re.Pattern[str], text: str, at: int) -> tuple[int, str]:
    """Where ``pattern`` ends that begins at ``at``, and what its group holds."""
    found = pattern.match(text, at)
    if found is None:
        raise _OtherShape
    return found.end(), found[1]


def _are_tables(found: object) -> bool:
    """Whether ``found`` is what TinyDB writes: tables of numbered rows."""
    return isinstance(found, dict) and all(
        isinstance(table, dict)
        and all(number.isdecimal() and isinstance(row, dict) for number, row in table.items())
        for table in found.values()
    )


def to_bytes(value: object) -> bytes:
    """``value`` as JSON in UTF-8; a lone surrogate (an odd file name) stays a JSON escape."""
    try:
        return json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value).encode("ascii")


class AtomicJSONStorage(Storage):
    """One JSON file as a TinyDB storage. Safe between threads and between processes.

    ``with storage.exclusive():`` makes a change out of reading and writing: what is read
    inside is what the file holds, and nobody else writes before the block ends.
    """

    def __init__(self, path: str | Path, timeout: float = LOCK_SECONDS) -> None:
        self.path = Path(os.path.realpath(path))
        self._timeout = timeout
        self._guard = RLock()
        self._depth = 0
        self._lock: BaseFileLock | None = None
        self._swept = False

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep other threads and processes from writing. May be nested.

        Raises:
            Problem: the folder cannot be written, or the lock was not free in time.
        """
        with self._guard:
            if not self._depth:
                self._acquire()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth:
                    assert self._lock is not None
                    self._lock.release()

    def _acquire(self) -> None:
        from filelock import FileLock, Timeout

        if self._lock is None:
            name = f"{self.path}.lock"
            self._lock = FileLock(name, timeout=self._timeout, mode=0o600, thread_local=False)
        try:
            make_folder(self.path.parent)
            self._lock.acquire()
        except Timeout:
            raise Problem("locked", path=str(self.path)) from None
        except OSError as error:
            raise not_saved(self.path, error) from error
        if not self._swept:
            self._swept = True
            sweep(self.path)

    def read(self) -> Tables | None:
        """All tables, ``None`` for a new database.

        Raises:
            Damaged: the file is there and is not a database.
            Problem: the file cannot be read.
        """
        content = self.content()
        return None if content is None else parse(self.path, content)

    def content(self) -> bytes | None:
        """The bytes of the file, ``None`` if there is none."""
        try:
            return self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise unreadable(self.path, error) from error

    def write(self, data: Tables) -> None:
        """Replace all tables.

        Raises:
            Damaged: what the file holds is not a database; it stays as it is.
            Problem: it could not be written; the file stays as it is.
        """
        with self.exclusive():
            self.read()
            try:
                write_atomic(self.path, to_bytes(data))
            except OSError as error:
                raise not_saved(self.path, error) from error
