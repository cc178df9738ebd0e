"""A text written in the person's own editor: text, environment -> text.

``VISUAL``, else ``EDITOR``, is a command with its arguments, as the shell takes them; it is
given a private file. What it leaves there is the new text, if it ends well.
"""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tui.core.model import Problem


def command(environment: Mapping[str, str]) -> list[str]:
    """The person's editor.

    >>> command({"EDITOR": "code --wait", "VISUAL": ""})
    ['code', '--wait']

    Raises:
        Problem: none is set, or it cannot be understood.
    """
    text = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(text)
    except ValueError:
        words = []
    if not words:
        raise Problem("editor-none")
    return words


def edited(text: str, words: list[str]) -> str:
    """``text`` as the editor ``words`` leaves it; the terminal must be the editor's now.

    Raises:
        Problem: it could not be started, ended badly, or left something else than text.
    """
    name = words[0]
    try:
        with tempfile.TemporaryDirectory(prefix="qingdu-") as folder:  # for its owner alone
            path = Path(folder) / "note.md"
            path.touch(0o600)
            path.write_text(text, "utf-8", "surrogatepass")
            code = subprocess.run([*words, os.fspath(path)], check=False).returncode
            if code:
                raise Problem("editor-failed", name=name, code=code)
            try:
                found = path.read_text("utf-8")
            except (OSError, ValueError) as error:
                raise Problem("editor-left", name=name) from error
    except OSError as error:
        raise Problem("editor-start", name=name, reason=error.strerror or "") from error
    return found if text.endswith("\n") else found.removesuffix("\n")
