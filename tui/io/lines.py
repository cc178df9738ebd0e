"""The lines of a journal: changes of rows, each with a checksum that goes on from the last.

    changes <-> lines of a file

A line's CRC-32 begins with that of the line before it. So a line that was cut off, that
the disk spoilt or that is read at the wrong place never passes for a good one.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from tui.io.storage import Damaged, to_bytes

Row = dict[str, Any]


class Change(NamedTuple):
    """One row put or, with ``row`` None, deleted; ``was`` is the checksum of the row before."""

    table: str
    id: str
    number: str
    row: Row | None
    was: int | None


class Lines(NamedTuple):
    """The good lines at the start of a journal: records, their end in bytes, last checksum."""

    records: list[Any]
    end: int
    checksum: int


def checksum(row: Row) -> int:
    """A checksum of what ``row`` holds, whatever the order of its fields."""
    return crc32(json.dumps(row, sort_keys=True).encode("ascii"))


def to_line(record: object, previous: int) -> bytes:
    """``record`` as a line that follows a line of checksum ``previous``."""
    content = to_bytes(record)
    return b"%08x %s\n" % (crc32(content, previous), content)


def record(line: bytes, previous: int) -> Any:
    """What ``line`` records, ``None`` if it is not whole or not next."""
    try:
        if int(line[:8], 16) != crc32(line[9:], previous):
            return None
        return json.loads(line[9:])
    except ValueError:
        return None


def read_lines(path: Path, content: bytes, tail: "Tail | None" = None) -> Lines:
    """Read ``content`` up to the line that was cut off, if one was: only the last can be.

    Args:
        path: the journal, for the message.
        content: its bytes, or those after ``tail``.
        tail: how far it was read before.

    Raises:
        Damaged: something follows a bad line.
    """
    records: list[Any] = []
    end = 0
    previous = tail.checksum if tail else 0
    for line in content.split(b"\n")[:-1]:
        found = record(line, previous)
        if found is None:
            if end + len(line) + 1 < len(content):
                raise Damaged("notes-damaged-journal", path=str(path), line=len(records) + 1)
            break
        records.append(found)
        previous = int(line[:8], 16)
        end += len(line) + 1
    return Lines(records, end + (tail.end if tail else 0), previous)


class Tail(NamedTuple):
    """How far a live journal was read: its name for itself, offset and last checksum."""

    journal: str
    end: int
    checksum: int
