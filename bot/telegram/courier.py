"""Carries a `Reply` to a chat: splits, sends or edits, repeats what is safe to repeat and nothing else."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import structlog
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from bot.command import Button, Reply
from bot.telegram.markup import messages, plain
from bot.telegram.patience import Patience, in_seconds
from bot.telegram.request import MaybeSent, NotSent

T = TypeVar("T")

_LONGEST_PAUSE = 30.0
"""Seconds that an answer waits when Telegram asks for a pause; after more, nobody looks at the chat any more."""

_EDITS_TRIED = 3

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a chat, a topic of it, and the message it answers (shown in groups)."""

    chat: int
    topic: int | None = None
    answers: int | None = None


class Courier:
    """Sends through one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def deliver(self, reply: Reply, place: Place, *, over: int | None = None) -> None:
        """Send `reply` to `place`, or put it over the message `over`.

        Nobody there to read it is the end of it. An outcome that cannot be known is logged and not tried again. Raises
        `TelegramError` for what only a change of ours can mend.
        """
        first, *rest = messages(reply.html)
        keyboard = keyboard_of(reply)
        try:
            if over is None or not await self._edit(first, place, over, None if rest else keyboard):
                place = await self._send(first, place, None if rest else keyboard)
            for number, part in enumerate(rest, 1):
                place = await self._send(part, place, keyboard if number == len(rest) else None)
        except Forbidden as error:
            _log.info("nobody there to answer", reason=str(error))
        except MaybeSent as error:
            # Sent again, it might be there twice; the person sees at once whether it came, and can ask again.
            _log.warning("an answer may not have arrived", reason=str(error))

    async def _send(self, html: str, place: Place, keyboard: InlineKeyboardMarkup | None) -> Place:
        """Send one message; the place where the next one goes, another where the group has become a supergroup."""
        try:
            await _until_sent(lambda: self._message(html, place, keyboard, ParseMode.HTML))
        except ChatMigrated as moved:
            place = replace(place, chat=moved.new_chat_id, answers=None)
            await _until_sent(lambda: self._message(html, place, keyboard, ParseMode.HTML))
        except BadRequest as error:
            if "can't parse entities" not in str(error).lower():
                raise
            # Refused whole, so nothing was sent. The words matter more than their looks.
            _log.error("markup of ours was refused; sent as plain text", reason=str(error))
            await _until_sent(lambda: self._message(plain(html), place, keyboard, None))
        return replace(place, answers=None)

    async def _edit(self, html: str, place: Place, message: int, keyboard: InlineKeyboardMarkup | None) -> bool:
        """Put `html` over a message of ours; False where that cannot be done any more. Editing twice does no harm."""
        for attempt in range(1, _EDITS_TRIED + 1):
            try:
                await _until_sent(lambda: self._over(html, place.chat, message, keyboard, ParseMode.HTML))
            except MaybeSent:
                if attempt == _EDITS_TRIED:
                    raise
            except BadRequest as error:
                reason = str(error).lower()
                if "message is not modified" in reason:
                    return True
                if "can't parse entities" in reason:
                    _log.error("markup of ours was refused; shown as plain text", reason=str(error))
                    await _until_sent(lambda: self._over(plain(html), place.chat, message, keyboard, None))
                    return True
                if "message to edit not found" in reason or "message can't be edited" in reason:
                    return False
                raise
            else:
                return True
        return False

    async def _message(self, text: str, place: Place, keyboard: InlineKeyboardMarkup | None, mode: str | None) -> None:
        answered = place.answers and ReplyParameters(place.answers, allow_sending_without_reply=True)
        await self._bot.send_message(
            place.chat,
            text,
            parse_mode=mode,
            message_thread_id=place.topic,
            reply_markup=keyboard,
            reply_parameters=answered or None,
            link_preview_options=_NO_PREVIEW,
        )

    async def _over(
        self, text: str, chat: int, message: int, keyboard: InlineKeyboardMarkup | None, mode: str | None
    ) -> None:
        await self._bot.edit_message_text(
            text, chat, message, parse_mode=mode, reply_markup=keyboard, link_preview_options=_NO_PREVIEW
        )


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
    rows = [[_button(each) for each in row] for row in reply.buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.url is not None:
        return InlineKeyboardButton(button.label, url=button.url)
    if button.copy is not None:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copy))
    return InlineKeyboardButton(button.label, callback_data=button.press)
