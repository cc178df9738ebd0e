"""Which paragraphs repeat another, and which neighbours fold into one line.

    looks -> repeats;    verdicts -> folds

A paragraph repeats an earlier one only where the comparison keys are *equal* and there is
evidence that scraping did it: a caption's credit on one of the copies; copies back to back
or a whole run of paragraphs again, long enough and not set apart as speech, verse or list;
or a title given again. A refrain, a slogan or a short answer said twice is none of these.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tui.core.keys import Look, Repeat, under_picture
from tui.core.model import Evidence, Fold, Verdict

# Below this many characters a caption's key says too little to call two of them one.
MIN_CAPTION = 4
# Equal text without a caption's cue: close together from 28 characters; anywhere from 80,
# which no refrain reaches; in a run of paragraphs in the same order, 120 together.
MIN_NEXT = 16  # right behind its twin in prose: alternative text and caption of a picture
MIN_BESIDE, MIN_ANYWHERE, MIN_RUN = 28, 80, 120
BESIDE = 4  # paragraphs apart, at most: page numbers, bylines and pictures come in between
SMALL = 45  # characters of a line that may come in between, and is no sentence
# In prose, a line of ten characters and more that does not end like a sentence and comes
# again is a picture's text; verse and lists are no prose by the mean length of paragraphs.
MIN_LINE, MEAN = 10, 35
MIN_MEAN = 16  # mean characters of the paragraphs in a run; the lines of a chorus have fewer


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
        elif under_picture(index, looks):
            captions.setdefault(twin, index + 1)
        if twin != index and key_of(twin) == key_of(index):
            twins[index] = twin
    doc = _Document(looks, twins, captions)
    repeats = {}
    for index, twin in twins.items():
        found = doc.reason(index, twin)
        if found is not None:
            equal = Evidence("equal", (("number", str(twin + 1)),))
            repeats[index] = Repeat(twin, found[0], (equal, found[1]))
    return repeats


@dataclass(frozen=True)
class _Document:
    """All paragraphs, which of them are twins, and which twins show a caption's credit."""

    looks: Sequence[Look]
    twins: Mapping[int, int]
    captions: Mapping[int, int]

    def reason(self, index: int, twin: int) -> tuple[str, Evidence] | None:
        """Rule and evidence by which ``index`` repeats ``twin``; None if it may be meant."""
        look = self.looks[index]
        if twin in self.captions and look.size >= MIN_CAPTION:
            credit = self.looks[self.captions[twin]].credit
            return "repeated-caption", Evidence("credit", (("text", credit),))
        if self._in_run(index):
            return "repeated-run", Evidence("run")
        if look.set_apart or self.looks[twin].set_apart:
            return None
        if not look.ends and look.size >= MIN_LINE and self._is_prose:
            return "repeated-text", Evidence("unpunctuated")
        is_next = index == twin + 1 and look.size >= MIN_NEXT and self._is_prose
        is_beside = is_next or (look.size >= MIN_BESIDE and self._beside(index, twin))
        if not is_beside and look.size < MIN_ANYWHERE:
            return None
        rule = "repeated-beside" if is_beside else "repeated-text"
        return rule, Evidence("length", (("count", str(look.length)),))

    def _beside(self, index: int, twin: int) -> bool:
        """Whether only lines of no sentence, or captions, stand between the two."""
        return index - twin <= BESIDE and all(
            look.credit or (look.length <= SMALL and not look.ends)
            for look in self.looks[twin + 1 : index]
        )

    def _in_run(self, index: int) -> bool:
        """Whether ``index`` lies in a long run of paragraphs repeated in the same order."""
        total, count = self.looks[index].size, 1
        shift = self.twins[index] - index
        for step in (-1, 1):
            at = index + step
            while total < MIN_RUN * 2 and at in self.twins and self.twins[at] - at == shift:
                total += self.looks[at].size
                count += 1
                at += step
        return count > 1 and total >= max(MIN_RUN, MIN_MEAN * count)

    @cached_property
    def _is_prose(self) -> bool:
        """Whether most paragraphs are sentences of some length: no verse, list or dialogue."""
        ending = sum(look.ends for look in self.looks)
        length = sum(look.length for look in self.looks)
        return ending * 2 >= len(self.looks) and length >= MEAN * len(self.looks)


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
