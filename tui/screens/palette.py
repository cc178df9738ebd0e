"""The commands of the screen below, for Textual's command palette.

    table of commands, what was typed -> hits that carry the command out

Words come from the catalogue and are shown as they are.
"""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.core.commands import COMMANDS, Command, sequence_label, sequences
from tui.screens.keyed import Keyed

HIDDEN = {"palette", "close"}  # they make no sense from inside the palette


class Palette(CommandPalette):
    """Textual's palette, but that Ctrl-c quits from there as well."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "app.quit", priority=True)]


class CommandProvider(Provider):
    """Every command that the screen knows, by its text."""

    def _commands(self) -> list[tuple[str, str, Command]]:
        screen = self.screen
        if not isinstance(screen, Keyed):
            return []
        found = []
        for command in COMMANDS:
            if screen.WHERE in command.where and command.id not in HIDDEN:
                keys = sequences(command, screen.desk.settings.keys)
                text = screen.desk.words.text(f"command.{command.id}")
                found.append((text, " ".join(map(sequence_label, keys)), command))
        return found

    def _run(self, command: Command) -> None:
        screen = self.screen
        assert isinstance(screen, Keyed)
        screen.perform(command)

    async def discover(self) -> Hits:
        """All commands, in the order of the table."""
        for text, keys, command in self._commands():
            label = Content.assemble(text, (f"  {keys}", "$text-muted"))
            yield DiscoveryHit(label, partial(self._run, command), text)

    async def search(self, query: str) -> Hits:
        """The commands whose text or keys match ``query``."""
        matcher = self.matcher(query)
        for text, keys, command in self._commands():
            score = max(matcher.match(text), 1.0 if query in keys.split() else 0.0)
            if score > 0:
                label = Content.assemble(matcher.highlight(text), (f"  {keys}", "$text-muted"))
                yield Hit(score, label, partial(self._run, command), text)
