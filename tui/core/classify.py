"""Paragraphs -> verdicts: each alone first, then by where it stands.

    looks, repeats, text -> {index: Verdict}; a paragraph without one is body

Junk shows by form and shortness, never by a keyword within a sentence. A footer needs its
place at the end and two cues, one of them a word in which the page speaks of itself. What
could be either stays: hiding a paragraph of the article is worse than showing a footer.

The division into a look alone and a look in context follows jusText (Pomikálek, 2011).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from tui.core import cues, menus, wording
from tui.core.alone import (
    BIDS,
    CONTACT_LIMIT,
    FOOTER_LIMIT,
    JUNK_LIMIT,
    QUOTES,
    as_evidence,
    fields,
    footer_cues,
    is_byline,
    junk_kind,
    prompt,
    speaks,
    suspect_cues,
)
from tui.core.glyphs import fold, is_han
from tui.core.keys import CAPTION_LIMIT, Look, Repeat, under_picture
from tui.core.model import Evidence, Role, Verdict
from tui.core.patterns import Pattern

NO_TITLE = ("navigation", "page-tools", "debris")  # kinds that no title is like, but a few
TITLE_LIMIT = 50  # characters; headlines on real pages end at some 40
BYLINE_LIMIT = 80
TOP = 6  # paragraphs from the first that may be a byline
HEAD = 12  # paragraphs from the first that may be the page's menus
TOP_TEXT = 1  # paragraphs of text among them: a lead may stand above the byline
STEPS = 3  # sentences that bid one do something on a screen, from which on it is an instruction
ADDRESS_LIMIT = 200  # characters of a short line that ends with a page's address
SCRIPT_LIMIT = 600
CREDIT_LIMIT = 70
NOTICE_LIMIT = 90  # characters of a notice above the text
RIGHTS_SHARE = 4  # one paragraph in four speaks of rights: the article is about them
ITEM_LIMIT = 50  # a related article's title
SUBHEAD = 8  # characters; no title of an article was seen so short beside longer ones
DOUBT = 6  # paragraphs from the end that may be marked as a footer
TAIL = 40  # paragraphs from the end that may be a footer
# Going up from the end, this many short lines of no known kind do not end the search for
# the footer: pages put the titles of other articles and buttons between its parts.
# In prose, any short line may be one of these.
STRANGE = 3
# The weight (see `wording`) from which on a line is the page's own: below the text, above it,
# where it may be the title, and whatever its length and end; and from which on one below the
# text is marked. Over the labelled articles, each set weighed by what the others taught, no line
# of theirs was folded so.
WORDED, WORDED_ABOVE, WORDED_TITLE, WORDED_TEXT, WORDED_MARK = 1.0, 2.0, 3.5, 2.0, 0.0
WORDED_FOOTER, FOOTER_CUES = -1.0, 2  # what suffices beside so many doubtful cues of a footer
WORDED_HEADING, HEADING_LIMIT = 0.3, 14  # what suffices of a heading that ends in a colon
WORDED_LEAST = 4  # characters; what is shorter may be a name, as what is no longer often is
WORDED_HAN = 3  # of them Chinese, since programs read like no prose either
TEXT, MIN_TEXTS = 20, 2  # characters of a paragraph of some length; two of them make prose
INSERTED = ("advertisement", "read-more", "debris")  # what stands in a text as well as behind it
MOST_BETWEEN = 2  # unknown lines for each known one of the page at the end

_CLOSED = Pattern(r"[。;:,](?:[”\"』」)]{0,2})$|[!?…][”\"』」]$")
# A question or a call of several clauses; the title of an article has two at most.
_CLAUSES = Pattern(r"[,;。?!][^,;。?!]{2,}[,;。?!][^,;。?!]{2,}[?!…]$")

_TOLD = Pattern(r"[^\W\d_a-z]的[^\W\d_a-z]|[:,。][^>/|»›]{6,}$")

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
    page.head()
    page.top()
    page.notices()
    page.bottom()
    page.below()
    page.related()
    page.between()
    page.worded()
    page.repeated()
    page.doubtful()
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
        self.repeats = {index: repeat for index, repeat in repeats.items() if repeat.sure}
        self.doubts = {index: repeat for index, repeat in repeats.items() if not repeat.sure}
        self.text_of = text_of
        self.structure_of = structure_of
        self.verdicts: Verdicts = {}
        self._title = 0

    def _written(self, index: int) -> str:
        return self.text_of(index).strip()

    def _folded(self, index: int) -> str:
        return fold(self._written(index))

    def alone(self) -> None:
        """Captions, and junk that its form gives away."""
        if self.looks and self.structure_of(0) == "front-matter":
            metadata = (Evidence("front-matter"),)
            self.verdicts[0] = Verdict(Role.JUNK, "front-matter", metadata, folded=True)
        for index, look in enumerate(self.looks):
            if index in self.verdicts:
                continue
            if look.coded and look.length <= SCRIPT_LIMIT and self._is_script(index):
                self._junk(index, "debris")
                continue
            is_short = look.length <= JUNK_LIMIT or self._is_address(index)
            if is_short and index not in self.repeats:
                kind = junk_kind(self._folded(index), look)
                if kind and not self._is_headline(index, kind) and not self._is_step(index, kind):
                    self._junk(index, kind)
                    continue
            below = index > 0 and under_picture(index, self.looks)
            credit = self.looks[index + 1].credit if below else look.credit
            if credit and look.length <= CAPTION_LIMIT:
                evidence = Evidence("credit", (("text", credit),))
                self.verdicts[index] = Verdict(Role.CAPTION, "caption", (evidence,))

    def _is_headline(self, index: int, kind: str) -> bool:
        """Whether a line like junk is the title: the first, right above a byline or the text."""
        above = range(index)
        if index >= HEAD or not all(self._is(i, Role.JUNK) for i in above):
            return False
        if kind in NO_TITLE and not _TOLD.search(self._folded(index)):
            return False
        is_first = self._is_title(index, self.looks[index]) and index + 1 < len(self.looks)
        return is_first and (self._is_dated(index) or self._begins(index + 1))

    def _is_address(self, index: int) -> bool:
        """Whether a line is short but for the address of a page that it ends with."""
        look = self.looks[index]
        if look.ends or look.length > ADDRESS_LIMIT:
            return False
        at = self._folded(index).find("http")
        return 0 < at <= JUNK_LIMIT and " " not in self._folded(index)[at:]

    def _is_script(self, index: int) -> bool:
        """Whether it is a program, in an article that does not speak of programs."""
        return cues.SCRIPT.match(self._folded(index)) is not None and not self._about_code

    def _is_step(self, index: int, kind: str) -> bool:
        """Whether a sentence like a prompt belongs to an instruction."""
        return kind in BIDS and self.looks[index].ends and self._instructs

    @cached_property
    def _instructs(self) -> bool:
        """Whether the article tells how to use a program: several sentences bid one do so."""
        short = (i for i, look in enumerate(self.looks) if look.ends and look.length <= JUNK_LIMIT)
        return sum(cues.BIDDEN.match(self._folded(i)) is not None for i in short) >= STEPS

    @cached_property
    def _about_code(self) -> bool:
        return any(
            cues.CODE.search(self._folded(index)) is not None for index in range(len(self.looks))
        )

    def _junk(self, index: int, kind: str, *more: Evidence) -> None:
        evidence = (*more, Evidence(f"junk-{kind}"), self._short(index))
        self.verdicts[index] = Verdict(Role.JUNK, kind, evidence, folded=True)

    def _short(self, index: int) -> Evidence:
        return Evidence("short", (("count", str(self.looks[index].length)),))

    def head(self) -> None:
        """The page's name, sections and buttons above the title and below it."""
        text = self._begin if self._is_prose else 0
        free = [i for i in range(text) if i not in self.verdicts and i not in self.repeats]
        titles = [i for i in free if self._is_title(i, self.looks[i])]
        for index in free:
            folded = self._folded(index)
            below = [i for i in titles if i > index]
            others = below or [i for i in titles if i < index]
            is_menu = bool(others) and menus.is_menu(folded, alone=index > 0)
            is_over = below[:1] == [index + 1] and self._is_dated(index + 1)
            if is_over and self._notice(index):
                continue
            is_menu = is_menu or (is_over and menus.is_badge(folded))
            least = WORDED if is_over else WORDED_TITLE
            is_menu = is_menu or (bool(below) and self._is_worded(index, least))
            if is_menu or (below and (menus.is_sections(folded) or self._is_site(index, folded))):
                self._junk(index, "navigation", Evidence("near-top"))
                titles = [i for i in titles if i != index]

    @cached_property
    def _begin(self) -> int:
        """The paragraph that the text begins with; 0 if it is far from the top."""
        head = range(min(HEAD, len(self.looks)))
        return next((i for i in head if self._begins(i)), 0)

    def _begins(self, index: int) -> bool:
        """Whether the article's text begins there."""
        return self.looks[index].length > BYLINE_LIMIT or self._folded(index).endswith("。")

    def _is_dated(self, title: int) -> bool:
        """Whether a byline follows ``title``, above the text, which is its proof."""
        is_short = self.looks[title + 1].length <= BYLINE_LIMIT
        return is_short and is_byline(self._folded(title + 1))

    def _is_site(self, index: int, folded: str) -> bool:
        """Whether it is the site's name, which other lines of the page give as well.

        With a motto behind it, only between lines of a page.
        """
        name, _, motto = folded.partition(" ")
        if len(name) > menus.SITE_LIMIT:
            return False
        if motto:
            if not (self._is(index - 1, Role.JUNK) and self._is(index + 1, Role.JUNK)):
                return False
        elif index or not menus.is_site(name):
            return False
        end = range(max(len(self.looks) - TAIL, index + 1), len(self.looks))
        lines = (self._folded(i) for i in end if self.looks[i].length <= BYLINE_LIMIT)
        return any(name in line and cues.OWNED.search(line) is not None for line in lines)

    def top(self) -> None:
        """Title and byline."""
        index = self._labelled()
        while index < len(self.looks) and self._is_above(index):
            index += 1
        if index >= len(self.looks) - 1:
            return
        look = self.looks[index]
        heading = self.structure_of(index) == "heading"
        if heading or (index not in self.verdicts and self._is_title(index, look)):
            evidence = Evidence("heading") if heading else Evidence("first-line")
            self.verdicts[index] = Verdict(Role.TITLE, "title", (evidence,))
            self._title = index
            self._bylines(index)
            self._title_again(index)
        else:
            self._bylines(index)

    def notices(self) -> None:
        """What the page says of the article before it begins: by whom it was paid or made."""
        for index in range(self._title + 1, min(self._title + TOP, len(self.looks) - 1)):
            if index in self.verdicts or index in self.repeats:
                continue
            if self.looks[index].length > NOTICE_LIMIT or self._folded(index).endswith("。"):
                break
            self._notice(index)

    def _notice(self, index: int) -> bool:
        """Take the line for a notice of the page's, if it is one."""
        look, folded = self.looks[index], self._folded(index)
        if look.length > NOTICE_LIMIT or not cues.NOTICE.match(folded):
            return False
        if not (cues.NOTICED.search(folded) or footer_cues(folded, look)):
            return False
        evidence = (Evidence("near-top"), *as_evidence(self._written(index), fields(folded)))
        self.verdicts[index] = Verdict(Role.FOOTER, "footer", evidence, folded=True)
        return True

    def _labelled(self) -> int:
        """The line that calls itself the subject, below who wrote to whom and when; else 0."""
        for index in range(min(TOP, len(self.looks))):
            folded = self._folded(index) if self.looks[index].length <= BYLINE_LIMIT else ""
            if cues.SUBJECT.match(folded):
                evidence = Evidence("byline"), Evidence("near-top")
                for above in [i for i in range(index) if i not in self.verdicts]:
                    self.verdicts[above] = Verdict(Role.BYLINE, "byline", evidence)
                return index
            if index not in self.verdicts and not is_byline(folded):
                break
        return 0

    def _is_above(self, index: int) -> bool:
        """Whether it stands above the title: junk, or a date below junk."""
        if index and index not in self.verdicts:
            written = self._folded(index)
            if len(written) <= JUNK_LIMIT and cues.ONLY_DATE.fullmatch(written):
                evidence = Evidence("byline"), Evidence("near-top")
                self.verdicts[index] = Verdict(Role.BYLINE, "byline", evidence)
                return True
        return self._is(index, Role.JUNK) or self._is(index, Role.FOOTER)

    def _is_title(self, index: int, look: Look) -> bool:
        folded = self._folded(index)
        if look.length > TITLE_LIMIT or not look.size or folded[-1] in "。.;,:":
            return False
        return not cues.ONLY_DATE.fullmatch(folded) and not cues.BYLINE.match(folded)

    def _title_again(self, title: int) -> None:
        """The title given again: near the top, or above a text that comes again.

        A first line that comes again in verse or dialogue, or as speech, is none.
        """
        for index in range(title + 1, len(self.looks)):
            look = self.looks[index]
            if look.key != self.looks[title].key or index in self.verdicts:
                continue
            between = range(title + 1, index)
            is_below = bool(between) and all(self._is(i, Role.BYLINE) for i in between)
            if not (is_below or self._is_prose or self.structure_of(index) == "heading"):
                continue
            if look.set_apart and between and not is_below:
                continue
            if index < title + TOP or index + 1 in self.repeats:
                evidence = (Evidence("equal", (("number", str(title + 1)),)),)
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
            fields = cues.FIELDS.fullmatch(folded) and cues.CREDIT_LABEL.search(folded)
            may_be = not known or (
                index == start + 1 and (look.alone or folded.startswith(("文:", "文/")))
            )
            if fields or (may_be and is_byline(folded)):
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
            written = self._written(index) if look.length <= FOOTER_LIMIT else ""
            folded = fold(written)
            verdict = self._credit(folded, look)
            if verdict is None and self._is(index, Role.CAPTION):
                continue
            if verdict is None and self._cited(index):
                break
            verdict = verdict or self._footer(folded, written, look)
            verdict = verdict or prompt(folded, written, look)
            is_part = in_footer and self._belongs(folded, look)
            if verdict is None and (is_part or self._is_item(index, folded)):
                verdict = Verdict(Role.FOOTER, "footer", (Evidence("in-footer"),), folded=True)
            if verdict is not None:
                self.verdicts[index] = verdict
                in_footer = in_footer or verdict.role is Role.FOOTER
                continue
            strange += 1
            if self._is_text(index) or (strange > STRANGE and not self._is_prose):
                break

    def _cited(self, index: int) -> bool:
        """Whether a sentence above, no line of the page's own, ends in a colon and cites this."""
        above = self._folded(index - 1)
        if index - 1 in self.verdicts or not above.endswith(":") or "," not in above:
            return False
        return cues.ANCHOR.search(above) is None and not fields(above)

    @cached_property
    def _is_prose(self) -> bool:
        """Whether the text is sentences of some length, so that a short line is none of it."""
        ending = [look.length for look in self.looks if look.ends and look.length >= TEXT]
        return len(ending) >= MIN_TEXTS

    def _is_text(self, index: int) -> bool:
        """Whether a paragraph of no known kind is the article's, by its length or its end."""
        look = self.looks[index]
        is_heading = look.length <= HEADING_LIMIT and self._folded(index).endswith(":")
        if self._is_worded(index, WORDED_HEADING if is_heading else WORDED_TEXT):
            return False
        if look.length > ITEM_LIMIT:
            return True
        folded = self._folded(index)
        if folded.startswith(("更多", "最hit")) and cues.TAIL_HEADING.search(folded):
            return False
        return any(p.search(folded) for p in (_CLOSED, _CLAUSES, cues.HELP, cues.SIGN_OFF))

    @cached_property
    def _tail(self) -> range:
        """The lines below the article's last text; without such lines, an empty range."""
        first = max(len(self.looks) - TAIL, 0)
        for index in range(len(self.looks) - 1, first - 1, -1):
            known = self.verdicts.get(index)
            if known is None and index not in self.repeats and self._is_text(index):
                return range(index + 1, len(self.looks))
            if known is not None and known.role in (Role.TITLE, Role.BYLINE, Role.CAPTION):
                return range(index + 1, len(self.looks))
        return range(0)

    def below(self) -> None:
        """Headings and prompts below the article's last text that would be doubtful within it."""
        for index in self._tail if self._is_prose else ():
            if index in self.repeats:
                continue
            folded = self._folded(index)
            if index in self.verdicts:
                if self.verdicts[index].rule == "read-more" and cues.MORE.match(folded):
                    self._junk(index, "related", Evidence("below"))
            elif cues.TAIL_HEADING.search(folded):
                self._junk(index, "related", Evidence("below"))
            elif cues.PHRASE.search(folded):
                continue
            elif folded.endswith(":") and self._is_worded(index, WORDED_HEADING):
                self._junk(index, "related", Evidence("below"), *self._wording(index))
            elif cues.TAIL_PROMPT.match(folded) and not cues.TELLER.search(folded):
                self._junk(index, "share", Evidence("below"))
            elif menus.is_buttons(folded, below=True) or cues.LINKED.fullmatch(folded):
                self._junk(index, "page-tools", Evidence("below"))

    def between(self) -> None:
        """Short lines below or between the page's own, such as titles of other articles."""
        page = [i for i in self._tail if self._is(i, Role.JUNK) or self._is(i, Role.FOOTER)]
        sure = (i for i in self._tail if self._is(i, Role.CREDIT) or self._is_page(i))
        first = next(sure, len(self.looks))
        rest = [
            index
            for index in self._tail
            if first < index and index not in self.verdicts and index not in self.repeats
        ]
        if not self._is_prose or len(rest) > MOST_BETWEEN * len(page):
            return
        for index in rest:
            evidence = (Evidence("between"),)
            self.verdicts[index] = Verdict(Role.JUNK, "between", evidence, folded=True)

    def worded(self) -> None:
        """Lines of no known kind above the text or below it that read like a page's own."""
        around = {*range(1, self._begin), *self._tail} if self._is_prose else ()
        for index in sorted(around):
            if index in self.verdicts or index in self.repeats or self._cited(index):
                continue
            if self._is_worded(index, WORDED if index in self._tail else WORDED_ABOVE):
                evidence = (*self._wording(index), self._short(index))
                self.verdicts[index] = Verdict(Role.JUNK, "wording", evidence, folded=True)

    def _is_worded(self, index: int, least: float) -> bool:
        """Whether a short line, no name alone, reads like the page's own; it tells nothing."""
        length = self.looks[index].length
        if not WORDED_LEAST <= length <= wording.LIMIT:
            return False
        if length == WORDED_LEAST:
            least += 1
        return self._is_worded_like(self._folded(index), least)

    def _is_worded_like(self, folded: str, least: float) -> bool:
        """Whether a folded line reads so; in an article about rights the text does as well."""
        if self._about_rights or len(folded) > wording.LIMIT:
            return False
        if sum(map(is_han, folded)) < WORDED_HAN or folded[:1] in QUOTES or folded[-1:] == ";":
            return False
        told = cues.TELLER, cues.NARRATIVE, cues.REPORTED, cues.FOLLOWED
        if is_byline(folded) or any(known.search(folded) for known in told):
            return False
        return wording.weight(folded) > least

    def _wording(self, index: int) -> tuple[Evidence, ...]:
        written = self._written(index)
        told = (written[start:end] for start, end in wording.telling(self._folded(index)))
        return (Evidence("wording", (("text", "…".join(told)),)),)

    def _is_page(self, index: int) -> bool:
        """Whether it is the page's own line, of no kind that pages set into the text as well."""
        if self._is(index, Role.FOOTER):
            return True
        return self._is(index, Role.JUNK) and self.verdicts[index].rule not in INSERTED

    def _footer(self, folded: str, written: str, look: Look) -> Verdict | None:
        found = footer_cues(folded, look, about_rights=self._about_rights)
        told = as_evidence(written, found)
        if not told and self._is_worded_like(folded, WORDED_FOOTER):
            told = suspect_cues(folded, written)
            told = told if len(told) >= FOOTER_CUES else ()
        if not told:
            return None
        evidence = (Evidence("at-end"), *told)
        return Verdict(Role.FOOTER, "footer", evidence, folded=True)

    @cached_property
    def _about_rights(self) -> bool:
        """Whether the article itself speaks of what footers speak of, or corrects itself."""
        if self.looks and cues.ABOUT_RIGHTS.search(self._folded(self._title)):
            return True
        body = range(min(len(self.looks) * 3 // 5, TAIL))
        folded = [self._folded(i) for i in body if self.looks[i].length <= FOOTER_LIMIT]
        if any(cues.CORRECTION.search(text) for text in folded[:TOP]):
            return True
        like = sum(speaks(fields(text)) for text in folded)
        return like >= 2 and like * RIGHTS_SHARE >= len(folded)

    def _is_item(self, index: int, folded: str) -> bool:
        """Whether a short numbered line goes on with a numbered footer above it."""
        if len(folded) > JUNK_LIMIT or not cues.ITEM.match(folded) or not fields(folded):
            return False
        above = self._folded(index - 1)
        return cues.ITEM.match(above) is not None and bool(
            footer_cues(above, self.looks[index - 1], about_rights=self._about_rights)
        )

    def _belongs(self, folded: str, look: Look) -> bool:
        """Between the lines of a footer: a contact, or its heading."""
        if look.length > CONTACT_LIMIT or look.ends or cues.NARRATIVE.search(folded):
            return False
        return any(p.search(folded) for p in (cues.HOUSE_CONTACT, cues.IMPRINT, cues.ANCHOR))

    def _credit(self, folded: str, look: Look) -> Verdict | None:
        if look.length > CREDIT_LIMIT:
            return None
        fields = cues.FIELDS.fullmatch(folded) and cues.CREDIT_LABEL.search(folded)
        if cues.CONTACT_LABEL.search(folded) or not (fields or cues.CREDIT.match(folded)):
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
                if look.length > ITEM_LIMIT or _CLOSED.search(self._folded(index)):
                    break
                if index in self.verdicts and not self._is(index, Role.JUNK):
                    break
                items.append(index)
            for index in items if heading in self._tail else self._listed(heading, items):
                if index not in self.verdicts:
                    evidence = (Evidence("under", (("number", str(heading + 1)),)),)
                    self.verdicts[index] = Verdict(Role.JUNK, "related", evidence, folded=True)

    def _listed(self, heading: int, items: Sequence[int]) -> Sequence[int]:
        """Those of ``items`` that a heading in mid-article lists; a subhead may follow them.

        A heading that names an article itself lists no others without a sign; below others
        with a sign, or longer ones, a last line without is the subhead of what follows.
        """
        signs = [cues.LISTED.match(self._folded(index)) is not None for index in items]
        if cues.INLINE.search(self._folded(heading)):
            return items if all(signs) else ()
        *before, last = [self.looks[index].length for index in items] or [0]
        is_short = bool(before) and last <= SUBHEAD < min(before)
        is_subhead = (any(signs) and not signs[-1]) or is_short
        return items[:-1] if is_subhead else items

    def repeated(self) -> None:
        """A repeat has its twin's role; a repeated caption's first copy is a caption as well.

        A line of no known kind that comes again without a full stop is a caption.
        """
        for index, repeat in self.repeats.items():
            twin = self.verdicts.get(repeat.twin)
            role = twin.role if twin else Role.BODY
            is_line = twin is None and repeat.evidence[1].id == "unpunctuated"
            if repeat.rule == "repeated-caption" or is_line:
                role = Role.CAPTION
                if not self._is(repeat.twin, Role.CAPTION):
                    evidence = repeat.evidence[1]
                    self.verdicts[repeat.twin] = Verdict(role, "caption", (evidence,))
            self.verdicts[index] = Verdict(role, repeat.rule, repeat.evidence, repeat.twin, True)

    def doubtful(self) -> None:
        """Mark what is suspected without being sure enough to hide it."""
        for index, repeat in self.doubts.items():
            self._mark(index, repeat.rule, *repeat.evidence)
        tail = self._tail
        page = any(self._is(i, Role.JUNK) or self._is(i, Role.FOOTER) for i in tail)
        for index in tail if self._is_prose else ():
            listed = cues.LISTED.match(self._folded(index))
            is_next = index > tail.start and self._is(index - 1, Role.JUNK)
            if page and (listed or is_next):
                self._mark(index, "suspected-junk", Evidence("between"))
            elif self._is_worded(index, WORDED_MARK):
                self._mark(index, "suspected-junk", *self._wording(index))
        for index in range(max(len(self.looks) - DOUBT, 1), len(self.looks)):
            look = self.looks[index]
            written = self._written(index) if look.length <= FOOTER_LIMIT else ""
            found = suspect_cues(fold(written), written)
            if found:
                self._mark(index, "suspected-footer", Evidence("at-end"), *found)

    def _mark(self, index: int, rule: str, *evidence: Evidence) -> None:
        """Mark a paragraph of no known kind."""
        self.verdicts.setdefault(index, Verdict(Role.BODY, rule, evidence, marked=True))

    def _is(self, index: int, role: Role) -> bool:
        return index in self.verdicts and self.verdicts[index].role is role
