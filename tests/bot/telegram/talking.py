"""People who talk to the whole bot in the local chat, over real HTTP."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from bot.app import Service
from bot.localchat import people
from bot.localchat.server import LocalChat
from bot.localchat.things import Chat, Message, User
from bot.localchat.world import Call
from storage.database import Database


class Talk:
    """What people say and what the bot does, in order."""

    def __init__(self, chat: LocalChat) -> None:
        self.chat = chat
        self.stage = chat.stage
        self._news = asyncio.Event()
        chat.world.listeners.append(lambda event, about: self._news.set())

    def say(self, text: str, chat: Chat | None = None, who: User | None = None, **more: Any) -> Message:
        """Write `text`, as the reader in the private chat unless said otherwise."""
        return people.say(self.chat.world, chat or self.stage.private, who or self.stage.person, text, **more)

    def calls(self, method: str) -> list[Call]:
        """The bot's calls of one method so far."""
        return [each for each in self.chat.world.calls if each.method == method]

    def answers(self, chat: Chat | None = None) -> list[Message]:
        """What the bot has written in a chat."""
        me = self.chat.world.bot
        return [each for each in (chat or self.stage.private).messages.values() if each.sender is me]

    async def until(self, reached: Callable[[], Any], seconds: float = 60.0) -> None:
        """Wait until `reached`, looking again whenever something happens."""
        async with asyncio.timeout(seconds):
            while not reached():
                self._news.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), 0.05)

    async def ask(self, text: str, chat: Chat | None = None, who: User | None = None, **more: Any) -> Message:
        """Write `text` and wait for the bot's next message there."""
        before = len(self.answers(chat))
        self.say(text, chat, who, **more)
        await self.until(lambda: len(self.answers(chat)) > before)
        return self.answers(chat)[before]

    async def quiet(self, service: Service) -> None:
        """Wait until the bot has taken everything in and is through with it."""
        waiting = self.chat.world.updates.waiting
        newest = waiting[-1].id if waiting else 0
        await self.until(lambda: (service.intake.watermark or 0) > newest and service.intake.idle)


@asynccontextmanager
async def running(chat: LocalChat, database: Database, *, tables: bool = False, **how: Any) -> AsyncIterator[Service]:
    """A service at work, which answers in plain messages unless said otherwise."""
    service = Service(chat.token, chat.url, database, tables=tables, **how)
    await service.start()
    serving = asyncio.create_task(service.serve())
    try:
        yield service
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
        await service.stop()


def free_port() -> int:
    """A port that nobody listens at, below those that the system gives to connections of its own."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
