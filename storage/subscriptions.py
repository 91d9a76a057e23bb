"""Subscriptions: what a chat, or one topic of it, asked to be sent, and when it comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache

from storage.engine import Database, Row
from storage.rows import day_text


class Rhythm(StrEnum):
    """How often."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    EVENTS = "events"
    """Nothing regular: alerts alone."""


class Stage(StrEnum):
    """What happens at a subscription's next moment."""

    FIXED = "fixed"
    """The digest is sent."""
    LATE = "late"
    """A word that the figures are late."""
    CLOSE = "close"
    """The window closes; the digest may still go out when the next one opens."""
    CARRY = "carry"
    """The window after: what has not landed by now is given up."""
    IDLE = "idle"
    """Nothing regular comes."""


class State(StrEnum):
    """Whether it is sent at all."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    """By Telegram: the bot was blocked or removed, or the chat is gone."""


class Alert(StrEnum):
    """What is worth a word at once."""

    ROUND = "round"
    """A total passes a round number."""
    ABOVE = "above"
    """A day's change reaches what the chat named."""
    RECORD = "record"
    """A day's change is the highest ever known."""
    CORRECTION = "correction"
    """A figure that this chat was sent turned out to be another."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When, in minutes after the local midnight: at `opens` if `fixed`, else when figures land from `opens` to
    `closes` (after midnight: above 1440), with a word at `late` when nothing has.
    """

    fixed: bool
    opens: int
    closes: int
    late: int | None
    zone: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a digest looks. No `categories` are all of them; `layout` is `table` or `card`."""

    layout: str = "table"
    summaries: bool = False
    categories: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ";".join([self.layout, "summaries" if self.summaries else "figures", *sorted(self.categories)])

    @classmethod
    def of(cls, text: str) -> "Look":
        """The look that `str` wrote."""
        layout, extent, *categories = text.split(";")
        return cls(layout, extent == "summaries", tuple(categories))


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next digest: for which `day`, from when figures may be sent (None at a fixed time), and what happens next."""

    day: date
    stage: Stage
    opens_at: datetime | None
    next_at: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription. `id` is 0 until it is kept; `on_day` is a weekday from Monday, 0, or a day of the month."""

    id: int
    chat: int
    topic: int
    rhythm: Rhythm
    timing: Timing
    language: str
    look: Look
    state: State = State.ACTIVE
    on_day: int = 0
    silent: bool = False
    missed: bool = False
    upcoming: Upcoming | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What planning made of a subscription: what comes next, and what it had read it as."""

    subscription: Subscription
    upcoming: Upcoming
    missed: bool = False


class Subscriptions:
    """The subscriptions. Reads for planning take a chunk at a time, the longest due first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat: int, topic: int) -> Subscription | None:
        """The subscription of a chat's topic (0: the chat itself)."""
        row = await self._database.row("subscription_of", chat=chat, topic=topic)
        return None if row is None else subscription_of(row)

    async def put(self, subscription: Subscription) -> int:
        """Keep *subscription* in place of what the chat had; its id."""
        rows = await self._database.write("subscription_put", **_columns(subscription))
        return int(rows[0]["id"])

    async def put_many(self, subscriptions: Sequence[Subscription]) -> None:
        """Keep many at once, as one transaction."""
        await self._database.write_many("subscription_put", [_columns(each) for each in subscriptions])

    async def forget(self, chat: int, topic: int) -> None:
        """Forget the subscription and its alerts."""
        async with self._database.transaction():
            await self._database.write("alerts_forget", chat=chat, topic=topic)
            await self._database.write("subscription_forget", chat=chat, topic=topic)

    async def due(self, now: datetime, limit: int) -> list[Subscription]:
        """Those whose next moment has come."""
        rows = await self._database.rows("subscriptions_due", now=ms_of(now), limit=limit)
        return [subscription_of(row) for row in rows]

    async def landed(self, day: date, now: datetime, limit: int) -> list[Subscription]:
        """Those that wait for the figures of *day*, which are there, and whose window is open."""
        rows = await self._database.rows("subscriptions_landed", day=day_text(day), now=ms_of(now), limit=limit)
        return [subscription_of(row) for row in rows]

    async def after(self, id: int, limit: int) -> list[Subscription]:
        """Active ones in the order of their ids."""
        return [subscription_of(row) for row in await self._database.rows("subscriptions_after", after=id, limit=limit)]

    async def advance(self, turns: Sequence[Turn]) -> None:
        """Write down what comes next; left as it is where it changed since it was read."""
        values = [
            {
                "id": turn.subscription.id,
                "was": day_text(turn.subscription.upcoming.day) if turn.subscription.upcoming else None,
                "stage_was": turn.subscription.upcoming.stage.value if turn.subscription.upcoming else Stage.IDLE.value,
                "missed": int(turn.missed),
                **_next_columns(turn.upcoming),
            }
            for turn in turns
        ]
        await self._database.write_many("subscription_next", values)

    async def alerts(self, id: int) -> list[tuple[Alert, str, int]]:
        """What the subscription wants to be told at once: sort, category ('' for all it follows), threshold."""
        rows = await self._database.rows("alerts_of", subscription=id)
        return [(Alert(row["sort"]), row["category"], row["above"]) for row in rows]

    async def set_alert(self, id: int, sort: Alert, *, category: str = "", above: int = 0, on: bool = True) -> None:
        """Switch an alert on or off."""
        if on:
            await self._database.write("alert_put", subscription=id, sort=sort.value, category=category, above=above)
        else:
            await self._database.write("alert_forget", subscription=id, sort=sort.value, category=category)

    async def wanting(self, sort: Alert, category: str, value: int, after: int, limit: int) -> list[Subscription]:
        """Active ones after id *after* whose alert of this sort and exact category fits *value*."""
        rows = await self._database.rows(
            "alerts_wanting", sort=sort.value, wanted=category, value=value, after=after, limit=limit
        )
        return [subscription_of(row) for row in rows]

    async def counts(self) -> dict[str, int]:
        """How many there are, by state."""
        return {row["state"]: row["n"] for row in await self._database.rows("subscriptions_count")}

    async def coming(self, now: datetime, hours: int) -> dict[int, int]:
        """How many digests become due in each of the next *hours*; those that wait for figures when their window
        opens.
        """
        found: dict[int, int] = {}
        until = ms_of(now) + hours * 3_600_000 - 1
        for query in ("subscriptions_coming", "subscriptions_coming_open"):
            for row in await self._database.rows(query, now=ms_of(now), until=until):
                found[row["hour"]] = found.get(row["hour"], 0) + row["n"]
        return found


def subscription_of(row: Row) -> Subscription:
    """The subscription in *row*."""
    return Subscription(
        row["id"],
        row["chat"],
        row["topic"],
        _RHYTHMS[row["rhythm"]],
        _timing_of(row["fixed"], row["opens"], row["closes"], row["late"], row["zone"]),
        row["language"],
        _look_of(row["look"]),
        _STATES[row["state"]],
        row["on_day"],
        bool(row["silent"]),
        bool(row["missed"]),
        _upcoming_of(row["day"], row["stage"], row["opens_ms"], row["next_ms"]),
    )


# A planner reads a million rows in which few of these differ.
_RHYTHMS = {each.value: each for each in Rhythm}
_STATES = {each.value: each for each in State}


@lru_cache(maxsize=4096)
def _timing_of(fixed: int, opens: int, closes: int, late: int | None, zone: str) -> Timing:
    return Timing(bool(fixed), opens, closes, late, zone)


@lru_cache(maxsize=4096)
def _look_of(text: str) -> Look:
    return Look.of(text)


@lru_cache(maxsize=4096)
def _upcoming_of(day: str | None, stage: str, opens_ms: int | None, next_ms: int | None) -> Upcoming | None:
    if day is None or next_ms is None:
        return None
    opens_at = None if opens_ms is None else moment_of_ms(opens_ms)
    return Upcoming(date.fromisoformat(day), Stage(stage), opens_at, moment_of_ms(next_ms))


def ms_of(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware *moment*."""
    return round(moment.timestamp() * 1000)


def moment_of_ms(ms: int) -> datetime:
    """The moment, in UTC, that `ms_of` wrote."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def _columns(subscription: Subscription) -> Mapping[str, object]:
    timing = subscription.timing
    return {
        "chat": subscription.chat,
        "topic": subscription.topic,
        "state": subscription.state.value,
        "rhythm": subscription.rhythm.value,
        "on_day": subscription.on_day,
        "fixed": int(timing.fixed),
        "opens": timing.opens,
        "closes": timing.closes,
        "late": timing.late,
        "zone": timing.zone,
        "language": subscription.language,
        "look": str(subscription.look),
        "silent": int(subscription.silent),
        **_next_columns(subscription.upcoming),
    }


@lru_cache(maxsize=4096)
def _next_columns(upcoming: Upcoming | None) -> Mapping[str, object]:
    if upcoming is None:
        return {"day": None, "stage": Stage.IDLE.value, "opens_ms": None, "next_ms": None}
    return {
        "day": day_text(upcoming.day),
        "stage": upcoming.stage.value,
        "opens_ms": None if upcoming.opens_at is None else ms_of(upcoming.opens_at),
        "next_ms": ms_of(upcoming.next_at),
    }
