"""Houses with a few weeks of made-up figures in real storage, and someone who asks."""

import sys
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from contested import contest
from recording import NOW, record

from bot.command import Ask, House
from storage.article import Article
from storage.database import Database, open_database
from tally.tally import Standing
from tally.verdict import Accept, Decision, Hold, Reason

sys.path.append(str(Path(__file__).resolve().parents[2] / "answers"))  # for Telegram's HTML rules

LAST = date(2026, 5, 3)

_STEPS = {
    "personnel": (1_320_000, 1_060),
    "tanks": (11_880, 3),
    "armoured_vehicles": (24_400, 5),
    "artillery": (41_000, 55),
    "mlrs": (1_751, 1),
    "air_defence": (1_351, 1),
    "aircraft": (435, 0),
    "helicopters": (350, 0),
    "uavs": (220_000, 1_700),
    "cruise_missiles": (4_549, 7),
    "ships": (33, 0),
    "submarines": (2, 0),
    "vehicles": (91_000, 210),
    "special_equipment": (4_137, 1),
}
"""Category -> total on the first day, and what each day adds."""


def _decisions(number: int) -> dict[str, Decision]:
    """Steady gains, and on the last two days one of everything that can be odd."""
    made: dict[str, Decision] = {
        slug: Accept(
            start + number * step,
            step,
            Standing.SINGLE if slug == "uavs" else Standing.DIFFERS if slug == "ships" else Standing.CONFIRMED,
            slug == "personnel",
        )
        for slug, (start, step) in _STEPS.items()
    }
    if number >= 38:
        made["personnel"] = Accept(1_361_930 + (number - 38) * 1_060, 1_060, Standing.CONFIRMED, True)
    if number == 39:
        made["tanks"] = Hold(21_997, 3, (Reason.SWAPPED_DIGITS,))
        made["ground_robots"] = Accept(1_306, None, Standing.SINGLE)
        del made["cruise_missiles"]
    return made


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    async with await open_database("sqlite:///:memory:") as opened:
        yield opened


@pytest.fixture
async def empty(database: Database) -> House:
    """A house where nothing has been read yet."""
    return House.over(database)


@pytest.fixture
async def house(database: Database) -> House:
    """Forty days up to `LAST`, 29 and 30 April left out; restated on 2 May, a held and a first figure on the last."""
    first = LAST - timedelta(days=39)
    async with database.transaction():
        for number in range(40):
            day = first + timedelta(days=number)
            if day not in (date(2026, 4, 29), date(2026, 4, 30)):
                await record(database, day, _decisions(number))
    made = House.over(database)
    for number in range(7):
        day = LAST - timedelta(days=number)
        article = Article(
            text=f"A story of day {number}.",
            title=f"Story {number} of <b>bridges</b> & rivers",
            url=f"https://example.org/story?number={number}&from=feed",
            outlet="example.org",
            published=day if number != 2 else None,
            published_at=datetime.combine(day, datetime.min.time(), UTC),
            language="en",
            headline=f"Story {number} of <b>bridges</b> & rivers",
            summary=f"The crossing was repaired for the {number}th time.",
        )
        await made.articles.keep(article, NOW)
    return made


@pytest.fixture
async def early(database: Database) -> House:
    """Three days of April 2022 with the lines that the bulletin dropped in May, and the two days after."""
    for number in range(5):
        day = date(2022, 4, 28) + timedelta(days=number)
        made: dict[str, Decision] = {"tanks": Accept(900 + 10 * number, 10, Standing.SINGLE)}
        if day < date(2022, 5, 1):
            made |= {
                "automobiles": Accept(1_690 + number, 1, Standing.SINGLE),
                "fuel_tanks": Accept(76, 0, Standing.SINGLE),
            }
        else:
            made["vehicles"] = Accept(1_796 + number, 3, Standing.SINGLE)
        await record(database, day, made)
    return House.over(database)


@pytest.fixture
async def contested(database: Database) -> House:
    """Two days whose figures were corrected, decided on and held; see `contested`."""
    await contest(database)
    return House.over(database)


@pytest.fixture
def asking() -> Ask:
    return Ask(argument="", language="en", now=NOW)


@pytest.fixture
def operator() -> Ask:
    """Somebody who runs the bot, in private."""
    return Ask(argument="", language="en", now=NOW, chat=1, user=1, operator=True)
