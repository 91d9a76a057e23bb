"""What the commands about digests share: the subscription of a chat, and its page with buttons."""

from answers.category_names import short
from answers.digest import digest
from answers.page import Block, Heading, Line, Page, render
from answers.pages.digest import digest_page
from answers.pages.subscription import subscription_page
from answers.words import Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.remote import channel_row, for_another
from bot.commands.rows import Rows
from bot.digests.editor import DIGESTS
from bot.digests.preferences import rescheduled
from bot.digests.zones import city, find_zone
from bot.press import fits, press
from storage.subscriptions import Alert, Rhythm, State, Subscription
from tally.category import CATEGORIES

HOURS = ("07:30", "09:00", "12:00", "18:00", "21:00")
ZONES = ("Kyiv", "Warsaw", "Berlin", "London", "New York", "UTC")


async def mine(ask: Ask, house: House) -> Subscription | None:
    """The subscription of the place where it was asked."""
    return await house.mail.subscriptions.of(ask.chat, ask.topic or 0)


async def keep(ask: Ask, house: House, subscription: Subscription) -> Subscription:
    """Keep *subscription* from now on, and give it as it is kept."""
    landed = await house.tallies.latest_day()
    await house.mail.subscriptions.put(rescheduled(subscription, ask.now, landed))
    kept = await mine(ask, house)
    assert kept is not None
    return kept


def nothing_yet(ask: Ask) -> str:
    """What to say where there is no subscription."""
    return words(ask.language).say("channel-none" if for_another(ask) else "settings-none")


async def overview(ask: Ask, house: House, subscription: Subscription, *before: Block, preview: bool = False) -> Reply:
    """All that is chosen, with buttons to change it, and today's digest under it if *preview*."""
    said = words(ask.language)
    alerts = await house.mail.subscriptions.alerts(subscription.id)
    page = subscription_page(said, subscription, alerts, city(subscription.timing.zone, ask.language))
    if preview:
        page = [*page, Heading(said.say("settings-preview")), *await preview_page(ask, house, subscription)]
    return Reply(render([*before, *page]), (*settings_rows(said, subscription), *channel_row(ask)))


async def preview_page(ask: Ask, house: House, subscription: Subscription) -> Page:
    """The digest that this subscription would be sent now."""
    said = words(ask.language)
    rhythm = subscription.rhythm.value if subscription.rhythm.value in DIGESTS else "daily"
    look = subscription.look
    told = await digest(house.tallies, house.articles, rhythm, ask.today, look.categories, summaries=look.summaries)
    if told is None:
        return [Line(said.say("nothing-yet"))]
    return digest_page(said, told, ask.today, layout=look.layout)


def rhythm_rows(said: Words, command: str = "subscribe") -> Rows:
    """How often: a button each."""
    argument = "rhythm " if command == "settings" else ""
    buttons = [Button(said.say(f"rhythm-{each.value}"), press(command, f"{argument}{each.value}")) for each in Rhythm]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def settings_rows(said: Words, subscription: Subscription) -> Rows:
    """Everything that can be changed."""
    look = subscription.look
    other = "card" if look.layout == "table" else "table"
    paused = subscription.state is not State.ACTIVE
    return (
        (_go(said, "rhythm"), _go(said, "when"), _go(said, "zone")),
        (_go(said, "what"), _go(said, "alerts"), Button(said.say("button-language"), press("language"))),
        (
            _set(said, f"layout-{other}", f"layout {other}"),
            _set(said, f"summaries-{_not(look.summaries)}", f"summaries {_not(look.summaries)}"),
            _set(said, f"silent-{_not(subscription.silent)}", f"silent {_not(subscription.silent)}"),
        ),
        (
            Button(said.say("button-preview"), press("today")),
            Button(said.say("button-resume"), press("subscribe", "again"))
            if paused
            else Button(said.say("button-pause"), press("pause")),
            Button(said.say("button-unsubscribe"), press("unsubscribe")),
        ),
    )


def choice_rows(said: Words, setting: str, subscription: Subscription, alerts: dict[str, bool]) -> Rows:
    """What can be chosen for *setting*."""
    back = (Button(said.say("button-back"), press("settings")),)
    if setting == "rhythm":
        return (*rhythm_rows(said, "settings"), back)
    if setting == "when":
        hours = [Button(each, press("settings", f"when {each}")) for each in HOURS]
        return ((_set(said, "landing", "when landing"),), tuple(hours[:3]), tuple(hours[3:]), back)
    if setting == "zone":
        zones = [Button(_zone_label(said, each), press("settings", f"zone {each}")) for each in ZONES]
        return (tuple(zones[:3]), tuple(zones[3:]), back)
    if setting == "what":
        return (*_categories(said, subscription), (_set(said, "everything", "what all"), *back))
    rows = [(_set(said, f"alert-{sort}-{_not(on)}", f"alerts {sort} {_not(on)}"),) for sort, on in alerts.items()]
    return (*rows, back)


def switches(alerts: list[tuple[Alert, str, int]]) -> dict[str, bool]:
    """The alerts that are on or off, whatever the category."""
    on = {sort for sort, _, _ in alerts}
    return {sort.value: sort in on for sort in (Alert.ROUND, Alert.RECORD, Alert.CORRECTION)}


def _categories(said: Words, subscription: Subscription) -> Rows:
    chosen = subscription.look.categories
    buttons = []
    for each in CATEGORIES.values():
        on = each.slug in chosen
        argument = f"what {'-' if on else '+'}{each.slug}"
        if each.last is None and fits("settings", argument):
            label = f"✓ {short(said, each.slug)}" if on else short(said, each.slug)
            buttons.append(Button(label, press("settings", argument)))
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def _zone_label(said: Words, zone: str) -> str:
    found = find_zone(zone).name
    return city(found, said.language) if found else zone


def _go(said: Words, setting: str) -> Button:
    return Button(said.say(f"button-set-{setting}"), press("settings", setting))


def _set(said: Words, label: str, argument: str) -> Button:
    return Button(said.say(f"button-{label}"), press("settings", argument))


def _not(on: bool) -> str:
    return "off" if on else "on"
