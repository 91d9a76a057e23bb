"""One category of a report, laid out before the judge with its neighbours in time."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from tally.agreement import round_figure
from tally.pace import MATURE, Pace, learn
from tally.report import Kind, Report
from tally.series import on
from tally.tally import WINDOW, History, Standing, Tally, Witness

_LINES = 5
"""Totals that a report must give before it counts as a table."""
_GREAT = 1000
"""Totals below this are seldom rounded by anybody."""


@dataclass(frozen=True)
class Case:
    """What a report claims for one category, and what is held around that day.

    `known` are the tallies with a total inside the window, that of the day itself left out; `before` the last of them
    before the day, `earlier` the one before that, `anchor` the last that is confirmed, `after` the first one after it.
    `current` is what is held for the day itself; `waiting` are totals that wait for an operator since `before`. `table`
    says that the report gives exact figures line by line, as the bulletin does.
    """

    category: str
    day: date
    total: int | None
    gain: int | None
    approximate: bool
    ambiguous: bool
    current: Tally | None
    before: Tally | None
    earlier: Tally | None
    anchor: Tally | None
    after: Tally | None
    known: Sequence[Tally] = field(repr=False)
    witnesses: tuple[Witness, ...] = ()
    waiting: tuple[Tally, ...] = ()
    table: bool = False

    @cached_property
    def pace(self) -> Pace:
        """How fast the series moves."""
        return learn(self.known)

    @cached_property
    def printed(self) -> int | None:
        """The day's gain as printed by this report, by what is held, or by a witness; None when nobody printed it."""
        held = self.current.gain if self.current else None
        given = (self.gain, held, *(each.gain for each in self.witnesses))
        return next((each for each in given if each is not None), None)

    @property
    def gap(self) -> int:
        """Days since `before`; 0 without one."""
        return (self.day - self.before.day).days if self.before else 0

    @property
    def rounded(self) -> bool:
        """Whether the total is rounded for a headline, more coarsely than its series, and no gain vouches for it."""
        if self.total is None or self.table or not round_figure(self.total, self.approximate):
            return False
        if self.printed is not None and self.expected == self.total:
            return False
        return self.pace.sample >= MATURE and self.total % (self.pace.grain * 100) == 0

    @property
    def expected(self) -> int | None:
        """The total that the last one and the printed gain make, where they are for consecutive days."""
        if self.before is None or self.before.total is None or self.gap != 1 or self.printed is None:
            return None
        return self.before.total + self.printed

    def change(self, total: int) -> int | None:
        """*total* minus the last known one."""
        return None if self.before is None or self.before.total is None else total - self.before.total


def cases(report: Report, history: History, day: date) -> dict[str, Case]:
    """The cases of *report*, a category each, in the order in which the report names them."""
    table = _is_table(report)
    named = dict.fromkeys(claim.category for claim in report.claims)
    return {category: _case(category, report, history, day, table) for category in named}


def _is_table(report: Report) -> bool:
    """Whether *report* has the lines of a table, most of them exact: a round figure among them is so by chance."""
    totals = report.figures(Kind.TOTAL).values()
    great = [total for total in totals if total >= _GREAT]
    return len(totals) >= _LINES and 2 * sum(total % 100 == 0 for total in great) <= max(len(great), 2)


def _case(category: str, report: Report, history: History, day: date, table: bool) -> Case:
    claims = [claim for claim in report.claims if claim.category == category]
    totals = [claim for claim in claims if claim.kind is Kind.TOTAL]
    gains = [claim for claim in claims if claim.kind is Kind.GAIN]
    series = _window(history.tallies.get(category, ()), day)
    others, current, at = _around(series, day)
    before = others[at - 1] if at else None
    return Case(
        category=category,
        day=day,
        total=totals[0].value if totals else None,
        gain=gains[0].value if gains else None,
        approximate=any(claim.approximate for claim in totals or gains),
        ambiguous=len({each.value for each in totals}) > 1 or len({each.value for each in gains}) > 1,
        current=current,
        before=before,
        earlier=others[at - 2] if at > 1 else None,
        anchor=next((each for each in reversed(others[:at]) if each.standing is Standing.CONFIRMED), None),
        after=others[at] if at < len(others) else None,
        known=others,
        witnesses=tuple(history.witnesses.get(category, ())),
        waiting=tuple(
            each
            for each in history.held.get(category, ())
            if each.total is not None and each.day < day and (before is None or each.day > before.day)
        ),
        table=table,
    )


def _around(series: Sequence[Tally], day: date) -> tuple[Sequence[Tally], Tally | None, int]:
    """The known tallies of *series* without that of *day*, that one, and how many of them lie before *day*."""
    others = [each for each in series if each.total is not None and each.standing is not Standing.UNDER_CHECK]
    at = bisect_left(others, day, key=_day)
    if at < len(others) and others[at].day == day:
        return others, others.pop(at), at
    return others, on(series, day), at


def _window(series: Sequence[Tally], day: date) -> Sequence[Tally]:
    """The part of *series* that the judge looks at, however much it is shown."""
    first = bisect_left(series, day - timedelta(days=WINDOW), key=_day)
    last = bisect_left(series, day + timedelta(days=WINDOW), key=_day)
    return series[first:last]


def _day(tally: Tally) -> date:
    return tally.day
