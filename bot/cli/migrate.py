"""`sitrep migrate`: which schema the database has, and the way to the newest."""

import asyncio
from typing import Annotated

import typer

from bot.cli.database import DatabaseOption, database_url, one_line_errors
from storage.condition import Condition, condition
from storage.database import open_database
from storage.moving.snapshot import shown
from storage.schema import HEAD
from tally.errors import StorageError

app = typer.Typer(add_completion=False)


@app.command()
def migrate(
    check: Annotated[
        bool, typer.Option("--check", help="Only look; ends with 1 when there is something to do.")
    ] = False,
    database: DatabaseOption = None,
) -> None:
    """Bring the database to the newest schema, as one step that is done whole or not at all.

    Every command does so when it opens the database; this one shows it, and does nothing else. Make a backup before.

    Example: sitrep migrate --check
    """
    with one_line_errors():
        url = database_url(database)
        before = asyncio.run(_look(url))
        if not check and before.revision != HEAD:
            asyncio.run(_open(url))
    typer.echo(f"{shown(url)}: {_said(before, check)}")
    if check and before.revision != HEAD:
        raise typer.Exit(1)


async def _look(url: str) -> Condition:
    """Raises StorageError for a database that we cannot open."""
    found = await condition(url)
    if found.problem:
        raise StorageError(shown(url), found.problem)
    return found


async def _open(url: str) -> None:
    await (await open_database(url)).close()


def _said(before: Condition, check: bool) -> str:
    if before.revision == HEAD:
        return f"schema {HEAD}, the newest ({before.engine})"
    if before.revision is None:
        return f"nothing is there yet; schema {HEAD} {'would be' if check else 'was'} made ({before.engine})"
    if check:
        return f"schema {before.revision}; this Sitrep brings it to {HEAD} when it is opened ({before.engine})"
    return f"brought from schema {before.revision} to {HEAD} ({before.engine})"
