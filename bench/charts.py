"""What a picture costs: ours, beside matplotlib as it comes (pyplot) and Pillow, which draws a line and a few words.

    python bench/charts.py [--json]

Milliseconds of processor time a picture, the median of several, all warm: from tallies in memory to a PNG in memory,
1080 x 1350 pixels. The figures drawn are made up. Ours is shown whole and in its parts: putting the figure together,
and drawing it. `compare` draws two years over each other, `card` all figures of one day; their length does not change.
`cached` is the same picture asked for again.
"""

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

# The house before this folder: `answers.py` beside this file is a bench too.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from answers.answer import Bulletin
from answers.answer import Figure as Known
from answers.chart.cards import card_figure
from answers.chart.charts import chart
from answers.chart.facts import Course, Form, Year
from answers.chart.figure import Chart
from answers.chart.pen import draw
from answers.chart.studio import picture
from answers.chart.years import comparison_chart
from answers.words import words
from tally.category import CATEGORIES
from tally.series import Change
from tally.tally import Standing, Tally

_ROUNDS = 9
_FIRST = date(2022, 2, 25)
_SPANS = {"30 days": 30, "1 year": 365, "1,000 days": 1_000, "1,626 days": 1_626}


def course(days: int) -> Course:
    """A made-up course that grows by a little more on some days than on others."""
    total, tallies = 500, []
    for number in range(days + 1):
        total += 5 + number * number % 7
        tallies.append(
            Tally("ukraine", _FIRST + timedelta(days=number), "tanks", total, None, Standing.SINGLE, claimed_by="")
        )
    return Course("tanks", _FIRST, tallies[-1].day, tuple(tallies))


def years() -> list[Year]:
    """Two whole years of it."""
    whole = course(1_100).series
    made = []
    for number in (2023, 2024):
        first = date(number - 1, 12, 31)
        found = tuple(each for each in whole if first <= each.day <= date(number, 12, 31))
        made.append(Year(number, Course("tanks", first, found[-1].day, found), found[0].total, first))
    return made


def bulletin() -> Bulletin:
    """A made-up day with every category."""
    day = date(2026, 5, 3)
    before = day - timedelta(days=1)
    figures = tuple(
        Known(
            Tally("ukraine", day, slug, 1_000 * number, number, Standing.CONFIRMED, claimed_by=""),
            Change(number, 1, before, day),
        )
        for number, slug in enumerate([each.slug for each in CATEGORIES.values() if each.last is None], 1)
    )
    return Bulletin(day, day, figures)


def milliseconds(make: Callable[[], object]) -> float:
    """The median processor time of *make*, once warm."""
    make()
    taken = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        make()
        taken.append((time.process_time() - start) * 1000)
    return round(statistics.median(taken), 1)


def with_pyplot(found: Course) -> bytes:
    """The same line as matplotlib draws it when nobody says how."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(10.8, 13.5), dpi=100)
    axes.plot([each.day for each in found.series], [each.total for each in found.series])
    axes.set_title("Tanks")
    written = BytesIO()
    figure.savefig(written, format="png")
    pyplot.close(figure)
    return written.getvalue()


def with_pillow(found: Course) -> bytes:
    """The least: a line, a title and four labels, not smoothed."""
    image = Image.new("RGB", (1080, 1350), "white")
    pen = ImageDraw.Draw(image)
    totals = [each.total or 0 for each in found.series]
    low, high = min(totals), max(totals)
    points = [
        (80 + 920 * index / (len(totals) - 1), 1250 - 900 * (total - low) / (high - low))
        for index, total in enumerate(totals)
    ]
    pen.line(points, fill="black", width=8)
    font = ImageFont.load_default(40)
    for y, said in ((60, "Tanks"), (300, str(high)), (1200, str(low)), (1270, "2022")):
        pen.text((80, y), said, fill="black", font=font)
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def measure(days: int) -> dict[str, float]:
    """All figures for a course of so many days."""
    found, said = course(days), words("en")

    def figure(form: Form = Form.TOTAL) -> Chart:
        return chart(said, form, [found])

    made, bars, two, day = figure(), figure(Form.DAILY), years(), bulletin()
    asyncio.run(picture(made, "light"))
    return {
        "line": milliseconds(lambda: draw(figure(), "light")),
        "line_compose": milliseconds(figure),
        "line_draw": milliseconds(lambda: draw(made, "light")),
        "bars": milliseconds(lambda: draw(figure(Form.DAILY), "dark")),
        "bars_draw": milliseconds(lambda: draw(bars, "dark")),
        "compare": milliseconds(lambda: draw(comparison_chart(said, two), "light")),
        "card": milliseconds(lambda: draw(card_figure(said, day), "light")),
        "cached": milliseconds(lambda: asyncio.run(picture(made, "light"))),
        "pyplot": milliseconds(lambda: with_pyplot(found)),
        "pillow": milliseconds(lambda: with_pillow(found)),
        "line_kb": round(len(draw(made, "light")) / 1000, 1),
        "pyplot_kb": round(len(with_pyplot(found)) / 1000, 1),
    }


def main() -> None:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    results = {name: measure(days) for name, days in _SPANS.items()}
    if asked.json:
        print(json.dumps(results))
        return
    names = list(next(iter(results.values())))
    print(f"{'ms of CPU a picture':14}", *(f"{each:>12}" for each in results))
    for name in names:
        print(f"{name:19}", *(f"{each[name]:12}" for each in results.values()))


if __name__ == "__main__":
    main()
