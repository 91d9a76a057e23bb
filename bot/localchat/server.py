"""The outer door: the local chat over real HTTP, on this computer only."""

import asyncio
import secrets
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.localchat.clock import Clock, Now, real_time
from bot.localchat.guard import guard
from bot.localchat.page_door import PageDoor
from bot.localchat.polling import Polling
from bot.localchat.pushing import Pushing, Sleep
from bot.localchat.stage import Stage, furnish
from bot.localchat.updates import FIRST_ID
from bot.localchat.wire import LARGEST_REQUEST, BotApi
from bot.localchat.world import BOT_ID, World


class LocalChat:
    """A Bot API server with a chat page at `url`, while the context is open.

    `port` 0 takes a free one. `token` is a new one unless given. The page can move the `clock` (aware, UTC), so
    the bot must ask `chat.clock` for the time. `sleep` waits between tries of a webhook. Updates are numbered from
    `first_update`; a bot whose database outlives the chat knows earlier numbers as answered, so they must not come
    again. Raises `OSError` when the port is taken.
    """

    def __init__(
        self,
        port: int = 8081,
        *,
        clock: Now = real_time,
        token: str | None = None,
        sleep: Sleep = asyncio.sleep,
        first_update: int = FIRST_ID,
    ) -> None:
        self.port = port
        self.clock = clock if isinstance(clock, Clock) else Clock(clock)
        self.token = token or f"{BOT_ID}:{secrets.token_urlsafe(32)[:35]}"
        self.stage: Stage = furnish(self.token, self.clock)
        self.world.updates.last_id = first_update - 1
        self._closing = asyncio.Event()
        self._polling = Polling(self.world)
        self._pushing = Pushing(self.world, sleep)
        self._page = PageDoor(self.stage, self.clock, self._closing)
        self._runner: web.AppRunner | None = None

    @property
    def world(self) -> World:
        """The state, for tests that act as people."""
        return self.stage.world

    @property
    def url(self) -> str:
        """Where the page is; `{url}/bot<token>/<method>` is the Bot API."""
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        application = web.Application(middlewares=[guard], client_max_size=LARGEST_REQUEST)
        application.add_routes(BotApi(self._polling, self._closing).routes())
        application.add_routes(self._page.routes())
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.port = self._runner.addresses[0][1]
        await self._pushing.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._page.events.close()
        self._polling.close()
        await self._pushing.close()
        if self._runner is not None:
            await self._runner.cleanup()
