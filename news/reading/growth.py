"""How the tally grew: personnel and tanks every seventh day, as the General Staff claimed them (growth.csv).

A total tells the time: it only grows. This serves to find the year of a day that names none, and to see which number is
none of the tally's; never to change a figure.
"""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

_KEPT = ("personnel", "tanks")
_YEAR = 53
"""Rows back to the one of a year before the last."""


@cache
def _points() -> tuple[tuple[date, ...], dict[str, tuple[int, ...]]]:
    rows = (files("news.reading") / "growth.csv").read_text(encoding="ascii").split()[1:]
    cells = [row.split(",") for row in rows]
    days = tuple(date.fromisoformat(cell[0]) for cell in cells)
    return days, {name: tuple(int(cell[at]) for cell in cells) for at, name in enumerate(_KEPT, 1)}


def day_of_totals(totals: Mapping[str, int], near: date | None = None) -> date | None:
    """About when the tally stood at *totals*; None if they do not tell. Within a few days up to the table's end.

    Where personnel and tanks tell different days (a digit lost in print), the one nearer to *near* is believed.
    """
    told = [day for name in _KEPT if (day := _day_of(name, totals.get(name))) is not None]
    if near is not None:
        return min(told, key=lambda day: abs(day - near), default=None)
    return told[0] if told else None


@lru_cache(256)
def men_on(day: date) -> int:
    """About how many men the tally counted on *day*; it goes on growing behind the table's end, 0 before its start."""
    days, points = _points()
    known = points["personnel"]
    at = bisect_left(days, day)
    if at == len(days):
        rate = (known[-1] - known[-_YEAR]) / (days[-1] - days[-_YEAR]).days
        return known[-1] + round(rate * (day - days[-1]).days)
    if days[at] == day or not at:
        return known[at] if days[at] == day else 0
    return known[at - 1] + round((known[at] - known[at - 1]) * ((day - days[at - 1]) / (days[at] - days[at - 1])))


def _day_of(name: str, value: int | None) -> date | None:
    days, points = _points()
    known = points[name]
    if value is None or value < known[0]:
        return None
    if value >= known[-1]:
        rate = (known[-1] - known[-_YEAR]) / (days[-1] - days[-_YEAR]).days
        return days[-1] + timedelta(days=min(round((value - known[-1]) / rate), 4000))
    at = bisect_left(known, value)
    if known[at] == value:
        return days[at]
    part = (value - known[at - 1]) / (known[at] - known[at - 1])
    return days[at - 1] + (days[at] - days[at - 1]) * part
