"""What the page can do: show the files, the state and the events, and act for the pretend person."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.localchat import people, view
from bot.localchat.clock import Clock
from bot.localchat.events import Events
from bot.localchat.faults import Fault
from bot.localchat.guard import PAGE_POLICY
from bot.localchat.people import CannotDoError
from bot.localchat.refusals import RefusedError
from bot.localchat.stage import Stage
from bot.localchat.things import Chat

Json = dict[str, Any]

_FOLDER = Path(__file__).with_name("page")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_PICTURES = {"image/png", "image/jpeg"}


class PageDoor:
    """The page's addresses."""

    def __init__(self, stage: Stage, clock: Clock, closing: asyncio.Event) -> None:
        self._stage = stage
        self._world = stage.world
        self._clock = clock
        self.events = Events(stage, closing)
        self._acts: dict[str, Callable[[Json], Json]] = {
            "start": self._start,
            "say": self._say,
            "tap": self._tap,
            "block": self._block,
            "person": self._person,
            "travel": self._travel,
            "fault": self._fault,
            "place": self._place,
            "inline": self._inline,
            "choose": self._choose,
            "topic": self._topic,
        }

    def routes(self) -> list[web.RouteDef]:
        """What to add to an aiohttp application."""
        return [
            web.get("/", self._static),
            web.get("/page/{name:[a-z_]+[.](?:css|js|svg)}", self._static),
            web.get("/chat/state", self._state),
            web.get("/chat/events", self.events.stream),
            web.get("/chat/file/{id}", self._file),
            web.post("/chat/do/{act}", self._act),
        ]

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = _FOLDER / request.match_info.get("name", "index.html")
        if not path.is_file():
            return web.Response(status=404)
        headers = {"Content-Security-Policy": PAGE_POLICY}
        body = await asyncio.to_thread(path.read_bytes)
        return web.Response(body=body, content_type=_TYPES[path.suffix], charset="utf-8", headers=headers)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(view.whole(self._stage))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self._world.files.get(request.match_info["id"])
        if file is None:
            return web.Response(status=404)
        if file.mime in _PICTURES:
            return web.Response(body=file.body, content_type=file.mime)
        return web.Response(
            body=file.body, content_type="application/octet-stream", headers={"Content-Disposition": "attachment"}
        )

    async def _act(self, request: web.Request) -> web.StreamResponse:
        act = self._acts.get(request.match_info["act"])
        if act is None or request.content_type != "application/json":
            return web.json_response({"error": "no such act"}, status=404)
        try:
            return web.json_response(act(await request.json()))
        except (CannotDoError, RefusedError, KeyError, TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)

    def _chat(self, given: Json) -> Chat:
        return self._world.chat(int(given["chat"]))

    def _start(self, given: Json) -> Json:
        message = people.start(self._world, self._stage.private, str(given.get("payload", "")))
        self._world.tell("chat", {"chat": self._stage.private.id})
        return {"message": message.id}

    def _say(self, given: Json) -> Json:
        who = self._stage.colleague if given.get("as") == "colleague" else self._stage.person
        chat, text = self._chat(given), str(given["text"])
        message = people.press_key(self._world, chat, who, text) or people.say(
            self._world, chat, who, text, thread=given.get("thread"), reply_to=given.get("reply_to")
        )
        return {"message": message.id}

    def _tap(self, given: Json) -> Json:
        message = self._chat(given).messages.get(int(given["message"]))
        if message is None:
            raise CannotDoError("the message is gone")
        return people.tap(self._world, message, self._stage.person, int(given["row"]), int(given["column"]))

    def _block(self, given: Json) -> Json:
        act = people.block if given["block"] else people.unblock
        act(self._world, self._stage.private)
        return {}

    def _person(self, given: Json) -> Json:
        ZoneInfo(str(given["time_zone"]))
        people.speak_language(self._world, self._stage.person, str(given["language"]), str(given["time_zone"]))
        return {}

    def _travel(self, given: Json) -> Json:
        """`to` a local date and time of the person, `tomorrow` at a time of day, `forward` by minutes, or home."""
        zone = ZoneInfo(self._stage.person.time_zone)
        if "to" in given:
            self._clock.travel(datetime.fromisoformat(str(given["to"])).replace(tzinfo=zone).astimezone(UTC))
        elif "tomorrow" in given:
            hour, minute = (int(each) for each in str(given["tomorrow"]).split(":"))
            day = self._clock().astimezone(zone) + timedelta(days=1)
            self._clock.travel(day.replace(hour=hour, minute=minute, second=0, microsecond=0).astimezone(UTC))
        elif "forward" in given:
            self._clock.travel(self._clock() + timedelta(minutes=int(given["forward"])))
        else:
            self._clock.come_home()
        self._world.tell("clock", view.clock(self._stage))
        return view.clock(self._stage)

    def _fault(self, given: Json) -> Json:
        if given.get("clear"):
            self._world.faults.clear()
        else:
            self._world.faults.add(
                Fault(str(given["kind"]), str(given.get("method", "send*")), times=int(given.get("times", 1)))
            )
        self._world.tell("faults", {"faults": self._world.faults.json()})
        return {}

    def _inline(self, given: Json) -> Json:
        return {"query": people.ask_inline(self._world, self._chat(given), self._stage.person, str(given["query"])).id}

    def _choose(self, given: Json) -> Json:
        asked = self._world.inline_queries[str(given["query"])]
        message = people.choose(self._world, asked, str(given["result"]), thread=given.get("thread"))
        return {"message": message.id}

    def _topic(self, given: Json) -> Json:
        topic = people.open_topic(self._world, self._chat(given), self._stage.person, str(given["name"])[:128])
        return {"topic": topic.id}

    def _place(self, given: Json) -> Json:
        """Add the bot to a group or channel, make it an administrator, or throw it out."""
        people.set_place(self._world, self._chat(given), self._stage.person, self._world.bot, str(given["status"]))
        return {}
