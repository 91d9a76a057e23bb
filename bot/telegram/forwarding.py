"""Where a forwarded message comes from."""

from telegram import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)

from bot.lessons import Forwarded


def forwarded(update: Update) -> Forwarded | None:
    """Who wrote the message that was forwarded to us, when, and where it stands; None for one that was not."""
    message = update.effective_message
    origin = message.forward_origin if isinstance(message, Message) else None
    match origin:
        case MessageOriginChannel():
            name = origin.chat.username
            url = f"https://t.me/{name}/{origin.message_id}" if name else None
            return Forwarded(origin.date, f"t.me/{name}" if name else origin.chat.title or "", url, origin.chat.id)
        case MessageOriginChat():
            return Forwarded(origin.date, origin.sender_chat.title or "")
        case MessageOriginUser():
            return Forwarded(origin.date, origin.sender_user.full_name)
        case MessageOriginHiddenUser():
            return Forwarded(origin.date, origin.sender_user_name)
    return None
