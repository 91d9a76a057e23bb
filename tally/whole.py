"""What a report looks like as a whole: a copy of another day, a skipped day, a restatement, columns exchanged."""

import math
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from tally.case import Case
from tally.day import FIRST_DAY
from tally.doubts import fits, hard, moved_little
from tally.pace import MATURE
from tally.report import Report
from tally.verdict import Reason

_CHANCE = 1e-3
"""Below this chance that the lines of a report all rest on one day, it is taken for a copy."""
_RARE = 0.1
"""A share of days without a change below which a line is one that moves daily."""
_LIKELY = 6.0
"""The logarithm of the odds above which a report is taken to span a day more than it says."""
_ALIKE = 2
"""Lines that must be odd at once before they are taken for a restatement."""
_SIDE = "russia"
_MOVED = frozenset({Reason.DECREASE, Reason.GAIN_MISMATCH, Reason.TOO_HIGH, Reason.TOO_LOW, Reason.WRONG_DIGIT})
"""What a restatement looks like, line by line."""


def impossible(report: Report, today: date) -> Reason | None:
    """Why *report* can be true of no category at all, before any history is looked at."""
    if report.side is not None and report.side != _SIDE:
        return Reason.OTHER_SIDE
    if report.as_of is None:
        return Reason.NO_DAY
    if report.as_of > today:
        return Reason.FUTURE_DAY
    return Reason.BEFORE_WAR if report.as_of < FIRST_DAY else None


def misdated(cases: Mapping[str, Case]) -> Reason | None:
    """Why the figures of a report belong to another day than it says; None where they do not seem to.

    A report that agrees with what is already held for its day is never taken for a copy.
    """
    totals = [case for case in cases.values() if case.total is not None and not case.rounded]
    if any(case.current and case.current.total == case.total and _moves(case) for case in totals):
        return None
    return _copied(totals) or _skipped(totals)


def resting(cases: Mapping[str, Case]) -> frozenset[str]:
    """Categories that repeat the previous total, where it is beyond chance that so many rest at once."""
    still = [case for case in cases.values() if case.total is not None and case.change(case.total) == 0]
    still = [case for case in still if case.pace.sample >= MATURE and case.printed != 0]
    if math.prod(case.pace.idle**case.gap for case in still) >= _CHANCE**2:
        return frozenset()
    return frozenset(case.category for case in still if case.pace.idle < 0.5)


def hurried(cases: Mapping[str, Case]) -> frozenset[str]:
    """Categories that moved, in a report whose lines moved together as if for a day more than it says.

    Only lines without a printed gain are asked, for with one a total can be checked by itself; and only where the day
    before is known, lest a report that was held cast doubt on the next.
    """
    alone = [case for case in cases.values() if case.total is not None and case.expected is None and case.gap == 1]
    moved = {case.category: change for case in alone if (change := case.change(case.total or 0))}
    asked = [case for case in alone if case.category in moved and case.pace.sample >= MATURE and _moves(case)]
    odds = sum(case.pace.odds(moved[case.category]) for case in asked)
    return frozenset(moved) if len(asked) > _ALIKE and odds > _LIKELY else frozenset()


def restated(cases: Mapping[str, Case], found: Mapping[str, tuple[Reason, ...]]) -> frozenset[str]:
    """Categories that the claimant seems to have restated: several move oddly, each by little, none like a slip.

    The bulletin restates without a word, for several lines at once: totals leave what the printed gains make, or fall.
    """
    odd = [cases[category] for category, reasons in found.items() if reasons and _MOVED.issuperset(reasons)]
    odd = [case for case in odd if case.total is not None and moved_little(case, case.total)]
    fallen = [case for case in odd if Reason.DECREASE in found[case.category] or case.expected is not None]
    if len(odd) < _ALIKE or not fallen:
        return frozenset()
    return frozenset(case.category for case in odd)


def exchanged(cases: Mapping[str, Case], found: Mapping[str, tuple[Reason, ...]]) -> frozenset[str]:
    """Categories whose figure belongs to another: one that stands on two lines, or two that changed places."""
    seen: set[str] = set()
    for category, reasons in found.items():
        case = cases[category]
        if case.total is None or not reasons:
            continue
        for other in cases.values():
            if other is case or not _continues(other, case.total):
                continue
            if other.total in (None, case.total):
                seen.add(category)
            elif _changed_places(case, other, reasons):
                seen |= {category, other.category}
    return frozenset(seen)


def _changed_places(case: Case, other: Case, reasons: tuple[Reason, ...]) -> bool:
    if case.total is None or other.total is None or other.total == other.expected:
        return False
    return hard(case, case.total, reasons) and _continues(case, other.total)


def _continues(case: Case, total: int) -> bool:
    return case.before is not None and bool(case.before.total) and fits(case, total)


def _copied(totals: Sequence[Case]) -> Reason | None:
    movers = sorted(totals, key=lambda case: case.pace.idle)
    for day in _same_days(movers[:1]):
        shared = [(case, held) for case in movers if (held := _on(case, day)) is not None]
        if any(case.total != held for case, held in shared):
            continue
        if math.prod(_stillness(case, day) for case, _ in shared) < _CHANCE:
            return Reason.COPIED_DAY if day < movers[0].day else Reason.LATER_DAY
    return None


def _stillness(case: Case, day: date) -> float:
    """The chance that the line has not moved since *day*; certain where the report itself prints a gain of none."""
    if case.gain == 0 and case.before is not None and case.before.day == day and case.gap == 1:
        return 1.0
    return float(case.pace.idle ** abs((case.day - day).days))


def _same_days(cases: Collection[Case]) -> list[date]:
    return [each.day for case in cases for each in case.known if each.total == case.total]


def _on(case: Case, day: date) -> int | None:
    return next((each.total for each in case.known if each.day == day), None)


def _skipped(totals: Sequence[Case]) -> Reason | None:
    """Whether the printed gains leave a day between the last totals and those of the report, line for line.

    After a restatement some lines go on from the last totals; after a skipped day hardly one that moves daily does.
    Only the report's own gains count: somebody else's may be those of another day themselves.
    """
    left = [
        change - case.gain
        for case in totals
        if case.gap == 1 and case.gain is not None and case.pace.sample >= MATURE and _moves(case)
        if (change := case.change(case.total or 0)) is not None
    ]
    if len(left) < _ALIKE + 1 or min(left) < 0:
        return None
    return Reason.SKIPPED_DAY if left.count(0) <= (len(left) >= 5) else None


def _moves(case: Case) -> bool:
    return case.pace.idle < _RARE
