"""What tallies become: nothing is joined over a gap, nothing unknown becomes a bar or a zero."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from making import FIRST, at, series, tally

from answers.chart.curves import daily, doubtful, gaps, line, means, moves
from tally.series import changes
from tally.tally import Standing

TOTALS = st.lists(st.one_of(st.none(), st.integers(0, 10_000)), max_size=40)


@given(TOTALS)
def test_lines_hold_every_known_total_and_no_other(totals: list[int | None]) -> None:
    drawn = [point for segment in line(series(totals)) for point in segment]
    assert drawn == [(at(index), total) for index, total in enumerate(totals) if total is not None]


@given(TOTALS)
def test_no_segment_crosses_a_day_without_a_figure(totals: list[int | None]) -> None:
    for segment in line(series(totals)):
        assert [day for day, _ in segment] == [segment[0][0] + step for step in range(len(segment))]


@given(TOTALS)
def test_every_bar_is_the_change_of_one_known_day_from_the_day_before(totals: list[int | None]) -> None:
    for day, value in daily(changes(series(totals))).items():
        index = (day - FIRST).days
        here, before = totals[index], totals[index - 1]
        assert index > 0
        assert here is not None
        assert before is not None
        assert value == here - before >= 0


def test_a_gap_is_the_stretch_between_two_known_days() -> None:
    assert gaps(series([1, None, None, 4])) == ((FIRST, FIRST + timedelta(days=3)),)


def test_differing_figures_stand_apart_from_the_line() -> None:
    found = series([1, 2, 3], standings={1: Standing.DIFFERS})
    assert line(found) == (((at(0), 1),), ((at(2), 3),))
    assert doubtful(found) == ((at(1), 2),)


def test_held_figures_are_not_drawn() -> None:
    found = series([1, 2, 3], standings={1: Standing.UNDER_CHECK})
    assert line(found) == (((at(0), 1),), ((at(2), 3),))
    assert doubtful(found) == ()


def test_a_total_that_fell_is_a_restatement_and_no_bar() -> None:
    found = series([100, 103, 20])
    assert [(each.day, each.value, each.exact) for each in moves(changes(found))] == [
        (FIRST + timedelta(days=2), -83, False)
    ]
    assert FIRST + timedelta(days=2) not in daily(changes(found))


def test_a_printed_gain_tells_losses_from_a_restatement() -> None:
    found = [tally(FIRST, 100), tally(FIRST + timedelta(days=1), 150, 4)]
    assert [each.value for each in moves(changes(found))] == [46]
    assert daily(changes(found)) == {FIRST + timedelta(days=1): 4}


def test_a_mean_needs_seven_known_days() -> None:
    assert means(daily(changes(series(range(0, 70, 10))))) == ()
    assert means(daily(changes(series(range(0, 80, 10))))) == (((at(7), 10.0),),)


def test_a_mean_begins_anew_after_a_gap() -> None:
    totals = [*range(0, 80, 10), None, *range(90, 170, 10)]
    assert [len(each) for each in means(daily(changes(series(totals))))] == [1, 1]
