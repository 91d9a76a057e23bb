"""Groups: who is answered, who may change what the group gets, and where the bot no longer is."""

from talking import Talk

from answers.words import words
from bot.app import Service
from bot.digests.preferences import fresh
from bot.localchat import people
from bot.localchat.things import Member, Message
from storage.chats import Chats
from storage.database import Database
from storage.mail import Mail
from storage.privacy import Kept, Privacy
from storage.subscriptions import Rhythm, State


def text_of(message: Message) -> str:
    return str(message.content["text"])


async def test_a_mention_in_a_group_is_answered_where_it_stands(service: Service, talk: Talk) -> None:
    name = talk.chat.world.bot.username
    answer = await talk.ask(f"how many tanks @{name}?", talk.stage.group, thread=2)
    assert "11,368" in text_of(answer)
    assert answer.thread == 2


async def test_only_admins_change_what_a_group_gets(service: Service, talk: Talk, database: Database) -> None:
    group, plain = talk.stage.small_group, talk.stage.colleague
    group.members[plain.id] = Member(plain, "member")
    refused = await talk.ask("/language uk", group, plain)
    assert text_of(refused) == words("uk").say("settings-admins-only")
    assert await Chats(database).language(group.id) is None
    group.members[plain.id] = Member(plain, "administrator")
    await talk.ask("/language uk", group, plain)
    assert await Chats(database).language(group.id) == "uk"


async def test_a_press_of_somebody_else_changes_nothing(service: Service, talk: Talk, database: Database) -> None:
    group, plain, owner = talk.stage.small_group, talk.stage.colleague, talk.stage.person
    group.members[plain.id], group.members[owner.id] = Member(plain, "member"), Member(owner, "creator")
    shown = await talk.ask("/language", group, owner)
    people.press(talk.chat.world, shown, plain, "1|language|uk")
    await talk.until(lambda: talk.calls("answerCallbackQuery"))
    assert talk.calls("answerCallbackQuery")[0].arguments["text"] == words("uk").say("settings-admins-only")
    assert await Chats(database).language(group.id) is None


async def test_a_double_tap_does_nothing_twice(service: Service, talk: Talk) -> None:
    shown = await talk.ask("/start")
    for _ in range(2):
        people.press(talk.chat.world, shown, talk.stage.person, "1|cite|potatoes")
    await talk.until(lambda: len(talk.calls("answerCallbackQuery")) == 2)
    await talk.quiet(service)
    assert len(talk.answers()) == 2


async def test_a_chat_that_threw_us_out_is_sent_nothing_any_more(
    service: Service, talk: Talk, database: Database
) -> None:
    group, subscriptions = talk.stage.small_group, Mail.over(database).subscriptions
    await subscriptions.put(fresh(group.id, 0, Rhythm.DAILY, "en"))
    people.set_place(talk.chat.world, group, talk.stage.person, talk.chat.world.bot, "kicked")
    await talk.quiet(service)
    kept = await subscriptions.of(group.id, 0)
    assert kept is not None
    assert kept.state is State.ENDED


async def test_a_group_that_became_a_supergroup_keeps_what_it_chose(
    service: Service, talk: Talk, database: Database
) -> None:
    group, subscriptions = talk.stage.small_group, Mail.over(database).subscriptions
    await subscriptions.put(fresh(group.id, 0, Rhythm.DAILY, "en"))
    await Chats(database).set_language(group.id, "uk")
    new = people.upgrade(talk.chat.world, group, talk.stage.person)
    await talk.quiet(service)
    assert await Chats(database).language(new.id) == "uk"
    assert await subscriptions.of(new.id, 0) is not None
    assert "танк" in text_of(await talk.ask("/latest", new)).lower()


async def test_forget_leaves_nothing_of_the_chat(service: Service, talk: Talk, database: Database) -> None:
    for said in ("/language uk", "/language en", "/tables off", "/subscribe daily"):
        await talk.ask(said)
    shown = await talk.ask("/forget")
    people.tap(talk.chat.world, shown, talk.stage.person, 0, 0)
    await talk.until(lambda: talk.calls("editMessageText"))
    await talk.quiet(service)
    assert "nothing" in text_of(talk.answers()[-1])
    assert await Privacy(database).kept(talk.stage.private.id) == Kept(None, None, 0, 0, 0)


async def test_a_flood_is_told_once_and_slows_nobody_else(service: Service, talk: Talk) -> None:
    group = talk.stage.small_group
    for _ in range(50):
        talk.say(f"/about@{talk.chat.world.bot.username}", group)
        await talk.quiet(service)
    told = [each for each in talk.answers(group) if text_of(each) == words("en").say("too-many-messages")]
    assert len(told) == 1
    assert len(talk.answers(group)) == 41
    assert "танки" in text_of(await talk.ask("/latest", group, talk.stage.colleague)).lower()
