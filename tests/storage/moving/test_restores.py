# ruff: noqa: ASYNC240 - a test may wait for its disk
"""Restores: all of a whole backup, or nothing changed; what was there is kept."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import pytest

from storage.chats import Chats
from storage.database import Database, open_database
from storage.moving.backup import back_up, move, restore
from storage.state import State as Values
from tally.errors import InputError, StorageError
from tests.storage.everything import content

NOW = datetime(2026, 5, 4, 1, 2, 3, tzinfo=UTC)


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
