"""Processes that share updates: the silent are buried, after a time on our own stopwatch, and the living never."""

from collections.abc import AsyncIterator

import pytest

from bot.presence import Replicas, process_name
from storage.database import Database, open_database
from storage.presence import Presence
from storage.updates import Found, SharedUpdates


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    async with await open_database("sqlite:///:memory:") as opened:
        yield opened


async def _passes(database: Database, seconds: float, *, beating: bool) -> Found:
    """What becomes of an update that another process began, when it has beaten or not for so long."""
    stopwatch = Stopwatch()
    ours, theirs = Replicas(Presence(database, "ours"), stopwatch), Replicas(Presence(database, "theirs"), stopwatch)
    await theirs.look()
    await SharedUpdates(database, "theirs").begin(5)
    await ours.look()
    while stopwatch.seconds < seconds:
        stopwatch.seconds += 1.0
        if beating:
            await theirs.look()
        await ours.look()
    return await SharedUpdates(database, "ours").begin(5)


async def test_the_silent_are_buried_after_ten_seconds(database: Database) -> None:
    assert await _passes(database, 11.0, beating=False) is Found.NEW


async def test_the_silent_are_left_alone_before(database: Database) -> None:
    assert await _passes(database, 9.0, beating=False) is Found.ELSEWHERE


async def test_the_living_keep_what_they_began_however_long(database: Database) -> None:
    assert await _passes(database, 60.0, beating=True) is Found.ELSEWHERE


async def test_whoever_was_buried_and_wakes_is_present_again(database: Database) -> None:
    await _passes(database, 11.0, beating=False)
    await Replicas(Presence(database, "theirs")).look()
    assert "theirs" in await Presence(database, "ours").beats()


def test_no_two_processes_have_one_name() -> None:
    assert process_name() != process_name()
