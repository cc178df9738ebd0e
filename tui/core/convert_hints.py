"""What OpenCC's phrases do not settle on the way to traditional: by neighbours, by default.

    simplified text, its conversion so far -> changes: place, traditional character

Three things, all read off the language and none off a sentence:

- ``PHRASES``: words that the dictionaries lack, or have in a form that Taiwan does not write.
- ``ALWAYS``: neighbours that outweigh every phrase (三只猫, 水干了).
- ``ALONE``: characters that stand in no phrase, by what is before and behind them; the first hint
  that fits counts, one without neighbours is the character's default. OpenCC's default is the
  rarer one for some (签 is 籤 there, 岩 is 巖).

A hint is ``before, after, character``: a pattern that ends at the character, one that begins
behind it. What is a person's name by jieba's dictionary keeps a surname's own form (余, 于, 范).
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from tui.core.glyphs import is_han
from tui.core.model import Span
from tui.core.patterns import Pattern
from tui.core.words import known

NUMBER = "一二三四五六七八九十百千万亿两几数0-9０-９"
_REACH = 10  # characters before and behind that a hint may look at
_OPENS = "(?:^|[，。；：、！？“「（《])"
_END = "(?=$|[，。；：！？、…”」』）])"
# Characters that write foreign names and little else; 里 between two of them is one more.
_FOREIGN = "尔斯克特奥德尼卡迪洛莱塔维诺埃亚伊菲蒂娜莎丝弗茨罗贝穆瓦巴玛莫勒戈贾阿耶基普亨哈凯"
_SURNAMES = {"余": "余", "于": "于", "范": "范", "钟": "鍾", "朴": "朴", "涂": "涂", "郁": "郁"}
# Those that mostly are something else, after 姓.
_CALLED = _SURNAMES | {one: one for one in "姜游岳曲谷后干卜"}
_CALL = Pattern("(?<![百同异])姓$")
_GIVEN = (
    "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛超霞桂刚英玉兰红梅志明华建国文斌辉鹏宇浩佳欣婷雪琳洁慧莹俊豪彬峰龙波亮瑞博轩程澜"
    "淑美雅惠珍怡君宏家宗荣德福祥雄春生东平林海燕云飞"
)
_KIN = (
    "[长次三幺]子|[儿妻孙孩]子|女儿|丈夫|[父母]亲|爸爸|妈妈|[哥姐弟妹][哥姐弟妹]|朋友|同学|同事|邻居|先生|老师|教授|医生"
    "|记者|作家|作者|诗人|画家|歌手|导演|演员|院士|律师|[校局经处科部县市省院队厂店会社组班团营连排村镇乡]长|经理|主任|书记|主席|总[统裁]"
)
_TITLES = (
    "先生|女士|小姐|太太|夫人|某(?![年月日天时个些种地处国一人])|氏|姓|老师|教授|医生|医师|博士|院士|律师|[校局经处科部县市省院队厂店会社组班团营连排村镇乡]长"
    "|经理|同学|导演|主任|书记|主席|总[统裁]|主编|编辑|师傅|警官|法官|老板|教练|秘书|干事|委员|议员|将军|同志"
)
_SPEAKS = "说|表示|指出|认为|告诉|介绍|回忆|坦言"

# What is sold or lies about dry.
_DRY = (
    "淀粉|辣椒|木[耳柴头]|海[带鲜参苔]|香[菇料]|[蘑草平]菇|花椒|酵母|[红黑]?枣|桂圆|龙眼|荔枝|虾|豆[腐角皮]|[笋菌竹]|粉[丝条]|米[粉线]"
    "|树[枝叶皮]|牛粪|稻草|麦秆|毛巾|抹布|手巾|泥|沙|冷|皮肤"
)

_WORDS = """
签证:簽證 签到:簽到 免签:免簽 拒签:拒簽 便签:便籤 签名:簽名 补签:補簽 续签:續簽 代签:代簽
直发:直髮 接发:接髮 红发:紅髮 棕发:棕髮 褐发:褐髮 乱发:亂髮 发冠:髮冠 发绺:髮綹 发小:髮小
一头秀发:一頭秀髮 满头白发:滿頭白髮 发胶:髮膠 发量:髮量 发尾:髮尾 发旋:髮旋 发箍:髮箍 木制:木製
铁制:鐵製 铜制:銅製 钢制:鋼製 石制:石製 竹制:竹製 纸制:紙製 皮制:皮製 布制:布製 银制:銀製
金制:金製 玉制:玉製 陶制:陶製 瓷制:瓷製 玻璃制:玻璃製 塑料制:塑料製 手制:手製 粗制:粗製 秘制:祕製
自制力:自制力 自制饼干:自製餅乾 试制:試製 烤制:烤製 炖制:燉製 卤制:滷製 腌制:醃製 烘制:烘製
熏制:燻製 蒸制:蒸製 煎制:煎製 煮制:煮製 晒制:曬製 窑制:窯製 印制:印製 录制:錄製 摄制:攝製
译制:譯製 刻制:刻製 细面:細麵 新面:新麵 白面:白麵 和面:和麵 揉面:揉麵 擀面:擀麵 磨面:磨麵
吃面:吃麵 煮面:煮麵 下面条:下麵條 快熟面:快熟麵 板面:板麵 空心面:空心麵 地瓜面:地瓜麵 面档:麵檔
面饼:麵餅 面筋:麵筋 面摊:麵攤 面坊:麵坊 面厂:麵廠 面糊:麵糊 面香:麵香 牛肉面:牛肉麵 阳春面:陽春麵
担担面:擔擔麵 刀削面:刀削麵 操作台:操作臺 服务台:服務臺 洗手台:洗手臺 工作台:工作臺 流理台:流理臺
料理台:料理臺 坐台:坐臺 吧台:吧臺 准入:准入 准生证:准生證 准格尔:准格爾 不准:不准 准予:准予
准尉:准尉 准妈妈:準媽媽 准新郎:準新郎 准新娘:準新娘 准爸爸:準爸爸 准备金:準備金 巨细胞:巨細胞
涂尔干:涂爾幹 干宝:干寶 北仑:北侖 阳谷:陽穀 谷城:穀城 谷神:谷神 布谷:布穀 水里:水裡 水里乡:水里鄉
水里镇:水里鎮 百里挑一:百裡挑一 稀里哗啦:稀里嘩啦 劈里啪啦:劈里啪啦 叽里咕噜:嘰里咕嚕
啰里啰嗦:囉里囉嗦 糊里糊涂:糊里糊塗 可可西里:可可西里 乔戈里:喬戈里 峇里:峇里 干俸:乾俸 干潮:乾潮
干叶:乾葉 豆腐干:豆腐乾 杏干:杏乾 鱼干:魚乾 笋干:筍乾 茶干:茶乾 芒果干:芒果乾 地瓜干:地瓜乾
水果干:水果乾 葡萄干:葡萄乾 牛肉干:牛肉乾 猪肉干:豬肉乾 肉干:肉乾 风干:風乾 沥干:瀝乾 拧干:擰乾
擦干:擦乾 吹干:吹乾 晾干:晾乾 烘干:烘乾 烤干:烤乾 晒干:曬乾 榨干:榨乾 吸干:吸乾 流干:流乾
哭干:哭乾 抽干:抽乾 喝干:喝乾 饮干:飲乾 熬干:熬乾 烧干:燒乾 放干:放乾 干透:乾透 干裂:乾裂
干涩:乾澀 干瘦:乾瘦 干笑:乾笑 干嚎:乾嚎 干呕:乾嘔 干等:乾等 干瞪:乾瞪 干坐:乾坐 未干:未乾
怒气冲冲:怒氣沖沖 气冲冲:氣沖沖 兴冲冲:興沖沖 胡同:胡同 当当网:當當網 胶卷:膠卷 游来游去:游來游去
游上岸:游上岸 游回:游回 游向:游向 游到:游到 游出:游出 游进:游進 仰游:仰游
克制:克制 面片:麵片 自制的:自製的 钟灵:鍾靈 冲账:沖賬 采桑子:采桑子 包干:包幹
面团:麵團 采石矶:采石磯
"""
# OpenCC's own glyphs; the regions' come afterwards.
_GLYPHS = str.maketrans("裡麵", "裏麪")
PHRASES = dict(pair.translate(_GLYPHS).split(":") for pair in _WORDS.split())

# The other way: words that OpenCC turns wrongly or not at all.
_SIMPLER_WORDS = """
文徵明:文徵明 乾符:乾符 乾祐:乾祐 乾寧:乾宁 乾封:乾封 乾統:乾统 乾化:乾化 乾貞:乾贞 乾州:乾州
乾象:乾象
規畫:规划 籌畫:筹划 策畫:策划 企畫:企划 謀畫:谋划 區畫:区划 藉著:借着
狼藉:狼藉 慰藉:慰藉 蘊藉:蕴藉 枕藉:枕藉 藉藉:藉藉 神祇:神祇 地祇:地祇 祇園:祇园
"""
SIMPLER = dict(pair.split(":") for pair in _SIMPLER_WORDS.split())
# Glyphs of Hong Kong and old prints that OpenCC's table leaves as they are, and one of Cantonese
# that it makes one which few fonts have.
_GLYPHS_LEFT = "牠敍枱粧糭衞衹痺簷汚濶戸旣曁淸靑鄕鬪鬭郞鑛隣飜餠髙𠮶甦"
LEFT = str.maketrans(_GLYPHS_LEFT, "它叙台妆粽卫只痹檐污阔户既暨清青乡斗斗郎矿邻翻饼高嗰苏")
_BORROWED = Pattern("(?<![狼慰蕴枕藉])藉(?!藉)")
_ONLY = Pattern("(?<![神地])祇(?![园陀洹])")


def simpler(text: str) -> str:
    """What OpenCC left of traditional in the simplified ``text``, put right; equally long."""
    return _ONLY.sub("只", _BORROWED.sub("借", text.translate(LEFT)))


Hint = tuple[str, str, str]

_ALWAYS: dict[str, tuple[Hint, ...]] = {
    "仑": (("(?<![加库北])", "", "崙"),),
    # To entrust a person with something, not to hold something up.
    "托": (("", "[我你您他她人谁]", "託"),),
    # To permit somebody; 準 is for what hits the mark.
    "准": (
        ("", "[我你您他她其]", "准"),
        ("(?<![瞄说拿看对吃算打投抓摸量测])不", "(?![确时点])", "准"),
    ),
    # A counted animal or one of a pair; not "only" before a verb.
    "只": (
        (f"[{NUMBER}每]只", "(?!有)", "隻"),
        (f"[{NUMBER}每]", "(?![是有能要会可想好得不为在被用需看因靠够剩占])", "隻"),
    ),
    # Inside the sea, unless miles are counted; and miles that are.
    "里": (
        (f"(?<![{NUMBER}])海", "", "裏"),
        (
            f"(?<![茶函总人次参系分奇偶岁倍])[{NUMBER}](?:[十百千万][多余来几]|[多余])?",
            "(?![面边头挑])",
            "里",
        ),
        ("", "长[了着满出大得起](?!解)|拉[着了出起进]", "裏"),
        ("[^，。；：！？“「乡邻故同]", "人", "裏"),
        (f"[{_FOREIGN}]", f"[{_FOREIGN}]", "里"),
    ),
    # Hair that is cut or dyed.
    "发": (("[理剪烫染][了过完个次]{1,2}", f"(?:{_END}|[就再的后时来去])", "髮"),),
    # A play; without one in sight, to go out.
    "出": (
        (f"[{NUMBER}这那每]", "[^，。！？；]{0,5}[戏剧]", "齣"),
        (f"[戏剧][^，。！？；]{{0,6}}[{NUMBER}]", _END, "齣"),
        ("一", "", "出"),
    ),
    # To sign, not to draw a lot.
    "签": (("", "[了过完好]?(?:字|名|约|合同|协议|订|署|收)", "簽"),),
    # So many and some more.
    "余": ((f"[{NUMBER}多]", "(?!$)", "餘"),),
    # A family.
    "于": (
        (f"(?:{_OPENS}|[在到])", "家(?:[大二三老小][少老爷哥姐弟儿子]|[兄父]|长[子女]|祖)", "于"),
    ),
    # People named so, before a given name that makes a word with it.
    "范": ((f"(?:{_KIN}|{_OPENS})", f"文[{_GIVEN}]", "范"),),
    # Things that dry.
    "干": (
        ("白", "[了过](?:[一半几这那么]|$)", "幹"),
        ("(?<![么都])(?:[太偏挺]|有点儿?|有些|比较|过于)", f"(?:[了的又]|{_END})", "乾"),
        ("又", f"又|{_END}", "乾"),
        (
            "[挤拧绞甩控沥擦抹揩拭吹晒晾烘烤焙榨吸抽排喝饮舔掏阴脱冻熬]",
            "(?![部活事线警群校劲流细扰预涉嘛吗什])",
            "乾",
        ),
        ("", f"(?:{_DRY})", "乾"),
        ("", "了[这那]?[一]?杯", "乾"),
        (
            "[水河泉井池湖溪血泪汗墨漆衣服裳巾嘴口舌唇喉咙皮肤发花草叶柴土地田饼肉菜粮酒源油]"
            "[都也就快要全早已还没未很太会必始方]{0,2}",
            f"(?:[了透掉涸枯]|得[冒发裂]|{_END})",
            "乾",
        ),
        ("[晒晾吹烘烤擦拧沥][^，。；]{0,7}[没未不快就全都半]", f"(?:[了透]|{_END})", "乾"),
    ),
    # To be sleepy, not to be trapped.
    "困": (
        ("[很太好真犯发又越不]", f"(?:[了得]|{_END})", "睏"),
        ("又", "又[累饿乏倦冷渴疲热]", "睏"),
        ("又[累饿乏倦冷渴疲热]又", "", "睏"),
        ("(?<!被)", "得[睁眼要直打头站不]|死了|意|劲", "睏"),
        (
            f"(?:{_OPENS}|[也都就早])?(?:[我你他她您]们?|大家|孩子|宝宝|人)[也都就早已又]{{0,2}}",
            f"了{_END}",
            "睏",
        ),
    ),
    # Wind blows, knives scrape.
    "刮": (
        ("", "(?:起|着|了|过)?[^，。；]{0,3}风", "颳"),
        ("风[又又也都还就]?", "[来起过着得了走倒跑]", "颳"),
    ),
}

_ALONE: dict[str, tuple[Hint, ...]] = {
    "签": (("[支抽求掣拈摇]", "", "籤"), ("", "", "簽")),
    "岩": (("", "", "岩"),),
    "范": (("", "", "范"),),
    "朴": (("", "[\u4e00-\u9fff]", "朴"),),
    "钟": (
        (f"(?:{_OPENS}|老|小|阿|在|到|是)", "家(?![具电])", "鍾"),
        (f"(?:{_KIN})", f"[{_GIVEN}]{{2}}", "鍾"),
        ("[给找请跟和与问对向是叫由见]", f"(?:{_TITLES})", "鍾"),
        (_OPENS, f"[\u4e00-\u9fff]{{0,2}}(?:{_TITLES}|{_SPEAKS})", "鍾"),
        ("", "", "鐘"),
    ),
    "余": (
        ("(?<![其剩多业残盈空富结有])", "家", "余"),
        (f"(?:{_OPENS})老", "", "余"),
        (f"(?:{_OPENS}|{_KIN})", f"[{_GIVEN}]{{2}}", "余"),
        ("", f"[\u4e00-\u9fff]{{0,2}}(?:{_TITLES})", "余"),
        (_OPENS, f"[\u4e00-\u9fff]{{0,2}}(?:{_SPEAKS})", "余"),
        (_OPENS, "[幼尝观闻独既乃亦虽固]", "余"),  # I
    ),
    "于": (
        (_OPENS, f"[\u4e00-\u9fff]{{0,2}}(?:{_TITLES})", "于"),
        (_OPENS, f"[{_GIVEN}]{{2}}(?:{_SPEAKS})", "于"),
    ),
    "面": (
        (
            "[碗斤袋包盘份锅勺磅吃煮和揉擀拌泡发汤筛调磨炒嗦捞粉]|一点|些|的细"
            "|[一两几半]把|[煮擀拌炒泡]的",
            "(?![前对向临孔部貌积子具目容相上下色皮庞])",
            "麪",
        ),
    ),
    "冲": (
        ("[水洪浪潮雨]", "", "沖"),
        ("", "[去走掉洗刷淡泡茶澡凉垮毁水]|[进入][^，。；]{0,2}[水杯壶碗]", "沖"),
    ),
    "划": (("", "[向桨船水艇]|到[对岸河湖]", "划"),),
    "谷": (("[筛打晒收种舂碾粮囤积]", "", "穀"),),
    "舍": (("[不难割取施忍]", "", "捨"), ("", "[了命己身去掉其弃下得]", "捨")),
    "游": (
        ("[鱼鸭鹅][^，。；]{0,6}|[泳水船]|[水海河湖池塘江][里中面上]", "", "游"),
        ("", "[泳过水得累了不完着]", "游"),
    ),
    "制": (("[国省厂木铁铜钢石竹陶瓷银玉骨皮布纸草藤]", "的|$", "製"),),
    "赞": (("", "", "讚"),),
    "喂": (("", _END, "喂"), ("", "[\u4e00-\u9fff]", "餵")),
    "松": (
        ("[太很放宽轻蓬稍略渐一]|得", "", "鬆"),
        ("", "[了开手口脱懈软绑动弛]|一[口下]", "鬆"),
    ),
    "卷": (("", "[起走入进成着住曲缩得]", "捲"),),
    "系": (("", "[着上住在好紧]", "繫"), ("[维联心情身牵]", "", "繫")),
    "表": (
        ("[块只枚手腕怀钟秒]|[修戴拆][过了着好]?的?", "", "錶"),
        ("", "进了?水|停了|走得|没电|不走|[摘戴][下上着]|[快慢]了", "錶"),
    ),
    "咸": (
        ("[太很又偏微不带有点的]", "", "鹹"),
        ("", "[味水菜鱼肉蛋淡的了地土]", "鹹"),
        ("", "", "咸"),
    ),
    "姜": ((f"[生老嫩葱片块切]|[{NUMBER}半][斤两]", "", "薑"), ("", "[汁茶片丝末糖汤黄]", "薑")),
    "尽": (("", "[快早速量先可]", "儘"),),
}


@cache
def _compiled(
    hints: tuple[Hint, ...],
) -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    return tuple((re.compile(f"(?:{b})$"), re.compile(a), new) for b, a, new in hints)


_DOUBTFUL = Pattern(f"[{''.join(_ALWAYS.keys() | _ALONE.keys() | _SURNAMES.keys())}]")


def changes(text: str, key_at: Callable[[int], Span]) -> Iterator[tuple[int, str]]:
    """The characters of the simplified ``text`` that should become something else.

    Args:
        text: the text.
        key_at: the phrase by which the character at a place converts, or it alone.
    """
    for found in _DOUBTFUL.finditer(text):
        new, _ = hinted(text, found.start(), key_at)
        if new:
            yield found.start(), new


def hinted(text: str, at: int, key_at: Callable[[int], Span]) -> tuple[str, bool]:
    """What the hints make of the character ``at``, and whether its neighbours say so.

    Returns:
        Nothing if no hint fits; and False if only the character's default speaks.
    """
    character = text[at]
    if character in _CALLED and _CALL.search(text, max(0, at - 2), at):
        return _CALLED[character], True
    found = _first(text, at, _ALWAYS.get(character, ()))
    if found[0] or len(key_at(at)) > 1:
        return found
    name = _surname(text, at)
    return (name, True) if name else _first(text, at, _ALONE.get(character, ()))


def _first(text: str, at: int, hints: tuple[Hint, ...]) -> tuple[str, bool]:
    """What the first hint that fits makes of the character ``at``."""
    if hints:
        before, after = text[max(0, at - _REACH) : at], text[at + 1 : at + 1 + _REACH]
        for left, right, new in _compiled(hints):
            if right.match(after) and left.search(before):
                return new, bool(right.pattern or left.pattern != "(?:)$")
    return "", False


def _surname(text: str, at: int) -> str:
    """The form of the surname ``at`` if a person's name in jieba's dictionary begins there."""
    form = _SURNAMES.get(text[at], "")
    if form:
        found = known(text[at : at + 3])  # of two characters many are words
        if found and found[1] == "nr" and not (form == "于" and at and is_han(text[at - 1])):
            return form
    return ""
