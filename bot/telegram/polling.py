"""Asking Telegram for updates, and confirming only what is done.

python-telegram-bot's `Updater` confirms a batch before anybody has looked at it, repeats a batch it cannot parse for
ever, and takes a wedged connection for a quiet night. This loop asks from the intake's watermark, so that a batch is
confirmed by the first question after it is handled and committed.
"""

import json
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.intake import KINDS, Intake, Raw
from bot.pulse import Pulse
from bot.telegram.patience import Patience
from bot.telegram.request import AiohttpRequest, Prepared
from tally.errors import StorageError

_BATCH = 100
"""Updates in one answer, the most that Telegram gives. As many can be open at once: it shows none beyond them."""

_REPEAT = 0.6
"""Seconds between questions from the same id: within 0.5 s Telegram would answer with one update only."""

_log = structlog.get_logger(__name__)


class Polling:
    """The loop. `request` is the pool that asks for updates; who has `bot` opens and closes it."""

    def __init__(self, bot: Bot, request: AiohttpRequest, intake: Intake, *, long_poll: int = 30) -> None:
        self._bot = bot
        self._request = request
        self._intake = intake
        self._long_poll = long_poll
        self._patience = Patience()
        self.pulse = Pulse()

    async def run(self) -> None:
        """Poll for ever. Raises `InvalidToken` when Telegram no longer knows the token."""
        while True:
            asked = self._intake.watermark
            batch = await self._ask()
            self.pulse.turned()
            if batch:
                await self._take(batch, asked)

    async def close(self) -> None:
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
        except InvalidToken:
            raise
        except Conflict as error:
            await self._conflict(error)
        except TelegramError as error:
            await self._patience.bear(error)
        else:
            self._patience.over("Telegram answers again")
            self.pulse.answered()
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
        """The updates as they are: `Bot.get_updates` loses a whole batch to one that it cannot parse."""
        asked: dict[str, Any] = {"timeout": wait, "limit": limit, "allowed_updates": KINDS}
        if self._intake.watermark is not None:
            asked["offset"] = self._intake.watermark
        question: Any = Prepared(json.dumps(asked).encode())
        address = f"{self._bot.base_url}/getUpdates"
        batch: Any = await self._request.post(address, question, read_timeout=wait + patience)
        return batch if isinstance(batch, list) else []
