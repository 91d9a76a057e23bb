"""Days of figures in real storage, as the judge would have written them."""

from collections.abc import Mapping
from datetime import date, datetime

from storage.database import Database
from storage.tallies import Tallies
from tally.report import Claim, Evidence, Kind, Report
from tally.tally import Standing
from tally.verdict import Accept, Amend, Decision, Reason, Verdict


async def land(database: Database, day: date, totals: Mapping[str, int], now: datetime) -> None:
    """The figures of *day* are there, confirmed."""
    decisions: dict[str, Decision] = {slug: Accept(total, None, Standing.CONFIRMED) for slug, total in totals.items()}
    await _record(database, day, decisions, now)


async def correct(database: Database, day: date, slug: str, total: int, now: datetime) -> None:
    """A figure of *day* turns out to be another."""
    await _record(database, day, {slug: Amend(total, None, Standing.CONFIRMED, Reason.CORRECTED)}, now)


async def _record(database: Database, day: date, decisions: Mapping[str, Decision], now: datetime) -> None:
    claims = tuple(
        Claim(slug, Kind.TOTAL, getattr(each, "total", 0) or 0, Evidence("", 0, 0)) for slug, each in decisions.items()
    )
    source = f"source {now.isoformat()}"
    report = Report(day, "russia", "General Staff of the Armed Forces of Ukraine", "en", claims, source=source)
    await Tallies(database).record(report, Verdict(dict(decisions)), article=None, now=now)
