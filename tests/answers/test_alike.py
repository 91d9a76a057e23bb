"""Near-duplicates are found, and nothing else is taken for one."""

import random

from hypothesis import given
from hypothesis import strategies as st

from answers.alike import groups, shared, sketch

WORDS = [f"word{number}" for number in range(4000)]


def text(seed: int, length: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def test_a_cut_and_headed_text_is_the_same_story() -> None:
    whole = text(1)
    assert groups([" ".join(whole), " ".join(["Breaking", "news", *whole[:180]])]) == [[0, 1]]


def test_different_texts_are_different_stories() -> None:
    assert groups([" ".join(text(seed)) for seed in range(20)]) == [[each] for each in range(20)]


def test_the_share_is_about_what_is_common() -> None:
    one = text(1, 400)
    for common in (100, 200, 300):
        other = one[:common] + text(2, 400 - common)
        assert abs(shared(sketch(" ".join(one)), sketch(" ".join(other))) - common / 400) < 0.15


def test_texts_that_are_too_short_are_not_compared() -> None:
    assert groups(["All quiet today", "All quiet today"]) == [[0], [1]]


def test_bulletins_of_two_days_are_two_stories() -> None:
    lines = "personnel {} tanks {} artillery {} mlrs {} helicopters {} uavs {} vehicles {} missiles {} ships {}"
    days = [lines.format(*(1000 * kind + day for kind in range(9))) for day in range(2)]
    assert groups(days) == [[0], [1]]


@given(st.lists(st.text(max_size=200), max_size=12))
def test_every_text_is_in_one_group(texts: list[str]) -> None:
    assert sorted(at for group in groups(texts) for at in group) == list(range(len(texts)))
