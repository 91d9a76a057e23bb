"""Turns subscriptions whose moment has come into rows of the outbox.

Planning is idempotent: a row is unique by place, kind, day and revision, and a subscription moves on only from where it
was read. A crash, or two planners at once, plan nothing twice and leave nothing out.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zlib import crc32

import structlog

from answers.answer import bulletin
from bot.digests.alerts import Event, events
from bot.digests.editor import LATE, Brief, Editor
from bot.digests.schedule import Step, local_day, moment, step
from storage.broadcasts import Broadcasts
from storage.editions import Edition, Editions
from storage.engine import Database
from storage.outbox import Entry, Outbox
from storage.state import State
from storage.subscriptions import Alert, Subscription, Subscriptions, Turn
from storage.tallies import Tallies
from tally.day import FIRST_DAY
from tally.errors import SitrepError

CHUNK = 250
"""Subscriptions that are planned in one transaction."""

_BACK = 7
"""Days before the newest one for which somebody may still wait."""

_TOO_LATE = {
    "daily": timedelta(hours=20),
    "weekly": timedelta(days=3),
    "monthly": timedelta(days=5),
    LATE: timedelta(hours=6),
    "broadcast": timedelta(days=7),
}
_TOO_LATE_ELSE = timedelta(days=2)

ALERTED = "digests.alerted"
"""The name under which is kept of which day alerts were planned last."""

_FRESH_DAYS = 2
"""Days after which a figure is no news."""

_log = structlog.get_logger(__name__)


def rank(chat: int, topic: int, day: date) -> int:
    """A place among those that are due at once: by chance, and another one every day, so that nobody is always last."""
    return crc32(f"{chat}:{topic}:{day}".encode())


def too_late(kind: str, due: datetime) -> datetime:
    """After which moment a row that is due at *due* is of no use."""
    return due + _TOO_LATE.get(kind, _TOO_LATE_ELSE)


@dataclass(frozen=True, slots=True)
class Planned:
    """How many rows one pass planned, of each sort."""

    digests: int = 0
    alerts: int = 0
    broadcasts: int = 0


class Planner:
    """Plans for one database, *chunk* subscriptions at a time: between chunks others have their turn."""

    def __init__(self, database: Database, now: Callable[[], datetime], *, chunk: int = CHUNK) -> None:
        self._database, self._now, self._chunk = database, now, chunk
        self._subscriptions, self._outbox = Subscriptions(database), Outbox(database)
        self._tallies, self._state = Tallies(database), State(database)
        self._broadcasts, self._editor = Broadcasts(database), Editor(database)

    async def plan(self) -> Planned:
        """Plan all that is due now. Raises StorageError."""
        now = self._now()
        landed = await self._tallies.latest_day()
        alerts = await self._alerts(landed, now) if landed else 0
        digests = 0
        for back in range(_BACK + 1) if landed else ():
            day = landed - timedelta(days=back) if landed else date.min
            digests += await self._all(partial(self._subscriptions.landed, day, now, self._chunk), now, landed)
        digests += await self._all(partial(self._subscriptions.due, now, self._chunk), now, landed)
        return Planned(digests, alerts, await self._broadcast(now))

    async def _all(
        self, read: Callable[[], Awaitable[Sequence[Subscription]]], now: datetime, landed: date | None
    ) -> int:
        """Plan what *read* gives, until it gives no more; how many rows."""
        planned = 0
        while subscriptions := await read():
            steps = [(each, made) for each in subscriptions if (made := step(each, now, landed))]
            if not steps:
                _log.error("subscriptions are due and have nothing to come", example=subscriptions[0].id)
                break
            planned += await self._write(steps, now, landed)
            await asyncio.sleep(0)
        return planned

    async def _write(self, steps: Sequence[tuple[Subscription, Step]], now: datetime, landed: date | None) -> int:
        """Write a chunk of rows, and what comes next for their subscriptions, as one."""
        briefs = [(each, brief_of(each, made, landed)) for each, made in steps]
        editions = await self._render(dict.fromkeys(brief for _, brief in briefs if brief), now)
        entries = [
            _entry(each, edition, brief.kind, brief.day, now, lane=0 if brief.kind == LATE else 1)
            for each, brief in briefs
            if brief and (edition := editions.get(brief))
        ]
        turns = [
            Turn(each, made.upcoming, missed=made.missed or (each.missed and made.digest is None))
            for each, made in steps
        ]
        async with self._database.transaction():
            await self._outbox.add(entries)
            await self._subscriptions.advance(turns)
        return len(entries)

    async def _render(self, briefs: Iterable[Brief], now: datetime) -> dict[Brief, Edition]:
        """The editions; one that cannot be rendered is left out, so that it does not keep all others waiting."""
        made: dict[Brief, Edition] = {}
        for brief in briefs:
            try:
                edition = await self._editor.edition(brief, now)
            except SitrepError:
                raise
            except Exception:
                _log.exception("a digest could not be rendered; nobody gets it", edition=str(brief))
                continue
            if edition:
                made[brief] = edition
        return made

    async def _alerts(self, landed: date, now: datetime) -> int:
        """Plan alerts about the newest day, once; how many rows."""
        if (await self._state.get(ALERTED) or "") >= str(landed):
            return 0
        planned = 0
        facts = await bulletin(self._tallies, on=landed)
        if facts is not None and (now.date() - landed).days <= _FRESH_DAYS:
            slugs = [each.tally.category for each in facts.figures]
            series = {slug: await self._tallies.series(slug, FIRST_DAY, landed) for slug in slugs}
            for event in events(facts, series):
                planned += await self._tell(event, landed, now)
        await self._state.put(ALERTED, str(landed), now)
        return planned

    async def _tell(self, event: Event, day: date, now: datetime) -> int:
        planned, after = 0, 0
        wanted = event.category if event.sort is Alert.ABOVE else ""
        while chunk := await self._subscriptions.wanting(event.sort, wanted, event.value, after, self._chunk):
            after = chunk[-1].id
            look = f"{event.category};{event.mark}"
            told = [each for each in chunk if not each.look.categories or event.category in each.look.categories]
            briefs = {each.id: Brief(event.sort.value, day, day, each.language, look) for each in told}
            editions = await self._render(dict.fromkeys(briefs.values()), now)
            entries = [
                _entry(each, edition, f"{event.sort.value} {event.category}", day, waking(each, now), lane=0)
                for each in told
                if (edition := editions.get(briefs[each.id]))
            ]
            await self._outbox.add(entries)
            planned += len(entries)
        return planned

    async def _broadcast(self, now: datetime) -> int:
        planned = 0
        for broadcast in await self._broadcasts.planning():
            cursor = broadcast.cursor
            edition = await Editions(self._database).get(broadcast.edition)
            while edition and (chunk := await self._subscriptions.after(cursor, self._chunk)):
                cursor = chunk[-1].id
                kind = f"broadcast {broadcast.id}"
                async with self._database.transaction():
                    current = await self._broadcasts.get(broadcast.id)
                    if current is None or current.state != "planning":
                        break  # stopped meanwhile
                    await self._outbox.add([_entry(each, edition, kind, edition.day, now, lane=2) for each in chunk])
                    await self._broadcasts.planned(broadcast.id, cursor)
                planned += len(chunk)
            else:
                await self._broadcasts.change(broadcast.id, "planning", "planned")
        return planned


def waking(subscription: Subscription, now: datetime) -> datetime:
    """The first moment from *now* on in the subscription's window; *now* itself where it named a fixed time."""
    timing = subscription.timing
    if timing.fixed:
        return now
    for ahead in (-1, 0, 1, 2):
        day = local_day(now, timing.zone) + timedelta(days=ahead)
        opens, closes = moment(day, timing.opens, timing.zone), moment(day, timing.closes, timing.zone)
        if opens and closes and closes > now:
            return max(opens, now)
    return now


def brief_of(subscription: Subscription, made: Step, landed: date | None) -> Brief | None:
    """What *subscription* gets by that step, None for nothing; *landed* is the newest day with figures."""
    look, language = str(subscription.look), subscription.language
    if made.late:
        return Brief(LATE, made.late, made.late, language, "")
    if made.digest is None or landed is None:
        return None
    return Brief(subscription.rhythm.value, made.digest, landed, language, look, subscription.missed)


def _entry(subscription: Subscription, edition: Edition, kind: str, day: date, due: datetime, *, lane: int) -> Entry:
    return Entry(
        chat=subscription.chat,
        topic=subscription.topic,
        kind=kind,
        day=day,
        edition=edition.id,
        due_at=due,
        until=too_late(kind.partition(" ")[0], due),
        rank=rank(subscription.chat, subscription.topic, day),
        lane=lane,
        silent=subscription.silent,
    )
