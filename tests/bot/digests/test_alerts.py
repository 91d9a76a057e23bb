"""What is worth a word at once."""

from datetime import date, timedelta

import pytest

from answers.answer import Bulletin, Figure
from bot.digests.alerts import events, passed, round_step
from storage.subscriptions import Alert
from tally.series import Change
from tally.tally import Standing, Tally

DAY = date(2026, 11, 23)


def tally(day: date, total: int, standing: Standing = Standing.CONFIRMED) -> Tally:
    return Tally("ukraine", day, "tanks", total, None, standing)


def figure(total: int, change: int, *, days: int = 1, standing: Standing = Standing.CONFIRMED) -> Figure:
    since = DAY - timedelta(days=days)
    return Figure(tally(DAY, total, standing), Change(change, days, since, DAY, verified=True))


def happened(one: Figure, series: list[Tally] | None = None) -> set[Alert]:
    facts = Bulletin(DAY, DAY, (one,))
    return {each.sort for each in events(facts, {"tanks": series or []})}


@pytest.mark.parametrize(
    ("total", "step"), [(35, 10), (435, 20), (2_054, 200), (12_292, 1_000), (474_641, 20_000), (1_475_270, 100_000)]
)
def test_round_numbers_grow_with_the_total(total: int, step: int) -> None:
    assert round_step(total) == step


def test_a_round_number_is_passed_once() -> None:
    assert passed(figure(12_001, 6)) == 12_000
    assert passed(figure(12_007, 6)) == 0


def test_a_gap_of_days_is_no_news_of_one_day() -> None:
    assert happened(figure(12_001, 60, days=5)) == set()


def test_a_figure_that_sources_dispute_raises_no_alert() -> None:
    assert happened(figure(12_001, 6, standing=Standing.DIFFERS)) == set()


def history(last: int, standing: Standing = Standing.CONFIRMED, days: int = 120) -> list[Tally]:
    """Ten a day, and *last* on the last."""
    first = DAY - timedelta(days=days)
    known = [tally(first + timedelta(days=number), 10_000 + 10 * number) for number in range(days)]
    return [*known, tally(DAY, 10_000 + 10 * (days - 1) + last, standing)]


def test_the_highest_day_of_a_long_series_is_a_record() -> None:
    assert Alert.RECORD in happened(figure(11_201, 11), history(11))


@pytest.mark.parametrize(
    "series", [history(10), history(11, Standing.SINGLE), history(11, days=60)], ids=["equal", "single", "short"]
)
def test_a_record_needs_verified_neighbours_and_a_long_series(series: list[Tally]) -> None:
    assert Alert.RECORD not in happened(figure(11_201, 11), series)
