"""`sitrep sources`: which sources are looked at, and how they are."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from bot.cli.database import DatabaseOption, database_url, one_line_errors
from bot.cli.gather import FeedsOption
from bot.config import load_settings
from news.dating import KYIV
from news.memory import Memory, remembered
from news.sources.catalogue import sources as all_sources
from news.sources.source import Source
from storage.database import open_database

app = typer.Typer(add_completion=False)


@app.command()
def sources(feeds: FeedsOption = None, database: DatabaseOption = None) -> None:
    """List the sources with their state. Times are Kyiv's."""
    with one_line_errors():
        known = all_sources(feeds or load_settings().feeds)
        memories = asyncio.run(_memories(known, database_url(database)))
    Console().print(_table(known, memories))


async def _memories(known: Sequence[Source], url: str) -> list[Memory]:
    async with await open_database(url) as database:
        return [await remembered(each.name, database) for each in known]


def _table(known: Sequence[Source], memories: Sequence[Memory]) -> Table:
    table = Table(Column("source", no_wrap=True), "origin", "looked at", "newest there", "next look", "state")
    for source, memory in zip(known, memories, strict=True):
        times = (memory.looked_at, memory.newest, memory.next_look)
        state = memory.problem or ("fine" if memory.looked_at else "not looked at yet")
        style = "red" if memory.problem else None
        table.add_row(source.name, source.origin, *map(_shown, times), Text(state), style=style)
    return table


def _shown(at: datetime | None) -> str:
    return at.astimezone(KYIV).strftime("%d %b %H:%M") if at else "—"
