"""The command line: arguments -> text on standard output. The only module that prints.

Everything but opening the reader works without Textual or Rich. Exit codes: 0 fine, 1 could
not do it, 2 wrong use, 130 interrupted. A problem with one file is one line on standard
error naming it; the other files are still printed.
"""

import argparse
import json
import locale
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from tui import __version__
from tui.core.model import Article, Evidence, Problem, Script, Written
from tui.core.safe import safe, safe_json, safe_lines
from tui.i18n import Catalog, catalog, language_of

_CHOICES = [script.value for script in Script]
_TARGETS = [script.value for script in Script if script is not Script.ORIGINAL]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (default: the process's); returns the exit code."""
    words = catalog(_language())
    arguments = list(sys.argv[1:] if argv is None else argv)
    with suppress(ValueError, AttributeError):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
        sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = _run(arguments, words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone; what is still buffered must not raise at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Problem as problem:
        _complain(problem, words)
        return 1
    return code


def _language() -> str:
    """The interface's language: the setting where there is one, else the locale."""
    from tui.core.commands import COMMANDS
    from tui.io import config, paths

    chosen = "auto"
    with suppress(Problem):  # the reader tells what is wrong with the file
        known = {command.id: command.keys for command in COMMANDS}
        chosen = config.load(paths.config_file(), known).language
    if chosen != "auto":
        return chosen
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_of(next((name for name in names if name), "C"))


def _complain(problem: Problem, words: Catalog) -> None:
    text = words.text(f"problem.{problem.id}", **problem.values)
    print(f"qingdu: {safe(text)}", file=sys.stderr)


def _run(arguments: list[str], words: Catalog) -> int:
    commands: dict[str, Callable[[argparse.Namespace, Catalog], int]] = {
        "clean": _clean,
        "explain": _explain,
        "convert": _convert,
        "cat": _cat,
        "notes": _notes,
    }
    parser, reader = _parsers(words)
    if arguments and (arguments[0] in commands or arguments[0] in ("-h", "--help", "--version")):
        options = parser.parse_args(arguments)
        return commands[options.command](options, words)
    return _read(reader.parse_args(arguments), words)


def _parsers(words: Catalog) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """The parser of the commands, and the one of the reader, which takes paths only."""

    def tell(key: str) -> str:
        return words.text(f"cli.{key}").replace("%", "%%")

    examples = "\n".join(
        f"  {line:<44}{tell(key)}"
        for line, key in (
            ("qingdu article.txt", "example-read"),
            ("qingdu ~/articles", "example-folder"),
            ("curl -s https://example.org/a.txt | qingdu -", "example-pipe"),
            ("qingdu clean article.txt --script zh-Hans", "example-clean"),
        )
    )
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="qingdu",
        usage="qingdu [PATH ...]\n       qingdu {clean,explain,convert,cat,notes} ...",
        description=tell("description"),
        epilog=f"{tell('examples')}\n{examples}",
        formatter_class=shape,
        add_help=False,
    )
    for each in (parser,):
        each.add_argument("-h", "--help", action="help", help=tell("help"))
    parser.add_argument(
        "--version", action="version", version=f"qingdu {__version__}", help=tell("version")
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=tell(name), description=tell(name), add_help=False)
        command.add_argument("-h", "--help", action="help", help=tell("help"))
        return command

    clean = add("clean")
    clean.add_argument("paths", nargs="+", metavar="PATH", help=tell("path"))
    clean.add_argument("--script", choices=_CHOICES, default=_CHOICES[0], help=tell("script"))
    clean.add_argument(
        "--format", choices=["text", "markdown", "json"], default="text", help=tell("format")
    )
    clean.add_argument("--all", action="store_true", help=tell("all"))
    clean.add_argument("--encoding", metavar="NAME", help=tell("encoding"))
    explain = add("explain")
    explain.add_argument("paths", nargs="+", metavar="PATH", help=tell("path"))
    explain.add_argument("--json", action="store_true", help=tell("json"))
    explain.add_argument("--encoding", metavar="NAME", help=tell("encoding"))
    convert = add("convert")
    convert.add_argument("--to", choices=_TARGETS, help=tell("to"))
    convert.add_argument("--from", dest="source", choices=_TARGETS, help=tell("from"))
    convert.add_argument("--idioms", action="store_true", help=tell("idioms"))
    convert.add_argument("--config", metavar="NAME", help=tell("config"))
    cat = add("cat")
    cat.add_argument("path", metavar="PATH", help=tell("path"))
    cat.add_argument("--encoding", metavar="NAME", help=tell("encoding"))
    notes = add("notes").add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = notes.add_parser("list", help=tell("notes-list"), description=tell("notes-list"))
    listing.add_argument("--json", action="store_true", help=tell("json"))
    export = notes.add_parser("export", help=tell("notes-export"), description=tell("notes-export"))
    export.add_argument(
        "--format", choices=["markdown", "json"], default="markdown", help=tell("format")
    )
    reader = argparse.ArgumentParser(prog="qingdu", usage=parser.usage)
    reader.add_argument("paths", nargs="*", metavar="PATH", help=tell("path"))
    return parser, reader


def _print(text: str) -> None:
    """Print ``text`` of an article: as it is into a pipe, made safe on a terminal."""
    sys.stdout.write((safe_lines(text) if sys.stdout.isatty() else text) + "\n")


def _print_json(value: object) -> None:
    _print(safe_json(json.dumps(value, ensure_ascii=False, indent=1)))


def _each(
    paths: Sequence[str], encoding: str | None, words: Catalog, do: Callable[[Article], None]
) -> int:
    """``do`` every article that ``paths`` stand for; 1 if one could not be read, else 0."""
    from tui.io.articles import expand, load

    code = 0
    for name in paths:
        try:
            files = expand(Path(name))
        except Problem as problem:
            _complain(problem, words)
            code = 1
            continue
        for path in files:
            try:
                do(load(path, encoding))
            except Problem as problem:
                _complain(problem, words)
                code = 1
    return code


def _in_english(evidence: Evidence) -> str:
    return _words_for(evidence, catalog("en"))


def _words_for(evidence: Evidence, words: Catalog) -> str:
    values: dict[str, object] = dict(evidence.values)
    if "count" in values:
        values["count"] = int(str(values["count"]))
    return words.text(f"evidence.{evidence.id}", **values)


def _clean(options: argparse.Namespace, words: Catalog) -> int:
    from tui.core import report

    script = Script(options.script)
    found: list[object] = []

    def do(article: Article) -> None:
        if options.format == "json":
            found.append(
                report.describe(article, _in_english, script=script, everything=options.all)
            )
            return
        write = report.markdown if options.format == "markdown" else report.plain
        if found:
            _print("")
        found.append(None)
        _print(write(article, script, everything=options.all))

    code = _each(options.paths, options.encoding, words, do)
    if options.format == "json":
        _print_json(found)
    return code


def _explain(options: argparse.Namespace, words: Catalog) -> int:
    from tui.core import report

    found: list[object] = []

    def do(article: Article) -> None:
        if options.json:
            found.append(report.describe(article, _in_english))
        else:
            _print("\n".join(_explained(article)))

    code = _each(options.paths, options.encoding, words, do)
    if options.json:
        _print_json(found)
    return code


def _explained(article: Article) -> list[str]:
    """The lines that explain ``article`` to a person."""
    from tui.core.pipeline import paragraph

    words = catalog("en")
    lines = [f"{article.name}  {article.encoding}  {article.facts.written.value}  {article.title}"]
    for index in range(len(article)):
        verdict = article.verdict(index)
        clean = paragraph(article, index)
        state = words.text("cli.folded" if verdict.folded else "cli.kept")
        why = "; ".join(_in_english(item) for item in verdict.evidence)
        lines.append(
            f"{index + 1:>4}  {verdict.role.value}, {state}: {verdict.rule}"
            + (f" ({why})" if why else "")
        )
        lines.append(f"      {safe(clean.text)}")
        for edit in clean.edits:
            before = clean.raw[
                edit.span.start - clean.source.start : edit.span.end - clean.source.start
            ]
            lines.append(
                f"      {edit.span.start}-{edit.span.end}  {ascii_or(before)} → {ascii_or(edit.replacement)}"
                f"  {edit.rule}"
            )
    return lines


def ascii_or(text: str) -> str:
    """``text`` in quotes, with what cannot be seen spelled out."""
    return safe(text) if text.isprintable() and text.strip() == text and text else repr(text)


def _convert(options: argparse.Namespace, words: Catalog) -> int:
    from tui.core.convert import convert, to_script

    if bool(options.to) == bool(options.config):
        print(f"qingdu: {words.text('cli.choose-one')}", file=sys.stderr)
        return 2
    target = Script(options.to) if options.to else Script.ORIGINAL
    simplified = (options.source == "zh-Hans") if options.source else target is not Script.HANS
    written = Written.HANS if simplified else Written.HANT

    def one(line: str) -> str:
        if options.config:
            try:
                return convert(line, options.config)
            except ValueError as error:
                raise Problem("config-unknown", name=options.config, names=str(error)) from error
        return to_script(line, written, target, idioms=options.idioms)

    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "surrogateescape")
        body = line.removesuffix("\n")
        sys.stdout.write(one(body) + line[len(body) :])
    return 0


def _cat(options: argparse.Namespace, words: Catalog) -> int:
    from tui.io.articles import decoded

    text = decoded(Path(options.path), options.encoding)
    if sys.stdout.isatty():
        sys.stdout.write(safe_lines(text.replace("\r\n", "\n")))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    return 0


def _notes(options: argparse.Namespace, words: Catalog) -> int:
    from datetime import UTC, datetime

    from tui.io import export, paths
    from tui.io.notes import NoteStore

    store = NoteStore(paths.notes_file(), lambda: datetime.now(UTC))
    notes = store.all()
    if options.action == "export":
        _print(export.to_markdown(notes) if options.format == "markdown" else export.to_json(notes))
    elif options.json:
        _print(export.to_json(notes))
    else:
        for note in notes:
            first = note.body.strip().split("\n")[0]
            _print(safe(f"{note.id[:8]}  {note.created[:10]}  {note.article_title}  {first}"))
        if not notes:
            print(words.text("cli.no-notes"), file=sys.stderr)
    return 0


def _read(options: argparse.Namespace, words: Catalog) -> int:
    if "-" in options.paths:
        return _with_terminal(options.paths, words)
    return _open(options.paths, None, words)


def _with_terminal(paths: Sequence[str], words: Catalog) -> int:
    """Read standard input whole, then put the terminal in its place for the keyboard.

    Raises:
        Problem: ``no-terminal``: neither standard output nor standard error is one.
    """
    from tui.io.articles import load

    article = load(Path("-"))
    for descriptor in (1, 2):
        with suppress(OSError):
            # Not /dev/tty: kqueue on macOS cannot watch it.
            terminal = os.open(os.ttyname(descriptor), os.O_RDWR)
            os.dup2(terminal, 0)
            os.close(terminal)
            return _open(paths, article, words)
    raise Problem("no-terminal")


def _open(paths: Sequence[str], piped: Article | None, words: Catalog) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("no-terminal")
    from tui.app import run_reader

    with suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "")
    return run_reader([Path(name) for name in paths], piped, words)
