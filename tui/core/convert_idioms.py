"""The words that a region says otherwise (軟件, 軟體): converted text, script -> words.

OpenCC's dictionaries, looked up in the converted text. A word counts only if it begins and ends
where words do, so that 相信息息相關 holds no 信息. Many are of computing and mean another thing
elsewhere (菜單, 對象, 智慧): those count in a paragraph that speaks of computing. Some that are
more often wrong than right are left aside.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from tui.core.convert_engine import converter
from tui.core.convert_tables import dictionary
from tui.core.model import Script
from tui.core.words import Borders

# A script's regional words: OpenCC's dictionaries, and the configuration that brings their
# glyphs into the script. Traditional text of no region keeps its words.
_IDIOMS = {
    Script.HANS: (("TWPhrasesRev", "HKPhrasesRev"), "t2s"),
    Script.TW: (("TWPhrases",), "t2tw"),
    Script.HK: (("HKPhrases",), "t2hk"),
}
_CONTEXT = 8  # characters on either side that decide where words begin
# In OpenCC's glyphs: words that count where the paragraph speaks of computing.
_TECHNICAL_WORDS = """
保存 函數 文件 接口 支持 支持者 對象 循環 項目 菜單 窗口 進程 程序 運行 高級 高端 打開 用戶 設備
連接 聲明 實例 刷新 創建 導入 導出 嵌套 截取 指針 映射 查看 查找 添加 溢出 激活 消息 視圖 調度
調用 調試 變量 遠程 重裝 重載 鏡像 隊列 集成 集羣 組件 綁定 總線 緩存 腳本 詞組 通道 通信 禁用
登錄 註銷 前綴 後綴 優化 內核 低級 存儲 批量 拋出 審覈 拷貝 掛斷 呼出 代碼 類型 數組 壁紙 外置
元音 輔音 散列 端口 點擊 標識符 分區 全局 發送 卸載 加載 丟擲 互動 低階 傳送 儲存 元件 即時 回撥
呼叫 型別 執行 多型 字首 字尾 存取 宣告 專案 建立 引數 批次 指標 排程 擴音 支援 整合 新增 智慧
物件 檔案 檢視 核心 桌布 片語 登入 登出 相容 破圖 稽核 簡報 線上 社群 行程 裝置 複製 訊息 設定
變數 資料 迴圈 進階 連線 過載 遠端 開啟 陣列 離線 類比 高階 通訊 停用 剪下 貼上 例項 對映 佇列
"""
_TECHNICAL = frozenset(_TECHNICAL_WORDS.split())
_WRONG_WORDS = "局部 參數 權限 性價比 擴展 發佈 類模板 映象 萬象 數字 那杜 釋出 向量 聯繫 矢量 文檔"
_WRONG = frozenset(_WRONG_WORDS.split())
_COMPUTING_WORDS = (
    "计算机|电脑|软件|软体|硬件|硬体|程序[员语]|程式|代码|源码|编程|服务器|伺服器|浏览器|数据库|资料库|操作系统"
    "|作业系统|网页|鼠标|滑鼠|键盘|硬盘|硬碟|文件夹|资料夹|算法|演算法|线程|执行绪|内存|记忆体|字符|字串"
    "|应用程序|应用程式"
)
_COMPUTING = re.compile(_COMPUTING_WORDS)
# What makes 程序 a procedure again.
_PROCEDURE = re.compile("(?:法律|司法|诉讼|立法|行政|议事|工作|审判|法定|正当|民主|仲裁)$")


class Finder:
    """Finds the keys of ``entries`` in a text: the longest at each place, from the left."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self.entries = entries
        sizes: dict[str, set[int]] = {}
        for key in entries:
            sizes.setdefault(key[0], set()).add(len(key))
        self._sizes = {lead: sorted(lengths, reverse=True) for lead, lengths in sizes.items()}
        leads = "".join(re.escape(lead) for lead in sorted(sizes))
        self._leads = re.compile(f"[{leads}]") if leads else re.compile("(?!)")

    def matches(
        self, text: str, accept: Callable[[int, int], bool] = lambda start, end: True
    ) -> Iterator[tuple[int, int]]:
        """Start and end of every key in ``text`` that is accepted."""
        done = 0
        for found in self._leads.finditer(text):
            start = found.start()
            if start < done:
                continue
            for size in self._sizes[found.group()]:
                end = start + size
                if end <= len(text) and text[start:end] in self.entries and accept(start, end):
                    yield start, end
                    done = end
                    break


def idioms(shown: str, script: Script) -> Iterator[tuple[int, int, str]]:
    """The words of ``shown`` that the region says otherwise: start, end, how."""
    if script not in _IDIOMS:
        return
    finder, technical = _phrases(script)
    about = converter("t2s").convert(shown)  # as jieba's words are written; equally long
    is_computing = bool(_COMPUTING.search(about))

    def accept(start: int, end: int) -> bool:
        if shown[start:end] in technical and not is_computing:
            return False
        return _is_word(about, start, end)

    for start, end in finder.matches(shown, accept):
        yield start, end, finder.entries[shown[start:end]]


@cache
def _phrases(script: Script) -> tuple[Finder, frozenset[str]]:
    """Regional phrases in the script's own glyphs, and those of computing alone."""
    names, config = _IDIOMS[script]
    glyphs = converter(config).convert
    entries: dict[str, str] = {}
    for name in names:
        for key, value in dictionary(name).items():
            if key not in _WRONG and glyphs(key) != glyphs(value):
                entries.setdefault(glyphs(key), glyphs(value))
    return Finder(entries), frozenset(map(glyphs, _TECHNICAL))


def _is_word(simplified: str, start: int, end: int) -> bool:
    """Whether the characters from ``start`` to ``end`` begin and end where words do."""
    left = max(0, start - _CONTEXT)
    window = simplified[left : end + _CONTEXT]
    at, stop = start - left, end - left
    if window[at:stop] == "程序" and _PROCEDURE.search(window[:at]):
        return False
    return Borders(window).fit(at, stop)
