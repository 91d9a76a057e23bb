"""Numbers as people print them: printing one in any style and reading it back gives the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.reading import read
from tally.report import Kind

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ARABIC, PERSIAN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"), str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _grouped(value: int, mark: str) -> str:
    return f"{value:,}".replace(",", mark)


def _indian(value: int) -> str:
    head, tail = divmod(value, 1000)
    groups = []
    while head:
        head, part = divmod(head, 100)
        groups.append(f"{part:02d}" if head else str(part))
    return ",".join([*reversed(groups), f"{tail:03d}"])


def _words(value: int) -> str:
    if value < 20:
        return UNITS[value]
    if value < 100:
        return TENS[value // 10] + (f"-{UNITS[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{UNITS[value // 100]} hundred" + (f" and {_words(value % 100)}" if value % 100 else "")
    return f"{_words(value // 1000)} thousand" + (f" {_words(value % 1000)}" if value % 1000 else "")


def _split(value: int, thousand: str) -> str:
    return f"{value // 1000} {thousand} {value % 1000:03d}" if value % 1000 else f"{value // 1000} {thousand}"


DIGITS = {
    "bare": str,
    "comma": lambda value: _grouped(value, ","),
    "dot": lambda value: _grouped(value, "."),
    "space": lambda value: _grouped(value, " "),
    "no-break space": lambda value: _grouped(value, "\u00a0"),
    "no-break space as an entity": lambda value: _grouped(value, "&nbsp;"),
    "thin space": lambda value: _grouped(value, "\u2009"),
    "narrow no-break space": lambda value: _grouped(value, "\u202f"),
    "apostrophe": lambda value: _grouped(value, "’"),
    "indian": _indian,
    "arabic digits": lambda value: str(value).translate(ARABIC),
    "persian digits": lambda value: str(value).translate(PERSIAN),
    "persian separator": lambda value: _grouped(value, "٬").translate(PERSIAN),
    "full width": lambda value: str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
}


def _total(text: str, language: str = "en") -> int | None:
    return read(text, language=language).figures(Kind.TOTAL).get("personnel")


@pytest.mark.parametrize("style", DIGITS)
@given(value=st.integers(3_000, 9_999_999))
def test_digits_are_read_back_in_every_style(style: str, value: int) -> None:
    text = f"Since the war began Russia has lost about {DIGITS[style](value)} soldiers, the General Staff said."
    assert _total(text) == value


@given(value=st.integers(3_000, 999_999))
def test_english_words_are_read_back(value: int) -> None:
    text = f"The General Staff said Russia has lost {_words(value)} soldiers since the war began."
    assert _total(text) == value


@given(value=st.integers(10_000, 999_999))
def test_split_thousands_are_read_back_in_ukrainian(value: int) -> None:
    text = f"Генштаб ЗСУ: від початку війни Росія втратила близько {_split(value, 'тис.')} військових."
    assert _total(text, "uk") == value


@given(value=st.integers(10_000, 999_999))
def test_split_thousands_are_read_back_in_turkish(value: int) -> None:
    rest = f" {value % 1000}" if value % 1000 else ""
    text = f"Ukrayna Genelkurmay Başkanlığı: savaşın başından bu yana Rusya {value // 1000} bin{rest} asker kaybetti."
    assert _total(text, "tr") == value


@given(value=st.integers(10_000, 9_999_999))
def test_ten_thousands_are_read_back_in_japanese(value: int) -> None:
    rest = str(value % 10_000) if value % 10_000 else ""
    text = f"ウクライナ軍参謀本部によると、侵攻開始以来ロシアは{value // 10_000}万{rest}人の兵士を失った。"
    assert _total(text, "ja") == value


@given(value=st.integers(1_000_001, 1_999_999))
def test_millions_thousands_and_rest_are_read_back_in_arabic(value: int) -> None:
    thousands, rest = divmod(value - 1_000_000, 1000)
    parts = ["مليون", *([f"{thousands} ألفا"] if thousands else []), *([str(rest)] if rest else [])]
    text = f"قالت هيئة الأركان العامة الأوكرانية إن روسيا خسرت منذ بداية الحرب نحو {' و'.join(parts)} جندي."
    assert _total(text, "ar") == value


@given(total=st.integers(3_000, 9_999), gain=st.integers(0, 150), dash=st.sampled_from("-‒–—−"))
def test_a_line_of_the_bulletin_is_read_back(total: int, gain: int, dash: str) -> None:
    report = read(f"The total combat losses of the enemy:\ntanks {dash} {total} (+{gain}) од,")
    assert (report.figures(Kind.TOTAL), report.figures(Kind.GAIN)) == ({"tanks": total}, {"tanks": gain})
