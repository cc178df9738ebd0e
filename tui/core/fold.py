"""Which paragraphs repeat another, and which neighbours fold into one line.

    looks -> repeats;    verdicts -> folds

A paragraph repeats an earlier one only where the comparison keys are *equal* and there is
evidence that scraping did it: a caption's credit on one of the copies; copies back to back
or a whole run of paragraphs again, long enough and not set apart as speech, verse or list;
or a title given again. A refrain, a slogan or a short answer said twice is none of these.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from tui.core.keys import Look, Repeat, under_picture
from tui.core.model import Evidence, Fold, Verdict

# Below this many characters a caption's key says too little to call two of them one.
MIN_CAPTION = 4
# Equal text without a caption's cue: close together from 28 characters; anywhere from 80,
# which no refrain reaches; in a run of paragraphs in the same order, 100 together.
MIN_NEXT = 13  # right behind its twin in prose: alternative text and caption of a picture
MIN_BESIDE, MIN_ANYWHERE, MIN_RUN = 28, 80, 100
MIN_DATED = 36  # anywhere in prose, if it names a number: a lead given again
MIN_GALLERY = 3  # captions with their credits in lines of their own
MIN_RUN_TITLED = 60  # if the run begins with the page's first line
NEAR = 3  # paragraphs from the lead to its copy, at most, and from that to the end at least
BESIDE = 8  # paragraphs apart, at most: page numbers, bylines and pictures come in between
SMALL = 45  # characters of a line that may come in between, and is no sentence
# In prose, a line of ten characters and more that does not end like a sentence and comes
# again is a picture's text. Verse, lists and dialogue are no prose: little of them stands in
# paragraphs of 35 characters and more that end like a sentence.
MIN_LINE, MEAN, PROSE = 10, 35, 0.4
MIN_MEAN = 16  # mean characters of the paragraphs in a run; the lines of a chorus have fewer


def find_repeats(looks: Sequence[Look], key_of: Callable[[int], str]) -> dict[int, Repeat]:
    """The paragraphs that repeat an earlier one, surely or by equal text alone.

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
        equal = Evidence("equal", (("number", str(twin + 1)),))
        if found is not None:
            repeats[index] = Repeat(twin, found[0], (equal, found[1]))
        elif doc.is_odd(index, twin):
            unproved = Evidence("unproved")
            repeats[index] = Repeat(twin, "suspected-repeat", (equal, unproved), sure=False)
    return repeats


class _Document(Struct, frozen=True, dict=True):
    """All paragraphs, which of them are twins, and which twins show a caption's credit."""

    looks: Sequence[Look]
    twins: Mapping[int, int]
    captions: Mapping[int, int]

    def reason(  # noqa: PLR0911 - one a reason
        self, index: int, twin: int
    ) -> tuple[str, Evidence] | None:
        """Rule and evidence by which ``index`` repeats ``twin``; None if it may be meant."""
        look = self.looks[index]
        if look.alone and (self._is_gallery or self._has_own(index)):
            return None
        if twin in self.captions and look.size >= MIN_CAPTION:
            credit = self.looks[self.captions[twin]].credit
            return "repeated-caption", Evidence("credit", (("text", credit),))
        if self._in_run(index):
            return "repeated-run", Evidence("run")
        length = Evidence("length", (("count", str(look.length)),))
        if self._over_page(index, twin, look) or self._is_lead(index, twin, look):
            return "repeated-beside", length
        if look.set_apart or self.looks[twin].set_apart:
            return None
        is_line = not look.ends or (look.size >= MIN_NEXT and not self.looks[twin].ends)
        if is_line and look.size >= MIN_LINE and self._is_prose:
            return "repeated-text", Evidence("unpunctuated")
        is_next = index == twin + 1 and look.size >= MIN_NEXT and self._is_prose
        if is_next or (look.size >= MIN_BESIDE and self._beside(index, twin)):
            return "repeated-beside", length
        is_news = look.size >= MIN_DATED and look.dated and self._is_prose
        return ("repeated-text", length) if is_news or look.size >= MIN_ANYWHERE else None

    def is_odd(self, index: int, twin: int) -> bool:
        """Whether equal text without proof is worth a mark: prose seldom says a thing twice."""
        looks = self.looks[index], self.looks[twin]
        return (
            self._is_prose
            and looks[0].size >= MIN_LINE
            and not any(look.set_apart or look.alone for look in looks)
        )

    def _beside(self, index: int, twin: int) -> bool:
        """Whether only lines of no sentence, or captions, stand between the two."""
        return index - twin <= BESIDE and all(
            look.credit or at in self.twins or (look.length <= SMALL and not look.ends)
            for at, look in enumerate(self.looks[twin + 1 : index], twin + 1)
        )

    def _over_page(self, index: int, twin: int, look: Look) -> bool:
        """Whether nothing but one short line, a page's number, stands between the two."""
        between = self.looks[index - 1]
        enough = look.size >= (MIN_NEXT if between.dated else MIN_BESIDE)
        return enough and index == twin + 2 and between.length <= SMALL and not between.ends

    def _is_lead(self, index: int, twin: int, look: Look) -> bool:
        """Whether the page's first sentence comes again near it: a lead as a summary."""
        return (
            look.ends
            and look.dated
            and look.size >= MIN_BESIDE
            and index - twin <= NEAR
            and index < len(self.looks) - NEAR
            and not look.set_apart
            and self._is_prose
            and not any(above.ends for above in self.looks[:twin])
        )

    def _has_own(self, index: int) -> bool:
        """Whether a credit alone stands under a picture's text of its own, behind another's."""
        above, before = self.looks[index - 1], self.looks[max(index - 2, 0)]
        is_own = bool(above.credit) and not above.alone and index - 1 not in self.twins
        return is_own and before.alone

    def _in_run(self, index: int) -> bool:
        """Whether ``index`` lies in a long run of paragraphs repeated in the same order.

        The first time, captions and short lines may stand between them.
        """
        total, count = self.looks[index].size, 1
        from_title = self.twins[index] == 0
        for step in (-1, 1):
            at, twin = index + step, self.twins[index]
            while total < MIN_RUN * 2 and at in self.twins and self._follows(twin, at, step):
                twin = self.twins[at]
                from_title = from_title or twin == 0
                total += self.looks[at].size
                count += 1
                at += step
        least = MIN_RUN_TITLED if from_title else MIN_RUN
        return count > 1 and total >= max(least, MIN_MEAN * count)

    def _follows(self, twin: int, at: int, step: int) -> bool:
        """Whether the twin of ``at`` comes right after ``twin``, or before it by ``step``."""
        other = self.twins[at]
        return 0 < (other - twin) * step <= BESIDE and self._beside(
            max(twin, other), min(twin, other)
        )

    @cached_property
    def _is_gallery(self) -> bool:
        """Whether the page is pictures, each with a caption and, in a line alone, its credit."""
        alone = [index for index, look in enumerate(self.looks) if look.alone]
        return len(alone) >= MIN_GALLERY and all(
            two - one == 2 and under_picture(one + 1, self.looks) and one + 1 not in self.twins
            for one, two in pairwise(alone)
        )

    @cached_property
    def _is_prose(self) -> bool:
        """Whether most of the page is sentences of some length: no verse, list or dialogue."""
        told = sum(look.length for look in self.looks if look.ends and look.length >= MEAN)
        return told >= PROSE * sum(look.length for look in self.looks)


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
