"""How fast announced articles are gathered from a local web, and with how much memory.

    python bench/gathering.py [--articles 2000] [--json]

A feed on loopback announces the articles; each look opens, extracts, reads, summarises and keeps some of them. Beside
it stand the floors: the bare download of the same pages with the same client, and the bare extraction of their text.
"""

import argparse
import asyncio
import json
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sample import articles
from news.gathering import Gathering, Pace
from news.page import article_from_html
from news.sources.feed import Feed, feeds
from news.web import Web
from storage.articles import Articles
from storage.database import open_database

NOW = datetime(2026, 8, 23, 6, tzinfo=UTC)
_A_FEED = 100


def pages(count: int) -> list[bytes]:
    """Pages with the sample's bulletins and articles, a menu, and a line that makes each its own."""
    sample = list(articles())
    menu = "".join(f"<li><a href='/s/{number}'>Section {number}</a></li>" for number in range(30))
    made = []
    for number in range(count):
        article = sample[number % len(sample)]
        body = "".join(f"<p>{line}</p>" for line in article.text.split("\n") if line)
        made.append(
            f"<html><head><title>{article.title}</title></head><body><nav><ul>{menu}</ul></nav><article>"
            f"<h1>{article.title}</h1>{body}<p>This is number {number} of the pages of this bench.</p></article>"
            f"<footer>All rights reserved</footer></body></html>".encode()
        )
    return made


def application(made: list[bytes]) -> web.Application:
    """The local web: /p/N are the pages, /f/N the feeds that announce a hundred each."""

    async def page(request: web.Request) -> web.Response:
        return web.Response(body=made[int(request.match_info["number"])], content_type="text/html")

    async def feed(request: web.Request) -> web.Response:
        start = int(request.match_info["number"]) * _A_FEED
        items = "".join(
            f"<item><title>Losses {number}</title><link>http://{request.host}/p/{number}</link>"
            f"<pubDate>{_stamp(number)}</pubDate></item>"
            for number in range(start, min(start + _A_FEED, len(made)))
        )
        body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml")

    made_application = web.Application()
    made_application.router.add_get("/p/{number}", page)
    made_application.router.add_get("/f/{number}", feed)
    return made_application


def _stamp(number: int) -> str:
    sample = list(_DAYS)
    at = datetime.combine(sample[number % len(sample)], datetime.min.time(), UTC) + timedelta(hours=5)
    return f"{at:%a, %d %b %Y %H:%M:%S} GMT"


_DAYS: tuple[date, ...] = tuple(each.published for each in articles() if each.published)


async def _timed(work: Callable[[], Awaitable[None]]) -> float:
    start = time.perf_counter()
    await work()
    return time.perf_counter() - start


def _peak_mb() -> float:
    """The most memory this process, the local web in it included, has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def _gathered(client: Web, base: str, count: int) -> tuple[float, int]:
    """Gather *count* articles into a new database: in how many seconds, and how many it keeps then."""
    like = feeds()[0]
    sources = [
        Feed(f"bench-{number}", "Bench", f"{base}/f/{number}", like.wanted, like.rhythm)
        for number in range(-(-count // _A_FEED))
    ]
    with tempfile.TemporaryDirectory() as folder:
        async with await open_database(f"sqlite:///{Path(folder)}/bench.db") as database:
            gathering = Gathering(client, database, pace=Pace(gap=0.0))

            async def gather() -> None:
                for number, source in enumerate(sources):
                    announced = min(_A_FEED, count - number * _A_FEED)
                    while (await gathering.look(source, NOW)).articles.total() < announced:
                        pass

            return await _timed(gather), await Articles(database).count(with_summary=False)


async def measure(count: int) -> dict[str, Any]:
    """Everything the table shows."""
    made = pages(count)
    runner = web.AppRunner(application(made), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    before = _peak_mb()

    async with Web(allow_loopback=True) as client:

        async def download() -> None:
            for number in range(count):
                await client.fetch(f"{base}/p/{number}")

        async def extract() -> None:
            for body in made:
                article_from_html(body, url=base)

        downloading, extracting = await _timed(download), await _timed(extract)
        floor = _peak_mb()
        gathered, kept = await _gathered(client, base, count)
    await runner.cleanup()
    after = _peak_mb()
    return {
        "articles": kept,
        "articles_per_second": round(kept / gathered, 1),
        "download_per_second": round(count / downloading, 1),
        "extraction_per_second": round(count / extracting, 1),
        "floor_per_second": round(count / (downloading + extracting), 1),
        "floor_memory_mb": round(floor, 1),
        "memory_mb": round(after, 1),
        "memory_grown_mb": round(after - before, 1),
    }


def main() -> None:
    """Print the table, or one JSON object with --json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = asyncio.run(measure(options.articles))
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name.replace('_', ' '):24}{value:>10}")


if __name__ == "__main__":
    main()
