"""Server-sent events: the page hears of everything that changes in the world, in order."""

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.localchat import view
from bot.localchat.guard import put_headers
from bot.localchat.stage import Stage

Json = dict[str, Any]

_HEARTBEAT = 15.0
_MOST_WAITING = 2000


class Events:
    """Turns what the world tells into events for each open page."""

    def __init__(self, stage: Stage, closing: asyncio.Event) -> None:
        self._stage = stage
        self._closing = closing
        self._pages: set[asyncio.Queue[str | None]] = set()
        stage.world.listeners.append(self._hear)

    def close(self) -> None:
        """Let go of the world and of the pages."""
        self._stage.world.listeners.remove(self._hear)
        for page in self._pages:
            page.put_nowait(None)

    def _hear(self, event: str, about: Json) -> None:
        if not self._pages or event == "update":
            return
        line = f"event: {event}\ndata: {json.dumps(self._seen(event, about), ensure_ascii=False)}\n\n"
        for page in tuple(self._pages):
            if page.qsize() > _MOST_WAITING:
                self._pages.discard(page)
                page.put_nowait(None)
            else:
                page.put_nowait(line)

    def _seen(self, event: str, about: Json) -> Json:
        world = self._stage.world
        if event in {"message", "edit"}:
            shown = world.chats[about["chat"]].messages.get(about["message"])
            return {"chat": about["chat"], "message": view.message(self._stage, shown)} if shown else about
        if event == "call":
            return view.call(world.calls[-1])
        if event in {"chat", "commands", "profile", "person", "webhook"}:
            return view.whole(self._stage)
        return about

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """`GET /chat/events`."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        put_headers(response)
        await response.prepare(request)
        page: asyncio.Queue[str | None] = asyncio.Queue()
        self._pages.add(page)
        try:
            await response.write(b"retry: 1000\nevent: hello\ndata: {}\n\n")
            while not self._closing.is_set():
                line = await _next(page)
                if line is None:
                    break
                await response.write(line.encode())
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._pages.discard(page)
        return response


async def _next(page: asyncio.Queue[str | None]) -> str | None:
    try:
        return await asyncio.wait_for(page.get(), _HEARTBEAT)
    except TimeoutError:
        return ": still here\n\n"
