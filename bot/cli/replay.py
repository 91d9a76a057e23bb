"""`sitrep replay`: what today's reader and judge would make of everything that was ever read."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from bot.cli.database import DatabaseOption, database_url, one_line_errors
from news.replaying import Difference, Replay, apply
from news.replaying import replay as rehearse
from storage.database import open_database
from tally.tally import Standing, Tally

app = typer.Typer(add_completion=False)


@app.command()
def replay(
    write: Annotated[bool, typer.Option("--apply", help="Write it down, as revisions; nothing is replaced.")] = False,
    most: Annotated[int, typer.Option("--most", min=0, help="Rows of the table; the rest is counted.")] = 100,
    database: DatabaseOption = None,
) -> None:
    """Read all stored articles anew with today's reader and judge, and show which figures would change, and why."""
    with one_line_errors():
        found = asyncio.run(_replay(database_url(database), write=write))
    _show(found, most, Console(), written=write)


async def _replay(url: str, *, write: bool) -> Replay:
    async with await open_database(url) as database:
        return await (apply(database, now=datetime.now(UTC)) if write else rehearse(database))


def _show(found: Replay, most: int, console: Console, *, written: bool) -> None:
    number = Column("would be" if not written else "is now", justify="right")
    table = Table("day", "category", Column("now" if not written else "was", justify="right"), number, "why")
    for each in found.differences[:most]:
        # As text, not as markup: a category that nobody knows is named by its source.
        would = _figure(each.would, withdrawn=True)
        table.add_row(str(each.would.day), Text(each.would.category), _figure(each.now), would, _why(each))
    if found.differences:
        console.print(table)
    if len(found.differences) > most:
        console.print(f"and {len(found.differences) - most} more")
    console.print(f"{found.articles} articles and {found.rows} rows of data sets read; {found.reread} read otherwise.")
    verb = "changed" if written else "would change"
    console.print(f"{len(found.differences)} figures {verb}; {len(found.holds)} new ones wait for an operator.")
    if not written and (found.differences or found.holds):
        console.print("Nothing is written yet: sitrep replay --apply does it.")


def _figure(tally: Tally | None, *, withdrawn: bool = False) -> str:
    if tally is None:
        return "—"
    if tally.standing is Standing.UNDER_CHECK and withdrawn:
        return "under check"
    total = "—" if tally.total is None else f"{tally.total:,}"
    return total if tally.gain is None else f"{total} ({tally.gain:+,})"


def _why(difference: Difference) -> str:
    now, would = difference.now, difference.would
    standing = "" if now is None or now.standing is would.standing else f"{now.standing} → {would.standing}"
    reasons = ", ".join(each.replace("_", " ") for each in difference.reasons)
    return "; ".join(filter(None, (reasons, standing))) or "read otherwise"
