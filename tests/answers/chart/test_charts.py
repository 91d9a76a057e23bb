"""What a chart claims, read from its value: figures, marks, words, in both languages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from making import FIRST, at, course, series

from answers.chart.charts import chart
from answers.chart.facts import Course, Form, Year
from answers.chart.figure import Label, Sign, key_of, texts_of
from answers.chart.years import comparison_chart, gained
from answers.words import offered, words
from tally.tally import Standing

EN = words("en")


def test_the_lead_is_the_last_known_total() -> None:
    assert chart(EN, Form.TOTAL, [course([1000, 1010, None])]).panels[0].lead == "1,010"


def test_a_sum_starts_at_zero() -> None:
    panel = chart(EN, Form.SUM, [course([1000, 1010, 1025])]).panels[0]
    assert panel.traces[0].segments == (((at(0), 0), (at(1), 10), (at(2), 25)),)
    assert panel.lead == "+25"


def test_the_line_may_begin_above_zero_only_where_little_moves() -> None:
    assert chart(EN, Form.TOTAL, [course([1000, 1010])]).panels[0].y[0] > 0
    assert not chart(EN, Form.TOTAL, [course([1000, 1010])]).panels[0].filled
    assert chart(EN, Form.TOTAL, [course([100, 1010])]).panels[0].y[0] == 0


def test_bars_stand_on_zero() -> None:
    assert chart(EN, Form.DAILY, [course([1000, 1010, 1030])]).panels[0].y[0] == 0


def test_bars_on_which_sources_differ_are_hollow() -> None:
    panel = chart(EN, Form.DAILY, [course([10, 20, 30, 40], {1: Standing.DIFFERS})]).panels[0]
    assert panel.bars == ((at(3), 10.0),)
    assert panel.doubtful == ((at(1), 10.0), (at(2), 10.0))


@pytest.mark.parametrize("form", Form)
def test_a_gap_is_marked_named_and_told(form: Form) -> None:
    figure = chart(EN, form, [course([10, None, None, 40, 50])])
    assert [(gap.since, gap.until) for gap in figure.panels[0].gaps] == [(at(0), at(3))]
    assert (Sign.GAP, "no figures: 2\xa0Apr and 3\xa0Apr") in figure.legend
    assert "No figures: 2\xa0Apr and 3\xa0Apr." in figure.frame.alt


@pytest.mark.parametrize("form", Form)
def test_a_restatement_is_marked_named_and_told(form: Form) -> None:
    figure = chart(EN, form, [course([100, 110, 27, 30])])
    assert [(label.at[0], label.text) for label in figure.panels[0].restated] == [(at(2), "−83")]
    assert "restated, not lost that day: 3\xa0Apr (−83)" in texts_of(figure)
    assert "(−83)" in figure.frame.alt


def test_held_figures_are_told_and_not_drawn() -> None:
    day = FIRST + timedelta(days=3)
    figure = chart(EN, Form.TOTAL, [course([1, 2, 3, None], held=(day,))])
    assert "1 figure is under check and not drawn: that of 4 April 2026." in figure.frame.alt


def test_a_line_that_never_moves_is_drawn() -> None:
    panel = chart(EN, Form.TOTAL, [course([2, 2, 2])]).panels[0]
    assert panel.note == "±0 over 2 days"
    assert panel.y[0] <= 2 < panel.y[1]


_UNVERIFIED = {
    "en": "not independently verified",
    "uk": "незалежно не підтверджено",
    "pl": "niepotwierdzone niezależnie",
    "de": "nicht unabhängig bestätigt",
    "es": "sin verificación independiente",
    "fr": "non vérifié de source indépendante",
}


@pytest.mark.parametrize("language", offered())
def test_every_chart_says_who_claims_and_that_nobody_verified(language: str) -> None:
    figure = chart(words(language), Form.TOTAL, [course([1, 2])])
    assert _UNVERIFIED[language] in figure.frame.source


def test_the_description_has_the_figures() -> None:
    alt = chart(EN, Form.DAILY, [course([1000, 1010, 1040])]).frame.alt
    for figure in ("1,000", "1,040", "+40", "20 a day", "+30 on 3 April 2026"):
        assert figure in alt


def test_a_key_changes_with_figures_words_colours_and_revisions() -> None:
    figures = [course([1, 2]), course([1, 3]), course([1, 2], {0: Standing.SINGLE})]
    keys = {key_of(chart(EN, Form.TOTAL, [each]), "light") for each in figures[:2]}
    keys |= {key_of(chart(words("uk"), Form.TOTAL, figures[:1]), "light")}
    keys |= {key_of(chart(EN, Form.TOTAL, figures[:1]), "dark")}
    assert len(keys) == 4
    assert key_of(chart(EN, Form.TOTAL, figures[:1]), "light") in keys


def _year(number: int, start: int, step: int, count: int) -> Year:
    first = date(number - 1, 12, 31)
    found = series([start + step * index for index in range(count)], first)
    course_ = Course("tanks", first, first + timedelta(days=count - 1), found)
    return Year(number, course_, found[0].total, first)


def test_years_are_counted_from_their_own_beginning() -> None:
    figure = comparison_chart(EN, [_year(2024, 500, 2, 367), _year(2025, 5000, 3, 100)])
    newest, older = figure.panels[0].traces
    assert (newest.label, newest.segments[0][0], newest.segments[0][-1]) == ("2025", (0.0, 0), (99.0, 297))
    assert (older.label, older.segments[0][-1]) == ("2024", (365.0, 732))


def test_years_are_compared_on_the_same_date() -> None:
    figure = comparison_chart(EN, [_year(2024, 500, 2, 367), _year(2025, 5000, 3, 100)])
    assert figure.panels[0].lead == "+297"
    assert "2024 by then: +200" in figure.panels[0].note


def test_a_restatement_is_marked_on_its_years_line_named_and_told() -> None:
    older, newest = _year(2024, 500, 2, 367), _year(2025, 5000, 3, 100)
    fallen = tuple(
        replace(each, total=(each.total or 0) - 400 * (at >= 50)) for at, each in enumerate(newest.course.series)
    )
    newest = replace(newest, course=replace(newest.course, series=fallen))
    figure = comparison_chart(EN, [older, newest])
    assert figure.panels[0].restated == (Label((50.0, 50 * 3.0 - 400), "−397"),)
    assert "restated, not lost that day: 19\xa0Feb\xa02025 (−397)" in texts_of(figure)
    assert "(−397)" in figure.frame.alt


def test_a_year_without_figures_gained_nothing_known() -> None:
    first = date(2024, 12, 31)
    assert gained(Year(2025, Course("tanks", first, first, ()), None, first)) is None
