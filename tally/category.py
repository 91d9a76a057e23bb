"""The categories of the daily bulletin, in the order in which it prints them.

First and last days are those of the bulletin itself: `vehicles` replaced `automobiles` and `fuel_tanks`, and
`cruise_missiles` took the line of `srbm`, on 2022-05-01; `submarines` came on 2023-09-14, `ground_robots` on
2026-05-03.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tally.day import FIRST_DAY

_MERGE = date(2022, 5, 1)
_LAST_BEFORE_MERGE = date(2022, 4, 30)


@dataclass(frozen=True, slots=True)
class Category:
    """A line of the bulletin. `slug` is fixed for ever; `last` is None while the line is still printed."""

    slug: str
    first: date
    last: date | None = None

    def on(self, day: date) -> bool:
        """Whether the bulletin of *day* carries this line."""
        return self.first <= day and (self.last is None or day <= self.last)


CATEGORIES: Mapping[str, Category] = MappingProxyType(
    {
        each.slug: each
        for each in (
            Category("personnel", FIRST_DAY),
            Category("tanks", FIRST_DAY),
            Category("armoured_vehicles", FIRST_DAY),
            Category("artillery", FIRST_DAY),
            Category("mlrs", FIRST_DAY),
            Category("air_defence", FIRST_DAY),
            Category("aircraft", FIRST_DAY),
            Category("helicopters", FIRST_DAY),
            Category("uavs", FIRST_DAY),
            Category("cruise_missiles", _MERGE),
            Category("ships", FIRST_DAY),
            Category("submarines", date(2023, 9, 14)),
            Category("vehicles", _MERGE),
            Category("special_equipment", date(2022, 3, 16)),
            Category("ground_robots", date(2026, 5, 3)),
            Category("automobiles", FIRST_DAY, _LAST_BEFORE_MERGE),
            Category("fuel_tanks", FIRST_DAY, _LAST_BEFORE_MERGE),
            Category("srbm", date(2022, 3, 26), _LAST_BEFORE_MERGE),
        )
    }
)
"""Every category the bulletin has printed, by slug, in bulletin order; the three of early 2022 come last."""


def bulletin_order(slug: str) -> tuple[int, str]:
    """A sort key: known categories as the bulletin prints them, others after them by name."""
    try:
        return list(CATEGORIES).index(slug), slug
    except ValueError:
        return len(CATEGORIES), slug
