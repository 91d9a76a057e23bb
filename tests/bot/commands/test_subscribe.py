"""What people choose about their digest, by words and by buttons."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from recording import NOW

from answers.page import plain
from bot.command import Ask, House, Reply
from bot.commands import respond, respond_press
from storage.database import Database
from storage.editions import Edition
from storage.outbox import Entry
from storage.subscriptions import Alert, Rhythm, State, Subscription

ASK = Ask(argument="", language="en", now=NOW, chat=7, user=7)


async def say(house: House, text: str, ask: Ask = ASK) -> Reply:
    return await respond(text, ask, house)


async def tap(house: House, reply: Reply, label: str, ask: Ask = ASK) -> Reply:
    """Press the button of that label."""
    (data,) = [each.press for row in reply.buttons for each in row if each.label == label]
    assert data
    return await respond_press(data, replace(ask, pressed=True), house)


async def kept(house: House, topic: int = 0) -> Subscription:
    found = await house.mail.subscriptions.of(7, topic)
    assert found
    return found


async def test_two_taps_subscribe_and_show_what_will_come(house: House) -> None:
    offered = await say(house, "/subscribe")
    done = await tap(house, offered, "Every day")
    assert "It looks like this" in plain(done.html)
    assert "Personnel" in plain(done.html)
    assert (await kept(house)).rhythm is Rhythm.DAILY


async def test_a_new_subscriber_hears_of_corrections(house: House) -> None:
    await say(house, "/subscribe daily")
    assert await house.mail.subscriptions.alerts((await kept(house)).id) == [(Alert.CORRECTION, "", 0)]


async def test_a_day_that_was_shown_already_is_not_sent_again(house: House) -> None:
    landed = await house.tallies.latest_day()
    assert landed
    ask = replace(ASK, now=NOW.replace(year=landed.year, month=landed.month, day=landed.day, hour=9))
    await say(house, "/subscribe daily", ask)
    upcoming = (await kept(house)).upcoming
    assert upcoming
    assert upcoming.day == landed + timedelta(days=1)


async def test_each_topic_has_a_subscription_of_its_own(house: House) -> None:
    await say(house, "/subscribe daily")
    await say(house, "/subscribe weekly", replace(ASK, topic=3))
    assert (await kept(house)).rhythm is Rhythm.DAILY
    assert (await kept(house, 3)).rhythm is Rhythm.WEEKLY


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/settings when 08:15", (True, 495, 495, None, "Europe/Kyiv")),
        ("/settings коли 8.15", (True, 495, 495, None, "Europe/Kyiv")),
        ("/settings when 06:00-09:30", (False, 360, 570, None, "Europe/Kyiv")),
        ("/settings when 22:00 – 06:30", (False, 1320, 1830, None, "Europe/Kyiv")),
        ("/settings late 12:30", (False, 450, 1320, 750, "Europe/Kyiv")),
        ("/settings late off", (False, 450, 1320, None, "Europe/Kyiv")),
        ("/settings zone Варшава", (False, 450, 1320, 840, "Europe/Warsaw")),
        ("/settings zone 49.84 24.03", (False, 450, 1320, 840, "Europe/Kyiv")),
        ("/settings zone UTC-3:30", (False, 450, 1320, 840, "UTC-03:30")),
    ],
)
async def test_times_are_typed(house: House, typed: str, expected: tuple[object, ...]) -> None:
    await say(house, "/subscribe daily")
    await say(house, typed)
    timing = (await kept(house)).timing
    assert (timing.fixed, timing.opens, timing.closes, timing.late, timing.zone) == expected


@pytest.mark.parametrize(
    "typed",
    ["when 25:00", "when soon", "late 23:00", "zone Atlantis", "what dragons", "alerts tanks many", "layout round"],
)
async def test_what_cannot_be_understood_changes_nothing_and_helps(house: House, typed: str) -> None:
    await say(house, "/subscribe daily")
    before = await kept(house)
    assert "/settings" in plain((await say(house, f"/settings {typed}")).html)
    assert await kept(house) == before


async def test_a_zone_that_is_misspelt_is_offered(house: House) -> None:
    await say(house, "/subscribe daily")
    await tap(house, await say(house, "/settings zone Berln"), "Berlin")
    assert (await kept(house)).timing.zone == "Europe/Berlin"


async def test_categories_are_pressed_one_by_one(house: House) -> None:
    await say(house, "/subscribe daily")
    choices = await tap(house, await say(house, "/settings"), "Categories")
    choices = await tap(house, choices, "Tanks")
    choices = await tap(house, choices, "Artillery")
    await tap(house, choices, "✓ Tanks")
    assert (await kept(house)).look.categories == ("artillery",)


async def test_the_look_is_switched(house: House) -> None:
    await say(house, "/subscribe daily")
    page = await say(house, "/settings")
    for label in ("As a card", "Add summaries", "No sound"):
        page = await tap(house, page, label)
    found = await kept(house)
    assert (found.look.layout, found.look.summaries, found.silent) == ("card", True, True)


async def test_alerts_are_switched_and_typed(house: House) -> None:
    await say(house, "/subscribe events")
    page = await say(house, "/settings alerts")
    await tap(house, page, "☐ Records")
    await say(house, "/settings alerts tanks 20")
    await say(house, "/settings alerts artillery 99")
    await say(house, "/settings alerts artillery off")
    alerts = await house.mail.subscriptions.alerts((await kept(house)).id)
    assert alerts == [(Alert.ABOVE, "tanks", 20), (Alert.CORRECTION, "", 0), (Alert.RECORD, "", 0)]


async def test_pause_keeps_the_choices_and_resume_brings_them_back(house: House) -> None:
    await say(house, "/subscribe daily")
    await say(house, "/settings when 09:00")
    paused = await say(house, "/pause")
    assert (await kept(house)).upcoming is None
    await tap(house, paused, "Resume")
    again = await kept(house)
    assert (again.state, again.timing.opens) == (State.ACTIVE, 540)
    assert again.upcoming is not None


async def test_leaving_forgets_everything_and_takes_back_what_waits(house: House) -> None:
    await say(house, "/subscribe daily")
    edition = await house.mail.editions.publish(Edition("e", "daily", date(2026, 5, 5), "en", "", "x"), NOW)
    await house.mail.outbox.add([Entry(7, 0, "daily", date(2026, 5, 5), edition.id, NOW, NOW + timedelta(hours=1), 0)])
    await say(house, "/unsubscribe")
    assert await house.mail.subscriptions.of(7, 0) is None
    assert await house.mail.watch.counts() == {"dead": 1}


async def test_today_says_so_when_nobody_knows_whether_it_arrived(house: House, database: Database) -> None:
    edition = await house.mail.editions.publish(Edition("e", "daily", ASK.today, "en", "", "x"), NOW)
    await house.mail.outbox.add([Entry(7, 0, "daily", ASK.today, edition.id, NOW, NOW + timedelta(hours=1), 0)])
    (row,) = await house.mail.outbox.ready(NOW, 1)
    await database.write("outbox_start", id=row.id, epoch=1)
    await house.mail.outbox.recover(2)
    assert "not sent a second time" in plain((await say(house, "/today")).html)


async def test_a_broadcast_goes_out_only_when_it_is_confirmed(house: House) -> None:
    operator = replace(ASK, operator=True)
    await say(house, "/subscribe daily")
    draft = await say(house, "/broadcast Hello <b>everybody</b>", operator)
    assert "1 subscriber" in plain(draft.html)
    assert "&lt;b&gt;" in draft.html
    assert await house.mail.broadcasts.planning() == []
    sent = await tap(house, draft, "Send it", operator)
    assert len(await house.mail.broadcasts.planning()) == 1
    await tap(house, sent, "Stop", operator)
    assert await house.mail.broadcasts.planning() == []


async def test_a_broadcast_is_the_operators_alone(house: House) -> None:
    await say(house, "/broadcast Hello")
    assert await house.mail.broadcasts.recent() == []


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("text", ["/settings rhythm", "/settings when", "/settings zone", "/settings what", "/today"])
async def test_every_choice_has_its_words(house: House, language: str, text: str) -> None:
    ask = replace(ASK, language=language)
    await say(house, "/subscribe monthly", ask)
    assert (await say(house, text, ask)).html
