"""Folding beside its peers, on the labelled articles: ``python -m tests.bench.bench_peers``.

    labelled articles -> a table: precision, recall, F1, body paragraphs lost, for each set

The peers (see ``extractors.py``) are installed from PyPI into an environment of their own, in
``--venv DIR`` (kept, and used again) or a temporary folder. They read HTML: each labelled
paragraph becomes a ``<p>`` of a plain page, or the ``<h1>`` and ``<title>`` where the first one
is the title; no other hint. A paragraph counts as folded when what the peer gives back lacks
it. Of equal paragraphs the first is taken for the one kept. Qingdu reads the source itself.

Baselines of its own read the paragraphs as they stand: equal lines; and equal text, white space
and punctuation aside, plus keywords, with and without those of credits, which the labels keep.
To be run by hand.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from html import escape, unescape
from pathlib import Path
from typing import Any

from tests.core.scorer import CASES, HELD_OUT, Score, load, score

PEERS = (
    "trafilatura==2.3.1",
    "jusText==3.0.2",
    "readability-lxml==0.9",
    "newspaper4k[zh]==0.9.6",
    "boilerpy3==1.0.7",
    "gne==0.4.3",
)
SETS = {folder.name: folder for folder in (CASES, *HELD_OUT)}
PREFIX = 20  # characters of a paragraph that are looked for where no whole line equals it
KEYWORDS = (
    "版权|版權|转载|轉載|授权|授權|免责|免責|声明|聲明|本网|本網|本站|仅代表|僅代表|备案|備案|ICP"
    "|二维码|扫码|掃碼|关注|關注|分享|点击|點擊|點我|相关阅读|相關閱讀|延伸阅读|延伸閱讀|相关新闻"
    "|相關新聞|查看更多|更多新闻|更多新聞|下载|下載|广告|廣告|上一篇|下一篇"
)
CREDITS = "责任编辑|責任編輯|责编|責編|编辑：|編輯：|(?:记者|記者).{1,8}[摄攝]"

Case = dict[str, Any]


def key(text: str) -> str:
    """What is compared: letters and figures; all but white space where there are none."""
    text = unescape(unescape(text))
    return "".join(filter(str.isalnum, text)) or "".join(text.split())


def page(case: Case) -> str:
    """The raw paragraphs of ``case`` as a plain HTML page."""
    raws = [escape(paragraph["raw"], quote=False) for paragraph in case["paragraphs"]]
    title = heading = ""
    if case["paragraphs"][0]["role"] == "title":
        title = raws.pop(0)
        heading = f"<h1>{title}</h1>\n"
    body = "\n".join(f"<p>{raw}</p>" for raw in raws)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body>\n{heading}{body}\n</body></html>\n"
    )


def folded(case: Case, kept: list[str]) -> list[bool]:
    """For each paragraph of ``case``, whether the lines ``kept`` lack it."""
    keys = [key(paragraph["raw"]) for paragraph in case["paragraphs"]]
    left = Counter(filter(None, map(key, kept)))
    lacks = []
    for wanted in keys:
        lacks.append(not left[wanted])
        left[wanted] -= not lacks[-1]
    rest = list(left.elements())
    for index, wanted in enumerate(keys):
        holding = [at for at, line in enumerate(rest) if wanted[:PREFIX] in line]
        if lacks[index] and holding:
            lacks[index] = False
            rest[holding[0]] = rest[holding[0]].split(wanted[:PREFIX], 1)[1]
    return lacks


def repeats(texts: list[str]) -> list[bool]:
    """For each text, whether it stands earlier too."""
    first: dict[str, int] = {}
    return [first.setdefault(text, index) != index for index, text in enumerate(texts)]


def equal_lines(case: Case) -> list[bool]:
    return repeats([paragraph["raw"] for paragraph in case["paragraphs"]])


def keywords(case: Case, pattern: str) -> list[bool]:
    """Equal text, or any of the words of ``pattern``."""
    raws = [paragraph["raw"] for paragraph in case["paragraphs"]]
    said = [re.search(pattern, raw) is not None for raw in raws]
    return [one or other for one, other in zip(repeats([*map(key, raws)]), said, strict=True)]


def tally(cases: list[Case], answers: list[list[bool]]) -> Score:
    """Count ``answers``, one list an article, against the labels."""
    total = Score()
    for case, answer in zip(cases, answers, strict=True):
        for wanted, is_folded in zip(case["paragraphs"], answer, strict=True):
            total.folded_right += is_folded and wanted["folded"]
            total.folded_wrong += is_folded and not wanted["folded"]
            total.missed += wanted["folded"] and not is_folded
            total.body_lost += is_folded and not wanted["folded"] and wanted["role"] == "body"
    return total


def python_of(folder: Path) -> Path:
    """The interpreter of the peers' environment in ``folder``, made if it is not there."""
    places = ("bin/python", "Scripts/python.exe")
    if not (folder / "pyvenv.cfg").exists():
        venv.create(folder, with_pip=True)
    python = next(folder / place for place in places if (folder / place).exists())
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--upgrade", "pip"], check=True)  # older ones fail on lxml's extras
    subprocess.run([*install, *PEERS], check=True)
    return python


def run_peers(python: Path, pages: list[str]) -> dict[str, Any]:
    runner = Path(__file__).with_name("extractors.py")
    done = subprocess.run(
        [python, "-X", "utf8", runner],
        input=json.dumps(pages),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def show(name: str, result: Score, empty: int = 0) -> None:
    precision = result.folded_right / max(result.folded_right + result.folded_wrong, 1)
    recall = result.folded_right / max(result.folded_right + result.missed, 1)
    note = f"  (nothing at all from {empty} articles)" if empty else ""
    print(
        f"{name:37}{precision:10.3f}{recall:8.3f}{result.f1:8.3f}{result.body_lost:11}{note}",
        flush=True,
    )


def compare(name: str, cases: list[Case], python: Path) -> dict[str, str]:
    """Print the table for one set; returns the peers' versions."""
    paragraphs = [paragraph for case in cases for paragraph in case["paragraphs"]]
    body = sum(wanted["role"] == "body" and not wanted["folded"] for wanted in paragraphs)
    fold = sum(wanted["folded"] for wanted in paragraphs)
    print(
        f"\n{name}: {len(cases)} articles, {len(paragraphs)} paragraphs, "
        f"{fold} to fold, {body} of body\n"
        f"{'':37}{'precision':>10}{'recall':>8}{'F1':>8}{'body lost':>11}"
    )
    show("Qingdu", score(iter(cases)))
    show("equal lines", tally(cases, [equal_lines(case) for case in cases]))
    for label, pattern in (("", f"{KEYWORDS}|{CREDITS}"), (", no credits", KEYWORDS)):
        answers = [keywords(case, pattern) for case in cases]
        show(f"equal text and keywords{label}", tally(cases, answers))
    answer = run_peers(python, [page(case) for case in cases])
    for peer, kept in answer["kept"].items():
        answers = [folded(case, lines or []) for case, lines in zip(cases, kept, strict=True)]
        show(peer, tally(cases, answers), sum(not any(lines or []) for lines in kept))
    return answer["versions"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--venv", type=Path, help="folder of the peers' environment")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        python = python_of(options.venv or Path(scratch) / "venv")
        for name, folder in SETS.items():
            versions = compare(name, list(load(folder=folder)), python)
    print(f"\nPython {sys.version.split()[0]}, " + ", ".join(" ".join(v) for v in versions.items()))


if __name__ == "__main__":
    main()
