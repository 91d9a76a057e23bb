"""Migrations: walked up and down between every two revisions, and the same schema by either road."""

import sqlite3
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from storage.chats import Chats
from storage.database import open_database
from storage.migrate import configuration, migrate_sqlite
from storage.schema import HEAD, REVISIONS

STEPS = ("base", *REVISIONS)


def schema(path: Path) -> dict[str, tuple[object, ...]]:
    """What the database is made of: tables by their columns and options, indices by their definition."""
    found: dict[str, tuple[object, ...]] = {}
    connection = sqlite3.connect(path)
    for name, kind, sql in connection.execute("SELECT name, type, sql FROM sqlite_master"):
        if name == "alembic_version" or name.startswith("sqlite_"):
            continue
        if kind == "table":
            columns = connection.execute(f"PRAGMA table_xinfo({name})").fetchall()
            keys = connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()
            found[name] = (*columns, *keys, "STRICT" in sql, "WITHOUT ROWID" in sql)
        else:
            found[name] = (" ".join(sql.split()),)
    connection.close()
    return found


def test_the_revisions_in_code_are_those_of_the_scripts() -> None:
    scripts = ScriptDirectory.from_config(configuration())
    assert tuple(each.revision for each in reversed(list(scripts.walk_revisions()))) == REVISIONS


async def test_a_new_database_has_the_schema_that_the_migrations_make(tmp_path: Path) -> None:
    migrate_sqlite(str(tmp_path / "walked.db"))
    await (await open_database(f"sqlite:///{tmp_path}/new.db")).close()
    assert schema(tmp_path / "new.db") == schema(tmp_path / "walked.db")


@pytest.mark.parametrize("low", STEPS)
@pytest.mark.parametrize("high", STEPS)
def test_going_down_and_up_again_changes_nothing(tmp_path: Path, low: str, high: str) -> None:
    if STEPS.index(low) >= STEPS.index(high):
        low, high = high, low
    path = tmp_path / "sitrep.db"
    migrate_sqlite(str(path), low)
    at_low = schema(path)
    migrate_sqlite(str(path), high)
    at_high = schema(path)
    migrate_sqlite(str(path), low)
    assert schema(path) == at_low
    migrate_sqlite(str(path), high)
    assert schema(path) == at_high


@pytest.mark.parametrize("revision", REVISIONS)
async def test_an_older_database_is_brought_up_when_it_is_opened(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "sitrep.db"
    migrate_sqlite(str(path), revision)
    async with await open_database(f"sqlite:///{path}") as database:
        await Chats(database).set_language(1, "uk")
        assert await Chats(database).language(1) == "uk"
    assert sqlite3.connect(path).execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "sitrep.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE chats (in_the_way TEXT)")
    before = schema(path)
    with pytest.raises(Exception, match="already exists"):
        migrate_sqlite(str(path))
    assert schema(path) == before
