"""`sitrep gather`: look at the sources now, or keep looking when each is due."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from bot.cli.asking import rewriter_of, web_of
from bot.cli.database import DatabaseOption, one_line_errors
from bot.config import load_settings
from news.dating import KYIV
from news.gathering import Gathering, Look
from news.learning import Status
from news.sources.catalogue import sources
from news.sources.source import Source
from storage.database import open_database
from tally.errors import InputError

app = typer.Typer(add_completion=False)

FeedsOption = Annotated[
    Path | None, typer.Option("--feeds", metavar="FILE", help="A list of feeds in place of ours; FEEDS when not given.")
]

_BETWEEN = 20.0
"""Seconds between two looks at the clock."""

_AT_ONCE = 3
"""Sources that are looked at at the same time."""

_SHOWN = {
    Status.KEPT: "new",
    Status.UNDATED: "new",
    Status.HELD: "held",
    Status.NOT_A_REPORT: "no report",
    Status.KNOWN: "known",
}


@app.command()
def gather(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="All of them, if none is named.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Look now, once, whether it is time or not.")] = False,
    contact: Annotated[str, typer.Option(metavar="ADDRESS", help="Told to the servers; CONTACT when not given.")] = "",
    feeds: FeedsOption = None,
    database: DatabaseOption = None,
) -> None:
    """Look for new reports. Without --once it goes on, each source at its own time, until it is interrupted."""
    with one_line_errors():
        settings = load_settings()
        chosen = _chosen(sources(feeds or settings.feeds), names or [])
        try:
            looks = asyncio.run(_gather(chosen, once, contact, database or settings.database_url))
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
    console, settings = Console(), load_settings()
    async with await open_database(url) as database, web_of(settings, contact) as web:
        watched = Watched(console)
        gathering = Gathering(
            web, database, chance=random.random, rewriter=rewriter_of(settings, database), heard=watched.heard
        )
        if once:
            looks = await watched.look(chosen, gathering)
            console.print(_table(looks))
            _remarks(looks, console)
            return looks
        while True:
            due = await gathering.due(chosen, datetime.now(UTC))
            _report(await watched.look(due, gathering), console)
            await asyncio.sleep(_BETWEEN)


class Watched:
    """Looks at several sources at a time, each with a line that says how far it is."""

    def __init__(self, console: Console) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.fields[said]}", style="dim"))
        self._progress = Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
        self._lines: dict[str, tuple[TaskID, Counter[str]]] = {}

    def heard(self, source: str, status: Status) -> None:
        """Count an article of *source* on its line."""
        line, counts = self._lines[source]
        counts[_SHOWN[status]] += 1
        self._progress.update(line, said=", ".join(f"{number} {name}" for name, number in counts.items()))

    async def look(self, chosen: Sequence[Source], gathering: Gathering) -> list[Look]:
        """Look at the sources *chosen*; the looks in their order."""
        turns = asyncio.Semaphore(_AT_ONCE)

        async def one(source: Source) -> Look:
            async with turns:
                line = self._progress.add_task(source.name, said="asking", total=None)
                self._lines[source.name] = line, Counter()
                try:
                    return await gathering.look(source, datetime.now(UTC))
                finally:
                    self._progress.remove_task(line)

        with self._progress:
            return await asyncio.gather(*map(one, chosen))


def _table(looks: Sequence[Look]) -> Table:
    numbers = [Column(name, justify="right") for name in ("new", "held", "no report", "known", "days")]
    table = Table(Column("source", no_wrap=True), *numbers, "next look (Kyiv)")
    for look in looks:
        counts = Counter[str]()
        for status, number in look.articles.items():
            counts[_SHOWN[status]] += number
        shown = (*(counts[each] for each in ("new", "held", "no report", "known")), look.rows)
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
