"""What the judge is shown of many reports in one transaction is what it would be shown of each alone."""

import random
from datetime import date, timedelta

import pytest

from storage.database import Database
from storage.tallies import AFTER, Tallies
from storage.window import Window
from tally.judge import judge
from tally.tally import WINDOW
from tests.storage.reporting import DAY, NOW, accept, report, verdict

CATEGORIES = ("tanks", "artillery", "personnel")


async def fill(database: Database, days: int, first: date = DAY) -> None:
    async with database.transaction():
        tallies = Tallies(database)
        for number in range(days):
            figures = dict.fromkeys(CATEGORIES, 1000 + number * 5)
            day = first + timedelta(days=number)
            decisions = verdict(**{slug: accept(total) for slug, total in figures.items()})
            await tallies.record(report(day, **figures), decisions, article=None, now=NOW)


@pytest.mark.parametrize("seed", range(3))
async def test_a_window_shows_what_storage_shows(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    await fill(database, 30)
    async with database.transaction():
        sliding = Tallies(database, window=Window())
        for _ in range(25):
            day = DAY + timedelta(days=chance.randrange(-150, 150) if chance.random() < 0.3 else chance.randrange(40))
            figures = {slug: chance.randrange(900, 1200) for slug in chance.sample(CATEGORIES, 2)}
            said = report(day, chance.choice(["one", "two"]), **figures)
            shown = await sliding.history(day, set(figures))
            assert shown == await Tallies(database).history(day, set(figures))
            await sliding.record(said, judge(said, shown, DAY + timedelta(days=200)), article=None, now=NOW)


async def test_a_window_that_jumps_far_begins_anew(database: Database) -> None:
    await fill(database, 2)
    await fill(database, 2, DAY + timedelta(days=1000))
    async with database.transaction():
        sliding = Tallies(database, window=Window())
        for day in (DAY, DAY + timedelta(days=1000), DAY):
            assert await sliding.history(day, ["tanks"]) == await Tallies(database).history(day, ["tanks"])


async def test_history_reaches_no_further_than_its_window(database: Database) -> None:
    await fill(database, 140)
    day = DAY + timedelta(days=130)
    shown = (await Tallies(database).history(day, ["tanks"])).tallies
    assert list(shown) == ["tanks"]
    assert shown["tanks"][0].day == day - timedelta(days=WINDOW)
    assert shown["tanks"][-1].day == day + timedelta(days=AFTER)
