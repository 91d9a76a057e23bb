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


ENGLISH = (
    "The General Staff puts Russian losses since February 2022 at about 1,475,270 people (+1,240), 12,292 tanks,"
    " 48,382 artillery systems, 354 helicopters and 1,361 air defence systems."
)
UKRAINIAN = (
    "За даними Генштабу, з лютого 2022 року ворог втратив близько 1 475 270 осіб (+1 240), 12 292 танки, 48 382"
    " артилерійські системи, 354 гелікоптери та 1 361 засіб ППО."
)


def test_a_story_in_two_languages_is_known_by_its_figures() -> None:
    assert groups([ENGLISH, UKRAINIAN]) == [[0, 1]]


def test_the_next_days_bulletin_in_another_language_is_another_story() -> None:
    next_day = UKRAINIAN.replace("475 270", "476 410").replace("1 240", "1 140").replace("48 382", "48 421")
    assert groups([ENGLISH, next_day]) == [[0], [1]]


def test_a_few_figures_in_common_are_no_common_story() -> None:
    texts = ["In 2022, 2023, 2024 and 2025, 12,292 tanks.", "12 292 танки у 2022, 2023, 2024 та 2025 роках."]
    assert groups(texts) == [[0], [1]]


@given(st.lists(st.text(max_size=200), max_size=12))
def test_every_text_is_in_one_group(texts: list[str]) -> None:
    assert sorted(at for group in groups(texts) for at in group) == list(range(len(texts)))
