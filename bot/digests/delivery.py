"""The sender: claims rows under its lease, sends each once at a steady pace, and writes down what became of it.

`started` is committed before a call leaves. What the answer proves unsent is tried again; what nobody can know is
recorded as unknown and left alone. Whatever must outlive a crash is in the database; what is in these objects may be
lost at any moment.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.digests.desk import Alarm, Desk, Tuning
from bot.digests.leadership import Leadership, LostError
from bot.digests.pacing import ChatPaces, Gate, Pace
from bot.digests.term import Term
from bot.digests.wire import Wire
from storage.editions import Editions
from storage.engine import Database
from storage.outbox import Outbox
from tally.errors import StorageError

_log = structlog.get_logger(__name__)


class Delivery:
    """One sender. `run` works for ever; cancel it to stop in good order."""

    def __init__(
        self,
        database: Database,
        wire: Wire,
        leadership: Leadership,
        alarm: Alarm,
        now: Callable[[], datetime],
        tuning: Tuning | None = None,
        *,
        stopwatch: Callable[[], float] = time.monotonic,
        settled: Counter[str] | None = None,
    ) -> None:
        tuning = tuning or Tuning()
        self._desk = Desk(
            Outbox(database),
            Editions(database),
            wire,
            leadership,
            Gate(Pace(tuning.rate)),
            ChatPaces(),
            tuning,
            alarm,
            now,
            stopwatch,
            Counter() if settled is None else settled,
        )

    @property
    def gate(self) -> Gate:
        """The gate, for those who watch it."""
        return self._desk.gate

    async def run(self) -> None:
        """Deliver whenever this process leads; a trouble of the database is waited out."""
        unsettled: list[Term] = []
        while True:
            try:
                # What a term could not write down is still known here; from the next one on it would be unknown.
                while unsettled:
                    await unsettled[0].settle()
                    del unsettled[0]
                term = Term(self._desk, await self._desk.leadership.win())
                unsettled.append(term)
                await term.serve()
            except LostError:
                _log.warning("another process delivers digests now")
            except StorageError as error:
                _log.warning("digests wait for the database", reason=str(error))
                await asyncio.sleep(self._desk.tuning.idle)
