"""What becomes of one figure, once it is known what speaks against it and who else gives it."""

from collections.abc import Mapping

from tally.agreement import stands, voices
from tally.case import Case
from tally.doubts import absurd, fits_better, hard, implausible, tolerated, unlikely_gain
from tally.report import BULLETIN, Report
from tally.tally import Standing, Tally, Witness
from tally.verdict import Accept, Amend, Decision, Hold, Keep, Reason

Voices = Mapping[int, frozenset[str]]
Reasons = tuple[Reason, ...]


def settle(case: Case, report: Report, against: Reasons, remarks: Reasons, *, restating: bool = False) -> Decision:
    """The decision on *case*: *against* are the doubts that stand, *remarks* go with a figure that is accepted.

    *restating* says that other lines of the report, or this one, seem to be restated.
    """
    if case.total is None:
        return _gain_alone(case, against)
    if case.rounded:
        return _rounded(case, case.total, against)
    given = _credible(case, report)
    current = case.current
    if current is None or current.total is None:
        return _first(case, given, against, remarks)
    if current.total == case.total:
        return _same(case, current, given)
    if current.settled:
        return Hold(case.total, case.gain, (Reason.SETTLED, *against))
    if against or not _moved_on(case, current, remarks):
        return _contest(case, current, report, given, against, restating)
    return Amend(case.total, _gain(case), Standing.DIFFERS, Reason.BETTER_SUPPORTED, case.approximate)


def _credible(case: Case, report: Report) -> Voices:
    """Who gives which total, this report included; figures that nobody would publish are not counted as dissent."""
    said = (*case.witnesses, Witness(report.source, report.origin, case.total, case.gain, case.approximate))
    mine = {case.total, case.current.total if case.current else None}
    given = voices(said)
    return {total: origins for total, origins in given.items() if total in mine or not implausible(case, total)}


def _stands(case: Case, total: int, given: Voices) -> Standing:
    """How *total* stands: a printed gain that makes a figure which somebody gives speaks against any other."""
    standing = stands(total, given)
    if standing is Standing.CONFIRMED and case.expected in given and not tolerated(case, total):
        return standing if total == case.expected else Standing.DIFFERS
    return standing


def _moved_on(case: Case, current: Tally, remarks: Reasons) -> bool:
    """Whether this figure was restated where the one we hold stands still: the one that moved is likelier the new."""
    still = case.before is not None and current.total == case.before.total
    return still and Reason.RESTATED in remarks and current.standing in (Standing.SINGLE, Standing.DIFFERS)


def _first(case: Case, given: Voices, against: Reasons, remarks: Reasons) -> Decision:
    """A total for a day that has none yet."""
    assert case.total is not None
    standing = _stands(case, case.total, given)
    agreed = standing is Standing.CONFIRMED and not absurd(case) and Reason.AMBIGUOUS not in against
    if against and not agreed:
        return Hold(case.total, case.gain, against)
    if Reason.DECREASE in against:
        remarks = (*remarks, Reason.RESTATED)
    gain = _gain(case, remarks)
    if gain != case.printed:
        remarks = (*remarks, Reason.UNLIKELY_GAIN)
    if case.current is not None:
        return Amend(case.total, gain, standing, Reason.COMPLETED, case.approximate)
    return Accept(case.total, gain, standing, case.approximate, remarks)


def _same(case: Case, current: Tally, given: Voices) -> Decision:
    """The total that we hold, once more: it may be confirmed by it, and may learn its printed gain."""
    assert case.total is not None
    standing, reason = current.standing, Reason.COMPLETED
    meant = case.expected
    other = meant is not None and meant != case.total and meant in given
    if other and meant is not None and not current.settled and fits_better(case, meant, case.total):
        return Amend(meant, _gain(case), Standing.DIFFERS, Reason.BETTER_SUPPORTED, current.approximate)
    now = _stands(case, case.total, given)
    if now is Standing.CONFIRMED and standing is not Standing.CONFIRMED:
        standing, reason = now, Reason.CONFIRMED
    elif now is Standing.SINGLE and standing is Standing.DIFFERS:
        standing, reason = now, Reason.CORRECTED
    gain = _better_gain(case, current)
    if standing is current.standing and gain == current.gain:
        return Keep()
    return Amend(current.total, gain, standing, reason, current.approximate)


def _better_gain(case: Case, current: Tally) -> int | None:
    """The printed gain to keep: the one we hold, unless there is none or only the new one makes the total."""
    if case.gain is None or case.gain == current.gain or current.settled:
        return current.gain
    if current.gain is None:
        return None if unlikely_gain(case, case.gain) else case.gain
    makes = case.gap == 1 and current.total is not None and case.change(current.total) == case.gain
    return case.gain if makes else current.gain


def _contest(case: Case, current: Tally, report: Report, given: Voices, against: Reasons, restating: bool) -> Decision:
    """Another total than the one we hold: it may win, stand beside it, or wait."""
    assert case.total is not None
    assert current.total is not None
    if _stands(case, case.total, given) is Standing.CONFIRMED and not absurd(case):
        return Amend(case.total, _gain(case), Standing.CONFIRMED, Reason.BETTER_SUPPORTED, case.approximate)
    retracted = _retracted(report, case, current)
    mine, theirs = len(given.get(case.total, ())), len(given.get(current.total, ()))
    if not retracted:
        theirs = max(theirs, 2 if current.standing is Standing.CONFIRMED else 1)
    if theirs > mine or hard(case, case.total, against) or current.standing is Standing.UNDER_CHECK:
        return Hold(case.total, case.gain, (*against, _difference(current)))
    if not against and theirs < mine:
        return Amend(case.total, _gain(case), stands(case.total, given), Reason.CORRECTED, case.approximate)
    if not against and fits_better(case, case.total, current.total, restating=restating):
        return Amend(case.total, _gain(case), Standing.DIFFERS, Reason.BETTER_SUPPORTED, case.approximate)
    if current.standing is Standing.DIFFERS:
        return Keep()
    return Amend(current.total, current.gain, Standing.DIFFERS, Reason.SOURCES_DIFFER, current.approximate)


def _difference(current: Tally) -> Reason:
    return Reason.UNDER_CHECK if current.standing is Standing.UNDER_CHECK else Reason.SOURCES_DIFFER


def _retracted(report: Report, case: Case, current: Tally) -> bool:
    """Whether this very source gave the total that we hold, and now gives another.

    A data set corrects its rows; an outlet that prints the bulletin a second time has more likely mistyped it.
    """
    if report.origin == BULLETIN:
        return False
    return any(
        each.origin == report.origin and each.source == report.source and each.total == current.total
        for each in case.witnesses
    )


def _gain(case: Case, remarks: Reasons = ()) -> int | None:
    """The gain to keep with a new total: as this report or whoever spoke before printed it, if it can be."""
    return None if unlikely_gain(case, case.printed, remarks) else case.printed


def _gain_alone(case: Case, against: Reasons) -> Decision:
    """A report that prints the day's gain and no total: the gain is kept, and a total is never made of it."""
    current = case.current
    if current is not None and case.gain == current.gain:
        return Keep()
    if against or case.ambiguous or case.gain is None:
        return Hold(None, case.gain, against or (Reason.AMBIGUOUS,))
    if current is None:
        if unlikely_gain(case, case.gain):
            return Hold(None, case.gain, (Reason.UNLIKELY_GAIN,))
        return Accept(None, case.gain, Standing.SINGLE)
    if current.settled:
        return Hold(None, case.gain, (Reason.SETTLED,))
    gain = _better_gain(case, current)
    if gain == current.gain:
        return Hold(None, case.gain, (Reason.UNLIKELY_GAIN,))
    return Amend(current.total, gain, current.standing, Reason.COMPLETED, current.approximate)


def _rounded(case: Case, total: int, against: Reasons) -> Decision:
    """A figure rounded for a headline is a witness at most: it is never published as if it were exact."""
    step = 1000
    while total % (step * 10) == 0:
        step *= 10
    low, high = _between(case)
    if not low - step <= total <= high + step:
        return Hold(total, case.gain, (Reason.ROUNDED, *against))
    return Keep() if case.gain is None else _gain_alone(case, ())


def _between(case: Case) -> tuple[float, float]:
    """Between which totals the exact figure of the day lies."""
    if case.current is not None and case.current.total is not None:
        return case.current.total, case.current.total
    if case.before is None or case.before.total is None:
        return 0.0, float("inf")
    low, high = case.pace.bounds(case.gap)
    return case.before.total + low, case.before.total + high
