"""The inner door: python-telegram-bot speaks to the world without a socket."""

import asyncio
import json
from typing import Any
from urllib.parse import unquote

from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.localchat.calling import HANGS, LOST, NOT_ACCEPTED, Outcome
from bot.localchat.polling import Polling
from bot.localchat.refusals import RefusedError, unauthorized
from bot.localchat.things import Upload
from bot.localchat.world import World

_PATIENCE = 5.0


class InProcessRequest(BaseRequest):
    """A PTB request object whose server is `world`.

    Faults of the connection raise what the HTTP client would: `not_sent` when the call was not carried out,
    `maybe_sent` when it was and the answer was lost.
    """

    def __init__(
        self,
        world: World,
        *,
        polling: Polling | None = None,
        not_sent: type[NetworkError] = NetworkError,
        maybe_sent: type[NetworkError] = TimedOut,
    ) -> None:
        self._world = world
        self._polling = polling or Polling(world)
        self._not_sent, self._maybe_sent = not_sent, maybe_sent

    @property
    def read_timeout(self) -> float:
        return _PATIENCE

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = DEFAULT_NONE,
        write_timeout: ODVInput[float] = DEFAULT_NONE,
        connect_timeout: ODVInput[float] = DEFAULT_NONE,
        pool_timeout: ODVInput[float] = DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        token, _, name = unquote(url).partition("/bot")[2].partition("/")
        if token != self._world.token:
            return _as_wire(unauthorized())
        if "/file/bot" in url:
            return self._file(name)
        outcome = await self._polling.answer(name, *_read(request_data))
        await asyncio.sleep(0)
        return self._arrive(outcome)

    def _arrive(self, outcome: Outcome) -> tuple[int, bytes]:
        if outcome.fate == NOT_ACCEPTED:
            raise self._not_sent("the connection broke before the call was accepted")
        if outcome.fate in {LOST, HANGS}:
            raise self._maybe_sent("the call was accepted and its answer was lost")
        return outcome.status, json.dumps(outcome.body).encode()

    def _file(self, path: str) -> tuple[int, bytes]:
        for file in self._world.files.values():
            if file.path == path:
                return 200, file.body
        return _as_wire(RefusedError(404, "Not Found"))


def _as_wire(refusal: RefusedError) -> tuple[int, bytes]:
    return refusal.code, json.dumps(refusal.body()).encode()


def _read(data: RequestData | None) -> tuple[dict[str, Any], dict[str, Upload]]:
    if data is None:
        return {}, {}
    files = {}
    for name, (filename, body, mime) in (data.multipart_data or {}).items():
        files[name] = Upload(filename, body if isinstance(body, bytes) else body.read(), mime)
    return dict(data.json_parameters), files
