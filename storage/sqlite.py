"""SQLite: one connection that writes, one that reads what is committed, each in a thread of its own."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from pathlib import Path

import aiosqlite

from storage.engine import Database, Row
from storage.schema import HEAD, newest, problem_of
from storage.sqlite_reader import Reader
from storage.statements import Dialect, statements
from tally.errors import SettingError, StorageError

_BUSY_MS = 5_000
"""How long a statement waits for another process that writes."""

_CACHE_KB = 20_000
"""Pages of an import that do not fit in it are written twice. Answering fills it too, within days, and for good: it is
part of the memory that the bot needs.
"""

_MEMORY = ":memory:"

_WRITER = f"""
PRAGMA busy_timeout = {_BUSY_MS};
PRAGMA synchronous = NORMAL;
PRAGMA foreign_keys = ON;
PRAGMA cache_size = -{_CACHE_KB};
"""

_READER = f"""
PRAGMA busy_timeout = {_BUSY_MS};
PRAGMA query_only = ON;
"""

_PROBLEMS = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "the file or its folder is read-only",
    "SQLITE_CANTOPEN": "the file cannot be opened or made: does its folder exist, and may we write there?",
    "SQLITE_NOTADB": "the file is no SQLite database",
    "SQLITE_CORRUPT": "the file is damaged: restore it from a backup",
    "SQLITE_IOERR": "the disk failed to read or write",
    "SQLITE_PERM": "we may not write there",
}
_PASSING = {
    "SQLITE_BUSY": "another process is writing and does not finish",
    "SQLITE_LOCKED": "another process is writing and does not finish",
}


@contextmanager
def clear_errors(where: str) -> Iterator[None]:
    """Say in words what SQLite says in codes; mistakes of our own statements pass as they are."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.Error as error:
        # An extended code carries the plain one in front: SQLITE_IOERR_WRITE, SQLITE_READONLY_DIRECTORY.
        code = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        if code in _PASSING:
            raise StorageError(where, _PASSING[code], permanent=False) from error
        if code in _PROBLEMS:
            raise StorageError(where, _PROBLEMS[code]) from error
        raise StorageError(where, str(error)) from error


class Sqlite(Database):
    """A SQLite database. One in memory has a single connection, so its reads wait for a transaction to end."""

    dialect = Dialect.SQLITE

    def __init__(self, where: str, writer: aiosqlite.Connection, reader: Reader | None) -> None:
        self.where = where
        self._statements = statements(Dialect.SQLITE)
        self._writer = writer
        self._reader = reader
        self._turn = asyncio.Lock()
        self._owner: asyncio.Task[object] | None = None

    async def rows(self, query: str, /, **values: object) -> Sequence[Row]:
        sql = self._statements[query].sql
        if self._inside():
            return await self._fetch(self._writer, sql, values)
        if self._reader is None:
            async with self._turn:
                return await self._fetch(self._writer, sql, values)
        with clear_errors(self.where):
            return await self._reader.fetch(sql, values)

    async def write(self, query: str, /, **values: object) -> Sequence[Row]:
        async with self.transaction():
            return await self._fetch(self._writer, self._statements[query].sql, values)

    async def write_many(self, query: str, values: Sequence[Mapping[str, object]], /) -> None:
        if not values:
            return
        async with self.transaction():
            with clear_errors(self.where):
                async with self._writer.executemany(self._statements[query].sql, values):
                    pass

    def transaction(self) -> AbstractAsyncContextManager[None]:
        return self._joined() if self._inside() else self._own()

    async def alone(self, name: str) -> None:
        """Every transaction of SQLite that writes is alone from its beginning."""

    async def close(self) -> None:
        async with self._turn:
            with suppress(sqlite3.Error):
                await self._writer.execute_fetchall("PRAGMA optimize")
            if self._reader is not None:
                await self._reader.close()
            await self._writer.close()

    def _inside(self) -> bool:
        return self._owner is not None and self._owner is asyncio.current_task()

    @asynccontextmanager
    async def _joined(self) -> AsyncIterator[None]:
        yield

    @asynccontextmanager
    async def _own(self) -> AsyncIterator[None]:
        async with self._turn:
            self._owner = asyncio.current_task()
            try:
                with clear_errors(self.where):
                    await self._writer.execute_fetchall("BEGIN IMMEDIATE")
                    yield
                    await self._writer.execute_fetchall("COMMIT")
            except BaseException:
                # SQLite has already rolled back when the disk is full; then there is nothing left to do. A cancelled
                # statement still runs to its end in the writer's thread, and this comes after it.
                with suppress(sqlite3.Error):
                    await asyncio.shield(self._writer.execute_fetchall("ROLLBACK"))
                raise
            finally:
                self._owner = None

    async def _fetch(self, connection: aiosqlite.Connection, sql: str, values: Mapping[str, object]) -> Sequence[Row]:
        with clear_errors(self.where):
            return list(await connection.execute_fetchall(sql, values))


async def open_sqlite(url: str) -> Sqlite:
    """The SQLite database at *url*.

    Raises SettingError for an address without a path, StorageError as `open_database` does.
    """
    path = path_of(url)
    with clear_errors(path):
        if path != _MEMORY:
            await asyncio.to_thread(_try, path)
        writer = await _connect(path)
        try:
            await _prepare(writer)
            await _bring_up(writer, path)
            reader = None if path == _MEMORY else Reader(path)
            if reader is not None:
                await reader.open(_READER)
        except BaseException:
            await writer.close()
            raise
    return Sqlite(path, writer, reader)


def path_of(url: str) -> str:
    """The path of the file that *url* names. Raises SettingError for an address without one."""
    path = url.removeprefix("sqlite://").removeprefix("/")
    if not path or not url.startswith("sqlite:///"):
        raise SettingError("DATABASE_URL", "names no file: write sqlite:///sitrep.db")
    return path


def _try(path: str) -> None:
    """Open and close the file, so that a driver's thread is started only for one that can be opened."""
    folder = Path(path).absolute().parent
    if not folder.is_dir():
        raise StorageError(path, f"the folder {folder} does not exist")
    sqlite3.connect(path).close()


async def _connect(path: str) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


async def _prepare(writer: aiosqlite.Connection) -> None:
    """Set *writer* up. Where several open a new file at once, SQLite refuses the change to WAL without waiting."""
    await writer.executescript(_WRITER)
    for wait in (*[0.02] * (_BUSY_MS // 20), None):
        try:
            await writer.execute_fetchall("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if wait is None or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            await asyncio.sleep(wait)


async def _bring_up(writer: aiosqlite.Connection, path: str) -> None:
    """Make the schema in an empty database, or migrate an older one; nothing at all when it is the newest."""
    revision = await _revision(writer)
    if revision == HEAD:
        return
    if revision is None and not await _tables(writer):
        await writer.execute_fetchall("BEGIN IMMEDIATE")
        if not await _tables(writer):  # another process may have been first
            for statement in newest(Dialect.SQLITE):
                await writer.execute_fetchall(statement)
        await writer.execute_fetchall("COMMIT")
        return
    if problem := problem_of(revision, await _tables(writer)):
        raise StorageError(path, problem)
    from storage.migrate import migrate_sqlite

    await asyncio.to_thread(migrate_sqlite, path)


async def _revision(writer: aiosqlite.Connection) -> str | None:
    if "alembic_version" not in await _tables(writer):
        return None
    rows = list(await writer.execute_fetchall("SELECT version_num FROM alembic_version"))
    return str(rows[0]["version_num"]) if rows else None


async def _tables(writer: aiosqlite.Connection) -> list[str]:
    rows = await writer.execute_fetchall("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [row["name"] for row in rows]
