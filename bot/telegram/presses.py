"""Answering a pressed button in time.

Until a press is answered, the button spins. It can be answered once, and the command's short notice can only travel
with that answer; so the answer waits for the command, but not for long, whatever the press itself may have to wait for.
"""

import asyncio
import time
from typing import Any

import structlog
from telegram import Bot, CallbackQuery
from telegram.error import TelegramError

_PATIENCE = 0.7
"""Seconds a button may spin."""

_DOUBLE = 1.0
"""Seconds within which the same press is the same wish."""

_NOTICE = 200
"""Characters of a notice (Bot API, answerCallbackQuery)."""

_log = structlog.get_logger(__name__)


class Presses:
    """Presses that are not answered yet, by Telegram's id of each."""

    def __init__(self, bot: Bot, *, patience: float = _PATIENCE) -> None:
        self._bot = bot
        self._patience = patience
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._pressed: dict[tuple[object, ...], float] = {}
        self._sending: set[asyncio.Task[None]] = set()

    def arrived(self, raw: dict[str, Any]) -> None:
        """Answer the press in `raw`, if it is one, without words unless `answer` is quicker. Never raises."""
        match raw:
            case {"callback_query": {"id": str(press)}} if press not in self._waiting:
                self._waiting[press] = asyncio.get_running_loop().call_later(self._patience, self._give_up, press)

    async def answer(self, press: str, notice: str | None = None) -> None:
        """Answer now, if it was not yet; a press that is too old to be answered is no trouble."""
        timer = self._waiting.pop(press, None)
        if timer is not None:
            timer.cancel()
            await self._say(press, notice)

    def repeated(self, query: CallbackQuery) -> bool:
        """Whether the same person pressed the same button a moment ago: a double tap, or an impatient one."""
        now = time.monotonic()
        for key, at in list(self._pressed.items()):
            if now - at < _DOUBLE:
                break
            del self._pressed[key]
        message = query.message.chat.id if query.message else 0, query.message.message_id if query.message else 0
        key = (query.from_user.id, *message, query.inline_message_id, query.data)
        again = key in self._pressed
        self._pressed.pop(key, None)
        self._pressed[key] = now
        return again

    async def close(self) -> None:
        """Let go of those that still wait."""
        for timer in self._waiting.values():
            timer.cancel()
        self._waiting.clear()
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)

    def _give_up(self, press: str) -> None:
        self._waiting.pop(press, None)
        task = asyncio.get_running_loop().create_task(self._say(press, None))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _say(self, press: str, notice: str | None) -> None:
        try:
            await self._bot.answer_callback_query(press, notice[:_NOTICE] if notice else None)
        except TelegramError as error:
            _log.debug("a press could not be answered", reason=str(error))
