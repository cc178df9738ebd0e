"""Times the notes store at 100,000 notes: ``python -m tests.bench.bench_notes [COUNT]``."""

import json
import random
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from tinydb import TinyDB

from tui.core.anchor import Anchor
from tui.core.identity import HASHES, Identity
from tui.core.model import Span
from tui.core.notes import Kind, Note
from tui.io.notes import NoteStore
from tui.io.rows import article_row, to_row

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
PLACE = Anchor(Span(120, 152), "河邊的柳樹又綠了，" * 4, "早春。" * 10, "孩子們跑來跑去。" * 4)


def hashes(seed: int) -> tuple[int, ...]:
    chance = random.Random(seed)
    return tuple(sorted(chance.randrange(2**32) for _ in range(HASHES)))


HERE = Identity("a", "/a", "題", "1:a", hashes(-1))


def clock() -> datetime:
    return MOMENT


def fill(path: Path, count: int) -> None:
    """Write a database of ``count`` notes over a thousand articles, as a clean exit leaves it."""
    rows = {}
    articles = {}
    for n in range(count):
        article = f"{n % 1000:064d}"
        time = MOMENT.isoformat()
        who = Identity(article, f"/a/{n % 1000}.txt", "題", f"1:{article}", hashes(n % 1000))
        kind = Kind.PARAGRAPH
        note = Note(f"{n:032x}", article, who.name, "題", kind, PLACE, None, "記。", time, time)
        articles[str(n % 1000 + 1)] = article_row(who, {})
        rows[str(n + 1)] = to_row(note)
    tables = {"notes": rows, "articles": articles, "schema": {"1": {"version": 2, "journal": ""}}}
    path.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")


def timed(name: str, act: Callable[[int], object], times: int) -> None:
    took = []
    for n in range(times):
        start = perf_counter()
        act(n)
        took.append((perf_counter() - start) * 1000)
    print(f"{name:34} median {statistics.median(took):9.2f} ms   worst {max(took):9.2f} ms")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.json"
        fill(path, count)
        print(f"{count} notes, {path.stat().st_size / 1e6:.0f} MB")
        store = NoteStore(path, clock)
        other = NoteStore(path, clock)
        timed("open", lambda _: store.get("0"), 1)
        added = []
        timed("add", lambda n: added.append(store.add(HERE, PLACE, f"{n}")), 200)
        timed("edit", lambda n: store.edit(added[n].id, "改"), 200)
        timed("notes of an article, after a change", lambda _: store.of(HERE), 1)
        timed("the same again", lambda _: store.of(HERE), 100)
        timed("delete", lambda n: store.delete(added[n].id), 100)
        timed("all", lambda _: store.all(), 3)
        timed("open beside a journal", lambda _: other.get("0"), 1)
        timed("close", lambda _: store.close(), 1)
        plain = TinyDB(path, encoding="utf-8")
        timed("plain TinyDB: one insert", lambda _: plain.table("notes").insert({"id": "x"}), 1)


if __name__ == "__main__":
    main()
