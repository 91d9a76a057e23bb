"""Pixels: every word inside the picture, none over another, the right size, something drawn where it should be."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from making import FIRST, course, series
from PIL import Image

from answers.answer import Bulletin
from answers.answer import Figure as Known
from answers.chart.cards import card_figure
from answers.chart.charts import chart
from answers.chart.easel import Box, Easel
from answers.chart.facts import Course, Form, Year
from answers.chart.figure import Figure
from answers.chart.palette import png_of
from answers.chart.pen import draw, painted
from answers.chart.studio import picture
from answers.chart.style import HEIGHT, STYLES, WIDTH
from answers.chart.years import comparison_chart
from answers.words import Words, offered, words
from tally.category import CATEGORIES
from tally.series import Change
from tally.tally import Standing, Tally

LONG = "armoured_vehicles"


def _figures(said: Words) -> Iterator[tuple[str, Figure]]:
    busy = course([100, 110, None, None, 140, 150, 60, 75, 90], {7: Standing.DIFFERS})
    for form in Form:
        yield f"busy {form}", chart(said, form, [busy])
        yield f"two {form}", chart(said, form, [busy, replace(busy, category="vehicles")])
        yield f"long {form}", chart(said, form, [course(range(1_000_000, 1_900_000, 1000))])
        yield f"steady {form}", chart(said, form, [replace(course([2] * 40), category="submarines")])
        yield f"two points {form}", chart(said, form, [replace(course([7, 8]), category="x" * 70)])
    years = []
    for number, step in ((2023, 900), (2024, 905), (2025, 1100), (2026, 1000)):
        first = date(number - 1, 12, 31)
        found = series([400_000 + step * index for index in range(366)], first)
        years.append(Year(number, Course(LONG, first, found[-1].day, found), 400_000, first))
    yield "years", comparison_chart(said, years)
    yield "card", card_figure(said, _bulletin())


def _bulletin() -> Bulletin:
    """Every line that the bulletin ever had, at its longest, marked in every way."""
    day = FIRST + timedelta(days=1)
    change = Change(-12_345, 1, FIRST, day)
    tallies = [
        Tally("ukraine", day, slug, 1_456_610, None, Standing.DIFFERS, approximate=True)
        for slug in list(CATEGORIES)[:15]
    ]
    return Bulletin(day, day, tuple(Known(each, change) for each in tallies))


def _is_inside(easel: Easel) -> bool:
    boxes = [text.get_window_extent() for text in easel.texts if text.get_text()]
    return all(box.x0 >= 20 and box.x1 <= WIDTH - 20 and box.y0 >= 20 and box.y1 <= HEIGHT - 20 for box in boxes)


def _collisions(easel: Easel) -> list[tuple[str, str]]:
    """Words whose boxes lie over each other by more than a hair."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in easel.texts if text.get_text()]
    return [
        (said, other_said)
        for index, (said, box) in enumerate(boxes)
        for other_said, other in boxes[index + 1 :]
        if min(box.x1, other.x1) - max(box.x0, other.x0) > 2 and min(box.y1, other.y1) - max(box.y0, other.y0) > 8
    ]


@cache
def _painted(language: str) -> dict[str, Easel]:
    """Every figure with its words in *language*, painted once for all that is asked of them."""
    return {name: painted(figure, "light") for name, figure in _figures(words(language))}


@pytest.mark.parametrize("language", offered())
def test_every_word_is_inside_the_picture(language: str) -> None:
    assert [name for name, easel in _painted(language).items() if not _is_inside(easel)] == []


@pytest.mark.parametrize("language", offered())
def test_no_word_lies_over_another(language: str) -> None:
    found = {name: _collisions(easel) for name, easel in _painted(language).items()}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("language", offered())
def test_no_letter_is_missing_from_the_font(language: str) -> None:
    for easel in _painted(language).values():
        for text in easel.texts:
            font = text.get_fontproperties().get_file()
            assert {each for each in text.get_text() if not _has(font, each)} == set()


def _has(font: str, char: str) -> bool:
    from matplotlib.font_manager import get_font

    return bool(get_font(font).get_char_index(ord(char)))


@pytest.mark.parametrize("style", STYLES)
def test_a_picture_is_a_png_of_the_right_size_on_its_paper(style: str) -> None:
    image = Image.open(BytesIO(draw(chart(words("en"), Form.TOTAL, [course([1, 5, 9])]), style)))
    assert image.size == (WIDTH, HEIGHT)
    assert "#{:02X}{:02X}{:02X}".format(*image.convert("RGB").getpixel((3, 3))) == STYLES[style].paper


def test_nothing_is_drawn_in_a_gap() -> None:
    figure = chart(words("en"), Form.TOTAL, [course([1000, 1001, None, None, None, None, 1006, 1007])])
    pixels = np.asarray(Image.open(BytesIO(draw(figure, "light"))).convert("RGB")).astype(int)
    line = np.array([0xC2, 0x41, 0x0C])
    columns = (abs(pixels[480:1150, 220:1000] - line).sum(axis=2) < 40).any(axis=0)
    left, right = np.flatnonzero(columns)[[0, -1]]
    middle = columns[(left + right) // 2 - 120 : (left + right) // 2 + 120]
    assert not middle.any()


def test_bars_that_touch_are_drawn_where_they_would_be_each_alone() -> None:
    boxes = [Box(10 + at * 7.0, 90 - height, 17 + at * 7.0, 90) for at, height in enumerate((5, 60, 0, 33, 33, 80))]
    together, alone = Easel(80, 100, "#FFFFFF"), Easel(80, 100, "#FFFFFF")
    together.boxes(boxes, "#C2410C")
    for each in boxes:
        alone.boxes([each], "#C2410C")
    assert together.png() == alone.png()


def test_the_usual_colours_of_a_picture_are_kept_exactly() -> None:
    pixels = np.zeros((20, 30, 4), np.uint8) + 255
    pixels[3:9, 4:8, :3], pixels[10:12, :, :3] = (1, 2, 3), (254, 254, 255)
    kept = np.asarray(Image.open(BytesIO(png_of(pixels))).convert("RGB"))
    assert (kept[3:9, 4:8] == (1, 2, 3)).all()
    assert (kept[0] == 255).all()


async def test_a_picture_is_drawn_once() -> None:
    figure = chart(words("en"), Form.TOTAL, [course([3, 4, 5])])
    (key, png), (again, same) = await picture(figure, "light"), await picture(figure, "light")
    assert key == again
    assert png is same
