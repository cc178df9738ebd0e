"""The interface's words: one TOML catalogue a language, keys like ``status.notes``.

A message is filled with ``str.format_map``. A message that counts is a table with the
forms ``one`` and ``other``, chosen by the value named ``count``.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


class Catalog:
    """The messages of one language."""

    def __init__(self, language: str, messages: Mapping[str, str | Mapping[str, str]]) -> None:
        self.language = language
        self.messages = messages

    def text(self, key: str, **values: object) -> str:
        """The message ``key`` filled with ``values``.

        Raises:
            KeyError: no such message, or a value is missing.
        """
        message = self.messages[key]
        if not isinstance(message, str):
            message = message["one" if values.get("count") == 1 else "other"]
        return message.format_map(values)


def _flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, str | Mapping[str, str]]:
    flat: dict[str, str | Mapping[str, str]] = {}
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            flat[key] = value
        elif "other" in value:
            flat[key] = {form: str(text) for form, text in value.items()}
        else:
            flat.update(_flatten(value, f"{key}."))
    return flat


@lru_cache(maxsize=len(LANGUAGES))
def catalog(language: str) -> Catalog:
    """Load the catalogue of ``language``, one of ``LANGUAGES``."""
    text = files(__name__).joinpath(f"{language}.toml").read_text("utf-8")
    return Catalog(language, _flatten(tomllib.loads(text)))


def language_of(locale: str) -> str:
    """The catalogue for a POSIX locale or BCP 47 tag.

    >>> language_of("zh_TW.UTF-8"), language_of("zh_CN"), language_of("zh-Hant"), language_of("C")
    ('zh-Hant', 'zh-Hans', 'zh-Hant', 'en')
    """
    tag = locale.split(".")[0].split("@")[0].replace("_", "-").lower()
    if not (tag == "zh" or tag.startswith("zh-")):
        return "en"
    parts = tag.split("-")[1:]
    return (
        "zh-Hant" if {"tw", "hk", "mo", "hant"} & set(parts) and "hans" not in parts else "zh-Hans"
    )
