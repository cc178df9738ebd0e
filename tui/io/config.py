"""The settings a person writes: ``config.toml`` -> a frozen ``Settings``.

    file, the commands there are, the themes there are -> Settings, or a Problem that
    names file, line and key

A missing file means the defaults. A setting that nobody knows is an error, with the
nearest known one named, so that no typing error passes unseen; so is a key sequence that
would keep another command from being reached. Two commands that share a key by default
(they belong to different modes) may go on sharing one.

Left out on purpose: writing the file (it is the person's), and settings in the
environment. What only a file that is there needs is imported when one is.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from tui.core.model import PLAIN, Manner, Problem, Script
from tui.core.typography import CHOICES, THEMES, USUAL, Typography, allowed, choices, is_number

LANGUAGES = ("auto", "en", "zh-Hans", "zh-Hant")
QUOTES = ("keep", "region")
SCRIPTS = tuple(Script)
WAYS = ("pyperclip", "tmux", "osc52", "file")  # to copy, as ``clipboard`` calls them
TARGETS = tuple(script for script in Script if script is not Script.ORIGINAL)
AMBIGUOUS = ("auto", 1, 2)

Commands = Mapping[str, str | Sequence[str]]
Sequences = tuple[tuple[str, ...], ...]


class Settings(Struct, frozen=True):
    """What a person may set.

    Attributes:
        language: of the interface; ``auto`` goes by the locale.
        script: shown when an article is opened that has no reading state yet.
        typography: how the page is set; in the file each of its settings stands by itself.
        ambiguous: cells of a character of ambiguous width; 0 asks the terminal.
        keys: command id to key sequences, of those that the person changed; a sequence
            is a tuple of Textual's key names, and a command with none cannot be typed.
        folders: where the library looks.
        clipboard: the ways to copy in the order of trying; empty for what suits the place.
        fold_credits: whether the credit lines at an article's end are folded as well.
        idioms: whether conversion also takes the words of the region.
        quotes: whether it keeps quotation marks, or makes them the region's.
        words: the person's own words by the script that they are for, as pairs.
    """

    language: str = "auto"
    script: Script = Script.ORIGINAL
    typography: Typography = USUAL
    ambiguous: int = 0
    keys: Mapping[str, Sequences] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()
    clipboard: tuple[str, ...] = ()
    fold_credits: bool = False
    idioms: bool = False
    quotes: str = "keep"
    words: Mapping[Script, Mapping[str, str]] = field(default_factory=dict)

    def manner(self) -> Manner:
        """How texts are to be converted."""
        if not self.idioms and self.quotes == "keep" and not self.words:
            return PLAIN
        return Manner(idioms=self.idioms, quotes=self.quotes == "region", words=self.words)


def load(path: Path, known_commands: Commands, themes: Collection[str] = ()) -> Settings:
    """Read the settings in ``path``.

    Args:
        path: the file; it may be missing.
        known_commands: the sequence or sequences of every command by default.
        themes: the themes there are; empty if that is not known.

    Raises:
        Problem: the file is not right; it says where.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        from tui.io.storage import unreadable

        raise unreadable(path, error) from error
    return _File(path, content).settings(known_commands, themes)


def example(known_commands: Commands | None = None) -> str:
    """A file that sets nothing and says everything: each default, commented out."""
    lines = [
        "# Settings of Qingdu. A line that begins with # counts for nothing.",
        "",
        "# The interface: " + _listed(LANGUAGES) + ".",
        '# language = "auto"',
        "",
        "# The script in which an article opens: " + _listed(SCRIPTS) + ".",
        '# script = "original"',
        "",
        "# How the page is set. The settings panel in the reader changes the same for the time",
        "# being, seen at once; a Chinese character has two cells.",
        *(_setting(name) for name in CHOICES),
        "",
        "# The cells of characters such as “ … ·, as the terminal draws them: auto, 1 or 2;",
        "# auto asks the terminal.",
        '# ambiguous = "auto"',
        "",
        "# The ways to copy, in the order of trying: " + _listed(WAYS) + ".",
        "# Empty for the order that suits the place.",
        "# clipboard = []",
        "",
        "# Whether the credit lines at an article's end (editor, source) are folded as well.",
        "# fold_credits = false",
        "",
        "# Whether conversion also takes the words of the region (軟件, 軟體).",
        "# idioms = false",
        "",
        "# Quotation marks in a converted text: " + _listed(QUOTES) + " (“”, 「」).",
        '# quotes = "keep"',
        "",
        "# [words]",
        "# Your own words, in a table for the script shown, [words.zh-Hant] and so on: what the",
        '# text has, what to show, a pair a line, such as "计算机"="電腦". Scripts: '
        + _listed(TARGETS)
        + ".",
        "# Pairs for zh-Hant hold for Taiwan and Hong Kong as well.",
        "",
        "# [library]",
        "# Folders whose articles the library lists.",
        "# folders = []",
        "",
        "# [keys]",
        "# A command's key or keys, one after another with blanks between them, or a list of",
        '# such. Characters as they are ("G", "/", "]") or Textual\'s names ("ctrl+d",',
        '# "pageup", "right_square_bracket"). An empty list takes a command its keys.',
    ]
    for id, default in (known_commands or {}).items():
        texts = (default,) if isinstance(default, str) else tuple(default)
        lines.append(f"# {id} = [{', '.join(map(_quoted, texts))}]")
    return "\n".join(lines) + "\n"


def _setting(name: str) -> str:
    """The default of a page's setting, and what else it may be."""
    default = getattr(USUAL, name)
    among = CHOICES[name]
    told = f"{among[0]} to {among[-1]}" if is_number(name) else _listed(map(_toml, among))
    if name == "theme":
        told += ", or one of Textual's, such as nord"
    return f"# {name} = {_toml(default)}  # {told}"


def _toml(value: object) -> str:
    return _quoted(value) if isinstance(value, str) else str(value).lower()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


class _File:
    """One settings file while it is read."""

    def __init__(self, path: Path, content: bytes) -> None:
        import tomllib

        self._path = path
        try:
            self._text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise Problem("setting-encoding", path=str(path), line=line) from None
        try:
            self._values = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else self._text.rstrip().count("\n") + 1
            reason = re.sub(r" \(at .*\)$", "", str(error))
            raise Problem("setting-syntax", path=str(path), line=line, reason=reason) from None
        self._lines = key_lines(self._text)

    def settings(self, known_commands: Commands, themes: Collection[str]) -> Settings:
        names = [n for n in Settings.__struct_fields__ if n not in {"folders", "typography"}]
        self._only((), self._values, [*names, *CHOICES, "library"])
        values: dict[str, Any] = {}
        for name, among in {"language": LANGUAGES, "script": SCRIPTS, "quotes": QUOTES}.items():
            if name in self._values:
                values[name] = self._choice(name, among)
        if "script" in values:
            values["script"] = Script(values["script"])
        values["typography"] = self._typography(themes)
        if "ambiguous" in self._values:
            values["ambiguous"] = self._ambiguous()
        for name in ("fold_credits", "idioms"):
            if name in self._values:
                values[name] = self._flag(name)
        if "clipboard" in self._values:
            values["clipboard"] = self._clipboard()
        if "words" in self._values:
            values["words"] = self._words()
        if "keys" in self._values:
            values["keys"] = self._keys(known_commands)
        if "library" in self._values:
            values["folders"] = self._folders()
        return Settings(**values)

    def _problem(self, id: str, key: tuple[str, ...], **values: str | int) -> Problem:
        line = next(
            self._lines[key[:length]]
            for length in range(len(key), -1, -1)
            if key[:length] in self._lines
        )
        return Problem(id, path=str(self._path), line=line, setting=".".join(key), **values)

    def _only(self, at: tuple[str, ...], found: object, known: Collection[str]) -> None:
        if not isinstance(found, dict):
            raise self._problem("setting-table", at)
        for name in found:
            if name not in known:
                from difflib import get_close_matches

                near = get_close_matches(name, known, 1)
                if near:
                    raise self._problem(
                        "setting-unknown-near", (*at, name), near=".".join((*at, near[0]))
                    )
                raise self._problem("setting-unknown", (*at, name))

    def _choice(self, name: str, choices: Collection[str]) -> str:
        value = self._values[name]
        if not isinstance(value, str):
            raise self._problem("setting-text", (name,))
        if choices and value not in choices:
            listed = _listed(sorted(choices))
            raise self._problem("setting-choice", (name,), value=value, choices=listed)
        return value

    def _typography(self, themes: Collection[str]) -> Typography:
        """What is set of the page; a theme passes where the themes are not known."""
        found: dict[str, Any] = {}
        for name in CHOICES:
            if name not in self._values:
                continue
            value = self._values[name]
            among = choices(name, tuple(themes))
            if is_number(name):
                if not allowed(name, value):
                    low, high = int(among[0]), int(among[-1])
                    raise self._problem("setting-number", (name,), low=low, high=high)
            elif isinstance(among[0], bool):
                self._flag(name)
            elif name == "theme" and value in ("", *THEMES):
                value = value or THEMES[0]
            else:
                unknown = name == "theme" and not themes
                self._choice(name, () if unknown else [str(one) for one in among])
            found[name] = value
        return Typography(**found)

    def _ambiguous(self) -> int:
        value = self._values["ambiguous"]
        if type(value) is bool or value not in AMBIGUOUS:
            listed = _listed(str(one) for one in AMBIGUOUS)
            raise self._problem("setting-choice", ("ambiguous",), value=str(value), choices=listed)
        return 0 if value == "auto" else value

    def _flag(self, name: str) -> bool:
        value = self._values[name]
        if not isinstance(value, bool):
            raise self._problem("setting-boolean", (name,))
        return value

    def _clipboard(self) -> tuple[str, ...]:
        ways = self._texts(("clipboard",), self._values["clipboard"])
        for way in ways:
            if way not in WAYS:
                raise self._problem(
                    "setting-choice", ("clipboard",), value=way, choices=_listed(WAYS)
                )
        return tuple(dict.fromkeys(ways))

    def _folders(self) -> tuple[Path, ...]:
        table = self._values["library"]
        self._only(("library",), table, ["folders"])
        texts = self._texts(("library", "folders"), table.get("folders", []))
        return tuple(Path(text).expanduser() for text in texts)

    def _texts(self, at: tuple[str, ...], value: object) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
            raise self._problem("setting-list", at)
        return value

    def _words(self) -> dict[Script, Mapping[str, str]]:
        tables = self._values["words"]
        self._only(("words",), tables, TARGETS)
        words: dict[Script, Mapping[str, str]] = {}
        for name, table in tables.items():
            at = "words", name
            if not isinstance(table, dict):
                raise self._problem("setting-table", at)
            for key, value in table.items():
                if not key or not isinstance(value, str):
                    raise self._problem("setting-word", (*at, key))
            words[Script(name)] = table
        return words

    def _keys(self, known_commands: Commands) -> dict[str, Sequences]:
        table = self._values["keys"]
        self._only(("keys",), table, list(known_commands))
        keys = {id: self._sequences(id, value) for id, value in table.items()}
        defaults = {id: _default(value) for id, value in known_commands.items()}
        now = {**defaults, **keys}
        for id, mine in keys.items():
            for other, theirs in now.items():
                if other == id or _meet(defaults[id], defaults[other]):
                    continue
                met = _meet(mine, theirs)
                if met:
                    text = " ".join(met)
                    raise self._problem("setting-conflict", ("keys", id), value=text, other=other)
        return keys

    def _sequences(self, id: str, value: object) -> Sequences:
        from tui.io.keys import key_sequence

        at = ("keys", id)
        sequences = []
        for text in [value] if isinstance(value, str) else self._texts(at, value):
            try:
                sequences.append(key_sequence(text))
            except ValueError:
                raise self._problem("setting-keys", at, value=text) from None
        return tuple(dict.fromkeys(sequences))


def _default(value: str | Sequence[str]) -> Sequences:
    from tui.io.keys import key_sequence

    return tuple(key_sequence(text) for text in ([value] if isinstance(value, str) else value))


def _meet(mine: Sequences, theirs: Sequences) -> tuple[str, ...] | None:
    """A sequence of mine that clashes with one of theirs."""
    from tui.io.keys import clash

    return next((one for one in mine for other in theirs if clash(one, other)), None)


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """The line, from 1, of every table and key in ``text``, valid TOML; 1 for the file.

    A line inside a text of several lines may pass for a key; the first line counts.
    """
    import tomllib

    lines: dict[tuple[str, ...], int] = {(): 1}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[[^\[\]]+\]", line)
        key = re.match(r"""\s*((?:[\w.-]|"[^"]*"|'[^']*'|[ \t])+?)\s*=""", line)
        try:
            if header:
                table = _path(tomllib.loads(header[0]))
                lines.setdefault(table, number)
            elif key:
                lines.setdefault(table + _path(tomllib.loads(f"{key[1]} = {{}}")), number)
        except tomllib.TOMLDecodeError:
            continue
    return lines


def _path(value: dict[str, Any]) -> tuple[str, ...]:
    """The names on the way down a table that has a single one on each level."""
    names = []
    while value:
        name, value = next(iter(value.items()))
        names.append(name)
    return tuple(names)
