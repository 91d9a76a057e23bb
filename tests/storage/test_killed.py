"""Killed at any moment, a database holds every report that was committed, and none by half."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage.database import open_database
from storage.tallies import Tallies

WRITER = """
import asyncio, sys
from datetime import date, timedelta
from storage.article import Article
from storage.articles import Articles
from storage.database import open_database
from storage.tallies import Tallies
from tests.storage.reporting import NOW, accept, report, verdict

FIGURES = {category: 1 for category in ("personnel", "tanks", "artillery", "ships", "uavs")}

async def main():
    async with await open_database(sys.argv[1]) as database:
        print("open", flush=True)
        for at in range(1_000_000):
            day = date(2022, 2, 25) + timedelta(days=at % 3000)
            totals = {category: at + 1 for category in FIGURES}
            async with database.transaction():
                kept = await Articles(database).keep(Article(text=f"report {at}", summary="s"), NOW)
                decisions = verdict(**{category: accept(total) for category, total in totals.items()})
                await Tallies(database).record(report(day, **totals), decisions, article=kept.id, now=NOW)
            print(at, flush=True)

asyncio.run(main())
"""


def killed_while_writing(path: Path, seconds: float) -> int:
    """Write reports in another process, kill it, and give how many it said were committed."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, f"sqlite:///{path}"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    time.sleep(seconds)
    process.kill()
    said = process.stdout.read().split()
    process.wait()
    return len(said)


def count(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])


@pytest.mark.parametrize("trial", range(5))
async def test_a_killed_writer_leaves_whole_reports(tmp_path: Path, trial: int) -> None:
    path = tmp_path / "sitrep.db"
    committed = killed_while_writing(path, random.Random(trial).uniform(0.02, 0.4))
    async with await open_database(f"sqlite:///{path}") as database:
        latest = await Tallies(database).latest_day()
    connection = sqlite3.connect(path)
    reports = count(connection, "SELECT COUNT(*) FROM reports")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert reports in (committed, committed + 1)
    assert count(connection, "SELECT COUNT(*) FROM articles") == reports
    assert count(connection, "SELECT COUNT(*) FROM claims") == 5 * reports
    assert count(connection, "SELECT COUNT(*) FROM revisions") == 5 * reports
    assert (latest is None) == (reports == 0)
    connection.close()
