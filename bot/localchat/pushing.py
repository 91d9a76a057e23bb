"""Webhooks: updates pushed to the bot, in order, again and again until it takes them.

How Telegram does it (tdlib/telegram-bot-api, WebhookActor.cpp): updates of one chat, or of one person's presses, form a
lane; the next of a lane goes out when the former was answered 2xx. After the first failure it tries at once, then after
2, 4, 8... seconds, or when the bot's `Retry-After` says so. An update that expires is dropped.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.localchat.updates import Update
from bot.localchat.world import Webhook, World

Json = dict[str, Any]
Sleep = Callable[[float], Awaitable[None]]

LONGEST_PAUSE = 60.0
LONGEST_RETRY_AFTER = 3600.0
GONE_FOR = timedelta(hours=23)
_TIMEOUT = aiohttp.ClientTimeout(total=60)
_GONE = 410


def pause_after(failures: int, retry_after: str | None = None) -> float:
    """Seconds to wait after so many failures in a row."""
    if retry_after and retry_after.isdigit():
        return min(float(retry_after), LONGEST_RETRY_AFTER)
    return 0.0 if failures <= 1 else min(2.0 ** (failures - 1), LONGEST_PAUSE)


class Pushing:
    """Delivers the world's updates while it is open and a webhook is set."""

    def __init__(self, world: World, sleep: Sleep = asyncio.sleep) -> None:
        self._world = world
        self._sleep = sleep
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(40)
        self._gone_since: datetime | None = None

    async def open(self) -> None:
        """Start listening to the world."""
        self._session = aiohttp.ClientSession(timeout=_TIMEOUT, cookie_jar=aiohttp.DummyCookieJar())
        self._world.listeners.append(self._hear)

    async def close(self) -> None:
        """Stop, leaving what was not taken in the queue."""
        self._world.listeners.remove(self._hear)
        await self._stop()
        if self._session is not None:
            await self._session.close()

    async def _stop(self) -> None:
        tasks = list(self._lanes.values())
        self._lanes.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _hear(self, event: str, about: Json) -> None:
        if event == "webhook":
            for task in self._lanes.values():
                task.cancel()
            self._lanes.clear()
            self._slots = asyncio.Semaphore(self._world.webhook.max_connections)
        if event in {"update", "webhook"} and self._world.webhook.url:
            for lane in {each.lane for each in self._world.updates.waiting} - self._lanes.keys():
                self._lanes[lane] = asyncio.get_running_loop().create_task(self._run(lane, self._world.webhook))

    def _next(self, lane: str) -> Update | None:
        self._world.updates.expire(self._world.now())
        return next((each for each in self._world.updates.waiting if each.lane == lane), None)

    async def _run(self, lane: str, hook: Webhook) -> None:
        failures = 0
        while (update := self._next(lane)) is not None:
            async with self._slots:
                status, retry_after = await self._deliver(update, hook)
            if 200 <= status < 300:
                self._world.updates.confirm(update.id)
                failures = 0
                continue
            failures += 1
            if status == _GONE and self._gone(hook):
                break
            await self._sleep(pause_after(failures, retry_after))
        if self._lanes.get(lane) is asyncio.current_task():
            del self._lanes[lane]

    async def _deliver(self, update: Update, hook: Webhook) -> tuple[int, str | None]:
        assert self._session is not None
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with self._session.post(
                hook.url, json=update.json(), headers=headers, allow_redirects=False
            ) as answer:
                await answer.read()
                if answer.status >= 300:
                    self._fail(hook, f"Wrong response from the webhook: {answer.status} {answer.reason}")
                if answer.status != _GONE:
                    self._gone_since = None
                return answer.status, answer.headers.get("Retry-After")
        except TimeoutError:
            self._fail(hook, "Read timeout expired")
        except aiohttp.ClientConnectorError:
            self._fail(hook, "Connection refused")
        except aiohttp.ClientError:
            self._fail(hook, "Connection closed")
        return 0, None

    def _fail(self, hook: Webhook, words: str) -> None:
        hook.last_error_at, hook.last_error = self._world.now(), words

    def _gone(self, hook: Webhook) -> bool:
        """Whether the bot has said 410 for so long that its webhook is removed, as it is now."""
        now = self._world.now()
        self._gone_since = self._gone_since or now
        if now - self._gone_since < GONE_FOR:
            return False
        self._world.webhook = Webhook()
        return True
