"""What the user said about paragraphs and edits, kept: TinyDB table ``rules``.

    rule added, removed -> ``rules.json`` in the data folder, on disk when it returns

Rules are few, so the whole file is written anew at every change (`storage`). A damaged
file is a ``Problem`` and is left as it is: to go on without it would show what the user
has hidden, and hide what he wants to see, without a word.

Left out on purpose: which rules an article meets (`core.pipeline.matches` counts it).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from msgspec.structs import asdict, replace
from tinydb import TinyDB
from tinydb.table import Document

from tui.core.model import Action, Problem, Role, Script, UserRule
from tui.io.storage import LOCK_SECONDS, AtomicJSONStorage, Damaged

TABLE = "rules"


def to_row(rule: UserRule) -> dict[str, Any]:
    """``rule`` as JSON holds it; ``from_row`` gives the same rule again."""
    role = None if rule.role is None else rule.role.value
    script = None if rule.script is None else rule.script.value
    return {**asdict(rule), "action": rule.action.value, "role": role, "script": script}


def from_row(row: Any) -> UserRule:
    """The rule that ``to_row`` made ``row`` of.

    Raises:
        ValueError: it did not.
    """
    try:
        row = {"text": "", "script": None, **row}  # rules of before there were choices
        values = {name: row[name] for name in UserRule.__struct_fields__}
        values["action"] = Action(values["action"])
        values["role"] = None if values["role"] is None else Role(values["role"])
        values["script"] = None if values["script"] is None else Script(values["script"])
        names = ("id", "key", "edit", "raw", "quote", "name", "created", "text")
        texts = [values[name] for name in names]
        article, start = values["article"], values["start"]
        is_here = isinstance(article, str) and type(start) is int and start >= 0
        if not (is_here or (article is None and start is None)):
            raise TypeError
        if not all(isinstance(text, str) for text in texts):
            raise TypeError
        if (values["action"] is Action.ROLE) != (values["role"] is not None):
            raise TypeError
        if (values["action"] is Action.CHOOSE) != (values["script"] is not None):
            raise TypeError
        return UserRule(**values)
    except (KeyError, TypeError, ValueError):
        raise ValueError("not a rule") from None


class RuleStore:
    """All rules, in one file. Made without touching it.

    Every method raises ``Problem`` if the file cannot be read, is damaged, or could not
    be written; what was saved before is then still there.
    """

    def __init__(
        self, path: Path, now: Callable[[], datetime], timeout: float = LOCK_SECONDS
    ) -> None:
        """Keep rules in ``path``; ``now`` is the clock, ``timeout`` the wait for the lock."""
        self._now = now
        self._db = TinyDB(path, storage=AtomicJSONStorage, timeout=timeout)
        self._storage = cast(AtomicJSONStorage, self._db.storage)
        self._rules = self._db.table(TABLE, cache_size=0)

    @property
    def path(self) -> Path:
        """The file, symbolic links followed."""
        return self._storage.path

    def all(self) -> tuple[UserRule, ...]:
        """Every rule, in the order in which they were said."""
        with self._reading():
            return tuple(from_row(row) for row in self._rows())

    def for_article(self, article_id: str) -> tuple[UserRule, ...]:
        """The rules about one article, and those about every article."""
        return tuple(rule for rule in self.all() if rule.article in (None, article_id))

    def add(self, rule: UserRule) -> UserRule:
        """Keep what `core.pipeline.rule_about` or ``rule_undoing`` made; gives it its id.

        The article's path is kept as an absolute one, so that it can be found again.
        """
        time = self._now().astimezone(UTC).isoformat(timespec="milliseconds")
        name = rule.name if rule.name in ("", "-") else str(Path(rule.name).absolute())
        new = replace(rule, id=uuid4().hex, name=name, created=time)
        self.restore(new)
        return new

    def restore(self, rule: UserRule) -> None:
        """Keep ``rule`` as it is: one that was removed, instead of one that has its id."""
        with self._storage.exclusive(), self._reading():
            rows = {from_row(row).id: row.doc_id for row in self._rows()}
            free = max(rows.values(), default=0) + 1
            self._rules.upsert(Document(to_row(rule), rows.get(rule.id, free)))

    def remove(self, id: str) -> UserRule:
        """Revoke a rule by its id or the only beginning of one; gives it for ``restore``.

        Raises:
            Problem: ``rule-missing`` or ``rule-ambiguous``, besides what every method raises.
        """
        with self._storage.exclusive(), self._reading():
            rows = {from_row(row).id: row for row in self._rows()}
            found = [id] if id in rows else [each for each in rows if id and each.startswith(id)]
            if not found:
                raise Problem("rule-missing", id=id)
            if len(found) > 1:
                raise Problem("rule-ambiguous", id=id, count=len(found))
            row = rows[found[0]]
            self._rules.remove(doc_ids=[row.doc_id])
            return from_row(row)

    def _rows(self) -> list[Document]:
        return sorted(self._rules.all(), key=lambda row: row.doc_id)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Tell of damage as what it is here: the rules' file."""
        try:
            yield
        except (Damaged, ValueError):
            raise Damaged("rules-damaged", path=str(self.path)) from None
