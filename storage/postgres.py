"""PostgreSQL: a pool of connections; a transaction of a task holds one of them to its end."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import TypeAlias
from urllib.parse import urlsplit

import asyncpg

from storage.engine import Database, Row
from storage.schema import HEAD, newest, problem_of
from storage.statements import Dialect, Statement, statements
from tally.errors import SettingError, StorageError

_CONNECTIONS = 10
_PATIENCE = 30.0
"""Seconds a statement may take before it counts as failed."""

_FROZEN = "15s"
"""After so long without a word inside a transaction, the server takes its locks back: the process is frozen or gone."""

_SCHEMA_LOCK = 5_170_224
"""Whoever makes or migrates the schema holds this advisory lock; the number means nothing."""

_Connection: TypeAlias = asyncpg.Connection


@contextmanager
def clear_errors(where: str) -> Iterator[None]:
    """Say in one line what went wrong; mistakes of our own statements pass as they are.

    A task that is cancelled stays cancelled: a connection that is cut meanwhile raises its error over the cancellation.
    """
    asked = _cancellations()
    try:
        yield
    except (asyncpg.IntegrityConstraintViolationError, asyncpg.SyntaxOrAccessError, asyncpg.DataError):
        raise
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError) as error:
        if _cancellations() > asked:
            raise asyncio.CancelledError from error
        raise StorageError(where, _said(error), permanent=isinstance(error, asyncpg.DiskFullError)) from error


def _cancellations() -> int:
    """How often this task has been asked to end."""
    task = asyncio.current_task()
    return 0 if task is None else task.cancelling()


def _said(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"the server cannot be reached: {error.strerror or type(error).__name__}"
    return str(error) or type(error).__name__


class Postgres(Database):
    """A PostgreSQL database. Reads and writes outside a transaction take whichever connection is free."""

    dialect = Dialect.POSTGRES

    def __init__(self, where: str, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self.where = where
        self._pool = pool
        self._statements = statements(Dialect.POSTGRES)
        self._held: ContextVar[tuple[asyncio.Task[object] | None, _Connection] | None] = ContextVar(
            "held", default=None
        )

    async def rows(self, query: str, /, **values: object) -> Sequence[Row]:
        return await self._fetch(self._statements[query], values)

    async def write(self, query: str, /, **values: object) -> Sequence[Row]:
        return await self._fetch(self._statements[query], values)

    async def write_many(self, query: str, values: Sequence[Mapping[str, object]], /) -> None:
        if not values:
            return
        statement = self._statements[query]
        arguments = [[each[name] for name in statement.parameters] for each in values]
        with clear_errors(self.where):
            async with self._connection() as connection:
                # All or nothing: asyncpg runs the many in one implicit transaction.
                await connection.executemany(statement.sql, arguments)

    def transaction(self) -> AbstractAsyncContextManager[None]:
        return self._own() if self._mine() is None else self._joined()

    async def alone(self, name: str) -> None:
        await self._fetch(self._statements["lock"], {"name": name})

    async def close(self) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()

    def _mine(self) -> _Connection | None:
        """The connection of this task's transaction. A task that a transaction started inherits the variable only."""
        held = self._held.get()
        return held[1] if held is not None and held[0] is asyncio.current_task() else None

    @asynccontextmanager
    async def _joined(self) -> AsyncIterator[None]:
        yield

    @asynccontextmanager
    async def _own(self) -> AsyncIterator[None]:
        with clear_errors(self.where):
            async with self._pool.acquire() as connection, connection.transaction():
                token = self._held.set((asyncio.current_task(), connection))
                try:
                    yield
                finally:
                    self._held.reset(token)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[_Connection]:
        mine = self._mine()
        if mine is not None:
            yield mine
        else:
            async with self._pool.acquire() as connection:
                yield connection

    async def _fetch(self, statement: Statement, values: Mapping[str, object]) -> Sequence[Row]:
        arguments = [values[name] for name in statement.parameters]
        with clear_errors(self.where):
            async with self._connection() as connection:
                found: Sequence[Row] = await connection.fetch(statement.sql, *arguments)
        return found


async def open_postgres(url: str) -> Postgres:
    """The PostgreSQL database at *url*.

    Raises SettingError for an address that cannot be read, StorageError as `open_database` does.
    """
    where = without_password(url)
    try:
        with clear_errors(where):
            pool = await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=_CONNECTIONS,
                command_timeout=_PATIENCE,
                server_settings={"idle_in_transaction_session_timeout": _FROZEN},
            )
    except (ValueError, asyncpg.ClientConfigurationError) as error:
        raise SettingError("DATABASE_URL", str(error)) from error
    try:
        with clear_errors(where):
            async with pool.acquire() as connection:
                await _bring_up(connection, url, where)
    except BaseException:
        pool.terminate()
        raise
    return Postgres(where, pool)


def without_password(url: str) -> str:
    """*url* as it may be shown: neither user nor password, no options."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


async def _bring_up(connection: _Connection, url: str, where: str) -> None:
    """Make the schema in an empty database, or migrate an older one; a second process that opens it waits."""
    if await revision_of(connection) == HEAD:
        return
    await connection.execute("SELECT pg_advisory_lock($1)", _SCHEMA_LOCK)
    try:
        revision, tables = await revision_of(connection), await tables_of(connection)
        if revision == HEAD:
            return
        if problem := problem_of(revision, tables):
            raise StorageError(where, problem)
        if revision is not None:
            from storage.migrate import migrate_postgres

            await migrate_postgres(url)
            return
        async with connection.transaction():
            for statement in newest(Dialect.POSTGRES):
                await connection.execute(statement)
    finally:
        await connection.execute("SELECT pg_advisory_unlock($1)", _SCHEMA_LOCK)


async def revision_of(connection: _Connection) -> str | None:
    """The revision that the database bears; None for one that no Sitrep has made."""
    if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
        return None
    found = await connection.fetchval("SELECT version_num FROM alembic_version")
    return None if found is None else str(found)


async def tables_of(connection: _Connection) -> list[str]:
    """The names of all its tables."""
    rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    return [row["tablename"] for row in rows]
