"""Answering `/latest`: updates a second, CPU, waiting time and memory, next to bots that only echo.

Ten years of figures and a million chats are in the database; every update comes from another chat. Each bot is a
process of its own and polls the same server, in another process, over real HTTP. `floor` is a bare aiohttp loop
without any framework; it and the echoes keep nothing, where ours commits every update before it is confirmed.

First all updates are ready at once (a second, CPU); then they come at a steady pace (milliseconds from an update's
readiness to its answer). `--soak MINUTES` lets ours answer beside scripted troubles (429, 500, 502, cut connections,
slow answers), and prints its memory each minute; what a cut connection or a failed answer met may have arrived and is
not sent again, so some are missing among the answered. `--quick` makes everything smaller.
"""

import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from _answering import BOTS  # noqa: E402

Json = dict[str, Any]

FIRST_CHAT = 5_000_000
PACE = 100.0
"""Updates a second in the steady part: below what the slowest manages."""

WARM = 300
ROUNDS = 5

_TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """The stand-in for Telegram."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, str(ROOT / "bench/_updates_api.py")], stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"

    def load(self, many: int, rate: float = 0.0, chats: int = 1_000_000, faults: int = 0) -> None:
        asked = f"many={many}&rate={rate}&chats={chats}&faults={faults}"
        urllib.request.urlopen(f"{self.url}/load?{asked}", data=b"").read()

    def stats(self) -> Json:
        return dict(json.loads(urllib.request.urlopen(f"{self.url}/stats").read()))

    def answered(self, many: int, bot: "Bot", patience: float = 300.0) -> Json:
        """Wait until so many are answered."""
        until = time.monotonic() + patience
        while (stats := self.stats())["answered"] < many:
            if time.monotonic() > until or not bot.alive():
                raise TimeoutError(f"{stats['answered']} of {many} were answered")
            time.sleep(0.05)
        return stats

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


class Bot:
    """A bot's process, and what it used."""

    def __init__(self, name: str, server: Server, database: str) -> None:
        command = [sys.executable, str(ROOT / "bench/_answering.py"), name, server.url, database]
        self._process = subprocess.Popen(command)

    def alive(self) -> bool:
        return self._process.poll() is None

    def cpu(self) -> float:
        """Seconds of user and system time so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def memory(self, what: str = "VmRSS") -> float:
        """MB, now or (`VmHWM`) at most."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition(f"{what}:")[2].split()[0]) / 1024

    def close(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def at_work(name: str, database: str, chats: int) -> Iterator[tuple[Server, Bot]]:
    """A bot that has answered some, and its server."""
    server = Server()
    bot = Bot(name, server, database)
    try:
        server.load(WARM, chats=chats)
        server.answered(WARM, bot)
        yield server, bot
    finally:
        bot.close()
        server.close()


def measured(server: Server, bot: Bot, many: int, paced: int, chats: int) -> Json:
    """One round of one bot."""
    before = bot.cpu()
    server.load(many, chats=chats)
    flood = server.answered(many, bot)
    spent = bot.cpu() - before
    server.load(paced, PACE, chats)
    steady = server.answered(paced, bot)
    return {
        "a_second": many / flood["seconds"],
        "cpu_s_per_1000": spent / many * 1000,
        "p50_ms": steady["p50_ms"],
        "p99_ms": steady["p99_ms"],
    }


def furnished(folder: str, years: int, chats: int) -> str:
    """A database with so much in it; its address."""
    import asyncio

    path = Path(folder) / "bench.db"
    asyncio.run(_history(f"sqlite:///{path}", years))
    with closing(sqlite3.connect(path)) as database, database:
        everybody = ((FIRST_CHAT + number, "en" if number % 2 else "uk") for number in range(chats))
        database.executemany("INSERT INTO chats (id, language) VALUES (?, ?)", everybody)
    return f"sqlite:///{path}"


async def _history(address: str, years: int) -> None:
    from storage.database import open_database
    from storage.tallies import Tallies
    from tally.category import CATEGORIES
    from tally.report import Claim, Evidence, Kind, Report
    from tally.tally import Standing
    from tally.verdict import Accept, Verdict

    last = datetime.now(UTC).date()
    known = [slug for slug, each in CATEGORIES.items() if each.on(last)]
    async with await open_database(address) as database:
        tallies = Tallies(database)
        async with database.transaction():
            for number in range(years * 365):
                day: date = last - timedelta(days=years * 365 - 1 - number)
                totals = {slug: 100 * rank + number * (1 + rank % 7) for rank, slug in enumerate(known, 1)}
                nowhere = Evidence("", 0, 0)
                claims = tuple(Claim(slug, Kind.TOTAL, total, nowhere) for slug, total in totals.items())
                report = Report(day, "russia", "General Staff", "en", claims, source="bench")
                accepted = {
                    slug: Accept(total, 1 + rank % 7, Standing.CONFIRMED)
                    for rank, (slug, total) in enumerate(totals.items(), 1)
                }
                moment = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
                await tallies.record(report, Verdict(accepted), article=None, now=moment)


def compared(many: int, paced: int, years: int, chats: int) -> Json:
    """All of them in turn, `ROUNDS` times: what else the machine does then meets each, and the median is told."""
    found: Json = {"updates": many, "rounds": ROUNDS, "pace": PACE, "years": years, "chats": chats}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as working:
        database = furnished(folder, years, chats)
        found["database_mb"] = round((Path(folder) / "bench.db").stat().st_size / 1e6)
        bots = {name: working.enter_context(at_work(name, database, chats)) for name in BOTS}
        rounds = [
            {name: measured(*each, many // ROUNDS, paced // ROUNDS, chats) for name, each in bots.items()}
            for _ in range(ROUNDS)
        ]
        for name, (_, bot) in bots.items():
            middle = {each: median(one[name][each] for one in rounds) for each in rounds[0][name]}
            faster = median(one["sitrep_latest"]["a_second"] / one[name]["a_second"] for one in rounds)
            cheaper = median(one[name]["cpu_s_per_1000"] / one["sitrep_latest"]["cpu_s_per_1000"] for one in rounds)
            found[name] = {each: round(value, 3 if "cpu" in each else 1) for each, value in middle.items()}
            found[name] |= {"ours_is": round(faster, 2), "ours_is_by_cpu": round(cheaper, 2)}
            found[name]["peak_mb"] = round(bot.memory("VmHWM"))
    return found


def soaked(minutes: float, years: int, chats: int) -> Json:
    """Ours at a steady pace with a trouble in every 50 calls; memory each minute."""
    with tempfile.TemporaryDirectory() as folder:
        database = furnished(folder, years, chats)
        with at_work("sitrep_latest", database, chats) as (server, bot):
            until = time.monotonic() + minutes * 60
            memory, answered, asked = [bot.memory()], 0, 0
            while time.monotonic() < until:
                many = int(PACE * min(60.0, minutes * 60))
                server.load(many, PACE, chats, faults=50)
                time.sleep(many / PACE + 10)  # a pause that Telegram asks for, and slow answers, pass in it
                answered, asked = answered + int(server.stats()["answered"]), asked + many
                memory.append(bot.memory())
            return {
                "minutes": minutes,
                "asked": asked,
                "answered": answered,
                "memory_mb": [round(each, 1) for each in memory],
                "growth_mb": round(memory[-1] - memory[1], 1),
                "peak_mb": round(bot.memory("VmHWM"), 1),
            }


def show(found: Json) -> None:
    columns = ("a_second", "cpu_s_per_1000", "p50_ms", "p99_ms", "peak_mb", "ours_is", "ours_is_by_cpu")
    print(f"{'':22}", *(f"{each.replace('_', ' '):>14}" for each in columns))
    for name in BOTS:
        print(f"{name:22}", *(f"{found[name][each]:>14}" for each in columns))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--soak", type=float, metavar="MINUTES")
    options = parser.parse_args()
    years, chats = (1, 10_000) if options.quick else (10, 1_000_000)
    if options.soak:
        found = soaked(options.soak, years, chats)
        if not options.json:
            print("\n".join(f"{name}: {value}" for name, value in found.items()))
    else:
        found = compared(*((1_500, 500) if options.quick else (10_000, 2_500)), years, chats)
        if not options.json:
            show(found)
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
