"""A database of each kind, and the few values that tests of storage are about."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage.database import Database, open_database

DAY = date(2023, 5, 21)
NOW = datetime(2023, 5, 21, 6, 30, tzinfo=UTC)


@pytest.fixture(params=["memory", "file"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    url = "sqlite:///:memory:" if request.param == "memory" else f"sqlite:///{tmp_path}/sitrep.db"
    async with await open_database(url) as opened:
        yield opened
