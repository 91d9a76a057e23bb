"""A sender in a process of its own, to be killed or frozen.

`sender.py DATABASE_URL BOT_API_URL TOKEN LEASE_SECONDS NUMBER`
"""

import asyncio
import sys
from datetime import UTC, datetime

from bot.digests.delivery import Delivery
from bot.digests.desk import Tuning
from bot.digests.leadership import Leadership
from bot.digests.wire import BulkRequest, Wire
from storage.database import open_database
from storage.editions import Edition
from storage.leases import Lease

# The rows of the tests are due on this day at nine.
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


async def _no_alarm(edition: Edition, why: str) -> None:
    print("refused", edition.name, why)


async def send(url: str, api: str, token: str, lease: float) -> None:
    async with await open_database(url) as database:
        wire = Wire(api, token, BulkRequest(64))
        await wire.open()
        leadership = Leadership(Lease(database, "delivery", f"process {sys.argv[5]}"), lease)
        tuning = Tuning(rate=120.0, window=0.05, flush=0.03, flying=32, idle=0.02)
        print("ready", flush=True)
        await Delivery(database, wire, leadership, _no_alarm, lambda: NOW, tuning).run()


if __name__ == "__main__":
    asyncio.run(send(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])))
