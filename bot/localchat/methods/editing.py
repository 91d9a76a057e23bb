"""Methods that change or remove messages, and the answer to a pressed button."""

from datetime import timedelta
from typing import Any

from bot.localchat.arguments import Arguments, whole
from bot.localchat.keyboard import checked_markup
from bot.localchat.posting import caption_content, text_content
from bot.localchat.refusals import bad_request
from bot.localchat.rich import rich_content
from bot.localchat.things import Chat, Message
from bot.localchat.world import World

Json = dict[str, Any]

_TEXT_FIELDS = ("text", "entities", "link_preview_options", "rich_message")
_CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_ANSWER_LIFE = timedelta(seconds=150)
_DELETABLE = timedelta(hours=48)


def edit_message_text(world: World, given: Arguments) -> Json | bool:
    """`editMessageText`, with `text` or `rich_message`."""
    message = to_edit(world, given)
    rich = given.json("rich_message")
    if rich is not None:
        content = rich_content(rich)
    else:
        content = text_content(given.text("text"), given.text("parse_mode"), given.array("entities"))
        preview = given.json("link_preview_options")
        content |= {"link_preview_options": preview} if preview else {}
    if not {"text", "rich_message"} & message.content.keys():
        raise bad_request("there is no text in the message to edit")
    return change(world, message, _replaced(message, _TEXT_FIELDS, content), given)


def edit_message_caption(world: World, given: Arguments) -> Json | bool:
    """`editMessageCaption`."""
    message = to_edit(world, given)
    if not {"photo", "document"} & message.content.keys():
        raise bad_request("there is no caption in the message to edit")
    content = caption_content(given.text("caption"), given.text("parse_mode"), given.array("caption_entities"))
    if given.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return change(world, message, _replaced(message, _CAPTION_FIELDS, content), given)


def edit_message_reply_markup(world: World, given: Arguments) -> Json | bool:
    """`editMessageReplyMarkup`."""
    message = to_edit(world, given)
    return change(world, message, message.content, given)


def _replaced(message: Message, fields: tuple[str, ...], content: Json) -> Json:
    return {key: value for key, value in message.content.items() if key not in fields} | content


def to_edit(world: World, given: Arguments) -> Message:
    """The message that an editing method means. Raises `RefusedError` when it may not be edited."""
    if given.text("inline_message_id"):
        found = world.inline_messages.get(given.text("inline_message_id"))
        if found is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return found
    if "chat_id" not in given:
        raise bad_request("chat_id is empty" if given.integer("message_id") else "message identifier is not specified")
    chat = world.reachable(given.get("chat_id"))
    message = world.message(chat, given.integer("message_id"), "message to edit not found")
    own = message.sender == world.bot or (
        chat.kind == "channel" and world.member(chat, world.bot.id).may("can_edit_messages")
    )
    if (
        not own
        or message.via_bot is not None
        or not {"text", "rich_message", "photo", "document"} & message.content.keys()
    ):
        raise bad_request("message can't be edited")
    return message


def change(world: World, message: Message, content: Json, given: Arguments) -> Json | bool:
    """Give the message new content and the given keyboard. Raises `RefusedError` when nothing would change."""
    markup = checked_markup(given.json("reply_markup"), inline_only=True)
    if content == message.content and markup == message.markup:
        raise bad_request(_NOT_MODIFIED)
    if content != message.content:
        message.edited = world.unix
    message.content, message.markup = content, markup
    world.tell("edit", {"chat": message.chat.id, "message": message.id})
    return True if given.text("inline_message_id") else message.json()


def delete_message(world: World, given: Arguments) -> bool:
    """`deleteMessage`."""
    chat = world.reachable(given.get("chat_id"))
    message = world.message(chat, given.integer("message_id"), "message to delete not found")
    if not _may_delete(world, chat, message):
        raise bad_request("message can't be deleted")
    _remove(world, chat, message)
    return True


def delete_messages(world: World, given: Arguments) -> bool:
    """`deleteMessages`: those that can be found and may go."""
    chat = world.reachable(given.get("chat_id"))
    ids = given.array("message_ids") or []
    if not 1 <= len(ids) <= 100:
        raise bad_request("message identifiers are not specified" if not ids else "too many messages to delete")
    for each in ids:
        message = chat.messages.get(whole(each))
        if message is not None and _may_delete(world, chat, message):
            _remove(world, chat, message)
    return True


def _may_delete(world: World, chat: Chat, message: Message) -> bool:
    if chat.kind != "private" and world.member(chat, world.bot.id).may("can_delete_messages"):
        return True
    young = world.unix - message.date < _DELETABLE.total_seconds()
    return young and (chat.kind == "private" or message.sender == world.bot)


def _remove(world: World, chat: Chat, message: Message) -> None:
    del chat.messages[message.id]
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    world.tell("delete", {"chat": chat.id, "message": message.id})


def answer_callback_query(world: World, given: Arguments) -> bool:
    """`answerCallbackQuery`: once, and soon."""
    callback = world.callbacks.pop(given.text("callback_query_id"), None)
    if callback is None or world.now() - callback.asked_at > _ANSWER_LIFE:
        raise bad_request(_TOO_OLD)
    text = given.text("text")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"callback": callback.id, "user": callback.user.id, "text": text, "alert": given.flag("show_alert")}
    world.tell("answer", answer | {"url": given.text("url")})
    return True
