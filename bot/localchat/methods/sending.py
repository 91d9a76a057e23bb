"""Methods that put a message into a chat."""

from typing import Any

from bot.localchat.arguments import Arguments, whole
from bot.localchat.keyboard import checked_markup
from bot.localchat.posting import post, text_content
from bot.localchat.refusals import bad_request
from bot.localchat.rich import rich_content
from bot.localchat.things import Chat, Message
from bot.localchat.world import World

Json = dict[str, Any]

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def send_message(world: World, given: Arguments) -> Json:
    """`sendMessage`."""
    chat = world.reachable(given.get("chat_id"))
    content = text_content(given.text("text"), given.text("parse_mode"), given.array("entities"))
    preview = given.json("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    return deliver(world, chat, content, given).json()


def send_rich_message(world: World, given: Arguments) -> Json:
    """`sendRichMessage`."""
    chat = world.reachable(given.get("chat_id"))
    return deliver(world, chat, rich_content(given.json("rich_message") or {}), given).json()


def deliver(world: World, chat: Chat, content: Json, given: Arguments) -> Message:
    """Post what the bot sends, with the options that all sending methods share."""
    markup = checked_markup(given.json("reply_markup"), inline_only=chat.kind == "channel")
    if given.text("message_effect_id") and chat.kind != "private":
        raise bad_request("EFFECT_ID_INVALID")
    extras: Json = {"has_protected_content": True} if given.flag("protect_content") else {}
    if given.text("message_effect_id"):
        extras["effect_id"] = given.text("message_effect_id")
    thread = open_thread(world, chat, given)
    reply = replied_to(world, chat, given.json("reply_parameters"), extras)
    world.tell("action", {"chat": chat.id, "thread": thread, "action": None})
    return post(world, chat, content, world.bot, thread=thread, reply_to=reply, markup=markup, extras=extras)


def open_thread(world: World, chat: Chat, given: Arguments) -> int | None:
    """The topic a message goes to; None for the General one. Raises `RefusedError` for a closed or unknown one."""
    thread = given.integer("message_thread_id")
    if not thread:
        return None
    if chat.is_forum and thread == 1:
        return None
    topic = chat.topics.get(thread)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed and not world.member(chat, world.bot.id).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return thread


def replied_to(world: World, chat: Chat, reply: Json | None, extras: Json) -> Message | None:
    """The message that is answered. Raises `RefusedError` when it is not there and must be."""
    if not reply:
        return None
    if "chat_id" in reply and str(reply["chat_id"]) not in {str(chat.id), f"@{chat.username}"}:
        raise bad_request("the local chat does not serve replies to another chat")
    found = chat.messages.get(whole(reply.get("message_id")))
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if found is not None and reply.get("quote"):
        words = str(found.content.get("text") or found.content.get("caption") or "")
        if str(reply["quote"]) not in words:
            raise bad_request("QUOTE_TEXT_INVALID")
        before = words[: words.index(str(reply["quote"]))]
        extras["quote"] = {"text": reply["quote"], "position": len(before), "is_manual": True}
    return found


def send_chat_action(world: World, given: Arguments) -> bool:
    """`sendChatAction`."""
    chat = world.reachable(given.get("chat_id"))
    action = given.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    if chat.kind == "channel":
        raise bad_request("chat actions are not available in channel chats")
    world.tell("action", {"chat": chat.id, "thread": given.get("message_thread_id"), "action": action})
    return True
