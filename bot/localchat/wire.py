"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, by form, multipart, JSON or query."""

import asyncio
import hmac
import json
from typing import Any

from aiohttp import BodyPartReader, web

from bot.localchat.calling import HANGS, LOST, NOT_ACCEPTED, Outcome
from bot.localchat.polling import Polling
from bot.localchat.refusals import RefusedError, bad_request, unauthorized
from bot.localchat.things import Upload
from bot.localchat.uploads import LARGEST_DOWNLOAD

Json = dict[str, Any]

LARGEST_REQUEST = 52 * 1024 * 1024


class BotApi:
    """The two addresses that bots call."""

    def __init__(self, polling: Polling, closing: asyncio.Event) -> None:
        self._polling = polling
        self._world = polling.world
        self._closing = closing

    def routes(self) -> list[web.RouteDef]:
        """What to add to an aiohttp application."""
        return [
            web.route("*", "/bot{token:[^/]+}/{method:[^/]*}", self._method),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self._file),
        ]

    def _knows(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.match_info["token"].encode(), self._world.token.encode())

    async def _method(self, request: web.Request) -> web.StreamResponse:
        if not self._knows(request):
            return _answer(unauthorized())
        if request.method not in {"GET", "POST"}:
            return _answer(RefusedError(405, "Method Not Allowed"))
        try:
            arguments, files = await read_call(request)
        except RefusedError as refusal:
            return _answer(refusal)
        outcome = await self._polling.answer(request.match_info["method"], arguments, files)
        return await self._deliver(request, outcome)

    async def _deliver(self, request: web.Request, outcome: Outcome) -> web.StreamResponse:
        if outcome.fate == HANGS:
            await self._closing.wait()
        if outcome.fate in {HANGS, LOST, NOT_ACCEPTED}:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        response = web.json_response(outcome.body, status=outcome.status, dumps=_dumps)
        retry_after = outcome.body.get("parameters", {}).get("retry_after")
        if retry_after is not None:
            response.headers["Retry-After"] = str(retry_after)
        return response

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if not self._knows(request):
            return _answer(unauthorized())
        for file in self._world.files.values():
            if file.path == request.match_info["path"] and len(file.body) <= LARGEST_DOWNLOAD:
                return web.Response(body=file.body, content_type="application/octet-stream")
        return _answer(RefusedError(404, "Not Found"))


async def read_call(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Arguments and files of a request: the query string, then the body. Raises `RefusedError` for a broken body."""
    arguments: Json = dict(request.query)
    files: dict[str, Upload] = {}
    if request.method != "POST" or not request.can_read_body:
        return arguments, files
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read())
        except ValueError:
            raise bad_request("can't parse request body JSON") from None
        if not isinstance(body, dict):
            raise bad_request("request body must be a JSON object")
        arguments |= body
    elif request.content_type == "multipart/form-data":
        await _read_parts(request, arguments, files)
    else:
        arguments |= {key: str(value) for key, value in (await request.post()).items()}
    return arguments, files


async def _read_parts(request: web.Request, arguments: Json, files: dict[str, Upload]) -> None:
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            body = bytes(await part.read(decode=True))
            if part.filename is None:
                arguments[part.name] = body.decode()
            else:
                mime = part.headers.get("Content-Type", "application/octet-stream")
                files[part.name] = Upload(part.filename, body, mime)
    except (ValueError, RuntimeError):
        raise bad_request("can't parse multipart request body") from None


def _answer(refusal: RefusedError) -> web.Response:
    return web.json_response(refusal.body(), status=refusal.code, dumps=_dumps)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
