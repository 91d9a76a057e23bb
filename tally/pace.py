"""How fast a series moves, learned from its own recent past.

Nothing here is a fixed bound of a category: every limit is drawn from the changes inside the window that the judge is
shown, with statistics that a few wrong figures cannot move (median, interquartile range, quantiles). The constants are
numbers of scales, not numbers of losses.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub, truediv

from tally.day import day_number
from tally.tally import Tally

YOUNG = 7
"""With fewer changes than this, only the mean rate since the first day of the war says how fast a series moves."""
MATURE = 30
"""Changes needed before the rarer habits of a series (rounding, never resting) count as habits."""
_RESTLESS = 2 * MATURE
"""Changes to see before resting is doubted at all."""
_SURPRISE = 1e-3
"""The chance below which a day without a change is a surprise."""
_LATELY = 28
"""The last changes, from which the present pace is told."""
_OUTLIER = 12.0
"""What a single line can say at most, in logarithms of odds, of how many days a report spans."""
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
_LEAST_SPREAD = 0.12
"""No series is steadier from day to day than this, in natural logarithms."""
_IQR, _P90, _P97 = 1.349, 1.2816, 1.8808
"""The interquartile range and two percentiles of a normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Robust statistics of the changes a day of one series.

    `median` of the changes; `below` and `above`, their robust scale on either side, in the units of one standard
    deviation; `reach`, how far the 97th percentile lies above the median; `idle`, the (smoothed) share of days without
    a change; `grain`, the power of ten of which every change is a multiple; `sample`, how many changes were seen;
    `rate`, the mean change a day since the war began. `usual` is the median of the last four weeks and `spread` their
    scale in natural logarithms, for changes of a series that seldom rests are multiples of each other.
    """

    median: float
    below: float
    above: float
    reach: float
    idle: float
    grain: int
    sample: int
    rate: float
    usual: float = 0.0
    spread: float = 1.0

    def bounds(self, days: int) -> tuple[float, float]:
        """The lowest and the highest change over *days* that is still like this series."""
        if self.sample < YOUNG:
            return 0.0, days * (_YOUNG_RATES * self.rate + _YOUNG_RATES)
        scales = _SCALES * (1 + _SMALL_SAMPLE / self.sample) * math.sqrt(days)
        drift = _DRIFT * self.median * (days - 1)
        middle = self.median * days
        high = middle + drift + max(scales * self.above, _REACHES * self.reach * math.sqrt(days))
        return max(0.0, middle - drift - scales * self.below), high

    @property
    def scatter(self) -> float:
        """By how much one day's change differs from another's, leaps included."""
        return max(self.above, self.reach / _P97)

    @property
    def restless(self) -> bool:
        """Whether a day without a change would be a surprise: none was seen, and none is to be expected.

        The chance of an empty day is that of a negative binomial with this median and this scale, which suits counts
        whose days are more unlike each other than chance alone would make them.
        """
        if self.sample < _RESTLESS or self.idle * self.sample >= 1:
            return False
        spread = self.below**2 - self.median
        if spread <= 0:
            return math.exp(-self.median) < _SURPRISE
        shape = self.median**2 / spread
        return bool((shape / (shape + self.median)) ** shape < _SURPRISE)

    def odds(self, change: int) -> float:
        """The logarithm of the odds that *change* is that of two days rather than of one."""
        if change <= 0 or self.usual <= 0:
            return -_OUTLIER
        spread = max(self.spread, _LEAST_SPREAD)
        one = math.log(change / self.usual) / spread
        two = math.log(change / (2 * self.usual)) / spread * math.sqrt(2)
        return min(one**2 / 2, _OUTLIER) - min(two**2 / 2, _OUTLIER)


def learn(known: Sequence[Tally]) -> Pace:
    """The pace of a series from its *known* tallies (each with a total), in ascending order of day."""
    totals = [each.total or 0 for each in known]
    rate = totals[-1] / max(day_number(known[-1].day), 1) if known else 0.0
    steps = list(map(sub, totals[1:], totals))
    if not steps:
        return Pace(0.0, 1.0, 1.0, 0.0, 0.5, 1, 0, rate)
    rates = _daily(known, steps)
    changes, lately = sorted(rates), sorted(rates[-_LATELY:])
    size, usual = len(changes), max(_quantile(lately, 0.5), 0.0)
    low, lower, median, upper, high, top = (_quantile(changes, share) for share in (0.1, 0.25, 0.5, 0.75, 0.9, 0.97))
    counting = math.sqrt(max(median, 0.0) + 1)
    middle = (upper - lower) / _IQR
    return Pace(
        median=median,
        below=max((median - low) / _P90, counting),
        above=max(middle, (high - median) / _P90, counting),
        reach=top - median,
        idle=(steps.count(0) + 0.5) / (size + 1),
        grain=_grain(steps),
        sample=size,
        rate=rate,
        usual=usual,
        spread=max((_quantile(lately, 0.9) - _quantile(lately, 0.1)) / (2 * _P90), math.sqrt(usual + 1))
        / max(usual, 1.0),
    )


def _daily(known: Sequence[Tally], steps: Sequence[int]) -> Sequence[float]:
    """The *steps* from one known day to the next, as changes a day."""
    if (known[-1].day - known[0].day).days == len(steps):
        return steps
    days = [each.day.toordinal() for each in known]
    return list(map(truediv, steps, map(sub, days[1:], days)))


def _quantile(ascending: Sequence[float], share: float) -> float:
    return ascending[int(share * (len(ascending) - 1) + 0.5)]


def _grain(steps: Sequence[int]) -> int:
    """The power of ten that divides every change, 1 until enough of them have been seen."""
    divisor, grain = math.gcd(*steps), 1
    if divisor < 10 or len(steps) - steps.count(0) < MATURE:
        return 1
    while divisor % (grain * 10) == 0:
        grain *= 10
    return grain
