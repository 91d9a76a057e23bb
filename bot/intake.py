"""What happens to an update between its arrival and its confirmation.

Telegram keeps an update until we ask for a later one, or until we answer the push of it with 200. So the *watermark*,
below which it may forget, moves only over updates that were handled and whose ids are committed, and a push waits as
long; whatever kills us, Telegram hands out the rest again.

An update is marked after its answer was sent, not before. A crash between the two repeats at most one answer to a chat;
the other order would lose one, and a person who asked and hears nothing is worse off than one who is told twice.
(Digests, which nobody asked for at that moment, are decided the other way.)
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from enum import Enum, auto
from secrets import token_hex
from typing import Any, Protocol

import structlog

from bot.lanes import Lanes
from storage.updates import Found, Updates
from tally.errors import StorageError

Raw = dict[str, Any]
"""One update as Telegram's JSON gives it."""

KEPT = timedelta(hours=48)
"""How long ids of handled updates are remembered; Telegram hands out an update for 24 hours at most."""

KINDS = ("message", "callback_query", "inline_query", "my_chat_member")
"""The kinds of update we answer, and ask Telegram for."""

_ROOM = 256
"""Pushed updates that may be under way at once; Telegram pushes at most 100, however many processes there are."""

_GATHERING = 0.01
"""Seconds that a commit waits for others to share it while others are under way."""

_ENOUGH = 32
"""Updates that make a commit worth its while at once."""

_log = structlog.get_logger(__name__)


class Receipt(Enum):
    """What became of an update that was pushed."""

    DONE = auto()
    """Handled and committed, now or before."""
    ELSEWHERE = auto()
    """Another process is at it."""
    LATER = auto()
    """There is no room, or we are about to stop; it must come again."""


class _Stay:
    """An update that was taken in: `over` is set when it is committed, or let go of."""

    __slots__ = ("over", "receipt")

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self.receipt = Receipt.LATER

    def end(self, receipt: Receipt) -> None:
        self.receipt = receipt
        self.over.set()


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

    def __init__(
        self, desk: Desk, updates: Updates, lanes: Lanes, now: Callable[[], datetime], *, room: int = _ROOM
    ) -> None:
        self._desk = desk
        self._updates = updates
        self._lanes = lanes
        self._now = now
        self._room = room
        self._open: dict[int, _Stay] = {}  # taken in, not committed
        self._done: set[int] = set()  # handled, waiting for the commit
        self._newest: int | None = None
        self._finished = asyncio.Event()
        self._committed = asyncio.Event()
        self._stopping = False
        self.failed = 0
        """How many updates could not be handled since the start."""
        self.repeated = 0
        """How many came again after they were handled."""
        self.taken: Counter[str] = Counter()
        """How many were taken in since the start, by kind."""

    @property
    def watermark(self) -> int | None:
        """Every update below this id is handled and committed; None before the first update."""
        return min(self._open) if self._open else None if self._newest is None else self._newest + 1

    @property
    def idle(self) -> bool:
        """Whether everything that was taken in is handled and committed."""
        return not self._open

    @property
    def under_way(self) -> int:
        """How many updates were taken in and are not committed."""
        return len(self._open)

    async def take(self, batch: Iterable[Raw]) -> int:
        """Queue what is new in `batch`; how many that were.

        Raises `StorageError`, with the rest of the batch untouched.
        """
        stays = {update: (raw, _Stay()) for update, raw in self._with_ids(batch) if update not in self._open}
        self._open |= {update: stay for update, (_, stay) in stays.items()}
        try:
            known = await self._updates.handled(stays)
        except BaseException:
            self._forget(stays, Receipt.LATER)
            raise
        self._forget(known, Receipt.DONE)
        self.repeated += len(known)
        for update, (raw, _) in stays.items():
            # Telegram may begin anew with a lower id after a week of silence, so the newest is simply the last.
            self._newest = update
            if update not in known:
                self._queue(update, raw)
        return len(stays) - len(known)

    async def receive(self, update: int, raw: Raw) -> Receipt:
        """Take in one update that was pushed, and wait until it is handled and committed. Raises `StorageError`."""
        stay = self._open.get(update)
        if stay is None:
            if self._stopping or len(self._open) >= self._room:
                return Receipt.LATER
            stay = self._open[update] = _Stay()
            await self._begin(update, raw)
        await stay.over.wait()
        return stay.receipt

    async def _begin(self, update: int, raw: Raw) -> None:
        try:
            found = await self._updates.begin(update)
        except BaseException:
            self._forget([update], Receipt.LATER)
            raise
        if found is Found.NEW and not self._stopping:
            self._newest = update
            self._queue(update, raw)
        else:
            self.repeated += found is Found.DONE
            meant = {Found.DONE: Receipt.DONE, Found.ELSEWHERE: Receipt.ELSEWHERE, Found.NEW: Receipt.LATER}
            self._forget([update], meant[found])

    def _with_ids(self, batch: Iterable[Raw]) -> Iterable[tuple[int, Raw]]:
        for raw in batch:
            update = id_of(raw)
            if update is None:
                self.failed += 1
                _log.error("an update without an id was skipped", reference=token_hex(4))
            else:
                yield update, raw

    def _forget(self, updates: Iterable[int], receipt: Receipt) -> None:
        for update in updates:
            self._open.pop(update).end(receipt)

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
            if len(self._done) < _ENOUGH and self._open.keys() - self._done:
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
            self._forget(batch & self._open.keys(), Receipt.DONE)
            self._committed.set()

    async def drain(self, seconds: float) -> bool:
        """Finish what was taken in, at most so many seconds, and let go of the rest; whether all was finished.

        What is let go stays above the watermark, and its push unanswered: Telegram will hand it out again.
        """
        self._stopping = True
        try:
            async with asyncio.timeout(seconds):
                await self._lanes.settle()
        except TimeoutError:
            _log.warning("stopped before all was answered; the rest comes after the next start", left=len(self._open))
        await self._lanes.abandon()
        await self._until(lambda: not self._open.keys() & self._done, 1.0)
        for stay in self._open.values():
            stay.end(Receipt.LATER)
        return not self._open

    async def sweep(self) -> None:
        """Forget ids so old that Telegram has forgotten them too."""
        await self._updates.sweep(self._now() - KEPT)

    def _queue(self, update: int, raw: Raw) -> None:
        self.taken[kind_of(raw)] += 1
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
        stay = self._open.get(update)
        self._finish(update)
        if stay is not None:
            # The next in this lane waits for it, so that a crash repeats one answer to a chat and not several.
            await stay.over.wait()

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


def id_of(raw: Any) -> int | None:
    """The id of an update, None where there is none that a database could keep."""
    match raw:
        case {"update_id": int(update)} if 0 <= update < 2**63:
            return update
        case _:
            return None


def kind_of(raw: Raw) -> str:
    """What kind of update it is; one that we did not ask for is `other`."""
    return next((kind for kind in KINDS if kind in raw), "other")


def lane_of(raw: Raw) -> Hashable:
    """What must stay in order: the messages of a chat, the presses of a person. Odd updates go each alone."""
    for kind in KINDS:
        match raw.get(kind):
            case {"chat": {"id": int(chat)}}:
                return ("chat", chat)
            case {"from": {"id": int(person)}}:
                return ("person", person)
    return ("update", raw.get("update_id"))
