"""Taking a copy of a database while others write to it: what was committed at one moment, and nothing later."""

import asyncio
import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from storage import postgres
from storage.moving.copy import BATCH, Copy, Table, disk_errors, folder_of, new_copy, open_copy
from storage.moving.fingerprint import Fingerprint, Reckoning, difference
from storage.schema import problem_of
from storage.sqlite import clear_errors, path_of
from tally.errors import SettingError, StorageError

_PATIENCE = 60.0
"""Seconds for which another process may keep a SQLite database to itself."""

_EFFECTIVE = os.access in os.supports_effective_ids


def is_postgres(url: str) -> bool:
    """Whether *url* is of PostgreSQL, else it is of SQLite. Raises SettingError for any other scheme."""
    scheme = urlsplit(url).scheme
    if scheme not in ("sqlite", "postgresql", "postgres"):
        raise SettingError("DATABASE_URL", "must begin with sqlite:/// or postgresql://")
    return scheme != "sqlite"


def shown(url: str) -> str:
    """*url* as it may be shown: without user and password."""
    return postgres.without_password(url) if is_postgres(url) else url


async def snapshot(url: str, path: Path) -> dict[str, Fingerprint]:
    """Copy the database at *url* into a new file at *path*, as it is: it is not migrated. What each table holds.

    Raises StorageError when there is no database of ours, when it is damaged, or when it or the file cannot be used.
    """
    if is_postgres(url):
        sent = await _of_postgres(url, path)
        return await asyncio.to_thread(_checked, path, postgres.without_password(url), sent)
    source = path_of(url)
    await asyncio.to_thread(_of_sqlite, source, path)
    return await asyncio.to_thread(_checked, path, source, None)


def _of_sqlite(source: str, path: Path) -> None:
    """One read of all pages: in WAL mode those who write go on meanwhile."""
    if not Path(source).is_file():
        raise StorageError(source, "there is no such database")
    until = time.monotonic() + _PATIENCE

    def still_waiting(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise StorageError(source, "another process is writing and does not finish", permanent=False)

    if lies_still(Path(source)):
        source = _brought_along(Path(source), path)
    with clear_errors(source), closing(sqlite3.connect(source)) as theirs, closing(sqlite3.connect(path)) as ours:
        theirs.execute("PRAGMA query_only = ON")
        theirs.backup(ours, progress=still_waiting)
        ours.execute("PRAGMA journal_mode = DELETE")  # one file, without companions


def lies_still(path: Path) -> bool:
    """Whether nobody has the file open and we may not write it, as on a disk that was mounted read-only after a fault.

    SQLite reads no such file where its folder takes no companion.
    """
    may_write = all(os.access(each, os.W_OK, effective_ids=_EFFECTIVE) for each in (path, folder_of(path)))
    return not may_write and not path.with_name(f"{path.name}-shm").exists()


def _brought_along(source: Path, path: Path) -> str:
    """Copies of the file and of what was written last, beside *path*, where they can be opened."""
    beside = path.with_suffix(".raw")
    with disk_errors(str(source)):
        for suffix in ("", "-wal"):
            if (each := source.with_name(source.name + suffix)).exists():
                shutil.copyfile(each, beside.with_name(beside.name + suffix))
    return str(beside)


def _checked(path: Path, where: str, sent: dict[str, Fingerprint] | None) -> dict[str, Fingerprint]:
    """What the copy holds, after it was found whole and equal to what was *sent*, where that is known."""
    with open_copy(path) as copy:
        if problem := copy.problem():
            raise StorageError(where, problem)
        found = copy.fingerprints()
    if sent is not None and (problem := difference(sent, found)):
        raise StorageError(where, f"the copy is not what was read: {problem}")
    return found


async def _of_postgres(url: str, path: Path) -> dict[str, Fingerprint]:
    where = postgres.without_password(url)
    with postgres.clear_errors(where):
        connection = await connect(url)
        try:
            # All is read as of the first statement, whatever others commit meanwhile.
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                revision, tables = await postgres.revision_of(connection), await postgres.tables_of(connection)
                if revision is None or problem_of(revision, ()):
                    raise StorageError(where, problem_of(revision, tables) or "there is nothing in it")
                await asyncio.to_thread(new_copy, path, revision)
                with open_copy(path) as copy:
                    found = {each.name: await _pour(connection, each, copy) for each in copy.tables}
                    await asyncio.to_thread(copy.finish)
        finally:
            await connection.close()
    return found


async def connect(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    """A connection of its own: what is done here lasts longer than what a bot would wait for."""
    try:
        return await asyncpg.connect(url)
    except (ValueError, asyncpg.ClientConfigurationError) as error:
        raise SettingError("DATABASE_URL", str(error)) from error


async def _pour(connection: "asyncpg.Connection[asyncpg.Record]", table: Table, copy: Copy) -> Fingerprint:
    """Read all of *table* into the copy; what was read."""
    reckoning = Reckoning()
    cursor = await connection.cursor(table.select)
    while batch := [tuple(row) for row in await cursor.fetch(BATCH)]:
        reckoning.add(batch)
        await asyncio.to_thread(copy.fill, table, batch)
    return reckoning.fingerprint
