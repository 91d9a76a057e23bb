"""One term of office: what a sender does from winning the lease until it loses or leaves it."""

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import replace
from math import ceil

import structlog

from bot.digests.desk import Desk
from bot.digests.leadership import LostError
from bot.digests.settling import choose, outcome
from bot.digests.verdicts import Meaning, Verdict
from storage.editions import Edition
from storage.outbox import Outcome, Ready, State
from tally.errors import StorageError

_SHORT = 0.5
"""Seconds for which rows that are started may wait for the gate; for longer they are given back."""

_FRESH = 2.0
"""Seconds for which an edition is taken as it was read: a correction or a stop by another process shows after them."""

_BATCH = 400
"""Rows claimed at once at most, and outcomes written at once."""

_log = structlog.get_logger(__name__)


async def _ended(task: "asyncio.Task[None] | asyncio.Task[int]") -> None:
    """Cancel *task* and see it end; whoever is cancelled while waiting for that stays cancelled."""
    task.cancel()
    await asyncio.wait([task])
    with suppress(asyncio.CancelledError, StorageError, LostError):
        task.result()


class Term:
    """The work under one epoch."""

    def __init__(self, desk: Desk, epoch: int) -> None:
        self._desk = desk
        self._epoch = epoch
        self._started: deque[Ready] = deque()
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._outcomes: list[Outcome] = []
        self._landed = asyncio.Event()
        self._editions: dict[int, tuple[float, Edition]] = {}
        self._claiming: asyncio.Task[int] | None = None

    async def serve(self) -> None:
        """Send until cancelled. Raises LostError when another has the lease, StorageError when claiming fails."""
        if lost := await self._desk.outbox.recover(self._epoch):
            _log.warning("a sender stopped before it knew what became of messages", unknown=lost)
        recording = asyncio.create_task(self._record())
        try:
            while True:
                await self._desk.leadership.prove(self._epoch)
                await self._turn()
        finally:
            await self._wind_down(recording)

    async def _turn(self) -> None:
        """Send one row, or do what has to be done before one can be sent."""
        pause = self._desk.gate.opens_at - self._desk.stopwatch()
        if pause > _SHORT:
            await self._give_back()
            await asyncio.sleep(min(pause, self._desk.tuning.idle))
        elif not self._started:
            if not await self._claimed():
                await asyncio.sleep(self._desk.tuning.idle)
        else:
            # The next window is claimed while this one is sent, so that the pace has no holes.
            if self._claiming is None and len(self._started) * 2 <= self._window():
                self._claiming = asyncio.create_task(self._claim())
            if await self._slot():
                self._launch(self._started.popleft())

    def _window(self) -> int:
        wanted = ceil(self._desk.gate.pace.rate * self._desk.tuning.window)
        return 1 if self._desk.gate.troubled else min(_BATCH, max(1, wanted))

    async def _claimed(self) -> int:
        """How many rows there were to claim. Raises LostError, StorageError."""
        if self._claiming is None:
            return await self._claim()
        try:
            return await self._claiming
        finally:
            self._claiming = None

    async def _claim(self) -> int:
        desk = self._desk
        now, instant = desk.now(), desk.stopwatch()
        ready = await desk.outbox.ready(now, self._window())
        if not ready:
            return 0
        willing = [row for row in ready if not (await self._edition(row.edition)).stopped]
        for edition in {row.edition for row in ready} - {row.edition for row in willing}:
            await desk.outbox.stop(edition, self._editions[edition][1].stopped or "")
        instant = desk.stopwatch()
        choice = choose(willing, now, instant, desk.chats)
        started = await desk.outbox.claim(desk.leadership.lease, self._epoch, choice)
        if started is None:
            raise LostError
        desk.leadership.proved(instant)
        self._started += started
        return len(ready)

    async def _edition(self, id: int) -> Edition:
        read_at, edition = self._editions.get(id, (float("-inf"), None))
        instant = self._desk.stopwatch()
        if edition is None or instant - read_at > _FRESH:
            edition = await self._desk.editions.get(id)
            assert edition is not None  # a row names it, and a foreign key keeps it
            self._editions[id] = instant, edition
        return edition

    async def _slot(self) -> bool:
        """Wait for the next send's turn; False when the gate has closed meanwhile. Raises LostError."""
        gate, stopwatch = self._desk.gate, self._desk.stopwatch
        allowed = 1 if gate.troubled else self._desk.tuning.flying
        while len(self._flying) >= allowed:
            self._landed.clear()
            await self._landed.wait()
        if (wait := gate.wait(stopwatch())) > 0:
            await asyncio.sleep(min(wait, _SHORT))
        now = stopwatch()
        if gate.wait(now) > 0:
            return False
        if not self._desk.leadership.held():
            raise LostError
        gate.pace.take(now)
        return True

    def _launch(self, row: Ready) -> None:
        task = asyncio.create_task(self._send(row))
        self._flying[row.id] = task
        task.add_done_callback(lambda _: self._land(row.id))

    def _land(self, id: int) -> None:
        self._flying.pop(id, None)
        self._landed.set()

    async def _send(self, row: Ready) -> None:
        _, edition = self._editions[row.edition]
        if edition.stopped:
            self._outcomes.append(Outcome(row, State.STOPPED, error=edition.stopped))
            return
        try:
            verdict = await self._desk.wire.send(row, edition)
        except BaseException as error:
            # Cancelled, or a mistake of ours: either way the call may have left.
            self._outcomes.append(Outcome(row, State.UNKNOWN, error=type(error).__name__))
            raise
        self._react(verdict)
        result = outcome(row, edition, verdict, self._desk.now())
        if result.stops:
            self._stop_here(edition, result.error or "")
        self._outcomes.append(result)

    def _react(self, verdict: Verdict) -> None:
        gate, instant = self._desk.gate, self._desk.stopwatch()
        match verdict.meaning:
            case Meaning.FLOOD:
                if instant >= gate.opens_at:  # what was under way is refused together, and said once
                    _log.warning("Telegram asks for a pause", seconds=verdict.retry_after)
                gate.refused(instant, verdict.retry_after)
            case Meaning.UNKNOWN | Meaning.NOT_SENT | Meaning.LOCKED_OUT:
                gate.stumbled(instant)
            case _:
                gate.answered(instant)

    def _stop_here(self, edition: Edition, why: str) -> None:
        """What is started of this edition must not leave before the database is told."""
        self._editions[edition.id] = self._desk.stopwatch(), replace(edition, stopped=why)

    async def _record(self) -> None:
        """Write down outcomes as they come; as long as the database refuses, they wait."""
        while True:
            await asyncio.sleep(self._desk.tuning.flush)
            try:
                await self._write_outcomes()
            except StorageError as error:
                _log.warning("what became of messages cannot be written down yet", reason=str(error))

    async def _write_outcomes(self) -> None:
        while self._outcomes:
            batch = self._outcomes[:_BATCH]
            await self._desk.outbox.finish(self._epoch, batch)
            del self._outcomes[: len(batch)]
            self._desk.settled.update(each.state.value for each in batch)
            for each in batch:
                if each.stops:
                    _, edition = self._editions[each.row.edition]
                    await self._desk.alarm(edition, each.error or "")

    async def _give_back(self) -> None:
        """Rows that are started and have not left wait in the database, where a crash cannot make them unknown."""
        rows = list(self._started)
        self._started.clear()
        await self._desk.outbox.release(self._epoch, rows)

    async def _wind_down(self, recording: "asyncio.Task[None]") -> None:
        """Let calls under way end, write down what became of them, give back what never left, and leave the lease."""
        for task in (recording, self._claiming):
            if task is not None:
                await _ended(task)
        if self._flying:
            _, late = await asyncio.wait(self._flying.values(), timeout=self._desk.tuning.grace)
            for each in late:
                each.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        try:
            await self.settle()
            await self._desk.leadership.lease.leave(self._epoch)
        except StorageError as error:
            _log.warning("what became of messages cannot be written down yet", reason=str(error))

    async def settle(self) -> None:
        """Write down what is known of this term, once it is over. Again does no harm. Raises StorageError."""
        await self._write_outcomes()
        await self._desk.outbox.release_all(self._epoch)
