"""`/card [day]`: all figures of a day as one picture to share."""

import asyncio
from datetime import date, timedelta

from answers.answer import bulletin
from answers.chart.asking import style_in
from answers.chart.axes import short_day
from answers.chart.cards import card_figure
from answers.page import Line, render
from answers.pages.notes import nothing_before_page, nothing_yet_page
from answers.question import Trouble
from answers.question import ask as read
from answers.words import Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.asking import troubled
from bot.commands.chart import chart
from bot.commands.picturing import colouring, pictured, style_of
from bot.commands.rows import Rows, around
from bot.press import press


async def card(ask: Ask, house: House) -> Reply:
    """A day without a report shows the last before it. Whoever names a category is given its chart."""
    text, style = style_in(ask.argument)
    known = await house.tallies.categories()
    question = await asyncio.to_thread(read, text, ask.today, known)
    if question.trouble in (Trouble.UNKNOWN_PERIOD, Trouble.FUTURE_DAY, Trouble.BEFORE_WAR):
        return troubled(ask, question, "card")
    if question.category or question.trouble:
        return await chart(ask, house)
    said = words(ask.language)
    on = question.since.start(ask.today) if question.since else None
    facts = await bulletin(house.tallies, on=on)
    first = await house.tallies.first_day()
    if facts is None or first is None:
        page = nothing_before_page(said, on, first) if on and first else nothing_yet_page(said)
        return Reply(render(page), (around(said, "latest" if first else "help", "about"),), edits=False)
    if all(each.tally.total is None for each in facts.figures):
        return Reply(render([Line(said.say("card-nothing", day=facts.day))]), (around(said, "latest", "help"),))
    colour = await style_of(ask, house, style)
    buttons = await _buttons(said, house, facts.day, first, facts.latest, colour)
    return await pictured(card_figure(said, facts), said.say("card-title", day=facts.day), colour, buttons)


async def _buttons(said: Words, house: House, day: date, first: date, latest: date, style: str) -> Rows:
    """The days around it that have a report, the other colouring, and the figures as text."""
    row = []
    before = await house.tallies.latest_day(on_or_before=day - timedelta(days=1)) if day > first else None
    if before:
        label = said.say("button-day-before", day=short_day(before, said.language))
        row.append(Button(label, press("card", before.isoformat())))
    after = min(day + timedelta(days=1), latest)
    if day < latest and await house.tallies.latest_day(on_or_before=after) == after:
        label = said.say("button-day-after", day=short_day(after, said.language))
        row.append(Button(label, press("card", after.isoformat())))
    last = colouring(said, style, day.isoformat(), "card")
    last.append(Button(said.say("button-figures"), press("latest", day.isoformat())))
    return tuple(each for each in (tuple(row), tuple(last)) if each)
