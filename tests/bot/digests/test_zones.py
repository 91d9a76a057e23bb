"""Time zones as people name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.schedule import zone_of
from bot.digests.zones import city, find_zone, nearest_zone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("europe/kyiv", "Europe/Kyiv"),
        ("Europe/Kiev", "Europe/Kiev"),
        ("Lviv", "Europe/Kyiv"),
        ("львів", "Europe/Kyiv"),
        ("Івано-Франківськ", "Europe/Kyiv"),
        ("Варшава", "Europe/Warsaw"),
        ("new york", "America/New_York"),
        ("Нью-Йорк", "America/New_York"),
        ("San Francisco", "America/Los_Angeles"),
        ("Лісабон", "Europe/Lisbon"),
        ("UTC", "UTC"),
        ("+2", "UTC+02:00"),
        ("UTC+5:45", "UTC+05:45"),
        ("GMT-3:30", "UTC-03:30"),
        ("49.84 24.03", "Europe/Kyiv"),
        ("50.04, 22.0", "Europe/Warsaw"),
        ("-33.87 151.2", "Australia/Sydney"),
    ],
)
def test_a_zone_is_found_by_whatever_names_it(typed: str, zone: str) -> None:
    assert find_zone(typed).name == zone


@pytest.mark.parametrize("typed", ["", "+20", "UTC+14:30", "Atlantis", "99.9 200", "\N{SNOWMAN}"])
def test_what_names_no_zone_gives_none(typed: str) -> None:
    assert find_zone(typed).name is None


def test_a_misspelt_city_is_offered_first() -> None:
    assert find_zone("Berln").nearest[0] == "Europe/Berlin"


def test_a_zone_is_called_by_its_city_in_the_readers_language() -> None:
    assert city("Europe/Kyiv", "uk") == "Київ"
    assert city("America/New_York", "en") == "New York"
    assert city("UTC-03:30", "en") == "UTC−03:30"


@given(st.text(max_size=40))
def test_nothing_that_is_typed_fails(typed: str) -> None:
    found = find_zone(typed)
    if found.name:
        zone_of(found.name)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_on_earth_has_a_zone_that_is_known(latitude: float, longitude: float) -> None:
    zone_of(nearest_zone(latitude, longitude))
