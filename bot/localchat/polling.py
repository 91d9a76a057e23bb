"""Long polling over the world: waiting for updates, and one poller at a time."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.localchat.calling import Outcome, call
from bot.localchat.methods.intake import BY_WEBHOOK, LONGEST_POLL, OTHER_POLLER
from bot.localchat.refusals import conflict
from bot.localchat.things import Upload
from bot.localchat.world import World

Json = dict[str, Any]


class Polling:
    """Answers calls of one world; `getUpdates` waits here, in real seconds, until something comes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._waiting: asyncio.Future[str] | None = None
        self._closed = False
        world.listeners.append(self._hear)

    def close(self) -> None:
        """Let go of the world and of whoever waits."""
        self.world.listeners.remove(self._hear)
        self._closed = True
        self._wake("end")

    async def answer(
        self, method: str, arguments: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Outcome:
        """Carry out a call; for `getUpdates`, wait as long as it asks."""
        if method.lower() != "getupdates":
            return call(self.world, method, arguments, files)
        self._wake(OTHER_POLLER)
        deadline = asyncio.get_running_loop().time() + _patience(arguments)
        while True:
            outcome = call(self.world, method, arguments, files)
            left = deadline - asyncio.get_running_loop().time()
            if outcome.body.get("result") != [] or left <= 0 or self._closed:
                return outcome
            news = await self._wait(left)
            if news in {OTHER_POLLER, BY_WEBHOOK}:
                refusal = conflict(news)
                return Outcome(refusal.code, refusal.body())

    async def _wait(self, seconds: float) -> str:
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            return "time"
        finally:
            if self._waiting is waiting:
                self._waiting = None

    def _hear(self, event: str, about: Json) -> None:
        if event == "update":
            self._wake("update")
        elif event == "webhook" and about["url"]:
            self._wake(BY_WEBHOOK)

    def _wake(self, news: str) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(news)
        self._waiting = None


def _patience(arguments: Mapping[str, Any]) -> float:
    try:
        return max(0.0, min(float(arguments.get("timeout") or 0), LONGEST_POLL))
    except (TypeError, ValueError):
        return 0.0
