"""What the parts, buttons and tools of a page are called: a line -> whether it is but such names.

Text here is folded by `glyphs.fold`. A name is a run of Chinese characters or of letters;
numbers, what they count and signs do not matter. A single name is ordinary: alone in a line
it is a button only if no subhead is called so, or behind the text.

The words are those seen on pages of news, magazines, forums, blogs and authorities in all
regions. A button is also what is made of a verb and its object: 收藏本文, 我要留言.
"""

from tui.core.patterns import Pattern

SITE_LIMIT = 10  # characters of a site's name
FEW, MOSTLY = 4, 3  # known names in a line of buttons, of which one in three may be unknown
LONG = 4  # characters; a longer known name fills a line alone

_NAME = Pattern(r"[\u4e00-\u9fff]+|[a-z]+")
_SIGN = Pattern(r"[+|>»/·←→【】\[\]]|\s\d|\(\d")
_COUNT = Pattern(
    r"\d[\d.,:]*\s?(?:[万千亿]?\+?\s?(?:人次|[kmg]b|kbps|[人条个则次篇秒分元楼张天页字万千亿k]))?"
)
_SITE = Pattern(r"(?:[网报刊台]|杂志|新闻|首页|头条|时报|在线|博客|论坛)$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORDS = _words(
    """
    首页 网站首页 主页 正文 国内 国际 财经 体育 娱乐 图片 专题 本地 视频 新闻 即时 热点 社会
    民生 时政 科技 文化 教育 健康 要闻 汽车 房产 旅游 时尚 资讯 生活 军事 历史 游戏 数码 地方
    港闻 两岸 中国 国际新闻 国内新闻 社会新闻 全国 副刊 观点 理财 股市 美食 女性 母婴 政治
    影视 影音 直播 理论 党建 法治 天气 频道 热点栏目 自选股 数据中心 行情中心 资金流向
    模拟交易 专享直播 新闻中心 专题报道 网上书店 全球 产经 房市 澳闻 社团 综艺 东南亚 马新
    星洲 社论 评论 专栏 图集 相集 组图 播客 重温 节目表 黄页 分类广告 租房 招聘 求职 租屋
    电子版 电子报 今日报纸 版面 报纸 pdf 党建园地 办事指南 政策文件 领导信箱 互动交流 专题专栏
    政务公开 政务服务 长者助手 长辈版 适老版 政务微信 政务微博 站点地图 网站地图 网站支持 ipv
    最新消息 新闻稿 快讯 头条 热榜 排行 排行榜 热搜 会员中心 个人中心 赞 踩 顶 收藏 分享 转发
    举报 反馈 打赏 关注 追踪 点赞 投诉 纠错 打印 列印 电邮 转寄 电邮转寄 新闻点评 字级
    字级小中大特 字号 字体 大 中 小 特 特大 默认 放大 缩小 朗读 听新闻 收听 雅黑 背景色
    选择背景颜色 选择字体 羊皮纸 护眼绿 杏仁黄 秋叶褐 胭脂红 夜间模式 护眼 行距 字体大小
    字级设定 字级大小 上一版 下一版 上一篇 下一篇 上一页 下一页 前一页 后一页 上一章 下一章
    版面概览 版面导航 标题导航 目录 返回 返回顶部 顶部 末页 尾页 跳转 回上一页 回顶端 回顶部
    回页顶 页首 返回栏目 返回列表 返回首页 回首页 导航 关于我们 联络我们 联系我们 联系 联络
    本会简介 广告查询 广告合作 广告刊登 广告服务 责任声明及私隐政策 免责声明 私隐政策 隐私政策
    使用条款 服务条款 网站声明 网站律师 法律声明 法律顾问 版权声明 版权告示 征稿启事 投稿须知
    网上广告查询 友情链接 呼叫中心 诚聘英才 客服中心 常见问题 帮助中心 意见反馈 投诉建议
    网上举报 责编邮箱 登录 注册 登入 登出 会员登入 会员登录 免费注册 立即注册 游客 欢迎您 请先
    加入会员 购物车 订购 赠阅此文 微信 微博 空间 朋友圈 line facebook twitter x qq email
    telegram fb ig whatsapp youtube instagram wechat weibo threads plurk google news print
    share this reply tweet pin linkedin 微信支付 支付宝 抖音 快手 小红书 脸书 推特 了解详情
    查看详情 详情 广告 更多 展开 收起 阅读 浏览 人气 次 条 人 共 发言 我要发言 跟帖 条评论
    条留言 登录后方可发言 评论登录后方可发言 热门 最新 推荐 讨论 留言 回应 回响 订阅 会员
    客户端 下载 复制链接 复制 链接 打开 关闭 窗口 本页 全文 搜索 搜寻 高级搜索 进阶搜寻
    站内搜索 站内搜寻 请输入关键词 请输入关键字 语音 只看该作者 只看楼主 倒序浏览 正序浏览
    阅读模式 楼主 层主 参与人数 金币 回复 发表回复 您需要登录后才可以回帖 小黑屋 手机版 电脑版
    触屏版 本版积分规则 夜间 模式 在看 已赞 已关注 点分享 点收藏 点点赞 点在看 网友评论 全屏
    静音 播放 暂停 倍速 换一换 我知道了 听全文 听文章 使用道具 app 语音播报 收听本文 相簿
    部落格 友善列印 转寄友人 转寄至留言板 e mail 赞好 保存到博客 保存到相册 手机看新闻 顶一下
    踩一下 收藏本页 贷款计算器 理财计算器 个税计算器 询底价 二手车报价 追踪我们 关注我们
    设为首页 加入收藏 打印本页 列印本页 复制连结 无障碍 无障碍浏览 选单 ai 来源筛选 筛选 排序
    发文 推文 回文 检举 看板 快速回复 发新帖 高级模式 color image link quote 发短消息 加为好友
    发消息 精华 签到天数 该用户从未签到 初来乍到 lv 匿名发表 匿名 提交 还可以输入 个字
    下载附件 下载次数 上传 附件 点阅次数 点阅数 点阅 热门点阅 看全部排行 超赞 超瞎 play video
    目前时间 载入更多 加载更多 切换至简体版 切换至繁体版 返回桌面版 简体版 繁体版 简体 繁体
    繁体中文 简体中文 en eng english bm 华文 葡文 português top back to home next prev
    previous older newer posts about us contact privacy terms sitemap loading menu search
    login register subscribe comments comment 投票已结束 文章标签 引用 标签 跟贴 参与互动 查看
    小字 中字 大字 全部楼层 显示全部楼层 电梯直达 楼主热帖 发帖 回帖 送出 悄悄话 回应文章
    来源链接 rss 导览 网站导览 支持 反对 回复可见 较旧的文章 较新的文章 设定 设置
    取消回复 读者留言板 留言板 我要推荐 我要打赏
    """
)
"""What the parts of a page are called: several of them in a line, and nothing else."""

_ENGLISH = _words(
    """
    a about add ads all also and app archive archives are article articles audio back be by
    cancel categories category click close closed comment comments contact content continue
    cookies copy download edit email error facebook faq feed filed first follow for found from
    help here hide home in instagram install is join latest leave like likes link listen live
    load loading login logout mail may menu min mins more mute my newer news newsletter next
    not now of off older on open or page pages pause play policy popular post posts previous
    print privacy read reading recent recommended register related reload reply report retry
    rights reserved rss save search see send service settings share shares show sign skip
    sponsored stories story subscribe subscribed terms thanks the this to top trending try
    tweet twitter under up us use video videos view views watch with write you your youtube
    """
)
"""What English buttons are made of: a line of such words alone."""

_COUNTERS = (
    "浏览",
    "阅读",
    "点阅",
    "点击",
    "访客",
    "访问",
    "参观",
    "文章浏览",
    "总浏览",
    "总访问",
    "累积人气",
)
_COUNTED = ("数", "量", "人次", "人气")

_SECTIONS = _words(
    """
    着作权声明 隐私权政策 智慧财产权 读者服务专线 握手 世界 财富 大马 沙发 板凳 地板 高兴 伤心
    惊讶 喜欢 感动 愤怒 搞笑 难过 新奇 有趣 温馨 无聊 路过 雷人 实用 运动 宠物 环球 节目 活动
    书店 商城 语言 标题 积分 帖子 威望 简介 或 参与 名片 简 繁 中文 英文版 中文版 黑体 宋体
    楷体 地产 楼市 二手 b o 原创 人物 职人 股票 基金 期货 外汇 公司新闻 新加坡 言论 杂志 期刊
    论坛 社区
    """
)
"""More of them: in an article, ordinary words; above it, names of what the page has."""

_TOOLS = _words(
    """
    欢迎关注 follow tweet print share 数字报 语音播报 搜寻 搜索 菜单 menu 切换导航 rss 导航
    选单 登入 分享 收藏 评论 留言 字号 字体 字级 打印 原创 朗读 听新闻 收听 听全文 收听本文
    收听文章 语音播放 复制连结 赞好 主选单 听文章 本文听读 已关注 手机版 夜间模式 扫码阅读
    倍速 来源筛选 无障碍浏览 赠阅此文
    """
)
"""Those that fill a line alone between title and text."""

_BADGES = _words(
    """
    订户专享 订户独享 订阅者专享 会员专享 会员独享 会员限定 付费会员 付费阅读 付费文章
    限时免费 独家 独家报道 原创 置顶 精华 推荐 突发 直播
    """
)
"""What a page sets above a title: who may read it, and that it is worth it."""

_BUTTONS = _words(
    """
    按日期检索 来源链接 订户登入 免费试读 加入收藏夹 查看原图 pdf版 进入论坛 电梯直达 楼主热帖
    在线客服 咨询客服 加入购物车 独家视频 视频推荐 推荐视频 发布评论 参与互动 复制 保存图片
    下载高清图 语音播报 app下载 下载pdf 我来说两句 分享 收藏 打印 列印 举报 转发 点赞 登录
    注册 回复 发表回复 小额赞助 赞助 放大图片 查看大图 订阅 追踪 关注 返回 展开 收起 复制链接
    检举 回报错误 打赏作者 喜欢作者 写留言 写评论 收录于话题 人划线 预览时标签不可点 设为首页
    加入收藏 无障碍浏览 字级设定 放大字体 缩小字体 会员登入 转寄友人 转寄朋友 赞好专页
    全屏播放 扫码进群 扫码阅读 投诉建议 返回栏目 手机版 夜间模式 我要纠错 睇片 看图轮播
    下一张相 下一张图 载入更多 返回列表 站内搜寻 站内搜索 发表回响 回页顶 已关注 发消息
    切换线路 网站导航
    """
)
"""Those that fill a line alone and are no subhead."""

_LAST = _words(
    """
    悄悄话 送出 回应文章 最近文章 文章分类 每月文章 近期留言 汇整 热门标签 阅读排行 文章导航
    unsubscribe rss 沙发 板凳 喜欢 侵删 图源网络 文责自负 侵权必究 侵权必删 侵删致歉 积分 简介
    标题 参与
    """
)
"""Those that fill a line alone behind the text."""

_VERBS = _words(
    """
    按赞 点赞 打印 列印 收藏 转寄 分享 转发 转贴 复制 下载 关闭 返回 回到 回 查看 检视 显示
    隐藏 展开 收起 发表 发布 提交 加载 载入 登录 登入 注册 订阅 订购 关注 追踪 推荐 举报 检举
    纠错 评论 留言 回复 引用 播放 暂停 朗读 收听 聆听 听 放大 缩小 切换 设为 加入 搜索 搜寻
    发送 传送 传送给 传给 寄给 转寄给 赠阅 加为 保存 打赏 我要 立即 一键 语音 快速 在线 免费
    切换至 切换为 切换到 加入我的 分享给 分享到 转发到 转发给 推荐给 发给
    """
)
_OBJECTS = _words(
    """
    本页 本文 本篇 文章 全文 原文 此文 此页 页面 网页 栏目 列表 首页 顶部 页首 页顶 顶端 目录
    朋友 好友 友人 作者 我们 链接 连结 书签 最爱 星标 更多 评论 留言 回复 回应 回响 视窗
    二维码 图片 大图 字体 字号 夜间模式 订阅 登录 登入 注册 纠错 打赏 推荐 举报 检举 分享 收藏
    投稿 提问 朗读 播放 下载 发言 订购 购买 报名 申请 开通 体验 搜索 搜寻 简体版 繁体版 电脑版
    桌面版 手机版 客户端 进群 群聊 代码 会员 私信 短消息 爆料 报料 反馈 点评 转发 打印 列印
    关注 追踪
    """
)
_PARTS = ("首页", "客户端", "头条", "快讯", "频道", "资讯")
_HABITS = _words(
    """
    免费下载 免费体验 免费报名 听作者 听朋友 加入我们 加入会员
    """
)


def is_button(name: str) -> bool:
    """Whether a name is a button's, alone as well.

    >>> is_button("收藏本文"), is_button("收藏家")
    (True, False)
    """
    if name in _BUTTONS:
        return True
    parts = ((name[:at], name[at:]) for at in range(1, min(len(name), LONG) + 1))
    return name not in _HABITS and any(
        verb in _VERBS and (what in _OBJECTS or what in _BUTTONS) for verb, what in parts
    )


def is_part(name: str) -> bool:
    """Whether it is what a part of a page is called, seen above an article."""
    return name in _WORDS or name in _SECTIONS or name.endswith(_PARTS)


def is_badge(folded: str) -> bool:
    """Whether a line above the title is a badge or the name of a section."""
    name = folded.strip(" ▼▶+|")
    return name in _BADGES or name in _TOOLS or is_button(name) or is_part(name)


def _names(folded: str) -> list[str]:
    return _NAME.findall(_COUNT.sub(" ", folded).replace("覆", "复"))


def is_buttons(folded: str, *, below: bool = False) -> bool:
    """Whether a line is nothing but names of buttons and sections, with numbers and signs.

    Args:
        folded: the line.
        below: it stands behind the text, where a known name alone is a button as well.
    """
    if folded.endswith("。"):
        return False
    names = _names(folded)
    if len(names) > 1 and all(name in _ENGLISH for name in names):
        return folded[-1] not in ".!?" and len(set(names)) > 1
    if len(names) == 1:
        return _is_one(names[0], folded, below and ":" not in folded)
    known = sum(name in _WORDS or is_button(name) for name in names)
    if known == len(names):
        return known > 1
    known += sum(name not in _WORDS and is_part(name) for name in names)
    return known >= FEW and MOSTLY * (len(names) - known) <= len(names)


def _is_one(name: str, folded: str, below: bool) -> bool:
    """Whether a line with a single name is a button, or counts who has seen the page."""
    is_signed = _SIGN.search(folded) is not None
    if is_button(name) and (is_signed or name == folded.strip(" +[]()【】|>※↑↓▼")):
        return True
    if name.startswith(_COUNTERS) and name.endswith(_COUNTED):
        return any(map(str.isdigit, folded))
    is_long = len(name) > LONG or (is_signed and not name.isascii())
    return (name in _WORDS and (below or is_long)) or (below and name in _LAST)


def is_menu(folded: str, *, alone: bool) -> bool:
    """Whether a line above the text is nothing but names of what a page has.

    ``alone``: a single name is enough.
    """
    if folded[:1] in '"“「『':
        return False
    names = _NAME.findall(folded)
    if len(names) == 1:
        return alone and (names[0] in _TOOLS or names[0].endswith("客户端"))
    return bool(names) and all(map(is_part, names))


def is_sections(folded: str) -> bool:
    """Whether a line is a site's name and its sections, at least half of them known."""
    if any(map(str.isdigit, folded)):
        return False
    site, *names = _NAME.findall(folded) or [""]
    known = sum(map(is_part, names))
    is_known = len(names) > 1 and known > 0 and 2 * known >= len(names)
    is_short = all(len(name) < SITE_LIMIT for name in (site, *names))
    return is_known and is_short and is_site(site)


def is_site(name: str) -> bool:
    """Whether a name ends as the name of a site does."""
    return _SITE.search(name) is not None
