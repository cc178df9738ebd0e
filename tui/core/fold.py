"""Which paragraphs repeat another, and which neighbours fold into one line.

    looks -> repeats;    verdicts -> folds

A paragraph repeats an earlier one only where the comparison keys are *equal* and there is
evidence that scraping did it: a caption's credit on one of the copies; copies back to back
or a whole run of paragraphs again, long enough and not set apart as speech, verse or list;
or a title given again. A refrain, a slogan or a short answer said twice is none of these.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from tui.core.keys import Look, Repeat
from tui.core.model import Evidence, Fold, Verdict

# Below this many characters a caption's key says too little to call two of them one.
MIN_CAPTION = 4
# Equal text without a caption's cue: back to back from 40 characters; anywhere from 80, which
# no refrain reaches; in a run of paragraphs in the same order, from 25 each and 100 together.
MIN_BESIDE, MIN_ANYWHERE, MIN_IN_RUN, MIN_RUN = 40, 80, 25, 100
_TITLE_PLACE = 4  # a title is given again at the top only


def find_repeats(looks: Sequence[Look], key_of: Callable[[int], str]) -> dict[int, Repeat]:
    """The paragraphs that repeat an earlier one.

    Args:
        looks: every paragraph, in order.
        key_of: the comparison key of a paragraph, to settle equality beyond its hash.
    """
    first: dict[int, int] = {}
    twins: dict[int, int] = {}
    captions: dict[int, int] = {}
    for index, look in enumerate(looks):
        if not look.size:
            continue
        twin = first.setdefault(look.key, index)
        if look.credit:
            captions.setdefault(twin, index)
        if twin != index and key_of(twin) == key_of(index):
            twins[index] = twin
    repeats = {}
    for index, twin in twins.items():
        rule, reason = _reason(index, twin, looks, twins, captions)
        if rule:
            equal = Evidence("equal", (("number", str(twin + 1)),))
            repeats[index] = Repeat(twin, rule, (equal, reason))
    return repeats


def _reason(
    index: int,
    twin: int,
    looks: Sequence[Look],
    twins: Mapping[int, int],
    captions: Mapping[int, int],
) -> tuple[str, Evidence]:
    look = looks[index]
    if twin in captions and look.size >= MIN_CAPTION:
        credit = looks[captions[twin]].credit
        return "repeated-caption", Evidence("credit", (("text", credit),))
    if look.set_apart or looks[twin].set_apart:
        return "", Evidence("")
    length = Evidence("length", (("count", str(look.length)),))
    if index == twin + 1 and look.size >= MIN_BESIDE:
        return "repeated-beside", length
    if look.size >= MIN_ANYWHERE:
        return "repeated-text", length
    if look.size >= MIN_IN_RUN and _run(index, twins, looks) >= MIN_RUN:
        return "repeated-run", Evidence("run")
    return "", Evidence("")


def _run(index: int, twins: Mapping[int, int], looks: Sequence[Look]) -> int:
    """Characters in the run of paragraphs around ``index`` repeated in the same order."""
    total = looks[index].size
    for step in (-1, 1):
        at = index + step
        while total < MIN_RUN and at in twins and twins[at] - at == twins[index] - index:
            if looks[at].size < MIN_IN_RUN:
                break
            total += looks[at].size
            at += step
    return total if total > looks[index].size else 0


def group(count: int, verdicts: Mapping[int, Verdict]) -> tuple[Fold, ...]:
    """Join neighbouring folded paragraphs that share role, rule and twin into folds."""
    return tuple(_group(sorted(i for i, v in verdicts.items() if v.folded and i < count), verdicts))


def _group(indices: Sequence[int], verdicts: Mapping[int, Verdict]) -> Iterable[Fold]:
    start = 0
    for n, index in enumerate(indices):
        verdict = verdicts[index]
        after = indices[n + 1] if n + 1 < len(indices) else None
        other = verdicts[after] if after is not None else None
        if after != index + 1 or other is None or not _alike(verdict, other):
            yield Fold(indices[start], index, verdicts[indices[start]])
            start = n + 1


def _alike(one: Verdict, other: Verdict) -> bool:
    """Whether two neighbours are hidden for the same reason: a reader wants one line."""
    if one.duplicate_of is None and other.duplicate_of is None:
        return one.role is other.role
    return one.role is other.role and one.duplicate_of == other.duplicate_of
