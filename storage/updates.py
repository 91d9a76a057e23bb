"""Updates that were handled, by Telegram's id, so that one that comes again is not handled again."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from enum import Enum, auto

from storage.engine import Database
from storage.rows import moment_text


class Found(Enum):
    """How an update stands that has just come in."""

    NEW = auto()
    DONE = auto()
    ELSEWHERE = auto()
    """Another process is at it."""


class Updates:
    """The inbox of one process that has all updates to itself."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def seen(self, update: int) -> bool:
        """Whether this update was handled."""
        return await self._database.row("update_seen", id=update) is not None

    async def handled(self, updates: Collection[int]) -> set[int]:
        """Those of *updates* that were handled."""
        rows = await self._database.rows("updates_seen", ids=json.dumps(list(updates))) if updates else ()
        return {row["id"] for row in rows}

    async def begin(self, update: int) -> Found:
        """Ask how an update stands; one that is new is the caller's from now on."""
        return Found.DONE if await self.seen(update) else Found.NEW

    async def mark(self, updates: Iterable[int], now: datetime) -> None:
        """Remember that these updates were handled; those that are marked already keep their first time."""
        seen_at = moment_text(now)
        await self._database.write_many("update_mark", [{"id": each, "seen_at": seen_at} for each in updates])

    async def sweep(self, before: datetime) -> None:
        """Forget updates handled before this moment. Telegram itself keeps an update for 24 hours."""
        await self._database.write("updates_sweep", before=moment_text(before))


class SharedUpdates(Updates):
    """The inbox of several processes, of which any may be given an update, and several the same one.

    Each update that is begun is claimed, and the claim goes in the transaction that marks the update. Claims are rows
    of the leases; *holder* is this process, a name that no other ever had. What a holder that is gone had claimed is
    freed by the others (`storage.presence`).
    """

    def __init__(self, database: Database, holder: str) -> None:
        super().__init__(database)
        self._holder = holder

    async def begin(self, update: int) -> Found:
        name = _claim(update)
        taken = await self._database.write("lease_first", name=name, holder=self._holder)
        if not taken:
            held = await self._database.row("lease_get", name=name)
            if held is None or held["holder"] != self._holder:
                # Gone in this moment means handled in this moment, or given back: then it comes again.
                return Found.DONE if await self.seen(update) else Found.ELSEWHERE
        # Asked only now: whoever had the claim before us has marked in the transaction that dropped it.
        if not await self.seen(update):
            return Found.NEW
        await self._drop([update])
        return Found.DONE

    async def mark(self, updates: Iterable[int], now: datetime) -> None:
        marked = list(updates)
        async with self._database.transaction():
            await super().mark(marked, now)
            await self._drop(marked)

    async def _drop(self, updates: Collection[int]) -> None:
        claims = [{"name": _claim(each), "holder": self._holder} for each in updates]
        await self._database.write_many("claim_drop", claims)


def _claim(update: int) -> str:
    return f"update:{update}"
