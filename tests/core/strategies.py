"""What the property tests feed the engine: odd text, damaged text, edits."""

from hypothesis import settings
from hypothesis import strategies as st

from tui.core.model import Edit, Facts, Span

STEADY = settings(derandomize=True, deadline=None, max_examples=150)
"""The same examples in every run."""

PIECES = [
    *"機場说吗么記攝图a1,:;!?()，：；！？（）「」“”。、'\"%/=\\*_`#[]>-~△&\n\t",
    *"\u3000\xa0\u200b\xad\ue000\u200d👩\u2028\ud800\x1b\x07\r\ufeff\u202e\x85□",
    *(
        "b ",
        "Tom",
        "23",
        " ",
        "  ",
        "\n\n",
        "\r\n",
        "5%",
        ":)",
        "...",
        "…",
        "記者 ",
        "&amp;",
        "&nbsp;",
    ),
    *("&lt;", "&#38;", "nbsp;", "amp;", "(jī)", "(chǎng)", "(ā)", "\x1b[31m", "\x1b]0;t\x07"),
    *(
        "http://a.b/",
        "c@d.ef",
        "日?qǐng)?bào)",
        "圖為",
        "（記者某某攝）",
        "本站版權所有，未經授權不得轉載。",
    ),
    *(
        "相關閱讀\n",
        "責任編輯：某某\n",
        "機場外的長椅坐滿了人，燈還亮著。\n",
        "---\n",
        "```\n",
        "[字](址)",
    ),
]

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
DAMAGED_TEXT = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)
ODD_TEXT = ANY_TEXT | DAMAGED_TEXT

FACTS = st.builds(
    Facts,
    residue=st.sampled_from([frozenset(), frozenset({"機(jī)", "場(chǎng)"})]),
    half_width=st.booleans(),
    guesses=st.sampled_from([{}, {"日?qǐng)?bào)": "報"}]),
)


@st.composite
def edited(draw: st.DrawFn, raw: str, start: int = 0) -> list[Edit]:
    """Sorted, disjoint edits of ``raw``, a slice that begins at offset ``start``."""
    cuts = draw(st.lists(st.integers(0, len(raw)), max_size=8, unique=True).map(sorted))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    words = st.text("甲乙a", max_size=3)
    return [Edit(Span(start + a, start + b), draw(words), "test") for a, b in pairs]
