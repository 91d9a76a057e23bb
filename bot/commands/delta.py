"""`/delta [category] [since]`: how figures changed, since the day before when no period is named."""

from answers.since import YESTERDAY
from bot.command import Ask, House, Reply
from bot.commands.asking import troubled, understood
from bot.commands.figures import changes_reply, comparison_reply


async def delta(ask: Ask, house: House) -> Reply:
    """Periods end on the newest day known, whatever today is."""
    question = await understood(ask, house)
    if question.trouble:
        return troubled(ask, question, "delta")
    since = question.since or YESTERDAY
    if question.category:
        return await comparison_reply(ask, house, question.category, since)
    return await changes_reply(ask, house, since)
