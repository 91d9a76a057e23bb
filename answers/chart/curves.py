"""What tallies make: lines that break where nothing is known, bars of single days, means, gaps and restatements.

Nothing is ever joined over a day without a figure, and a figure on which sources differ belongs to no line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from answers.chart.figure import Point, Segment
from tally.series import Change, known
from tally.tally import Standing, Tally

MEAN = 7
"""Days of the running mean."""


@dataclass(frozen=True, slots=True)
class Moved:
    """On `day` the total moved by `value` without that being lost on the day.

    `exact` says that the bulletin's printed gain tells it apart; otherwise the total simply fell, by no less than that.
    """

    day: date
    value: int
    exact: bool


def line(series: Sequence[Tally], *, base: int = 0) -> tuple[Segment, ...]:
    """The totals above *base*, a segment for each unbroken run of days on which sources do not differ."""
    segments: list[list[Point]] = []
    before: date | None = None
    for each in known(series):
        if each.standing is Standing.DIFFERS:
            before = None
            continue
        if before is None or (each.day - before).days != 1:
            segments.append([])
        segments[-1].append((each.day.toordinal(), (each.total or 0) - base))
        before = each.day
    return tuple(tuple(each) for each in segments)


def doubtful(series: Sequence[Tally], *, base: int = 0) -> tuple[Point, ...]:
    """The totals above *base* on which sources differ."""
    return tuple(
        (each.day.toordinal(), (each.total or 0) - base) for each in known(series) if each.standing is Standing.DIFFERS
    )


def gaps(series: Sequence[Tally]) -> tuple[tuple[date, date], ...]:
    """The pairs of known days that do not follow each other."""
    days = [each.day for each in known(series)]
    return tuple((one, other) for one, other in pairwise(days) if (other - one).days > 1)


def moves(moved: Iterable[Change]) -> tuple[Moved, ...]:
    """The restatements among changes: known from a printed gain, or seen because a total that can only grow fell."""
    return tuple(
        Moved(each.until, each.restated if each.restated is not None else each.value, each.restated is not None)
        for each in moved
        if each.restated or (each.restated is None and each.value < 0)
    )


def daily(moved: Iterable[Change]) -> dict[date, int]:
    """What was lost on each single day, restatements taken out; days whose loss is not known are not there."""
    lost = {}
    for each in moved:
        value = each.value - (each.restated or 0)
        if each.days == 1 and (each.restated is not None or value >= 0):
            lost[each.until] = value
    return lost


def differing(series: Sequence[Tally]) -> set[date]:
    """The days whose change rests on a figure on which sources differ."""
    days = [each.day for each in known(series) if each.standing is Standing.DIFFERS]
    return {*days, *(date.fromordinal(each.toordinal() + 1) for each in days)}


def means(lost: dict[date, int]) -> tuple[Segment, ...]:
    """The mean of each day and the six before it, where all seven are known."""
    segments: list[list[Point]] = []
    for run in _runs(sorted(lost)):
        if len(run) >= MEAN:
            total = sum(lost[day] for day in run[: MEAN - 1])
            segments.append([])
            for index in range(MEAN - 1, len(run)):
                total += lost[run[index]]
                segments[-1].append((run[index].toordinal(), total / MEAN))
                total -= lost[run[index - MEAN + 1]]
    return tuple(tuple(each) for each in segments)


def _runs(days: Sequence[date]) -> Iterator[list[date]]:
    run: list[date] = []
    for day in days:
        if run and (day - run[-1]).days != 1:
            yield run
            run = []
        run.append(day)
    if run:
        yield run
