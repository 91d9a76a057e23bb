"""How fast a series moves, learned from its own recent past.

Nothing here is a fixed bound of a category: every limit is drawn from the changes inside the window that the judge is
shown, with statistics that a few wrong figures cannot move (median, MAD, quantiles). The constants are numbers of
scales, not numbers of losses.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tally.day import day_number
from tally.tally import Tally

YOUNG = 7
"""With fewer changes than this, only the mean rate since the first day of the war says how fast a series moves."""
MATURE = 30
"""Changes needed before the rarer habits of a series (rounding, never resting) count as habits."""
_SCALES = 6.0
"""How many robust scales above or below the median a change may lie."""
_REACHES = 3.0
"""How many times as far as the upper quantile a change may lie: for series that rest for weeks, then leap."""
_SMALL_SAMPLE = 8.0
"""A sample of this size allows twice as many scales as a very large one."""
_YOUNG_RATES = 10.0
"""How many times its mean rate since the first day a series may move: UAVs moved at over six times theirs in 2026."""
_DRIFT = 0.3
"""By how much the median rate may have changed over a gap."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Robust statistics of the changes a day of one series.

    `median` of the changes; `below` and `above`, their robust scale on either side, in the units of one standard
    deviation; `reach`, how far the 97th percentile lies above the median; `idle`, the (smoothed) share of days without
    a change; `grain`, the power of ten of which every change is a multiple; `sample`, how many changes were seen;
    `rate`, the mean change a day since the war began.
    """

    median: float
    below: float
    above: float
    reach: float
    idle: float
    grain: int
    sample: int
    rate: float

    def bounds(self, days: int) -> tuple[float, float]:
        """The lowest and the highest change over *days* that is still like this series."""
        if self.sample < YOUNG:
            return 0.0, days * (_YOUNG_RATES * self.rate + _YOUNG_RATES)
        scales = _SCALES * (1 + _SMALL_SAMPLE / self.sample) * math.sqrt(days)
        drift = _DRIFT * self.median * (days - 1)
        middle = self.median * days
        high = middle + drift + max(scales * self.above, _REACHES * self.reach * math.sqrt(days))
        return max(0.0, middle - drift - scales * self.below), high


def learn(known: Sequence[Tally]) -> Pace:
    """The pace of a series from its *known* tallies (each with a total), in ascending order of day."""
    steps: list[tuple[int, int]] = []
    for before, after in pairwise(known):
        assert before.total is not None
        assert after.total is not None
        steps.append((after.total - before.total, (after.day - before.day).days))
    rate = max(((each.total or 0) / max(day_number(each.day), 1) for each in known[-1:]), default=0.0)
    if not steps:
        return Pace(0.0, 1.0, 1.0, 0.0, 0.5, 1, 0, rate)
    changes = sorted(change / days for change, days in steps)
    size = len(changes)
    median = _quantile(changes, 0.5)
    deviation = 1.4826 * sorted(abs(change - median) for change in changes)[size // 2]
    counting = math.sqrt(max(median, 0.0) + 1)
    above = max(deviation, (_quantile(changes, 0.9) - median) / 1.2816, counting)
    below = max((median - _quantile(changes, 0.1)) / 1.2816, counting)
    idle = (sum(change == 0 for change, _ in steps) + 0.5) / (size + 1)
    return Pace(median, below, above, _quantile(changes, 0.97) - median, idle, _grain(steps), size, rate)


def _quantile(ascending: Sequence[float], share: float) -> float:
    return ascending[int(share * (len(ascending) - 1) + 0.5)]


def _grain(steps: Sequence[tuple[int, int]]) -> int:
    """The power of ten that divides every change, 1 until enough of them have been seen."""
    moved = [change for change, _ in steps if change]
    if len(moved) < MATURE:
        return 1
    divisor, grain = math.gcd(*moved), 1
    while divisor % (grain * 10) == 0:
        grain *= 10
    return grain
