"""Regular expressions that are compiled when first used, not when Python reads the module.

    source of a pattern -> Pattern, with those methods of `re.Pattern` that the core uses

The engine has some eighty patterns. Compiling them takes as long as drawing the first
screen, and a command may need none of them.

Left out on purpose: flags. They are written into the pattern: ``(?m)``.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any


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
        found = getattr(re.compile(self.source), name)
        setattr(self, name, found)
        return found
