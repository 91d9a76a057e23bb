"""What becomes of messages, over the stand-in's real HTTP, on both databases."""

import asyncio
from datetime import timedelta

import pytest
from post_office import DAY, NOW, QUICK, PostOffice

from bot.digests.pacing import ChatPaces
from bot.digests.settling import choose
from bot.localchat.stage import CHANNEL_ID, GROUP_ID, SMALL_GROUP_ID
from storage.outbox import Ready
from storage.subscriptions import Look, Rhythm, State, Subscription, Subscriptions, Timing

WINDOW = Timing(False, 450, 1320, None, "Europe/Kyiv")


async def subscribe(office: PostOffice, chat: int, topic: int = 0) -> None:
    await Subscriptions(office.database).put(Subscription(0, chat, topic, Rhythm.DAILY, WINDOW, "en", Look()))


async def test_everybody_gets_the_digest_once(office: PostOffice) -> None:
    await office.plan(office.people(40))
    await office.settle()
    assert await office.check_law() == {"sent": 40}


async def test_planning_again_sends_nothing_again(office: PostOffice) -> None:
    chats = office.people(5)
    await office.plan(chats)
    await office.settle()
    await office.plan(chats)
    await office.settle()
    assert await office.check_law() == {"sent": 5}


@pytest.mark.parametrize("kind", ["answer_lost", "hang", "bad_gateway", "server_error"])
async def test_what_nobody_can_know_is_recorded_and_never_sent_again(office: PostOffice, kind: str) -> None:
    await office.plan(office.people(6))
    office.fault(kind, times=2)
    await office.settle(read=0.3)
    assert await office.check_law() == {"sent": 4, "unknown": 2}
    await office.settle()
    assert await office.check_law() == {"sent": 4, "unknown": 2}
    assert await office.watch.unknown() == 2


async def test_a_storm_of_429_delays_and_loses_nothing(office: PostOffice) -> None:
    await office.plan(office.people(12))
    office.fault("too_many_requests", times=3, retry_after=1)
    async with office.at_work() as delivery:
        await office.until_settled()
        assert delivery.gate.pace.rate < QUICK.rate
    assert await office.check_law() == {"sent": 12}


async def test_a_server_that_is_away_uses_up_no_row(office: PostOffice) -> None:
    await office.plan(office.people(4))
    url, office.telegram.port = office.telegram.port, 1
    async with office.at_work():
        await asyncio.sleep(0.3)
    office.telegram.port = url
    assert set(await office.watch.counts()) <= {"pending", "retry"}
    office.moment += timedelta(minutes=20)
    await office.settle()
    assert await office.check_law() == {"sent": 4}


async def test_a_blocked_bot_ends_the_subscription_and_its_rows(office: PostOffice) -> None:
    blocked, other = office.people(2)
    await subscribe(office, blocked)
    office.telegram.world.chats[blocked].blocked = True
    await office.plan([blocked, other])
    await office.plan([blocked], kind="correction")
    await office.settle()
    assert (await office.states()) == {blocked: "dead", other: "sent"}
    assert (await office.watch.of_place(blocked, 0, DAY))["correction"] == "dead"
    kept = await Subscriptions(office.database).of(blocked, 0)
    assert kept
    assert kept.state is State.ENDED


async def test_a_group_that_moved_is_followed_and_served_once(office: PostOffice) -> None:
    world = office.telegram.world
    world.chats[SMALL_GROUP_ID].migrated_to = GROUP_ID
    await subscribe(office, SMALL_GROUP_ID)
    await office.plan([SMALL_GROUP_ID])
    office.moment += timedelta(seconds=10)
    await office.settle()
    assert len(office.messages(GROUP_ID)) == 1
    assert await office.watch.of_place(GROUP_ID, 0, DAY) == {"daily": "sent"}
    moved = await Subscriptions(office.database).of(GROUP_ID, 0)
    assert moved
    assert moved.state is State.ACTIVE


async def test_a_group_that_moved_where_it_is_served_already_gets_nothing_twice(office: PostOffice) -> None:
    office.telegram.world.chats[SMALL_GROUP_ID].migrated_to = GROUP_ID
    await office.plan([SMALL_GROUP_ID, GROUP_ID])
    office.moment += timedelta(seconds=10)
    await office.settle()
    assert len(office.messages(GROUP_ID)) == 1
    assert await office.watch.counts() == {"sent": 1, "dead": 1}


async def test_words_that_telegram_refuses_stop_their_edition_alone(office: PostOffice) -> None:
    chats = office.people(30)
    await subscribe(office, chats[0])
    bad = await office.edition("<b>unclosed", "bad")
    await office.plan(chats[:20], bad)
    await office.plan(chats[20:], await office.edition("Good", "good"))
    async with office.at_work():
        await office.until_settled()
    assert await office.watch.counts() == {"sent": 10, "stopped": 20}
    assert [each.rows for each in await office.watch.stopped()] == [20]
    assert any("bad" in alarm for alarm in office.alarms)
    kept = await Subscriptions(office.database).of(chats[0], 0)
    assert kept
    assert kept.state is State.ACTIVE


async def test_a_stopped_edition_goes_on_where_it_was_once_it_is_mended(office: PostOffice) -> None:
    chats = office.people(6)
    bad = await office.edition("<b>unclosed", "bad")
    await office.plan(chats, bad)
    await office.settle()
    await office.editions.renew(bad, "<b>closed</b>", {}, NOW)
    await office.outbox.resume(bad.id, NOW)
    await office.settle()
    assert await office.check_law() == {"sent": 6}


async def test_a_topic_that_is_gone_ends_itself_and_not_the_group(office: PostOffice) -> None:
    await subscribe(office, GROUP_ID)
    await subscribe(office, GROUP_ID, 99)
    await office.plan([GROUP_ID], topic=99)
    await office.settle()
    subscriptions = Subscriptions(office.database)
    group, topic = await subscriptions.of(GROUP_ID, 0), await subscriptions.of(GROUP_ID, 99)
    assert group
    assert topic
    assert (group.state, topic.state) == (State.ACTIVE, State.ENDED)


async def test_what_comes_too_late_expires_and_the_next_digest_may_say_so(office: PostOffice) -> None:
    (chat,) = office.people(1)
    await subscribe(office, chat)
    await office.plan([chat])
    office.moment = NOW + timedelta(hours=21)
    await office.settle()
    assert await office.check_law() == {"expired": 1}
    kept = await Subscriptions(office.database).of(chat, 0)
    assert kept
    assert kept.missed


async def test_an_edit_whose_outcome_is_unknown_is_made_again(office: PostOffice) -> None:
    (chat,) = office.people(1)
    await office.plan([chat])
    await office.settle()
    (message,) = office.messages(chat)
    corrected = await office.edition("Corrected", "corrected")
    office.fault("answer_lost", method="editMessageText")
    await office.plan([chat], corrected, kind="edit daily", edits=True, message=message.id)
    await office.settle()
    assert office.messages(chat)[0].content["text"] == "Corrected"
    assert (await office.watch.of_place(chat, 0, DAY))["edit daily"] == "sent"


async def test_words_that_cannot_wait_overtake_digests_and_digests_broadcasts(office: PostOffice) -> None:
    chats = office.people(9)
    for lane, part in ((2, chats[:3]), (1, chats[3:6]), (0, chats[6:])):
        await office.plan(part, lane=lane)
    ready = await office.outbox.ready(NOW, 100)
    assert [each.chat in chats[6:] for each in ready[:3]] == [True] * 3
    assert [each.chat in chats[:3] for each in ready[6:]] == [True] * 3


async def test_topics_of_one_group_wait_for_the_groups_own_pace(office: PostOffice) -> None:
    rows = [Ready(number, GROUP_ID, number, "daily", DAY, 1, False, False, 0, 0, 10**15, None) for number in range(5)]
    choice = choose(rows, NOW, 0.0, ChatPaces())
    assert [len(choice.start), len(choice.postpone)] == [3, 2]


async def test_a_channel_gets_its_digest(office: PostOffice) -> None:
    await office.plan([CHANNEL_ID], silent=True)
    await office.settle()
    assert await office.watch.of_place(CHANNEL_ID, 0, DAY) == {"daily": "sent"}


async def test_stopping_gives_back_what_never_left(office: PostOffice) -> None:
    await office.plan(office.people(60))
    async with office.at_work(tuning=QUICK):
        await asyncio.sleep(0.05)
    counts = await office.check_law()
    assert set(counts) <= {"sent", "pending"}
    await office.settle(seconds=5)
    assert await office.check_law() == {"sent": 60}
