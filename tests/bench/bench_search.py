"""Search: ``python -m tests.bench.bench_search [--megabytes 10]``.

    text made here -> seconds for the first query, then for each kind of query
    OpenCC's tables -> the share of word pairs that find each other

The article is an ordinary one with damage of every kind. The first query makes it ready; the
others are to take less than 0.5 s for 10 MB. The pairs are all in OpenCC's phrase and character
tables whose two sides are of equal length and differ only in how their characters are
written: simplified and traditional, and the variants of Taiwan and Hong Kong. Each side is
searched for in the other. The tables of regional words (軟件, 軟體) are left out: they
differ in more. To be run by hand on a quiet machine.
"""

import argparse
from time import perf_counter

from tests.bench.bench_engine import MB
from tests.bench.bench_engine import article as ordinary
from tests.pairs import TABLES, missed, pairs
from tui.core.pipeline import article_from_text, search
from tui.core.search import Query

QUERIES = (
    Query("的"),
    Query("口琴"),
    Query("大家都說，那年冬天"),
    Query("了解"),
    Query("一個沒有的詞"),
    Query("舊帳本", exact=True),
    Query(r"\p{Han}{2}的老?人", pattern=True),
    Query(r"司機|會計", pattern=True),
    Query(r"(\w+)在\1", pattern=True),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=10)
    article = article_from_text(ordinary(parser.parse_args().megabytes * MB), "bench.txt")
    start = perf_counter()
    search(article, Query("口琴"))
    print(f"first query, everything made ready  {perf_counter() - start:6.2f} s")
    for query in QUERIES:
        start = perf_counter()
        hits = search(article, query)
        kind = f"{'exact ' * query.exact}{'expression ' * query.pattern}"
        print(f"{perf_counter() - start:6.3f} s {len(hits):8} hits  {kind}{query.text}")
    total = failed = 0
    for name in TABLES:
        both = [pair for one, other in pairs(name) for pair in ((one, other), (other, one))]
        lost = list(missed(both))
        total, failed = total + len(both), failed + len(lost)
        print(f"{name:36} {len(both):7} searches, not found: {len(lost)}")
    print(f"found: {100 * (1 - failed / total):.3f} % of {total}")


if __name__ == "__main__":
    main()
