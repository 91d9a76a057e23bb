"""`/latest [category] [day]`: the newest figures, or those of a day."""

from answers.since import since_then
from bot.command import Ask, House, Reply
from bot.commands.asking import troubled, understood
from bot.commands.figures import category_reply, changes_reply, comparison_reply, day_reply


async def latest(ask: Ask, house: House) -> Reply:
    """A day asks for that day's figures; a period such as `7d`, or all since a day, can only mean a change."""
    question = await understood(ask, house)
    if question.trouble:
        return troubled(ask, question, "latest")
    since = question.since
    if since and (since.is_period or since_then(ask.argument)):
        if question.category:
            return await comparison_reply(ask, house, question.category, since)
        return await changes_reply(ask, house, since)
    day = since.start(ask.today) if since else None
    if question.category:
        return await category_reply(ask, house, question.category, day)
    return await day_reply(ask, house, day)
