"""One spelling for every script: a character for a character, so that offsets stay what they are in the given text.

Letters lose case and accents, digits of any script become ASCII, every dash `-`, every quotation mark `"`, every
space ` `; marks that only decorate or steer (accents of decomposed text, tanwin, zero-width and direction marks) become
`IGNORED`, which words carry silently.
"""

import re
import unicodedata

IGNORED = "\x01"
FILLED = "\x02"
"""What stands behind a space for the rest of the entity that the space was written as: `1&nbsp;321`."""

_TAG = re.compile(
    r"</?(?:(p|div|br|li|ul|ol|tr|table|h[1-6]|section|article)|b|i|u|s|em|strong|span|a|td|th|sup|small|font|tbody)"
    r"(?: [^<>]{0,300}+)?/?>"
    r"|&(?:(?:amp;)?+(?:nbsp|thinsp|ensp|emsp|#160|#xa0|#8201|#x2009|#8239|#x202f)|amp);"
)
"""Tags and entities of HTML that a text may still hold; group 1 is a tag that begins a new line."""

_SINGLE = {
    "ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o", "ð": "d", "þ": "t", "ə": "a",
    "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "ʹ": "'", "′": "'", "ꞌ": "'", "'": "'",
    "٫": ".", "٬": ",", "،": ",", "、": ";", "，": ";", "؛": ";", "；": ";", "：": ":", "۔": ".", "。": ".", "।": ".",
    "…": ".", "؟": "?", "·": "*", "•": "*", "●": "*", "▪": "*", "|": "|", "−": "-", "ـ": IGNORED, "№": "*",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك",
    "ۀ": "ه",
    "ہ": "ه", "ھ": "ه", "ة": "ه", "ۃ": "ه",
    "ؤ": "و", "ئ": "ي", "ә": "а",
    "„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "〈": '"', "「": '"', "」": '"',
    "×": "*", "±": "+", "→": ">", "⟶": ">", "➡": ">", "➔": ">", "・": "'", "％": "%", "٪": "%",
}  # fmt: skip
_TRADITIONAL = (
    "隊烏蘭戰爭軍單損參謀總國傷輛車裝砲門無機飛導彈艦潛統類設備與擊毀殲滅員較計約達過萬億種數獨證時個週內開發後羅聯據稱報於從來進為動雙續陣禦運輸團師臺儲燒羣衝鬥對產廠築點處離隻緊務輪僅餘況際狀態紀錄網頁關衛術變佔領黨調號幾壓聞實權勢還這說讓認應該張圖論壇貼連營",
    "队乌兰战争军单损参谋总国伤辆车装炮门无机飞导弹舰潜统类设备与击毁歼灭员较计约达过万亿种数独证时个周内开发后罗联据称报于从来进为动双续阵御运输团师台储烧群冲斗对产厂筑点处离只紧务轮仅余况际状态纪录网页关卫术变占领党调号几压闻实权势还这说让认应该张图论坛贴连营",
)
"""Traditional Chinese characters of these reports and the simplified ones that the tables are in."""
_SINGLE.update(zip(*_TRADITIONAL, strict=True))
_INDIC = range(0x0900, 0x0E00)


def _fold(letter: str) -> str:
    low = letter.lower()[:1]
    if low in _SINGLE:
        return _SINGLE[low]
    if low == "\n" or low in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
        return "\n"
    if low == "\t":
        return low
    category = unicodedata.category(low)
    if category[0] == "M":
        return low if ord(low) in _INDIC else IGNORED
    if category == "Nd":
        return str(unicodedata.digit(low))
    if category == "Cf":
        return IGNORED
    if category[0] in "ZC":
        return " "
    if category == "Pd":
        return "-"
    if category in ("Pi", "Pf"):
        return '"'
    base = unicodedata.normalize("NFKD", low)[:1] if ord(low) not in _INDIC else low
    base = base.lower()[:1] or " "
    if "\uac00" <= low <= "\ud7a3":
        return low
    if base != low and (base in _SINGLE or base.isdigit()):
        return _SINGLE.get(base, base if base.isascii() else "*")
    if unicodedata.category(base)[0] in "PS" and not base.isascii():
        return "*"
    return base if not base.isspace() else " "


class _Table(dict[int, str]):
    """Filled as characters are met: at most one entry a code point."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _fold(chr(point))
        return folded


_TABLE = _Table()


_LEADER = re.compile(r"(?<!\.)\.{3,}+(?= *+[~+]?\d)")
"""Dots that lead from a thing to its number: `tanks ....... 6 652`."""


def _led(match: re.Match[str]) -> str:
    return ":" + " " * (len(match.group()) - 1)


def _untagged(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] == "&" and found != "&amp;":
        return " " + FILLED * (len(found) - 1)
    first = "\n" if match.group(1) else "&" if found[0] == "&" else " "
    return first + " " * (len(found) - 1)


def fold(text: str) -> str:
    """*text* in one spelling, exactly as long as it was; tags that were left in it are spaces and line ends."""
    folded = text.translate(_TABLE)
    marked = ("<" in folded and ">" in folded) or ("&" in folded and ";" in folded)
    if "..." in folded:
        folded = _LEADER.sub(_led, folded)
    return _TAG.sub(_untagged, folded) if marked else folded


def bare(word: str) -> str:
    """A folded word without the marks that do not count."""
    return word.replace(IGNORED, "") if IGNORED in word else word
