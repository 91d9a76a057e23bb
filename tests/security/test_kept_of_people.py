"""What is kept of people is kept no longer than docs/privacy.md says."""

from datetime import timedelta

from bystander import NOW

from storage.database import Database
from storage.quota import Quota
from storage.state import State


async def test_how_many_addresses_somebody_read_is_forgotten_the_next_day(database: Database) -> None:
    quota, today = Quota(database), NOW.date()
    assert await quota.take("read:5", today, 1)
    assert not await quota.take("read:5", today, 1)
    assert await quota.take("read:6", today + timedelta(days=1), 1)
    assert list(await State(database).named("quota:")) == ["read:6"]
