"""Laws of slips of the pen."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tally.digits import doubled, explain, shortened, slip, swapped
from tally.verdict import Reason

numbers = st.integers(0, 10**8)


@pytest.mark.parametrize(
    ("written", "meant", "reason"),
    [
        (655, 6555, Reason.DROPPED_DIGIT),
        (42108, 421084, Reason.DROPPED_DIGIT),
        (11559420, 1159420, Reason.DOUBLED_DIGIT),
        (528050, 520850, Reason.SWAPPED_DIGITS),
        (15799, 15779, Reason.WRONG_DIGIT),
        (29, 29200, Reason.THOUSANDS_SLIP),
        (29200000, 29200, Reason.THOUSANDS_SLIP),
        (14134, 14188, None),
        (500, 500, None),
    ],
)
def test_slip_is_named(written, meant, reason):
    assert slip(written, meant) is reason


@given(numbers)
def test_nothing_is_a_slip_of_itself(number):
    assert slip(number, number) is None


@given(numbers)
def test_every_exchange_of_neighbouring_digits_is_seen(number):
    assert all(slip(each, number) is Reason.SWAPPED_DIGITS for each in swapped(number))


@given(numbers)
def test_every_doubled_digit_is_seen(number):
    assert all(
        slip(each, number) in (Reason.DOUBLED_DIGIT, Reason.THOUSANDS_SLIP)
        for each in doubled(number)
        if each != number
    )


@given(st.integers(10, 10**8))
def test_every_dropped_digit_but_a_leading_zero_is_seen(number):
    lost = [each for each in shortened(number) if len(str(each)) == len(str(number)) - 1]
    assert all(slip(each, number) in (Reason.DROPPED_DIGIT, Reason.THOUSANDS_SLIP) for each in lost)


@given(numbers, numbers)
@example(3_125_000, 0)
def test_an_explanation_undoes_to_a_figure_that_fits(written, fitting):
    reason = explain(written, lambda other: other == fitting)
    assert reason is None or slip(written, fitting) is not None or written == fitting


@given(st.integers(-(10**6), 10**9))
def test_no_number_breaks_the_explanation(written):
    assert explain(written, lambda _: False) is None
