"""What one message can hold, how each is sent or put over another, and what goes instead when it is refused.

Every kind is asked `instead` only after a refusal, which proves that nothing was sent.
"""

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, cast

import structlog
from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot.command import Document, Picture
from bot.telegram.markup import plain
from bot.telegram.remembered import Remembered
from bot.telegram.request import Prepared

Keys = InlineKeyboardMarkup | ReplyKeyboardMarkup
"""What can come with a new message; only the first can be put under an old one."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_as_json = json.JSONEncoder(separators=(",", ":")).encode

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a chat, a topic of it, and the message it answers (shown in groups)."""

    chat: int
    topic: int | None = None
    answers: int | None = None

    @property
    def reply(self) -> ReplyParameters | None:
        """Which message is answered; one that is gone does not matter."""
        return ReplyParameters(self.answers, allow_sending_without_reply=True) if self.answers else None


class Parcel(ABC):
    """One message on its way."""

    media = False
    """Whether it shows a file: text cannot be put over a file, nor a file over text."""

    @abstractmethod
    async def send(self, bot: Bot, place: Place, keyboard: Keys | None) -> Message | None:
        """Send it as a new message; what became of it, where there is something to remember."""

    @abstractmethod
    async def put_over(self, bot: Bot, chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> None:
        """Put it in the place of a message of ours."""

    @abstractmethod
    async def instead(self, error: TelegramError) -> "Parcel | None":
        """What to send after this was refused whole with *error*; None when nothing else is left."""

    async def sent(self, message: Message) -> None:  # noqa: B027 - most have nothing to remember
        """Called with what became of it."""


@dataclass(frozen=True, slots=True)
class Text(Parcel):
    """Telegram HTML, or plain text where *mode* is None."""

    text: str
    mode: str | None = ParseMode.HTML

    async def send(self, bot: Bot, place: Place, keyboard: Keys | None) -> None:
        given: dict[str, Any] = {"text": self.text, "link_preview_options": {"is_disabled": True}}
        if self.mode is not None:
            given["parse_mode"] = self.mode
        await _post(bot, "sendMessage", given, place, keyboard)

    async def put_over(self, bot: Bot, chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> None:
        await bot.edit_message_text(
            self.text, chat, message, parse_mode=self.mode, reply_markup=keyboard, link_preview_options=_NO_PREVIEW
        )

    async def instead(self, error: TelegramError) -> Parcel | None:
        if self.mode is None or "can't parse entities" not in str(error).lower():
            return None
        # The words matter more than their looks.
        _log.error("markup of ours was refused; shown as plain text", reason=str(error))
        return Text(plain(self.text), None)


@dataclass(frozen=True, slots=True)
class Rich(Parcel):
    """A rich message (Bot API 10.1), with the plain one that says the same."""

    html: str
    otherwise: str
    remembered: Remembered

    async def send(self, bot: Bot, place: Place, keyboard: Keys | None) -> None:
        try:
            await _post(bot, "sendRichMessage", {"rich_message": {"html": self.html}}, place, keyboard)
        except InvalidToken as error:  # the token was good enough to get here
            raise EndPointNotFound("this server knows no rich messages") from error

    async def put_over(self, bot: Bot, chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> None:
        # The library does not know the field yet; without a text it leaves the text out.
        nothing = cast(str, None)
        await bot.edit_message_text(
            nothing, chat, message, reply_markup=keyboard, api_kwargs={"rich_message": {"html": self.html}}
        )

    async def instead(self, error: TelegramError) -> Parcel | None:
        reason = str(error).lower()
        if isinstance(error, EndPointNotFound) or "text is empty" in reason or "text must be non-empty" in reason:
            _log.info("this server shows no tables; lists for half a day", reason=str(error))
            await self.remembered.refused_tables()
        elif "rich" in reason:
            _log.error("a rich message of ours was refused; shown as a plain one", reason=str(error))
        return Text(self.otherwise)


@dataclass(frozen=True, slots=True)
class Photo(Parcel):
    """A picture, by the name the server has for it where it has one."""

    picture: Picture
    remembered: Remembered
    file: str | None = None

    media = True

    async def send(self, bot: Bot, place: Place, keyboard: Keys | None) -> Message:
        return await bot.send_photo(
            place.chat,
            self.file or self.picture.png,
            self.picture.caption_html,
            parse_mode=ParseMode.HTML,
            message_thread_id=place.topic,
            reply_markup=keyboard,
            reply_parameters=place.reply,
            filename=None if self.file else "picture.png",
        )

    async def put_over(self, bot: Bot, chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> None:
        media = InputMediaPhoto(self.file or self.picture.png, self.picture.caption_html, parse_mode=ParseMode.HTML)
        shown = await bot.edit_message_media(media, chat, message, reply_markup=keyboard)
        if isinstance(shown, Message):
            await self.sent(shown)

    async def instead(self, error: TelegramError) -> Parcel | None:
        # A name that the server has forgotten, or that was another bot's: the bytes are at hand.
        return Photo(self.picture, self.remembered) if self.file else None

    async def sent(self, message: Message) -> None:
        if self.file is None and message.photo:
            await self.remembered.keep_file(self.picture.key, message.photo[-1].file_id)


@dataclass(frozen=True, slots=True)
class File(Parcel):
    """A document."""

    document: Document

    media = True

    async def send(self, bot: Bot, place: Place, keyboard: Keys | None) -> Message:
        return await bot.send_document(
            place.chat,
            self.document.content,
            self.document.caption_html,
            parse_mode=ParseMode.HTML,
            message_thread_id=place.topic,
            reply_markup=keyboard,
            reply_parameters=place.reply,
            filename=self.document.name,
        )

    async def put_over(self, bot: Bot, chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> None:
        document = InputFile(self.document.content, self.document.name)
        media = InputMediaDocument(document, self.document.caption_html, parse_mode=ParseMode.HTML)
        await bot.edit_message_media(media, chat, message, reply_markup=keyboard)

    async def instead(self, error: TelegramError) -> Parcel | None:
        return None


async def _post(bot: Bot, method: str, given: dict[str, Any], place: Place, keyboard: Keys | None) -> None:
    """Call a method that sends text. The library would take thirty buttons apart for each message, and would build the
    message that was sent, for nobody.
    """
    given["chat_id"] = place.chat
    if place.topic is not None:
        given["message_thread_id"] = place.topic
    if place.reply is not None:
        given["reply_parameters"] = place.reply.to_dict()
    body = _as_json(given)
    if keyboard is not None:
        body = f'{body[:-1]},"reply_markup":{keyboard.to_json()}}}'
    call: Any = Prepared(body.encode())
    await bot.request.post(f"{bot.base_url}/{method}", call)
