"""The file of a backup: a zip of a manifest and a SQLite database, sealed by a checksum over every byte before it.

The seal is the zip's own comment, its last 71 bytes, so any tool opens the file and any change to it shows:

    manifest.json   what it is: schema, when, from which kind of database, and each table's rows and fingerprint
    sitrep.db       the copy, of the schema the database had
    (comment)       sha256:<64 hexadecimal digits of all that comes before>
"""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from storage.moving.copy import disk_errors, to_disk
from storage.moving.fingerprint import Fingerprint
from tally.errors import InputError, StorageError

_MANIFEST, _DATABASE = "manifest.json", "sitrep.db"
_LABEL = b"sha256:"
_SEAL = len(_LABEL) + 64
_PIECE = 1 << 20


class Manifest(BaseModel):
    """What a backup says of itself. `made_at` is UTC; `tables` hold the fingerprint of every table."""

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    made_at: datetime
    revision: str
    database: Literal["sqlite", "postgresql"]
    tables: Mapping[str, Fingerprint]

    @property
    def rows(self) -> int:
        """Of all tables together."""
        return sum(each.rows for each in self.tables.values())


def write_archive(file: Path, manifest: Manifest, copy: Path, *, force: bool) -> None:
    """Write the backup *file*; it has its name only once it is whole, read back, and safe from a power cut.

    Raises StorageError when it cannot be written, or is there already and not *force*.
    """
    with disk_errors(str(file)):
        beside = file.with_name(f".{file.name}.new-{os.getpid()}")
        try:
            # Who talks to the bot is nobody else's business.
            with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
                with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                    archive.writestr(_MANIFEST, manifest.model_dump_json(indent=1))
                    archive.write(copy, _DATABASE)
                    archive.comment = _LABEL + b"0" * 64
                out.seek(-64, os.SEEK_END)
                out.write(_checksum(out))
                out.flush()
                os.fsync(out.fileno())
            with open_archive(beside) as (_, database), copy.open("rb") as original:
                if _digest(database) != _digest(original):
                    raise StorageError(str(file), "what was written is not what is there now; is the disk failing?")
            refuse_to_overwrite(file, force=force)
            beside.replace(file)
            to_disk(file.parent)
        finally:
            beside.unlink(missing_ok=True)


def refuse_to_overwrite(file: Path, *, force: bool) -> None:
    """Raise StorageError when a backup cannot have the name *file*."""
    if file.is_dir():
        raise StorageError(str(file), "is a folder; name a file in it")
    if not file.absolute().parent.is_dir():
        raise StorageError(str(file), f"the folder {file.absolute().parent} does not exist")
    if file.exists() and not force:
        raise StorageError(str(file), "is there already; --force overwrites it")


@contextmanager
def open_archive(file: Path) -> Iterator[tuple[Manifest, BinaryIO]]:
    """The manifest and the database of a backup whose seal is unbroken.

    Raises InputError when it is none, was cut off or altered, or was written by a newer Sitrep.
    """
    try:
        with file.open("rb") as opened:
            _check_seal(opened, str(file))
            with zipfile.ZipFile(opened) as archive:
                manifest = _manifest(archive.read(_MANIFEST), str(file))
                with archive.open(_DATABASE) as database:
                    yield manifest, database  # type: ignore[misc]
    except (zipfile.BadZipFile, KeyError) as error:
        raise InputError(str(file), "is no backup of Sitrep's") from error
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise InputError(str(file), (error.strerror or "cannot be read").lower()) from error


def unpack(file: Path, copy: Path) -> Manifest:
    """Write the database of the backup *file* to *copy*; what the backup says of itself. Raises as `open_archive`."""
    with open_archive(file) as (manifest, database), disk_errors(str(copy)), copy.open("wb") as out:
        shutil.copyfileobj(database, out, _PIECE)
    return manifest


def _check_seal(opened: BinaryIO, where: str) -> None:
    size = opened.seek(0, os.SEEK_END)
    opened.seek(0)
    begins = opened.read(4) == b"PK\x03\x04"
    if begins and size > _SEAL:
        opened.seek(-_SEAL, os.SEEK_END)
        if opened.read(len(_LABEL)) == _LABEL:
            if opened.read(64) == _checksum(opened):
                return
            raise InputError(where, "was altered after it was written, or the disk has lost some of it")
    raise InputError(where, "is no backup of Sitrep's, or its end is missing")


def _checksum(opened: BinaryIO) -> bytes:
    """The hexadecimal SHA-256 of all but the last 64 bytes; leaves the file where those begin."""
    left = opened.seek(-64, os.SEEK_END)
    opened.seek(0)
    digest = hashlib.sha256()
    while left and (piece := opened.read(min(left, _PIECE))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest().encode()


def _digest(opened: BinaryIO) -> bytes:
    digest = hashlib.sha256()
    while piece := opened.read(_PIECE):
        digest.update(piece)
    return digest.digest()


def _manifest(content: bytes, where: str) -> Manifest:
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        if any(each["loc"] == ("format",) for each in error.errors()):
            raise InputError(where, "was written by a newer Sitrep: update Sitrep") from error
        raise InputError(where, "is no backup of Sitrep's: its manifest cannot be read") from error
