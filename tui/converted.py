"""Lines in one script -> the same lines in another, whatever else they hold.

No detection and no repair: the target decides what the lines are taken for, unless that is
said. Bytes that are no UTF-8 pass as they are, and so does every line's end.
"""

from collections.abc import Callable, Iterable, Iterator

from tui.core.convert import convert, to_script
from tui.core.convert_tables import CONFIGURATIONS
from tui.core.model import Manner, Problem, Script, Written


def by_script(target: Script, source: str | None, manner: Manner) -> Callable[[str], str]:
    """What converts a text into ``target``; ``source`` is the script that it is taken for."""
    from_traditional = target in (Script.HANS, Script.CORRECTED)
    source = source or ("zh-Hant" if from_traditional else "zh-Hans")
    written = Written.HANS if source == "zh-Hans" else Written.HANT
    return lambda text: to_script(text, written, target, manner)


def by_configuration(name: str) -> Callable[[str], str]:
    """What converts a text by OpenCC's configuration ``name``.

    Raises:
        Problem: ``config-unknown``.
    """
    if name not in CONFIGURATIONS:
        raise Problem("config-unknown", name=name, names=", ".join(CONFIGURATIONS))
    return lambda text: convert(text, name)


def converted(lines: Iterable[bytes], one: Callable[[str], str]) -> Iterator[str]:
    """Every line, converted by ``one``; what is no UTF-8 stands as lone surrogates."""
    for raw in lines:
        line = raw.decode("utf-8", "surrogateescape")
        body = line.rstrip("\r\n")
        yield one(body) + line[len(body) :]
