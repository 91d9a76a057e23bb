"""`/total <category>`: everything about one category's total."""

from answers.page import render
from answers.pages.notes import which_category_page
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.asking import troubled, understood
from bot.commands.latest import latest
from bot.commands.rows import around, categories
from tally.category import CATEGORIES


async def total(ask: Ask, house: House) -> Reply:
    """Without a category it offers all of them; with one it is `/latest` of it."""
    question = await understood(ask, house)
    if question.trouble:
        return troubled(ask, question, "total")
    if question.category:
        return await latest(ask, house)
    said = words(ask.language)
    known = await house.tallies.categories() or [each.slug for each in CATEGORIES.values() if each.last is None]
    buttons = (*categories(said, known, "total", question.since), around(said, "latest", "about"))
    return Reply(render(which_category_page(said)), buttons)
