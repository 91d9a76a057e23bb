"""The bots that `answers.py` compares, one a process: `_answering.py NAME SERVER DATABASE` runs until it is ended."""

import asyncio
import json
import logging
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TOKEN = "7000000001:" + "a" * 35
AT_ONCE = 128
"""Answers under way at once, in those that let one say so."""


async def floor(server: str, _: str) -> None:
    """No framework at all: JSON in, JSON out, one task an update."""
    import aiohttp

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:
        api, offset = f"{server}/bot{TOKEN}", 0
        slots, tasks = asyncio.Semaphore(AT_ONCE), set[asyncio.Task[None]]()

        async def echo(update: dict[str, dict[str, dict[str, object]]]) -> None:
            message = update["message"]
            body = {"chat_id": message["chat"]["id"], "text": message["text"]}
            async with slots, session.post(f"{api}/sendMessage", json=body) as answer:
                json.loads(await answer.read())

        while True:
            asked = {"offset": offset, "timeout": 10}
            async with session.post(f"{api}/getUpdates", json=asked) as answer:
                updates = json.loads(await answer.read())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                task = asyncio.create_task(echo(update))
                tasks.add(task)
                task.add_done_callback(tasks.discard)


async def ptb(server: str, *, own_request: bool) -> None:
    """python-telegram-bot's echo: with its own HTTP client and defaults, or with our request class and many at once."""
    from telegram import Update
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{server}/bot")
    if own_request:
        from bot.telegram.request import AiohttpRequest

        builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest(2)).concurrent_updates(AT_ONCE)
    application = builder.build()
    application.add_handler(MessageHandler(filters.ALL, echo))
    assert application.updater is not None
    async with application:
        await application.start()
        await application.updater.start_polling()
        await asyncio.Event().wait()


async def aiogram(server: str, _: str) -> None:
    """aiogram's echo, with its defaults."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(server)))
    await dispatcher.start_polling(bot, handle_signals=False)


async def sitrep(server: str, database: str) -> None:
    """The whole bot, as `sitrep run` starts it, without looking at sources."""
    import structlog

    from bot.app import Service, run
    from storage.database import open_database

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    async with await open_database(database) as opened:
        await run(Service(TOKEN, server, opened))


BOTS: dict[str, Callable[[str, str], Awaitable[None]]] = {
    "floor": floor,
    "ptb_echo_same_request": lambda server, _: ptb(server, own_request=True),
    "ptb_echo_stock": lambda server, _: ptb(server, own_request=False),
    "aiogram_echo": aiogram,
    "sitrep_latest": sitrep,
}


async def main(name: str, server: str, database: str) -> None:
    await BOTS[name](server, database)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    asyncio.run(main(*sys.argv[1:]))
