"""The arguments of the command line: arguments, words -> a command and its options.

The reader takes paths and no command, so it has a parser of its own, whose help is the
whole program's. Options may stand before, between and behind paths.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn

from tui import __version__
from tui.core.model import Script
from tui.core.notes import Colour
from tui.core.safe import safe
from tui.i18n import Catalog

AROUND = 30  # characters shown on either side of a hit: a line of a terminal with both
READER = ""  # the name of what no command asks for
_SCRIPTS = [script.value for script in Script]
_TARGETS = [script.value for script in Script if script is not Script.ORIGINAL]
_COMMANDS = (
    ("clean", "clean"),
    ("explain", "explain"),
    ("search", "search"),
    ("convert", "convert"),
    ("cat", "cat"),
    ("notes list, search", "group-list"),
    ("notes add, edit, rm", "group-change"),
    ("notes orphans, attach", "group-place"),
    ("notes export, import", "group-exchange"),
    ("notes compact, restore", "group-mend"),
    ("rules list", "rules-list"),
    ("rules rm", "rules-rm"),
    ("doctor", "doctor"),
)
_EXAMPLES = (
    ("qingdu article.txt", "example-read"),
    ("qingdu ~/articles", "example-folder"),
    ("curl -s https://example.org/a.txt | qingdu -", "example-pipe"),
    ("qingdu clean article.txt --script zh-Hans", "example-clean"),
    ("qingdu clean --diff article.txt", "example-diff"),
    ("qingdu explain --json article.txt", "example-explain"),
    ("qingdu search 机场 ~/articles", "example-search"),
    ("qingdu convert --to zh-TW < article.txt", "example-convert"),
    ("qingdu notes export > notes.md", "example-notes"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are safe on a terminal and whose headings are translated."""

    def __init__(self, prog: str, words: Catalog, description: str, **more: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            usage=more.get("usage"),
            epilog=more.get("epilog"),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.positional = self.add_argument_group(words.text("cli.arguments"))
        self.optional = self.add_argument_group(words.text("cli.options"))
        self.optional.add_argument("-h", "--help", action="help", help=words.text("cli.help"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments; exits 2."""
        if sys.stderr is not None:
            self.print_usage(sys.stderr)
        self.exit(2, f"qingdu: {safe(message)}\n")


def parse(arguments: list[str], words: Catalog) -> tuple[str, argparse.Namespace]:
    """The command that ``arguments`` ask for, ``READER`` if none, and its options.

    Raises:
        SystemExit: help or the version was printed, or the arguments are wrong.
    """
    known = parsers(words)
    name = arguments[0] if arguments and arguments[0] in known else READER
    rest = arguments if name == READER else arguments[1:]
    # Argparse mixes options and paths neither with subcommands nor, before 3.13, with "--".
    is_plain = name in ("notes", "rules") or "--" in rest
    options = (known[name].parse_args if is_plain else known[name].parse_intermixed_args)(rest)
    if name == "convert" and options.config and _by_script(options):
        known[name].error(words.text("cli.config-alone"))
    if name == "search" and not options.query.strip():
        known[name].error(words.text("cli.query-blank"))
    if name == "clean" and options.diff and options.format != "text":
        known[name].error(words.text("cli.diff-text"))
    if name == "notes":
        _check_notes(known[name], options, words)
    return name, options


def _check_notes(parser: Parser, options: argparse.Namespace, words: Catalog) -> None:
    """Refuse what does not go together."""
    action = options.action
    if action == "add" and options.text is None and options.highlight is None:
        parser.error(words.text("cli.add-nothing"))
    if action == "add" and options.path == options.text == "-":
        parser.error(words.text("cli.input-twice"))
    if action == "edit" and options.text is None and options.highlight is None:
        parser.error(words.text("cli.edit-nothing"))
    if action == "export" and options.with_article:
        if not options.paths:
            parser.error(words.text("cli.with-article-path"))
        if options.format != "markdown":
            parser.error(words.text("cli.with-article-format"))


def _by_script(options: argparse.Namespace) -> bool:
    """Whether options were given that go with ``--to`` only."""
    return bool(options.source or options.idioms or options.quotes)


def parsers(words: Catalog) -> Mapping[str, Parser]:
    """The parser of every command by its name."""
    return {
        READER: _reader(words),
        "clean": _clean(words),
        "explain": _explain(words),
        "search": _search(words),
        "convert": _convert(words),
        "cat": _cat(words),
        "notes": _notes(words),
        "rules": _rules(words),
        "doctor": Parser("qingdu doctor", words, words.text("cli.doctor")),
    }


def _reader(words: Catalog) -> Parser:
    commands = _table(words, "commands", _COMMANDS)
    parser = Parser(
        "qingdu",
        words,
        f"{words.text('cli.description')}\n\n{commands}",
        usage="qingdu [PATH ...]\n       qingdu COMMAND ...",
        epilog=f"{_table(words, 'examples', _EXAMPLES)}\n\n{words.text('cli.more')}",
    )
    parser.positional.add_argument("paths", nargs="*", metavar="PATH", help=words.text("cli.paths"))
    parser.optional.add_argument(
        "--version",
        action="version",
        version=f"qingdu {__version__}",
        help=words.text("cli.version"),
    )
    return parser


def _table(words: Catalog, heading: str, rows: Iterable[tuple[str, str]]) -> str:
    """A heading and what it lists, aligned."""
    width = max(len(name) for name, _ in rows) + 2
    lines = [f"  {name:<{width}}{words.text(f'cli.{key}')}" for name, key in rows]
    return "\n".join([f"{words.text(f'cli.{heading}')}:", *lines])


def _clean(words: Catalog) -> Parser:
    parser = Parser("qingdu clean", words, words.text("cli.clean"))
    _paths(parser, words)
    option = parser.optional.add_argument
    option("--script", choices=_SCRIPTS, default=_SCRIPTS[0], help=words.text("cli.script"))
    _manner(parser, words)
    formats = ["text", "markdown", "json"]
    option("--format", choices=formats, default="text", help=words.text("cli.format"))
    option("--all", action="store_true", help=words.text("cli.all"))
    ways = parser.optional.add_mutually_exclusive_group()
    # Two options: one that may have a value would take the path behind it for the value.
    for name, way in (("--diff", "lines"), ("--diff=words", "words")):
        text = words.text(f"cli.diff-{way}")
        ways.add_argument(name, dest="diff", action="store_const", const=way, help=text)
    _no_rules(parser, words)
    _encoding(parser, words)
    return parser


def _explain(words: Catalog) -> Parser:
    parser = Parser("qingdu explain", words, words.text("cli.explain"))
    _paths(parser, words)
    parser.optional.add_argument("--json", action="store_true", help=words.text("cli.json"))
    _no_rules(parser, words)
    _encoding(parser, words)
    return parser


def _search(words: Catalog) -> Parser:
    parser = Parser("qingdu search", words, words.text("cli.search-long"))
    parser.positional.add_argument("query", metavar="QUERY", help=words.text("cli.query"))
    _paths(parser, words)
    option = parser.optional.add_argument
    option("--exact", action="store_true", help=words.text("cli.exact"))
    option("--regex", action="store_true", help=words.text("cli.regex"))
    text = words.text("cli.context", count=AROUND)
    option("--context", metavar="N", type=_count(words), default=AROUND, help=text)
    option("--json", action="store_true", help=words.text("cli.json"))
    _no_rules(parser, words)
    _encoding(parser, words)
    return parser


def _count(words: Catalog) -> Callable[[str], int]:
    """What reads a number that is not negative."""

    def read(text: str) -> int:
        if not text.isdecimal():
            raise argparse.ArgumentTypeError(words.text("cli.context-wrong", text=text))
        return int(text)

    return read


def _convert(words: Catalog) -> Parser:
    parser = Parser("qingdu convert", words, words.text("cli.convert"))
    ways = parser.optional.add_mutually_exclusive_group(required=True)
    ways.add_argument("--to", choices=_TARGETS, help=words.text("cli.to"))
    ways.add_argument("--config", metavar="NAME", help=words.text("cli.config"))
    option = parser.optional.add_argument
    option("--from", dest="source", choices=_TARGETS, help=words.text("cli.from"))
    _manner(parser, words)
    return parser


def _cat(words: Catalog) -> Parser:
    parser = Parser("qingdu cat", words, words.text("cli.cat"))
    parser.positional.add_argument("path", metavar="PATH", help=words.text("cli.file"))
    _encoding(parser, words)
    return parser


def _notes(words: Catalog) -> Parser:
    parser, add = _with_actions("notes", words)
    _note_lists(add, words)
    _note_changes(add, words)
    export = add("export")
    _filters(export, words)
    formats = ["markdown", "json", "readwise", "anki", "org"]
    option = export.optional.add_argument
    option("--format", choices=formats, default="markdown", help=words.text("cli.format"))
    option("--with-article", action="store_true", help=words.text("cli.with-article"))
    text = words.text("cli.notes-file")
    add("import").positional.add_argument("path", metavar="FILE", help=text)
    add("compact")
    add("restore")
    return parser


def _note_lists(add: Callable[[str], Parser], words: Catalog) -> None:
    listing, search, orphans = add("list"), add("search"), add("orphans")
    _filters(listing, words)
    search.positional.add_argument("query", metavar="QUERY", help=words.text("cli.query"))
    text = words.text("cli.notes-path")
    orphans.positional.add_argument("paths", nargs="*", metavar="PATH", help=text)
    for each in (listing, search, orphans):
        each.optional.add_argument("--json", action="store_true", help=words.text("cli.json"))


def _note_changes(add: Callable[[str], Parser], words: Catalog) -> None:
    new, edit, rm, attach = add("add"), add("edit"), add("rm"), add("attach")
    new.positional.add_argument("path", metavar="PATH", help=words.text("cli.file"))
    for each in (edit, rm, attach):
        each.positional.add_argument("id", metavar="ID", help=words.text("cli.note-id"))
    attach.positional.add_argument("path", metavar="PATH", help=words.text("cli.file"))
    for each in (new, attach):
        text = words.text("cli.paragraph")
        each.optional.add_argument("--paragraph", type=int, metavar="N", help=text)
    colours = [colour.value for colour in Colour]
    for each, more in ((new, []), (edit, ["none"])):
        option = each.optional.add_argument
        option("--text", metavar="TEXT", help=words.text("cli.note-text"))
        option("--highlight", choices=[*colours, *more], help=words.text("cli.highlight"))


def _filters(parser: Parser, words: Catalog) -> None:
    """Which notes: of some articles, with a tag, of a colour."""
    text = words.text("cli.notes-path")
    parser.positional.add_argument("paths", nargs="*", metavar="PATH", help=text)
    option = parser.optional.add_argument
    option("--tag", metavar="TAG", help=words.text("cli.tag"))
    colours = [colour.value for colour in Colour]
    option("--colour", choices=colours, help=words.text("cli.colour"))


def _rules(words: Catalog) -> Parser:
    parser, add = _with_actions("rules", words)
    listing = add("list")
    text = words.text("cli.rules-path")
    listing.positional.add_argument("paths", nargs="*", metavar="PATH", help=text)
    listing.optional.add_argument("--json", action="store_true", help=words.text("cli.json"))
    add("rm").positional.add_argument("id", metavar="ID", help=words.text("cli.rule-id"))
    return parser


def _with_actions(name: str, words: Catalog) -> tuple[Parser, Callable[[str], Parser]]:
    """A parser of commands below ``name``, and what adds one."""
    parser = Parser(f"qingdu {name}", words, words.text(f"cli.{name}"))
    actions = parser.add_subparsers(
        title=words.text("cli.commands"),
        dest="action",
        metavar="ACTION",
        required=True,
        parser_class=Parser,
    )

    def add(action: str) -> Parser:
        text = words.text(f"cli.{name}-{action}")
        return actions.add_parser(action, help=text, words=words, description=text)

    return parser, add


def _paths(parser: Parser, words: Catalog) -> None:
    parser.positional.add_argument("paths", nargs="+", metavar="PATH", help=words.text("cli.path"))


def _encoding(parser: Parser, words: Catalog) -> None:
    parser.optional.add_argument("--encoding", metavar="NAME", help=words.text("cli.encoding"))


def _manner(parser: Parser, words: Catalog) -> None:
    for name in ("idioms", "quotes"):
        parser.optional.add_argument(
            f"--{name}", action="store_true", help=words.text(f"cli.{name}")
        )


def _no_rules(parser: Parser, words: Catalog) -> None:
    parser.optional.add_argument("--no-rules", action="store_true", help=words.text("cli.no-rules"))
