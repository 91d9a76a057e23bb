"""`sitrep review`: decide in the terminal on figures that are under check."""

import asyncio
import getpass
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.prompt import Prompt
from rich.table import Column, Table
from rich.text import Text

from answers.page import plain, render
from answers.pages.review import claimed, docket_page, outcome
from answers.provenance import docket
from answers.words import words
from bot.cli.database import DatabaseOption, database_url, one_line_errors
from bot.commands.review import read_figure
from storage.database import open_database
from storage.provenance import Held
from storage.ruling import Action
from storage.tallies import Tallies
from tally.errors import InputError

app = typer.Typer(add_completion=False)

_MOST = 50
"""Rows of the list."""


@dataclass(frozen=True, slots=True)
class Order:
    """One decision that was asked for."""

    held: int
    action: Action
    value: int | None = None


@app.command()
def review(
    accept: Annotated[list[int] | None, typer.Option(metavar="ID", help="Take the figure as it was claimed.")] = None,
    reject: Annotated[list[int] | None, typer.Option(metavar="ID", help="Do not publish it.")] = None,
    correct: Annotated[list[str] | None, typer.Option(metavar="ID=VALUE", help="Publish VALUE in its place.")] = None,
    why: Annotated[str, typer.Option(help="A word why; kept with the decision and shown to readers.")] = "",
    database: DatabaseOption = None,
) -> None:
    """Walk through the figures under check; with --accept, --reject or --correct decide without being asked."""
    with one_line_errors():
        orders = _orders(accept or (), reject or (), correct or ())
        if orders and not why.strip():
            raise InputError("--why", "a decision needs a word why")
        done = asyncio.run(_review(orders, why.strip(), database_url(database)))
    if not done:
        raise typer.Exit(1)


def _orders(accept: Sequence[int], reject: Sequence[int], correct: Sequence[str]) -> list[Order]:
    """The decisions, each figure at most once. Raises InputError for a correction that is not ID=VALUE."""
    orders = [Order(each, Action.ACCEPT) for each in accept] + [Order(each, Action.REJECT) for each in reject]
    for each in correct:
        id, _, value = each.partition("=")
        figure = read_figure(value)
        if not id.strip().isdecimal() or figure is None or figure[1]:
            raise InputError(each, "should be ID=VALUE, such as 12=3783")
        orders.append(Order(int(id), Action.CORRECT, figure[0]))
    twice = {each.held for each in orders if sum(other.held == each.held for other in orders) > 1}
    if twice:
        raise InputError(str(twice.pop()), "is decided twice")
    return orders


async def _review(orders: Sequence[Order], why: str, url: str) -> bool:
    console = Console()
    async with await open_database(url) as database:
        tallies = Tallies(database)
        if orders:
            return all([await _decide(tallies, each, why, console) for each in orders])
        if sys.stdin.isatty():
            await _walk(tallies, console)
        else:
            await _list(tallies, console)
    return True


async def _decide(tallies: Tallies, order: Order, why: str, console: Console) -> bool:
    """Whether the decision was new; says what came of it."""
    who, now = f"terminal:{getpass.getuser()}", datetime.now(UTC)
    ruling = await tallies.decide(order.held, order.action, order.value, who=who, why=why, now=now)
    said = outcome(words("en"), ruling) if ruling else "no such figure"
    console.print(Text(f"{order.held}: {said}", style="" if ruling and ruling.fresh else "red"))
    return ruling is not None and ruling.fresh


async def _list(tallies: Tallies, console: Console) -> None:
    """What waits, for those who decide with flags."""
    table = Table(Column("id", justify="right"), "day", "category", Column("held", justify="right"), "why", "source")
    held, seen = await tallies.next_held(), set[int]()
    while held is not None and held.id not in seen and len(seen) < _MOST:
        seen.add(held.id)
        reasons = ", ".join(each.replace("_", " ") for each in held.reasons)
        # As text, not as markup: names of sources may hold square brackets.
        table.add_row(
            str(held.id), str(held.day), Text(held.category), claimed(words("en"), held), reasons, Text(held.source)
        )
        held = await tallies.next_held(held)
    waiting, _ = await tallies.waiting()
    console.print(table if seen else "No figure is under check.")
    if waiting > len(seen):
        console.print(f"and {waiting - len(seen)} more")


async def _walk(tallies: Tallies, console: Console) -> None:
    """One figure after the other until the last was shown, or the operator leaves."""
    held, seen = await tallies.next_held(), set[int]()
    while held is not None and held.id not in seen:
        seen.add(held.id)
        console.rule(str(held.id))
        console.print(Text(plain(render(docket_page(words("en"), await docket(tallies, held))))))
        order = await asyncio.to_thread(_asked, held)
        if order is None:
            return
        if order.action is not None:
            why = await asyncio.to_thread(_why)
            await _decide(tallies, Order(held.id, order.action, order.value), why, console)
        held = await tallies.next_held(held)
    console.print("That was the last figure under check." if seen else "No figure is under check.")


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the operator chose; no action skips the figure."""

    action: Action | None
    value: int | None = None


def _asked(held: Held) -> _Choice | None:
    """What the operator wants to do with *held*; None to leave."""
    letters = {"a": Action.ACCEPT, "r": Action.REJECT, "c": Action.CORRECT, "s": None}
    letter = Prompt.ask("(a)ccept, (r)eject, (c)orrect, (s)kip, (q)uit", choices=[*letters, "q"], default="s")
    if letter == "q":
        return None
    if letter != "c":
        return _Choice(letters[letter])
    while (
        figure := read_figure(Prompt.ask("The right total" if held.total is not None else "The right gain"))
    ) is None:
        typer.echo("That is no figure.")
    return _Choice(Action.CORRECT, figure[0])


def _why() -> str:
    while not (why := Prompt.ask("Why").strip()):
        typer.echo("A word, please: it is kept with the decision.")
    return why
