"""What the core's ids mean in the interface's language.

    rule, role, evidence, the user's rule, problem -> words

What fills a sentence may come from outside and is made safe here.
"""

from typing import TYPE_CHECKING

from tui.core.model import Evidence, Problem, Role, UserRule, Verdict
from tui.core.safe import safe
from tui.i18n import Catalog

if TYPE_CHECKING:
    from tui.core.notes import Note

NOTE, HIGHLIGHT = "✎", "▮"  # before a note, before a highlight without a text


def rule_text(words: Catalog, rule: str) -> str:
    """The name of a rule; a rule without one is called by its id."""
    key = f"rule.{rule}"
    return words.text(key) if key in words.messages else rule


def role_text(words: Catalog, role: Role) -> str:
    """The name of a role."""
    return words.text(f"role.{role.value}")


def evidence_text(words: Catalog, evidence: Evidence) -> str:
    """One reason for a verdict, as a phrase."""
    values = {k: int(v) if v.isdigit() else safe(v) for k, v in evidence.values}
    return words.text(f"evidence.{evidence.id}", **values)


def fold_text(words: Catalog, verdict: Verdict, count: int, text: str) -> str:
    """What a fold hides, how many paragraphs, why, and how it begins.

    That the user said so is not told twice.
    """
    rule = rule_text(words, verdict.rule)
    times = f" ×{count}" if count > 1 else ""
    if not verdict.evidence or verdict.rule.startswith("user-"):
        return words.text("reader.fold-plain", rule=rule, times=times, text=text)
    why = evidence_text(words, verdict.evidence[0])
    return words.text("reader.fold", rule=rule, times=times, why=why, text=text)


def user_rule_text(words: Catalog, rule: UserRule) -> str:
    """What the user said, without where and when."""
    return safe(
        words.text(
            f"rules.{rule.action.value}",
            quote=rule.quote,
            role=role_text(words, rule.role) if rule.role else "",
            edit=rule_text(words, rule.edit),
            raw=rule.raw,
            text=rule.text,
        )
    )


def note_text(words: Catalog, note: "Note") -> str:
    """What a note says, in one line: its first line, or else its colour and its quote."""
    first = safe(note.body.strip().split("\n", 1)[0])
    if first:
        return first
    colour = words.text(f"colour.{note.highlight or 'none'}")
    return words.text("notes-screen.highlight", colour=colour, quote=safe(note.anchor.quote))


def remark_text(words: Catalog, note: "Note") -> str:
    """A note's whole text, for beside its paragraph; of a highlight its colour."""
    text = note.body.strip()
    if not text:
        colour = words.text(f"colour.{note.highlight or 'none'}")
        return f"{HIGHLIGHT} {colour}"
    if note.kind == "article":
        text = words.text("notes-screen.whole-remark", text=text)
    return f"{NOTE} {text}"


def problem_text(words: Catalog, problem: Problem) -> str:
    """The sentence that tells a problem."""
    values = {k: safe(v) if isinstance(v, str) else v for k, v in problem.values.items()}
    return words.text(f"problem.{problem.id}", **values)
