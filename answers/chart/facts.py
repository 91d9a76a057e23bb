"""What a chart is drawn from: read from storage in a bounded number of rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from answers.chart.curves import MEAN
from storage.tallies import Tallies
from tally.category import CATEGORIES
from tally.day import FIRST_DAY
from tally.series import known
from tally.tally import Tally

MOST_DAYS = 4_000
"""Days that one chart reaches back at most."""

_HELD = 40


class Form(StrEnum):
    """How a category is drawn over time."""

    TOTAL = "total"
    """The total since the war began, as a line."""
    DAILY = "daily"
    """What each day added, as bars, with the 7-day mean."""
    SUM = "sum"
    """What was added since the period began, as a line from zero."""


@dataclass(frozen=True, slots=True)
class Course:
    """A category from the day *since*, on which its changes begin, to *until*.

    `series` are its tallies of these days, `before` those of the week before them, for running means and a base;
    `held` the days whose figure waits for an operator.
    """

    category: str
    since: date
    until: date
    series: tuple[Tally, ...]
    before: tuple[Tally, ...] = ()
    held: tuple[date, ...] = ()

    @property
    def known(self) -> list[Tally]:
        """The tallies that have a total."""
        return known(self.series)

    @property
    def revision(self) -> int:
        """Grows with every revision of any of its tallies."""
        return sum(each.revision for each in self.series)


@dataclass(frozen=True, slots=True)
class Year:
    """A category over one calendar year; `base` is the total with which it began, on the day `since`.

    `base` is None where no total is known.
    """

    year: int
    course: Course
    base: int | None
    since: date


async def course(tallies: Tallies, category: str, since: date, until: date) -> Course:
    """The course of *category* over the days from *since* to *until*."""
    since = max(since, FIRST_DAY, until - timedelta(days=MOST_DAYS))
    found = await tallies.series(category, since - timedelta(days=MEAN), until)
    held = {each.day for each in await tallies.queue(since, until, category, limit=_HELD)}
    return Course(
        category,
        since,
        until,
        tuple(each for each in found if each.day >= since),
        tuple(each for each in found if each.day < since),
        tuple(sorted(held - {each.day for each in known(found)})),
    )


async def year(tallies: Tallies, category: str, number: int, until: date) -> Year:
    """The course of *category* over the year *number*, up to *until*."""
    end = min(date(number, 12, 31), until)
    first = date(number - 1, 12, 31)
    found = await course(tallies, category, first, end)
    line = CATEGORIES.get(category)
    if number == FIRST_DAY.year and line and line.first == FIRST_DAY:
        # A total counts from the first day of the war on, so that it was zero the day before.
        return Year(number, found, 0, FIRST_DAY - timedelta(days=1))
    totals = found.known
    return Year(number, found, totals[0].total if totals else None, totals[0].day if totals else first)
