"""Where the bot is, and stays: thrown out, blocked, or moved with a group that became a supergroup."""

import structlog
from telegram import ChatMember, Update

from bot.command import House

_OUT = (ChatMember.LEFT, ChatMember.BANNED)

_log = structlog.get_logger(__name__)


async def membership_changed(update: Update, house: House) -> None:
    """Blocked, kicked or asked to leave: nothing is sent there any more. What was chosen stays, for a return."""
    changed = update.my_chat_member
    if changed is None or changed.new_chat_member.status not in _OUT:
        return
    _log.info("no longer in a chat", chat=changed.chat.id, kind=changed.chat.type)
    await house.mail.outbox.end(changed.chat.id, 0, "the bot was blocked or is no longer a member")


async def group_moved(update: Update, house: House) -> None:
    """A group has become a supergroup: its choices and digests follow it to the new number."""
    message = update.message
    if message is None or message.migrate_to_chat_id is None:
        return
    _log.info("a group has become a supergroup", chat=message.chat.id, new=message.migrate_to_chat_id)
    await house.mail.outbox.move(message.chat.id, message.migrate_to_chat_id)
    await house.privacy.move(message.chat.id, message.migrate_to_chat_id)
