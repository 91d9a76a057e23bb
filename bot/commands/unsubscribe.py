"""`/unsubscribe`: no more digests, and nothing is kept of what was chosen."""

from answers.page import Line, render
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.mailing import mine, nothing_yet, rhythm_rows
from bot.commands.rows import around


async def unsubscribe(ask: Ask, house: House) -> Reply:
    """Done at once: it is easily undone."""
    said = words(ask.language)
    if await mine(ask, house) is None:
        return Reply(render([Line(nothing_yet(ask))]), rhythm_rows(said))
    await house.mail.subscriptions.forget(ask.chat, ask.topic or 0)
    await house.mail.outbox.withdraw(ask.chat, ask.topic or 0)
    return Reply(render([Line(said.say("unsubscribed"))]), (*rhythm_rows(said), around(said, "latest", "help")))
