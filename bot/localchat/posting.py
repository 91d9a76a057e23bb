"""Putting a message into a chat, and telling whom it concerns."""

from typing import Any

from bot.localchat.entities import found, passed, trimmed, units
from bot.localchat.markup import parse_html
from bot.localchat.refusals import bad_request
from bot.localchat.things import Chat, Message, User
from bot.localchat.world import World

Json = dict[str, Any]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def formatted(text: str, parse_mode: str, entities: list[Any] | None, *, links: bool = True) -> tuple[str, list[Json]]:
    """Text and entities as Telegram keeps them. Raises `RefusedError` for markup it cannot read."""
    mode = parse_mode.lower()
    if mode == "html":
        plain, marked = parse_html(text)
    elif mode in {"", "none"}:
        plain, marked = text, passed(text, entities or [])
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request(f"the local chat does not read parse_mode {parse_mode}; it reads HTML")
    else:
        raise bad_request("unsupported parse_mode")
    plain, marked = trimmed(plain.replace("\r", ""), marked)
    return plain, found(plain, marked) if links else marked


def text_content(text: str, parse_mode: str = "", entities: list[Any] | None = None) -> Json:
    """Content of a text message. Raises `RefusedError` when it is empty or too long."""
    if not text:
        raise bad_request("message text is empty")
    plain, marked = formatted(text, parse_mode, entities)
    if not plain:
        raise bad_request("text must be non-empty")
    if units(plain) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": plain, **({"entities": marked} if marked else {})}


def caption_content(caption: str, parse_mode: str = "", entities: list[Any] | None = None) -> Json:
    """Content of a caption; nothing for an empty one."""
    plain, marked = formatted(caption, parse_mode, entities)
    if units(plain) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    if not plain:
        return {}
    return {"caption": plain, **({"caption_entities": marked} if marked else {})}


def post(world: World, chat: Chat, content: Json, sender: User | None, **rest: Any) -> Message:
    """Put a message into `chat`; listeners see it. The bot is not told: see `report`."""
    message = Message(chat.next_id(), chat, world.unix, content, None if chat.kind == "channel" else sender, **rest)
    chat.messages[message.id] = message
    world.tell("message", {"chat": chat.id, "message": message.id})
    return message


def report(world: World, message: Message, *, edited: bool = False) -> None:
    """Tell the bot of a message of somebody else, if it may see it."""
    if not _visible(world, message):
        return
    kind = "channel_post" if message.chat.kind == "channel" else "message"
    world.push(("edited_" if edited else "") + kind, message.json(), f"chat:{message.chat.id}")


def service(world: World, chat: Chat, content: Json, by: User, **rest: Any) -> Message:
    """A service message ("topic created"), seen by all; the bot is told unless it caused it."""
    message = post(world, chat, content, by, **rest)
    if by.id != world.bot.id:
        report(world, message)
    return message


def _visible(world: World, message: Message) -> bool:
    """Telegram's privacy mode: in a group, a bot that is no administrator sees what is meant for it."""
    chat = message.chat
    if chat.kind == "private":
        return True
    me = world.member(chat, world.bot.id)
    if not me.present:
        return False
    if me.rules or chat.kind == "channel" or not {"text", "photo", "document"} & message.content.keys():
        return True
    if message.via_bot is not None or (message.reply_to is not None and message.reply_to.sender == world.bot):
        return True
    return _addressed(world, message.content.get("text") or message.content.get("caption") or "")


def _addressed(world: World, text: str) -> bool:
    """A command for this bot, or its name."""
    if text.startswith("/"):
        command = text.split(maxsplit=1)[0]
        return "@" not in command or command.lower().endswith("@" + (world.bot.username or "").lower())
    return f"@{world.bot.username}".lower() in text.lower()
