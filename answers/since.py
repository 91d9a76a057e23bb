"""From when on: what people type for a period or a day, in the languages of `typed.toml`.

`7d`, `2 weeks`, `за місяць`, `yesterday`, `2023-05-21`, `21.05.2023`, `21 травня`, `May 2023`, `day 452`, `2024`. What
these rules do not read is left to dateparser, which takes a third of a second to load and is imported only then.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from answers.typed import any_of, meanings, one_of, whole
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


def since_then(text: str) -> bool:
    """Whether *text* asks for all since a day and not for the day: `tanks since January`, `танки з 1 травня`."""
    return _SINCE.search(text) is not None


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
    found = dateparser.parse(text, languages=["en", "uk", "ru", "pl", "de", "es", "fr"], settings=settings)
    return Since(day=found.date()) if found and FIRST_DAY <= found.date() <= today else None


def _months_before(day: date, months: int) -> date:
    """The same day of the month *months* earlier, or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    first = date(index // 12, index % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), month_end(first))


def month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


_UNITS = meanings("units")
MONTHS = meanings("months")
_COUNTS = meanings("counts")
_WEEKDAYS = meanings("weekdays")


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


DAY_OF_MONTH = rf"\d{{1,2}}(?:{one_of('days', 'ordinal')})?"
_OF = rf"(?:{one_of('days', 'of')})\s+"
_D = rf"(?P<day>\d{{1,2}})(?:{one_of('days', 'ordinal')})?"
_M = rf"(?P<month>{any_of(MONTHS)})\.?"
_Y = rf"(?:,?\s*(?:{_OF})?(?P<year>\d{{4}}))?(?:\s*(?:{one_of('days', 'year')}))?"
_AGO = rf"(?:\s+(?:{one_of('days', 'ago')}))?"
_PAST = rf"(?:(?:{one_of('days', 'past')})\s+)?"
_BACK = rf"(?:(?:{one_of('days', 'back')})\s+)?"

_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Since | None]], ...] = (
    (whole(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})"), _year_first),
    (whole(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})"), _day_first),
    (whole(rf"{_D}\s*(?:{_OF})?{_M}{_Y}"), _day_named_month),
    (whole(rf"{_M}\s*{_D}{_Y}"), _day_named_month),
    (whole(rf"({any_of(MONTHS)})\s+(?:{_OF})?(\d{{4}})"), _month),
    (
        whole(rf"(?:{one_of('days', 'number')})\s*(?:no\.?|nr\.?|№|#)?\s*(\d{{1,9}})"),
        lambda m, _: Since(day=day_of_number(int(m[1]))),
    ),
    (whole(rf"{_BACK}(\d{{1,9}}|{any_of(_COUNTS)})\s*-?\s*{_PAST}({any_of(_UNITS)})\.?{_AGO}"), _counted),
    (whole(r"(\d{1,2})\.(\d{1,2})\.?"), _day_and_month),
    (whole(one_of("days", "day_before_yesterday")), lambda _m, t: Since(day=t - timedelta(days=2))),
    (whole(one_of("days", "yesterday")), lambda _m, _t: YESTERDAY),
    (whole(rf"{one_of('days', 'to_come')}|(?:{one_of('days', 'next')})\s+\w+"), lambda _m, t: _tomorrow(t)),
    (whole(one_of("days", "beginning")), lambda _m, _t: Since(day=FIRST_DAY)),
    (whole(rf"({any_of(_WEEKDAYS)})"), _weekday),
    (whole(r"(20\d\d)"), _year),
    (whole(rf"({any_of(MONTHS)})()"), _month),
    (whole(rf"({any_of(_UNITS)}){_AGO}"), _alone),
    (re.compile(r"(?<!\S)([1-9]\d{0,2})(?!\S)"), lambda m, _: Since(days=int(m[1]))),
)

_SINCE = whole(one_of("pictures", "since"))
_LIKE_A_DATE = re.compile(rf"\d|\b(?:{one_of('days', 'hints')})\b", re.IGNORECASE)
