"""What the judge can say of a figure, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tally.tally import Standing


class Reason(StrEnum):
    """Why a figure was held, amended or accepted with a remark. The words for people are in the message catalogue."""

    # The report as a whole
    NO_DAY = "no_day"
    """Neither the text nor its publication says which day it is for."""
    FUTURE_DAY = "future_day"
    """The day lies after today."""
    BEFORE_WAR = "before_war"
    """The day lies before 2022-02-24, from which totals are counted."""
    OTHER_SIDE = "other_side"
    """The losses are not those this series counts."""
    COPIED_DAY = "copied_day"
    """All figures are those of an earlier day."""
    LATER_DAY = "later_day"
    """All figures are those of a later day: the report claims to be older than what it repeats."""
    SKIPPED_DAY = "skipped_day"
    """All figures have moved as if for two days: the report is probably dated a day too early."""

    # A total among its neighbours
    NEGATIVE = "negative"
    """A total below zero."""
    AMBIGUOUS = "ambiguous"
    """The report gives more than one figure for the category."""
    DECREASE = "decrease"
    """The total is lower than an earlier one, and nothing speaks for a restatement."""
    TOO_HIGH = "too_high"
    """The total rose more than the series ever moves."""
    TOO_LOW = "too_low"
    """The total rose less than the series ever moves."""
    STALE = "stale"
    """The total is the previous one, in a series that never rests."""
    CONTRADICTS_LATER = "contradicts_later"
    """The total does not fit that of a later day."""
    FINER_THAN_USUAL = "finer_than_usual"
    """The series is always rounded (to tens, say), this figure is not."""
    GAIN_MISMATCH = "gain_mismatch"
    """The total is not the previous one plus the printed gain."""
    ROUNDED = "rounded"
    """A figure rounded for a headline, which does not agree with what is known."""
    UNLIKELY_GAIN = "unlikely_gain"
    """The printed gain is more than the series ever moves, or is not what others print."""

    # What probably happened to it
    DROPPED_DIGIT = "dropped_digit"
    DOUBLED_DIGIT = "doubled_digit"
    SWAPPED_DIGITS = "swapped_digits"
    WRONG_DIGIT = "wrong_digit"
    THOUSANDS_SLIP = "thousands_slip"
    OTHER_COLUMN = "other_column"
    """The figure continues the series of another category."""

    # The category
    RETIRED_CATEGORY = "retired_category"
    """The bulletin no longer printed this line on that day."""
    EARLY_CATEGORY = "early_category"
    """The bulletin did not yet print this line on that day."""
    UNKNOWN_CATEGORY = "unknown_category"
    """Nobody has seen this category before; it is kept under the name that the report gives it."""

    # What other sources say
    SOURCES_DIFFER = "sources_differ"
    """Sources give different figures for the day."""
    SETTLED = "settled"
    """An operator has decided on another figure."""
    UNDER_CHECK = "under_check"
    """The figure has been withdrawn for a check, which goes on."""
    CONFIRMED = "confirmed"
    """A second independent origin gives the same figure."""
    CORRECTED = "corrected"
    """The source has corrected itself."""
    BETTER_SUPPORTED = "better_supported"
    """More origins, or the days around it, speak for this figure than for the one it replaces."""
    COMPLETED = "completed"
    """What had been missing, the total or the printed gain, has become known."""

    # Remarks on what is accepted
    RESTATED = "restated"
    """The claimant moved the total beyond the day's gain, as it does now and then for several categories at once."""
    PERSISTS = "persists"
    """The series has gone on for days from a level that was held at first."""
    PREVIOUS_DOUBTED = "previous_doubted"
    """Total and printed gain agree with each other, and say that the figure held for the day before is a slip."""


@dataclass(frozen=True, slots=True)
class Accept:
    """The figure becomes a tally. `reasons` are remarks that an operator should see."""

    total: int | None
    gain: int | None
    standing: Standing
    approximate: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Amend:
    """The figure, or its standing, replaces what we hold for that day, as a new revision."""

    total: int | None
    gain: int | None
    standing: Standing
    reason: Reason
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """The figure waits for an operator."""

    total: int | None
    gain: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Keep:
    """What we hold stays as it is; the source is only noted as a witness."""


Decision = Accept | Amend | Hold | Keep


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of each category of a report."""

    decisions: Mapping[str, Decision]
