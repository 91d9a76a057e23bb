"""`sitrep digests`: what operators see."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from bot.digests.preferences import fresh, rescheduled
from storage.database import open_database
from storage.editions import Edition
from storage.mail import Mail
from storage.outbox import Entry
from storage.subscriptions import Rhythm, Timing

NOW = datetime.now(UTC)


def furnish(url: str) -> int:
    """Three subscribers at a fixed hour that has come, one message that waits; the id of its edition."""

    async def write() -> int:
        async with await open_database(url) as database:
            mail = Mail.over(database)
            minute = (NOW - timedelta(minutes=5)).hour * 60 + (NOW - timedelta(minutes=5)).minute
            asked = replace(fresh(0, 0, Rhythm.DAILY, "en"), timing=Timing(True, minute, minute, None, "UTC"))
            for chat in (1, 2, 3):
                kept = rescheduled(replace(asked, chat=chat), NOW - timedelta(minutes=10), None)
                await mail.subscriptions.put(kept)
            made = await mail.editions.publish(Edition("e", "daily", NOW.date(), "en", "table;figures", "Hello"), NOW)
            until = NOW + timedelta(hours=1)
            await mail.outbox.add([Entry(1, 0, "daily", NOW.date(), made.id, NOW, until, 0)])
            return made.id

    return asyncio.run(write())


def run(url: str, *arguments: str) -> str:
    done = CliRunner().invoke(app, ["digests", "--database", url, *arguments])
    assert done.exit_code == 0
    return done.stdout


def test_what_waits_is_shown_with_how_long_it_takes(tmp_path: Path) -> None:
    furnish(url := f"sqlite:///{tmp_path}/a.db")
    shown = run(url)
    assert "3 subscriptions are active" in shown
    assert "1 messages wait" in shown


def test_the_words_of_an_edition_are_shown(tmp_path: Path) -> None:
    edition = furnish(url := f"sqlite:///{tmp_path}/a.db")
    assert run(url, "--show", str(edition)).strip() == "Hello"


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    furnish(url := f"sqlite:///{tmp_path}/a.db")
    before = run(url)
    assert "Nothing was written" in run(url, "--dry-run")
    assert run(url) == before


def test_the_cost_of_a_million_is_told_before_it_is_paid(tmp_path: Path) -> None:
    told = " ".join(CliRunner().invoke(app, ["digests", "--cost", "1000000"]).stdout.split())
    assert "9:55:14" in told
    assert "96,667 Telegram Stars" in told
