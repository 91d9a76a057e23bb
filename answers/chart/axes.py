"""Few and round ticks for days and for amounts."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal

from answers.chart.figure import Tick
from answers.words import number, region

_ROUND = (1, 2, 2.5, 5, 10)
_HEADROOM = 0.06
_COMPACT = 10_000
_MOST_DATES = 4
"""Dates that fit under a plot on a phone."""


def amounts(low: float, high: float, language: str, *, most: int = 4) -> tuple[tuple[float, float], tuple[Tick, ...]]:
    """Limits around *low* and *high*, and about *most* round ticks inside them, whole numbers all."""
    if low == high:
        low, high = min(0, low), max(high * 1.5, low + 1)
    raw = (high - low) / most
    power = 10 ** math.floor(math.log10(raw)) if raw > 0 else 1
    step = max(1, next(each * power for each in _ROUND if each * power >= raw * 0.999))
    step = math.ceil(step) if step < 10 else step
    start = math.floor(low / step) * step
    end = max(high + (high - start) * _HEADROOM, start + step)
    ticks = [round(start + index * step) for index in range(math.floor((end - start) / step) + 1)]
    return (float(start), float(end)), tuple(Tick(float(each), _amount(each, step, language)) for each in ticks)


def days(first: date, last: date, language: str) -> tuple[Tick, ...]:
    """At most four dates between *first* and *last*: days, beginnings of months, or of years."""
    span = (last - first).days
    if span <= 75:
        return _spread(first, last, language)
    for months in (1, 2, 3, 6, 12, 24, 36):
        starts = list(_months(first, last, months))
        if len(starts) <= _MOST_DATES + (months == 12):
            return tuple(Tick(float(each.toordinal()), _month(each, language, months)) for each in starts)
    return tuple(Tick(float(each.toordinal()), str(each.year)) for each in starts[:: math.ceil(len(starts) / 4)])


def months_of_a_year(language: str) -> tuple[Tick, ...]:
    """The beginnings of the quarters, on an axis of days of a year."""
    starts = [date(2023, month, 1) for month in (1, 4, 7, 10)]
    return tuple(Tick(float(day_of_year(each)), format_date(each, "LLL", locale=language)) for each in starts)


def day_of_year(day: date) -> int:
    """The day's place in its year, 1 to 365; 29 February shares the place of 28 February, so that years lie alike."""
    if (day.month, day.day) == (2, 29):
        day = day - timedelta(days=1)
    return date(2023, day.month, day.day).timetuple().tm_yday


def short_day(day: date, language: str, *, year: bool = False) -> str:
    """`3 May`, `3 трав.`, `3. Mai`, with the year where it is wanted; not to be broken."""
    said = format_skeleton("MMMd", day, locale=region(language))
    return f"{said} {day.year}".replace(" ", "\xa0") if year else str(said).replace(" ", "\xa0")


def _spread(first: date, last: date, language: str) -> tuple[Tick, ...]:
    span = (last - first).days
    count = min(3, span) or 1
    chosen = [first + timedelta(days=round(span * index / count)) for index in range(count + 1)]
    return tuple(Tick(float(each.toordinal()), short_day(each, language)) for each in dict.fromkeys(chosen))


def _months(first: date, last: date, every: int) -> Iterator[date]:
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        start = date(index // 12, index % 12 + 1, 1)
        if index % every == 0 and first <= start <= last:
            yield start


def _month(start: date, language: str, every: int) -> str:
    if every >= 12:
        return str(start.year)
    return str(format_date(start, "LLL yyyy" if start.month == 1 else "LLL", locale=language))


def _amount(value: int, step: float, language: str) -> str:
    if abs(value) >= _COMPACT and step >= 1_000:
        said = str(format_compact_decimal(value, locale=language, fraction_digits=3)).replace("\xa0", " ")
        # German has no short word for a thousand, and CLDR leaves such numbers ungrouped.
        return number(value, language) if said.lstrip("-").isdecimal() else said
    return number(value, language)
