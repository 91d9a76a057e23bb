"""`/about [category]`: what is counted, and who claims it."""

from answers.page import render
from answers.pages.notes import about_page, category_page
from answers.words import words
from bot.command import Ask, Button, House, Reply
from bot.commands.asking import troubled, understood
from bot.commands.rows import around, categories
from bot.press import fits, press
from tally.category import CATEGORIES


async def about(ask: Ask, house: House) -> Reply:
    """A glossary of one category, or of the whole with a button a category."""
    said = words(ask.language)
    question = await understood(ask, house)
    if question.category is None and question.trouble:
        return troubled(ask, question, "about")
    if question.category is None:
        current = [each.slug for each in CATEGORIES.values() if each.last is None]
        return Reply(render(about_page(said)), (*categories(said, current, "about"), around(said, "latest", "help")))
    row = around(said, "about", "latest")
    if fits("total", question.category):
        row = (Button(said.say("button-total"), press("total", question.category)), *row)
    return Reply(render(category_page(said, question.category)), (row,))
