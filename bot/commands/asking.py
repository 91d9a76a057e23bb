"""What every command about figures does first: understand the argument, or say kindly why it cannot."""

import asyncio

from answers.page import render
from answers.pages.notes import trouble_page
from answers.question import Question, Trouble
from answers.question import ask as read
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.rows import Rows, around, categories, periods


async def understood(ask: Ask, house: House) -> Question:
    """The question in the argument, read with the names of all categories that storage holds.

    Beside the event loop: the odd date takes dateparser a tenth of a second, and a second when it loads.
    """
    known = await house.tallies.categories()
    return await asyncio.to_thread(read, ask.argument, ask.today, known)


def troubled(ask: Ask, question: Question, command: str) -> Reply:
    """Why *question* cannot be answered, with what may have been meant as buttons that run *command*."""
    said = words(ask.language)
    if question.trouble in (Trouble.UNKNOWN_CATEGORY, Trouble.SEVERAL_CATEGORIES):
        buttons: Rows = (*categories(said, question.nearest, command, question.since), around(said, "latest", "about"))
    else:
        totals = categories(said, [question.category] if question.category else [])
        buttons = (*totals, *periods(said, question.category), around(said, "latest", "help"))
    return Reply(render(trouble_page(said, question, ask.today)), buttons, edits=False)
