"""`/chart <category> [period] [daily|sum] [vs category]`: the course of a category as a picture."""

import asyncio

from answers.category_names import name
from answers.chart.asking import Wanted, wanted
from answers.chart.charts import chart as chart_of
from answers.chart.facts import Course, Form, course
from answers.page import Block, Heading, Line, Page, render
from answers.pages.notes import nothing_since_page, nothing_yet_page
from answers.words import Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.asking import troubled
from bot.commands.picturing import chosen, colouring, pictured, style_of
from bot.commands.rows import Rows, around, picks
from bot.press import fits, press
from tally.category import CATEGORIES
from tally.day import FIRST_DAY

_PERIODS = {"30d": "button-30d", "90d": "button-90d", "12m": "button-1y", FIRST_DAY.isoformat(): "button-all-time"}
_FORMS = {Form.TOTAL: "button-chart-total", Form.DAILY: "button-chart-daily", Form.SUM: "button-chart-sum"}


async def chart(ask: Ask, house: House) -> Reply:
    """Buttons draw it anew in place: another form, another period, light or dark."""
    known = await house.tallies.categories()
    asked = await asyncio.to_thread(wanted, ask.argument, ask.today, known)
    said = words(ask.language)
    for question in (asked.question, *([asked.other] if asked.other else [])):
        if question.trouble:
            return troubled(ask, question, "chart")
    latest = await house.tallies.latest_day()
    if latest is None:
        return Reply(render(nothing_yet_page(said)), (around(said, "help", "about"),), edits=False)
    slugs = _slugs(asked)
    if not slugs:
        return _which(said, known)
    since, until = asked.window(latest)
    if since >= until:
        page = nothing_since_page(said, since, latest)
        return Reply(render(page), (_periods(said, asked, slugs), around(said, "latest", "help")), edits=False)
    courses = [await course(house.tallies, slug, since, until) for slug in slugs]
    if short := next((each for each in courses if len(each.known) < 2), None):
        return _too_little(said, short, asked, slugs)
    style = await style_of(ask, house, asked.style)
    figure = await asyncio.to_thread(chart_of, said, asked.form, courses)
    title = " · ".join(panel.title for panel in figure.panels)
    return await pictured(figure, title, style, _buttons(said, asked, slugs, style))


def _slugs(asked: Wanted) -> list[str]:
    both = [asked.question.category, asked.other.category if asked.other else None]
    return list(dict.fromkeys(each for each in both if each))


def _which(said: Words, known: list[str]) -> Reply:
    there = known or list(CATEGORIES)
    page: Page = [Heading(said.say("chart-which")), Line(said.say("chart-which-help"))]
    return Reply(render(page), (*picks(said, there, "chart"), around(said, "latest", "help")), edits=False)


def _too_little(said: Words, course: Course, asked: Wanted, slugs: list[str]) -> Reply:
    """No line without two points: says what there is instead."""
    called = name(said, course.category)
    if course.known:
        only = course.known[0]
        line = said.say("chart-one-point", name=called, total=only.total or 0, day=only.day)
    else:
        line = said.say("chart-no-points", name=called, since=course.since, until=course.until)
    lines: list[Block] = [Heading(called), Line(line)]
    if course.held:
        lines.append(Line(said.say("chart-alt-held", n=len(course.held), day=course.held[-1])))
    rows: Rows = (_periods(said, asked, slugs), around(said, "latest", "help"))
    return Reply(render(lines), tuple(row for row in rows if row), edits=False)


def _buttons(said: Words, asked: Wanted, slugs: list[str], style: str) -> Rows:
    forms = [
        button
        for form, label in _FORMS.items()
        for button in chosen(said, label, _argument(slugs, asked.period, form), "chart", now=form is asked.form)
    ]
    last = colouring(said, style, _argument(slugs, asked.period, asked.form), "chart")
    if fits("total", slugs[0]):
        last.append(Button(said.say("button-figures"), press("total", slugs[0])))
    return tuple(row for row in (tuple(forms), _periods(said, asked, slugs), tuple(last)) if row)


def _periods(said: Words, asked: Wanted, slugs: list[str]) -> tuple[Button, ...]:
    return tuple(
        button
        for period, label in _PERIODS.items()
        for button in chosen(said, label, _argument(slugs, period, asked.form), "chart", now=period == asked.period)
    )


def _argument(slugs: list[str], period: str, form: Form) -> str:
    """What a person would type for it."""
    shape = "" if form is Form.TOTAL else f" {form.value}"
    return f"{slugs[0]} {period}{shape}{f' vs {slugs[1]}' if slugs[1:] else ''}"
