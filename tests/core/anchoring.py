"""How well anchors find their place again: ``python -m tests.core.anchoring [SEEDS]``.

Articles are the labelled ones of ``cases`` and generated ones with long paragraphs, near
twins (bulletins that differ in figures and names) and captions that are given five times.
Every paragraph and some stretches of characters are anchored; then the article is changed
in one way, character by character, so that where each anchor belongs is known.

A find is right if it and the true place share at least half of the letters that they cover
together, wrong if it lies elsewhere or the place is gone, else the anchor is an orphan. Among equal
paragraphs that were moved, any is right; where a paragraph is gone and an equal one is
left, the note may go there, which is told as a copy. ``test_anchoring`` holds the bars in small.
"""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.core.scorer import CASES, HELD_OUT, load
from tui.core.anchor import Anchor, anchor, find
from tui.core.convert import convert
from tui.core.model import Span
from tui.core.normal import normal

# A text as characters, each with its offset in the text before: None for a new one.
Marked = list[tuple[str, int | None]]
Chance = random.Random

_WHO = ["老秦", "阿桂", "陳師傅", "林嫂", "周校長", "戚老闆", "小滿", "何會計", "段醫生", "三叔公"]
_WHERE = ["渡口", "曬穀場", "東街", "米市", "北門", "茶亭", "舊車站", "蓮塘", "石橋頭", "糧倉"]
_WHAT = ["修船", "補網", "曬魚", "磨豆腐", "收信", "編竹籃", "打鐵", "養蜂", "教書", "看水位"]
_SAID = [
    *("水退了路才是路", "一籃魚換一籃米", "門開着燈就亮着", "走慢些也走得到"),
    "賬記清楚了心就不亂",
]
_FORMS = (
    "{a}在{p}{w}已經有{n}年，附近的人都知道他的規矩，天亮以前不收錢，天黑以後不開門。",
    "去年{m}月，{p}一帶漲水，{a}把家裡的{k}件東西搬到樓上，自己在樓下守了{n}夜，等水退到門檻以下才睡。",
    "「{s}。」{a}說這話的時候正在{w}，頭也沒有抬，旁邊的{b}聽了笑起來，把茶又添了一遍。",
    "{b}記得，從{p}到鎮上要走{n}里路，中間只有一處可以歇腳，下雨天連那一處也站不住人。",
    "鎮裡後來修了路，{p}冷清下來，{w}的人從{k}個減到一個，{a}每天仍舊在那裡坐到太陽落山。",
    "有人問{a}為什麼不搬走，他想了很久，指着{p}的方向說，那邊還有{k}戶人家要等他{w}。",
    "{m}月裡的一個早上，{b}帶着孩子來學{w}，孩子們把名字寫在木板上，一共寫了{n}個，字有大有小。",
)
_NEAR = "{m}月{k}日，{p}水位{n}點{k}米，比前一日漲{k}厘米，流速平穩，渡船照常開行，載客{n}人。"
_SHORT = ("「好。」", "他點點頭。", "「後來呢？」", "誰也沒有說話。")
_CAPTION = "圖為{p}，{a}正在{w}。攝影：{b}"
_JUNK = (
    "點擊下方連結，閱讀更多精彩內容。",
    "【推廣】本週末{p}有集市，歡迎前往。",
    "責任編輯：{a}",
    "長按識別二維碼，關注我們。",
    "相關閱讀：{p}的{w}人，和他的{n}年。",
)
_PINYIN = ("jī", "cháng", "zhe", "wèi", "le", "xíng", "shuō", "dōu")
LATIN = frozenset(chr(n) for n in range(0x250) if chr(n).isalpha())
_HALF = str.maketrans("，。！？：；（）", ",.!?:;()")


def _filled(form: str, chance: Chance) -> str:
    return form.format(
        a=chance.choice(_WHO),
        b=chance.choice(_WHO),
        p=chance.choice(_WHERE),
        w=chance.choice(_WHAT),
        s=chance.choice(_SAID),
        n=chance.randrange(11, 99),
        k=chance.randrange(2, 10),
        m=chance.randrange(1, 13),
    )


def generated(seed: int) -> list[str]:
    """The paragraphs of an article with near twins and captions that are given again."""
    chance = Chance(seed)
    forms = list(_FORMS)
    texts = [f"{chance.choice(_WHERE)}的{chance.choice(_WHAT)}人"]
    caption = _filled(_CAPTION, chance)
    for _ in range(chance.randrange(7, 20)):
        chance.shuffle(forms)
        size = chance.choice((1, 2, 2, 3, 4))
        texts.append("".join(_filled(form, chance) for form in forms[:size]))
        if chance.random() < 0.15:
            texts.append(chance.choice(_SHORT))
    for _ in range(chance.randrange(0, 4)):
        texts.insert(chance.randrange(1, len(texts)), _filled(_NEAR, chance))
    if seed % 2:
        for _ in range(5):
            texts.insert(chance.randrange(1, len(texts)), caption)
    return texts


def articles(count: int) -> Iterator[list[str]]:
    """The labelled articles, and ``count`` generated ones, as lists of paragraphs."""
    for folder in (CASES, *HELD_OUT):
        for case in load(folder=folder):
            yield [line for line in case["source"].split("\n") if line.strip()]
    for seed in range(count):
        yield generated(seed)


def _marked(texts: list[str]) -> list[Marked]:
    """Every paragraph with its line break, as marked characters."""
    at, parts = 0, []
    for text in texts:
        parts.append([(c, at + n) for n, c in enumerate(text + "\n")])
        at += len(text) + 1
    return parts


def _joined(parts: list[Marked]) -> Marked:
    return [one for part in parts for one in part]


def _new(text: str) -> Marked:
    return [(c, None) for c in text]


def script(parts: list[Marked], chance: Chance) -> Marked:
    whole = _joined(parts)
    text = "".join(c for c, _ in whole)
    other = convert(text, "t2s")
    other = other if other != text else convert(text, "s2t")
    assert len(other) == len(text)
    return [(c, at) for c, (_, at) in zip(other, whole, strict=True)]


def whitespace(parts: list[Marked], chance: Chance) -> Marked:
    whole = []
    for part in parts:
        whole += _new("　　")
        for c, at in part:
            whole += [(c, at), *_new(" " if c > "\u3400" and chance.random() < 0.08 else "")]
        whole += _new("\r\n")
    return whole


def punctuation(parts: list[Marked], chance: Chance) -> Marked:
    whole: Marked = []
    for c, at in _joined(parts):
        if c.isalnum() or c.isspace() or chance.random() < 0.5:
            whole.append((c, at))
        elif chance.random() < 0.6:
            whole.append((c.translate(_HALF), at))
        else:
            whole += [*_new("—"), (c, at)] if chance.random() < 0.4 else []
    return whole


def residue(parts: list[Marked], chance: Chance) -> Marked:
    whole: Marked = []
    for c, at in _joined(parts):
        whole.append((c, at))
        if "\u4e00" <= c <= "\u9fff" and chance.random() < 0.12:
            whole += _new(f"({chance.choice(_PINYIN)})")
    return whole


def junk(parts: list[Marked], chance: Chance) -> Marked:
    parts = list(parts)
    for _ in range(chance.randrange(1, 6)):
        line = _filled(chance.choice(_JUNK), chance)
        parts.insert(chance.randrange(len(parts) + 1), _new(line + "\n"))
    return _joined(parts)


def shuffled(parts: list[Marked], chance: Chance) -> Marked:
    return _joined(chance.sample(parts, len(parts)))


def edits(share: float) -> Callable[[list[Marked], Chance], Marked]:
    def edit(parts: list[Marked], chance: Chance) -> Marked:
        letters = [c for c, _ in _joined(parts) if c.isalnum() and c not in LATIN]
        whole: Marked = []
        for c, at in _joined(parts):
            if not c.isalnum() or c in LATIN or chance.random() >= share:
                whole.append((c, at))
                continue
            kind = chance.random()
            if kind < 0.5:
                whole.append((chance.choice(letters), at))
            elif kind < 0.75:
                whole += [(c, at), (chance.choice(letters), None)]
        return whole

    return edit


def merged(parts: list[Marked], chance: Chance) -> Marked:
    return _joined([part[:-1] if chance.random() < 0.5 else part for part in parts])


def split(parts: list[Marked], chance: Chance) -> Marked:
    whole: Marked = []
    for c, at in _joined(parts):
        whole.append((c, at))
        if c in "，。！？" and chance.random() < 0.4:
            whole += _new("\n")
    return whole


def both(*changes: Callable[[list[Marked], Chance], Marked]) -> Callable[..., Marked]:
    """One change after another; the paragraphs are told by their line breaks."""

    def change(parts: list[Marked], chance: Chance) -> Marked:
        whole = _joined(parts)
        for one in changes:
            lines: list[Marked] = [[]]
            for character in whole:
                lines[-1].append(character)
                if character[0] == "\n":
                    lines.append([])
            whole = one([line for line in lines if line], chance)
        return whole

    return change


def deleted(parts: list[Marked], chance: Chance) -> Marked:
    return _joined([part for part in parts if chance.random() >= 0.3])


@dataclass
class Count:
    """How the anchors of one change fared."""

    right: int = 0
    wrong: int = 0
    orphans: int = 0
    gone: int = 0
    copies: int = 0
    gone_wrong: int = 0

    @property
    def there(self) -> int:
        """Anchors whose place was still there."""
        return self.right + self.wrong + self.orphans

    @property
    def share(self) -> float:
        """The share of them that was right."""
        return self.right / max(self.there, 1)

    @property
    def mistakes(self) -> float:
        """The share of all anchors that was attached where they do not belong."""
        return (self.wrong + self.gone_wrong) / max(self.there + self.gone, 1)


CHANGES: dict[str, Callable[[list[Marked], Chance], Marked]] = {
    "script": script,
    "whitespace": whitespace,
    "punctuation": punctuation,
    "residue": residue,
    "all four": both(script, punctuation, residue, whitespace),
    "junk inserted": junk,
    "shuffled": shuffled,
    "5 % edited": edits(0.05),
    "15 % edited": edits(0.15),
    "30 % edited": edits(0.3),
    "merged": merged,
    "split": split,
    "3 of 10 deleted": deleted,
    "deleted, 5 % edited": both(deleted, edits(0.05)),
    "deleted, 15 % edited": both(deleted, edits(0.15)),
    "shuffled, 5 % edited": both(shuffled, edits(0.05)),
    "junk, 15 % edited": both(junk, edits(0.15)),
}


def judge(count: Count, made: Anchor, new: Marked, source: str) -> None:
    """Look for ``made`` in the changed text and count what comes of it."""
    form = normal(source)
    true = {n for n in form.places if (at := new[n][1]) is not None and at in made.span}
    found = find(source, made)
    copy = found and normal(source[found.start : found.end]).text == normal(made.exact).text
    if not true:
        count.gone += 1
        count.copies += bool(copy)
        count.gone_wrong += found is not None and not copy
    elif found is None:
        count.orphans += 1
    else:
        there = {n for n in form.places if n in found}
        right = bool(copy) or 2 * len(true & there) >= len(true | there)
        count.right += right
        count.wrong += not right


def places(texts: list[str], chance: Chance) -> Iterator[tuple[bool, Span]]:
    """Spans to anchor: every paragraph (True), and in every third one some characters."""
    at = 0
    for text in texts:
        yield True, Span(at, at + len(text))
        if len(text) > 24 and chance.random() < 0.34:
            words = [n for n, c in enumerate(text) if c.isalnum() and c not in LATIN]
            size = chance.randrange(4, 20)
            if len(words) > size:
                first = chance.randrange(len(words) - size)
                yield False, Span(at + words[first], at + words[first + size - 1] + 1)
        at += len(text) + 1


def measure(seeds: range, step: int = 1, count: int = 60) -> dict[str, tuple[Count, Count]]:
    """Every change once a seed: counts of paragraphs and of characters, by its name."""
    counts = {name: (Count(), Count()) for name in CHANGES}
    for number, texts in enumerate(articles(count)):
        if number % step:
            continue
        old = "\n".join(texts) + "\n"
        for seed in seeds:
            chance = Chance(f"{number} {seed}")
            anchors = [(whole, anchor(old, span)) for whole, span in places(texts, chance)]
            for name, change in CHANGES.items():
                new = change(_marked(texts), chance)
                source = "".join(c for c, _ in new)
                for whole, made in anchors:
                    if normal(made.exact).text:
                        judge(counts[name][not whole], made, new, source)
    return counts


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    counts = measure(range(seeds))
    for kind, title in enumerate(("paragraphs", "characters")):
        print(f"{title:22} anchors   right  orphans   wrong    gone  copies  attached  mistakes")
        for name, pair in counts.items():
            one = pair[kind]
            print(
                f"{name:22} {one.there + one.gone:7} {one.share:7.2%} {one.orphans:8}"
                f" {one.wrong:7} {one.gone:7} {one.copies:7} {one.gone_wrong:9} {one.mistakes:9.2%}"
            )


if __name__ == "__main__":
    main()
