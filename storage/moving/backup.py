"""Backups: a database in one file, which can be put back into a database of either kind."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.database import Database, open_database
from storage.moving.archive import Manifest, refuse_to_overwrite, unpack, write_archive
from storage.moving.copy import bring_up, disk_errors, folder_of, open_copy
from storage.moving.fingerprint import Fingerprint, difference
from storage.moving.install import install
from storage.moving.snapshot import is_postgres, shown, snapshot
from storage.moving.target import Target, look_at, refuse_if_at_work
from storage.schema import HEAD
from storage.sqlite import path_of
from tally.errors import InputError, StorageError

Settle = Callable[[Database, datetime], Awaitable[None]]
"""Given the database of a backup, opened, and the moment it was made."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. `aside` is the name under which a replaced SQLite file is kept, None where there is none."""

    manifest: Manifest
    aside: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did: what each table holds, equal on both sides; `aside` as in `Restored`."""

    tables: dict[str, Fingerprint]
    aside: str | None


async def back_up(url: str, file: Path, now: datetime, *, force: bool = False) -> Manifest:
    """Write the database at *url*, as it is at one moment, into the backup *file*; others may write meanwhile.

    Raises StorageError when it cannot be read, is damaged, or the file cannot be written.
    """
    refuse_to_overwrite(file, force=force)
    with _room(folder_of(file)) as room:
        tables = await snapshot(url, room / "copy.db")
        kind = "postgresql" if is_postgres(url) else "sqlite"
        manifest = Manifest(made_at=now, revision=_revision(room / "copy.db"), database=kind, tables=tables)
        await asyncio.to_thread(write_archive, file, manifest, room / "copy.db", force=force)
    return manifest


async def restore(
    file: Path, url: str, now: datetime, *, settle: Settle | None = None, force: bool = False
) -> Restored:
    """Put the backup *file* into the database at *url*, brought to the newest schema.

    *settle* may change what is in doubt by now; it is done before anything is put in its place.

    Raises InputError when the backup is not whole, StorageError when the database cannot take it, holds rows and not
    *force*, or a bot is at work in it. Then nothing has changed.
    """
    await _refuse(url, force=force)
    with _room(_folder(url)) as room:
        copy = room / "copy.db"
        manifest = await asyncio.to_thread(unpack, file, copy)
        changed = await asyncio.to_thread(_check, copy, manifest, str(file))
        if settle:
            async with await open_database(f"sqlite:///{copy}") as opened:
                await settle(opened, manifest.made_at)
        tables = await asyncio.to_thread(_fingerprints, copy) if changed or settle else manifest.tables
        aside = await install(copy, url, tables, force=force, now=now)
    return Restored(manifest, aside)


async def move(source: str, target: str, now: datetime) -> Moved:
    """Copy all of the database at *source* into the empty one at *target*, brought to the newest schema.

    The source stays as it is. Raises StorageError, and then the target is as empty as before.
    """
    if source == target:
        raise InputError(shown(target), "is the database that is to be moved")
    await _refuse(target, force=False)
    await refuse_if_at_work(source)
    with _room(_folder(target)) as room:
        copy = room / "copy.db"
        tables = await snapshot(source, copy)
        if await asyncio.to_thread(_bring_up, copy):
            tables = await asyncio.to_thread(_fingerprints, copy)
        aside = await install(copy, target, tables, force=False, now=now)
    return Moved(tables, aside)


async def _refuse(url: str, *, force: bool) -> None:
    """Before anything long is begun."""
    target = await look_at(url)
    if target is not Target.FREE and not force:
        raise StorageError(shown(url), target.value)
    if target is not Target.OTHER:
        await refuse_if_at_work(url)


@contextmanager
def _room(beside: Path | None) -> Iterator[Path]:
    """A folder for copies, on the disk that they will end on where there is one."""
    with disk_errors(str(beside or "the folder for temporary files")):
        room = TemporaryDirectory(prefix=".sitrep-", dir=beside, ignore_cleanup_errors=True)
    with room as name:
        yield Path(name)


def _folder(url: str) -> Path | None:
    return None if is_postgres(url) else folder_of(Path(path_of(url)))


def _revision(copy: Path) -> str:
    with open_copy(copy) as opened:
        return opened.revision or ""


def _check(copy: Path, manifest: Manifest, where: str) -> bool:
    """Raise InputError when the copy is not what the manifest says; bring it to the newest schema when it is, and say
    whether it had an older one.
    """
    try:
        with open_copy(copy) as opened:
            problem = opened.problem() or difference(manifest.tables, opened.fingerprints())
    except StorageError as error:
        raise InputError(where, error.problem) from error
    if problem:
        raise InputError(where, problem)
    return _bring_up(copy)


def _bring_up(copy: Path) -> bool:
    """Bring the copy to the newest schema; whether it had an older one."""
    older = _revision(copy) != HEAD
    if older:
        bring_up(copy)
    return older


def _fingerprints(copy: Path) -> dict[str, Fingerprint]:
    with open_copy(copy) as opened:
        return opened.fingerprints()
