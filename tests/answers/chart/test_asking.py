"""What people type after `/chart`."""

from datetime import date

import pytest

from answers.chart.asking import wanted
from answers.chart.facts import Form

TODAY = date(2026, 8, 8)


@pytest.mark.parametrize(
    ("text", "category", "period", "form", "style", "other"),
    [
        ("tanks", "tanks", "90d", Form.TOTAL, None, None),
        ("tanks 30d daily", "tanks", "30d", Form.DAILY, None, None),
        ("танки 30 днів щодня темна", "tanks", "30d", Form.DAILY, "dark", None),
        ("drones all sum", "uavs", "2022-02-24", Form.SUM, None, None),
        ("artillery 2024", "artillery", "2024", Form.TOTAL, None, None),
        ("artillery since 2024", "artillery", "2024-01-01", Form.TOTAL, None, None),
        ("tanks vs artillery 1y", "tanks", "12m", Form.TOTAL, None, "artillery"),
        ("танки проти бпла", "tanks", "90d", Form.TOTAL, None, "uavs"),
        ("vehicles and fuel tanks 7d light", "vehicles", "7d", Form.TOTAL, "light", None),
        ("tanks in June daily", "tanks", "2026-06-01..2026-06-30", Form.DAILY, None, None),
        ("tanks 2026-06-01..2026-06-30", "tanks", "2026-06-01..2026-06-30", Form.TOTAL, None, None),
        ("", None, "90d", Form.TOTAL, None, None),
    ],
)
def test_a_chart_is_asked_for(
    text: str, category: str | None, period: str, form: Form, style: str | None, other: str | None
) -> None:
    asked = wanted(text, TODAY)
    assert asked.question.trouble is None
    said = (asked.question.category, asked.period, asked.form, asked.style, asked.other and asked.other.category)
    assert said == (category, period, form, style, other)


def test_a_year_is_drawn_from_its_first_day_to_its_last() -> None:
    assert wanted("tanks 2024", TODAY).window(TODAY) == (date(2023, 12, 31), date(2024, 12, 31))
    assert wanted("tanks 2026", TODAY).window(TODAY) == (date(2025, 12, 31), TODAY)


def test_a_stretch_is_drawn_from_the_day_before_it() -> None:
    assert wanted("tanks in June", TODAY).window(TODAY) == (date(2026, 5, 31), date(2026, 6, 30))


def test_potatoes_are_no_category() -> None:
    assert wanted("potatoes", TODAY).question.trouble is not None
    assert wanted("tanks vs potatoes", TODAY).other.trouble is not None  # type: ignore[union-attr]
