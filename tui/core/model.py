"""The values that flow through the core: immutable, without behaviour of their own.

Offsets are code-point indices. Which text an offset counts in is always said:

*source*
    the decoded text of the file, byte order mark dropped, newlines as in the file
*clean*
    a paragraph after repair, counted from that paragraph's start
*display*
    a clean paragraph in the script shown, counted from that paragraph's start

Paragraphs are indexed from 0 here; people and the JSON contract count them from 1.
"""

from array import array
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field


class Span(Struct, frozen=True, order=True):
    """A half-open range of code points, ``start <= offset < end``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end


class Edit(Struct, frozen=True):
    """Replace ``span`` (source offsets) by ``replacement``, for the reason ``rule``."""

    span: Span
    replacement: str
    rule: str


class Flag(Struct, frozen=True):
    """``span`` (source offsets) could not be read and was left as it is, by ``rule``."""

    span: Span
    rule: str


class Role(StrEnum):
    """What a paragraph is to the article. A repeat keeps the role of its twin."""

    TITLE = "title"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    FOOTER = "footer"
    JUNK = "junk"


class Script(StrEnum):
    """What the reader asks to see, as BCP 47 tags.

    ``ORIGINAL`` is the repaired source; ``CORRECTED`` the same where a machine made it
    traditional character by character, with the words put right (see ``convert_mended``).
    """

    ORIGINAL = "original"
    HANS = "zh-Hans"
    HANT = "zh-Hant"
    TW = "zh-TW"
    HK = "zh-HK"
    CORRECTED = "corrected"


class Written(StrEnum):
    """The script that a text was found to be written in."""

    HANS = "zh-Hans"
    HANT = "zh-Hant"
    MIXED = "mixed"
    NONE = "none"


class Evidence(Struct, frozen=True):
    """One reason for a verdict: a catalogue key (``evidence.<id>``) and what fills it."""

    id: str
    values: tuple[tuple[str, str], ...] = ()


class Verdict(Struct, frozen=True):
    """Why a paragraph has its role.

    Attributes:
        role: what it is to the article.
        rule: the rule that found it.
        evidence: the reasons.
        duplicate_of: the paragraph that it repeats, as an index from 0.
        folded: it is hidden.
        marked: it is suspected by ``rule``, but not enough to hide it.
    """

    role: Role
    rule: str
    evidence: tuple[Evidence, ...] = ()
    duplicate_of: int | None = None
    folded: bool = False
    marked: bool = False


BODY = Verdict(Role.BODY, "body")


class Fold(Struct, frozen=True):
    """A run of neighbouring paragraphs hidden for one reason: ``first`` to ``last`` inclusive."""

    first: int
    last: int
    verdict: Verdict

    def __len__(self) -> int:
        return self.last - self.first + 1


class Facts(Struct, frozen=True):
    """What only the whole document can tell, and a paragraph's repair needs.

    Attributes:
        markdown: the source is Markdown; its marks are dropped.
        residue: the pinyin residues of the document, such as ``機(jī)`` (see ``residue``).
        half_width: half-width punctuation is the rule in the document, so it is damage.
        guesses: broken residue with the character before it, and what it hid (see `residue`).
        written: the script of the document.
    """

    markdown: bool = False
    residue: frozenset[str] = frozenset()
    half_width: bool = False
    guesses: Mapping[str, str] = field(default_factory=dict)
    written: Written = Written.NONE


class Action(StrEnum):
    """What a rule of the user's does.

    ``UNDO`` is about an edit, ``CHOOSE`` about a conversion, the others about paragraphs.
    """

    KEEP = "keep"
    FOLD = "fold"
    ROLE = "role"
    UNDO = "undo"
    CHOOSE = "choose"


class UserRule(Struct, frozen=True):
    """Something the user said about a paragraph or an edit, here or in every article.

    Attributes:
        id: names the rule; empty until it is stored.
        action: what it does.
        article: the article it is for; None for every article.
        start: source offset where the paragraph begins (of an undone edit: where the edit
            does; of a conversion: of the character); None for every article.
        key: the paragraph's comparison key (see ``rules.digest``); empty for an edit.
        role: the role given, with ``ROLE``.
        edit: the rule of the edit undone, with ``UNDO``.
        raw: the source slice that the edit undone had replaced, with ``UNDO``; the
            character as it stands in the clean text, for every article the word, with ``CHOOSE``.
        text: what that becomes, with ``CHOOSE``.
        script: the script that it was chosen in, with ``CHOOSE``: ``HANS``, or any
            traditional one for all.
        quote: the first words of the paragraph, or those around the character, for people.
        name: where the article came from when this was said, for people.
        created: when, in UTC, as ISO 8601; empty until it is stored.
    """

    id: str
    action: Action
    article: str | None
    start: int | None
    key: str = ""
    role: Role | None = None
    edit: str = ""
    raw: str = ""
    quote: str = ""
    name: str = ""
    created: str = ""
    text: str = ""
    script: Script | None = None


class Chosen(Struct, frozen=True):
    """What one character becomes at one place of an article, because the user chose it.

    Attributes:
        start: source offset of the character.
        before: the character there; where another stands by now, nothing is chosen.
        after: what it becomes.
        script: the script that it was chosen in: ``HANS``, or any traditional one for all.
    """

    start: int
    before: str
    after: str
    script: Script


class Manner(Struct, frozen=True, eq=False):
    """How the user wants texts converted, whatever the script. Compared by identity.

    Attributes:
        idioms: also say it in the words of the region (軟件, 軟體).
        quotes: quotation marks follow the region (“”, 「」).
        words: the user's own words by the script shown: what the clean text has, what to
            show. Those for ``HANT`` hold for Taiwan and Hong Kong as well.
        chosen: choices at single places of one article, in order of ``start``.
    """

    idioms: bool = False
    quotes: bool = False
    words: Mapping[Script, Mapping[str, str]] = field(default_factory=dict)
    chosen: tuple[Chosen, ...] = ()


PLAIN = Manner()


class Article(Struct, frozen=True, eq=False):
    """A document as read. Two articles are the same value only if the same object.

    Attributes:
        id: SHA-256 of the source as UTF-8, in hexadecimal.
        name: where it came from, for people: a path as given, or ``-``.
        title: found in the text or derived from the name; already safe to show.
        encoding: a name that ``qingdu cat --encoding`` takes.
        source: the decoded text.
        starts: source offset of every paragraph's first character.
        ends: source offset after every paragraph's last character.
        verdicts: verdicts by paragraph index; a missing one means ``BODY``.
        folds: runs of folded paragraphs, in order, not overlapping.
        facts: see ``Facts``.
        rules: what the user said that may be about this article.
        found: the verdicts before the user's word; None where it changed nothing.
        part: how much of its file the source is, 1 for all of it; see ``pipeline.beginning``.
        matched: paragraphs that each of the rules met, by the rule's id; a rule that
            undoes an edit is not counted here (see ``pipeline.matches``).
        manner: how the user wants it converted.
        begun: the first so many paragraphs were shown while they were taken for this script,
            and stay so; see ``pipeline.taken_for``.
    """

    id: str
    name: str
    title: str
    encoding: str
    source: str
    starts: "array[int]"
    ends: "array[int]"
    verdicts: Mapping[int, Verdict]
    folds: tuple[Fold, ...] = ()
    facts: Facts = Facts()
    rules: tuple[UserRule, ...] = ()
    found: Mapping[int, Verdict] | None = None
    part: float = 1.0
    matched: Mapping[str, int] = field(default_factory=dict)
    manner: Manner = PLAIN
    begun: tuple[int, Written] = (0, Written.NONE)

    def __repr__(self) -> str:
        return f"Article({self.name!r}, {len(self)} paragraphs)"

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, index: int) -> Span:
        """The source span of paragraph ``index``."""
        return Span(self.starts[index], self.ends[index])

    def verdict(self, index: int) -> Verdict:
        """The verdict on paragraph ``index``."""
        return self.verdicts.get(index, BODY)


class Paragraph(Struct, frozen=True):
    """One paragraph, repaired: ``edits`` (source offsets) applied to ``raw`` give ``text``."""

    index: int
    source: Span
    raw: str
    text: str
    edits: tuple[Edit, ...]


class Query(Struct, frozen=True):
    """What is searched for: ``exact`` as typed, ``pattern`` as a regular expression."""

    text: str
    exact: bool = False
    pattern: bool = False


class Problem(Exception):
    """Something a person must be told: catalogue key ``problem.<id>`` and what fills it.

    Every layer raises this one class for what bad input or a bad environment causes;
    the command line and the screens turn it into a sentence in the interface's language.
    """

    def __init__(self, id: str, /, **values: str | int) -> None:
        super().__init__(f"{id}: " + ", ".join(f"{k}={v}" for k, v in values.items()))
        self.id = id
        self.values = values
