"""What is PostgreSQL's own: several processes write, the server goes away, the schema is walked."""

import asyncio

import asyncpg
import pytest

from storage.chats import Chats
from storage.database import open_database
from storage.migrate import migrate_postgres
from storage.schema import REVISIONS
from storage.statements import numbered
from storage.tallies import Tallies
from tally.errors import StorageError
from tests.storage.reporting import DAY, NOW, accept, report, verdict


async def test_replicas_that_record_the_same_day_do_not_meet(postgres: str) -> None:
    replicas = [await open_database(postgres) for _ in range(3)]
    await asyncio.gather(
        *(
            Tallies(replica).record(report(tanks=total), verdict(tanks=accept(total)), article=None, now=NOW)
            for total in range(1, 6)
            for replica in replicas
        )
    )
    revisions = await Tallies(replicas[0]).revisions(DAY, "tanks")
    tally = (await Tallies(replicas[0]).day(DAY))["tanks"]
    for replica in replicas:
        await replica.close()
    assert [each.tally.revision for each in revisions] == list(range(1, len(revisions) + 1))
    assert tally == revisions[-1].tally


async def test_a_server_that_is_not_there_may_be_tried_later() -> None:
    with pytest.raises(StorageError, match="cannot be reached") as caught:
        await open_database("postgresql://anna:secret@127.0.0.1:1/sitrep")
    assert not caught.value.permanent
    assert "secret" not in str(caught.value)


_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


async def test_a_task_that_is_cancelled_while_its_connection_is_cut_stays_cancelled(postgres: str) -> None:
    async def wait_in_vain() -> None:
        async with database.transaction():
            await database.alone("tests")

    operator = await asyncpg.connect(postgres)
    async with await open_database(postgres) as other, await open_database(postgres) as database, other.transaction():
        await other.alone("tests")
        for turns in range(12):
            waiting = asyncio.create_task(wait_in_vain())
            while not await operator.fetchval("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
                await asyncio.sleep(0.01)
                if waiting.done():  # it was given a connection that had been cut before
                    waiting = asyncio.create_task(wait_in_vain())
            waiting.cancel()
            for _ in range(turns % 4):
                await asyncio.sleep(0)
            await operator.execute(_CUT)
            await asyncio.wait([waiting])
            assert waiting.cancelled()
    await operator.close()


async def test_an_older_schema_is_brought_up_and_may_go_down_again(postgres: str) -> None:
    for revision in ("base", *REVISIONS, *reversed(REVISIONS[:-1]), "base", REVISIONS[0]):
        await migrate_postgres(postgres, revision)
    async with await open_database(postgres) as database:
        await Chats(database).set_language(-1001234567890, "uk")
        assert await Chats(database).language(-1001234567890) == "uk"


def test_parameters_are_numbered_in_order_and_once_each() -> None:
    statement = numbered("SELECT :b::text, ':a', :a WHERE x = :b")
    assert (statement.sql, statement.parameters) == ("SELECT $1::text, ':a', $2 WHERE x = $1", ("b", "a"))
