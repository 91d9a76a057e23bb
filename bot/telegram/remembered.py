"""What the bot remembers of its Bot API server, in the database: files that are there, and what it refused to show."""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.state import State

_AGAIN = timedelta(hours=12)
"""After so long a server that knew no rich messages is tried again: it may have been brought up to date."""


class Remembered:
    """The memory of one bot, whose user id is *bot*: file ids of one are nothing to another."""

    def __init__(self, state: State, bot: Callable[[], int], now: Callable[[], datetime]) -> None:
        self._state = state
        self._bot = bot
        self._now = now

    async def file(self, key: str) -> str | None:
        """The `file_id` of the picture of that key, None when it was never sent."""
        return await self._state.get(self._name(f"file:{key}"))

    async def keep_file(self, key: str, file: str) -> None:
        """Remember what the server calls the picture of that key."""
        await self._state.put(self._name(f"file:{key}"), file, self._now())

    async def shows_tables(self) -> bool:
        """Whether rich messages are worth a try."""
        refused = await self._state.get(self._name("rich-refused"))
        return refused is None or datetime.fromisoformat(refused) + _AGAIN <= self._now()

    async def refused_tables(self) -> None:
        """The server knows no rich messages."""
        await self._state.put(self._name("rich-refused"), self._now().isoformat(), self._now())

    def _name(self, what: str) -> str:
        return f"telegram:{self._bot()}:{what}"
