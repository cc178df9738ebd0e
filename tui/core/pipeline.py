"""The one place that orders the stages: bytes -> Article, and an article's paragraphs.

    bytes -decode-> text -split-> spans -repair-> clean -classify, fold-> Article
    the beginning of a large file -> Article, all its paragraphs -> Article, all of it -> Article
    Article, the user's rules -> Article
    Article, index -repair-> Paragraph -convert-> Display

An article keeps its source and what only the whole document can tell; a paragraph's text
is worked out when asked for, so that memory follows the file and time the screen.
"""

import hashlib
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tui.core import classify, convert, extract, fold, punctuation, residue, rules, split
from tui.core.decode import decode
from tui.core.flags import find_flags
from tui.core.items import paragraph_at
from tui.core.keys import comparison_key, look
from tui.core.model import (
    BODY,
    Action,
    Article,
    Edit,
    Facts,
    Flag,
    Manner,
    Paragraph,
    Role,
    Script,
    Span,
    UserRule,
    Verdict,
    Written,
)
from tui.core.offsets import OffsetMap, compose
from tui.core.patterns import Pattern
from tui.core.repair import clean, repair
from tui.core.safe import safe, safe_lines

if TYPE_CHECKING:
    from tui.core.search import Block, Query

CACHED = 512  # paragraphs kept of those last asked for; a screen shows at most some fifty
BLOCK = 30_000  # characters searched in one go; making them ready takes some hundredths of a second
_NEAR = 6  # characters on either side that tell a person which character is meant
_LOOKED_AT = 40  # paragraphs that tell whether a machine made the article
_REGIONAL = Manner(idioms=True)
_HASHED = 1_000_000  # characters hashed at a time
_TITLE = 30  # characters of a derived title
_CLAUSE = Pattern("[。！？；，]")
_DATELINE = Pattern(
    r"^[【〔（][^】〕）]{0,40}[】〕）]|^[^。，]{0,20}\d{1,2}月\d{1,2}日(?:電|电|訊|讯)(?:（[^（）]{0,40}）)?"
)


class Display(Struct, frozen=True):
    """A paragraph as shown: ``edits`` lead from the source slice to ``text``."""

    text: str
    edits: tuple[Edit, ...]
    offsets: OffsetMap


def article_from_bytes(  # noqa: PLR0913 - what a file does not say of itself
    data: bytes,
    name: str,
    *,
    markdown: bool = False,
    encoding: str | None = None,
    rules: Sequence[UserRule] = (),
    fold_credits: bool = False,
) -> Article:
    """Read a file's bytes into an article.

    Args:
        data: the whole file.
        name: where it came from, for people.
        markdown: the file is Markdown.
        encoding: a codec's name; ``None`` finds it out.
        rules: all that the user said; those about other articles are left out.
        fold_credits: also fold the credit lines at the end.

    Raises:
        Problem: ``binary`` or ``encoding-unknown``.
    """
    source, found = decode(data, encoding)
    return article_from_text(
        source, name, markdown=markdown, encoding=found, rules=rules, fold_credits=fold_credits
    )


def article_from_text(  # noqa: PLR0913 - as article_from_bytes
    source: str,
    name: str,
    *,
    markdown: bool = False,
    encoding: str = "utf-8",
    rules: Sequence[UserRule] = (),
    fold_credits: bool = False,
    spans: split.Paragraphs | None = None,
    each: Callable[[range], Iterable[int]] = iter,
) -> Article:
    """Read a decoded text into an article: find its paragraphs, roles and folds.

    Args:
        source: the text.
        name: as in ``article_from_bytes``, like the others not named here.
        markdown: likewise.
        encoding: what the text was decoded from.
        rules: likewise.
        fold_credits: likewise.
        spans: the paragraphs, where they are known.
        each: goes through the paragraphs; may tell how far it is.
    """
    starts, ends = spans or split.split(source, markdown=markdown)
    pairs = residue.find_pairs(source)
    facts = Facts(
        markdown=markdown,
        residue=pairs,
        half_width=punctuation.is_damaged(source),
        guesses=residue.find_guesses(source, pairs),
        written=convert.written(source),
    )

    @lru_cache(maxsize=CACHED)
    def text_of(index: int) -> str:
        return clean(source[starts[index] : ends[index]], facts)

    looks = [look(text_of(index)) for index in each(range(len(starts)))]
    repeats = fold.find_repeats(looks, lambda index: comparison_key(text_of(index)))

    def structure_of(index: int) -> str:
        return extract.structure(source[starts[index] : ends[index]]) if markdown else ""

    verdicts = classify.classify(looks, repeats, text_of, structure_of)
    article = Article(
        id=fingerprint(source),
        name=name,
        title=_title(name, len(starts), text_of, verdicts),
        encoding=encoding,
        source=source,
        starts=starts,
        ends=ends,
        verdicts=verdicts,
        folds=fold.group(len(starts), verdicts),
        facts=facts,
    )
    if not rules and not fold_credits:
        return article
    return with_rules(article, rules, fold_credits, lambda index: looks[index].size)


def fingerprint(source: str) -> str:
    """SHA-256 of ``source`` as UTF-8, in hexadecimal; worked out in pieces of some memory."""
    found = hashlib.sha256()
    for at in range(0, len(source), _HASHED):
        found.update(source[at : at + _HASHED].encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def beginning(article: Article, part: float) -> Article:
    """``article``, read from the first ``part`` of a file, without what its end seemed to tell.

    It has no id: nobody knows yet which article it is.
    """
    certain = max(len(article) - classify.TAIL, 0)
    verdicts = {index: verdict for index, verdict in article.verdicts.items() if index < certain}
    folds = fold.group(certain, verdicts)
    return replace(article, id="", verdicts=verdicts, folds=folds, found=None, part=part)


def outline(head: Article, source: str, id: str, spans: split.Paragraphs) -> Article:
    """All paragraphs of ``source``, with what its beginning, ``head``, told of it.

    If the whole is written in another script than its beginning seemed to be, the paragraphs
    of the beginning are converted on as they were: nothing that was shown changes.

    Args:
        head: what ``beginning`` gave.
        source: the whole text.
        id: its ``fingerprint``.
        spans: its paragraphs.
    """
    starts, ends = spans
    known = min(len(head), len(starts))
    differs = (head.starts[n] != starts[n] or head.ends[n] != ends[n] for n in range(known))
    same = next((n for n, different in enumerate(differs) if different), known)
    verdicts = {index: verdict for index, verdict in head.verdicts.items() if index < same}
    written = convert.written(source)
    cut = same < known and head.starts[same] == starts[same]  # the last, shown as far as it went
    begun = (same + cut, head.facts.written)
    return replace(
        head,
        facts=replace(head.facts, written=written),
        begun=begun if head.facts.written is not written else (0, Written.NONE),
        id=id,
        source=source,
        starts=starts,
        ends=ends,
        verdicts=verdicts,
        folds=fold.group(same, verdicts),
        part=1.0,
    )


def with_rules(
    article: Article,
    said: Sequence[UserRule],
    fold_credits: bool = False,
    size_of: Callable[[int], int] | None = None,
) -> Article:
    """The same article as the user wants it, instead of what was wanted before.

    Args:
        article: as read, with whatever rules.
        said: all that the user said; those about other articles are left out. Those about
            an earlier text of the same file, known by its name, are moved to where they belong.
        fold_credits: also fold the credit lines at the end.
        size_of: characters of a paragraph's comparison key, where they are known.
    """
    mine = tuple(rule for rule in said if rule.article in (None, article.id))
    before = [rule for rule in said if rule not in mine and _is_of_file(rule, article)]
    if before:
        mine += _moved(before, article)
    found = article.verdicts if article.found is None else article.found
    sizes = rules.key_sizes(mine)

    def key_of(index: int) -> str:
        if size_of is not None and size_of(index) not in sizes:
            return ""
        span = article.span(index)
        return rules.digest(clean(article.source[span.start : span.end], article.facts))

    given = rules.fold_credits(found) if fold_credits else found
    decided = rules.decide(mine, article.starts, given, key_of)
    now = replace(
        article,
        verdicts=decided.verdicts,
        folds=fold.group(len(article), decided.verdicts),
        rules=mine,
        found=found,
        matched=decided.matched,
    )
    title = _title(now.name, len(now), lambda index: repaired(now, index).text, now.verdicts)
    return replace(now, title=title)


def _is_of_file(rule: UserRule, article: Article) -> bool:
    """Whether ``rule`` was said of an earlier text of the same file."""
    return rule.start is not None and rule.name == article.name != "-"


def _moved(before: Sequence[UserRule], article: Article) -> tuple[UserRule, ...]:
    """Rules about an earlier text of the article, where they belong in this one."""

    def key_of(index: int) -> str:
        return rules.digest(as_found(article, index).text)

    def places_of(rule: UserRule) -> list[int]:
        found: list[int] = []
        for index in range(len(article)):
            whole = as_found(article, index)
            if rule.action is Action.CHOOSE:
                found += _quoted(rule, whole)
            elif rules.quote_of(whole.text) == rule.quote:
                undone = rules.undone_by(whole, [replace(rule, start=None)])
                found += [edit.span.start for edit, _ in undone]
        return found

    return rules.moved(before, article.id, article.starts, key_of, places_of)


def _quoted(rule: UserRule, whole: Paragraph) -> Iterator[int]:
    """The source offsets in ``whole`` of the character that `rule_choosing` made ``rule`` of."""
    # In the middle, unless the paragraph began or ended nearby.
    middles = (_NEAR, max(len(rule.quote) - 1 - _NEAR, 0))
    likely = {at for at in middles if rule.quote[at : at + 1] == rule.raw}
    if len(likely) != 1 and rule.quote.count(rule.raw) != 1:
        return
    within = likely.pop() if len(likely) == 1 else rule.quote.index(rule.raw)
    offsets = OffsetMap.of(whole.source, whole.edits)
    for match in re.finditer(re.escape(rule.quote), whole.text):
        yield offsets.back(match.start() + within)


def _title(
    name: str, count: int, text_of: Callable[[int], str], verdicts: Mapping[int, Verdict]
) -> str:
    """The title found, or one made of the lead's first words, or the name."""
    roles = {index: verdicts[index].role for index in range(min(count, 20)) if index in verdicts}
    for index in sorted(roles, key=lambda index: verdicts[index].rule != "user-role"):
        if roles[index] is Role.TITLE:
            return safe(text_of(index))
    if roles.get(0) is Role.JUNK:
        title = extract.front_title(text_of(0))
        if title:
            return safe(title)
    for index in range(min(count, 20)):
        verdict = verdicts.get(index, BODY)
        if verdict.role is Role.BODY and not verdict.folded:
            return safe(_headline(text_of(index)))
    return safe(name.rsplit("/", 1)[-1])


def _headline(lead: str) -> str:
    """The first words of ``lead`` without its dateline, ended at a comma where one is near."""
    words = _DATELINE.sub("", lead).strip()[: _TITLE * 3]
    stop = _CLAUSE.search(words, 8)
    if stop and stop.start() <= _TITLE:
        return words[: stop.start()]
    return words if len(words) <= _TITLE else words[:_TITLE] + "…"


def repaired(article: Article, index: int) -> Paragraph:
    """Paragraph ``index`` (from 0) of ``article``, repaired as far as the user lets it be.

    For going through a whole article; for the screen, `paragraph` keeps what it gave.
    """
    whole = as_found(article, index)
    return rules.undo(whole, article.rules) if article.rules else whole


def as_found(article: Article, index: int) -> Paragraph:
    """Paragraph ``index`` repaired as if the user had undone nothing."""
    span = article.span(index)
    return repair(index, span, article.source[span.start : span.end], article.facts)


def flags_of(article: Article, whole: Paragraph) -> tuple[Flag, ...]:
    """The places in ``whole``, a repaired paragraph, that could not be read."""
    found = find_flags(whole.text, bool(article.facts.residue))
    if not found:
        return ()
    offsets = OffsetMap.of(whole.source, whole.edits)
    return tuple(Flag(offsets.back_span(span), rule) for span, rule in found)


paragraph = lru_cache(maxsize=CACHED)(repaired)
"""`repaired`, remembering what was asked for last."""


@lru_cache(maxsize=CACHED)
def flags(article: Article, index: int) -> tuple[Flag, ...]:
    """The places in paragraph ``index`` (from 0) that could not be read."""
    return flags_of(article, paragraph(article, index))


@lru_cache(maxsize=CACHED)
def display(article: Article, index: int, script: Script) -> Display:
    """Paragraph ``index`` (from 0) as shown in ``script``; safe for a terminal."""
    clean = paragraph(article, index)
    manner = manner_of(article)
    chosen = chosen_in(clean, manner, script)
    written = taken_for(article, index)
    text, changes = convert.script_edits(clean.text, written, script, manner, chosen)
    edits = compose(clean.source, clean.edits, changes, text)
    return Display(safe_lines(text), tuple(edits), OffsetMap.of(clean.source, edits))


@lru_cache(maxsize=8)
def manner_of(article: Article) -> Manner:
    """How the user wants ``article`` converted, by the settings and by what was chosen in it."""
    return rules.manner(article.rules, article.manner, _regional)


def manner_everywhere(said: Sequence[UserRule], base: Manner) -> Manner:
    """How the user wants any text converted: ``base``, and what was chosen for always."""
    return rules.manner([rule for rule in said if rule.article is None], base, _regional)


def _regional(text: str, script: Script) -> str:
    written = Written.HANS if script is Script.HANS else Written.HANT
    return convert.to_script(text, written, script)


class Mended(Struct, frozen=True):
    """A word of machine-made traditional put right; ``span`` is its source span."""

    span: Span
    before: str
    after: str


@lru_cache(maxsize=CACHED)
def mended(article: Article, index: int) -> tuple[Mended, ...]:
    """The words of paragraph ``index`` that ``Script.CORRECTED`` shows otherwise."""
    from tui.core.convert_said import MENDED

    clean = paragraph(article, index)
    manner = manner_of(article)
    chosen = chosen_in(clean, manner, Script.CORRECTED)
    written = taken_for(article, index)
    _, edits = convert.script_edits(clean.text, written, Script.CORRECTED, manner, chosen)
    home = OffsetMap.of(clean.source, clean.edits)
    return tuple(
        Mended(
            home.back_span(edit.span),
            clean.text[edit.span.start : edit.span.end],
            edit.replacement,
        )
        for edit in edits
        if edit.rule == MENDED
    )


@lru_cache(maxsize=4)
def machine_made(article: Article) -> bool:
    """Whether a machine made the article traditional, character by character."""
    if article.facts.written is Written.HANS:
        return False
    from tui.core.convert_mended import is_machine_made

    gap = max(len(article) // _LOOKED_AT, 1)
    texts = (repaired(article, index).text for index in range(0, len(article), gap))
    return is_machine_made("\n".join(texts))


def chosen_in(clean: Paragraph, manner: Manner, script: Script) -> dict[int, str]:
    """What the user chose for characters of ``clean`` (clean offsets) in such a script."""
    choices = manner.chosen
    if not choices:
        return {}
    first = bisect_left(choices, clean.source.start, key=lambda choice: choice.start)
    last = bisect_left(choices, clean.source.end, key=lambda choice: choice.start)
    home = OffsetMap.of(clean.source, clean.edits)
    found = {}
    for choice in choices[first:last]:
        at = home.forward(choice.start)
        same = (choice.script is Script.HANS) == (script is Script.HANS)
        if same and clean.text[at : at + 1] == choice.before:
            found[at] = choice.after
    return found


@lru_cache(maxsize=CACHED)
def written_in(article: Article, index: int) -> Written:
    """The script that paragraph ``index`` is written in."""
    return convert.written(paragraph(article, index).text)


def taken_for(article: Article, index: int) -> Written:
    """The script that paragraph ``index`` is converted from: the article's.

    Where that was found out only after its beginning was shown, the beginning keeps its own.
    """
    count, first = article.begun
    return first if index < count else article.facts.written


def search(article: Article, query: "Query") -> tuple[Span, ...]:
    """Every hit of ``query`` in the repaired article, as source spans in order.

    Raises:
        Problem: ``expression-wrong`` or ``expression-slow``.
    """
    return tuple(hit for hits in search_from(article, query) for hit in hits)


def search_from(
    article: Article, query: "Query", offset: int = 0, script: Script = Script.ORIGINAL
) -> Iterator[list[Span]]:
    """Search ``article`` block by block, from the one at source ``offset`` on and round the end.

    Args:
        article: the article.
        query: what is searched for.
        offset: where to begin.
        script: the script shown: where it comes with the region's words, those are found too.

    Yields:
        The hits of a block, as source spans in order.

    Raises:
        Problem: ``expression-wrong`` or ``expression-slow``.
    """
    from tui.core.search import block, finder

    wanted = finder(query, _said_otherwise(article, query.text, script))
    bounds, ready = _blocks(article)
    first = max(bisect_right(bounds, paragraph_at(article, offset)) - 1, 0)
    for number in range(len(bounds) - 1):
        at = (first + number) % (len(bounds) - 1)
        key = at, wanted.exact
        if key not in ready:
            paragraphs = [repaired(article, index) for index in range(bounds[at], bounds[at + 1])]
            for exact in (False, True):  # repairing takes longer than either
                ready[at, exact] = block(paragraphs, exact=exact)
        yield wanted.find(ready[key])


def _said_otherwise(article: Article, text: str, script: Script) -> set[str]:
    """The words of other regions, or those the user says otherwise, where ``text`` is shown."""
    found: set[str] = set()
    if article.manner.words and script is not Script.ORIGINAL:
        from tui.core.convert_said import own_sources

        found = own_sources(text, script, article.manner)
    if not article.manner.idioms or script in (Script.ORIGINAL, Script.CORRECTED):
        return found
    is_simplified = script is Script.HANS
    written = Written.HANS if is_simplified else Written.HANT
    others = (Script.TW, Script.HK) if is_simplified else (Script.HANS,)
    found |= {convert.to_script(text, written, other, _REGIONAL) for other in others}
    return found - {text}


@lru_cache(maxsize=2)
def _blocks(article: Article) -> "tuple[Sequence[int], dict[tuple[int, bool], Block]]":
    """Where the article's blocks begin and the last ends; those ready, folded or exact."""
    bounds = array("q", [0])
    size = 0
    for index in range(len(article)):
        if size >= BLOCK:
            bounds.append(index)
            size = 0
        size += article.ends[index] - article.starts[index]
    bounds.append(len(article))
    return bounds, {}


def word_at(article: Article, offset: int) -> tuple[str, Span] | None:
    """The word at source ``offset``, or the next one in its paragraph, and its source span."""
    if not len(article):
        return None
    from tui.core.words import word_near

    whole = paragraph(article, paragraph_at(article, offset))
    offsets = OffsetMap.of(whole.source, whole.edits)
    found = word_near(whole.text, offsets.forward(offset))
    if found is None:
        return None
    return whole.text[found.start : found.end], offsets.back_span(found)


def rule_about(
    article: Article,
    index: int,
    action: Action,
    *,
    everywhere: bool = False,
    role: Role | None = None,
) -> UserRule:
    """What to store when the user says ``action`` (not ``UNDO``) of paragraph ``index``.

    Args:
        article: the article.
        index: the paragraph.
        action: keep, fold, or give ``role``.
        everywhere: for paragraphs with an equal comparison key in every article.
        role: the role given.
    """
    whole = as_found(article, index)
    return UserRule(
        id="",
        action=action,
        article=None if everywhere else article.id,
        start=None if everywhere else whole.source.start,
        key=rules.digest(whole.text),
        role=role,
        quote=rules.quote_of(whole.text),
        name=article.name,
    )


def rule_undoing(article: Article, index: int, edit: Edit, *, everywhere: bool = False) -> UserRule:
    """What to store when the user undoes ``edit``, one of `paragraph`'s at ``index``.

    Args:
        article: the article.
        index: the paragraph.
        edit: one of the repairs (script conversion is undone by the script shown).
        everywhere: for the same slice changed by the same rule in every article.
    """
    whole = repaired(article, index)
    return UserRule(
        id="",
        action=Action.UNDO,
        article=None if everywhere else article.id,
        start=None if everywhere else edit.span.start,
        edit=edit.rule,
        raw=article.source[edit.span.start : edit.span.end],
        quote=rules.quote_of(whole.text),
        name=article.name,
    )


def rule_choosing(article: Article, index: int, at: int, text: str, script: Script) -> UserRule:
    """What to store when the user chooses ``text`` for a character, here.

    Args:
        article: the article.
        index: the paragraph.
        at: clean offset of the character.
        text: what it is to become.
        script: the script shown.
    """
    whole = paragraph(article, index)
    start = OffsetMap.of(whole.source, whole.edits).back(at)
    return UserRule(
        id="",
        action=Action.CHOOSE,
        article=article.id,
        start=start,
        raw=whole.text[at],
        text=text,
        script=script,
        quote=whole.text[max(at - _NEAR, 0) : at + _NEAR + 1],
        name=article.name,
    )


def rules_unmending(
    article: Article, index: int, word: Mended, *, everywhere: bool = False
) -> tuple[UserRule, ...]:
    """What to store when the user wants ``word`` of paragraph ``index`` as it was written."""
    whole = paragraph(article, index)
    start = OffsetMap.of(whole.source, whole.edits).forward(word.span.start)
    here = tuple(
        rule_choosing(article, index, start + at, old, Script.CORRECTED)
        for at, (old, new) in enumerate(zip(word.before, word.after, strict=True))
        if old != new
    )
    if not everywhere:
        return here
    first = in_every_article(here[0], article, word.span)
    return (replace(first, text=word.before),)


def in_every_article(rule: UserRule, article: Article, word: Span) -> UserRule:
    """The rule that makes a choice here hold for the word around it, always.

    Args:
        rule: what `rule_choosing` gave.
        article: the article.
        word: the source span of the word; its other characters stay as they are shown.
    """
    assert rule.start is not None
    assert rule.script is not None
    whole = paragraph(article, paragraph_at(article, word.start))
    place = OffsetMap.of(whole.source, whole.edits).forward_span(word)
    written = taken_for(article, whole.index)
    clean = whole.text[place.start : place.end]
    at = OffsetMap.of(whole.source, whole.edits).forward(rule.start) - place.start
    shown = convert.to_script(clean, written, rule.script, manner_of(article))
    if len(shown) != len(clean):
        shown = clean
    text = shown[:at] + rule.text + shown[at + 1 :]
    return replace(rule, article=None, start=None, raw=clean, text=text)


@lru_cache(maxsize=4)
def matches(article: Article) -> Mapping[str, int]:
    """Paragraphs that each of the article's rules meets, edits that it undoes, by rule id.

    A rule with 0 does nothing here. For undone edits and chosen conversions this looks at
    the whole article.
    """
    undoing = [rule for rule in article.rules if rule.action is Action.UNDO]
    counts = {**article.matched, **{rule.id: 0 for rule in undoing}, **_chosen_count(article)}
    slices = {rule.raw for rule in undoing if rule.start is None}
    places = [rule.start for rule in undoing if rule.start is not None]
    here = {bisect_right(article.starts, place) - 1 for place in places} - {-1}
    for index in range(len(article)) if slices else sorted(here):
        span = article.span(index)
        raw = article.source[span.start : span.end]
        if index in here or any(piece in raw for piece in slices):
            for _, rule in rules.undone_by(as_found(article, index), undoing):
                counts[rule.id] += 1
    return counts


def _chosen_count(article: Article) -> dict[str, int]:
    """How many places each choice of a conversion is about, by the rule's id."""
    choosing = [rule for rule in article.rules if rule.action is Action.CHOOSE]
    counts = {rule.id: 0 for rule in choosing}
    always = [rule for rule in choosing if rule.start is None]
    for rule in choosing:
        if rule.start is not None:
            whole = repaired(article, paragraph_at(article, rule.start))
            at = OffsetMap.of(whole.source, whole.edits).forward(rule.start)
            counts[rule.id] = int(
                rule.start in whole.source and whole.text[at : at + 1] == rule.raw
            )
    if always:
        for index in range(len(article)):
            span = article.span(index)
            raw = article.source[span.start : span.end]
            those = [rule for rule in always if rule.raw[:1] in raw]
            text = repaired(article, index).text if those else ""
            for rule in those:
                counts[rule.id] += text.count(rule.raw)
    return counts
