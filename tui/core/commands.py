"""Which keys mean which command: the one table behind dispatch, help, README and settings.

Textual knows single keys only. Sequences (``g g``) and counts (``12 G``) are read here,
a key at a time, as a pure function of what is pending:

    pending keys, key, keymap -> pending keys | command and count | rejected keys

A key is named by the character it types (``j``, ``>``, ``/``), otherwise as Textual
names it (``ctrl+d``, ``pagedown``, ``space``). Nothing here waits: a pending sequence
stays until it is finished, becomes impossible, or Esc clears it.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import punctuation

from msgspec import Struct

READER, LIBRARY, NOTES, PAGE, CHOICE = "reader", "library", "notes", "page", "choice"
LOOK = "look"
LEDGER, SOURCE, RULES = "ledger", "source", "rules"
LISTS = (LIBRARY, NOTES, RULES)
CHANGED = (LEDGER, SOURCE)  # the screens that show what was hidden or changed
SCROLLED = (READER, LIBRARY, NOTES, RULES, LEDGER, SOURCE, PAGE, CHOICE, LOOK)
CARET = "caret"  # the reader while it shows a caret; these keys come before its others
HELPED = tuple(where for where in SCROLLED if where not in {PAGE, CHOICE, LOOK})
GROUPS = (
    *("move", "find", "fold", "rules", "script", "select"),
    *("notes", "copy", "look", "articles", "app"),
)

MAX_COUNT = 9_999_999  # a longer count is a slip of the finger


class Command(Struct, frozen=True):
    """One thing the user can do.

    Attributes:
        id: its name in the settings; its text is the message ``command.<id>``.
        keys: the sequences that call it, keys separated by spaces; without any it is
            called from the palette.
        group: the heading in the help, one of ``GROUPS``.
        where: the screens that know it.
        counts: whether it takes a count.
    """

    id: str
    keys: tuple[str, ...]
    group: str
    where: tuple[str, ...] = (READER,)
    counts: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("down", ("j", "down", "}"), "move", SCROLLED, True),
    Command("up", ("k", "up", "{"), "move", SCROLLED, True),
    Command("line-down", ("J", "shift+down"), "move", (READER,), True),
    Command("line-up", ("K", "shift+up"), "move", (READER,), True),
    Command("page-down", ("space", "pagedown"), "move", SCROLLED, True),
    Command("page-up", ("b", "pageup"), "move", SCROLLED, True),
    Command("half-down", ("ctrl+d",), "move", SCROLLED, True),
    Command("half-up", ("ctrl+u",), "move", SCROLLED, True),
    Command("first", ("g g", "home"), "move", SCROLLED, True),
    Command("last", ("G", "end"), "move", SCROLLED, True),
    Command("back", ("ctrl+o",), "move"),
    Command("search", ("/",), "find"),
    Command("search-next", ("n",), "find", (READER,), True),
    Command("search-previous", ("N",), "find", (READER,), True),
    Command("search-word", ("*",), "find"),
    Command("filter", ("/",), "find", LISTS),
    Command("fold", ("z", "enter"), "fold"),
    Command("fold-all", ("Z",), "fold"),
    Command("source", ("x",), "fold"),
    Command("ledger", ("X",), "fold"),
    Command("rule", ("f",), "rules"),
    Command("rule-keep", (), "rules"),
    Command("rule-keep-all", (), "rules"),
    Command("rule-fold", (), "rules"),
    Command("rule-fold-all", (), "rules"),
    Command("rule-role", (), "rules"),
    Command("rule-role-all", (), "rules"),
    Command("rule-forget", (), "rules"),
    Command("revert", ("r",), "rules", CHANGED),
    Command("revert-all", ("R",), "rules", CHANGED),
    Command("rules", ("R",), "rules"),
    Command("rule-delete", ("d d",), "rules", (RULES,)),
    Command("learned-fold", ("F",), "rules"),
    Command("learned-refuse", ("D",), "rules"),
    Command("script", ("t",), "script"),
    Command("script-choose", ("T",), "script"),
    Command("words", ("w",), "select"),
    Command("select", ("v",), "select"),
    Command("select-paragraphs", ("V",), "select"),
    Command("caret-left", ("h", "left"), "select", (CARET,), True),
    Command("caret-right", ("l", "right"), "select", (CARET,), True),
    Command("caret-word", ("w",), "select", (CARET,), True),
    Command("caret-back", ("b",), "select", (CARET,), True),
    Command("caret-end", ("e",), "select", (CARET,), True),
    Command("caret-start", ("0",), "select", (CARET,)),
    Command("caret-finish", ("$",), "select", (CARET,)),
    Command("caret-down", ("j", "down"), "select", (CARET,), True),
    Command("caret-up", ("k", "up"), "select", (CARET,), True),
    Command("beside", ("S",), "script"),
    Command("choices", ("c",), "script"),
    Command("choice-next", ("tab",), "script", (READER,), True),
    Command("choice-previous", ("shift+tab",), "script", (READER,), True),
    Command("note-add", ("a",), "notes"),
    Command("note-article", ("g a",), "notes"),
    Command("note-edit", ("e",), "notes", (READER, NOTES)),
    Command("note-delete", ("d d",), "notes", (READER, NOTES)),
    Command("note-next", ("]",), "notes", (READER,), True),
    Command("note-previous", ("[",), "notes", (READER,), True),
    Command("note-show", ("s",), "notes"),
    Command("note-list", ("A",), "notes", (READER, LIBRARY)),
    Command("note-attach", ("p",), "notes", (READER, NOTES)),
    Command("note-same", ("g s",), "notes"),
    Command("highlight", ("H H",), "notes"),
    Command("highlight-yellow", ("H y",), "notes"),
    Command("highlight-green", ("H g",), "notes"),
    Command("highlight-blue", ("H b",), "notes"),
    Command("highlight-pink", ("H p",), "notes"),
    Command("highlight-choose", ("H c",), "notes"),
    Command("copy", ("y",), "copy"),
    Command("copy-article", ("Y",), "copy"),
    Command("copy-form", ("g y",), "copy"),
    Command("copy-article-form", ("g Y",), "copy"),
    Command("wider", ("+", "="), "look", (READER,), True),
    Command("narrower", ("-",), "look", (READER,), True),
    Command("look", (",",), "look"),
    Command("look-more", ("l", "right", "enter"), "look", (LOOK,), True),
    Command("look-less", ("h", "left"), "look", (LOOK,), True),
    Command("look-reset", ("r",), "look", (LOOK,)),
    Command("look-reset-all", ("R",), "look", (LOOK,)),
    Command("article-next", (">",), "articles", (READER,), True),
    Command("article-previous", ("<",), "articles", (READER,), True),
    Command("library", ("o",), "articles"),
    Command("open", ("enter",), "articles", (*LISTS, LEDGER, CHOICE)),
    Command("undo", ("u",), "app", (READER, NOTES, RULES, *CHANGED, LOOK)),
    Command("redo", ("ctrl+r",), "app", (READER, NOTES)),
    Command("help", ("?",), "app", HELPED),
    Command("palette", ("ctrl+p",), "app", HELPED),
    Command("close", ("escape",), "app", SCROLLED),
    Command("quit", ("q",), "app", SCROLLED),
    Command("suspend", ("ctrl+z",), "app", SCROLLED),
    Command("exit", ("ctrl+c",), "app", SCROLLED),
)

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

Keys = tuple[str, ...]
Keymap = Mapping[Keys, Command]
Remap = Mapping[str, Sequence[Keys]]  # the user's key sequences by command id


def sequences(command: Command, remap: Remap | None = None) -> tuple[Keys, ...]:
    """The key sequences of ``command``: the user's, in place of the table's.

    >>> sequences(BY_ID["note-delete"]), sequences(BY_ID["search"], {"search": [("slash",)]})
    ((('d', 'd'),), (('/',),))
    """
    if remap and command.id in remap:
        return tuple(tuple(map(plain_key, keys)) for keys in remap[command.id])
    return tuple(tuple(sequence.split()) for sequence in command.keys)


def keymap(where: str, remap: Remap | None = None) -> Keymap:
    """The key sequences that the screen ``where``, one of ``SCROLLED``, or ``CARET`` knows."""
    return {
        keys: command
        for command in COMMANDS
        if where in command.where
        for keys in sequences(command, remap)
    }


class Pending(Struct, frozen=True):
    """Keys typed that do not make a command yet."""

    keys: tuple[str, ...] = ()
    count: str = ""

    def __bool__(self) -> bool:
        return bool(self.keys or self.count)

    def __str__(self) -> str:
        return self.count + "".join(map(label, self.keys))


IDLE = Pending()


class Fed(Struct, frozen=True):
    """What one key led to: still pending, a command, or keys that mean nothing."""

    pending: Pending = IDLE
    command: Command | None = None
    count: int | None = None
    rejected: str = ""


def feed(pending: Pending, key: str, keys: Keymap) -> Fed:
    """Read ``key`` after ``pending``.

    A count before a command that takes none rejects both: ``3dd`` must not delete.
    """
    if key == "escape" and pending:
        return Fed()
    if not pending.keys and key.isascii() and key.isdigit() and (key != "0" or pending.count):
        count = pending.count + key
        return Fed(rejected=count) if int(count) > MAX_COUNT else Fed(Pending((), count))
    typed = (*pending.keys, key)
    command = keys.get(typed)
    if command is not None:
        if pending.count and not command.counts:
            return Fed(rejected=str(Pending(typed, pending.count)))
        return Fed(command=command, count=int(pending.count) if pending.count else None)
    if any(sequence[: len(typed)] == typed for sequence in keys):
        return Fed(Pending(typed, pending.count))
    return Fed(rejected=str(Pending(typed, pending.count)))


def key_name(key: str, character: str | None) -> str:
    """Our name for a key that Textual calls ``key`` and that types ``character``.

    Full-width punctuation, as an input method left on types it, counts as its
    half-width twin.

    >>> key_name("question_mark", "?"), key_name("ctrl+d", None), key_name("space", " ")
    ('?', 'ctrl+d', 'space')
    """
    if character is None or not character.isprintable() or character == " ":
        return key
    return unicodedata.normalize("NFKC", character)


_NAMES = {
    unicodedata.name(mark).lower().replace("-", "_").replace(" ", "_"): mark for mark in punctuation
} | {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}


def plain_key(name: str) -> str:
    """Our name for a key by any name that Textual has for it.

    >>> plain_key("right_square_bracket"), plain_key("slash"), plain_key("ctrl+d")
    (']', '/', 'ctrl+d')
    """
    return _NAMES.get(name, name)


_LABELS = {
    "space": "Space",
    "escape": "Esc",
    "enter": "Enter",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "shift+tab": "Shift-Tab",
    "home": "Home",
    "end": "End",
    "shift+up": "Shift-↑",
    "shift+down": "Shift-↓",
}


def label(key: str) -> str:
    """How one key is written for people.

    >>> label("ctrl+d"), label("j"), label("pagedown")
    ('Ctrl-d', 'j', 'PgDn')
    """
    return _LABELS.get(key) or (f"Ctrl-{key[5:]}" if key.startswith("ctrl+") else key)


def sequence_label(keys: Keys) -> str:
    """How a key sequence is written for people: ``gg``."""
    return "".join(map(label, keys))


def grouped(where: Iterable[str] = (*SCROLLED, CARET)) -> list[tuple[str, list[Command]]]:
    """The commands known on any of ``where``, by group, in the order of the table."""
    asked = set(where)
    groups = []
    for group in GROUPS:
        found = [c for c in COMMANDS if c.group == group and asked & set(c.where)]
        if found:
            groups.append((group, found))
    return groups


def key_table(text: Callable[[str], str]) -> str:
    """README's key table in Markdown; ``text`` gives the message for a key."""
    lines = [f"| {text('help.keys')} | {text('help.does')} |", "|---|---|"]
    for group, commands in grouped():
        lines.append(f"| **{text(f'help.group-{group}')}** | |")
        for command in commands:
            keys = " ".join(f"`{sequence_label(s)}`" for s in sequences(command)) or "`Ctrl-p`"
            lines.append(f"| {keys} | {text(f'command.{command.id}')} |")
    return "\n".join(lines)
