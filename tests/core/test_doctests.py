"""The examples in the core's docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

from tui import core

MODULES = sorted(module.name for module in pkgutil.iter_modules(core.__path__, "tui.core."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name), raise_on_error=False).failed == 0


def test_there_are_examples() -> None:
    tests = [doctest.testmod(importlib.import_module(name)).attempted for name in MODULES]
    assert sum(tests) >= 5
