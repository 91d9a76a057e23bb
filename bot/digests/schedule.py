"""When a digest is due: local times become moments, whatever the zone does to its clocks. Pure.

A digest belongs to a local date, and only one goes out for each date, however the moment was computed. A time that the
clocks skip comes as much later as they were moved; one that they show twice counts the first time; a date that the
zone leaves out has no digest.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from storage.subscriptions import Rhythm, Stage, Subscription, Timing, Upcoming

DAY = 1440
"""Minutes."""

_HORIZON = 63
"""Days that are looked through for the next date of a rhythm: two months."""


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of a subscription whose moment has come.

    `digest` is the day whose digest goes out, `late` the day whose figures are late, both None when nothing is sent;
    `missed` says that a digest fell out. `upcoming` is what comes next.
    """

    upcoming: Upcoming
    digest: date | None = None
    late: date | None = None
    missed: bool = False


@lru_cache(maxsize=1024)
def zone_of(name: str) -> tzinfo:
    """The zone of a name such as `Europe/Kyiv` or, for a fixed offset, `UTC+05:45`.

    Raises ValueError or ZoneInfoNotFoundError for a name that is neither.
    """
    if name.startswith("UTC") and len(name) == 9:
        hours, minutes = int(name[3:6]), int(name[7:])
        offset = timedelta(hours=hours, minutes=-minutes if name[3] == "-" else minutes)
        return timezone(offset)
    return ZoneInfo(name)


def moment(day: date, minute: int, zone: str) -> datetime | None:
    """The moment, in UTC, of *minute* after the midnight of *day*; None where the zone leaves out that date.

    A *minute* from `DAY` on belongs to the day after.
    """
    day += timedelta(days=minute // DAY)
    local = datetime.combine(day, time(*divmod(minute % DAY, 60)), zone_of(zone))
    found = local.astimezone(UTC)
    return found if found.astimezone(zone_of(zone)).date() == day else None


def local_day(now: datetime, zone: str) -> date:
    """The date it is in *zone*."""
    return now.astimezone(zone_of(zone)).date()


def falls_on(rhythm: Rhythm, on_day: int, day: date) -> bool:
    """Whether a digest of that rhythm has a turn on *day*. A month too short for its day has it on the last."""
    match rhythm:
        case Rhythm.DAILY:
            return True
        case Rhythm.WEEKLY:
            return day.weekday() == on_day
        case Rhythm.MONTHLY:
            return day.day == min(on_day, monthrange(day.year, day.month)[1])
        case Rhythm.EVENTS:
            return False


def first(subscription: Subscription, now: datetime, *, after: date | None = None) -> Upcoming | None:
    """What comes first from *now* on, of days later than *after*; None for a rhythm without digests."""
    return _first(subscription.rhythm, subscription.on_day, subscription.timing, now, after)


def step(subscription: Subscription, now: datetime, landed: date | None) -> Step | None:
    """What is to be done for *subscription* at *now*, when the newest day with figures is *landed*.

    None while nothing is to be done.
    """
    upcoming = subscription.upcoming
    if upcoming is None:
        return None
    if upcoming.opens_at is None:
        return _fixed_step(subscription, upcoming, now)
    if landed is not None and landed >= upcoming.day and upcoming.opens_at <= now:
        following = _following(subscription, upcoming.day, now)
        return None if following is None else Step(following, digest=upcoming.day)
    return _waiting_step(subscription, upcoming, now) if upcoming.next_at <= now else None


LATEST = timedelta(hours=12)
"""How long after its time a digest may still be planned; a server that was down longer starts with the next one."""


def _fixed_step(subscription: Subscription, upcoming: Upcoming, now: datetime) -> Step | None:
    if upcoming.next_at > now:
        return None
    missed = now - upcoming.next_at > LATEST
    # One whose minute has just begun is not missed with the one before it.
    following = _following(subscription, upcoming.day, now - timedelta(minutes=1) if missed else now)
    if following is None:
        return None
    return Step(following, missed=True) if missed else Step(following, digest=upcoming.day)


def _waiting_step(subscription: Subscription, upcoming: Upcoming, now: datetime) -> Step | None:
    """The figures have not landed, and a moment has come: a word, the end of the window, or the end of waiting."""
    timing = subscription.timing
    if upcoming.stage is Stage.LATE:
        closes = moment(upcoming.day, timing.closes, timing.zone) or upcoming.next_at
        waiting = replace(upcoming, stage=Stage.CLOSE, next_at=max(closes, upcoming.next_at))
        return Step(waiting, late=upcoming.day if now - upcoming.next_at <= LATEST else None)
    if upcoming.stage is Stage.CLOSE:
        opens = _opening(timing, upcoming.day + timedelta(days=1))
        return Step(Upcoming(upcoming.day, Stage.CARRY, opens, opens))
    following = _following(subscription, upcoming.day, now)
    return None if following is None else Step(following, missed=True)


def _following(subscription: Subscription, day: date, now: datetime) -> Upcoming | None:
    return _first(subscription.rhythm, subscription.on_day, subscription.timing, _coarse(now), day)


def _coarse(now: datetime) -> datetime:
    """The begun minute: what is asked for thousands of subscriptions at once should be computed once."""
    return now.replace(second=0, microsecond=0)


def _opening(timing: Timing, day: date) -> datetime:
    """When the window of *day*, or of the first date after it that there is, opens."""
    for ahead in range(3):
        opens = moment(day + timedelta(days=ahead), timing.opens, timing.zone)
        if opens is not None:
            return opens
    raise ValueError(f"{timing.zone} leaves out three dates from {day}")


@lru_cache(maxsize=65_536)
def _first(rhythm: Rhythm, on_day: int, timing: Timing, now: datetime, after: date | None) -> Upcoming | None:
    today = local_day(now, timing.zone)
    # Yesterday's window may reach past midnight.
    start = today - timedelta(days=1) if after is None else max(after + timedelta(days=1), today - timedelta(days=1))
    days = (start + timedelta(days=ahead) for ahead in range(_HORIZON))
    return next((found for day in days if falls_on(rhythm, on_day, day) and (found := _on(timing, day, now))), None)


def _on(timing: Timing, day: date, now: datetime) -> Upcoming | None:
    """The digest of *day*, None when its time is over or never comes."""
    opens = moment(day, timing.opens, timing.zone)
    if opens is None:
        return None
    if timing.fixed:
        return Upcoming(day, Stage.FIXED, None, opens) if opens > now else None
    closes = moment(day, timing.closes, timing.zone)
    if closes is None or closes <= now:
        return None
    late = None if timing.late is None else moment(day, timing.late, timing.zone)
    if late is not None and opens <= late < closes and late > now:
        return Upcoming(day, Stage.LATE, opens, late)
    return Upcoming(day, Stage.CLOSE, opens, closes)
