"""What follows from the tallies of one category: changes, gaps, means and superlatives.

Every function takes a *series*: the tallies of one claimant and one category in ascending order of day, at most one a
day. A tally without a total, or one that is under check, counts as not known; nothing here ever turns an unknown into
a zero. Two numbers are kept apart throughout: the *gain*, which the bulletin printed, and the *change*, which is one
total minus an earlier one. Where both are known for a single day, what lies between them is *restated*: figures moved
without having been lost that day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tally.tally import Standing, Tally


@dataclass(frozen=True, slots=True)
class Change:
    """One total minus an earlier one.

    `value` is the difference from the total of `since` to that of `until`, `days` apart: 1 from one morning to the
    next, more over a gap. `gain` is what the bulletins printed for that time, None unless every day of it has one;
    `restated` is `value` minus `gain`, None where that is not known. `verified` says that both totals are confirmed.
    """

    value: int
    days: int
    since: date
    until: date
    gain: int | None = None
    restated: int | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean change a day over the `days` from `since` to `until`, restatements that are known taken out.

    `days` differs from what was asked for where the series has a gap at its edge.
    """

    value: float
    days: int
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Superlative:
    """The change of `day` is the highest since `since`, the last day whose change was as high.

    `since` is None where no known day was as high; `searched_from` is the first day that could be compared.
    """

    day: date
    value: int
    since: date | None
    searched_from: date

    @property
    def days(self) -> int:
        """How many days the superlative spans."""
        return (self.day - (self.since or self.searched_from)).days


def known(series: Sequence[Tally]) -> list[Tally]:
    """The tallies of *series* that have a total and are not under check."""
    return [each for each in series if each.total is not None and each.standing is not Standing.UNDER_CHECK]


def on(series: Sequence[Tally], day: date) -> Tally | None:
    """The tally of *day* itself, whatever it holds."""
    at = bisect_left(series, day, key=_day)
    return series[at] if at < len(series) and series[at].day == day else None


def last_known(series: Sequence[Tally], day: date) -> Tally | None:
    """The newest tally on or before *day* whose total is known."""
    at = bisect_right(series, day, key=_day)
    return next((each for each in reversed(series[:at]) if _is_known(each)), None)


def change(series: Sequence[Tally], day: date) -> Change | None:
    """How the total of *day* differs from the one known before it.

    None when the total of *day* is not known, and for the first report of a series, which has no change.
    """
    tally = on(series, day)
    if tally is None or not _is_known(tally):
        return None
    before = last_known(series, day - timedelta(days=1))
    return None if before is None else _between(before, tally, [tally])


def change_between(series: Sequence[Tally], since: date, until: date) -> Change | None:
    """How the last total known on or before *until* differs from the last known on or before *since*.

    Where the series begins after *since*, its first total is the start; `Change.since` and `Change.until` say which
    days were taken. None unless two different days are known.
    """
    end = last_known(series, until)
    start = last_known(series, since) or next((each for each in series if _is_known(each)), None)
    if start is None or end is None or start.day >= end.day:
        return None
    return _between(start, end, [each for each in series if start.day < each.day <= end.day])


def changes(series: Sequence[Tally]) -> Iterator[Change]:
    """The change of every known day of *series* but the first, in ascending order."""
    before: Tally | None = None
    for tally in series:
        if not _is_known(tally):
            continue
        if before is not None:
            yield _between(before, tally, [tally])
        before = tally


def missing_days(series: Sequence[Tally], day: date) -> int:
    """How many days before *day* have no known total, back to the newest that has one; 0 where none is missing.

    A series that is not known at all before *day* misses nothing: it begins there.
    """
    before = last_known(series, day - timedelta(days=1))
    return 0 if before is None else (day - before.day).days - 1


def mean_change(series: Sequence[Tally], day: date, days: int = 7) -> Mean | None:
    """The mean change a day over the *days* up to *day*, gaps bridged by the totals around them.

    None when the total of *day* is not known or the series does not reach back that far.
    """
    tally, start = on(series, day), last_known(series, day - timedelta(days=days))
    if tally is None or start is None or not _is_known(tally):
        return None
    inside = [each for each in changes(series) if start.day < each.until <= day]
    span = (day - start.day).days
    return Mean(sum(each.value - (each.restated or 0) for each in inside) / span, span, start.day, day)


def highest_since(series: Sequence[Tally], day: date) -> Superlative | None:
    """Since when the change of *day* has been the highest, of changes from one day to the next.

    None unless the totals of *day* and of the day before are both confirmed and nothing of the change is known to be
    restated: a superlative on a doubtful figure is how false records are made. A gap inside which a higher day could
    hide ends the search.
    """
    latest = change(series, day)
    if latest is None or latest.days != 1 or not latest.verified or latest.restated:
        return None
    earlier = [each for each in changes(series) if each.until < day]
    if not earlier:
        return None
    for each in reversed(earlier):
        if each.value - (each.restated or 0) >= latest.value:
            return Superlative(day, latest.value, each.until if each.days == 1 else None, each.until)
    return Superlative(day, latest.value, None, earlier[0].until)


def _between(start: Tally, end: Tally, inside: Sequence[Tally]) -> Change:
    assert start.total is not None
    assert end.total is not None
    value, days = end.total - start.total, (end.day - start.day).days
    gains = [each.gain for each in inside if each.gain is not None]
    gain = sum(gains) if len(gains) == days else None
    verified = start.standing is Standing.CONFIRMED and end.standing is Standing.CONFIRMED
    return Change(value, days, start.day, end.day, gain, None if gain is None else value - gain, verified)


def _is_known(tally: Tally) -> bool:
    return tally.total is not None and tally.standing is not Standing.UNDER_CHECK


def _day(tally: Tally) -> date:
    return tally.day
