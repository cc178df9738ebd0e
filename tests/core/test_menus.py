"""Names of a page's parts, buttons and tools, and what is none."""

import pytest

from tui.core import cues, menus
from tui.core.glyphs import fold, is_han
from tui.core.patterns import Pattern


@pytest.mark.parametrize(
    "line",
    [
        "收藏本文",
        "我要留言",
        "+ 關注",
        "[複製代碼]",
        "已讚 2",
        "時政 社會 財經 體育 娛樂 更多",
        "閱讀 1.2萬 評論 86 收藏 點讚",
        "清溪即時 新聞 財經 生活 觀點 視頻",
        "Reply 回覆",
        "感動 0 憤怒 3 搞笑 1 難過 0",
        "用LINE傳送 分享 FB分享",
        "查看: 1234|回覆: 56",
        "文章瀏覽數:56",
        "Share on Facebook",
        "You may also like",
        "按日期檢索",
    ],
)
def test_buttons(line: str) -> None:
    assert menus.is_buttons(fold(line))


@pytest.mark.parametrize(
    "line",
    [
        "收藏家老陶",
        "關注，還是放手",
        "一、下載與安裝",
        "加入我們",
        "免費下載",
        "「分享」",
        "新聞",
        "沙發",
        "感動 難過 搞笑",
        "雞蛋 2 個",
        "10 30",
        "鹽 糖 醋 新聞 體育",
        "瀏覽數",
        "總人數 56",
        "Follow me",
        "This is all.",
        "more, more, more",
        "評分：8.5",
    ],
)
def test_what_is_no_button(line: str) -> None:
    assert not menus.is_buttons(fold(line))


def test_a_known_name_alone_is_a_button_behind_the_text_only() -> None:
    for name in ("留言", "沙發", "TOP"):
        assert menus.is_buttons(fold(name), below=True)
        assert not menus.is_buttons(fold(name))
    assert not menus.is_buttons(fold("渡口"), below=True)


def test_the_parts_of_a_page() -> None:
    assert menus.is_badge(fold("訂戶專享"))
    assert menus.is_badge(fold("財經頭條"))
    assert not menus.is_badge(fold("渡口"))
    assert menus.is_menu(fold("要聞 | 觀點"), alone=False)
    assert not menus.is_menu(fold("「要聞」"), alone=True)
    assert menus.is_menu(fold("朗讀"), alone=True)
    assert not menus.is_menu(fold("朗讀"), alone=False)
    assert not menus.is_menu("", alone=True)
    assert menus.is_sections(fold("清溪日報 即時 > 地方"))
    assert not menus.is_sections(fold("清溪日報 2020"))
    assert not menus.is_sections("")


def _words() -> list[tuple[str, str]]:
    found = []
    for module in (cues, menus):
        for name, value in vars(module).items():
            patterns = value.values() if isinstance(value, dict) else [value]
            found += [(name, p.source) for p in patterns if isinstance(p, Pattern)]
            if isinstance(value, frozenset):
                found += [(name, word) for word in value]
    return found


def test_patterns_and_words_are_written_as_folded_text_is() -> None:
    assert len(_words()) > 100
    odd = {(name, c) for name, text in _words() for c in text if is_han(c) and fold(c) != c}
    assert odd == set()
