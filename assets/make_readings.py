"""Make tui/core/data/readings.txt: the readings of characters outside GB2312.

    pip install pypinyin && python assets/make_readings.py

Pinyin residue only ever follows such a character (see tui/core/residue.py), so these
are all the readings that repair needs. One line a syllable: the syllable, the characters
that are mostly read so, and those that can be read so, a tab between each. Data: pypinyin
(MIT), all its heteronyms; the first of a character is the usual one.
"""

import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin

OUT = Path(__file__).resolve().parent.parent / "tui" / "core" / "data" / "readings.txt"


def outside_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def main() -> None:
    usual, other = defaultdict(list), defaultdict(list)
    for code in range(0x4E00, 0xA000):
        character = chr(code)
        if not outside_gb2312(character):
            continue
        try:
            character.encode("gbk")
        except UnicodeEncodeError:
            continue
        for n, syllable in enumerate(pinyin(character, heteronym=True, style=Style.TONE)[0]):
            if syllable != character:
                readings = other if n else usual
                readings[unicodedata.normalize("NFC", syllable)].append(character)
    lines = [
        f"{syllable}\t{''.join(usual[syllable])}\t{''.join(other[syllable])}"
        for syllable in sorted(usual.keys() | other.keys())
    ]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
