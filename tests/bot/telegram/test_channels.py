"""A channel's digest, set up by its administrator from a private chat."""

import pytest
from talking import Talk

from answers.words import words
from bot.app import Service
from bot.localchat import people
from bot.localchat.posting import post, report
from bot.localchat.things import Member, Message
from storage.database import Database
from storage.mail import Mail
from storage.subscriptions import Rhythm, State, Subscription

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot.getUpdates'")

SAID = words("en")


def text_of(message: Message) -> str:
    return str(message.content["text"])


def forward(talk: Talk, text: str = "Good morning, readers") -> Message:
    """A post of the channel, forwarded to the bot by the reader."""
    channel = talk.stage.channel
    origin = {"type": "channel", "date": talk.chat.world.unix, "chat": channel.json(), "message_id": 5}
    message = post(talk.chat.world, talk.stage.private, {"text": text, "forward_origin": origin}, talk.stage.person)
    report(talk.chat.world, message)
    return message


async def tap(talk: Talk, shown: Message, label: str) -> None:
    """Press the button of that label, and wait until the bot is through with it."""
    row, column = next(
        (row, column)
        for row, buttons in enumerate(shown.inline_keyboard)
        for column, button in enumerate(buttons)
        if button["text"] == label
    )
    answered = len(talk.calls("answerCallbackQuery"))
    edited = shown.content.get("text")
    people.tap(talk.chat.world, shown, talk.stage.person, row, column)
    await talk.until(lambda: len(talk.calls("answerCallbackQuery")) > answered)
    notice = talk.calls("answerCallbackQuery")[-1].arguments.get("text")
    await talk.until(lambda: notice or shown.content.get("text") != edited)


async def kept(talk: Talk, database: Database) -> Subscription | None:
    return await Mail.over(database).subscriptions.of(talk.stage.channel.id, 0)


async def test_an_admin_sets_up_the_channel_and_all_its_settings_in_private(
    service: Service, talk: Talk, database: Database
) -> None:
    channel = talk.stage.channel
    shown = await talk.ask(f"/subscribe @{channel.username}")
    assert SAID.say("channel-heading", title=channel.title) in text_of(shown)
    for label in (SAID.say("rhythm-daily"), SAID.say("button-set-when"), "09:00", SAID.say("button-silent-on")):
        await tap(talk, shown, label)
    await talk.ask(f"/settings zone Warsaw https://t.me/{channel.username}/12")
    await talk.ask(f"/settings {channel.id} what tanks, artillery")
    found = await kept(talk, database)
    assert found is not None
    assert (found.rhythm, found.timing.fixed, found.timing.opens, found.silent) == (Rhythm.DAILY, True, 540, True)
    assert (found.timing.zone, found.look.categories) == ("Europe/Warsaw", ("artillery", "tanks"))
    assert await Mail.over(database).subscriptions.of(talk.stage.private.id, 0) is None
    assert not talk.answers(channel)


async def test_a_forwarded_post_leads_to_its_channel(service: Service, talk: Talk, database: Database) -> None:
    forward(talk)
    await talk.until(lambda: talk.answers())
    (shown,) = talk.answers()
    await tap(talk, shown, SAID.say("rhythm-weekly"))
    found = await kept(talk, database)
    assert found is not None
    assert found.rhythm is Rhythm.WEEKLY


async def test_a_channel_is_picked_with_the_key_below_the_text_box(
    service: Service, talk: Talk, database: Database
) -> None:
    shown = await talk.ask("/subscribe channel")
    (row,) = (shown.markup or {})["keyboard"]
    asked = row[0]["request_chat"]
    assert asked["chat_is_channel"]
    assert asked["bot_administrator_rights"]["can_post_messages"]
    people.press_key(talk.chat.world, talk.stage.private, talk.stage.person, row[0]["text"])
    await talk.until(lambda: len(talk.answers()) == 2)
    await tap(talk, talk.answers()[1], SAID.say("rhythm-monthly"))
    assert await kept(talk, database) is not None


@pytest.mark.parametrize("status", ["member", "left", "administrator"])
async def test_whoever_may_not_post_there_is_refused(
    service: Service, talk: Talk, database: Database, status: str
) -> None:
    channel, person = talk.stage.channel, talk.stage.person
    channel.members[person.id] = Member(person, status, frozenset({"can_invite_users"}))
    for said in (f"/subscribe daily @{channel.username}", f"/settings {channel.id}", f"/forget {channel.id} yes"):
        assert text_of(await talk.ask(said)) == SAID.say("channel-not-admin")
    forward(talk)
    await talk.until(lambda: len(talk.answers()) == 4)
    assert text_of(talk.answers()[3]) == SAID.say("channel-not-admin")
    assert await kept(talk, database) is None


async def test_an_old_button_of_somebody_who_is_no_admin_any_more_changes_nothing(
    service: Service, talk: Talk, database: Database
) -> None:
    channel, person = talk.stage.channel, talk.stage.person
    shown = await talk.ask(f"/subscribe @{channel.username} daily")
    before = await kept(talk, database)
    channel.members[person.id] = Member(person, "member")
    for label in (SAID.say("button-silent-on"), SAID.say("button-pause"), SAID.say("button-unsubscribe")):
        await tap(talk, shown, label)
        notice = talk.calls("answerCallbackQuery")[-1].arguments["text"]
        assert notice == SAID.say("channel-not-admin")
    assert await kept(talk, database) == before


@pytest.mark.parametrize(
    ("status", "rights", "expected"),
    [
        ("left", frozenset[str](), "channel-unseen"),
        ("kicked", frozenset[str](), "channel-unseen"),
        ("administrator", frozenset({"can_invite_users"}), "channel-silent"),
    ],
)
async def test_where_the_bot_may_not_post_it_says_what_it_needs(
    service: Service, talk: Talk, database: Database, status: str, rights: frozenset[str], expected: str
) -> None:
    me = talk.chat.world.bot
    talk.stage.channel.members[me.id] = Member(me, status, rights)
    shown = await talk.ask(f"/subscribe @{talk.stage.channel.username}")
    assert text_of(shown) == SAID.say(expected)
    assert shown.inline_keyboard[0][0]["url"] == f"https://t.me/{me.username}?startchannel&admin=post_messages"
    forward(talk)
    await talk.until(lambda: len(talk.answers()) == 2)
    assert text_of(talk.answers()[1]) == SAID.say("channel-forwarded")
    assert await kept(talk, database) is None


async def test_a_group_is_no_channel_and_a_group_sets_up_none(service: Service, talk: Talk, database: Database) -> None:
    group = talk.stage.group
    assert text_of(await talk.ask(f"/subscribe {group.id}")) == SAID.say("channel-no-channel")
    assert text_of(await talk.ask("/subscribe @nobody_is_here")) == SAID.say("channel-unseen")
    said = await talk.ask(f"/subscribe @{talk.stage.channel.username} daily", group)
    assert text_of(said) == SAID.say("channel-in-private")
    assert await kept(talk, database) is None


async def test_a_channel_that_threw_the_bot_out_is_sent_nothing(
    service: Service, talk: Talk, database: Database
) -> None:
    channel = talk.stage.channel
    await talk.ask(f"/subscribe @{channel.username} daily")
    people.set_place(talk.chat.world, channel, talk.stage.person, talk.chat.world.bot, "kicked")
    await talk.quiet(service)
    found = await kept(talk, database)
    assert found is not None
    assert found.state is State.ENDED
