"""A database of each kind, a stand-in for Telegram with many chats, and a sender between them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from post_office import NOW, PostOffice

from bot.localchat.server import LocalChat
from storage.database import Database, open_database


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database, which several processes may open."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/sitrep.db"
    return str(request.getfixturevalue("postgres"))


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    async with await open_database(url) as opened:
        yield opened


@pytest.fixture
async def telegram() -> AsyncIterator[LocalChat]:
    async with LocalChat(port=0, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def office(telegram: LocalChat, database: Database) -> PostOffice:
    return PostOffice(telegram, database)
