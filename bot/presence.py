"""Sharing updates with other processes: showing that we live, and freeing what the dead had begun."""

import asyncio
import os
import socket
import time
from collections.abc import Callable
from secrets import token_hex

import structlog

from storage.presence import Presence

_BEAT = 2.0
"""Seconds between beats."""

_DEAD = 10.0
"""Seconds without a beat after which a process counts as gone. One that only slept may answer an update twice."""

_log = structlog.get_logger(__name__)


def process_name() -> str:
    """A name for this process that no other ever had."""
    return f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}"


class Replicas:
    """The processes that share the updates, as this one sees them."""

    def __init__(self, presence: Presence, stopwatch: Callable[[], float] = time.monotonic) -> None:
        self._presence = presence
        self._stopwatch = stopwatch
        self._seen: dict[str, tuple[int, float]] = {}  # beat, and since when it stands there

    async def keep(self) -> None:
        """Beat and look for ever. Raises `StorageError`."""
        while True:
            await self.look()
            await asyncio.sleep(_BEAT)

    async def look(self) -> None:
        """Beat once, and free what those had begun whose beat stood still for too long. Raises `StorageError`."""
        await self._presence.beat()
        now = self._stopwatch()
        beats = await self._presence.beats()
        self._seen = {
            holder: seen if (seen := self._seen.get(holder)) and seen[0] == beat else (beat, now)
            for holder, beat in beats.items()
        }
        for holder, (beat, since) in self._seen.items():
            if now - since > _DEAD and await self._presence.bury(holder, beat):
                _log.warning("another process is gone; what it had begun is free for the others", process=holder)

    async def leave(self) -> None:
        """Free what this process has begun and will not finish. Raises `StorageError`."""
        await self._presence.leave()
