"""Everything that was ever read, once more and in the order in which it came; and what a new look at it changes."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.articles import StoredArticle, stored_article
from storage.engine import Database, Row
from storage.ledger import Heard, open_page, reserve_reports, write_page
from storage.provenance import Queued, queued_of, tally_of
from storage.rows import day_of, moment_of
from tally.judge import Hold
from tally.report import Claim, Evidence, Kind, Report
from tally.tally import UKRAINE, Tally

_BATCH = 100
"""Articles, or rows of data sets, that are in memory at once."""

REPLAY = "replay"
"""The first reason of a revision that a new reading made; also who decided it."""


@dataclass(frozen=True, slots=True)
class OldArticle:
    """An article with what was read from it last: `claims` of the report of that id, none where there was no report."""

    stored: StoredArticle
    report: int | None
    origin: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class OldRow:
    """A row of a data set. An `imported` one came with its data set's whole history (`news.importing`)."""

    report: Report
    id: int
    seen_at: datetime
    imported: bool


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report as it is read today, where that differs from what is kept; `number` tells several apart."""

    number: int
    heard: Heard


@dataclass(frozen=True, slots=True)
class NewTally:
    """A tally as it would be: why, and from which report, kept (an id) or new (a `NewReport.number`, negative)."""

    tally: Tally
    reasons: tuple[str, ...]
    report: int | None


@dataclass(frozen=True, slots=True)
class NewHold:
    """A figure that would wait for an operator."""

    report: Report
    category: str
    decision: Hold
    source: int | None


async def old_articles(database: Database) -> AsyncIterator[OldArticle]:
    """Every article, in the order in which they came."""
    after = 0
    while rows := await database.rows("replay_articles", after=after, limit=_BATCH):
        first, after = rows[0]["id"], rows[-1]["id"]
        claims: dict[int, list[Claim]] = {}
        for row in await database.rows("replay_claims_of_articles", first=first, last=after):
            claims.setdefault(row["report"], []).append(_claim(row))
        for row in rows:
            yield OldArticle(
                stored_article(row), row["report"], row["origin"], tuple(claims.get(row["report"] or 0, ()))
            )


async def old_rows(database: Database, claimant: str = UKRAINE) -> AsyncIterator[OldRow]:
    """Every row of a data set, in the order in which they came."""
    after = 0
    while rows := await database.rows("replay_rows", claimant=claimant, after=after, limit=_BATCH):
        after = rows[-1]["report"]
        together: dict[int, list[Row]] = {}
        for row in rows:
            together.setdefault(row["report"], []).append(row)
        for each in together.values():
            yield _row(each)


def _row(rows: Sequence[Row]) -> OldRow:
    first = rows[0]
    report = Report(
        day_of(first["day"]),
        first["side"],
        first["claimed_by"],
        first["language"],
        tuple(_claim(row) for row in rows),
        source=first["source"],
        origin=first["origin"],
    )
    # Only an import says of each row where it is from.
    return OldRow(report, first["report"], moment_of(first["seen_at"]), first["url"] is not None)


def _claim(row: Row) -> Claim:
    evidence = Evidence(row["words"], row["first_char"], row["end_char"])
    return Claim(row["category"], Kind(row["kind"]), row["figure"], evidence, bool(row["approximate"]))


async def settled(database: Database, claimant: str = UKRAINE) -> list[Tally]:
    """Every tally that an operator decided on."""
    return [tally_of(row) for row in await database.rows("tallies_settled", claimant=claimant)]


async def rejected(database: Database, claimant: str = UKRAINE) -> list[Queued]:
    """Every figure that an operator rejected."""
    return [queued_of(row) for row in await database.rows("held_decided", claimant=claimant)]


async def write_down(
    database: Database,
    reports: Sequence[NewReport],
    tallies: Sequence[NewTally],
    holds: Sequence[NewHold],
    *,
    now: datetime,
    claimant: str = UKRAINE,
) -> None:
    """Add what a new reading changes, as one transaction: reports, revisions, figures that wait."""
    days = [*_days(each.heard.report for each in reports), *(each.tally.day for each in tallies)]
    days += _days(each.report for each in holds)
    if not days:
        return
    async with database.transaction():
        page = await open_page(database, claimant, min(days), max(days), by=REPLAY, now=now)
        first = await reserve_reports(database, len(reports))
        ids = {each.number: first + at for at, each in enumerate(reports)}
        for each in reports:
            for day in _days([each.heard.report]):
                page.note(each.heard, ids[each.number], day)
        for change in tallies:
            source = ids.get(change.report or 0, change.report)
            page.revise(change.tally, reasons=(REPLAY, *change.reasons), report=source)
        for hold in holds:
            for day in _days([hold.report]):
                page.hold(hold.report, hold.category, hold.decision, ids.get(hold.source or 0, hold.source) or 0, day)
        await write_page(database, page)


def _days(reports: Iterable[Report]) -> list[date]:
    return [each.as_of for each in reports if each.as_of is not None]
