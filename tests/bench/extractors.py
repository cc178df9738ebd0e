"""The extractors that Qingdu is compared with: JSON on standard input to JSON on standard output.

    [HTML page, …] -> {name: [[line, …] or null, …]}, and ``versions``

Run by ``bench_peers.py`` in an environment that holds the extractors; Qingdu is not in it.
Options are each project's own advice for Chinese or for an unknown language. A title that
an extractor gives apart from the text counts as part of what it kept. Null: it raised an error.
"""

import json
import sys
from collections.abc import Callable
from importlib.metadata import version

import justext
import lxml.html
import newspaper
import trafilatura
from boilerpy3.extractors import ArticleExtractor
from gne import GeneralNewsExtractor
from readability import Document
from trafilatura.meta import reset_caches

ADDRESS = "https://example.org/2024/01/01/article.html"
NAMES = ("trafilatura", "jusText", "readability-lxml", "newspaper4k", "boilerpy3", "gne")
BLOCKS = "self::h1 or self::h2 or self::h3 or self::p or self::li or self::td or self::div"


def with_title(title: str | None, text: str) -> list[str]:
    """The lines of ``text``, after ``title`` unless that is one of them."""
    lines = text.splitlines()
    squeezed = {"".join(line.split()) for line in lines}
    return lines if not title or "".join(title.split()) in squeezed else [title, *lines]


def by_trafilatura(page: str, **options: bool) -> list[str]:
    reset_caches()
    text = trafilatura.extract(page, include_comments=False, **options) or ""
    found = trafilatura.extract_metadata(page)
    return with_title(found.title if found else None, text)


def by_justext(page: str, **lengths: int) -> list[str]:
    """There is no stop list for Chinese: its recipe for a language without one."""
    found = justext.justext(page, frozenset(), stopwords_low=0, stopwords_high=0, **lengths)
    return [paragraph.text for paragraph in found if not paragraph.is_boilerplate]


def by_readability(page: str) -> list[str]:
    document = Document(page)
    summary = lxml.html.fromstring(document.summary())
    blocks = summary.xpath(f"//*[{BLOCKS}][not(descendant::*[{BLOCKS}])]")
    lines = [" ".join(block.text_content().split()) for block in blocks]
    return with_title(document.title(), "\n".join(lines))


def by_newspaper(page: str) -> list[str]:
    article = newspaper.Article(ADDRESS, language="zh", fetch_images=False)
    article.download(input_html=page)
    article.parse()
    return with_title(article.title, article.text)


def by_boilerpy(page: str) -> list[str]:
    document = ArticleExtractor(raise_on_failure=False).get_doc(page)
    return with_title(document.title, document.content)


def by_gne(page: str) -> list[str]:
    found = GeneralNewsExtractor().extract(page)
    return with_title(found["title"], found["content"])


EXTRACTORS: dict[str, Callable[[str], list[str]]] = {
    "trafilatura": by_trafilatura,
    "trafilatura, recall, deduplicate": lambda page: by_trafilatura(
        page, favor_recall=True, deduplicate=True
    ),
    "jusText": by_justext,
    "jusText, lengths / 3": lambda page: by_justext(page, length_low=23, length_high=67),
    "readability-lxml": by_readability,
    "newspaper4k": by_newspaper,
    "boilerpy3": by_boilerpy,
    "gne": by_gne,
}


def tried(extract: Callable[[str], list[str]], page: str) -> list[str] | None:
    try:
        return extract(page)
    except Exception as error:  # whatever a peer raises on an odd page is a result, not ours
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return None


def main() -> None:
    pages = json.load(sys.stdin)
    kept = {name: [tried(run, page) for page in pages] for name, run in EXTRACTORS.items()}
    json.dump({"kept": kept, "versions": {name: version(name) for name in NAMES}}, sys.stdout)


if __name__ == "__main__":
    main()
