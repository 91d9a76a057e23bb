"""Broadcasts, and what operators are shown of the outbox."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.engine import Database, Row
from storage.rows import day_text
from storage.subscriptions import moment_of_ms, ms_of


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A word of the operators to everybody. `state` is draft, planning, planned or stopped; `cursor` is the last
    subscription that was planned.
    """

    id: int
    edition: int
    state: str
    cursor: int
    made_by: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows of one edition that wait, and since when the first of them is due."""

    kind: str
    day: date
    language: str
    look: str
    rows: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row of which nobody knows whether it was sent."""

    chat: int
    topic: int
    kind: str
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """An edition that nobody gets any more, and how many wait for it."""

    edition: int
    name: str
    why: str
    rows: int


class Broadcasts:
    """The broadcasts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def draft(self, edition: int, made_by: int, now: datetime) -> int:
        """Keep a broadcast that is not confirmed yet; its id."""
        rows = await self._database.write("broadcast_add", edition=edition, made_by=made_by, made_ms=ms_of(now))
        return int(rows[0]["id"])

    async def get(self, id: int) -> Broadcast | None:
        """The broadcast of that id."""
        row = await self._database.row("broadcast_get", id=id)
        return None if row is None else _broadcast_of(row)

    async def recent(self, limit: int = 5) -> list[Broadcast]:
        """The newest first."""
        return [_broadcast_of(row) for row in await self._database.rows("broadcasts_recent", limit=limit)]

    async def planning(self) -> list[Broadcast]:
        """Those that are confirmed and not planned to the end."""
        return [_broadcast_of(row) for row in await self._database.rows("broadcasts_planning")]

    async def change(self, id: int, was: str, state: str) -> bool:
        """Move a broadcast from one state to another; False when it was not in that state."""
        return bool(await self._database.write("broadcast_set", id=id, was=was, state=state))

    async def planned(self, id: int, cursor: int) -> None:
        """Subscriptions up to *cursor* are planned."""
        await self._database.write("broadcast_move", id=id, cursor=cursor)


class Watch:
    """What operators see of the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def counts(self) -> dict[str, int]:
        """Rows by state."""
        return {row["state"]: row["n"] for row in await self._database.rows("outbox_counts")}

    async def edition_counts(self, edition: int) -> dict[str, int]:
        """Rows of one edition by state."""
        return {row["state"]: row["n"] for row in await self._database.rows("outbox_edition_counts", edition=edition)}

    async def unknown(self) -> int:
        """Rows of which nobody knows whether they were sent."""
        row = await self._database.row("outbox_unknown_count")
        return int(row["n"]) if row else 0

    async def doubts(self, limit: int = 20) -> list[Doubt]:
        """Some of those rows, the newest first."""
        return [
            Doubt(row["chat"], row["topic"], row["kind"], date.fromisoformat(row["day"]), row["error"] or "")
            for row in await self._database.rows("outbox_unknown", limit=limit)
        ]

    async def waiting(self) -> list[Waiting]:
        """What waits, by edition, in the order of its lanes."""
        return [
            Waiting(
                row["kind"],
                date.fromisoformat(row["day"]),
                row["language"],
                row["look"],
                row["n"],
                moment_of_ms(row["first_ms"]),
            )
            for row in await self._database.rows("outbox_waiting_by_edition")
        ]

    async def stopped(self) -> list[Stopped]:
        """Editions that were stopped."""
        return [
            Stopped(row["id"], row["name"], row["stopped"], row["n"])
            for row in await self._database.rows("editions_stopped")
        ]

    async def of_place(self, chat: int, topic: int, day: date) -> dict[str, str]:
        """What became of the rows of one place and day: kind -> state."""
        rows = await self._database.rows("outbox_of_place", chat=chat, topic=topic, day=day_text(day))
        return {row["kind"]: row["state"] for row in rows}


def _broadcast_of(row: Row) -> Broadcast:
    return Broadcast(row["id"], row["edition"], row["state"], row["cursor"], row["made_by"])
