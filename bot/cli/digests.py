"""`sitrep digests`: what is due, how long it takes, what is in doubt, and what would be planned now."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from answers.page import plain
from bot.cli.database import DatabaseOption, database_url, one_line_errors
from bot.config import load_settings
from bot.digests.forecast import forecast
from bot.digests.pacing import PAID_LIMIT, duration, stars
from storage.database import Database, open_database
from storage.mail import Mail

app = typer.Typer(add_completion=False)

_HOURS = 24


@app.command()
def digests(
    database: DatabaseOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be planned now; nothing is.")] = False,
    show: Annotated[int | None, typer.Option(help="Print the words of one edition.")] = None,
    resume: Annotated[int | None, typer.Option(help="Send an edition on that was stopped.")] = None,
    cost: Annotated[int | None, typer.Option(help="What so many messages take, free and paid.")] = None,
) -> None:
    """Show what is due, how long it takes, and what is in doubt."""
    console = Console()
    if cost is not None:
        _cost(console, cost)
        return
    with one_line_errors():
        asyncio.run(_run(console, database_url(database), dry_run, show, resume))


async def _run(console: Console, url: str, dry_run: bool, show: int | None, resume: int | None) -> None:
    now = datetime.now(UTC)
    async with await open_database(url) as opened:
        mail = Mail.over(opened)
        if show is not None or resume is not None:
            await _edition(console, mail, show or resume or 0, resume is not None, now)
        elif dry_run:
            await _dry_run(console, opened, now)
        else:
            await _overview(console, mail, now)


async def _edition(console: Console, mail: Mail, id: int, resume: bool, now: datetime) -> None:
    edition = await mail.editions.get(id)
    if edition is None:
        raise typer.BadParameter(f"there is no edition {id}")
    if resume:
        await mail.outbox.resume(id, now)
        console.print(f"Edition {id} goes on.")
    else:
        console.print(plain(edition.html), markup=False, highlight=False)


async def _overview(console: Console, mail: Mail, now: datetime) -> None:
    pace = load_settings().sends_per_second
    counts, subscribers = await mail.watch.counts(), await mail.subscriptions.counts()
    waiting = sum(counts.get(state, 0) for state in ("pending", "retry", "started"))
    console.print(
        f"{subscribers.get('active', 0):,} subscriptions are active,"
        f" {subscribers.get('paused', 0):,} paused, {subscribers.get('ended', 0):,} ended by Telegram."
    )
    console.print(f"{waiting:,} messages wait: {_lasting(duration(waiting, pace))} at {pace:g} a second.")
    table = Table("state", "messages", box=None)
    for state, rows in counts.items():
        table.add_row(state, f"{rows:,}")
    console.print(table)
    due = Table("what waits", "day", "language", "look", "messages", "since", box=None)
    for each in await mail.watch.waiting():
        due.add_row(each.kind, str(each.day), each.language, each.look, f"{each.rows:,}", f"{each.since:%d %b %H:%M}")
    if due.row_count:
        console.print(due)
    await _coming(console, mail, now)
    await _troubles(console, mail)


async def _coming(console: Console, mail: Mail, now: datetime) -> None:
    coming = await mail.subscriptions.coming(now, _HOURS)
    table = Table("comes due (UTC)", "digests", box=None)
    for hour, rows in sorted(coming.items()):
        table.add_row(f"{now + timedelta(hours=hour):%d %b %H:%M}", f"{rows:,}")
    console.print(table if table.row_count else f"Nothing comes due in the next {_HOURS} hours.")


async def _troubles(console: Console, mail: Mail) -> None:
    for each in await mail.watch.stopped():
        console.print(f"Edition {each.edition} is stopped for {each.rows:,}: {each.why}", markup=False)
    doubts = await mail.watch.doubts()
    if doubts:
        console.print(f"{await mail.watch.unknown():,} messages may or may not have arrived; they are not sent again.")
    for doubt in doubts:
        console.print(f"  chat {doubt.chat}, {doubt.kind} of {doubt.day}: {doubt.why}", markup=False)


async def _dry_run(console: Console, database: Database, now: datetime) -> None:
    table = Table("would be planned now", "day", "language", "look", "messages", box=None)
    total = 0
    for brief, rows in (await forecast(database, now)).items():
        total += rows
        table.add_row(brief.kind, str(brief.day), brief.language, brief.look, f"{rows:,}")
    console.print(table)
    pace = load_settings().sends_per_second
    console.print(f"{total:,} messages: {_lasting(duration(total, pace))} at {pace:g} a second. Nothing was written.")


def _cost(console: Console, messages: int) -> None:
    free, paid = 28.0, PAID_LIMIT * 0.9
    console.print(f"{messages:,} messages at {free:g} a second, free: {_lasting(duration(messages, free))}")
    console.print(
        f"{messages:,} messages at {paid:g} a second, paid: {_lasting(duration(messages, paid))},"
        f" about {stars(messages, paid):,} Telegram Stars"
    )


def _lasting(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))
