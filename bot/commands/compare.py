"""`/compare <category> [years]`: the years of a category over each other."""

import asyncio
from datetime import date

from answers.category_names import name
from answers.chart.asking import style_in, years_in
from answers.chart.facts import Year, year
from answers.chart.years import comparison_chart, gained
from answers.page import Heading, Line, Page, render
from answers.pages.notes import nothing_yet_page
from answers.question import Question, Trouble
from answers.question import ask as read
from answers.typed import one_of, whole
from answers.words import Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.asking import troubled
from bot.commands.chart import chart
from bot.commands.picturing import colouring, pictured, style_of
from bot.commands.rows import Rows, around, category_row, picks
from bot.press import fits, press
from tally.day import FIRST_DAY

_TOGETHER = whole(one_of("pictures", "together"))
_MOST = 5
"""Lines that can be told apart."""


async def compare(ask: Ask, house: House) -> Reply:
    """One year is compared with the one before it; without any, the newest two are. Two categories become a chart."""
    text, style = style_in(ask.argument)
    text, numbers = years_in(text, ask.today)
    if len(numbers) > 1:
        text = _TOGETHER.sub(" ", text)
    known = await house.tallies.categories()
    question: Question = await asyncio.to_thread(read, text, ask.today, known)
    if question.trouble is Trouble.SEVERAL_CATEGORIES or " vs " in text:
        return await chart(ask, house)
    said = words(ask.language)
    if question.trouble:
        return troubled(ask, question, "compare")
    latest = await house.tallies.latest_day()
    if latest is None:
        return Reply(render(nothing_yet_page(said)), (around(said, "help", "about"),), edits=False)
    if question.category is None:
        page: Page = [Heading(said.say("compare-which")), Line(said.say("compare-help"))]
        return Reply(render(page), (*picks(said, known, "compare"), around(said, "latest", "help")), edits=False)
    wanted = _wanted(numbers, latest)
    years = [await year(house.tallies, question.category, each, latest) for each in wanted]
    there = [each for each in years if gained(each) is not None]
    if len(there) < 2:
        return _too_little(said, question.category, wanted)
    figure = await asyncio.to_thread(comparison_chart, said, there)
    colour = await style_of(ask, house, style)
    title = figure.panels[0].title
    return await pictured(figure, title, colour, _buttons(said, question.category, there, latest, colour))


def _wanted(numbers: tuple[int, ...], latest: date) -> list[int]:
    """The years to draw, ascending."""
    if len(numbers) > 1:
        return list(numbers[-_MOST:])
    one = numbers[0] if numbers else latest.year
    return [one, one + 1] if one == FIRST_DAY.year else [one - 1, one]


def _too_little(said: Words, category: str, wanted: list[int]) -> Reply:
    called = name(said, category)
    line = said.say("compare-too-little", name=called, years=tuple(str(each) for each in wanted))
    rows = (*category_row(said, category, "total", "chart"), around(said, "latest", "help"))
    return Reply(render([Heading(called), Line(line)]), rows, edits=False)


def _buttons(said: Words, category: str, years: list[Year], latest: date, style: str) -> Rows:
    shown = tuple(each.year for each in years)
    newest = latest.year
    choices = [
        (newest - 2, newest - 1),
        (newest - 1, newest),
        tuple(range(max(FIRST_DAY.year, newest - 4), newest + 1)),
    ]
    row = [
        Button(
            said.say("button-all-years") if len(each) > 2 else " / ".join(map(str, each)), press("compare", argument)
        )
        for each in choices
        if each != shown and fits("compare", argument := _argument(category, each))
    ]
    last = colouring(said, style, _argument(category, shown), "compare")
    if fits("chart", category):
        last.append(Button(said.say("button-chart"), press("chart", category)))
    return tuple(each for each in (tuple(row), tuple(last)) if each)


def _argument(category: str, years: tuple[int, ...]) -> str:
    return " ".join([category, *map(str, years)])
