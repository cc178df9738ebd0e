"""Words that a machine made traditional wrongly, character by character: text -> corrections.

A converter without words turns simplified 先后 into 先后 instead of 先後, 采取 into 采取 instead of
採取, 复制 into 復制 instead of 複製: every character becomes the same one everywhere, most often
itself. Such a text is simplified again and converted by words (``convert_reader``). A word
is corrected where all of this holds:

- a character comes out otherwise, regional glyphs aside,
- the one that stands there is what such a machine would have put (``_flat``),
- a phrase or its neighbours settle the new one; of mere defaults only those count that hardly
  anything but a phrase turns round (后, 里, 于, 种: ``_DEFAULTS``),
- the two are not both right in traditional text (``_BOTH``: 注冊 beside 註冊).

What was rightly written stays: 皇后, 公里, 干支, 采邑 and 余光中 come out of the conversion as
they are. Whether a text was made so at all is told by counting (``is_machine_made``): the
words to correct outnumber those where the rarer form stands as it should.

Left out: regional words and glyphs, simplified characters left over, words that one stands in,
and clauses in simplified script.
"""

import re
from functools import cache
from itertools import groupby

from tui.core.convert_engine import Singles, converter
from tui.core.convert_reader import settles, traditional, wordwise
from tui.core.convert_said import MENDED, Swap
from tui.core.convert_tables import characters, several
from tui.core.glyphs import clauses, only
from tui.core.model import Span, Written

# Machines that take another form than the character itself or OpenCC's first.
_OTHERS = {"冲": "沖", "钟": "鐘", "复": "複", "签": "簽", "脏": "臟", "饥": "飢"}
# Both are right traditional, in one region or in both: the form that stands, the other one.
_BOTH_TEXT = """
布佈 占佔 注註 升昇 周週 岩巖 巖岩 了瞭 托託 回迴 台檯 臺檯 扎紮 吊弔 岳嶽 克剋 借藉 家傢 念唸
欲慾 雕鵰 贊讚 嘆歎 復覆 復複 蘇甦 夥伙 伙夥 僱雇 雇僱 凶兇 兇凶 杆桿 累纍 蒙矇 蒙濛 熏燻 煙菸
烟菸 喂餵 咽嚥 暗闇 沾霑 杰傑 恤卹 腌醃 娘孃 秘祕 游遊 遊游 志誌 症癥 嘗嚐 奸姦 姦奸 佣傭 泄洩
弦絃 闲閑 閒閑 閑閒 艷豔 豔艷 炮砲 巨鉅 挨捱 局侷 席蓆 扣釦 果菓 核覈 栗慄 汇匯 匯彙 梁樑 札劄
棱稜 同衕 夫伕 幸倖 挽輓 仿彷 修脩 愈癒 饑飢 飢饑 尸屍 噪譟 哄鬨 搜蒐 旋鏇 彩綵 徑逕 澄澂 胄冑
溪谿 焰燄 鍊煉 煉鍊 鍊鏈 鏈鍊 采綵 準准
"""
_BOTH = frozenset(_BOTH_TEXT.split())
_DEFAULTS = "后里于并万愿广种极厂叶据价腊虫丰确胜筑柜蜡"
# Told by words that have no second reading.
_WORDS = ("復制", "復雜", "重復", "反復", "標志", "雜志", "日志", "游客", "旅游", "游覽", "詞匯")
# Wrong words that some of nearly always stand in such a text: without any, nothing is loaded.
_TELLTALES = re.compile(
    "(?<![皇太王母影歌天帝妃西武元])后(?![妃羿稷土宮冠座])|[种极]|万(?!俟)|[這那]里|里面|[聯關]系|復[制雜印數]|重復"
    "|骨干|干[部淨燥旱脆]|准[備確時則]|標准|制[造作品藥]|余[名人元個]|[剩業其多]余|面[包粉條]|范圍|游[客戲覽]|旅游|[日農]歷"
    "|[標雜]志|采[取用訪購納集]|[由對關終位屬在至]于|于是|沖[突擊]|戰斗|斗爭|[放輕]松|征[收求]|[象特]征|盡[管快量]|詞匯|收獲|精致|細致|老板"
)
_SAMPLE = 6_000  # characters that are looked at, in slices of this many:
_SLICE = 300
_FEWEST = 3  # different words that must be wrong
_AGAINST = 3  # so many times as many as there are rarer forms that stand as they should


def corrections(text: str) -> list[Swap]:
    """The words of the traditional ``text`` to put right, in order, disjoint.

    >>> [(text[s.start : s.end], s.text) for text in ["先后采取措施"] for s in corrections(text)]
    [('先后', '先後'), ('采取', '採取')]
    """
    return _compared(text)[0]


def is_machine_made(text: str) -> bool:
    """Whether a machine made ``text`` traditional, character by character.

    >>> is_machine_made("警方先后采取措施，聯系骨干"), is_machine_made("太后採取措施")
    (True, False)
    """
    if not _TELLTALES.search(text):
        return False
    gap = max(len(text) * _SLICE // _SAMPLE, _SLICE)
    wrong: list[str] = []
    right = 0
    for start in range(0, len(text), gap):
        swaps, kept = _compared(text[start : start + _SLICE])
        wrong += (swap.text for swap in swaps)
        right += kept
    return len(set(wrong)) >= _FEWEST and len(wrong) >= _AGAINST * right


def _compared(text: str) -> tuple[list[Swap], int]:
    """The words to put right, and how many rarer forms stand as they should."""
    simplified = text.translate(_singles())
    better = traditional(simplified)
    plain, flat = _plain(), _flat()
    found: list[int] = []
    right = 0
    for at, (old, new) in enumerate(zip(text, better, strict=True)):
        source = simplified[at]
        if source not in flat:
            continue
        usual = old in flat[source]
        if plain.get(old, old) == plain.get(new, new):
            right += not usual
        elif usual and _wrong(text, at, old, new) and _settled(simplified, at):
            found.append(at)
    return _words(text, simplified, better, _elsewhere(text, found)), right


def _elsewhere(text: str, places: list[int]) -> list[int]:
    """Those of ``places`` that are in no clause of simplified script."""
    left = _left_over()
    if not places or left.isdisjoint(text):
        return places
    _, traditional = only()
    balance = sum((each in traditional) - (each in left) for each in text)
    first = Written.HANS if balance < 0 else Written.HANT
    simplified = {
        at
        for span, script in clauses(text, first, left)
        if script is Written.HANS
        for at in range(span.start, span.end)
    }
    return [at for at in places if at not in simplified]


def _wrong(text: str, at: int, old: str, new: str) -> bool:
    """Whether ``old`` cannot stand for ``new``: not both are right, or the word tells."""
    if old + new not in _BOTH:
        return True
    around = text[max(at - 1, 0) : at + 2]
    return any(word in around for word in _WORDS)


def _settled(simplified: str, at: int) -> bool:
    return simplified[at] in _DEFAULTS or settles(simplified, at)


def _words(text: str, simplified: str, better: str, places: list[int]) -> list[Swap]:
    """The corrections at ``places`` by the words that they stand in."""
    left = _left_over()
    spans = [(_word(simplified, at), at) for at in places]
    found = []
    for span, group in groupby(spans, key=lambda pair: pair[0]):
        new = list(text[span.start : span.end])
        if not left.isdisjoint(new):
            continue
        for _, at in group:
            new[at - span.start] = _common(better[at])
        found.append(Swap(span.start, span.end, "".join(new), MENDED))
    return found


def _word(simplified: str, at: int) -> Span:
    """The word that the character ``at`` is part of; of one alone, the phrase around it."""
    converter = wordwise("s2t")
    word = converter.word(simplified, at)
    return word if len(word) > 1 else converter.key(simplified, at)


def _common(character: str) -> str:
    """``character`` without a glyph that is standard nowhere."""
    return character.translate(_glyphs())


@cache
def _glyphs() -> dict[int, str]:
    taiwan, hongkong = characters("TW"), characters("HK")
    agreed = taiwan.keys() & hongkong.keys()
    return {ord(key): taiwan[key][0] for key in agreed if taiwan[key][0] == hongkong[key][0]}


@cache
def _singles() -> Singles:
    """What each traditional character is in simplified text, one for one."""
    return converter("t2s").prepared.singles


@cache
def _left_over() -> frozenset[str]:
    """Characters that no such machine leaves in traditional text."""
    return only()[0] - _flat().keys()


@cache
def _plain() -> dict[str, str]:
    """Regional glyphs -> OpenCC's own."""
    tables = characters("TW"), characters("HK")
    return {glyph: key for table in tables for key, glyphs in table.items() for glyph in glyphs}


@cache
def _flat() -> dict[str, frozenset[str]]:
    """What a machine without words puts for each simplified character that has a choice."""
    plain = _plain()
    return {
        source: frozenset(
            glyph
            for new in (source, targets[0], _OTHERS.get(source, source))
            for glyph in (new, *(one for one, key in plain.items() if key == new))
        )
        for source, targets in several("ST")
    }
