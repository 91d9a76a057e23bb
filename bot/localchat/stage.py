"""The world as a newcomer finds it: one person, the bot, a private chat, a group with topics, a channel."""

from dataclasses import dataclass

from bot.localchat.clock import Now
from bot.localchat.things import ADMINISTRATOR_RIGHTS, Chat, Member, Topic, User
from bot.localchat.world import BOT_ID, World

PERSON_ID = 1_000_001
COLLEAGUE_ID = 1_000_002
GROUP_ID = -1_002_000_000_001
CHANNEL_ID = -1_002_000_000_002
SMALL_GROUP_ID = -2_000_003


@dataclass(frozen=True, slots=True)
class Stage:
    """A furnished world and who plays in it."""

    world: World
    person: User
    colleague: User
    private: Chat
    group: Chat
    channel: Chat
    small_group: Chat


def furnish(token: str, now: Now) -> Stage:
    """A new world. The private chat is not started yet, as on Telegram."""
    bot = User(BOT_ID, "Sitrep", is_bot=True, username="sitrep_local_bot")
    world = World(token, now, bot)
    person = User(PERSON_ID, "Olena", last_name="Reader", username="olena_reads", language_code="en")
    colleague = User(COLLEAGUE_ID, "Taras", username="taras_desk", language_code="uk")
    world.users = {each.id: each for each in (bot, person, colleague)}
    private = Chat(person.id, "private", person=person, started=False)
    group = Chat(GROUP_ID, "supergroup", "Newsroom", is_forum=True, members=_members(person, colleague, bot))
    channel = Chat(
        CHANNEL_ID, "channel", "Daily figures", "daily_figures_local", members=_members(person, colleague, bot)
    )
    channel.members[bot.id] = Member(bot, "administrator", frozenset(ADMINISTRATOR_RIGHTS))
    small = Chat(SMALL_GROUP_ID, "group", "Old friends", members=_members(person, colleague, bot))
    for number, name, color in ((2, "Figures", 0x6FB9F0), (3, "Reading list", 0x8EEE98)):
        group.topics[number] = Topic(number, name, color)
    group.last_id = 3
    world.chats = {each.id: each for each in (private, group, channel, small)}
    return Stage(world, person, colleague, private, group, channel, small)


def _members(person: User, colleague: User, bot: User) -> dict[int, Member]:
    return {person.id: Member(person, "creator"), colleague.id: Member(colleague), bot.id: Member(bot)}
