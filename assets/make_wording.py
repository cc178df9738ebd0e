"""Make tui/core/data/wording.txt: how much each run of characters tells of a page's own lines.

    pip install scikit-learn && python assets/make_wording.py [--without SET …] [--out FILE]

Learned from the labelled articles and lines in tests/core/cases, repeats left out: furniture
against everything else. One row a character that runs begin with: the character, then of each run
its weight, in tenths of log odds, and the rest of it, a tab between each; the row without a
character holds the constant. ``--without`` leaves sets out; their lines are then weighed, which
tells how well it does on lines that it has not seen.
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from tui.core.glyphs import fold
from tui.core.wording import LIMIT, runs

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "core" / "cases"
OUT = ROOT / "tui" / "core" / "data" / "wording.txt"
OWN = {"junk", "footer"}
SEEN = 3  # lines that a run stands in; rarer ones tell nothing of other lines
STRENGTH = 1.0  # of regularisation, inverse; between 0.3 and 3 nothing changes


def labelled(name: str) -> Iterator[tuple[str, bool]]:
    """The lines of the set ``name``, each with whether it is a page's own."""
    if name == "lines":
        with (CASES / "lines.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield row["line"], row["kind"] in OWN
    for path in sorted((CASES / name).glob("*.json")):
        for paragraph in json.loads(path.read_text("utf-8"))["paragraphs"]:
            if paragraph["duplicate_of"] is None:
                yield paragraph["raw"], paragraph["role"] in OWN


def short(names: list[str]) -> tuple[list[str], list[bool]]:
    """Their lines, folded, each once, and labels."""
    found: dict[str, bool] = {}
    for name in names:
        for line, own in labelled(name):
            folded = fold(line).strip()
            if 0 < len(folded) <= LIMIT:
                found.setdefault(folded, own)
    return list(found), list(found.values())


def main() -> None:
    """Write the weights, and tell how well they do on what was left out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    names = [*sorted(path.name for path in CASES.iterdir() if path.is_dir()), "lines"]
    lines, own = short([name for name in names if name not in options.without])
    vectorizer = CountVectorizer(analyzer=runs, binary=True, min_df=SEEN)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=1000)
    model.fit(vectorizer.fit_transform(lines), own)
    rows = defaultdict(list)
    rows[""].append(f"{round(model.intercept_[0] * 10):+03}")
    for run, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True):
        if round(weight * 10) and not {"\t", "\n", "\r"} & set(run):
            rows[run[0]].append(f"{round(weight * 10):+03}{run[1:]}")
    options.out.write_text("".join("\t".join([c, *rows[c]]) + "\n" for c in sorted(rows)), "utf-8")
    print(f"{len(lines)} lines, {sum(map(len, rows.values()))} runs")
    if options.without:
        lines, own = short(options.without)
        weights = model.decision_function(vectorizer.transform(lines))
        for least in (0, 1, 2, 3):
            caught = sum(w > least and o for w, o in zip(weights, own, strict=True))
            wrong = sum(w > least and not o for w, o in zip(weights, own, strict=True))
            print(f"> {least}: {caught} of {sum(own)}; of {len(own) - sum(own)} others, {wrong}")


if __name__ == "__main__":
    main()
