"""What size says: no day has ever held more than its limit, no cumulative total has ever been less than its floor."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from news.reading.binding import Entry

DAY_LIMIT = {
    "personnel": 2500, "tanks": 150, "armoured_vehicles": 250, "artillery": 170, "mlrs": 40, "air_defence": 40,
    "aircraft": 40, "helicopters": 40, "uavs": 3600, "cruise_missiles": 250, "ships": 10, "submarines": 0,
    "vehicles": 800, "special_equipment": 150, "ground_robots": 200, "automobiles": 200, "fuel_tanks": 60, "srbm": 4,
}  # fmt: skip
"""More than anybody has ever claimed for one day, by a wide margin."""

LEAST_MEN = 50
"""Fewer men than the tally has ever claimed for a day: the least was 70, but for days that it skipped."""

FLOOR = {
    "personnel": 2000, "tanks": 75, "armoured_vehicles": 250, "artillery": 40, "vehicles": 100, "uavs": 2,
    "aircraft": 7, "helicopters": 6,
}  # fmt: skip
"""Less than any cumulative total has ever been."""


_SLUGS = (
    "personnel", "tanks", "armoured_vehicles", "artillery", "mlrs", "air_defence", "aircraft", "helicopters", "uavs",
    "cruise_missiles", "ships", "vehicles", "special_equipment",
)  # fmt: skip
_LEAST = {
    date(2022, 7, 1): (21_000, 940, 2_200, 470, 140, 63, 130, 110, 380, 85, 9, 1_500, 36),
    date(2023, 1, 1): (64_000, 1_800, 3_600, 1_200, 250, 120, 160, 160, 1_000, 430, 9, 2_800, 100),
    date(2023, 7, 1): (130_000, 2_400, 4_700, 2_400, 370, 230, 180, 180, 2_100, 750, 10, 4_000, 340),
    date(2024, 1, 1): (210_000, 3_500, 6_600, 5_000, 560, 370, 190, 190, 3_900, 1_000, 13, 6_700, 760),
    date(2024, 7, 1): (320_000, 4_800, 9_300, 8_700, 660, 520, 210, 190, 6_900, 1_300, 16, 11_000, 1_400),
    date(2025, 1, 1): (470_000, 5_800, 12_000, 12_000, 750, 610, 220, 190, 12_000, 1_800, 16, 19_000, 2_200),
    date(2025, 7, 1): (610_000, 6_500, 13_000, 17_000, 850, 710, 250, 200, 25_000, 2_000, 16, 32_000, 2_300),
    date(2026, 1, 1): (720_000, 6_800, 14_000, 21_000, 950, 750, 260, 200, 59_000, 2_400, 16, 43_000, 2_400),
    date(2026, 7, 1): (840_000, 7_200, 14_000, 27_000, 1_100, 870, 260, 210, 220_000, 2_800, 19, 68_000, 2_600),
}
"""About six tenths of what the General Staff's tally stood at on some days: later no total of it can be less."""


_FIRST_WEEK = date(2022, 3, 4)
FIRST = {"personnel": 450, "tanks": 20, "armoured_vehicles": 100, "artillery": 4, "vehicles": 15}
"""Less than any count of the first days, when several officials counted."""


@lru_cache(256)
def floors(day: date | None) -> Mapping[str, int]:
    """Slug -> the least a total of the tally can be on *day*; what it has never been less than if nobody knows the day.

    A count far under it is another one: a month's, one front's, another counter's.
    """
    if day is not None and day < _FIRST_WEEK:
        return FIRST
    passed = [mark for mark in _LEAST if day is not None and mark <= day]
    if not passed:
        return FLOOR
    least = dict(zip(_SLUGS, _LEAST[passed[-1]], strict=True))
    return {**FLOOR, **least, "fuel_tanks": least["vehicles"]}


def too_big(entry: "Entry") -> bool:
    """Whether no single day can hold the entry."""
    limit = DAY_LIMIT.get(entry.slug or "", 0)
    return 0 < limit < entry.value


HIGHEST = {
    "personnel": 2_500_000, "tanks": 20_000, "armoured_vehicles": 40_000, "artillery": 80_000, "mlrs": 4_000,
    "air_defence": 4_000, "aircraft": 600, "helicopters": 600, "cruise_missiles": 12_000, "ships": 80, "submarines": 8,
    "vehicles": 250_000, "special_equipment": 12_000,
}  # fmt: skip
"""More than any cumulative total is likely to reach: what is above it counts men, or nothing of the tally's."""


def rounds(rough: int, exact: int, loose: bool = False) -> bool:
    """Whether *rough* is *exact* rounded: the same number but for as many digits as *rough* has noughts.

    *loose* says that words call *rough* an approximation, so that one nought is enough.
    """
    if rough == exact:
        return True
    noughts = _noughts(rough)
    return (
        (loose or noughts >= 2)
        and noughts > _noughts(exact)
        and abs(rough - exact) <= max(min(exact // 8, 10**noughts), exact // 30, 1)
    )


def _noughts(value: int) -> int:
    count = 0
    while value and value % 10 == 0:
        value //= 10
        count += 1
    return count
