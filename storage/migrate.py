"""Bring an older database to another revision with Alembic, which is slow to import and seldom needed."""

import sqlite3
from importlib.resources import files

import asyncpg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy.ext.asyncio import create_async_engine

from storage.schema import HEAD, definitions
from storage.statements import Dialect


def configuration(connection: sa.Connection | None = None) -> Config:
    """Alembic's configuration with the scripts of this package; *connection* is what `env.py` migrates."""
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    config.attributes["connection"] = connection
    return config


def walk(connection: sa.Connection, revision: str) -> None:
    """Bring the database of *connection* to *revision* (`base` is none at all), up or down, in its transaction."""
    config = configuration(connection)
    known = MigrationContext.configure(connection).get_current_revision()
    if revision == "base" or (known is not None and revision < known):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


def run_script(connection: sa.Connection, script: str) -> None:
    """Run the definitions of *script* as the database of *connection* spells them."""
    dialect = Dialect.SQLITE if connection.dialect.name == "sqlite" else Dialect.POSTGRES
    for statement in definitions(script, dialect):
        connection.exec_driver_sql(statement)


def migrate_sqlite(path: str, revision: str = HEAD) -> None:
    """Bring the SQLite database at *path* to *revision* as one transaction; another process that opens it waits.

    Raises the driver's own errors.
    """
    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(path, isolation_level=None))

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # The driver would begin only before the first change of a row, and commit before a definition.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as connection:
            walk(connection, revision)
    except sa.exc.DBAPIError as error:
        raise error.orig or error from None  # what the driver says: its errors are put into words elsewhere
    finally:
        engine.dispose()


async def migrate_postgres(url: str, revision: str = HEAD) -> None:
    """Bring the PostgreSQL database at *url* to *revision* as one transaction. Raises the driver's own errors."""
    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url))
    try:
        async with engine.begin() as connection:
            await connection.run_sync(walk, revision)
    except sa.exc.DBAPIError as error:
        # Alembic's driver wraps that of asyncpg once more.
        raise (error.orig and error.orig.__cause__) or error from None
    finally:
        await engine.dispose()
