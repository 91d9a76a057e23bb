"""What happens to an update between its arrival and its confirmation.

Telegram keeps an update until we ask for a later one. So the *watermark*, below which it may forget, moves only over
updates that were handled and whose ids are committed; whatever kills us, Telegram hands out the rest again.

An update is marked after its answer was sent, not before. A crash between the two repeats at most one answer to a chat;
the other order would lose one, and a person who asked and hears nothing is worse off than one who is told twice.
(Digests, which nobody asked for at that moment, are decided the other way.)
"""

import asyncio
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any, Protocol

import structlog

from bot.lanes import Lanes
from storage.updates import Updates
from tally.errors import StorageError

Raw = dict[str, Any]
"""One update as Telegram's JSON gives it."""

KEPT = timedelta(hours=48)
"""How long ids of handled updates are remembered; Telegram hands out an update for 24 hours at most."""

_GATHERING = 0.01
"""Seconds that a commit waits for others to share it while others are under way."""

_log = structlog.get_logger(__name__)


class Desk(Protocol):
    """Who answers. Each method gets the update as it came; none of them may trust it to be well formed."""

    def arrived(self, raw: Raw) -> None:
        """The update is in, and may have to wait for its turn."""

    async def handle(self, raw: Raw) -> None:
        """Answer it. What this raises makes the update a failed one, which is not tried again."""

    async def refuse(self, raw: Raw) -> None:
        """Say once that there are too many from this chat."""


class Intake:
    """Takes updates in, each once, in order within a chat, and knows how far they are done."""

    def __init__(self, desk: Desk, updates: Updates, lanes: Lanes, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._updates = updates
        self._lanes = lanes
        self._now = now
        self._open: dict[int, asyncio.Event] = {}  # taken in, not committed; each says when it is
        self._done: set[int] = set()  # handled, waiting for the commit
        self._newest: int | None = None
        self._finished = asyncio.Event()
        self._committed = asyncio.Event()
        self.failed = 0
        """How many updates could not be handled since the start."""

    @property
    def watermark(self) -> int | None:
        """Every update below this id is handled and committed; None before the first update."""
        return min(self._open) if self._open else None if self._newest is None else self._newest + 1

    @property
    def idle(self) -> bool:
        """Whether everything that was taken in is handled and committed."""
        return not self._open

    async def take(self, batch: Iterable[Raw]) -> int:
        """Queue what is new in `batch`; how many that were.

        Raises `StorageError`, with the rest of the batch untouched.
        """
        fresh = 0
        for raw in batch:
            match raw:
                case {"update_id": int(update)}:
                    fresh += await self._take_one(update, raw)
                case _:
                    self.failed += 1
                    _log.error("an update without an id was skipped", reference=token_hex(4))
        return fresh

    async def _take_one(self, update: int, raw: Raw) -> bool:
        if update in self._open:
            return False
        self._open[update] = asyncio.Event()
        try:
            known = await self._updates.seen(update)
        except BaseException:
            del self._open[update]
            raise
        # Telegram may begin anew with a lower id after a week of silence, so the newest is simply the last.
        self._newest = update
        if known:
            del self._open[update]
        else:
            self._queue(update, raw)
        return not known

    async def settled(self, seconds: float) -> bool:
        """Wait until all is handled and committed, at most so many seconds; whether it is."""
        return await self._until(lambda: not self._open, seconds)

    async def advanced(self, beyond: int | None, left: int, seconds: float) -> bool:
        """Wait, at most so many seconds, for a watermark other than `beyond` and at most `left` open updates."""
        return await self._until(lambda: self.watermark != beyond and len(self._open) <= left, seconds)

    async def commit(self) -> None:
        """Commit what is handled, for ever, many at a time; run it as a task and cancel it when all is settled."""
        pause = 0.1
        while True:
            await self._finished.wait()
            if self._open.keys() - self._done:
                await asyncio.sleep(_GATHERING)
            self._finished.clear()
            batch = frozenset(self._done)
            try:
                await self._updates.mark(sorted(batch), self._now())
            except StorageError as error:
                _log.error("handled updates cannot be committed; trying again", problem=str(error), waiting=len(batch))
                self._finished.set()
                await asyncio.sleep(pause)
                pause = min(pause * 2, 10.0)
                continue
            pause = 0.1
            self._done -= batch
            for update in batch & self._open.keys():
                self._open.pop(update).set()
            self._committed.set()

    async def drain(self, seconds: float) -> bool:
        """Finish what was taken in, at most so many seconds, and let go of the rest; whether all was finished.

        What is let go stays above the watermark: Telegram will hand it out again.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._lanes.settle()
        except TimeoutError:
            _log.warning("stopped before all was answered; the rest comes after the next start", left=len(self._open))
        await self._lanes.abandon()
        await self._until(lambda: not self._open.keys() & self._done, 1.0)
        return not self._open

    async def sweep(self) -> None:
        """Forget ids so old that Telegram has forgotten them too."""
        await self._updates.sweep(self._now() - KEPT)

    def _queue(self, update: int, raw: Raw) -> None:
        self._desk.arrived(raw)

        async def answer() -> None:
            await self._attempt(update, raw, self._desk.handle)

        async def refuse() -> None:
            await self._attempt(update, raw, self._desk.refuse)

        if not self._lanes.offer(lane_of(raw), answer, refuse):
            # Not answered on purpose. That a notice is still to be sent need not keep the update open.
            self._finish(update)

    async def _attempt(self, update: int, raw: Raw, deal: Callable[[Raw], Any]) -> None:
        try:
            await deal(raw)
        except Exception:  # a border: one update that cannot be dealt with must not stop the next
            self.failed += 1
            _log.exception("an update failed and is skipped", update=update, reference=token_hex(4), kinds=sorted(raw))
        committed = self._open.get(update)
        self._finish(update)
        if committed is not None:
            # The next in this lane waits for it, so that a crash repeats one answer to a chat and not several.
            await committed.wait()

    async def _until(self, reached: Callable[[], bool], seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                while not reached():
                    self._committed.clear()
                    await self._committed.wait()
        except TimeoutError:
            return False
        return True

    def _finish(self, update: int) -> None:
        self._done.add(update)
        self._finished.set()


def lane_of(raw: Raw) -> Hashable:
    """What must stay in order: the messages of a chat, the presses of a person. Odd updates go each alone."""
    for kind in ("message", "callback_query", "inline_query", "my_chat_member"):
        match raw.get(kind):
            case {"chat": {"id": int(chat)}}:
                return ("chat", chat)
            case {"from": {"id": int(person)}}:
                return ("person", person)
    return ("update", raw.get("update_id"))
