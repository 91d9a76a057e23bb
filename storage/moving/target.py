"""What is there already, where a copy is to be put, and whether a bot is at work in it."""

import asyncio
import sqlite3
from contextlib import closing
from enum import Enum
from pathlib import Path

from storage import postgres
from storage.moving.copy import open_copy
from storage.moving.snapshot import connect, is_postgres, lies_still
from storage.schema import problem_of
from storage.sqlite import clear_errors, path_of
from tally.errors import StorageError

IN_USE = "another process has it open: stop the bot first"

_WAIT = 0.3
"""Seconds in which whoever merely looked at a file is gone again."""

_BEATS = "SELECT name, holder, epoch, beat FROM leases WHERE holder <> ''"

_OTHERS = """
SELECT COUNT(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


class Target(Enum):
    """What may be done with a place."""

    FREE = "there is nothing in it"
    FULL = "there are rows in it already; --force puts others in their place"
    OTHER = "what is there is no Sitrep database, or a damaged one; --force puts another in its place"


async def look_at(url: str) -> Target:
    """What is at *url*; nothing there is changed. Raises StorageError when it cannot be looked at."""
    if is_postgres(url):
        return await _postgres_target(url)
    return await asyncio.to_thread(_sqlite_target, Path(path_of(url)))


def _sqlite_target(path: Path) -> Target:
    if str(path) == ":memory:":
        raise StorageError(str(path), "is gone when the command ends; name a file")
    if not path.parent.is_dir():
        raise StorageError(str(path), f"the folder {path.absolute().parent} does not exist")
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return Target.FREE
    try:
        with open_copy(path) as copy:
            if copy.revision is None:
                return Target.OTHER
            return Target.FULL if any(next(copy.rows(each), ()) for each in copy.tables) else Target.FREE
    except StorageError as error:
        if not error.permanent:
            raise
        return Target.OTHER


async def _postgres_target(url: str) -> Target:
    where = postgres.without_password(url)
    with postgres.clear_errors(where):
        connection = await connect(url)
        try:
            revision, tables = await postgres.revision_of(connection), await postgres.tables_of(connection)
            if problem := problem_of(revision, tables):
                # Not even by force: other people's tables stand beside ours, or we do not know our own.
                raise StorageError(where, problem)
            for name in tables:
                row = f"SELECT 1 FROM {name} LIMIT 1"  # noqa: S608 - a table of our own
                if name != "alembic_version" and await connection.fetchval(row):
                    return Target.FULL
        finally:
            await connection.close()
    return Target.FREE


async def refuse_if_at_work(url: str, *, watched: float = 12.0) -> None:
    """Raise StorageError when a bot is at work in the database at *url*; one that is not there is at rest.

    SQLite knows who has the file open. PostgreSQL knows who is connected, which may be anybody: then leases are
    watched for so many seconds, and one that is beaten is a bot's.
    """
    if not is_postgres(url):
        await asyncio.to_thread(_refuse_if_open, Path(path_of(url)))
        return
    where = postgres.without_password(url)
    with postgres.clear_errors(where):
        connection = await connect(url)
        try:
            if not await connection.fetchval(_OTHERS) or "leases" not in await postgres.tables_of(connection):
                return
            before = await connection.fetch(_BEATS)
            for _ in range(int(watched / 0.25) if before else 0):
                await asyncio.sleep(0.25)
                if await connection.fetch(_BEATS) != before:
                    raise StorageError(where, "a bot is at work in it: stop it first", permanent=False)
        finally:
            await connection.close()


def _refuse_if_open(path: Path) -> None:
    if not path.is_file():
        return
    with clear_errors(str(path)), closing(sqlite3.connect(path, isolation_level=None, timeout=_WAIT)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise StorageError(str(path), IN_USE, permanent=False) from error
            if not lies_still(path):
                raise
