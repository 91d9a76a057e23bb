"""The budget: bursts are fine, floods are not, and whoever floods is told once."""

from bot.budget import Budget, Word


def test_a_burst_is_answered_and_what_is_above_it_refused_once() -> None:
    budget = Budget(burst=3, seconds=2)
    said = [budget.spend("reader", 0.0) for _ in range(6)]
    assert said == [Word.YES, Word.YES, Word.YES, Word.FIRST_NO, Word.NO, Word.NO]


def test_tokens_come_back_with_time() -> None:
    budget = Budget(burst=2, seconds=2)
    for _ in range(3):
        budget.spend("reader", 0.0)
    assert budget.spend("reader", 2.0) is Word.YES
    assert budget.spend("reader", 2.0) is not Word.YES


def test_a_backlog_that_was_written_slowly_is_no_flood() -> None:
    budget = Budget(burst=2, seconds=2)
    assert {budget.spend("reader", 2.0 * number) for number in range(50)} == {Word.YES}


def test_one_flood_takes_nothing_from_others() -> None:
    budget = Budget(burst=2, seconds=2)
    for _ in range(50):
        budget.spend("flooder", 0.0)
    assert budget.spend("reader", 0.0) is Word.YES


def test_a_clock_that_goes_back_gives_no_tokens() -> None:
    budget = Budget(burst=1, seconds=1)
    assert budget.spend("reader", 100.0) is Word.YES
    assert budget.spend("reader", 0.0) is Word.FIRST_NO
    assert budget.spend("reader", 50.0) is Word.NO
