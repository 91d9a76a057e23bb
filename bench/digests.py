"""What digests cost: sending next to what you would otherwise use, pacing, planning a million, answers meanwhile.

Every sender speaks to the same server in a process of its own, which answers after 50 ms. `floor` is a bare aiohttp
loop without any memory of what it sent; ours commits every row before and after its call. `--quick` makes everything
smaller.
"""

import argparse
import asyncio
import json
import logging
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
import structlog

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.command import Ask, House  # noqa: E402
from bot.commands import respond  # noqa: E402
from bot.digests.delivery import Delivery  # noqa: E402
from bot.digests.desk import Tuning  # noqa: E402
from bot.digests.leadership import Leadership  # noqa: E402
from bot.digests.planner import Planner, rank  # noqa: E402
from bot.digests.preferences import fresh, rescheduled  # noqa: E402
from bot.digests.wire import BulkRequest, Wire  # noqa: E402
from storage.broadcasts import Watch  # noqa: E402
from storage.database import Database, open_database  # noqa: E402
from storage.editions import Edition, Editions  # noqa: E402
from storage.leases import Lease  # noqa: E402
from storage.outbox import Entry, Outbox  # noqa: E402
from storage.subscriptions import Rhythm, Subscriptions  # noqa: E402
from storage.tallies import Tallies  # noqa: E402

TOKEN = "7000000001:" + "a" * 35
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 11, 23)
TEXT = "<b>Monday, 23 November 2026</b>\n<pre>" + "Tanks        12,292     +6\n" * 14 + "</pre>"
FLYING = 100

Json = dict[str, Any]


class Server:
    """The server, and what it counted."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, str(ROOT / "bench/_bot_api.py")], stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"

    async def set(self, latency: float, limit: int = 0) -> None:
        async with aiohttp.ClientSession() as session, session.post(f"{self.url}/set?latency={latency}&limit={limit}"):
            pass

    async def count(self) -> Json:
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}/count") as answer:
            return dict(await answer.json())

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def measured(server: Server, many: int, send: Callable[[], Awaitable[None]]) -> Json:
    """Sends a second as the server saw them, and CPU of this process."""
    await server.set(0.05)
    before, started = cpu(), time.perf_counter()
    await send()
    seconds, spent = time.perf_counter() - started, cpu() - before
    counted = await server.count()
    return {
        "sent": counted["calls"],
        "a_second": round(many / seconds),
        "cpu_s_per_1000": round(spent / many * 1000, 3),
        "doubled": counted["most_in_a_chat"] - 1,
    }


async def together(many: int, send: Callable[[int], Awaitable[object]]) -> None:
    """Send *many*, `FLYING` at a time."""
    numbers = iter(range(1, many + 1))

    async def one_after_another() -> None:
        for number in numbers:
            await send(number)

    await asyncio.gather(*(one_after_another() for _ in range(FLYING)))


async def floor(server: Server, many: int) -> None:
    tail = json.dumps({"text": TEXT, "parse_mode": "HTML"}).encode()[1:]
    connector = aiohttp.TCPConnector(limit=FLYING)
    async with aiohttp.ClientSession(connector=connector) as session:
        url, headers = f"{server.url}/bot{TOKEN}/sendMessage", {"Content-Type": "application/json"}

        async def send(chat: int) -> None:
            async with session.post(url, data=b'{"chat_id":%d,' % chat + tail, headers=headers) as answer:
                assert json.loads(await answer.read())["ok"]

        await together(many, send)


async def stock_ptb(server: Server, many: int) -> None:
    from telegram import Bot

    async with Bot(TOKEN, base_url=f"{server.url}/bot") as bot:
        await together(many, lambda chat: bot.send_message(chat, TEXT, parse_mode="HTML"))


async def aiogram(server: Server, many: int) -> None:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    async with Bot(TOKEN, session=session) as bot:
        await together(many, lambda chat: bot.send_message(chat, TEXT, parse_mode="HTML"))


@asynccontextmanager
async def a_database() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        async with await open_database(f"sqlite:///{folder}/bench.db") as database:
            yield database


async def planned(database: Database, many: int, name: str = "bench") -> None:
    edition = await Editions(database).publish(Edition(name, "daily", DAY, "en", "", TEXT), NOW)
    until = NOW + timedelta(hours=20)
    outbox = Outbox(database)
    for start in range(1, many + 1, 5_000):
        chats = range(start, min(start + 5_000, many + 1))
        await outbox.add([Entry(chat, 0, name, DAY, edition.id, NOW, until, rank(chat, 0, DAY)) for chat in chats])


@asynccontextmanager
async def delivering(database: Database, server: Server, tuning: Tuning) -> AsyncIterator[None]:
    wire = Wire(server.url, TOKEN, BulkRequest(tuning.flying))
    await wire.open()

    async def alarm(edition: Edition, why: str) -> None:
        raise AssertionError(why)

    lease = Leadership(Lease(database, "delivery", "bench"))
    working = asyncio.create_task(Delivery(database, wire, lease, alarm, lambda: NOW, tuning).run())
    try:
        yield
    finally:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        await wire.close()


async def ours(database: Database, server: Server, many: int) -> None:
    watch = Watch(database)
    async with delivering(database, server, Tuning(rate=1e6, window=1.0, flying=FLYING, flush=0.1, idle=0.05)):
        while (await watch.counts()).get("sent", 0) < many:  # noqa: ASYNC110
            await asyncio.sleep(0.3)


async def sending(server: Server, many: int) -> Json:
    few = max(500, many // 10)  # stock python-telegram-bot needs minutes for more
    found: Json = {"messages": many, "messages_stock_ptb": few, "at_once": FLYING, "latency_ms": 50}
    found["floor"] = await measured(server, many, lambda: floor(server, many))
    async with a_database() as database:
        await planned(database, many)
        found["sitrep"] = await measured(server, many, lambda: ours(database, server, many))
        found["sitrep"]["states"] = await Watch(database).counts()
    found["aiogram"] = await measured(server, many, lambda: aiogram(server, many))
    found["stock_ptb"] = await measured(server, few, lambda: stock_ptb(server, few))
    found["share_of_floor"] = round(found["sitrep"]["a_second"] / found["floor"]["a_second"], 2)
    return found


async def pacing(server: Server, limit: int, rate: float, seconds: float) -> Json:
    """A run under Telegram's *limit* at our *rate*: what the server saw in its worst second."""
    many = int(rate * seconds)
    async with a_database() as database:
        await planned(database, many)
        await server.set(0.05, limit)
        tuning = Tuning(rate=rate, flying=max(FLYING, int(rate / 4)))
        async with delivering(database, server, tuning):
            while (await Watch(database).counts()).get("sent", 0) < many:  # noqa: ASYNC110
                await asyncio.sleep(0.2)
    counted = await server.count()
    return {
        "limit": limit,
        "rate": rate,
        "mean": round((counted["calls"] - 1) / counted["seconds"], 2),
        "most_in_a_second": counted["most_in_a_second"],
        "refused": counted["refused"],
    }


async def answering(server: Server, asks: int) -> Json:
    """`/latest` alone, beside a broadcast at 28 a second, and beside one at 900; milliseconds."""
    from bot.sample import furnish

    found: Json = {"asks": asks}
    async with a_database() as database:
        await furnish(database, NOW)
        await server.set(0.0)
        house = House.over(database)
        await latencies(house, 50)
        found["alone"] = await latencies(house, asks)
        for rate in (28.0, 900.0):
            await planned(database, int(rate * asks * 0.03), f"beside {rate}")
            async with delivering(database, server, Tuning(rate=rate)):
                await asyncio.sleep(0.5)
                found[f"beside_{rate:.0f}_a_second"] = await latencies(house, asks)
    return found


async def latencies(house: House, asks: int) -> Json:
    took = []
    for _ in range(asks):
        ask = Ask(argument="", language="en", now=NOW)
        started = time.perf_counter()
        await respond("/latest", ask, house)
        took.append((time.perf_counter() - started) * 1000)
        await asyncio.sleep(0.02)
    took.sort()
    return {"p50_ms": round(median(took), 2), "p99_ms": round(took[int(len(took) * 0.99)], 2)}


async def plan(many: int, folder: str) -> Json:
    """Plan *many* subscribers in this process, which did nothing else; prints time, memory and size."""
    from tally.report import Claim, Evidence, Kind, Report
    from tally.tally import Standing
    from tally.verdict import Accept, Verdict

    path = f"{folder}/plan.db"
    async with await open_database(f"sqlite:///{path}") as database:
        early = NOW - timedelta(hours=5)
        example = rescheduled(fresh(0, 0, Rhythm.DAILY, "uk"), early, None)
        for start in range(1, many + 1, 20_000):
            await Subscriptions(database).put_many(
                [replace(example, chat=chat) for chat in range(start, min(start + 20_000, many + 1))]
            )
        claims = (Claim("tanks", Kind.TOTAL, 12_000, Evidence("", 0, 0)),)
        report = Report(DAY, "russia", "General Staff", "en", claims, source="bench")
        verdict = Verdict({"tanks": Accept(12_000, 5, Standing.CONFIRMED)})
        await Tallies(database).record(report, verdict, article=None, now=NOW)
        before, started, spent = _size(path), time.perf_counter(), cpu()
        done = await Planner(database, lambda: NOW).plan()
        seconds = time.perf_counter() - started
        assert done.digests == many
        return {
            "subscribers": many,
            "seconds": round(seconds, 2),
            "cpu_seconds": round(cpu() - spent, 2),
            "us_a_subscriber": round(seconds / many * 1e6, 1),
            "peak_mb": _peak(),
            "database_mb": round(_size(path) / 1e6),
            "subscriptions_mb": round(before / 1e6),
        }


def _peak() -> int:
    """The most memory this program ever had, in MB; what `getrusage` says is its parent's where that had more."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _size(path: str) -> int:
    return Path(path).stat().st_size


def planning(sizes: list[int]) -> list[Json]:
    """Each size in a process of its own, so that memory is its own."""
    found = []
    for many in sizes:
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, __file__, "--plan", str(many), folder], capture_output=True, text=True, check=True
            )
        found.append(json.loads(done.stdout))
    return found


async def bench(quick: bool) -> Json:
    server = Server()
    try:
        found: Json = {"sending": await sending(server, 2_000 if quick else 20_000)}
        found["pacing"] = [
            await pacing(server, 30, 28.0, 5 if quick else 30),
            await pacing(server, 1_000, 900.0, 3 if quick else 20),
        ]
        found["answering"] = await answering(server, 100 if quick else 1_000)
    finally:
        server.close()
    found["planning"] = planning([10_000, 50_000] if quick else [10_000, 100_000, 1_000_000])
    return found


def show(found: Json) -> None:
    sent = found["sending"]
    print(f"{'sending, 50 ms away':24} {'a second':>9} {'CPU s/1000':>11} {'doubled':>8}")
    for name in ("floor", "sitrep", "aiogram", "stock_ptb"):
        row = sent[name]
        print(f"{name:24} {row['a_second']:>9} {row['cpu_s_per_1000']:>11} {row['doubled']:>8}")
    print(f"sitrep is at {sent['share_of_floor']} of the floor\n")
    for row in found["pacing"]:
        print(
            f"limit {row['limit']}: at {row['rate']:.0f} a second, mean {row['mean']},"
            f" worst second {row['most_in_a_second']}, refused {row['refused']}"
        )
    print()
    for name, row in found["answering"].items():
        if name != "asks":
            print(f"/latest {name.replace('_', ' '):28} p50 {row['p50_ms']} ms, p99 {row['p99_ms']} ms")
    print()
    for row in found["planning"]:
        print(
            f"planning {row['subscribers']:>9,}: {row['seconds']} s ({row['us_a_subscriber']} us each), process"
            f" {row['peak_mb']} MB, database {row['subscriptions_mb']} -> {row['database_mb']} MB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--plan", nargs=2, metavar=("MANY", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    if options.plan:
        print(json.dumps(asyncio.run(plan(int(options.plan[0]), options.plan[1]))))
        return
    found = asyncio.run(bench(options.quick))
    print(json.dumps(found)) if options.json else show(found)


if __name__ == "__main__":
    main()
