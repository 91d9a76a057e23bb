"""Everything that is kept of a chat, in one hand: to show it, and to forget it.

Kept under a chat's id are its choices, its subscriptions with their alerts, what was or will be delivered to it, and
small values whose name begins with `chat:<id>:`, and, for a day, how often a person had an address read. No names, no
texts.
"""

from dataclasses import dataclass

from storage.engine import Database


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one chat. `language` and `tables` are its choices, None where it made none; the rest are numbers
    of rows.
    """

    language: str | None
    tables: bool | None
    subscriptions: int
    alerts: int
    deliveries: int


class Privacy:
    """Shows and forgets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def kept(self, chat: int) -> Kept:
        """What there is of *chat*."""
        row = await self._database.row("kept_of_chat", chat=chat, tables=f"chat:{chat}:tables")
        assert row is not None
        tables = None if row["tables"] is None else row["tables"] == "on"
        return Kept(row["language"], tables, row["subscriptions"], row["alerts"], row["deliveries"])

    async def forget(self, chat: int) -> None:
        """Delete all of it, as one transaction. A message that is on its way may still arrive."""
        async with self._database.transaction():
            for each in ("forget_alerts", "forget_subscriptions", "forget_deliveries", "forget_choices"):
                await self._database.write(each, chat=chat)
            for pattern in (f"chat:{chat}:%", f"quota:%:{chat}"):
                await self._database.write("forget_state", pattern=pattern)

    async def move(self, chat: int, new: int) -> None:
        """A group has become the supergroup *new*: what it chose follows."""
        await self._database.write("move_choices", chat=chat, new=new)
