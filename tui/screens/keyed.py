"""A screen that obeys the table of commands, and keys in their order.

    key -> ``core.commands.feed`` -> method ``do_<command>``

Keys reach the screen only when no input line has the focus. Every command that the table
gives to a screen has a method there; a test holds them together.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.types import CSSPathType

from tui.core.commands import IDLE, Command, Keymap, Pending, feed, key_name, keymap
from tui.core.model import Problem
from tui.screens.desk import Desk
from tui.widgets.wording import problem_text

PATIENCE = 1  # seconds that a key waits for those before it, whatever keeps them


class InOrder(App[int]):
    """A program that takes keys in their order, whatever screens they open and close.

    Textual gives a key to the screen or the input line that is there when the key comes. Those
    before it may still wait for their turn elsewhere, and change what is there.
    """

    given: Sequence[DOMNode] = ()
    """Who was given the last key, and who gets it from them if they leave it."""
    left: tuple[events.Key, ...] = ()
    """Keys that all of those left: they may be bound to something."""

    def post_message(self, message: Message) -> bool:
        """Take note of a key that comes back."""
        if isinstance(message, events.Key) and message.is_forwarded:
            self.left += (message,)
        return super().post_message(message)

    async def on_event(self, event: events.Event) -> None:
        """Give a key, or what is pasted, to whom it is for, once those before it are done with."""
        if isinstance(event, events.Key) and event.is_forwarded:
            if event in self.left:
                self.left = tuple(key for key in self.left if key is not event)
                await super().on_event(event)
            return
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            until = time.monotonic() + PATIENCE
            while self._waits() and time.monotonic() < until:
                await asyncio.sleep(0)
            for key in self.left:  # those are behind this one in the queue
                await self.on_event(key)
            to = self.focused or self.screen
            at_once = isinstance(to, Keyed) and to.reads_at_once(event)
            self.given = () if at_once else to.ancestors_with_self[:-1]
        await super().on_event(event)

    def _waits(self) -> bool:
        return any(each.message_queue_size > 0 and each.is_attached for each in self.given)


class Keyed(Screen[object]):
    """What the screens have in common: reading keys, telling what happened, leaving."""

    WHERE: ClassVar[str]
    AUTO_FOCUS = ""
    CSS_PATH: ClassVar[CSSPathType | None] = "../app.tcss"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pending: Pending = IDLE

    @cached_property
    def keys(self) -> Keymap:
        """The key sequences known here."""
        return keymap(self.WHERE, self.desk.settings.keys)

    def typing(self, event: events.Key) -> bool:
        """Whether an input line takes ``event``; the screen then leaves it alone."""
        return False

    def say(self, key: str, **values: str | int) -> None:
        """Tell the message ``key``; an empty key tells nothing."""
        self.tell(self.desk.words.text(key, **values) if key else "")

    def tell(self, text: str) -> None:
        """Show ``text`` as the message, empty to take the last one away."""

    def tell_problem(self, problem: Problem) -> None:
        """Show what went wrong."""
        self.tell(problem_text(self.desk.words, problem))

    def guarded(self, act: Callable[[Any], None]) -> Callable[[Any], None]:
        """``act``, but that a problem is told instead of raised."""

        def guard(value: Any) -> None:
            try:
                act(value)
            except Problem as problem:
                self.tell_problem(problem)

        return guard

    def show_pending(self) -> None:
        """Show the keys typed that are no command yet."""

    def reads_at_once(self, event: events.Event) -> bool:
        """Whether ``event`` is a key, which is read as soon as it comes."""
        return isinstance(event, events.Key) and self.is_mounted

    def _forward_event(self, event: events.Event) -> None:
        """Take a key at once; Textual has it wait for its turn, which takes as long as some do."""
        if isinstance(event, events.Key) and self.reads_at_once(event):
            with self._context():
                self.read_key(event)
        else:
            super()._forward_event(event)

    async def on_key(self, event: events.Key) -> None:
        """Take a key that came before the screen was there, or that an input line left."""
        self.read_key(event)

    def read_key(self, event: events.Key) -> None:
        """Read a key, and do what it stands for."""
        if self.typing(event):
            return
        event.stop()
        event.prevent_default()
        self.say("")
        before = self.pending
        fed = feed(before, key_name(event.key, event.character), self.keys)
        self.pending = fed.pending
        if fed.rejected:
            self.say("message.no-key", keys=fed.rejected)
        if before or fed.pending:
            self.show_pending()
        if fed.command is not None:
            self.perform(fed.command, fed.count)

    def perform(self, command: Command, count: int | None = None) -> None:
        """Carry out ``command``; a problem is told, not raised."""
        method = getattr(self, "do_" + command.id.replace("-", "_"))
        try:
            if command.counts:
                method(count)
            else:
                method()
        except Problem as problem:
            self.tell_problem(problem)

    def do_close(self) -> None:
        """Close this screen."""
        self.dismiss(None)

    def do_quit(self) -> None:
        """Close this screen."""
        self.dismiss(None)

    def do_exit(self) -> None:
        """Quit the program."""
        self.app.exit()

    def do_suspend(self) -> None:
        """Stop the process until the shell continues it."""
        self.app.action_suspend_process()

    def do_palette(self) -> None:
        """Open the command palette."""
        from tui.screens.palette import CommandProvider, Palette

        hint = self.desk.words.text("help.palette")
        self.app.push_screen(Palette({CommandProvider}, placeholder=hint))

    def do_help(self) -> None:
        """Show the keys known here."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.desk, self.WHERE))
