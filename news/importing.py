"""A data set's whole history brought in: one more witness, weighed by agreement alone.

The days around a figure come from the same file, so they say nothing for or against it; other witnesses do. A figure
nobody has becomes a tally with one witness; one that another origin gives as well is confirmed; where they differ, what
we said stays, marked so, unless more origins speak for the other figure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from news.datasets import PRISONERS, Reading
from storage.database import Database
from storage.tallies import Tallies
from tally.agreement import loudest, stands, voices
from tally.report import Claim, Report
from tally.tally import Standing, Tally, Witness
from tally.verdict import Accept, Amend, Decision, Keep, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `figures` counts the cells read; `decided` how many of them became what, by standing.

    A figure that changed nothing is not among `decided`.
    """

    days: int
    figures: int
    decided: Mapping[Standing, int]
    warnings: tuple[str, ...]


async def bring_in(reading: Reading, database: Database, *, now: datetime) -> Imported:
    """Bring *reading* in, as one transaction. Bringing it in again changes nothing.

    Raises StorageError when the database cannot be written; then nothing of it is kept.
    """
    decided: Counter[Standing] = Counter()

    def decide(report: Report, known: Mapping[str, Tally], heard: Mapping[str, Sequence[Witness]]) -> Verdict:
        verdict = weigh(report, known, heard)
        decided.update(each.standing for each in verdict.decisions.values() if isinstance(each, Accept | Amend))
        return verdict

    await Tallies(database).bring_in(reading.reports, decide, now=now)
    figures = sum(len(each.report.claims) for each in reading.reports)
    return Imported(len(reading.reports), figures, decided, reading.warnings)


def weigh(report: Report, known: Mapping[str, Tally], heard: Mapping[str, Sequence[Witness]]) -> Verdict:
    """What becomes of each figure of a data set's *report*, beside the tallies and witnesses of its day."""
    return Verdict(
        {
            claim.category: _weigh(claim, report, known.get(claim.category), heard.get(claim.category, ()))
            for claim in report.claims
            if claim.category != PRISONERS
        }
    )


def _weigh(claim: Claim, report: Report, held: Tally | None, heard: Sequence[Witness]) -> Decision:
    total = claim.value
    said = Witness(report.source, report.origin, total, None, claim.approximate)
    if held is None and not heard:
        return Accept(total, None, Standing.SINGLE, claim.approximate)
    given = voices((*heard, said))
    if held is None:
        return Accept(total, None, stands(total, given), claim.approximate)
    if held.settled or held.standing is Standing.UNDER_CHECK:
        return Keep()
    if held.total is None:
        return Amend(total, held.gain, stands(total, given), Reason.COMPLETED, claim.approximate)
    if held.total == total:
        return _moved(held, given, Reason.CONFIRMED)
    if not any(each.total == held.total for each in heard if each.source != said.source):
        # Nobody else says what we hold: its only source has corrected itself.
        return Amend(total, held.gain, stands(total, given), Reason.CORRECTED, claim.approximate)
    if loudest(given) == total:
        return Amend(total, held.gain, stands(total, given), Reason.BETTER_SUPPORTED, claim.approximate)
    return _moved(held, given, Reason.SOURCES_DIFFER)


def _moved(held: Tally, given: Mapping[int, frozenset[str]], reason: Reason) -> Decision:
    """The figure we hold with the standing that the voices give it; nothing when that is the one it has."""
    assert held.total is not None, "a figure without a total has no standing among others"
    standing = stands(held.total, given)
    if standing is held.standing:
        return Keep()
    return Amend(held.total, held.gain, standing, reason, held.approximate)
