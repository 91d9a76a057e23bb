"""The facts of an answer, without a word of prose: what is known, how it changed, what is missing and what is under
check.

Everything is read from storage in a bounded number of rows: a period is looked at day by day only up to `SPAN` days,
and beyond that by its two ends alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from answers.names import SUCCESSORS
from answers.since import YESTERDAY, Since
from storage.tallies import Tallies
from tally.category import CATEGORIES, bulletin_order
from tally.series import Change, change_between, changes
from tally.tally import Standing, Tally, Witness

SPAN = 92
"""Days of a period whose printed gains are added up; over more, what was restated is not known."""

_FRESH = 30
"""Days for which a line that we know only by its own name is missed when a bulletin lacks it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A day whose figure waits for an operator, and the first of the reasons (`tally.verdict.Reason`) for it."""

    day: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One tally and how its total changed over the period asked for; no change for a first report.

    Where a gain is missing, `change.restated` is what is known to be restated on the other days of the period.
    """

    tally: Tally
    change: Change | None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The figures of one day.

    `day` is the last with a report on or before what was asked for, `latest` the last of all. `absent` are the last
    known tallies of lines that this day lacks; `held` the categories whose figure for this day waits for an operator.
    `others` are the totals that sources give beside ours, by category, where sources differ.
    """

    day: date
    latest: date
    figures: tuple[Figure, ...]
    absent: tuple[Tally, ...] = ()
    held: tuple[str, ...] = ()
    others: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """One category: its last known figure on or before what was asked for, and its change since the total before that.

    `periods` are the changes over 7 and 30 days. `day` is the day of the bulletin asked for, later than the figure's
    own where that bulletin lacks the line; `held` are later days, up to today, whose figure waits for an operator.
    `witnesses` are those who give a total for the figure's day, where they differ; `successor` is the line that took
    over where this one is no longer printed.
    """

    figure: Figure
    periods: tuple[tuple[int, Change], ...]
    day: date
    latest: date
    held: tuple[Waiting, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """A category without any figure to show: never reported, or only a figure that waits for an operator."""

    category: str
    held: tuple[Waiting, ...] = ()
    successor: str | None = None


async def bulletin(tallies: Tallies, *, on: date | None = None, since: Since = YESTERDAY) -> Bulletin | None:
    """The figures of the last day on or before *on* with a report; None when there is none."""
    latest = await tallies.latest_day()
    day = await tallies.latest_day(on_or_before=on) if on else latest
    first = await tallies.first_day()
    if day is None or latest is None or first is None:
        return None
    start = max(since.start(day), first)
    published = await tallies.day(day)
    before = await tallies.day(start) if start < day else {}
    figures = [Figure(each, await _change(tallies, each, start, first, before)) for each in published.values()]
    held = {each.category for each in await tallies.queue(day, day)} - set(published)
    absent = await _absent(tallies, day, set(published))
    others = await _others(tallies, day, published)
    return Bulletin(day, latest, tuple(figures), absent, tuple(sorted(held, key=bulletin_order)), others)


async def card(tallies: Tallies, category: str, *, today: date, on: date | None = None) -> Card | Absent | None:
    """What is known of *category*, up to *on* when it is given; None when nothing is known of anything."""
    latest, first = await tallies.latest_day(), await tallies.first_day()
    day = await tallies.latest_day(on_or_before=on) if on else latest
    waiting = await _waiting(tallies, category, on or today)
    tally = await tallies.last_known(category, day) if day else None
    if tally is None or day is None or latest is None or first is None:
        if latest is None and not waiting:
            return None
        return Absent(category, waiting, SUCCESSORS.get(category))
    yesterday = tally.day - timedelta(days=1)
    figure = Figure(tally, await _change(tallies, tally, yesterday, first, {}) if yesterday >= first else None)
    periods = [(days, await _period(tallies, tally, days, first)) for days in (7, 30)]
    return Card(
        figure,
        tuple((days, each) for days, each in periods if each),
        day,
        latest,
        tuple(each for each in waiting if each.day > tally.day),
        (await _witnesses(tallies, tally.day, [tally])).get(category, ()),
        SUCCESSORS.get(category),
    )


async def comparison(tallies: Tallies, category: str, since: Since, *, today: date) -> Card | Absent | None:
    """What is known of *category*, its change counted over *since*."""
    found = await card(tallies, category, today=today)
    if not isinstance(found, Card):
        return found
    tally = found.figure.tally
    first = await tallies.first_day()
    start = since.start(tally.day)
    change = await _change(tallies, tally, max(start, first or start), first or start, {})
    return replace(found, figure=Figure(tally, change))


async def _period(tallies: Tallies, tally: Tally, days: int, first: date) -> Change | None:
    """The change over exactly *days*; None when the total of the first of them is not known."""
    start = tally.day - timedelta(days=days)
    change = await _change(tallies, tally, start, first, {}) if start >= first else None
    return change if change and change.days == days else None


async def _change(
    tallies: Tallies, tally: Tally, start: date, first: date, before: Mapping[str, Tally]
) -> Change | None:
    """How *tally*'s total differs from the last one known on *start*, or else from the first one known after it.

    *before* are tallies of *start* that are at hand already; *first* is the first day of all.
    """
    base = before.get(tally.category) or await tallies.last_known(tally.category, start)
    if base is None:
        known = CATEGORIES.get(tally.category)
        edge = max(start, first, known.first if known else first)
        base = await first_known(tallies, tally.category, edge, tally.day)
    if base is None or base.day >= tally.day:
        return None
    days = (tally.day - base.day).days
    inside = await tallies.series(tally.category, base.day, tally.day) if 1 < days <= SPAN else [base, tally]
    change = change_between(inside, base.day, tally.day)
    if change is None or change.restated is not None:
        return change
    return replace(change, restated=sum(each.restated or 0 for each in changes(inside)) or None)


async def first_known(tallies: Tallies, category: str, since: date, until: date) -> Tally | None:
    """The first tally of *category* from *since* to *until*, looked for a stretch at a time."""
    while since <= until:
        end = min(since + timedelta(days=SPAN), until)
        if found := await tallies.series(category, since, end):
            return found[0]
        since = end + timedelta(days=1)
    return None


async def _waiting(tallies: Tallies, category: str, until: date) -> tuple[Waiting, ...]:
    """The days of *category* up to *until* whose figure waits for an operator, ascending."""
    held = await tallies.queue(date.min, until, category)
    days = {each.day: Waiting(each.day, next(iter(each.reasons), None)) for each in held}
    return tuple(days[day] for day in sorted(days))


async def _witnesses(tallies: Tallies, day: date, published: Iterable[Tally]) -> dict[str, tuple[Witness, ...]]:
    """Who gives which total for *day*, by category where they differ; figures that were held are not among them."""
    differing = {each.category: each for each in published if each.standing is Standing.DIFFERS}
    if not differing:
        return {}
    heard = (await tallies.heard(day, day)).get(day, {})
    doubted = {(each.category, each.total) for each in await tallies.doubted(day)}
    return {
        category: tuple(
            each
            for each in heard.get(category, ())
            if each.total is not None and (each.total == tally.total or (category, each.total) not in doubted)
        )
        for category, tally in differing.items()
    }


async def _others(tallies: Tallies, day: date, published: Mapping[str, Tally]) -> dict[str, tuple[int, ...]]:
    """The totals beside ours, ascending, where sources differ."""
    said = await _witnesses(tallies, day, published.values())
    totals = {
        category: {each.total for each in witnesses if each.total is not None} - {published[category].total}
        for category, witnesses in said.items()
    }
    return {category: tuple(sorted(each)) for category, each in totals.items()}


async def _absent(tallies: Tallies, day: date, present: set[str]) -> tuple[Tally, ...]:
    """The last known tallies of lines that a bulletin of *day* should carry and this one does not."""
    absent = []
    for category in await tallies.categories():
        known = CATEGORIES.get(category)
        if category in present or (known and not known.on(day)):
            continue
        tally = await tallies.last_known(category, day)
        if tally and (known or (day - tally.day).days <= _FRESH):
            absent.append(tally)
    return tuple(absent)
