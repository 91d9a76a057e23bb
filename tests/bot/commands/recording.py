"""Days written into real storage as the judge would have them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from storage.database import Database
from storage.tallies import Tallies
from tally.report import Claim, Evidence, Kind, Report
from tally.verdict import Decision, Verdict

NOW = datetime(2026, 5, 5, 9, tzinfo=UTC)
GENERAL_STAFF = "General Staff of the Armed Forces of Ukraine"


async def record(
    database: Database, day: date, decisions: Mapping[str, Decision], claimed_by: str = GENERAL_STAFF
) -> None:
    """Write down one day as the judge would have it."""
    claims = tuple(Claim(slug, Kind.TOTAL, each.total or 0, Evidence("", 0, 0)) for slug, each in decisions.items())
    report = Report(day, "russia", claimed_by, "en", claims, source="example.org")
    await Tallies(database).record(report, Verdict(dict(decisions)), article=None, now=NOW)
