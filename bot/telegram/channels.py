"""Channels that are set up from a private chat: who may, and the key below the text box with which one is picked.

Telegram is asked every time, for every press: whoever was an administrator yesterday may be none today.
"""

import structlog
from telegram import (
    Bot,
    Chat,
    ChatAdministratorRights,
    ChatMember,
    ChatMemberAdministrator,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.command import Barrier, Channel, Closed

_PICK = 1
"""The number of our only request for a chat (Bot API, KeyboardButtonRequestChat)."""

_log = structlog.get_logger(__name__)


async def channel_of(bot: Bot, user: int, named: int | str) -> Channel | Closed:
    """The channel of that id or `@name`, if *user* and the bot may both post there. Raises `TelegramError` where
    Telegram cannot be asked.
    """
    # Telegram's own way to make a bot an administrator (core.telegram.org/api/links, bot channel links).
    invite = f"https://t.me/{bot.username}?startchannel&admin=post_messages"
    try:
        chat = await bot.get_chat(named)
        if chat.type != Chat.CHANNEL:
            return Closed(Barrier.NO_CHANNEL)
        if not _may_post(await bot.get_chat_member(chat.id, bot.id)):
            return Closed(Barrier.SILENT, invite)
        asking = await bot.get_chat_member(chat.id, user)
    except ChatMigrated:
        return Closed(Barrier.NO_CHANNEL)
    except (BadRequest, Forbidden) as error:
        _log.debug("a channel cannot be seen", reason=str(error))
        silent = "administrator rights" in str(error).lower()
        return Closed(Barrier.SILENT if silent else Barrier.UNSEEN, invite)
    if not _may_post(asking):
        return Closed(Barrier.NOT_ADMIN)
    return Channel(chat.id, chat.title or "", chat.username)


def picking(label: str) -> ReplyKeyboardMarkup:
    """The key that lists a person's channels, and makes the bot one that may post in the one they pick."""
    rights = ChatAdministratorRights(
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=False,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=False,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        can_post_messages=True,
    )
    wanted = KeyboardButtonRequestChat(
        _PICK, chat_is_channel=True, user_administrator_rights=rights, bot_administrator_rights=rights
    )
    return ReplyKeyboardMarkup(
        [[KeyboardButton(label, request_chat=wanted)]], resize_keyboard=True, one_time_keyboard=True
    )


def _may_post(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberAdministrator):
        return bool(member.can_post_messages)
    return member.status == ChatMember.OWNER
