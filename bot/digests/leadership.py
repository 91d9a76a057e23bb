"""Who delivers: one process at a time, and another when that one is silent for too long."""

import asyncio
import time
from collections.abc import Callable

import structlog

from storage.leases import Lease, Seen

_MARGIN = 0.6
"""Part of the lease's time for which a beat counts: a leader stops well before anybody may take over."""

_log = structlog.get_logger(__name__)


class LostError(Exception):
    """The lease is another's, or could not be shown to be ours in time."""


class Leadership:
    """Holds, or waits for, one lease. `seconds` is how long it lasts without a beat, by everybody's own stopwatch.

    `work` is what the log says that the leader does.
    """

    def __init__(
        self,
        lease: Lease,
        seconds: float = 10.0,
        stopwatch: Callable[[], float] = time.monotonic,
        work: str = "delivers digests",
    ) -> None:
        self.lease = lease
        self._work = work
        self._seconds = seconds
        self._stopwatch = stopwatch
        self._proved_at = float("-inf")

    async def win(self) -> int:
        """Wait until the lease is ours; its epoch. Raises StorageError."""
        seen: Seen | None = None
        since = self._stopwatch()
        while True:
            before = self._stopwatch()
            found = await self.lease.look()
            if found != seen:
                seen, since = found, before
            # Nobody has it, or we had it in a term that is over.
            if found is None or found.holder in ("", self.lease.holder) or before - since > self._seconds:
                epoch = await self.lease.take(found)
                if epoch is not None:
                    self.proved(before)
                    _log.info(f"this process {self._work}", epoch=epoch)
                    return epoch
            await asyncio.sleep(self._seconds / 8)

    def held(self) -> bool:
        """Whether a beat is fresh enough that nobody else can have taken over."""
        return self._stopwatch() - self._proved_at < self._seconds * _MARGIN

    def proved(self, moment: float) -> None:
        """The lease was ours at *moment* of the stopwatch, taken before the database was asked."""
        self._proved_at = max(self._proved_at, moment)

    async def prove(self, epoch: int) -> None:
        """Beat, if the last beat is no longer fresh. Raises LostError when the lease is another's."""
        if self._stopwatch() - self._proved_at < self._seconds * _MARGIN / 2:
            return
        before = self._stopwatch()
        if not await self.lease.beat(epoch):
            raise LostError
        self.proved(before)
