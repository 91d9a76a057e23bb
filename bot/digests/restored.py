"""After a backup was put back: what may have been sent since it was made is not sent again.

The database that was lost knew it; this one does not. So everything that came due between the two moments is written
down as unknown, which operators are shown and nobody gets twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.digests.editor import LATE
from bot.digests.planner import ALERTED
from bot.digests.schedule import falls_on, local_day, moment, zone_of
from storage.broadcasts import Broadcasts
from storage.editions import Edition, Editions
from storage.engine import Database
from storage.outbox import Doubtful, Outbox
from storage.state import State
from storage.subscriptions import Subscription, Subscriptions

_CHUNK = 1_000
_EARLIEST = 5
"""The hour in Kyiv before which no bulletin has come."""
_KYIV = "Europe/Kyiv"


@dataclass(frozen=True, slots=True)
class Unsure:
    """How many messages that waited, digests that came due, and broadcasts are left alone."""

    messages: int
    digests: int
    broadcasts: int


async def leave_in_doubt(database: Database, made_at: datetime, now: datetime) -> Unsure:
    """Settle the *database* of a backup that was made at *made_at*, before a bot opens it. Raises StorageError."""
    why = f"it came due after the backup of {made_at:%Y-%m-%d %H:%M} UTC, which was put back"
    async with database.transaction():
        messages = await Outbox(database).doubt(now, why)
        digests = await _digests(database, now, why)
        broadcasts = await _broadcasts(database)
        await _alerts(database, now)
    return Unsure(messages, digests, broadcasts)


async def _digests(database: Database, now: datetime, why: str) -> int:
    """A row in doubt keeps its place in the outbox: the planner plans no second one there."""
    subscriptions, outbox = Subscriptions(database), Outbox(database)
    edition, after, found = 0, 0, 0
    while chunk := await subscriptions.after(after, _CHUNK):
        after = chunk[-1].id
        rows = [Doubtful(each.chat, each.topic, kind, day) for each in chunk for kind, day in _may_have_got(each, now)]
        if rows and not edition:
            edition = (await Editions(database).publish(_nothing(now), now)).id
        await outbox.add_doubtful(rows, edition, why)
        found += len(rows)
    return found


def _may_have_got(subscription: Subscription, now: datetime) -> Iterator[tuple[str, date]]:
    """The kinds and days of digests whose time had come by *now*."""
    upcoming, timing = subscription.upcoming, subscription.timing
    if upcoming is None or (upcoming.opens_at or upcoming.next_at) > now:
        return
    today = local_day(now, timing.zone)
    # Yesterday's window may reach past midnight; days before are given up by the planner itself.
    for day in sorted({upcoming.day, today - timedelta(days=1), today}):
        opens = moment(day, timing.opens, timing.zone)
        if day < upcoming.day or not falls_on(subscription.rhythm, subscription.on_day, day) or not opens:
            continue
        if opens <= now:
            yield subscription.rhythm.value, day
        if timing.late is not None and (late := moment(day, timing.late, timing.zone)) and late <= now:
            yield LATE, day


def _nothing(now: datetime) -> Edition:
    """What such rows stand for: words that are not known any more."""
    return Edition(f"restored|{now:%Y-%m-%dT%H:%M:%S}", "restored", local_day(now, _KYIV), "en", "", "")


async def _broadcasts(database: Database) -> int:
    """An operator decides anew on those that were under way."""
    shelf = Broadcasts(database)
    return sum([await shelf.change(each.id, "planning", "stopped") for each in await shelf.planning()])


async def _alerts(database: Database, now: datetime) -> None:
    """Of the newest bulletin that may have come, nobody is alerted again."""
    local = now.astimezone(zone_of(_KYIV))
    day = local.date() - timedelta(days=local.hour < _EARLIEST)
    state = State(database)
    if (await state.get(ALERTED) or "") < str(day):
        await state.put(ALERTED, str(day), now)
