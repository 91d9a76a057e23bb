"""`sitrep run`: the bot on Telegram with a token, in a local chat without one."""

import asyncio
import errno
from contextlib import AsyncExitStack
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot.cli.database import one_line_errors
from bot.config import Settings, load_settings
from tally.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.webhook import Pushed
    from bot.watch import Watch
    from news.web import Web
    from storage.database import Database

_LOCAL_DATABASE = "sqlite:///local-chat.db"

app = typer.Typer()


@app.command()
def run() -> None:
    """Run the bot: on Telegram with BOT_TOKEN, in a local chat without it."""
    with one_line_errors():
        settings = load_settings()
        _log_as(settings)
        asyncio.run(_on_telegram(settings) if settings.bot_token else _in_local_chat(settings))


def _log_as(settings: Settings) -> None:
    from bot.logs import set_up

    kept = (settings.bot_token, settings.summary_key, settings.webhook_secret)
    secrets = [each.get_secret_value() for each in kept if each]
    set_up(settings.log_level, settings.log_format, secrets=secrets)


async def _on_telegram(settings: Settings) -> None:
    from bot.app import Service, run, utc_now
    from bot.cli.asking import web_of
    from storage.database import open_database

    assert settings.bot_token is not None
    token = settings.bot_token.get_secret_value()
    async with await open_database(settings.database_url) as database, web_of(settings) as web:
        service = Service(
            token,
            settings.bot_api_url,
            database,
            operators=settings.admin_ids,
            pace=settings.sends_per_second,
            paid=settings.paid_broadcast,
            tables=settings.tables,
            watch=_watch(settings, database, web, utc_now, gather=settings.gather is not False),
            web=web,
            pushed=_pushed(settings, token),
            health=settings.health_listen,
        )
        await run(service)


def _pushed(settings: Settings, token: str) -> "Pushed | None":
    if not settings.webhook_url:
        return None
    from bot.telegram.webhook import Pushed, secret_of

    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else secret_of(token)
    return Pushed(settings.webhook_url, settings.webhook_listen, secret)


def _watch(
    settings: Settings, database: "Database", web: "Web", now: "Callable[[], datetime]", *, gather: bool
) -> "Watch":
    """What is looked at beside the answering; nothing but the folder where gathering is off."""
    from bot.cli.asking import rewriter_of
    from bot.watch import Watch
    from news.sources.catalogue import sources

    looked_at = sources(settings.feeds) if gather else ()
    return Watch(
        database, web, now, looked_at, settings.watch_folder, settings.admin_ids, rewriter_of(settings, database)
    )


async def _in_local_chat(settings: Settings) -> None:
    from bot.app import Service, run, utc_now
    from bot.cli.asking import web_of
    from bot.localchat.server import LocalChat
    from storage.database import open_database

    named = "database_url" in settings.model_fields_set
    async with AsyncExitStack() as house:
        try:
            # The seconds since 1970: later chats number later, and nobody sends more than one update a second for long.
            first = int(utc_now().timestamp())
            chat = await house.enter_async_context(LocalChat(port=settings.local_chat_port, first_update=first))
        except OSError as error:
            raise _no_port(settings.local_chat_port, error) from None
        database = await house.enter_async_context(
            await open_database(settings.database_url if named else _LOCAL_DATABASE)
        )
        await _furnish_if_empty(database, chat.clock())
        web = await house.enter_async_context(web_of(settings))
        typer.echo(f"Sitrep answers in a local chat (this is not Telegram): open {chat.url}  (Ctrl-C stops it)")
        service = Service(
            chat.token,
            chat.url,
            database,
            operators=settings.admin_ids,
            now=chat.clock,
            pace=settings.sends_per_second,
            paid=settings.paid_broadcast,
            tables=settings.tables,
            watch=_watch(settings, database, web, chat.clock, gather=settings.gather is True),
            web=web,
            health=settings.health_listen,
        )
        await run(service)


async def _furnish_if_empty(database: "Database", now: datetime) -> None:
    """Give a new database something to talk about; one with articles is somebody's own, and no sample goes in there."""
    from bot.sample import furnish
    from storage.articles import Articles

    if await Articles(database).count() == 0:
        typer.echo("Reading the sample reports, once ...")
        await furnish(database, now)


def _no_port(port: int, error: OSError) -> SettingError:
    if error.errno == errno.EADDRINUSE:
        problem = f"port {port} is taken; choose another: LOCAL_CHAT_PORT={port + 1} sitrep run"
    else:
        problem = f"port {port} cannot be opened ({error.strerror}); try one above 1024"
    return SettingError("LOCAL_CHAT_PORT", problem)
