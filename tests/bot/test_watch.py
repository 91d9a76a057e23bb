"""Gathering beside the bot: sources of a local web, looked at over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.watch import TOLD_AFTER, Watch
from news.gathering import Gathering, Pace
from news.memory import remembered
from news.sources.channel import Channel
from news.sources.ministry import Ministry
from news.sources.source import USUAL, Found, Request, Rhythm, Source
from news.web import Limits, Page, Web
from storage.database import Database, open_database
from storage.outbox import Outbox
from storage.tallies import Tallies
from tests.news.local_web import LocalWeb, serving

DAY = date(2026, 8, 22)
OPERATOR = 4242


@dataclass
class Clock:
    now: datetime = field(default_factory=lambda: datetime(2026, 8, 22, 6, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Field:
    local: LocalWeb
    web: Web
    database: Database
    clock: Clock

    def watch(self, *sources: Source, operators: Sequence[int] = (OPERATOR,), folder: Path | None = None) -> Watch:
        return Watch(self.database, self.web, self.clock, sources, folder, operators, tick=0.02)

    async def look(self, watch: Watch) -> None:
        await watch.look(Gathering(self.web, self.database, pace=Pace(gap=0.0)))

    async def told(self) -> list[int]:
        """The chats that a message waits for."""
        return [each.chat for each in await Outbox(self.database).ready(self.clock.now, 100)]


@pytest.fixture
async def a_field(tmp_path: Path) -> AsyncIterator[Field]:
    async with (
        serving() as local,
        Web(allow_loopback=True, limits=Limits(total=2.0)) as opened,
        await open_database(f"sqlite:///{tmp_path}/news.db") as database,
    ):
        yield Field(local, opened, database, Clock())


async def until_known(database: Database) -> None:
    async with asyncio.timeout(90):
        while not await Tallies(database).day(DAY):  # noqa: ASYNC110 - what is waited for is in the database
            await asyncio.sleep(0.02)


async def test_what_is_due_is_learned_while_the_bot_is_at_work(a_field: Field) -> None:
    a_field.local.ministry(DAY)
    async with a_field.watch(Ministry(a_field.local.base)).at_work():
        await until_known(a_field.database)


async def test_a_restart_asks_nobody_again(a_field: Field) -> None:
    a_field.local.ministry(DAY)
    await a_field.look(a_field.watch(Ministry(a_field.local.base)))
    await a_field.look(a_field.watch(Ministry(a_field.local.base)))
    assert a_field.local.times("/lookup/search") == 1


async def test_a_folder_is_watched_too(a_field: Field, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    report = inbox / "report.txt"
    report.write_text("The total combat losses of the enemy from 24.02.22 to 22.08.26:\ntanks - 12292 (+6) units")
    async with a_field.watch(folder=inbox).at_work():
        await until_known(a_field.database)


async def test_operators_are_told_once_of_a_source_that_keeps_failing(a_field: Field) -> None:
    a_field.local.faults["/s/GeneralStaffZSU"] = web.Response(status=500)
    watch = a_field.watch(Channel(site=a_field.local.base))
    heard = []
    for _ in range(TOLD_AFTER + 2):
        await a_field.look(watch)
        heard.append(len(await a_field.told()))
        a_field.clock.now += timedelta(hours=7)
    assert heard[: TOLD_AFTER - 1] == [0] * (TOLD_AFTER - 1)
    assert heard[TOLD_AFTER - 1 :] == [1, 1, 1]


async def test_a_source_that_fails_once_is_not_told_of(a_field: Field) -> None:
    a_field.local.faults["/s/GeneralStaffZSU"] = web.Response(status=500)
    await a_field.look(a_field.watch(Channel(site=a_field.local.base)))
    assert await a_field.told() == []


@dataclass(frozen=True, slots=True)
class Stumbling:
    """A source whose reading has a mistake in it."""

    url: str
    name: str = "stumbling"
    origin: str = "stumbling"
    rhythm: Rhythm = USUAL

    def requests(self) -> Sequence[Request]:
        return (Request(self.url),)

    def read(self, pages: Sequence[Page], *, today: date) -> Found:
        raise ZeroDivisionError


async def test_a_mistake_in_one_source_stops_no_other(a_field: Field) -> None:
    a_field.local.ministry(DAY)
    a_field.local.pages["/x"] = ("text/html", "<p>x</p>")
    await a_field.look(a_field.watch(Stumbling(f"{a_field.local.base}/x"), Ministry(a_field.local.base)))
    assert await Tallies(a_field.database).day(DAY)


async def test_a_source_we_stumble_over_is_left_alone_for_a_while(a_field: Field) -> None:
    a_field.local.pages["/x"] = ("text/html", "<p>x</p>")
    watch = a_field.watch(Stumbling(f"{a_field.local.base}/x"))
    await a_field.look(watch)
    await a_field.look(watch)
    assert a_field.local.times("/x") == 1
    memory = await remembered("stumbling", a_field.database)
    assert "stumbled" in (memory.problem or "")
