"""What the bot remembers of its Bot API server, in the database: files that are there, and what it refused to show."""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.state import State

_AGAIN = timedelta(hours=12)
"""After so long a server that knew no rich messages is tried again: it may have been brought up to date."""

_FRESH = timedelta(seconds=30)
"""What another process has learned of the server may be learned here so much later: that costs one refusal."""


class Remembered:
    """The memory of one bot, whose user id is *bot*: file ids of one are nothing to another."""

    def __init__(self, state: State, bot: Callable[[], int], now: Callable[[], datetime]) -> None:
        self._state = state
        self._bot = bot
        self._now = now
        self._shown: tuple[datetime, bool] | None = None  # when it was looked up, and what was found

    async def file(self, key: str) -> str | None:
        """The `file_id` of the picture of that key, None when it was never sent."""
        return await self._state.get(self._name(f"file:{key}"))

    async def keep_file(self, key: str, file: str) -> None:
        """Remember what the server calls the picture of that key."""
        await self._state.put(self._name(f"file:{key}"), file, self._now())

    async def shows_tables(self) -> bool:
        """Whether rich messages are worth a try."""
        now = self._now()
        if self._shown is None or not timedelta() <= now - self._shown[0] < _FRESH:
            refused = await self._state.get(self._name("rich-refused"))
            self._shown = now, refused is None or datetime.fromisoformat(refused) + _AGAIN <= now
        return self._shown[1]

    async def refused_tables(self) -> None:
        """The server knows no rich messages."""
        await self._state.put(self._name("rich-refused"), self._now().isoformat(), self._now())
        self._shown = None

    def _name(self, what: str) -> str:
        return f"telegram:{self._bot()}:{what}"
