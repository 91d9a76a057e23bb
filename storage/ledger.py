"""How decisions are written down: claims, witnesses, revisions and held figures are only ever added."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from storage.engine import Database
from storage.provenance import tally_of, witness_of
from storage.rows import day_text, list_text, moment_text
from tally.judge import Accept, Amend, Hold, Keep, Verdict
from tally.report import Claim, Kind, Report
from tally.tally import Tally, Witness

JUDGE = "judge"
"""Who decided when no person did."""

CHANGES = "changes"
"""The counter that grows with every transaction that changes figures."""

Values = dict[str, object]
Figures = dict[date, dict[str, Tally]]
Voices = dict[date, dict[str, list[Witness]]]


Decide = Callable[[Report, Mapping[str, Tally], Mapping[str, Sequence[Witness]]], Verdict]
"""What becomes of a report, beside the tallies and the witnesses of its day, each by category."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A report with a day, and where it was found.

    `article` is the id of the article it was read from; `url` is where a report without one says it is from.
    """

    report: Report
    article: int | None = None
    url: str | None = None


async def tallies_between(database: Database, claimant: str, since: date, until: date) -> Figures:
    """Every tally from *since* to *until*, by day and category."""
    rows = await database.rows("tallies_between", claimant=claimant, since=day_text(since), until=day_text(until))
    found: Figures = {}
    for row in rows:
        tally = tally_of(row)
        found.setdefault(tally.day, {})[tally.category] = tally
    return found


async def witnesses_between(database: Database, claimant: str, since: date, until: date) -> Voices:
    """What each source says, by day and category; of a source that spoke again, what it said last."""
    rows = await database.rows("witnesses_between", claimant=claimant, since=day_text(since), until=day_text(until))
    found: Voices = {}
    for row in rows:
        voices = found.setdefault(date.fromisoformat(row["day"]), {}).setdefault(row["category"], [])
        _hear(voices, witness_of(row))
    return found


def _hear(voices: list[Witness], witness: Witness) -> None:
    """Put *witness* in the place of what its source said before."""
    if voices:
        speaker = (witness.source, witness.origin)
        voices[:] = [each for each in voices if (each.source, each.origin) != speaker]
    voices.append(witness)


def next_revision(before: Tally | None, after: Tally) -> Tally | None:
    """*after* as the revision that follows *before*; None when it says nothing else."""
    if before is None:
        return after if after.revision == 1 else replace(after, revision=1)
    if _figure(before) == _figure(after):
        return None
    return replace(after, revision=before.revision + 1)


def _figure(tally: Tally) -> tuple[object, ...]:
    return tally.total, tally.gain, tally.standing, tally.approximate, tally.settled


def corrects(before: Tally | None, after: Tally) -> bool:
    """Whether *after* says another figure than *before*, and not merely more of it or with better support."""
    return before is not None and any(
        None not in pair and pair[0] != pair[1] for pair in ((before.total, after.total), (before.gain, after.gain))
    )


@dataclass(slots=True)
class Page:
    """Rows that wait to be written, and what is known of their days. `at` is the moment of deciding, as text."""

    claimant: str
    by: str
    at: str
    known: Figures
    heard: Voices
    held: dict[date, list[Values]]
    reports: list[Values] = field(default_factory=list)
    claims: list[Values] = field(default_factory=list)
    witnesses: list[Values] = field(default_factory=list)
    revisions: list[Values] = field(default_factory=list)
    holds: list[Values] = field(default_factory=list)
    settled: list[Values] = field(default_factory=list)

    def enter(self, heard: Heard, verdict: Verdict, id: int, day: date) -> None:
        """Enter a report, kept under *id*, and everything that it and its *verdict* add to *day*."""
        report = heard.report
        self.note(heard, id, day)
        for category, decision in verdict.decisions.items():
            if isinstance(decision, Hold):
                self.hold(report, category, decision, id, day)
            elif isinstance(decision, Accept | Amend):
                tally = Tally(
                    self.claimant,
                    day,
                    category,
                    decision.total,
                    decision.gain,
                    decision.standing,
                    approximate=decision.approximate,
                    claimed_by=report.claimed_by or "",
                    settled=_stays_settled(self.known.get(day, {}).get(category), decision.total),
                )
                reasons = (decision.reason,) if isinstance(decision, Amend) else decision.reasons
                self.revise(tally, reasons=reasons, report=id)

    def note(self, heard: Heard, id: int, day: date) -> None:
        """Enter a report, kept under *id*, with its claims and what it says of *day*."""
        self.reports.append(_report_values(id, heard, self.claimant, self.at))
        self.claims += [_claim_values(id, at, claim) for at, claim in enumerate(heard.report.claims)]
        self._witnesses(heard.report, id, day)

    def revise(self, tally: Tally, *, reasons: Sequence[str], report: int | None, note: str | None = None) -> None:
        """Enter *tally* as the next revision, unless it says what we hold; waiting figures that agree are settled."""
        present = self.known.setdefault(tally.day, {})
        before = present.get(tally.category)
        after = next_revision(before, tally)
        if after is not None:
            present[tally.category] = after
            self.revisions.append(self._revision_values(before, after, reasons, report, note))
        for held in self.held.get(tally.day, ()):
            if held["outcome"] is None and held["category"] == tally.category and held["total"] == tally.total:
                held["outcome"] = "settled"
                self.settled.append({**self._decided(), "id": held["id"], "outcome": "settled", "note": note})

    def repeats(self, report: Report, verdict: Verdict, day: date) -> bool:
        """Whether *report* says nothing that its source did not say before, and changes nothing."""
        heard = self.heard.get(day, {})
        said = all(witness in heard.get(category, ()) for category, witness in _witnesses(report).items())
        return said and all(isinstance(each, Keep) for each in verdict.decisions.values())

    def _witnesses(self, report: Report, id: int, day: date) -> None:
        for category, witness in _witnesses(report).items():
            voices = self.heard.setdefault(day, {}).setdefault(category, [])
            if witness in voices:
                continue
            _hear(voices, witness)
            self.witnesses.append(
                {
                    **self._figure(day, category, witness.total, witness.gain, witness.approximate, id),
                    "source": witness.source,
                    "origin": witness.origin,
                    "seen_at": self.at,
                }
            )

    def hold(self, report: Report, category: str, decision: Hold, id: int, day: date) -> None:
        """Put a figure in the queue: not twice, and not when an operator rejected the very same before."""
        queue = self.held.setdefault(day, [])
        same = (category, decision.total, decision.gain)
        if any((each["category"], each["total"], each["gain"]) == same and _settles(each) for each in queue):
            return
        approximate = any(claim.approximate for claim in report.claims if claim.category == category)
        self.holds.append(
            {
                **self._figure(day, category, decision.total, decision.gain, approximate, id),
                "reasons": list_text(decision.reasons),
                "since": self.at,
            }
        )

    def _figure(
        self, day: date, category: str, total: int | None, gain: int | None, approximate: bool, report: int | None
    ) -> Values:
        return {
            "claimant": self.claimant,
            "day": day_text(day),
            "category": category,
            "total": total,
            "gain": gain,
            "approximate": int(approximate),
            "report": report,
        }

    def _decided(self) -> Values:
        return {"decided_by": self.by, "decided_at": self.at}

    def _revision_values(
        self, before: Tally | None, after: Tally, reasons: Sequence[str], report: int | None, note: str | None
    ) -> Values:
        return {
            **self._figure(after.day, after.category, after.total, after.gain, after.approximate, report),
            **self._decided(),
            "revision": after.revision,
            "standing": after.standing.value,
            "claimed_by": after.claimed_by,
            "settled": int(after.settled),
            "corrects": int(corrects(before, after)),
            "reasons": list_text(reasons),
            "note": note,
        }


def _stays_settled(before: Tally | None, total: int | None) -> bool:
    """Whether an operator decided on this very total: a better standing does not undo that."""
    return before is not None and before.settled and before.total == total


def _witnesses(report: Report) -> dict[str, Witness]:
    totals, gains = report.figures(Kind.TOTAL), report.figures(Kind.GAIN)
    approximate = {claim.category for claim in report.claims if claim.approximate}
    return {
        category: Witness(
            report.source, report.origin, totals.get(category), gains.get(category), category in approximate
        )
        for category in dict.fromkeys(claim.category for claim in report.claims)
    }


def _settles(held: Values) -> bool:
    """Whether the same figure need not be asked again: it waits already, or was rejected."""
    return held["outcome"] in (None, "rejected")


def _report_values(id: int, heard: Heard, claimant: str, at: str) -> Values:
    report = heard.report
    return {
        "id": id,
        "article": heard.article,
        "url": heard.url,
        "claimant": claimant,
        "day": day_text(report.as_of),
        "side": report.side,
        "claimed_by": report.claimed_by,
        "language": report.language,
        "source": report.source,
        "origin": report.origin,
        "warnings": list_text(report.warnings),
        "seen_at": at,
    }


def _claim_values(report: int, position: int, claim: Claim) -> Values:
    return {
        "report": report,
        "position": position,
        "category": claim.category,
        "kind": claim.kind.value,
        "figure": claim.value,
        "approximate": int(claim.approximate),
        "words": claim.evidence.text,
        "first_char": claim.evidence.start,
        "end_char": claim.evidence.end,
    }


async def open_page(database: Database, claimant: str, since: date, until: date, *, by: str, now: datetime) -> Page:
    """A page for the days from *since* to *until*; open it inside the transaction that writes it."""
    await database.alone("tallies")
    rows = await database.rows("held_between", claimant=claimant, since=day_text(since), until=day_text(until))
    held: dict[date, list[Values]] = {}
    for row in rows:
        values = {name: row[name] for name in ("id", "category", "total", "gain", "outcome")}
        held.setdefault(date.fromisoformat(row["day"]), []).append(values)
    return Page(
        claimant,
        by,
        moment_text(now),
        known=await tallies_between(database, claimant, since, until),
        heard=await witnesses_between(database, claimant, since, until),
        held=held,
    )


async def write_page(database: Database, page: Page) -> None:
    """Write everything that waits on *page*."""
    await database.write_many("report_add", page.reports)
    await database.write_many("claim_add", page.claims)
    await database.write_many("witness_add", page.witnesses)
    await database.write_many("revision_add", page.revisions)
    await database.write_many("tally_put", page.revisions)
    await database.write_many("held_add", page.holds)
    await database.write_many("held_close", page.settled)
    await note_change(database)


async def note_change(database: Database) -> None:
    """Let it be known, in the transaction that changes them, that figures or what waits beside them have changed."""
    await database.write("counter_add", name=CHANGES, step=1)


async def write_reports(
    database: Database,
    reports: Sequence[Heard],
    decide: Decide,
    *,
    claimant: str,
    now: datetime,
    skip_repeats: bool = False,
) -> Figures:
    """Decide on *reports* in turn and write down what was decided, as one transaction; what we hold then of their days.

    With *skip_repeats*, a report that says nothing new is not kept a second time. Raises ValueError for a report
    without a day.
    """
    dated = [(heard, _dated(heard.report)) for heard in reports]
    if not dated:
        return {}
    days = [day for _, day in dated]
    async with database.transaction():
        page = await open_page(database, claimant, min(days), max(days), by=JUDGE, now=now)
        first = await reserve_reports(database, len(dated))
        for id, (heard, day) in enumerate(dated, start=first):
            verdict = decide(heard.report, page.known.get(day, {}), page.heard.get(day, {}))
            if not (skip_repeats and page.repeats(heard.report, verdict, day)):
                page.enter(heard, verdict, id, day)
        await write_page(database, page)
    return page.known


async def reserve_reports(database: Database, count: int) -> int:
    """The first of *count* ids for reports. Taken beforehand, so that many reports are written at once."""
    counted = await database.write("counter_add", name="reports", step=count)
    return int(counted[0]["figure"]) - count + 1


def _dated(report: Report) -> date:
    if report.as_of is None:
        raise ValueError("a report without a day")
    return report.as_of
