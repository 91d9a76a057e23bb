"""`sitrep gather`: look at the sources now, or keep looking when each is due."""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Column, Table
from rich.text import Text

from bot.cli.database import DatabaseOption, database_url, one_line_errors
from news.dating import KYIV
from news.gathering import Gathering, Look
from news.learning import Status
from news.sources.catalogue import sources
from news.sources.source import Source
from news.web import Web, user_agent
from storage.database import open_database
from tally.errors import InputError

app = typer.Typer(add_completion=False)

FeedsOption = Annotated[Path | None, typer.Option("--feeds", metavar="FILE", help="A list of feeds in place of ours.")]

_BETWEEN = 20.0
"""Seconds between two looks at the clock."""


@app.command()
def gather(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="All of them, if none is named.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Look now, once, whether it is time or not.")] = False,
    contact: Annotated[str, typer.Option(metavar="ADDRESS", help="Told to the servers that are asked.")] = "",
    feeds: FeedsOption = None,
    database: DatabaseOption = None,
) -> None:
    """Look for new reports. Without --once it goes on, each source at its own time, until it is interrupted."""
    with one_line_errors():
        chosen = _chosen(sources(feeds), names or [])
        try:
            looks = asyncio.run(_gather(chosen, once, contact, database_url(database)))
        except KeyboardInterrupt:
            raise typer.Exit from None
    if any(each.problem for each in looks):
        raise typer.Exit(1)


def _chosen(known: Sequence[Source], names: Sequence[str]) -> list[Source]:
    """The sources that were named. Raises InputError for a name that none has."""
    by_name = {each.name: each for each in known}
    for name in names:
        if name not in by_name:
            raise InputError(name, f"there is no such source; there are {', '.join(by_name)}")
    return [by_name[name] for name in names] if names else list(known)


async def _gather(chosen: Sequence[Source], once: bool, contact: str, url: str) -> list[Look]:
    console = Console()
    async with await open_database(url) as database, Web(user_agent=user_agent(contact)) as web:
        gathering = Gathering(web, database, chance=random.random)
        if once:
            looks = await _look_at(chosen, gathering, console)
            console.print(_table(looks))
            _remarks(looks, console)
            return looks
        while True:
            due = await gathering.due(chosen, datetime.now(UTC))
            _report(await _look_at(due, gathering, console), console)
            await asyncio.sleep(_BETWEEN)


async def _look_at(chosen: Sequence[Source], gathering: Gathering, console: Console) -> list[Look]:
    looks = []
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True) as progress:
        for number, source in enumerate(chosen, start=1):
            task = progress.add_task(f"{source.name} ({number} of {len(chosen)})")
            looks.append(await gathering.look(source, datetime.now(UTC)))
            progress.remove_task(task)
    return looks


def _table(looks: Sequence[Look]) -> Table:
    numbers = [Column(name, justify="right") for name in ("new", "held", "no report", "known", "days")]
    table = Table(Column("source", no_wrap=True), *numbers, "next look (Kyiv)")
    for look in looks:
        counts = look.articles
        shown = (
            counts[Status.KEPT] + counts[Status.UNDATED],
            counts[Status.HELD],
            counts[Status.NOT_A_REPORT],
            counts[Status.KNOWN],
            look.rows,
        )
        again = look.next_look.astimezone(KYIV).strftime("%d %b %H:%M") if look.next_look else ""
        table.add_row(look.source, *map(str, shown), again, style="red" if look.problem else None)
    return table


def _remarks(looks: Sequence[Look], console: Console) -> None:
    for look in looks:
        if look.problem:
            console.print(Text(f"{look.source}: {look.problem}"), style="red")
        for warning in look.warnings:
            console.print(Text(f"{look.source}: {warning}"), style="yellow")


def _report(looks: Sequence[Look], console: Console) -> None:
    """One line for each look that brought something or has something to say."""
    for look in looks:
        new = look.articles[Status.KEPT] + look.articles[Status.HELD]
        if new or look.rows:
            console.print(Text(f"{look.source}: {new} new reports, {look.rows} days of a data set"))
        if look.told:
            console.print(Text(f"{look.source}: {look.told}"), style="red")
        if look.recovered:
            console.print(Text(f"{look.source}: works again"), style="green")
