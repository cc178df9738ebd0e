import pytest

from tui.core.model import Role
from tui.core.pipeline import article_from_text

BODY = "山上的雪化了，溪水漲了半尺，村口的木橋又被沖走了一塊板，人們只好繞到下游去。"
END = "等到橋修好，已經是第二年的春天，來修橋的人也換了一批，只有工頭還是原來那個。"


def roles(*lines: str, markdown: bool = False) -> list[str]:
    article = article_from_text("\n\n".join(lines), "x", markdown=markdown)
    verdicts = [article.verdict(n) for n in range(len(article))]
    return [f"{v.role}{' -' if v.folded else ''}" for v in verdicts]


def role_at_end(line: str) -> str:
    return roles("木橋", BODY, BODY + "又一年。", END, line)[-1]


def role_inside(line: str) -> str:
    return roles("木橋", BODY, line, END, BODY + "又一年。")[2]


@pytest.mark.parametrize(
    "line",
    [
        "返回搜狐，查看更多",
        "點擊展開全文",
        "我是廣告 請繼續往下閱讀",
        "分享到微信",
        "掃一掃關注公眾號",
        "上一篇：山上的雪",
        "標籤：木橋",
        "******",
        "<br/><br/>",
        "x0dx0a",
        "字號 大 中 小",
        "字級 A A A",
        "T大 T小",
        "收聽：正常 慢速",
        "收聽全文 · 約6分鐘",
        "友善列印 轉寄友人 字型大小：小 中 大",
        "點閱數：1,204",
        ":::",
        "▲top",
        "A- A A+",
        "瀏覽數 1,234",
        "12.3萬 閱讀",
        "0 則留言",
        "累積人氣：1,204",
        "聽新聞 3分12秒",
        "本文共 1234 字，閱讀需 3 分鐘",
        "回到頂端",
        "您好，請登錄",
        "歡迎訪問清溪網",
        "設為首頁 | 加入收藏",
        "在 Google 新聞上追蹤我們",
        "Recommended by Outbrain",
        "預覽時標籤不可點",
        "上一期 下一期 全部文章",
        "文章標籤 木橋 老街",
        "個人分類：木橋",
        "此分類上一篇：修鐘的人",
        "全站熱搜",
        "創作者 橋邊人 的頭像",
        "橋邊人 發表在 清溪邦 留言 3．人氣 582",
        "如果你喜歡這篇文章，請考慮訂閱《清溪》",
        "請選擇您喜歡的分享方式",
        "加入 LINE 好友",
        "首頁 新聞 體育 娛樂",
        "分享 收藏 打印 舉報 某某",
        "微信 3",
        "相關閱讀",
        "【限時福利】加客服領取萬元大禮包！",
    ],
)
def test_junk_shows_by_its_form(line: str) -> None:
    assert role_inside(line) == "junk -"


@pytest.mark.parametrize(("button", "word"), [("分享", "分手"), ("舉報", "捷報")])
def test_the_name_of_a_button_is_one_even_alone(button: str, word: str) -> None:
    assert role_inside(button) == "junk -"
    assert role_inside(word) == "body"
    assert role_inside(f"{button}是他每天的事。") == "body"


def test_a_sentence_bids_to_use_the_page_or_is_the_authors() -> None:
    assert role_inside("掃描下方二維碼，看看今天的雪。") == "junk -"
    assert role_inside("請點擊查看原文，看看今天的雪。") == "junk -"
    assert role_inside("喜歡這篇的人不多。") == "body"
    assert role_inside("館員點擊查看全文，二維碼才出現。") == "body"


@pytest.mark.parametrize(
    "line",
    [
        "下一期寫什麼，他還沒有想好",
        "Let me tell you (again)",
        "Let x = the bridge (as before)",
        "請選擇最好的分享方式：",
        "Windows (the window manager)",
        "歷史",
        "Top",
        "A A A",
        "讀書時間約五分鐘",
        "請登錄的人排隊",
        "歡迎訪問這條老街",
        "回到頂端的人",
        "留言三則",
        "「點擊展開全文」是他最恨的六個字。",
        "他點擊查看更多，什麼也沒有。",
        "返回首頁的那條路，誰也不記得。",
        "新聞",
        "橋頭",
        "橋 " * 25 + "橋",
        "木橋" * 32,
        "《分享到明天》",
        "分享的人多了，收藏的人也多了，打印店卻關了門，老闆搬到鎮上去，說這裏的生意不好做了，往後再說。",
        "免費的早飯，他只領取過一次。",
    ],
)
def test_what_only_names_such_things_stays(line: str) -> None:
    assert role_inside(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "本網站所有內容版權歸本站所有，未經授權不得轉載。",
        "免責聲明：本文僅代表作者個人觀點，與本站無關。",
        "某ICP備00000000號",
        "◎清溪電視提醒您：喝酒不開車，開車不喝酒。",
        "☆飲酒過量 有害健康 禁止酒駕☆",
        "特別提醒：投資有風險，入市需謹慎。",
        "轉載請註明出處",
        "清溪文化事業有限公司　讀者服務專線：00-5550-3388（週一至週五 9:30-17:30，"
        "午休及國定假日除外）　劃撥帳號：50999999",
    ],
)
def test_a_footer_speaks_of_its_page_at_the_end(line: str) -> None:
    assert role_at_end(line) == "footer -"
    assert role_inside(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "更正：本報昨日所載橋名有誤，謹此致歉。",
        "他說：「本站的水不能喝。」",
        "版權的事，誰也說不清楚。",
        "本站到了，人都下了車。",
        "喝酒不開車，開車不喝酒。",
        "他從此知道，投資有風險，入市需謹慎。",
        "總機：(00)555-016",
        "清溪大旅店 地址：清溪鎮中正路一百號，在郵局和河堤之間 電話：(00)555-016 "
        "房價：八百元起，旺季另計，附早點一份",
        "山上的雪化了，" * 90,
    ],
)
def test_a_last_paragraph_that_is_no_footer_stays(line: str) -> None:
    assert role_at_end(line) == "body"


def test_what_stands_in_a_footer_goes_with_it() -> None:
    lines = ["本網站所有內容版權歸本站所有，未經授權不得轉載。", "本站各頻道"]
    assert roles("木橋", BODY, END, lines[1], lines[0])[-2:] == ["footer -", "footer -"]
    assert roles("木橋", BODY, END, lines[0], END + "完。")[3] == "body"
    short = ["山上的雪", "村口的橋", "下游的路"]
    assert roles("木橋", BODY, END, lines[0], *short)[3] == "footer -"
    assert roles("木橋", BODY, END, lines[0], *short, "河邊的燈")[3] == "footer -"
    assert roles("木橋", "雪化了", "水漲了", lines[0], *short, "河邊的燈")[3] == "body"


def test_an_address_goes_with_the_footer_it_stands_in() -> None:
    contact = (
        "清溪管理處 地址：356清溪鎮中正路100號 總機：(00)555-016 服務時間：週一至週五08:00-17:00"
    )
    rights = "本網站所有內容版權歸本站所有，未經授權不得轉載。"
    assert roles("木橋", BODY, END, contact, rights)[3:] == ["footer -"] * 2
    assert role_at_end(contact) == "body"


def test_an_article_about_rights_may_end_in_its_own_words() -> None:
    about = [f"版權歸誰所有，轉載要不要授權，第{n}次開會也沒有說清楚。" for n in "一二三四五"]
    last = "沒有授權的轉載，版權人可以追究本網的責任。"
    assert roles("版權", *about, last)[-1] == "body"
    house = "本網站聲明：文章版權歸本網所有，未經授權不得轉載，聯繫電話0000，違者必究。"
    assert roles("版權", *about, house)[-1] == "footer -"
    fixed = "更正：昨日本報所載橋名有誤。"
    assert roles("木橋", fixed, BODY, END, "本報版權部接受來信。")[-1] == "body"


@pytest.mark.parametrize("line", ["責任編輯：王某", "（編輯：王某 校對：李某）", "來源：南河日報"])
def test_credit_lines_at_the_end_are_kept(line: str) -> None:
    assert role_at_end(line) == "credit"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("覺得不錯就點個在看吧", "junk -"),
        ("歡迎訂閱我們的電子報", "junk -"),
        ("歡迎大家到橋上走走", "body"),
        ("歡迎訂閱我們的電子報。", "body"),
    ],
)
def test_a_prompt_has_a_verb_and_a_thing_to_follow(line: str, role: str) -> None:
    assert role_at_end(line) == role


def test_title_and_byline_stand_at_the_top() -> None:
    top = ["首頁 > 新聞", "木橋又斷了", "2024-03-05 來源：南河日報", "記者 王某 報道", BODY, END]
    assert roles(*top) == ["junk -", "title", "byline", "byline", "body", "body"]


@pytest.mark.parametrize("line", ["山上的雪化了。", "2024年3月5日", "來源：南河日報", "長" * 60])
def test_a_first_line_that_is_no_title(line: str) -> None:
    assert roles(line, BODY, END)[0] != "title"


def test_a_caption_among_the_lines_at_the_end_stays_one() -> None:
    found = roles("木橋", BODY, END, "村口的木橋（記者王某攝）", "某ICP備00000000號")
    assert found[3:] == ["caption", "footer -"]


def test_one_paragraph_alone_is_body() -> None:
    assert roles("木橋") == ["body"]
    assert roles("***") == ["junk -"]
    assert roles() == []


def test_the_title_again_is_folded() -> None:
    title = "木橋又斷了"
    assert roles(title, title, BODY, END)[1] == "title -"
    far = [title, *[f"{BODY}{n}。" for n in range(7)], title, END]
    assert roles(*far)[8] == "body"
    twice = [title, *[f"{BODY}{n}。" for n in range(7)]]
    assert roles(*twice, *twice)[8:] == ["title -", *["body -"] * 7]


def test_a_last_sentence_about_the_words_of_rights_stays() -> None:
    last = "版權歸作者所有，這句話沒有人反對；轉載請注明出處，這句話沒有人遵守。"
    assert roles("聲明", BODY, BODY + "又一年。", last)[3] == "body"
    assert roles("聲明", BODY, BODY + "又一年。", last.replace("這句話", ""))[3] == "footer -"


def test_what_someone_cites_of_a_page_stays() -> None:
    for cited in ("點擊下載APP，閱讀全文。", "我是廣告，請繼續往下閱讀。"):
        assert roles("網頁", BODY, f"打開它，先跳出一行字：「{cited}」", END)[2] == "body"
        assert roles("網頁", BODY, cited, END)[2] == "junk -"


def test_a_footer_that_the_sentence_above_cites_stays() -> None:
    footer = "本站所有文章均為原創，未經許可，不得轉載。聯繫郵箱：mu@qiao.example。"
    assert roles("寫聲明", BODY, BODY + "又一年。", "最後放在一起，就是：", footer)[4] == "body"
    for above in ("聲明：", "如有疑問，請聯繫本站：", "走過木橋，就是家。"):
        assert roles("寫聲明", BODY, BODY + "又一年。", above, footer)[4] == "footer -"


def test_a_first_line_that_comes_again_in_verse_or_dialogue_is_no_title_again() -> None:
    verse = ["船兒搖啊搖", "搖到河那邊", "船兒搖啊搖", "河邊有人家"]
    assert roles(*verse)[2] == "body"
    asked = "問：您為什麼寫作？"
    assert roles(asked, "答：因為睡不着。", asked, "答：還是睡不着。")[2] == "body"
    assert roles(asked, BODY, asked, BODY + "又一年。", END)[2] == "body"
    assert roles(asked, asked, BODY, BODY + "又一年。", END)[1] == "title -"


PROSE = BODY, BODY + "又一年。", END


@pytest.mark.parametrize(
    "line",
    [
        "網站首頁 | 新聞中心 | 專題報道",
        "清溪日報 即時 > 地方",
        "清溪月刊 | 人物 | 職人",
        "財經首頁 股票 基金 期貨 > 公司新聞",
        "清溪網",
    ],
)
def test_menus_and_the_name_of_the_site_stand_above_the_title(line: str) -> None:
    end = "清溪網官方微博：@清溪網"
    assert roles(line, "木橋又斷了", *PROSE, end)[:3] == ["junk -", "title", "body"]
    assert roles("木橋又斷了", PROSE[0], "河", PROSE[1])[0] == "title"


@pytest.mark.parametrize(
    "line",
    [
        "人物 | 林小山 | 船工",
        "最後一期校報",
        "一個縣的地方網",
        "山 水 人 家",
        "清溪報 2024",
        "歷史",
    ],
)
def test_a_title_like_a_menu_stays_one(line: str) -> None:
    assert roles(line, "守橋人的一個冬天", *PROSE, "標籤：最後一期校報")[0] == "title"
    assert roles(line, *PROSE)[0] == "title"


@pytest.mark.parametrize("line", ["朗讀", "▶ 收聽文章", "原創", "清溪社客戶端", "追蹤 Google News"])
def test_buttons_stand_between_title_and_text(line: str) -> None:
    assert roles("木橋又斷了", line, *PROSE)[1] == "junk -"
    assert roles("木橋又斷了", PROSE[0], line, *PROSE[1:])[2] in ("body", "junk -")


def test_a_subhead_between_title_and_text_is_no_button() -> None:
    assert roles("木橋又斷了", "歷史", *PROSE)[1] == "body"


def test_the_name_of_a_blog_has_its_motto_between_the_lines_of_the_page() -> None:
    top = ["跳到主文", "橋邊人 日子慢慢走", "相簿 部落格 留言 名片"]
    title, end = "[遊記] 坐船去看海", "創作者 橋邊人 的頭像"
    date = "Mar 03 Sun 2019 21:15"
    found = roles(*top, date, title, *PROSE, end)
    assert found[:6] == ["junk -"] * 3 + ["byline", "title", "body"]
    assert roles(*top, title, *PROSE)[1] == "title"
    assert roles(*top, "守燈塔的人", *PROSE, "作者：橋邊人")[1] == "title"
    assert roles(top[1], title, *PROSE, end)[0] == "title"


SCRIPTS = [
    '$(function(){ $(".slide").slide({mainCell:".bd ul",autoPlay:true}); });',
    "googletag.cmd.push(function() { googletag.display('div-0'); });",
    "(adsbygoogle = window.adsbygoogle || []).push({});",
    "document.write(unescape('%3Cscript src=/count.js%3E%3C/script%3E'));",
    'var page = {"appid":"1580000","title":""};',
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_program_is_junk_where_the_article_speaks_of_none(script: str) -> None:
    assert role_inside(script) == "junk -"
    about = "這段腳本放在頁尾，讀者打開時才會執行，所以出錯也要等到那時才看得見。"
    assert roles("木橋", BODY, script, END, about)[2] == "body"


def test_a_byline_of_text_and_pictures_is_no_caption() -> None:
    for line in (
        "文：王某　圖：李某　2019年12月",
        "圖．文／王某　2018年11月號",
        "採錄：清溪文藝協會",
    ):
        assert roles("木橋又斷了", line, *PROSE)[1] == "byline"


def test_speech_near_the_top_is_no_byline() -> None:
    assert roles("木橋", "「記者 王某」一文", BODY, END)[1] == "body"
    assert roles("木橋", BODY, END, "記者 王某")[3] != "byline"


def test_a_caption_is_known_by_its_credit_or_sign() -> None:
    assert role_inside("▲村口的木橋") == "caption"
    assert role_inside("村口的木橋（記者王某攝）") == "caption"
    assert role_inside("村口的木橋") == "body"
    assert (
        roles("木橋", BODY, "村口的木橋", "（記者王某攝）", BODY + "完。", END)[2:4]
        == ["caption"] * 2
    )


def test_a_repeated_caption_makes_its_first_copy_a_caption() -> None:
    plain, credited = "村口的木橋又被沖走了一塊板。", "村口的木橋又被沖走了一塊板。（記者王某攝）"
    assert roles("木橋", BODY, plain, END, credited, END + "完。")[2:5] == [
        "caption",
        "body",
        "caption -",
    ]


def test_a_line_without_a_full_stop_that_comes_again_is_a_caption() -> None:
    line = "村口的木橋又被沖走了一塊板"
    found = roles("木橋", BODY, line, END, line, END + "完。")
    assert found[2:5] == ["caption", "body", "caption -"]
    assert roles("木橋", BODY, line, END, END + "完。")[2] == "body"


def test_a_caption_twice_with_its_credit_is_folded_once() -> None:
    credited = "村口的木橋又被沖走了一塊板。（記者王某攝）"
    assert roles("木橋", BODY, credited, END, credited, END + "完。")[2:5] == [
        "caption",
        "body",
        "caption -",
    ]


def test_titles_under_related_reading_go_with_it() -> None:
    found = roles(
        "木橋",
        BODY,
        END,
        "相關閱讀",
        "山上的雪",
        "溪水漲了嗎？",
        "分享到微信",
        "村口",
        BODY + "完。",
    )
    assert found[3:8] == ["junk -"] * 5
    assert found[8] == "body"
    late = ["木橋", *[f"{BODY}{n}。" for n in range(6)], "相關閱讀", "責任編輯：王某"]
    assert roles(*late)[-1] == "credit"
    assert roles("木橋", BODY, "相關閱讀", "山上的雪", "推薦閱讀", "溪水")[2:] == ["junk -"] * 4


def test_markdown_says_its_title_and_its_metadata() -> None:
    found = roles("---\ntitle: 題\n---", "# 木橋又斷了，人們只好繞路。", BODY, markdown=True)
    assert found == ["junk -", "title", "body"]


def test_evidence_is_given_for_every_verdict() -> None:
    article = article_from_text(
        "\n".join(["木橋", BODY, END, "責任編輯：王某", "某ICP備00000000號"]), "x"
    )
    assert all(verdict.evidence for verdict in article.verdicts.values())
    assert Role.FOOTER in {verdict.role for verdict in article.verdicts.values()}


# --- below the article's last text ------------------------------------------------------

NAMED = ["分享到：微信 微博 QQ空間", "Copyright © 2020 清溪網 版權所有"]


def below(*lines: str) -> list[str]:
    return roles("木橋", BODY, BODY + "又一年。", END, *lines)[4:]


@pytest.mark.parametrize(
    "line",
    [
        "往期精彩回顧",
        "最新快訊",
        "更多清溪新聞報導",
        "24小時熱文",
        "打開全文",
        "讀清溪晨報PDF版面",
        "LIKE我們的官方臉書網頁以獲取更多消息",
        "一起聽：《夜航船》第 41 集",
        "原文網址：https://example.org/a",
        "更多清溪文章：",
        "最新 | 河開了",
        "熱門話題 老橋 木匠",
        "其他港聞",
        "最新留言",
        "即時熱門",
        "課金支持 每月二十元",
    ],
)
def test_headings_and_prompts_are_junk_below_the_text_only(line: str) -> None:
    assert below(line) == ["junk -"]
    assert roles("木橋", BODY, line, BODY + "又一年。", END)[2] in ("body", "byline")


@pytest.mark.parametrize(
    "line",
    [
        "他把最後一塊橋板釘好",
        "打開那扇門",
        "關注孩子們的眼睛",
        "下載這張照片的人，已經有三千個",
        "熱門的和冷門的作品",
        "「點擊查看更多」",
        "未經許可不得入內",
        "購票請致電0000-5550112",
        "地址：清溪縣柳堤路9號",
    ],
)
def test_a_closing_line_stays_even_above_the_pages_own(line: str) -> None:
    assert below(line) == ["body"]
    assert below(line, *NAMED)[0] == "body"


def test_titles_below_or_between_the_pages_own_lines_go_with_them() -> None:
    titles = ["守橋人的最後一班崗", "“橋還在，人就在” 老木匠收徒"]
    assert below("責任編輯：王某", *titles, *NAMED)[1:3] == ["junk -"] * 2
    assert below(NAMED[0], *titles, NAMED[1])[1:3] == ["junk -"] * 2
    assert below("責任編輯：王某", *titles) == ["credit", "body", "body"]
    assert below(NAMED[0], *titles, "河開了", "魚來了", "人走了")[1:] == ["body"] * 5


def test_where_help_is_found_stays_wherever_it_stands() -> None:
    assert below(NAMED[0], "衛生局安心專線：1925", NAMED[1])[1] == "body"


def test_a_page_that_is_all_known_lines_has_no_text_to_stand_below() -> None:
    assert roles("木橋", "（記者王某攝）", *NAMED)[2:] == ["junk -", "footer -"]


def test_a_credit_with_many_names_is_no_title_of_another_article() -> None:
    assert below("記者：王某 李某 通訊員：趙某", *NAMED)[0] == "credit"


def test_a_notice_may_quote_and_an_author_may_speak_of_rights() -> None:
    notice = "特別聲明：以上內容為“清溪號”用戶上傳並發布，本平台僅提供信息存儲服務。"
    assert below(notice) == ["footer -"]
    assert below("“未經授權，不得轉載”八個字，他寫了三十年") == ["body"]
    assert below("聲明：如有來源標注錯誤或侵犯了您的權益，請與本網聯繫，我們將及時更正。") == [
        "footer -"
    ]


# --- suspected, and kept ----------------------------------------------------------------


def marked(*lines: str) -> list[str]:
    article = article_from_text("\n\n".join(lines), "x")
    verdicts = [article.verdict(n) for n in range(len(article))]
    assert not any(v.marked and v.folded for v in verdicts)
    return [v.rule for v in verdicts if v.marked]


@pytest.mark.parametrize(
    "line",
    [
        "本站的鐘以後不敲了。",
        "版權所有，從來不是一句空話。",
        "轉載別人的文章，要先取得授權。",
    ],
)
def test_what_has_too_few_cues_for_a_footer_is_marked(line: str) -> None:
    assert marked("木橋", BODY, BODY + "又一年。", END, line) == ["suspected-footer"]
    assert marked("木橋", line, *[f"{BODY}{n}。" for n in range(7)]) == []


@pytest.mark.parametrize("line", ["他說本站的鐘以後不敲了。", "橋修好了。", "更正：本站的鐘還敲。"])
def test_what_someone_tells_is_not_even_marked(line: str) -> None:
    assert marked("木橋", BODY, BODY + "又一年。", END, line) == []


def test_lines_like_links_are_marked_beside_the_pages_own() -> None:
    lines = ["▶ 橋頭的雪夜", "▶ 河開了"]
    assert marked("木橋", BODY, BODY + "又一年。", END, *lines, NAMED[0]) == ["suspected-junk"] * 2
    assert marked("木橋", BODY, BODY + "又一年。", END, *lines) == []
    many = ["守橋人", "河開了", "魚來了", "人走了"]
    assert marked("木橋", BODY, BODY + "又一年。", END, NAMED[0], *many) == ["suspected-junk"]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["延伸閱讀：老屋新生記", "尋找匠人"], 1),
        (["延伸閱讀：老屋新生記", "▸守橋人的最後一班崗"], 0),
        (["延伸閱讀", "守橋人的最後一班崗", "尋找匠人"], 1),
        (["延伸閱讀", "守橋人的最後一班崗", "老木匠在河邊收了徒弟"], 0),
        (["相關新聞", "▸老屋新生記", "▸河邊的樹", "守橋人的最後一班崗"], 1),
        (["延伸閱讀"], 0),
    ],
)
def test_a_subhead_below_a_list_of_links_in_mid_article_stays(lines: list[str], kept: int) -> None:
    found = roles("木橋", BODY, *lines, END, BODY + "又一年。")[2 : 2 + len(lines)]
    assert found == ["junk -"] * (len(lines) - kept) + ["body"] * kept


def test_the_last_item_of_a_numbered_footer_goes_with_those_above() -> None:
    items = ["1.凡本網注明來源的稿件，轉載請注明。", "2.本網轉載的文章，僅代表作者觀點。"]
    assert below(*items, "3.如有問題，請聯繫。") == ["footer -"] * 3
    assert below(items[0], "2.先開門，後點燈。")[1] == "body"
    assert below("1.先開門，後點燈。", "2.如有問題，請聯繫。") == ["body", "body"]


def test_words_of_rights_that_stand_on_something_are_the_authors() -> None:
    assert below("版權所有，翻印必究——牌子的角落裡印著這八個小字。") == ["body"]


def test_the_latest_news_may_be_a_subhead() -> None:
    assert role_inside("最新消息") == "body"
    assert below("最新消息", "守橋人的最後一班崗") == ["junk -"] * 2


# --- what more pages taught -------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "廣告,請繼續向下滑動",
        "贊助商連結",
        "廣告區域 ADVERTISEMENT",
        "一秒記住本站,手機閱讀更方便",
        "求收藏,求月票",
        "每日簽到抽好禮",
        "您還有 3 篇免費文章可讀",
        "登入後可查看高清大圖",
        "(本章未完,請點擊下一頁)",
        "▼向下滑動查看▼",
        "在 2016年5月30日 下午3:47,木匠 <mu@qiao.example> 寫道:",
        "-----原始郵件-----",
        "{{ item.title }}",
        "[embed]",
        "Sent from my Android",
        "◆ From: 203.0.113.7",
        "※ 文章網址：https://bbs.example.org/bike/M.1494772871.A.3F2.html?from=index&page=2",
        "該圖片已被屏蔽",
        "您的瀏覽器不支援 JavaScript 語法",
        "今天是 2021年4月6日 星期二 農曆二月廿五",
        "簡體 | 繁體 | EN",
        "清溪論壇 → 散文 → 瀏覽主題",
        "1 2 3 … 27 Next »",
        "☛延伸閱讀：守橋人的一個冬天",
        "#木橋",
        "麻煩動動手指點個關注",
        "立即安裝清溪快訊應用程式,接收即時新聞通知",
        "記得把本號設為星標",
        "清溪晚報微信公眾號,掃一掃關注更多資訊",
    ],
)
def test_more_junk_shows_by_its_form(line: str) -> None:
    assert role_inside(line) == "junk -"


@pytest.mark.parametrize(
    "line",
    [
        "上一篇講了木橋，這一篇講渡口。先看看我們走到了哪裡：",
        "上一篇講木橋",
        "下一章，他離開了村子",
        "訂閱時代的報童",
        "按讚的人",
        "廣告請來的人",
        "為守橋人點個讚",
        "推薦票的秘密",
        "要求收藏木橋照片",
        "3. 點擊查看更多",
        "第二步，長按二維碼",
        "登入的人",
        "向左滑動刪除",
        "在1987年的日記裡，父親寫道：",
        "那封郵件顯示，他點擊過連結。",
        "該文章已刪除，他才知道出了事。",
        "今天是2008年5月12日，星期一",
        "北京→上海→廣州",
        "橋頭的該圖片已被屏蔽的那一面",
        "他把https://example.org/a抄了下來",
    ],
)
def test_what_resembles_more_junk_stays(line: str) -> None:
    assert role_inside(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "在看",
        "沙發",
        "侵刪",
        "● 2017/11/20 女兒節前夕 阿嬤的紅眠床",
        "• 縣城裡的鋼琴夢 05-17",
        "如果這篇對你有幫助，歡迎請我喝杯咖啡",
        "喜歡我的文章？Like埋「木橋筆記」專頁啦！",
        "撐新聞自由，訂閱《木橋報》電子版每日只需$3",
        "最Hit：",
        "發現錯誤？請告訴我們",
        "猜您可能感興趣的內容",
        "溫馨提示：歡迎追蹤我們的頻道",
        "本頁網址：https://example.org/a",
        "留言請先登入",
    ],
)
def test_more_prompts_and_buttons_are_junk_below_the_text(line: str) -> None:
    assert below(line) == ["junk -"]


@pytest.mark.parametrize(
    "line",
    [
        "窗外的雨，一杯咖啡",
        "為你，千千萬萬遍",
        "2019年6月2日 木橋開工",
        "渡口：歡迎追蹤我們的頻道",
        "值得讚賞",
        "第十四條 任何單位不得擅自轉載、摘編內部資料。",
        "答辯中，被告稱其僅提供信息存儲空間服務，不應承擔責任。",
    ],
)
def test_what_resembles_them_stays(line: str) -> None:
    assert below(line) == ["body"]


@pytest.mark.parametrize(
    "line",
    [
        "承印：海濱印務公司",
        "利益申報：筆者並無持有上述股份",
        "報料熱線 9000 0000",
        "此郵件僅供指定收件人使用，如誤收請刪除並通知發件人",
        "若您不想再收到本電子報，請點此取消訂閱。",
        "本郵件由系統自動發送，請勿直接回覆。",
        "文章由軟體自動翻譯，一切以原文為準",
        "創用CC 姓名標示-非商業性 3.0",
        "著作權聲明",
        "理財非存款，產品有風險，投資須謹慎",
    ],
)
def test_more_footers_at_the_end(line: str) -> None:
    assert below(line) in (["footer -"], ["junk -"])
    assert role_inside(line) == "body"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("本文為付費連載，禁止轉載", "footer -"),
        ("以下內容由人工智能生成，僅供參考", "footer -"),
        ("本文為廣編內容", "footer -"),
        ("本文只講一座木橋", "body"),
        ("禁止轉載的年代", "body"),
        ("本文為付費連載，禁止轉載。", "body"),
        ("長" * 95, "body"),
    ],
)
def test_a_notice_above_the_text(line: str, role: str) -> None:
    assert roles("木橋又斷了", "記者 王某 報道", line, *PROSE)[2] == role


def test_questions_between_the_pages_own_lines_are_the_authors() -> None:
    asked = "另外有人說，橋板一定要用杉木，不然三五年就爛，是真的嗎？有沒有人試過？"
    assert below("<br/>", asked, "點擊展開全文")[1] == "body"
    assert below(NAMED[0], asked, NAMED[1])[1] == "body"
    assert below(NAMED[0], "溪水漲了，橋還在嗎？", NAMED[1])[1] == "junk -"
    assert below("<br/>", "守橋人的一個冬天")[1] == "body"


def test_what_follows_an_advertisement_near_the_end_stays() -> None:
    for closing in ("一位街坊 謹啟", "不許外傳！", "第三幕", "怎麼投稿？"):
        assert below("我是廣告 請繼續往下閱讀", closing, *NAMED)[1] == "body"
    for closing in ("此致 鄉公所", "學生 柏翰 敬上", "（燈暗）", "1998年冬寫於延吉"):
        assert below(NAMED[0], closing, NAMED[1])[1] == "body"
    assert below("看更多木橋報", "守橋人的一個冬天", "河開了")[1:] == ["junk -"] * 2
    assert below("閱讀全文", "守橋人的一個冬天")[1] == "body"


def test_the_last_point_of_an_article_about_rights_stays() -> None:
    points = [
        "1. 原文注明“未經授權不得轉載”的，必須先取得作者的書面同意。",
        "2. 原文沒有任何聲明的，同樣受著作權法保護。",
        "3. 記者寫的報道受保護，一家網站用了本報一張圖片，賠了兩千元。",
    ]
    assert roles("轉載之前要問一聲", BODY, *points)[2:] == ["body"] * 3
    about = [f"攝影師說，未經授權不得使用照片，侵權要承擔責任，這是第{n}次。" for n in "一二三"]
    house = "1、本網所載稿件版權歸本網所有，任何媒體轉載須註明出處。"
    assert roles("一張照片", *about, house)[-1] == "footer -"


@pytest.mark.parametrize("line", ["訂戶專享", "置頂", "獨家", "財經頭條 | 7×24快訊 | 自選股"])
def test_badges_above_the_title_and_its_byline(line: str) -> None:
    top = [line, "守橋人的一個冬天", "2023年3月12日 來源：南河日報"]
    assert roles(*top, *PROSE)[:3] == ["junk -", "title", "byline"]
    if line == "置頂":
        assert roles(line, "守橋人的一個冬天", *PROSE)[0] == "title"
        assert roles(line, "守橋人的一個冬天")[0] == "title"


def test_a_letter_and_a_bulletin_name_their_title() -> None:
    head = ["作者 bridge (木橋)", "標題 [食記] 橋頭那間沒有招牌的麵店"]
    assert roles(*head, *PROSE)[:3] == ["byline", "title", "body"]
    assert roles("寄件人：王某", "主旨：三月的活動", *PROSE)[:2] == ["byline", "title"]
    assert roles("木橋又斷了", "標題 誰來定", *PROSE)[:2] == ["title", "body"]


def test_the_title_again_behind_the_byline_even_in_a_dialogue() -> None:
    title, byline = "對話守橋人：橋不只是橋", "2018年12月11日 採訪：王某"
    talk = ["問：冷嗎？", "答：冷。", "問：走嗎？", "答：不走。"]
    assert roles(title, byline, title, *talk)[2] == "title -"
    assert roles("船兒搖啊搖", "搖到河那邊", "船兒搖啊搖", *talk)[2] == "body"


def test_a_paragraph_that_is_empty_once_repaired_is_debris() -> None:
    assert role_inside("&nbsp;&nbsp;") == "junk -"


@pytest.mark.parametrize(
    "line",
    [
        "報名方式：掃碼填寫表格",
        "活動免費 無須報名",
        "*為保護隱私，文中人物均為化名",
        "主辦單位：清溪圖書館",
        "舉報電話：12315",
        "實名舉報",
        "評分：8.5",
        "點擊“下一步”",
        "點擊「允許」，再打開設定",
        "文末總有一串ICP備案號，誰也不看",
    ],
)
def test_what_an_article_tells_at_its_end_stays(line: str) -> None:
    assert below(line) == ["body"]


@pytest.mark.parametrize(
    "line",
    [
        "最新網址：www.qingdu.example",
        "此為會員內容，開通會員後閱讀",
        "請升級瀏覽器",
        "說點什麼吧",
        "較舊的文章 首頁 較新的文章",
        "您是第 123456 位訪客",
        "廣告合作請聯繫 ad@qingdu.example",
        "清溪網微信公眾號",
        "看了這篇文章的人還看了",
        "張貼者： 木橋 於 下午3:47",
    ],
)
def test_the_pages_own_last_lines(line: str) -> None:
    assert below(line) in (["junk -"], ["footer -"])


@pytest.mark.parametrize(
    "line",
    [
        "[微笑]",
        "image.png",
        "圖1/8",
        "加載失敗,點擊重試",
        "您訪問的頁面不存在",
        "該內容已被作者刪除",
        "引用 2樓 木橋 的話",
        "[ 此帖被木橋在2019-03-02 10:15重新編輯 ]",
        "猛戳→木橋百年專題",
        "VIP專享內容",
        "回覆本帖可見",
        "$(document).ready(function(){",
        ".article p { margin: 0; }",
        "本文字數:2345,閱讀時長約6分鐘",
        "有0人參與",
        "你可能也想看",
    ],
)
def test_leftovers_of_forums_and_programs(line: str) -> None:
    assert role_inside(line) == "junk -"


@pytest.mark.parametrize(
    "line",
    [
        "[注意]",
        "1.5/8",
        "有3人受傷",
        "該內容已被他寫進書裡",
        "引用 木橋 的話",
        "VIP專享的那條通道",
        "戳破",
    ],
)
def test_what_resembles_leftovers_stays(line: str) -> None:
    assert role_inside(line) == "body"


@pytest.mark.parametrize("line", ["如需轉載請聯繫後台", "個人觀點,僅供參考", "圖片來源網絡"])
def test_short_footers(line: str) -> None:
    assert below(line) == ["footer -"]
    assert below(f"他說，{line}") == ["body"]


def test_a_notice_or_a_tool_above_the_title_and_its_byline() -> None:
    top = ["守橋人的一個冬天", "2023年3月12日 來源：南河日報"]
    assert roles("本文為付費連載，禁止轉載", *top, *PROSE)[:3] == ["footer -", "title", "byline"]
    assert roles("來源篩選 ▼", *top, *PROSE)[:2] == ["junk -", "title"]
    assert roles("本文只講一座木橋", *top, *PROSE)[0] == "title"
    assert roles("返回列表", "作者 bridge", "標題 橋頭的麵店", *PROSE)[:3] == [
        "junk -",
        "byline",
        "title",
    ]


@pytest.mark.parametrize(
    "title",
    [
        "關注我們身邊的老人",
        "點擊查看一份縣城賬單",
        "掃一掃，騙走四萬",
        "返回首頁的路",
        "免費領取雞蛋的老人",
        "第3版：一張報紙的下午",
        "專題報道：守橋人的冬天",
    ],
)
def test_a_title_may_be_like_junk(title: str) -> None:
    date = "2019-03-02 10:15　記者 王某"
    assert roles(title, date, *PROSE)[:2] == ["title", "byline"]
    assert roles("首頁 > 新聞 > 國內", title, date, *PROSE)[:2] == ["junk -", "title"]
    assert roles(title, *PROSE)[0] == "title"
    assert roles("木橋又斷了", date, title, PROSE[0], *PROSE[1:])[2] in ("junk -", "body")


def test_tools_above_the_text_are_no_title() -> None:
    assert roles("首頁 > 新聞 > 國內", *PROSE)[0] == "junk -"
    assert roles("字號：大 中 小", "2019-03-02", *PROSE)[0] == "junk -"


def test_a_subhead_names_a_thing_and_a_page_bids() -> None:
    for subhead in ("返回首頁的路", "訂閱的代價", "閱讀全文的人", "轉發到朋友圈的訃告"):
        assert role_inside(subhead) == "body"
    for bid in ("返回首頁", "閱讀全文", "轉發到朋友圈", "關注我們的頻道", "上一篇：山上的雪"):
        assert role_inside(bid) == "junk -"


def test_the_head_and_foot_of_a_bulletin() -> None:
    head = ["发信人: bridge (木桥), 信区: Travel", "标  题: 橋頭的麵店", "─" * 20]
    found = roles(*head, *PROSE, "※ 来源: 清溪BBS [FROM: 203.0.113.7]")
    assert found[:3] == ["byline", "title", "junk -"]
    assert found[-1] == "junk -"


STEPS = [
    "打開醫院的程式，點擊右下角的「我的」。",
    "輸入證件號碼和生日。",
    "選擇科別和時段，按確定。",
    "掃描二維碼報到。",
    "點擊這裡可以取消掛號。",
]


def test_the_steps_of_an_instruction_stay() -> None:
    lines = "教爸媽用手機掛號", BODY, *STEPS, END
    article = article_from_text("\n\n".join(lines), "x")
    assert not any(article.verdict(n).folded for n in range(len(lines)))


@pytest.mark.parametrize("line", ["掃描二維碼關注我們", "點擊這裡閱讀全文", STEPS[-1]])
def test_prompts_without_instruction_or_sentence_go(line: str) -> None:
    steps = STEPS[:-2] if line not in STEPS else ()
    lines = "教爸媽用手機掛號", BODY, *steps, line, END
    article = article_from_text("\n\n".join(lines), "x")
    assert article.verdict(2 + len(steps)).folded


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("我們會持續關注", False),
        ("本報將繼續追蹤", False),
        ("請持續關注我們的專頁", True),
        ("歡迎關注本報微信公眾號", True),
    ],
)
def test_who_goes_on_with_a_report_asks_for_nothing(line: str, folded: bool) -> None:
    article = article_from_text("\n\n".join(("木橋", BODY, BODY + "又一年。", END, line)), "x")
    assert article.verdict(4).folded is folded
