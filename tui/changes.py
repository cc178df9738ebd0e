r"""What cleaning changes in an article, told in lines: Article, words -> a diff.

By lines it is a unified diff that ``patch`` takes, from the source to the cleaned text.
What is folded shows as removed, and a comment before the hunk says why. By words, what
went and came stands inside the lines: coloured, or as ``[-…-]{+…+}``; characters that
could not be seen are spelled out, and a line end inside a paragraph is a ``↵``.
"""

from collections.abc import Iterator

from tui.core.differences import Hunk, Row, hunks
from tui.core.model import Article, Script
from tui.core.safe import safe, safe_lines
from tui.explain import heading
from tui.i18n import Catalog

_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m", "#": "\x1b[2m"}
_PLAIN = "\x1b[0m"
_MARKS = {"-": ("[-", "-]"), "+": ("{+", "+}")}
_UNENDED = "\\ No newline at end of file\n"  # as diff writes it, whatever the language


def changes(  # noqa: PLR0913 - what one may want to see
    article: Article,
    words: Catalog,
    script: Script = Script.ORIGINAL,
    *,
    everything: bool = False,
    by_words: bool = False,
    colour: bool = False,
) -> Iterator[str]:
    """The lines of the diff; none if nothing changes.

    Args:
        article: the article.
        words: the language of the comments.
        script: the script of the cleaned text.
        everything: keep what would be folded.
        by_words: show changes inside the lines.
        colour: for a terminal: coloured, and all that comes from the article made safe.
    """

    def paint(sign: str, text: str) -> str:
        if not colour:
            return text
        text = safe_lines(text)
        body = text.removesuffix("\n")
        return f"{_COLOURS[sign]}{body}{_PLAIN}{text[len(body) :]}" if sign != " " else text

    def told(row: Row) -> Iterator[str]:
        for sign, text in row.parts:
            if not by_words:
                ended = text if text.endswith("\n") else f"{text}\n{_UNENDED}"
                yield paint(sign, f"{sign}{ended}")
            else:
                yield from (paint(sign, piece) for piece in _marked(sign, text, colour))
        if by_words and not row.parts[-1][1].endswith("\n"):
            yield "\n"

    for number, hunk in enumerate(hunks(article, script, everything=everything, words=by_words)):
        if not number:
            yield paint("-", f"--- {safe(article.name)}\tsource\n")
            yield paint("+", f"+++ {safe(article.name)}\tcleaned\n")
        for index in hunk.folded:
            yield paint("#", f"# {heading(article, index, words).strip()}\n")
        yield paint("@", _heading(hunk))
        for row in hunk.rows:
            yield from told(row)


def _heading(hunk: Hunk) -> str:
    old, new = hunk.sizes
    # By custom a side without lines counts from the line before.
    return f"@@ -{hunk.old - (not old)},{old} +{hunk.new - (not new)},{new} @@\n"


def _marked(sign: str, text: str, colour: bool) -> Iterator[str]:
    """``text`` by lines, each in the marks of ``sign``."""
    if sign == " ":
        yield text
        return
    opening, closing = ("", "") if colour else _MARKS[sign]
    for line in text.splitlines(keepends=True):
        body = line.removesuffix("\n")
        yield f"{opening}{_visible(body)}{closing}{line[len(body) :]}" if body else line


def _visible(text: str) -> str:
    """``text`` with the characters that cannot be seen spelled out."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
