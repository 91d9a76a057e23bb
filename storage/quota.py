"""How much of something was taken on a day, so that a restart gives nobody more."""

from datetime import UTC, date, datetime, time

from storage.engine import Database
from storage.state import State


class Quota:
    """What may be taken a few times a day."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._state = State(database)

    async def take(self, name: str, day: date, most: int) -> bool:
        """Take one more of *name* on *day*; False, and nothing is taken, when *most* were taken already."""
        key = f"quota:{name}"
        async with self._database.transaction():
            await self._database.alone("quota")
            last, _, taken = (await self._state.get(key) or "").partition(" ")
            count = int(taken) if last == day.isoformat() else 0
            if count >= most:
                return False
            await self._state.put(key, f"{day.isoformat()} {count + 1}", datetime.combine(day, time(), UTC))
            return True
