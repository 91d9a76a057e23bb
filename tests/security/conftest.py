"""A person without rights, and the house they talk to."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from bot.command import Ask, House
from news.learning import learn
from storage.article import Article
from storage.database import Database, open_database

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BULLETIN = """The total combat losses of the enemy from 24.02.22 to 22.11.26 were approximately:
personnel - about 1169930 (+1060) people,
tanks - 11368 (+6) units,
armoured fighting vehicles - 23622 (+12) units,
artillery systems - 34673 (+38) units."""


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    async with await open_database("sqlite:///:memory:") as opened:
        told = Article(BULLETIN, title="Losses", outlet="Example Herald", published=date(2026, 11, 22), language="en")
        await learn(told, opened, today=date(2026, 11, 22), now=NOW)
        yield opened


@pytest.fixture
def house(database: Database) -> House:
    return House.over(database)


@pytest.fixture
def ask() -> Ask:
    return Ask(argument="", language="en", now=NOW, chat=5, user=5)
