"""The user's rules told to a person: rules, words -> lines.

Which rules still match anything is counted in articles: each rule that is for one article
in that article, where it is still to be found, and all of them in the articles named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from tui.core.model import Article, Problem, UserRule
from tui.core.pipeline import matches
from tui.core.safe import safe
from tui.explain import visible
from tui.i18n import Catalog
from tui.io.articles import STDIN, expand, load, named


def sentence(rule: UserRule, words: Catalog) -> str:
    """``rule`` in the language of ``words``, on one line and safe."""
    key = f"rule.{rule.edit}"
    text = words.text(
        f"rules.{rule.action.value}",
        quote=rule.quote,
        role=words.text(f"role.{rule.role.value}") if rule.role else "",
        edit=words.text(key) if key in words.messages else rule.edit,
        raw=visible(rule.raw),
        text=visible(rule.text),
    )
    return safe(f"{text} ({_scope(rule, words)})")


def _scope(rule: UserRule, words: Catalog) -> str:
    if rule.start is None:
        return words.text("rules.everywhere")
    return words.text("rules.here", name=rule.name)


def stale(article: Article) -> Iterator[UserRule]:
    """The rules made for ``article`` that meet nothing in it any more."""
    if any(rule.start is not None for rule in article.rules):
        counts = matches(article)
        yield from (r for r in article.rules if r.start is not None and not counts[r.id])


def count(rules: Sequence[UserRule], paths: Iterable[str]) -> dict[str, int]:
    """How often each rule matches, by its id; one that could not be checked is missing.

    A rule for one article is checked where that article was, besides in ``paths``; if
    another text stands there by now, the rule matches nothing.

    Raises:
        Problem: one of ``paths`` cannot be read.
    """
    counts: dict[str, int] = {}
    asked = {path: None for name in paths for path in expand(named(name))}
    for path in asked:
        found = matches(load(path, rules=rules))
        for rule in rules:
            counts[rule.id] = counts.get(rule.id, 0) + found.get(rule.id, 0)
    here = [rule for rule in rules if rule.start is not None]
    checked = {path.absolute() for path in asked}
    for path in {Path(rule.name): None for rule in here if rule.name != STDIN}:
        if path.absolute() in checked:
            continue
        with suppress(Problem):
            found = matches(load(path, rules=here))
            for rule in here:
                if rule.id in found or Path(rule.name) == path:
                    counts[rule.id] = counts.get(rule.id, 0) + found.get(rule.id, 0)
    return counts


def listed(rule: UserRule, counts: Mapping[str, int], words: Catalog) -> str:
    """A line of the list of rules."""
    if rule.id not in counts:
        state = words.text("rules.unread")
    elif counts[rule.id]:
        state = words.text("rules.matches", count=counts[rule.id])
    else:
        state = words.text("rules.nothing")
    return f"{rule.id[:8]}  {rule.created[:10]}  {sentence(rule, words)}: {state}"


def described(rule: UserRule, counts: Mapping[str, int]) -> dict[str, Any]:
    """The JSON object of a rule; ``matches`` is null where that was not checked."""
    return {**asdict(rule), "matches": counts.get(rule.id)}
