"""How much of the outbox is still to be done, however long it is: read often, so it reads little."""

from datetime import datetime

from storage.engine import Database
from storage.subscriptions import moment_of_ms

COUNTED = 100_000
"""Rows of a state that are counted; more are told as so many."""


class Backlog:
    """The unfinished part of the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def counts(self) -> dict[str, int]:
        """Rows that are `waiting` to be sent, `started`, and `unknown`; each at most `COUNTED`."""
        rows = await self._database.rows("outbox_backlog", limit=COUNTED)
        return {row["state"]: int(row["n"]) for row in rows}

    async def oldest_due(self) -> datetime | None:
        """When the longest waiting row was, or will be, due; None when none waits."""
        row = await self._database.row("outbox_oldest_due")
        return None if row is None or row["due_ms"] is None else moment_of_ms(row["due_ms"])
