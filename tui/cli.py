"""The command line: arguments -> text on standard output. The only module that prints.

Everything but opening the reader works without Textual or Rich. Exit codes: 0 fine, 1 could
not do it, 2 wrong use, 130 interrupted. A problem with one file is one line on standard
error naming it; the other files are still printed. What goes into a pipe is the text
itself, as UTF-8; what goes to a terminal is made safe first.
"""

import errno
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.core.model import Article, Manner, Problem, Script
from tui.core.safe import safe, safe_lines
from tui.i18n import Catalog, catalog
from tui.io.compiled import keep, take_up
from tui.surroundings import (
    language,
    note_store,
    reopen_keyboard,
    rule_store,
    settings,
    wants_colour,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.core.excerpt import Passage


class _Unwritable(Problem):
    """Standard output takes no more; whatever is still buffered is lost."""

    def __init__(self, error: OSError) -> None:
        super().__init__("no-output", reason=error.strerror or str(error))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (default: the process's); returns the exit code."""
    take_up()
    words = catalog(language())
    code = 0
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
    except _Unwritable as problem:
        _complain(problem, words)
        _drop_output()
        return 1
    finally:
        keep()
    return code


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


@contextmanager
def _until_enough() -> Iterator[None]:
    """Go on behind this once who reads our output has seen enough."""
    try:
        yield
    except BrokenPipeError:
        _drop_output()


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


def _write_array(objects: Iterable[Iterable[str]]) -> None:
    """Print a JSON array of ``objects``, each given in pieces, as they come."""
    before = "["
    for pieces in objects:
        _write(f"{before}\n")
        for piece in pieces:
            _write(piece)
        before = ","
    _write("]\n" if before == "," else "[]\n")


def _run(arguments: list[str], words: Catalog) -> int:
    commands: dict[str, Callable[[Namespace, Catalog], int]] = {
        "": lambda options, words: _read(options.paths, words),
        "clean": _clean,
        "explain": _explain,
        "search": _search,
        "convert": _convert,
        "cat": _cat,
        "notes": _notes,
        "rules": _rules,
        "doctor": _doctor,
    }
    if not any(each in commands or (each.startswith("-") and each != "-") for each in arguments):
        return _read(arguments, words)  # nothing to parse: the first screen waits for this
    from tui.arguments import parse

    name, options = parse(arguments, words)
    return commands[name](options, words)


def _articles(options: "Namespace", words: Catalog, failed: list[Problem]) -> Iterator[Article]:
    """Every article that the paths stand for; what goes wrong is said and put in ``failed``."""
    from tui.io.articles import expand, load, named
    from tui.rules import sentence as told
    from tui.rules import stale

    def tell(problem: Problem) -> None:
        _complain(problem, words)
        failed.append(problem)

    rules = () if options.no_rules else rule_store().all()
    chosen = settings(lambda problem: _complain(problem, words))
    fold_credits = chosen.fold_credits
    manner = _manner(chosen.manner(), options)
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
            article = replace(article, manner=manner)
            for rule in stale(article):
                text = {"path": article.name, "rule": told(rule, words), "id": rule.id[:8]}
                _tell(words.text("cli.rule-unmatched", **text))
            yield article


def _manner(manner: Manner, options: "Namespace") -> Manner:
    """How the settings, ``manner``, and the options want texts converted."""
    return replace(
        manner,
        idioms=manner.idioms or getattr(options, "idioms", False),
        quotes=manner.quotes or getattr(options, "quotes", False),
    )


def _clean(options: "Namespace", words: Catalog) -> int:
    from tui.core import report
    from tui.explain import in_english

    script = Script(options.script)
    failed: list[Problem] = []
    articles = _articles(options, words, failed)
    with _until_enough():
        if options.format == "json":
            how = {"script": script, "everything": options.all}
            _write_array(report.pieces(article, in_english, **how) for article in articles)
        elif options.diff:
            for article in articles:
                _write_changes(article, options, words)
        else:
            form = report.markdown if options.format == "markdown" else report.plain
            for number, article in enumerate(articles):
                _write("\n" if number else "")
                _write(form(article, script, everything=options.all) + "\n")
    return 1 if failed else 0


def _write_changes(article: Article, options: "Namespace", words: Catalog) -> None:
    from tui.changes import changes

    colour = sys.stdout.isatty() and wants_colour()
    by_words = options.diff == "words"
    script = Script(options.script)
    for line in changes(
        article, words, script, everything=options.all, by_words=by_words, colour=colour
    ):
        _write(line, is_safe=colour)


def _explain(options: "Namespace", words: Catalog) -> int:
    from tui.core import report
    from tui.explain import explained, in_english

    failed: list[Problem] = []
    articles = _articles(options, words, failed)
    with _until_enough():
        if options.json:
            _write_array(report.pieces(article, in_english) for article in articles)
        else:
            for number, article in enumerate(articles):
                _write("\n" if number else "")
                for line in explained(article, words):
                    _write(f"{line}\n")
    return 1 if failed else 0


def _search(options: "Namespace", words: Catalog) -> int:
    from tui.core.excerpt import passages
    from tui.core.report import as_json
    from tui.core.search import Query, finder
    from tui.hits import line, objects

    query = Query(options.query, options.exact, options.regex)
    try:
        finder(query)
    except Problem as problem:
        _complain(problem, words)
        return 2
    failed: list[Problem] = []
    colour = sys.stdout.isatty() and wants_colour()
    count = 0

    def found() -> Iterator[tuple[Article, "Passage"]]:
        nonlocal count
        for article in _articles(options, words, failed):
            try:
                for passage in passages(article, query):
                    count += 1
                    yield article, passage
            except Problem as problem:
                _tell(f"{article.name}: {words.text(f'problem.{problem.id}', **problem.values)}")
                failed.append(problem)

    with _until_enough():
        if options.json:
            around = options.context
            _write_array([as_json(each)] for one in found() for each in objects(*one, around))
        else:
            for article, passage in found():
                _write(
                    f"{line(article, passage, options.context, colour=colour)}\n", is_safe=colour
                )
    return 1 if failed or not count else 0


def _convert(options: "Namespace", words: Catalog) -> int:
    from tui import converted
    from tui.io.articles import stdin

    if options.config is None:
        from tui.core.pipeline import manner_everywhere

        chosen = settings(lambda problem: _complain(problem, words))
        manner = manner_everywhere(rule_store().all(), _manner(chosen.manner(), options))
        one = converted.by_script(Script(options.to), options.source, manner)
    else:
        one = converted.by_configuration(options.config)
    for line in converted.converted(stdin(), one):
        _write(line)
    return 0


def _cat(options: "Namespace", words: Catalog) -> int:
    from tui.io.articles import decoded, named

    text = decoded(named(options.path), options.encoding)
    if isinstance(sys.stdout, TextIOWrapper):
        # UTF-7 and its like can hold lone surrogates; they pass as they were decoded.
        sys.stdout.reconfigure(errors="surrogatepass")
    _write(text)
    return 0


def _notes(options: "Namespace", words: Catalog) -> int:
    from tui.notes import Out, run

    return run(options, note_store(), words, Out(_write, _tell))


def _rules(options: "Namespace", words: Catalog) -> int:
    from tui.core.report import as_json
    from tui.rules import count, described, listed
    from tui.rules import sentence as told

    store = rule_store()
    if options.action == "rm":
        _write(words.text("cli.rule-removed", rule=told(store.remove(options.id), words)) + "\n")
        return 0
    rules = store.all()
    counts = count(rules, options.paths)
    if options.json:
        _write_array([as_json(described(rule, counts))] for rule in rules)
        return 0
    for rule in rules:
        _write(f"{listed(rule, counts, words)}\n")
    if not rules:
        _tell(words.text("cli.without-rules"))
    return 0


def _doctor(options: "Namespace", words: Catalog) -> int:
    from tui.doctor import sections, told

    good = True
    for number, section in enumerate(sections(words)):
        _write("\n" if number else "")
        for line in told(section):
            _write(f"{safe(line)}\n")
        good = good and not any(line.good is False for line in section.lines)
    return 0 if good else 1


def _read(asked: Sequence[str], words: Catalog) -> int:
    """Open the reader on the paths ``asked``.

    Raises:
        Problem: ``no-terminal``, ``no-keyboard``, or what keeps a path from being opened.
    """
    from tui.io.articles import STDIN, expand, named, read_bytes

    paths = [named(name) for name in asked]
    for path in paths:
        expand(path)
    if not sys.stdout.isatty():
        raise Problem("no-terminal")
    piped = None
    if STDIN in asked:
        piped = read_bytes(Path(STDIN))
        reopen_keyboard()
    elif sys.stdin is None or not sys.stdin.isatty():
        raise Problem("no-keyboard")
    if not os.isatty(2):
        os.dup2(1, 2)  # Textual draws on standard error
    gc.disable()  # a collection while modules load finds nothing; `app` enables it again
    try:
        from tui.app import run_reader

        return run_reader(paths, piped, words)
    finally:
        gc.enable()
