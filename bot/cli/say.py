"""`sitrep say`: any command in the terminal, with no Telegram and no server."""

import asyncio
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.database import DatabaseOption, database_url, one_line_errors

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.command import Button, House, Reply

app = typer.Typer()

_SQLITE = "sqlite:///"


@app.command()
def say(
    text: Annotated[str, typer.Argument(help='What to ask: "/latest tanks", "/delta 7d", or plain words.')],
    language: Annotated[str, typer.Option(help="The language of the answer: en, uk, pl, de, es or fr.")] = "en",
    database: DatabaseOption = None,
    press: Annotated[bool, typer.Option("--press", help="The text is what a button carries.")] = False,
) -> None:
    """Ask the bot one question in the terminal.

    Answers from the database if there is one, and from the embedded sample if there is none yet.
    """
    with one_line_errors():
        reply = asyncio.run(_answer(text, language, database_url(database), press))
    for line in _printed(reply):
        typer.echo(line)


async def _answer(text: str, language: str, url: str, press: bool) -> "Reply":
    from answers.words import spoken
    from bot.command import Ask
    from bot.commands import respond, respond_press

    now = datetime.now(UTC)
    ask = Ask(argument="", language=spoken(language), now=now)
    async with _house(url, now) as house:
        return await (respond_press if press else respond)(text, ask, house)


@asynccontextmanager
async def _house(url: str, now: datetime) -> "AsyncIterator[House]":
    """The house over the database that is named or set, or over the sample when there is no such file yet."""
    from bot.command import House
    from storage.database import open_database

    sample = _is_missing(url)
    opened = await open_database(f"{_SQLITE}:memory:" if sample else url)
    try:
        if sample:
            from bot.sample import furnish

            print(f"No database at {url}: answering from the embedded sample.", file=sys.stderr)
            await furnish(opened, now)
        yield House.over(opened)
    finally:
        await opened.close()


def _is_missing(url: str) -> bool:
    return url.startswith(_SQLITE) and not Path(url.removeprefix(_SQLITE)).is_file()


def _printed(reply: "Reply") -> list[str]:
    """The message as plain text, and its buttons a row a line."""
    from answers.page import plain

    return [plain(reply.html), *(["", *map(_row, filter(None, reply.buttons))] if any(reply.buttons) else [])]


def _row(buttons: "tuple[Button, ...]") -> str:
    return "  ".join(f"[{button.label}]" for button in buttons)
