"""A backup that was put back sends nothing that the lost bot may have sent since, and goes on with what comes next."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from figures import land
from post_office import DAY

from bot.digests.planner import Planner
from bot.digests.preferences import fresh, rescheduled
from bot.digests.restored import leave_in_doubt
from storage.database import Database, open_database
from storage.editions import Edition
from storage.mail import Mail
from storage.outbox import Entry
from storage.subscriptions import Alert, Rhythm, Timing

MADE = datetime(2026, 11, 23, 3, tzinfo=UTC)  # five in Kyiv: nothing has landed, no window is open
NOON = datetime(2026, 11, 23, 10, tzinfo=UTC)
TANKS, MORE, MOST = {"tanks": 11_995}, {"tanks": 12_001}, {"tanks": 12_005}
TOMORROW = DAY + timedelta(days=1)
FIXED = Timing(True, 9 * 60, 9 * 60, None, "Europe/Kyiv")
EVENING = Timing(True, 21 * 60, 21 * 60, None, "Europe/Kyiv")


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    async with await open_database("sqlite:///:memory:") as opened:
        yield opened


async def subscribe(database: Database, chat: int, timing: Timing | None = None) -> None:
    asked = fresh(chat, 0, Rhythm.DAILY, "en")
    kept = rescheduled(replace(asked, timing=timing or asked.timing), MADE, None)
    id = await Mail.over(database).subscriptions.put(kept)
    await Mail.over(database).subscriptions.set_alert(id, Alert.ROUND)


async def states(database: Database, chat: int, day: date) -> dict[str, str]:
    return await Mail.over(database).watch.of_place(chat, 0, day)


async def test_a_digest_that_may_have_been_sent_since_is_unknown_and_not_sent_again(database: Database) -> None:
    await land(database, DAY - timedelta(days=1), TANKS, MADE)
    await subscribe(database, 1)
    await subscribe(database, 2, FIXED)
    unsure = await leave_in_doubt(database, MADE, NOON)
    await land(database, DAY, MORE, NOON)
    planned = await Planner(database, lambda: NOON).plan()
    assert (planned.alerts, unsure.digests) == (0, 2)
    assert [await states(database, chat, DAY) for chat in (1, 2)] == [{"daily": "unknown"}] * 2
    assert await Mail.over(database).outbox.ready(NOON, 10) == []


async def test_what_comes_later_is_sent_as_ever(database: Database) -> None:
    await land(database, DAY - timedelta(days=1), TANKS, MADE)
    await subscribe(database, 1)
    await subscribe(database, 2, EVENING)
    assert (await leave_in_doubt(database, MADE, NOON)).digests == 1
    await land(database, DAY, MORE, NOON)
    evening, morning = NOON + timedelta(hours=10), NOON + timedelta(hours=22)
    await Planner(database, lambda: NOON).plan()
    await Planner(database, lambda: evening).plan()
    assert [await states(database, chat, DAY) for chat in (1, 2)] == [{"daily": "unknown"}, {"daily": "pending"}]
    await land(database, TOMORROW, MOST, morning)
    await Planner(database, lambda: morning).plan()
    assert (await states(database, 1, TOMORROW))["daily"] == "pending"


async def test_a_message_that_waited_is_unknown_but_an_edit_and_a_later_one_are_not(database: Database) -> None:
    mail = Mail.over(database)
    edition = await mail.editions.publish(Edition("e", "daily", DAY, "en", "table;figures", "Hello"), MADE)
    until = NOON + timedelta(days=1)
    await mail.outbox.add(
        [
            Entry(1, 0, "daily", DAY, edition.id, MADE, until, 0),
            Entry(2, 0, "daily", DAY, edition.id, MADE, until, 0, edits=True, message=9),
            Entry(3, 0, "daily", DAY, edition.id, NOON + timedelta(minutes=1), until, 0),
        ]
    )
    assert (await leave_in_doubt(database, MADE, NOON)).messages == 1
    found = [(await states(database, chat, DAY))["daily"] for chat in (1, 2, 3)]
    assert found == ["unknown", "pending", "pending"]
    assert "backup of 2026-11-23 03:00" in (await mail.watch.doubts())[0].why


async def test_a_broadcast_under_way_waits_for_an_operator(database: Database) -> None:
    mail = Mail.over(database)
    edition = await mail.editions.publish(Edition("b", "broadcast", DAY, "en", "", "Hello"), MADE)
    broadcast = await mail.broadcasts.draft(edition.id, 1, MADE)
    await mail.broadcasts.change(broadcast, "draft", "planning")
    await subscribe(database, 1)
    assert (await leave_in_doubt(database, MADE, NOON)).broadcasts == 1
    assert (await Planner(database, lambda: NOON).plan()).broadcasts == 0


async def test_a_backup_from_before_anything_came_due_leaves_nothing_in_doubt(database: Database) -> None:
    await subscribe(database, 1)
    assert (await leave_in_doubt(database, MADE, MADE + timedelta(hours=1))).digests == 0
