"""What is said about figures, sources, disk and time zones."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.checkup.finding import Finding
from bot.checkup.home import look_at_zones
from bot.checkup.keeping import look_at_database, look_at_sources
from bot.config import read_settings
from news.memory import Memory, remember
from news.sources.catalogue import sources
from storage.database import open_database
from storage.tallies import Tallies
from tests.storage.reporting import DAY, accept, report, verdict

NOW = datetime(2023, 5, 21, 12, tzinfo=UTC)


async def look(url: str, now: datetime = NOW, *, gather: bool = True) -> list[Finding]:
    return await look_at_sources(read_settings(None, database_url=url, gather=gather), now)


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """A database with the day's figures, and sources that were all looked at an hour ago."""
    address = f"sqlite:///{tmp_path}/sitrep.db"
    async with await open_database(address) as database:
        await Tallies(database).record(report(tanks=5), verdict(tanks=accept(5)), article=None, now=NOW)
        for each in sources():
            await remember(each.name, Memory(looked_at=NOW - timedelta(hours=1)), database, NOW)
    return address


async def fail(url: str, times: int) -> None:
    memory = Memory(looked_at=NOW, problem="the server failed with 502", failures=times)
    async with await open_database(url) as database:
        await remember(sources()[0].name, memory, database, NOW)


async def test_fresh_figures_and_sources_are_fine(url: str) -> None:
    assert [(each.about, each.mark) for each in await look(url)] == [("figures", "OK"), ("sources", "OK")]


async def test_a_source_is_named_only_when_it_keeps_failing(url: str) -> None:
    await fail(url, 2)
    assert (await look(url))[-1].mark == "OK"
    await fail(url, 3)
    found = (await look(url))[-1]
    assert (found.mark, found.words) == (
        "!",
        f"{sources()[0].name} failed 3 times in a row: the server failed with 502",
    )


async def test_old_figures_and_a_long_silence_are_noticed(url: str) -> None:
    found = await look(url, NOW + timedelta(days=3))
    assert [each.words for each in found] == [
        f"the newest are of {DAY}, 3 days ago",
        "none was looked at since 21 May 11:00 UTC",
    ]


async def test_sources_that_nobody_wants_looked_at_are_no_trouble(url: str) -> None:
    assert (await look(url, NOW + timedelta(days=3), gather=False))[-1].mark == "OK"


async def test_a_database_that_is_whole_can_be_read(url: str) -> None:
    found, readable = await look_at_database(url)
    assert ([each.about for each in found], readable) == (["database", "disk", "integrity"], True)


def test_the_zones_of_this_machine_are_right_and_old_ones_are_noticed() -> None:
    assert look_at_zones(NOW).mark == "OK"
    assert look_at_zones(NOW.replace(year=2123)).mark == "!"
