"""The intake: each update once, the watermark only over what is committed, nothing lost and nothing for ever."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.intake import Intake, lane_of
from bot.lanes import Lanes
from storage.database import Database, open_database
from storage.updates import Updates
from tally.errors import StorageError

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Desk:
    """Answers by writing down; `hold` keeps an update open until it is set, `fail` makes one fail."""

    def __init__(self) -> None:
        self.arrivals: list[int] = []
        self.answered: list[int] = []
        self.refused: list[int] = []
        self.hold: dict[int, asyncio.Event] = {}
        self.fail: set[int] = set()

    def arrived(self, raw: dict[str, Any]) -> None:
        self.arrivals.append(raw["update_id"])

    async def handle(self, raw: dict[str, Any]) -> None:
        if raw["update_id"] in self.hold:
            await self.hold[raw["update_id"]].wait()
        if raw["update_id"] in self.fail:
            raise RuntimeError("this one is poison")
        self.answered.append(raw["update_id"])

    async def refuse(self, raw: dict[str, Any]) -> None:
        self.refused.append(raw["update_id"])


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await open_database(f"sqlite:///{tmp_path / 'updates.db'}") as opened:
        yield opened


@asynccontextmanager
async def working(desk: Desk, database: Database, lanes: Lanes | None = None) -> AsyncIterator[Intake]:
    intake = Intake(desk, Updates(database), lanes or Lanes(), lambda: NOW)
    committing = asyncio.create_task(intake.commit())
    try:
        yield intake
    finally:
        await intake.drain(1.0)
        committing.cancel()
        with suppress(asyncio.CancelledError):
            await committing


def said(update: int, chat: int = 1) -> dict[str, Any]:
    return {"update_id": update, "message": {"chat": {"id": chat}, "from": {"id": chat}}}


async def test_the_watermark_passes_what_is_handled_and_committed(database: Database) -> None:
    async with working(Desk(), database) as intake:
        assert intake.watermark is None
        await intake.take([said(5), said(6), said(7)])
        assert await intake.settled(30.0)
        assert intake.watermark == 8
        assert await Updates(database).seen(7)


async def test_the_watermark_stays_at_the_oldest_that_is_open(database: Database) -> None:
    desk = Desk()
    desk.hold[6] = asyncio.Event()
    async with working(desk, database) as intake:
        await intake.take([said(5, 1), said(6, 2), said(7, 3)])
        assert not await intake.settled(0.05)
        assert intake.watermark == 6
        assert await Updates(database).seen(7)
        assert not await Updates(database).seen(6)
        desk.hold[6].set()
        assert await intake.settled(30.0)
        assert intake.watermark == 8


async def test_what_comes_again_while_it_is_open_is_not_answered_twice(database: Database) -> None:
    desk = Desk()
    desk.hold[5] = asyncio.Event()
    async with working(desk, database) as intake:
        assert await intake.take([said(5)]) == 1
        assert await intake.take([said(5)]) == 0
        desk.hold[5].set()
        await intake.settled(30.0)
    assert desk.answered == [5]


async def test_what_comes_again_after_a_restart_is_not_answered_twice(database: Database) -> None:
    first, second = Desk(), Desk()
    async with working(first, database) as intake:
        await intake.take([said(5), said(6)])
        await intake.settled(30.0)
    async with working(second, database) as intake:
        assert await intake.take([said(5), said(6), said(7)]) == 1
        await intake.settled(30.0)
        assert intake.watermark == 8
    assert second.answered == [7]


async def test_two_deliveries_at_once_are_one_answer(database: Database) -> None:
    desk = Desk()
    async with working(desk, database) as intake:
        took = await asyncio.gather(*(intake.take([said(5)]) for _ in range(10)))
        await intake.settled(30.0)
    assert (sum(took), desk.answered) == (1, [5])


async def test_poison_is_skipped_counted_and_never_comes_again(database: Database) -> None:
    desk = Desk()
    desk.fail = {5, 6}
    async with working(desk, database) as intake:
        await intake.take([said(5), said(6), said(7)])
        assert await intake.settled(30.0)
        assert (intake.failed, intake.watermark) == (2, 8)
        assert await intake.take([said(5)]) == 0
    assert desk.answered == [7]


@pytest.mark.parametrize("odd", [[], "text", None, 7, {}, {"update_id": "five"}, {"message": {}}])
async def test_what_is_no_update_is_skipped(odd: Any, database: Database) -> None:
    desk = Desk()
    async with working(desk, database) as intake:
        await intake.take([odd, said(5)])
        assert await intake.settled(30.0)
        assert intake.failed == 1
    assert desk.answered == [5]


async def test_what_is_left_at_the_end_is_not_marked(database: Database) -> None:
    desk = Desk()
    desk.hold[6] = asyncio.Event()
    async with working(desk, database) as intake:
        await intake.take([said(5, 1), said(6, 2)])
        assert not await intake.drain(0.05)
        assert intake.watermark == 6
    assert await Updates(database).seen(5)
    assert not await Updates(database).seen(6)


async def test_a_flooders_surplus_is_refused_once_and_confirmed(database: Database) -> None:
    desk = Desk()
    desk.hold[10] = asyncio.Event()
    async with working(desk, database, Lanes(depth=3)) as intake:
        await intake.take([said(10)])
        assert not await intake.settled(0.05)  # it is being answered, so three more may wait
        await intake.take([said(update) for update in range(11, 30)] + [said(30, chat=2)])
        desk.hold[10].set()
        assert await intake.settled(30.0)
        assert intake.watermark == 31
    assert [each for each in desk.answered if each != 30] == [10, 11, 12, 13]
    assert 30 in desk.answered
    assert desk.refused == [14]


async def test_every_arrival_is_announced_at_once(database: Database) -> None:
    desk = Desk()
    desk.hold[5] = asyncio.Event()
    async with working(desk, database) as intake:
        await intake.take([said(5), said(6), said(7)])
        assert desk.arrivals == [5, 6, 7]
        desk.hold[5].set()


async def test_what_cannot_be_committed_is_not_passed_until_it_can(database: Database, tmp_path: Path) -> None:
    def rename(before: str, after: str) -> None:
        with closing(sqlite3.connect(tmp_path / "updates.db", timeout=60)) as other:
            other.execute(f"ALTER TABLE {before} RENAME TO {after}")

    desk = Desk()
    desk.hold[5] = asyncio.Event()
    async with working(desk, database) as intake:
        # In a thread: the loop must be able to end a transaction that holds the lock.
        await asyncio.to_thread(rename, "updates", "elsewhere")
        with pytest.raises(StorageError):
            await intake.take([said(5)])
        assert (intake.watermark, desk.arrivals) == (None, [])
        await asyncio.to_thread(rename, "elsewhere", "updates")
        await intake.take([said(5)])
        await asyncio.to_thread(rename, "updates", "elsewhere")
        desk.hold[5].set()
        assert not await intake.settled(0.2)
        assert (intake.watermark, desk.answered) == (5, [5])
        await asyncio.to_thread(rename, "elsewhere", "updates")
        assert await intake.settled(30.0)
        assert intake.watermark == 6
    assert desk.answered == [5]


async def test_the_next_question_comes_when_half_of_a_full_batch_is_done(database: Database) -> None:
    desk = Desk()
    desk.hold = {update: asyncio.Event() for update in (7, 8)}
    async with working(desk, database) as intake:
        await intake.take([said(update, chat=update) for update in (5, 6, 7, 8)])
        assert await intake.advanced(None, 2, 30.0)
        assert not await intake.advanced(None, 1, 0.05)
        desk.hold[8].set()
        assert not await intake.advanced(7, 1, 0.05)  # 7 is still the oldest: the same question would be asked again
        desk.hold[7].set()
        assert await intake.advanced(7, 1, 30.0)


async def test_old_ids_are_swept(database: Database) -> None:
    async with working(Desk(), database) as intake:
        await Updates(database).mark([1], NOW - timedelta(hours=49))
        await Updates(database).mark([2], NOW - timedelta(hours=47))
        await intake.sweep()
        assert not await Updates(database).seen(1)
        assert await Updates(database).seen(2)


def test_a_chats_messages_share_a_lane_and_a_persons_presses_another() -> None:
    message = {"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 7}}}
    press = {"update_id": 2, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}
    assert lane_of(message) == lane_of({**message, "update_id": 9})
    assert lane_of(press) == lane_of({**press, "update_id": 9})
    assert lane_of(message) != lane_of(press)


def test_odd_updates_go_each_alone() -> None:
    assert lane_of({"update_id": 1, "message": None}) != lane_of({"update_id": 2, "message": []})
