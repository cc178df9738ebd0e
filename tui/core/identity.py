"""Who an article is, so that its notes find it again: four marks, from sure to likely.

    article -> Identity          two identities -> Kinship

1. *id*: SHA-256 of the decoded source. The same text, wherever it lies.
2. *form*: SHA-256 of its normal form (``normal``), with that form's version. The same
   words in another script, width, spacing, punctuation, or with other residue.
3. *sketch*: the smallest hashes of its character 4-grams (Broder 1997, MinHash as one
   bottom-k sketch). The share that two sketches have in common estimates how many of
   their 4-grams two texts share. Not simhash: texts on one subject come too near in it.
4. *name*: the path, if the sketches do not speak against it. A file that is written over
   with something else has not become an older version of it.

Where the sketches are alike but not enough, only a person can tell: ``PERHAPS``.

Sketches compare across versions of the normal form as well: a changed table touches few
of the 4-grams. Form and sketch are of the first ``SKETCHED`` characters of the source.
"""

from enum import IntEnum
from hashlib import sha256
from heapq import nsmallest
from zlib import crc32

from msgspec import Struct

from tui.core.model import Article
from tui.core.normal import VERSION, normal

GRAM = 4
# An estimate out of 128 hashes is within 0.09 of the truth nineteen times in twenty.
HASHES = 128
# Characters of the source that are looked at: half a second's work, in which no step is long
# enough to be felt at a key. Two books that begin alike for so long are one.
SKETCHED = 500_000
# Of two articles' 4-grams, the share from which on they are one article, and the share
# from which on a person is asked. Of the labelled articles no two share more than 0.10;
# articles generated from the same sentences share up to 0.4. Of an article, 5 characters in
# 100 edited leave 0.51 to 0.8, 15 in 100 0.4, 30 in 100 0.17 (medians); three paragraphs of
# ten cut leave 0.7.
ALIKE = 0.5
PERHAPS_ALIKE = 0.1
# At the same path less is enough.
ALIKE_IN_PLACE = 0.05
# Texts with fewer 4-grams than this are too short to be told by them.
FEW = 16
# Multiplying by an odd number spreads the checksum's bits: its order alone follows the text.
_SPREAD = 0x9E3779B1
STANDARD_INPUT = "-"


class Identity(Struct, frozen=True):
    """An article's marks.

    Attributes:
        id: SHA-256 of the source as UTF-8.
        name: the path that it was opened by, ``-`` for standard input.
        title: the article's title.
        form: version and SHA-256 of the normal form; empty if it is not known.
        sketch: hashes of 4-grams, ascending; empty if they are not known.
    """

    id: str
    name: str
    title: str
    form: str = ""
    sketch: tuple[int, ...] = ()


class Kinship(IntEnum):
    """Whether two identities are of one article."""

    NONE = 0
    PERHAPS = 1
    SAME = 2


def identify(article: Article) -> Identity:
    """The identity of ``article``; half a second for the longest."""
    text = normal(article.source[:SKETCHED]).text
    form = f"{VERSION}:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
    return Identity(article.id, article.name, article.title, form, sketch(text))


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the 4-grams of ``text``, which is in normal form."""
    content = memoryview(text.encode("utf-32-le", "surrogatepass"))
    grams = (crc32(content[at : at + 4 * GRAM]) for at in range(0, len(content) - 12, 4))
    return tuple(nsmallest(HASHES, {gram * _SPREAD & 0xFFFFFFFF for gram in grams}))


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """An estimate of the share of 4-grams that two sketched texts have in common.

    >>> likeness((1, 2, 3, 4), (1, 3, 4, 5))
    0.6
    """
    if not one or not other:
        return 0.0
    union = nsmallest(HASHES, {*one, *other})
    both = {*one} & {*other}
    return sum(found in both for found in union) / len(union)


def kinship(one: Identity, other: Identity) -> Kinship:
    """Whether ``one`` and ``other`` are the same article, as far as their marks tell."""
    if one.id == other.id or (one.form and one.form == other.form):
        return Kinship.SAME
    in_place = one.name == other.name and one.name not in ("", STANDARD_INPUT)
    if min(len(one.sketch), len(other.sketch)) < FEW:
        return Kinship.SAME if in_place else Kinship.NONE
    alike = likeness(one.sketch, other.sketch)
    if alike >= (ALIKE_IN_PLACE if in_place else ALIKE):
        return Kinship.SAME
    return Kinship.PERHAPS if in_place or alike >= PERHAPS_ALIKE else Kinship.NONE
