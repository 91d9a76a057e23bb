"""How much of something was taken on a day, so that a restart gives nobody more."""

from datetime import UTC, date, datetime, time

from storage.engine import Database
from storage.rows import moment_text
from storage.state import State


class Quota:
    """What may be taken a few times a day."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._state = State(database)

    async def take(self, name: str, day: date, most: int) -> bool:
        """Take one more of *name* on *day*; False, and nothing is taken, when *most* were taken already.

        What was taken on earlier days is forgotten, whoever took it.
        """
        key = f"quota:{name}"
        begins = datetime.combine(day, time(), UTC)
        async with self._database.transaction():
            await self._database.alone("quota")
            await self._database.write("quota_forget", before=moment_text(begins))
            last, _, taken = (await self._state.get(key) or "").partition(" ")
            count = int(taken) if last == day.isoformat() else 0
            if count >= most:
                return False
            await self._state.put(key, f"{day.isoformat()} {count + 1}", begins)
            return True
