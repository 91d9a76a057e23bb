"""When a source is looked at next."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.dating import KYIV
from news.memory import next_look
from news.sources.source import USUAL

MOMENTS = st.datetimes(datetime(2022, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def at(text: str) -> datetime:
    """A moment by the clock of Kyiv."""
    return datetime.fromisoformat(text).replace(tzinfo=KYIV).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "has_today", "wanted"),
    [
        ("2026-06-01T07:00", False, "2026-06-01T07:12"),
        ("2026-06-01T07:00", True, "2026-06-01T09:00"),
        ("2026-06-01T13:00", False, "2026-06-01T15:00"),
        ("2026-06-01T05:30", False, "2026-06-01T06:30"),
        ("2026-06-01T23:59", True, "2026-06-02T01:59"),
        ("2026-10-25T05:00", False, "2026-10-25T06:30"),  # the night that has an hour more
        ("2026-03-29T05:00", False, "2026-03-29T06:30"),  # and the one that has an hour less
    ],
)
def test_the_morning_is_watched_until_the_bulletin_is_known(now: str, has_today: bool, wanted: str) -> None:
    assert next_look(USUAL, at(now), has_today=has_today) == at(wanted)


def test_failures_make_the_wait_longer_up_to_six_hours() -> None:
    now = at("2026-06-01T07:00")
    waits = [next_look(USUAL, now, has_today=False, failures=count) - now for count in range(1, 30)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)


def test_a_wish_to_wait_beats_the_rhythm() -> None:
    now = at("2026-06-01T07:00")
    assert next_look(USUAL, now, has_today=False, wait=7200) == now + timedelta(hours=2)


@given(MOMENTS, st.booleans(), st.integers(0, 40), st.none() | st.floats(0, 1e7), st.floats(0, 1))
def test_the_next_look_is_always_ahead_and_within_a_day(
    now: datetime, has_today: bool, failures: int, wait: float | None, chance: float
) -> None:
    at = next_look(USUAL, now, has_today=has_today, failures=failures, wait=wait, chance=chance)
    assert now < at <= now + timedelta(hours=24, minutes=5)
