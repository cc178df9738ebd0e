"""Regular expressions compiled when first used, and once for all starts of the program.

    source of a pattern -> Pattern, with those methods of `re.Pattern` that the core uses
    code of earlier starts -> `recall`; code assembled since -> `assembled`

The engine has some eighty patterns. Assembling their code (parsing, and above all making
tables of the sets of Chinese characters) takes as long as importing Textual's widgets, and a
command may need none of them. The code depends on the pattern and on Python alone, so whoever
starts the core may keep it, as Python keeps the code of modules. `re` knows no way to do so;
the parts that `re.compile` itself consists of do. Where they are not as in CPython 3.11 to
3.14, a pattern is compiled as usual. The machine checks code that it is given: code that is
damaged is refused.

Left out on purpose: flags. They are written into the pattern: ``(?m)``.
"""

import re
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, words of code, number of groups, their numbers by name, their names by number."""

FORM = f"{sys.version} {sys.byteorder}"
"""Where code is good: one and the same Python."""

_WORD = "I"  # of code, as an array's type
_ODD = (ImportError, AttributeError, TypeError, ValueError, RuntimeError)  # not as it is known

_known: dict[str, Code] = {}
_new: dict[str, Code] = {}


def recall(codes: Mapping[str, Code]) -> None:
    """Use ``codes``, by the patterns' sources, which `assembled` gave in the same ``FORM``."""
    _known.update(codes)


def assembled() -> dict[str, Code] | None:
    """All code that is known, if some of it is new since it was recalled or asked for."""
    if not _new:
        return None
    _known.update(_new)
    _new.clear()
    return _known


def compiled(source: str) -> re.Pattern[str]:
    """The regular expression ``source``.

    Raises:
        re.error: it is none.
    """
    try:
        code = _known.get(source) or _new.get(source)
        if code is None:
            code = _new[source] = _assembled(source)
        return _machine(source, code)
    except _ODD:
        return re.compile(source)


def _machine(source: str, code: Code) -> re.Pattern[str]:
    flags, words, *rest = code
    found: re.Pattern[str] = import_module("_sre").compile(
        source, flags, array(_WORD, words).tolist(), *rest
    )
    return found


def _assembled(source: str) -> Code:
    """What `re.compile` makes of ``source`` before it hands it to the machine."""
    parsed = import_module("re._parser").parse(source, 0)
    words = import_module("re._compiler")._code(parsed, 0)
    state = parsed.state
    names = {number: name for name, number in state.groupdict.items()}
    by_number = tuple(names.get(number) for number in range(state.groups))
    flags = int(state.flags)
    return flags, array(_WORD, words).tobytes(), state.groups - 1, state.groupdict, by_number


class Pattern:
    """A regular expression; from its first use on, its methods are the compiled one's.

    >>> Pattern("[機場]").findall("機長到場")
    ['機', '場']
    """

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[Any]]
    sub: Callable[..., str]

    def __init__(self, source: str) -> None:
        """Keep ``source``, in the syntax of `re`."""
        self.source = source

    def __getattr__(self, name: str) -> Any:
        """The compiled pattern's ``name``, kept here so that it is asked for once."""
        found = getattr(compiled(self.source), name)
        setattr(self, name, found)
        return found
