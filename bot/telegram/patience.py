"""Waiting for a trouble to pass: longer each time, and said once when it begins and once when it is over."""

import asyncio
import random
import time
from datetime import timedelta

import structlog
from telegram.error import RetryAfter, TelegramError

_log = structlog.get_logger(__name__)


class Patience:
    """Counts one kind of trouble. `first` and `longest` are seconds between attempts."""

    def __init__(self, *, first: float = 1.0, longest: float = 30.0) -> None:
        self._first = first
        self._longest = longest
        self._pause = first
        self._since: float | None = None
        self._said = ""

    async def wait(self, trouble: str, reason: str, at_least: float = 0.0) -> None:
        """Say `trouble` unless that was said last, and wait: twice as long each time, with some chance in it."""
        if self._since is None:
            self._since = time.monotonic()
        if trouble != self._said:
            _log.warning(trouble, reason=reason)
            self._said = trouble
        await asyncio.sleep(max(at_least, self._pause * random.uniform(0.75, 1.0)))  # noqa: S311 - not a secret
        self._pause = min(self._pause * 2, self._longest)

    async def bear(self, error: TelegramError) -> None:
        """Wait because Telegram did not answer as it should; as long as it asks for, where it asks."""
        if isinstance(error, RetryAfter):
            await self.wait("Telegram asks for a pause", str(error), in_seconds(error.retry_after))
        else:
            await self.wait("Telegram cannot be reached; trying until it can", str(error))

    def over(self, relief: str) -> None:
        """The trouble has passed; say so if there was one."""
        if self._since is not None:
            _log.info(relief, after_seconds=round(time.monotonic() - self._since))
        self._since, self._said, self._pause = None, "", self._first


def in_seconds(pause: float | timedelta) -> float:
    """A wait that Telegram asks for; the library gives a number or a `timedelta`, as `PTB_TIMEDELTA` says."""
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
