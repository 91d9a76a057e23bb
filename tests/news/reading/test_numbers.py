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


_FIGURES = "零一二三四五六七八九"


def _section(value: int, powers: str, one: bool) -> str:
    """*value* below ten thousand in characters; *one* says that a power alone is written with its one."""
    out = ""
    for power, digit in zip([*powers, ""], f"{value:04d}", strict=True):
        out += (_FIGURES[int(digit)] if digit != "1" or one or not power else "") + power if digit != "0" else ""
    return out


@given(value=st.integers(100_000, 9_999_999), language=st.sampled_from(["zh", "ja"]))
def test_characters_are_read_back_in_chinese_and_japanese(value: int, language: str) -> None:
    one = language == "zh"
    spoken = _section(value // 10_000, "千百十", one) + "万" + _section(value % 10_000, "千百十", one)
    text = {
        "zh": f"乌克兰总参谋部称，开战以来俄军损失{spoken}名士兵。",
        "ja": f"ウクライナ軍参謀本部によると、侵攻開始以来ロシアは{spoken}名の兵士を失った。",
    }[language]
    assert _total(text, language) == value


@given(hundreds=st.integers(100, 9_999), spaced=st.booleans())
def test_tens_of_thousands_thousands_and_hundreds_are_read_back_in_korean(hundreds: int, spaced: bool) -> None:
    parts = zip((hundreds // 100, hundreds // 10 % 10, hundreds % 10), "만천백", strict=True)
    spoken = (" " if spaced else "").join(f"{digit}{power}" for digit, power in parts if digit)
    text = f"우크라이나 총참모부는 개전 이후 러시아군이 {spoken}명의 병력을 잃었다고 밝혔다."
    assert _total(text, "ko") == hundreds * 100


MILLIONS = [
    ("ar", "هيئة الأركان العامة الأوكرانية: روسيا خسرت مليوناً و312 ألفاً و400 جندي", 1_312_400),
    ("ar", "هيئة الأركان العامة الأوكرانية: روسيا خسرت مليون ونصف مليون جندي", 1_500_000),
    ("bg", "Генералният щаб на Украйна: Русия е загубила милион и половина войници", 1_500_000),
    ("cs", "Generální štáb Ukrajiny: Rusko přišlo o milion 312 tisíc 400 vojáků", 1_312_400),
    ("de", "Generalstab der Ukraine: Russland verlor eine Viertelmillion Soldaten", 250_000),
    ("el", "Γενικό Επιτελείο Ουκρανίας: η Ρωσία έχασε ενάμισι εκατομμύριο στρατιώτες", 1_500_000),
    ("en", "General Staff of Ukraine: Russia has lost more than a quarter of a million soldiers", 250_000),
    ("en", "General Staff of Ukraine: Russia has lost a million and a half soldiers", 1_500_000),
    ("es", "Estado Mayor de Ucrania: Rusia ha perdido un millón y medio de soldados", 1_500_000),
    ("et", "Ukraina kindralstaabi teatel on Venemaa kaotanud poolteist miljonit sõdurit", 1_500_000),
    ("fi", "Ukrainan yleisesikunnan mukaan Venäjä on menettänyt miljoona 312 tuhatta sotilasta", 1_312_000),
    ("fr", "L'état-major ukrainien : la Russie a perdu plus d'un million et demi de soldats", 1_500_000),
    ("he", "המטה הכללי של אוקראינה: רוסיה איבדה מיליון ו-312 אלף ו-400 חיילים", 1_312_400),
    ("hi", "यूक्रेन के जनरल स्टाफ के अनुसार रूस ने साढ़े 13 लाख सैनिक खो दिए।", 1_350_000),
    ("hr", "Glavni stožer Ukrajine: Rusija je izgubila milijun i pol vojnika", 1_500_000),
    ("hu", "Az ukrán vezérkar szerint Oroszország egymillió 312 ezer 400 katonát vesztett", 1_312_400),
    ("it", "Stato maggiore ucraino: la Russia ha perso un milione e mezzo di soldati", 1_500_000),
    ("it", "Stato maggiore ucraino: la Russia ha perso un milione e 312mila soldati", 1_312_000),
    ("ko", "우크라이나 총참모부는 러시아군이 백만 명 이상의 병력을 잃었다고 밝혔다.", 1_000_000),
    ("lt", "Ukrainos generalinis štabas: Rusija neteko pusantro milijono karių", 1_500_000),
    ("lv", "Ukrainas Ģenerālštābs: Krievija zaudējusi vairāk nekā pusmiljonu karavīru", 500_000),
    ("pl", "Sztab Generalny Ukrainy: Rosja straciła milion 312 tys. 400 żołnierzy", 1_312_400),
    ("pt", "Estado-Maior da Ucrânia: a Rússia perdeu um milhão, 312 mil e 400 soldados", 1_312_400),
    ("ro", "Statul Major al Ucrainei: Rusia a pierdut un milion și jumătate de soldați", 1_500_000),
    ("ru", "Генштаб Украины: Россия потеряла более четверти миллиона солдат", 250_000),
    ("uk", "Генштаб: росія втратила близько мільйона солдатів", 1_000_000),
    ("ur", "یوکرین کے جنرل اسٹاف کے مطابق روس کے ڈیڑھ لاکھ فوجی ہلاک ہوئے۔", 150_000),
    ("vi", "Bộ Tổng tham mưu Ukraine: Nga đã mất 1 triệu rưỡi binh sĩ", 1_500_000),
    ("zh", "乌克兰总参谋部称，俄军损失逾百万名士兵。", 1_000_000),
]


@pytest.mark.parametrize(("language", "text", "value"), MILLIONS)
def test_millions_are_read_as_they_are_spoken(language: str, text: str, value: int) -> None:
    assert _total(text, language) == value


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


QUARTERS = {
    "en": "Russia has lost a million and a quarter soldiers since the war began, the General Staff says.",
    "uk": "Росія втратила мільйон із чвертю солдатів від початку війни, каже Генштаб.",
    "ru": "Россия потеряла миллион с четвертью солдат с начала войны, говорит Генштаб.",
    "pl": "Rosja straciła milion i ćwierć żołnierzy od początku wojny, podał Sztab Generalny.",
    "cs": "Rusko od začátku války ztratilo milion a čtvrt vojáků, uvedl generální štáb.",
    "sk": "Rusko od začiatku vojny stratilo milión a štvrť vojakov, uviedol generálny štáb.",
    "nl": "Rusland heeft sinds het begin van de oorlog een miljoen en een kwart soldaten verloren: de generale staf.",
    "fr": "La Russie a perdu un million et quart de soldats depuis le début de la guerre, selon l'état-major.",
    "es": "Rusia ha perdido un millón y cuarto de soldados desde el inicio de la guerra, según el Estado Mayor.",
    "it": "La Russia ha perso un milione e un quarto di soldati dall'inizio della guerra, secondo lo Stato maggiore.",
    "pt": "A Rússia perdeu um milhão e um quarto de soldados desde o início da guerra, segundo o Estado-Maior.",
    "ro": "Rusia a pierdut un milion și un sfert de soldați de la începutul războiului, potrivit Statului Major.",
    "bg": "Русия е загубила милион и четвърт войници от началото на войната, съобщи Генщабът.",
    "he": "רוסיה איבדה מיליון ורבע חיילים מאז תחילת המלחמה, לפי המטה הכללי.",
    "ar": "خسرت روسيا مليونا وربع مليون جندي منذ بداية الحرب، بحسب هيئة الأركان.",
    "lt": "Rusija nuo karo pradžios prarado milijoną ir ketvirtį karių, skelbia Generalinis štabas.",
}


@pytest.mark.parametrize("language", QUARTERS)
def test_a_million_and_a_quarter_is_no_million(language: str) -> None:
    assert _total(QUARTERS[language], language) == 1_250_000


@pytest.mark.parametrize(("sign", "value"), [("1¼", 1_250_000), ("1½", 1_500_000), ("¾", 750_000)])
def test_signs_of_fractions_are_numbers(sign: str, value: int) -> None:
    assert _total(f"The General Staff says Russia has lost {sign} million soldiers since the war began.") == value


@pytest.mark.parametrize("sign", "¹²³①②⁴₂")
def test_raised_and_circled_digits_are_no_part_of_a_number(sign: str) -> None:
    assert _total(f"The General Staff says Russia has lost 1,173,920{sign} soldiers since the war began.") == 1_173_920
    assert _total(f"The General Staff says Russia has lost {sign} 1,173,920 soldiers since the war began.") == 1_173_920


def test_an_italian_number_in_words_goes_on_behind_the_million() -> None:
    text = "Lo Stato maggiore: dall'inizio della guerra la Russia ha perso un milione e duecentocinquantamila soldati."
    assert _total(text, "it") == 1_250_000
