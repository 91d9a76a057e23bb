"""A database full of everything, a backup of it, and a PostgreSQL database with nothing in it."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from storage.moving.backup import back_up
from tests.storage.everything import new

NOW = datetime(2026, 5, 4, 1, 2, 3, tzinfo=UTC)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database full of everything, to be copied."""
    path = tmp_path_factory.mktemp("full") / "full.db"
    asyncio.run(new(f"sqlite:///{path}"))
    return path


@pytest.fixture
def source(full: Path, tmp_path: Path) -> str:
    """The address of a SQLite database full of everything."""
    shutil.copy(full, tmp_path / "source.db")
    return f"sqlite:///{tmp_path}/source.db"


@pytest.fixture
def archive(full: Path, tmp_path: Path) -> Path:
    """A backup of it."""
    asyncio.run(back_up(f"sqlite:///{full}", tmp_path / "backup.zip", NOW))
    return tmp_path / "backup.zip"


@pytest.fixture
def bare(postgres_server: str) -> Iterator[str]:
    """The address of a PostgreSQL database with nothing in it, not even a schema."""

    async def run(sql: str) -> None:
        connection = await asyncpg.connect(postgres_server.format("postgres"))
        await connection.execute(sql)
        await connection.close()

    asyncio.run(run("CREATE DATABASE bare"))
    yield postgres_server.format("bare")
    asyncio.run(run("DROP DATABASE bare WITH (FORCE)"))
