"""The commands about notes: options -> what is written, and the exit code.

Each works on the same store as an open reader, under its lock, and leaves the file so
that plain TinyDB reads it. Where a list goes with an article, the paragraph counts from 1
and includes folded ones, as in ``explain``.
"""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from tui.core.anchor import Anchor
from tui.core.copies import anchored
from tui.core.identity import identify
from tui.core.model import Article, Problem, Script
from tui.core.notes import WHOLE, Colour, Kind, Note, is_tagged, placed, says
from tui.core.safe import safe
from tui.i18n import Catalog
from tui.io import exchange, export, paths, sheets
from tui.io.articles import STDIN, expand, load, named, read_bytes
from tui.io.notes import NoteStore
from tui.io.restore import restore

QUOTED = 30  # characters of a quote in a list
NONE = "none"  # the colour that takes a colour away


class Out(NamedTuple):
    """Where a command writes: ``write`` the text asked for, ``tell`` what a person should know."""

    write: Callable[[str], None]
    tell: Callable[[str], None]


def run(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    """Carry out the command; gives the exit code.

    Raises:
        Problem: it could not be done.
    """
    code = _ACTIONS[options.action](options, store, words, out)
    if options.action in _CHANGING:
        store.close()
    return code


def _list(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    notes = _chosen(options, store)
    _print(notes, options, out)
    if not notes and not options.json:
        out.tell(words.text("cli.no-notes"))
    return 0


def _search(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    from tui.core.search import Query, finder

    wanted = finder(Query(options.query))
    notes = [note for note in store.all() if says(note, wanted)]
    _print(notes, options, out)
    return 0 if notes else 1


def _print(notes: Sequence[Note], options: Namespace, out: Out) -> None:
    if options.json:
        out.write(exchange.to_array(notes))
    else:
        for note in notes:
            out.write(f"{line(note)}\n")


def line(note: Note) -> str:
    """A note on one line: the beginning of its id, its day, its article, its words."""
    quote = note.anchor.quote.strip()[:QUOTED].replace("\n", " ")
    first = note.body.strip().split("\n")[0]
    colour = f"[{note.highlight.value}] " if note.highlight else ""
    parts = [note.id[:8], note.created[:10], note.article_title, f"「{quote}」", colour + first]
    return safe("  ".join(part for part in parts if part not in ("", "「」")))


def _add(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    article = _article(options.path)
    kind, place = _place(article, options.paragraph)
    highlight = Colour(options.highlight) if options.highlight else None
    body = _text(options.text or "")
    if not body.strip() and highlight is None:
        raise Problem("note-empty")
    note = store.add(identify(article), place, body, kind=kind, highlight=highlight)
    out.write(f"{note.id}\n")
    return 0


def _edit(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    note = store.find(options.id)
    body = note.body if options.text is None else _text(options.text)
    highlight = note.highlight
    if options.highlight:
        highlight = None if options.highlight == NONE else Colour(options.highlight)
    if not body.strip() and highlight is None:
        raise Problem("note-empty")
    store.write(note.id, body, highlight)
    return 0


def _rm(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    note = store.delete(store.find(options.id).id)
    out.write(f"{words.text('cli.note-removed', note=line(note))}\n")
    return 0


def _attach(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    note = store.find(options.id)
    article = _article(options.path)
    kind, place = _place(article, options.paragraph)
    out.write(f"{line(store.attach(note.id, identify(article), place, kind))}\n")
    return 0


def _orphans(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    """Notes that have no place: in the articles named, or in those that they were written on."""
    found: list[tuple[Note, str]] = []
    if options.paths:
        for article in _articles(options.paths):
            found += [(note, "gone") for note in _orphans_of(article, store)]
    else:
        groups: dict[str, list[Note]] = {}
        for note in store.all():
            groups.setdefault(note.article_name, []).append(note)
        for name, notes in groups.items():
            if name == STDIN:  # it has no place to look at again
                continue
            try:
                found += [(note, "gone") for note in placed(notes, _article(name))[1]]
            except Problem:
                found += [(note, "no-file") for note in notes]
    if options.json:
        out.write(exchange.to_array(note for note, _ in found))
    else:
        for note, why in found:
            out.write(f"{line(note)}  ({words.text(f'cli.orphan-{why}')})\n")
    if not found and not options.json:
        out.tell(words.text("cli.no-orphans"))
    return 0


def _orphans_of(article: Article, store: NoteStore) -> tuple[Note, ...]:
    return placed(store.of(identify(article)).notes, article)[1]


def _export(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    if options.with_article:
        for number, article in enumerate(_articles(options.paths)):
            notes = [note for note in store.of(identify(article)).notes if _passes(note, options)]
            there, orphans = placed(notes, article)
            out.write("\n" if number else "")
            out.write(export.with_notes(article, there, orphans, Script.ORIGINAL))
        return 0
    notes = _chosen(options, store)
    if options.format == "json":
        out.write(exchange.to_json(notes, store.articles()))
    else:
        out.write(_FORMS[options.format](notes))
    return 0


def _import(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    parcel = exchange.parse(options.path, _decoded(options.path))
    new, changed = store.take(*parcel)
    same = len({note.id for note in parcel.notes}) - new - changed
    text = words.text("cli.imported", new=f"{new:,}", changed=f"{changed:,}", same=f"{same:,}")
    out.write(f"{text}\n")
    return 0


def _compact(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    store.compact()
    text = words.text("cli.compacted", count=len(store.all()), path=safe(str(store.path)))
    out.write(f"{text}\n")
    return 0


def _restore(options: Namespace, store: NoteStore, words: Catalog, out: Out) -> int:
    done = restore(paths.notes_file(), datetime.now(UTC))
    base = safe(str(done.base)) if done.base else words.text("cli.restored-bare")
    out.write(f"{words.text('cli.restored', count=done.notes, base=base, more=done.more)}\n")
    for path in done.kept:
        out.tell(words.text("cli.restored-kept", path=safe(str(path))))
    return 0


_ACTIONS: dict[str, Callable[[Namespace, NoteStore, Catalog, Out], int]] = {
    "list": _list,
    "search": _search,
    "add": _add,
    "edit": _edit,
    "rm": _rm,
    "orphans": _orphans,
    "attach": _attach,
    "export": _export,
    "import": _import,
    "compact": _compact,
    "restore": _restore,
}

_CHANGING = ("add", "edit", "rm", "attach", "import")

_FORMS: dict[str, Callable[[Sequence[Note]], str]] = {
    "markdown": export.to_markdown,
    "readwise": sheets.to_readwise,
    "anki": sheets.to_anki,
    "org": export.to_org,
}


def _chosen(options: Namespace, store: NoteStore) -> list[Note]:
    """The notes of the articles named, or all, that the options ask for."""
    if not options.paths:
        notes: Sequence[Note] = store.all()
    else:
        notes = [note for article in _articles(options.paths) for note in _notes_of(article, store)]
    return [note for note in dict.fromkeys(notes) if _passes(note, options)]


def _notes_of(article: Article, store: NoteStore) -> tuple[Note, ...]:
    return store.of(identify(article)).notes


def _passes(note: Note, options: Namespace) -> bool:
    return (options.tag is None or is_tagged(note, options.tag)) and (
        options.colour is None or note.highlight == options.colour
    )


def _articles(names: Sequence[str]) -> Iterator[Article]:
    for name in names:
        for path in expand(named(name)):
            yield _article(str(path))


def _article(name: str) -> Article:
    """The article at the path ``name``, by the absolute one, which notes keep."""
    path = named(name)
    return load(path if name == STDIN else path.absolute())


def _place(article: Article, paragraph: int | None) -> tuple[Kind, Anchor]:
    """The paragraph with a number, from 1; the article without one."""
    if paragraph is None:
        return Kind.ARTICLE, WHOLE
    if not 0 < paragraph <= len(article):
        raise Problem("no-paragraph", path=article.name, number=paragraph, count=len(article))
    return Kind.PARAGRAPH, anchored(article, article.span(paragraph - 1))


def _text(text: str) -> str:
    return _decoded(STDIN).rstrip("\n") if text == STDIN else text


def _decoded(name: str) -> str:
    return read_bytes(named(name)).decode("utf-8", "replace")
