"""Methods about chats and their people."""

from typing import Any

from bot.localchat import people
from bot.localchat.arguments import Arguments
from bot.localchat.posting import service
from bot.localchat.refusals import bad_request
from bot.localchat.things import ADMINISTRATOR_RIGHTS, Chat, Member
from bot.localchat.world import World

Json = dict[str, Any]

_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(world: World, given: Arguments) -> Json:
    """`getChat`."""
    chat = _visible(world, given)
    full = chat.json() | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, chat.kind == "private"),
    }
    if chat.username:
        full["active_usernames"] = [chat.username]
    if chat.description:
        full["description"] = chat.description
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]].json(deep=False)
    if chat.kind in {"group", "supergroup"}:
        full["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    return full


def _visible(world: World, given: Arguments) -> Chat:
    """A chat that the bot may look at: it need not be allowed to write there."""
    chat = world.chat(given.get("chat_id"))
    return chat if chat.kind == "private" else world.reachable(chat.id)


def _many(world: World, given: Arguments, what: str) -> Chat:
    chat = _visible(world, given)
    if chat.kind == "private":
        raise bad_request(f"{what} in the private chat" if what.startswith("there") else what)
    return chat


def get_chat_member(world: World, given: Arguments) -> Json:
    """`getChatMember`; a known stranger has left."""
    chat = _visible(world, given)
    if chat.kind == "private":
        who = world.users.get(given.integer("user_id"))
        if who is None or who.id not in {chat.id, world.bot.id}:
            raise bad_request("member not found")
        return Member(who).json()
    if given.integer("user_id") not in world.users:
        raise bad_request("invalid user_id specified")
    return world.member(chat, given.integer("user_id")).json(channel=chat.kind == "channel")


def get_chat_administrators(world: World, given: Arguments) -> list[Json]:
    """`getChatAdministrators`; other bots only with `return_bots`."""
    chat = _many(world, given, "there are no administrators")
    channel = chat.kind == "channel"
    bots = given.flag("return_bots")
    rulers = [each for each in chat.members.values() if each.rules]
    return [
        each.json(channel=channel) for each in rulers if bots or not each.user.is_bot or each.user.id == world.bot.id
    ]


def get_chat_member_count(world: World, given: Arguments) -> int:
    """`getChatMemberCount`."""
    chat = _visible(world, given)
    return 2 if chat.kind == "private" else sum(each.present for each in chat.members.values())


def leave_chat(world: World, given: Arguments) -> bool:
    """`leaveChat`."""
    chat = _many(world, given, "chat member status can't be changed in private chats")
    people.set_place(world, chat, world.bot, world.bot, "left")
    return True


def ban_chat_member(world: World, given: Arguments) -> bool:
    """`banChatMember`."""
    return _change(world, given, "kicked")


def unban_chat_member(world: World, given: Arguments) -> bool:
    """`unbanChatMember`: without `only_if_banned`, somebody who is in the chat has to leave."""
    chat = _many(world, given, "method is available for supergroup and channel chats only")
    member = world.member(chat, given.integer("user_id"))
    if given.flag("only_if_banned") and member.status != "kicked":
        return True
    return _change(world, given, "left")


def promote_chat_member(world: World, given: Arguments) -> bool:
    """`promoteChatMember`; with no right given, somebody becomes an ordinary member."""
    rights = frozenset(right for right in ADMINISTRATOR_RIGHTS if given.flag(right))
    return _change(world, given, "administrator" if rights else "member", rights, right="can_promote_members")


def _change(
    world: World,
    given: Arguments,
    status: str,
    rights: frozenset[str] = frozenset(),
    *,
    right: str = "can_restrict_members",
) -> bool:
    chat = _many(world, given, "chat member status can't be changed in private chats")
    who = world.users.get(given.integer("user_id"))
    if who is None:
        raise bad_request("invalid user_id specified")
    if not world.member(chat, world.bot.id).may(right):
        raise bad_request("not enough rights to restrict/unrestrict chat member")
    if world.member(chat, who.id).status == "creator":
        raise bad_request("can't remove chat owner")
    people.set_place(world, chat, world.bot, who, status, rights)
    return True


def pin_chat_message(world: World, given: Arguments) -> bool:
    """`pinChatMessage`."""
    chat = _pinning(world, given)
    message = world.message(chat, given.integer("message_id"), "message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        pinned = message.json(deep=False)
        if chat.kind != "channel":
            service(world, chat, {"pinned_message": pinned}, world.bot, thread=message.thread)
        world.tell("chat", {"chat": chat.id})
    return True


def unpin_chat_message(world: World, given: Arguments) -> bool:
    """`unpinChatMessage`: that one, or the newest."""
    chat = _pinning(world, given)
    number = given.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    world.tell("chat", {"chat": chat.id})
    return True


def unpin_all_chat_messages(world: World, given: Arguments) -> bool:
    """`unpinAllChatMessages`."""
    chat = _pinning(world, given)
    chat.pinned.clear()
    world.tell("chat", {"chat": chat.id})
    return True


def _pinning(world: World, given: Arguments) -> Chat:
    chat = world.reachable(given.get("chat_id"))
    right = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    if chat.kind != "private" and not world.member(chat, world.bot.id).may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
