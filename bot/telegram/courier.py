"""Carries a `Reply` to a chat: splits, sends or edits, repeats what is safe to repeat and nothing else."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

import structlog
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, EndPointNotFound, Forbidden, RetryAfter

from bot.command import Button, Reply
from bot.telegram.channels import picking
from bot.telegram.markup import messages
from bot.telegram.parcels import File, Keys, Parcel, Photo, Place, Rich, Text
from bot.telegram.patience import Patience, in_seconds
from bot.telegram.remembered import Remembered
from bot.telegram.request import MaybeSent, NotSent

T = TypeVar("T")

_LONGEST_PAUSE = 30.0
"""Seconds that an answer waits when Telegram asks for a pause; after more, nobody looks at the chat any more."""

_EDITS_TRIED = 3

_GONE = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")

_log = structlog.get_logger(__name__)


class Courier:
    """Sends through one bot."""

    def __init__(self, bot: Bot, remembered: Remembered) -> None:
        self._bot = bot
        self._remembered = remembered

    async def deliver(
        self, reply: Reply, place: Place, *, over: int | None = None, media: bool = False, tables: bool = False
    ) -> None:
        """Send `reply` to `place`, or put it over the message `over`, which shows a file where `media` is true.

        A rich message goes only where `tables` are wanted and the server shows them. Nobody there to read it is the end
        of it. An outcome that cannot be known is logged and not tried again. Raises `TelegramError` for what only a
        change of ours can mend.
        """
        first, *rest = await self._parcels(reply, tables=tables)
        keyboard = keyboard_of(reply)
        keys = picking(reply.picker) if reply.picker else keyboard
        if first.media != media or reply.picker:
            over = None
        try:
            if over is None or not await self._edit(first, place, over, None if rest else keyboard):
                place = await self._send(first, place, None if rest else keys)
            for number, part in enumerate(rest, 1):
                place = await self._send(part, place, keys if number == len(rest) else None)
        except Forbidden as error:
            _log.info("nobody there to answer", reason=str(error))
        except MaybeSent as error:
            # Sent again, it might be there twice; the person sees at once whether it came, and can ask again.
            _log.warning("an answer may not have arrived", reason=str(error))

    async def _parcels(self, reply: Reply, *, tables: bool) -> list[Parcel]:
        if reply.document:
            return [File(reply.document)]
        if reply.picture:
            known = await self._remembered.file(reply.picture.key)
            return [Photo(reply.picture, self._remembered, known)]
        texts = messages(reply.html)
        if tables and reply.rich and len(texts) == 1 and await self._remembered.shows_tables():
            return [Rich(reply.rich, texts[0], self._remembered)]
        return [Text(each) for each in texts]

    async def _send(self, parcel: Parcel, place: Place, keyboard: Keys | None) -> Place:
        """Send one message; the place where the next one goes, another where the group has become a supergroup."""
        while True:
            try:
                message = await _until_sent(lambda: parcel.send(self._bot, place, keyboard))  # noqa: B023
            except ChatMigrated as moved:
                place = replace(place, chat=moved.new_chat_id, answers=None)
            except (BadRequest, EndPointNotFound) as error:
                # Refused whole, so nothing was sent.
                other = await parcel.instead(error)
                if other is None:
                    raise
                parcel = other
            else:
                if message is not None:
                    await parcel.sent(message)
                return replace(place, answers=None)

    async def _edit(self, parcel: Parcel, place: Place, message: int, keyboard: InlineKeyboardMarkup | None) -> bool:
        """Put `parcel` over a message of ours; False where that cannot be done any more. Editing twice does no harm."""
        uncertain = 0
        while True:
            try:
                await _until_sent(lambda: parcel.put_over(self._bot, place.chat, message, keyboard))  # noqa: B023
            except MaybeSent:
                uncertain += 1
                if uncertain == _EDITS_TRIED:
                    raise
            except BadRequest as error:
                reason = str(error).lower()
                if "message is not modified" in reason:
                    return True
                if any(each in reason for each in _GONE):
                    return False
                other = await parcel.instead(error)
                if other is None:
                    raise
                parcel = other
            else:
                return True


async def _until_sent(call: Callable[[], Awaitable[T]]) -> T:
    """Repeat `call` as long as it was provably not carried out. Raises whatever else happens."""
    patience = Patience(first=0.5, longest=15.0)
    while True:
        try:
            result = await call()
        except NotSent as error:
            await patience.wait("answers cannot be sent; trying until they can", str(error))
        except RetryAfter as error:
            pause = in_seconds(error.retry_after)
            if pause > _LONGEST_PAUSE:
                raise
            await asyncio.sleep(pause + 0.1)
        else:
            patience.over("answers can be sent again")
            return result


def keyboard_of(reply: Reply) -> InlineKeyboardMarkup | None:
    """The buttons of a reply as Telegram's, None for none."""
    return _keyboard(reply.buttons)


@lru_cache(maxsize=256)
def _keyboard(buttons: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    rows = [[_button(each) for each in row] for row in buttons if row]
    return _Written(rows) if rows else None


class _Written(InlineKeyboardMarkup):
    """A keyboard that is written down once: under the figures, everybody gets the same, of thirty buttons."""

    __slots__ = ("_as_json", "_written")

    def __init__(self, rows: Sequence[Sequence[InlineKeyboardButton]]) -> None:
        super().__init__(rows)
        self._written = super().to_dict()
        self._as_json = super().to_json()

    def to_dict(self, recursive: bool = True) -> dict[str, Any]:
        return self._written

    def to_json(self) -> str:
        return self._as_json


def _button(button: Button) -> InlineKeyboardButton:
    if button.url is not None:
        return InlineKeyboardButton(button.label, url=button.url)
    if button.share is not None:
        return InlineKeyboardButton(button.label, switch_inline_query=button.share)
    if button.copy is not None:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copy))
    return InlineKeyboardButton(button.label, callback_data=button.press)
