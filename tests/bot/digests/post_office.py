"""A sender at work on the stand-in's real HTTP, and the law that it must keep whatever happens."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from bot.digests.delivery import Delivery
from bot.digests.desk import Tuning
from bot.digests.leadership import Leadership
from bot.digests.planner import rank
from bot.digests.wire import BulkRequest, Wire
from bot.localchat.faults import Fault
from bot.localchat.server import LocalChat
from bot.localchat.things import Chat, Message, User
from storage.broadcasts import Watch
from storage.database import Database
from storage.editions import Edition, Editions
from storage.leases import Lease
from storage.outbox import Entry, Outbox

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 11, 23)

QUICK = Tuning(rate=2_000, window=0.01, flush=0.02, flying=16, idle=0.02, grace=0.3)

_HOLDERS = count(1)

SETTLED = {"sent", "dead", "unknown", "expired", "stopped"}


class PostOffice:
    """Chats, rows for them, senders, and what came of it. `clock` is what senders take for the time."""

    def __init__(self, telegram: LocalChat, database: Database) -> None:
        self.telegram, self.database = telegram, database
        self.outbox, self.editions, self.watch = Outbox(database), Editions(database), Watch(database)
        self.chats: list[int] = []
        self.first_chat = 5_000_000
        self.alarms: list[str] = []
        self.moment, self._started = NOW, time.monotonic()

    def now(self) -> datetime:
        return self.moment + timedelta(seconds=time.monotonic() - self._started)

    def people(self, many: int) -> list[int]:
        """So many private chats that have started the bot."""
        world = self.telegram.world
        start = self.first_chat + len(self.chats)
        for number in range(start, start + many):
            person = User(number, f"Reader {number}")
            world.users[number] = person
            world.chats[number] = Chat(number, "private", person=person)
            self.chats.append(number)
        return self.chats[-many:]

    async def edition(self, html: str = "Figures", name: str = "daily") -> Edition:
        return await self.editions.publish(Edition(name, "daily", DAY, "en", "", html), NOW)

    async def plan(self, chats: Sequence[int], edition: Edition | None = None, **more: Any) -> None:
        """A digest for each of *chats*."""
        edition = edition or await self.edition()
        fields = {"kind": "daily", "until": NOW + timedelta(hours=20), **more}
        await self.outbox.add(
            [
                Entry(
                    chat,
                    fields.pop("topic", 0),
                    day=DAY,
                    edition=edition.id,
                    due_at=NOW,
                    rank=rank(chat, 0, DAY),
                    **fields,
                )
                for chat in chats
            ]
        )

    def fault(self, kind: str, **more: Any) -> None:
        self.telegram.world.faults.add(Fault(kind, **more))

    def messages(self, chat: int) -> list[Message]:
        me = self.telegram.world.bot
        return [each for each in self.telegram.world.chats[chat].messages.values() if each.sender == me]

    def sender(
        self,
        database: Database | None = None,
        *,
        tuning: Tuning = QUICK,
        lease: float = 3.0,
        read: float = 2.0,
        wire: type[Wire] = Wire,
    ) -> tuple[Delivery, Wire]:
        database = database or self.database
        made = wire(self.telegram.url, self.telegram.token, BulkRequest(32, connect=2.0, read=read))
        leadership = Leadership(Lease(database, "delivery", f"holder {next(_HOLDERS)}"), lease)

        async def alarm(edition: Edition, why: str) -> None:
            self.alarms.append(f"{edition.name}: {why}")

        return Delivery(database, made, leadership, alarm, self.now, tuning), made

    @asynccontextmanager
    async def at_work(self, database: Database | None = None, **how: Any) -> AsyncIterator[Delivery]:
        """A sender that delivers while the context is open, and stops in good order."""
        delivery, wire = self.sender(database, **how)
        await wire.open()
        working = asyncio.create_task(delivery.run())
        try:
            yield delivery
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
            await wire.close()

    async def settle(self, *, all_but: Sequence[str] = (), seconds: float = 90.0, **how: Any) -> None:
        """Deliver until every row is settled, or in a state of *all_but*."""
        async with self.at_work(**how):
            await self.until_settled(all_but, seconds)

    async def until_settled(self, all_but: Sequence[str] = (), seconds: float = 90.0) -> None:
        async with asyncio.timeout(seconds):
            while not set(await self.watch.counts()) <= SETTLED | set(all_but):  # noqa: ASYNC110 - the database tells nobody
                await asyncio.sleep(0.02)

    async def states(self) -> dict[int, str]:
        """What became of each chat's digest."""
        return {chat: (await self.watch.of_place(chat, 0, DAY)).get("daily", "none") for chat in self.chats}

    async def check_law(self) -> dict[str, int]:
        """At most one accepted send a chat; no row lost; none said to be sent that was not, or unsent that was."""
        states = await self.states()
        for chat, state in states.items():
            accepted = len(self.messages(chat))
            assert accepted <= 1, f"{chat} got the digest {accepted} times"
            if state == "sent":
                assert accepted == 1
            elif state != "unknown":
                assert accepted == 0, f"{chat} got what is {state}"
            assert state != "none", f"{chat} was lost"
        return await self.watch.counts()
