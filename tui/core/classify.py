"""Paragraphs -> verdicts: each alone first, then by where it stands.

    looks, repeats, text -> {index: Verdict}; a paragraph without one is body

Junk shows by form and shortness, never by a keyword within a sentence. A footer needs its
place at the end and two cues, one of them a word in which the page speaks of itself. What
could be either stays: hiding a paragraph of the article is worse than showing a footer.

The division into a look alone and a look in context follows jusText (Pomikálek, 2011).
"""

from collections.abc import Callable, Mapping, Sequence

from tui.core import cues
from tui.core.glyphs import fold
from tui.core.keys import CAPTION_LIMIT, Look, Repeat
from tui.core.model import Evidence, Role, Verdict

TITLE_LIMIT = 50  # characters; headlines on real pages end at some 40
BYLINE_LIMIT = 80
TOP = 6  # paragraphs from the first that may be a byline
TOP_TEXT = 1  # paragraphs of text among them: a lead may stand above the byline
JUNK_LIMIT = 60
CREDIT_LIMIT = 70
FOOTER_LIMIT = 600
ITEM_LIMIT = 50  # a related article's title
TAIL = 40  # paragraphs from the end that may be a footer
PROMPT_LIMIT = 45
# Going up from the end, this many short lines of no known kind do not end the search for
# the footer: pages put the titles of other articles and buttons between its parts.
STRANGE, STRANGE_LIMIT = 3, 30

Verdicts = dict[int, Verdict]


def classify(
    looks: Sequence[Look],
    repeats: Mapping[int, Repeat],
    text_of: Callable[[int], str],
    structure_of: Callable[[int], str],
) -> Verdicts:
    """Give every paragraph that is not plain body its verdict.

    Args:
        looks: every paragraph alone, in order.
        repeats: what `fold.find_repeats` found.
        text_of: clean text of a paragraph.
        structure_of: what markup says of a paragraph: ``heading``, ``front-matter`` or nothing.
    """
    page = _Page(looks, repeats, text_of, structure_of)
    page.alone()
    page.top()
    page.bottom()
    page.related()
    page.repeated()
    return page.verdicts


class _Page:
    def __init__(
        self,
        looks: Sequence[Look],
        repeats: Mapping[int, Repeat],
        text_of: Callable[[int], str],
        structure_of: Callable[[int], str],
    ) -> None:
        self.looks = looks
        self.repeats = repeats
        self.text_of = text_of
        self.structure_of = structure_of
        self.verdicts: Verdicts = {}

    def _folded(self, index: int) -> str:
        return fold(self.text_of(index)).strip()

    def alone(self) -> None:
        """Captions, and junk that its form gives away."""
        if self.looks and self.structure_of(0) == "front-matter":
            metadata = (Evidence("front-matter"),)
            self.verdicts[0] = Verdict(Role.JUNK, "front-matter", metadata, folded=True)
        for index, look in enumerate(self.looks):
            if index in self.verdicts:
                continue
            if look.length <= JUNK_LIMIT and index not in self.repeats:
                kind = junk_kind(self._folded(index), look)
                if kind:
                    self._junk(index, kind)
                    continue
            if look.credit and look.length <= CAPTION_LIMIT:
                evidence = Evidence("credit", (("text", look.credit),))
                self.verdicts[index] = Verdict(Role.CAPTION, "caption", (evidence,))

    def _junk(self, index: int, kind: str) -> None:
        evidence = (
            Evidence(f"junk-{kind}"),
            Evidence("short", (("count", str(self.looks[index].length)),)),
        )
        self.verdicts[index] = Verdict(Role.JUNK, kind, evidence, folded=True)

    def top(self) -> None:
        """Title and byline."""
        index = 0
        while index < len(self.looks) and self._is(index, Role.JUNK):
            index += 1
        if index >= len(self.looks) - 1:
            return
        look = self.looks[index]
        heading = self.structure_of(index) == "heading"
        if heading or (index not in self.verdicts and self._is_title(index, look)):
            evidence = Evidence("heading") if heading else Evidence("first-line")
            self.verdicts[index] = Verdict(Role.TITLE, "title", (evidence,))
            self._title_again(index)
        self._bylines(index)

    def _is_title(self, index: int, look: Look) -> bool:
        folded = self._folded(index)
        if look.length > TITLE_LIMIT or not look.size or folded[-1] in "。.;,:":
            return False
        return not cues.ONLY_DATE.fullmatch(folded) and not cues.BYLINE.match(folded)

    def _title_again(self, title: int) -> None:
        for index in range(title + 1, min(title + TOP, len(self.looks))):
            if index not in self.verdicts and self.looks[index].key == self.looks[title].key:
                evidence = Evidence("equal", (("number", str(title + 1)),)), Evidence("near-top")
                self.verdicts[index] = Verdict(Role.TITLE, "title-again", evidence, title, True)

    def _bylines(self, start: int) -> None:
        text = 0
        for index in range(start, min(start + TOP, len(self.looks))):
            look = self.looks[index]
            known = self.verdicts.get(index)
            if known and known.role is not Role.CAPTION:
                continue
            if look.length > BYLINE_LIMIT or look.ends:
                text += 1
                if text > TOP_TEXT:
                    return
                continue
            folded = self._folded(index)
            if folded[:1] in '"「『“‘' or folded.endswith(("。", "!", "?")):
                continue
            if known and not folded.startswith(
                ("文", "报道", "撰文", "记者", "图文", "摄影|", "摄影/")
            ):
                continue
            if cues.BYLINE.match(folded) or cues.ONLY_DATE.fullmatch(folded):
                evidence = Evidence("byline"), Evidence("near-top")
                self.verdicts[index] = Verdict(Role.BYLINE, "byline", evidence)

    def bottom(self) -> None:
        """Footer, credit lines and prompts: from the end upward, until the article begins."""
        in_footer = False
        strange = 0
        for index in range(len(self.looks) - 1, max(len(self.looks) - TAIL, 0) - 1, -1):
            if index in self.repeats or self._is(index, Role.JUNK):
                continue
            if index == 0 or self._is(index, Role.TITLE) or self._is(index, Role.BYLINE):
                break
            look = self.looks[index]
            folded = self._folded(index) if look.length <= FOOTER_LIMIT else ""
            verdict = self._credit(folded, look)
            if verdict is None and self._is(index, Role.CAPTION):
                continue
            verdict = verdict or self._footer(folded, look) or prompt(folded, look)
            if verdict is None and in_footer and self._belongs(folded, look):
                verdict = Verdict(Role.FOOTER, "footer", (Evidence("in-footer"),), folded=True)
            if verdict is not None:
                self.verdicts[index] = verdict
                in_footer = in_footer or verdict.role is Role.FOOTER
                continue
            strange += 1
            if look.ends or look.length > STRANGE_LIMIT or strange > STRANGE:
                break

    def _footer(self, folded: str, look: Look) -> Verdict | None:
        found = footer_cues(folded, look)
        if not found:
            return None
        evidence = (
            Evidence("at-end"),
            *(Evidence(f"cue-{name}", (("text", t),)) for name, t in found),
        )
        return Verdict(Role.FOOTER, "footer", evidence, folded=True)

    def _belongs(self, folded: str, look: Look) -> bool:
        """Between the lines of a footer: a contact, or its heading."""
        if look.length > JUNK_LIMIT or look.ends:
            return False
        return any(p.search(folded) for p in (cues.CUES["contact"], cues.ANCHOR))

    def _credit(self, folded: str, look: Look) -> Verdict | None:
        if look.length > CREDIT_LIMIT or not cues.CREDIT.match(folded):
            return None
        return Verdict(Role.CREDIT, "credit", (Evidence("credit-line"), Evidence("at-end")))

    def related(self) -> None:
        """The titles listed under 相關閱讀 go with their heading."""
        for heading in [i for i, v in self.verdicts.items() if v.rule == "related"]:
            items = []
            for index in range(heading + 1, len(self.looks)):
                if index in self.verdicts and self.verdicts[index].rule == "related":
                    break
                look = self.looks[index]
                if look.length > ITEM_LIMIT or (
                    look.ends and not self._folded(index).endswith(("?", "!", '"', "」"))
                ):
                    break
                if index in self.verdicts and not self._is(index, Role.JUNK):
                    break
                items.append(index)
            for index in items:
                if index not in self.verdicts:
                    evidence = (Evidence("under", (("number", str(heading + 1)),)),)
                    self.verdicts[index] = Verdict(Role.JUNK, "related", evidence, folded=True)

    def repeated(self) -> None:
        """A repeat has its twin's role; a repeated caption's first copy is a caption as well."""
        for index, repeat in self.repeats.items():
            twin = self.verdicts.get(repeat.twin)
            role = twin.role if twin else Role.BODY
            if repeat.rule == "repeated-caption":
                role = Role.CAPTION
                if not self._is(repeat.twin, Role.CAPTION):
                    evidence = repeat.evidence[1]
                    self.verdicts[repeat.twin] = Verdict(role, "caption", (evidence,))
            self.verdicts[index] = Verdict(role, repeat.rule, repeat.evidence, repeat.twin, True)

    def _is(self, index: int, role: Role) -> bool:
        return index in self.verdicts and self.verdicts[index].role is role


def prompt(folded: str, look: Look) -> Verdict | None:
    """A line behind the article that asks the reader to follow, share or pay."""
    if look.length > PROMPT_LIMIT or look.set_apart or folded.endswith("。"):
        return None
    verb, noun = cues.PROMPT_VERB.search(folded), cues.PROMPT_NOUN.search(folded)
    if not verb or not noun:
        return None
    evidence = Evidence("at-end"), Evidence("prompt", (("text", f"{verb[0]}…{noun[0]}"),))
    return Verdict(Role.JUNK, "share", evidence, folded=True)


def junk_kind(folded: str, look: Look) -> str:
    """The kind of junk that a short folded line is by its form, or an empty string."""
    if not folded or folded[0] in '"「『“‘《':
        return ""
    for kind, pattern in cues.JUNK.items():
        if pattern.search(folded) and not _is_sentence(folded, kind):
            return kind
    return ""


def _is_sentence(folded: str, kind: str) -> bool:
    """A whole sentence is the author's, unless it speaks of the page's own tools."""
    if kind in ("debris", "page-tools", "advertisement"):
        return False
    if not folded.endswith(("。", "?", "…")):
        return False
    return not any(word in folded for word in ("二维码", "公众号", "客户端", "app", "微信", "点击"))


def footer_cues(folded: str, look: Look) -> list[tuple[str, str]]:
    """The cues by which a paragraph at the end is a footer; empty if they do not suffice."""
    if look.length > FOOTER_LIMIT or cues.CORRECTION.search(folded):
        return []
    found = []
    record = cues.RECORD.search(folded)
    anchor = cues.ANCHOR.search(folded) or cues.HOUSE_RULES.search(folded)
    if record:
        found.append(("record", record[0]))
    if anchor:
        found.append(("self", anchor[0]))
    if not found:
        return []
    for name, pattern in cues.CUES.items():
        match = pattern.search(folded)
        if match:
            found.append((name, match[0]))
    is_short = look.length <= JUNK_LIMIT and not look.ends
    return found if len(found) >= 2 or (record and is_short) else []
