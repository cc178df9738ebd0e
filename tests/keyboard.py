"""Run the command line with a reader that tells what keyboard it has, then reads a line of it.

    python -m tests.keyboard PATH ...

For tests that give it a terminal.
"""

import os
import sys
from types import ModuleType

from tui.cli import main


def run_reader(paths, piped, words):
    kept = [os.isatty(each) and os.ttyname(each) == os.ttyname(1) for each in (0, 1, 2)]
    text = None if piped is None else piped.decode()
    print(f"<{kept} {sys.stdin.isatty()} {[str(path) for path in paths]} {text!r}>", flush=True)
    return len(os.read(0, 100))


if __name__ == "__main__":
    stub = ModuleType("tui.app")
    stub.run_reader = run_reader
    sys.modules["tui.app"] = stub
    sys.exit(main(sys.argv[1:]))
