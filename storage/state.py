"""What gathering remembers between looks: small values by name."""

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
