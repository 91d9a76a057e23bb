"""Who is planned what, once, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from figures import land
from post_office import DAY, PostOffice

from bot.digests.planner import Planner, waking
from bot.digests.preferences import fresh, rescheduled
from storage.database import Database, open_database
from storage.editions import Edition
from storage.mail import Mail
from storage.subscriptions import Alert, Look, Rhythm, Stage, Subscription, Subscriptions, Timing, Turn

MORNING = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # eight in Kyiv
YESTERDAY = DAY - timedelta(days=1)

TANKS = {"tanks": 11_995, "artillery": 34_600}
MORE = {"tanks": 12_001, "artillery": 34_640}


class Clock:
    def __init__(self) -> None:
        self.now = MORNING - timedelta(hours=2)

    def __call__(self) -> datetime:
        return self.now


async def subscribe(database: Database, chat: int, clock: Clock, **chosen: object) -> Subscription:
    asked = replace(fresh(chat, 0, Rhythm.DAILY, "en"), **chosen)  # type: ignore[arg-type]
    subscriptions = Subscriptions(database)
    await subscriptions.put(rescheduled(asked, clock.now, None))
    kept = await subscriptions.of(chat, 0)
    assert kept
    return kept


async def kinds(database: Database, chat: int) -> set[str]:
    return set(await Mail.over(database).watch.of_place(chat, 0, DAY))


async def test_the_digest_is_planned_when_the_figures_land(database: Database) -> None:
    clock = Clock()
    planner = Planner(database, clock)
    await subscribe(database, 1, clock)
    await land(database, YESTERDAY, TANKS, clock.now)
    clock.now = MORNING
    assert (await planner.plan()).digests == 0
    await land(database, DAY, MORE, clock.now)
    assert (await planner.plan()).digests == 1
    assert (await planner.plan()).digests == 0
    assert await kinds(database, 1) == {"daily"}


async def test_a_digest_is_rendered_once_for_all_who_get_the_same_words(database: Database) -> None:
    clock = Clock()
    for chat in range(1, 31):
        await subscribe(database, chat, clock, language="uk" if chat % 2 else "en")
    clock.now = MORNING
    await land(database, DAY, MORE, clock.now)
    assert (await Planner(database, clock, chunk=7).plan()).digests == 30
    editions = await Mail.over(database).editions.since(DAY)
    assert sorted(each.language for each in editions) == ["en", "uk"]


async def test_two_planners_at_once_plan_nothing_twice(database: Database, url: str) -> None:
    clock = Clock()
    for chat in range(1, 51):
        await subscribe(database, chat, clock)
    clock.now = MORNING
    await land(database, DAY, MORE, clock.now)
    async with await open_database(url) as other:
        await asyncio.gather(*(Planner(each, clock, chunk=5).plan() for each in (database, other)))
    assert await Mail.over(database).watch.counts() == {"pending": 50}


async def test_late_figures_are_announced_and_then_sent(database: Database) -> None:
    clock = Clock()
    planner = Planner(database, clock)
    await subscribe(database, 1, clock)
    await land(database, YESTERDAY, TANKS, clock.now)
    clock.now = MORNING + timedelta(hours=6, minutes=1)  # past two in Kyiv
    assert (await planner.plan()).digests == 1
    assert await kinds(database, 1) == {"late"}
    clock.now += timedelta(hours=1)
    await land(database, DAY, MORE, clock.now)
    await planner.plan()
    assert await kinds(database, 1) == {"late", "daily"}


async def test_a_fixed_time_is_kept_whatever_has_landed(database: Database) -> None:
    clock = Clock()
    planner = Planner(database, clock)
    await subscribe(database, 1, clock, timing=Timing(True, 540, 540, None, "Europe/Kyiv"))
    await land(database, YESTERDAY, TANKS, clock.now)
    clock.now = MORNING + timedelta(hours=1)
    await planner.plan()
    assert await kinds(database, 1) == {"daily"}


async def test_a_digest_after_a_missed_one_says_so(database: Database) -> None:
    clock = Clock()
    await subscribe(database, 1, clock)
    await database.write("subscriptions_missed", chat=1, topic=0)
    clock.now = MORNING
    await land(database, DAY, MORE, clock.now)
    await Planner(database, clock).plan()
    (edition,) = await Mail.over(database).editions.since(DAY)
    assert "did not go out" in edition.html
    kept = await Subscriptions(database).of(1, 0)
    assert kept
    assert not kept.missed


async def test_alerts_reach_those_who_want_them_once(database: Database) -> None:
    clock = Clock()
    planner = Planner(database, clock)
    subscriptions = Subscriptions(database)
    wants, above, other, indifferent = [
        await subscribe(database, chat, clock, rhythm=Rhythm.EVENTS, look=Look(categories=categories))
        for chat, categories in ((1, ()), (2, ()), (3, ("artillery",)), (4, ()))
    ]
    for each in (wants, other):
        await subscriptions.set_alert(each.id, Alert.ROUND)
    await subscriptions.set_alert(above.id, Alert.ABOVE, category="artillery", above=40)
    await subscriptions.set_alert(indifferent.id, Alert.ABOVE, category="artillery", above=41)
    await land(database, YESTERDAY, TANKS, clock.now)
    await planner.plan()
    clock.now = MORNING
    await land(database, DAY, MORE, clock.now)
    assert (await planner.plan()).alerts == 2
    assert (await planner.plan()).alerts == 0
    assert await kinds(database, 1) == {"round tanks"}
    assert await kinds(database, 2) == {"above artillery"}
    assert await kinds(database, 3) == set()
    assert await kinds(database, 4) == set()


async def test_alerts_do_not_wake_anybody(database: Database) -> None:
    subscription = fresh(1, 0, Rhythm.EVENTS, "en")
    assert waking(subscription, datetime(2026, 11, 23, 3, tzinfo=UTC)) == datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
    assert waking(subscription, datetime(2026, 11, 23, 21, tzinfo=UTC)) == datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
    assert waking(subscription, MORNING) == MORNING


async def test_a_broadcast_reaches_every_active_subscriber_once(database: Database) -> None:
    clock = Clock()
    for chat in range(1, 12):
        await subscribe(database, chat, clock)
    mail = Mail.over(database)
    edition = await mail.editions.publish(Edition("b", "broadcast", DAY, "en", "", "Hello"), clock.now)
    draft = await mail.broadcasts.draft(edition.id, 7, clock.now)
    planner = Planner(database, clock, chunk=4)
    assert (await planner.plan()).broadcasts == 0
    assert await mail.broadcasts.change(draft, "draft", "planning")
    assert (await planner.plan()).broadcasts == 11
    assert (await planner.plan()).broadcasts == 0
    assert await mail.watch.edition_counts(edition.id) == {"pending": 11}


async def test_a_chats_own_language_wins_over_that_of_its_subscription(database: Database) -> None:
    clock = Clock()
    await subscribe(database, 1, clock)
    await database.write("chat_set_language", chat=1, language="uk")
    clock.now = MORNING
    await land(database, DAY, MORE, clock.now)
    await Planner(database, clock).plan()
    assert [each.language for each in await Mail.over(database).editions.since(DAY)] == ["uk"]


async def test_what_is_changed_while_it_is_planned_is_left_as_its_owner_chose(database: Database) -> None:
    clock = Clock()
    read = await subscribe(database, 1, clock)
    subscriptions = Subscriptions(database)
    await subscriptions.put(replace(read, upcoming=None))
    assert read.upcoming
    await subscriptions.advance([Turn(read, replace(read.upcoming, stage=Stage.CLOSE))])
    kept = await subscriptions.of(1, 0)
    assert kept
    assert kept.upcoming is None


async def test_a_planned_digest_is_delivered(office: PostOffice) -> None:
    clock = Clock()
    (chat,) = office.people(1)
    await subscribe(office.database, chat, clock)
    clock.now = MORNING
    await land(office.database, DAY, MORE, clock.now)
    await Planner(office.database, clock).plan()
    await office.settle()
    (message,) = office.messages(chat)
    assert "12,001" in message.content["text"]
