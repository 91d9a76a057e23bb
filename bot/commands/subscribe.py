"""`/subscribe [how often]`: a digest for this chat, or this topic of it."""

from dataclasses import replace

from answers.page import Heading, Line, render
from answers.typed import forms
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.mailing import keep, mine, overview, rhythm_rows
from bot.commands.remote import channel_row, for_another, picking
from bot.digests.preferences import RHYTHMS, changed, fresh
from storage.subscriptions import Alert, State, Subscription

_CHANNELS = forms("choices", "channel")


async def subscribe(ask: Ask, house: House) -> Reply:
    """Asks how often, keeps it, and shows at once what will come."""
    said = words(ask.language)
    word = ask.argument.casefold().partition(" ")[0]
    if word in _CHANNELS and channel_row(ask):
        return picking(ask)
    had = await mine(ask, house)
    if word not in RHYTHMS:
        if had is None or (had.state is State.ACTIVE and word):
            heading = "channel-digest" if for_another(ask) else "subscribe-heading"
            return Reply(
                render([Heading(said.say(heading)), Line(said.say("subscribe-how-often"))]),
                (*rhythm_rows(said), *channel_row(ask)),
            )
        return await _again(ask, house, had)
    wanted = had or fresh(ask.chat, ask.topic or 0, RHYTHMS[word], ask.language)
    asked = changed(wanted, "rhythm", ask.argument, ask.today)
    wanted = asked if isinstance(asked, Subscription) else wanted
    # A channel's language is its own, not that of the administrator who writes to us.
    language = await house.chats.language(ask.chat) or ask.language
    kept = await keep(ask, house, replace(wanted, state=State.ACTIVE, language=language))
    if had is None:
        await house.mail.subscriptions.set_alert(kept.id, Alert.CORRECTION)
    return await overview(ask, house, kept, Line(said.say("subscribed")), preview=True)


async def _again(ask: Ask, house: House, had: Subscription) -> Reply:
    """There is one already: shown, and woken where it slept."""
    if had.state is State.ACTIVE:
        return await overview(ask, house, had)
    kept = await keep(ask, house, replace(had, state=State.ACTIVE))
    return await overview(ask, house, kept, Line(words(ask.language).say("subscribed")))
