"""Drafts: a message that grows while the bot writes it. They live half a minute and are in no history."""

from typing import Any

from bot.localchat.arguments import Arguments
from bot.localchat.entities import units
from bot.localchat.posting import TEXT_LIMIT, formatted
from bot.localchat.refusals import bad_request
from bot.localchat.rich import rich_content
from bot.localchat.world import World

Json = dict[str, Any]


def send_message_draft(world: World, given: Arguments) -> bool:
    """`sendMessageDraft`; an empty text shows that the bot is thinking."""
    text, entities = formatted(given.text("text"), given.text("parse_mode"), given.array("entities"))
    if units(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return _show(world, given, {"text": text, "entities": entities})


def send_rich_message_draft(world: World, given: Arguments) -> bool:
    """`sendRichMessageDraft`."""
    return _show(world, given, rich_content(given.json("rich_message") or {}))


def _show(world: World, given: Arguments, content: Json) -> bool:
    chat = world.reachable(given.integer("chat_id"))
    if chat.kind != "private":
        raise bad_request("message drafts can be sent only to private chats")
    if not given.integer("draft_id"):
        raise bad_request("DRAFT_ID_INVALID")
    world.tell("draft", {"chat": chat.id, "draft": given.integer("draft_id"), "content": content})
    return True
