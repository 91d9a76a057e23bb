"""Where Telegram pushes updates to: a door that lets in whoever knows the secret, and says 200 to what is committed.

An update is handled before it is answered, and not queued for later. Telegram itself keeps the queue: of one chat it
pushes the next update only after the former was answered 200, whichever process answered it, and it repeats what was
not. A second queue of ours would have to keep people's words on disk, and their order over several processes.
"""

import asyncio
import json
from collections import Counter
from hmac import compare_digest
from typing import Any

import structlog
from aiohttp import web

from bot.intake import Intake, Receipt, id_of
from tally.errors import StorageError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

_READING = 20.0
"""Seconds that a body may take to arrive."""

_AGAIN = {Receipt.ELSEWHERE: "1", Receipt.LATER: "3"}
"""`Retry-After`, in seconds, which Telegram heeds."""

_log = structlog.get_logger(__name__)


class Hook:
    """The door at `path`. While it is not `open`, every update is asked to come again."""

    def __init__(self, intake: Intake, path: str, secret: str) -> None:
        self._intake = intake
        self._path = path
        self._secret = secret.encode()
        self._troubled = False
        self.open = False
        self.answers: Counter[int] = Counter()
        """How often each status was answered since the start."""

    def routes(self) -> list[web.RouteDef]:
        """What to serve; other methods and paths are refused by the server."""
        return [web.post(self._path, self._pushed)]

    async def _pushed(self, request: web.Request) -> web.Response:
        response = await self._answer(request)
        self.answers[response.status] += 1
        if response.status not in (200, 503):
            response.force_close()  # a body that nobody reads is in the way of the next request
        return response

    async def _answer(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not compare_digest(given, self._secret):
            return web.Response(status=401)
        if request.content_type != "application/json":
            return web.Response(status=415)
        if not self.open:
            return _again(Receipt.LATER)
        try:
            async with asyncio.timeout(_READING):
                raw: Any = json.loads(await request.read())
        except TimeoutError:
            return web.Response(status=408)
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        update = id_of(raw)
        return web.Response(status=400) if update is None else await self._receive(update, raw)

    async def _receive(self, update: int, raw: Any) -> web.Response:
        try:
            receipt = await self._intake.receive(update, raw)
        except StorageError as error:
            if not self._troubled:
                _log.warning("updates cannot be looked up in the database; they come again", reason=str(error))
            self._troubled = True
            return _again(Receipt.LATER)
        self._troubled = False
        return web.Response() if receipt is Receipt.DONE else _again(receipt)


def _again(receipt: Receipt) -> web.Response:
    return web.Response(status=503, headers={"Retry-After": _AGAIN[receipt]})
