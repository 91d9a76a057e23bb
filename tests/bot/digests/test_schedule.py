"""When digests are due: zones, windows, clocks that are moved."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.schedule import falls_on, first, moment, step, zone_of
from storage.subscriptions import Look, Rhythm, Stage, Subscription, Timing, Upcoming

KYIV = "Europe/Kyiv"
WINDOW = Timing(False, 7 * 60 + 30, 22 * 60, 14 * 60, KYIV)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def subscription(timing: Timing = WINDOW, rhythm: Rhythm = Rhythm.DAILY, on_day: int = 0) -> Subscription:
    return Subscription(1, 1, 0, rhythm, timing, "en", Look(), on_day=on_day)


def at(timing: Timing, upcoming: Upcoming | None, rhythm: Rhythm = Rhythm.DAILY) -> Subscription:
    return Subscription(1, 1, 0, rhythm, timing, "en", Look(), upcoming=upcoming)


def fixed(hour: int, minute: int = 0, zone: str = KYIV) -> Timing:
    return Timing(True, hour * 60 + minute, hour * 60 + minute, None, zone)


def test_a_skipped_hour_comes_as_much_later_as_the_clocks_were_moved() -> None:
    assert moment(date(2026, 3, 29), 3 * 60 + 30, KYIV) == utc("2026-03-29T01:30")  # 04:30 in Kyiv


def test_a_doubled_hour_counts_the_first_time() -> None:
    assert moment(date(2026, 10, 25), 3 * 60 + 30, KYIV) == utc("2026-10-25T00:30")


def test_a_date_that_a_zone_leaves_out_has_no_digest() -> None:
    assert moment(date(2011, 12, 30), 9 * 60, "Pacific/Apia") is None


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_one_digest_a_day_when_the_clocks_change(day: date) -> None:
    timing, now = fixed(3, 30), datetime.combine(day, datetime.min.time(), UTC) - timedelta(hours=12)
    planned, upcoming = [], first(subscription(timing), now)
    while now < datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=36):
        made = step(at(timing, upcoming), now, None)
        if made:
            planned.append(made.digest)
            upcoming = made.upcoming
        now += timedelta(minutes=10)
    assert planned == [day, day + timedelta(days=1)]


def test_a_fixed_offset_is_a_zone() -> None:
    assert moment(date(2026, 11, 23), 9 * 60, "UTC+05:45") == utc("2026-11-23T03:15")
    assert moment(date(2026, 11, 23), 9 * 60, "UTC-03:30") == utc("2026-11-23T12:30")


def test_figures_that_land_in_the_window_are_sent_at_once() -> None:
    upcoming = first(subscription(), utc("2026-11-23T04:00"))
    assert upcoming == Upcoming(date(2026, 11, 23), Stage.LATE, utc("2026-11-23T05:30"), utc("2026-11-23T12:00"))
    made = step(at(WINDOW, upcoming), utc("2026-11-23T06:10"), date(2026, 11, 23))
    assert made
    assert made.digest == date(2026, 11, 23)
    assert made.upcoming.day == date(2026, 11, 24)


def test_figures_that_land_before_the_window_wait_for_it() -> None:
    upcoming = first(subscription(), utc("2026-11-23T04:00"))
    assert step(at(WINDOW, upcoming), utc("2026-11-23T05:29"), date(2026, 11, 23)) is None
    assert step(at(WINDOW, upcoming), utc("2026-11-23T05:30"), date(2026, 11, 23)) is not None


def test_late_figures_are_announced_once_and_still_sent() -> None:
    upcoming = first(subscription(), utc("2026-11-23T04:00"))
    made = step(at(WINDOW, upcoming), utc("2026-11-23T12:00"), date(2026, 11, 22))
    assert made
    assert (made.late, made.digest, made.upcoming.stage) == (date(2026, 11, 23), None, Stage.CLOSE)
    again = at(WINDOW, made.upcoming)
    assert step(again, utc("2026-11-23T12:01"), date(2026, 11, 22)) is None
    landed = step(again, utc("2026-11-23T15:00"), date(2026, 11, 23))
    assert landed
    assert landed.digest == date(2026, 11, 23)


def test_figures_that_land_after_the_window_are_sent_when_the_next_one_opens() -> None:
    closing = Upcoming(date(2026, 11, 23), Stage.CLOSE, utc("2026-11-23T05:30"), utc("2026-11-23T20:00"))
    carried = step(at(WINDOW, closing), utc("2026-11-23T20:00"), date(2026, 11, 22))
    assert carried
    assert carried.digest is None
    assert carried.upcoming.stage is Stage.CARRY
    next_morning = step(at(WINDOW, carried.upcoming), utc("2026-11-24T05:30"), date(2026, 11, 23))
    assert next_morning
    assert next_morning.digest == date(2026, 11, 23)
    assert next_morning.upcoming.day == date(2026, 11, 24)


def test_a_day_without_figures_is_given_up_when_the_next_window_opens() -> None:
    carry = Upcoming(date(2026, 11, 23), Stage.CARRY, utc("2026-11-24T05:30"), utc("2026-11-24T05:30"))
    made = step(at(WINDOW, carry), utc("2026-11-24T05:30"), date(2026, 11, 22))
    assert made
    assert (made.digest, made.missed, made.upcoming.day) == (None, True, date(2026, 11, 24))


def test_far_west_figures_that_landed_the_evening_before_are_sent_in_the_morning() -> None:
    timing = Timing(False, 450, 1320, None, "America/Los_Angeles")
    upcoming = first(subscription(timing), utc("2026-11-23T07:00"))  # the 22nd, 23:00 there
    assert upcoming
    assert upcoming.day == date(2026, 11, 23)
    assert step(at(timing, upcoming), utc("2026-11-23T15:29"), date(2026, 11, 23)) is None
    assert step(at(timing, upcoming), utc("2026-11-23T15:30"), date(2026, 11, 23)) is not None


def test_a_window_may_reach_past_midnight() -> None:
    timing = Timing(False, 20 * 60, 26 * 60, None, KYIV)
    upcoming = first(subscription(timing), utc("2026-11-23T23:30"))  # 01:30 on the 24th in Kyiv
    assert upcoming
    assert upcoming.day == date(2026, 11, 23)


def test_a_clock_that_steps_back_plans_no_day_twice() -> None:
    timing = fixed(9)
    upcoming = first(subscription(timing), utc("2026-11-23T06:00"))
    made = step(at(timing, upcoming), utc("2026-11-23T07:00"), None)
    assert made
    assert made.digest == date(2026, 11, 23)
    assert step(at(timing, made.upcoming), utc("2026-11-23T06:30"), None) is None
    assert made.upcoming.day == date(2026, 11, 24)


def test_a_server_that_was_down_for_days_sends_only_what_is_fresh() -> None:
    timing = fixed(9)
    upcoming = first(subscription(timing), utc("2026-11-20T06:00"))
    made = step(at(timing, upcoming), utc("2026-11-23T06:30"), None)
    assert made
    assert (made.digest, made.missed) == (None, True)
    assert made.upcoming.next_at == utc("2026-11-23T07:00")


def test_a_server_that_comes_back_on_the_minute_of_a_digest_sends_that_one() -> None:
    timing = fixed(9)
    upcoming = first(subscription(timing), utc("2026-11-22T06:00"))
    now = utc("2026-11-23T07:00:20")
    made = step(at(timing, upcoming), now, None)
    assert made
    assert (made.digest, made.missed) == (None, True)
    made = step(at(timing, made.upcoming), now, None)
    assert made
    assert made.digest == date(2026, 11, 23)


def test_a_month_too_short_has_its_digest_on_the_last_day() -> None:
    days = [date(2026, 1, 1) + timedelta(days=each) for each in range(365)]
    assert sum(falls_on(Rhythm.MONTHLY, 31, day) for day in days) == 12


def test_weekly_is_on_its_weekday() -> None:
    upcoming = first(subscription(fixed(9), Rhythm.WEEKLY, 2), utc("2026-11-23T10:00"))
    assert upcoming
    assert upcoming.day == date(2026, 11, 25)


def test_events_alone_have_no_digest() -> None:
    assert first(subscription(WINDOW, Rhythm.EVENTS), utc("2026-11-23T10:00")) is None


@given(
    zone=st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})),
    start=st.datetimes(datetime(2022, 1, 1), datetime(2027, 12, 31)),
    minute=st.integers(0, 1439),
)
def test_every_local_date_has_one_digest_at_its_minute(zone: str, start: datetime, minute: int) -> None:
    timing = Timing(True, minute, minute, None, zone)
    now = start.replace(tzinfo=UTC)
    upcoming = first(subscription(timing), now)
    days = []
    for _ in range(5):
        assert upcoming
        local = upcoming.next_at.astimezone(ZoneInfo(zone))
        assert local.date() == upcoming.day
        days.append(upcoming.day)
        made = step(at(timing, upcoming), upcoming.next_at, None)
        assert made
        assert made.digest == upcoming.day
        assert made.upcoming.next_at > upcoming.next_at
        upcoming = made.upcoming
    assert all(later - earlier >= timedelta(days=1) for earlier, later in pairwise(days))


def test_zones_are_known_by_name() -> None:
    assert zone_of("Europe/Kyiv") == ZoneInfo("Europe/Kyiv")
