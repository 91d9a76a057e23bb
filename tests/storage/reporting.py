"""Reports and verdicts made in a line."""

from datetime import UTC, date, datetime

from tally.judge import Accept, Decision, Verdict
from tally.report import BULLETIN, Claim, Evidence, Kind, Report
from tally.tally import Standing

DAY = date(2023, 5, 21)
NOW = datetime(2023, 5, 21, 6, 30, tzinfo=UTC)


def report(day: date = DAY, source: str = "outlet", origin: str = BULLETIN, **totals: int) -> Report:
    """A report of *totals*, each with words of its own."""
    claims = []
    at = 0
    for category, total in totals.items():
        words = f"{category} {total}"
        claims.append(Claim(category, Kind.TOTAL, total, Evidence(words, at, at + len(words))))
        at += len(words) + 1
    return Report(day, "russia", "General Staff", "en", tuple(claims), source=source, origin=origin)


def verdict(**decisions: Decision) -> Verdict:
    return Verdict(decisions)


def accept(total: int, gain: int | None = None, standing: Standing = Standing.SINGLE) -> Accept:
    return Accept(total, gain, standing)
