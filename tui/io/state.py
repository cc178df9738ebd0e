"""Where a person was: per article the cursor, the script and the opened folds; the page.

    reading state -> TinyDB table ``articles`` of ``state.json``; never the notes' file

It is a convenience, so it never stands in the way of reading: a damaged file is moved
aside, a new one is begun, and ``warning`` says so. Who was read longest ago is forgotten
beyond ``KEPT`` articles.

Left out on purpose: a journal. Some hundred kilobytes are written when an article is
left, not at every key.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import asdict
from tinydb import TinyDB
from tinydb.queries import QueryLike, where
from tinydb.table import Document, Table

from tui.core.model import Problem
from tui.io.storage import LOCK_SECONDS, AtomicJSONStorage, Damaged, not_saved

# Some years of daily reading; about 400 bytes each.
KEPT = 2000
_LAST_FOLDER = cast(QueryLike, where("id") == "last_folder")
_PAGE = cast(QueryLike, where("id") == "page")


class ReadingState(Struct, frozen=True):
    """Where a person was in one article.

    Attributes:
        article_id: the article's identity.
        cursor: source offset of the cursor's paragraph.
        script: a value of ``Script``.
        opened: source offsets of the first paragraphs of opened folds.
        name: the path that the article was opened by.
        updated: when it was left, in UTC, as ISO 8601.
    """

    article_id: str
    cursor: int
    script: str
    opened: tuple[int, ...]
    name: str
    updated: str


class StateStore:
    """The reading state of all articles. Made without touching the file.

    Attributes:
        warning: what to tell the person about the file, if it could not be read. Asking
            never raises; saving raises ``Problem`` if the state could not be written.
    """

    def __init__(self, path: Path, timeout: float = LOCK_SECONDS) -> None:
        """Keep the state in ``path``."""
        self._db = TinyDB(path, storage=AtomicJSONStorage, timeout=timeout)
        self._storage = cast(AtomicJSONStorage, self._db.storage)
        self._articles = self._db.table("articles", cache_size=0)
        self._places = self._db.table("places", cache_size=0)
        self.warning: Problem | None = None

    def get(self, article_id: str) -> ReadingState | None:
        """The state of an article, ``None`` if it is not known."""
        return _state(self._reading(lambda: self._articles.get(_is(article_id))))

    def recent(self, count: int = 20) -> tuple[ReadingState, ...]:
        """The articles read last, the latest first."""
        states = filter(None, map(_state, self._reading(self._articles.all) or ()))
        return tuple(sorted(states, key=_age, reverse=True)[:count])

    def save(self, state: ReadingState) -> None:
        """Keep ``state``, instead of what was known of its article.

        Raises:
            Problem: it could not be written.
        """
        row = {**asdict(state), "opened": list(state.opened)}
        with self._writing():
            _put(self._articles, row, _is(state.article_id))
            surplus = len(self._articles) - KEPT
            if surplus > 0:
                oldest = sorted(self._articles, key=lambda row: str(row.get("updated")))
                self._articles.remove(doc_ids=[row.doc_id for row in oldest[:surplus]])

    @property
    def last_folder(self) -> Path | None:
        """The folder that was opened last, ``None`` if it is not known."""
        found = self._reading(lambda: self._places.get(_LAST_FOLDER))
        path = found.get("path") if isinstance(found, dict) else None
        return Path(path) if isinstance(path, str) else None

    @last_folder.setter
    def last_folder(self, folder: Path) -> None:
        with self._writing():
            _put(self._places, {"id": "last_folder", "path": str(folder)}, _LAST_FOLDER)

    @property
    def page(self) -> Mapping[str, object]:
        """What was set of the page otherwise than in the settings."""
        found = self._reading(lambda: self._places.get(_PAGE))
        values = found.get("values") if isinstance(found, dict) else None
        return values if isinstance(values, dict) else {}

    @page.setter
    def page(self, values: Mapping[str, object]) -> None:
        with self._writing():
            _put(self._places, {"id": "page", "values": dict(values)}, _PAGE)

    def form(self, use: str) -> str:
        """The form in which ``use`` was copied last; empty if that is not known."""
        found = self._reading(lambda: self._places.get(_form(use)))
        form = found.get("form") if isinstance(found, dict) else None
        return form if isinstance(form, str) else ""

    def keep_form(self, use: str, form: str) -> None:
        """Remember the form in which ``use`` is copied.

        Raises:
            Problem: it could not be written.
        """
        with self._writing():
            _put(self._places, {"id": f"form-{use}", "form": form}, _form(use))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Under the lock, on a file that can be read."""
        with self._storage.exclusive():
            try:
                self._storage.read()
            except Damaged:
                self._set_aside()
            yield

    def _reading(self, read: Callable[[], Any]) -> Any:
        """What ``read`` gives, ``None`` with a warning if the file cannot be read."""
        try:
            return read()
        except Damaged:
            try:
                with self._writing():
                    return read()
            except Problem as problem:
                self.warning = problem
        except Problem as problem:
            self.warning = problem
        return None

    def _set_aside(self) -> None:
        """Move the damaged file out of the way, under a name that nothing has."""
        path = self._storage.path
        kept = _free_name(path)
        try:
            path.rename(kept)
        except OSError as error:
            raise not_saved(path, error) from error
        self.warning = Problem("state-damaged", path=str(path), kept=str(kept))


def _put(table: Table, row: dict[str, Any], which: QueryLike) -> None:
    """Replace the row that is ``which``, or add one under a number that is free now.

    TinyDB would remember the next number from before another process wrote.
    """
    numbers = [found.doc_id for found in table.search(which)]
    free = max((found.doc_id for found in table), default=0) + 1
    table.upsert(Document(row, numbers[0] if numbers else free))


def _free_name(path: Path) -> Path:
    number = 1
    while (name := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    return name


def _is(article_id: str) -> QueryLike:
    return cast(QueryLike, where("article_id") == article_id)


def _form(use: str) -> QueryLike:
    return cast(QueryLike, where("id") == f"form-{use}")


def _age(state: ReadingState) -> tuple[str, str]:
    return state.updated, state.article_id


def _state(row: Any) -> ReadingState | None:
    """The state in ``row``; ``None`` if something else wrote it."""
    try:
        values = {name: row[name] for name in ReadingState.__struct_fields__}
        texts = (values[name] for name in ("article_id", "script", "name", "updated"))
        numbers = (values["cursor"], *values["opened"])
    except (KeyError, TypeError):
        return None
    if not all(isinstance(text, str) for text in texts):
        return None
    if not all(isinstance(number, int) and number >= 0 for number in numbers):
        return None
    return ReadingState(**{**values, "opened": tuple(values["opened"])})
