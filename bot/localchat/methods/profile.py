"""What a bot tells of itself: its commands by scope and language, its name and descriptions, its menu button."""

import re
from typing import Any

from bot.localchat.arguments import Arguments, whole
from bot.localchat.refusals import bad_request
from bot.localchat.things import Chat, User
from bot.localchat.world import World

Json = dict[str, Any]

_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_NAME = re.compile(r"[a-z0-9_]{1,32}")


def get_me(world: World, given: Arguments) -> Json:
    """`getMe`."""
    return world.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def set_my_commands(world: World, given: Arguments) -> bool:
    """`setMyCommands`; an empty list removes them."""
    key = _scope(world, given.json("scope")), _language(given)
    commands = [_command(each) for each in given.array("commands") or []]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    _keep(world, key, commands)
    return True


def delete_my_commands(world: World, given: Arguments) -> bool:
    """`deleteMyCommands`."""
    _keep(world, (_scope(world, given.json("scope")), _language(given)), [])
    return True


def get_my_commands(world: World, given: Arguments) -> list[Json]:
    """`getMyCommands`: of exactly this scope and language."""
    return list(world.commands.get((_scope(world, given.json("scope")), _language(given)), []))


def commands_for(world: World, chat: Chat, user: User) -> list[Json]:
    """The commands a person sees in a chat: the narrowest scope first, in each the person's language first."""
    if chat.kind == "private":
        scopes = [f"chat {chat.id}", "all_private_chats", "default"]
    else:
        scopes = [f"chat_member {chat.id} {user.id}"]
        rules = world.member(chat, user.id).rules
        scopes += [f"chat_administrators {chat.id}"] if rules else []
        scopes += [f"chat {chat.id}"]
        scopes += ["all_chat_administrators"] if rules else []
        scopes += ["all_group_chats", "default"]
    language = (user.language_code or "").split("-")[0]
    for scope in scopes:
        for key in ((scope, language), (scope, "")):
            if world.commands.get(key):
                return list(world.commands[key])
    return []


def _keep(world: World, key: tuple[str, str], commands: list[Json]) -> None:
    if commands:
        world.commands[key] = commands
    else:
        world.commands.pop(key, None)
    world.tell("commands", {})


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(given.get("command", "")).removeprefix("/"), str(given.get("description", "")).strip()
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _scope(world: World, scope: Json | None) -> str:
    given = scope or {"type": "default"}
    kind = str(given.get("type"))
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    parts = [kind]
    for key in _SCOPES[kind]:
        if not given.get(key):
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{key}\"")
        parts.append(str(_place(world, given[key]) if key == "chat_id" else whole(given[key])))
    return " ".join(parts)


def _place(world: World, reference: Any) -> int:
    return world.chat(whole(reference) or str(reference)).id


def _language(given: Arguments) -> str:
    language = given.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def set_profile(what: str) -> Any:
    """`setMyName`, `setMyDescription` or `setMyShortDescription`."""

    def set_it(world: World, given: Arguments) -> bool:
        text = given.text(what)
        if len(text) > _LIMITS[what]:
            raise bad_request({"name": "bot name is too long"}.get(what, f"bot {what.replace('_', ' ')} is too long"))
        key = what, _language(given)
        if text:
            world.profile[key] = text
        else:
            world.profile.pop(key, None)
        world.tell("profile", {})
        return True

    return set_it


def get_profile(what: str) -> Any:
    """`getMyName`, `getMyDescription` or `getMyShortDescription`: of this language, or the one for all."""

    def get_it(world: World, given: Arguments) -> Json:
        return {what: profile_text(world, what, _language(given))}

    return get_it


def profile_text(world: World, what: str, language: str) -> str:
    """What a person with this language reads about the bot."""
    otherwise = world.bot.first_name if what == "name" else ""
    return world.profile.get((what, language)) or world.profile.get((what, "")) or otherwise


def set_chat_menu_button(world: World, given: Arguments) -> bool:
    """`setChatMenuButton`."""
    button = given.json("menu_button") or {"type": "default"}
    if button.get("type") not in ["default", "commands", "web_app"]:
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    world.menu_buttons[given.integer("chat_id")] = button
    return True


def get_chat_menu_button(world: World, given: Arguments) -> Json:
    """`getChatMenuButton`."""
    return world.menu_buttons.get(given.integer("chat_id")) or world.menu_buttons.get(0) or {"type": "commands"}
