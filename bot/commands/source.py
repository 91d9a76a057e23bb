"""`/source [category] [day]`: who says so, in which words."""

from answers.page import Line, render
from answers.pages.notes import nothing_yet_page, which_category_page
from answers.pages.source import source_page
from answers.provenance import provenance
from answers.words import words
from bot.command import Ask, Button, House, Reply
from bot.commands.asking import troubled, understood
from bot.commands.rows import around, categories
from bot.press import fits, press


async def source(ask: Ask, house: House) -> Reply:
    """Every witness of one figure; without a category it offers all of them."""
    said = words(ask.language)
    question = await understood(ask, house)
    if question.trouble:
        return troubled(ask, question, "source")
    if question.category is None:
        known = await house.tallies.categories()
        page = which_category_page(said) if known else nothing_yet_page(said)
        return Reply(render(page), (*categories(said, known, "source", question.since), around(said, "latest", "help")))
    on = question.since.start(ask.today) if question.since else None
    facts = await provenance(house.tallies, question.category, today=ask.today, on=on)
    if facts is None:
        page = [Line(said.say("no-figure"))]
        return Reply(render(page), (around(said, "latest", "about"),), edits=False)
    row = around(said, "corrections", "latest")
    if fits("total", f"{facts.category} {facts.day}"):
        row = (Button(said.say("button-total"), press("total", f"{facts.category} {facts.day}")), *row)
    return Reply(render(source_page(said, facts, on)), (row,))
