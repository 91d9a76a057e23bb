"""What people do in the local chat: write, press, block, add the bot, throw it out; and the bot is told of it."""

import hashlib
from typing import Any

from bot.localchat.entities import found
from bot.localchat.posting import post, report, service
from bot.localchat.things import ADMINISTRATOR_RIGHTS, Chat, Member, Message, Topic, Upload, User
from bot.localchat.uploads import document_of, photo_of
from bot.localchat.world import Callback, InlineQuery, World

Json = dict[str, Any]


class CannotDoError(Exception):
    """A person tried what Telegram's app would not let them do."""


def start(world: World, chat: Chat, payload: str = "") -> Message:
    """Press START (or a deep link with `payload`): the bot may write from now on."""
    if chat.blocked:
        unblock(world, chat)
    chat.started = True
    assert chat.person is not None
    return say(world, chat, chat.person, f"/start {payload}".strip())


def say(
    world: World,
    chat: Chat,
    user: User,
    text: str,
    *,
    thread: int | None = None,
    reply_to: int | None = None,
) -> Message:
    """Write a message. Raises `CannotDoError` where the app has no text box."""
    text = text.strip()
    if not text:
        raise CannotDoError("an empty message")
    _may_write(world, chat, user)
    entities = found(text[:4096], [])
    content: Json = {"text": text[:4096], **({"entities": entities} if entities else {})}
    return _speak(world, chat, user, content, thread, reply_to)


def press_key(world: World, chat: Chat, user: User, text: str) -> Message | None:
    """Press the key of that text below the text box of a private chat, if it is one that picks a channel: the first of
    which the person is an administrator. As on Telegram, the bot becomes one too where it was not.
    """
    keyboards = [
        each.markup["keyboard"] for each in chat.messages.values() if each.markup and "keyboard" in each.markup
    ]
    keys = [key for row in keyboards[-1] for key in row] if chat.kind == "private" and keyboards else []
    wanted = next((key["request_chat"] for key in keys if key["text"] == text and "request_chat" in key), None)
    if wanted is None:
        return None
    channels = [each for each in world.chats.values() if each.kind == "channel" and world.member(each, user.id).rules]
    if not channels:
        raise CannotDoError("this person has no channel")
    picked = channels[0]
    if not world.member(picked, world.bot.id).may("can_post_messages"):
        set_place(world, picked, user, world.bot, "administrator")
    shared: Json = {"request_id": wanted["request_id"], "chat_id": picked.id}
    return service(world, chat, {"chat_shared": shared}, user)


def show(
    world: World, chat: Chat, user: User, upload: Upload, *, thread: int | None = None, caption: str = ""
) -> Message:
    """Send a picture or, when it is none, a document."""
    _may_write(world, chat, user)
    content = photo_of(world, upload) if upload.mime in {"image/png", "image/jpeg"} else document_of(world, upload)
    if caption:
        entities = found(caption, [])
        content |= {"caption": caption, **({"caption_entities": entities} if entities else {})}
    return _speak(world, chat, user, content, thread, None)


def _speak(world: World, chat: Chat, user: User, content: Json, thread: int | None, reply_to: int | None) -> Message:
    reply = chat.messages.get(reply_to) if reply_to is not None else None
    message = post(world, chat, content, user, thread=thread, reply_to=reply)
    report(world, message)
    return message


def _may_write(world: World, chat: Chat, user: User) -> None:
    if chat.kind == "private":
        if chat.blocked or not chat.started:
            raise CannotDoError("the bot is blocked" if chat.blocked else "press START first")
        return
    member = world.member(chat, user.id)
    if not member.present or (chat.kind == "channel" and not member.may("can_post_messages")):
        raise CannotDoError("this person may not write here")


def rewrite(world: World, message: Message, text: str) -> None:
    """Edit one's own message."""
    entities = found(text, [])
    message.content = {"text": text, **({"entities": entities} if entities else {})}
    message.edited = world.unix
    world.tell("edit", {"chat": message.chat.id, "message": message.id})
    report(world, message, edited=True)


def tap(world: World, message: Message, user: User, row: int, column: int) -> Json:
    """Press a button. The answer says what the app does next: wait, open, copy, or start inline mode."""
    try:
        button = message.inline_keyboard[row][column]
    except IndexError:
        raise CannotDoError("there is no such button") from None
    if "callback_data" not in button:
        return {key: value for key, value in button.items() if key not in {"text", "style", "icon_custom_emoji_id"}}
    return {"callback": press(world, message, user, button["callback_data"])}


def press(world: World, message: Message, user: User, data: str) -> str:
    """Send the callback query of a button that carries `data`, which may be an old one. Returns the query's id."""
    number = str(4_000_000_000_000_000_000 + world.number())
    callback = Callback(number, user, world.now())
    world.callbacks[number] = callback
    instance = hashlib.sha256(f"{world.bot.id}{message.chat.id}".encode()).digest()[:8]
    query: Json = {
        "id": number,
        "from": user.json(),
        "chat_instance": str(int.from_bytes(instance, "big") >> 1),
        "data": data,
    }
    if message.inline_id is not None:
        query["inline_message_id"] = message.inline_id
    else:
        query["message"] = message.json()
    world.push("callback_query", query, f"user:{user.id}")
    return number


def ask_inline(world: World, chat: Chat, user: User, query: str, offset: str = "") -> InlineQuery:
    """Type `@bot query` in `chat`; the bot may answer within 30 seconds."""
    number = str(5_000_000_000_000_000_000 + world.number())
    asked = InlineQuery(number, user, query[:256], world.now(), chat, offset)
    world.inline_queries[number] = asked
    kind = "sender" if chat.id == user.id and chat.kind == "private" else chat.kind
    update = {"id": number, "from": user.json(), "query": asked.query, "offset": offset, "chat_type": kind}
    world.push("inline_query", update, f"user:{user.id}")
    return asked


def choose(world: World, asked: InlineQuery, result_id: str, *, thread: int | None = None) -> Message:
    """Send a result that the bot offered into the chat, in the person's name, via the bot."""
    result = next((each for each in asked.results or [] if each["id"] == result_id), None)
    if result is None:
        raise CannotDoError("there is no such result")
    rest: Json = {"thread": thread, "markup": result["markup"], "via_bot": world.bot}
    chosen: Json = {"result_id": result_id, "from": asked.user.json(), "query": asked.query}
    if result["markup"]:
        rest["inline_id"] = chosen["inline_message_id"] = f"AAEC{world.number():012d}"
    message = post(world, asked.chat, dict(result["content"]), asked.user, **rest)
    if message.inline_id is not None:
        world.inline_messages[message.inline_id] = message
    world.push("chosen_inline_result", chosen, f"user:{asked.user.id}")
    report(world, message)
    return message


def block(world: World, chat: Chat) -> None:
    """Block the bot in a private chat."""
    if not chat.blocked:
        chat.blocked = True
        _private_member(world, chat, "member", "kicked")


def unblock(world: World, chat: Chat) -> None:
    """Let the bot write again."""
    if chat.blocked:
        chat.blocked = False
        _private_member(world, chat, "kicked", "member")


def _private_member(world: World, chat: Chat, old: str, new: str) -> None:
    assert chat.person is not None
    _member_changed(world, chat, chat.person, Member(world.bot, old), Member(world.bot, new))


def _member_changed(world: World, chat: Chat, by: User, old: Member, new: Member) -> None:
    channel = chat.kind == "channel"
    change = {
        "chat": chat.json(),
        "from": by.json(),
        "date": world.unix,
        "old_chat_member": old.json(channel=channel),
        "new_chat_member": new.json(channel=channel),
    }
    mine = new.user.id == world.bot.id
    watched = mine or world.member(chat, world.bot.id).rules
    if watched:
        world.push("my_chat_member" if mine else "chat_member", change, f"chat:{chat.id}")
    world.tell("chat", {"chat": chat.id})


def set_place(world: World, chat: Chat, by: User, who: User, status: str, rights: frozenset[str] = frozenset()) -> None:
    """Make somebody a member, an administrator with `rights`, or nobody ("left", "kicked") in a group or channel."""
    old = world.member(chat, who.id)
    if status == "administrator" and not rights:
        rights = frozenset(ADMINISTRATOR_RIGHTS)
    new = Member(who, status, rights)
    if (old.status, old.rights) == (new.status, new.rights):
        return
    comes, goes = new.present and not old.present, old.present and not new.present
    if goes and chat.kind != "channel":
        service(world, chat, {"left_chat_member": who.json()}, by)
    chat.members[who.id] = new
    _member_changed(world, chat, by, old, new)
    if comes and chat.kind != "channel":
        service(world, chat, {"new_chat_members": [who.json()]}, by)


def open_topic(world: World, chat: Chat, by: User, name: str, icon_color: int = 0x6FB9F0) -> Topic:
    """Start a topic in a forum."""
    number = chat.last_id + 1
    topic = Topic(number, name, icon_color)
    chat.topics[number] = topic
    world.tell("chat", {"chat": chat.id})
    service(world, chat, {"forum_topic_created": {"name": name, "icon_color": icon_color}}, by, thread=number)
    return topic


def upgrade(world: World, chat: Chat, by: User) -> Chat:
    """Turn a group into a supergroup: it gets a new id, and the old one only names it."""
    if chat.kind != "group":
        raise CannotDoError("only a group can be upgraded")
    new = Chat(-1_000_000_000_000 - abs(chat.id), "supergroup", chat.title, members=dict(chat.members))
    world.chats[new.id] = new
    service(world, chat, {"migrate_to_chat_id": new.id}, by)
    chat.migrated_to = new.id
    service(world, new, {"migrate_from_chat_id": chat.id}, by)
    world.tell("chat", {"chat": new.id})
    return new


def delete_group(world: World, chat: Chat) -> None:
    """Delete a group for everybody."""
    chat.deleted = True
    world.tell("chat", {"chat": chat.id})


def speak_language(world: World, user: User, language: str, time_zone: str | None = None) -> None:
    """Change the language of a person's app, and where they are."""
    user.language_code = language
    user.time_zone = time_zone or user.time_zone
    world.tell("person", {"user": user.id})
