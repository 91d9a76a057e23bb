"""Where Telegram's updates become questions, and answers go back: the only room that knows both."""

import asyncio
import re
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from html import escape
from secrets import token_hex
from typing import Any

import structlog
from telegram import Chat, ChatMember, Message, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from answers.words import offered, spoken, words
from bot.budget import Budget, Word
from bot.command import Ask, House, Reply
from bot.commands import NAMES, find, respond, respond_press
from bot.inline import offers
from bot.intake import Raw
from bot.looks import shows_tables
from bot.press import pressed
from bot.telegram.channels import channel_of
from bot.telegram.courier import Courier
from bot.telegram.forwarding import forwarded
from bot.telegram.inline_answers import answer
from bot.telegram.parcels import Place
from bot.telegram.places import group_moved, membership_changed
from bot.telegram.presses import Presses
from bot.telegram.remembered import Remembered
from bot.telegram.request import AiohttpRequest, environment_proxy
from tally.errors import StorageError

App = Application[Any, Any, Any, Any, Any, Any]

Timed = Callable[[str, float], None]
"""Told of every question that was answered: the command, and the seconds it took until the last message was sent."""

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LONGEST_ANSWER = 60.0
"""Seconds a command may think before it counts as failed, so that no lane stands still for ever."""

_log = structlog.get_logger(__name__)


def open_application(token: str, api: str, for_updates: AiohttpRequest) -> App:
    """python-telegram-bot's types, handlers and `process_update` at the Bot API server `api`, and none of its engines.

    Its updater, job queue, persistence and rate limiter keep in memory what must outlive a crash. It opens and closes
    the pool `for_updates`, which others ask.
    """
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(AiohttpRequest(proxy=environment_proxy(api)))
        .get_updates_request(for_updates)
        .updater(None)
        .job_queue(None)
        .build()
    )


class Desk:
    """Answers updates (`bot.intake.Desk`) with the commands of the house."""

    def __init__(
        self, application: App, house: House, operators: Collection[int], now: Callable[[], datetime], timed: Timed
    ) -> None:
        self._application = application
        self._house = house
        self._operators = operators
        self._now = now
        self._courier = Courier(application.bot, Remembered(house.state, lambda: application.bot.id, now))
        self._presses = Presses(application.bot)
        self._of_person = Budget(burst=40, seconds=2.0)
        self._of_chat = Budget(burst=60, seconds=1.0)
        self._timed = timed
        self.failed = 0
        """How many answers failed since the start, so that a person was given a reference number."""
        self._register()

    def arrived(self, raw: Raw) -> None:
        """See to it that a pressed button does not spin, however long the press has to wait."""
        self._presses.arrived(raw)

    async def handle(self, raw: Raw) -> None:
        """Answer one update. Raises whatever python-telegram-bot raises where it cannot read it."""
        word = self._spend(raw)
        if word is Word.YES:
            await self._application.process_update(Update.de_json(raw, self._application.bot))
        elif word is Word.FIRST_NO:
            await self.refuse(raw)

    async def refuse(self, raw: Raw) -> None:
        """Say that there are too many at once. Raises as `handle` does."""
        update = Update.de_json(raw, self._application.bot)
        said = words(await self._language(update)).say("too-many-messages")
        if update.callback_query:
            await self._presses.answer(update.callback_query.id, said)
        elif update.effective_chat:
            await self._courier.deliver(Reply(escape(said)), _place(update))

    async def close(self) -> None:
        """Let go of buttons that still spin."""
        await self._presses.close()

    def _spend(self, raw: Raw) -> Word:
        """Whether the person and the chat may still ask; inline queries come with every letter and are not counted."""
        match raw:
            case {"message": {"date": int(sent), "chat": {"id": int(chat)}, "from": {"id": int(person)}}}:
                pass
            case {"callback_query": {"from": {"id": int(person)}, "message": {"chat": {"id": int(chat)}}}}:
                sent = int(self._now().timestamp())
            case _:
                return Word.YES
        word = self._of_person.spend(person, sent)
        return self._of_chat.spend(chat, sent) if word is Word.YES and chat != person else word

    def _register(self) -> None:
        private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
        names = [each for each in NAMES if _COMMAND.fullmatch(each)]
        # In a group only what names one of our commands, or us, is meant for us.
        for_us = filters.UpdateType.MESSAGE & filters.ChatType.GROUPS & filters.COMMAND & _Addressed()
        mentioned = filters.UpdateType.MESSAGE & filters.ChatType.GROUPS & _Mentioned()
        self._application.add_handler(CommandHandler(names, self._text, filters.UpdateType.MESSAGE))
        self._application.add_handler(MessageHandler(private | for_us | mentioned, self._text))
        picked = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.StatusUpdate.CHAT_SHARED
        self._application.add_handler(MessageHandler(picked, self._text))
        self._application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, self._moved))
        self._application.add_handler(ChatMemberHandler(self._membership, ChatMemberHandler.MY_CHAT_MEMBER))
        self._application.add_handler(CallbackQueryHandler(self._press))
        self._application.add_handler(InlineQueryHandler(self._inline))
        self._application.add_error_handler(self._failed)

    async def _text(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        started = time.perf_counter()
        ask = await self._ask(update)
        text = _said(message)
        if not ask.private and not text.startswith("/"):
            text = _mention_of(message).sub(" ", text)
        async with asyncio.timeout(_LONGEST_ANSWER):
            reply = await respond(text, ask, self._house)
        await self._deliver(reply, update)
        self._timed(_command_of(text), time.perf_counter() - started)

    async def _press(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None or not query.data:
            return
        if self._presses.repeated(query):
            await self._presses.answer(query.id)
            return
        started = time.perf_counter()
        ask = await self._ask(update)
        async with asyncio.timeout(_LONGEST_ANSWER):
            reply = await respond_press(query.data, ask, self._house)
        under = query.message.message_id if query.message and reply.edits else None
        answered = self._presses.answer(query.id, reply.notice)
        if query.message is None or (reply.notice and not reply.html):
            await answered
        else:
            await asyncio.gather(answered, self._deliver(reply, update, over=under))
        press = pressed(query.data)
        self._timed(_command_of(f"/{press.name}" if press else ""), time.perf_counter() - started)

    async def _membership(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await membership_changed(update, self._house)

    async def _moved(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await group_moved(update, self._house)

    async def _inline(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.inline_query
        if query is None:
            return
        ask = replace(await self._ask(update), argument=query.query, chat=query.from_user.id, user=query.from_user.id)
        await answer(query, await offers(ask, self._house), ask.language)

    async def _deliver(self, reply: Reply, update: Update, over: int | None = None) -> None:
        place, shown = _place(update), update.effective_message
        media = isinstance(shown, Message) and bool(shown.photo or shown.document)
        tables = reply.rich is not None and await shows_tables(self._house, place.chat)
        await self._courier.deliver(reply, place, over=over, media=media, tables=tables)

    async def _failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A border: whatever went wrong, the person gets a number, and the log says what is behind it."""
        reference = token_hex(4)
        self.failed += 1
        known = update if isinstance(update, Update) else None
        _log.error("an answer failed", reference=reference, update=known and known.update_id, exc_info=context.error)
        if known is None:
            return
        if known.callback_query:
            await self._presses.answer(known.callback_query.id)
        if known.effective_chat is None:
            return
        try:
            said = words(await self._language(known)).say("error-reference", reference=reference)
            await self._courier.deliver(Reply(escape(said)), _place(known))
        except TelegramError as error:
            _log.warning("the person could not be told", reference=reference, reason=str(error))

    async def _ask(self, update: Update) -> Ask:
        chat, user = update.effective_chat, update.effective_user
        private = chat is not None and chat.type == Chat.PRIVATE
        return Ask(
            argument="",
            language=await self._language(update),
            now=self._now(),
            chat=chat.id if chat else 0,
            user=user.id if user else 0,
            topic=_topic(update),
            private=private,
            operator=private and user is not None and user.id in self._operators and not _speaks_for_another(update),
            pressed=update.callback_query is not None,
            forwarded=forwarded(update),
            admin=lambda: self._admin(update),
            channel=lambda named: channel_of(self._application.bot, user.id if user else 0, named),
        )

    async def _admin(self, update: Update) -> bool:
        """Whether the person may change what the chat has chosen: in private always, in a group its admins alone."""
        chat, user, message = update.effective_chat, update.effective_user, update.message
        if chat is None or user is None or chat.type == Chat.PRIVATE:
            return chat is not None
        if message is not None and message.sender_chat is not None:
            return message.sender_chat.id == chat.id  # an anonymous admin speaks as the group itself
        member = await self._application.bot.get_chat_member(chat.id, user.id)
        return member.status in (ChatMember.ADMINISTRATOR, ChatMember.OWNER)

    async def _language(self, update: Update) -> str:
        """What the chat chose, else what the person's Telegram speaks, else English."""
        chat, user = update.effective_chat, update.effective_user
        try:
            place = chat or user  # who asks from elsewhere has chosen, if at all, in the private chat
            chosen = await self._house.chats.language(place.id) if place else None
        except StorageError as error:
            # Whoever must hear that something is wrong should hear it in some language.
            _log.warning("a chat's language could not be looked up", reason=str(error))
            chosen = None
        return chosen if chosen in offered() else spoken(user.language_code if user else None)


class _Addressed(filters.MessageFilter):
    """A command that names this bot: `/anything@our_name`."""

    def filter(self, message: Message) -> bool:
        """Whether the first word ends with our name."""
        first, *_ = (message.text or "").split(maxsplit=1) or [""]
        return first.lower().endswith(f"@{message.get_bot().username.lower()}")


class _Mentioned(filters.MessageFilter):
    """Words that name this bot anywhere: `@our_name how many tanks`."""

    def filter(self, message: Message) -> bool:
        """Whether our name is there; a command is not meant so."""
        text = message.text or ""
        return not text.startswith("/") and bool(_mention_of(message).search(text))


def _mention_of(message: Message) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(message.get_bot().username)}(?!\w)", re.IGNORECASE)


def _command_of(text: str) -> str:
    """The command that a message names, for counting; `words` for plain ones and names that are nobody's."""
    first, *_ = text.split(maxsplit=1) or [""]
    command = find(first[1:].partition("@")[0]) if first.startswith("/") else None
    return command.name if command else "words"


def _topic(update: Update) -> int | None:
    """The forum topic; plain replies carry a thread id too, but are no topic."""
    message = update.effective_message
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


def _said(message: Message) -> str:
    """The words of a message; a shared location says which time zone the digest goes by, a picked channel where to."""
    if message.location is not None:
        return f"/settings zone {message.location.latitude:.3f} {message.location.longitude:.3f}"
    if message.chat_shared is not None:
        return f"/subscribe {message.chat_shared.chat_id}"
    return message.text or message.caption or ""


def _place(update: Update) -> Place:
    chat, message = update.effective_chat, update.message
    answers = message.message_id if message and message.chat.type != Chat.PRIVATE else None
    return Place(chat.id if chat else 0, _topic(update), answers)


def _speaks_for_another(update: Update) -> bool:
    """Whether the message's words may not be its sender's own: sent as a channel, or through another bot."""
    message = update.message
    return message is not None and (message.sender_chat is not None or message.via_bot is not None)
