"""The examples in the docstrings of the core."""

import doctest
import importlib
import pkgutil

import pytest

import tui.core

MODULES = [module.name for module in pkgutil.iter_modules(tui.core.__path__, "tui.core.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in MODULES) > 3
