"""Answers about figures, however they were asked for: `/latest`, `/total`, `/delta` and plain words all end here."""

from datetime import date

from answers.answer import Absent, bulletin, card, comparison, first_known
from answers.category_names import name
from answers.page import Heading, Page, render
from answers.pages.bulletin import bulletin_page, changes_page
from answers.pages.card import absent_page, card_page, comparison_page
from answers.pages.grid import around_day, bulletin_grid, changes_grid
from answers.pages.notes import nothing_before_page, nothing_since_page, nothing_yet_page
from answers.rich import render_rich
from answers.since import Since
from answers.words import Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.rows import Rows, around, categories, category_row, days, packed, periods, picks
from bot.press import fits, press


async def day_reply(ask: Ask, house: House, on: date | None) -> Reply:
    """All figures of the last day known on or before *on*, of the newest when it is None."""
    said = words(ask.language)
    facts = await bulletin(house.tallies, on=on)
    if facts is None:
        return await _nothing(ask, house, on)
    known = [each.tally.category for each in facts.figures]
    turns = await days(said, house.tallies, facts.day)
    day = facts.day.isoformat()
    seen = (
        Button(said.say("button-card"), press("card", day)),
        Button(said.say("button-chart"), press("chart")),
        Button(said.say("button-source"), press("source", day)),
    )
    after = (*around(said, "article"), Button(said.say("button-share"), share=day))
    buttons = (*turns, *periods(said), *picks(said, known), seen, after)
    grid = bulletin_grid(said, facts, await around_day(house.tallies, facts.day), ask.today, on)
    return Reply(render(bulletin_page(said, facts, ask.today, on)), buttons, rich=render_rich(grid))


async def changes_reply(ask: Ask, house: House, since: Since) -> Reply:
    """All changes over a period up to the newest day."""
    said = words(ask.language)
    facts = await bulletin(house.tallies, since=since)
    if facts is None:
        return await _nothing(ask, house, None)
    asked = since.start(facts.day)
    if asked >= facts.day:
        return _nothing_since(said, asked, facts.day)
    known = [each.tally.category for each in facts.figures]
    buttons = (*periods(said), *picks(said, known, "delta", since), around(said, "latest", "about"))
    grid = changes_grid(said, facts, await around_day(house.tallies, facts.day), ask.today, asked)
    page = changes_page(said, facts, ask.today, asked)
    return Reply(render(page), buttons, rich=render_rich(grid) if grid else None)


async def category_reply(ask: Ask, house: House, category: str, on: date | None) -> Reply:
    """The total of one category, on the last day known on or before *on*."""
    said = words(ask.language)
    facts = await card(house.tallies, category, today=ask.today, on=on)
    if facts is None:
        return await _nothing(ask, house, on)
    if isinstance(facts, Absent):
        if on and (first := await _first(house, category)) and on < first:
            before: Page = [Heading(name(said, category)), *nothing_before_page(said, on, first)]
            return Reply(render(before), (*categories(said, [category]), around(said, "latest", "about")), edits=False)
        return _absent(said, facts)
    after = categories(said, [facts.successor] if facts.successor else [])
    page = card_page(said, facts, ask.today, on)
    return Reply(render(page), (*after, *_category_buttons(said, category, total=False)))


async def comparison_reply(ask: Ask, house: House, category: str, since: Since) -> Reply:
    """The change of one category over a period."""
    said = words(ask.language)
    facts = await comparison(house.tallies, category, since, today=ask.today)
    if facts is None:
        return await _nothing(ask, house, None)
    if isinstance(facts, Absent):
        return _absent(said, facts)
    asked = since.start(facts.figure.tally.day)
    if asked >= facts.figure.tally.day:
        return _nothing_since(said, asked, facts.figure.tally.day, category)
    page = comparison_page(said, facts, ask.today, asked)
    return Reply(render(page), _category_buttons(said, category, total=True))


def _category_buttons(said: Words, category: str, *, total: bool) -> Rows:
    row = []
    if total and fits("total", category):
        row.append(Button(said.say("button-total"), press("total", category)))
    if fits("source", category):
        row.append(Button(said.say("button-source"), press("source", category)))
    if fits("about", category):
        row.append(Button(said.say("button-about"), press("about", category)))
    more = [button for line in category_row(said, category, "cite", "chart") for button in line]
    last = (Button(said.say("button-all"), press("latest")), Button(said.say("button-share"), share=category))
    return (*periods(said, category), *packed([*row, *more, *last]))


async def _first(house: House, category: str) -> date | None:
    """The first day that has a figure of *category*, or any at all where it has none."""
    first, latest = await house.tallies.first_day(), await house.tallies.latest_day()
    found = await first_known(house.tallies, category, first, latest) if first and latest else None
    return found.day if found else first


def _absent(said: Words, facts: Absent) -> Reply:
    rows = categories(said, [facts.successor] if facts.successor else [])
    return Reply(render(absent_page(said, facts)), (*rows, around(said, "latest", "about")), edits=False)


async def _nothing(ask: Ask, house: House, on: date | None) -> Reply:
    """Nothing is known at all, or nothing as early as *on*."""
    said = words(ask.language)
    first = await house.tallies.first_day()
    page: Page = nothing_before_page(said, on, first) if on and first else nothing_yet_page(said)
    return Reply(render(page), (around(said, "latest" if first else "help", "about"),), edits=False)


def _nothing_since(said: Words, asked: date, latest: date, category: str | None = None) -> Reply:
    page = nothing_since_page(said, asked, latest)
    return Reply(render(page), (*periods(said, category), around(said, "latest", "help")), edits=False)
