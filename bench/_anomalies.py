"""What is known to be odd in the published tallies, and what must have become of it."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from _ledger import SHARED, Ledger, Source, corrections, truth

from tally.series import change
from tally.tally import Standing

DECREASES = (
    ("2022-10-13", "armoured_vehicles"),
    ("2023-05-28", "tanks"),
    ("2023-10-03", "aircraft"),
    ("2024-03-13", "cruise_missiles"),
    ("2024-08-05", "air_defence"),
    ("2024-10-03", "aircraft"),
    ("2024-11-30", "mlrs"),
    ("2024-11-30", "special_equipment"),
    ("2025-04-22", "mlrs"),
    ("2025-05-04", "cruise_missiles"),
    ("2025-10-03", "air_defence"),
    ("2025-10-03", "special_equipment"),
)
"""Days on which the claimant lowered a total."""

LEAPS = (
    ("2025-06-04", "aircraft"),
    ("2024-09-28", "special_equipment"),
    ("2024-11-18", "cruise_missiles"),
    ("2026-06-23", "vehicles"),
    ("2026-07-27", "uavs"),
    ("2026-05-03", "ground_robots"),
    ("2022-05-01", "vehicles"),
    ("2022-05-01", "cruise_missiles"),
    ("2023-09-14", "submarines"),
)
"""Great moves of a single day that were true, and lines that were born."""

NEVER_MATCHED = (
    ("2022-04-30", "uavs", 4),
    ("2022-05-25", "vehicles", 5),
    ("2022-05-31", "vehicles", 11),
    ("2022-06-15", "helicopters", 1),
    ("2023-06-11", "armoured_vehicles", 20),
    ("2023-06-25", "cruise_missiles", 41),
    ("2023-08-13", "cruise_missiles", 0),
    ("2023-09-23", "uavs", 8),
    ("2023-12-26", "cruise_missiles", 1),
    ("2024-01-03", "uavs", 36),
    ("2024-01-12", "uavs", 1),
)
"""Printed gains that are not the change of the totals, though nobody announced a restatement."""

NOT_RESTATED = {(date(2023, 10, 3), "tanks"), (date(2024, 10, 9), "aircraft")}
"""Corrections that mend an error of the data set itself, or rest on a cell of low confidence."""

COPIES = (("orc-losses", "2024-11-03"),)
"""Rows that hold the figures of the day before."""


@dataclass(frozen=True)
class Outcome:
    """What became of one anomaly."""

    kind: str
    day: date
    category: str
    right: bool
    found: str


def outcomes(ledger: Ledger, sources: Iterable[Source]) -> list[Outcome]:
    """What became of every known anomaly in a *ledger* that has heard *sources* day by day."""
    told = list(sources)
    found = [*_typos(ledger, told), *_true_moves(ledger), *_copies(ledger, told)]
    if any(source.gains for source in told):
        found += [*_restated(ledger), *_printed(ledger)]
    return found


def _typos(ledger: Ledger, sources: list[Source]) -> list[Outcome]:
    """Wrong figures of any source: none may stand confirmed, and none alone as if nobody had contradicted."""
    found = []
    with (SHARED / "disagreements.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["confidence"] != "low"]
    for row in rows:
        day, category, right = date.fromisoformat(row["date"]), row["category"], int(row["chosen"])
        for source in sources:
            wrong = source.totals.get(day, {}).get(category)
            if wrong is not None and wrong != right:
                found.append(_outcome("typo", ledger, day, category, _not_believed(wrong)))
    return found


def _not_believed(wrong: int) -> Callable[[int | None, Standing | None], bool]:
    return lambda total, standing: total != wrong or standing is Standing.DIFFERS


def _restated(ledger: Ledger) -> list[Outcome]:
    """What moved beyond the printed gain must come out as restated, to the unit."""
    found = []
    right = truth()
    for day, moved in corrections().items():
        for category, beyond in moved.items():
            before = right[day - timedelta(days=1)].get(category)
            known = ledger.tally(day - timedelta(days=1), category)
            if known is None or known.total != before or (day, category) in NOT_RESTATED:
                continue
            seen = change(ledger.series[category], day)
            text = "not published" if seen is None else f"{seen.value:+}, restated {seen.restated}"
            found.append(
                Outcome("restated part named", day, category, seen is not None and seen.restated == beyond, text)
            )
    return found


def _true_moves(ledger: Ledger) -> list[Outcome]:
    """True decreases, restatements and leaps must be published, and lines that are born."""
    right = truth()
    odd = [("decrease", date.fromisoformat(day), category) for day, category in DECREASES]
    odd += [("leap or birth", date.fromisoformat(day), category) for day, category in LEAPS]
    moved = [(day, category) for day, lines in corrections().items() for category in lines]
    odd += [("restatement", day, category) for day, category in moved if (day, category) not in NOT_RESTATED]
    return [_outcome(kind, ledger, day, category, _published(right[day][category])) for kind, day, category in odd]


def _published(right: int) -> Callable[[int | None, Standing | None], bool]:
    return lambda total, _: total == right


def _printed(ledger: Ledger) -> list[Outcome]:
    """Where gain and totals never matched, both must be kept."""
    right = truth()
    found = []
    for text, category, gain in NEVER_MATCHED:
        day = date.fromisoformat(text)
        tally = ledger.tally(day, category)
        both = tally is not None and (tally.total, tally.gain) == (right[day][category], gain)
        found.append(Outcome("gain that never matched", day, category, both, str(tally and (tally.total, tally.gain))))
    return found


def _copies(ledger: Ledger, sources: list[Source]) -> list[Outcome]:
    found = []
    for name, text in COPIES:
        day = date.fromisoformat(text)
        for source in sources:
            if source.name == name:
                for category, total in source.totals[day].items():
                    if total != truth()[day][category]:
                        found.append(_outcome("copied row", ledger, day, category, _not_believed(total)))
    return found


def _outcome(
    kind: str, ledger: Ledger, day: date, category: str, right: Callable[[int | None, Standing | None], bool]
) -> Outcome:
    tally = ledger.tally(day, category)
    total, standing = (tally.total, tally.standing) if tally else (None, None)
    text = f"{total} {standing}" if tally else "held"
    return Outcome(kind, day, category, right(total, standing), text)
