"""Bytes -> text and the encoding's name.

A byte order mark decides; then strict UTF-8; then UTF-16 without a mark, seen by its NUL
bytes; then GB18030 against Big5. Nearly every Big5 text is also valid GB18030 and the
other way round, so the two are judged by what they decode to: the share of Chinese
characters that are among the commonest of running text. Right decodings score 0.3 and
more, wrong ones below 0.05 (measured on text of 20 characters and longer).

Left out on purpose: Shift_JIS, EUC-KR, Latin encodings. Qingdu reads Chinese.
"""

import codecs
import re

from tui.core.model import Problem
from tui.core.patterns import Pattern

# Names that people and `qingdu cat --encoding` use, and Python's codec for each. Big5 is
# read with Microsoft's extensions, which real Taiwanese files use (碁 銹 恒 裏 粧).
CODECS = {
    "utf-8": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "gb18030": "gb18030",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The commonest characters of modern running text in either script, and its marks. They
# make up about half of any Chinese page; of a wrongly decoded one nearly nothing.
_COMMON = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對"
    "生能而子那得于於着著下自之年过過发發后後作里裡裏用道行所然家种種事成方多经經么麼去法学學"
    "如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實"
    "日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高"
    "间間由问問很最重并並物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月"
    "话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论"
    "論处處走义義各入几幾口认認条條平系系气氣题題活尔爾更别別打女变變四神总總何电電数數安少报"
    "報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至队隊"
    "形社便空决決治展马馬科司五基眼书書非则則听聽白却卻界达達光放强強即像难難且权權思王象完设"
    "設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術领領共确確传傳"
    "师師观觀清今切院让讓识識候带帶导導争爭运運，。、：；「」！？“”"
)
_HAN = Pattern("[\u3400-\u9fff\U00020000-\U0003ffff，。、：；「」！？“”\ue000-\uf8ff]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HEAD = 200_000  # bytes looked at to choose between encodings: enough, and bounded
# A text may hold one NUL in this many bytes, and one control in so many, and be damaged only.
_NULS, _CONTROLS = 500, 10
# Share of undecodable bytes up to which a file still counts as damaged text of one encoding.
_DAMAGE = 0.05


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Decode ``data``; returns the text without byte order mark and the encoding's name.

    Newlines stay as they are. Bytes that the encoding does not know become U+FFFD.

    Args:
        data: the whole file.
        encoding: a key of ``CODECS`` or any codec of Python's; ``None`` finds it out.

    Raises:
        Problem: ``binary`` (not text), ``encoding-unknown`` (no such codec).
    """
    if encoding is not None:
        return _named(data, encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(CODECS[name], "replace"), name
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if not _is_binary(data[:HEAD]):
            return text, "utf-8"
    name = _guess(data[:HEAD])
    return data.decode(CODECS[name], "replace"), name


class OtherEncoding(Exception):
    """What was decoded until now is something else: begin again as ``encoding``."""

    def __init__(self, encoding: str) -> None:
        super().__init__(encoding)
        self.encoding = encoding


class Decoder:
    """A file decoded part by part, to the very text that ``decode`` makes of the whole.

    Args:
        head: the beginning of the file: all of it, or ``HEAD`` bytes and more.
        encoding: a key of ``CODECS``; ``None`` finds it out.

    Raises:
        Problem: ``binary``.
    """

    def __init__(self, head: bytes, encoding: str | None = None) -> None:
        self._sample = head[:HEAD]
        mark, found = next((bom for bom in _BOMS if head.startswith(bom[0])), (b"", None))
        self._strict = encoding is None and found is None and _may_be_utf8(head)
        if encoding is None and found is None:
            encoding = "utf-8" if self._strict else _guess(self._sample)
        self.encoding = encoding or found or ""
        self._left = len(mark)
        self._codec = codecs.getincrementaldecoder(CODECS[self.encoding])
        self._decoder = self._codec("strict" if self._strict else "replace")

    def feed(self, data: bytes, *, final: bool = False) -> str:
        """The text of the next part of the file; ``final`` is the last one.

        Raises:
            Problem: ``binary``: this part tells that it is no text after all.
            OtherEncoding: this part tells that the ones before were decoded wrongly.
        """
        skipped = min(self._left, len(data))
        self._left -= skipped
        data = data[skipped:]
        state = self._decoder.getstate()
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError:
            name = _guess(self._sample)
            if name != self.encoding:
                raise OtherEncoding(name) from None
            self._decoder = self._codec("replace")
            self._decoder.setstate(state)
            return self._decoder.decode(data, final)


def _may_be_utf8(head: bytes) -> bool:
    """Whether a file that begins with ``head`` may be UTF-8 without damage."""
    try:
        codecs.utf_8_decode(head, "strict", False)
    except UnicodeDecodeError:
        return False
    return not _is_binary(head[:HEAD])


def _named(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        codec = codecs.lookup(CODECS.get(encoding.lower(), encoding)).name
        text = data.decode(codec, "replace")
    except (LookupError, ValueError) as error:
        raise Problem("encoding-unknown", encoding=encoding) from error
    return text.removeprefix("\ufeff"), encoding.lower()


def _is_binary(sample: bytes) -> bool:
    """Whether control bytes are more than a text's accidents; terminal escapes do not count."""
    controls = len(_BINARY.findall(sample))
    return sample.count(0) * _NULS > len(sample) or controls * _CONTROLS > len(sample)


def _wide_or_binary(sample: bytes) -> str:
    """UTF-16 without a mark: text that makes sense, or NULs (of ASCII) on one side only.

    Raises:
        Problem: ``binary``.
    """
    scores = {
        name: _score(sample[: len(sample) & ~1].decode(name, "replace"), len(sample) // 2)
        for name in ("utf-16-le", "utf-16-be")
    }
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0.2:
        return best
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    name = "utf-16-le" if odd else "utf-16-be"
    if max(even, odd) * 4 > len(sample) // 2 and min(even, odd) == 0:
        text = sample[: len(sample) & ~1].decode(name, "replace")
        if not _BINARY.search(text.encode()):
            return name
    raise Problem("binary")


def _score(text: str, length: int) -> float:
    """Share of common characters among the Chinese ones, less the undecodable."""
    han = _HAN.findall(text)
    if not han:
        return 0.0
    good = sum(c in _COMMON for c in han) / len(han)
    return good - text.count("\ufffd") * 5 / max(length, 1)


def _guess(sample: bytes) -> str:
    """The encoding of ``sample``, which is not valid UTF-8 as a whole.

    Raises:
        Problem: ``binary``.
    """
    if _is_binary(sample):
        return _wide_or_binary(sample)
    damaged = sample.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= len(sample) * _DAMAGE and _score(damaged, len(sample)) > 0.2:
        return "utf-8"
    names = ("gb18030", "big5", "big5-hkscs")
    scores = {name: _score(sample.decode(CODECS[name], "replace"), len(sample)) for name in names}
    best = max(names, key=lambda name: scores[name])
    text = sample.decode(CODECS[best], "replace")
    if text.count("\ufffd") > len(sample) * _DAMAGE:
        raise Problem("binary")
    return best
