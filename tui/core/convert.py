"""Script conversion: ``clean text + script -> display text``, and which script a text is in.

Two layers. ``convert`` is plain OpenCC under OpenCC's configuration names. ``to_script`` and
``script_edits`` serve the reader's modes, which choose a configuration by what the text was
written in and mend what OpenCC gets wrong (著 and 着, see ``convert_zhe``).

The modes, and what they do:

============  =======================  ==========================================
mode          from simplified          from traditional
============  =======================  ==========================================
``zh-Hans``   the text as it is        ``t2s``, then 著 and 着, 帐 and 账
``zh-Hant``   by words, without the    the text as it is
              glyphs that are standard
              nowhere (爲 衆 喫)
``zh-TW``     by words, then ``t2tw``  ``hk2t``, then ``t2tw``
``zh-HK``     by words, then ``t2hk``  ``tw2t``, 著 and 着 told apart, ``t2hk``
``corrected`` the text as it is        the words put right that a machine got wrong
============  =======================  ==========================================

*By words* is OpenCC's ``s2t`` with its phrases kept to word borders (``convert_reader``).
With ``idioms`` the region's words follow as a last step, which changes lengths: Taiwan's or
Hong Kong's on the way there, Taiwan's to the mainland's on the way to simplified.

A mixed text goes to simplified as a traditional one. To the traditional modes it goes
clause by clause: a clause with simplified characters only is converted, one with traditional
ones only is not, and in one with both just the characters that exist in simplified alone.
A text without evidence counts as simplified on the way to a traditional script, and as
traditional on the way to simplified. Each call sees one paragraph and nothing else.

``import`` is cheap; tables are loaded by the first conversion that needs them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui.core.glyphs import clauses, only
from tui.core.model import PLAIN, Edit, Manner, Script, Span, Written

if TYPE_CHECKING:
    from tui.core.convert_engine import Converter
    from tui.core.convert_said import Swap

# A text whose rarer script has this share of the telling characters is mixed.
_MIXED = 0.15
# Longer texts are judged by this many slices of this many characters, evenly spread.
_SLICES = 64
_SLICE = 4096


def convert(text: str, config: str) -> str:
    """Convert ``text`` by OpenCC's configuration ``config``, such as ``s2tw``.

    Raises:
        ValueError: OpenCC has no such configuration; the message names those it has.
    """
    return _converter(config).convert(text)


def written(text: str) -> Written:
    """The script that ``text`` is written in, by counting the characters only one script has.

    >>> [str(written(text)) for text in ("学习", "學習", "学習", "天下")]
    ['zh-Hans', 'zh-Hant', 'mixed', 'none']
    """
    counts: Counter[str] = Counter()
    for at in range(0, len(text), max(len(text) // _SLICES, _SLICE)):
        counts.update(text[at : at + _SLICE])  # counting all at once would hold up every key
    simplified = traditional = 0
    only_simplified, only_traditional = only()
    for character, count in counts.items():
        if character in only_simplified:
            simplified += count
        elif character in only_traditional:
            traditional += count
    total = simplified + traditional
    if not total:
        return Written.NONE
    if min(simplified, traditional) >= _MIXED * total:
        return Written.MIXED
    return Written.HANS if simplified > traditional else Written.HANT


def to_script(text: str, written: Written, script: Script, manner: Manner = PLAIN) -> str:
    """Convert one paragraph for the reader, as long as ``text`` unless ``manner`` changes it.

    Args:
        text: a clean paragraph.
        written: the script of the article it stands in.
        script: what the reader asks to see.
        manner: how the user wants texts converted.
    """
    return script_edits(text, written, script, manner)[0]


def script_edits(
    text: str,
    written: Written,
    script: Script,
    manner: Manner = PLAIN,
    chosen: Mapping[int, str] = MappingProxyType({}),
) -> tuple[str, tuple[Edit, ...]]:
    """Convert as ``to_script`` does, and say where.

    Args:
        text: a clean paragraph.
        written: the script of the article it stands in.
        script: what the reader asks to see.
        manner: how the user wants texts converted.
        chosen: what the user chose for single characters, by clean offset; in any
            traditional script if ``script`` is one.

    Returns:
        The converted text, and sorted, disjoint edits (offsets in ``text``, from 0) that lead
        from ``text`` to it and cover changed characters only. Their rule is ``script``, or
        one of ``convert_said``'s.
    """
    shown = _in_script(text, written, script)
    told = _swaps(text, shown, written, script, manner)
    told = _with_chosen(told, chosen, script)
    if shown == text and not told:
        return text, ()
    edits: list[Edit] = []
    parts: list[str] = []
    done = 0
    for swap in told:
        edits += _changes(text, shown, done, swap.start)
        parts += shown[done : swap.start], swap.text
        if swap.text != text[swap.start : swap.end]:
            edits.append(Edit(Span(swap.start, swap.end), swap.text, swap.rule))
        done = swap.end
    edits += _changes(text, shown, done, len(text))
    parts.append(shown[done:])
    return "".join(parts), tuple(edits)


def _swaps(text: str, shown: str, written: Written, script: Script, manner: Manner) -> list["Swap"]:
    """What stands in the place of the characters' conversion."""
    if script is Script.ORIGINAL:
        return []
    mended: list[Swap] = []
    if script is Script.CORRECTED and written is not Written.HANS:
        from tui.core.convert_mended import corrections

        mended = corrections(text)
    if not (mended or manner.idioms or manner.quotes or manner.words):
        return []
    from tui.core.convert_said import swaps

    return swaps(text, shown, script, manner, kept=is_kept(written, script), mended=mended)


def _with_chosen(swaps: list["Swap"], chosen: Mapping[int, str], script: Script) -> list["Swap"]:
    """``swaps`` with single characters that the user chose, which are of more weight."""
    if not chosen or script is Script.ORIGINAL:
        return swaps
    from tui.core.convert_said import CHOSEN, Swap

    mine = [
        Swap(at, at + 1, new if script is Script.HANS else _regional(new, script), CHOSEN)
        for at, new in chosen.items()
    ]
    others = [s for s in swaps if not any(s.start <= at < s.end for at in chosen)]
    return sorted([*others, *mine])


def _changes(text: str, shown: str, start: int, end: int) -> Iterator[Edit]:
    """Runs of characters that differ between two equally long texts, from start to end."""
    first = -1
    for at in range(start, end + 1):
        if at < end and text[at] != shown[at]:
            first = at if first < 0 else first
        elif first >= 0:
            yield Edit(Span(first, at), shown[first:at], "script")
            first = -1


def is_kept(written: Written, script: Script) -> bool:
    """Whether the text is already in the script asked for."""
    return script in (Script.ORIGINAL, Script.CORRECTED) or (script, written) in (
        (Script.HANS, Written.HANS),
        (Script.HANT, Written.HANT),
    )


def _in_script(text: str, written: Written, script: Script) -> str:
    """Convert without touching the length."""
    if is_kept(written, script):
        return text
    if script is Script.HANS:
        return _simplified(text)
    if written is Written.HANT:
        return _regional(text, script)
    if written is Written.MIXED:
        return _unmixed(text, script)
    return _traditional(text, script)


def _converter(name: str) -> "Converter":
    from tui.core.convert_engine import converter

    return converter(name)


def _simplified(text: str) -> str:
    """Traditional or mixed to simplified."""
    from tui.core.convert_reader import simplified
    from tui.core.convert_zhe import settle

    return settle(simplified(text))


def _traditional(text: str, script: Script) -> str:
    """Simplified to one of the traditional scripts."""
    from tui.core.convert_reader import traditional

    standard = traditional(text)
    if script is Script.TW:
        return convert(standard, "t2tw")
    if script is Script.HK:
        return convert(standard, "t2hk")
    return standard.translate(_common_glyphs())


def _regional(text: str, script: Script) -> str:
    """Traditional of any region to one of the traditional scripts."""
    if script is Script.TW:
        return convert(convert(text, "hk2t"), "t2tw")
    if script is Script.HK:
        told = zip(text, _simplified(text), convert(text, "tw2t"), strict=True)
        standard = "".join(plain if old == "著" else new for old, plain, new in told)
        return convert(standard, "t2hk")
    return text


def _unmixed(text: str, script: Script) -> str:
    """A mixed paragraph to a traditional script, clause by clause."""
    only_simplified, _ = only()
    first = Written.HANT if only_simplified.isdisjoint(text) else Written.HANS
    parts = []
    done = 0
    for span, its in clauses(text, first, only_simplified):
        clause = text[span.start : span.end]
        parts.append(text[done : span.start])
        done = span.end
        if its is Written.HANS:
            parts.append(_traditional(clause, script))
            continue
        if its is Written.MIXED:
            better = _traditional(clause, Script.HANT)
            clause = "".join(
                new if old in only_simplified else old
                for old, new in zip(clause, better, strict=True)
            )
        parts.append(_regional(clause, script))
    return "".join([*parts, text[done:]])


@cache
def _common_glyphs() -> dict[int, str]:
    """Glyphs of OpenCC's own standard for which Taiwan and Hong Kong agree on another."""
    from tui.core.convert_tables import characters

    taiwan, hongkong = characters("TW"), characters("HK")
    agreed = taiwan.keys() & hongkong.keys()
    return {ord(key): taiwan[key][0] for key in agreed if taiwan[key][0] == hongkong[key][0]}
