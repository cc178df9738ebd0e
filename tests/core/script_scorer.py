"""Score script conversion on sentences: ``python -m tests.core.script_scorer``.

`cases/sentences.tsv` holds sentences of the project's own writing, the traditional ones (Taiwan)
written by hand without a converter, by someone who had not seen its rules: traditional,
simplified, and where Taiwan writes more than one form, those (``佔|占``). Compared are Han
characters, regional glyphs folded. No rule names one of them. What they showed to be wrong at
first (15 sentences of 550 to Taiwan, 3 to simplified) was mended by its cause, from other
examples; since then they tell what breaks, not how well an unseen text fares.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tui.core.convert import convert, to_script
from tui.core.model import Script, Written

SENTENCES = Path(__file__).parent / "cases" / "sentences.tsv"

_OTHER = re.compile(r"[^\u3400-\u9fff\U00020000-\U0003ffff]")
_GLYPHS = str.maketrans("臺裏衆爲羣峯麪綫鷄線啓", "台裡眾為群峰麵線雞線啟")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in both scripts, and the forms that Taiwan writes as well."""

    traditional: str
    simplified: str
    forms: tuple[tuple[str, ...], ...]


def load() -> Iterator[Sentence]:
    for line in SENTENCES.read_text("utf-8").splitlines():
        traditional, simplified, forms = line.split("\t")
        either = tuple(tuple(form.split("|")) for form in forms.split())
        yield Sentence(traditional, simplified, either)


def han(text: str) -> str:
    """The Han characters of ``text``, regional glyphs folded."""
    return _OTHER.sub("", text).translate(_GLYPHS)


def accepted(wanted: str, forms: tuple[tuple[str, ...], ...], found: str) -> bool:
    """Whether ``found`` is ``wanted``, or differs only by forms that are as good."""
    wanted, found = han(wanted), han(found)
    if len(wanted) != len(found):
        return False
    also = [set(char) for char in wanted]
    for first, *others in forms:
        for match in re.finditer(re.escape(han(first)), wanted):
            for other in map(han, others):
                for at, char in enumerate(other, match.start()):
                    also[at].add(char)
    return all(char in good for char, good in zip(found, also, strict=True))


def wrong() -> dict[str, list[tuple[str, str]]]:
    """What each converter gets wrong, as (wanted, found)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, from_hans in (("zh-TW", True), ("s2tw", True), ("zh-Hans", False), ("tw2s", False)):
        misses = found.setdefault(name, [])
        for sentence in load():
            source, wanted = sentence.simplified, sentence.traditional
            if not from_hans:
                source, wanted = wanted, source
            if name in tuple(Script):
                result = to_script(
                    source, Written.HANS if from_hans else Written.HANT, Script(name)
                )
            else:
                result = convert(source, name)
            if not accepted(wanted, sentence.forms, result):
                misses.append((wanted, result))
    return found


def main() -> None:
    count = len(list(load()))
    for name, misses in wrong().items():
        print(f"== {name}: {count - len(misses)} of {count}, {1 - len(misses) / count:.1%}")
        for wanted, result in misses:
            print(f"   want {wanted}\n   is   {result}")


if __name__ == "__main__":
    main()
