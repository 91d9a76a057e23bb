"""`/corrections [since]`: which of our figures we have corrected."""

from answers.page import render
from answers.pages.corrections import corrections_page
from answers.provenance import corrections as corrections_since
from answers.since import Since
from answers.words import words
from bot.command import Ask, Button, House, Reply
from bot.commands.asking import troubled, understood
from bot.commands.rows import around
from bot.press import press

_USUAL = Since(days=30)
_OFFERED = ("7d", "30d", "12m")


async def corrections(ask: Ask, house: House) -> Reply:
    """Thirty days back when no time is named. Time counts by when we corrected, not by the day of the figure."""
    said = words(ask.language)
    question = await understood(ask, house)
    if question.trouble:
        return troubled(ask, question, "corrections")
    facts = await corrections_since(house.tallies, (question.since or _USUAL).start(ask.today), question.category)
    row = tuple(Button(said.say(f"button-{each}"), press("corrections", each)) for each in _OFFERED)
    return Reply(render(corrections_page(said, facts)), (row, around(said, "latest", "help")))
