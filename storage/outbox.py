"""The outbox: who gets which edition, and what became of it.

A row goes `pending -> started -> sent | retry | dead | unknown`. `started` is committed before the call: what a crash
leaves there may have been sent, becomes `unknown`, and is never sent again. `expired` came too late, `stopped` waits
for an operator. Every outcome names the epoch of the lease it was started under.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.editions import Edition
from storage.engine import Database, Row
from storage.leases import Lease
from storage.rows import day_text
from storage.subscriptions import ms_of

_PIECE = 2_000

LANES = (0, 1, 2)
"""Words that cannot wait; digests; broadcasts."""


class State(StrEnum):
    """What became of a row."""

    PENDING = "pending"
    STARTED = "started"
    RETRY = "retry"
    """Provably not sent; tried again when it is due."""
    SENT = "sent"
    DEAD = "dead"
    """Nobody is there to get it."""
    UNKNOWN = "unknown"
    """Sent or not: nobody can know. Never sent again."""
    EXPIRED = "expired"
    STOPPED = "stopped"
    """Its edition was refused, or an operator stopped it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row to be planned. `edits` puts the edition over `message`; `revision` tells several of one kind and day
    apart.
    """

    chat: int
    topic: int
    kind: str
    day: date
    edition: int
    due_at: datetime
    until: datetime
    rank: int
    lane: int = 1
    revision: int = 0
    silent: bool = False
    edits: bool = False
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A row that another database may have planned and sent."""

    chat: int
    topic: int
    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that may be sent now. `attempts` counts those before this one."""

    id: int
    chat: int
    topic: int
    kind: str
    day: date
    edition: int
    silent: bool
    edits: bool
    attempts: int
    due_ms: int
    until_ms: int
    message: int | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent, and whether its chat wants a note when a figure in it was wrong."""

    row: int
    chat: int
    topic: int
    kind: str
    silent: bool
    message: int
    wants_note: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a started row. A sent one has its `message` and the `shown` revision of the edition; a retry is
    due at `due_ms`; other states say why in `error`.

    `gone` ends the place's subscription, in the whole chat where the topic is 0; `moved_to` is the chat that this one
    has become; `stops` says that the edition was refused and nobody else should get it.
    """

    row: Ready
    state: State
    message: int | None = None
    shown: int = 1
    due_ms: int = 0
    error: str | None = None
    gone: bool = False
    moved_to: int | None = None
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What to do with rows that are ready: start, give up as too late, or put off to a moment (milliseconds)."""

    start: Sequence[Ready] = ()
    expire: Sequence[Ready] = ()
    postpone: Sequence[tuple[Ready, int]] = ()


class Outbox:
    """The outbox. Each method is one transaction, except where many rows change together: those go in pieces."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stop(self, edition: int, why: str) -> None:
        """Nobody else gets the edition until it is resumed."""
        await self._database.write("edition_stop", id=edition, why=why)
        await self._in_pieces("outbox_stop", id=edition, why=why)

    async def resume(self, edition: int, now: datetime) -> None:
        """Those who wait for the edition get it after all."""
        await self._database.write("edition_resume", id=edition)
        await self._in_pieces("outbox_resume", id=edition, now=ms_of(now))

    async def _in_pieces(self, query: str, **values: object) -> None:
        """Run a statement until it finds nothing more: a million rows at once would keep everybody else waiting."""
        while len(await self._database.write(query, limit=_PIECE, **values)) == _PIECE:  # noqa: ASYNC110
            await asyncio.sleep(0)

    async def add(self, entries: Sequence[Entry]) -> None:
        """Plan rows; those whose place, kind, day and revision are there already are left as they are."""
        await self._database.write_many("outbox_add", [_values(each) for each in entries])

    async def ready(self, now: datetime, limit: int) -> list[Ready]:
        """The rows that are due, those of a lower lane first, in each lane the longest due first."""
        found: list[Ready] = []
        for lane in LANES:
            if len(found) < limit:
                rows = await self._database.rows("outbox_ready", lane=lane, now=ms_of(now), limit=limit - len(found))
                found += [_ready_of(row) for row in rows]
        return found

    async def claim(self, lease: Lease, epoch: int, choice: Choice) -> list[Ready] | None:
        """Commit that the chosen rows are about to be sent, and give those that are: a row may have been stopped or
        buried since it was read. None, and nothing is written, when the lease is another's.
        """
        async with self._database.transaction():
            if not await lease.beat(epoch):
                return None
            await self._database.write_many("outbox_start", [{"id": each.id, "epoch": epoch} for each in choice.start])
            await self._database.write_many("outbox_expire", [{"id": each.id} for each in choice.expire])
            await self._database.write_many(
                "outbox_postpone", [{"id": each.id, "due_ms": due} for each, due in choice.postpone]
            )
            for each in choice.expire:
                await self._database.write("subscriptions_missed", chat=each.chat, topic=each.topic)
            started = {row["id"] for row in await self._database.rows("outbox_started", epoch=epoch)}
        return [each for each in choice.start if each.id in started]

    async def finish(self, epoch: int, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of rows that were started under *epoch*, and what follows for others."""
        sent = [each for each in outcomes if each.state is State.SENT]
        others = [each for each in outcomes if each.state is not State.SENT]
        async with self._database.transaction():
            await self._database.write_many("outbox_sent", [_sent_values(each, epoch) for each in sent])
            await self._database.write_many("outbox_finish", [_finish_values(each, epoch) for each in others])
            for each in others:
                await self._follow(each)

    async def _follow(self, outcome: Outcome) -> None:
        row, why = outcome.row, outcome.error or ""
        if outcome.gone:
            await self.end(row.chat, row.topic, why)
        if outcome.moved_to is not None:
            await self.move(row.chat, outcome.moved_to)
        if outcome.stops:  # its rows follow when they would be claimed
            await self._database.write("edition_stop", id=row.edition, why=why)

    async def release(self, epoch: int, rows: Sequence[Ready]) -> None:
        """Give back rows that were started and never left."""
        await self._database.write_many("outbox_release", [{"id": each.id, "epoch": epoch} for each in rows])

    async def release_all(self, epoch: int) -> None:
        """Give back whatever is still started under *epoch*: only when nothing is under way and all outcomes are
        written.
        """
        await self._database.write("outbox_release_all", epoch=epoch)

    async def recover(self, epoch: int) -> int:
        """Settle what senders before *epoch* left started; how many rows became unknown."""
        async with self._database.transaction():
            orphans = await self._database.rows("outbox_orphans", epoch=epoch)
            await self._database.write("outbox_lost", epoch=epoch)
            await self._database.write("outbox_edit_again", epoch=epoch)
        return sum(not row["edits"] for row in orphans)

    async def end(self, chat: int, topic: int, why: str) -> None:
        """Nobody is there: end the subscription and let its rows go. Topic 0 ends the whole chat."""
        async with self._database.transaction():
            await self._database.write("subscriptions_end", chat=chat, topic=topic)
            await self._database.write("outbox_bury", chat=chat, topic=topic, error=why)

    async def withdraw(self, chat: int, topic: int) -> None:
        """The place wants nothing any more: what has not left does not leave."""
        await self._database.write("outbox_withdraw", chat=chat, topic=topic)

    async def move(self, chat: int, new: int) -> None:
        """A group has become the supergroup *new*: its subscriptions and rows follow, but none is doubled there."""
        async with self._database.transaction():
            await self._database.write("subscriptions_move", chat=chat, new=new)
            await self._database.write("subscriptions_end", chat=chat, topic=0)
            await self._database.write("outbox_move", chat=chat, new=new)
            await self._database.write(
                "outbox_bury", chat=chat, topic=0, error="the chat has moved and is served there"
            )

    async def doubt(self, now: datetime, why: str) -> int:
        """What is due at *now* and not settled may have been sent elsewhere; how many rows became unknown."""
        return len(await self._database.write("outbox_doubt", now=ms_of(now), why=why))

    async def add_doubtful(self, rows: Sequence[Doubtful], edition: int, why: str) -> None:
        """Add rows as unknown, under an *edition* that stands for any; those that are there are left as they are."""
        values = [
            {"chat": each.chat, "topic": each.topic, "kind": each.kind, "day": day_text(each.day)} for each in rows
        ]
        shared = {"edition": edition, "why": why}
        await self._database.write_many("outbox_add_doubtful", [each | shared for each in values])

    async def outdated(self, edition: Edition, limit: int) -> list[Sent]:
        """Messages that show an older revision of *edition* and whose edit is not planned yet."""
        rows = await self._database.rows("outbox_outdated", edition=edition.id, revision=edition.revision, limit=limit)
        return [
            Sent(
                row["id"],
                row["chat"],
                row["topic"],
                row["kind"],
                bool(row["silent"]),
                row["message"],
                bool(row["wants"]),
            )
            for row in rows
        ]

    async def plan_edits(self, entries: Sequence[Entry], sent: Sequence[Sent], revision: int) -> None:
        """Plan that *sent* messages are brought to *revision*, and remember that it is planned."""
        async with self._database.transaction():
            await self.add(entries)
            await self._database.write_many("outbox_shows", [{"id": each.row, "shown": revision} for each in sent])

    async def sweep(self, before: date) -> None:
        """Forget what is settled and older than *before*."""
        await self._in_pieces("outbox_sweep", before=day_text(before))
        await self._database.write("editions_sweep", before=day_text(before))


def _ready_of(row: Row) -> Ready:
    return Ready(
        row["id"],
        row["chat"],
        row["topic"],
        row["kind"],
        date.fromisoformat(row["day"]),
        row["edition"],
        bool(row["silent"]),
        bool(row["edits"]),
        row["attempts"],
        row["due_ms"],
        row["until_ms"],
        row["message"],
    )


def _sent_values(outcome: Outcome, epoch: int) -> Mapping[str, object]:
    return {"id": outcome.row.id, "epoch": epoch, "message": outcome.message, "shown": outcome.shown}


def _finish_values(outcome: Outcome, epoch: int) -> Mapping[str, object]:
    return {
        "id": outcome.row.id,
        "epoch": epoch,
        "state": outcome.state.value,
        "due_ms": outcome.due_ms or outcome.row.due_ms,
        "error": outcome.error,
    }


def _values(entry: Entry) -> Mapping[str, object]:
    return {
        "chat": entry.chat,
        "topic": entry.topic,
        "kind": entry.kind,
        "day": day_text(entry.day),
        "revision": entry.revision,
        "edition": entry.edition,
        "lane": entry.lane,
        "rank": entry.rank,
        "silent": int(entry.silent),
        "edits": int(entry.edits),
        "due_ms": ms_of(entry.due_at),
        "until_ms": ms_of(entry.until),
        "message": entry.message,
    }
