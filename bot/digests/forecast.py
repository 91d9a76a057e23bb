"""What the planner would do now, without doing it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from bot.digests.editor import Brief
from bot.digests.planner import brief_of
from bot.digests.schedule import step
from storage.engine import Database
from storage.subscriptions import Subscriptions
from storage.tallies import Tallies

_CHUNK = 2_000


async def forecast(database: Database, now: datetime) -> Mapping[Brief, int]:
    """How many would be planned each edition at *now*, by walking all active subscriptions; nothing is written."""
    subscriptions = Subscriptions(database)
    landed = await Tallies(database).latest_day()
    found: Counter[Brief] = Counter()
    after = 0
    while chunk := await subscriptions.after(after, _CHUNK):
        after = chunk[-1].id
        for each in chunk:
            made = step(each, now, landed)
            brief = brief_of(each, made, landed) if made else None
            if brief is not None:
                found[brief] += 1
    return dict(found.most_common())
