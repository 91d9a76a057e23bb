"""A word to the operators, by the same queue as digests: told once, whatever happens in between."""

from collections.abc import Collection
from datetime import datetime, timedelta

from answers.words import LANGUAGES
from storage.editions import Edition, Editions
from storage.engine import Database
from storage.outbox import Entry, Outbox

OPERATORS = "operators"
"""The kind of an edition that is for operators."""

_TOO_LATE = timedelta(days=2)


async def tell_operators(database: Database, operators: Collection[int], name: str, html: str, now: datetime) -> None:
    """Send *html* to each of *operators*; the same *name* is not sent twice. Raises StorageError."""
    name = f"{OPERATORS}|{name}"
    async with database.transaction():
        kept = await Editions(database).publish(Edition(name, OPERATORS, now.date(), LANGUAGES[0], "", html), now)
        await Outbox(database).add(
            [Entry(chat, 0, name, now.date(), kept.id, now, now + _TOO_LATE, 0, lane=0) for chat in sorted(operators)]
        )
