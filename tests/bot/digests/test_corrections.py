"""A correction reaches exactly those who got the wrong figure."""

from dataclasses import replace
from datetime import datetime, timedelta

from figures import correct, land
from post_office import DAY, NOW, PostOffice

from answers.digest import matters
from bot.digests.corrections import Corrections
from bot.digests.planner import Planner
from bot.digests.preferences import fresh, rescheduled
from storage.subscriptions import Alert, Look, Rhythm, Subscriptions

YESTERDAY = DAY - timedelta(days=1)
FIRST = {"tanks": 11_995, "artillery": 34_600}
SECOND = {"tanks": 12_001, "artillery": 34_640}


async def sent(office: PostOffice, chats: dict[int, tuple[str, ...]]) -> None:
    """Each of *chats* gets today's digest of its categories."""
    subscriptions = Subscriptions(office.database)
    early = NOW - timedelta(hours=5)
    for chat, categories in chats.items():
        asked = replace(fresh(chat, 0, Rhythm.DAILY, "en"), look=Look(categories=categories))
        id = await subscriptions.put(rescheduled(asked, early, None))
        await subscriptions.set_alert(id, Alert.CORRECTION)
    await land(office.database, YESTERDAY, FIRST, early)
    await land(office.database, DAY, SECOND, early + timedelta(minutes=1))
    await Planner(office.database, office.now).plan()
    await office.settle()


async def corrected(office: PostOffice, slug: str, total: int, at: datetime = NOW) -> int:
    await correct(office.database, DAY, slug, total, at)
    planned = await Corrections(office.database, office.now).plan()
    office.moment += timedelta(seconds=30)
    await office.settle()
    return planned


async def test_the_message_is_edited_and_a_note_follows_where_it_matters(office: PostOffice) -> None:
    one, other = office.people(2)
    await sent(office, {one: (), other: ("artillery",)})
    assert await corrected(office, "tanks", 11_998) == 2
    digest, note = office.messages(one)
    assert "11,998" in digest.content["text"]
    assert digest.edited is not None
    assert "Tanks: 11,998, not 12,001." in note.content["text"]
    (untouched,) = office.messages(other)
    assert untouched.edited is None


async def test_what_does_not_matter_is_edited_without_a_word(office: PostOffice) -> None:
    (chat,) = office.people(1)
    await sent(office, {chat: ("artillery",)})
    assert await corrected(office, "artillery", 34_641) == 1
    (digest,) = office.messages(chat)
    assert "34,641" in digest.content["text"]


async def test_looking_again_plans_nothing_again(office: PostOffice) -> None:
    (chat,) = office.people(1)
    await sent(office, {chat: ()})
    assert await corrected(office, "tanks", 11_998) == 2
    assert await Corrections(office.database, office.now).plan() == 0


async def test_a_second_correction_is_told_too(office: PostOffice) -> None:
    (chat,) = office.people(1)
    await sent(office, {chat: ()})
    await corrected(office, "tanks", 11_998)
    await corrected(office, "tanks", 11_996, NOW + timedelta(minutes=1))
    assert len(office.messages(chat)) == 3
    assert "11,996" in office.messages(chat)[0].content["text"]


async def test_a_chat_that_wants_no_notes_has_its_message_edited_alone(office: PostOffice) -> None:
    (chat,) = office.people(1)
    await sent(office, {chat: ()})
    kept = await Subscriptions(office.database).of(chat, 0)
    assert kept
    await Subscriptions(office.database).set_alert(kept.id, Alert.CORRECTION, on=False)
    assert await corrected(office, "tanks", 11_998) == 1


async def test_a_digest_that_is_not_sent_yet_is_sent_right(office: PostOffice) -> None:
    (chat,) = office.people(1)
    early = NOW - timedelta(hours=5)
    asked = fresh(chat, 0, Rhythm.DAILY, "en")
    await Subscriptions(office.database).put(rescheduled(asked, early, None))
    await land(office.database, DAY, SECOND, early)
    await Planner(office.database, office.now).plan()
    assert await corrected(office, "tanks", 11_998) == 0
    (digest,) = office.messages(chat)
    assert "11,998" in digest.content["text"]


def test_a_tenth_of_a_change_matters_and_a_hair_of_a_total_does_not() -> None:
    assert matters((12_000, 10), (12_001, 11))
    assert not matters((12_000, 100), (12_001, 101))
    assert matters((12_000, 100), (12_012, 112))
    assert matters((12_000, 5), (None, None))
    assert not matters((None, None), (12_000, 5))
