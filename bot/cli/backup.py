"""`sitrep backup`: the whole database in one file, while the bot goes on."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.database import DatabaseOption, database_url, one_line_errors
from storage.moving.backup import back_up

app = typer.Typer(add_completion=False)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to write; a zip.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")] = False,
    database: DatabaseOption = None,
) -> None:
    """Write the whole database into one file, while the bot goes on.

    What was committed at one moment is in it, of SQLite and PostgreSQL alike; `sitrep restore` puts it into either.
    It is looked through before it gets its name: integrity, rows of each table, a checksum over all.

    Example: sitrep backup sitrep-2026-11-23.zip
    """
    with one_line_errors(), Console(stderr=True).status("Copying the database ..."):
        made = asyncio.run(back_up(database_url(database), file, datetime.now(UTC), force=force))
    size, tables = file.stat().st_size, len(made.tables)
    typer.echo(f"{file}: {size:,} bytes, schema {made.revision}, {tables} tables, {made.rows:,} rows; checked.")
