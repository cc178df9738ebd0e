"""Notes as a document for people: Markdown, org, and an article with its notes.

    notes -> text; nothing is printed or written here

Markdown begins with front matter as Obsidian reads it, has a heading an article with its
path below, and for each note its quote, its text, when it was last changed and in which
colour, and a block id to link to. All of it comes from outside the document: what
CommonMark or org would read as a mark is escaped, so that it shows what was written,
character for character; only blanks at the ends of lines go. A title like ``<b>`` or
``[x](javascript:…)`` stays text. Tags in the text stay tags. Characters that act on a
terminal are made visible. The order is the order given.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from tui.core.identity import STANDARD_INPUT
from tui.core.model import Article, Script, Span
from tui.core.notes import Note
from tui.core.report import as_markdown
from tui.core.safe import safe, safe_lines

# What has a meaning anywhere in a line, and what has one only at its start: headings,
# lists, and the lines that turn the one above into a heading or rule. An underscore
# inside a word has none.
_ANYWHERE = re.compile(r"([\\`*\[\]<>&|~]|(?<![^\W_])_|_(?![^\W_]))")
_AT_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]+$|\d{1,9}(?=[.)](?:\s|$)))")
# What begins something in org: org's manual has a zero-width space put before it.
_ORG = re.compile(r"^(\s*)(?=\*+\s|#\+|#\s|#$|[:|]|-{5}|\[fn:)")
_ORG_TAG = re.compile(r"[^\w@#%]")
_QUOTED = 40  # characters of a quote in an org heading


def to_markdown(notes: Iterable[Note]) -> str:
    """``notes`` as Markdown, grouped by article in the order of their first notes."""
    groups = _by_article(notes)
    if not groups:
        return ""
    every = [note for group in groups for note in group]
    front = _front(every, every if len(groups) == 1 else ())
    return front + "\n".join(_section(group) for group in groups)


def to_org(notes: Iterable[Note]) -> str:
    """``notes`` as org: a heading an article, and below it one a note."""
    return "\n".join(_org_section(group) for group in _by_article(notes))


def with_notes(
    article: Article,
    notes: Sequence[tuple[Span, Note]],
    orphans: Iterable[Note],
    script: Script = Script.ORIGINAL,
) -> str:
    """``article`` as Markdown, each note quoted below its paragraph, the orphans at the end."""
    below: dict[int, list[Note]] = {}
    for span, note in notes:
        index = max(0, sum(start <= span.start for start in article.starts) - 1)
        below.setdefault(index, []).append(note)
    every = [note for _, note in notes] + list(orphans)
    parts = [_front(every, every[:1] or ()).rstrip("\n")] if every else []
    for index in range(len(article)):
        if article.verdict(index).folded and index not in below:
            continue
        parts.append(as_markdown(article, index, script))
        parts += ["\n".join(_callout(note)) for note in below.get(index, ())]
    parts += ["\n".join(_callout(note, quoted=True)) for note in orphans]
    return "\n\n".join(parts) + "\n"


def _by_article(notes: Iterable[Note]) -> list[tuple[Note, ...]]:
    """``notes`` by article: the same text, or the same path with the same title."""
    groups: list[list[Note]] = []
    known: dict[object, list[Note]] = {}
    for note in notes:
        marks: list[object] = [note.article_id]
        if note.article_name != STANDARD_INPUT:
            marks.append((note.article_name, note.article_title))
        group = next((known[mark] for mark in marks if mark in known), None)
        if group is None:
            group = []
            groups.append(group)
        known.update(dict.fromkeys(marks, group))
        group.append(note)
    return [tuple(group) for group in groups]


def _front(notes: Sequence[Note], one: Sequence[Note]) -> str:
    """Front matter: of ``notes``, and of their article if they are of one."""
    values: dict[str, object] = {}
    if one:
        values = {"title": safe(_title(one[-1])), "source": safe(one[-1].article_name)}
    values["tags"] = list(dict.fromkeys(safe(tag) for note in notes for tag in note.tags))
    values["notes"] = len(notes)
    values["updated"] = safe(max(note.updated for note in notes))
    # JSON's texts, numbers and lists are YAML's too.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def _title(note: Note) -> str:
    return note.article_title or note.article_name


def _section(notes: tuple[Note, ...]) -> str:
    parts = [f"# {_line(_title(notes[-1]))}", _line(notes[0].article_name)]
    for note in notes:
        parts += ["\n".join(f"> {line}" for line in _lines(note.anchor.quote))]
        parts += ["\n".join(_lines(note.body)), _about(note)]
    return "\n\n".join(part for part in parts if part.strip("> \n")) + "\n"


def _about(note: Note) -> str:
    """When a note was changed, its colour, and its block id."""
    colour = f" · {note.highlight.value}" if note.highlight else ""
    return f"*{_line(note.updated)}*{colour}{_block(note)}"


def _block(note: Note) -> str:
    """An id that Obsidian links to, if the note's is one."""
    return f" ^{note.id[:8]}" if re.match(r"[0-9a-zA-Z]{8}", note.id) else ""


def _callout(note: Note, *, quoted: bool = False) -> list[str]:
    """A note as an Obsidian callout, which is a quotation elsewhere."""
    lines = [f"[!note] {_about(note)}"]
    if quoted or note.kind.value == "characters":
        lines += [f"> {line}" for line in _lines(note.anchor.quote)]
    lines += _lines(note.body) if note.body.strip() else []
    return [f"> {line}" for line in lines]


def _line(text: str) -> str:
    return _escaped(safe(text).strip(" \t"))


def _lines(text: str) -> list[str]:
    """``text`` line by line, with the blanks that make Markdown break where it does."""
    lines = [_escaped(safe(line).strip(" \t")) for line in safe_lines(text).split("\n")]
    following = [*lines[1:], ""]
    return [
        f"{line}  " if line and after else line
        for line, after in zip(lines, following, strict=True)
    ]


def _escaped(line: str) -> str:
    line = _ANYWHERE.sub(r"\\\1", line)
    found = _AT_START.match(line)
    if found is None:
        return line
    mark = found.group()
    return f"{mark}\\{line[len(mark) :]}" if mark.isdigit() else f"\\{line}"


def _org_section(notes: tuple[Note, ...]) -> str:
    parts = [f"* {_flat(_title(notes[-1]))}", *_drawer({"SOURCE": notes[0].article_name})]
    for note in notes:
        tags = [_ORG_TAG.sub("_", tag) for tag in note.tags]
        heading = _flat(note.anchor.quote)[:_QUOTED] or _flat(_title(note))
        parts.append(f"** {heading}" + (f" :{':'.join(tags)}:" if tags else ""))
        parts += _drawer(
            {
                "ID": note.id,
                "CREATED": note.created,
                "UPDATED": note.updated,
                "HIGHLIGHT": note.highlight.value if note.highlight else "",
            }
        )
        if note.anchor.quote.strip():
            parts += ["#+begin_quote", *_org_lines(note.anchor.quote), "#+end_quote"]
        parts += _org_lines(note.body)
    return "\n".join(parts).rstrip("\n") + "\n"


def _drawer(values: Mapping[str, str]) -> list[str]:
    lines = [f":{key}: {_flat(value)}" for key, value in values.items() if value]
    return [":PROPERTIES:", *lines, ":END:"]


def _flat(text: str) -> str:
    return " ".join(safe(text).split())


def _org_lines(text: str) -> list[str]:
    return [_ORG.sub("\\1\u200b", safe(line).rstrip()) for line in safe_lines(text).split("\n")]
