"""Power lost after any system call: what was acknowledged is on the disk that is left.

The calls that change files are recorded with what they change. A disk that loses power
keeps what was synced, and of the rest any part; two disks stand for all: one that kept
nothing that was not synced, one that kept names but not contents (as file systems with
delayed allocation do). After each call both are laid out in a new folder and opened.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.io.sample_notes import add, new_store
from tests.io.test_rows import FIRST, SECOND
from tui.io.lines import Change, to_line

Use = Callable[[Path, "Disk"], list[tuple[int, set[str]]]]


@dataclass
class File:
    """A file's content as the running system sees it, and as it is on the disk."""

    now: bytes = b""
    synced: bytes = b""


@dataclass
class Disk:
    """One folder: names to files, as seen and as synced, and the states after each call."""

    folder: Path
    names: dict[str, File] = field(default_factory=dict)
    synced: dict[str, File] = field(default_factory=dict)
    handles: dict[int, File | None] = field(default_factory=dict)
    states: list[tuple[dict[str, bytes], dict[str, bytes]]] = field(default_factory=list)

    def record(self) -> None:
        least = {name: file.synced for name, file in self.synced.items()}
        names = {name: file.synced for name, file in self.names.items()}
        self.states.append((least, names))

    def name(self, path: Any) -> str | None:
        path = Path(path)
        within = path.parent == self.folder and not path.name.endswith(".lock")
        return path.name if within else None


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    folder = tmp_path / "data"
    folder.mkdir()
    disk = Disk(folder)
    real = {name: getattr(os, name) for name in CALLS}

    def recorded(name: str, follow: Callable[..., None]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            result = real[name](*args, **kwargs)
            follow(disk, result, *args)
            return result

        return call

    for name, follow in CALLS.items():
        monkeypatch.setattr(os, name, recorded(name, follow))
    yield disk
    monkeypatch.undo()


def opened(disk: Disk, handle: int, path: Any, *_flags: Any) -> None:
    if Path(path) == disk.folder:
        disk.handles[handle] = None
    elif name := disk.name(path):
        if name not in disk.names:
            disk.names[name] = File()
            disk.record()
        disk.handles[handle] = disk.names[name]


def written(disk: Disk, size: int, handle: int, content: bytes) -> None:
    if file := disk.handles.get(handle):
        file.now += bytes(content[:size])
        disk.record()


def cut(disk: Disk, _none: None, handle: int, size: int) -> None:
    if file := disk.handles.get(handle):
        file.now = file.now[:size]
        disk.record()


def synced(disk: Disk, _none: None, handle: int) -> None:
    if handle in disk.handles:
        file = disk.handles[handle]
        if file is None:
            disk.synced = dict(disk.names)
        else:
            file.synced = file.now
        disk.record()


def closed(disk: Disk, _none: None, handle: int) -> None:
    disk.handles.pop(handle, None)


def renamed(disk: Disk, _none: None, old: Any, new: Any) -> None:
    if disk.names[str(disk.name(old))] is not disk.names.get(str(disk.name(new))):
        disk.names[str(disk.name(new))] = disk.names.pop(str(disk.name(old)))
    disk.record()


def linked(disk: Disk, _none: None, old: Any, new: Any) -> None:
    disk.names[str(disk.name(new))] = disk.names[str(disk.name(old))]
    disk.record()


def unlinked(disk: Disk, _none: None, path: Any) -> None:
    if name := disk.name(path):
        del disk.names[name]
        disk.record()


CALLS: dict[str, Callable[..., None]] = {
    "open": opened,
    "write": written,
    "ftruncate": cut,
    "fsync": synced,
    "close": closed,
    "replace": renamed,
    "link": linked,
    "unlink": unlinked,
}


def session(path: Path, disk: Disk) -> list[tuple[int, set[str]]]:
    """Use the store; what must be there, with the number of calls after which it must."""
    must: list[tuple[int, set[str]]] = [(0, set())]

    def done(*bodies: str) -> None:
        must.append((len(disk.states), set(bodies)))

    store = new_store(path)
    first = add(store, "一")
    done("一")
    second = add(store, "二")
    done("一", "二")
    store.compact()
    done("一", "二")
    store.edit(first.id, "壹")
    done("壹", "二")
    store.delete(second.id)
    done("壹")
    store.compact()
    done("壹")
    add(store, "三")
    done("壹", "三")
    store.close()
    done("壹", "三")
    return must


def earlier(path: Path, disk: Disk) -> list[tuple[int, set[str]]]:
    """Begin with what the first version left, bring it up to date, then damage and mend it."""
    tables = {"notes": {"1": FIRST}, "schema": {"1": {"version": 1, "journal": ""}}}
    header = to_line({"journal": "j1", "version": 1}, 0)
    change = Change("notes", "n2", "2", {**SECOND, "body": "二 #春"}, None)
    line = to_line([change], int(header[:8], 16))
    for name, content in (
        ("notes.json", json.dumps(tables).encode()),
        ("notes.json.journal", header + line),
    ):
        path.with_name(name).write_bytes(content)
        disk.names[name] = disk.synced[name] = File(content, content)
    old = {"舊的\n\n#春 #樹", "二 #春"}
    must: list[tuple[int, set[str]]] = [(0, old)]
    store = new_store(path)
    note = add(store, "三")
    must.append((len(disk.states), old | {"三"}))
    store.edit(note.id, "叁")
    must.append((len(disk.states), old | {"叁"}))
    store.undo()
    must.append((len(disk.states), old | {"三"}))
    store.close()
    must.append((len(disk.states), old | {"三"}))
    return must


SESSIONS = pytest.mark.parametrize("use", [session, earlier])


def faults(disk: Disk, must: list[tuple[int, set[str]]], folder: Path) -> list[str]:
    found = []
    for call, layouts in enumerate(disk.states, 1):
        before = [bodies for after, bodies in must if after <= call][-1]
        following = [bodies for after, bodies in must if after > call][:1]
        for kind, layout in enumerate(layouts):
            here = folder / f"{call}-{kind}"
            here.mkdir()
            for name, content in layout.items():
                (here / name).write_bytes(content)
            try:
                bodies = {note.body for note in new_store(here / "notes.json").all()}
            except Exception as error:
                found.append(f"after call {call}: {error}")
                continue
            if bodies not in [before, *following]:
                found.append(f"after call {call}: {bodies} instead of {before}")
    return found


@SESSIONS
def test_nothing_acknowledged_is_lost_to_a_power_cut(disk: Disk, tmp_path: Path, use: Use):
    must = use(disk.folder / "notes.json", disk)
    assert len(disk.states) > 20
    assert faults(disk, must, tmp_path) == []


@SESSIONS
def test_the_test_finds_faults_when_nothing_is_synced(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use: Use
):
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    must = use(disk.folder / "notes.json", disk)
    assert len(faults(disk, must, tmp_path)) > 10


@SESSIONS
@pytest.mark.parametrize("skipped", ["file", "folder"])
def test_it_finds_faults_when_one_kind_of_sync_is_left_out(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, skipped: str, use: Use
):
    real = os.fsync

    def fsync(handle: int) -> None:
        if (disk.handles.get(handle) is None) != (skipped == "folder"):
            real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    must = use(disk.folder / "notes.json", disk)
    assert faults(disk, must, tmp_path) != []
