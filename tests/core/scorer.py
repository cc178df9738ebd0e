"""Score the engine on the labelled articles: ``python -m tests.core.scorer [NAME …]``.

Prints what differs from the labels, then folding F1, body paragraphs lost, and the share
of damaged and of intact paragraphs whose repaired text is right.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui.core.pipeline import article_from_text, paragraph

CASES = Path(__file__).parent / "cases" / "articles"
NAMES = (
    "heldout",
    "heldout2",
    "heldout3",
    "heldout4",
    "heldout5",
    "heldout6",
    "heldout7",
    "heldout8",
    "heldout9",
    "heldout10",
    "heldout11",
    "heldout12",
)
HELD_OUT = tuple(CASES.with_name(name) for name in NAMES)


@dataclass
class Score:
    """Counts of paragraphs over the labelled articles."""

    folded_right: int = 0
    folded_wrong: int = 0
    missed: int = 0
    body_lost: int = 0
    damaged: int = 0
    damaged_right: int = 0
    intact: int = 0
    intact_right: int = 0
    roles: int = 0
    roles_right: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Balanced F-measure of folding."""
        hits = 2 * self.folded_right
        return hits / max(hits + self.folded_wrong + self.missed, 1)


def load(names: list[str] | None = None, folder: Path = CASES) -> Iterator[dict[str, Any]]:
    """The labelled articles in ``folder``, all or those named."""
    for path in sorted(folder.glob("*.json")):
        if not names or path.stem in names:
            yield json.loads(path.read_text("utf-8"))


def score(cases: Iterator[dict[str, Any]]) -> Score:
    """Run the engine over ``cases`` and compare with the labels."""
    total = Score()
    for case in cases:
        article = article_from_text(
            case["source"], case["name"], markdown=case.get("markdown", False)
        )
        found = {}
        for index in range(len(article)):
            span = article.span(index)
            found[span.start, span.end] = index
        at = 0
        numbers: dict[int, int] = {}
        for number, wanted in enumerate(case["paragraphs"], 1):
            start = case["source"].index(wanted["raw"], at)
            at = start + len(wanted["raw"])
            _compare(total, case, number, wanted, article, found.get((start, at)), numbers)
    return total


def _compare(
    total: Score, case: Any, number: int, wanted: Any, article: Any, index: Any, numbers: Any
) -> None:
    where = f"{case['name']} {number}"
    intact = wanted["text"] == wanted["raw"]
    if index is None:
        total.notes.append(f"{where}: not a paragraph: {wanted['raw'][:50]!r}")
        total.damaged += 1
        total.missed += wanted["folded"]
        return
    verdict = article.verdict(index)
    text = paragraph(article, index).text
    total.roles += 1
    total.roles_right += verdict.role == wanted["role"]
    if verdict.role != wanted["role"]:
        total.notes.append(f"{where}: role {verdict.role} for {wanted['role']}: {text[:50]!r}")
    if verdict.folded != wanted["folded"]:
        kind = "folded" if verdict.folded else "kept"
        total.notes.append(f"{where}: {kind} by {verdict.rule}: {text[:60]!r}")
    total.folded_right += verdict.folded and wanted["folded"]
    total.folded_wrong += verdict.folded and not wanted["folded"]
    total.missed += wanted["folded"] and not verdict.folded
    total.body_lost += verdict.folded and not wanted["folded"] and wanted["role"] == "body"
    if intact:
        total.intact += 1
        total.intact_right += text == wanted["text"]
    else:
        total.damaged += 1
        total.damaged_right += text == wanted["text"]
    if text != wanted["text"]:
        total.notes.append(
            f"{where}: text\n   is   {text!r}\n"
            f"   want {wanted['text']!r}\n   raw  {wanted['raw']!r}"
        )


def main() -> None:
    for folder in (CASES, *HELD_OUT):
        result = score(load(sys.argv[1:], folder))
        print(f"== {folder.name}")
        print("\n".join(result.notes))
        print(
            f"folding F1 {result.f1:.3f} (right {result.folded_right}, "
            f"wrong {result.folded_wrong}, missed {result.missed})"
        )
        print(f"body paragraphs lost {result.body_lost}")
        print(
            f"damaged paragraphs right {result.damaged_right}/{result.damaged}, "
            f"intact {result.intact_right}/{result.intact}"
        )
        print(f"roles right {result.roles_right}/{result.roles}")


if __name__ == "__main__":
    main()
