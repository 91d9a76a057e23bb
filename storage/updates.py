"""Updates that were handled, by Telegram's id, so that one that comes again is not handled again."""

from collections.abc import Iterable
from datetime import datetime

from storage.engine import Database
from storage.rows import moment_text


class Updates:
    """The inbox. Mark an update in the transaction that holds what handling it changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def seen(self, update: int) -> bool:
        """Whether this update was handled."""
        return await self._database.row("update_seen", id=update) is not None

    async def mark(self, updates: Iterable[int], now: datetime) -> None:
        """Remember that these updates were handled; those that are marked already keep their first time."""
        seen_at = moment_text(now)
        await self._database.write_many("update_mark", [{"id": each, "seen_at": seen_at} for each in updates])

    async def sweep(self, before: datetime) -> None:
        """Forget updates handled before this moment. Telegram itself keeps an update for 24 hours."""
        await self._database.write("updates_sweep", before=moment_text(before))
