"""Times the notes store at 100,000 notes: ``python -m tests.bench.bench_notes [COUNT]``."""

import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from tinydb import TinyDB

from tui.core.anchor import Anchor
from tui.core.model import Span
from tui.io.notes import Note, NoteStore, to_row

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
PLACE = Anchor(Span(120, 152), "河邊的柳樹又綠了，" * 4, "早春。" * 10, "孩子們跑來跑去。" * 4)


def clock() -> datetime:
    return MOMENT


def fill(path: Path, count: int) -> None:
    """Write a database of ``count`` notes over a thousand articles, as a clean exit leaves it."""
    rows = {}
    for n in range(count):
        article = f"{n % 1000:064d}"
        time = MOMENT.isoformat()
        note = Note(f"{n:032x}", article, f"/a/{n % 1000}.txt", "題", PLACE, "記。", (), time, time)
        rows[str(n + 1)] = to_row(note)
    tables = {"notes": rows, "schema": {"1": {"version": 1, "journal": ""}}}
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
        timed("add", lambda n: added.append(store.add("a", "/a", "題", PLACE, f"{n}")), 200)
        timed("edit", lambda n: store.edit(added[n].id, "改"), 200)
        timed("notes of an article, after a change", lambda _: store.for_article("a", "/a"), 1)
        timed("the same again", lambda _: store.for_article("a", "/a"), 100)
        timed("delete", lambda n: store.delete(added[n].id), 100)
        timed("all", lambda _: store.all(), 3)
        timed("open beside a journal", lambda _: other.get("0"), 1)
        timed("close", lambda _: store.close(), 1)
        plain = TinyDB(path, encoding="utf-8")
        timed("plain TinyDB: one insert", lambda _: plain.table("notes").insert({"id": "x"}), 1)


if __name__ == "__main__":
    main()
