"""What the page is shown: the world as JSON, seen by the pretend person."""

from typing import Any

from bot.localchat.methods.profile import commands_for, profile_text
from bot.localchat.stage import Stage
from bot.localchat.things import Chat, Message
from bot.localchat.world import Call

Json = dict[str, Any]

_MESSAGES_SHOWN = 300


def whole(stage: Stage) -> Json:
    """Everything the page needs when it opens."""
    world = stage.world
    return {
        "me": person(stage),
        "bot": world.bot.json()
        | {"description": _about(stage, "description"), "short": _about(stage, "short_description")},
        "chats": [chat(stage, each) for each in world.chats.values() if each.migrated_to is None and not each.deleted],
        "clock": clock(stage),
        "faults": world.faults.json(),
        "calls": [call(each) for each in list(world.calls)[-100:]],
        "webhook": world.webhook.url,
    }


def person(stage: Stage) -> Json:
    """The pretend person."""
    return stage.person.json() | {"time_zone": stage.person.time_zone}


def clock(stage: Stage) -> Json:
    """The chat's time, in milliseconds since 1970."""
    return {"now": int(stage.world.now().timestamp() * 1000)}


def chat(stage: Stage, shown: Chat) -> Json:
    """One chat with its last messages."""
    world = stage.world
    me = None if shown.kind == "private" else world.member(shown, stage.person.id)
    bot = None if shown.kind == "private" else world.member(shown, world.bot.id)
    return shown.json() | {
        "name": shown.title or world.bot.first_name,
        "messages": [message(stage, each) for each in list(shown.messages.values())[-_MESSAGES_SHOWN:]],
        "topics": [each.json() | {"closed": each.closed} for each in shown.topics.values()],
        "commands": commands_for(world, shown, stage.person),
        "started": shown.started,
        "blocked": shown.blocked,
        "members": sum(each.present for each in shown.members.values()),
        "bot_status": bot.status if bot else "member",
        "may_write": shown.started and not shown.blocked if me is None else me.present,
        "pinned": shown.pinned,
    }


def message(stage: Stage, shown: Message) -> Json:
    """One message; `mine` when the pretend person sent it."""
    mine = shown.sender is not None and shown.sender.id == stage.person.id
    keyboard = shown.markup if shown.markup and "inline_keyboard" not in shown.markup else None
    return shown.json() | {"mine": mine} | ({"reply_keyboard": keyboard} if keyboard else {})


def call(made: Call) -> Json:
    """One call of the bot, for the panel."""
    return {
        "number": made.number,
        "at": int(made.at.timestamp() * 1000),
        "method": made.method,
        "arguments": made.arguments,
        "status": made.status,
        "answer": made.answer,
    }


def _about(stage: Stage, what: str) -> str:
    return profile_text(stage.world, what, (stage.person.language_code or "").split("-")[0])
