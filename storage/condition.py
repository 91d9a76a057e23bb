"""How a database is, without opening it as ours: nothing is made or migrated, nothing is changed."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage import postgres
from storage.moving.copy import open_copy
from storage.moving.snapshot import connect, is_postgres
from storage.schema import HEAD, problem_of
from storage.sqlite import path_of
from storage.statements import Dialect, statements


@dataclass(frozen=True, slots=True)
class Condition:
    """What a database looks like from outside.

    `engine` is the database's own version. `revision` is None where there is nothing of ours yet; `problem` says why we
    cannot open what is there. `size` and `free`, in bytes, are what it takes and what its disk has left: None where
    that cannot be seen from here.
    """

    engine: str
    revision: str | None = None
    problem: str | None = None
    size: int | None = None
    free: int | None = None

    @property
    def outdated(self) -> bool:
        """Whether it is ours and of an older schema, which is brought up when it is opened."""
        return self.problem is None and self.revision is not None and self.revision != HEAD


async def condition(url: str) -> Condition:
    """How the database at *url* is. Raises StorageError when it cannot be reached or read."""
    return await (_of_postgres(url) if is_postgres(url) else asyncio.to_thread(_of_sqlite, Path(path_of(url))))


async def integrity(url: str) -> str | None:
    """What is broken in the newest-schema database at *url*, None when nothing is. Reads all of it."""
    if not is_postgres(url):
        return await asyncio.to_thread(_integrity_of_sqlite, Path(path_of(url)))
    with postgres.clear_errors(postgres.without_password(url)):
        connection = await connect(url)
        try:
            for name in await postgres.tables_of(connection):
                # A page that its disk has spoilt shows when it is read.
                await connection.execute(f"SELECT COUNT(*) FROM {name}")  # noqa: S608 - a table of our own
            astray = await connection.fetchval(statements(Dialect.POSTGRES)["tallies_astray"].sql)
        finally:
            await connection.close()
    return _told(astray)


def _told(astray: int) -> str | None:
    return f"{astray:,} figures are not those of their last revision" if astray else None


def _of_sqlite(path: Path) -> Condition:
    engine = f"SQLite {sqlite3.sqlite_version}"
    folder = path.absolute().parent
    if not folder.is_dir():
        return Condition(engine, problem=f"the folder {folder} does not exist")
    free = shutil.disk_usage(folder).free
    if not path.exists():
        return Condition(engine, free=free)
    with open_copy(path) as opened:
        problem = problem_of(opened.revision, [each.name for each in opened.tables])
        size = sum(each.stat().st_size for each in folder.glob(f"{path.name}*") if each.name in _files(path.name))
        return Condition(engine, opened.revision, problem, size, free)


def _files(name: str) -> tuple[str, ...]:
    return name, f"{name}-wal"


def _integrity_of_sqlite(path: Path) -> str | None:
    with open_copy(path) as opened:
        if problem := opened.problem():
            return problem
    with closing(sqlite3.connect(path)) as connection:
        (astray,) = connection.execute(statements(Dialect.SQLITE)["tallies_astray"].sql).fetchone()
    return _told(astray)


async def _of_postgres(url: str) -> Condition:
    with postgres.clear_errors(postgres.without_password(url)):
        connection = await connect(url)
        try:
            version = connection.get_server_version()
            revision, tables = await postgres.revision_of(connection), await postgres.tables_of(connection)
            size = await connection.fetchval("SELECT pg_database_size(current_database())")
        finally:
            await connection.close()
    return Condition(f"PostgreSQL {version.major}.{version.minor}", revision, problem_of(revision, tables), size)
