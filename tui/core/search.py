"""Script-blind find: a query and a text -> the spans that a reader would call the same.

    /机场 finds 機場, 機(jī)場, 机场, 機 場 and ＪＩ finds ji

Both sides are folded one for one (`glyphs.fold`), so that a hit in the folded text is a hit
at the same offsets in the text itself. Spaces and marks of the query count; the text given
is a clean paragraph, from which residue and stray spaces have gone already.
"""

import re

from tui.core.glyphs import fold
from tui.core.model import Span


def find(text: str, query: str) -> list[Span]:
    """Where ``query`` occurs in ``text``: disjoint spans in order (offsets in ``text``)."""
    wanted = fold(query)
    if not wanted.strip():
        return []
    return [Span(m.start(), m.end()) for m in re.finditer(re.escape(wanted), fold(text))]
