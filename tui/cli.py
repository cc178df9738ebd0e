"""The command line: arguments -> text on standard output. The only module that prints.

Everything but opening the reader works without Textual or Rich. Exit codes: 0 fine, 1 could
not do it, 2 wrong use, 130 interrupted. A problem with one file is one line on standard
error naming it; the other files are still printed. What goes into a pipe is the text
itself, as UTF-8; what goes to a terminal is made safe first.
"""

import argparse
import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from tui.arguments import READER, parse
from tui.core.model import Article, Evidence, Problem, Script, Written
from tui.core.safe import safe, safe_json, safe_lines
from tui.explain import explained, sentence
from tui.i18n import Catalog, catalog, language_of

if TYPE_CHECKING:
    from tui.io.config import Settings
    from tui.io.rules import RuleStore


class _Unwritable(Problem):
    """Standard output takes no more; whatever is still buffered is lost."""

    def __init__(self, error: OSError) -> None:
        super().__init__("no-output", reason=error.strerror or str(error))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (default: the process's); returns the exit code."""
    words = catalog(_language())
    try:
        _prepare_output()
        code = _attempt(list(sys.argv[1:] if argv is None else argv), words)
        with _output():
            sys.stdout.flush()
    except KeyboardInterrupt:
        _drop_output()
        return 130
    except BrokenPipeError:  # who read our output has seen enough
        _drop_output()
        return 0
    except _Unwritable as problem:
        _complain(problem, words)
        _drop_output()
        return 1
    return code


def _settings() -> "Settings":
    """What the person set; the defaults if the file is wrong."""
    from tui.core.commands import COMMANDS
    from tui.io import config, paths

    with suppress(Problem):  # the reader tells what is wrong with the file
        known = {command.id: command.keys for command in COMMANDS}
        return config.load(paths.config_file(), known)
    return config.Settings()


def _language() -> str:
    """The interface's language: the setting where there is one, else the locale."""
    chosen = _settings().language
    if chosen != "auto":
        return chosen
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_of(next((name for name in names if name), "C"))


def _prepare_output() -> None:
    """Make both streams UTF-8 whatever the locale; the bytes that are not go through as well."""
    if sys.stdout is None:  # closed by who started us
        raise _Unwritable(OSError(errno.EBADF, os.strerror(errno.EBADF)))
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


def _attempt(arguments: list[str], words: Catalog) -> int:
    """Run the command; its problem becomes a line on standard error and the code 1."""
    try:
        return _run(arguments, words)
    except SystemExit as stop:  # argparse: help, version, wrong use
        return stop.code if isinstance(stop.code, int) else 0
    except _Unwritable:
        raise
    except Problem as problem:
        _complain(problem, words)
        return 1


@contextmanager
def _output() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _Unwritable(error) from error


def _drop_output() -> None:
    """Let nothing that is still buffered be written, or complain, when Python exits."""
    with suppress(OSError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _complain(problem: Problem, words: Catalog) -> None:
    _tell(words.text(f"problem.{problem.id}", **problem.values))


def _tell(text: str) -> None:
    """Print a line on standard error."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"qingdu: {safe(text)}", file=sys.stderr)


def _write(text: str, *, is_safe: bool = False) -> None:
    """Print ``text`` from outside: as it is into a pipe, made safe on a terminal."""
    if sys.stdout.isatty() and not is_safe:
        text = safe_lines(text.replace("\r\n", "\n"))
    with _output():
        sys.stdout.write(text)


def _write_array(values: Iterable[object]) -> None:
    """Print ``values`` as a JSON array, each as soon as it is there."""
    before = "["
    for value in values:
        text = json.dumps(value, ensure_ascii=False, indent=1)
        _write(f"{before}\n{safe_json(text)}")
        before = ","
    _write("]\n" if before == "," else "[]\n")


def _run(arguments: list[str], words: Catalog) -> int:
    commands: dict[str, Callable[[argparse.Namespace, Catalog], int]] = {
        READER: _read,
        "clean": _clean,
        "explain": _explain,
        "convert": _convert,
        "cat": _cat,
        "notes": _notes,
        "rules": _rules,
    }
    name, options = parse(arguments, words)
    return commands[name](options, words)


def _articles(
    options: argparse.Namespace, words: Catalog, failed: list[Problem]
) -> Iterator[Article]:
    """Every article that the paths stand for; what goes wrong is said and put in ``failed``."""
    from tui.io.articles import expand, load, named
    from tui.rules import sentence as told
    from tui.rules import stale

    def tell(problem: Problem) -> None:
        _complain(problem, words)
        failed.append(problem)

    rules = () if options.no_rules else _rule_store().all()
    fold_credits = _settings().fold_credits
    for name in options.paths:
        try:
            paths = expand(named(name))
        except Problem as problem:
            tell(problem)
            continue
        for path in paths:
            try:
                article = load(path, options.encoding, rules=rules, fold_credits=fold_credits)
            except Problem as problem:
                tell(problem)
                continue
            for rule in stale(article):
                text = {"path": article.name, "rule": told(rule, words), "id": rule.id[:8]}
                _tell(words.text("cli.rule-unmatched", **text))
            yield article


def _in_english(evidence: Evidence) -> str:
    return sentence(evidence, catalog("en"))


def _clean(options: argparse.Namespace, words: Catalog) -> int:
    from tui.core import report

    script = Script(options.script)
    failed: list[Problem] = []
    articles = _articles(options, words, failed)
    if options.format == "json":
        _write_array(
            report.describe(article, _in_english, script=script, everything=options.all)
            for article in articles
        )
    elif options.diff:
        for article in articles:
            _write_changes(article, options, words)
    else:
        form = report.markdown if options.format == "markdown" else report.plain
        for number, article in enumerate(articles):
            _write("\n" if number else "")
            _write(form(article, script, everything=options.all) + "\n")
    return 1 if failed else 0


def _write_changes(article: Article, options: argparse.Namespace, words: Catalog) -> None:
    from tui.changes import changes

    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = sys.stdout.isatty() and not is_plain
    by_words = options.diff == "words"
    script = Script(options.script)
    for line in changes(
        article, words, script, everything=options.all, by_words=by_words, colour=colour
    ):
        _write(line, is_safe=colour)


def _explain(options: argparse.Namespace, words: Catalog) -> int:
    from tui.core import report

    failed: list[Problem] = []
    articles = _articles(options, words, failed)
    if options.json:
        _write_array(report.describe(article, _in_english) for article in articles)
    else:
        for number, article in enumerate(articles):
            _write("\n" if number else "")
            for line in explained(article, words):
                _write(f"{line}\n")
    return 1 if failed else 0


def _convert(options: argparse.Namespace, words: Catalog) -> int:
    from tui.io.articles import stdin

    one = _converter(options)
    for raw in stdin():
        # Bytes that are no UTF-8 pass as they are, and so does the line's end.
        line = raw.decode("utf-8", "surrogateescape")
        body = line.rstrip("\r\n")
        _write(one(body) + line[len(body) :])
    return 0


def _converter(options: argparse.Namespace) -> Callable[[str], str]:
    """What converts a line.

    Raises:
        Problem: ``config-unknown``.
    """
    from tui.core.convert import convert, to_script
    from tui.core.convert_tables import CONFIGURATIONS

    if options.config is None:
        target = Script(options.to)
        source = options.source or ("zh-Hant" if target is Script.HANS else "zh-Hans")
        written = Written.HANS if source == "zh-Hans" else Written.HANT
        return lambda line: to_script(line, written, target, idioms=options.idioms)
    if options.config not in CONFIGURATIONS:
        names = ", ".join(CONFIGURATIONS)
        raise Problem("config-unknown", name=options.config, names=names)
    return lambda line: convert(line, options.config)


def _cat(options: argparse.Namespace, words: Catalog) -> int:
    from tui.io.articles import decoded, named

    text = decoded(named(options.path), options.encoding)
    if isinstance(sys.stdout, TextIOWrapper):
        # UTF-7 and its like can hold lone surrogates; they pass as they were decoded.
        sys.stdout.reconfigure(errors="surrogatepass")
    _write(text)
    return 0


def _notes(options: argparse.Namespace, words: Catalog) -> int:
    from tui.io import export, paths
    from tui.io.notes import NoteStore

    store = NoteStore(paths.notes_file(), lambda: datetime.now(UTC))
    notes = store.all()
    if options.action == "export" and options.format == "markdown":
        _write(export.to_markdown(notes))
    elif options.action == "export" or options.json:
        _write(export.to_json(notes))
    else:
        for note in notes:
            first = note.body.strip().split("\n")[0]
            line = f"{note.id[:8]}  {note.created[:10]}  {note.article_title}  {first}"
            _write(f"{safe(line)}\n")
        if not notes and sys.stderr is not None:
            print(words.text("cli.no-notes"), file=sys.stderr)
    return 0


def _rule_store() -> "RuleStore":
    from tui.io import paths
    from tui.io.rules import RuleStore

    return RuleStore(paths.rules_file(), lambda: datetime.now(UTC))


def _rules(options: argparse.Namespace, words: Catalog) -> int:
    from tui.rules import count, described, listed
    from tui.rules import sentence as told

    store = _rule_store()
    if options.action == "rm":
        _write(words.text("cli.rule-removed", rule=told(store.remove(options.id), words)) + "\n")
        return 0
    rules = store.all()
    counts = count(rules, options.paths)
    if options.json:
        _write_array(described(rule, counts) for rule in rules)
        return 0
    for rule in rules:
        _write(f"{listed(rule, counts, words)}\n")
    if not rules:
        _tell(words.text("cli.without-rules"))
    return 0


def _read(options: argparse.Namespace, words: Catalog) -> int:
    """Open the reader.

    Raises:
        Problem: ``no-terminal``, ``no-keyboard``, or what keeps a path from being opened.
    """
    from tui.io.articles import STDIN, expand, load, named

    paths = [named(name) for name in options.paths]
    for path in paths:
        expand(path)
    if not sys.stdout.isatty():
        raise Problem("no-terminal")
    piped = None
    if STDIN in options.paths:
        piped = load(Path(STDIN))
        _reopen_keyboard()
    elif sys.stdin is None or not sys.stdin.isatty():
        raise Problem("no-keyboard")
    if not os.isatty(2):
        os.dup2(1, 2)  # Textual draws on standard error
    from tui.app import run_reader

    return run_reader(paths, piped, words)


def _reopen_keyboard() -> None:
    """Put the terminal in the place of standard input, which has been read to its end.

    The terminal is opened by its name: kqueue on macOS cannot watch ``/dev/tty``.
    """
    terminal = os.open(os.ttyname(1), os.O_RDWR)
    os.dup2(terminal, 0)
    os.close(terminal)
