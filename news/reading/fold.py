"""One spelling for every script: a character for a character, so that offsets stay what they are in the given text.

Letters lose case and accents, digits of any script become ASCII, every dash `-`, every quotation mark `"`, every
space ` `; marks that only decorate or steer (accents of decomposed text, tanwin, zero-width and direction marks) become
`IGNORED`, which words carry silently.
"""

import unicodedata

IGNORED = "\x01"

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
    "×": "*", "±": "+", "％": "%", "٪": "%",
}  # fmt: skip
_INDIC = range(0x0900, 0x0E00)


def _fold(letter: str) -> str:
    low = letter.lower()[:1]
    if low in _SINGLE:
        return _SINGLE[low]
    if low == "\n" or low in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
        return "\n"
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


def fold(text: str) -> str:
    """*text* in one spelling, exactly as long as it was."""
    return text.translate(_TABLE)


def bare(word: str) -> str:
    """A folded word without the marks that do not count."""
    return word.replace(IGNORED, "") if IGNORED in word else word
