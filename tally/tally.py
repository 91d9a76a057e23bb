"""What we hold as accepted, and the bounded piece of it that the judge is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

UKRAINE = "ukraine"
"""The series of Russian losses as Ukraine claims them, whoever in Kyiv signs the bulletin."""


class Standing(StrEnum):
    """How well a figure is supported."""

    CONFIRMED = "confirmed"
    """Two independent origins give the same figure."""
    SINGLE = "single"
    """One origin alone gives it."""
    DIFFERS = "differs"
    """Sources give different figures; all are shown."""
    UNDER_CHECK = "under_check"
    """Held for an operator; not published as a figure."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The accepted figure for one series, day and category, at one revision (1 is the first).

    `total` is cumulative since 2022-02-24; `gain` the increment that was printed, if any. At least one is not None.
    `claimed_by` is the name that the accepted source gave. `settled` says that an operator decided on this figure: from
    then on the judge leaves it alone.
    """

    claimant: str
    day: date
    category: str
    total: int | None
    gain: int | None
    standing: Standing
    revision: int = 1
    approximate: bool = False
    claimed_by: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Witness:
    """What one source gives for one day and category; sources that share an `origin` are one witness.

    `approximate` is the claim's own flag: it says "about".
    """

    source: str
    origin: str
    total: int | None
    gain: int | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """What storage shows the judge: accepted tallies around the report's day, and who else spoke for that day.

    `tallies` holds, by category, the accepted tallies of the series in ascending order of day, from `WINDOW` days
    before the report's day to a few days after it, that day's own included. `witnesses` holds, by category and in the
    order in which they spoke, what was said for the report's day before; what was held is among them. `held` holds, by
    category and in ascending order of day, what waits for an operator for other days of the same window, at most one
    figure a day (the latest), as tallies of standing UNDER_CHECK: a level that goes on for days is no slip.
    """

    tallies: Mapping[str, Sequence[Tally]] = field(default_factory=dict)
    witnesses: Mapping[str, Sequence[Witness]] = field(default_factory=dict)
    held: Mapping[str, Sequence[Tally]] = field(default_factory=dict)


WINDOW = 120
"""Days before the report's day that `History.tallies` reaches back."""
