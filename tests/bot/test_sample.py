"""The embedded sample: the real reader reads back every figure it prints, and a bot furnished with it answers."""

import csv
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.sample import articles, bulletin_figures, furnish
from bot.sample.wording import Figure, Wording
from news.reading import read
from storage.article import Article
from storage.articles import Articles
from storage.database import Database, open_database
from storage.tallies import Tallies
from tally.category import CATEGORIES
from tally.report import Kind

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BULLETINS = {day: (figures, wording) for day, figures, wording in bulletin_figures()}
ARTICLES = {each.url or "": each for each in articles()}
DAYS = [pytest.param(day, id=str(day)) for day in BULLETINS]
TALLIES_OF_EVENTS: dict[str, dict[str, int]] = {
    "2022-11-12-kherson": {"personnel": 80210, "tanks": 2838, "armoured_vehicles": 5730, "artillery": 1829},
    "2023-05-21-bakhmut": {"personnel": 203160, "tanks": 3783, "artillery": 3258},
    "2024-02-17-avdiivka": {"personnel": 401350, "tanks": 6476, "armoured_vehicles": 12145, "aircraft": 332},
    "2024-08-15-kursk": {"personnel": 595620, "tanks": 8484, "artillery": 16868},
    "2025-06-02-spiderweb": {"personnel": 989700},
}


def bulletin(day: date) -> Article:
    return next(each for each in ARTICLES.values() if each.url and each.url.endswith(f"/{day}"))


def printed_gains(figures: dict[str, Figure], wording: Wording) -> dict[str, int]:
    gains = {slug: wording.gain_shown(figure) for slug, figure in figures.items()}
    return {slug: gain for slug, gain in gains.items() if gain is not None}


@pytest.mark.parametrize("day", DAYS)
def test_every_figure_of_a_bulletin_is_read_back(day: date) -> None:
    figures, wording = BULLETINS[day]
    article = bulletin(day)
    report = read(article.text, title=article.title, published=article.published, language=article.language)
    assert report.as_of == day
    assert report.figures(Kind.TOTAL) == {slug: figure.total for slug, figure in figures.items()}
    assert report.figures(Kind.GAIN) == printed_gains(figures, wording)


def test_there_are_120_consecutive_days_of_bulletins() -> None:
    days = list(BULLETINS)
    assert days == [days[0] + timedelta(days=number) for number in range(120)]


def test_bulletins_carry_the_lines_the_bulletin_had_that_day() -> None:
    wanted = [slug for slug in CATEGORIES if CATEGORIES[slug].on(date(2026, 4, 25))]
    assert all(set(wanted) <= set(figures) for figures, _ in BULLETINS.values())


def test_a_category_seen_for_the_first_time_prints_no_gain() -> None:
    assert BULLETINS[date(2026, 5, 3)][0]["ground_robots"] == Figure(1306, None)


@pytest.mark.shared
def test_the_figures_are_those_of_the_public_history(shared: Path) -> None:
    history: dict[date, dict[str, int]] = {}
    with (shared / "data" / "history.csv").open() as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            if day in BULLETINS:
                history.setdefault(day, {})[row["category"]] = int(row["total"])
    assert history == {day: {slug: each.total for slug, each in BULLETINS[day][0].items()} for day in BULLETINS}


@pytest.mark.parametrize("url", [url for url in ARTICLES if not url[-1].isdigit()])
def test_an_article_on_an_event_claims_the_tally_of_its_day_or_none(url: str) -> None:
    article = ARTICLES[url]
    report = read(article.text, title=article.title, published=article.published, language=article.language)
    assert report.figures(Kind.TOTAL) == TALLIES_OF_EVENTS.get(url.rpartition("/")[2], {})


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    opened = await open_database("sqlite:///:memory:")
    yield opened
    await opened.close()


async def test_a_furnished_bot_knows_the_newest_day(database: Database) -> None:
    await furnish(database, NOW)
    assert await Tallies(database).latest_day() == date(2026, 8, 22)


async def test_only_the_drones_that_stood_still_for_a_day_are_held(database: Database) -> None:
    # On 2026-07-26 public sources repeat or differ on this one figure: a good example of a figure under check.
    await furnish(database, NOW)
    assert [(each.day, each.category) for each in await Tallies(database).held()] == [(date(2026, 7, 26), "uavs")]


async def test_furnishing_twice_changes_nothing(database: Database) -> None:
    await furnish(database, NOW)
    before = await Articles(database).count()
    await furnish(database, NOW + timedelta(days=1))
    assert await Articles(database).count() == before == len(ARTICLES)


async def test_what_the_calendar_has_not_reached_is_left_out(database: Database) -> None:
    await furnish(database, datetime(2026, 6, 1, 9, tzinfo=UTC))
    assert await Tallies(database).latest_day() == date(2026, 6, 1)
