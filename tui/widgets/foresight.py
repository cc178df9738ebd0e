"""Work done beforehand, while no key is pressed: in slices, and given up at the next key.

    seconds, generator -> one step after the other, as long as nobody waits

A step is to take a millisecond at most, for a key that comes meanwhile waits for it.
"""

import asyncio
from collections.abc import Callable, Iterator
from time import perf_counter

SLICE = 0.001  # seconds at a time: what nobody notices of a key


class Foresight:
    """One piece of such work."""

    def __init__(self) -> None:
        self._waiting: asyncio.Handle | None = None

    def begin(self, seconds: float, steps: Callable[[], Iterator[None]]) -> None:
        """Go through ``steps`` in so many seconds, instead of what was to be done before."""
        self.cancel()
        loop = asyncio.get_running_loop()
        self._waiting = loop.call_later(seconds, lambda: self._go_on(loop, steps()))

    def cancel(self) -> None:
        """Do no more."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _go_on(self, loop: asyncio.AbstractEventLoop, steps: Iterator[None]) -> None:
        until = perf_counter() + SLICE
        self._waiting = None
        for _ in steps:
            if perf_counter() > until:
                self._waiting = loop.call_soon(self._go_on, loop, steps)
                return
