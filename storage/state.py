"""Small values by name: what gathering remembers between looks, what an operator was asked and has yet to answer."""

from datetime import datetime

from storage.engine import Database
from storage.rows import moment_text


class State:
    """Named values. The text is the caller's own, usually JSON."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> str | None:
        """What was put under *name* last."""
        row = await self._database.row("state_get", name=name)
        return None if row is None else row["content"]

    async def put(self, name: str, content: str, now: datetime) -> None:
        """Remember *content* under *name* in place of what was there."""
        await self._database.write("state_put", name=name, content=content, changed_at=moment_text(now))

    async def drop(self, name: str) -> None:
        """Forget what was put under *name*."""
        await self._database.write("state_drop", name=name)

    async def named(self, prefix: str, *, limit: int = 200) -> dict[str, str]:
        """What was put under names that begin with *prefix* (ASCII), by the rest of the name."""
        until = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        rows = await self._database.rows("state_named", since=prefix, until=until, limit=limit)
        return {row["name"].removeprefix(prefix): row["content"] for row in rows}
