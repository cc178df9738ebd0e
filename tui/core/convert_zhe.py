"""著 or 着, 帐 or 账 in simplified text: ``text -> text``, one character at a time, by neighbours.

Traditional text (as written in Taiwan) has one character, 著, for the suffix of lasting action
(看著) and for writing and fame (原著, 著名); simplified text parts them into 着 and 著, and
OpenCC's tables turn either one half or the other wrong. Decided here, for every 著: whichever
of the two makes the likelier sequence of words in jieba's dictionary, looked at in the run
of Chinese characters around it. A 着 that stands as a word of its own is the suffix,
which wants something that can last before it: a verb, an adjective, an unknown word.
Behind a name, a pronoun or a particle (所著, 由某人著) it counts as unlikely. Before all that come
words that the dictionary lacks (舊著), and authors: a Chinese name or, where books are listed,
any words that do not end in a verb, alone in their clause before a 著 that ends it.
帳, of tents and of money alike, parts into 帐 and 账 in the same way.
"""

from tui.core.patterns import Pattern
from tui.core.words import known, path

# Characters looked at on either side: two words of four; more never changed a verdict.
_REACH = 8
_HAN = Pattern(r"[\u3400-\u9fff]*")
# What a lone 着 gains or loses in log likelihood by jieba's tag of the word before it. 着 is
# e**3.4 times as frequent as 著 in the dictionary: -4.5 turns that round, -3 leaves a lone 着
# just ahead of a lone 著, but behind a word with 著. Common nouns are often verbs (标志着).
_FITS = dict.fromkeys("rmqcuts", -4.5) | {"v": 1.0, "a": 1.0, "b": 1.0, "d": -3.0, "n": -3.0}
_NAME = -4.5
# Jieba's dictionary holds a few misspelt 着: a word of three or more that ends in 著 (标志著).
_MISSPELT = -4.5


# Words that the dictionary lacks, or that its frequencies would outweigh.
_WRITING = Pattern(
    "(?<=[旧新近昭某较])著|(?<=微知)著|(?<=知微)著|(?<=编)著(?=[者有了的《]|教材)"
    "|(?<=合)著(?=者|有|了|的|《|一[本部])|(?<=等)著(?=《)|(?<=[人家者士师授亲他她先曾并还均亦])著(?=有)"
)
_LASTING = Pattern(
    "(?<=批)著|(?<=合)著(?=双?[眼目嘴手])|(?<=编)著(?=[辫花篮毛竹麻])|(?<=等)著|著(?=[棋忙恼慌呢])"
)
_MONEY = Pattern("(?<=认)帐")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章苏潘葛范彭郎鲁韦马苗凤花方"
    "俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛米贝戴宋庞熊纪舒屈项祝"
    "董梁杜阮蓝闵席季贾江童颜郭梅林徐邱骆高夏蔡田胡霍虞万柯卢莫房丁邓洪包左石崔龚程邢裴陆翁荀段焦巴牧谷车侯"
    "宁仇甘武刘景詹束龙叶司黎薄白蒲卓池乔闻党翟谭劳姬申冉雍曲温庄柴瞿阎连习艾容向古易廖步耿满匡文东聂曾沙游"
)
# What stands before a name that begins its clause, and what ends the clause behind 著.
_OPENS = r"(?:^|[，。；：、·•》】）)\]（(\s]|作者|[由为])"
_AUTHOR = Pattern(f"{_OPENS}([{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|佚名)$")
_ANYBODY = Pattern(f"{_OPENS}([\u4e00-\u9fff·]{{2,8}})$")
_CLOSES = Pattern(r"$|[，。、；》）)\]（(《·\s]")
# Books are listed near by: a publisher, a translator, an author's country, a title.
_LISTED = Pattern(
    r"出版|书店|书局|[译編编]|[（(\[［【][日美英法德俄意韩印加澳苏奥捷西][）)\]］】]|》"
)
_AROUND = 30

_DOUBTFUL = Pattern("[著帐]")
_OTHER = {"著": "着", "帐": "账"}


def settle(text: str) -> str:
    """Replace every 著 in the simplified ``text`` that should be 着, and 帐 that should be 账."""
    for found in _DOUBTFUL.finditer(text):
        at = found.start()
        other = _OTHER[found.group()]
        if _WRITING.match(text, at) or _is_by_author(text, at):
            continue
        surely = _LASTING.match(text, at) or _MONEY.match(text, at)
        if surely or _likelier(text, at, other):
            text = f"{text[:at]}{other}{text[at + 1 :]}"
    return text


def _is_by_author(text: str, at: int) -> bool:
    """Whether the 著 at ``at`` follows an author's name that is a clause by itself."""
    if text[at] != "著" or not _CLOSES.match(text, at + 1):
        return False
    before = text[max(0, at - _REACH - 2) : at]
    if before.endswith("等"):
        return any(_is_name(before[-size - 1 : -1]) for size in (2, 3))
    name = _AUTHOR.search(before)
    if name is None and _LISTED.search(text, max(0, at - _AROUND), at + _AROUND):
        name = _ANYBODY.search(before)
    if name is None:
        return False
    words = name[1]
    if name[0][0] in "）)]】］":  # a country
        return True
    whole = (known(words) or (0.0, "nr"))[1]
    last = (known(words[-1]) or (0.0, "x"))[1]
    return whole[0] not in "vadb" and last[0] not in "vu"


def _is_name(word: str) -> bool:
    return (known(word) or (0.0, ""))[1] == "nr"


def _likelier(text: str, at: int, other: str) -> bool:
    """Whether the character at ``at`` is likelier ``other``."""
    match = _HAN.match(text, at, at + 1 + _REACH)
    right = match.end() if match else at + 1
    left = at
    while left > max(0, at - _REACH) and "\u3400" <= text[left - 1] <= "\u9fff":
        left -= 1
    window = text[left:right]
    at -= left
    return _score(f"{window[:at]}{other}{window[at + 1 :]}", at) > _score(window, at)


def _score(window: str, at: int) -> float:
    """The log likelihood of ``window``, with what the word before a lone 着 at ``at`` says."""
    score, ends = path(window)
    borders = [0, *ends]
    if at + 1 not in borders:
        return score
    start = max(border for border in borders if border <= at)
    if window[at] == "着" and start == at:
        start = max((border for border in borders if border < at), default=0)
        word = window[start:at]
        tag = (known(word) or (0.0, "x"))[1] if word else "u"
        if word == "过":  # also a verb: to live through
            tag = "v"
        score += _NAME if tag[:2] in ("nr", "ns", "nt", "nz") else _FITS.get(tag[0], 0.0)
    elif window[at] == "著" and at - start > 1:
        score += _MISSPELT
    return score
