"""What the cursor can stand on: every paragraph in view, and every closed fold as one.

    article, opened folds, paragraph -> item, the item after it, the item before it

An item is named by the index of its first paragraph. Nothing is listed: folds are
found by bisection, so that each answer costs O(log folds) in an article of any length.
"""

from bisect import bisect_right
from collections.abc import Set as AbstractSet
from functools import lru_cache

from msgspec import Struct

from tui.core.model import Article, Fold


class Items(Struct, frozen=True):
    """The items of ``article`` while the folds that begin at ``opened`` are open."""

    article: Article
    opened: AbstractSet[int] = frozenset()

    def fold_of(self, paragraph: int) -> Fold | None:
        """The fold that ``paragraph`` belongs to, open or closed."""
        folds = self.article.folds
        if not folds:
            return None
        at = bisect_right(_firsts(self.article), paragraph) - 1
        return folds[at] if at >= 0 and paragraph <= folds[at].last else None

    def closed_at(self, paragraph: int) -> Fold | None:
        """The closed fold that hides ``paragraph``."""
        fold = self.fold_of(paragraph)
        return fold if fold and fold.first not in self.opened else None

    def opens_at(self, paragraph: int) -> Fold | None:
        """The open fold whose first paragraph is ``paragraph``."""
        fold = self.fold_of(paragraph)
        return fold if fold and fold.first == paragraph and paragraph in self.opened else None

    def at(self, paragraph: int) -> int:
        """The item that shows or hides ``paragraph``."""
        fold = self.closed_at(paragraph)
        return fold.first if fold else paragraph

    def last_paragraph(self, item: int) -> int:
        """The last paragraph of ``item``."""
        fold = self.closed_at(item)
        return fold.last if fold else item

    def after(self, item: int) -> int | None:
        """The item after ``item``."""
        following = self.last_paragraph(item) + 1
        return following if following < len(self.article) else None

    def before(self, item: int) -> int | None:
        """The item before ``item``."""
        return self.at(item - 1) if item > 0 else None

    def step(self, item: int, count: int) -> int:
        """The item ``count`` items on (or back, if negative), at most the last (the first)."""
        going = self.after if count > 0 else self.before
        for _ in range(abs(count)):
            there = going(item)
            if there is None:
                break
            item = there
        return item

    def last(self) -> int:
        """The last item."""
        return self.at(max(len(self.article) - 1, 0))


@lru_cache(maxsize=2)
def _firsts(article: Article) -> tuple[int, ...]:
    """Where the folds of ``article`` begin."""
    return tuple(fold.first for fold in article.folds)


def paragraph_at(article: Article, offset: int) -> int:
    """The paragraph that source ``offset`` stands in, or else the one before it."""
    return max(bisect_right(article.starts, offset) - 1, 0)
