"""Two processes' worth of bot on one PostgreSQL, behind a proxy that is as bad as proxies get."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime

import aiohttp
import pytest
from aiohttp import web
from talking import Talk, free_port, running

from bot.config import Listen
from bot.localchat.server import LocalChat
from bot.telegram.webhook import Pushed, secret_of
from news.learning import learn
from storage.article import Article
from storage.database import open_database

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BULLETIN = "The total combat losses of the enemy from 24.02.22 to 22.11.26: personnel - about 1169930, tanks - 11368."


class BadProxy:
    """Gives every push to all processes at once, and passes on whichever answer came last."""

    def __init__(self, processes: list[str]) -> None:
        self._processes = processes
        self.url = ""

    async def __aenter__(self) -> "BadProxy":
        self._session = aiohttp.ClientSession()
        application = web.Application()
        application.router.add_post("/hook", self._pass_on)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
        await self._session.close()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, headers = await request.read(), {**request.headers}
        status = 502
        for done in asyncio.as_completed([self._to(each, body, headers) for each in self._processes]):
            status = await done
        return web.Response(status=status)

    async def _to(self, process: str, body: bytes, headers: dict[str, str]) -> int:
        try:
            async with self._session.post(process, data=body, headers=headers) as answer:
                return answer.status
        except aiohttp.ClientError:
            return 502


@pytest.fixture
async def chat() -> AsyncIterator[LocalChat]:
    async with LocalChat(port=0, clock=lambda: NOW, sleep=lambda _: asyncio.sleep(0.02)) as opened:
        yield opened


async def test_what_two_processes_are_given_at_once_is_answered_once_and_one_may_go(
    chat: LocalChat, postgres: str
) -> None:
    talk = Talk(chat)
    group = talk.stage.small_group
    ports = [free_port(), free_port()]
    async with AsyncExitStack() as house, BadProxy([f"http://127.0.0.1:{port}/hook" for port in ports]) as proxy:
        services = []
        for port in ports:
            database = await house.enter_async_context(await open_database(postgres))
            if not services:
                article = Article(BULLETIN, outlet="Example Herald", published=date(2026, 11, 22), language="en")
                await learn(article, database, today=date(2026, 11, 22), now=NOW)
            pushed = Pushed(proxy.url, Listen("127.0.0.1", port), secret_of(chat.token))
            one = AsyncExitStack()
            services.append((one, await one.enter_async_context(running(chat, database, pushed=pushed))))
            house.push_async_callback(one.aclose)
        asked = [talk.say("/latest", group).id for _ in range(6)]
        await talk.until(lambda: not chat.world.updates.waiting)
        worked = [sum(service.intake.taken.values()) for _, service in services]
        asked += [talk.say("/latest", group).id for _ in range(3)]
        await services[0][0].aclose()
        asked += [talk.say("/latest", group).id for _ in range(3)]
        await talk.until(lambda: asked[-1] in _answered(talk))
    assert sum(worked) == 6
    assert _answered(talk) == Counter(asked)


def _answered(talk: Talk) -> Counter[int]:
    return Counter(each.reply_to.id for each in talk.answers(talk.stage.small_group) if each.reply_to)
