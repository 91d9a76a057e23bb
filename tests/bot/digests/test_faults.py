"""Whatever breaks, at most one accepted send a chat, no row lost, and every unknown recorded: on both databases."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import asyncpg
import pytest
from post_office import NOW, PostOffice
from processes import Senders
from sabotage import Death, Fate, FatedDatabase, FatedWire

from bot.localchat.server import LocalChat
from storage.database import open_database
from storage.leases import Lease
from storage.outbox import Choice
from tally.errors import StorageError

LEASE = 0.08


async def live_until_death(office: PostOffice, dies_at: int) -> bool:
    """A sender's life, cut at its step *dies_at*; whether it lived so long."""
    fate = Fate(dies_at)
    delivery, wire = office.sender(FatedDatabase(office.database, fate), lease=LEASE, wire=FatedWire)
    wire.fate = fate  # type: ignore[attr-defined]
    await wire.open()
    working = asyncio.create_task(delivery.run())
    while not fate.dead and not set(await office.watch.counts()) <= {"sent", "unknown"}:  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    died = fate.dead
    fate.dies_at = fate.count or 1  # what is left of it has no effect
    working.cancel()
    with suppress(asyncio.CancelledError, Death):
        await working
    await wire.close()
    return died


@pytest.mark.parametrize("residue", range(4))
async def test_a_crash_at_any_step_doubles_and_loses_nothing(office: PostOffice, residue: int) -> None:
    """Every step is one side of a statement, a commit or a call; four tests share them."""
    dies_at = residue + 1
    while True:
        chats = office.people(3)
        await office.plan(chats)
        died = await live_until_death(office, dies_at)
        await office.settle(lease=LEASE)
        await office.check_law()
        if not died:
            break
        dies_at += 4
    assert dies_at > 20


async def test_a_database_that_refuses_for_a_while_costs_nothing(office: PostOffice) -> None:
    fate = Fate()
    await office.plan(office.people(30))
    async with office.at_work(FatedDatabase(office.database, fate)):
        await asyncio.sleep(0.05)
        fate.fails = StorageError("here", "the disk is full")
        await asyncio.sleep(0.3)
        fate.fails = None
        await office.until_settled()
    assert await office.check_law() == {"sent": 30}


async def test_a_sender_that_is_stopped_while_it_leaves_office_stops(office: PostOffice) -> None:
    for turns in (0, 1, 1, 1, 2, 3):
        fate = Fate()
        delivery, wire = office.sender(FatedDatabase(office.database, fate))
        await wire.open()
        working = asyncio.create_task(delivery.run())
        await asyncio.sleep(0.05)
        fate.fails = StorageError("here", "the disk is full")
        asked = fate.count
        while fate.count == asked:  # noqa: ASYNC110 - until it is refused
            await asyncio.sleep(0)
        for _ in range(turns):
            await asyncio.sleep(0)
        working.cancel()
        fate.fails = None
        await asyncio.wait([working], timeout=30)
        assert working.cancelled()
        await wire.close()


async def test_a_clock_that_steps_back_doubles_and_loses_nothing(office: PostOffice) -> None:
    await office.plan(office.people(30))
    async with office.at_work():
        await asyncio.sleep(0.03)
        office.moment -= timedelta(hours=1)
        await asyncio.sleep(0.2)
        office.moment += timedelta(hours=1, minutes=1)
        await office.until_settled()
    assert await office.check_law() == {"sent": 30}


async def test_two_senders_at_once_double_nothing(office: PostOffice, url: str) -> None:
    await office.plan(office.people(40))
    async with await open_database(url) as other, office.at_work(lease=5.0), office.at_work(other, lease=5.0):
        await office.until_settled()
    assert await office.check_law() == {"sent": 40}


async def test_a_storm_of_everything_keeps_the_law(office: PostOffice) -> None:
    await office.plan(office.people(60))
    for kind in ("not_accepted", "answer_lost", "server_error", "too_many_requests", "hang", "blocked", "bad_gateway"):
        office.fault(kind, times=2, retry_after=1)
    await office.settle(read=0.3)
    counts = await office.check_law()
    assert sum(counts.values()) == 60
    assert counts["unknown"] >= 8


async def test_a_leader_that_is_killed_is_replaced(office: PostOffice, url: str) -> None:
    async with Senders(url, office.telegram.url, office.telegram.token, lease=0.4) as senders:
        leader = await senders.start()
        await office.plan(office.people(120))
        await senders.start()
        await asyncio.sleep(0.2)
        leader.kill()
        await office.until_settled()
    counts = await office.check_law()
    assert sum(counts.values()) == 120


async def test_a_leader_that_is_frozen_past_its_lease_sends_nothing_twice(office: PostOffice, url: str) -> None:
    async with Senders(url, office.telegram.url, office.telegram.token, lease=0.4) as senders:
        leader = await senders.start()
        await office.plan(office.people(120))
        await senders.start()
        await asyncio.sleep(0.2)
        senders.freeze(leader)
        await asyncio.sleep(1.5)
        senders.thaw(leader)  # had it been frozen inside a transaction of SQLite, all would have waited for it
        await office.until_settled()
        await asyncio.sleep(0.3)
    counts = await office.check_law()
    assert sum(counts.values()) == 120


async def test_a_new_leader_fences_what_the_old_one_claims(office: PostOffice) -> None:
    chats = office.people(3)
    await office.plan(chats)
    old, new = (Lease(office.database, "delivery", name) for name in ("old", "new"))
    first = await old.take(await old.look())
    assert first
    second = await new.take(await new.look())
    assert second == first + 1
    assert await office.outbox.claim(old, first, Choice(await office.outbox.ready(NOW, 10))) is None
    assert await office.states() == dict.fromkeys(chats, "pending")


async def test_a_lease_moves_only_from_the_state_that_was_seen(office: PostOffice) -> None:
    holder, waiting = (Lease(office.database, "delivery", name) for name in ("holder", "waiting"))
    epoch = await holder.take(None)
    assert epoch
    seen = await waiting.look()
    assert await holder.beat(epoch)
    assert await waiting.take(seen) is None
    assert await holder.beat(epoch)


async def test_postgres_that_drops_every_connection_doubles_and_loses_nothing(
    telegram: LocalChat, postgres: str
) -> None:
    async with await open_database(postgres) as database:
        office = PostOffice(telegram, database)
        await office.plan(office.people(60))
        async with office.at_work():
            for _ in range(3):
                await asyncio.sleep(0.05)
                await _drop_connections(postgres)
            with suppress(StorageError):
                await office.until_settled()
        await office.settle(lease=LEASE)
        assert sum((await office.check_law()).values()) == 60


async def _drop_connections(url: str) -> None:
    own = await asyncpg.connect(url)
    await own.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await own.close()
