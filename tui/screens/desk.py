"""What all screens of a session share: words, settings and stores.

A plain value handed down by ``app``; nothing is looked up by name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tui.i18n import Catalog
from tui.io.config import Settings
from tui.io.notes import Note, NoteStore
from tui.io.state import StateStore


@dataclass(frozen=True, slots=True)
class NoteChange:
    """One change to the notes, as ``undo`` needs it.

    Attributes:
        before: the note as it was; None if it is new.
        id: the note's id.
    """

    id: str
    before: Note | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The session's words, settings and stores.

    Attributes:
        words: the interface's language.
        settings: what the user set.
        notes: all notes.
        state: where each article was left.
        now: the clock.
        changes: changes to the notes in this session, the latest last.
    """

    words: Catalog
    settings: Settings
    notes: NoteStore
    state: StateStore
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    changes: list[NoteChange] = field(default_factory=list)

    def undo_note(self) -> NoteChange | None:
        """Take back the last change to the notes.

        Raises:
            Problem: the notes could not be written.
        """
        if not self.changes:
            return None
        change = self.changes[-1]
        if change.before is not None:
            self.notes.restore(change.before)
        elif self.notes.get(change.id) is not None:
            self.notes.delete(change.id)
        return self.changes.pop()
