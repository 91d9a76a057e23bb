"""Updates that several processes share: each is one process's at a time, and nobody's for ever."""

import asyncio
from datetime import UTC, datetime

import pytest

from storage.database import Database, open_database
from storage.presence import Presence
from storage.updates import Found, SharedUpdates

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def here(database: Database) -> SharedUpdates:
    return SharedUpdates(database, "here")


@pytest.fixture
def there(database: Database) -> SharedUpdates:
    return SharedUpdates(database, "there")


async def test_an_update_is_one_process_s(here: SharedUpdates, there: SharedUpdates) -> None:
    assert await here.begin(5) is Found.NEW
    assert await there.begin(5) is Found.ELSEWHERE
    assert await there.begin(6) is Found.NEW


async def test_what_is_marked_is_done_everywhere(here: SharedUpdates, there: SharedUpdates, database: Database) -> None:
    await here.begin(5)
    await here.mark([5], NOW)
    assert await here.begin(5) is Found.DONE
    assert await there.begin(5) is Found.DONE
    assert await Presence(database, "third").beats() == {}  # no claim is left behind


async def test_what_failed_half_way_here_can_be_begun_again_here(here: SharedUpdates) -> None:
    assert await here.begin(5) is Found.NEW
    assert await here.begin(5) is Found.NEW


async def test_the_handled_ones_of_many_are_told_at_once(here: SharedUpdates) -> None:
    await here.mark([5, 7, 2**62], NOW)
    assert await here.handled([5, 6, 7, 2**62]) == {5, 7, 2**62}
    assert await here.handled([]) == set()


async def test_what_the_dead_had_begun_is_freed(here: SharedUpdates, there: SharedUpdates, database: Database) -> None:
    await Presence(database, "here").beat()
    await here.begin(5)
    watching = Presence(database, "there")
    (beat,) = (await watching.beats()).values()
    assert await watching.bury("here", beat)
    assert await there.begin(5) is Found.NEW
    assert await watching.beats() == {}


async def test_whoever_has_beaten_meanwhile_is_not_buried(
    here: SharedUpdates, there: SharedUpdates, database: Database
) -> None:
    living, watching = Presence(database, "here"), Presence(database, "there")
    await living.beat()
    await here.begin(5)
    (beat,) = (await watching.beats()).values()
    await living.beat()
    assert not await watching.bury("here", beat)
    assert await there.begin(5) is Found.ELSEWHERE


async def test_claims_of_one_that_never_beat_are_seen_and_freed(
    here: SharedUpdates, there: SharedUpdates, database: Database
) -> None:
    await here.begin(5)
    watching = Presence(database, "there")
    assert await watching.beats() == {"here": 0}
    assert await watching.bury("here", 0)
    assert await there.begin(5) is Found.NEW


async def test_whoever_leaves_frees_its_claims_and_no_others(
    here: SharedUpdates, there: SharedUpdates, database: Database
) -> None:
    await here.begin(5)
    await there.begin(6)
    await Presence(database, "here").leave()
    assert await there.begin(5) is Found.NEW
    assert await here.begin(6) is Found.ELSEWHERE


async def test_of_many_connections_that_begin_at_once_one_wins(postgres: str) -> None:
    async with await open_database(postgres) as one, await open_database(postgres) as other:
        both = [SharedUpdates(database, name) for database, name in ((one, "here"), (other, "there"))]
        for update in range(20):
            found = await asyncio.gather(*(each.begin(update) for each in both))
            assert sorted(each.name for each in found) == ["ELSEWHERE", "NEW"]
