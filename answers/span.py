"""A stretch of calendar: what people type for a month, a quarter, a year, or from one day to another.

`in May 2023`, `за травень`, `Q2 2024`, `2 квартал`, `this year`, `last month`, `from 1 May to 10 June`,
`2024-04-01..2024-06-30`. A month or a year that stands alone may also mean "since then", so it is found and said to be
unsure: whoever answers should ask.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from answers.since import DAY_OF_MONTH, MONTHS, find_since, month_end
from answers.typed import any_of, forms, meanings, one_of
from tally.day import FIRST_DAY

LONGEST = 200
"""Characters in which stretches of time are looked for."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the morning of *since* to that of *until*: the losses that the bulletins of these days told, both
    included.
    """

    since: date
    until: date

    def __str__(self) -> str:
        """As it could be typed."""
        return f"{self.since}..{self.until}"

    @property
    def days(self) -> int:
        """How many bulletins lie in it."""
        return (self.until - self.since).days + 1

    def months(self) -> int:
        """How many months it is, where it is a month, a quarter or a year of the calendar; else 0."""
        return next((count for count in (1, 3, 12) if self == self._calendar(self.since, count)), 0)

    def before(self) -> "Span | None":
        """The month, quarter or year before this one, where this is one."""
        count = self.months()
        before = self._calendar(_moved(self.since, -count), count) if count else None
        return before if before and before.until >= FIRST_DAY else None

    def after(self, today: date) -> "Span | None":
        """The month, quarter or year after this one, where this is one and that has begun by *today*."""
        count = self.months()
        after = self._calendar(_moved(self.since, count), count) if count else None
        return after if after and after.since <= today else None

    @staticmethod
    def _calendar(since: date, count: int) -> "Span | None":
        if since.day != 1 or (since.month - 1) % count:
            return None
        return Span(since, _moved(since, count) - timedelta(days=1))


def _moved(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A span found in a text and where it stands; not `sure` when the words may mean another thing."""

    span: Span
    start: int
    end: int
    sure: bool = True


def find_spans(text: str, today: date) -> list[FoundSpan]:
    """Every span in *text* that has begun by *today*, in the order in which they stand; none overlaps another.

    Looks at `LONGEST` characters: with every further year there is more to look back over, and nobody asks for so many.
    """
    text = text[:LONGEST]
    found: list[FoundSpan] = []
    for pattern, meaning in _RULES:
        for match in pattern.finditer(text):
            if any(match.start() < each.end and each.start < match.end() for each in found):
                continue
            made = _made(meaning, match, today)
            if made is None or made[0].since > today or made[0].until < FIRST_DAY:
                continue
            span = Span(max(made[0].since, FIRST_DAY), min(made[0].until, today))
            if span.since <= span.until:
                found.append(FoundSpan(span, *match.span(), made[1]))
    return sorted(found, key=lambda each: each.start)


def _made(
    meaning: "Callable[[re.Match[str], date], tuple[Span, bool] | None]", match: re.Match[str], today: date
) -> tuple[Span, bool] | None:
    try:
        return meaning(match, today)
    except (ValueError, OverflowError):
        return None


def _between(match: re.Match[str], today: date) -> tuple[Span, bool] | None:
    one, other = match[1], match[2]
    if _A_DAY.fullmatch(one) and (month := _FROM_MONTH.search(other)):
        one = f"{one} {month[0]}"
    year = re.search(r"20\d\d", other)
    if year and not re.search(r"20\d\d|[./]\d\d$", one):
        one = f"{one} {year[0]}"
    first, last = _edge(one, today, first=True), _edge(other, today, first=False)
    return (Span(first, last), True) if first and last and first <= last else None


def _edge(text: str, today: date, *, first: bool) -> date | None:
    """The day that one side of a range names: a month's or a year's first or last where that is all it names."""
    whole = _whole(text, today)
    if whole:
        return whole.since if first else whole.until
    found = find_since(text, today)
    return found.since.day if found and found.since else None


def _whole(text: str, today: date) -> Span | None:
    """The month or year that *text* names."""
    for pattern, meaning in _RULES[-2:]:
        if (match := pattern.search(text)) and (made := _made(meaning, match, today)):
            return made[0]
    return None


def _quarter(match: re.Match[str], today: date) -> tuple[Span, bool]:
    number = int(_QUARTERS[match["n"].casefold()])
    year = int(match["year"] or today.year)
    if not match["year"] and date(year, 3 * number - 2, 1) > today:
        year -= 1
    return Span(date(year, 3 * number - 2, 1), month_end(date(year, 3 * number, 1))), True


def _this_or_last(match: re.Match[str], today: date) -> tuple[Span, bool]:
    last = bool(_LAST.fullmatch(match["which"]))
    unit = next(each for each, pattern in _UNITS.items() if pattern.fullmatch(match["unit"]))
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * last)
        return Span(monday, monday + timedelta(days=6)), True
    if unit == "month":
        first = today.replace(day=1)
        first = (first - timedelta(days=1)).replace(day=1) if last else first
        return Span(first, month_end(first)), True
    if unit == "quarter":
        first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        first = (first - timedelta(days=80)).replace(day=1) if last else first
        return Span(first, month_end(first + timedelta(days=62))), True
    return Span(date(today.year - last, 1, 1), date(today.year - last, 12, 31)), True


def _year_of(day: date) -> Span:
    return Span(date(day.year, 1, 1), date(day.year, 12, 31))


def _month_of(day: date) -> Span:
    first = day.replace(day=1)
    return Span(first, month_end(first))


def _month(match: re.Match[str], today: date) -> tuple[Span, bool] | None:
    if match["from"] or _counts_days(match):
        return None
    month = int(MONTHS[match["month"].casefold()])
    year = int(match["year"] or (today.year if month <= today.month else today.year - 1))
    first = date(year, month, 1)
    return Span(first, month_end(first)), bool(match["in"])


def _counts_days(match: re.Match[str]) -> bool:
    """Whether it is the month of a day: `21 May`, `May 21st`."""
    before, after = match.string[: match.start("month")].rstrip(), match.string[match.end("month") :]
    return bool(_DAY_BEFORE.search(before)) or bool(not match["year"] and re.match(r"\.?\s*\d{1,2}(?!\d)", after))


def _year(match: re.Match[str], today: date) -> tuple[Span, bool] | None:
    year = int(match["year"])
    if _OF_A_DATE.search(match.string[: match.start("year")]):
        return None
    return None if match["from"] else (Span(date(year, 1, 1), date(year, 12, 31)), bool(match["in"]))


def _said(section: str, meaning: str, name: str) -> str:
    """A word of *meaning* before something, in the group *name*, that may be left out."""
    return rf"(?:\b(?P<{name}>{one_of(section, meaning)})(?:\s+|(?<=['’])))?"


_IN, _FROM = _said("spans", "in", "in"), _said("spans", "since", "from")
_LAST = re.compile(one_of("spans", "last"), re.IGNORECASE)
_WHICH = rf"(?P<which>{one_of('spans', 'this')}|{one_of('spans', 'last')})"
_UNITS = {each: re.compile(one_of("spans", each), re.IGNORECASE) for each in ("week", "month", "quarter", "year")}
_UNIT = rf"(?P<unit>{any_of(each for unit in _UNITS for each in forms('spans', unit))})"
_QUARTERS = meanings("quarters")
_SHORT_QUARTER = any_of(form for form in _QUARTERS if re.fullmatch("[a-z][1-4]", form))
_NTH = any_of(form for form in _QUARTERS if not re.fullmatch("[a-z][1-4]", form))
_ENDING = rf"(?:-?(?:{one_of('days', 'ordinal')}|й|му))?"
_JOIN = rf"(?:{one_of('spans', 'to')}|–|—|-)"
_YEARS = rf"(?:\s*(?:{one_of('days', 'year')}))?"
_OF = rf"(?:(?:{one_of('days', 'of')})\s+)?"

_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?|20\d\d"
    rf"|(?:{DAY_OF_MONTH}\s+{_OF})?(?:{any_of(MONTHS)})(?:\s+{DAY_OF_MONTH}(?!\d))?(?:,?\s+{_OF}20\d\d)?)"
)
_A_DAY = re.compile(DAY_OF_MONTH, re.IGNORECASE)
_FROM_MONTH = re.compile(rf"\b(?:{any_of(MONTHS)})\b.*", re.IGNORECASE)
_OF_A_DATE = re.compile(rf"(?:(?:{any_of(MONTHS)})\.?|\b{DAY_OF_MONTH}),?\s*{_OF}$", re.IGNORECASE)
_DAY_BEFORE = re.compile(rf"\d(?:{one_of('days', 'ordinal')})?(?:\s+(?:{one_of('days', 'of')}))?$", re.IGNORECASE)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-]){text}(?![\w])", re.IGNORECASE)


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], tuple[Span, bool] | None]], ...] = (
    (_pattern(rf"(?:{one_of('spans', 'from')})\s+({_DATE}|{DAY_OF_MONTH})\s+{_JOIN}\s+({_DATE})"), _between),
    (_pattern(r"(\d{4}-\d\d-\d\d)\s*\.\.\s*(\d{4}-\d\d-\d\d)"), _between),
    (_pattern(rf"{_IN}(?P<n>{_SHORT_QUARTER})(?:\s+{_OF}(?P<year>20\d\d))?"), _quarter),
    (
        _pattern(rf"{_IN}(?P<n>{_NTH}){_ENDING}\s+(?:{one_of('spans', 'quarter')})(?:\s+{_OF}(?P<year>20\d\d))?"),
        _quarter,
    ),
    (_pattern(rf"{_FROM}(?:{one_of('spans', 'year_so_far')})"), lambda _, today: (_year_of(today), True)),
    (_pattern(rf"{_FROM}(?:{one_of('spans', 'month_so_far')})"), lambda _, today: (_month_of(today), True)),
    (_pattern(rf"{_IN}{_WHICH}\s+{_UNIT}"), _this_or_last),
    (_pattern(rf"{_IN}{_UNIT}\s+{_WHICH}"), _this_or_last),
    (
        _pattern(rf"{_FROM}{_IN}(?P<month>{any_of(MONTHS)})\.?(?:\s+{_OF}(?P<year>20\d\d){_YEARS})?"),
        _month,
    ),
    (_pattern(rf"{_FROM}{_IN}(?P<year>20\d\d)(?![-./]\d)(?:\s*(?:{one_of('spans', 'year')}))?"), _year),
)
