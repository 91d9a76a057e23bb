"""`sitrep restore`: a backup back in its place."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.database import DatabaseOption, database_url, one_line_errors
from storage.moving.backup import restore as put_back
from storage.moving.snapshot import shown

app = typer.Typer(add_completion=False)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `sitrep backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what the database holds.")] = False,
    database: DatabaseOption = None,
) -> None:
    """Put a backup into the database, SQLite or PostgreSQL, whichever it came from. Stop the bot first.

    A backup that was cut off or altered is refused, and so is a database with rows in it unless --force is given; a
    SQLite file that is replaced is kept beside the new one. Either all of it is there afterwards, or nothing changed.

    Example: sitrep restore sitrep-2026-11-23.zip --database postgresql://sitrep:...@localhost/sitrep
    """
    with one_line_errors():
        url = database_url(database)
        with Console(stderr=True).status("Looking through the backup ..."):
            done = asyncio.run(put_back(file, url, datetime.now(UTC), force=force))
    made = done.manifest
    typer.echo(f"{shown(url)}: {made.rows:,} rows of {made.made_at:%Y-%m-%d %H:%M} UTC are back; checked.")
    if done.aside:
        typer.echo(f"What was there before is kept as {done.aside}")
