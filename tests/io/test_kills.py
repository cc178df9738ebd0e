"""Kills, full disks and several processes: the short form of what is done by hand."""

import multiprocessing
import resource
import signal
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from tests.io.kill_notes import Watch, kill
from tests.io.sample_notes import add, bodies, new_store
from tui.core.model import Problem

CONTEXT = multiprocessing.get_context("spawn")


def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path: Path):
    watch = Watch(tmp_path / "notes.json")
    for seed in range(4):
        assert kill(watch, seed) == []
    assert len(watch.known) > 10


def test_the_watch_sees_faults(tmp_path: Path):
    watch = Watch(tmp_path / "notes.json")
    store = new_store(watch.path)
    kept, lost, changed = (add(store, body) for body in "甲乙丙")
    watch.known = {note.id: note.body for note in (kept, lost, changed)}
    assert watch.faults() == []
    store.delete(lost.id)
    store.edit(changed.id, "丁")
    add(store, "戊")
    assert watch.faults() == ["lost: 乙", "changed: 丙 to 丁", "came from nowhere: 戊"]


def insert(path: Path, start: Barrier, name: str, count: int) -> None:
    store = new_store(path)
    start.wait()
    for number in range(count):
        add(store, f"{name}{number}")
        if number % 10 == 5:
            store.compact()
    store.close()


@pytest.mark.parametrize("writers", [2, 4])
def test_processes_inserting_at_once_lose_nothing(tmp_path: Path, writers: int):
    path = tmp_path / "notes.json"
    start = CONTEXT.Barrier(writers)
    names = "甲乙丙丁"[:writers]
    processes = [CONTEXT.Process(target=insert, args=(path, start, n, 25)) for n in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    assert bodies(new_store(path)) == {f"{name}{n}" for name in names for n in range(25)}


def fill(path: Path, limit: int) -> None:
    """Write notes until no file may grow any more; end with how many were acknowledged."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    store = new_store(path)
    for number in range(1000):
        try:
            add(store, f"{number}")
        except Problem as problem:
            store.close()
            raise SystemExit(number if problem.id == "not-saved" else 255) from None


def test_a_full_disk_keeps_every_note(tmp_path: Path):
    path = tmp_path / "notes.json"
    process = CONTEXT.Process(target=fill, args=(path, 16_000))
    process.start()
    process.join()
    assert process.exitcode is not None
    assert 10 < process.exitcode < 255
    store = new_store(path)
    assert bodies(store) == {f"{number}" for number in range(process.exitcode)}
    add(store, "又有地方了")
    assert "又有地方了" in bodies(new_store(path))
