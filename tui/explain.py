"""An article explained to a person: Article, words -> lines for a terminal.

Every paragraph with its number, role, whether it is folded, the rule and its evidence,
and every edit with its place in the source. Programs read `core.report.describe` instead.
All that comes from the article is safe to print.
"""

from collections.abc import Iterator

from tui.core.model import Article, Edit, Evidence, Written
from tui.core.pipeline import flags, machine_made, mended, paragraph, written_in
from tui.core.safe import safe
from tui.i18n import Catalog, catalog


def sentence(evidence: Evidence, words: Catalog) -> str:
    """``evidence`` in the language of ``words``."""
    values: dict[str, object] = dict(evidence.values)
    if "count" in values:
        values["count"] = int(str(values["count"]))
    return words.text(f"evidence.{evidence.id}", **values)


def in_english(evidence: Evidence) -> str:
    """``evidence`` for programs, which do not ask for the interface's language."""
    return sentence(evidence, catalog("en"))


def explained(article: Article, words: Catalog) -> Iterator[str]:
    """The lines that explain ``article``; none holds a newline or a control character."""
    written = words.text(f"cli.written-{article.facts.written.value}")
    count = words.text("cli.paragraphs", count=len(article))
    yield f"{safe(article.name)} · {article.title}"
    yield f"{safe(article.encoding)} · {written} · {count}"
    if machine_made(article):
        words_wrong = sum(len(mended(article, index)) for index in range(len(article)))
        yield words.text("cli.machine", count=words_wrong)
    for index in range(len(article)):
        clean = paragraph(article, index)
        yield ""
        yield heading(article, index, words)
        yield f"      {safe(clean.text)}"
        for edit in clean.edits:
            start, end = edit.span.start - clean.source.start, edit.span.end - clean.source.start
            yield f"        {_change(edit, clean.raw[start:end], words)}"
        for flag in flags(article, index):
            start, end = flag.span.start, flag.span.end
            place, raw = f"{start}-{end}", visible(article.source[start:end])
            yield f"        {place:<12} {raw}  {words.text(f'rule.{flag.rule}')}"


def heading(article: Article, index: int, words: Catalog) -> str:
    """Number, role, rule and evidence of paragraph ``index``."""
    verdict = article.verdict(index)
    text = words.text(f"role.{verdict.role.value}")
    if verdict.folded or verdict.marked:
        text = words.text("cli.folded" if verdict.folded else "cli.marked", role=text)
    reasons = [safe(sentence(item, words)) for item in verdict.evidence]
    if reasons or verdict.rule != verdict.role.value:
        rule = words.text(f"rule.{verdict.rule}")
        text = words.text("cli.by-rule", role=text, rule=rule)
    if reasons:
        why = words.text("cli.between").join(reasons)
        text = words.text("cli.because", verdict=text, why=why)
    here = written_in(article, index)
    if here not in (article.facts.written, Written.NONE):
        text += f" · {words.text(f'cli.written-{here.value}')}"
    return f"{index + 1:>4}  {text}"


def _change(edit: Edit, before: str, words: Catalog) -> str:
    place = f"{edit.span.start}-{edit.span.end}"
    after = visible(edit.replacement) if edit.replacement else words.text("cli.nothing")
    return f"{place:<12} {visible(before)} → {after}  {words.text(f'rule.{edit.rule}')}"


def visible(text: str) -> str:
    r"""``text`` itself, or spelled out where it could not be seen.

    >>> visible("(jī)"), visible("\u200b"), visible("a ")
    ('(jī)', "'\\u200b'", "'a '")
    """
    return text if text.isprintable() and text.strip() == text and text else ascii(text)
