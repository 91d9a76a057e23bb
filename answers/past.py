"""The facts of the past: what a stretch of time brought, in parts; and the highest days.

A stretch is read at the edges of its parts alone, so a year costs no more than a month. Records look at every day of
one category: nothing less would make one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from answers.span import Span
from storage.tallies import Tallies
from tally.day import FIRST_DAY
from tally.series import Change, Superlative, change_between, changes, highest_since
from tally.tally import Tally

_MOST = 5
"""Days that a list of records names."""

_NEAR = 2
"""Days by which a report may miss an edge of a stretch; of a single day, none."""

_READ_WHOLE = 92
"""Days of a stretch that are read one by one, so that restatements inside are known."""


class Part(StrEnum):
    """What a stretch is cut into: as many parts as a phone shows without scrolling far."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Past:
    """What *span* brought *category*: the change over it, None where no two totals are known; and in parts.

    Nothing is counted that may have happened outside: where no report stands near an edge, the change is over what is
    known inside, and not `whole`; a part without reports near its edges has no change.
    """

    category: str
    span: Span
    change: Change | None
    last: Tally | None
    whole: bool
    part: Part
    parts: tuple[tuple[Span, Change | None], ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The highest changes from one day to the next, the highest first, of those where both totals are confirmed and
    nothing is known to be restated. `compared` days were looked at, `left_out` could not be.
    """

    category: str
    highest: tuple[Change, ...]
    latest: Superlative | None
    compared: int
    left_out: int
    tallies: tuple[Tally, ...]


async def past(tallies: Tallies, category: str, span: Span) -> Past:
    """What *span* brought."""
    part = _part(span)
    cuts = [Span(since, until) for since, until in _cuts(span, part)]
    edges = [span.since - timedelta(days=1), *(each.until for each in cuts)]
    known = {edge: await tallies.last_known(category, edge) for edge in edges}
    near = {edge: _near(known[edge], edge, 0 if part is Part.DAY else _NEAR) for edge in edges}
    parts = [(each, _change(near[edge], near[each.until])) for edge, each in zip(edges, cuts, strict=False)]
    while parts and parts[-1][1] is None:
        parts.pop()
    while parts and parts[0][1] is None:
        parts.pop(0)
    start = _near(known[edges[0]], edges[0], _NEAR)
    last = known[span.until]
    last = last if last and last.day >= span.since else None
    change = _change(start or await _first_inside(tallies, category, span, known), last)
    if change and span.days <= _READ_WHOLE:
        change = change_between(await tallies.series(category, change.since, change.until), change.since, change.until)
    whole = start is not None and _near(last, span.until, _NEAR) is not None
    return Past(category, span, change, last, whole, part, tuple(parts))


async def records(tallies: Tallies, category: str, today: date) -> Records:
    """The highest days of *category* up to *today*."""
    series = await tallies.series(category, FIRST_DAY, today)
    moved = list(changes(series))
    sure = [each for each in moved if each.days == 1 and each.verified and not each.restated]
    highest = sorted(sure, key=lambda each: (-each.value, each.until))[:_MOST]
    named = {each.until for each in highest}
    return Records(
        category,
        tuple(each for each in highest if each.value > 0),
        highest_since(series, series[-1].day) if series else None,
        len(sure),
        len(moved) - len(sure),
        tuple(each for each in series if each.day in named),
    )


def _near(tally: Tally | None, edge: date, days: int) -> Tally | None:
    return tally if tally and (edge - tally.day).days <= days else None


async def _first_inside(
    tallies: Tallies, category: str, span: Span, known: Mapping[date, Tally | None]
) -> Tally | None:
    begun = await tallies.series(category, span.since, min(span.until, span.since + timedelta(days=_READ_WHOLE)))
    later = [each for each in known.values() if each and each.day >= span.since]
    return next((each for each in (*begun, *later) if each.total is not None), None)


def _change(start: Tally | None, end: Tally | None) -> Change | None:
    if start is None or end is None or start.day >= end.day:
        return None
    return change_between([start, end], start.day, end.day)


def _part(span: Span) -> Part:
    if span.days <= 14:
        return Part.DAY
    if span.days <= 100:
        return Part.WEEK
    return Part.MONTH if span.days <= 740 else Part.QUARTER


def _cuts(span: Span, part: Part) -> Iterator[tuple[date, date]]:
    since = span.since
    while since <= span.until:
        until = min(_last(since, part), span.until)
        yield since, until
        since = until + timedelta(days=1)


def _last(since: date, part: Part) -> date:
    if part is Part.DAY:
        return since
    if part is Part.WEEK:
        return since + timedelta(days=6 - since.weekday())
    months = 1 if part is Part.MONTH else 3 - (since.month - 1) % 3
    index = since.year * 12 + since.month - 1 + months
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)
