"""Digests at work beside the bot: one loop that plans, one that delivers, both led by one process at a time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from answers.page import render
from answers.pages.digest import refused_page
from answers.words import LANGUAGES, words
from bot.borders import for_ever
from bot.digests.corrections import REACH, Corrections
from bot.digests.delivery import Delivery
from bot.digests.desk import Tuning
from bot.digests.leadership import Leadership
from bot.digests.notices import OPERATORS, tell_operators
from bot.digests.planner import Planner
from bot.digests.wire import BulkRequest, Wire
from bot.presence import process_name
from bot.telegram.request import environment_proxy
from storage.editions import Edition
from storage.engine import Database
from storage.leases import Lease
from storage.outbox import Outbox
from tally.errors import StorageError

KEPT = timedelta(days=40)
"""How long is remembered who got what; corrections reach back `REACH`."""

_TICK = 2.0
"""Seconds between looks at what is due."""

_SWEEPING = 3600.0
_GRACE = 2.0

_log = structlog.get_logger(__name__)

assert KEPT > REACH


@dataclass(frozen=True, slots=True)
class Digests:
    """What digests need of the bot. `rate` is messages a second; `paid` sends them with `allow_paid_broadcast`.

    `settled` counts what became of messages since the start, by state.
    """

    token: str
    api: str
    database: Database
    now: Callable[[], datetime]
    operators: Collection[int] = ()
    rate: float = 28.0
    paid: bool = False
    settled: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Plan and deliver while the context is open; at its end calls under way get two seconds to finish."""
        tuning = Tuning(rate=self.rate, grace=_GRACE)
        request = BulkRequest(tuning.flying, proxy=environment_proxy(self.api))
        wire = Wire(self.api, self.token, request, paid=self.paid)
        await wire.open()
        me = process_name()
        delivery = Delivery(
            self.database,
            wire,
            Leadership(Lease(self.database, "delivery", me)),
            self._refused,
            self.now,
            tuning,
            settled=self.settled,
        )
        planning = Leadership(Lease(self.database, "planning", me), seconds=30.0, work="plans digests")
        loops = [
            asyncio.create_task(for_ever("delivering digests", delivery.run)),
            asyncio.create_task(for_ever("planning digests", lambda: self._plan(planning))),
        ]
        try:
            yield
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            await wire.close()

    async def _plan(self, leadership: Leadership) -> None:
        """Plan whenever this process leads the planning."""
        epoch = await leadership.win()
        planner, corrections = Planner(self.database, self.now), Corrections(self.database, self.now)
        sweep_at = 0.0
        clock = asyncio.get_running_loop().time
        try:
            while True:
                await leadership.prove(epoch)
                await corrections.plan()
                planned = await planner.plan()
                if planned.digests or planned.alerts or planned.broadcasts:
                    _log.info("planned", digests=planned.digests, alerts=planned.alerts, broadcasts=planned.broadcasts)
                if clock() >= sweep_at:
                    await Outbox(self.database).sweep((self.now() - KEPT).date())
                    sweep_at = clock() + _SWEEPING
                await asyncio.sleep(_TICK)
        finally:
            with suppress(StorageError):
                await leadership.lease.leave(epoch)

    async def _refused(self, edition: Edition, why: str) -> None:
        """Tell the operators, by the same queue, that the words of an edition were refused."""
        _log.error("Telegram refused the words of an edition; it is stopped", edition=edition.name, reason=why)
        if edition.kind == OPERATORS or not self.operators:
            return
        now = self.now()
        html = render(refused_page(words(LANGUAGES[0]), edition.id, edition.name, why))
        await tell_operators(self.database, self.operators, str(edition.id), html, now)
