"""What a paragraph is taken by itself: a page's button, a call to share, a byline, a footer.

    folded text, look -> kind of junk, verdict, cues

Junk shows by form and shortness, never by a keyword within a sentence. Where a paragraph stands
is for ``classify`` to weigh, which asks here about each alone.
"""

import re

from tui.core import cues, menus
from tui.core.glyphs import is_han
from tui.core.keys import Look
from tui.core.model import Evidence, Role, Verdict
from tui.core.patterns import Pattern

BIDS = ("share", "read-more", "navigation", "related", "advertisement")
JUNK_LIMIT = 60
CONTACT_LIMIT = 100
FOOTER_LIMIT = 600
PROMPT_LIMIT = 45
AD_LEAST, AD_LIMIT = 5, 50  # characters of an advertisement that is no sentence
AD_WORDS = 2  # of sales talk in it
ENOUGH, MANY = 3, 4  # subjects of `cues.CUES` in a footer without and with doubt

_SENTENCE = Pattern(
    r"[。?…][”\"』」]?$|[。,][”\"』」]?[^。,]{1,20}[”\"』」]$|[。,][^。,]{2,30}[:;]$|。[^。!]{2,40}!$"
)
_OPEN_QUOTE = Pattern(r"[,:][“「『][^”」』]*$")
QUOTES = frozenset('"「『“‘《')

Found = list[tuple[str, re.Match[str]]]
"""Cues by name, each with the place in the folded text where it was found."""


def _quote(written: str, found: re.Match[str]) -> str:
    """What was found in the folded text, as it is written: folding keeps all lengths."""
    return written[found.start() : found.end()]


def prompt(folded: str, written: str, look: Look) -> Verdict | None:
    """A line behind the article that asks the reader to follow, share or pay."""
    apart = look.set_apart and not cues.PROMPT_LABEL.match(folded)
    if look.length > PROMPT_LIMIT or apart or folded.endswith("。"):
        return None
    if any(known.search(folded) for known in (cues.TELLER, cues.PHRASE, cues.FOLLOWED)):
        return None
    verb, noun = cues.PROMPT_VERB.search(folded), cues.PROMPT_NOUN.search(folded)
    if not verb or not noun:
        return None
    quote = f"{_quote(written, verb)}…{_quote(written, noun)}"
    evidence = Evidence("at-end"), Evidence("prompt", (("text", quote),))
    return Verdict(Role.JUNK, "share", evidence, folded=True)


def is_byline(folded: str) -> bool:
    """Whether a short folded line near the top says who wrote it, where or when."""
    return bool(cues.BYLINE.match(folded) or cues.ONLY_DATE.fullmatch(folded))


def junk_kind(folded: str, look: Look) -> str:
    """The kind of junk that a short folded line is by its form, or an empty string."""
    if not folded:
        return "debris"
    if folded[0] in QUOTES:
        return ""
    for kind, pattern in cues.JUNK.items():
        found = pattern.search(folded)
        if (
            found
            and not _quoted(folded, found.start())
            and not _is_sentence(folded, kind, found.start())
            and not (kind in ("share", "read-more") and cues.STEP.match(folded))
            and not (kind in BIDS and cues.PHRASE.search(folded))
        ):
            return kind
    if menus.is_buttons(folded):
        return "page-tools"
    if (
        AD_LEAST <= look.length <= AD_LIMIT
        and not cues.FIELD.match(folded)
        and not folded.endswith("。")
    ):
        found_words = cues.AD_WORD.finditer(folded)
        words = {word[0] for word in found_words if not _quoted(folded, word.start())}
        if len(words) >= AD_WORDS and not words <= cues.TOLD_TOO:
            return "advertisement"
    return ""


def _quoted(folded: str, at: int) -> bool:
    """Whether a place lies in quotation marks: what someone cites, not what the page says."""
    return _OPEN_QUOTE.search(folded, 0, at) is not None


def _is_sentence(folded: str, kind: str, start: int) -> bool:
    """A whole sentence is the author's, unless it bids to use the page's own tools."""
    if kind in ("debris", "page-tools", "advertisement"):
        return False
    if not _SENTENCE.search(folded):
        return False
    if cues.NARRATIVE.search(folded):
        return True
    if start and is_han(folded[start - 1]) and folded[start - 1] != "请":
        return True
    return not any(
        word in folded
        for word in (
            "二维码",
            "公众号",
            "客户端",
            "app",
            "微信",
            "点击",
            "这则新闻",
            "这条新闻",
            "这篇报道",
        )
    )


def fields(folded: str) -> Found:
    """What of `cues.CUES` a text speaks of, each with its first word."""
    found = ((name, pattern.search(folded)) for name, pattern in cues.CUES.items())
    return [(name, match) for name, match in found if match]


def speaks(found: Found) -> bool:
    """Whether a text speaks of rights to use it, or of who answers for it."""
    names = {name for name, _ in found}
    return (
        "rights" in names
        or {"use", "permission"} <= names
        or ("liability" in names and bool({"content", "owner"} & names))
    )


def footer_cues(folded: str, look: Look, *, about_rights: bool = False) -> Found:
    """The cues by which a paragraph at the end is a footer; empty if they do not suffice.

    Args:
        folded: its folded text.
        look: the paragraph alone.
        about_rights: the article itself is about rights, so that ordinary words tell nothing.
    """
    is_house = cues.HOUSE_HEAD.match(folded) is not None
    warning = cues.WARNING.fullmatch(folded) if look.length <= JUNK_LIMIT else None
    if warning:
        return [("self", warning)]
    is_followed = look.length <= PROMPT_LIMIT and cues.FOLLOWED.search(folded)
    if look.length > FOOTER_LIMIT or is_followed or cues.CORRECTION.search(folded):
        return []
    if cues.TELLER.search(folded) and not is_house:
        return []
    record = cues.RECORD.search(folded)
    anchor = cues.ANCHOR.search(folded) or cues.HOUSE_RULES.search(folded)
    found = fields(folded)
    if record:
        found.insert(0, ("record", record))
    if anchor:
        found.insert(0, ("self", anchor))
    names = {name for name, _ in found}
    is_short = look.length <= JUNK_LIMIT and not look.ends
    contact = cues.HOUSE_CONTACT.match(folded)
    is_told = not is_house and cues.NARRATIVE.search(folded) is not None
    if record:
        enough = is_short or len(found) > 1
    elif about_rights:
        item = cues.ITEM.match(folded)
        own = folded[item.end() :].lstrip() if item else folded
        is_house = anchor is not None and own.startswith(("本", "凡本", "版权声明", "免责声明"))
        enough = is_house and len(names - {"owner"}) >= MANY
    elif is_short and contact:
        found += [("contact", contact)] if "contact" not in names else []
        enough = True
    elif anchor:
        # 版權所有 alone is one cue, not two: a sentence may speak of it.
        is_one = names - {"owner"} == {"self", "rights"} and folded.endswith("。")
        enough = len(names - {"owner"}) >= 2 + is_told + is_one
    elif is_short:
        enough = {"contact", "owner"} <= names or "policy" in names
    elif look.length <= CONTACT_LIMIT and not look.ends:
        enough = "owner" in names and cues.HOUSE_CONTACT.search(folded) is not None
    else:
        enough = not is_told and "owner" in names and speaks(found) and len(names) >= ENOUGH
    return found if enough else []


def suspect_cues(folded: str, written: str) -> tuple[Evidence, ...]:
    """What makes one suspect a footer where `footer_cues` did not find enough."""
    if not folded or cues.CORRECTION.search(folded) or cues.NARRATIVE.search(folded):
        return ()
    anchor, found = cues.ANCHOR.search(folded), fields(folded)
    if cues.TELLER.search(folded) or not (anchor or speaks(found)):
        return ()
    return as_evidence(written, [("self", anchor), *found] if anchor else found)


def as_evidence(written: str, found: Found) -> tuple[Evidence, ...]:
    """The cues found, each with its words as they are written."""
    return tuple(Evidence(f"cue-{name}", (("text", _quote(written, m)),)) for name, m in found)
