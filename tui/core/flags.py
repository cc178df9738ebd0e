"""What repair could not read: clean text -> the places that are flagged, left as they stand.

    日?mǎo)?bào)社        broken-residue: residue broke it, and nothing says what it was
    掌柜的王?明          lost-character: what stands here was lost before the file was made

A flag changes nothing. It tells the reader that the text is not what its author wrote.

    clean text, whether the document has residue -> (span, rule), in order

Left out on purpose: characters of private fonts inside words, which may be meant.
"""

from tui.core.glyphs import HAN
from tui.core.model import Span
from tui.core.patterns import Pattern
from tui.core.residue import find_wrecks

_SIGN = Pattern("[?？\ufffd□]")
_LOST = Pattern(f"[\ufffd□]+|(?<=[{HAN}])\\?{{1,2}}(?=[{HAN}])")


def find_flags(text: str, has_residue: bool) -> list[tuple[Span, str]]:
    """The places in the clean ``text`` that nobody can read; spans count in it.

    >>> find_flags("王?明不在", has_residue=False)
    [(Span(start=1, end=2), 'lost-character')]
    """
    if _SIGN.search(text) is None:
        return []
    broken = [span for span, _ in find_wrecks(text)] if has_residue else []
    found = [(span, "broken-residue") for span in broken]
    for match in _LOST.finditer(text):
        if not any(match.start() in span for span in broken):
            found.append((Span(match.start(), match.end()), "lost-character"))
    return sorted(found)
