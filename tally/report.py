"""What one article claims for one day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

BULLETIN = "bulletin"
"""The origin of everything that repeats the Ukrainian General Staff's bulletin, however many outlets print it."""


class Kind(StrEnum):
    """What a claimed figure counts."""

    TOTAL = "total"
    """Cumulative since 2022-02-24."""
    GAIN = "gain"
    """The last day's increment, as printed."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a figure was read from: `text` is `article.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure in one report. `category` is a slug of `CATEGORIES`, or a name of its own when nobody knows it yet."""

    category: str
    kind: Kind
    value: int
    evidence: Evidence
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What one article, or one row of a data set, claims for one day.

    `as_of` is the bulletin's day (the morning of publication), None when neither text nor publication names one.
    `side` whose losses these are; `claimed_by` who says so, as a normal name; both None when no tally was found.
    `source` names the outlet or data set; `origin` says which independent witness speaks (see `BULLETIN`).
    `warnings` are English sentences for operators and for `sitrep parse`.
    """

    as_of: date | None
    side: str | None
    claimed_by: str | None
    language: str | None
    claims: tuple[Claim, ...]
    warnings: tuple[str, ...] = ()
    source: str = ""
    origin: str = BULLETIN

    def figures(self, kind: Kind) -> dict[str, int]:
        """The figures of one kind, by category, in the order in which the report gives them."""
        return {claim.category: claim.value for claim in self.claims if claim.kind is kind}
