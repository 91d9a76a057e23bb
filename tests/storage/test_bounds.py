"""However long history is, a question reads a bounded number of rows."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from storage.articles import Articles
from storage.chats import Chats
from storage.database import open_database
from storage.migrate import migrate_sqlite
from storage.sqlite import Sqlite
from storage.tallies import Tallies
from storage.updates import Updates
from tally.category import CATEGORIES
from tests.storage.reporting import NOW

FIRST = date(2022, 2, 25)
YEARS = 100
DAYS = YEARS * 365
MIDDLE = FIRST + timedelta(days=DAYS // 2)
SLUGS = tuple(CATEGORIES)

Question = Callable[[Sqlite], Awaitable[object]]

QUESTIONS: dict[str, Question] = {
    "latest_day": lambda d: Tallies(d).latest_day(),
    "latest_day_before": lambda d: Tallies(d).latest_day(on_or_before=MIDDLE),
    "first_day": lambda d: Tallies(d).first_day(),
    "day": lambda d: Tallies(d).day(MIDDLE),
    "last_known": lambda d: Tallies(d).last_known("tanks", MIDDLE),
    "series_of_a_month": lambda d: Tallies(d).series("tanks", MIDDLE, MIDDLE + timedelta(days=30)),
    "categories": lambda d: Tallies(d).categories(),
    "history": lambda d: Tallies(d).history(MIDDLE, SLUGS),
    "source": lambda d: Tallies(d).source(MIDDLE, "tanks"),
    "revisions": lambda d: Tallies(d).revisions(MIDDLE, "tanks"),
    "as_of": lambda d: Tallies(d).as_of(NOW, MIDDLE),
    "corrections": lambda d: Tallies(d).corrections(NOW),
    "held": lambda d: Tallies(d).held(),
    "queue": lambda d: Tallies(d).queue(date.min, date.max, "tanks"),
    "waiting": lambda d: Tallies(d).waiting(),
    "next_held": lambda d: Tallies(d).next_held(),
    "doubted": lambda d: Tallies(d).doubted(MIDDLE),
    "speakers": lambda d: Tallies(d).speakers(MIDDLE - timedelta(days=7), MIDDLE),
    "latest_day_as_of": lambda d: Tallies(d).latest_day_as_of(NOW, MIDDLE - timedelta(days=31), MIDDLE),
    "articles": lambda d: Articles(d).latest(5),
    "articles_without_summary": lambda d: Articles(d).latest(5, with_summary=False),
    "article_count": lambda d: Articles(d).count(),
    "language": lambda d: Chats(d).language(5),
    "seen": lambda d: Updates(d).seen(5),
}
TALLY = """
INSERT INTO tallies (claimant, day, category, revision, total, standing, approximate, claimed_by, settled)
VALUES ('ukraine', ?, ?, 1, ?, 'single', 0, '', 0)
"""
REVISION = """
INSERT INTO revisions (claimant, category, total, standing, approximate, claimed_by, settled, reasons, decided_by,
    day, revision, corrects, decided_at)
VALUES ('ukraine', 'tanks', 5, 'single', 0, '', 0, '[]', 'judge', ?, ?, ?, ? || ':00:00.000000Z')
"""
WITNESS = """
INSERT INTO witnesses (claimant, category, source, origin, total, approximate, day, seen_at)
VALUES ('ukraine', 'tanks', 'outlet', 'bulletin', 5, 0, ?, ?)
"""
ARTICLE = """
INSERT INTO articles (outlet, body, summary, content, url, read_at, ranked_at) VALUES ('', '', 's', ?1, ?1, ?2, ?2)
"""
HELD = """
INSERT INTO held (claimant, category, total, approximate, reasons, outcome, day, since)
VALUES ('ukraine', 'tanks', 5, 0, '[]', 'rejected', ?, ?)
"""
MOST_STEPS = {"history": 60_000}
"""Instructions of SQLite's machine; the judge is shown 128 days of 18 categories."""
FEW_STEPS = 12_000
"""A scan of one category's history takes a hundred times as many."""


def fill(path: Path) -> None:
    """A hundred years of history, straight into the tables: a test of reading, not of writing."""
    days = [(FIRST + timedelta(days=at)).isoformat() for at in range(DAYS)]
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for at, slug in enumerate(SLUGS):
            connection.executemany(TALLY, [(day, slug, total + at) for total, day in enumerate(days)])
        connection.executemany(REVISION, [(day, number, number - 1, f"{day}T06") for day in days for number in (1, 2)])
        for statement in (WITNESS, ARTICLE, HELD):
            connection.executemany(statement, [(day, f"{day}T06:00:00.000000Z") for day in days])
        connection.executemany("INSERT INTO chats (id, language) VALUES (?, 'uk')", [(at,) for at in range(DAYS)])
        connection.executemany("INSERT INTO updates (id, seen_at) VALUES (?, '2023')", [(at,) for at in range(DAYS)])


@pytest.fixture(scope="module")
def long_history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "sitrep.db"

    migrate_sqlite(str(path))
    fill(path)
    return path


@pytest.fixture
async def database(long_history: Path) -> AsyncIterator[Sqlite]:
    async with await open_database(f"sqlite:///{long_history}") as opened:
        assert isinstance(opened, Sqlite)
        yield opened


@pytest.mark.parametrize("name", QUESTIONS)
async def test_a_question_reads_a_bounded_number_of_rows(database: Sqlite, name: str) -> None:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    database._reader.connection.set_progress_handler(count, 10)
    await QUESTIONS[name](database)
    assert steps * 10 < MOST_STEPS.get(name, FEW_STEPS)
