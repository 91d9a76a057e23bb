"""Asking Telegram for updates, and confirming only what is done.

python-telegram-bot's `Updater` confirms a batch before anybody has looked at it, repeats a batch it cannot parse for
ever, and takes a wedged connection for a quiet night. This loop asks from the intake's watermark, so that a batch is
confirmed by the first question after it is handled and committed.
"""

import warnings
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.intake import Intake, Raw
from bot.telegram.patience import Patience, in_seconds
from tally.errors import StorageError

ALLOWED = ("message", "callback_query", "inline_query", "my_chat_member")
"""The kinds of update we answer. Telegram remembers the list and keeps the others to itself."""

_BATCH = 100
"""Updates in one answer, the most that Telegram gives. As many can be open at once: it shows none beyond them."""

_REPEAT = 0.6
"""Seconds between questions from the same id: within 0.5 s Telegram would answer with one update only."""

_log = structlog.get_logger(__name__)

# The raw JSON is asked for on purpose: `Bot.get_updates` loses a whole batch to one update that it cannot parse.
warnings.filterwarnings("ignore", r"Please use 'Bot\.getUpdates'", PTBUserWarning)


class Polling:
    """The loop. `alive_at` is when Telegram last answered; None before the first time."""

    def __init__(self, bot: Bot, intake: Intake, now: Callable[[], datetime], *, long_poll: int = 30) -> None:
        self._bot = bot
        self._intake = intake
        self._now = now
        self._long_poll = long_poll
        self._patience = Patience()
        self.alive_at: datetime | None = None

    async def run(self) -> None:
        """Poll for ever. Raises `InvalidToken` when Telegram no longer knows the token."""
        while True:
            asked = self._intake.watermark
            batch = await self._ask()
            if batch:
                await self._take(batch, asked)

    async def confirm(self) -> None:
        """Tell Telegram how far we are, as the last thing before the end. A failure costs a second look, no update."""
        if self._intake.watermark is None:
            return
        try:
            await self._fetch(limit=1, wait=0, patience=2.0)
        except TelegramError as error:
            _log.info("the last answers could not be confirmed; they are known here", reason=str(error))

    async def _ask(self) -> list[Raw] | None:
        """One question; None when there was no answer and the time for the next has come."""
        try:
            # While something is open, Telegram answers at once, with that very update if with nothing else.
            batch = await self._fetch(limit=_BATCH, wait=self._long_poll, patience=10.0)
        except (InvalidToken, EndPointNotFound) as error:
            raise InvalidToken from error
        except Conflict as error:
            await self._conflict(error)
        except RetryAfter as error:
            await self._patience.wait("Telegram asks for a pause", str(error), in_seconds(error.retry_after))
        except TelegramError as error:
            await self._patience.wait("Telegram cannot be reached; trying until it can", str(error))
        else:
            self._patience.over("Telegram answers again")
            self.alive_at = self._now()
            return batch
        return None

    async def _conflict(self, error: Conflict) -> None:
        if "webhook" in str(error):
            await self._patience.wait("a webhook was set for this bot; removing it, no update is lost", str(error))
            try:
                await self._bot.delete_webhook(drop_pending_updates=False)
            except TelegramError as failure:
                _log.warning("the webhook could not be removed", reason=str(failure))
        else:
            trouble = "another process polls with this token; waiting for it to stop, only one can"
            await self._patience.wait(trouble, str(error), at_least=2.0)

    async def _take(self, batch: list[Raw], asked: int | None) -> None:
        """Hand the batch in, and wait until the next question makes sense."""
        try:
            await self._intake.take(batch)
        except StorageError as error:
            await self._patience.wait("updates cannot be looked up in the database; trying again", str(error))
            return
        # A full batch means that more are waiting: the next half comes in while this one's second half is answered.
        await self._intake.advanced(asked, _BATCH // 2 if len(batch) == _BATCH else 0, _REPEAT)

    async def _fetch(self, *, limit: int, wait: int, patience: float) -> list[Raw]:
        asked: dict[str, Any] = {"timeout": wait, "limit": limit, "allowed_updates": list(ALLOWED)}
        if self._intake.watermark is not None:
            asked["offset"] = self._intake.watermark
        batch: Any = await self._bot.do_api_request("getUpdates", api_kwargs=asked, read_timeout=wait + patience)
        return batch if isinstance(batch, list) else []
