"""Kill a writer of notes at random moments and see what is left.

``python -m tests.io.kill_notes --kills 1000 --notes 500`` is the long form; the test run
has the short one (``test_kills``). A child adds, edits, deletes and compacts, and says so
on a pipe when the store has returned. The parent kills it with SIGKILL after a random
number of such lines, without waiting for a moment between them. Then everything that was
acknowledged must be there; only the one change after the last line may be or not.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.io.sample_notes import add, new_store

ROOT = Path(__file__).resolve().parents[2]


def write(path: Path, seed: int) -> None:
    """The child: change notes for ever, first saying what, then that it is done."""
    chance = random.Random(seed)
    store = new_store(path)
    known = [note.id for note in store.all()]
    step = 0
    while True:
        step += 1
        what = chance.choices(("add", "edit", "delete", "compact"), (60, 25, 10, 5))[0]
        chosen = chance.choice(known) if known else None
        name = f"{seed}.{step}.{chance.randrange(3000)}"
        body = text(name)
        if what == "add" or not chosen:
            tell("will", "add", name)
            note = add(store, body)
            known.append(note.id)
            tell("did", "put", name, note.id)
        elif what == "edit":
            tell("will", "put", name, chosen)
            store.edit(chosen, body)
            tell("did", "put", name, chosen)
        elif what == "delete":
            tell("will", "delete", "", chosen)
            store.delete(chosen)
            known.remove(chosen)
            tell("did", "delete", "", chosen)
        else:
            store.compact()
            tell("did", "compact")


def text(name: str) -> str:
    """The text called ``name``, so that a pipe need not carry it and never fills up."""
    return name + "字" * int(name.rsplit(".", 1)[1])


def tell(*what: str) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


class Watch:
    """What must be in the store: id to text, and the change that may or may not be."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, str] = {}
        self.pending: list[str] = []

    def hear(self, line: bytes) -> None:
        when, what, *rest = json.loads(line)
        if when == "will":
            self.pending = [what, *rest]
            return
        self.pending = []
        if what == "put":
            self.known[rest[1]] = text(rest[0])
        elif what == "delete":
            del self.known[rest[1]]

    def faults(self) -> list[str]:
        """What is wrong with the store as it is now; takes it over as the new state."""
        found = {note.id: note.body for note in new_store(self.path).all()}
        what, name, id = (*self.pending, "", "", "")[:3]
        body = text(name) if name else ""
        self.pending = []
        faults = []
        for known, was in self.known.items():
            allowed = {was, body} if what == "put" and known == id else {was}
            if known not in found and not (what == "delete" and known == id):
                faults.append(f"lost: {was[:20]}")
            elif known in found and found[known] not in allowed:
                faults.append(f"changed: {was[:20]} to {found[known][:20]}")
        for new in found.keys() - self.known.keys():
            if not (what == "add" and found[new] == body):
                faults.append(f"came from nowhere: {found[new][:20]}")
        self.known = found
        return faults


def kill(watch: Watch, seed: int) -> list[str]:
    """Let a writer run, kill it, and give the faults."""
    command = [sys.executable, "-m", "tests.io.kill_notes", "--child", str(watch.path)]
    child: Any = subprocess.Popen([*command, str(seed)], stdout=subprocess.PIPE, cwd=ROOT)
    with child:
        for _ in range(random.Random(seed).randrange(1, 40)):
            watch.hear(child.stdout.readline())
        child.kill()
        for line in child.stdout:
            if line.endswith(b"\n"):
                watch.hear(line)
    try:
        return watch.faults()
    except Exception as error:  # whatever it is, it is what this program looks for
        return [f"unreadable: {error}"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--notes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=2)
    given = parser.parse_args()
    if given.child:
        write(Path(given.child[0]), int(given.child[1]))
    with tempfile.TemporaryDirectory() as folder:
        watch = Watch(Path(folder) / "notes.json")
        store = new_store(watch.path)
        for n in range(given.notes):
            note = add(store, f"初 {n}")
            watch.known[note.id] = note.body
        store.close()
        faults = [f for n in range(given.kills) for f in kill(watch, given.seed + n)]
        print(f"{given.kills} kills, {len(watch.known)} notes at the end, {len(faults)} faults")
        print("\n".join(faults[:20]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
