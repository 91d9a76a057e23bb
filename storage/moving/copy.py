"""The copy in the middle: a SQLite file of some revision, looked through and filled with the driver alone."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.alphabet import indexed
from storage.migrate import migrate_sqlite
from storage.moving.fingerprint import Fingerprint, Reckoning
from storage.schema import HEAD, newest, problem_of
from storage.sqlite import clear_errors
from storage.statements import Dialect, statements
from tally.errors import StorageError

BATCH = 5_000
"""Rows that are held in memory at once."""

_TABLES = """
SELECT m.name FROM sqlite_master AS m JOIN pragma_table_list AS l ON l.name = m.name AND l.schema = 'main'
WHERE l.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'alembic_version'
ORDER BY m.rowid
"""
"""In the order they were made in, so that a row comes after those it refers to. The search index is left out: it is
made anew from the articles, and each database has its own kind."""

FOUND = "articles_found"
"""The search index."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its columns, in the order of the schema."""

    name: str
    columns: tuple[str, ...]

    @property
    def select(self) -> str:
        """The statement that reads all of it. The names are those of our own schema."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name}"  # noqa: S608

    @property
    def insert(self) -> str:
        """SQLite's statement that adds a row."""
        return f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES ({', '.join('?' * len(self.columns))})"  # noqa: S608


class Copy:
    """A copy that is open. All methods are quick or long for the disk's sake; run them in a thread."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self.tables = [Table(name, self._columns(name)) for (name,) in connection.execute(_TABLES)]

    @property
    def revision(self) -> str | None:
        """The schema it has; None for a file that no Sitrep has made."""
        names = {name for (name,) in self._connection.execute("SELECT name FROM sqlite_master")}
        if "alembic_version" not in names:
            return None
        found = self._connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if found is None else str(found[0])

    def problem(self) -> str | None:
        """Why it is not a whole database of ours, None when it is."""
        if (revision := self.revision) is None:
            return "it is no Sitrep database"
        if problem := problem_of(revision, ()):
            return problem
        found = [text for (text,) in self._connection.execute("PRAGMA integrity_check(1)")]
        if found != ["ok"]:
            return f"it is damaged: {found[0]}"
        if broken := self._connection.execute("PRAGMA foreign_key_check").fetchone():
            return f"it is damaged: a row of {broken[0]} refers to one of {broken[2]} that is not there"
        return None

    def rows(self, table: Table) -> Iterator[Sequence[tuple[object, ...]]]:
        """All rows, some at a time."""
        cursor = self._connection.execute(table.select)
        while batch := cursor.fetchmany(BATCH):
            yield batch

    def fingerprints(self) -> dict[str, Fingerprint]:
        """What each table holds."""
        found = {}
        for table in self.tables:
            reckoning = Reckoning()
            for batch in self.rows(table):
                reckoning.add(batch)
            found[table.name] = reckoning.fingerprint
        return found

    def words(self) -> Iterator[Sequence[tuple[int, str]]]:
        """What the search index holds: articles' ids with the words they are found by, some at a time."""
        cursor = self._connection.execute("SELECT id, title, body FROM articles ORDER BY id")
        while batch := cursor.fetchmany(BATCH // 10):
            yield [(id, words) for id, title, body in batch if (words := indexed(title, body))]

    @property
    def searchable(self) -> bool:
        """Whether its revision has a search index."""
        return bool(self._columns(FOUND))

    def fill(self, table: Table, rows: Iterable[Sequence[object]]) -> None:
        """Add rows. They stay only if `finish` is reached."""
        self._connection.executemany(table.insert, rows)

    def finish(self) -> None:
        """Make the search index, and keep what was filled in."""
        if self.searchable:
            add = statements(Dialect.SQLITE)["article_index"].sql
            for batch in self.words():
                self._connection.executemany(add, [{"id": id, "words": words} for id, words in batch])
        self._connection.commit()

    def _columns(self, name: str) -> tuple[str, ...]:
        return tuple(row[0] for row in self._connection.execute("SELECT name FROM pragma_table_info(?)", (name,)))


@contextmanager
def open_copy(path: Path) -> Iterator[Copy]:
    """The copy at *path*. Raises StorageError as reading does."""
    with clear_errors(str(path)), closing(sqlite3.connect(path, check_same_thread=False)) as connection:
        yield Copy(path, connection)


def new_copy(path: Path, revision: str) -> None:
    """Make an empty database of *revision* at *path*."""
    if revision != HEAD:
        with clear_errors(str(path)):
            migrate_sqlite(str(path), revision)
        return
    with clear_errors(str(path)), closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("BEGIN")
        for statement in newest(Dialect.SQLITE):
            connection.execute(statement)


def bring_up(path: Path) -> None:
    """Bring the copy at *path* to the newest schema."""
    with clear_errors(str(path)):
        migrate_sqlite(str(path), HEAD)


def folder_of(path: Path) -> Path:
    """The folder that *path* lies in."""
    return path.absolute().parent


def to_disk(path: Path) -> None:
    """Return only when the file, or the names in the folder, *path* would outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def disk_errors(where: str) -> Iterator[None]:
    """Say in words what became of a file, which the disk says in numbers."""
    try:
        yield
    except OSError as error:
        raise StorageError(where, (error.strerror or str(error)).lower()) from error
