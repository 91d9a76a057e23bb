"""Laws of changes, gaps, means and superlatives."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tally.series import change, change_between, changes, highest_since, last_known, mean_change, missing_days
from tally.tally import UKRAINE, Standing, Tally

DAY = date(2024, 5, 10)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def tally(days: int, total: int | None, gain: int | None = None, standing: Standing = Standing.CONFIRMED) -> Tally:
    return Tally(UKRAINE, after(days), "tanks", total, gain, standing)


def test_change_is_total_minus_the_total_of_the_day_before():
    found = change([tally(0, 100), tally(1, 107)], after(1))
    assert found is not None
    assert (found.value, found.days, found.since, found.until) == (7, 1, after(0), after(1))


def test_first_report_has_no_change():
    assert change([tally(0, 100)], after(0)) is None


def test_day_without_a_report_has_no_change():
    assert change([tally(0, 100)], after(1)) is None


def test_unknown_total_is_not_zero():
    assert change([tally(0, 100), tally(1, None, 7)], after(1)) is None


def test_total_after_an_unknown_one_changes_from_the_last_known():
    found = change([tally(0, 100), tally(1, None, 7), tally(2, 112)], after(2))
    assert found is not None
    assert (found.value, found.days) == (12, 2)


def test_figure_under_check_is_not_known():
    series = [tally(0, 100), tally(1, 900, standing=Standing.UNDER_CHECK), tally(2, 112)]
    found = change(series, after(2))
    assert found is not None
    assert (found.value, found.since) == (12, after(0))


def test_gap_is_named_with_its_length():
    found = change([tally(0, 100), tally(3, 130)], after(3))
    assert found is not None
    assert found.days == 3
    assert missing_days([tally(0, 100), tally(3, 130)], after(3)) == 2


def test_beginning_of_a_series_is_no_gap():
    assert missing_days([tally(3, 130)], after(3)) == 0


def test_restated_is_what_moved_beyond_the_printed_gain():
    found = change([tally(0, 8000), tally(1, 10710, 1060)], after(1))
    assert found is not None
    assert (found.value, found.gain, found.restated) == (2710, 1060, 1650)


def test_restatement_downwards_is_negative():
    found = change([tally(0, 3799), tally(1, 3797, 3)], after(1))
    assert found is not None
    assert (found.value, found.restated) == (-2, -5)


def test_nothing_is_known_to_be_restated_without_a_printed_gain():
    found = change([tally(0, 100), tally(1, 107)], after(1))
    assert found is not None
    assert found.restated is None


def test_one_printed_gain_says_nothing_about_a_gap():
    found = change([tally(0, 100), tally(3, 130, 9)], after(3))
    assert found is not None
    assert (found.gain, found.restated) == (None, None)


def test_gains_printed_for_every_day_of_a_gap_add_up():
    found = change_between([tally(0, 100), tally(1, None, 4), tally(2, 109, 6)], after(0), after(2))
    assert found is not None
    assert (found.value, found.gain, found.restated) == (9, 10, -1)


def test_change_is_verified_when_both_totals_are_confirmed():
    found = change([tally(0, 100), tally(1, 107)], after(1))
    assert found is not None
    assert found.verified


def test_change_from_a_single_source_is_not_verified():
    found = change([tally(0, 100, standing=Standing.SINGLE), tally(1, 107)], after(1))
    assert found is not None
    assert not found.verified


def test_change_between_takes_the_last_known_on_or_before_each_day():
    found = change_between([tally(0, 100), tally(4, 140), tally(9, 190)], after(5), after(20))
    assert found is not None
    assert (found.value, found.since, found.until) == (50, after(4), after(9))


def test_change_between_begins_with_the_series():
    found = change_between([tally(4, 140), tally(9, 190)], after(0), after(9))
    assert found is not None
    assert found.since == after(4)


def test_change_between_needs_two_days():
    assert change_between([tally(4, 140)], after(0), after(9)) is None
    assert change_between([], after(0), after(9)) is None


def test_mean_divides_by_the_days_that_passed():
    found = mean_change([tally(0, 100), tally(3, 121), tally(7, 170)], after(7))
    assert found is not None
    assert (found.value, found.days) == (10.0, 7)


def test_mean_reaches_back_over_a_gap_and_says_so():
    found = mean_change([tally(0, 100), tally(5, 150), tally(10, 200)], after(10))
    assert found is not None
    assert (found.value, found.days, found.since) == (10.0, 10, after(0))


def test_mean_takes_no_restatement_for_a_loss():
    found = mean_change([tally(0, 100), tally(1, 110, 10), tally(2, 1120, 10)], after(2), 2)
    assert found is not None
    assert found.value == 10.0


def test_mean_needs_a_series_that_reaches_back():
    assert mean_change([tally(0, 100), tally(1, 110)], after(1)) is None


def series_of(*totals: int) -> list[Tally]:
    return [tally(days, total) for days, total in enumerate(totals)]


def test_highest_since_names_the_last_day_as_high():
    found = highest_since(series_of(0, 20, 25, 31, 40), after(4))
    assert found is not None
    assert (found.value, found.since, found.days) == (9, after(1), 3)


def test_highest_of_all_has_no_earlier_day():
    found = highest_since(series_of(0, 5, 9, 30), after(3))
    assert found is not None
    assert (found.since, found.searched_from) == (None, after(1))


def test_no_superlative_on_an_unverified_day():
    series = [*series_of(0, 5, 9), tally(3, 30, standing=Standing.SINGLE)]
    assert highest_since(series, after(3)) is None


def test_no_superlative_after_an_unverified_day():
    series = [*series_of(0, 5), tally(2, 6, standing=Standing.DIFFERS), tally(3, 30)]
    assert highest_since(series, after(3)) is None


def test_no_superlative_over_a_gap():
    assert highest_since([*series_of(0, 5, 9), tally(5, 90)], after(5)) is None


def test_restated_change_is_no_record():
    assert highest_since([*series_of(0, 5, 9), tally(3, 90, 6)], after(3)) is None


def test_gap_in_which_a_higher_day_may_hide_ends_the_search():
    series = [*series_of(0, 50), tally(4, 90), tally(5, 95), tally(6, 110)]
    found = highest_since(series, after(6))
    assert found is not None
    assert (found.since, found.searched_from) == (None, after(4))


totals = st.lists(st.one_of(st.none(), st.integers(0, 10**6)), max_size=40)


@given(totals)
def test_changes_add_up_to_the_whole(found):
    series = [tally(days, total) for days, total in enumerate(found)]
    known = [total for total in found if total is not None]
    assert sum(each.value for each in changes(series)) == (known[-1] - known[0] if known else 0)


@given(totals, st.integers(-2, 45))
def test_no_question_about_any_day_fails(found, days):
    series = [tally(each, total) for each, total in enumerate(found)]
    day = after(days)
    latest = change(series, day)
    assert latest is None or last_known(series, day) is not None
    mean_change(series, day)
    highest_since(series, day)
    change_between(series, DAY, day)
