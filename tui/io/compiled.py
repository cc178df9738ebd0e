"""The code of regular expressions, kept from one start of the program to the next.

    file in the cache folder -> core.patterns -> the file, if more was compiled

What the file holds can be had again at any time, so nothing that goes wrong here is told:
a file of another Python or of another version, a damaged one, a folder that cannot be
written count as no file.
"""

import marshal
from contextlib import suppress
from zlib import crc32

from tui import __version__
from tui.core.patterns import FORM, assembled, recall
from tui.io import paths


def _sealed(content: bytes) -> bytes:
    """What is written before ``content``: it is good for this program, and whole."""
    return f"{__version__} {FORM} {crc32(content)}\n".encode()


def take_up() -> None:
    """Let the core use what earlier starts compiled."""
    path = paths.compiled_file()
    if not path.is_file():  # a pipe would keep us waiting
        return
    with suppress(OSError):
        head, end, content = path.read_bytes().partition(b"\n")
        if head + end == _sealed(content):
            recall(marshal.loads(content))


def keep() -> None:
    """Keep what was compiled for the next start, if anything was."""
    codes = assembled()
    if codes is None:
        return
    from tui.io.storage import make_folder, write_atomic

    path = paths.compiled_file()
    content = marshal.dumps(codes)
    with suppress(OSError):
        make_folder(path.parent)
        write_atomic(path, _sealed(content) + content)
