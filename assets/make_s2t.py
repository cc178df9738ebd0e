"""Make tui/core/data/s2t.txt from the installed dictionaries: ``python assets/make_s2t.py``."""

from pathlib import Path

from tui.core.convert_engine import Prepared
from tui.core.convert_shortcut import checksum, dump
from tui.core.convert_tables import chain

TARGET = Path(__file__).parent.parent / "tui/core/data/s2t.txt"

if __name__ == "__main__":
    found = Prepared(chain("s2t"), None)
    TARGET.write_text(dump(checksum(), found.after, found.before, found.joins), "utf-8")
    print(TARGET, TARGET.stat().st_size)
