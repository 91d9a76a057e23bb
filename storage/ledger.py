"""How a decision is written down: witnesses, revisions and held figures are only ever added.

Everything here runs inside a transaction of the caller's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.engine import Database
from storage.provenance import tally_of, witness_of
from storage.rows import day_text, list_text, moment_text
from tally.judge import Accept, Amend, Decision, Hold
from tally.report import Claim, Kind, Report
from tally.tally import Tally, Witness

JUDGE = "judge"
"""Who decided when no person did."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A tally to be written as the next revision of what is held, and why."""

    tally: Tally
    reason: str | None
    note: str | None
    report: int | None


async def write_report(database: Database, report: Report, *, claimant: str, article: int | None, now: datetime) -> int:
    """Keep *report* with its claims and their words; gives its id."""
    added = await database.write(
        "report_add",
        article=article,
        claimant=claimant,
        day=day_text(report.as_of),
        side=report.side,
        claimed_by=report.claimed_by,
        language=report.language,
        source=report.source,
        origin=report.origin,
        warnings=list_text(report.warnings),
        seen_at=moment_text(now),
    )
    id = int(added[0]["id"])
    await database.write_many("claim_add", [_claim_values(id, at, claim) for at, claim in enumerate(report.claims)])
    return id


def _claim_values(report: int, position: int, claim: Claim) -> dict[str, object]:
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


async def witnesses_of(database: Database, claimant: str, day: date) -> dict[str, list[Witness]]:
    """What each source says for *day*, by category; of a source that spoke again, what it said last."""
    rows = await database.rows("witnesses_of_day", claimant=claimant, day=day_text(day))
    last: dict[tuple[str, str], Witness] = {}
    for row in rows:
        last[row["category"], row["source"]] = witness_of(row)
    found: dict[str, list[Witness]] = {}
    for (category, _), witness in last.items():
        found.setdefault(category, []).append(witness)
    return found


async def write_witnesses(
    database: Database, report: Report, day: date, *, claimant: str, report_id: int, now: datetime
) -> None:
    """Note what *report* says for each category, unless its source said exactly that before."""
    totals, gains = report.figures(Kind.TOTAL), report.figures(Kind.GAIN)
    approximate = {claim.category for claim in report.claims if claim.approximate}
    known = await witnesses_of(database, claimant, day)
    values: list[dict[str, object]] = []
    for category in dict.fromkeys(claim.category for claim in report.claims):
        witness = Witness(report.source, report.origin, totals.get(category), gains.get(category))
        if witness in known.get(category, ()):
            continue
        values.append(
            {
                "claimant": claimant,
                "day": day_text(day),
                "category": category,
                "source": witness.source,
                "origin": witness.origin,
                "total": witness.total,
                "gain": witness.gain,
                "approximate": int(category in approximate),
                "report": report_id,
                "seen_at": moment_text(now),
            }
        )
    await database.write_many("witness_add", values)


async def tallies_of(database: Database, claimant: str, day: date) -> dict[str, Tally]:
    """Every tally of *day*, by category."""
    rows = await database.rows("tallies_of_day", claimant=claimant, day=day_text(day))
    return {row["category"]: tally_of(row) for row in rows}


def next_tally(decision: Accept | Amend, *, claimant: str, day: date, category: str, claimed_by: str) -> Tally:
    """The tally that *decision* makes; `write_entries` gives it its revision."""
    return Tally(
        claimant=claimant,
        day=day,
        category=category,
        total=decision.total,
        gain=decision.gain,
        standing=decision.standing,
        approximate=decision.approximate,
        claimed_by=claimed_by,
    )


async def write_entries(
    database: Database, entries: Sequence[Entry], held: Mapping[str, Tally], *, by: str, now: datetime
) -> None:
    """Write each entry as the revision after the one that is *held* (by category, of the same day).

    An entry that says the same as what is held is left out.
    """
    revisions: list[dict[str, object]] = []
    for entry in entries:
        before = held.get(entry.tally.category)
        if before is not None and _says_the_same(before, entry.tally):
            continue
        revisions.append(_revision_values(entry, before, by=by, now=now))
    await database.write_many("revision_add", revisions)
    await database.write_many("tally_put", revisions)


def _says_the_same(before: Tally, after: Tally) -> bool:
    return (before.total, before.gain, before.standing, before.approximate) == (
        after.total,
        after.gain,
        after.standing,
        after.approximate,
    )


def corrects(before: Tally | None, after: Tally) -> bool:
    """Whether *after* says another figure than *before*, and not merely more or with better support."""
    return before is not None and any(
        None not in pair and pair[0] != pair[1] for pair in ((before.total, after.total), (before.gain, after.gain))
    )


def _revision_values(entry: Entry, before: Tally | None, *, by: str, now: datetime) -> dict[str, object]:
    tally = entry.tally
    return {
        "claimant": tally.claimant,
        "day": day_text(tally.day),
        "category": tally.category,
        "revision": 1 if before is None else before.revision + 1,
        "total": tally.total,
        "gain": tally.gain,
        "standing": tally.standing.value,
        "approximate": int(tally.approximate),
        "claimed_by": tally.claimed_by,
        "corrects": int(corrects(before, tally)),
        "reason": entry.reason,
        "note": entry.note,
        "report": entry.report,
        "decided_by": by,
        "decided_at": moment_text(now),
    }


async def write_held(
    database: Database,
    decisions: Mapping[str, Decision],
    *,
    report: Report,
    claimant: str,
    day: date,
    report_id: int,
    now: datetime,
) -> None:
    """Put held figures in the queue: none twice, and none that was rejected before."""
    rows = await database.rows("held_of_day", claimant=claimant, day=day_text(day))
    rejected = {(row["category"], row["total"], row["gain"]) for row in rows if row["outcome"] == "rejected"}
    approximate = {claim.category for claim in report.claims if claim.approximate}
    values: list[dict[str, object]] = []
    for category, decision in decisions.items():
        if isinstance(decision, Hold) and (category, decision.total, decision.gain) not in rejected:
            values.append(
                {
                    "claimant": claimant,
                    "day": day_text(day),
                    "category": category,
                    "total": decision.total,
                    "gain": decision.gain,
                    "approximate": int(category in approximate),
                    "reasons": list_text(decision.reasons),
                    "report": report_id,
                    "since": moment_text(now),
                }
            )
    await database.write_many("held_add", values)


async def settle_held(
    database: Database, accepted: Mapping[str, int | None], *, claimant: str, day: date, now: datetime
) -> None:
    """Close waiting figures that later evidence has made the accepted ones."""
    for row in await database.rows("held_of_day", claimant=claimant, day=day_text(day)):
        total = accepted.get(row["category"])
        if row["outcome"] is None and total is not None and total == row["total"]:
            await database.write(
                "held_close", id=row["id"], outcome="settled", decided_by=JUDGE, decided_at=moment_text(now), note=None
            )
