"""A person without rights, and the house they talk to."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from bystander import BULLETIN, NOW

from bot.command import Ask, House
from news.learning import learn
from storage.article import Article
from storage.database import Database, open_database


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
