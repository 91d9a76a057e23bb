"""A web of our own on loopback: it serves each source's format, and its faults."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from aiohttp import web

TEXT = (
    "<p>The General Staff of Ukraine's Armed Forces has published its estimate of Russian losses as of {day}."
    " The figures cannot be verified independently.</p>"
    "<ul><li>Personnel: about 1,475,270 (+1,240)</li><li>Tanks: 12,292 (+6)</li>"
    "<li>Artillery systems: 48,382 (+64)</li><li>Helicopters: 354 (+0)</li></ul>"
    "<p>Moscow does not publish figures that could be compared with these.</p>"
)
LIST_UK = (
    "<p>Загальні бойові втрати противника з 24.02.22 по {short} орієнтовно склали:</p><ul>"
    "<li>військовослужбовці ‒ близько 1 475 270 (+1 240) осіб</li><li>танки ‒ 12 292 (+6) од.</li>"
    "<li>артилерійські системи ‒ 48 382 (+64) од.</li></ul>"
)


@dataclass
class LocalWeb:
    """Answers by path; `faults` answers instead, `asked` remembers the requests' paths and headers.

    `statistics` are the days that russianwarship.rip's list gives, at most *a_page* at once.
    """

    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: dict[str, web.Response] = field(default_factory=dict)
    statistics: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    base: str = ""
    a_page: int = 20

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append((request.path, dict(request.headers)))
        if request.path in self.faults:
            fault = self.faults[request.path]
            return web.Response(status=fault.status, body=fault.body, headers=fault.headers)
        if request.path == "/api/v2/statistics":
            return web.json_response(self.listed(request.query))
        if request.path not in self.pages:
            return web.Response(status=404)
        kind, text = self.pages[request.path]
        tag = f'"{hash(text)}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        return web.Response(text=text, content_type=kind, headers={"ETag": tag})

    def listed(self, query: Mapping[str, str]) -> dict[str, Any]:
        """A page of the list, in the shape that its second version has."""
        days = [each for each in self.statistics if query["date_from"] <= each["date"] <= query["date_to"]]
        start = int(query["offset"])
        end = start + min(int(query["limit"]), self.a_page)
        following = f"{self.base}/api/v2/statistics?offset={end}" if days[end:] else None
        paging = {"next_url": following, "prev_url": None, "first_url": self.base, "last_url": self.base}
        data = {"records": days[start:end], "paging": paging}
        return {"message": "The data were fetched successfully.", "data": data}

    def times(self, path: str) -> int:
        return sum(each == path for each, _ in self.asked)

    def article(self, path: str, day: date, *, words: str = "") -> str:
        body = TEXT.format(day=f"{day:%d} {day:%B} {day.year}")
        self.pages[path] = (
            "text/html",
            f"<html><body><article><h1>Losses on {day}</h1>{body}{words}</article></body></html>",
        )
        return self.base + path

    def ministry(self, *days: date) -> None:
        hits = [
            {
                "_source": {
                    "title": f"Бойові втрати ворога на {day:%d.%m.%Y}",
                    "slug": f"bojovi-vtrati-voroga-na-{day}",
                    "publishedAt": f"{day}T04:40:00.000Z",
                    "content": LIST_UK.format(short=f"{day:%d.%m.%y}"),
                }
            }
            for day in days
        ]
        self.pages["/lookup/search"] = ("application/json", json.dumps({"hits": {"hits": hits}}))

    def channel(self, *posts: tuple[int, datetime, str]) -> None:
        shown = "".join(
            f"<div class='tgme_widget_message' data-post='GeneralStaffZSU/{number}'>"
            + (f"<div class='tgme_widget_message_text js-message_text'>{text}</div>" if text else "")
            + f"<time datetime='{at.isoformat()}'></time></div>"
            for number, at, text in posts
        )
        self.pages["/s/GeneralStaffZSU"] = ("text/html", f"<html><body><main>{shown}</main></body></html>")

    def feed(self, *items: tuple[str, str, datetime]) -> str:
        shown = "".join(
            f"<item><title>{title}</title><link>{link}</link><pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
            for title, link, at in items
        )
        self.pages["/rss"] = (
            "application/rss+xml",
            f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{shown}</channel></rss>",
        )
        return self.base + "/rss"


@asynccontextmanager
async def serving() -> AsyncIterator[LocalWeb]:
    """A running local web."""
    local = LocalWeb()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", local.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    local.base = f"http://127.0.0.1:{port}"
    yield local
    await runner.cleanup()


def at(day: date, hour: int = 5, minute: int = 0) -> datetime:
    """A moment of *day*, UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
