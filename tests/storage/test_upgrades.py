# ruff: noqa: ASYNC240 - a test may wait for its disk
"""Databases of every earlier schema, with rows in them: brought up whole, or left as they were."""

import asyncio
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from storage.condition import condition, integrity
from storage.database import open_database
from storage.migrate import migrate_postgres, migrate_sqlite
from storage.moving.backup import back_up, move, restore
from storage.moving.copy import open_copy
from storage.moving.snapshot import snapshot
from storage.schema import HEAD, REVISIONS
from tally.errors import StorageError
from tests.storage.everything import answers, content, execute, fill, new

NOW = datetime(2026, 5, 4, 1, 2, 3, tzinfo=UTC)
OLDER = REVISIONS[:-1]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of each revision, full of everything that its schema has room for."""
    folder = tmp_path_factory.mktemp("walked")
    asyncio.run(new(f"sqlite:///{folder}/{HEAD}.db"))
    for revision in OLDER:
        shutil.copy(folder / f"{HEAD}.db", folder / f"{revision}.db")
        migrate_sqlite(str(folder / f"{revision}.db"), revision)
    return folder


@pytest.fixture
def older(walked: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    shutil.copy(walked / f"{request.param}.db", tmp_path / "sitrep.db")
    return tmp_path / "sitrep.db"


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """As on a disk that is nearly full: what would make a file longer fails."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("older", OLDER, indirect=True)
async def test_an_older_sqlite_database_is_brought_up_with_every_row_when_it_is_opened(older: Path) -> None:
    before = content(older)
    url = f"sqlite:///{older}"
    assert (await condition(url)).outdated
    await (await open_database(url)).close()
    after = content(older)
    assert {name: after[name] for name in before} == before
    assert (await condition(url)).revision == HEAD
    assert await integrity(url) is None


async def test_an_older_postgresql_database_is_brought_up_with_every_row(postgres: str, tmp_path: Path) -> None:
    async with await open_database(postgres) as database:
        await fill(database)
    for revision in reversed(OLDER):
        await migrate_postgres(postgres, revision)
        before = await snapshot(postgres, tmp_path / f"{revision}.db")
        await (await open_database(postgres)).close()
        after = await snapshot(postgres, tmp_path / f"{revision} brought up.db")
        assert {name: after[name] for name in before} == before
        assert await integrity(postgres) is None


@pytest.mark.parametrize("older", OLDER, indirect=True)
async def test_what_could_be_asked_of_an_older_database_has_the_same_answer_after(older: Path, walked: Path) -> None:
    searching = slice(10, 12)  # /article
    assert (await answers(f"sqlite:///{older}"))[searching] == (await answers(f"sqlite:///{walked}/{HEAD}.db"))[
        searching
    ]


@pytest.mark.parametrize("older", OLDER[:1], indirect=True)
async def test_a_backup_of_an_older_database_is_of_its_own_schema_and_goes_into_the_newest_of_either_kind(
    older: Path, postgres: str, tmp_path: Path
) -> None:
    before = content(older)
    made = await back_up(f"sqlite:///{older}", tmp_path / "a.zip", NOW)
    assert (made.revision, content(older)) == (older_revision(older), before)
    await restore(tmp_path / "a.zip", f"sqlite:///{tmp_path}/new.db", NOW)
    await restore(tmp_path / "a.zip", postgres, NOW)
    for found in (content(tmp_path / "new.db"), await snapshot(postgres, tmp_path / "b.db")):
        assert {name: found[name] for name in before} == before


async def test_a_postgresql_database_of_a_newer_sitrep_is_left_as_it_is(postgres: str) -> None:
    connection = await asyncpg.connect(postgres)
    await connection.execute("INSERT INTO chats VALUES (7, 'uk'); UPDATE alembic_version SET version_num = '9999'")
    for doing in (open_database(postgres), snapshot(postgres, Path("/nowhere"))):
        with pytest.raises(StorageError, match="newer Sitrep"):
            await doing
    assert await connection.fetchval("SELECT language FROM chats") == "uk"
    await connection.execute("UPDATE alembic_version SET version_num = $1", HEAD)
    await connection.close()


async def test_an_older_postgresql_database_moves_as_it_is_read(postgres: str, tmp_path: Path) -> None:
    async with await open_database(postgres) as database:
        await fill(database)
    await migrate_postgres(postgres, REVISIONS[0])
    before = await snapshot(postgres, tmp_path / "before.db")
    moved = await move(postgres, f"sqlite:///{tmp_path}/new.db", NOW)
    assert {name: moved.tables[name] for name in before} == before
    assert (await condition(postgres)).revision == REVISIONS[0]


@pytest.mark.parametrize("older", OLDER[:1], indirect=True)
async def test_a_migration_that_finds_no_room_leaves_the_older_database_whole(older: Path) -> None:
    url, before = f"sqlite:///{older}", content(older)
    with no_file_above(40_000), pytest.raises(StorageError, match="the disk"):
        await (await open_database(url)).close()
    assert (older_revision(older), content(older)) == (OLDER[0], before)
    await (await open_database(url)).close()
    assert older_revision(older) == HEAD


@pytest.mark.parametrize("older", [HEAD], indirect=True)
async def test_a_backup_or_a_restore_that_finds_no_room_leaves_nothing(older: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{older}"
    await back_up(url, tmp_path / "whole.zip", NOW)
    names = {each.name for each in tmp_path.iterdir()}
    for size in (10_000, older.stat().st_size - 4096):
        with no_file_above(size), pytest.raises(StorageError, match=r"disk|file too large"):
            await back_up(url, tmp_path / "a.zip", NOW)
        with no_file_above(size), pytest.raises(StorageError, match=r"disk|file too large"):
            await restore(tmp_path / "whole.zip", f"sqlite:///{tmp_path}/new.db", NOW)
    assert {each.name for each in tmp_path.iterdir()} == names


@pytest.mark.parametrize("older", [HEAD], indirect=True)
async def test_a_figure_that_strayed_from_its_revision_is_noticed(older: Path) -> None:
    execute(older, "UPDATE tallies SET total = total + 1 WHERE category = 'uavs' AND day = '2026-05-03'")
    assert await integrity(f"sqlite:///{older}") == "1 figures are not those of their last revision"


def older_revision(path: Path) -> str | None:
    with open_copy(path) as copy:
        return copy.revision
