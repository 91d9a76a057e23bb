"""Putting a copy in its place: as the file of a SQLite database, or row by row into PostgreSQL; all or nothing."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import asyncpg

from storage import postgres
from storage.database import open_database
from storage.moving.copy import BATCH, FOUND, Copy, Table, disk_errors, open_copy, to_disk
from storage.moving.fingerprint import Fingerprint, Reckoning, difference
from storage.moving.snapshot import connect, is_postgres
from storage.moving.target import IN_USE, Target, look_at
from storage.sqlite import path_of
from storage.statements import Dialect, statements
from tally.errors import StorageError

Tables: TypeAlias = Mapping[str, Fingerprint]
"""What each table holds."""

_COMPANIONS = ("-wal", "-shm", "-journal")
"""Files that SQLite keeps beside its own."""


async def install(path: Path, url: str, tables: Tables, *, force: bool, now: datetime) -> str | None:
    """Put the copy at *path*, of the newest schema and with these *tables*, in the place of the database at *url*.

    A database with rows in it is replaced only with *force*; a SQLite file stays beside the new one under another
    name, which is returned. What is there then is read back and compared before the old one is let go. Raises
    StorageError, and then what was there is there as it was.
    """
    target = await look_at(url)
    if target is not Target.FREE and not force:
        raise StorageError(target_name(url), target.value)
    if is_postgres(url):
        await _into_postgres(path, url, tables)
        return None
    return await asyncio.to_thread(_into_sqlite, path, Path(path_of(url)), tables, target, now)


def target_name(url: str) -> str:
    """What errors call the database at *url*."""
    return postgres.without_password(url) if is_postgres(url) else path_of(url)


def _compare(tables: Tables, found: Tables, where: str) -> None:
    if problem := difference(tables, found):
        raise StorageError(where, f"what was written is not what is there now: {problem}")


def _into_sqlite(path: Path, place: Path, tables: Tables, target: Target, now: datetime) -> str | None:
    """The new file is written beside its place and named in one step; one with rows gets another name before."""
    aside = None
    with disk_errors(str(place)):
        beside = place.with_name(f".{place.name}.new-{os.getpid()}")
        try:
            shutil.copyfile(path, beside)
            _give(beside, place)
            to_disk(beside)
            with open_copy(beside) as copy:
                _compare(tables, copy.fingerprints(), str(place))
            if place.exists():
                _let_go(place)
            if target is not Target.FREE:
                aside = _put_aside(place, now)
            beside.replace(place)
            to_disk(place.parent)
        finally:
            beside.unlink(missing_ok=True)
    return aside


def _give(beside: Path, place: Path) -> None:
    """Let the new file belong to whom the old one does; root may put back what another user's bot must write."""
    old = place.stat() if place.exists() else None
    beside.chmod(old.st_mode & 0o777 if old else 0o600)
    if os.name == "posix" and os.geteuid() == 0:
        owner = old or place.absolute().parent.stat()
        os.chown(beside, owner.st_uid, owner.st_gid)


def _put_aside(place: Path, now: datetime) -> str:
    """Give the old database a second name, under which it stays when the first is taken from it."""
    aside = place.with_name(f"{place.name}.replaced-{now:%Y%m%dT%H%M%SZ}")
    if aside.exists():
        raise StorageError(str(aside), "is there already; move it away")
    try:
        aside.hardlink_to(place)
    except OSError:  # not every file system knows links
        shutil.copy2(place, aside)
    for each in _COMPANIONS:  # of a damaged database; they must not be taken for the new one's
        companion = place.with_name(place.name + each)
        if companion.exists():
            companion.rename(aside.with_name(aside.name + each))
    return str(aside)


def _let_go(place: Path) -> None:
    """Have SQLite write everything into the one file. Raises StorageError while another process has it open."""
    with closing(sqlite3.connect(place, isolation_level=None, timeout=0.3)) as connection:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise StorageError(str(place), IN_USE, permanent=False) from error
            # Damaged: there is nothing to write, and it is kept as it is.


async def _into_postgres(path: Path, url: str, tables: Tables) -> None:
    where = postgres.without_password(url)
    await (await open_database(url)).close()  # makes or brings up the schema
    with postgres.clear_errors(where):
        connection = await connect(url)
        try:
            await connection.execute("SET lock_timeout = '10s'")
            with open_copy(path) as copy:
                async with connection.transaction():
                    _compare(tables, await _fill(connection, copy), where)
            await connection.execute("ANALYZE")
        except asyncpg.LockNotAvailableError as error:
            raise StorageError(where, IN_USE, permanent=False) from error
        except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError) as error:
            raise StorageError(where, f"PostgreSQL does not take a row: {error}") from error
        finally:
            await connection.close()


async def _fill(connection: "asyncpg.Connection[asyncpg.Record]", copy: Copy) -> Tables:
    """Empty the tables, fill them, and read back what they hold now."""
    names = ", ".join([*(each.name for each in copy.tables), FOUND])
    await connection.execute(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
    await connection.execute(f"TRUNCATE {names} RESTART IDENTITY")
    for table in copy.tables:
        await connection.copy_records_to_table(table.name, records=_records(table, copy), columns=table.columns)
    for batch in copy.words():
        await connection.executemany(statements(Dialect.POSTGRES)["article_index"].sql, batch)
    for table in copy.tables:
        await _count_on(connection, table)
    return {table.name: await _read_back(connection, table) for table in copy.tables}


async def _records(table: Table, copy: Copy) -> AsyncIterator[tuple[object, ...]]:
    batches = copy.rows(table)
    while batch := await asyncio.to_thread(next, batches, ()):
        for row in batch:
            yield row


async def _count_on(connection: "asyncpg.Connection[asyncpg.Record]", table: Table) -> None:
    """Have new rows numbered after the ones that came."""
    if table.columns[0] != "id":
        return
    sequence = await connection.fetchval("SELECT pg_get_serial_sequence($1, 'id')", table.name)
    if sequence is not None:
        highest = f"SELECT MAX(id) FROM {table.name}"  # noqa: S608 - a name of our own schema
        if (last := await connection.fetchval(highest)) is not None:
            await connection.execute("SELECT setval($1, $2)", sequence, last)


async def _read_back(connection: "asyncpg.Connection[asyncpg.Record]", table: Table) -> Fingerprint:
    reckoning = Reckoning()
    cursor = await connection.cursor(table.select)
    while batch := await cursor.fetch(BATCH):
        reckoning.add([tuple(row) for row in batch])
    return reckoning.fingerprint
