"""`/start`: what the bot is. A link such as `t.me/bot?start=tanks` asks for a category at once."""

from answers.page import render
from answers.pages.notes import welcome_page
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.asking import understood
from bot.commands.figures import category_reply
from bot.commands.rows import around, picks
from bot.commands.tables import choice
from tally.category import CATEGORIES


async def start(ask: Ask, house: House) -> Reply:
    """The welcome, or the category that a link carried."""
    question = await understood(ask, house)
    if question.category and not question.trouble:
        return await category_reply(ask, house, question.category, None)
    said = words(ask.language)
    buttons = (
        around(said, "latest", "article"),
        *picks(said, CATEGORIES),
        around(said, "about", "language"),
        choice(said),
    )
    return Reply(render(welcome_page(said)), buttons)
