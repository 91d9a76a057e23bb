"""`/today`: the digest of this chat as it would be sent now."""

from answers.page import Note, render
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.mailing import mine, preview_page, settings_rows
from bot.commands.rows import around
from bot.digests.preferences import fresh
from storage.outbox import State
from storage.subscriptions import Rhythm


async def today(ask: Ask, house: House) -> Reply:
    """For a chat without a subscription, what a new one would bring."""
    said = words(ask.language)
    subscription = await mine(ask, house)
    shown = subscription or fresh(ask.chat, ask.topic or 0, Rhythm.DAILY, ask.language)
    page = [*await preview_page(ask, house, shown)]
    sent = await house.mail.watch.of_place(ask.chat, ask.topic or 0, ask.today)
    if State.UNKNOWN in sent.values():
        page.append(Note(said.say("today-unknown")))
    rows = settings_rows(said, subscription)[:1] if subscription else ()
    return Reply(render(page), (*rows, around(said, "latest", "article")), edits=False)
