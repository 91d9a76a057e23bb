"""Forgetting a chat leaves nothing of it, and nothing else is touched."""

from datetime import UTC, date, datetime

from bot.digests.preferences import fresh
from storage.chats import Chats
from storage.database import Database
from storage.editions import Edition
from storage.mail import Mail
from storage.outbox import Entry
from storage.privacy import Kept, Privacy
from storage.quota import Quota
from storage.state import State
from storage.subscriptions import Alert, Rhythm

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = date(2026, 11, 23)


async def furnish(database: Database, chat: int) -> None:
    """Everything that can be kept of a chat."""
    mail = Mail.over(database)
    await Chats(database).set_language(chat, "uk")
    await State(database).put(f"chat:{chat}:tables", "off", NOW)
    await Quota(database).take(f"read:{chat}", DAY, 3)
    for topic in (0, 7):
        kept = await mail.subscriptions.put(fresh(chat, topic, Rhythm.DAILY, "uk"))
        await mail.subscriptions.set_alert(kept, Alert.CORRECTION)
    edition = await mail.editions.publish(Edition("daily", "daily", DAY, "uk", "table", "Figures"), NOW)
    await mail.outbox.add([Entry(chat, 0, "daily", DAY, edition.id, NOW, NOW, 1)])


async def test_everything_of_a_chat_is_deleted_and_of_no_other(database: Database) -> None:
    await furnish(database, 12)
    await furnish(database, 123)
    await furnish(database, -12)
    privacy = Privacy(database)
    before = await privacy.kept(123)
    assert before == Kept("uk", False, 2, 2, 1)
    await privacy.forget(12)
    assert await privacy.kept(12) == Kept(None, None, 0, 0, 0)
    assert await privacy.kept(123) == before == await privacy.kept(-12)
    taken = [await State(database).get(f"quota:read:{chat}") for chat in (12, 123, -12)]
    assert taken == [None, "2026-11-23 1", "2026-11-23 1"]


async def test_what_a_group_chose_follows_it(database: Database) -> None:
    await Chats(database).set_language(-5, "uk")
    await Privacy(database).move(-5, -1005)
    assert (await Chats(database).language(-5), await Chats(database).language(-1005)) == (None, "uk")
