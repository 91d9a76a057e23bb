"""Forum topics."""

from typing import Any

from bot.localchat import people
from bot.localchat.arguments import Arguments
from bot.localchat.posting import service
from bot.localchat.refusals import bad_request
from bot.localchat.things import Chat, Topic
from bot.localchat.world import World

Json = dict[str, Any]

_COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def create_forum_topic(world: World, given: Arguments) -> Json:
    """`createForumTopic`."""
    chat = _forum(world, given)
    name = _name(given)
    color = given.integer("icon_color", _COLORS[0])
    if color not in _COLORS:
        raise bad_request("invalid forum topic icon color specified")
    return people.open_topic(world, chat, world.bot, name, color).json()


def edit_forum_topic(world: World, given: Arguments) -> bool:
    """`editForumTopic`."""
    chat = _forum(world, given)
    topic = _topic(chat, given)
    name = _name(given) if given.text("name") else topic.name
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    service(world, chat, {"forum_topic_edited": {"name": name}}, world.bot, thread=topic.id)
    world.tell("chat", {"chat": chat.id})
    return True


def close_forum_topic(world: World, given: Arguments) -> bool:
    """`closeForumTopic`."""
    return _set_closed(world, given, True)


def reopen_forum_topic(world: World, given: Arguments) -> bool:
    """`reopenForumTopic`."""
    return _set_closed(world, given, False)


def _set_closed(world: World, given: Arguments, closed: bool) -> bool:
    chat = _forum(world, given)
    topic = _topic(chat, given)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    said = "forum_topic_closed" if closed else "forum_topic_reopened"
    service(world, chat, {said: {}}, world.bot, thread=topic.id)
    world.tell("chat", {"chat": chat.id})
    return True


def delete_forum_topic(world: World, given: Arguments) -> bool:
    """`deleteForumTopic`, with all its messages."""
    chat = _forum(world, given)
    topic = _topic(chat, given)
    if not world.member(chat, world.bot.id).may("can_delete_messages"):
        raise bad_request("not enough rights to delete a forum topic")
    del chat.topics[topic.id]
    chat.messages = {number: each for number, each in chat.messages.items() if each.thread != topic.id}
    world.tell("chat", {"chat": chat.id})
    return True


def _forum(world: World, given: Arguments) -> Chat:
    chat = world.reachable(given.get("chat_id"))
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not world.member(chat, world.bot.id).may("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    return chat


def _topic(chat: Chat, given: Arguments) -> Topic:
    topic = chat.topics.get(given.integer("message_thread_id"))
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def _name(given: Arguments) -> str:
    name = given.text("name").strip()
    if not 1 <= len(name) <= 128:
        raise bad_request("topic name is too long" if name else "topic name must be non-empty")
    return name
