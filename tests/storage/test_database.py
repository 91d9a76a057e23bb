"""Opening a database, and what a transaction promises."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from storage.chats import Chats
from storage.database import Database, open_database
from storage.state import State
from storage.updates import Updates
from tally.errors import SettingError, StorageError
from tests.storage.reporting import NOW


class StopError(Exception):
    pass


async def fail_after(database: Database, chat: int) -> None:
    """Write inside a transaction, and leave it with an error."""
    async with database.transaction():
        await Chats(database).set_language(chat, "uk")
        raise StopError


async def fail_after_inner(database: Database, chat: int) -> None:
    """The same, where what was written stood in a transaction inside."""
    async with database.transaction():
        async with database.transaction():
            await Chats(database).set_language(chat, "uk")
        raise StopError


async def test_what_is_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/sitrep.db"
    async with await open_database(url) as database:
        await Chats(database).set_language(-1001234567890, "uk")
    async with await open_database(url) as database:
        assert await Chats(database).language(-1001234567890) == "uk"


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(StopError):
        await fail_after(database, 1)
    assert await Chats(database).language(1) is None


async def test_a_transaction_inside_another_is_part_of_it(database: Database) -> None:
    with pytest.raises(StopError):
        await fail_after_inner(database, 1)
    assert await Chats(database).language(1) is None


async def test_a_transaction_reads_what_it_wrote(database: Database) -> None:
    async with database.transaction():
        await Chats(database).set_language(1, "uk")
        assert await Chats(database).language(1) == "uk"


async def test_other_tasks_do_not_see_half_a_transaction(database: Database) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with database.transaction():
            await Chats(database).set_language(1, "uk")
            begun.set()
            await go_on.wait()
            await Chats(database).set_language(2, "uk")

    async def read() -> tuple[str | None, str | None]:
        await begun.wait()
        asyncio.get_running_loop().call_later(0.05, go_on.set)
        return await Chats(database).language(1), await Chats(database).language(2)

    _, seen = await asyncio.gather(write(), read())
    assert seen in ((None, None), ("uk", "uk"))


async def test_those_who_want_to_be_alone_take_turns(database: Database) -> None:
    async def add() -> None:
        async with database.transaction():
            await database.alone("count")
            count = int(await State(database).get("count") or 0)
            await asyncio.sleep(0)
            await State(database).put("count", str(count + 1), NOW)

    await asyncio.gather(*(add() for _ in range(50)))
    assert await State(database).get("count") == "50"


async def test_a_cancelled_transaction_leaves_nothing_and_lets_others_go_on(database: Database) -> None:
    begun = asyncio.Event()

    async def write() -> None:
        async with database.transaction():
            await Chats(database).set_language(1, "uk")
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(write())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await Chats(database).set_language(2, "en")
    assert await Chats(database).language(1) is None


async def test_the_event_loop_goes_on_while_the_database_works(tmp_path: Path) -> None:
    async with await open_database(f"sqlite:///{tmp_path}/sitrep.db") as database:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        ticking = asyncio.create_task(tick())
        await Updates(database).mark(range(20_000), NOW)
        ticking.cancel()
        assert ticks > 10


async def test_many_can_open_a_new_database_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/sitrep.db"
    opened = await asyncio.gather(*(open_database(url) for _ in range(5)))
    for database in opened:
        await Chats(database).set_language(1, "uk")
        await database.close()


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sitrep.db", "sqlite://", "sqlite:///", ""])
async def test_an_address_that_names_no_database_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(SettingError, match="DATABASE_URL"):
        await open_database(url)


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"folder .*/nowhere does not exist"):
        await open_database(f"sqlite:///{tmp_path}/nowhere/sitrep.db")


async def test_a_place_where_no_file_can_be_made_is_named() -> None:
    with pytest.raises(StorageError, match="may we write there"):
        await open_database("sqlite:////proc/sitrep.db")


async def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear all, this is a letter and no database. " * 50)
    before = path.read_bytes()
    with pytest.raises(StorageError, match="no SQLite database"):
        await open_database(f"sqlite:///{path}")
    assert path.read_bytes() == before


async def test_a_database_of_somebody_else_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StorageError, match="no Sitrep database"):
        await open_database(f"sqlite:///{path}")
    tables = sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("recipes",)]


async def test_a_database_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/sitrep.db"
    async with await open_database(url) as database:
        await Chats(database).set_language(1, "uk")
    with sqlite3.connect(tmp_path / "sitrep.db") as ours:
        ours.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer Sitrep"):
        await open_database(url)
    assert sqlite3.connect(tmp_path / "sitrep.db").execute("SELECT language FROM chats").fetchall() == [("uk",)]


async def test_a_full_disk_is_named_and_costs_only_what_did_not_fit(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/sitrep.db"
    async with await open_database(url) as database:
        await State(database).put("small", "kept", NOW)
        # SQLite reports its own limit of pages exactly as it reports a full disk.
        await database._writer.execute_fetchall("PRAGMA max_page_count = 60")  # type: ignore[attr-defined]
        with pytest.raises(StorageError, match="disk is full"):
            await State(database).put("large", "x" * 10_000_000, NOW)
        assert await State(database).get("small") == "kept"
        await State(database).put("small", "changed", NOW)
        assert await State(database).get("small") == "changed"


async def test_a_read_only_file_is_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/sitrep.db"
    async with await open_database(url) as database:
        await database._writer.execute_fetchall("PRAGMA query_only = ON")  # type: ignore[attr-defined]
        with pytest.raises(StorageError, match="read-only"):
            await State(database).put("name", "content", NOW)


async def test_a_database_that_another_process_keeps_locked_may_be_tried_later(tmp_path: Path) -> None:
    path = tmp_path / "sitrep.db"
    async with await open_database(f"sqlite:///{path}") as database:
        await database._writer.execute_fetchall("PRAGMA busy_timeout = 50")  # type: ignore[attr-defined]
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="another process") as caught:
            await State(database).put("name", "content", NOW)
        assert not caught.value.permanent
        other.execute("ROLLBACK")
        other.close()
        await State(database).put("name", "content", NOW)


def test_opening_the_newest_schema_does_not_import_alembic(tmp_path: Path) -> None:
    script = f"""
import asyncio, sys
from storage.database import open_database
async def main():
    for _ in range(2):
        async with await open_database("sqlite:///{tmp_path}/sitrep.db"):
            pass
asyncio.run(main())
assert not {{"alembic", "sqlalchemy"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ, "PYTHONPATH": os.getcwd()})
