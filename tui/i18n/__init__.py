"""The interface's words: one TOML catalogue a language, keys like ``status.notes``.

A message is filled with ``str.format_map``. A message that counts is a table with the
forms ``one`` and ``other``, chosen by the value named ``count``.

The catalogues keep to a part of TOML that reads line by line: ``[section]``, ``key = "text"``
and ``key = {one = "text", other = "text"}``, without escapes. The first screen waits for
them, and so they are read in a tenth of the time that a parser of all of TOML takes.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

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


def read(text: str) -> dict[str, str | Mapping[str, str]]:
    r"""The messages in ``text``, a catalogue.

    >>> read('[a]\nb = "c"\nd = {one = "e", other = "f"}')
    {'a.b': 'c', 'a.d': {'one': 'e', 'other': 'f'}}
    """
    messages: dict[str, str | Mapping[str, str]] = {}
    section = ""
    for line in text.split("\n"):
        key, _, value = line.partition(" = ")
        if value[:1] == '"':
            messages[section + key] = value[1:-1]
        elif value:
            one, _, other = value.removeprefix('{one = "').partition('", other = "')
            messages[section + key] = {"one": one, "other": other.removesuffix('"}')}
        elif line[:1] == "[":
            section = line[1:-1] + "."
    return messages


@lru_cache(maxsize=len(LANGUAGES))
def catalog(language: str) -> Catalog:
    """Load the catalogue of ``language``, one of ``LANGUAGES``."""
    return Catalog(language, read(Path(__file__).with_name(f"{language}.toml").read_text("utf-8")))


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
