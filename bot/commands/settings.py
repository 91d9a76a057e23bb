"""`/settings [what] [value]`: what this chat's digest is like, and how to change it."""

from dataclasses import replace

from answers.page import Heading, Line, Note, Page, render
from answers.question import ask as read
from answers.typed import meanings
from answers.words import words
from bot.command import Ask, Button, House, Reply
from bot.commands.mailing import choice_rows, keep, mine, nothing_yet, overview, rhythm_rows, switches
from bot.commands.remote import channel_row
from bot.commands.rows import Rows
from bot.digests.preferences import Trouble, changed, switch, with_zone
from bot.digests.zones import city
from bot.press import fits, press
from storage.subscriptions import Alert, Subscription

_CHOICES = ("rhythm", "when", "zone", "what", "alerts")

_SETTINGS = meanings("settings")


async def settings(ask: Ask, house: House) -> Reply:
    """Without an argument everything; with a setting its choices; with a value it is changed."""
    said = words(ask.language)
    subscription = await mine(ask, house)
    if subscription is None:
        page: Page = [Heading(nothing_yet(ask)), Line(said.say("subscribe-how-often"))]
        return Reply(render(page), (*rhythm_rows(said), *channel_row(ask)))
    word, _, value = ask.argument.strip().partition(" ")
    setting = _SETTINGS.get(word.casefold())
    if setting is None:
        return await overview(ask, house, subscription)
    if not value.strip() and setting in _CHOICES:
        return await _choices(ask, house, subscription, setting)
    if setting == "alerts":
        return await _alert(ask, house, subscription, value)
    made = with_zone(subscription, value) if setting == "zone" else changed(subscription, setting, value, ask.today)
    if isinstance(made, Trouble):
        return _trouble(ask, made)
    kept = await keep(ask, house, made)
    if setting == "what":
        return await _choices(ask, house, kept, setting)
    return await overview(ask, house, kept)


async def _choices(ask: Ask, house: House, subscription: Subscription, setting: str) -> Reply:
    said = words(ask.language)
    alerts = switches(await house.mail.subscriptions.alerts(subscription.id))
    page: Page = [Heading(said.say(f"choose-{setting}")), Note(said.say(f"choose-{setting}-help"))]
    return Reply(render(page), choice_rows(said, setting, subscription, alerts))


async def _alert(ask: Ask, house: House, subscription: Subscription, value: str) -> Reply:
    """`round on`, `record off`, `correction off`, `tanks 20`, `tanks off`."""
    subscriptions = house.mail.subscriptions
    name, _, state = value.strip().casefold().rpartition(" ")
    name = name.removeprefix("above ").removesuffix("s") if name in ("rounds", "records", "corrections") else name
    on = switch(state)
    if name in (Alert.ROUND, Alert.RECORD, Alert.CORRECTION) and on is not None:
        await subscriptions.set_alert(subscription.id, Alert(name), on=on)
    else:
        category = read(name.removeprefix("above "), ask.today, await house.tallies.categories()).category
        if category is None or not (state.isdecimal() or on is False):
            return _trouble(ask, Trouble("alerts"))
        above = int(state) if on is not False else 0
        if not 0 <= above <= 10**9:
            return _trouble(ask, Trouble("alerts"))
        await subscriptions.set_alert(subscription.id, Alert.ABOVE, category=category, above=above, on=above > 0)
    return await overview(ask, house, replace(subscription))


def _trouble(ask: Ask, trouble: Trouble) -> Reply:
    said = words(ask.language)
    zones = tuple(
        Button(city(each, ask.language), press("settings", f"zone {each}"))
        for each in trouble.nearest
        if fits("settings", f"zone {each}")
    )
    rows: Rows = ((zones,) if zones else ()) + ((Button(said.say("button-back"), press("settings")),),)
    page: Page = [Line(said.say("choose-not-understood")), Note(said.say(f"choose-{trouble.about}-help"))]
    return Reply(render(page), rows, edits=False)
