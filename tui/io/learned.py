"""How articles end, remembered, so that what recurs can be offered for folding.

    article -> trace -> TinyDB table ``articles`` of ``learned.json``, by the journal
    what the user refused -> table ``refused``

Only hashes are kept (`core.learned`), of the last ``KEPT`` articles read. What the user
accepts is not kept here: it becomes a rule like any other (`rules`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb.table import Document, Table

from tui.core.learned import Offer, Trace, offers, trace
from tui.core.model import Article
from tui.io.journal import JournalStorage
from tui.io.storage import LOCK_SECONDS, Damaged
from tui.io.table import JournalDB

KEPT = 5000  # articles, about 1 kB each


class LearnedStore:
    """The traces of articles read. Made without touching the file.

    Every method raises ``Problem`` if the file cannot be read, is damaged, or could not be
    written; what was saved before is then still there.
    """

    def __init__(self, path: Path, kept: int = KEPT, timeout: float = LOCK_SECONDS) -> None:
        """Keep ``kept`` traces in ``path``; ``timeout`` is the wait for the lock."""
        self._kept = kept
        self._db = JournalDB(path, storage=JournalStorage, timeout=timeout)
        storage = self._db.storage
        assert isinstance(storage, JournalStorage)
        self._storage = storage
        self._articles = self._db.table("articles", cache_size=0)
        self._refused = self._db.table("refused", cache_size=0)

    @property
    def path(self) -> Path:
        """The file, symbolic links followed."""
        return self._storage.path

    def remember(self, article: Article) -> None:
        """Remember how ``article`` ends; one with too little in it is not kept."""
        found = trace(article)
        if not found.tail:
            return
        row = {"id": found.article, "tail": list(found.tail), "sketch": list(found.sketch)}
        with self._changing():
            number = self._storage.number("articles", found.article)
            if number is not None and self._rows("articles")[str(number)] == row:
                return
            self._put(self._articles, row)
            numbers = sorted(map(int, self._rows("articles")))
            surplus = numbers[: max(len(numbers) - self._kept, 0)]
            if surplus:
                self._articles.remove(doc_ids=surplus)

    def offers(self, article: Article) -> tuple[Offer, ...]:
        """What recurs at the end of ``article`` and was neither folded nor refused."""
        with self._reading():
            rows = self._rows("articles").values()
            refused = {str(row["id"]) for row in self._rows("refused").values()}
            return offers(article, map(_trace, rows), refused)

    def refuse(self, keys: Iterable[str]) -> None:
        """Never offer paragraphs with these keys again."""
        with self._changing():
            for key in keys:
                self._put(self._refused, {"id": key})

    def close(self) -> None:
        """Bring the file up to date, if that can be done. The store may be used again."""
        self._storage.close()

    def _rows(self, table: str) -> dict[str, Any]:
        return self._storage.read().get(table, {})

    def _put(self, table: Table, row: dict[str, Any]) -> None:
        number = self._storage.number(table.name, row["id"])
        if number is None:
            table.insert(Document(row, self._storage.free_number(table.name)))
        else:
            table.update(row, doc_ids=[number])

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._reading(), self._storage.exclusive():
            self._storage.read()
            yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Tell of damage as what it is here."""
        try:
            yield
        except (Damaged, KeyError, TypeError):
            raise Damaged("learned-damaged", path=str(self.path)) from None


def _trace(row: Any) -> Trace:
    """The trace in ``row``.

    Raises:
        TypeError: something else wrote it.
    """
    texts = row["id"], *row["tail"], *row["sketch"]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    return Trace(row["id"], tuple(row["tail"]), tuple(row["sketch"]))
