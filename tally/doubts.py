"""What speaks against a single figure, seen beside the days around it and the gain printed with it."""

from itertools import pairwise

from tally.case import Case
from tally.digits import explain, slip
from tally.pace import MATURE
from tally.tally import Standing
from tally.verdict import Reason

SOFT = frozenset({Reason.TOO_HIGH, Reason.TOO_LOW, Reason.STALE, Reason.FINER_THAN_USUAL, Reason.SKIPPED_DAY})
"""Doubts that leave a figure possible: a quiet day or a black one."""
_LITTLE = 0.03
"""A share of its total that a restatement does not exceed; the greatest known moved 2.3 % (2024-11-30)."""
_STAYS = 2
"""Days on which a level was held before it is believed to stay."""
_ABSURD = 0.5
"""A share of the whole total that no single change makes up once a series is known."""


def doubts(case: Case) -> tuple[Reason, ...]:
    """Everything that speaks against the total of *case*; empty where nothing does."""
    total = case.total
    if total is None:
        return ()
    found = _against(case, total)
    if not found or found[0] in (Reason.NEGATIVE, Reason.AMBIGUOUS):
        return found
    named = _named_slip(case, total, found)
    return (*found, named) if named else found


def fits(case: Case, total: int) -> bool:
    """Whether *total* would raise no doubt in place of the one that was claimed."""
    return not _against(case, total)


def hard(case: Case, total: int, found: tuple[Reason, ...]) -> bool:
    """Whether doubts about *total* are so strong that it is not even shown as another source's figure.

    A decrease from a total that is in dispute itself weighs little, if the figure fits the last one that is confirmed.
    """
    strong = [each for each in found if each not in SOFT]
    return bool(strong) and not (strong == [Reason.DECREASE] and _fits_anchor(case, total))


def absurd(case: Case) -> bool:
    """Whether the total is another order of magnitude than a well-known series: no agreement makes that publishable."""
    if case.total is None or case.before is None or case.pace.sample < MATURE:
        return False
    change = case.change(case.total) or 0
    low, high = case.pace.bounds(case.gap)
    return (change > high or change < low) and abs(change) > max(_ABSURD * (case.before.total or 0), 2 * high)


def implausible(case: Case, total: int) -> bool:
    """Whether nobody would publish *total* for the day of *case*."""
    return hard(case, total, _against(case, total))


def fits_better(case: Case, total: int, other: int, *, restating: bool = False) -> bool:
    """Whether the days around and the printed gains speak for *total* and against *other*.

    Only what speaks clearly counts: a gain that makes one and not the other, a later day that only one can precede, or
    doubts about the other that even a restatement would not lift. While the claimant is *restating*, a figure that
    has moved a little is not worse for that.
    """
    if _vouched_later(case, total):
        return True
    if _vouched_later(case, other) or (restating and moved_little(case, other)):
        return False
    if total == case.expected:
        return True
    against, against_other = _against(case, total), _against(case, other)
    if against:
        return False
    if Reason.CONTRADICTS_LATER in against_other:
        return True
    return hard(case, other, against_other) and not moved_little(case, other)


def moved_little(case: Case, total: int) -> bool:
    """Whether *total* is off by no more than a restatement is, and not by a slip of the pen."""
    if case.before is None or case.before.total is None or case.pace.sample < MATURE:
        return False
    meant = case.before.total if case.expected is None else case.expected
    if slip(total, meant) not in (None, Reason.WRONG_DIGIT):
        return False
    return abs(total - meant) <= max(3.0, _LITTLE * case.before.total)


def persists(case: Case) -> bool:
    """Whether the total goes on from figures that were held on at least two days before: a level that stays is no slip.

    Each step must be like the series, and the first leap no greater than a few of its greatest or than a restatement.
    """
    if case.total is None or len(case.waiting) < _STAYS or case.before is None or case.before.total is None:
        return False
    points = [(each.day, each.total or 0) for each in case.waiting[-_STAYS:]] + [(case.day, case.total)]
    for (day, total), (next_day, next_total) in pairwise(points):
        low, high = case.pace.bounds((next_day - day).days)
        if not low <= next_total - total <= high:
            return False
    first_day, first = points[0]
    leap = abs(first - case.before.total)
    return leap <= max(3 * case.pace.bounds((first_day - case.before.day).days)[1], _LITTLE * case.before.total)


def unlikely_gain(case: Case, gain: int | None, remarks: tuple[Reason, ...] = ()) -> bool:
    """Whether *gain*, printed for the day of *case*, is rather a slip than a fact; a restatement excuses any."""
    if gain is None or Reason.RESTATED in remarks or case.before is None:
        return gain is not None and case.total is not None and gain > case.total
    total = case.total if case.total is not None else case.current.total if case.current else None
    if total is not None and case.gap == 1 and abs((case.change(total) or 0) - gain) <= _hair(case):
        return False
    low, high = case.pace.bounds(1)
    return not low <= gain <= high


def tolerated(case: Case, total: int) -> bool:
    """Whether *total* misses what the printed gain makes by no more than bulletins do now and then.

    That is by a hair; or by what the series varies from day to day anyhow, where no slip of the pen explains it.
    """
    if case.expected is None:
        return False
    off = abs(total - case.expected)
    return off <= _hair(case) or (off <= case.pace.scatter and slip(total, case.expected) is None)


def _hair(case: Case) -> float:
    return max(1.0, case.pace.above / 10)


def previous_is_a_slip(case: Case) -> bool:
    """Whether total and printed gain agree that the figure held for the day before is a slip of the pen.

    The total that they imply for the day before must itself continue the series, and be one slip away from what we
    hold, while the new total is not one slip away from what we would expect: else it may be the one that slipped. A
    figure that is confirmed or settled is not doubted.
    """
    before, earlier = case.before, case.earlier
    if before is None or earlier is None or before.total is None or earlier.total is None or case.gap != 1:
        return False
    if case.total is None or case.gain is None or before.settled or before.standing is Standing.CONFIRMED:
        return False
    implied = case.total - case.gain
    if slip(before.total, implied) in (None, Reason.WRONG_DIGIT) or slip(case.total, case.expected or 0) is not None:
        return False
    low, high = case.pace.bounds((before.day - earlier.day).days)
    return low <= implied - earlier.total <= high


def _against(case: Case, total: int) -> tuple[Reason, ...]:
    if total < 0:
        return (Reason.NEGATIVE,)
    if case.ambiguous:
        return (Reason.AMBIGUOUS,)
    if case.printed is not None and case.printed > total:
        return (Reason.GAIN_MISMATCH,)
    if _vouched_later(case, total):
        return ()
    return tuple(dict.fromkeys((*_against_before(case, total), *_against_after(case, total))))


def _against_before(case: Case, total: int) -> tuple[Reason, ...]:
    change = case.change(total)
    if change is None or total == case.expected:
        return ()
    found = []
    low, high = case.pace.bounds(case.gap)
    if change < 0:
        found.append(Reason.DECREASE)
    elif change > high:
        found.append(Reason.TOO_HIGH)
    elif change == 0 and case.pace.restless:
        found.append(Reason.STALE)
    elif change < low:
        found.append(Reason.TOO_LOW)
    if total % case.pace.grain != (total - change) % case.pace.grain:
        found.append(Reason.FINER_THAN_USUAL)
    if _misses_gain(case, total, change):
        found.append(Reason.GAIN_MISMATCH)
    return tuple(found)


def _misses_gain(case: Case, total: int, change: int) -> bool:
    if case.printed is None:
        return False
    if case.gap > 1:
        return 0 <= change < case.printed
    return not tolerated(case, total)


def _against_after(case: Case, total: int) -> tuple[Reason, ...]:
    after = case.after
    if after is None or after.total is None:
        return ()
    days = (after.day - case.day).days
    high = case.pace.bounds(days)[1]
    change = after.total - total
    restated = days == 1 and after.gain is not None and abs(change - after.gain) > _hair(case)
    if change < 0 or change > high or (restated and case.before is None):
        return (Reason.CONTRADICTS_LATER,)
    return ()


def _vouched_later(case: Case, total: int) -> bool:
    """Whether the next day's total and printed gain make exactly this figure."""
    after = case.after
    if after is None or after.total is None or after.gain is None:
        return False
    return (after.day - case.day).days == 1 and after.total - after.gain == total


def _named_slip(case: Case, total: int, found: tuple[Reason, ...]) -> Reason | None:
    """The slip that probably happened; guessed at only where a quiet or a black day cannot explain the figure."""
    if case.expected is not None:
        return slip(total, case.expected)
    if (case.before is None and case.after is None) or not (hard(case, total, found) or absurd(case)):
        return None
    return explain(total, lambda other: fits(case, other))


def _fits_anchor(case: Case, total: int) -> bool:
    if case.anchor is None or case.anchor.total is None or case.anchor is case.before:
        return False
    low, high = case.pace.bounds((case.day - case.anchor.day).days)
    return low <= total - case.anchor.total <= high
