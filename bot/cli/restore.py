"""`sitrep restore`: a backup back in its place."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.database import DatabaseOption, database_url, one_line_errors
from bot.digests.restored import Unsure, leave_in_doubt
from storage.engine import Database
from storage.moving.backup import Restored
from storage.moving.backup import restore as put_back
from storage.moving.snapshot import shown

app = typer.Typer(add_completion=False)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `sitrep backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what the database holds.")] = False,
    quiet: Annotated[
        bool, typer.Option("--not-run-since", help="The bot did not run after the backup was made.")
    ] = False,
    database: DatabaseOption = None,
) -> None:
    """Put a backup into the database, SQLite or PostgreSQL, whichever it came from. Stop the bot first.

    A backup that was cut off or altered is refused, and so is a database with rows in it unless --force is given; a
    SQLite file that is replaced is kept beside the new one. Either all of it is there afterwards, or nothing changed.

    What came due since the backup was made may have been sent by the bot that is lost. It is written down as unknown
    and not sent again; with --not-run-since it is sent.

    Example: sitrep restore sitrep-2026-11-23.zip --database postgresql://sitrep:...@localhost/sitrep
    """
    with one_line_errors():
        url = database_url(database)
        with Console(stderr=True).status("Looking through the backup ..."):
            done, unsure = asyncio.run(_restore(file, url, force, quiet))
    made = done.manifest
    typer.echo(f"{shown(url)}: {made.rows:,} rows of {made.made_at:%Y-%m-%d %H:%M} UTC are back; checked.")
    if done.aside:
        typer.echo(f"What was there before is kept as {done.aside}")
    if unsure and (unsure.messages or unsure.digests):
        in_doubt = f"{unsure.messages:,} messages that waited and {unsure.digests:,} digests that came due since"
        typer.echo(f"{in_doubt} may have been sent by the bot that is lost; they are not sent again.")
    if unsure and unsure.broadcasts:
        typer.echo(f"{unsure.broadcasts:,} broadcasts under way were stopped; decide on them with /broadcast.")


async def _restore(file: Path, url: str, force: bool, quiet: bool) -> tuple[Restored, Unsure | None]:
    now, found = datetime.now(UTC), []

    async def settle(database: Database, made_at: datetime) -> None:
        found.append(await leave_in_doubt(database, made_at, now))

    done = await put_back(file, url, now, settle=None if quiet else settle, force=force)
    return done, found[0] if found else None
