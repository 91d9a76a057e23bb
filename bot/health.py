"""What supervisors and Prometheus ask: `/healthz`, `/readyz`, `/metrics`.

*Healthy* means that a restart would mend nothing: the loop turns, and updates can come in. *Ready* means that people
are answered: the database reads, and Telegram was heard of lately. A bot that waits for Telegram is healthy, not ready.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.metrics import Metrics
from bot.pulse import Pulse
from tally.errors import StorageError

STILL = 120.0
"""Seconds within which the loop that takes updates in goes round, however Telegram is."""

_PATIENCE = 3.0
"""Seconds that the database has to answer."""


class Way(Protocol):
    """How updates come in."""

    pulse: Pulse


class Health:
    """The answers. `probe` reads something small from the database; `serving` is whether updates are taken at all."""

    def __init__(self, way: Way, metrics: Metrics, probe: Callable[[], Awaitable[object]]) -> None:
        self._way = way
        self._metrics = metrics
        self._probe = probe
        self.serving = False

    def routes(self) -> list[web.RouteDef]:
        """What to serve."""
        return [
            web.get("/healthz", self._healthz),
            web.get("/readyz", self._readyz),
            web.get("/metrics", self._page),
        ]

    def illness(self) -> str | None:
        """Why a restart is called for, in one line; None while all is well."""
        if self.serving and self._way.pulse.still > STILL:
            return f"updates were last asked for {self._way.pulse.still:.0f} s ago"
        return None

    async def hindrance(self) -> str | None:
        """Why people are not answered now, in one line; None while they are."""
        if not self.serving:
            return "starting or stopping"
        silent = self._way.pulse.silent
        if silent is None or silent > STILL:
            return "Telegram has not answered yet" if silent is None else f"Telegram was silent for {silent:.0f} s"
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._probe()
        except (StorageError, TimeoutError):
            return "the database does not answer"  # what it said instead is in the log, and may name hosts
        return self.illness()

    async def _healthz(self, _: web.Request) -> web.Response:
        return _said(self.illness())

    async def _readyz(self, _: web.Request) -> web.Response:
        return _said(await self.hindrance())

    async def _page(self, _: web.Request) -> web.Response:
        return web.Response(body=await self._metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _said(problem: str | None) -> web.Response:
    return web.Response(text=f"{problem or 'ok'}\n", status=503 if problem else 200)
