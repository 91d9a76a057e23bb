"""The judge: the only place that decides whether a reported figure becomes a tally.

It looks at a report in three steps. As a whole: can it be of that day at all, or is it a copy of another? Line by
line: does a figure fit the days around it, the gain printed with it, the way its series moves? Then beside other
sources: who else gives it? A line may be held while its neighbours are accepted. Figures are never altered here:
one is taken as it was claimed, or it waits.
"""

from collections.abc import Mapping
from datetime import date

from tally.case import Case, cases
from tally.category import CATEGORIES
from tally.doubts import doubts, persists, previous_is_a_slip
from tally.report import Report
from tally.standing import settle
from tally.tally import History
from tally.verdict import Accept, Amend, Decision, Hold, Keep, Reason, Verdict
from tally.whole import exchanged, hurried, impossible, misdated, restated, resting

__all__ = ["Accept", "Amend", "Decision", "Hold", "Keep", "Reason", "Verdict", "judge"]

_SOUND = 3
"""Lines of known categories that must be above doubt before a report may introduce a category of its own."""


def judge(report: Report, history: History, today: date) -> Verdict:
    """Decide each category of *report* against *history*, as of *today*. Never raises, whatever the figures."""
    laid_out = cases(report, history, report.as_of or today)
    reason = impossible(report, today) or misdated(laid_out)
    if reason is not None:
        return Verdict({category: _hold(case, reason) for category, case in laid_out.items()})
    found = _doubts(laid_out)
    moved = restated(laid_out, found)
    decisions: dict[str, Decision] = {}
    for category, case in laid_out.items():
        excuse = _excuse(case, moved, found[category])
        against = found[category] if excuse is None else ()
        remarks = tuple(each for each in (excuse, _news(case)) if each is not None)
        decisions[category] = settle(case, report, against, remarks, restating=bool(moved))
    return Verdict(decisions)


def _hold(case: Case, reason: Reason) -> Decision:
    current = case.current
    if current is not None and current.total == case.total and case.gain in (None, current.gain):
        return Keep()
    return Hold(case.total, case.gain, (reason,))


def _doubts(laid_out: Mapping[str, Case]) -> dict[str, tuple[Reason, ...]]:
    """What speaks against each line, its neighbours in the report considered."""
    found = {category: doubts(case) for category, case in laid_out.items()}
    for category in exchanged(laid_out, found):
        found[category] = (*found[category], Reason.OTHER_COLUMN)
    for category in resting(laid_out):
        if Reason.STALE not in found[category]:
            found[category] = (*found[category], Reason.STALE)
    for category in hurried(laid_out):
        found[category] = (*found[category], Reason.SKIPPED_DAY)
    sound = sum(not reasons for category, reasons in found.items() if category in CATEGORIES)
    for category, case in laid_out.items():
        reason = _against_category(case, sound)
        if reason is not None:
            found[category] = (reason, *found[category])
    return found


def _against_category(case: Case, sound: int) -> Reason | None:
    """Whether the line itself is odd: one that the bulletin of the day does not print, or that nobody knows."""
    line = CATEGORIES.get(case.category)
    if line is None:
        return Reason.UNKNOWN_CATEGORY if _news(case) and sound < _SOUND else None
    if line.on(case.day):
        return None
    return Reason.EARLY_CATEGORY if case.day < line.first else Reason.RETIRED_CATEGORY


def _excuse(case: Case, moved: frozenset[str], found: tuple[Reason, ...]) -> Reason | None:
    """Why a figure is accepted in spite of the doubts about it."""
    if not found:
        return None
    if case.category in moved:
        return Reason.RESTATED
    if previous_is_a_slip(case):
        return Reason.PREVIOUS_DOUBTED
    return Reason.PERSISTS if persists(case) and Reason.OTHER_COLUMN not in found else None


def _news(case: Case) -> Reason | None:
    """Whether nobody has seen the category before."""
    seen = case.category in CATEGORIES or case.known or case.current
    return None if seen else Reason.UNKNOWN_CATEGORY
