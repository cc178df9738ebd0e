"""A large file: its beginning at once, the whole of it worked out by another process.

    file -> beginning: Article
    the rest, in a thread -> progress, then all paragraphs, then the whole Article

Repairing a book takes seconds of Python, which in a thread of this process would make every
key wait for its turn; another process costs keys nothing, and what it needs of memory it gives
back. This process decodes the file in small parts and hands the text on, so that both have
the very same, whatever becomes of the file meanwhile; what comes back are arrays and verdicts.
Where no process can be started, the thread does the work itself.

    this process -> options, text, text … None             (pickles)
    the other one -> paragraphs and id, progress …, the article without its text, verdicts … None

The other process ends when this one does: it watches its standard input.
"""

import gc
import os
import pickle
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import IO, Any, BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from tui.core import fold
from tui.core.decode import HEAD, Decoder, OtherEncoding
from tui.core.model import PLAIN, Article, Problem, UserRule
from tui.core.pipeline import article_from_text, beginning, fingerprint, outline
from tui.core.split import Paragraphs, split
from tui.io.articles import load, trouble
from tui.io.compiled import take_up

FIRST = 6_000  # characters that the first screen is drawn from, of the largest terminal
_READ = 1 << 18  # bytes decoded at a time; a key waits for them no longer than 3 ms
_JOINED = 4_000_000  # characters gathered before they are joined to the text
_BATCH = 500  # verdicts read at a time, likewise
_READING = 0.05  # of the progress; the rest is repairing
_STEP = 1000  # paragraphs between two tellings of progress
_NICE = 5  # the keys' process comes first
_PROGRAM = "from tui.io.whole import serve; serve()"


class Options(Struct, frozen=True):
    """How a file is to be read; see ``pipeline.article_from_text``."""

    name: str
    markdown: bool
    rules: tuple[UserRule, ...] = ()
    fold_credits: bool = False

    def article(self, source: str, encoding: str, **more: Any) -> Article:
        """``source`` read so."""
        return article_from_text(
            source,
            self.name,
            markdown=self.markdown,
            encoding=encoding,
            rules=self.rules,
            fold_credits=self.fold_credits,
            **more,
        )


class Grown(Struct, frozen=True):
    """What was found out: all paragraphs of an article, and in the end the whole of it."""

    article: Article
    complete: bool


class Cancelled(Exception):
    """Nobody waits for the article any more."""


class Whole:
    """A file on its way to an article. The thread in ``grow`` may be stopped by ``cancel``.

    Attributes:
        beginning: the article as far as the first part of the file tells; it may hold no
            paragraph.
        shrank: there was less to be read in the end than when it was begun.
    """

    def __init__(self, data: Path | bytes, size: int, options: Options) -> None:
        """Read the beginning of ``data``, of ``size`` bytes.

        Raises:
            OSError: the file cannot be read.
            Problem: ``binary``.
        """
        self._data = data
        self._size = size
        self._options = options
        self._cancelled = False
        self.shrank = False
        self._process: subprocess.Popen[bytes] | None = None
        with self._opened() as file:
            head = file.read(HEAD)
        decoder = Decoder(head)
        text = decoder.feed(head)
        source = _cut(text)
        part = len(source.encode("utf-8", "surrogatepass")) / max(size, 1)
        if decoder.encoding != "utf-8":
            part = len(head) * len(source) / max(len(text), 1) / max(size, 1)
        article = options.article(source, decoder.encoding)
        self.beginning = beginning(article, min(part, 0.99))

    def _opened(self) -> BinaryIO:
        return BytesIO(self._data) if isinstance(self._data, bytes) else self._data.open("rb")

    def cancel(self) -> None:
        """Let ``grow`` end soon."""
        self._cancelled = True
        if self._process is not None:
            self._process.kill()

    def grow(self, tell: Callable[[float], None]) -> Iterator[Grown]:
        """Read the rest; ``tell`` is told how far it is, from 0 to 1.

        Raises:
            Cancelled: as was asked for.
            OSError: the file cannot be read.
            Problem: ``binary``.
        """
        try:
            try:
                yield from self._grow(None, tell)
            except OtherEncoding as other:
                self._end()
                yield from self._grow(other.encoding, tell)
        finally:
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(OSError):
                    pipe.close()
            process.wait()

    def _grow(self, encoding: str | None, tell: Callable[[float], None]) -> Iterator[Grown]:
        give = self._started()
        text = _Text()
        with self._opened() as file:
            data = file.read(HEAD)
            decoder = Decoder(data, encoding)
            give((self._options, decoder.encoding))
            read = 0
            while True:
                # Read on while the last part is decoded: only the end is known to be final.
                following = file.read(_READ)
                piece = decoder.feed(data, final=not following)
                text.add(piece)
                give(piece)
                read += len(data)
                self._check()
                tell(_READING * read / max(self._size, read))
                if not following:
                    break
                data = following
        give(None)
        self.shrank = read < self._size
        yield from self._answers(text.whole(), decoder.encoding, tell)

    def _check(self) -> None:
        if self._cancelled:
            raise Cancelled

    def _started(self) -> Callable[[object], None]:
        """Start the other process; gives what hands it a thing."""
        search = os.pathsep.join(filter(None, [_home(), os.environ.get("PYTHONPATH")]))
        with suppress(OSError):
            self._process = subprocess.Popen(
                # -P: a text may lie in one folder with a module that is not ours.
                [sys.executable, "-P", "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": search},
            )

        def give(thing: object) -> None:
            pipe = self._process.stdin if self._process is not None else None
            if pipe is not None and not pipe.closed:
                try:
                    pickle.dump(thing, pipe)
                    pipe.flush()
                except OSError:  # it ended; what it would have done is done here
                    with suppress(OSError):
                        pipe.close()

        return give

    def _answers(
        self, source: str, encoding: str, tell: Callable[[float], None]
    ) -> Iterator[Grown]:
        """What comes of ``source``: from the other process, or else worked out here."""
        pipe = self._process.stdout if self._process is not None else None
        try:
            yield from self._received(source, pipe, tell)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._check()
            spans = split(source, markdown=self._options.markdown)
            all_of_it = outline(self.beginning, source, fingerprint(source), spans)
            yield Grown(all_of_it, False)

            def tell_here(done: float) -> None:
                self._check()
                tell(_READING + (1 - _READING) * done)

            each = _telling(tell_here)
            article = self._options.article(source, encoding, spans=spans, each=each)
            yield Grown(replace(article, begun=all_of_it.begun), True)

    def _received(
        self, source: str, pipe: IO[bytes] | None, tell: Callable[[float], None]
    ) -> Iterator[Grown]:
        if pipe is None:
            raise EOFError
        starts, ends, id = pickle.load(pipe)
        spans = array("q", starts), array("q", ends)
        self._check()
        all_of_it = outline(self.beginning, source, id, spans)
        yield Grown(all_of_it, False)
        while isinstance(received := pickle.load(pipe), float):
            self._check()
            tell(_READING + (1 - _READING) * received)
        article: Article = received
        verdicts = dict(_batches(pipe))
        found = dict(_batches(pipe))
        self._check()
        yield Grown(
            replace(
                article,
                source=source,
                starts=spans[0],
                ends=spans[1],
                verdicts=verdicts,
                folds=fold.group(len(spans[0]), verdicts),
                found=found if article.found is not None else None,
                manner=PLAIN,
                begun=all_of_it.begun,
            ),
            True,
        )


class _Text:
    """A long text as it comes in, joined in steps.

    Joining all at the end takes its memory twice; joining each piece may copy all every time.
    """

    def __init__(self) -> None:
        self._text = ""
        self._pieces: list[str] = []
        self._size = 0

    def add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size >= _JOINED:
            self.whole()

    def whole(self) -> str:
        text, self._text = self._text, ""  # a text with a single owner grows in its place
        text += "".join(self._pieces)
        self._text = text
        self._pieces.clear()
        self._size = 0
        return text


def begin(path: Path, data: bytes | None, size: int, options: Options) -> Whole | Article:
    """Read the beginning of the file at ``path``, or of ``data`` if that is given.

    Returns:
        What reads on; the article itself where the beginning holds nothing to be read.

    Raises:
        Problem: what ``articles.load`` raises.
    """
    try:
        whole = Whole(path if data is None else data, size, options)
    except Problem as error:
        raise Problem(error.id, **{**error.values, "path": str(path)}) from error
    except OSError as error:
        raise trouble(path, error) from error
    if len(whole.beginning):
        return whole
    return load(path, data=data, rules=options.rules, fold_credits=options.fold_credits)


def _home() -> str:
    """The folder in which the package lies."""
    return str(Path(__file__).resolve().parent.parent.parent)


def _cut(text: str) -> str:
    """The beginning of ``text`` that the first screen is drawn from: whole paragraphs."""
    end = text.rfind("\n", 0, FIRST) + 1 or FIRST
    return text[:end] if text[:end].strip() else text


def _telling(tell: Callable[[float], object]) -> Callable[[range], Iterable[int]]:
    """What goes through indices and tells how far it is."""

    def each(indices: range) -> Iterator[int]:
        for index in indices:
            if index % _STEP == 0:
                tell(index / len(indices))
            yield index

    return each


# The other process


def serve() -> None:
    """Work out the article that standard input brings, and write it to standard output."""
    gc.disable()  # nothing here refers in circles
    take_up()
    os.nice(_NICE)
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        answer(sys.stdin.buffer, sys.stdout.buffer, partial(_end_with, sys.stdin.fileno()))
    os._exit(0)  # without freeing what is to be freed anyway


def answer(source: BinaryIO, taken: BinaryIO, watch: Callable[[], object] = int) -> None:
    """Read options and text from ``source``; write what comes of it to ``taken``.

    Args:
        source: the pickles that ``Whole`` gives.
        taken: takes those that it reads.
        watch: called in a thread when there is nothing more to be read.
    """

    def give(thing: object) -> None:
        pickle.dump(thing, taken)
        taken.flush()

    options, encoding = pickle.load(source)
    parts = _Text()
    while (piece := pickle.load(source)) is not None:
        parts.add(piece)
    text = parts.whole()
    Thread(target=watch, daemon=True).start()
    spans: Paragraphs = split(text, markdown=options.markdown)
    give((spans[0].tobytes(), spans[1].tobytes(), fingerprint(text)))
    article = options.article(text, encoding, spans=spans, each=_telling(give))
    empty = array("q")
    rest = {"source": "", "starts": empty, "ends": empty, "verdicts": {}, "folds": ()}
    found = article.found
    give(replace(article, **rest, found=None if found is None else {}))
    _give_batches(article.verdicts, give)
    _give_batches(found or {}, give)


def _end_with(descriptor: int) -> None:
    """End this process when nothing can come from ``descriptor`` any more."""
    os.read(descriptor, 1)
    os._exit(1)


def _give_batches(items: Mapping[int, Any], give: Callable[[object], None]) -> None:
    left = iter(items.items())
    while batch := list(islice(left, _BATCH)):
        give(batch)
    give(None)


def _batches(pipe: IO[bytes]) -> Iterator[tuple[int, Any]]:
    while (batch := pickle.load(pipe)) is not None:
        yield from batch
