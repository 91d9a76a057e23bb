"""The other way for updates to come in: Telegram pushes them to us, to any of several processes.

Nothing is dropped in going from one way to the other. `setWebhook` and `deleteWebhook` leave what waits in Telegram's
queue, and what was handled one way and not confirmed is known when it comes the other.
"""

import asyncio
import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

import structlog
from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.borders import for_ever
from bot.config import Listen
from bot.intake import KINDS, Intake
from bot.presence import Replicas
from bot.pulse import Pulse
from bot.telegram.hook import Hook
from bot.telegram.patience import Patience
from tally.errors import SettingError, StorageError

_LOOK = 30.0
"""Seconds between looks at whether the webhook is still ours, and what Telegram says of it."""

_CONNECTIONS = 100
"""The most that Telegram offers. Each push waits for its answer, so fewer would hold people up."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pushed:
    """How updates are pushed: the address that Telegram calls, where we listen for it, and the shared secret."""

    url: str
    listen: Listen
    secret: str

    @property
    def path(self) -> str:
        """The path that Telegram calls."""
        return urlsplit(self.url).path or "/"


def secret_of(token: str) -> str:
    """A secret that every process of a bot knows and nobody without its token: 64 hexadecimal digits."""
    return hmac.new(token.encode(), b"webhook", sha256).hexdigest()


class Webhook:
    """Keeps the webhook set and the door, `hook`, open. `pending` updates wait at Telegram, if it said so."""

    def __init__(self, bot: Bot, intake: Intake, replicas: Replicas, pushed: Pushed) -> None:
        self._bot = bot
        self.hook = Hook(intake, pushed.path, pushed.secret)
        self._replicas = replicas
        self._pushed = pushed
        self._patience = Patience()
        self._failed_at: datetime | None = None
        self.pulse = Pulse()
        self.pending: int | None = None

    async def run(self) -> None:
        """Take pushed updates for ever.

        Raises `InvalidToken` when Telegram no longer knows the token, `SettingError` when it refuses the address.
        """
        sharing = asyncio.create_task(for_ever("sharing updates", self._replicas.keep))
        self.hook.open = True
        try:
            await self._until_done(set_first=True)
            while True:
                await asyncio.sleep(_LOOK)
                await self._until_done(set_first=False)
        finally:
            self.hook.open = False
            sharing.cancel()
            await asyncio.wait({sharing})

    async def close(self) -> None:
        """Leave what was not finished to the other processes, at once. The webhook stays: Telegram keeps the queue."""
        with suppress(StorageError):
            await self._replicas.leave()

    async def _until_done(self, *, set_first: bool) -> None:
        while True:
            self.pulse.turned()
            try:
                if set_first:
                    await self._set()
                await self.look()
            except InvalidToken:
                raise
            except BadRequest as error:
                if "resolve" not in str(error).lower():
                    raise SettingError("WEBHOOK_URL", f"Telegram says: {error}") from None
                await self._patience.wait("Telegram does not find the host of WEBHOOK_URL", str(error))
            except TelegramError as error:
                await self._patience.bear(error)
            else:
                self._patience.over("Telegram answers again")
                return

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._pushed.url,
            max_connections=_CONNECTIONS,
            allowed_updates=KINDS,
            drop_pending_updates=False,
            secret_token=self._pushed.secret,
        )

    async def look(self) -> None:
        """See that the webhook is still ours, and what Telegram says of it. Raises `TelegramError`."""
        info = await self._bot.get_webhook_info()
        self.pulse.answered()
        self.pending = info.pending_update_count
        if info.url != self._pushed.url:
            _log.warning("the webhook was changed by somebody else; setting it again, no update is lost")
            await self._set()
        self._tell(info)

    def _tell(self, info: WebhookInfo) -> None:
        """Say once what Telegram last met at our door."""
        if info.last_error_date is None or info.last_error_date == self._failed_at:
            return
        if self._failed_at is not None or info.pending_update_count:
            _log.warning(
                "Telegram could not push an update", reason=info.last_error_message, waiting=info.pending_update_count
            )
        self._failed_at = info.last_error_date
