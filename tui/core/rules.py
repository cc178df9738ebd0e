"""What the user said about paragraphs and edits, applied: it always wins.

    rules, verdicts, comparison keys -> verdicts, and how many paragraphs each rule met
    rules, Paragraph -> Paragraph without the edits undone
    rules, Manner -> Manner with the conversions chosen

A rule for one article goes by the source offset, or, where the file was edited since, by the
equal comparison key nearest to it; one for every article by equal comparison keys; an undone
edit by its place, or by its rule and the slice that it replaced. Where several rules meet a
paragraph, the one for this place wins over the one for every article, then the later one.
Giving a role and folding or keeping go together: one sets the role, the other what is
hidden. A rule that meets nothing is counted as nothing, for the caller to tell.

Left out on purpose: rules by likeness. What is to be hidden everywhere must be the same.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

from tui.core.keys import comparison_key
from tui.core.model import (
    BODY,
    Action,
    Chosen,
    Edit,
    Evidence,
    Manner,
    Paragraph,
    Role,
    Script,
    UserRule,
    Verdict,
)
from tui.core.offsets import apply
from tui.core.safe import safe_lines

IN_TEXT = (Action.UNDO, Action.CHOOSE)  # what is said of a place in a text, not of a paragraph
HIDDEN = (Role.FOOTER, Role.JUNK)  # roles that are folded when the user gives them
_DIGEST = 12  # bytes: no two of a billion different keys meet by chance
GONE = -1  # the place of what is not found in an edited article
_QUOTE = 40  # characters of a paragraph that tell a person which one is meant


class Decided(Struct, frozen=True):
    """Verdicts with the user's word, and the paragraphs that each rule met, by its id."""

    verdicts: Mapping[int, Verdict]
    matched: Mapping[str, int]


def digest(text: str) -> str:
    """A stable name for the comparison key of a clean paragraph: its length and a hash.

    A paragraph of marks alone, whose key is empty, goes by the marks.

    >>> digest("機場外的長椅。") == digest("机场外的长椅")
    True
    >>> digest("機場外的長椅。").split(":")[0], digest("——") == digest("……")
    ('6', False)
    """
    key = comparison_key(text)
    named = (key or text.strip()).encode("utf-8", "surrogatepass")
    return f"{len(key)}:{blake2b(named, digest_size=_DIGEST).hexdigest()}"


def key_sizes(rules: Iterable[UserRule]) -> frozenset[int]:
    """The lengths of the comparison keys that ``rules`` ask for; no other one can match."""
    return frozenset(
        int(size)
        for rule in rules
        if rule.article is None and rule.action not in IN_TEXT
        for size, _, _ in [rule.key.partition(":")]
        if size.isdecimal()
    )


def superseded(
    new: UserRule, said: Iterable[UserRule], article: str, start: int
) -> tuple[UserRule, ...]:
    """The rules that ``new`` takes the place of: earlier ones about the same.

    Args:
        new: the rule to be added.
        said: all rules there are.
        article: the id of the article in which it was said.
        start: source offset of the paragraph (the edit) of which it was said. What was
            said of this very place goes, even where ``new`` is for every article: it
            would win over ``new`` here.
    """
    return tuple(
        old
        for old in said
        if _subject(old) == _subject(new)
        and (
            (old.article, old.start) == (article, start)
            or (
                new.start is None
                and old.start is None
                and old.key == new.key
                and old.raw == new.raw
            )
        )
    )


def _subject(rule: UserRule) -> tuple[str, str, str]:
    """What a rule decides about its paragraph, its edit or the conversion there."""
    if rule.action is Action.CHOOSE:
        return rule.action, "HANS" if rule.script is Script.HANS else "HANT", ""
    is_fold = rule.action in (Action.KEEP, Action.FOLD)
    return Action.FOLD if is_fold else rule.action, rule.edit, rule.raw


def moved(
    rules: Iterable[UserRule],
    article: str,
    starts: "array[int]",
    key_of: Callable[[int], str],
    places_of: Callable[[UserRule], Sequence[int]],
) -> tuple[UserRule, ...]:
    """``rules`` about an earlier text of the same file, at their places in the text of now.

    A paragraph is found again by an equal comparison key, of several the one nearest to
    its old place; an edit, if the paragraph with its quote has only one such; a choice, if its
    quote comes only once. What is not found stands at `GONE` and meets nothing.

    Args:
        rules: those to be moved.
        article: the id of the text of now.
        starts: source offsets of its paragraphs.
        key_of: the ``digest`` of a paragraph.
        places_of: where what an ``UNDO`` or a ``CHOOSE`` was said of may stand now.
    """
    places: dict[str, list[int]] = {}
    wanted = {rule.key for rule in rules if rule.action not in IN_TEXT}
    for index in range(len(starts)) if wanted else ():
        key = key_of(index)
        if key in wanted:
            places.setdefault(key, []).append(starts[index])
    found = []
    for rule in rules:
        old = rule.start or 0
        if rule.action in IN_TEXT:
            those = places_of(rule)
            start = those[0] if len(those) == 1 else GONE
        else:
            near = places.get(rule.key, ())
            start = min(near, key=lambda place: abs(place - old), default=GONE)
        found.append(replace(rule, article=article, start=start))
    return tuple(found)


def quote_of(text: str) -> str:
    """The first words of ``text``, for people."""
    words = " ".join(text.split())
    return words if len(words) <= _QUOTE else words[:_QUOTE] + "…"


def decide(
    rules: Sequence[UserRule],
    starts: "array[int]",
    verdicts: Mapping[int, Verdict],
    key_of: Callable[[int], str],
) -> Decided:
    """Put the user's word above the engine's.

    Args:
        rules: those for this article and for every article, in the order they were said.
        starts: source offsets of the paragraphs.
        verdicts: the engine's.
        key_of: the ``digest`` of a paragraph; may be empty where no rule has such a key.
    """
    said: dict[int, list[UserRule]] = {}
    by_key: dict[str, list[UserRule]] = {}
    matched = {rule.id: 0 for rule in rules if rule.action not in IN_TEXT}
    for rule in rules:
        if rule.action in IN_TEXT:
            continue
        if rule.start is None:
            by_key.setdefault(rule.key, []).append(rule)
            continue
        index = bisect_left(starts, rule.start)
        if index < len(starts) and starts[index] == rule.start:
            said.setdefault(index, []).append(rule)
    if by_key:
        for index in range(len(starts)):
            said_of_key = by_key.get(key_of(index))
            if said_of_key:
                said.setdefault(index, []).extend(said_of_key)
    decided = dict(verdicts)
    for index, those in said.items():
        for rule in those:
            matched[rule.id] += 1
        decided[index] = _judge(verdicts.get(index, BODY), those)
    return Decided(decided, matched)


def _judge(found: Verdict, rules: Iterable[UserRule]) -> Verdict:
    """The verdict that obeys ``rules``, all about one paragraph."""
    role_rule = fold_rule = None
    for rule in sorted(rules, key=lambda rule: (rule.start is not None, rule.created)):
        if rule.action is Action.ROLE:
            role_rule = rule
        else:
            fold_rule = rule
    role = role_rule.role if role_rule and role_rule.role else found.role
    folded = fold_rule.action is Action.FOLD if fold_rule else role in HIDDEN
    those = [rule for rule in (fold_rule, role_rule) if rule]
    evidence = tuple(_evidence(rule) for rule in those)
    return Verdict(role, f"user-{those[0].action.value}", evidence, folded=folded)


def _evidence(rule: UserRule) -> Evidence:
    scope = "everywhere" if rule.start is None else "here"
    return Evidence(f"user-{rule.action.value}-{scope}", (("date", rule.created[:10]),))


def fold_credits(verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """``verdicts`` with the credit lines at the article's end folded."""
    return {
        index: replace(verdict, folded=True) if verdict.role is Role.CREDIT else verdict
        for index, verdict in verdicts.items()
    }


def undone_by(whole: Paragraph, rules: Iterable[UserRule]) -> list[tuple[Edit, UserRule]]:
    """The edits of ``whole`` that ``rules`` undo, each with every rule that does."""
    undoing: dict[tuple[str, str], list[UserRule]] = {}
    for rule in rules:
        if rule.action is Action.UNDO:
            undoing.setdefault((rule.edit, rule.raw), []).append(rule)
    if not undoing:
        return []
    base = whole.source.start
    return [
        (edit, rule)
        for edit in whole.edits
        for rule in undoing.get(
            (edit.rule, whole.raw[edit.span.start - base : edit.span.end - base]), ()
        )
        if rule.start in (None, edit.span.start)
    ]


def undo(whole: Paragraph, rules: Iterable[UserRule]) -> Paragraph:
    """``whole`` without the edits that the user undid; the others still replay.

    What no screen may get, such as a terminal control, stands as visible substitutes.
    """
    undone = {edit.span for edit, _ in undone_by(whole, rules)}
    if not undone:
        return whole
    base = whole.source.start
    kept = []
    for edit in whole.edits:
        if edit.span in undone:
            piece = whole.raw[edit.span.start - base : edit.span.end - base]
            visible = safe_lines(piece.replace("\r\n", "\n"))
            if visible != piece:
                kept.append(replace(edit, replacement=visible))
        else:
            kept.append(edit)
    return replace(whole, text=apply(whole.raw, base, kept), edits=tuple(kept))


def manner(
    rules: Iterable[UserRule], base: Manner, regional: Callable[[str, Script], str]
) -> Manner:
    """How an article is converted: ``base``, and over it what the user chose.

    Args:
        rules: the user's rules.
        base: what the settings say.
        regional: brings traditional text into the glyphs of a script.
    """
    choosing = [rule for rule in rules if rule.action is Action.CHOOSE and rule.script is not None]
    if not choosing:
        return base
    words = {script: dict(base.words.get(script, {})) for script in Script}
    chosen = {(each.start, each.script is Script.HANS): each for each in base.chosen}
    for rule in sorted(choosing, key=lambda rule: rule.created):
        assert rule.script is not None
        is_simplified = rule.script is Script.HANS
        if rule.start is not None:
            new = Chosen(rule.start, rule.raw, rule.text, rule.script)
            chosen[rule.start, is_simplified] = new
            continue
        for script in (Script.HANS,) if is_simplified else (Script.HANT, Script.TW, Script.HK):
            words[script][rule.raw] = regional(rule.text, script)
    in_order = sorted(chosen.values(), key=lambda each: each.start)
    return replace(base, words=words, chosen=tuple(in_order))
