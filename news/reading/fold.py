"""One spelling for every script: a character for a character, so that offsets stay what they are in the given text.

Letters lose case and accents, digits of any script become ASCII, every dash `-`, every quotation mark `"`, every
space ` `; marks that only decorate or steer (accents of decomposed text, tanwin, zero-width and direction marks) become
`IGNORED`, which words carry silently.
"""

import re
import unicodedata

FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75}
"""The only signs of numbers that are kept; raised, lowered and circled digits mark notes and the lines of lists."""
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
    "隊烏蘭戰爭軍單損參謀總國傷輛車裝砲門無機飛導彈艦潛統類設備與擊毀殲滅員較計約達過萬億種數獨證時個週內開發後羅聯據稱報於從來進為動雙續陣禦運輸團師臺儲燒羣衝鬥對產廠築點處離隻緊務輪僅餘況際狀態紀錄網頁關"
    "衛術變佔領黨調號幾壓聞實權勢還這說讓認應該張圖論壇貼連營丟並乾亞佈併侷係俬倆倉們倫側偵傑傘傢傭傳僱價兒兩凈別則剋剛創區卽呂啓啟喪噴噸噹嚴囌圍埰堅場塢壞奧婦學宮寀將專層帶幣幹庫廂廈廢廣彆彔徑復徵徹愛慘憲"
    "戶捲採揚換揮摺撥擁攔敗敘敵斃昇晝曆曏書朮東査條棟業極榦構樑樓標樣橋檯歐歲歷歿殞殺氣沒沖洩淨淩減澤濟灘灣熱燬爲爾牽犧獲獸現瑪環産甦當盧眞眾確礎禮積穫箇節範簽籤糰紅納紐級紮紹終組結給綁經綜綫維線練緻織繫繳"
    "繼纍纔義聲聶職肅脩臉舉茲莊華萊葯蔘蕭薩藥蘇虜衆衕裏補裡製複襲覈見規視覺觀訂訊訓託記許証誌誘説談諜諸諾講識譭議護貝負貨責費資賈質賴購賽贈踰蹤軟軸載輔輕輜轎轟農迴選遺邊邏郵鄰醫銷録錶鍾鐘長間閤閱閲陞陳陸難"
    "電韋韓響頃項預頓頭顆額願顯風颱颶餌馬馮駐駕駛騎騰體髮鬆魚鮮麵麼麽齊齣龍",
    "队乌兰战争军单损参谋总国伤辆车装炮门无机飞导弹舰潜统类设备与击毁歼灭员较计约达过万亿种数独证时个周内开发后罗联据称报于从来进为动双续阵御运输团师台储烧群冲斗对产厂筑点处离只紧务轮仅余况际状态纪录网页关"
    "卫术变占领党调号几压闻实权势还这说让认应该张图论坛贴连营丢并干亚布并局系私俩仓们伦侧侦杰伞家佣传雇价儿两净别则克刚创区即吕启启丧喷吨当严苏围采坚场坞坏奥妇学宫采将专层带币干库厢厦废广别录径复征彻爱惨宪"
    "户卷采扬换挥折拨拥拦败叙敌毙升昼历向书术东查条栋业极干构梁楼标样桥台欧岁历殁殒杀气没冲泄净凌减泽济滩湾热毁为尔牵牺获兽现玛环产苏当卢真众确础礼积获个节范签签团红纳纽级扎绍终组结给绑经综线维线练致织系缴"
    "继累才义声聂职肃修脸举兹庄华莱药参萧萨药苏虏众同里补里制复袭核见规视觉观订讯训托记许证志诱说谈谍诸诺讲识毁议护贝负货责费资贾质赖购赛赠逾踪软轴载辅轻辎轿轰农回选遗边逻邮邻医销录表钟钟长间合阅阅升陈陆难"
    "电韦韩响顷项预顿头颗额愿显风台飓饵马冯驻驾驶骑腾体发松鱼鲜面么么齐出龙",
)
"""Traditional Chinese characters of these reports and the simplified ones that the tables are in."""
_SINGLE.update(zip(*_TRADITIONAL, strict=True))
_NUKTA = "\u093c"
"""The dot that Devanagari may write as a character of its own or as part of the letter."""
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
    if low == _NUKTA or "\u0958" <= low <= "\u095f":
        return unicodedata.normalize("NFD", low)[0] if low != _NUKTA else IGNORED
    if category[0] == "M":
        return low if ord(low) in _INDIC else IGNORED
    if category == "Nd":
        return str(unicodedata.digit(low))
    if category == "No":
        return low if low in FRACTIONS else "*"
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
