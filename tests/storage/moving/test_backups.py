# ruff: noqa: ASYNC240 - a test may wait for its disk
"""Backups: of one moment, whole, and of nothing that is not ours."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from storage.chats import Chats
from storage.database import Database, open_database
from storage.moving.archive import open_archive
from storage.moving.backup import back_up, restore
from storage.moving.snapshot import snapshot
from storage.schema import HEAD
from storage.state import State as Values
from storage.updates import Updates
from tally.errors import StorageError
from tests.storage.everything import answers, content, execute

NOW = datetime(2026, 5, 4, 1, 2, 3, tzinfo=UTC)


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


async def test_a_backup_of_a_newer_sitrep_is_refused_in_clear_words(source: str, tmp_path: Path) -> None:
    await back_up(source, tmp_path / "a.zip", NOW)
    execute(tmp_path / "source.db", "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer Sitrep"):
        await back_up(source, tmp_path / "b.zip", NOW)


async def test_a_snapshot_leaves_the_database_as_it_was(full: Path, tmp_path: Path) -> None:
    before = full.read_bytes()
    await snapshot(f"sqlite:///{full}", tmp_path / "copy.db")
    assert full.read_bytes() == before
