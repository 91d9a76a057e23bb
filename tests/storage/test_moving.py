# ruff: noqa: ASYNC240 - a test may wait for its disk
"""A whole database carried elsewhere: nothing is lost, nothing is changed, and what was there is not touched."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import pytest

from storage.chats import Chats
from storage.database import Database, open_database
from storage.moving.archive import open_archive
from storage.moving.backup import back_up, move, restore
from storage.moving.copy import open_copy
from storage.moving.fingerprint import Reckoning
from storage.moving.snapshot import snapshot
from storage.schema import HEAD
from storage.state import State as Values
from storage.updates import Updates
from tally.errors import InputError, StorageError
from tests.storage.everything import answers, new

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


def content(path: Path) -> dict[str, object]:
    with open_copy(path) as copy:
        return dict(copy.fingerprints())


def execute(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def test_the_database_full_of_everything_has_something_in_every_table(full: Path) -> None:
    with open_copy(full) as copy:
        assert [name for name, found in copy.fingerprints().items() if not found.rows] == []


async def test_after_a_move_to_postgresql_and_back_every_answer_is_what_it_was(
    source: str, bare: str, tmp_path: Path
) -> None:
    before = await answers(source)
    there = await move(source, bare, NOW)
    assert await answers(bare) == before
    back = f"sqlite:///{tmp_path}/back.db"
    again = await move(bare, back, NOW)
    assert await answers(back) == before
    assert again.tables == there.tables == content(tmp_path / "source.db")


async def test_rows_that_come_after_a_move_are_numbered_after_those_that_came(source: str, bare: str) -> None:
    await move(source, bare, NOW)
    connection = await asyncpg.connect(bare)
    for name in ("articles", "witnesses", "held", "subscriptions", "editions", "outbox", "broadcasts"):
        highest = await connection.fetchval(f"SELECT MAX(id) FROM {name}")
        assert await connection.fetchval("SELECT nextval(pg_get_serial_sequence($1, 'id'))", name) == highest + 1
    await connection.close()


async def test_a_move_into_a_database_with_rows_is_refused_and_changes_nothing(source: str, postgres: str) -> None:
    async with await open_database(postgres) as database:
        await Chats(database).set_language(1, "uk")
    with pytest.raises(StorageError, match="rows in it already"):
        await move(source, postgres, NOW)
    async with await open_database(postgres) as database:
        assert await Chats(database).language(1) == "uk"


async def test_a_database_is_not_moved_onto_itself(source: str) -> None:
    with pytest.raises(InputError, match="is the database that is to be moved"):
        await move(source, source, NOW)


async def test_a_row_that_postgresql_does_not_take_leaves_it_empty(source: str, bare: str, tmp_path: Path) -> None:
    execute(tmp_path / "source.db", "INSERT INTO state VALUES ('x', 'a' || char(0) || 'b', 'y')")
    with pytest.raises(StorageError, match="does not take a row"):
        await move(source, bare, NOW)
    connection = await asyncpg.connect(bare)
    assert await connection.fetchval("SELECT COUNT(*) FROM articles") == 0
    await connection.close()


async def test_a_backup_is_taken_while_others_write_and_is_of_one_moment(source: str, tmp_path: Path) -> None:
    async with await open_database(source) as database:
        async with database.transaction():
            await Chats(database).set_language(1, "uk")
            made = await back_up(source, tmp_path / "a.zip", NOW)
        assert await Chats(database).language(1) == "uk"
    assert made.tables["chats"].rows == 2  # not those that were not committed then


async def test_backups_of_sqlite_taken_while_a_bot_writes_hold_no_half_transaction(tmp_path: Path) -> None:
    await back_up_beside_a_writer(f"sqlite:///{tmp_path}/a.db", tmp_path)


async def test_backups_of_postgresql_taken_while_a_bot_writes_hold_no_half_transaction(
    postgres: str, tmp_path: Path
) -> None:
    await back_up_beside_a_writer(postgres, tmp_path)


async def back_up_beside_a_writer(url: str, tmp_path: Path) -> None:
    async def write(database: Database) -> None:
        for number in count():
            async with database.transaction():
                await Updates(database).mark([number], NOW)
                await Values(database).put("written", str(number + 1), NOW)
                await Chats(database).set_language(number, "uk")

    async with await open_database(url) as database:
        writing = asyncio.create_task(write(database))
        seen = set()
        while len(seen) < 3:
            made = await back_up(url, tmp_path / "a.zip", NOW, force=True)
            if made.tables["state"].rows:
                await asyncio.to_thread(shutil.unpack_archive, tmp_path / "a.zip", tmp_path / "in", "zip")
                with closing(sqlite3.connect(tmp_path / "in" / "sitrep.db")) as copy:
                    written = int(copy.execute("SELECT content FROM state").fetchone()[0])
                assert [made.tables[name].rows for name in ("updates", "chats")] == [written, written]
                seen.add(written)
        writing.cancel()


async def test_what_is_settled_in_a_backup_is_settled_before_it_is_in_its_place(archive: Path, tmp_path: Path) -> None:
    async def settle(database: Database, made_at: datetime) -> None:
        await Values(database).put("made", f"{made_at}", NOW)

    await restore(archive, f"sqlite:///{tmp_path}/new.db", NOW, settle=settle)
    async with await open_database(f"sqlite:///{tmp_path}/new.db") as database:
        assert await Values(database).get("made") == str(NOW)

    async def fail(database: Database, made_at: datetime) -> None:
        raise StorageError("a", "b")

    with pytest.raises(StorageError):
        await restore(archive, f"sqlite:///{tmp_path}/other.db", NOW, settle=fail)
    assert not (tmp_path / "other.db").exists()


async def test_a_folder_that_is_read_only_is_named_and_what_lies_in_it_can_still_be_saved(
    full: Path, archive: Path, tmp_path: Path
) -> None:
    await restore(archive, f"sqlite:///{tmp_path}/warm.db", NOW)  # whatever is imported late is not read by others
    whole, backup, tables = full.read_bytes(), archive.read_bytes(), content(full)
    with as_somebody_else(), TemporaryDirectory() as closed, TemporaryDirectory() as open_:
        folder, path = Path(closed), Path(closed, "sitrep.db")
        path.write_bytes(whole)
        (folder / "backup.zip").write_bytes(backup)
        path.chmod(0o444)
        folder.chmod(0o555)
        for doing in (
            open_database(f"sqlite:///{path}"),
            back_up(f"sqlite:///{path}", folder / "a.zip", NOW),
            restore(folder / "backup.zip", f"sqlite:///{folder}/new.db", NOW),
            restore(folder / "backup.zip", f"sqlite:///{path}", NOW, force=True),
            move(f"sqlite:///{path}", f"sqlite:///{folder}/new.db", NOW),
        ):
            with pytest.raises(StorageError, match=r"read-only|permission denied"):
                await doing
        saved = await back_up(f"sqlite:///{path}", Path(open_, "a.zip"), NOW)
        moved = await move(f"sqlite:///{path}", f"sqlite:///{open_}/new.db", NOW)
        assert moved.tables == saved.tables == tables
        assert sorted(each.name for each in folder.iterdir()) == ["backup.zip", "sitrep.db"]
        assert path.read_bytes() == whole
        folder.chmod(0o755)


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """As a user whom permissions bind, which root is not."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


async def test_a_backup_of_either_kind_goes_into_either_kind(source: str, bare: str, tmp_path: Path) -> None:
    before = await answers(source)
    made = await back_up(source, tmp_path / "a.zip", NOW)
    await restore(tmp_path / "a.zip", bare, NOW)
    of_postgres = await back_up(bare, tmp_path / "b.zip", NOW)
    await restore(tmp_path / "b.zip", f"sqlite:///{tmp_path}/new.db", NOW)
    assert await answers(f"sqlite:///{tmp_path}/new.db") == before
    assert (made.tables, made.revision) == (of_postgres.tables, HEAD)


def test_a_backup_is_a_zip_that_any_tool_opens_with_a_database_inside(archive: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(archive, tmp_path / "unpacked", "zip")
    with open_archive(archive) as (manifest, _):
        assert content(tmp_path / "unpacked" / "sitrep.db") == manifest.tables
    assert archive.stat().st_mode & 0o077 == 0


async def test_a_backup_that_is_there_is_not_overwritten_unless_told_to(source: str, archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(StorageError, match="there already"):
        await back_up(source, archive, NOW)
    assert archive.read_bytes() == before
    await back_up(source, archive, NOW, force=True)
    assert sorted(each.name for each in archive.parent.iterdir()) == ["backup.zip", "source.db"]


async def test_a_backup_that_cannot_be_written_leaves_nothing_behind(source: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"folder .* does not exist"):
        await back_up(source, tmp_path / "nowhere" / "a.zip", NOW)
    with pytest.raises(StorageError, match="is a folder"):
        await back_up(source, tmp_path, NOW)
    with pytest.raises(StorageError, match=r"proc/a\.zip|/proc"):
        await back_up(source, Path("/proc/a.zip"), NOW)
    assert [each.name for each in tmp_path.iterdir()] == ["source.db"]


async def test_a_backup_of_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear all, this is a letter and no database. " * 50)
    execute(tmp_path / "other.db", "CREATE TABLE recipes (name TEXT)")
    for name, words in (("none", "no such database"), ("letter", "no SQLite database"), ("other.db", "no Sitrep")):
        with pytest.raises(StorageError, match=words):
            await back_up(f"sqlite:///{tmp_path}/{name}", tmp_path / "a.zip", NOW)
    assert not (tmp_path / "a.zip").exists()


async def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(source: str, tmp_path: Path) -> None:
    path = tmp_path / "source.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + bytes(4096 * 6) + whole[8192 + 4096 * 6 :])
    with pytest.raises(StorageError, match="damaged"):
        await back_up(source, tmp_path / "a.zip", NOW)
    assert not (tmp_path / "a.zip").exists()


async def test_any_altered_byte_and_any_missing_end_of_a_backup_is_noticed(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    url = f"sqlite:///{tmp_path}/new.db"
    size = len(whole)
    spoilt = [whole[:at] for at in (0, 3, 100, size // 2, size - 71, size - 1)]
    places = (0, 10, 30, 100, size // 3, size // 2, size - 300, size - 72, size - 71, size - 65, size - 1)
    spoilt += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in places]
    spoilt.append(whole + b"\n")
    for each in spoilt:
        archive.write_bytes(each)
        with pytest.raises(InputError, match=r"altered|no backup of Sitrep's"):
            await restore(archive, url, NOW)
    archive.unlink()
    with pytest.raises(InputError, match="no such file"):
        await restore(archive, url, NOW)
    assert not (tmp_path / "new.db").exists()


async def test_a_restore_over_rows_is_refused_or_keeps_them_aside(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    url = f"sqlite:///{path}"
    async with await open_database(url) as database:
        await Chats(database).set_language(1, "uk")
    mine = content(path)
    with pytest.raises(StorageError, match="--force"):
        await restore(archive, url, NOW)
    assert content(path) == mine
    done = await restore(archive, url, NOW, force=True)
    assert content(path) == dict(done.manifest.tables)
    assert done.aside == f"{path}.replaced-20260504T010203Z"
    assert content(Path(done.aside)) == mine


async def test_what_is_put_back_belongs_to_whom_it_belonged(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    await (await open_database(f"sqlite:///{path}")).close()
    path.chmod(0o640)
    if not os.geteuid():
        os.chown(path, 65534, 65534)
    before = path.stat()
    await restore(archive, f"sqlite:///{path}", NOW)
    after = path.stat()
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)


async def test_a_damaged_database_is_replaced_by_force_alone_and_kept(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(b"not a database any more" * 1000)
    with pytest.raises(StorageError, match="or a damaged one"):
        await restore(archive, f"sqlite:///{path}", NOW)
    done = await restore(archive, f"sqlite:///{path}", NOW, force=True)
    assert done.aside
    assert Path(done.aside).read_bytes().startswith(b"not a database")
    assert content(path) == dict(done.manifest.tables)


async def test_a_restore_over_rows_in_postgresql_is_refused_or_replaces_them(archive: Path, postgres: str) -> None:
    async with await open_database(postgres) as database:
        await Chats(database).set_language(1, "uk")
    with pytest.raises(StorageError, match="--force"):
        await restore(archive, postgres, NOW)
    await restore(archive, postgres, NOW, force=True)
    async with await open_database(postgres) as database:
        assert await Chats(database).language(1) is None
        assert await Chats(database).language(7) == "en"


async def test_tables_of_others_are_not_touched_even_by_force(archive: Path, bare: str) -> None:
    connection = await asyncpg.connect(bare)
    await connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StorageError, match="other tables"):
        await restore(archive, bare, NOW, force=True)
    assert await connection.fetchval("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'") == 1
    await connection.close()


async def test_nothing_is_put_under_a_bot_that_has_its_file_open(archive: Path, source: str, tmp_path: Path) -> None:
    async with await open_database(source) as database:
        await Chats(database).language(1)
        with pytest.raises(StorageError, match="stop the bot"):
            await restore(archive, source, NOW, force=True)
        with pytest.raises(StorageError, match="stop the bot"):
            await move(source, f"sqlite:///{tmp_path}/new.db", NOW)


async def test_nothing_is_put_under_a_bot_that_beats_in_postgresql(archive: Path, postgres: str) -> None:
    beaten = asyncio.Event()

    async def beat() -> None:
        async with await open_database(postgres) as database:
            while True:
                await database.write("lease_first", name="delivery", holder="host:1")
                await database.write("lease_beat", name="delivery", holder="host:1", epoch=1)
                beaten.set()
                await asyncio.sleep(0.02)

    bot = asyncio.create_task(beat())
    await beaten.wait()
    with pytest.raises(StorageError, match="at work"):
        await restore(archive, postgres, NOW, force=True)
    bot.cancel()


async def test_a_backup_of_a_newer_sitrep_is_refused_in_clear_words(source: str, tmp_path: Path) -> None:
    await back_up(source, tmp_path / "a.zip", NOW)
    execute(tmp_path / "source.db", "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer Sitrep"):
        await back_up(source, tmp_path / "b.zip", NOW)


async def test_a_snapshot_leaves_the_database_as_it_was(full: Path, tmp_path: Path) -> None:
    before = full.read_bytes()
    await snapshot(f"sqlite:///{full}", tmp_path / "copy.db")
    assert full.read_bytes() == before


def test_a_fingerprint_knows_what_is_said_but_not_in_which_order() -> None:
    def of(*rows: tuple[object, ...]) -> object:
        reckoning = Reckoning()
        reckoning.add(rows)
        return reckoning.fingerprint

    assert of((1, "a"), (2, None)) == of((2, None), (1, "a"))
    alike = [of((1, "a")), of((1, "a"), (1, "a")), of(("1", "a")), of((1, "a", None)), of((1, "")), of((1, None)), of()]
    assert len(set(map(str, alike))) == len(alike)
