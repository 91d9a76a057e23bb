"""`sitrep move`: from SQLite to PostgreSQL, or back."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from bot.cli.database import DatabaseOption, database_url, one_line_errors
from storage.moving.backup import Moved
from storage.moving.backup import move as carry
from storage.moving.snapshot import shown

app = typer.Typer(add_completion=False)


@app.command()
def move(
    to: Annotated[str, typer.Option("--to", metavar="URL", help="The database to fill; it must be empty.")],
    database: DatabaseOption = None,
) -> None:
    """Copy everything into another, empty database: SQLite to PostgreSQL, back, or to one of the same kind.

    Stop the bot first. Rows and checksums of every table are compared on both sides; the source stays as it is. Then
    set DATABASE_URL to the new address and start the bot.

    Example: sitrep move --to postgresql://sitrep:...@localhost/sitrep
    """
    with one_line_errors():
        source = database_url(database)
        with Console(stderr=True).status("Moving ..."):
            moved = asyncio.run(carry(source, to, datetime.now(UTC)))
    Console().print(_table(moved))
    typer.echo(f"{shown(to)} holds what {shown(source)} holds. Set DATABASE_URL to it, and start the bot.")


def _table(moved: Moved) -> Table:
    table = Table("table", Column("rows", justify="right"), "checksum of both", box=None)
    for name, found in moved.tables.items():
        table.add_row(name, f"{found.rows:,}", found.mark[:16])
    return table
