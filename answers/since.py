"""From when on: what people type for a period or a day, in English and Ukrainian, and in what Russian speakers type
too.

`7d`, `2 weeks`, `за місяць`, `yesterday`, `2023-05-21`, `21.05.2023`, `21 травня`, `May 2023`, `day 452`, `2024`. What
these rules do not read is left to dateparser, which takes a third of a second to load and is imported only then.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tally.day import FIRST_DAY, day_of_number


@dataclass(frozen=True, slots=True)
class Since:
    """Where a comparison starts: *days* or *months* before the day it ends on, or on a *day*. Exactly one is set."""

    days: int = 0
    months: int = 0
    day: date | None = None

    def __str__(self) -> str:
        """As it could be typed: `7d`, `3m`, `2023-05-21`."""
        return self.day.isoformat() if self.day else f"{self.months}m" if self.months else f"{self.days}d"

    @property
    def is_period(self) -> bool:
        """A stretch of time rather than a day; `yesterday` is a day as much as `1d` is a period."""
        return self.day is None and (self.months > 0 or self.days > 1)

    def start(self, until: date) -> date:
        """The day to compare *until* with; `date.min` when the period reaches further back than dates do."""
        if self.day is not None:
            return self.day
        try:
            return _months_before(until, self.months) if self.months else until - timedelta(days=self.days)
        except (OverflowError, ValueError):
            return date.min


YESTERDAY = Since(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """A period found in a text: what it means (None: it looks like a date and is none) and where it stands."""

    since: Since | None
    start: int
    end: int


def find_since(text: str, today: date) -> Found | None:
    """The first period or day in *text*, by the rules of this module alone."""
    for pattern, meaning in _RULES:
        for match in pattern.finditer(text):
            try:
                since = meaning(match, today)
            except (ValueError, OverflowError):
                return Found(None, *match.span())
            if since is not None:
                return Found(since, *match.span())
    return None


def guess_since(text: str, today: date) -> Since | None:
    """The day that dateparser makes of all of *text*, when *text* looks like one and the day is one of the war."""
    words = text.split()
    if len(text) > 30 or len(words) > 5 or not _LIKE_A_DATE.search(text):
        return None
    import dateparser

    noon = datetime.combine(today, time(12))
    settings = {
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": noon,
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found = dateparser.parse(text, languages=["en", "uk", "ru"], settings=settings)
    return Since(day=found.date()) if found and FIRST_DAY <= found.date() <= today else None


def _months_before(day: date, months: int) -> date:
    """The same day of the month *months* earlier, or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    first = date(index // 12, index % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), month_end(first))


def month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _words(table: str) -> dict[str, str]:
    """`meaning: word word …` lines -> word -> meaning."""
    lines = (line.partition(":") for line in table.strip().splitlines())
    return {word: meaning.strip() for meaning, _, words in lines for word in words.split()}


_UNITS = _words(
    """
    d: d day days д дн день дні днів дня доба добу доби діб добі сутки суток дней дня
    w: w wk wks week weeks т тиж тижд тиждень тижні тижнів тижня неделя неделю недели недель
    m: m mo mon mth month months м міс місяць місяці місяців місяця мес месяц месяца месяцев
    q: q quarter quarters квартал квартали кварталу кварталів
    y: y yr yrs year years р рік роки років року год года лет
    """
)
MONTHS = _words(
    """
    1: january jan січень січня січні янв январь января январе
    2: february feb лютий лютого лютому фев февраль февраля феврале
    3: march mar березень березня березні март марта марте
    4: april apr квітень квітня квітні апр апрель апреля апреле
    5: may травень травня травні май мая мае
    6: june jun червень червня червні июн июнь июня июне
    7: july jul липень липня липні июл июль июля июле
    8: august aug серпень серпня серпні авг август августа августе
    9: september sep sept вересень вересня вересні сен сентябрь сентября сентябре
    10: october oct жовтень жовтня жовтні окт октябрь октября октябре
    11: november nov листопад листопада листопаді ноя ноябрь ноября ноябре
    12: december dec грудень грудня грудні дек декабрь декабря декабре
    """
)
_COUNTS = _words(
    """
    1: one один одна одну
    2: two couple два дві две
    3: three три
    4: four чотири четыре
    5: five п'ять п’ять пять
    6: six шість шесть
    7: seven сім семь
    10: ten десять
    """
)
_WEEKDAYS = _words(
    """
    0: monday понеділок понеділка понедельник понедельника
    1: tuesday вівторок вівторка вторник вторника
    2: wednesday середа середи середу среда среды среду
    3: thursday четвер четверга четверг четверга
    4: friday п'ятниця п'ятниці п'ятницю п’ятниця п’ятниці п’ятницю пятница пятницы пятницу
    5: saturday субота суботи суботу суббота субботы субботу
    6: sunday неділя неділі неділю воскресенье воскресенья
    """
)
_YESTERDAYS = ["yesterday", "daily", "вчора", "учора", "вчорашнього", "вчера", "щодня"]
_BEGINNINGS = (
    "the start of the war",
    "start of the war",
    "the beginning",
    "beginning",
    "the start",
    "all time",
    "overall",
    "початку війни",
    "початку вторгнення",
    "самого початку",
    "початку",
    "весь час",
    "начала войны",
    "начала",
)


def any_of(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?:{text})(?![\w])", re.IGNORECASE)


def _unit(count: int, word: str) -> Since:
    unit = _UNITS[word.casefold()]
    if count < 1 or count > 100_000:
        raise ValueError(count)
    if unit in "dw":
        return Since(days=count * (7 if unit == "w" else 1))
    return Since(months=count * {"m": 1, "q": 3, "y": 12}[unit])


def _counted(match: re.Match[str], today: date) -> Since:
    return _unit(int(_COUNTS.get(match[1].casefold(), match[1])), match[2])


def _alone(match: re.Match[str], today: date) -> Since | None:
    return _unit(1, match[1]) if len(match[1]) > 2 else None


def _year_first(match: re.Match[str], today: date) -> Since:
    return Since(day=date(int(match[1]), int(match[2]), int(match[3])))


def _day_first(match: re.Match[str], today: date) -> Since:
    year = int(match[3])
    return Since(day=date(year + 2000 if year < 100 else year, int(match[2]), int(match[1])))


def _day_and_month(match: re.Match[str], today: date) -> Since:
    return Since(day=_latest(int(match[1]), int(match[2]), today))


def _day_named_month(match: re.Match[str], today: date) -> Since:
    month = int(MONTHS[match["month"].casefold()])
    number = int(match["day"])
    return Since(day=date(int(match["year"]), month, number) if match["year"] else _latest(number, month, today))


def _month(match: re.Match[str], today: date) -> Since:
    month = int(MONTHS[match[1].casefold()])
    first = date(int(match[2]), month, 1) if match[2] else _latest(1, month, today)
    return Since(day=FIRST_DAY if (first.year, first.month) == (FIRST_DAY.year, FIRST_DAY.month) else first)


def _tomorrow(today: date) -> Since:
    """A day to come: which one does not matter, for nothing is known of any."""
    return Since(day=today + timedelta(days=1))


def _weekday(match: re.Match[str], today: date) -> Since:
    ago = (today.weekday() - int(_WEEKDAYS[match[1].casefold()]) - 1) % 7 + 1
    return Since(day=today - timedelta(days=ago))


def _year(match: re.Match[str], today: date) -> Since:
    year = int(match[1])
    return Since(day=FIRST_DAY if year == FIRST_DAY.year else date(year, 1, 1))


def _latest(day: int, month: int, today: date) -> date:
    """The last such day of a year up to *today*."""
    years = (year for year in range(today.year, today.year - 9, -1))
    days = (date(year, month, day) for year in years if month != 2 or day != 29 or year % 4 == 0)
    return next(each for each in days if each <= today)


_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го|-?е)?"
_M = rf"(?P<month>{any_of(MONTHS)})\.?"
_Y = r"(?:,?\s*(?P<year>\d{4}))?(?:\s*(?:року|р\.|рік|года|г\.))?"
_AGO = r"(?:\s+(?:ago|тому|назад|back))?"

_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Since | None]], ...] = (
    (_pattern(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})"), _year_first),
    (_pattern(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})"), _day_first),
    (_pattern(rf"{_D}\s*(?:of\s+)?{_M}{_Y}"), _day_named_month),
    (_pattern(rf"{_M}\s*{_D}{_Y}"), _day_named_month),
    (_pattern(rf"({any_of(MONTHS)})\s+(\d{{4}})"), _month),
    (_pattern(r"(?:day|день|доба)\s*(?:no\.?|№|#)?\s*(\d{1,9})"), lambda m, _: Since(day=day_of_number(int(m[1])))),
    (_pattern(rf"(\d{{1,9}}|{any_of(_COUNTS)})\s*-?\s*({any_of(_UNITS)})\.?{_AGO}"), _counted),
    (_pattern(r"(\d{1,2})\.(\d{1,2})\.?"), _day_and_month),
    (_pattern(r"(?:the )?day before yesterday|позавчора|позавчера"), lambda _m, t: Since(day=t - timedelta(days=2))),
    (_pattern(any_of(_YESTERDAYS)), lambda _m, _t: YESTERDAY),
    (_pattern(r"tomorrow|завтра|післязавтра|(?:next|наступн\w+|следующ\w+)\s+\w+"), lambda _m, t: _tomorrow(t)),
    (_pattern(any_of(_BEGINNINGS)), lambda _m, _t: Since(day=FIRST_DAY)),
    (_pattern(rf"({any_of(_WEEKDAYS)})"), _weekday),
    (_pattern(r"(20\d\d)"), _year),
    (_pattern(rf"({any_of(MONTHS)})()"), _month),
    (_pattern(rf"({any_of(_UNITS)}){_AGO}"), _alone),
    (re.compile(r"(?<!\S)([1-9]\d{0,2})(?!\S)"), lambda m, _: Since(days=int(m[1]))),
)

_LIKE_A_DATE = re.compile(
    r"\d|\bago\b|day\b|last|week|month|year|тому|назад|позавчора|позавчера|минул|прошл|понеділ|вівтор|серед|четвер"
    r"|п.?ятниц|субот|неділ|понедельн|вторник|суббот|воскресен",
    re.IGNORECASE,
)
