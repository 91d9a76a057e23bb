"""`/pause`: no digests until /subscribe."""

from dataclasses import replace

from answers.page import Line, render
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.mailing import keep, mine, nothing_yet, overview, rhythm_rows
from storage.subscriptions import State


async def pause(ask: Ask, house: House) -> Reply:
    """Keeps what was chosen."""
    said = words(ask.language)
    subscription = await mine(ask, house)
    if subscription is None:
        return Reply(render([Line(nothing_yet(ask))]), rhythm_rows(said))
    kept = await keep(ask, house, replace(subscription, state=State.PAUSED))
    await house.mail.outbox.withdraw(ask.chat, ask.topic or 0)
    return await overview(ask, house, kept)
