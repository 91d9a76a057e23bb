"""Reading in a thread of its own: many at once, each its own answer, and nobody waits for ever."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.sqlite_reader import Reader


@pytest.fixture
async def reader(tmp_path: Path) -> AsyncIterator[Reader]:
    opened = Reader(str(tmp_path / "numbers.db"))
    await opened.open(
        "CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (1), (2), (3); PRAGMA query_only = 1;"
    )
    yield opened
    await opened.close()


async def test_each_gets_its_own_answer(reader: Reader) -> None:
    found = await asyncio.gather(*(reader.fetch("SELECT :n AS n", {"n": number}) for number in range(500)))
    assert [rows[0]["n"] for rows in found] == list(range(500))


async def test_a_mistake_is_told_to_whoever_made_it_alone(reader: Reader) -> None:
    asked = [reader.fetch(sql, {}) for sql in ("SELECT 1", "SELECT nothing FROM nowhere", "SELECT 2")]
    first, second, third = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(second, sqlite3.OperationalError)
    assert not isinstance(first, BaseException)
    assert not isinstance(third, BaseException)
    assert (first[0][0], third[0][0]) == (1, 2)


async def test_it_only_reads(reader: Reader) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await reader.fetch("DELETE FROM numbers", {})
    assert len(await reader.fetch("SELECT n FROM numbers", {})) == 3


async def test_who_has_gone_holds_up_nobody(reader: Reader) -> None:
    asked = [asyncio.create_task(reader.fetch("SELECT n FROM numbers", {})) for _ in range(10)]
    await asyncio.sleep(0)
    for each in asked[:9]:
        each.cancel()
    assert len(await asked[9]) == 3
    assert len(await reader.fetch("SELECT n FROM numbers", {})) == 3


async def test_a_long_statement_and_those_behind_it_are_all_answered(reader: Reader) -> None:
    many = "WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 100000) SELECT COUNT(*) FROM t"
    found = await asyncio.gather(*(reader.fetch(many if number % 5 == 0 else "SELECT 1", {}) for number in range(20)))
    assert [rows[0][0] for rows in found] == [100_000 if number % 5 == 0 else 1 for number in range(20)]


async def test_at_the_end_what_was_asked_is_answered_and_no_more(tmp_path: Path) -> None:
    reader = Reader(str(tmp_path / "empty.db"))
    await reader.open("")
    asked = asyncio.create_task(reader.fetch("SELECT 1", {}))
    await asyncio.sleep(0)
    await reader.close()
    assert (await asked)[0][0] == 1
    with pytest.raises(sqlite3.ProgrammingError):
        await reader.fetch("SELECT 1", {})
