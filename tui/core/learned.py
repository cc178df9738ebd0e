"""Boilerplate that shows by recurring: the ends of articles -> what may be folded everywhere.

    article -> Trace;    Trace, traces of other articles -> offers

A paragraph of the last lines of an article that stands near the end of other articles as
well is the site's, even where no cue says so; a sentence that they do not share ends the
block, so that a motto further up is none of it. It is offered to the user, never folded
unasked.
The other articles must be other texts: one article saved twice, or once more with a
correction, shares its sentences, and two traces that share a fourth of them are one text.

An article is remembered by hashes alone: of the paragraphs in its last part, and of a few
of its sentences, the smallest hashes (Broder's bottom sketch, 1997), so that texts that
differ a little keep nearly the same ones.

Left out on purpose: boilerplate in the middle or at the top of articles, where titles of
series and recurring sections stand.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from tui.core.keys import comparison_key
from tui.core.model import Article
from tui.core.pipeline import as_found
from tui.core.rules import digest, quote_of

TAIL = 12  # paragraphs from the end, and never more than the later half
MIN_KEY = 10  # characters of a comparison key; shorter lines recur by chance
MIN_BESIDE = 6  # right above or below a longer line that recurs
MIN_ARTICLES = 3  # articles that must end alike, this one included
SKETCH = 24  # hashes of sentences kept of an article
SAMPLE = 200  # paragraphs of text from which they are taken
# Share of the smaller sketch that two traces of one text have in common. Different texts
# share no sentences but quotations; a text with half of its paragraphs edited shares half.
SAME = 0.25
MOTTO = 1  # sentences that texts of one series may share, where there are enough to tell
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_ENDED = re.compile(r"[。！？!?…][”」』）)]*$")


class Trace(Struct, frozen=True):
    """What is remembered of an article.

    Attributes:
        article: its id.
        tail: digests of the paragraphs at its end.
        sketch: digests of some of its sentences.
    """

    article: str
    tail: tuple[str, ...]
    sketch: tuple[str, ...]


class Offer(Struct, frozen=True):
    """A paragraph that ``count`` articles end with, this one included."""

    index: int
    key: str
    quote: str
    count: int


def _tail_keys(article: Article) -> Iterator[tuple[int, str, str]]:
    """Index, digest and text of the paragraphs at the end that say enough."""
    for index in range(len(article) - min(TAIL, len(article) // 2), len(article)):
        text = as_found(article, index).text
        key = digest(text)
        if _size(key) >= MIN_BESIDE:
            yield index, key, text


def _size(key: str) -> int:
    """Characters of the comparison key behind a digest."""
    return int(key.partition(":")[0])


def trace(article: Article) -> Trace:
    """What to remember of ``article``."""
    tail = tuple(dict.fromkeys(key for _, key, _ in _tail_keys(article)))
    sentences = set()
    for index in range(min(len(article) - min(TAIL, len(article) // 2), SAMPLE)):
        for sentence in _SENTENCE.findall(as_found(article, index).text):
            if len(comparison_key(sentence)) >= MIN_KEY:
                sentences.add(digest(sentence).partition(":")[2])
    return Trace(article.id, tail, tuple(sorted(sentences)[:SKETCH]))


def same_text(one: Trace, other: Trace) -> bool:
    """Whether two traces are of one text; so is what has too few sentences to tell."""
    if one.article == other.article:
        return True
    fewer = min(len(one.sketch), len(other.sketch))
    shared = len(set(one.sketch) & set(other.sketch))
    return shared >= SAME * fewer and (shared > MOTTO or fewer <= 2 * MOTTO)


def offers(
    article: Article, others: Iterable[Trace], answered: Collection[str] = ()
) -> tuple[Offer, ...]:
    """The paragraphs of ``article`` to offer as boilerplate.

    Args:
        article: as read, with the user's rules.
        others: traces of the articles read before; that of ``article`` may be among them.
        answered: digests that the user accepted or refused.
    """
    asked = {
        index: (key, text)
        for index, key, text in _tail_keys(article)
        if key not in answered
        and not article.verdict(index).folded
        and not article.verdict(index).rule.startswith("user-")
    }
    if not asked:
        return ()
    mine = trace(article)
    texts: dict[str, list[Trace]] = {key: [mine] for key, _ in asked.values()}
    for other in others:
        for key in other.tail:
            seen = texts.get(key)
            if seen is not None and not any(same_text(other, one) for one in seen):
                seen.append(other)
    recurring = {i: key for i, (key, _) in asked.items() if len(texts[key]) >= MIN_ARTICLES}
    long = {index for index, key in recurring.items() if _size(key) >= MIN_KEY}
    above = max(
        (i for i, (_, t) in asked.items() if i not in recurring and _ENDED.search(t)), default=-1
    )
    return tuple(
        Offer(index, key, quote_of(asked[index][1]), len(texts[key]))
        for index, key in recurring.items()
        if index > above and not long.isdisjoint((index - 1, index, index + 1))
    )
