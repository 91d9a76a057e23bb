"""A database with something in every table, and what it says to a dozen questions."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.command import Ask, House
from bot.commands import respond
from storage.article import Article
from storage.articles import Articles
from storage.chats import Chats
from storage.database import Database, open_database
from storage.editions import Edition
from storage.leases import Lease
from storage.mail import Mail
from storage.moving.copy import open_copy
from storage.moving.fingerprint import Fingerprint
from storage.outbox import Choice, Entry, Outcome, State
from storage.state import State as Values
from storage.subscriptions import Alert, Look, Rhythm, Stage, Subscription, Timing, Upcoming
from storage.tallies import Tallies
from storage.updates import Updates
from tests.bot.commands.contested import MORNING, THIRD, contest
from tests.storage.reporting import accept, report, verdict

ASKED = datetime(2026, 5, 3, 15, tzinfo=UTC)

QUESTIONS = (
    "/latest",
    "/delta 7d",
    "/total uavs",
    "/on 2 May 2026",
    "/history tanks 2026",
    "/records uavs",
    "/source tanks",
    "/cite uavs",
    "/corrections",
    "/asof 2 May 2026",
    "/article losses",
    "/article bridge",
    "/news",
    "/status",
    "/settings",
    "/mydata",
    "/review",
)
CHAT = -1001234567890


async def fill(database: Database) -> None:
    """Put something into every table: what is usual, what is null, what is long, and what no alphabet of ours holds."""
    for back in range(1, 30):
        day = date(2026, 5, 2) - timedelta(days=back)
        totals = {"tanks": 11_991 - 3 * back, "uavs": 284_600 - 1_700 * back}
        decided = verdict(**{slug: accept(total) for slug, total in totals.items()})
        await Tallies(database).record(report(day, **totals), decided, article=None, now=MORNING - timedelta(days=back))
    await contest(database)
    await Articles(database).keep(Article("The bridge is open.", "Міст", summary="It is open.", outlet="a"), ASKED)
    await Chats(database).set_language(CHAT, "uk")
    await Chats(database).set_language(7, "en")
    await Updates(database).mark([2**40, 1, 2], MORNING)
    await Values(database).put("чат «щось» \U0001f6a9\n\t\\.", '{"з": null}', MORNING)
    await Lease(database, "delivery", "gone:1").take(None)
    await _subscribe(Mail.over(database))


async def _subscribe(mail: Mail) -> None:
    upcoming = Upcoming(
        THIRD + timedelta(days=1), Stage.CLOSE, ASKED + timedelta(hours=16), ASKED + timedelta(hours=20)
    )
    window = Timing(False, 450, 1320, 840, "Europe/Kyiv")
    wanted = Subscription(0, CHAT, 5, Rhythm.DAILY, window, "uk", Look("card", True, ("tanks",)), upcoming=upcoming)
    subscription = await mail.subscriptions.put(wanted)
    await mail.subscriptions.set_alert(subscription, Alert.ABOVE, category="tanks", above=10)
    edition = await mail.editions.publish(
        Edition("daily|1", "daily", THIRD, "uk", "card;figures", "<b>Слова</b>", {"tanks": (None, 3)}), ASKED
    )
    await mail.broadcasts.draft(edition.id, 1, ASKED)
    until = ASKED + timedelta(hours=20)
    entries = [Entry(chat, 0, "daily", THIRD, edition.id, ASKED, until, chat) for chat in (7, 8, 9)]
    await mail.outbox.add(entries)
    lease = Lease(mail.outbox._database, "sending", "gone:2")
    epoch = await lease.take(None)
    assert epoch
    first, second, _ = await mail.outbox.ready(ASKED, 10)
    await mail.outbox.claim(lease, epoch, Choice([first, second]))
    await mail.outbox.finish(epoch, [Outcome(first, State.SENT, message=99)])


async def answers(url: str) -> list[str]:
    """What the database at *url* says to every question."""
    async with await open_database(url) as database:
        house = House.over(database)
        asks = [Ask("", "uk", ASKED, chat=CHAT, user=7, topic=5, operator=True) for _ in QUESTIONS]
        return [(await respond(text, ask, house)).html for text, ask in zip(QUESTIONS, asks, strict=True)]


async def new(url: str) -> str:
    """*url*, after everything was put into the database there."""
    async with await open_database(url) as database:
        await fill(database)
    return url


def content(path: Path) -> dict[str, Fingerprint]:
    """What each table of the SQLite database at *path* holds."""
    with open_copy(path) as copy:
        return copy.fingerprints()


def execute(path: Path, sql: str) -> None:
    """Change the SQLite database at *path*."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)
