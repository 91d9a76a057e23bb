"""`sitrep doctor`: everything the bot needs, a line each."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.checkup.finding import Finding, Mark, amiss, fine
from bot.checkup.home import look_at_settings, look_at_zones
from bot.config import EX_CONFIG, load_settings
from tally.errors import SettingError

app = typer.Typer(add_completion=False)

_COLOURS = {Mark.FINE: typer.colors.GREEN, Mark.WATCH: typer.colors.YELLOW, Mark.AMISS: typer.colors.RED}


@app.command()
def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Ask nobody over the network but the database.")] = False,
) -> None:
    """Look at everything the bot needs, and say what to do where something is amiss. Nothing is changed.

    OK is as it should be; ! is worth knowing, and the bot works; x must be mended, and the command ends with 1, or
    with 78 where a setting cannot be used. It may run beside the bot.

    Example: sitrep doctor --offline
    """
    raise typer.Exit(asyncio.run(_look(offline)))


async def _look(offline: bool) -> int:
    """Print each finding as it comes; the exit status."""
    worst = 0
    async for each in _findings(offline):
        if each.mark is Mark.AMISS:
            worst = EX_CONFIG if each.about == "settings" else max(worst, 1)
        mark = typer.style(f"{each.mark:2}", fg=_COLOURS[each.mark], bold=True)
        typer.echo(f"{mark} {each.about:10} {each.words}" + (f": {each.todo}" if each.todo else ""))
    return worst


async def _findings(offline: bool) -> AsyncIterator[Finding]:
    now = datetime.now(UTC)
    yield look_at_zones(now)
    try:
        settings = load_settings()
    except SettingError as error:
        yield amiss("settings", str(error), "change it in .env or in the environment")
        return
    for each in look_at_settings(settings, Path(".env")):
        yield each
    # Below: drivers and an HTTP client, which take their time to import.
    from bot.checkup.keeping import look_at_database, look_at_sources
    from bot.checkup.service import look_at_telegram

    if settings.bot_token is None:
        yield fine("token", "is not set: `sitrep run` opens a local chat")
    elif offline:
        yield fine("token", "is set; Telegram was not asked (--offline)")
    else:
        for each in await look_at_telegram(settings, now):
            yield each
    findings, readable = await look_at_database(settings.database_url)
    for each in findings:
        yield each
    if readable:
        try:
            for each in await look_at_sources(settings, now):
                yield each
        except SettingError as error:
            yield amiss("settings", str(error), "change the list, or unset FEEDS")
