"""What size says: no day has ever held more than its limit, no cumulative total has ever been less than its floor."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from news.reading.binding import Entry

DAY_LIMIT = {
    "personnel": 2500, "tanks": 150, "armoured_vehicles": 250, "artillery": 170, "mlrs": 40, "air_defence": 40,
    "aircraft": 40, "helicopters": 40, "uavs": 3600, "cruise_missiles": 250, "ships": 10, "submarines": 0,
    "vehicles": 800, "special_equipment": 150, "ground_robots": 200, "automobiles": 200, "fuel_tanks": 60, "srbm": 4,
}  # fmt: skip
"""More than anybody has ever claimed for one day, by a wide margin."""

FLOOR = {"personnel": 2000, "tanks": 75, "armoured_vehicles": 250, "artillery": 40, "vehicles": 100, "uavs": 2}
"""Less than any cumulative total has ever been."""


LATE = 100_000
"""A total of personnel that the tally passed in December 2022."""

LATE_FLOOR = {
    "personnel": 50_000, "tanks": 1500, "armoured_vehicles": 3000, "artillery": 1000, "mlrs": 200, "air_defence": 100,
    "aircraft": 140, "helicopters": 130, "uavs": 800, "cruise_missiles": 300, "ships": 12, "vehicles": 2300,
    "special_equipment": 85,
}  # fmt: skip
"""Half of what the tally stood at by then: beside such a total of personnel no other total can be less."""


def too_big(entry: "Entry") -> bool:
    """Whether no single day can hold the entry."""
    limit = DAY_LIMIT.get(entry.slug or "", 0)
    return 0 < limit < entry.value


HIGHEST = {
    "tanks": 20_000, "armoured_vehicles": 40_000, "artillery": 80_000, "mlrs": 4_000, "air_defence": 4_000,
    "aircraft": 800, "helicopters": 700, "cruise_missiles": 12_000, "ships": 80, "submarines": 8,
    "vehicles": 250_000, "special_equipment": 12_000,
}  # fmt: skip
"""More than any cumulative total is likely to reach: what is above it counts men."""
