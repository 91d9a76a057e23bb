"""The judge: the only place that decides whether a reported figure becomes a tally."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tally.report import Report
from tally.tally import History, Standing


class Reason(StrEnum):
    """Why a figure was held or amended. The words for people are in the message catalogue."""


@dataclass(frozen=True, slots=True)
class Accept:
    """The figure becomes a tally."""

    total: int | None
    gain: int | None
    standing: Standing
    approximate: bool = False


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


def judge(report: Report, history: History, today: date) -> Verdict:
    """Decide each category of *report* against *history*, as of *today*."""
    raise NotImplementedError
