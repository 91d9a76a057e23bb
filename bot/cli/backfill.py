"""`sitrep backfill`: bring in history from the sources that keep it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column, Table
from rich.text import Text

from bot.cli.asking import web_of
from bot.cli.database import DatabaseOption, database_url, one_line_errors
from bot.config import load_settings
from news.backfill import Brought, Piece, backfill, pieces
from news.dating import KYIV
from news.sources.dataset import Repository, RussianWarship, ivaniuk, orc_losses
from news.web import Web
from storage.database import open_database
from tally.errors import InputError, SitrepError

app = typer.Typer(add_completion=False)

_KEEPERS: tuple[Repository | RussianWarship, ...] = (ivaniuk(), orc_losses(), RussianWarship())


@app.command(name="backfill")
def backfill_(
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="The first day to bring in.")],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="All that keep history, if none is named.")
    ] = None,
    contact: Annotated[str, typer.Option(metavar="ADDRESS", help="Told to the servers; CONTACT when not given.")] = "",
    database: DatabaseOption = None,
) -> None:
    """Bring in history. An interrupted run goes on where it stopped; one that is repeated changes nothing."""
    with one_line_errors():
        now = datetime.now(UTC)
        todo = _todo(names or [], since.date(), now.astimezone(KYIV).date())
        brought, problems = asyncio.run(_backfill(todo, web_of(load_settings(), contact), database_url(database), now))
    _close(brought, problems, Console())
    if problems:
        raise typer.Exit(1)


def _todo(names: Sequence[str], since: date, today: date) -> list[list[Piece]]:
    """The pieces of each source. Raises InputError for a name that none has."""
    known = {each.name: each for each in _KEEPERS}
    for name in names:
        if name not in known:
            raise InputError(name, f"keeps no history that one can ask for; those that do are {', '.join(known)}")
    return [pieces(known[name], since, today) for name in names or known]


async def _backfill(
    todo: Sequence[Sequence[Piece]], asking: Web, url: str, now: datetime
) -> tuple[list[Brought], list[str]]:
    """A source that fails ends its own pieces alone."""
    brought: list[Brought] = []
    problems: list[str] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        async with await open_database(url) as database, asking as web:
            for some in filter(None, todo):
                task = progress.add_task(some[0].source, total=len(some))
                try:
                    async for each in backfill(some, web, database, now):
                        brought.append(each)
                        progress.advance(task)
                except SitrepError as error:
                    problems.append(f"{some[0].source}: {error}")
    return brought, problems


def _close(brought: Sequence[Brought], problems: Sequence[str], console: Console) -> None:
    numbers = [Column(name, justify="right") for name in ("days", "figures", "changed", "done before")]
    table = Table(Column("source", no_wrap=True), *numbers)
    for name in dict.fromkeys(each.piece.source for each in brought):
        mine = [each for each in brought if each.piece.source == name]
        new = [each.imported for each in mine if each.imported]
        counts = (
            sum(each.days for each in new),
            sum(each.figures for each in new),
            sum(sum(each.decided.values()) for each in new),
            len(mine) - len(new),
        )
        table.add_row(name, *map(str, counts))
    console.print(table)
    for problem in problems:
        console.print(Text(problem), style="red")
