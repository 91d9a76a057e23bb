"""Made-up tallies for pictures."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from answers.chart.facts import Course
from tally.tally import UKRAINE, Standing, Tally

FIRST = date(2026, 4, 1)


def tally(day: date, total: int | None, gain: int | None = None, standing: Standing = Standing.CONFIRMED) -> Tally:
    return Tally(UKRAINE, day, "tanks", total, gain, standing, claimed_by="General Staff")


def series(
    totals: Sequence[int | None], first: date = FIRST, standings: Mapping[int, Standing] = {}
) -> tuple[Tally, ...]:
    """A tally a day from *first* on; no tally where the total is None."""
    return tuple(
        tally(first + timedelta(days=index), total, None, standings.get(index, Standing.CONFIRMED))
        for index, total in enumerate(totals)
        if total is not None
    )


def course(
    totals: Sequence[int | None],
    standings: Mapping[int, Standing] = {},
    *,
    held: tuple[date, ...] = (),
) -> Course:
    until = FIRST + timedelta(days=len(totals) - 1)
    return Course("tanks", FIRST, until, series(totals, standings=standings), held=held)


def at(index: int) -> float:
    """Where the day of that index lies on the axis."""
    return float((FIRST + timedelta(days=index)).toordinal())
