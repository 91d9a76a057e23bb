"""`sitrep export`: the figures as CSV, JSON or an Excel workbook, on standard output or in a file."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.database import DatabaseOption, database_url, one_line_errors

app = typer.Typer()


@app.command()
def export(
    what: Annotated[str, typer.Argument(help='What: "tanks 2025", "Q2 2024", or nothing for everything.')] = "",
    form: Annotated[str, typer.Option("--format", "--form", help="csv, json or xlsx.")] = "csv",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file; standard output without.")] = None,
    database: DatabaseOption = None,
) -> None:
    """Write every figure with its change, standing and source. docs/export.md tells the columns."""
    if form not in ("csv", "json", "xlsx"):
        typer.echo(f"--format is csv, json or xlsx, not {form}", err=True)
        raise typer.Exit(2)
    if form == "xlsx" and output is None and sys.stdout.isatty():
        typer.echo("a workbook is no text: name a file with --output", err=True)
        raise typer.Exit(2)
    with one_line_errors():
        content, said = asyncio.run(_exported(f"{what} {form}", database_url(database)))
    if content is None:
        typer.echo(said, err=True)
        raise typer.Exit(1)
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)


async def _exported(what: str, url: str) -> tuple[bytes | None, str]:
    from answers.page import plain
    from bot.command import Ask, House
    from bot.commands.export import export
    from storage.database import open_database

    async with await open_database(url) as opened:
        reply = await export(Ask(what, "en", datetime.now(UTC)), House.over(opened))
    return reply.document.content if reply.document else None, plain(reply.html)
